//! Charts drawn by the server as SVG: steps over time, disclosure strips, lists of ranges.
//!
//! Plain structs in, markup out; every chart carries its table twin with the same figures. Nothing is
//! interpolated: a value is held until its speaker changes it. Time and quantity run from the start edge, so
//! charts are drawn mirrored in Arabic. Start at [`step`], [`strip`] or [`ranges`].

pub mod origins;
pub mod ranges;
pub mod step;
mod step_draw;
mod step_label;
pub mod strip;
mod strip_words;

use crate::i18n::Say;
use maud::{Markup, html};

/// Who speaks: official figures are ink, documented ones the accent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A belligerent or another authority about its own acts.
    Official,
    /// A recorder or another documenter.
    Documented,
}

/// Where text hangs from its point, in reading direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing surface: callers think from the start edge, the surface mirrors where the page does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    pub(crate) say: Say,
    pub(crate) width: f64,
}

impl Surface {
    pub(crate) fn x(self, x: f64) -> f64 {
        if self.say.mirrored() { self.width - x } else { x }
    }

    pub(crate) fn rect(self, class: &str, [x, y, width, height]: [f64; 4]) -> Markup {
        let left = if self.say.mirrored() { self.width - x - width } else { x };
        html! { rect class=(class) x=(fix(left)) y=(fix(y)) width=(fix(width)) height=(fix(height)) {} }
    }

    pub(crate) fn path(self, class: &str, points: &[(f64, f64)]) -> Markup {
        let data: Vec<String> = points
            .iter()
            .enumerate()
            .map(|(index, (x, y))| {
                format!("{}{} {}", if index == 0 { "M" } else { "L" }, fix(self.x(*x)), fix(*y))
            })
            .collect();
        html! { path class=(class) d=(data.concat()) {} }
    }

    pub(crate) fn circle(self, class: &str, x: f64, y: f64, radius: f64) -> Markup {
        html! { circle class=(class) cx=(fix(self.x(x))) cy=(fix(y)) r=(fix(radius)) {} }
    }

    pub(crate) fn label(self, class: &str, (x, y): (f64, f64), anchor: Anchor, words: &str) -> Markup {
        let anchor = match anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle"),
            Anchor::End => Some("end"),
        };
        html! {
            text class=[(!class.is_empty()).then_some(class)] x=(fix(self.x(x))) y=(fix(y)) text-anchor=[anchor] {
                (settled(self.say, words))
            }
        }
    }
}

/// After a Latin word in Arabic text a following number jumps unless a right-to-left mark stands between.
fn settled(say: Say, words: &str) -> String {
    // Words that isolate their foreign parts are settled already.
    if !say.mirrored() || words.contains('\u{2068}') {
        return words.to_owned();
    }
    let mut text = String::with_capacity(words.len() + 8);
    let mut was_latin = false;
    for character in words.chars() {
        if was_latin && !character.is_ascii_alphanumeric() && !matches!(character, '-' | '.' | '\'') {
            text.push('\u{200F}');
        }
        was_latin = character.is_ascii_alphabetic() || (was_latin && character.is_ascii_digit());
        text.push(character);
    }
    if was_latin {
        text.push('\u{200F}');
    }
    text
}

/// One decimal, without a trailing `.0`.
pub(crate) fn fix(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// Values of an axis from 0 to at least `max`, at most seven steps of 1, 2 or 5 times a power of ten.
pub(crate) fn axis(max: i64) -> Vec<i64> {
    let max = max.max(1);
    let mut step = 1_i64;
    let mut factors = [2, 5, 10].iter().cycle();
    let mut decade = 1_i64;
    while max.div_euclid(step) + i64::from(max.rem_euclid(step) > 0) > 7 {
        let factor = *factors.next().unwrap_or(&10);
        step = decade.saturating_mul(factor);
        if factor == 10 {
            decade = step;
        }
    }
    let steps = max.div_euclid(step) + i64::from(max.rem_euclid(step) > 0);
    (0..=steps).map(|index| index * step).collect()
}

/// Integers as coordinates.
#[expect(clippy::cast_precision_loss, reason = "drawing coordinates; counts and days are far below 2^53")]
pub(crate) const fn real(value: i64) -> f64 {
    value as f64
}

/// About how wide a text is at 13 px: enough to keep labels apart.
pub(crate) fn text_width(words: &str) -> f64 {
    words
        .chars()
        .map(|character| match character {
            'i' | 'l' | '.' | ',' | ' ' | 'I' | '\'' => 4.0,
            // Arabic vowel marks and isolates take no room of their own.
            '\u{64B}'..='\u{652}' | '\u{2066}'..='\u{2069}' => 0.0,
            '\u{600}'..='\u{6FF}' => 5.6,
            _ => 7.2,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;

    #[test]
    fn axes_are_zero_based_and_short() {
        assert_eq!(axis(13_000), [0, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000]);
        assert_eq!(axis(300), [0, 50, 100, 150, 200, 250, 300]);
        assert_eq!(axis(0), [0, 1]);
        assert_eq!(axis(7), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(axis(8), [0, 2, 4, 6, 8]);
        assert_eq!(axis(1_000_000).last(), Some(&1_000_000));
    }

    #[test]
    fn arabic_charts_are_mirrored() {
        let english = Surface { say: Say::new(Language::English), width: 100.0 };
        let arabic = Surface { say: Say::new(Language::Arabic), width: 100.0 };
        assert_eq!(
            english.rect("a", [10.0, 0.0, 20.0, 5.0]).0,
            r#"<rect class="a" x="10" y="0" width="20" height="5"></rect>"#
        );
        assert_eq!(
            arabic.rect("a", [10.0, 0.0, 20.0, 5.0]).0,
            r#"<rect class="a" x="70" y="0" width="20" height="5"></rect>"#
        );
        assert!(arabic.path("p", &[(0.0, 1.0), (10.0, 1.0)]).0.contains("M100 1L90 1"));
        assert_eq!(settled(arabic.say, "Airwars، 2019"), "Airwars\u{200F}، 2019");
    }
}
