//! Entering a source's account, of an incident or of what is none yet: one page, one piece of work, no scripts.
//!
//! Every input keeps what was typed until the account is kept. Start at [`new`] for the handlers, at [`typed`] for
//! what a form comes to, at [`inputs`] for how it looks.

mod inputs;
mod new;
mod typed;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::ACCOUNT_NEW, get(new::show).post(new::save))
        .route(routes::ALLEGATION_NEW, get(new::show_allegation).post(new::save_allegation))
}
