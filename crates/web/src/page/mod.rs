//! The pages, one folder a noun, one file an action: a handler and its view.
//!
//! A handler asks `register`, fills a plain view struct, and hands it to a view function that takes a
//! [`crate::i18n::Say`] and returns markup; [`crate::layout::page`] puts it in the frame.

use axum::Router;

/// The addresses of every page; see [`crate::routes`] for their list.
pub fn router() -> Router {
    Router::new()
}
