//! Two incidents side by side, and what an incident has become or been made of: what a person looks at before merging
//! and after.
//!
//! Reading only. Start at [`Register::comparison`] and [`Register::family`].

use super::merge::is_choosable;
use crate::error::{Error, Result};
use crate::record::{RECORD, Record, kind_of, marks, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// One of the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The incident.
    pub incident: Record,
    /// How many records of each kind point at it.
    pub counts: BTreeMap<Kind, i64>,
    /// Its current assessments, our own first.
    pub judged: Vec<Record>,
}

/// Two incidents side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The one that would stand for both.
    pub survivor: Side,
    /// The one that would be merged into it.
    pub merged: Side,
    /// Fields that can be chosen and in which the two differ, by name.
    pub differing: Vec<String>,
    /// Datasets that hold both as different rows: their recorder took them for two events.
    pub datasets: Vec<String>,
}

/// Incidents that were one with this, or part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Family {
    /// Merged into it.
    pub merged: Vec<Record>,
    /// Split from it, and standing.
    pub parts: Vec<Record>,
    /// What it was merged into, or split from.
    pub from: Vec<Record>,
    /// Assessments of those merged into it: earlier judgments, in no sum.
    pub judgments: Vec<Record>,
}

impl Register {
    /// Two incidents side by side; four statements.
    ///
    /// # Errors
    /// `not-found` where one is not in the scope.
    pub async fn comparison(&self, scope: Scope, survivor: RecordId, merged: RecordId) -> Result<Comparison> {
        let ids = [survivor, merged];
        let found = self.records(scope, Kind::Incident, &ids).await?;
        let [one, other] = <[Record; 2]>::try_from(found).map_err(|_fewer| Error::NotFound)?;
        let mut counts = self.pointing_counts(scope, &ids).await?;
        let mut judged = self.current_of(scope, &ids).await?;
        let mut side = |incident: Record| Side {
            counts: counts.remove(&incident.id).unwrap_or_default(),
            judged: judged.remove(&incident.id).unwrap_or_default(),
            incident,
        };
        let (survivor, merged) = (side(one), side(other));
        let (held, offered) = (&survivor.incident.body, &merged.incident.body);
        let differing = offered
            .iter()
            .filter(|(field, value)| is_choosable(field) && held.get(field.as_str()) != Some(*value));
        let differing = differing.map(|(field, _)| field.clone()).collect();
        let datasets = self.datasets_of_both(&ids).await?;
        Ok(Comparison { survivor, merged, differing, datasets })
    }

    async fn pointing_counts(
        &self,
        scope: Scope,
        ids: &[RecordId; 2],
    ) -> Result<BTreeMap<RecordId, BTreeMap<Kind, i64>>> {
        let sql = format!(
            "select r.to_record, r.from_kind, count(*) from link r
             where r.project = $1 and r.to_record in ($2, $3){sees} group by r.to_record, r.from_kind
             union all select r.incident, 'victim_mention', count(*) from victim_mention r
             where r.project = $1 and r.incident in ($2, $3){sees} group by r.incident
             union all select r.incident, 'object_damage', count(*) from object_damage r
             where r.project = $1 and r.incident in ($2, $3){sees} group by r.incident",
            sees = scope.sees("r")
        );
        let values = vec![scope.project.0.into(), ids[0].0.into(), ids[1].0.into()];
        let mut counts: BTreeMap<RecordId, BTreeMap<Kind, i64>> = BTreeMap::new();
        for row in self.db.rows_of(sql, values).await? {
            let of = counts.entry(RecordId(row.id(0)?)).or_default();
            *of.entry(kind_of(&row.text(1)?)?).or_default() += row.int(2)?;
        }
        Ok(counts)
    }

    async fn current_of(&self, scope: Scope, ids: &[RecordId; 2]) -> Result<BTreeMap<RecordId, Vec<Record>>> {
        let is_full = scope.is_full();
        let current = if is_full { " and r.current = true".to_owned() } else { scope.sees("r") };
        let sql = format!(
            "select {RECORD}, r.incident, r.basis from assessment r
             where r.project = $1 and r.incident in ($2, $3){current}
             order by r.basis desc, r.version desc, r.id"
        );
        let values = vec![scope.project.0.into(), ids[0].0.into(), ids[1].0.into()];
        let mut judged: BTreeMap<RecordId, Vec<Record>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for row in self.db.rows_of(sql, values).await? {
            // Latest first: to a reader to whom later ones are closed, the newest they may see is the current one.
            let is_newest = seen.insert((row.id(5)?, row.text(6)?));
            if is_newest || is_full {
                judged.entry(RecordId(row.id(5)?)).or_default().push(record_of(Kind::Assessment, &row)?);
            }
        }
        Ok(judged)
    }

    async fn datasets_of_both(&self, ids: &[RecordId; 2]) -> Result<Vec<String>> {
        let sql = "select distinct a.dataset from import_row a join import_row b on b.dataset = a.dataset
                   where a.subject = $1 and b.subject = $2 order by 1";
        let rows = self.db.rows(sql, vec![ids[0].0.into(), ids[1].0.into()]).await?;
        rows.iter().map(|row| row.text(0)).collect()
    }

    /// What an incident was merged with or split from; one statement, and one for judgments of what was merged.
    ///
    /// # Errors
    /// From the database.
    pub async fn family(&self, scope: Scope, incident: &Record) -> Result<Family> {
        let id = |path: &str| incident.text(path).and_then(|text| text.parse::<RecordId>().ok());
        let beyond = [id("merged/into"), id("split_from")];
        let beyond: BTreeSet<RecordId> = beyond.into_iter().flatten().collect();
        let arm = |relation: &str, condition: &str| {
            format!(
                "select {RECORD}, '{relation}' as relation from incident r
                 where r.project = $1 and {condition}{}",
                scope.sees("r")
            )
        };
        let arms = [
            arm("merged", "r.merged_into = $2"),
            arm("part", "r.split_from = $2 and r.merged_into is null"),
            arm("from", "r.id in ($3, $4)"),
        ];
        let sql = format!("{} order by 6, 1", arms.join(" union all "));
        let nil = uuid::Uuid::nil();
        let mut ends = beyond.iter().map(|id| id.0).chain([nil, nil]);
        let mut values = vec![scope.project.0.into(), incident.id.0.into()];
        values.extend(ends.by_ref().take(2).map(crate::db::Value::from));
        let mut family = Family::default();
        for row in self.db.rows_of(sql, values).await? {
            let record = record_of(Kind::Incident, &row)?;
            match row.text(5)?.as_str() {
                "merged" => family.merged.push(record),
                "part" => family.parts.push(record),
                _ => family.from.push(record),
            }
        }
        if family.merged.is_empty() {
            return Ok(family);
        }
        let sql = format!(
            "select {RECORD} from assessment r where r.project = $1 and r.incident in ({}){}
             order by r.basis desc, r.version desc, r.id",
            marks(2, family.merged.len()),
            scope.sees("r")
        );
        let mut values = vec![scope.project.0.into()];
        values.extend(family.merged.iter().map(|record| crate::db::Value::from(record.id.0)));
        let rows = self.db.rows_of(sql, values).await?;
        family.judgments = rows.iter().map(|row| record_of(Kind::Assessment, row)).collect::<Result<_>>()?;
        Ok(family)
    }
}
