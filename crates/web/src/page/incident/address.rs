//! Addresses that these pages link to, and the encoding of what stands in them.

use crate::routes;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use maud::{Markup, html};
use register::incident::{Cursor, Filter, Order};
use register::record::Record;
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

/// An address with parameters.
pub(super) fn with(path: &str, pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The list that a filter leaves.
pub(super) fn list(filter: &Filter, order: Order) -> String {
    with(routes::INCIDENTS, &pairs(filter, order))
}

/// Another page of it.
pub(super) fn page(filter: &Filter, order: Order, edge: &'static str, cursor: &Cursor) -> String {
    let mut pairs = pairs(filter, order);
    pairs.push((edge, cursor.to_string()));
    with(routes::INCIDENTS, &pairs)
}

fn pairs(filter: &Filter, order: Order) -> Vec<(&'static str, String)> {
    let mut pairs = filter.parameters();
    if order != Order::default() {
        pairs.push(("sort", order.slug().to_owned()));
    }
    pairs
}

/// The page of an incident.
pub(super) fn incident(id: RecordId) -> String {
    routes::INCIDENT.replace("{id}", &id.to_string())
}

/// The work on an incident.
pub(super) fn incident_work(id: RecordId) -> String {
    routes::INCIDENT_WORK.replace("{id}", &id.to_string())
}

/// The page of any record: incidents and releases have their own.
pub(super) fn record(record: &Record) -> String {
    of(record.kind, record.id)
}

/// The page of a record of a kind.
pub(super) fn of(kind: Kind, id: RecordId) -> String {
    match kind {
        Kind::Incident => incident(id),
        Kind::Release => routes::RELEASE.replace("{id}", &id.to_string()),
        _ => plain(routes::RECORD, kind, id),
    }
}

/// A route over kind and id: the fields of a record, its edit form, its history.
pub(super) fn plain(route: &str, kind: Kind, id: RecordId) -> String {
    route.replace("{kind}", kind.plural()).replace("{id}", &id.to_string())
}

/// An act of the log, or something about it.
pub(super) fn act(route: &str, id: ActId) -> String {
    route.replace("{id}", &id.to_string())
}

/// An address elsewhere as a link, or as words where it is none.
pub(super) fn outside(url: &str, label: &str) -> Markup {
    let is_link = url.starts_with("https://") || url.starts_with("http://");
    html! {
        @if is_link { a href=(url) rel="noopener noreferrer external" { (label) } } @else { bdi { (url) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::incident::Facet;

    #[test]
    fn an_address_reads_back_as_the_same_choice() {
        let mut filter = Filter::default().with(Facet::Campaign, "a&b=c d").with(Facet::Grade, "none");
        filter.words = Some("الرقة +%".to_owned());
        let address = list(&filter, Order::Toll);
        let (_, query) = address.split_once('?').unwrap_or_default();
        let uri: axum::http::Uri = format!("/x?{query}").parse().unwrap_or_default();
        let read = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).map(|query| query.0);
        let read = read.unwrap_or_default();
        let again = Filter::read(read.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(again.ok(), Some(filter));
        assert!(read.contains(&("sort".to_owned(), "toll".to_owned())));
    }
}
