//! The pages, one folder a noun, one file an action: a handler and its view.
//!
//! A handler takes a [`crate::desk::Visit`], asks `register`, fills a plain view struct, and hands it to a view
//! function that takes a [`crate::i18n::Say`] and returns markup; [`crate::layout::page`] puts it in the frame.

mod account;
mod assess;
mod coding;
mod erasure;
mod evidence;
mod import;
mod incident;
mod independence;
mod item;
mod links;
mod merge;
mod overview;
mod record;
mod release;
mod search;
mod sign_in;
mod testimony;
mod total;
mod work;

pub(crate) use import::{Jobs, Owner};

use crate::desk::Desk;
use axum::Router;

/// The addresses of every page; see [`crate::routes`] for their list.
pub fn router() -> Router<Desk> {
    Router::new()
        .merge(overview::router())
        .merge(incident::router())
        .merge(account::router())
        .merge(assess::router())
        .merge(coding::router())
        .merge(erasure::router())
        .merge(evidence::router())
        .merge(independence::router())
        .merge(item::router())
        .merge(links::router())
        .merge(merge::router())
        .merge(release::router())
        .merge(search::router())
        .merge(record::router())
        .merge(import::router())
        .merge(sign_in::router())
        .merge(testimony::router())
        .merge(total::router())
        .merge(work::router())
}
