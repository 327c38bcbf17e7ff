//! Incidents: the list and one of them.

use crate::desk::Desk;
use axum::Router;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
}
