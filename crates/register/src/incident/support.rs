//! What the register holds for a grade of our own: findings, independent accounts, action nearby, rival attributions.
//!
//! Gathered here, judged by `domain::grading`; a grade that is not supported is refused when it is written, whoever
//! writes it. Grades taken over are shown as their body gave them and are not held to this. Start at [`support`].

use super::CERTAIN;
use crate::db::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::rows::json_body;
use domain::grading::{Support, problems};
use domain::problem::Problem;
use domain::record::{Assessment, Body, Incident};
use domain::vocabulary::{Basis, Outcome, SourceKind, StrikeStatus};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Refuses an assessment of our own whose grade the register does not support.
///
/// # Errors
/// `record-refused` with every hard rule of grading it breaks.
pub(crate) async fn require_support(tx: &mut Tx, project: Uuid, body: &Body) -> Result<()> {
    let is_graded = body.get("grade").is_some_and(|grade| !grade.is_null());
    if body.get("basis").and_then(Json::as_str) != Some(Basis::Own.slug()) || !is_graded {
        return Ok(());
    }
    let assessment: Assessment = serde_json::from_value(Json::Object(body.clone()))
        .map_err(|error| Error::Damaged(error.to_string()))?;
    let support = support(tx, project, assessment.incident.0).await?;
    let found: Vec<Problem> = problems(&assessment, &support);
    if found.iter().any(Problem::refuses) { Err(Error::Refused(found)) } else { Ok(()) }
}

/// What the register holds about an incident of the project, in one statement.
pub(crate) async fn support(tx: &mut Tx, project: Uuid, incident: Uuid) -> Result<Support> {
    let accounts = format!(
        "select case when l.from_kind = 'report' then l.from_record else a.report end
         from link l left join assertion a on a.id = l.from_record
         where l.to_record = $1 and l.role in ('about', 'reports') and l.from_kind in ('report', 'assertion')
           and l.project = $2 and {CERTAIN}"
    );
    let sql = format!(
        "select 'finding', f.outcome, f.id, f.id, f.id from link l join finding f on f.id = l.from_record
          where l.to_record = $1 and l.role = 'decides' and l.project = $2 and f.project = $2 and {CERTAIN}
         union all
         select 'account', coalesce(s.source_kind, ''), r.id, r.source, s.parent
          from report r left join source s on s.id = r.source where r.id in ({accounts})
         union all
         select 'same', e.role, e.from_record, e.to_record, null from link e
          where e.from_record in ({accounts}) and e.to_kind = 'report'
            and e.role in ('derives_from', 'quotes', 'same_as', 'rendition_of')
         union all
         select 'nearby', l.from_kind, l.from_record, null, null from link l
          where l.to_record = $1 and l.role in ('consistent_with', 'strike_of') and l.project = $2 and {CERTAIN}
            and l.from_kind in ('release_line', 'strike')
         union all
         select 'allied', '', l.from_record, l.to_record, null from link l
          where l.from_record in (select b.id from belligerent b where b.project = $2) and l.role = 'member_of'
         union all
         select 'incident', i.body, i.id, null, null from incident i where i.id = $1 and i.project = $2"
    );
    let values: Vec<Value> = vec![incident.into(), project.into()];
    let rows = tx.rows(sqlx::AssertSqlSafe(sql), values).await?;
    let mut gathered = Gathered::default();
    for row in &rows {
        gathered.add(row)?;
    }
    gathered.support()
}

/// What the statement found, row by row.
#[derive(Default)]
struct Gathered {
    findings: Vec<Outcome>,
    /// Report, its source and the body that source belongs to.
    accounts: Vec<(Uuid, Option<Uuid>, Option<Uuid>)>,
    joined: Groups,
    allied: Groups,
    nearby: Option<String>,
    incident: Option<Incident>,
}

impl Gathered {
    fn add(&mut self, row: &Row) -> Result<()> {
        let (what, words, id) = (row.text(0)?, row.text(1)?, row.id(2)?);
        match what.as_str() {
            "finding" => self.findings.extend(Outcome::parse(&words)),
            // The register's own pages and what is made from them count for nothing (invariant 16).
            "account" if words == SourceKind::ThisRegister.slug() => {}
            "account" => self.accounts.push((id, row.maybe_id(3)?, row.maybe_id(4)?)),
            "same" => self.joined.join(id, row.id(3)?),
            "allied" => self.allied.join(id, row.id(3)?),
            "nearby" => self.nearby = Some(words),
            _ => {
                let body = Json::Object(json_body(&words)?);
                self.incident =
                    Some(serde_json::from_value(body).map_err(|error| Error::Damaged(error.to_string()))?);
            }
        }
        Ok(())
    }

    fn support(mut self) -> Result<Support> {
        let incident = self.incident.take().ok_or(Error::NotFound)?;
        let status = incident.strike_status;
        let declared =
            status.filter(|status| matches!(status, StrikeStatus::Declared | StrikeStatus::Likely));
        Ok(Support {
            near_action: self.nearby.take().or_else(|| declared.map(|status| status.slug().to_owned())),
            independent_origins: self.origins(),
            rival_attributions: self.rivals(&incident),
            findings: self.findings,
            accepted_publicly: false,
        })
    }

    /// Groups of accounts that share no source, no body and no text. An account whose source is not known may be
    /// anyone's copy, and counts for nothing.
    fn origins(&mut self) -> usize {
        let known: Vec<(Uuid, Uuid, Option<Uuid>)> = self
            .accounts
            .iter()
            .filter_map(|(report, source, parent)| Some((*report, (*source)?, *parent)))
            .collect();
        for (report, source, parent) in &known {
            self.joined.join(*report, *source);
            if let Some(parent) = parent {
                self.joined.join(*source, *parent);
            }
        }
        known.iter().map(|(report, ..)| self.joined.of(*report)).collect::<BTreeSet<_>>().len()
    }

    fn rivals(&mut self, incident: &Incident) -> usize {
        let party = |party: &domain::record::Attributed| {
            party.belligerent.map_or_else(
                || domain::fold::fold(&party.name),
                |belligerent| self.allied.of(belligerent.0).to_string(),
            )
        };
        incident.belligerents.iter().map(party).collect::<BTreeSet<_>>().len()
    }
}

/// Ids joined into groups.
#[derive(Default)]
struct Groups(BTreeMap<Uuid, Uuid>);

impl Groups {
    /// The id that stands for the group of this one.
    fn of(&self, id: Uuid) -> Uuid {
        let mut at = id;
        while let Some(next) = self.0.get(&at) {
            at = *next;
        }
        at
    }

    fn join(&mut self, one: Uuid, other: Uuid) {
        let (one, other) = (self.of(one), self.of(other));
        if one != other {
            // Always towards the smaller, so that no two can point at each other.
            self.0.insert(one.max(other), one.min(other));
        }
    }
}
