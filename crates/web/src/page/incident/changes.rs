//! What others did to an incident since somebody last looked at it: a quiet line on its pages, and the acts behind it.

use super::{address, trail};
use crate::component::{empty, history, naming};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::limits::CHANGES_SHOWN_MAX;
use register::look::Since;

fn page(id: RecordId, since: Since) -> String {
    let route = routes::INCIDENT_CHANGES.replace("{id}", &id.to_string());
    address::with(&route, &[("since", since.position.to_string())])
}

/// "3 changes since you last looked on 14 November"; nothing where nobody changed anything.
pub(in crate::page) fn line(say: Say, id: RecordId, since: Option<Since>) -> Markup {
    let Some(since) = since.filter(|since| since.changes > 0) else { return html! {} };
    let at = register::people::time(since.at);
    let day = date::element(say, at.get(..10).unwrap_or_default(), date::Width::Full);
    html! {
        p.small.quiet.since {
            a href=(page(id, since)) {
                (say.html("since-line", &[("count", since.changes.into()), ("day", Arg::Html(day))]))
            }
        }
    }
}

/// "3 changes since you looked", beside an incident in a list.
pub(in crate::page) fn mark(say: Say, id: RecordId, since: Option<&Since>) -> Markup {
    html! {
        @if let Some(since) = since {
            br; a.small href=(page(id, *since)) { (say.with("since-mark", &[("count", since.changes.into())])) }
        }
    }
}

/// GET [`routes::INCIDENT_CHANGES`]; `?since=` is a position of the log, as the line's link has it.
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let id: RecordId = id.parse().ok().ok_or(Error::NotFound)?;
    let since = parameters.iter().find(|(name, _)| name == "since");
    let since = since.map_or(Ok(0), |(_, text)| text.parse()).map_err(|_not_one| Error::NotUnderstood)?;
    let incident = visit.register.record(visit.scope, Kind::Incident, id).await?;
    let acts = visit.register.acts_since(visit.scope, visit.actor(), id, since).await?;
    visit.note(acts.iter().map(|logged| RecordId(logged.act.subject)).chain([id])).await?;
    let say = visit.preference.say;
    let title = say.with("since-title", &[("incident", naming::title(say, &incident).into())]);
    let all = address::plain(routes::RECORD_HISTORY, Kind::Incident, id);
    let is_cut = i64::try_from(acts.len()).is_ok_and(|count| count >= CHANGES_SHOWN_MAX);
    let content = html! {
        div.head {
            p.over {
                a href=(routes::INCIDENTS) { (say.text("incidents-title")) } " · "
                a href=(address::incident(id)) { (naming::words(say, &naming::title(say, &incident))) }
            }
            h1 { (say.text("since-head")) }
            p.lede { (say.text("since-lede")) }
        }
        @if acts.is_empty() {
            (empty::nothing_yet(&say.text("since-none"), &say.text("since-none-words"), &html! {}))
        } @else {
            (history::history(say, &acts.iter().map(|logged| trail::entry(say, logged)).collect::<Vec<_>>()))
            @if is_cut { p.small.quiet { (say.with("since-cut", &[("count", CHANGES_SHOWN_MAX.into())])) } }
        }
        p.small { a href=(all) { (say.text("history-all")) } }
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}
