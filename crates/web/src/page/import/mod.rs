//! The import workbench: upload a table, choose or write its mapping and the columns it reads, see what a commit would
//! do, commit.
//!
//! Without scripts. A file waits in the register's own folder under a random name until it is committed or discarded;
//! reading it is a job of the background, so that its page can be left. Start at [`start`] and [`file`].

mod choose;
mod export;
mod exports;
mod file;
mod jobs;
mod result;
mod start;

pub(crate) use jobs::{Jobs, Owner};

use crate::desk::Desk;
use crate::{limits, routes};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::IMPORT, get(start::show).post(start::upload))
        .route(
            routes::IMPORT_FILE,
            get(file::show).post(file::act).layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX)),
        )
        .route(routes::EXPORT, get(export::show).post(export::make))
        .route(routes::EXPORTS, get(exports::show).post(exports::ask))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
}
