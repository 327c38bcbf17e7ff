//! A second coder's blind grade, and how far two agree.
//!
//! Who may code, who may see whose coding and what is paired is `register::coding`; here are the form over an
//! incident's accounts ([`grade`]) and the page of agreement ([`agreement`]).

mod agreement;
mod figures;
mod grade;
mod typed;

use crate::desk::Desk;
use crate::error::Error;
use crate::routes;
use axum::Router;
use axum::routing::get;
use domain::id::RecordId;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::CODING, get(agreement::show))
        .route(routes::INCIDENT_CODING, get(grade::show).post(grade::save))
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().ok().ok_or(Error::NotFound)
}

/// A route over an id.
fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}
