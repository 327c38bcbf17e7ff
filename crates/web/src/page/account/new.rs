//! The handlers: a blank form, and what becomes of one that is sent.

use super::inputs::{self, Form, Offers};
use super::typed::Typed;
use crate::component::{address, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form as Sent, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::Reason;
use register::account_intake::Entered;
use register::permission::Operation;
use register::record::Record;

/// Parameters of an address, in order.
type Parameters = Vec<(String, String)>;

/// GET [`routes::ACCOUNT_NEW`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Error> {
    let incident = incident(&visit, &id).await?;
    let parameter =
        |name: &str| parameters.iter().find(|(each, _)| each == name).map(|(_, value)| value.clone());
    let mut typed = blank(&visit);
    if let Some(report) = parameter("report") {
        typed = Typed::sent(vec![("report".to_owned(), report), reason(&visit)]);
    }
    let offers = offers(&visit, Some(incident.id), typed.held()).await?;
    let said = parameter("entered").map(|_| done(&visit));
    Ok(page(&visit, Some(&incident), &typed, &offers, said.as_ref()).into_response())
}

/// GET [`routes::ALLEGATION_NEW`].
pub(super) async fn show_allegation(visit: Visit) -> Result<Response, Error> {
    visit.permit.require(Operation::Collect)?;
    let offers = offers(&visit, None, None).await?;
    Ok(page(&visit, None, &blank(&visit), &offers, None).into_response())
}

/// POST [`routes::ACCOUNT_NEW`].
pub(super) async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Sent(sent): Sent<Parameters>,
) -> Result<Response, Error> {
    let incident = incident(&visit, &id).await?;
    let mut typed = Typed::sent(sent);
    if let Some(draft) = typed.draft() {
        let reason = why(&visit, &typed);
        let entered = visit.register.enter_account(visit.scope, reason, incident.id, &draft).await;
        if let Some(answer) = kept(&mut typed, entered)? {
            return Ok(answer);
        }
    }
    let offers = offers(&visit, Some(incident.id), typed.held()).await?;
    Ok(again(&visit, Some(&incident), &typed, &offers))
}

/// POST [`routes::ALLEGATION_NEW`].
pub(super) async fn save_allegation(visit: Visit, Sent(sent): Sent<Parameters>) -> Result<Response, Error> {
    let mut typed = Typed::sent(sent);
    let incident = typed.incident();
    if let Some(draft) = typed.draft() {
        let reason = why(&visit, &typed);
        let entered = visit.register.enter_allegation(visit.scope, reason, &incident, &draft).await;
        if let Some(answer) = kept(&mut typed, entered)? {
            return Ok(answer);
        }
    }
    let offers = offers(&visit, None, typed.held()).await?;
    Ok(again(&visit, None, &typed, &offers))
}

/// Who acts, and why.
fn why(visit: &Visit, typed: &Typed) -> Reason {
    Reason { actor: visit.actor(), why: typed.at("reason").to_owned() }
}

/// On to the incident, or to the next account of the same report; a refusal is noted in the form.
fn kept(typed: &mut Typed, entered: register::Result<Entered>) -> Result<Option<Response>, Error> {
    match entered {
        Ok(entered) => {
            let is_another = typed.at("step") == "another";
            let incident = entered.incident.to_string();
            let address = if is_another {
                let form = routes::ACCOUNT_NEW.replace("{id}", &incident);
                let (report, assertion) = (entered.report.to_string(), entered.assertion.to_string());
                address::with(&form, &[("report", report), ("entered", assertion)])
            } else {
                let page = routes::INCIDENT.replace("{id}", &incident);
                format!("{}#accounts", address::with(&page, &[("entered", entered.assertion.to_string())]))
            };
            Ok(Some(Redirect::to(&address).into_response()))
        }
        Err(register::Error::Refused(problems)) => {
            typed.refused(problems);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The incident, for whoever may enter accounts.
async fn incident(visit: &Visit, id: &str) -> Result<Record, Error> {
    visit.permit.require(Operation::Collect)?;
    let id: RecordId = id.parse().map_err(|_not_an_id| Error::NotFound)?;
    Ok(visit.register.record(visit.scope, Kind::Incident, id).await?)
}

async fn offers(visit: &Visit, incident: Option<RecordId>, held: Option<RecordId>) -> Result<Offers, Error> {
    let (register, scope) = (&visit.register, visit.scope);
    let held = match held {
        Some(report) => Some(register.record(scope, Kind::Report, report).await?),
        None => None,
    };
    let reports = match incident {
        Some(incident) => register.reports_about(scope, incident).await?,
        None => Vec::new(),
    };
    Ok(Offers {
        sources: register.names_of(scope, Kind::Source).await?,
        belligerents: register.names_of(scope, Kind::Belligerent).await?,
        reports,
        held,
    })
}

fn reason(visit: &Visit) -> (String, String) {
    ("reason".to_owned(), visit.preference.say.text("enter-reason"))
}

fn blank(visit: &Visit) -> Typed {
    let say = visit.preference.say;
    Typed::blank([
        ("reason", reason(visit).1),
        ("polarity", "asserts".to_owned()),
        ("topic", say.text("enter-topic-usual")),
    ])
}

/// The form with everything typed, nothing kept.
fn again(visit: &Visit, incident: Option<&Record>, typed: &Typed, offers: &Offers) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(visit, incident, typed, offers, None)).into_response()
}

fn done(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    notice::notice(
        notice::Kind::Done,
        &html! { (say.text("enter-done")) },
        &html! { p { (say.text("enter-done-another")) } },
    )
}

fn page(
    visit: &Visit,
    incident: Option<&Record>,
    typed: &Typed,
    offers: &Offers,
    said: Option<&Markup>,
) -> axum::response::Html<String> {
    let say = visit.preference.say;
    let action = incident.map_or_else(
        || routes::ALLEGATION_NEW.to_owned(),
        |incident| routes::ACCOUNT_NEW.replace("{id}", &incident.id.to_string()),
    );
    let (title, lede) = if incident.is_some() {
        ("enter-head", "enter-lede")
    } else {
        ("enter-head-allegation", "enter-lede-allegation")
    };
    let form = Form { say, typed, offers, action: &action, is_allegation: incident.is_none() };
    let content = html! {
        div.head {
            (inputs::over(say, incident, |id| routes::INCIDENT.replace("{id}", &id.to_string())))
            h1 { (say.text(title)) }
            p.lede { (say.text(lede)) }
        }
        @if let Some(said) = said { (said) }
        (inputs::form(form))
    };
    let title = say.text(title);
    let mut frame = visit.frame(&title, Section::Incidents);
    frame.is_work = true;
    layout::page(&frame, &content)
}
