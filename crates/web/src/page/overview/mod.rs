//! The overview, tallies and the codebook.
//!
//! The overview opens with what the bodies said, each figure a link; the register's own selection comes after it and
//! never in one row with an official total. Start at [`gap`].

mod chart;
mod codebook;
mod gap;
mod selection;
mod stories;
mod tallies;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;
use domain::id::RecordId;
use domain::kind::Kind;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::OVERVIEW, get(gap::show))
        .route(routes::TALLIES, get(tallies::show))
        .route(routes::CODEBOOK, get(codebook::show))
}

/// The page of a record; incidents and releases have their own.
fn address(kind: Kind, id: RecordId) -> String {
    match kind {
        Kind::Incident => routes::INCIDENT.replace("{id}", &id.to_string()),
        Kind::Release => routes::RELEASE.replace("{id}", &id.to_string()),
        other => routes::RECORD.replace("{kind}", other.plural()).replace("{id}", &id.to_string()),
    }
}
