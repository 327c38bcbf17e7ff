//! Items of evidence: the list, one item, its bytes, and the rooms in which they are listened to and looked at.
//!
//! An original is never changed here. Files are handed out byte for byte, in a sandbox; what a page shows of a picture
//! is made by a confined child. Start at [`show`] for an item, at [`listen`] for the listening room, at [`bytes`] for
//! how a file is given.

mod alike;
mod assertion;
mod bytes;
mod clock;
mod facts;
mod list;
mod listen;
mod look;
mod made;
mod night;
mod note;
mod passages;
mod place;
mod place_form;
mod placed;
mod redaction;
mod sent;
mod show;
mod shown;
mod time;
mod wave;

use crate::component::address;
use crate::component::naming;
use crate::desk::{Desk, Visit};
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::ItemKind;
use maud::{Markup, html};
use register::record::Record;
use serde_json::Value as Json;

/// The stylesheet of these pages.
const SHEET: &str = "room.css";

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::ITEMS, get(list::show))
        .route(routes::ITEM, get(show::show))
        .route(routes::ITEM_BYTES, get(bytes::give))
        .route(routes::ITEM_SHOWN, get(shown::show))
        .route(routes::ITEM_LISTEN, get(listen::show))
        .route(routes::ITEM_NOTES, post(note::save))
        .route(routes::ITEM_ASSERTION, get(assertion::show).post(assertion::save))
        .route(routes::ITEM_LOOK, get(look::show))
        .route(routes::ITEM_PLACE, get(place::show).post(place::save))
        .route(routes::ITEM_REDACTION, post(redaction::save))
        .route(routes::ITEM_CLOCK, get(clock::show).post(clock::save))
}

/// Parameters of an address or a form, in order.
type Parameters = Vec<(String, String)>;

/// The first parameter of a name that is not empty.
fn parameter<'query>(parameters: &'query Parameters, name: &str) -> Option<&'query str> {
    let found = parameters.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound)
}

/// An address of one item.
fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}

/// The item of an address; that it is shown is noted.
async fn item(visit: &Visit, text: &str) -> Result<Record, Error> {
    let id = id(text)?;
    let record = visit.register.record(visit.scope, Kind::Item, id).await?;
    visit.note([id]).await?;
    Ok(record)
}

/// What an item is called: its title, the name it came with, or its kind and the end of its id.
fn title(say: Say, item: &Record) -> String {
    let own = |name: &str| naming::member(item, name).filter(|text| !text.trim().is_empty());
    own("title").or_else(|| own("file_name")).map_or_else(|| naming::title(say, item), str::to_owned)
}

fn kind(item: &Record) -> ItemKind {
    naming::member(item, "kind").and_then(ItemKind::parse).unwrap_or(ItemKind::Unknown)
}

fn whole(item: &Record, name: &str) -> Option<u64> {
    item.body.get(name).and_then(Json::as_u64)
}

fn is_graphic(item: &Record) -> bool {
    item.body.get("graphic").and_then(Json::as_bool) == Some(true)
}

/// What a browser can do with the file of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Sound,
    Film,
    Picture,
    Other,
}

fn medium(item: &Record) -> Medium {
    match naming::member(item, "media_type").unwrap_or_default().split('/').next() {
        Some("audio") => Medium::Sound,
        Some("video") => Medium::Film,
        Some("image") => Medium::Picture,
        _ => Medium::Other,
    }
}

/// The way back above the title of a page of an item.
fn over(say: Say, item: Option<&Record>) -> Markup {
    html! {
        p.over {
            a href=(routes::ITEMS) { (say.text("items-title")) }
            @if let Some(item) = item {
                " · " a href=(at(routes::ITEM, item.id)) { (naming::words(say, &title(say, item))) }
            }
        }
    }
}

/// What stands in the place of graphic material until somebody asks for it: nothing of it is fetched before.
fn closed(say: Say, address: &str) -> Markup {
    html! {
        div.closed {
            p { (say.text("item-graphic")) }
            p.small { (say.text("item-graphic-words")) }
            p.actions { a.btn href=(address::with(address, &[("open", "graphic".to_owned())])) { (say.text("item-graphic-open")) } }
        }
    }
}

/// Whether the reader asked for graphic material by `?open=graphic`.
fn is_asked_for(parameters: &Parameters) -> bool {
    parameter(parameters, "open") == Some("graphic")
}
