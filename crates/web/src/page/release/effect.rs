//! What a line says the strikes did, verb by verb, as worded, with the normalised term where it says more.

use crate::i18n::Say;
use crate::number;
use domain::language::Language;
use domain::record::Effect;
use maud::{Markup, html};

/// `engaged tactical units (11), staging area (1); destroyed …`
pub(super) fn effects(say: Say, effects: &[Effect]) -> Markup {
    let mut groups: Vec<(&Effect, Vec<&Effect>)> = Vec::new();
    for effect in effects {
        match groups.last_mut().filter(|(first, _)| first.verb == effect.verb) {
            Some((_, group)) => group.push(effect),
            None => groups.push((effect, vec![effect])),
        }
    }
    html! {
        @if groups.is_empty() { span.none { (say.text("release-no-effects")) } }
        @for (index, (first, group)) in groups.iter().enumerate() {
            @if index > 0 { (say.text("list-separator")) }
            (first.verb.label(say.language)) " "
            @for (index, effect) in group.iter().enumerate() {
                @if index > 0 { (say.text("comma")) " " }
                (one(say, effect))
            }
        }
    }
}

fn one(say: Say, effect: &Effect) -> Markup {
    let label = effect.term.map(|term| term.label(say.language));
    let words = effect.words.as_str();
    // The term is worth showing where it says something else than the words: never beside its own plural.
    let is_plain = label.is_none_or(|label| {
        let (label, words) = (label.to_lowercase(), words.to_lowercase());
        say.language == Language::English
            && (words.starts_with(&label) || label.starts_with(words.trim_end_matches('s')))
    });
    html! {
        @match (label, is_plain) {
            (Some(label), false) => { (label) " " small.quiet { (say.html("quoted", &[("words", html! { bdi lang="en" { (words) } }.into())])) } }
            _ => bdi lang="en" { (words) },
        }
        " ("
        @match effect.count {
            Some(count) => (number::integer(count)),
            None => (say.text("release-count-not-printed")),
        }
        ")"
    }
}
