//! The form that takes files in, and what became of each.

use super::inside;
use super::piece::{self, Taking};
use crate::component::form::{self, Field};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::number;
use crate::{assets, routes};
use axum::extract::Multipart;
use axum::response::Html;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::item::{Arrived, Outcome, Upload};
use register::permission::Operation;

/// GET [`routes::ITEM_NEW`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Collect)?;
    let unfinished = visit.register.uploads_of(visit.permit.actor, visit.scope.project).await?;
    Ok(page(&visit, &[], &unfinished))
}

fn page(visit: &Visit, arrived: &[(String, Arrived)], unfinished: &[Upload]) -> Html<String> {
    let say = visit.preference.say;
    let title = say.text("upload-title");
    let files = say.text("upload-files");
    let field = Field { name: "file", label: &files, is_required: true, ..Field::default() };
    let hint = say.text("upload-files-hint");
    let field = Field { hint: Some(&hint), ..field };
    let ids: Vec<_> = arrived.iter().map(|(_, one)| one.id).collect();
    let content = html! {
        div.head { h1 { (title) } p.lede { (say.text("upload-lede")) } }
        (taken(say, arrived))
        @if arrived.iter().any(|(_, one)| piece::may_hold(one)) {
            section.part { h2 { (say.text("inside-title")) } p.small { (say.text("inside-lede")) } (inside::asking(say, &ids)) }
        }
        form.form method="post" action=(routes::ITEM_NEW) enctype="multipart/form-data"
            data-upload=(routes::ITEM_UPLOADS) data-piece=(piece::PIECE_BYTES) {
            (form::choice(&label_field(&say.text("label-label")), &labels(say, visit.scope.clearance)))
            (form::line(&Field { name: "why", label: &say.text("upload-why"), is_required: true, ..Field::default() }))
            (files_field(&field))
            p.actions { button.btn.btn-main type="submit" { (say.text("upload-take")) } }
            ul.upload-list aria-live="polite" data-waiting=(say.text("upload-waiting")) data-sending=(say.text("upload-sending"))
                data-done=(say.text("upload-done")) data-already=(say.text("upload-already-at")) data-failed=(say.text("upload-failed")) {}
        }
        @if arrived.is_empty() { (inside::asking(say, &[])) }
        @if !unfinished.is_empty() {
            section.part #unfinished {
                h2 { (say.text("upload-unfinished")) }
                p.small { (say.text("upload-unfinished-words")) }
                ul {
                    @for upload in unfinished {
                        li data-file=(upload.file_name) data-bytes=(upload.size_bytes) {
                            bdi { (upload.file_name) } (say.text("comma")) " "
                            (say.with("upload-stands", &[
                                ("bytes", number::bytes(say, upload.stands_at).into()),
                                ("all", number::bytes(say, upload.size_bytes).into()),
                            ]))
                        }
                    }
                }
            }
        }
        p.small.quiet { (say.text("upload-command")) " " code.nw dir="ltr" { "sijil evidence add" } }
        script type="module" src=(assets::address("upload.js")) {}
    };
    let mut frame = visit.frame(&title, Section::Import);
    frame.sheet = Some(super::SHEET);
    layout::page(&frame, &content)
}

fn files_field(field: &Field<'_>) -> Markup {
    html! {
        p.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small.hint { (hint) } }
            input type="file" id=(field.name) name=(field.name) multiple required;
        }
    }
}

fn label_field(label: &str) -> Field<'_> {
    Field { name: "label", label, value: AccessLabel::Team.slug(), is_required: true, ..Field::default() }
}

/// The labels that whoever sends may themselves see: nobody closes a file to themselves by mistake.
fn labels(say: Say, clearance: AccessLabel) -> Vec<(String, String)> {
    let allowed = AccessLabel::ALL.iter().filter(|label| **label <= clearance);
    allowed.map(|label| (label.slug().to_owned(), label.label(say.language).to_owned())).collect()
}

fn taken(say: Say, arrived: &[(String, Arrived)]) -> Markup {
    if arrived.is_empty() {
        return html! {};
    }
    let rows = arrived.iter().map(|(name, one)| {
        let outcome = match one.outcome {
            Outcome::New => "upload-new",
            Outcome::AlreadyHere => "upload-already",
        };
        vec![
            html! { a href=(address::record(Kind::Item, one.id)) { bdi { (name) } } },
            html! { (digest::short(&one.sha256)) },
            html! { (number::bytes(say, one.size_bytes)) },
            html! { (say.text(outcome)) },
        ]
    });
    html! {
        section.part {
            h2 { (say.text("upload-taken")) }
            (table::plain(&Plain {
                caption: String::new(),
                columns: vec![
                    Column::words(say.text("label-file-name")),
                    Column::words(say.text("label-sha256")),
                    Column::figures(say.text("custody-size")),
                    Column::words(say.text("upload-outcome")),
                ],
                rows: rows.collect(),
            }))
        }
    }
}

/// POST [`routes::ITEM_NEW`]: the form without a script.
pub(super) async fn take(visit: Visit, mut form: Multipart) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Collect)?;
    let (mut label, mut why) = (AccessLabel::Team, String::new());
    let mut uploads: Vec<Upload> = Vec::new();
    while let Some(mut part) = form.next_field().await.map_err(|_error| Error::NotUnderstood)? {
        match part.name() {
            Some("label") => {
                let text = part.text().await.map_err(|_error| Error::NotUnderstood)?;
                label = AccessLabel::parse(&text).ok_or(Error::NotUnderstood)?;
            }
            Some("why") => why = part.text().await.map_err(|_error| Error::NotUnderstood)?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let mut upload =
                    piece::begun(&visit, &name, register::evidence::limits::UPLOAD_BYTES_MAX).await?;
                let mut buffer = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(|_error| Error::TooLarge)? {
                    buffer.extend_from_slice(&chunk);
                    if buffer.len() >= piece::PIECE_BYTES {
                        let bytes = std::mem::take(&mut buffer);
                        upload.stands_at = piece::added(&visit, &upload, upload.stands_at, bytes).await?;
                    }
                }
                upload.stands_at = piece::added(&visit, &upload, upload.stands_at, buffer).await?;
                uploads.push(upload);
            }
            _ => {}
        }
    }
    if uploads.is_empty() {
        return Err(Error::NotUnderstood);
    }
    let taking = Taking { label, why };
    let names: Vec<String> = uploads.iter().map(|upload| upload.file_name.clone()).collect();
    let arrived = piece::kept(&visit, uploads, &taking).await?;
    let unfinished = visit.register.uploads_of(visit.permit.actor, visit.scope.project).await?;
    Ok(page(&visit, &names.into_iter().zip(arrived).collect::<Vec<_>>(), &unfinished))
}
