//! Making a tie and taking one back; a refusal gives the form back as it was sent.

use super::show;
use crate::component::address;
use crate::desk::Visit;
use crate::error::Error;
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::problem::Problem;
use domain::vocabulary::OriginReason;
use register::Reason;
use register::incident::NewTie;
use std::collections::BTreeMap;

/// What was sent, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Inputs by name: `act`, `from`, `how`, `to`, `link`, `why`.
    pub inputs: BTreeMap<String, String>,
    /// What is wrong, by input.
    pub wrongs: Vec<(String, Problem)>,
}

impl Typed {
    /// What stands in an input of the form that is sent as `act`.
    pub(super) fn at(&self, act: &str, name: &str) -> &str {
        let is_this = self.inputs.get("act").is_some_and(|sent| sent == act);
        if is_this { self.inputs.get(name).map_or("", String::as_str) } else { "" }
    }

    fn refuse(&mut self, name: &str, code: &str) {
        self.wrongs.push((name.to_owned(), Problem::refuse(code, name)));
    }

    fn why(&self) -> String {
        self.inputs.get("why").map(|why| why.replace('\0', "").trim().to_owned()).unwrap_or_default()
    }
}

/// POST [`routes::INDEPENDENCE`]: `act=tie` or `act=withdraw`.
pub(super) async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let incident: RecordId = id.parse().map_err(|_not_an_id| Error::NotFound)?;
    let mut typed = Typed { inputs: sent.into_iter().collect(), wrongs: Vec::new() };
    let reason = Reason { actor: visit.actor(), why: typed.why() };
    let done = match typed.inputs.get("act").map(String::as_str) {
        Some("tie") => tie(&visit, incident, &mut typed, reason).await?,
        Some("withdraw") => withdraw(&visit, incident, &mut typed, reason).await?,
        _ => return Err(Error::NotUnderstood),
    };
    if let Some(done) = done {
        let page = routes::INDEPENDENCE.replace("{id}", &incident.to_string());
        return Ok(Redirect::to(&address::with(&page, &[("done", done.to_owned())])).into_response());
    }
    let file = visit.register.origins_file(visit.scope, incident).await?.ok_or(Error::NotFound)?;
    let page = show::page(&visit, incident, &file, &typed, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn tie(
    visit: &Visit,
    incident: RecordId,
    typed: &mut Typed,
    reason: Reason,
) -> Result<Option<&'static str>, Error> {
    let report = |name: &str| typed.at("tie", name).parse::<RecordId>().ok();
    let (from, to) = (report("from"), report("to"));
    let how = OriginReason::parse(typed.at("tie", "how"));
    for (name, is_missing) in [("from", from.is_none()), ("how", how.is_none()), ("to", to.is_none())] {
        if is_missing {
            typed.refuse(name, "field-empty");
        }
    }
    let (Some(from), Some(to), Some(how)) = (from, to, how) else { return Ok(None) };
    // Only reports of this incident are tied from here.
    let origins = visit.register.incident_origins(visit.scope, incident).await?.ok_or(Error::NotFound)?;
    let is_here = |id: RecordId| origins.independence.reports.iter().any(|traced| traced.report.0 == id.0);
    if !is_here(from) || !is_here(to) {
        return Err(Error::NotFound);
    }
    let made = visit.register.tie_reports(visit.scope, reason, NewTie { from, to, reason: how }).await;
    kept(typed, made.map(|_| "tied"))
}

async fn withdraw(
    visit: &Visit,
    incident: RecordId,
    typed: &mut Typed,
    reason: Reason,
) -> Result<Option<&'static str>, Error> {
    let link: RecordId = typed.at("withdraw", "link").parse().map_err(|_not_an_id| Error::NotFound)?;
    let origins = visit.register.incident_origins(visit.scope, incident).await?.ok_or(Error::NotFound)?;
    if !origins.ties.iter().any(|tie| tie.link == Some(link)) {
        return Err(Error::NotFound);
    }
    let taken = visit.register.withdraw_tie(visit.scope, reason, link).await;
    kept(typed, taken.map(|()| "taken-back"))
}

fn kept(typed: &mut Typed, done: register::Result<&'static str>) -> Result<Option<&'static str>, Error> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(register::Error::Refused(problems)) => {
            typed.wrongs.extend(problems.into_iter().map(|problem| (problem.field.clone(), problem)));
            Ok(None)
        }
        Err(error @ (register::Error::ReasonMissing | register::Error::ReasonTooLong { .. })) => {
            typed.refuse("why", error.code());
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
