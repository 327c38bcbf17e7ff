//! Incidents that may be the same event, each with its reasons; for the page of an incident and for forms.

use super::naming;
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use domain::id::RecordId;
use maud::{Markup, html};
use register::incident::similar::{Likeness, Similar};

/// A list of suggestions; `address` says where each leads.
pub fn similar(say: Say, all: &[Similar], address: impl Fn(RecordId) -> String) -> Markup {
    html! {
        ul {
            @for each in all {
                li {
                    a href=(address(each.incident.id)) {
                        (naming::called(say, &each.incident))
                    }
                    @if let Some(day) = each.incident.text("when/edtf") {
                        (say.text("comma")) " " (date::interval(say, day, Width::Short))
                    }
                    br;
                    small.quiet { (reasons(say, each)) }
                }
            }
        }
    }
}

fn reasons(say: Say, each: &Similar) -> Markup {
    let day = if each.days_apart == 0 { "similar-same-day" } else { "similar-next-day" };
    html! {
        (say.text(day))
        @for likeness in &each.likeness {
            (say.text("list-separator"))
            @match likeness {
                Likeness::Near { km } => (say.html("similar-near", &[("count", Arg::from(*km))])),
                Likeness::SamePlace { words } => (say.html("similar-place", &[("place", words.as_str().into())])),
                Likeness::Words { shared } => (say.html("similar-shared", &[("words", Arg::Html(listed(say, shared)))])),
            }
        }
    }
}

/// Words one by one, each in the direction of its own script.
fn listed(say: Say, words: &[String]) -> Markup {
    html! {
        @for (index, word) in words.iter().enumerate() {
            @if index > 0 { (say.text("comma")) " " }
            (naming::words(say, word))
        }
    }
}
