//! What changed, when, by whom and why: deletions struck out, additions underlined.

use crate::i18n::Say;
use maud::{Markup, html};

/// One field that changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// The field's name in words.
    pub field: String,
    /// What it was; absent where there was nothing.
    pub was: Option<Markup>,
    /// What it is; absent where it was removed.
    pub is: Option<Markup>,
}

/// One act in the history of a record.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called, such as "Version 7".
    pub name: String,
    /// Address of the act, where its proof is.
    pub address: String,
    /// When and by whom, in words.
    pub when: Markup,
    /// What changed.
    pub changes: Vec<Change>,
    /// The reason given; absent where the act needs none.
    pub reason: Option<String>,
}

/// The list, newest first.
pub fn history(say: Say, entries: &[Entry]) -> Markup {
    html! {
        ol.hist {
            @for entry in entries {
                li {
                    span { a href=(entry.address) { (entry.name) } br; small.quiet { (entry.when) } }
                    div {
                        @for change in &entry.changes { p { (one(say, change)) } }
                        @if let Some(reason) = &entry.reason {
                            p.small.quiet { (say.html("history-why", &[("reason", reason.as_str().into())])) }
                        }
                    }
                }
            }
        }
    }
}

/// `Grade: ~~Fair~~ Confirmed`.
pub fn one(say: Say, change: &Change) -> Markup {
    html! {
        (change.field) (say.text("colon")) " "
        @match (&change.was, &change.is) {
            (Some(was), Some(is)) => { del { (was) } " " ins { (is) } }
            (None, Some(is)) => { ins { (is) } }
            (Some(was), None) => { del { (was) } " " span.none { (say.text("history-removed")) } }
            (None, None) => { span.none { (say.text("none-not-known")) } }
        }
    }
}
