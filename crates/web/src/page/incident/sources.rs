//! What is held of the incident: reports and assertions with their sources, and incidents it is related to.

use super::file::{View, read_linked};
use super::{address, row, trail};
use crate::component::table::{self, Column, Plain};
use crate::component::{self, figure, graphic, naming, notice};
use crate::date::{self, Width};
use crate::i18n::Say;
use crate::routes;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assertion, Report, Source};
use domain::vocabulary::LinkRole;
use maud::{Markup, html};
use register::containment::may_contain;
use register::incident::Linked;
use register::record::Record;

/// Reports, assertions and other linked records, each with its source, its credit and its address.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    rows.extend(
        read_linked::<Report>(view.file, Kind::Report)
            .iter()
            .filter(|(linked, _)| !trail::is_story(linked))
            .map(|(linked, report)| of_report(say, view, linked, report)),
    );
    let claims = read_linked::<Assertion>(view.file, Kind::Assertion);
    rows.extend(claims.iter().map(|(linked, claim)| of_assertion(say, view, linked, claim)));
    let others = view.file.linked.iter().filter(|linked| OTHERS.contains(&linked.record.kind));
    rows.extend(others.map(|linked| of_other(say, linked)));
    let heads = ["source-who", "source-what", "source-when", "source-how", "source-address"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows,
    };
    html! {
        section.part #sources {
            h2 { (say.text("sources-head")) }
            (contained_in(say, view))
            p.small.quiet {
                @match view.incident.sources_count {
                    Some(count) => (say.with("sources-stated", &[("count", count.into())])),
                    None => (say.text("sources-none-stated")),
                }
            }
            @if let Some(url) = &view.incident.url { p.small { (say.text("sources-typed-from")) (say.text("colon")) " " (address::outside(url, url)) } }
            @if plain.rows.is_empty() {
                p { span.none { (say.text("sources-none-here")) } }
            } @else {
                (table::scroll(&say.text("sources-head"), &table::plain(&plain)))
            }
            @if view.file.has_more_linked {
                p.small { a href=(address::plain(routes::RECORD, Kind::Incident, view.file.incident.id)) { (say.text("sources-more")) } }
            }
        }
    }
}

/// The totals that count what happened here too.
fn contained_in(say: Say, view: &View<'_>) -> Markup {
    let is_total = |linked: &&Linked| {
        linked.role == LinkRole::Contains.slug()
            && !linked.outgoing
            && may_contain(linked.record.kind)
            && !linked.attributes.contains_key("withdrawn")
    };
    let totals: Vec<&Linked> = view.file.linked.iter().filter(is_total).collect();
    if totals.is_empty() {
        return html! {};
    }
    notice::notice(
        notice::Kind::Plain,
        &html! {
            (say.text("contained-in")) (say.text("colon")) " "
            @for (place, linked) in totals.iter().enumerate() {
                @if place > 0 { (say.text("list-separator")) }
                a href=(component::address::of(routes::CONTAINS, linked.record.kind, linked.record.id)) { (naming::words(say, &naming::title(say, &linked.record))) }
            }
        },
        &html! { p { (say.text("contained-in-words")) } },
    )
}

/// Linked kinds without a section of their own.
const OTHERS: [Kind; 6] =
    [Kind::Source, Kind::Tally, Kind::Release, Kind::ReleaseLine, Kind::Belligerent, Kind::Operation];

/// A source's name with the credit it is owed.
fn source(say: Say, view: &View<'_>, id: Option<RecordId>) -> Markup {
    let record = id.and_then(|id| view.file.origins.get(&id));
    let Some(record) = record else { return figure::not_stated(say) };
    let credit = record.read::<Source>().ok().and_then(|source| source.credit);
    html! {
        a href=(address::record(record)) { (naming::words(say, &naming::title(say, record))) }
        @if let Some(credit) = credit { br; small.quiet { bdi { (credit) } } }
    }
}

fn role(say: Say, linked: &Linked) -> Markup {
    let label = LinkRole::parse(&linked.role).map_or(linked.role.as_str(), |role| role.label(say.language));
    html! {
        // In Arabic a label that ends in a preposition is closed by the pronoun of the incident.
        @match naming::joined(label) {
            Some(words) => (say.with("source-role-open", &[("role", words.into())])),
            None => (label),
        }
        @if linked.is_candidate() { br; small.none { (say.text("candidate-link")) } }
    }
}

fn links(say: Say, is_graphic: bool, url: Option<&str>, archive: Option<&str>) -> Markup {
    if url.is_none() && archive.is_none() {
        return figure::not_stated(say);
    }
    graphic::guarded(
        say,
        is_graphic,
        &html! {
            @if let Some(url) = url { (address::outside(url, &say.text("field-url-open"))) }
            @if let Some(archive) = archive { " " (address::outside(archive, &say.text("source-archived"))) }
        },
    )
}

fn of_report(say: Say, view: &View<'_>, linked: &Linked, report: &Report) -> Vec<Markup> {
    vec![
        source(say, view, report.source.map(Into::into)),
        html! {
            a href=(address::record(&linked.record)) { bdi lang=(row::language_of(&report.title)) { (report.title) } }
            @if let Some(words) = &report.words { br; small.quiet { bdi lang=(row::language_of(words)) { (words) } } }
        },
        match &report.published {
            Some(when) => date::element(say, &when.edtf, Width::Short),
            None => figure::not_stated(say),
        },
        role(say, linked),
        links(say, report.graphic == Some(true), report.url.as_deref(), report.archive_url.as_deref()),
    ]
}

fn of_assertion(say: Say, view: &View<'_>, linked: &Linked, claim: &Assertion) -> Vec<Markup> {
    let report = view.file.origins.get(&claim.report.into()).and_then(|record| record.read::<Report>().ok());
    vec![
        html! {
            @if let Some(speaker) = &claim.speaker { bdi { (speaker) } br; }
            (source(say, view, report.as_ref().and_then(|report| report.source).map(Into::into)))
        },
        html! {
            a href=(address::record(&linked.record)) { bdi lang=(row::language_of(&claim.claim)) { (claim.claim) } }
            @if let Some(verification) = &claim.verification { br; small.quiet { bdi { (verification.replace('_', " ")) } } }
        },
        match claim.said.as_ref().or_else(|| report.as_ref()?.published.as_ref()) {
            Some(when) => date::element(say, &when.edtf, Width::Short),
            None => figure::not_stated(say),
        },
        role(say, linked),
        links(
            say,
            report.as_ref().is_some_and(|report| report.graphic == Some(true)),
            claim.url.as_deref().or_else(|| report.as_ref()?.url.as_deref()),
            report.as_ref().and_then(|report| report.archive_url.as_deref()),
        ),
    ]
}

fn of_other(say: Say, linked: &Linked) -> Vec<Markup> {
    vec![
        html! { (linked.record.kind.label(say.language)) },
        html! { a href=(address::record(&linked.record)) { (naming::words(say, &naming::title(say, &linked.record))) } },
        figure::not_stated(say),
        role(say, linked),
        links(say, false, linked.record.body.get("url").and_then(serde_json::Value::as_str), None),
    ]
}

/// Incidents linked with it, named by it, or bearing one of its codes.
pub(super) fn related(say: Say, view: &View<'_>) -> Markup {
    let linked = view.file.linked.iter().filter(|linked| linked.record.kind == Kind::Incident);
    let linked: Vec<(&Record, Option<Markup>)> =
        linked.map(|linked| (&linked.record, Some(role(say, linked)))).collect();
    let named = view.file.related.iter().filter(|record| linked.iter().all(|(each, _)| each.id != record.id));
    let all: Vec<(&Record, Option<Markup>)> =
        linked.iter().cloned().chain(named.map(|record| (record, None))).collect();
    let found: Vec<&str> = all.iter().filter_map(|(record, _)| first_code(record)).collect();
    let words: Vec<&String> =
        view.incident.related.iter().filter(|code| !found.contains(&code.as_str())).collect();
    if all.is_empty() && words.is_empty() {
        return html! {};
    }
    html! {
        section.part #related {
            h2 { (say.text("related-head")) }
            ul {
                @for (record, role) in &all {
                    li {
                        a href=(address::record(record)) {
                            @if let Some(code) = first_code(record) { bdi { (code) } (say.text("comma")) " " }
                            (naming::words(say, &naming::title(say, record)))
                        }
                        @if let Some(role) = role { " " small.quiet { (role) } }
                    }
                }
                @for word in &words { li { bdi { (word) } " " span.none { (say.text("related-not-here")) } } }
            }
        }
    }
}

fn first_code(record: &Record) -> Option<&str> {
    record.body.get("codes")?.as_array()?.first()?.as_str()
}
