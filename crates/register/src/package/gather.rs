//! What an incident rests on: what was judged and said of it, where that was taken from, and whom it came from.
//!
//! Other incidents, the team's own work and consents are never among it. Closed records are neither gathered nor
//! counted. Start at [`Register::rests_on`].

use super::references;
use crate::db::Value;
use crate::error::{Error, Result};
use crate::limits::{PACKAGE_RECORDS_MAX, PACKAGE_STEPS_MAX, STATEMENT_PARAMETERS_MAX};
use crate::record::marks;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What names an incident in a column.
const OF_INCIDENT: [Kind; 5] =
    [Kind::Assessment, Kind::ObjectDamage, Kind::VictimMention, Kind::Interview, Kind::SiteVisit];

/// What names something gathered in a column, and belongs to it.
const OF_GATHERED: [(Kind, &str); 2] = [(Kind::Assertion, "report"), (Kind::Verification, "about")];

impl Register {
    /// The incident and everything it rests on that may be seen in this scope, with their kinds.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope; `too-many-given` where it rests on more than a package holds.
    pub(super) async fn rests_on(
        &self,
        scope: Scope,
        incident: RecordId,
    ) -> Result<BTreeMap<RecordId, Kind>> {
        self.record(scope, Kind::Incident, incident).await?;
        let mut found = BTreeMap::from([(incident, Kind::Incident)]);
        let mut step = self.around_incident(scope, incident).await?;
        for _ in 0..PACKAGE_STEPS_MAX {
            step.retain(|id, kind| is_gathered(*kind) && !found.contains_key(id));
            if step.is_empty() {
                return Ok(found);
            }
            found.extend(step.iter().map(|(id, kind)| (*id, *kind)));
            if found.len() > PACKAGE_RECORDS_MAX {
                return crate::team::refuse("too-many-given", "records");
            }
            step = self.step_behind(scope, step).await?;
        }
        Ok(found)
    }

    /// What names the incident, and what is linked to it, with the links.
    async fn around_incident(&self, scope: Scope, incident: RecordId) -> Result<BTreeMap<RecordId, Kind>> {
        let named: Vec<(Kind, &str)> = OF_INCIDENT.iter().map(|kind| (*kind, "incident")).collect();
        let mut found = self.records_naming(scope, &named, &[incident.0]).await?;
        let limit = i64::try_from(PACKAGE_RECORDS_MAX).unwrap_or(i64::MAX);
        let links = self.links_of(scope, incident, None, limit).await?;
        for link in links.page.iter().filter(|link| link.there_kind != Kind::Incident) {
            found.insert(link.link, Kind::Link);
            found.insert(link.there, link.there_kind);
        }
        Ok(found)
    }

    /// What those of this step name, and what was said in them.
    async fn step_behind(
        &self,
        scope: Scope,
        step: BTreeMap<RecordId, Kind>,
    ) -> Result<BTreeMap<RecordId, Kind>> {
        let ids: Vec<Uuid> = step.keys().map(|id| id.0).collect();
        let mut next = self.records_naming(scope, &OF_GATHERED, &ids).await?;
        let records = self.named(scope, step.into_iter().map(|(id, kind)| (kind, id))).await?;
        let mut named = BTreeSet::new();
        for record in records.values() {
            references(&record.body, &mut named);
        }
        let named: Vec<RecordId> = named.into_iter().map(RecordId).collect();
        next.extend(self.kinds(scope, &named).await?);
        Ok(next)
    }

    /// The records that name one of these in one of these columns, as far as they may be seen.
    async fn records_naming(
        &self,
        scope: Scope,
        columns: &[(Kind, &str)],
        ids: &[Uuid],
    ) -> Result<BTreeMap<RecordId, Kind>> {
        let mut found = Vec::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let marks = marks(2, chunk.len());
            let arms: Vec<String> = columns
                .iter()
                .map(|(kind, column)| {
                    format!(
                        "select r.id from {} r where r.project = $1 and r.{column} in ({marks})",
                        kind.slug()
                    )
                })
                .collect();
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().map(|id| Value::from(*id)));
            let rows = self.db.rows_of(arms.join(" union all "), values).await?;
            found.extend(rows.iter().map(|row| row.id(0).map(RecordId)).collect::<Result<Vec<_>>>()?);
        }
        // Only here is it asked what may be seen: closed ones fall out, and nobody is told how many.
        self.kinds(scope, &found).await
    }

    /// The kinds of chosen records, each of which must be there and of a kind that is handed out.
    ///
    /// # Errors
    /// `not-found`.
    pub(super) async fn chosen_kinds(
        &self,
        scope: Scope,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Kind>> {
        let kinds = self.kinds(scope, records).await?;
        let is_whole = records.iter().all(|id| kinds.get(id).is_some_and(|kind| kind.is_exported()));
        if is_whole { Ok(kinds) } else { Err(Error::NotFound) }
    }
}

/// Whether records of this kind come along with an incident that is not theirs.
const fn is_gathered(kind: Kind) -> bool {
    kind.is_exported() && !matches!(kind, Kind::Incident)
}
