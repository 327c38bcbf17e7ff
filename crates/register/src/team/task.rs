//! The work on one incident: taken up, given to somebody, moved from stage to stage, closed without an assessment.
//!
//! Accepting and returning are not here: only [`super::review`] leads there. Start at [`Work::take_up`].

use super::refuse;
use crate::error::{Error, Result};
use crate::heads::Stored;
use crate::permission::Operation;
use crate::work::Work;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Task, body, read};
use domain::vocabulary::{Basis, ClosedOutcome, Stage};
use serde_json::json;
use uuid::Uuid;

/// Who a task is given to, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// Whose turn it is; nobody's where absent.
    pub assignee: Option<ActorId>,
    /// Last day, `YYYY-MM-DD`.
    pub due: Option<String>,
}

impl Work<'_> {
    /// Puts an incident into the queue, as new.
    ///
    /// # Errors
    /// `not-found` for the incident; `task-exists` where it is there already.
    pub async fn take_up(&mut self, incident: RecordId) -> Result<RecordId> {
        if !self.permit.may(Operation::Collect) {
            self.permit.require(Operation::Triage)?;
        }
        self.stored(Kind::Incident, incident.0).await?;
        if self.task_of(incident).await?.is_some() {
            return refuse("task-exists", "incident");
        }
        self.make_task(incident, Stage::New).await
    }

    async fn make_task(&mut self, incident: RecordId, stage: Stage) -> Result<RecordId> {
        let task = Task { incident, stage, assignee: None, due: None, outcome: None, note: None };
        self.make(Kind::Task, body(&task)).await
    }

    /// Gives a task to somebody. Whoever triages may give it to any member; anybody may take one that is nobody's, or
    /// give back their own.
    ///
    /// # Errors
    /// `not-permitted`, `task-taken`, `not-a-member`.
    pub async fn assign(&mut self, task: RecordId, to: &Assignment) -> Result<()> {
        self.permit.require(Operation::Comment)?;
        let stored = self.stored(Kind::Task, task.0).await?;
        let now: Task = of(&stored)?;
        let me = Some(self.permit.actor);
        if !self.permit.may(Operation::Triage) {
            let takes = now.assignee.is_none() && to.assignee == me;
            let gives_back = now.assignee == me && to.assignee.is_none();
            if now.due != to.due {
                return Err(Error::NotPermitted(Operation::Triage));
            }
            if !takes && !gives_back && now.assignee != to.assignee {
                return refuse("task-taken", "assignee");
            }
        }
        if let Some(person) = to.assignee {
            self.require_member(person).await?;
        }
        self.alter_task(&stored, json!({"assignee": to.assignee, "due": to.due})).await
    }

    /// Moves a task from the stage its author saw to another.
    ///
    /// # Errors
    /// `not-permitted`; `changed-since-seen` where it is not at `from`; `stage-not-allowed`; `assessment-missing`
    /// where there is no assessment of our own to be assessed or reviewed.
    pub async fn move_task(
        &mut self,
        task: RecordId,
        from: Stage,
        to: Stage,
        outcome: Option<ClosedOutcome>,
    ) -> Result<()> {
        if to.is_reviewed() || !from.may_become(to) {
            return refuse("stage-not-allowed", "stage");
        }
        self.permit.require(match to {
            Stage::Assessed | Stage::InReview => Operation::Assess,
            _ => Operation::Triage,
        })?;
        let stored = self.stored(Kind::Task, task.0).await?;
        let now: Task = of(&stored)?;
        if now.stage != from {
            return refuse("changed-since-seen", "stage");
        }
        if matches!(to, Stage::Assessed | Stage::InReview)
            && self.own_assessment(now.incident).await?.is_none()
        {
            return refuse("assessment-missing", "stage");
        }
        self.alter_task(&stored, json!({"stage": to, "outcome": outcome})).await
    }

    /// Hands an incident's current assessment of our own to the reviewers, whatever came before.
    ///
    /// # Errors
    /// `assessment-missing`; `stage-not-allowed` where it is in review already.
    pub async fn submit(&mut self, incident: RecordId) -> Result<RecordId> {
        self.permit.require(Operation::Assess)?;
        self.stored(Kind::Incident, incident.0).await?;
        if self.own_assessment(incident).await?.is_none() {
            return refuse("assessment-missing", "incident");
        }
        let Some(stored) = self.task_of(incident).await? else {
            return self.make_task(incident, Stage::InReview).await;
        };
        let now: Task = of(&stored)?;
        if now.stage == Stage::InReview {
            return refuse("stage-not-allowed", "stage");
        }
        self.alter_task(&stored, json!({"stage": Stage::InReview, "outcome": null, "assignee": null}))
            .await?;
        Ok(RecordId(stored.id))
    }

    /// The task of an incident; `None` where it was never taken up.
    pub(crate) async fn task_of(&mut self, incident: RecordId) -> Result<Option<Stored>> {
        let project = self.project().0;
        let sql = "select t.id from task t where t.incident = $1 and t.project = $2";
        let rows = self.hands().await?.tx.rows(sql, vec![incident.0.into(), project.into()]).await?;
        match rows.first() {
            None => Ok(None),
            Some(row) => self.stored(Kind::Task, row.id(0)?).await.map(Some),
        }
    }

    /// The current assessment of our own of an incident.
    pub(crate) async fn own_assessment(&mut self, incident: RecordId) -> Result<Option<Uuid>> {
        let project = self.project().0;
        let sql = "select a.id from assessment a where a.incident = $1 and a.basis = $2 and a.current and a.project = $3";
        let values = vec![incident.0.into(), Basis::Own.slug().into(), project.into()];
        let rows = self.hands().await?.tx.rows(sql, values).await?;
        rows.first().map(|row| row.id(0)).transpose()
    }

    /// Changes fields of a task as it stands now; those that stay the same are left out.
    pub(crate) async fn alter_task(&mut self, stored: &Stored, changes: serde_json::Value) -> Result<()> {
        let serde_json::Value::Object(mut changes) = changes else { return Ok(()) };
        changes.retain(|field, value| stored.body.get(field).unwrap_or(&serde_json::Value::Null) != value);
        if changes.is_empty() {
            return Ok(());
        }
        let seen: Vec<ActId> =
            stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
        self.alter(Kind::Task, RecordId(stored.id), changes, &seen).await?;
        Ok(())
    }
}

/// A task as its struct.
pub(crate) fn of(stored: &Stored) -> Result<Task> {
    let body: &Body = &stored.body;
    read(body).map_err(|problem| Error::Damaged(problem.to_string()))
}
