//! The overview, tallies and the codebook.
//!
//! The overview says the gap as the bodies stated it; `?deaths=` chooses which tallies its table holds (`campaign`,
//! as without it, or a kind that counts deaths). The list of tallies takes the parameters of
//! [`register::tally::Filter`], and `after`, `before`. Start at [`gap`], [`tallies`] and [`codebook`].

mod codebook;
mod gap;
mod gap_chart;
mod gap_table;
mod lane;
mod ledger;
mod selection;
mod stories;
mod tallies;
mod words;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::OVERVIEW, get(gap::show))
        .route(routes::TALLIES, get(tallies::show))
        .route(routes::CODEBOOK, get(codebook::show))
}
