//! What authorities asked of the register, what they were given, and what must not be erased meanwhile; for custodians.

use super::sheet::{self, Draft, Made, Sheet};
use super::{Sent, id, today};
use crate::component::facts::{Fact, facts};
use crate::component::table::{self, Column, Plain};
use crate::component::value::{self, Context};
use crate::component::{address, naming, shape};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::Section;
use crate::page::record::flat::flatten;
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, LegalRequest};
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::heads::Stored;
use serde_json::Value as Json;

/// What is asked when a request is logged.
const ASKED: &[&str] =
    &["kind", "asked_by", "order", "received", "asked_for", "records", "holds", "due", "item"];
/// Without these there is no request.
const NEEDS: &[&str] = &["kind", "asked_by", "received", "asked_for"];
/// What is answered, and what may end.
const ANSWERED: &[&str] = &["answer", "answered", "given", "holds"];

/// What of the request stands above the form for its answer.
const SHOWN: &[&str] = &["kind", "asked_by", "order", "received", "asked_for", "records", "due"];

/// GET [`routes::LEGAL`].
pub(super) async fn list(visit: Visit) -> Result<Html<String>, Error> {
    let above = requests(&visit).await?;
    Ok(sheet::blank(&of_request(&visit, above)))
}

/// POST [`routes::LEGAL`].
pub(super) async fn save(visit: Visit, Form(form): Form<Sent>) -> Result<Response, Error> {
    let sheet = of_request(&visit, html! {});
    let (mut draft, made) = sheet::keep(&sheet, form).await?;
    let Some(made) = made else { return Ok(sheet::again(&sheet, &draft)) };
    match log(&visit, made).await {
        Ok(id) => Ok(Redirect::to(&at(id)).into_response()),
        Err(error) => wrong(&sheet, &mut draft, error),
    }
}

async fn log(visit: &Visit, made: Made) -> register::Result<RecordId> {
    let request: LegalRequest = domain::record::read(&made.body).map_err(|_not_understood| {
        register::Error::Refused(vec![domain::problem::Problem::refuse("record-not-found", "records")])
    })?;
    let mut work = visit.register.begin(made.reason, visit.scope.project).await?;
    let id = work.log_legal_request(&request, made.label.min(visit.scope.clearance)).await?;
    work.commit().await?;
    Ok(id)
}

/// What the register refused goes beside the inputs; anything else is told by itself.
fn wrong(sheet: &Sheet<'_>, draft: &mut Draft, error: register::Error) -> Result<Response, Error> {
    match error {
        register::Error::Refused(problems) => {
            sheet::refused(draft, problems);
            Ok(sheet::again(sheet, draft))
        }
        error => Err(error.into()),
    }
}

fn of_request(visit: &Visit, above: Markup) -> Sheet<'_> {
    let say = visit.preference.say;
    Sheet {
        kind: Kind::LegalRequest,
        set: Body::new(),
        without: &[],
        also: ASKED,
        needs: NEEDS,
        action: routes::LEGAL.to_owned(),
        title: "legal-title",
        lede: "legal-lede",
        over: html! { a href=(routes::RECORDS) { (say.text("records-title")) } },
        first: html! { h2 { (say.text("legal-log")) } p.small.quiet { (say.text("legal-records-hint")) } },
        above,
        label: Some(AccessLabel::Sealed),
        section: Section::Records,
        visit,
    }
}

/// Every request that the reader may see, those without an answer first, the first due before others.
async fn requests(visit: &Visit) -> Result<Markup, Error> {
    let say = visit.preference.say;
    let limit = limits::LEGAL_REQUESTS_SHOWN;
    let mut records = visit.register.batch(visit.scope, Kind::LegalRequest, None, limit).await?;
    visit.note(records.iter().map(|record| record.id)).await?;
    records.sort_by_key(|record| {
        (
            naming::member(record, "answer").is_some(),
            naming::member(record, "due").unwrap_or("9999").to_owned(),
            record.id,
        )
    });
    let day = today(visit);
    let mut rows = Vec::new();
    for record in &records {
        let request: LegalRequest = record.read()?;
        let is_late = request.answer.is_none() && request.due.as_ref().is_some_and(|due| *due < day);
        rows.push(vec![
            html! { a href=(at(record.id)) { (request.kind.label(say.language)) } br; (date::when(say, &request.received, date::Width::Short)) },
            html! { (naming::words(say, &request.asked_by)) },
            html! {
                @match &request.due { Some(due) => (date::element(say, due, date::Width::Short)), None => span.none { (say.text("none-not-stated")) } }
                @if is_late { br; strong { (say.text("legal-late")) } }
            },
            html! {
                @match request.answer { Some(answer) => (answer.label(say.language)), None => strong { (say.text("legal-open")) } }
                @if request.holds { br; (say.text("label-holds")) }
            },
        ]);
    }
    let heads = ["legal-what", "label-asked-by", "legal-due", "label-answer"];
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows };
    Ok(html! {
        section.part {
            @if records.is_empty() { p { span.none { (say.text("legal-none")) } } }
            @else { (table::scroll(&say.text("legal-title"), &table::plain(&plain))) }
        }
    })
}

fn at(id: RecordId) -> String {
    routes::LEGAL_REQUEST.replace("{id}", &id.to_string())
}

/// GET [`routes::LEGAL_REQUEST`].
pub(super) async fn show(visit: Visit, Path(request): Path<String>) -> Result<Html<String>, Error> {
    let stored = stored(&visit, &request).await?;
    let mut draft = Draft::default();
    let fields = shape::fields(Kind::LegalRequest);
    for field in fields.iter().filter(|field| ANSWERED.contains(&field.name)) {
        let names = naming::Names::default();
        let value = stored.body.get(field.name);
        flatten(visit.preference.say, &names, field.shape, field.name, value, &mut draft.flat);
    }
    Ok(sheet::filled(&of_answer(&visit, &stored), &draft))
}

/// POST [`routes::LEGAL_REQUEST`].
pub(super) async fn answer(
    visit: Visit,
    Path(request): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let stored = stored(&visit, &request).await?;
    let sheet = of_answer(&visit, &stored);
    let (mut draft, made) = sheet::keep(&sheet, form).await?;
    let Some(made) = made else { return Ok(sheet::again(&sheet, &draft)) };
    let mut changes = Body::new();
    for field in ANSWERED {
        let (now, then) = (made.body.get(*field), stored.body.get(*field));
        if now != then {
            changes.insert((*field).to_owned(), now.cloned().unwrap_or(Json::Null));
        }
    }
    match keep_answer(&visit, &stored, made, changes).await {
        Ok(()) => Ok(Redirect::to(routes::LEGAL).into_response()),
        Err(error) => wrong(&sheet, &mut draft, error),
    }
}

async fn keep_answer(visit: &Visit, stored: &Stored, made: Made, changes: Body) -> register::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let seen: Vec<ActId> = stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
    let mut work = visit.register.begin(made.reason, visit.scope.project).await?;
    work.change_legal_request(RecordId(stored.id), changes, &seen).await?;
    work.commit().await.map(drop)
}

async fn stored(visit: &Visit, request: &str) -> Result<Stored, Error> {
    let stored = visit.register.stored(visit.scope, Kind::LegalRequest, id(request)?).await?;
    visit.note([RecordId(stored.id)]).await?;
    Ok(stored)
}

fn of_answer<'page>(visit: &'page Visit, stored: &Stored) -> Sheet<'page> {
    let say = visit.preference.say;
    let record = RecordId(stored.id);
    let asked_by = stored.body.get("asked_by").and_then(Json::as_str).unwrap_or_default();
    Sheet {
        kind: Kind::LegalRequest,
        set: Body::new(),
        without: &["note"],
        also: ANSWERED,
        needs: &[],
        action: at(record),
        title: "legal-answer-title",
        lede: "legal-answer-lede",
        over: html! {
            a href=(routes::LEGAL) { (say.text("legal-title")) } " · "
            a href=(address::of(routes::RECORD, Kind::LegalRequest, record)) { (naming::words(say, asked_by)) }
        },
        first: html! {},
        above: asked(visit, stored),
        label: None,
        section: Section::Records,
        visit,
    }
}

/// What was asked, above the form for its answer.
fn asked(visit: &Visit, stored: &Stored) -> Markup {
    let say = visit.preference.say;
    let names = naming::Names::default();
    let evidence = address::of(routes::RECORD_HISTORY, Kind::LegalRequest, RecordId(stored.id));
    let context = Context { say, names: &names, evidence: &evidence };
    let shown = shape::fields(Kind::LegalRequest).iter().filter(|field| SHOWN.contains(&field.name));
    let rows = shown.filter_map(|field| {
        let value = value::draw(context, field.shape, stored.body.get(field.name)?);
        Some(Fact { term: value::label(say, field.name), value, standing: None })
    });
    html! {
        section.part {
            h2 { (say.text("legal-what")) }
            (facts(&rows.collect::<Vec<_>>()))
        }
    }
}
