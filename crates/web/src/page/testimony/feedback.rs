//! What was promised to people who were asked: due within a fortnight, overdue, or without a day.

use super::today;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, naming};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::interview::Promised;
use register::record::Record;
use std::collections::BTreeMap;

/// GET [`routes::FEEDBACK`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let day = today(&visit);
    let until = until(&day).unwrap_or_else(|| day.clone());
    let due = visit.register.feedback_due(visit.scope, &until, limits::FEEDBACK_SHOWN).await?;
    visit.note(due.iter().flat_map(|each| [each.interview.id, each.source])).await?;
    let sources =
        visit.register.named(visit.scope, due.iter().map(|each| (Kind::Source, each.source))).await?;
    let say = visit.preference.say;
    let title = say.text("feedback-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::WORK) { (say.text("work-title")) } }
            h1 { (title) }
            p.lede { (say.text("feedback-lede")) }
        }
        @if due.is_empty() {
            (empty::nothing_yet(&say.text("feedback-none"), &say.text("feedback-none-words"), &html! {}))
        } @else {
            (list(&visit, &due, &sources, &day))
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// The last day that is near.
fn until(day: &str) -> Option<String> {
    let day: jiff::civil::Date = day.parse().ok()?;
    Some(day.checked_add(jiff::Span::new().days(limits::FEEDBACK_NEAR_DAYS)).ok()?.to_string())
}

fn list(visit: &Visit, due: &[Promised], sources: &BTreeMap<RecordId, Record>, day: &str) -> Markup {
    let say = visit.preference.say;
    let rows = due.iter().map(|each| {
        let interview = address::of(routes::RECORD, Kind::Interview, each.interview.id);
        let edit = address::of(routes::RECORD_EDIT, Kind::Interview, each.interview.id);
        let promised = naming::member(&each.interview, "feedback_promised").unwrap_or_default();
        vec![
            sources
                .get(&each.source)
                .map_or_else(|| html! { bdi { (each.source_name) } }, |source| naming::link(say, source)),
            html! { a href=(interview) { (naming::words(say, promised)) } },
            when_due(visit, naming::member(&each.interview, "feedback_due"), day),
            html! { a href=(edit) { (say.text("feedback-tell")) } },
        ]
    });
    let heads = ["feedback-who", "feedback-what", "feedback-when", "feedback-done"];
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows: rows.collect() };
    table::scroll(&say.text("feedback-title"), &table::plain(&plain))
}

fn when_due(visit: &Visit, due: Option<&str>, day: &str) -> Markup {
    let say = visit.preference.say;
    let Some(due) = due else { return html! { span.none { (say.text("feedback-no-day")) } } };
    let late = date::day_number(day).zip(date::day_number(due)).map_or(0, |(today, due)| today - due);
    html! {
        (date::element(say, due, date::Width::Full))
        @if late > 0 { br; strong { (say.with("feedback-late", &[("days", late.into())])) } }
    }
}
