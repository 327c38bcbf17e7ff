//! A picture for looking: a JPEG made by a confined child from the pixels alone; nothing else of the file is in it.

use super::{made, parameter};
use crate::desk::Visit;
use crate::error::Error;
use crate::guard::Untrusted;
use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// GET [`crate::routes::ITEM_SHOWN`].
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<super::Parameters>,
) -> Result<Response, Error> {
    let edge = made::edge(parameter(&parameters, "edge").and_then(|edge| edge.parse().ok()));
    match made::picture(&visit, super::id(&id)?, edge).await? {
        Ok(bytes) => {
            let kind = [(header::CONTENT_TYPE, "image/jpeg")];
            Ok((Extension(Untrusted), kind, bytes).into_response())
        }
        Err(code) => Err(Error::NotMade { code: code.to_owned() }),
    }
}
