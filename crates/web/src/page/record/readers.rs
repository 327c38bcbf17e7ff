//! Who read what is sensitive or sealed, and when: of one record, and of the whole project page by page.
//!
//! For custodians. Neither page names a record by more than its kind and id, so that looking at this log reads nothing
//! that it would have to note in turn.

use super::asked::{self, Parameters, parameter};
use crate::component::naming::Names;
use crate::component::paging::{self, Paging};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest, empty};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{date, limits, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use maud::{Markup, html};
use register::limits::READINGS_SHOWN_MAX;
use register::reading::Reading;

/// GET [`routes::RECORD_READERS`].
pub(super) async fn of_record(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let label = visit.register.label_of(&visit.permit, kind, id).await?.ok_or(Error::NotFound)?;
    let readings = visit.register.readers_of(&visit.permit, id).await?;
    let names = named(&visit).await?;
    let say = visit.preference.say;
    let title = say.text("readers-title");
    let is_cut = i64::try_from(readings.len()).is_ok_and(|count| count >= READINGS_SHOWN_MAX);
    let content = html! {
        div.head {
            p.over {
                a href=(routes::READINGS) { (say.text("readings-title")) } " · "
                a href=(address::of(routes::RECORD, kind, id)) { (kind.label(say.language)) " " (digest::short(&id.to_string())) }
            }
            h1 { (title) }
            p.lede { (say.text("label-label")) (say.text("colon")) " " (label.label(say.language)) }
        }
        p.small.quiet { (say.text("readers-words")) }
        @if is_cut { p.small { (say.with("readers-cut", &[("count", READINGS_SHOWN_MAX.into())])) } }
        (list(say, &names, &readings, Columns::Readers))
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// GET [`routes::READINGS`].
pub(super) async fn of_project(
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let before =
        parameter(&parameters, "before").map(|text| text.parse().map_err(|_not_one| Error::NotUnderstood));
    let (readings, next) =
        visit.register.readings_before(&visit.permit, before.transpose()?, limits::LOG_ACTS).await?;
    let names = named(&visit).await?;
    let say = visit.preference.say;
    let title = say.text("readings-title");
    let next = next.map(|position| address::with(routes::READINGS, &[("before", position.to_string())]));
    let content = html! {
        div.head {
            p.over { a href=(routes::RECORDS) { (say.text("records-title")) } }
            h1 { (title) }
            p.lede { (say.text("readings-lede")) }
        }
        p.small.quiet { (say.text("readers-words")) }
        (list(say, &names, &readings, Columns::All))
        (paging::paging(say, &Paging { orders: Vec::new(), previous: None, next }))
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

async fn named(visit: &Visit) -> Result<Names, Error> {
    Ok(Names { actors: visit.register.actors().await?, ..Names::default() })
}

/// Whether every row is of one record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    Readers,
    All,
}

fn list(say: Say, names: &Names, readings: &[Reading], columns: Columns) -> Markup {
    if readings.is_empty() {
        return empty::nothing_yet(&say.text("readers-none"), &say.text("readers-none-words"), &html! {});
    }
    let of = |reading: &Reading| {
        let who = names.actors.get(&reading.actor.0).cloned().unwrap_or_else(|| reading.actor.to_string());
        let mut cells = vec![
            html! { bdi { (who) } },
            date::instant_element(say, &reading.at),
            html! { (reading.label.label(say.language)) },
        ];
        if columns == Columns::All {
            let readers = address::of(routes::RECORD_READERS, reading.kind, reading.record);
            cells.insert(
                2,
                html! {
                    a href=(address::of(routes::RECORD, reading.kind, reading.record)) {
                        (reading.kind.label(say.language)) " " (digest::short(&reading.record.to_string()))
                    }
                    " · " a href=(readers) { (say.text("readers-its")) }
                },
            );
        }
        cells
    };
    let mut heads = vec!["label-person", "readings-when", "readings-label"];
    if columns == Columns::All {
        heads.insert(2, "readings-what");
    }
    let columns = heads.into_iter().map(|name| Column::words(say.text(name))).collect();
    table::plain(&Plain { caption: String::new(), columns, rows: readings.iter().map(of).collect() })
}
