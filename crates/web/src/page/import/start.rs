//! The beginning: choose a file and how it is to be read.

use super::jobs::State;
use crate::component::form::{self, Field};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Redirect, Response};
use domain::language::Language;
use maud::{Markup, html};
use register::exchange::table::{Mapping, built_in_names};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// GET `/import`.
pub(super) async fn show(visit: Visit) -> Result<Response, Error> {
    let say = visit.preference.say;
    let content = html! {
        div.head { h1 { (say.text("import-title")) } p.lede { (say.text("import-lede")) } }
        form.form method="post" action=(routes::IMPORT) enctype="multipart/form-data" {
            (form::choice(&field("mapping", &say.text("import-mapping"), "airwars-incidents", None), &mappings(say)))
            (form::file(&field("file", &say.text("import-table"), "", Some(&say.text("import-file-hint")))))
            p.actions { button.btn.btn-main type="submit" { (say.text("import-read")) } }
        }
        (waiting(say, &visit))
    };
    Ok(layout::page(&visit.frame(&say.text("import-title"), Section::Import), &content).into_response())
}

pub(super) fn field<'f>(name: &'f str, label: &'f str, value: &'f str, hint: Option<&'f str>) -> Field<'f> {
    Field { name, label, value, hint, wrong: None, is_required: name == "file" }
}

fn mappings(say: Say) -> Vec<(String, String)> {
    built_in_names()
        .filter_map(|name| {
            let mapping = Mapping::built_in(name)?;
            let title = match (say.language, mapping.title_ar) {
                (Language::Arabic, Some(title)) => title,
                _ => mapping.title,
            };
            Some((name.to_owned(), title))
        })
        .collect()
}

fn waiting(say: Say, visit: &Visit) -> Markup {
    let uploads = visit.jobs.all(visit.owner());
    html! {
        @if !uploads.is_empty() {
            section.part {
                h2 { (say.text("import-waiting")) }
                ul {
                    @for (id, upload) in uploads.iter().rev() {
                        li {
                            a href=(routes::IMPORT_FILE.replace("{upload}", &id.to_string())) { bdi { (upload.name) } }
                            (say.text("comma")) " "
                            (say.text(match upload.state {
                                State::Running => "import-state-running",
                                State::Done(register::import::Keep::DryRun, _) => "import-state-tried",
                                State::Done(register::import::Keep::Commit, _) => "import-state-kept",
                                State::Failed(_) => "import-state-failed",
                            }))
                        }
                    }
                }
            }
        }
    }
}

/// POST `/import`: keeps the file under a random name and begins its dry run.
pub(super) async fn upload(visit: Visit, mut form: Multipart) -> Result<Response, Error> {
    let mut mapping = None;
    let mut kept = None;
    while let Some(mut part) = form.next_field().await.map_err(|_error| Error::NotUnderstood)? {
        match part.name() {
            Some("mapping") => mapping = Some(part.text().await.map_err(|_error| Error::NotUnderstood)?),
            Some("file") => {
                let name = part.file_name().unwrap_or("table").chars().take(200).collect::<String>();
                let path = visit.register.folder.uploads().join(format!("{}.upload", Uuid::new_v4()));
                let mut file = tokio::fs::File::create(&path).await.map_err(|_error| unwritable())?;
                while let Some(chunk) = part.chunk().await.map_err(|_error| Error::TooLarge)? {
                    file.write_all(&chunk).await.map_err(|_error| unwritable())?;
                }
                file.flush().await.map_err(|_error| unwritable())?;
                kept = Some((name, path));
            }
            _ => {}
        }
    }
    let (Some(mapping), Some((name, path))) = (mapping, kept) else { return Err(Error::NotUnderstood) };
    let Some(text) = Mapping::built_in_text(&mapping) else { return Err(Error::NotUnderstood) };
    let id = visit.jobs.take(&visit.register, visit.owner(), name, path, text.to_owned());
    Ok(Redirect::to(&routes::IMPORT_FILE.replace("{upload}", &id.to_string())).into_response())
}

fn unwritable() -> Error {
    Error::Unavailable { code: "file".to_owned() }
}
