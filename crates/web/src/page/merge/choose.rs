//! The other incident: suggested because it is alike, or found by code or words.

use super::{Sent, at, compare, sent, way};
use crate::component::similar::similar;
use crate::component::{address, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Incident;
use maud::html;
use register::incident::similar::Sketch;
use register::incident::{Filter, Order, Page};
use register::permission::Operation;

/// Incidents found by words that are offered.
const OFFERED_MAX: i64 = 20;

/// GET [`routes::INCIDENT_MERGE`]: without `with` the choice, with it the two side by side.
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Sent>,
) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Merge)?;
    let id = super::id(&id)?;
    match sent(&parameters, "with") {
        Some(with) => compare::page(&visit, id, super::id(with)?, &Sent::new(), None).await,
        None => choice(&visit, id, sent(&parameters, "q").unwrap_or_default()).await,
    }
}

async fn choice(visit: &Visit, id: RecordId, words: &str) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let record = visit.register.record(visit.scope, Kind::Incident, id).await?;
    let incident: Incident = record.read()?;
    let suggested = visit.register.similar_incidents(visit.scope, &Sketch::of(id, &incident)).await?;
    let filter =
        Filter { words: Some(words.to_owned()).filter(|words| !words.is_empty()), ..Filter::default() };
    let found = match &filter.words {
        Some(_) => {
            let first = Page::First;
            visit.register.incidents(visit.scope, &filter, Order::Newest, &first, OFFERED_MAX).await?.rows
        }
        None => Vec::new(),
    };
    let found: Vec<_> = found.into_iter().filter(|row| row.incident.id != id).collect();
    let here = at(routes::INCIDENT_MERGE, id);
    let to = |other: RecordId| address::with(&here, &[("with", other.to_string())]);
    let title = say.with("merge-title", &[("incident", naming::title(say, &record).into())]);
    let content = html! {
        div.head {
            (way(say, &record))
            h1 { (say.text("merge-head")) }
            p.lede { (say.text("merge-lede")) }
        }
        @if !suggested.is_empty() {
            section.part #suggested {
                h2 { (say.text("similar-head")) }
                p.small.quiet { (say.text("similar-words")) }
                (similar(say, &suggested, to))
            }
        }
        section.part #search {
            h2 { (say.text("merge-search")) }
            form.searchbar role="search" action=(here) {
                label.field.grow {
                    (say.text("merge-search-words"))
                    input type="search" name="q" value=(words) maxlength=(limits::SEARCH_CHARACTERS_MAX) dir="auto";
                }
                button.btn.btn-main { (say.text("search-go")) }
            }
            @if !words.is_empty() && found.is_empty() { p { span.none { (say.text("merge-search-none")) } } }
            @if !found.is_empty() {
                ul {
                    @for row in &found {
                        li {
                            a href=(to(row.incident.id)) {
                                @if let Some(code) = naming::code(&row.incident) { bdi { (code) } " " }
                                (naming::words(say, &naming::title(say, &row.incident)))
                            }
                            @if let Some(day) = row.incident.text("when/edtf") {
                                (say.text("comma")) " " (crate::date::interval(say, day, crate::date::Width::Short))
                            }
                        }
                    }
                }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}
