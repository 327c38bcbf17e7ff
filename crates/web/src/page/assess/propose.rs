//! The handlers of the form: opened, reckoned again, proposed, or put to a second person.

use super::form;
use super::typed::Typed;
use super::{at, id, versions};
use crate::component::address;
use crate::component::support::refusal;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::grading::{Support, problems};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::Assessment;
use domain::vocabulary::Basis;
use domain::when::{When, Zone};
use register::Reason;
use register::incident::IncidentRanges;
use register::permission::Operation;
use register::record::Record;
use register::team::approval::Asked;
use std::collections::BTreeSet;

/// What the form rests on, read.
pub(super) struct View {
    /// The incident.
    pub incident: Record,
    /// The latest version of our own, where there is one.
    pub latest: Option<(Record, Assessment)>,
    /// The accounts and the ranges they make without those left out.
    pub ranges: IncidentRanges,
    /// What supports a grade without what is left out.
    pub support: Support,
    /// What the rules of grading say of the grade that stands in the form.
    pub refused: Vec<Problem>,
}

/// GET [`routes::ASSESS`].
pub(super) async fn show(visit: Visit, Path(incident): Path<String>) -> Result<Html<String>, Error> {
    let incident = visit.register.record(visit.scope, Kind::Incident, id(&incident)?).await?;
    if !visit.permit.may(Operation::Assess) {
        return Ok(page(
            &visit,
            &incident,
            &form::closed(visit.preference.say, &incident, "assess-not-yours"),
        ));
    }
    let latest = latest(&visit, incident.id).await?;
    let mut typed = Typed::opened(visit.preference.say, latest.as_ref().map(|(_, latest)| latest));
    match read(&visit, incident.clone(), latest, &mut typed).await? {
        Some((view, _)) => Ok(page(&visit, &view.incident, &form::form(&visit, &view, &typed))),
        None => {
            Ok(page(&visit, &incident, &form::closed(visit.preference.say, &incident, "supported-closed")))
        }
    }
}

/// POST [`routes::ASSESS`].
pub(super) async fn save(
    visit: Visit,
    Path(incident): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    visit.permit.require(Operation::Assess)?;
    let say = visit.preference.say;
    let incident = visit.register.record(visit.scope, Kind::Incident, id(&incident)?).await?;
    let mut typed = Typed::sent(sent);
    let latest = latest(&visit, incident.id).await?;
    let Some((view, has_moved)) = read(&visit, incident, latest, &mut typed).await? else {
        return Err(Error::NotPermitted { operation: Operation::Assess.slug() });
    };
    let action = typed.at("do").to_owned();
    if action != "propose" && action != "ask" {
        return Ok(page(&visit, &view.incident, &form::form(&visit, &view, &typed)).into_response());
    }
    if has_moved {
        typed.refuse("", say.text("assess-moved"));
    }
    let seen = typed.at("seen").parse().unwrap_or_default();
    let draft = typed.draft(say, view.incident.id, &view.ranges);
    let draft = completed(&visit, &view, seen, draft);
    if action == "ask" && view.refused.is_empty() {
        typed.refuse("grade", say.text("assess-ask-needless"));
    }
    let field = if action == "ask" { "ask" } else { "reason" };
    let why = typed.at(field).to_owned();
    if why.is_empty() {
        typed.refuse(field, say.error("reason-missing", &[]));
    } else if why.chars().count() > limits::REASON_CHARACTERS_MAX {
        typed.refuse(field, say.error("reason-too-long", &[]));
    }
    if typed.wrongs.is_empty() {
        let reason = Reason { actor: visit.actor(), why };
        match keep(&visit, reason, &typed, draft, seen).await {
            Ok(address) => return Ok(axum::response::Redirect::to(&address).into_response()),
            Err(register::Error::Refused(found)) => refused(&visit, &view, &mut typed, &found),
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&visit, &view.incident, &form::form(&visit, &view, &typed));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Keeps what was asked for, and says where it can be seen.
async fn keep(
    visit: &Visit,
    reason: Reason,
    typed: &Typed,
    draft: Assessment,
    seen: i64,
) -> register::Result<String> {
    let incident = RecordId::from(draft.incident);
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    let done = if typed.at("do") == "ask" {
        ("asked", work.ask(&Asked::Assessment(Box::new(draft))).await?)
    } else {
        let made = work.propose(draft, seen).await?;
        if typed.at("submit") == "yes" {
            work.submit(incident).await?;
        }
        ("done", made)
    };
    work.commit().await?;
    Ok(address::with(&at(routes::ASSESSMENTS, incident), &[(done.0, done.1.to_string())]))
}

/// Notes what the register refused. What somebody else did meanwhile is shown, and taken as seen from then on.
fn refused(visit: &Visit, view: &View, typed: &mut Typed, found: &[Problem]) {
    let say = visit.preference.say;
    for problem in found.iter().filter(|problem| problem.refuses()) {
        match (problem.code.as_str(), problem.field.as_str()) {
            ("changed-since-seen", _) => typed.refuse("", say.text("assess-meanwhile")),
            ("stage-not-allowed", _) => typed.refuse("submit", say.text("assess-in-review")),
            (_, field) => {
                let sentence = refusal(say, problem);
                // The rules of grading are told beside the grade already.
                if !view.refused.iter().any(|told| told.code == problem.code) {
                    typed.refuse(field, sentence);
                } else if typed.wrong("grade").is_none() {
                    typed.refuse("grade", say.text("assess-grade-refused"));
                }
            }
        }
    }
    let now = view.latest.as_ref().map_or(0, |(_, latest)| latest.version);
    typed.put("seen", &now.to_string());
}

/// What the form does not ask for.
fn completed(visit: &Visit, view: &View, seen: i64, mut draft: Assessment) -> Assessment {
    draft.version = seen + 1;
    draft.codebook = Some(visit.register.codebook.reference());
    let today = visit.register.now();
    draft.as_of = today.get(..10).and_then(|day| When::day(day, Zone::Utc).ok());
    draft.named = view.latest.as_ref().and_then(|(_, latest)| latest.named);
    draft
}

/// The latest version of our own.
async fn latest(visit: &Visit, incident: RecordId) -> Result<Option<(Record, Assessment)>, Error> {
    let all = versions::all(visit, incident).await?;
    Ok(all.into_iter().rfind(|(_, each)| each.basis == Basis::Own))
}

/// Reads what the form rests on; the ranges nobody typed follow, and whether any of them moved is said.
/// `None` where some of it is closed to the reader.
async fn read(
    visit: &Visit,
    incident: Record,
    latest: Option<(Record, Assessment)>,
    typed: &mut Typed,
) -> Result<Option<(View, bool)>, Error> {
    let say = visit.preference.say;
    let excluded = typed.excluded(say);
    let ranges = visit.register.incident_ranges(visit.scope, incident.id, &excluded).await?;
    let has_moved = typed.follow(&ranges, latest.as_ref().map(|(_, latest)| latest));
    let silent: BTreeSet<RecordId> = ranges.silenced().into_keys().collect();
    let support = visit.register.incident_support_without(visit.scope, incident.id, &silent).await?;
    // Nothing is reckoned without accounts that are closed to the reader.
    let Some(support) = support else { return Ok(None) };
    visit
        .note(ranges.accounts.iter().chain(&ranges.conceded).map(|told| told.id).chain([incident.id]))
        .await?;
    // What is wrong with the rest is told when it is proposed; here only the grade is asked about.
    let mut graded = Typed::default().draft(say, incident.id, &ranges);
    graded.grade = Some(typed.at("grade").to_owned());
    let refused = problems(&graded, &support);
    Ok(Some((View { incident, latest, ranges, support, refused }, has_moved)))
}

/// The page in its frame.
fn page(visit: &Visit, incident: &Record, content: &maud::Markup) -> Html<String> {
    let say = visit.preference.say;
    let name = crate::component::naming::title(say, incident);
    let title = say.with("assess-title", &[("incident", name.into())]);
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    layout::page(&frame, content)
}
