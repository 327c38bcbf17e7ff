//! One kind of record as a file for others, or what is said of the whole file.
//!
//! Whoever owns the machine follows a link. A person of the team says what for and for whom first, on
//! [`super::exports`], and the file is handed out only after that was recorded with its digest.

use crate::desk::Visit;
use crate::error::Error;
use crate::hexadecimal::hexadecimal;
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use register::Reason;
use register::exchange::out::Format;
use register::team::export::Exporting;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Which format, and whether the description of the file is wanted instead of it.
#[derive(Deserialize)]
pub(super) struct Choice {
    format: Option<String>,
    about: Option<String>,
}

/// What the form says of an export.
#[derive(Deserialize)]
pub(super) struct Order {
    format: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    recipient: String,
    /// What a second person agreed to.
    approval: Option<String>,
}

pub(super) fn kind(text: &str) -> Result<Kind, Error> {
    Kind::parse(text).filter(|kind| kind.is_exported()).ok_or(Error::NotFound)
}

fn format(text: Option<&str>) -> Result<Format, Error> {
    Format::parse(text.unwrap_or("csv")).ok_or(Error::NotFound)
}

/// GET [`routes::EXPORT`].
pub(super) async fn show(
    visit: Visit,
    Path(text): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, Error> {
    let kind = kind(&text)?;
    let format = format(choice.format.as_deref())?;
    if choice.about.is_some() {
        let exported = visit.register.export(visit.scope, kind, format, std::io::sink()).await?;
        let about = exported.about.ok_or(Error::NotFound)?;
        return Ok(([(header::CONTENT_TYPE, "application/json")], about).into_response());
    }
    if !visit.permit.is_owner() {
        let pairs = [("kind", kind.plural().to_owned()), ("format", format.extension().to_owned())];
        return Ok(Redirect::to(&crate::component::address::with(routes::EXPORTS, &pairs)).into_response());
    }
    let bytes = written(&visit, kind, format).await?;
    Ok(file(kind, format, bytes))
}

/// POST [`routes::EXPORT`]: recorded, then handed out.
pub(super) async fn make(
    visit: Visit,
    Path(text): Path<String>,
    Form(order): Form<Order>,
) -> Result<Response, Error> {
    let kind = kind(&text)?;
    let format = format(Some(&order.format))?;
    let grant: Option<RecordId> =
        order.approval.as_deref().map(str::parse).transpose().map_err(|_not| Error::NotFound)?;
    let exporting = match grant {
        Some(grant) => visit.register.export_grant(&visit.permit, grant).await?.exporting,
        None => Exporting { kind, purpose: order.purpose, recipient: order.recipient },
    };
    if exporting.kind != kind {
        return Err(Error::NotFound);
    }
    if grant.is_some() {
        // What takes two people is sealed or names many.
        visit.require_proof()?;
    }
    let bytes = written(&visit, kind, format).await?;
    let digest = hexadecimal(&Sha256::digest(&bytes));
    let reason = Reason { actor: visit.actor(), why: exporting.purpose.clone() };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.record_export(&exporting, grant, &digest).await?;
    work.commit().await?;
    Ok(file(kind, format, bytes))
}

async fn written(visit: &Visit, kind: Kind, format: Format) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    visit.register.note_export(visit.actor(), visit.scope, kind).await?;
    visit.register.export(visit.scope, kind, format, &mut bytes).await?;
    Ok(bytes)
}

fn file(kind: Kind, format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{}.{}\"", kind.plural(), format.extension());
    let headers =
        [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, bytes).into_response()
}
