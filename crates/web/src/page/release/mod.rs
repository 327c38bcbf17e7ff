//! Releases: the disclosure calendar, one release, and pasting a new one.

use crate::desk::Desk;
use axum::Router;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
}
