//! Lawful deletion: asking for it on a record's page, what whoever agrees reads, and what became of it.
//!
//! Who may, and what goes, is `register::erasure`. Start at [`section`] for the form, at [`list`] for the reports.

mod ask;
mod list;
mod show;

pub(in crate::page) use ask::section;
pub(in crate::page) use show::{Named, asked, record, records};

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::RECORD_ERASE, post(ask::save))
        .route(routes::ERASURES, get(list::show))
        .route(routes::ERASURE, get(show::show))
}
