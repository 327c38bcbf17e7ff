//! Assessing an incident: its accounts and the ranges they make, the grade they support, the next version of our own
//! judgment; every version beside the others; and those that another codebook graded.
//!
//! The register reckons, a person judges: what is prefilled can be changed, and what differs from the reckoning is
//! marked and needs words. Start at [`propose`], then at [`versions`].

mod accounts;
mod diff;
mod form;
mod outdated;
mod propose;
mod ranges;
mod typed;
mod versions;

pub(super) use versions::outdated_with;

use crate::desk::Desk;
use crate::error::Error;
use crate::routes;
use axum::Router;
use axum::routing::get;
use domain::id::RecordId;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::ASSESS, get(propose::show).post(propose::save))
        .route(routes::ASSESSMENTS, get(versions::show))
        .route(routes::OUTDATED, get(outdated::show))
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().ok().ok_or(Error::NotFound)
}

/// A route over an id.
fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}
