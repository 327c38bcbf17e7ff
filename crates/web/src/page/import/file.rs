//! One uploaded file: being read, tried, committed, read through other columns or another mapping, or discarded.

use super::jobs::{State, Upload};
use super::{choose, result};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form, Path};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use register::import::Keep;
use uuid::Uuid;

fn found(visit: &Visit, id: &str) -> Result<(Uuid, Upload), Error> {
    let id = Uuid::parse_str(id).map_err(|_error| Error::NotFound)?;
    visit.jobs.get(visit.owner(), id).map(|upload| (id, upload)).ok_or(Error::NotFound)
}

/// GET `/import/{upload}`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Error> {
    let (id, upload) = found(&visit, &id)?;
    let say = visit.preference.say;
    let address = routes::IMPORT_FILE.replace("{upload}", &id.to_string());
    let content = html! {
        div.head {
            p.over { a href=(routes::IMPORT) { (say.text("import-title")) } }
            h1 { bdi { (upload.name) } }
        }
        @match &upload.state {
            State::Running => (result::running(say, &upload, &address)),
            State::Failed(failure) => (result::failed(say, failure, &upload, &address)),
            State::Done(keep, imported) => (result::done(say, *keep, imported, &upload, &address)),
        }
    };
    let page = layout::page(&visit.frame(&upload.name, Section::Import), &content);
    let mut response = page.into_response();
    if matches!(upload.state, State::Running) {
        // The page of a running job looks again by itself; it works the same by hand.
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// What was sent under a name; empty where nothing was.
fn take(sent: &mut [(String, String)], name: &str) -> String {
    sent.iter_mut().find(|(each, _)| each == name).map(|(_, value)| std::mem::take(value)).unwrap_or_default()
}

/// POST `/import/{upload}`.
pub(super) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    Form(mut sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (id, upload) = found(&visit, &id)?;
    let here = Redirect::to(&routes::IMPORT_FILE.replace("{upload}", &id.to_string()));
    if matches!(upload.state, State::Running) {
        return Ok(here.into_response());
    }
    let jobs = &visit.jobs;
    match take(&mut sent, "action").as_str() {
        "discard" => {
            jobs.discard(id);
            Ok(Redirect::to(routes::IMPORT).into_response())
        }
        "again" => {
            jobs.remap(id, take(&mut sent, "mapping"));
            jobs.run(&visit.register, id, Keep::DryRun, "Dry run".to_owned());
            Ok(here.into_response())
        }
        "choose" => {
            let Some(columns) = upload.columns() else { return Err(Error::NotUnderstood) };
            jobs.remap(id, choose::chosen(&upload.mapping, columns, &sent)?);
            jobs.run(&visit.register, id, Keep::DryRun, "Dry run".to_owned());
            Ok(here.into_response())
        }
        "commit" if matches!(upload.state, State::Done(Keep::DryRun, _)) => {
            let reason = take(&mut sent, "reason");
            if reason.trim().is_empty() {
                return Err(Error::Invalid { code: "reason-missing".to_owned(), details: Vec::new() });
            }
            jobs.run(&visit.register, id, Keep::Commit, reason);
            Ok(here.into_response())
        }
        _ => Err(Error::NotUnderstood),
    }
}
