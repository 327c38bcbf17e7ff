//! Records of any kind, their history and edit form; the log, acts and proofs.
//!
//! Incidents and releases have pages of their own; here every kind has one, with every field. Start at [`show`] for
//! a record, at [`edit`] for changing one, at [`log`] for what was done and how to verify it.

mod act;
mod asked;
mod conflict;
mod custody;
mod edit;
pub(super) mod flat;
mod history;
mod index;
pub(super) mod inputs;
mod judgment;
mod list;
mod log;
mod margin;
mod readers;
mod save;
mod show;
mod ties;
mod timestamp;
mod view;

pub(super) use asked::names;
pub(super) use edit::sentences;
pub(super) use save::find;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::RECORDS, get(index::show))
        .route(routes::RECORDS_OF, get(list::show))
        .route(routes::RECORD, get(show::show))
        .route(routes::RECORD_HISTORY, get(history::show))
        .route(routes::RECORD_EDIT, get(edit::show).post(save::save))
        .route(routes::RECORD_LABEL, post(custody::save))
        .route(routes::RECORD_READERS, get(readers::of_record))
        .route(routes::READINGS, get(readers::of_project))
        .route(routes::LOG, get(log::show))
        .route(routes::CHECKPOINT, get(log::checkpoint))
        .route(routes::TIMESTAMP_TOKEN, get(timestamp::token))
        .route(routes::TIMESTAMP_CHECKPOINT, get(timestamp::checkpoint))
        .route(routes::ACT, get(act::show))
        .route(routes::ACT_PROOF, get(act::proof))
        .route(routes::ACT_LEAF, get(act::leaf_file))
}
