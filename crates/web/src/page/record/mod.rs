//! Records of any kind, their history and edit form; the log, acts and proofs; exports.

use crate::desk::Desk;
use axum::Router;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
}
