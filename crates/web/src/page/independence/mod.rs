//! The independence of an incident's reports: what counts as an origin and why, ties to make and to take back.
//!
//! The count is computed by `domain::independence`; here it is only shown, with the reason of every edge. Start at
//! [`show`]; the order of the drawing is that of [`arrange`].

mod arrange;
mod forms;
mod show;
mod ties;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new().route(routes::INDEPENDENCE, get(show::show).post(ties::change))
}
