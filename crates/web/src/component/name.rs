//! Names, codes and foreign words, isolated so that their direction does not disturb the sentence.

use maud::{Markup, html};

/// A name, code or words of unknown direction.
pub fn isolated(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// The same, with its language.
pub fn in_language(text: &str, language: &str) -> Markup {
    html! { bdi lang=(language) { (text) } }
}

/// A name, and the name in the other script beside it in a quieter voice where there is one.
pub fn both_scripts(name: &str, other: Option<(&str, &str)>) -> Markup {
    html! {
        bdi { (name) }
        @if let Some((text, language)) = other { " " bdi.quiet lang=(language) { (text) } }
    }
}
