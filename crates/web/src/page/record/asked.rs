//! What an address asks for: its kind and id, its parameters, and the names of whatever a page will mention.

use crate::component::naming::{self, Names};
use crate::desk::Visit;
use crate::error::Error;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use std::collections::{BTreeMap, BTreeSet};

/// Parameters of an address, in order.
pub(super) type Parameters = Vec<(String, String)>;

/// The first parameter of a name that is not empty.
pub(super) fn parameter<'query>(parameters: &'query Parameters, name: &str) -> Option<&'query str> {
    let found = parameters.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

/// The kind of an address; only its plural is one, so that every page has one address.
pub(super) fn kind(text: &str) -> Result<Kind, Error> {
    Kind::parse(text).filter(|kind| kind.plural() == text).ok_or(Error::NotFound)
}

/// The id of an address.
pub(super) fn id<Id: std::str::FromStr>(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound)
}

/// The names of everything the bodies and the other ids point at, in at most three statements.
pub(in crate::page) async fn names<'bodies>(
    visit: &Visit,
    bodies: impl IntoIterator<Item = (Kind, &'bodies Body)>,
    others: impl IntoIterator<Item = (Kind, RecordId)>,
) -> Result<Names, Error> {
    let mut known: BTreeSet<(Kind, RecordId)> = others.into_iter().collect();
    let mut unknown = BTreeSet::new();
    for (kind, id) in bodies.into_iter().flat_map(|(kind, body)| naming::ids(kind, body)) {
        match kind {
            Some(kind) => drop(known.insert((kind, id))),
            None => drop(unknown.insert(id)),
        }
    }
    let unknown: Vec<RecordId> =
        unknown.into_iter().filter(|id| !known.iter().any(|(_, other)| other == id)).collect();
    if !unknown.is_empty() {
        let kinds = visit.register.kinds(visit.scope, &unknown).await?;
        known.extend(kinds.into_iter().map(|(id, kind)| (kind, id)));
    }
    let records =
        if known.is_empty() { BTreeMap::new() } else { visit.register.named(visit.scope, known).await? };
    Ok(Names { records, actors: visit.register.actors().await? })
}
