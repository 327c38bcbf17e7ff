//! Addresses that these pages link to, and the encoding of what stands in them.

use crate::routes;
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Text for the query of an address: everything but letters, digits and `-._~` in percent form.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The address of the releases with parameters.
pub(super) fn releases(pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() {
        routes::RELEASES.to_owned()
    } else {
        format!("{}?{}", routes::RELEASES, query.join("&"))
    }
}

/// The page of a release.
pub(super) fn release(id: RecordId) -> String {
    routes::RELEASE.replace("{id}", &id.to_string())
}

/// A line of a release, by its position in it.
pub(super) fn line(id: RecordId, position: i64) -> String {
    format!("{}#line-{position}", release(id))
}

/// The page of any record, with its acts and their proof.
pub(super) fn record(kind: Kind, id: RecordId) -> String {
    routes::RECORD.replace("{kind}", kind.plural()).replace("{id}", &id.to_string())
}

/// An address elsewhere as a link, or as words where it is none.
pub(super) fn outside(url: &str) -> Markup {
    let is_link = url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if is_link { a href=(url) rel="noopener noreferrer external" { bdi dir="ltr" { (url) } } }
        @else { bdi { (url) } }
    }
}
