//! The ranges in the form: what is reckoned, who set each end, what is unknown, left out or conceded; and the inputs,
//! where one that differs from the reckoning is marked.

use super::accounts::speaker;
use super::propose::View;
use super::typed::{RANGES, Typed, count_of, reckoned};
use crate::component::category::name as category_name;
use crate::component::form::{self, Field};
use crate::component::{address, figure};
use crate::i18n::{Arg, Say};
use crate::limits;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::ranges::{Category, Range};
use domain::vocabulary::Bound;
use maud::{Markup, html};

/// A group of inputs for each range of an assessment, and the other categories that accounts speak of.
pub(super) fn editable(say: Say, view: &View, typed: &Typed) -> Markup {
    let is_own = |category: &Category| {
        RANGES.iter().any(|(_, harm, persons)| category.harm == *harm && category.persons == *persons)
    };
    let others: Vec<(&Category, &Range)> =
        view.ranges.ranges.ranges.iter().filter(|(category, _)| !is_own(category)).collect();
    html! {
        @for (field, harm, persons) in RANGES { (one(say, view, typed, field, Category { harm, persons })) }
        @if !others.is_empty() {
            h3 { (say.text("assess-other-categories")) }
            p.small.quiet { (say.text("assess-other-categories-words")) }
            @for (category, range) in others {
                p.small { strong { (category_name(say, *category)) } (say.text("colon")) " " (figure(say, view, range)) }
                (rests(say, view, *category, range))
            }
        }
    }
}

fn one(say: Say, view: &View, typed: &Typed, field: &str, category: Category) -> Markup {
    let range = view.ranges.ranges.of(category);
    let differs = typed.differs(field);
    html! {
        fieldset.field.group id=(field) class=[differs.then_some("unlike")] {
            legend { (category_name(say, category)) }
            @if let Some(wrong) = typed.wrong(field) { p.wrong { (wrong) } }
            p.small {
                (say.text("assess-reckoned")) (say.text("colon")) " "
                @match reckoned(&view.ranges, category) {
                    Some(_) => (figure(say, view, &range)),
                    None => span.none { (say.text("assess-nobody-says")) },
                }
            }
            (rests(say, view, category, &range))
            (before(say, view, field))
            div.row {
                (end(say, typed, field, "min", "edit-min"))
                (end(say, typed, field, "max", "edit-max"))
                (bound(say, typed, field))
            }
            @if differs {
                p.small { strong { (say.text("assess-differs")) } }
                @let name = format!("{field}.words");
                @let label = say.text("assess-words");
                (form::lines(&Field { name: &name, label: &label, value: typed.at(&name), wrong: typed.wrong(&name), ..Field::default() }, 2, limits::EXCLUSION_CHARACTERS_MAX))
            }
        }
    }
}

fn end(say: Say, typed: &Typed, field: &str, end: &str, label: &str) -> Markup {
    let (name, label) = (format!("{field}.{end}"), say.text(label));
    let base = format!("{field}.base");
    html! {
        @if end == "min" { input type="hidden" name=(base) value=(typed.at(&base)); }
        (form::number(&Field { name: &name, label: &label, value: typed.at(&name), wrong: typed.wrong(&name), ..Field::default() }))
    }
}

fn bound(say: Say, typed: &Typed, field: &str) -> Markup {
    let (name, label) = (format!("{field}.bound"), say.text("edit-bound"));
    let terms = Bound::ALL.iter().filter(|bound| !matches!(bound, Bound::Unknown | Bound::Vague));
    let terms = terms.map(|bound| (bound.slug().to_owned(), bound.label(say.language).to_owned()));
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), say.text("assess-bound-by-ends"))).chain(terms).collect();
    form::choice(&Field { name: &name, label: &label, value: typed.at(&name), ..Field::default() }, &options)
}

/// The range as a link to the account that sets its lower end, or the words of accounts without a number.
fn figure(say: Say, view: &View, range: &Range) -> Markup {
    let first = range.min.as_ref().or(range.max.as_ref()).and_then(|end| end.accounts.first());
    let first = first.or(range.unknown.first()).and_then(|id| view.ranges.told(*id));
    let count = range.count();
    html! {
        @match first {
            Some(told) => (figure::count(say, &address::record(told.kind, told.id), &count)),
            None => (figure::not_known(say)),
        }
        @if let Some(words) = &count.wording {
            @if !count.is_unknown() { " " small.quiet { (say.html("value-worded", &[("words", words.as_str().into())])) } }
        }
    }
}

/// Who set the ends, how many give no number, what is left out, and what is conceded.
fn rests(say: Say, view: &View, category: Category, range: &Range) -> Markup {
    let out = view.ranges.ranges.excluded.iter();
    let out =
        out.filter(|excluded| excluded.figures.iter().any(|figure| figure.category == category)).count();
    let conceded = view.ranges.ranges.conceded.get(&category);
    html! {
        ul.plain-list.tight-list.small {
            @if let Some(end) = &range.min { li { (say.html("assess-lowest", &[("accounts", Arg::Html(speakers(say, view, &end.accounts)))])) } }
            @if let Some(end) = &range.max {
                li {
                    (say.html("assess-highest", &[("accounts", Arg::Html(speakers(say, view, &end.accounts)))]))
                    @if end.open { " " small.quiet { (say.with("assess-open", &[("value", crate::number::integer(end.value).into())])) } }
                }
            }
            @if !range.unknown.is_empty() { li { (say.with("assess-unknown", &[("count", range.unknown.len().into())])) } }
            @if out > 0 { li { (say.with("assess-left-out", &[("count", out.into())])) } }
            @if let Some(conceded) = conceded {
                li { (say.html("assess-conceded", &[("count", Arg::Html(figure(say, view, conceded))), ("bodies", Arg::Html(speakers(say, view, &conceded.accounts)))])) }
            }
        }
    }
}

fn speakers(say: Say, view: &View, ids: &[RecordId]) -> Markup {
    /// More names than this say no more than their number.
    const NAMED_MAX: usize = 4;
    html! {
        @for (place, told) in ids.iter().filter_map(|id| view.ranges.told(*id)).take(NAMED_MAX).enumerate() {
            @if place > 0 { (say.text("list-separator")) }
            (speaker(say, told))
        }
        @if ids.len() > NAMED_MAX { " " (say.with("assess-and-more", &[("count", (ids.len() - NAMED_MAX).into())])) }
    }
}

/// What the latest version says, where it says something.
fn before(say: Say, view: &View, field: &str) -> Markup {
    let said =
        view.latest.as_ref().and_then(|(record, latest)| Some((record, latest, count_of(latest, field)?)));
    html! {
        @if let Some((record, latest, count)) = said {
            p.small.quiet {
                (say.with("record-version-number", &[("number", latest.version.into())])) (say.text("colon")) " "
                (figure::count(say, &address::record(Kind::Assessment, record.id), count))
            }
        }
    }
}
