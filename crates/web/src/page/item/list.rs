//! The list of items, by when they came; one day of it beside the strikes and incidents of the same hours.

use super::{Parameters, night, parameter, time, title, whole};
use crate::component::paging::{Paging, paging};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, figure, form, naming};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{limits, number, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::ItemKind;
use domain::when::When;
use maud::{Markup, html};
use register::listing::{Choice, Listing, Turn};
use register::record::Record;
use serde::Deserialize as _;
use std::collections::BTreeMap;

/// What is asked for.
struct Asked {
    words: Option<String>,
    kind: Option<ItemKind>,
    source: Option<RecordId>,
}

/// GET [`routes::ITEMS`].
pub(super) async fn show(visit: Visit, Query(parameters): Query<Parameters>) -> Result<Html<String>, Error> {
    if let Some(day) = parameter(&parameters, "day") {
        return night::page(&visit, day).await;
    }
    let asked = Asked {
        words: parameter(&parameters, "q").map(|q| q.chars().take(limits::SEARCH_CHARACTERS_MAX).collect()),
        kind: parameter(&parameters, "kind").and_then(ItemKind::parse),
        source: parameter(&parameters, "source").and_then(|id| id.parse().ok()),
    };
    let choice = Choice {
        words: asked.words.clone(),
        of: asked.source.map(|id| ("source", id)),
        is: asked.kind.map(|kind| ("item_kind", kind.slug().to_owned())),
    };
    let turn = match (parameter(&parameters, "after"), parameter(&parameters, "before")) {
        (Some(after), _) => Turn::After(after.parse()?),
        (None, Some(before)) => Turn::Before(before.parse()?),
        (None, None) => Turn::First,
    };
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let listing = visit.register.page_of(visit.scope, Kind::Item, &choice, &turn, limit).await?;
    let sources = listing.records.iter().filter_map(source).chain(asked.source);
    let sources = visit.register.named(visit.scope, sources.map(|id| (Kind::Source, id))).await?;
    visit.note(listing.records.iter().map(|item| item.id).chain(sources.keys().copied())).await?;
    let say = visit.preference.say;
    let heading = say.text("items-title");
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content(say, &asked, &listing, &sources)))
}

fn source(item: &Record) -> Option<RecordId> {
    naming::member(item, "source").and_then(|id| id.parse().ok())
}

impl Asked {
    fn address(&self, more: Option<(&'static str, String)>) -> String {
        let pairs = [
            self.words.as_ref().map(|words| ("q", words.clone())),
            self.kind.map(|kind| ("kind", kind.slug().to_owned())),
            self.source.map(|id| ("source", id.to_string())),
            more,
        ];
        address::with(routes::ITEMS, &pairs.into_iter().flatten().collect::<Vec<_>>())
    }

    const fn is_everything(&self) -> bool {
        self.words.is_none() && self.kind.is_none() && self.source.is_none()
    }
}

fn content(say: Say, asked: &Asked, listing: &Listing, sources: &BTreeMap<RecordId, Record>) -> Markup {
    let total = Arg::Html(html! { bdi { (number::integer(listing.total)) } });
    html! {
        div.head {
            h1 { (say.text("items-title")) }
            p.lede { (say.text("items-lede")) }
            p { a href=(routes::ITEM_NEW) { (say.text("upload-title")) } }
        }
        (filters(say, asked, sources))
        p.small.quiet { (say.html("items-total", &[("count", total), ("number", listing.total.into())])) }
        @if !listing.records.is_empty() { (rows(say, listing, sources)) }
        @else if asked.is_everything() {
            (empty::nothing_yet(&say.text("items-none"), &say.text("items-none-words"), &html! {}))
        } @else {
            (empty::nothing_found(say, &html! { (say.text("items-nothing-found")) }, &[(say.text("items-all"), routes::ITEMS.to_owned())]))
        }
        (paging(say, &Paging {
            orders: Vec::new(),
            previous: listing.previous.as_ref().map(|row| asked.address(Some(("before", row.to_string())))),
            next: listing.next.as_ref().map(|row| asked.address(Some(("after", row.to_string())))),
        }))
    }
}

fn filters(say: Say, asked: &Asked, sources: &BTreeMap<RecordId, Record>) -> Markup {
    let kinds =
        ItemKind::ALL.iter().map(|kind| (kind.slug().to_owned(), kind.label(say.language).to_owned()));
    let kinds: Vec<_> = std::iter::once((String::new(), say.text("items-any-kind"))).chain(kinds).collect();
    let (words, kind) = (say.text("items-words"), say.text("label-kind"));
    let field = |name, label, value| form::Field { name, label, value, ..form::Field::default() };
    html! {
        div.filters {
            form.row method="get" action=(routes::ITEMS) role="search" {
                (form::line(&field("q", &words, asked.words.as_deref().unwrap_or_default())))
                (form::choice(&field("kind", &kind, asked.kind.map_or("", |kind| kind.slug())), &kinds))
                @if let Some(source) = asked.source { input type="hidden" name="source" value=(source); }
                p.actions { button.btn { (say.text("items-filter")) } }
            }
            form.row method="get" action=(routes::ITEMS) {
                div.field {
                    label for="day" { (say.text("items-day")) }
                    input #day type="date" name="day" required;
                }
                p.actions { button.btn { (say.text("items-day-show")) } }
            }
        }
        @if let Some(source) = asked.source.and_then(|id| sources.get(&id)) {
            p { (say.html("items-of-source", &[("source", Arg::Html(naming::link(say, source)))])) " · " a href=(routes::ITEMS) { (say.text("items-all")) } }
        }
    }
}

fn rows(say: Say, listing: &Listing, sources: &BTreeMap<RecordId, Record>) -> Markup {
    let rows = listing.records.iter().map(|item| {
        vec![
            link(say, item),
            html! { (super::kind(item).label(say.language)) @if super::is_graphic(item) { br; small.quiet { (say.text("item-graphic")) } } },
            made(say, item),
            when(say, item, "acquired").unwrap_or_else(|| figure::not_stated(say)),
            html! {
                @match whole(item, "duration_milliseconds") {
                    Some(duration) => a.fig href=(super::at(routes::ITEM, item.id)) { bdi dir="ltr" { (time::clock(duration)) } },
                    None => span.none { "–" },
                }
            },
            match source(item).and_then(|id| sources.get(&id)) {
                Some(source) => html! { a href=(address::with(routes::ITEMS, &[("source", source.id.to_string())])) { (naming::called(say, source)) } },
                None => figure::not_stated(say),
            },
        ]
    });
    let columns = vec![
        Column::words(say.text("items-column-item")),
        Column::words(say.text("label-kind")),
        Column::words(say.text("label-made")),
        Column::words(say.text("label-acquired")),
        Column::figures(say.text("items-column-length")),
        Column::words(say.text("label-source")),
    ];
    table::plain(&Plain { caption: String::new(), columns, rows: rows.collect() })
}

/// A link to an item by its name.
pub(super) fn link(say: Say, item: &Record) -> Markup {
    html! { a href=(super::at(routes::ITEM, item.id)) { (naming::words(say, &title(say, item))) } }
}

/// When it was recorded, with a link to its night.
fn made(say: Say, item: &Record) -> Markup {
    let timed = register::item::timed(item.clone());
    let day = timed.as_ref().and_then(|timed| timed.earliest.get(..10)).unwrap_or_default();
    html! {
        @match when(say, item, "made") {
            Some(when) => { (when) br; small { a href=(address::with(routes::ITEMS, &[("day", day.to_owned())])) { (say.text("items-its-day")) } } },
            None => (figure::not_stated(say)),
        }
    }
}

fn when(say: Say, item: &Record, name: &str) -> Option<Markup> {
    let when = item.body.get(name).and_then(|when| When::deserialize(when).ok())?;
    Some(date::when(say, &when, Width::Short))
}
