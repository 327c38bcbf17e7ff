//! Evidence on its way in, and the chain of custody of what is here.
//!
//! A form takes files without any script; `upload.js` sends large ones in pieces, so that a broken connection costs one
//! piece. The bytes are encrypted from the first of them. What files hold comes in by [`inside`]. Start at
//! [`new::show`] and [`custody::show`].

mod custody;
mod inside;
mod new;
mod piece;

use crate::desk::Desk;
use crate::routes;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The stylesheet of the rooms, with that of the list of files under way and of the statement.
const SHEET: &str = "room.css";

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::ITEM_NEW, get(new::show).post(new::take).layer(DefaultBodyLimit::disable()))
        .route(routes::ITEM_UPLOADS, post(piece::begin))
        .route(
            routes::ITEM_UPLOAD,
            get(piece::stands).post(piece::add).layer(DefaultBodyLimit::max(piece::PIECE_BYTES_MAX)),
        )
        .route(routes::ITEM_UPLOAD_KEEP, post(piece::keep))
        .route(routes::ITEM_INSIDE, get(inside::show).post(inside::take))
        .route(routes::ITEM_CUSTODY, get(custody::show))
}
