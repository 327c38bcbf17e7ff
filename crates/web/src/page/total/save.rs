//! Tying an incident to a total, and taking it out again.

use super::asked;
use super::show::{Typed, page};
use crate::component::address;
use crate::component::support::refusal;
use crate::desk::Visit;
use crate::error::Error;
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use register::Reason;
use register::permission::Operation;

/// POST [`routes::CONTAINS`]: `do=tie` or `do=take-out`.
pub(super) async fn save(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let (kind, id) = asked(&kind, &id)?;
    let at = |name: &str| {
        let found = sent.iter().find(|(each, _)| each == name);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let say = visit.preference.say;
    let mut typed = Typed { incident: at("incident"), why: at("why"), ..Typed::default() };
    let done = match at("do").as_str() {
        "tie" => {
            if let Some(incident) = named(&visit, &typed.incident).await? {
                tie(&visit, (kind, id), incident, &typed.why).await
            } else {
                typed.wrong_incident = Some(say.text("contains-not-found"));
                Ok(())
            }
        }
        "take-out" => {
            let link = at("link").parse().map_err(|_not_an_id| Error::NotFound)?;
            let held = visit.register.contained(visit.scope, kind, id).await?;
            if held.parts.iter().all(|part| part.link != link) {
                return Err(Error::NotFound);
            }
            take_out(&visit, link, &typed.why).await
        }
        _ => return Err(Error::NotUnderstood),
    };
    match done {
        Ok(()) if typed.wrong_incident.is_none() => {
            return Ok(Redirect::to(&address::of(routes::CONTAINS, kind, id)).into_response());
        }
        Ok(()) => {}
        Err(register::Error::Refused(problems)) => {
            typed.wrong_incident = problems.first().map(|problem| refusal(say, problem));
        }
        Err(error @ (register::Error::ReasonMissing | register::Error::ReasonTooLong { .. })) => {
            typed.wrong_why = Some(say.error(error.code(), &[]));
        }
        Err(error) => return Err(error.into()),
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, kind, id, &typed).await?).into_response())
}

/// The incident that was typed: its code, or its address or id.
async fn named(visit: &Visit, typed: &str) -> Result<Option<RecordId>, Error> {
    let last = typed.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = last.rsplit('/').next().unwrap_or_default();
    if let Ok(id) = last.parse::<RecordId>() {
        return Ok(Some(id));
    }
    let found = visit.register.records_of_code(visit.scope, typed).await?;
    let mut incidents = found.iter().filter(|record| record.kind == Kind::Incident);
    // A code that two incidents bear names neither.
    Ok(incidents.next().filter(|_| incidents.next().is_none()).map(|record| record.id))
}

async fn tie(visit: &Visit, total: (Kind, RecordId), incident: RecordId, why: &str) -> register::Result<()> {
    let reason = Reason { actor: visit.actor(), why: why.to_owned() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.contain(total, incident).await?;
    work.commit().await.map(drop)
}

async fn take_out(visit: &Visit, link: RecordId, why: &str) -> register::Result<()> {
    let reason = Reason { actor: visit.actor(), why: why.to_owned() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.take_out(link).await?;
    work.commit().await.map(drop)
}
