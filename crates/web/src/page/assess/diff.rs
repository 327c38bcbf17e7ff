//! Two versions of a judgment side by side, field by field; in longer texts the words that differ are marked.

use super::versions::Version;
use crate::component::naming::{self, Names};
use crate::component::past::{Difference, differences};
use crate::component::shape::{Shape, field};
use crate::component::value::{Context, draw, label};
use crate::component::{address, figure, table, word_diff};
use crate::i18n::Say;
use domain::kind::Kind;
use maud::{Markup, html};
use register::record::Record;
use serde_json::Value as Json;

/// The section of differences.
pub(super) fn diff(say: Say, names: &Names, from: &Version, to: &Version) -> Markup {
    let (from, to) = (&from.0, &to.0);
    let differing = differences(Kind::Assessment, &from.body, &to.body);
    let heads = [from, to].map(|record| naming::title(say, record));
    // On a phone the version alone stands before each value.
    let short = [from, to].map(|record| version(say, record));
    html! {
        section.part #diff {
            h2 { (say.text("assess-diff-head")) }
            @if differing.is_empty() { p { (say.text("past-same")) } }
            @else {
                (table::scroll(&say.text("assess-diff-head"), &html! {
                    table.tight.stack.diff {
                        thead { tr {
                            th scope="col" { (say.text("assess-field")) }
                            @for (record, head) in [from, to].iter().zip(&heads) {
                                th scope="col" { a href=(address::record(Kind::Assessment, record.id)) { (head) } }
                            }
                        } }
                        tbody {
                            @for one in &differing {
                                @let (old, new) = sides(say, names, (from, to), one);
                                tr {
                                    th scope="row" { (label(say, &one.field)) }
                                    td data-l=(short[0]) { div { (old) } }
                                    td data-l=(short[1]) { div { (new) } }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

fn version(say: Say, record: &Record) -> String {
    let number = record.body.get("version").and_then(Json::as_i64);
    number.map_or_else(
        || naming::title(say, record),
        |number| say.with("record-version-number", &[("number", number.into())]),
    )
}

fn sides(say: Say, names: &Names, (from, to): (&Record, &Record), one: &Difference) -> (Markup, Markup) {
    let shape = field(Kind::Assessment, &one.field).map_or(Shape::Line, |field| field.shape);
    if let (Shape::Line | Shape::Lines, Some(Json::String(old)), Some(Json::String(new))) =
        (shape, &one.was, &one.is)
    {
        let (was, is) = word_diff::marked(old, new);
        return (text(say, old, &was), text(say, new, &is));
    }
    let side = |record: &Record, value: Option<&Json>| {
        let evidence = address::record(Kind::Assessment, record.id);
        let context = Context { say, names, evidence: &evidence };
        value.map(|value| draw(context, shape, value))
    };
    let (was, is) = (side(from, one.was.as_ref()), side(to, one.is.as_ref()));
    let is_part = matches!(shape, Shape::Part(_) | Shape::Parts(_));
    // A table of many parts is not struck out as a whole.
    let old = match was {
        Some(was) if is_part => was,
        Some(was) => html! { del { (was) } },
        None => figure::not_stated(say),
    };
    let new = match is {
        Some(is) if is_part => is,
        Some(is) => html! { ins { (is) } },
        None => figure::not_stated(say),
    };
    (old, new)
}

/// Marked words in the direction of their own script.
fn text(say: Say, plain: &str, marked: &Markup) -> Markup {
    let is_arabic = plain.chars().any(|one| ('\u{0600}'..='\u{06FF}').contains(&one));
    let language = match (say.mirrored(), is_arabic) {
        (false, true) => Some("ar"),
        (true, false) => Some("en"),
        _ => None,
    };
    html! { p dir="auto" lang=[language] { (marked) } }
}
