//! The register for programs: JSON below `/api/v1`, asked for with a token.
//!
//! It decides nothing: every answer is an operation of `register` with the token's permit and scope, so that roles,
//! labels, the log of readings and refusals are those of the pages. Problems are RFC 9457 documents, written by
//! [`crate::error::show`]. Start at [`caller`] for who asks, at [`openapi`] for what there is.

mod asked;
mod caller;
pub(crate) mod door;
mod history;
mod log;
pub mod openapi;
mod projects;
mod record;
mod records;
mod schema;
mod search;
mod sent;
mod view;

use crate::desk::Desk;
use crate::{limits, routes};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Codes of what is wrong with a request, for the catalogue's completeness test.
pub const CODES: &[&str] = &[
    "field-not-changed",
    "field-not-taken",
    "heads-missing",
    "head-not-known",
    "limit-not-understood",
    "parameter-missing",
    "parameter-not-known",
    "record-not-known",
];

/// Whether a path is for programs.
pub fn is_below(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The addresses for programs; see [`crate::routes`] for their list.
pub fn router() -> Router<Desk> {
    Router::new()
        .route(routes::API_PROJECTS, get(projects::show))
        .route(routes::API_RECORDS, get(records::show).post(records::make))
        .route(routes::API_RECORD, get(record::show).patch(record::change))
        .route(routes::API_HISTORY, get(history::show))
        .route(routes::API_SEARCH, get(search::show))
        .route(routes::API_CHECKPOINT, get(log::checkpoint))
        .route(routes::API_PROOF, get(log::proof))
        .route(routes::API_DOCUMENT, get(openapi::show))
        .layer(DefaultBodyLimit::max(limits::API_BODY_BYTES_MAX))
}
