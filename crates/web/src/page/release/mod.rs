//! Releases: the disclosure calendar with the list, one release with its text, and pasting a new one.
//!
//! The list's address: `year`, `publisher`, `country`, `late=yes`, `sums=differ`, `q` as
//! [`register::release::Filter`] reads them; `after` and `before` are the edge rows of keyset pages. The calendar's:
//! `window` (`2017-Q3` or `2017`), `of` (a country), and `place` with `day` for the lines of one cell. Start at
//! [`list`], [`file`] and [`new`].

mod address;
mod calendar;
mod day;
mod effect;
mod fields;
mod file;
mod item;
mod kin;
mod lines;
mod list;
mod monthly;
mod new;
mod preview;
mod problem;
mod row;
mod siblings;
mod sort;
mod span;
mod sum;
mod upload;
mod window;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::routing::get;

pub(crate) use fields::zones;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::RELEASES, get(list::show))
        .route(routes::RELEASE_NEW, get(new::show).post(new::post))
        .route(routes::RELEASE, get(file::show))
}
