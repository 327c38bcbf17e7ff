//! Two records of one event: choosing, comparing, asking a second person, undoing; and splitting one.
//!
//! What a merge does is `register::incident::merge`; these are its pages and the section of an incident's page that
//! says what became of it. Start at [`choose`], then [`compare`].

mod ask;
mod choose;
mod compare;
mod section;
mod split;
mod undo;

pub(crate) use section::{Unity, unity};
pub(super) use undo::told;

use crate::component::naming::{self, Names};
use crate::desk::{Desk, Visit};
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};
use domain::id::RecordId;
use domain::record::Body;
use maud::{Markup, html};
use register::Reason;
use register::record::Record;
use std::collections::BTreeSet;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::INCIDENT_MERGE, get(choose::show).post(ask::ask))
        .route(routes::INCIDENT_UNMERGE, post(undo::undo))
        .route(routes::INCIDENT_SPLIT, get(split::show).post(split::save))
}

/// What a form or an address sent, in order.
type Sent = Vec<(String, String)>;

/// Whether the reader works alone here, so that there is nobody to ask.
fn is_alone(visit: &Visit) -> bool {
    visit.permit.is_owner() && visit.register.settings.one_person
}

/// The first value of a name that is not empty.
fn sent<'form>(form: &'form Sent, name: &str) -> Option<&'form str> {
    let found = form.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().ok().ok_or(Error::NotFound)
}

/// A route over an incident.
fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}

/// Who does it and why, as typed.
fn reason(visit: &Visit, form: &Sent) -> Reason {
    Reason { actor: visit.actor(), why: sent(form, "reason").unwrap_or_default().to_owned() }
}

/// What is said of a refusal that can be mended in the form; anything else is an error of the page.
fn refusal(say: Say, error: register::Error) -> Result<String, Error> {
    match error {
        register::Error::Refused(problems) => {
            Ok(problems.first().map(|problem| say.error(&problem.code, &[])).unwrap_or_default())
        }
        register::Error::ReasonMissing | register::Error::ReasonTooLong { .. } => {
            Ok(say.error(error.code(), &[]))
        }
        error => Err(error.into()),
    }
}

/// The names of what incidents point at; one statement.
async fn names(visit: &Visit, bodies: &[&Body]) -> Result<Names, Error> {
    let pointed = bodies.iter().flat_map(|body| naming::ids(domain::kind::Kind::Incident, body));
    let pointed: BTreeSet<_> = pointed.filter_map(|(kind, id)| Some((kind?, id))).collect();
    Ok(Names { records: visit.register.named(visit.scope, pointed).await?, ..Names::default() })
}

/// The way back above a title: all incidents, then this one.
fn way(say: Say, record: &Record) -> Markup {
    html! {
        p.over {
            a href=(routes::INCIDENTS) { (say.text("incidents-title")) } " · "
            (naming::link(say, record))
        }
    }
}
