//! The photo room: the copy for looking, larger or turned in the browser only, beside another, with its marked parts.

use super::passages::{Passages, is_machine};
use super::sent::Sent;
use super::{
    Medium, Parameters, at, closed, is_asked_for, is_graphic, listen, medium, note, over, parameter,
    redaction, time, title,
};
use crate::component::{address, form, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::limits::{NOTE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::vocabulary::AnnotationKind;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use serde_json::Value as Json;

/// What the room shows.
struct Room<'page> {
    item: &'page Record,
    passages: Passages,
    beside: Option<Record>,
    is_open: bool,
}

/// GET [`routes::ITEM_LOOK`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let item = super::item(&visit, &id).await?;
    let say = visit.preference.say;
    let blank = note::of_picture(say);
    page(&visit, &item, &parameters, &blank, &Sent::blank([("reason", say.text("redact-reason"))])).await
}

/// The room an item is worked on in, with what was typed into the form for redaction.
pub(super) async fn again(visit: &Visit, item: &Record, sent: &Sent) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    if medium(item) == Medium::Picture {
        return page(visit, item, &Vec::new(), &note::of_picture(say), sent).await;
    }
    let room = listen::read(visit, &item.id.to_string(), &Vec::new()).await?;
    let blank = note::blank(say, None, room.passages.latest());
    Ok(listen::page_with(visit, &room, &blank, sent, None))
}

/// The room with what was typed into the form of a note.
pub(super) async fn noted(visit: &Visit, item: &Record, sent: &Sent) -> Result<Html<String>, Error> {
    let blank = Sent::blank([("reason", visit.preference.say.text("redact-reason"))]);
    page(visit, item, &Vec::new(), sent, &blank).await
}

async fn page(
    visit: &Visit,
    item: &Record,
    parameters: &Parameters,
    noted: &Sent,
    redacted: &Sent,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let passages = Passages::read(visit, item.id).await?;
    let beside = match parameter(parameters, "beside") {
        Some(id) => Some(super::item(visit, id).await?),
        None => None,
    };
    let is_open = !is_graphic(item) || is_asked_for(parameters);
    let room = Room { item, passages, beside, is_open };
    let name = title(say, item);
    let heading = say.with("look-title", &[("item", name.clone().into())]);
    let content = html! {
        div.part-head { div { (over(say, Some(item))) h1 { (naming::words(say, &name)) } } }
        (pictures(say, &room))
        (compare(say, item, parameters))
        (parts(say, &room))
        @if visit.permit.may(Operation::Collect) && medium(item) == Medium::Picture {
            (mark(say, item, noted))
            (redaction::section(say, item, redacted))
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    frame.module = Some("look.js");
    Ok(layout::page(&frame, &content))
}

/// The picture, and the one beside it. Nothing here changes a file: larger and turned are the browser's alone.
fn pictures(say: Say, room: &Room<'_>) -> Markup {
    html! {
        div.pictures #pictures {
            (one(say, room.item, room.is_open, Some(&room.passages)))
            @if let Some(beside) = &room.beside { (one(say, beside, !is_graphic(beside) || room.is_open, None)) }
        }
    }
}

fn one(say: Say, item: &Record, is_open: bool, passages: Option<&Passages>) -> Markup {
    if !is_open {
        return closed(say, &at(routes::ITEM_LOOK, item.id));
    }
    if medium(item) != Medium::Picture {
        return html! { p { span.none { (say.text("look-no-picture")) } } };
    }
    let shown = address::with(&at(routes::ITEM_SHOWN, item.id), &[("edge", "1600".to_owned())]);
    let large = address::with(&at(routes::ITEM_SHOWN, item.id), &[("edge", "4096".to_owned())]);
    html! {
        figure.shown.looked {
            p.actions.tools hidden {
                button.btn.btn-quiet type="button" data-do="larger" { (say.text("look-larger")) }
                button.btn.btn-quiet type="button" data-do="smaller" { (say.text("look-smaller")) }
                button.btn.btn-quiet type="button" data-do="turn" { (say.text("look-turn")) }
            }
            div.frame tabindex="0" role="region" aria-label=(say.with("item-picture", &[("item", title(say, item).into())])) {
                div.turned {
                    img src=(shown) data-large=(large) alt=(say.with("item-picture", &[("item", title(say, item).into())]));
                    @if let Some(passages) = passages {
                        svg.marks viewBox="0 0 1000000 1000000" preserveAspectRatio="none" aria-hidden="true" {
                            @for note in &passages.all {
                                @if let Some([left, top, width, height]) = region(note) {
                                    rect x=(left) y=(top) width=(width) height=(height) {}
                                }
                            }
                            rect.new #region-new x="0" y="0" width="0" height="0" {}
                        }
                    }
                }
            }
            figcaption.small.quiet {
                a href=(at(routes::ITEM, item.id)) { (naming::words(say, &title(say, item))) } " · "
                a href=(large) { (say.text("look-largest")) } " · " (say.text("item-picture-words"))
            }
        }
    }
}

/// Left, top, width and height of the part that a note marks, in millionths.
pub(super) fn region(note: &Record) -> Option<[u64; 4]> {
    let region = note.body.get("region")?;
    let of = |name: &str| region.get(name).and_then(Json::as_u64);
    Some([of("left")?, of("top")?, of("width")?, of("height")?])
}

/// Where a part lies and how large it is, in words.
fn place(say: Say, region: [u64; 4]) -> Markup {
    let [left, top, width, height] = region.map(hundredths);
    let named = [("left", left), ("top", top), ("width", width), ("height", height)];
    say.html("look-part", &named.map(|(name, share)| (name, share.into())))
}

/// A share in hundredths with up to two decimals, none where there are none.
fn hundredths(millionths: u64) -> String {
    let text = format!("{}.{:02}", millionths / 10_000, millionths % 10_000 / 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn compare(say: Say, item: &Record, parameters: &Parameters) -> Markup {
    html! {
        form.row.compare method="get" action=(at(routes::ITEM_LOOK, item.id)) {
            div.field {
                label for="beside" { (say.text("look-beside")) }
                input #beside type="text" name="beside" dir="ltr" value=(parameter(parameters, "beside").unwrap_or_default()) required;
            }
            p.actions { button.btn { (say.text("look-compare")) } }
        }
    }
}

fn parts(say: Say, room: &Room<'_>) -> Markup {
    html! {
        section.part #notes {
            h2 { (say.text("look-parts")) }
            p { a href=(at(routes::ITEM_PLACE, room.item.id)) { (say.text("place-open")) } }
            @if room.passages.all.is_empty() { p { span.none { (say.text("listen-none")) } } }
            ol.plain-list {
                @for note in &room.passages.all {
                    @let kind = naming::member(note, "kind").and_then(AnnotationKind::parse);
                    li id={ "p" (note.id) } {
                        @if let Some(region) = region(note) {
                            span.small { (place(say, region)) } " "
                        }
                        @if let Some(kind) = kind { small.quiet { (kind.label(say.language)) } " " }
                        @if is_machine(note) { small { strong { (say.text("item-machine")) } } " " }
                        (naming::words(say, naming::member(note, "words").unwrap_or_default()))
                        " " small {
                            a href=(address::record(domain::kind::Kind::Annotation, note.id)) { (say.text("listen-record")) }
                            " · " a href=(address::with(&at(routes::ITEM_ASSERTION, room.item.id), &[("annotation", note.id.to_string())])) { (say.text("listen-assert")) }
                        }
                    }
                }
            }
        }
    }
}

/// The form for a part: in hundredths of the width and height; the script fills them in from what is drawn.
fn mark(say: Say, item: &Record, sent: &Sent) -> Markup {
    html! {
        section.part #mark {
            h2 { (say.text("look-mark")) }
            p.small.quiet { (say.text("look-mark-words")) }
            (sent.refusal(say))
            form.form method="post" action=(at(routes::ITEM_NOTES, item.id)) {
                input type="hidden" name="kind" value=(AnnotationKind::Region.slug());
                div.row.shares {
                    @for (name, label) in [("left", "look-left"), ("top", "look-top"), ("width", "look-width"), ("height", "look-height")] {
                        (sent.field(say, name, (label, None), time::share))
                    }
                }
                (sent.field(say, "words", ("look-words", None), |field| form::lines(field, 2, NOTE_CHARACTERS_MAX)))
                (sent.field(say, "reason", ("form-reason", Some("form-reason-hint")), |field| form::lines(field, 2, REASON_CHARACTERS_MAX)))
                p.actions { button.btn.btn-main { (say.text("note-save")) } }
            }
        }
    }
}
