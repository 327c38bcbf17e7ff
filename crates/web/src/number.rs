//! Numbers and counts in words: thousands separators, ranges, bounds, and "not known".
//!
//! Nothing here averages, rounds or fills in: an unknown end stays a word. Digits are Western in both
//! languages. Start at [`count`].

use crate::i18n::Say;
use domain::count::Count;
use domain::language::Language;
use domain::vocabulary::Bound;
use maud::{Markup, html};

/// A size in bytes, with the word.
pub fn bytes(say: Say, bytes: u64) -> String {
    let number = i64::try_from(bytes).unwrap_or(i64::MAX);
    say.with("number-bytes", &[("count", number.into()), ("number", integer(number).into())])
}

/// `34402` as `34,402`, `-6` as `−6`.
pub fn integer(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if number < 0 {
        text.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `4–300`, in Arabic `4 إلى 300`; one value where both ends are equal.
pub fn range(say: Say, min: i64, max: i64) -> String {
    if min == max {
        return integer(min);
    }
    match say.language {
        Language::English => format!("{}–{}", integer(min), integer(max)),
        Language::Arabic => format!("{} إلى {}", integer(min), integer(max)),
    }
}

/// A count split for display: the bound's word, the figure, and whether the word stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// Word of the bound, such as "at least"; absent for an exact value or a range.
    pub bound: Option<String>,
    /// The figure; absent where neither end is known.
    pub figure: Option<String>,
}

/// Splits a count into the word of its bound and its figure.
pub fn worded(say: Say, count: &Count) -> Worded {
    let (min, max) = (count.min, count.max);
    let figure = match (min, max) {
        (Some(low), Some(high)) => Some(range(say, low, high)),
        (Some(one), None) | (None, Some(one)) => Some(integer(one)),
        (None, None) => None,
    };
    let bound = match (figure.is_some(), count.bound, min, max) {
        (false, ..) => None,
        (_, Some(bound), ..) if bound_id(bound).is_some() => bound_id(bound).map(|id| say.text(id)),
        (_, _, Some(_), None) => Some(say.text("bound-at-least")),
        (_, _, None, Some(_)) => Some(say.text("bound-up-to")),
        _ => None,
    };
    Worded { bound, figure }
}

/// A count in plain words, for titles, chart labels and attributes: `at least 1,417`, `4–300`, `not known`.
pub fn count_text(say: Say, count: &Count) -> String {
    match worded(say, count) {
        Worded { figure: None, .. } => count.wording.clone().unwrap_or_else(|| say.text("none-not-known")),
        Worded { figure: Some(figure), bound: None } => figure,
        Worded { figure: Some(figure), bound: Some(bound) } => format!("{bound} {figure}"),
    }
}

/// A count as markup: the bound's word small, the unknown dotted. Without a link: see `component::figure`.
pub fn count(say: Say, count: &Count) -> Markup {
    let Worded { bound, figure } = worded(say, count);
    html! {
        @match figure {
            Some(figure) => {
                @if let Some(bound) = bound { span.bound { (bound) } " " }
                (figure)
            }
            None => @match &count.wording {
                Some(words) => span.none { bdi { (words) } },
                None => span.none { (say.text("none-not-known")) },
            },
        }
    }
}

/// The message of a bound that has a word; an exact value, a range and an unknown have none.
const fn bound_id(bound: Bound) -> Option<&'static str> {
    match bound {
        Bound::AtLeast => Some("bound-at-least"),
        Bound::MoreThan => Some("bound-more-than"),
        Bound::UpTo => Some("bound-up-to"),
        Bound::About => Some("bound-about"),
        _ => None,
    }
}
