//! Proposing an assessment of our own: the next version of the judgment, which no two people take at once.
//!
//! The version before stays readable; the new one points at it. Whether the grade may stand is asked when it is
//! written, in [`crate::incident`]. Start at [`Work::propose`].

use super::refuse;
use crate::error::{Error, Result};
use crate::permission::Operation;
use crate::work::Work;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assessment, body};
use domain::vocabulary::{Basis, LinkRole};
use std::collections::BTreeMap;

impl Work<'_> {
    /// Keeps an assessment of our own as the next version, made by whoever acts, and returns its id. `seen` is the
    /// number of the latest version its author saw, 0 where there was none.
    ///
    /// # Errors
    /// `not-permitted`; `not-found` for the incident; `changed-since-seen` where somebody made a version meanwhile;
    /// `record-refused` with every hard rule of grading it breaks.
    pub async fn propose(&mut self, mut assessment: Assessment, seen: i64) -> Result<RecordId> {
        self.permit.require(Operation::Assess)?;
        let incident = assessment.incident.into();
        let next = self.next_version(incident, Basis::Own).await?;
        if next != seen + 1 {
            return refuse("changed-since-seen", "version");
        }
        let latest = self.own_assessment(incident).await?;
        assessment.basis = Basis::Own;
        assessment.version = next;
        assessment.author = Some(self.permit.actor);
        assessment.reviewer = None;
        assessment.overridden = None;
        let id = self.create(Kind::Assessment, body(&assessment)).await?;
        if let Some(latest) = latest {
            let (new, old) = ((Kind::Assessment, id.0), (Kind::Assessment, latest));
            self.link(new, LinkRole::Corrects, old, BTreeMap::new()).await?;
        }
        Ok(id)
    }

    /// The number of the next version among an incident's assessments of a basis. Until this work ends nobody else
    /// is given one for the incident: on SQLite there is one writer, on PostgreSQL the incident's row is held.
    ///
    /// # Errors
    /// `not-found` for the incident.
    pub async fn next_version(&mut self, incident: RecordId, basis: Basis) -> Result<i64> {
        let project = self.project().0;
        let hands = self.hands().await?;
        let hold = hands.tx.dialect().for_update();
        let held = format!("select i.id from incident i where i.id = $1 and i.project = $2{hold}");
        let held = hands.tx.rows(sqlx::AssertSqlSafe(held), vec![incident.0.into(), project.into()]).await?;
        if held.is_empty() {
            return Err(Error::NotFound);
        }
        let sql =
            "select coalesce(max(a.version), 0) + 1 from assessment a where a.incident = $1 and a.basis = $2";
        let rows = hands.tx.rows(sql, vec![incident.0.into(), basis.slug().into()]).await?;
        rows.first().map_or(Ok(1), |row| row.int(0))
    }
}
