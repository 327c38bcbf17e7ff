//! Queues: the tasks of a project by stage and by person, and what waits for a second person.
//!
//! Reading only. Start at [`Register::queue`].

use crate::db::{Row, Value};
use crate::error::Result;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{ApprovalOutcome, Stage};
use std::fmt::Write as _;

/// Whose tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    Anybody,
    /// Those given to nobody yet.
    Nobody,
    /// Those of one person.
    Of(ActorId),
}

/// A task with its incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// The task.
    pub task: Record,
    /// The incident.
    pub incident: Record,
}

impl Register {
    /// Tasks at a stage, due first, then oldest; after a task, at most `limit`.
    ///
    /// # Errors
    /// From the database.
    pub async fn queue(
        &self,
        scope: Scope,
        stage: Stage,
        whose: Whose,
        after: Option<RecordId>,
        limit: i64,
    ) -> Result<Vec<Queued>> {
        let mut values: Vec<Value> = vec![scope.project.0.into(), stage.slug().into(), limit.into()];
        let mut conditions = String::new();
        match whose {
            Whose::Anybody => {}
            Whose::Nobody => conditions.push_str(" and r.assignee is null"),
            Whose::Of(person) => {
                values.push(person.0.into());
                conditions.push_str(" and r.assignee = $4");
            }
        }
        if let Some(after) = after {
            values.push(after.0.into());
            let place = values.len();
            let earlier = "select coalesce(b.due, '9999'), b.id from task b";
            // Writing to a string does not fail.
            let _ = write!(
                conditions,
                " and (coalesce(r.due, '9999'), r.id) > ({earlier} where b.id = ${place})"
            );
        }
        let sql = format!(
            "select {RECORD}, i.id, i.first_act, i.head_act, i.conflicts, i.body from task r join incident i on i.id = r.incident
             where r.project = $1 and i.project = $1 and i.merged_into is null{}{} and r.stage = $2{conditions}
             order by coalesce(r.due, '9999'), r.id limit $3",
            scope.sees("r"),
            scope.sees("i")
        );
        self.db.rows_of(sql, values).await?.iter().map(queued).collect()
    }

    /// How many tasks of a project are at each stage; those without any are left out.
    ///
    /// # Errors
    /// From the database.
    pub async fn stages(&self, scope: Scope, whose: Whose) -> Result<Vec<(Stage, i64)>> {
        let mut values: Vec<Value> = vec![scope.project.0.into()];
        let condition = match whose {
            Whose::Anybody => "",
            Whose::Nobody => " and r.assignee is null",
            Whose::Of(person) => {
                values.push(person.0.into());
                " and r.assignee = $2"
            }
        };
        let sql = format!(
            "select r.stage, count(*) from task r join incident i on i.id = r.incident
             where r.project = $1 and i.project = $1 and i.merged_into is null{}{}{condition} group by r.stage",
            scope.sees("r"),
            scope.sees("i")
        );
        let rows = self.db.rows_of(sql, values).await?;
        let counts: Vec<(String, i64)> =
            rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect::<Result<_>>()?;
        Ok(Stage::ALL
            .iter()
            .filter_map(|stage| {
                counts.iter().find(|(slug, _)| slug == stage.slug()).map(|(_, count)| (*stage, *count))
            })
            .collect())
    }

    /// The task of an incident; `None` where it was never taken up.
    ///
    /// # Errors
    /// From the database.
    pub async fn task(&self, scope: Scope, incident: RecordId) -> Result<Option<Record>> {
        let tasks = self.records_by(scope, Kind::Task, "incident", &[incident], "r.id").await?;
        Ok(tasks.into_iter().next())
    }

    /// What waits for a second person in a project, oldest first.
    ///
    /// # Errors
    /// From the database.
    pub async fn open_approvals(&self, scope: Scope, limit: i64) -> Result<Vec<Record>> {
        let sql = format!(
            "select {RECORD} from approval r where r.project = $1{} and r.outcome = $2 order by r.id limit $3",
            scope.sees("r")
        );
        let values = vec![scope.project.0.into(), ApprovalOutcome::Asked.slug().into(), limit.into()];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter().map(|row| record_of(Kind::Approval, row)).collect()
    }
}

fn queued(row: &Row) -> Result<Queued> {
    let incident = Record {
        id: RecordId(row.id(5)?),
        kind: Kind::Incident,
        first_act: ActId(row.id(6)?),
        head_act: ActId(row.id(7)?),
        conflicts: row.int(8)?,
        body: json_body(&row.text(9)?)?,
    };
    Ok(Queued { task: record_of(Kind::Task, row)?, incident })
}
