//! The listening room: the player, its waveform, the passages with their translation, and the form for the next one.
//!
//! It works without scripts: places are typed as `1:24`. With one, the player fills them in, and the keys work for
//! whoever switched them on. Start at [`show`].

use super::passages::{self, Passages};
use super::sent::Sent;
use super::wave::{self, Stretch};
use super::{
    Medium, Parameters, at, closed, is_asked_for, is_graphic, made, medium, note, over, parameter, redaction,
    time, title, whole,
};
use crate::component::naming;
use crate::component::{keys, notice};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::when::When;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use serde::Deserialize as _;
use std::sync::Arc;

const KEYS: &[(&str, &str)] = &[
    ("Space", "keys-play"),
    ("← →", "keys-seconds"),
    ("[", "keys-start"),
    ("]", "keys-end"),
    ("l", "keys-loop"),
    ("< >", "keys-speed"),
    ("j", "keys-next-passage"),
    ("k", "keys-previous-passage"),
    ("n", "keys-note"),
    ("a", "keys-assert"),
];

/// What the room shows.
pub(super) struct Room {
    pub item: Record,
    pub passages: Passages,
    /// The waveform, or why there is none; `None` where nobody asked for graphic material.
    wave: Option<made::Made<Arc<made::Wave>>>,
    is_open: bool,
    chosen: Option<RecordId>,
}

/// GET [`routes::ITEM_LISTEN`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let room = read(&visit, &id, &parameters).await?;
    let from = parameter(&parameters, "from").and_then(|id| id.parse().ok());
    let from = from.and_then(|id| room.passages.one(id));
    let sent = note::blank(visit.preference.say, from, room.passages.latest());
    let done = parameter(&parameters, "asserted").map(|_| "listen-asserted");
    Ok(page(&visit, &room, &sent, done))
}

/// Reads the room of an item.
pub(super) async fn read(visit: &Visit, id: &str, parameters: &Parameters) -> Result<Room, Error> {
    let item = super::item(visit, id).await?;
    let passages = Passages::read(visit, item.id).await?;
    let is_open = !is_graphic(&item) || is_asked_for(parameters);
    let is_wav = naming::member(&item, "media_type") == Some("audio/wav");
    let wave = if is_open && is_wav {
        Some(made::wave(visit, item.id, whole(&item, "duration_milliseconds")).await?)
    } else {
        is_open.then_some(Err("item-no-waveform"))
    };
    let chosen = parameter(parameters, "chosen").and_then(|id| id.parse().ok());
    Ok(Room { item, passages, wave, is_open, chosen })
}

/// The page, with what stands in the form of a note.
pub(super) fn page(visit: &Visit, room: &Room, sent: &Sent, done: Option<&str>) -> Html<String> {
    let redacted = Sent::blank([("reason", visit.preference.say.text("redact-reason"))]);
    page_with(visit, room, sent, &redacted, done)
}

/// The page, with what stands in both forms.
pub(super) fn page_with(
    visit: &Visit,
    room: &Room,
    sent: &Sent,
    redacted: &Sent,
    done: Option<&str>,
) -> Html<String> {
    let say = visit.preference.say;
    let name = title(say, &room.item);
    let heading = say.with("listen-title", &[("item", name.clone().into())]);
    let keyed = visit.preference.has_keys.then_some("on");
    let content = html! {
        div.part-head {
            div { (over(say, Some(&room.item))) h1 { (naming::words(say, &name)) } }
            p.small.quiet { (facts(say, &room.item)) }
        }
        @if let Some(done) = done { (notice::notice(notice::Kind::Done, &html! { (say.text(done)) }, &html! {})) }
        div.room #room data-keys=[keyed] {
            (sound(visit, room))
            section.part {
                h2 { (say.text("listen-words")) }
                p.quiet.small { (say.text("listen-words-hint")) }
                @if room.passages.all.is_empty() { p { span.none { (say.text("listen-none")) } } }
                @else { (passages::list(visit, room.item.id, &room.passages, room.chosen)) }
            }
            @if visit.permit.may(Operation::Collect) {
                (note::section(say, &room.item, sent))
                (redaction::section(say, &room.item, redacted))
            }
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    frame.module = Some("listen.js");
    layout::page(&frame, &content)
}

/// Length, kind, languages, and when it was recorded by which clock.
fn facts(say: Say, item: &Record) -> Markup {
    let made = item.body.get("made").and_then(|made| When::deserialize(made).ok());
    html! {
        @match whole(item, "duration_milliseconds") {
            Some(duration) => bdi dir="ltr" { (time::clock(duration)) },
            None => span.none { (say.text("listen-length-not-known")) },
        }
        " · " (super::kind(item).label(say.language))
        " · "
        @match made {
            Some(made) => (date::when(say, &made, Width::Short)),
            None => span.none { (say.text("item-made-not-known")) },
        }
        @if let Some(offset) = register::item::offset_seconds(item) {
            " " (say.html("item-clock-moved", &[("seconds", time::signed(offset).into())]))
        }
    }
}

fn sound(visit: &Visit, room: &Room) -> Markup {
    let say = visit.preference.say;
    let item = &room.item;
    let bytes = at(routes::ITEM_BYTES, item.id);
    // Graphic material starts without sound, even once it is asked for.
    let is_muted = is_graphic(item);
    html! {
        section.sound-part aria-label=(say.text("listen-sound")) {
            @if !room.is_open {
                (closed(say, &at(routes::ITEM_LISTEN, item.id)))
            } @else {
                (drawn(say, room))
                @match medium(item) {
                    Medium::Sound => audio #player controls preload="metadata" src=(bytes) muted[is_muted] {},
                    Medium::Film => video #player controls preload="metadata" src=(bytes) muted[is_muted] {},
                    Medium::Picture | Medium::Other => p { span.none { (say.text("listen-no-sound")) } },
                }
                p.actions.small {
                    span #at hidden dir="ltr" {}
                    a href=(bytes) download="" { (say.text("item-download")) }
                    @if visit.permit.may(Operation::Collect) { a href=(at(routes::ITEM_CLOCK, item.id)) { (say.text("clock-title")) } }
                }
                (legend(visit))
            }
        }
    }
}

fn legend(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    html! {
        @if visit.preference.has_keys { (keys::legend(visit.preference, KEYS)) }
        @else { p.small.quiet { (say.text("listen-keys-off")) " " a href={ (routes::ACCOUNT) "#keys" } { (say.text("keys-on")) } } }
    }
}

/// The waveform, or why there is none.
fn drawn(say: Say, room: &Room) -> Markup {
    match &room.wave {
        Some(Ok(sound)) => wave::wave(say, sound, &stretches(room)),
        Some(Err(code)) => {
            html! { p.small.quiet { (say.text("listen-no-wave")) " " (say.error(code, &[])) } }
        }
        None => html! {},
    }
}

fn stretches(room: &Room) -> Vec<Stretch> {
    let of = |note: &Record| {
        let start_milliseconds = whole(note, "start_milliseconds")?;
        let end_milliseconds = whole(note, "end_milliseconds").unwrap_or(start_milliseconds);
        Some(Stretch { start_milliseconds, end_milliseconds, is_chosen: room.chosen == Some(note.id) })
    };
    room.passages.all.iter().filter_map(of).collect()
}
