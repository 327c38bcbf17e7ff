//! What an engine found and what it advises, in the reader's language: the sentence of the code, its hint, and what
//! the engine itself said in English, quietly, for the values in it. Start at [`sentence`] and [`advice`].

use crate::i18n::{Arg, Say};
use domain::language::Language;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Hints that follow that of the code where the problem has the value of this name.
const FURTHER: &[(&str, &str)] = &[("proposal", "hint-proposal"), ("understood", "hint-understood")];

/// Why it is a problem. `values` are those that the sentence of the code takes.
pub fn sentence(say: Say, code: &str, values: &BTreeMap<String, String>) -> Markup {
    let id = format!("error-{code}");
    if !say.has(&id) {
        return html! { code { (code) } };
    }
    let english = |text: &str| html! { bdi lang="en" dir="ltr" { (text) } };
    let values: Vec<(&str, Arg)> = values
        .iter()
        .map(|(name, value)| match name.as_str() {
            // The reader of a record says in English why it could not.
            "because" => ("because", english(value).into()),
            name => (name, value.as_str().into()),
        })
        .collect();
    say.html(&id, &values)
}

/// What to do, and below it the engine's own words.
pub fn advice(say: Say, code: &str, values: &BTreeMap<String, String>, detail: &str) -> Markup {
    let id = format!("hint-{code}");
    let id = if say.has(&id) { &id } else { "hint-rule-broken" };
    html! {
        (marked(&say.text(id)))
        @for (name, further) in FURTHER {
            @if let Some(value) = values.get(*name) { " " (say.html(further, &[(*name, left_to_right(value).into())])) }
        }
        (said(say, detail))
    }
}

/// What is to be typed as it stands is between backticks in the catalogues.
fn marked(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { bdi dir="ltr" { code { (part) } } } @else { (part) }
        }
    }
}

fn left_to_right(text: &str) -> Markup {
    html! { bdi dir="ltr" { (text) } }
}

/// What the engine said, in English.
pub fn said(say: Say, detail: &str) -> Markup {
    let foreign = say.language != Language::English;
    html! {
        @if !detail.is_empty() {
            br; small.quiet { bdi lang=[foreign.then_some("en")] dir=[foreign.then_some("ltr")] { (detail) } }
        }
    }
}
