//! Tallies as their bodies stated them: a table, and a chart where they can be compared. Never added, never averaged.

use super::address;
use super::chart::{chart, comparable};
use crate::chart::step::step_chart;
use crate::component::figure;
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use domain::kind::Kind;
use domain::vocabulary::TallyKind;
use maud::{Markup, html};
use register::tally::Stated;
use serde::Deserialize;

/// Which tallies to show.
#[derive(Deserialize)]
pub(super) struct Choice {
    kind: Option<String>,
}

/// GET `/tallies`.
pub(super) async fn show(visit: Visit, Query(choice): Query<Choice>) -> Result<Response, Error> {
    let say = visit.preference.say;
    let kinds = visit.register.tally_kinds(visit.scope).await?;
    let kind = choice.kind.as_deref().map_or(Some(TallyKind::CiviliansKilled), TallyKind::parse);
    let kind = kind.ok_or(Error::NotFound)?;
    let said = visit.register.tallies(visit.scope, kind.slug()).await?;
    let shown: Vec<&Stated> = said.iter().collect();
    let charted = comparable(&said);
    let content = html! {
        div.head { h1 { (say.text("tallies-title")) } p.lede { (say.text("tallies-lede")) } }
        (kinds_list(say, &kinds, kind))
        @if kind == TallyKind::CiviliansKilled && charted.len() > 1 {
            @if let Some(chart) = chart(say, "tallies", &charted, &[]) { (step_chart(say, &chart)) }
        }
        h2 { (kind.label(say.language)) }
        (stated(say, &shown))
    };
    Ok(layout::page(&visit.frame(&say.text("tallies-title"), Section::Tallies), &content).into_response())
}

fn kinds_list(say: Say, kinds: &[(String, i64)], chosen: TallyKind) -> Markup {
    html! {
        nav aria-label=(say.text("tallies-kinds")) {
            p {
                @for (place, (slug, count)) in kinds.iter().enumerate() {
                    @if place > 0 { " · " }
                    a href=(format!("{}?kind={slug}", routes::TALLIES)) aria-current=[(slug == chosen.slug()).then_some("page")] {
                        @match TallyKind::parse(slug) {
                            Some(kind) => (kind.label(say.language)),
                            None => bdi { (slug) },
                        }
                        " " bdi { "(" (crate::number::integer(*count)) ")" }
                    }
                }
            }
        }
    }
}

/// The table of tallies, official and documented each marked as such.
pub(super) fn stated(say: Say, tallies: &[&Stated]) -> Markup {
    html! {
        table.tight.stack {
            caption { (say.text("tallies-caption")) }
            thead { tr {
                @for head in ["tallies-who", "tallies-as-of", "tallies-figure", "tallies-what", "tallies-where", "tallies-period"] {
                    th scope="col" { (say.text(head)) }
                }
            } }
            tbody { @for stated in tallies.iter().rev() { (row(say, stated)) } }
        }
    }
}

fn row(say: Say, stated: &Stated) -> Markup {
    let tally = &stated.tally;
    let when = |when: &Option<domain::when::When>| match when {
        // A statement's own date needs no word on time zones; its record has it.
        Some(when) => html! { (date::interval(say, &when.edtf, Width::Short)) },
        None => figure::not_stated(say),
    };
    html! {
        tr {
            th scope="row" {
                bdi { (tally.body) } " "
                span.tag { (say.text(if stated.is_official { "tallies-official" } else { "tallies-documented" })) }
            }
            td data-l=(say.text("tallies-as-of")) { span { (when(&tally.as_of)) } }
            td.num data-l=(say.text("tallies-figure")) {
                span { (figure::count(say, &address(Kind::Tally, stated.record.id), &tally.count)) }
            }
            td data-l=(say.text("tallies-what")) { (both(say, &tally.measure_words, &tally.status_filter)) }
            td data-l=(say.text("tallies-where")) { (both(say, &tally.area, &tally.actor_scope)) }
            td data-l=(say.text("tallies-period")) { span { (when(&tally.period)) } }
        }
    }
}

/// One or two texts in one cell.
fn both(say: Say, one: &Option<String>, other: &Option<String>) -> Markup {
    let texts: Vec<&String> = one.iter().chain(other).collect();
    html! {
        @if texts.is_empty() { (figure::not_stated(say)) } @else {
            span {
                @for (place, text) in texts.iter().enumerate() {
                    @if place > 0 { (say.text("comma")) " " }
                    bdi { (text) }
                }
            }
        }
    }
}
