//! What others changed of incidents since positions of the log, each incident its own: acts about it and about what
//! hangs on it. For searches over many incidents see [`super::news`], which starts at the acts instead.

use crate::db::Value;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::history::{LOGGED, Logged, logged};
use crate::limits::CHANGES_SHOWN_MAX;
use crate::register::Register;
use crate::scope::Scope;
use crate::sequencer::ACT;
use domain::id::{ActorId, RecordId};
use std::collections::BTreeMap;

/// How many acts changed each incident, and the last act of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Acts of others by incident; an incident that is not in the scope is not here.
    pub acts: BTreeMap<RecordId, i64>,
    /// The last act of the project, to ask from later.
    pub last: i64,
}

impl Register {
    /// How many acts of anybody but `but` changed incidents, each since a position of its own; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn changes_since(
        &self,
        scope: Scope,
        but: ActorId,
        incidents: &[(RecordId, i64)],
    ) -> Result<Changes> {
        let (sql, values) = counted(self.db.dialect(), scope, but, incidents);
        let mut changes = Changes::default();
        for row in self.db.rows_of(sql, values).await? {
            let (id, count) = (row.id(0)?, row.int(1)?);
            if id.is_nil() {
                changes.last = count;
            } else {
                changes.acts.insert(RecordId(id), count);
            }
        }
        Ok(changes)
    }

    /// The acts by which anybody but `but` changed an incident since a position, latest first, at most
    /// [`CHANGES_SHOWN_MAX`]; two statements.
    ///
    /// # Errors
    /// `not-found` where it is not in the scope.
    pub async fn acts_since(
        &self,
        scope: Scope,
        but: ActorId,
        incident: RecordId,
        since: i64,
    ) -> Result<Vec<Logged>> {
        if !self.changes_since(scope, but, &[(incident, i64::MAX)]).await?.acts.contains_key(&incident) {
            return Err(Error::NotFound);
        }
        let (with, mut values) = hanging(self.db.dialect(), scope, but, &[(incident, since)]);
        values.push(CHANGES_SHOWN_MAX.into());
        let sql = format!(
            "{with} select {ACT}, s.number, p.name from {CHANGING} {LOGGED} where {SINCE}
             order by a.position desc limit ${}",
            values.len()
        );
        let mut acts = self.db.rows_of(sql, values).await?.iter().map(logged).collect::<Result<Vec<_>>>()?;
        self.name(&mut acts).await?;
        Ok(acts)
    }
}

/// Acts about what hangs on incidents. A cross join, because SQLite keeps its order: from the few to the many.
const CHANGING: &str = "hanging h cross join seen k cross join act a";
/// Those since each incident was looked at, by anybody but `$2`.
const SINCE: &str =
    "k.incident = h.incident and a.subject = h.subject and a.position > k.since and a.actor <> $2";

/// Of each incident that may be seen how many acts changed it, and under no id the last act of the project.
fn counted(
    dialect: Dialect,
    scope: Scope,
    but: ActorId,
    incidents: &[(RecordId, i64)],
) -> (String, Vec<Value>) {
    let (with, mut values) = hanging(dialect, scope, but, incidents);
    values.push(uuid::Uuid::nil().into());
    let sql = format!(
        "{with} select n.incident, coalesce(c.acts, 0) from seen n left join
           (select h.incident as incident, count(*) as acts from {CHANGING} where {SINCE} group by h.incident) c
             on c.incident = n.incident
         union all select ${}, (select coalesce(max(a.position), 0) from act a where a.project = $1)",
        values.len()
    );
    (sql, values)
}

/// The start of a statement: incidents that may be seen as `seen`, and with what hangs on them as `hanging`.
fn hanging(
    dialect: Dialect,
    scope: Scope,
    but: ActorId,
    incidents: &[(RecordId, i64)],
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![scope.project.0.into(), but.0.into()];
    let (mut ids, mut since) = (Vec::new(), Vec::new());
    for (id, position) in incidents {
        values.push(id.0.into());
        values.push((*position).into());
        ids.push(format!("${}", values.len() - 1));
        since.push(format!("when ${} then ${}", values.len() - 1, values.len()));
    }
    // The nil id names no incident.
    values.push(uuid::Uuid::nil().into());
    ids.push(format!("${}", values.len()));
    since.push(format!("when ${} then i.conflicts", values.len()));
    let since = since.join(" ");
    let beside_ids = |project| dialect.beside_ids(project);
    let [here, judging, tying, saying, harming, naming] =
        ["i.project", "b.project", "l.project", "m.project", "d.project", "v.project"].map(beside_ids);
    let (event, judged, tied) = (scope.sees("i"), scope.sees("b"), scope.sees_link("l"));
    let (said, harmed, named) = (scope.sees("m"), scope.sees("d"), scope.sees("v"));
    let ids = ids.join(", ");
    let sql = format!(
        "with seen as (select i.id as incident, case i.id {since} end as since from incident i
           where i.id in ({ids}) and {here} = $1{event}),
         hanging as (
           select i.id as incident, i.id as subject from incident i where i.id in ({ids})
           union select b.incident, b.id from assessment b where b.incident in ({ids}) and {judging} = $1{judged}
           union select l.to_record, l.id from link l where l.to_record in ({ids}) and {tying} = $1{tied}
           union select l.from_record, l.id from link l where l.from_record in ({ids}) and {tying} = $1{tied}
           union select l.to_record, l.from_record from link l where l.to_record in ({ids})
             and l.from_kind in ('report', 'assertion', 'finding') and {tying} = $1{tied}
           union select m.about, m.id from comment m where m.about in ({ids}) and {saying} = $1{said}
           union select b.incident, m.id from assessment b join comment m on m.about = b.id
             where b.incident in ({ids}) and {judging} = $1 and {saying} = $1{judged}{said}
           union select d.incident, d.id from object_damage d where d.incident in ({ids}) and {harming} = $1{harmed}
           union select v.incident, v.id from victim_mention v where v.incident in ({ids}) and {naming} = $1{named})"
    );
    (sql, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::plan;
    use domain::id::ProjectId;
    use domain::vocabulary::AccessLabel;
    use uuid::Uuid;

    #[tokio::test]
    async fn what_hangs_on_an_incident_is_found_from_it() {
        let (_folder, register) = plan::register().await;
        for clearance in [AccessLabel::Team, AccessLabel::Sealed] {
            let scope = Scope::of(ProjectId(Uuid::nil())).up_to(clearance);
            let looked = [(RecordId(Uuid::nil()), 0)];
            let statement = counted(register.db.dialect(), scope, ActorId(Uuid::nil()), &looked);
            let plan = plan::of(&register, statement).await;
            let walked = plan.iter().filter(|line| {
                let is_whole = line.starts_with("SCAN") && !line.starts_with("SCAN CONSTANT");
                let of_few = ["SCAN n", "SCAN k", "SCAN h", "SCAN c"].iter().any(|few| line.starts_with(few));
                (is_whole && !of_few) || (line.contains("(project=?)") && !line.contains("act_project"))
            });
            assert_eq!(walked.collect::<Vec<_>>(), Vec::<&String>::new(), "{plan:#?}");
        }
    }
}
