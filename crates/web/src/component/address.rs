//! Addresses of records, acts and lists, and the encoding of what stands in them.

use crate::routes;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Text for the query of an address: everything but letters, digits and `-._~` in percent form.
pub fn encoded(text: &str) -> String {
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

/// An address with parameters.
pub fn with(path: &str, pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The page of a record: incidents and releases have their own.
pub fn record(kind: Kind, id: RecordId) -> String {
    match kind {
        Kind::Incident => routes::INCIDENT.replace("{id}", &id.to_string()),
        Kind::Release => routes::RELEASE.replace("{id}", &id.to_string()),
        Kind::Item => routes::ITEM.replace("{id}", &id.to_string()),
        _ => of(routes::RECORD, kind, id),
    }
}

/// A route over kind and id: the fields of a record, its edit form, its history.
pub fn of(route: &str, kind: Kind, id: RecordId) -> String {
    route.replace("{kind}", kind.plural()).replace("{id}", &id.to_string())
}

/// A route over a kind: its list, its export.
pub fn kind(route: &str, kind: Kind) -> String {
    route.replace("{kind}", kind.plural())
}

/// A route over an act: its page, its proof, its leaf.
pub fn act(route: &str, id: ActId) -> String {
    route.replace("{id}", &id.to_string())
}

/// An address elsewhere as a link, or as words where it is none.
pub fn outside(url: &str) -> Markup {
    let is_link = url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if is_link { a href=(url) rel="noopener noreferrer external" { bdi dir="ltr" { (url) } } } @else { bdi { (url) } }
    }
}
