//! What a number counts: whom, and whether killed or injured.

use crate::i18n::Say;
use domain::ranges::{Category, read_category};
use domain::vocabulary::HarmKind;
use maud::{Markup, html};

/// What a category is called, such as "Civilians, killed".
pub fn name(say: Say, category: Category) -> String {
    let message = match category.harm {
        HarmKind::Killed => "assess-killed-of",
        HarmKind::Injured => "assess-injured-of",
    };
    say.with(message, &[("persons", category.persons.label(say.language).into())])
}

/// What a number is said to count, in the reader's words where the register reads it, else as it is worded.
pub fn named(say: Say, worded: &str) -> Markup {
    if let Some((category, false)) = read_category(worded) {
        return html! { (name(say, category)) };
    }
    html! { bdi { (worded.replace('_', " ")) } }
}
