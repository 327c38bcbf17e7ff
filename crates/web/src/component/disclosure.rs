//! What an authority gave of a strike: a circle and its word; more ink means more given.

use crate::i18n::Say;
use crate::sprite;
use domain::vocabulary::Disclosure;
use maud::{Markup, html};

/// The mark of a disclosure in the sprite.
pub const fn mark_id(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Disclosed => "d-yes",
        Disclosure::PartlyDisclosed => "d-part",
        Disclosure::Withheld => "d-held",
        Disclosure::NeitherConfirmNorDeny => "d-neither",
        Disclosure::Unknown => "d-unk",
    }
}

/// The circle and its word.
pub fn disclosure(say: Say, disclosure: Disclosure) -> Markup {
    html! { span.disc { (sprite::mark(mark_id(disclosure))) (disclosure.label(say.language)) } }
}

/// The five circles of a strike in their fixed order: date, time, place, weapon, target.
pub fn five(say: Say, given: [Disclosure; 5]) -> Markup {
    let facts = ["fact-date", "fact-time", "fact-place", "fact-weapon", "fact-target"];
    let words: Vec<String> = facts
        .iter()
        .zip(given)
        .map(|(fact, one)| format!("{}{} {}", say.text(fact), say.text("colon"), one.label(say.language)))
        .collect();
    let words = words.join(&say.text("list-separator"));
    html! {
        span.five role="img" aria-label=(words) title=(words) {
            @for one in given { (sprite::mark(mark_id(one))) }
        }
    }
}
