//! An upload piece by piece: begin, add where it stands, keep. `upload.js` speaks this; so can any program.

use crate::desk::Visit;
use crate::error::Error;
use axum::body::Bytes;
use axum::extract::{Form, Path};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition};
use register::Reason;
use register::evidence::vault::UploadId;
use register::item::{Arrived, TakeIn, Upload};
use serde::{Deserialize, Serialize};

/// Bytes of a piece as the pages send them.
pub(super) const PIECE_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of a piece at most.
pub(super) const PIECE_BYTES_MAX: usize = 2 * PIECE_BYTES;

/// What a program says when it begins.
#[derive(Deserialize)]
pub(super) struct Begin {
    name: String,
    size: u64,
}

/// Where an upload stands.
#[derive(Serialize)]
pub(super) struct Stands {
    upload: String,
    #[serde(rename = "stands_at")]
    at: u64,
    size: u64,
}

/// How what was uploaded is kept.
#[derive(Deserialize)]
pub(super) struct Keep {
    label: String,
    why: String,
}

/// What was kept.
#[derive(Serialize)]
pub(super) struct Kept {
    item: String,
    address: String,
    sha256: String,
    is_new: bool,
    /// Whether it may hold others.
    holds: bool,
}

/// How files are taken in.
pub(super) struct Taking {
    pub label: AccessLabel,
    pub why: String,
}

fn stand(upload: &Upload) -> Result<Response, Error> {
    let (id, at, size) = (upload.id.to_string(), upload.stands_at, upload.size_bytes);
    json(&Stands { upload: id, at, size })
}

fn json<T: Serialize>(value: &T) -> Result<Response, Error> {
    let text = serde_json::to_string(value).map_err(|_none| Error::NotUnderstood)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// POST [`crate::routes::ITEM_UPLOADS`].
pub(super) async fn begin(visit: Visit, Form(begin): Form<Begin>) -> Result<Response, Error> {
    let (actor, project) = (visit.permit.actor, visit.scope.project);
    stand(&visit.register.resume_upload(actor, project, &begin.name, begin.size).await?)
}

/// GET [`crate::routes::ITEM_UPLOAD`].
pub(super) async fn stands(visit: Visit, Path(id): Path<String>) -> Result<Response, Error> {
    stand(&found(&visit, &id).await?)
}

/// POST [`crate::routes::ITEM_UPLOAD`]: the next piece, with where it begins in `upload-offset`.
pub(super) async fn add(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    piece: Bytes,
) -> Result<Response, Error> {
    let mut upload = found(&visit, &id).await?;
    let from = headers.get("upload-offset").and_then(|offset| offset.to_str().ok()?.parse().ok());
    let from = from.ok_or(Error::NotUnderstood)?;
    upload.stands_at = added(&visit, &upload, from, piece.to_vec()).await?;
    stand(&upload)
}

/// POST [`crate::routes::ITEM_UPLOAD_KEEP`].
pub(super) async fn keep(
    visit: Visit,
    Path(id): Path<String>,
    Form(keep): Form<Keep>,
) -> Result<Response, Error> {
    let upload = found(&visit, &id).await?;
    if upload.stands_at != upload.size_bytes {
        return Err(Error::NotUnderstood);
    }
    let label = AccessLabel::parse(&keep.label).ok_or(Error::NotUnderstood)?;
    let arrived = kept(&visit, vec![upload], &Taking { label, why: keep.why }).await?;
    let one = arrived.first().ok_or(Error::NotFound)?;
    json(&Kept {
        item: one.id.to_string(),
        address: crate::component::address::record(domain::kind::Kind::Item, one.id),
        sha256: one.sha256.clone(),
        is_new: one.outcome == register::item::Outcome::New,
        holds: may_hold(one),
    })
}

/// Whether what was kept may hold others, by its name: a look inside says whether it does.
pub(super) fn may_hold(arrived: &Arrived) -> bool {
    register::gathering::may_hold("", &arrived.name)
}

async fn found(visit: &Visit, id: &str) -> Result<Upload, Error> {
    let id: UploadId = id.parse().map_err(|_none| Error::NotFound)?;
    Ok(visit.register.upload(visit.permit.actor, visit.scope.project, &id).await?)
}

pub(super) async fn begun(visit: &Visit, name: &str, size: u64) -> Result<Upload, Error> {
    Ok(visit.register.begin_upload(visit.permit.actor, visit.scope.project, name, size).await?)
}

/// Adds a piece; gives where the upload stands then.
pub(super) async fn added(visit: &Visit, upload: &Upload, from: u64, piece: Vec<u8>) -> Result<u64, Error> {
    Ok(visit.register.add_to_upload(&upload.id, from, piece).await?)
}

/// Keeps whole uploads as items, and forgets the uploads.
pub(super) async fn kept(
    visit: &Visit,
    uploads: Vec<Upload>,
    taking: &Taking,
) -> Result<Vec<Arrived>, Error> {
    let (actor, register) = (visit.permit.actor, &visit.register);
    let acquired = register.moment()?;
    let mut coming = Vec::new();
    for upload in uploads {
        let key = register.upload_key(actor, &upload.id).await?;
        let item = Item::coming(Acquisition::Upload, acquired.clone(), &upload.file_name);
        coming.push((upload.id, key, item));
    }
    let ids: Vec<UploadId> = coming.iter().map(|(id, ..)| id.clone()).collect();
    let order = TakeIn {
        reason: Reason { actor, why: taking.why.clone() },
        project: visit.scope.project,
        label: taking.label.min(visit.scope.clearance),
        progress: &|_| {},
    };
    let arrived = register
        .take_in(order, move |filling| {
            coming.into_iter().try_for_each(|(id, key, item)| filling.add_upload(&id, &key, item))
        })
        .await?;
    for id in ids {
        register.discard_upload(&id).await?;
    }
    Ok(arrived)
}
