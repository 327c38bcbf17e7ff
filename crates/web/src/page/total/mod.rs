//! What a total contains: a tally or an assertion beside the incidents whose harm it counts already.
//!
//! What may be tied and how the remainder is reckoned is `register::containment`. Start at [`show`].

mod save;
mod show;

use crate::desk::Desk;
use crate::error::Error;
use crate::routes;
use axum::Router;
use axum::routing::get;
use domain::id::RecordId;
use domain::kind::Kind;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new().route(routes::CONTAINS, get(show::show).post(save::save))
}

/// The total an address names.
fn asked(kind: &str, id: &str) -> Result<(Kind, RecordId), Error> {
    let kind = Kind::parse(kind).filter(|each| each.plural() == kind).ok_or(Error::NotFound)?;
    Ok((kind, id.parse().map_err(|_not_an_id| Error::NotFound)?))
}
