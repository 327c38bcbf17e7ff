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
        let (with, mut values) = hanging(self.db.dialect(), scope, but, incidents);
        values.push(uuid::Uuid::nil().into());
        let sql = format!(
            "{with} select n.incident, coalesce(c.acts, 0) from seen n left join
               (select h.incident as incident, count(*) as acts from hanging h join act a on a.subject = h.subject
                 where a.position > h.since and a.actor <> $2 group by h.incident) c on c.incident = n.incident
             union all select ${}, (select coalesce(max(a.position), 0) from act a where a.project = $1)",
            values.len()
        );
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
            "{with} select {ACT}, s.number, p.name from hanging h join act a on a.subject = h.subject {LOGGED}
             where a.position > h.since and a.actor <> $2 order by a.position desc limit ${}",
            values.len()
        );
        let mut acts = self.db.rows_of(sql, values).await?.iter().map(logged).collect::<Result<Vec<_>>>()?;
        self.name(&mut acts).await?;
        Ok(acts)
    }
}

/// The start of a statement: incidents that may be seen as `seen`, and with what hangs on them as `hanging`.
fn hanging(
    dialect: Dialect,
    scope: Scope,
    but: ActorId,
    incidents: &[(RecordId, i64)],
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![scope.project.0.into(), but.0.into()];
    let mut looked = Vec::new();
    for (id, since) in incidents {
        values.push(id.0.into());
        values.push((*since).into());
        looked.push(format!("select ${} as incident, ${} as since", values.len() - 1, values.len()));
    }
    if looked.is_empty() {
        looked.push("select i.id as incident, i.conflicts as since from incident i where 1 = 0".to_owned());
    }
    let (event, judged, tied) = (scope.sees("i"), scope.sees("b"), scope.sees_link("l"));
    let [commented, assessed] = ["m.project", "b.project"].map(|project| dialect.beside_ids(project));
    let (said, harmed, named) = (scope.sees("m"), scope.sees("d"), scope.sees("v"));
    let sql = format!(
        "with looked as ({}),
         seen as (select k.incident, k.since from looked k join incident i on i.id = k.incident
           where i.project = $1{event}),
         hanging as (
           select n.incident, n.since, n.incident as subject from seen n
           union select n.incident, n.since, b.id from seen n join assessment b on b.incident = n.incident
             where {assessed} = $1{judged}
           union select n.incident, n.since, l.id from seen n join link l on l.to_record = n.incident
             where l.project = $1{tied}
           union select n.incident, n.since, l.id from seen n join link l on l.from_record = n.incident
             where l.project = $1{tied}
           union select n.incident, n.since, l.from_record from seen n join link l on l.to_record = n.incident
             where l.from_kind in ('report', 'assertion', 'finding') and l.project = $1{tied}
           union select n.incident, n.since, m.id from seen n join comment m on m.about = n.incident
             where {commented} = $1{said}
           union select n.incident, n.since, m.id from seen n join assessment b on b.incident = n.incident
             join comment m on m.about = b.id where {assessed} = $1 and {commented} = $1{judged}{said}
           union select n.incident, n.since, d.id from seen n join object_damage d on d.incident = n.incident
             where d.project = $1{harmed}
           union select n.incident, n.since, v.id from seen n join victim_mention v on v.incident = n.incident
             where v.project = $1{named})",
        looked.join(" union all ")
    );
    (sql, values)
}
