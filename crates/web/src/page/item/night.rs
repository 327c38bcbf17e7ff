//! One day on one axis: its items beside the strikes and incidents of the same hours, each with its clock.

use super::{list, over, time};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, figure, naming};
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::response::Html;
use domain::kind::Kind;
use domain::limits::{WHEN_FIRST, WHEN_LAST};
use domain::vocabulary::ClockBasis;
use maud::{Markup, html};
use register::item::Timed;

/// The page of a day.
pub(super) async fn page(visit: &Visit, day: &str) -> Result<Html<String>, Error> {
    let night = visit.register.night(visit.scope, day).await?;
    visit.note(night.all.iter().map(|timed| timed.record.id)).await?;
    let say = visit.preference.say;
    let words = date::interval(say, day, Width::Full);
    let heading = say.with("night-title", &[("day", words.into())]);
    let content = html! {
        div.head {
            (over(say, None))
            h1 { (heading) }
            p.lede { (say.text("night-lede")) }
            @if !night.all.is_empty() { p.small { (around(say, day)) } }
        }
        @if night.has_more { p.small { strong { (say.text("night-cut")) } } }
        @if night.all.is_empty() {
            (empty::nothing_yet(&say.text("night-none"), &say.text("night-none-words"), &html! {}))
        } @else {
            (timeline(say, &night.all))
        }
    };
    let mut frame = visit.frame(&heading, Section::Items);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content))
}

/// The day before and the day after; from a day of which nothing is known no further, so that the way ends.
fn around(say: Say, day: &str) -> Markup {
    let to = |day: String| address::with(routes::ITEMS, &[("day", day)]);
    let date = day.parse::<jiff::civil::Date>().ok();
    let before = date.and_then(|date| date.yesterday().ok()).map(|date| to(date.to_string()));
    let after = date.and_then(|date| date.tomorrow().ok()).map(|date| to(date.to_string()));
    html! {
        @if let Some(before) = before { a rel="prev" href=(before) { (say.text("night-before")) } }
        " · "
        @if let Some(after) = after { a rel="next" href=(after) { (say.text("night-after")) } }
    }
}

fn timeline(say: Say, all: &[Timed]) -> Markup {
    let rows = all.iter().map(|timed| {
        let record = &timed.record;
        let is_item = record.kind == Kind::Item;
        vec![
            span(say, timed),
            html! {
                strong.kind { (record.kind.label(say.language)) } br;
                @if is_item { (list::link(say, record)) " " small.quiet { (super::kind(record).label(say.language)) } }
                @else { (naming::link(say, record)) }
            },
            if is_item { basis(say, timed) } else { html! { span.quiet { "–" } } },
            match timed.offset_seconds {
                Some(offset) => html! {
                    a.fig href=(super::at(routes::ITEM, record.id)) { bdi dir="ltr" { (time::signed(offset)) } }
                    @if let Some(reason) = naming::member(record, "clock_reason") { br; small { (naming::words(say, reason)) } }
                },
                None if is_item => html! { span.none { (say.text("night-no-offset")) } },
                None => html! { span.quiet { "–" } },
            },
        ]
    });
    let columns = vec![
        Column::words(say.text("night-when")),
        Column::words(say.text("night-what")),
        Column::words(say.text("label-made-basis")),
        Column::words(say.text("night-offset")),
    ];
    table::scroll(
        &say.text("night-table"),
        &table::plain(&Plain { caption: String::new(), columns, rows: rows.collect() }),
    )
}

/// From when to when it may have been; one time where both are one.
fn span(say: Say, timed: &Timed) -> Markup {
    let end = |second: &str| {
        if [WHEN_FIRST, WHEN_LAST].contains(&second) {
            html! { span.none { (say.text("night-open")) } }
        } else {
            date::instant_element(say, second)
        }
    };
    html! {
        (end(&timed.earliest))
        @if timed.earliest != timed.latest { br; small { (say.text("night-to")) " " (end(&timed.latest)) } }
    }
}

fn basis(say: Say, timed: &Timed) -> Markup {
    match naming::member(&timed.record, "made_basis").and_then(ClockBasis::parse) {
        Some(basis) => html! {
            (basis.label(say.language))
            @if let Some(gloss) = basis.gloss(say.language) { br; small.quiet { (gloss) } }
        },
        None => figure::not_stated(say),
    }
}
