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

use crate::component::shape::{Editing, Field, fields};
use crate::desk::Desk;
use crate::error::Error;
use crate::{limits, routes};
use axum::extract::{DefaultBodyLimit, OriginalUri, Request};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use domain::kind::Kind;
use register::permission::Operation;

/// Codes of what is wrong with a request, for the catalogue's completeness test.
pub const CODES: &[&str] = &[
    "change-empty",
    "field-not-changed",
    "field-not-taken",
    "heads-missing",
    "head-not-known",
    "limit-not-understood",
    "null-character",
    "null-not-taken",
    "parameter-missing",
    "parameter-not-known",
    "record-not-known",
];

/// Whether a path is for programs.
pub fn is_below(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Whether programs make records of a kind; the others are made by operations of their own.
pub fn makes(kind: Kind) -> bool {
    // A token is for one project and makes none.
    Operation::to_write(kind).is_some() && kind != Kind::Project
}

/// Whether programs change records of a kind. A judgment is not changed: its next version is made.
pub fn changes(kind: Kind) -> bool {
    let is_open = |field: &Field| sent::is_taken(field) && field.editing == Editing::Open;
    makes(kind) && kind != Kind::Assessment && fields(kind).iter().any(is_open)
}

/// Middleware: a kind that a method is not for is told with what it is for, as an address that lacks the method is.
async fn refuse_methods(uri: OriginalUri, request: Request, next: Next) -> Response {
    let parts: Vec<&str> = uri.path().trim_start_matches("/api/v1/").split('/').collect();
    let kind = |text: &str| Kind::parse(text).filter(|kind| kind.plural() == text);
    let is_open = match parts.as_slice() {
        ["records", text] => kind(text).is_none_or(makes),
        ["records", text, _] => kind(text).is_none_or(changes),
        _ => true,
    };
    if is_open || matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    ([(header::ALLOW, "GET,HEAD")], Error::MethodNotAllowed).into_response()
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
        .layer(middleware::from_fn(refuse_methods))
        .layer(DefaultBodyLimit::max(limits::API_BODY_BYTES_MAX))
}
