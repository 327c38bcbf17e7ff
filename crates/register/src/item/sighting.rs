//! What is measured and matched in a picture: where a witness stood and how far the event was, which place is shown.
//!
//! What was measured is never changed, only measured again beside it. A match, and a measurement, is a proposal until
//! somebody who neither wrote it nor collected the picture confirms it in a verification. Start at
//! [`Register::mark_picture`] and [`standing`].

use crate::error::{Error, Result};
use crate::record::Record;
use crate::register::Register;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{ANNOTATION_FIXED, Annotation, body};
use domain::vocabulary::{AnnotationKind, VerificationResult};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// How far others stand behind what somebody measured or matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody else looked into it, or it was left open.
    Proposed,
    /// By the latest verification it holds.
    Confirmed,
    /// By the latest verification it does not hold.
    Refuted,
}

/// What the verifications of a note come to, in the order in which they were made: the latest that decides.
pub fn standing<'record>(verifications: impl IntoIterator<Item = &'record Record>) -> Standing {
    let result = |record: &Record| VerificationResult::parse(record.body.get("result")?.as_str()?);
    verifications.into_iter().filter_map(result).fold(Standing::Proposed, |_, result| match result {
        VerificationResult::Verified => Standing::Confirmed,
        VerificationResult::Refuted => Standing::Refuted,
        VerificationResult::Likely | VerificationResult::Inconclusive => Standing::Proposed,
    })
}

impl Register {
    /// Keeps what somebody measured or matched in a picture or a film.
    ///
    /// # Errors
    /// `record-refused` with `item-without-picture` or what the record breaks; `not-found` where the item or the
    /// incident is not in the scope; `not-permitted`, `reason-missing`. Nothing was kept then.
    pub async fn mark_picture(
        &self,
        scope: Scope,
        reason: Reason,
        annotation: &Annotation,
    ) -> Result<RecordId> {
        let mut work = self.begin(reason, scope.project).await?;
        let item = work.stored(Kind::Item, annotation.item.0).await?.body;
        let media_type = item.get("media_type").and_then(Json::as_str).unwrap_or_default();
        if !media_type.starts_with("image/") && !media_type.starts_with("video/") {
            return Err(refused("item-without-picture", "item"));
        }
        if let Some(incident) = annotation.incident {
            work.stored(Kind::Incident, incident.0).await?;
        }
        let id = work.create(Kind::Annotation, body(annotation)).await?;
        work.commit().await?;
        Ok(id)
    }

    /// The verifications of records, in the order in which they were made, by the record.
    ///
    /// # Errors
    /// From the database.
    pub async fn verifications(
        &self,
        scope: Scope,
        about: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Vec<Record>>> {
        let mut found: BTreeMap<RecordId, Vec<Record>> = BTreeMap::new();
        for record in self.records_by(scope, Kind::Verification, "about", about, "id").await? {
            let about = record.body.get("about").and_then(Json::as_str).and_then(|id| id.parse().ok());
            if let Some(about) = about {
                found.entry(about).or_default().push(record);
            }
        }
        Ok(found)
    }
}

impl Work<'_> {
    /// Holds what was measured or matched to what it was when another person confirmed it.
    pub(crate) async fn hold_measured(&mut self, id: RecordId, changes: &Map<String, Json>) -> Result<()> {
        if !changes.keys().any(|field| ANNOTATION_FIXED.contains(&field.as_str())) {
            return Ok(());
        }
        let now = self.stored(Kind::Annotation, id.0).await?.body;
        let measured = [AnnotationKind::Sighting, AnnotationKind::Place, AnnotationKind::Frames]
            .map(AnnotationKind::slug);
        let is_measured =
            |kind: Option<&Json>| kind.and_then(Json::as_str).is_some_and(|it| measured.contains(&it));
        let is_changed = changes.iter().any(|(field, value)| {
            ANNOTATION_FIXED.contains(&field.as_str()) && now.get(field).unwrap_or(&Json::Null) != value
        });
        if is_changed && (is_measured(now.get("kind")) || is_measured(changes.get("kind"))) {
            return Err(refused("measured-never-changes", "kind"));
        }
        Ok(())
    }
}

fn refused(code: &str, field: &str) -> Error {
    Error::Refused(vec![Problem::refuse(code, field)])
}
