//! Review: somebody who did not write an assessment accepts it or returns it, with words tied to its fields.
//!
//! A review covers one state of the assessment, by the act that made it so. What changes afterwards is not reviewed.
//! Start at [`Work::review`]; whether an incident may be published is [`Register::reviewed`].

use super::{authorship, refuse, task};
use crate::error::{Error, Result};
use crate::heads::Stored;
use crate::permission::Operation;
use crate::register::Register;
use crate::scope::Scope;
use crate::work::Work;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{FieldComment, Review, body};
use domain::vocabulary::{Basis, ReviewOutcome, Stage};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What a reviewer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Accepted or returned.
    pub outcome: ReviewOutcome,
    /// Why, in words; needed to return one without comments.
    pub words: Option<String>,
    /// Words about single fields.
    pub comments: Vec<FieldComment>,
}

impl Work<'_> {
    /// Accepts or returns an assessment of our own as it stood at `version`, the head act its reviewer saw.
    ///
    /// # Errors
    /// `not-permitted`; `reviewer-is-author` for anybody who wrote any of it; `changed-since-seen` where it is another
    /// by now; `assessment-superseded`, `assessment-in-conflict`, `not-in-review`, `review-of-own-only`.
    pub async fn review(
        &mut self,
        assessment: RecordId,
        version: ActId,
        verdict: Verdict,
    ) -> Result<RecordId> {
        self.permit.require(Operation::Review)?;
        let stored = self.stored(Kind::Assessment, assessment.0).await?;
        if !authorship::is_own(&stored.body) {
            return refuse("review-of-own-only", "assessment");
        }
        if stored.head_act != version.0 {
            return refuse("changed-since-seen", "version");
        }
        if stored.heads.values().any(|heads| heads.len() > 1) && verdict.outcome == ReviewOutcome::Accepted {
            return refuse("assessment-in-conflict", "assessment");
        }
        if self.authors(&stored).await?.contains(&self.permit.actor) {
            return refuse("reviewer-is-author", "reviewer");
        }
        let incident = incident(&stored)?;
        if self.own_assessment(incident).await? != Some(assessment.0) {
            return refuse("assessment-superseded", "assessment");
        }
        let Some(task) = self.task_of(incident).await? else { return refuse("not-in-review", "assessment") };
        if task::of(&task)?.stage != Stage::InReview {
            return refuse("not-in-review", "assessment");
        }
        let stage = match verdict.outcome {
            ReviewOutcome::Accepted => Stage::Accepted,
            ReviewOutcome::Returned => Stage::Returned,
        };
        let reviewer = self.permit.actor;
        let Verdict { outcome, words, comments } = verdict;
        let review = Review { assessment, version, outcome, reviewer, words, comments };
        let review = self.make(Kind::Review, body(&review)).await?;
        self.alter_task(&task, json!({"stage": stage})).await?;
        Ok(review)
    }

    /// Everybody who wrote any of an assessment: whom it names as author, and whoever changed it since. Who made it
    /// counts where it names nobody: an approved grade is made by the hand of whoever approved it.
    async fn authors(&mut self, stored: &Stored) -> Result<BTreeSet<ActorId>> {
        let sql = "select a.actor, a.id from act a where a.subject = $1";
        let rows = self.hands().await?.tx.rows(sql, vec![stored.id.into()]).await?;
        let named = stored.body.get("author").and_then(Json::as_str).and_then(|author| author.parse().ok());
        let mut authors: BTreeSet<ActorId> = named.into_iter().collect();
        for row in rows {
            if named.is_none() || row.id(1)? != stored.first_act {
                authors.insert(ActorId(row.id(0)?));
            }
        }
        Ok(authors)
    }
}

fn incident(stored: &Stored) -> Result<RecordId> {
    let incident = stored.body.get("incident").and_then(Json::as_str);
    let incident = incident.and_then(|incident| incident.parse().ok());
    incident.ok_or_else(|| Error::Damaged("an assessment names no incident".to_owned()))
}

impl Register {
    /// The assessment of our own that stands reviewed for an incident, and its review: current, accepted as it stands
    /// now, without a change since. `None` where nothing may be published.
    ///
    /// # Errors
    /// From the database.
    pub async fn reviewed(&self, scope: Scope, incident: RecordId) -> Result<Option<(RecordId, RecordId)>> {
        let sql = format!(
            "select a.id, v.id from assessment a join review v on v.assessment = a.id and v.version = a.head_act
             where a.incident = $1 and a.project = $2{} and a.basis = $3 and a.current and a.conflicts = 0
               and v.outcome = $4 and v.project = $2{}
               and not exists (select 1 from review w where w.assessment = a.id and w.id > v.id and w.outcome <> v.outcome)",
            scope.sees("a"),
            scope.sees("v")
        );
        let (own, accepted) = (Basis::Own.slug(), ReviewOutcome::Accepted.slug());
        let values = vec![incident.0.into(), scope.project.0.into(), own.into(), accepted.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.first().map(|row| Ok((RecordId(row.id(0)?), RecordId(row.id(1)?)))).transpose()
    }
}
