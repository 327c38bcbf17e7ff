//! A figure as a link to what it rests on. A figure that cannot be opened is a defect.

use crate::i18n::{Arg, Say};
use crate::number;
use domain::count::{Count, Sum};
use maud::{Markup, html};

/// Any figure as a link to its query or statement.
pub fn link(address: &str, inner: &Markup) -> Markup {
    html! { a.fig href=(address) { (inner) } }
}

/// A whole number as a link.
pub fn integer(address: &str, value: i64) -> Markup {
    link(address, &html! { (number::integer(value)) })
}

/// A count as a link, its bound in words; an unknown one is dotted and no link, unless its words say something.
pub fn count(say: Say, address: &str, value: &Count) -> Markup {
    if value.is_unknown() && value.wording.is_none() {
        return number::count(say, value);
    }
    link(address, &number::count(say, value))
}

/// A count that may be absent altogether: a source silent on it is "not stated", which is not "not known".
pub fn stated(say: Say, address: &str, value: Option<&Count>) -> Markup {
    match value {
        Some(value) => count(say, address, value),
        None => not_stated(say),
    }
}

/// "not stated": this source does not speak of it.
pub fn not_stated(say: Say) -> Markup {
    html! { span.none { (say.text("none-not-stated")) } }
}

/// "not known": no source says.
pub fn not_known(say: Say) -> Markup {
    html! { span.none { (say.text("none-not-known")) } }
}

/// A sum over incidents: the range, in how many, and how many more with the toll not known.
///
/// The range is the sum of the known ends; parts without one are counted apart, never taken as 0.
pub fn total(say: Say, address: &str, sum: &Sum) -> Markup {
    let known = sum.parts - sum.unknown_min.max(sum.unknown_max);
    let range = link(address, &html! { (number::range(say, sum.min, sum.max)) });
    html! {
        @if known > 0 {
            (say.html("total-in-incidents", &[("range", Arg::Html(range)), ("count", known.into())]))
        }
        @if sum.unknown_min.max(sum.unknown_max) > 0 {
            @if known > 0 { (say.text("total-separator")) }
            span.plusun { (say.html("total-unknown", &[("count", sum.unknown_min.max(sum.unknown_max).into())])) }
        }
        @if sum.parts == 0 { span.none { (say.text("total-empty")) } }
    }
}
