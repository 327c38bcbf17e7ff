//! Interviews, visits and verifications: one form each.

use super::sheet::{self, Made, Sheet};
use super::{Sent, id};
use crate::component::{address, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::Section;
use crate::routes;
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::record::Record;
use serde_json::{Value as Json, json};

/// GET [`routes::INTERVIEW_NEW`].
pub(super) async fn interview(visit: Visit, Path(source): Path<String>) -> Result<Html<String>, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    Ok(sheet::blank(&of_interview(&visit, &source)))
}

/// POST [`routes::INTERVIEW_NEW`].
pub(super) async fn save_interview(
    visit: Visit,
    Path(source): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    save(&of_interview(&visit, &source), form).await
}

fn of_interview<'page>(visit: &'page Visit, source: &Record) -> Sheet<'page> {
    Sheet {
        kind: Kind::Interview,
        set: set([("source", json!(source.id)), ("team", json!([visit.actor()]))]),
        without: &["feedback_given"],
        also: &[],
        needs: &[],
        action: at(routes::INTERVIEW_NEW, source.id),
        title: "interview-title",
        lede: "interview-lede",
        over: over(visit, source),
        first: html! {},
        above: html! {},
        label: Some(AccessLabel::Sensitive),
        section: Section::Records,
        visit,
    }
}

/// GET [`routes::VISIT_NEW`].
pub(super) async fn visit(visit: Visit, Path(incident): Path<String>) -> Result<Html<String>, Error> {
    let incident = sheet::about(&visit, Kind::Incident, id(&incident)?).await?;
    Ok(sheet::blank(&of_visit(&visit, &incident)))
}

/// POST [`routes::VISIT_NEW`].
pub(super) async fn save_visit(
    visit: Visit,
    Path(incident): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let incident = sheet::about(&visit, Kind::Incident, id(&incident)?).await?;
    save(&of_visit(&visit, &incident), form).await
}

fn of_visit<'page>(visit: &'page Visit, incident: &Record) -> Sheet<'page> {
    Sheet {
        kind: Kind::SiteVisit,
        set: set([("incident", json!(incident.id)), ("team", json!([visit.actor()]))]),
        without: &[],
        also: &[],
        needs: &[],
        action: at(routes::VISIT_NEW, incident.id),
        title: "visit-title",
        lede: "visit-lede",
        over: over(visit, incident),
        first: html! {},
        above: html! {},
        label: Some(AccessLabel::Team),
        section: Section::Incidents,
        visit,
    }
}

/// GET [`routes::VERIFICATION_NEW`].
pub(super) async fn verification(
    visit: Visit,
    Path((kind, about)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let about = verified(&visit, &kind, &about).await?;
    Ok(sheet::blank(&of_verification(&visit, &about)))
}

/// POST [`routes::VERIFICATION_NEW`].
pub(super) async fn save_verification(
    visit: Visit,
    Path((kind, about)): Path<(String, String)>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let about = verified(&visit, &kind, &about).await?;
    save(&of_verification(&visit, &about), form).await
}

async fn verified(visit: &Visit, kind: &str, about: &str) -> Result<Record, Error> {
    let kind = Kind::parse(kind).filter(|known| known.plural() == kind).ok_or(Error::NotFound)?;
    if super::ways(kind, id(about)?).iter().all(|(words, _)| *words != "way-verification") {
        return Err(Error::NotFound);
    }
    sheet::about(visit, kind, id(about)?).await
}

fn of_verification<'page>(visit: &'page Visit, about: &Record) -> Sheet<'page> {
    Sheet {
        kind: Kind::Verification,
        set: set([("about", json!(about.id)), ("reviewer", json!(visit.actor()))]),
        without: &[],
        also: &[],
        needs: &[],
        action: address::of(routes::VERIFICATION_NEW, about.kind, about.id),
        title: "verification-title",
        lede: "verification-lede",
        over: over(visit, about),
        first: html! {},
        above: html! {},
        label: Some(AccessLabel::Team),
        section: Section::Records,
        visit,
    }
}

fn set<const N: usize>(fields: [(&str, Json); N]) -> Body {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn at(route: &str, id: RecordId) -> String {
    route.replace("{id}", &id.to_string())
}

/// The way back to what the form is about.
pub(super) fn over(visit: &Visit, record: &Record) -> Markup {
    let say = visit.preference.say;
    html! {
        (record.kind.label(say.language)) " · "
        a href=(address::record(record.kind, record.id)) { (naming::words(say, &naming::title(say, record))) }
    }
}

/// Keeps what was sent and goes on to the record; what is wrong gives the form back.
pub(super) async fn save(sheet: &Sheet<'_>, form: Sent) -> Result<Response, Error> {
    let (mut draft, made) = sheet::keep(sheet, form).await?;
    let Some(made) = made else { return Ok(sheet::again(sheet, &draft)) };
    match create(sheet, made).await {
        Ok(id) => Ok(Redirect::to(&address::record(sheet.kind, id)).into_response()),
        Err(register::Error::Refused(problems)) => {
            sheet::refused(&mut draft, problems);
            Ok(sheet::again(sheet, &draft))
        }
        Err(error) => Err(error.into()),
    }
}

async fn create(sheet: &Sheet<'_>, made: Made) -> register::Result<RecordId> {
    let visit = sheet.visit;
    let mut work = visit.register.begin(made.reason, visit.scope.project).await?;
    let id = work.create_labelled(sheet.kind, made.body, made.label.min(visit.scope.clearance)).await?;
    work.commit().await?;
    Ok(id)
}
