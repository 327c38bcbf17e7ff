//! Links that died: the addresses of reports that do not answer, with what rests on them.
//!
//! Asking them is `sijil links check`; what is kept of it is `register::link_check`. Start at [`show`].

mod show;

pub(super) use show::of_report;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new().route(routes::LINKS, get(show::show))
}
