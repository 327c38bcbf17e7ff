//! One item: what it holds, what is known of it, what is noted in it and what rests on it.

use super::passages::{self, Passages};
use super::{
    Medium, Parameters, alike, at, closed, facts, is_asked_for, is_graphic, kind, medium, over, title,
};
use crate::component::naming::{self, Names};
use crate::component::{address, figure, value};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::page::record::names;
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::kind::Kind;
use domain::vocabulary::AnnotationKind;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use register::reference::Column;

/// GET [`routes::ITEM`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let item = super::item(&visit, &id).await?;
    let passages = Passages::read(&visit, item.id).await?;
    let resting = visit.register.referring(visit.scope, Kind::Item, item.id).await?;
    let names = names(&visit, [(Kind::Item, &item.body)], std::iter::empty()).await?;
    let alike = visit.register.alike(visit.scope, &item).await?;
    let shown = names.records.keys().copied().chain(alike.items.iter().map(|(other, _)| other.id));
    visit.note(shown).await?;
    let say = visit.preference.say;
    let name = title(say, &item);
    let is_open = !is_graphic(&item) || is_asked_for(&parameters);
    let content = html! {
        div.head {
            (over(say, None))
            h1 { (naming::words(say, &name)) }
            p.small.quiet { (kind(&item).label(say.language)) }
        }
        div.with-margin {
            div {
                (held(&visit, &item, is_open))
                (facts::draw(say, &item, &names))
                (alike::draw(say, &alike))
                (noted(say, &item, &passages))
                (rests(say, &item, &resting))
            }
            (margin(say, &item, &names))
        }
    };
    let mut frame = visit.frame(&name, Section::Items);
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content))
}

/// What it holds, as far as a browser can show it without running anything.
fn held(visit: &Visit, item: &Record, is_open: bool) -> Markup {
    let say = visit.preference.say;
    let bytes = at(routes::ITEM_BYTES, item.id);
    let is_muted = is_graphic(item);
    html! {
        section.held {
            @if !is_open { (closed(say, &at(routes::ITEM, item.id))) }
            @else {
                @match medium(item) {
                    Medium::Sound => audio controls preload="none" src=(bytes) muted[is_muted] {},
                    Medium::Film => video controls preload="none" src=(bytes) muted[is_muted] {},
                    Medium::Picture => (picture(say, item)),
                    Medium::Other => p.small.quiet { (say.text("item-not-shown")) },
                }
            }
            p.actions {
                @if matches!(medium(item), Medium::Sound | Medium::Film) {
                    a.btn.btn-main href=(at(routes::ITEM_LISTEN, item.id)) { (say.text("listen-open-room")) }
                }
                @if medium(item) == Medium::Picture {
                    a.btn.btn-main href=(at(routes::ITEM_LOOK, item.id)) { (say.text("look-open-room")) }
                }
                @if matches!(medium(item), Medium::Picture | Medium::Film) {
                    a.btn href=(at(routes::ITEM_PLACE, item.id)) { (say.text("place-open")) }
                }
                a.btn href=(bytes) download="" { (say.text("item-download")) }
                @if visit.permit.may(Operation::Collect) {
                    @if may_hold(item) {
                        a.btn href=(address::with(routes::ITEM_INSIDE, &[("item", item.id.to_string())])) { (say.text("inside-open")) }
                    }
                    a.btn.btn-quiet href=(at(routes::ITEM_CLOCK, item.id)) { (say.text("clock-title")) }
                }
            }
        }
    }
}

/// Whether others may lie inside.
fn may_hold(item: &Record) -> bool {
    let text = |name: &str| naming::member(item, name).unwrap_or_default();
    register::gathering::may_hold(text("media_type"), text("file_name"))
}

/// The picture as the confined child makes it; where there is none, its address says why.
fn picture(say: Say, item: &Record) -> Markup {
    let shown = at(routes::ITEM_SHOWN, item.id);
    let alt = say.with("item-picture", &[("item", title(say, item).into())]);
    html! {
        figure.shown {
            a href=(address::with(&shown, &[("edge", "4096".to_owned())])) {
                img src=(address::with(&shown, &[("edge", "1600".to_owned())])) alt=(alt) loading="lazy";
            }
            figcaption.small.quiet { (say.text("item-picture-words")) " " a href=(shown) { (say.text("item-picture-why")) } }
        }
    }
}

fn noted(say: Say, item: &Record, passages: &Passages) -> Markup {
    html! {
        section.part #notes {
            h2 { (say.text("item-notes")) }
            @if passages.all.is_empty() { p { span.none { (say.text("listen-none")) } } }
            ul.plain-list {
                @for note in &passages.all {
                    @let room = address::with(&at(routes::ITEM_LISTEN, item.id), &[("chosen", note.id.to_string())]);
                    @let kind = naming::member(note, "kind").and_then(AnnotationKind::parse);
                    li {
                        a.fix href={ (room) "#p" (note.id) } {
                            @match passages::place(note) { Some(place) => bdi dir="ltr" { (place) }, None => (say.text("listen-no-place")) }
                        }
                        " " @if let Some(kind) = kind { small.quiet { (kind.label(say.language)) } " " }
                        @if passages::is_machine(note) { small { strong { (say.text("item-machine")) } } " " }
                        (naming::words(say, naming::member(note, "words").unwrap_or_default()))
                    }
                }
            }
        }
    }
}

/// What names this item, each number a link to it.
fn rests(say: Say, item: &Record, resting: &[(Column, i64)]) -> Markup {
    html! {
        section.part #rests {
            h2 { (say.text("item-rests")) }
            @if resting.is_empty() { p { span.none { (say.text("item-rests-nothing")) } } }
            ul {
                @for (column, count) in resting {
                    @let list = address::with(&address::kind(routes::RECORDS_OF, column.kind), &[(column.name, item.id.to_string())]);
                    li {
                        (say.html("referring-one", &[
                            ("kind", column.kind.label(say.language).into()),
                            ("field", value::label(say, column.name).into()),
                            ("count", Arg::Html(figure::integer(&list, *count))),
                        ]))
                    }
                }
            }
        }
    }
}

fn margin(say: Say, item: &Record, names: &Names) -> Markup {
    let from = ["redacted_from", "derived_from", "container"];
    html! {
        aside.margin aria-label=(say.text("item-about")) {
            h3 { (say.text("item-custody")) }
            p { a href=(at(routes::ITEM_CUSTODY, item.id)) { (say.text("custody-chain")) } }
            p { a href=(address::of(routes::RECORD_HISTORY, Kind::Item, item.id)) { (say.text("item-history")) } }
            p { a href=(address::of(routes::RECORD, Kind::Item, item.id)) { (say.text("item-record")) } }
            @for name in from {
                @if let Some(id) = naming::member(item, name) {
                    h3 { (value::label(say, name)) }
                    p { (names.link(say, id)) }
                }
            }
        }
    }
}
