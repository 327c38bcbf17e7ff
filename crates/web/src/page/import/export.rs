//! One kind of record as a file for others, or what is said of the whole file.

use crate::desk::Visit;
use crate::error::Error;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::kind::Kind;
use register::exchange::out::Format;
use serde::Deserialize;

/// Which format, and whether the description of the file is wanted instead of it.
#[derive(Deserialize)]
pub(super) struct Choice {
    format: Option<String>,
    about: Option<String>,
}

/// GET `/export/{kind}`.
pub(super) async fn show(
    visit: Visit,
    Path(kind): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, Error> {
    let kind = Kind::parse(&kind).filter(|kind| kind.is_exported()).ok_or(Error::NotFound)?;
    let format = Format::parse(choice.format.as_deref().unwrap_or("csv")).ok_or(Error::NotFound)?;
    let mut bytes = Vec::new();
    visit.register.note_export(visit.actor(), visit.scope, kind).await?;
    let exported = visit.register.export(visit.scope, kind, format, &mut bytes).await?;
    if choice.about.is_some() {
        let about = exported.about.ok_or(Error::NotFound)?;
        return Ok(([(header::CONTENT_TYPE, "application/json")], about).into_response());
    }
    let name = format!("attachment; filename=\"{}.{}\"", kind.plural(), format.extension());
    let headers =
        [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
