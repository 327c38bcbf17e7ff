//! The whole URL map on one page.
//!
//! Each address is a constant with a line that says what it answers; [`router`] joins them to their handlers.
//! Addresses carry no language: see [`crate::preference`]. Records are addressed by id; public codes such as
//! CS1912 are aliases that redirect.

use crate::error::Error;
use crate::preference;
use crate::{assets, limits, page};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// GET: the gap, as the bodies stated it.
pub const OVERVIEW: &str = "/";
/// GET: disclosure calendar and the list of releases.
pub const RELEASES: &str = "/releases";
/// GET: the list of incidents with search and facets.
pub const INCIDENTS: &str = "/incidents";
/// GET: tallies over time, and their list.
pub const TALLIES: &str = "/tallies";
/// GET: sources and every other kind of record.
pub const RECORDS: &str = "/records";
/// GET, POST: the import workbench.
pub const IMPORT: &str = "/import";
/// GET: acts, checkpoints, proofs, how to verify.
pub const LOG: &str = "/log";
/// GET: the codebook: what each grade means, and what changed.
pub const CODEBOOK: &str = "/codebook";
/// POST: language and theme; answers with a redirect to where the reader was.
pub const DISPLAY: &str = "/display";
/// GET: stylesheet, fonts, mark; named by content and kept by browsers.
pub const ASSETS: &str = "/assets/{*name}";
/// GET: `ok` while the process answers; public.
pub const HEALTH: &str = "/health";

/// Every address of the program with its handler.
pub fn router() -> Router {
    Router::new()
        .route(ASSETS, get(assets::show))
        .route(HEALTH, get(health))
        .route(DISPLAY, post(preference::choose))
        .merge(page::router())
        .fallback(missing)
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES_MAX))
}

async fn health() -> &'static str {
    "ok"
}

async fn missing() -> Error {
    Error::NotFound
}
