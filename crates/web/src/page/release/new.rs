//! Pasting a release: the form, the preview that keeps nothing, and the commit.

use super::fields::{Given, definitions, zones};
use super::{address, preview, upload};
use crate::component::{form, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{RecordId, ReleaseId};
use domain::kind::Kind;
use domain::problem::Problem;
use maud::{Markup, html};
use register::Reason;
use register::release_intake::{Draft, Kin, MonthlyDraft, Paste, likely_definition, read};

/// GET `/releases/new`.
pub(super) async fn show(visit: Visit) -> Response {
    let given = Given { zone: "unknown".to_owned(), ..Given::default() };
    page(&visit, &blank(visit.preference.say, &given, None))
}

/// POST `/releases/new`: a preview, or with `step=keep` the commit.
pub(super) async fn post(visit: Visit, form: Multipart) -> Result<Response, Error> {
    let given = upload::read(form).await?;
    let say = visit.preference.say;
    let fields = match given.fields() {
        Ok(fields) => fields,
        Err(problem) => return Ok(refused(&visit, &given, &problem)),
    };
    if given.text.trim().is_empty() {
        return Ok(refused(&visit, &given, &Problem::refuse("field-empty", "text")));
    }
    let paste = match read(&given.text, &fields) {
        Ok(paste) => paste,
        Err(register::Error::Refused(problems)) => return Ok(refused_by(&visit, &given, &problems)),
        Err(error) => return Err(error.into()),
    };
    match paste {
        Paste::Neither => {
            let words = html! { (say.text("release-new-neither")) };
            let body = html! { p { (say.text("release-new-neither-words")) } };
            let said = notice::error(&words, &body);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &blank(say, &given, Some(&said))))
                .into_response())
        }
        Paste::Release(mut draft) => {
            if draft.release.definition.is_none() {
                draft.release.definition = likely_definition(&draft.read).map(str::to_owned);
            }
            visit.register.complete(visit.scope, &mut draft).await?;
            let kin = visit.register.release_kin(visit.scope, &draft).await?;
            release(&visit, &given, &draft, &kin).await
        }
        Paste::Monthly(draft) => monthly(&visit, &given, &draft).await,
    }
}

async fn release(visit: &Visit, given: &Given, draft: &Draft, kin: &Kin) -> Result<Response, Error> {
    let records: Vec<_> =
        draft.lines.iter().filter_map(|line| line.place).map(|place| RecordId(place.0)).collect();
    let places = visit.register.records(visit.scope, Kind::Place, &records).await?;
    let say = visit.preference.say;
    if !given.keep {
        return Ok(page(visit, &preview::release(say, given, draft, kin, &places, None)));
    }
    let rendition_of = match given.rendition_of.as_str() {
        "" | "none" => None,
        id => Some(ReleaseId(id.parse::<RecordId>().ok().ok_or(Error::NotUnderstood)?.0)),
    };
    let reason = Reason { actor: visit.actor(), why: given.reason.trim().to_owned() };
    match visit.register.keep_release(visit.scope, reason, draft, kin, rendition_of).await {
        Ok((id, _)) => Ok(Redirect::to(&address::release(RecordId(id.0))).into_response()),
        Err(error) => {
            let said = refusal(say, error)?;
            let body = preview::release(say, given, draft, kin, &places, Some(&said));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(visit, &body)).into_response())
        }
    }
}

async fn monthly(visit: &Visit, given: &Given, draft: &MonthlyDraft) -> Result<Response, Error> {
    let say = visit.preference.say;
    if !given.keep {
        return Ok(page(visit, &preview::monthly(say, given, draft, None)));
    }
    let reason = Reason { actor: visit.actor(), why: given.reason.trim().to_owned() };
    match visit.register.keep_monthly(visit.scope, reason, draft).await {
        Ok((id, _)) => Ok(Redirect::to(&address::record(Kind::Report, id)).into_response()),
        Err(error) => {
            let said = refusal(say, error)?;
            let body = preview::monthly(say, given, draft, Some(&said));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(visit, &body)).into_response())
        }
    }
}

/// What a rule refused, in words; other failures go on.
fn refusal(say: Say, error: register::Error) -> Result<String, Error> {
    match Error::from(error) {
        invalid @ Error::Invalid { .. } => Ok(invalid.sentence(say)),
        other => Err(other),
    }
}

fn refused(visit: &Visit, given: &Given, problem: &Problem) -> Response {
    refused_by(visit, given, std::slice::from_ref(problem))
}

fn refused_by(visit: &Visit, given: &Given, problems: &[Problem]) -> Response {
    let say = visit.preference.say;
    let words = html! { (say.text("release-new-refused")) };
    let body = html! {
        ul { @for problem in problems { li { (field_name(say, &problem.field)) (say.text("colon")) " " (Error::from(problem).sentence(say)) } } }
    };
    let said = notice::error(&words, &body);
    (StatusCode::UNPROCESSABLE_ENTITY, page(visit, &blank(say, given, Some(&said)))).into_response()
}

fn field_name(say: Say, field: &str) -> String {
    say.text(match field {
        "publisher" => "release-publisher",
        "url" => "release-source",
        "issued" => "release-new-issued",
        "period" => "release-new-period",
        "zone" => "release-zone",
        "definition" => "release-definition",
        _ => "release-text",
    })
}

fn page(visit: &Visit, body: &Markup) -> Response {
    let title = visit.preference.say.text("releases-add");
    let mut frame = visit.frame(&title, Section::Releases);
    frame.is_work = true;
    layout::page(&frame, body).into_response()
}

/// The form, with what was given and what is wrong with it.
fn blank(say: Say, given: &Given, said: Option<&Markup>) -> Markup {
    html! {
        div.head {
            p.over { a href=(routes::RELEASES) { (say.text("releases-title")) } }
            h1 { (say.text("release-new-title")) }
            p { (say.text("release-new-words")) }
        }
        @if let Some(said) = said { (said) }
        (paste_form(say, given))
    }
}

/// The form itself; the preview shows it again, folded, to change the text.
pub(super) fn paste_form(say: Say, given: &Given) -> Markup {
    let label = |id: &str| say.text(id);
    let (text, text_hint) = (label("release-new-text"), label("release-new-text-hint"));
    let file = label("release-new-file");
    let (publisher, publisher_hint) = (label("release-publisher"), label("release-new-publisher-hint"));
    let url = label("release-source");
    let (issued, issued_hint) = (label("release-new-issued"), label("release-new-issued-hint"));
    let (period, period_hint) = (label("release-new-period"), label("release-new-period-hint"));
    let (zone, zone_hint) = (label("release-zone"), label("release-new-zone-hint"));
    let definition = label("release-definition");
    let field = |name, label, value, hint| form::Field { name, label, value, hint, ..form::Field::default() };
    let areas = form::Field { ..field("text", &text, &given.text, Some(&text_hint)) };
    html! {
        form.part method="post" enctype="multipart/form-data" action=(routes::RELEASE_NEW) {
            (form::lines(&areas, 14, limits::PASTE_BYTES_MAX))
            (form::file(&field("file", &file, "", None)))
            (form::line(&form::Field { is_required: true, ..field("publisher", &publisher, &given.publisher, Some(&publisher_hint)) }))
            (form::line(&field("url", &url, &given.url, None)))
            (form::line(&field("issued", &issued, &given.issued, Some(&issued_hint))))
            (form::line(&field("period", &period, &given.period, Some(&period_hint))))
            (form::choice(&field("zone", &zone, &given.zone, Some(&zone_hint)), &zones(say)))
            (form::choice(&field("definition", &definition, &given.definition, None), &definitions(say)))
            p.actions { button.btn.btn-main name="step" value="preview" { (say.text("release-new-preview")) } }
        }
    }
}

/// The commit form's end: the reason and the button.
pub(super) fn commit(say: Say, given: &Given, button: &str, said: Option<&str>) -> Markup {
    html! {
        (form::reason(say, &given.reason, said))
        p.actions { button.btn.btn-main name="step" value="keep" { (button) } }
    }
}

/// A figure of a draft: it leads to its words in the preview.
pub(super) fn drafted(address: &str, words: &str) -> Arg {
    Arg::Html(crate::component::figure::link(address, &html! { (words) }))
}
