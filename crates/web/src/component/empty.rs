//! Pages with nothing to list: what would be here and the one next step, or what was asked and what is looser.

use crate::i18n::Say;
use maud::{Markup, html};

/// Nothing yet: what would be here, and the next step.
pub fn nothing_yet(title: &str, words: &str, actions: &Markup) -> Markup {
    html! { div.text { h3 { (title) } p { (words) } p.actions { (actions) } } }
}

/// Nothing found: the question repeated, and looser ones to ask.
pub fn nothing_found(say: Say, question: &Markup, looser: &[(String, String)]) -> Markup {
    html! {
        div.text {
            h3 { (question) }
            p { (say.text("empty-tried")) }
            ul { @for (label, address) in looser { li { a href=(address) { (label) } } } }
        }
    }
}

/// A button that leads somewhere.
pub fn action(label: &str, address: &str, is_main: bool) -> Markup {
    html! { a.btn.btn-main[is_main] href=(address) { (label) } }
}
