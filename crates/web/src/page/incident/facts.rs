//! The toll with its parts, the five facts of a strike, the fields of the incident, and damage to objects.

use super::file::{View, read_linked};
use super::{address, row};
use crate::component::facts::{Fact, facts, source};
use crate::component::range_bar::{Official, RangeBar, range_bar};
use crate::component::table::{self, Column, Plain};
use crate::component::{disclosure, figure};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use domain::count::Count;
use domain::kind::Kind;
use domain::record::{Assessment, ObjectDamage, Strike};
use domain::vocabulary::Disclosure;
use maud::{Markup, html};
use register::record::Record;

/// Killed, injured and their parts, one column a current assessment.
pub(super) fn toll(say: Say, view: &View<'_>) -> Markup {
    if view.judged.is_empty() {
        return html! {};
    }
    let mut columns = vec![Column::words(say.text("toll-of"))];
    columns.extend(view.judged.iter().map(|(_, judged)| {
        Column::figures(judged.body.clone().unwrap_or_else(|| judged.basis.label(say.language).to_owned()))
    }));
    let rows = PARTS.iter().filter_map(|(label, part)| {
        let counts: Vec<Option<&Count>> = view.judged.iter().map(|(_, judged)| part(judged)).collect();
        let is_main = ["toll-killed", "toll-injured"].contains(label);
        (is_main || counts.iter().any(Option::is_some)).then(|| {
            let cells = view.judged.iter().zip(counts).map(|((record, _), count)| cell(say, record, count));
            std::iter::once(html! { (say.text(label)) }).chain(cells).collect()
        })
    });
    let mut rows: Vec<Vec<Markup>> = rows.collect();
    rows.push(named(say, view));
    let plain = Plain { caption: String::new(), columns, rows };
    html! {
        section.part #toll {
            h2 { (say.text("toll-head")) }
            (table::scroll(&say.text("toll-head"), &table::plain(&plain)))
            @for (record, judged) in &view.judged { (basis(say, view, record, judged)) }
        }
    }
}

type Part = fn(&Assessment) -> Option<&Count>;

const PARTS: [(&str, Part); 6] = [
    ("toll-killed", |judged| judged.killed.as_ref()),
    ("toll-children", |judged| judged.killed_children.as_ref()),
    ("toll-women", |judged| judged.killed_women.as_ref()),
    ("toll-men", |judged| judged.killed_men.as_ref()),
    ("toll-belligerents", |judged| judged.killed_belligerents.as_ref()),
    ("toll-injured", |judged| judged.injured.as_ref()),
];

fn cell(say: Say, record: &Record, count: Option<&Count>) -> Markup {
    match count {
        Some(count) => figure::count(say, &address::record(record), count),
        None => figure::not_known(say),
    }
}

fn named(say: Say, view: &View<'_>) -> Vec<Markup> {
    let cells = view.judged.iter().map(|(record, judged)| match judged.named {
        Some(named) => figure::integer(&address::record(record), named),
        None => figure::not_stated(say),
    });
    std::iter::once(html! { (say.text("toll-named")) }).chain(cells).collect()
}

/// The range drawn with the latest conceded figure on the same scale, and what it rests on.
fn basis(say: Say, view: &View<'_>, record: &Record, judged: &Assessment) -> Markup {
    let killed = judged.killed.clone().unwrap_or_default();
    let conceded = view.findings.iter().find_map(|(_, finding)| finding.killed.as_ref());
    let official = conceded.and_then(|count| {
        Some(Official { value: count.min.or(count.max)?, is_minimum: count.max.is_none() })
    });
    let ends = [killed.min, killed.max, official.map(|official| official.value)];
    let scale_max = ends.into_iter().flatten().max().unwrap_or(1).max(1);
    let bar = RangeBar { scale_max, min: killed.min, max: killed.max, official };
    let scale = if official.is_some() { "toll-scale-official" } else { "list-scale" };
    html! {
        @if !killed.is_unknown() {
            (range_bar(&bar))
            p.small.quiet { (say.with(scale, &[("max", Arg::from(scale_max))])) }
        }
        p.small.quiet {
            @match judged.range_basis {
                Some(basis) => {
                    (basis.label(say.language))
                    @if let Some(gloss) = basis.gloss(say.language) { (say.text("colon")) " " (gloss) }
                }
                None => { (say.text("toll-basis-not-stated")) }
            }
            (say.text("full-stop")) " "
            a href=(address::record(record)) { (say.text("toll-assessment")) }
        }
    }
}

/// What was disclosed of each linked strike; nothing is filled in where none is linked.
pub(super) fn five(say: Say, view: &View<'_>) -> Markup {
    let strikes = read_linked::<Strike>(view.file, Kind::Strike);
    html! {
        section.part #strike {
            h2 { (say.text("five-head")) }
            @if strikes.is_empty() { p { span.none { (say.text("five-no-strike")) } } }
            @for (linked, strike) in &strikes {
                p.small {
                    a href=(address::record(&linked.record)) { (Kind::Strike.label(say.language)) }
                    @for code in &strike.codes { " " bdi { (code) } }
                    @if linked.is_candidate() { (say.text("comma")) " " (say.text("candidate-link")) }
                }
                (facts(&strike_facts(say, strike)))
            }
        }
    }
}

fn strike_facts(say: Say, strike: &Strike) -> Vec<Fact> {
    let unknown = || figure::not_known(say);
    let weapons =
        strike.munitions.iter().map(|munition| munition.words.as_str()).collect::<Vec<_>>().join("; ");
    let when = |has_clock: bool| match &strike.when {
        Some(when) if !has_clock || when.edtf.contains('T') => date::when(say, when, Width::Short),
        _ => unknown(),
    };
    let words = |text: Option<&str>| match text {
        Some(text) if !text.is_empty() => html! { bdi { (text) } },
        _ => unknown(),
    };
    let values = [
        ("fact-date", "date", when(false)),
        ("fact-time", "time", when(true)),
        ("fact-place", "place", row::place_words(say, strike.location.as_ref())),
        ("fact-weapon", "weapon", words(Some(&weapons))),
        ("fact-target", "target", words(strike.target_words.as_deref())),
    ];
    let fact = |(term, key, value): (&str, &str, Markup)| {
        let given = strike.disclosure.iter().find(|given| given.fact == key);
        let standing = html! {
            (disclosure::disclosure(say, given.map_or(Disclosure::Unknown, |given| given.disclosure)))
            @if let Some(by) = given.and_then(|given| given.by.as_deref()) { " " (source(&html! { bdi { (by) } })) }
        };
        Fact { term: say.text(term), value, standing: Some(standing) }
    };
    values.into_iter().map(fact).collect()
}

/// Every other field of the incident.
pub(super) fn record(say: Say, view: &View<'_>) -> Markup {
    let incident = &view.incident;
    let language = say.language;
    let joined = |words: Vec<&str>| words.join(&say.text("list-separator"));
    let location = incident.location.as_ref();
    let point = location.and_then(|location| location.point).map(|point| {
        let (lat, lon) = point.degrees();
        html! { bdi dir="ltr" { (lat) ", " (lon) } }
    });
    let supplied = location.and_then(|location| location.supplied_by).map(|by| by.label(language));
    let belligerents: Vec<Markup> = incident
        .belligerents
        .iter()
        .map(|each| {
            html! {
                bdi { (each.name) }
                @if let Some(attribution) = each.attribution { " (" (attribution.label(language)) ")" }
            }
        })
        .collect();
    let place = view.file.setting.iter().find(|record| record.kind == Kind::Place);
    let operation = view.file.setting.iter().find(|record| record.kind == Kind::Operation);
    let link = |record: &Record| html! { a href=(address::record(record)) { bdi { (record.name()) } } };
    let rows: Vec<(&str, Option<Markup>)> = vec![
        ("field-strike-type", some(joined(incident.strike_types.iter().map(|kind| kind.label(language)).collect()))),
        ("field-strike-status", incident.strike_status.map(|status| html! {
            (status.label(language)) @if let Some(gloss) = status.gloss(language) { (source(&html! { (gloss) })) }
        })),
        ("field-belligerents", list(&belligerents)),
        ("field-operation", operation.map(link)),
        ("field-place", place.map(link)),
        ("field-governorate", incident.governorate.as_deref().and_then(some)),
        ("field-country", incident.country.as_deref().and_then(some)),
        ("field-point", point.map(|point| html! { (point) @if let Some(by) = supplied { (source(&html! { (say.html("field-point-by", &[("who", by.into())])) })) } })),
        ("field-causes", some(joined(incident.causes.iter().map(|cause| cause.label(language)).collect()))),
        ("field-observations", some(joined(incident.observations.iter().map(|each| each.label(language)).collect()))),
        ("field-objects", some(joined(incident.protected_objects.iter().map(|class| class.label(language)).collect()))),
        ("field-description", incident.description.as_deref().and_then(some)),
        ("field-note", incident.note.as_deref().and_then(some)),
        ("field-url", incident.url.as_deref().map(|url| address::outside(url, &say.text("field-url-open")))),
    ];
    let rows = rows.into_iter().map(|(term, value)| Fact {
        term: say.text(term),
        value: value.unwrap_or_else(|| figure::not_stated(say)),
        standing: None,
    });
    html! {
        section.part #fields {
            h2 { (say.text("fields-head")) }
            (facts(&rows.collect::<Vec<_>>()))
        }
    }
}

fn some(text: impl AsRef<str>) -> Option<Markup> {
    let text = text.as_ref();
    (!text.is_empty()).then(|| html! { bdi { (text) } })
}

fn list(items: &[Markup]) -> Option<Markup> {
    (!items.is_empty())
        .then(|| html! { @for (index, item) in items.iter().enumerate() { @if index > 0 { br; } (item) } })
}

/// What was damaged, as far as anybody says.
pub(super) fn damage(say: Say, view: &View<'_>) -> Markup {
    let rows: Vec<(&Record, ObjectDamage)> =
        view.file.damages.iter().filter_map(|record| Some((record, record.read().ok()?))).collect();
    if rows.is_empty() {
        return html! {};
    }
    let warned = |damage: &ObjectDamage| match damage.warning_given {
        Some(true) => html! { (say.text("yes")) },
        Some(false) => html! { (say.text("no")) },
        None => figure::not_known(say),
    };
    let cells = rows.iter().map(|(record, damage)| {
        vec![
            html! { a href=(address::record(record)) { (damage.class.label(say.language)) } },
            damage.words.as_deref().and_then(some).unwrap_or_else(|| figure::not_stated(say)),
            damage
                .destruction
                .map_or_else(|| figure::not_known(say), |each| html! { (each.label(say.language)) }),
            warned(damage),
            list(&damage.claims.iter().map(|claim| html! { bdi { (claim) } }).collect::<Vec<_>>())
                .unwrap_or_else(|| figure::not_stated(say)),
        ]
    });
    let heads = ["damage-object", "damage-words", "damage-extent", "damage-warning", "damage-claims"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: cells.collect(),
    };
    html! {
        section.part #damage {
            h2 { (say.text("damage-head")) }
            (table::scroll(&say.text("damage-head"), &table::plain(&plain)))
        }
    }
}

/// A count in words with its link, or that nothing is stated.
pub(super) fn stated(say: Say, address: &str, count: Option<&Count>) -> Markup {
    match count {
        Some(count) if count.is_unknown() && count.wording.is_none() => figure::not_known(say),
        Some(count) => html! {
            (figure::count(say, address, count))
            @if let (false, Some(words)) = (count.is_unknown(), &count.wording) {
                " " small.quiet { (say.html("count-wording", &[("words", Arg::Html(html! { bdi { (words) } }))])) }
            }
        },
        None => figure::not_stated(say),
    }
}
