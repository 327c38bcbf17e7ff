//! Incidents: the list, one of them, and the way from a public code to its record.
//!
//! The list's address is a choice of incidents, so that any figure elsewhere can link to exactly its rows:
//! `grade`, `basis`, `campaign`, `outcome`, `object`, `killed` (`killed=unknown`), `candidate`, `from`, `to`, `q` as
//! [`register::incident::Filter`] reads them; `sort` is `newest` (as without it), `oldest` or `toll`; `after` and
//! `before` are the edge rows of keyset pages. Start at [`list`] and [`file`].

mod accounts;
mod address;
mod candidates;
mod changes;
mod code;
mod column;
mod facts;
mod file;
mod findings;
mod list;
mod opening;
mod row;
mod sort;
mod sources;
mod summary;
mod supported;
mod trail;

pub(super) use changes::{line as since_line, mark as since_mark};

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::INCIDENTS, get(list::show))
        .route(routes::INCIDENT, get(file::show))
        .route(routes::INCIDENT_CHANGES, get(changes::show))
        .route(routes::CODE, get(code::show))
}
