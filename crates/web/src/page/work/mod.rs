//! The team's work: the queue, the work on one incident with its comments, review, and what waits for a second person.
//!
//! Pages and forms only; who may do what and what takes two people is `register::team`. Start at [`queue`] and
//! [`incident`].

mod act;
mod approvals;
mod asked;
mod incident;
mod members;
mod queue;
mod review;
mod review_save;

use crate::component::grade;
use crate::desk::{Desk, Visit};
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use axum::Router;
use axum::routing::{get, post};
use domain::id::{ActorId, RecordId};
use domain::vocabulary::Stage;
use maud::{Markup, html};
use register::Reason;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The addresses of this folder.
pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(routes::WORK, get(queue::show))
        .route(routes::TASK, post(act::task))
        .route(routes::INCIDENT_WORK, get(incident::show).post(act::incident))
        .route(routes::REVIEW, get(review::show).post(review_save::save))
        .route(routes::APPROVALS, get(approvals::show))
        .route(routes::MEMBERS, get(members::show).post(members::ask))
        .route(routes::APPROVAL, post(approvals::decide))
}

/// What a form sent, in order.
type Sent = Vec<(String, String)>;

/// The first value of a name that is not empty.
fn sent<'form>(form: &'form Sent, name: &str) -> Option<&'form str> {
    let found = form.iter().find(|(each, value)| each == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

/// Names of people by pseudonym.
type Names = BTreeMap<Uuid, String>;

/// Somebody's name, or the pseudonym where it is not held any more.
fn person(names: &Names, actor: ActorId) -> Markup {
    let name = names.get(&actor.0).cloned().unwrap_or_else(|| actor.to_string());
    html! { bdi { (name) } }
}

/// The reason of an act: what was typed, or what the button says.
fn reason(visit: &Visit, form: &Sent, otherwise: &str) -> Reason {
    Reason { actor: visit.actor(), why: sent(form, "reason").unwrap_or(otherwise).to_owned() }
}

/// A grade with its word in the codebook in force, or as it stands where that has none.
fn graded(visit: &Visit, slug: Option<&str>) -> Markup {
    let say = visit.preference.say;
    let known = slug.and_then(|slug| visit.register.codebook.grade(slug));
    let label = match (known, slug) {
        (Some(grade), _) => grade.label(say.language).to_owned(),
        (None, Some(slug)) => slug.to_owned(),
        (None, None) => say.text("supported-none"),
    };
    grade::grade(slug, &label)
}

fn id(text: &str) -> Result<RecordId, Error> {
    text.parse().ok().ok_or(Error::NotFound)
}

/// A route over an id.
fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}

/// The stages work passes through, the present one marked; a returned or closed one stands where it left the way.
fn stages(say: Say, present: Option<Stage>) -> Markup {
    let way = [Stage::New, Stage::Triaged, Stage::Assessed, Stage::InReview, Stage::Accepted];
    let aside = present.filter(|stage| !way.contains(stage));
    html! {
        ol.way aria-label=(say.text("work-stages")) {
            @for stage in way {
                li aria-current=[(present == Some(stage)).then_some("step")] { (stage.label(say.language)) }
            }
            @if let Some(stage) = aside { li aria-current="step" { (stage.label(say.language)) } }
        }
    }
}
