//! Exports by people of the team: each leaves purpose, recipient and the digest of its file as a record with acts, and
//! one that holds sealed records or many people takes a second person.
//!
//! Who asks says what for and for whom; who agrees may see all of it; then whoever asked may make the file for a day.
//! Not the writing of the file, which is [`crate::export`], and not for the owner of the machine, who has all of it
//! anyway. Start at [`Register::export_takes_two`] and [`Work::record_export`].

use super::approval::Asked;
use super::refuse;
use crate::db::Value;
use crate::error::{Error, Result};
use crate::limits::{
    EXPORT_GRANT_SECONDS, EXPORT_PEOPLE_ALONE_MAX, EXPORT_WORDS_CHARS_MAX, EXPORTS_LISTED_MAX,
};
use crate::permission::{Operation, Permit};
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Approval, body};
use domain::vocabulary::{AccessLabel, ApprovalAction, ApprovalOutcome};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

/// An export, as somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exporting {
    /// Every record of this kind that they may see.
    pub kind: Kind,
    /// What for.
    pub purpose: String,
    /// For whom.
    pub recipient: String,
}

impl Exporting {
    /// # Errors
    /// `not-found` for a kind that is not exported; `field-empty`, `field-too-long`.
    pub(crate) fn hold(&self) -> Result<()> {
        if !self.kind.is_exported() {
            return Err(Error::NotFound);
        }
        for (field, words) in [("purpose", &self.purpose), ("recipient", &self.recipient)] {
            if words.trim().is_empty() {
                return refuse("field-empty", field);
            }
            if words.chars().count() > EXPORT_WORDS_CHARS_MAX {
                return refuse("field-too-long", field);
            }
        }
        Ok(())
    }
}

/// An export that somebody asked for or made.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The record of it.
    pub id: RecordId,
    /// What was asked for.
    pub exporting: Exporting,
    /// What became of it, and the digest of the last file.
    pub approval: Approval,
    /// Until when its file may be made: RFC 3339, UTC; none where nobody agreed, or it takes nobody.
    pub until: Option<String>,
    /// Whether it may be made now.
    pub is_open: bool,
}

/// What an export would hold.
pub(crate) struct Weight {
    records: i64,
    /// The narrowest label.
    pub(crate) label: AccessLabel,
}

impl Weight {
    fn takes_two(&self, kind: Kind) -> bool {
        self.label == AccessLabel::Sealed
            || (kind == Kind::VictimMention && self.records > EXPORT_PEOPLE_ALONE_MAX)
    }
}

impl Register {
    /// Whether the export of a kind takes a second person; never for the machine's owner.
    ///
    /// # Errors
    /// `not-permitted`, or from the database.
    pub async fn export_takes_two(&self, permit: &Permit, kind: Kind) -> Result<bool> {
        permit.require(Operation::Export)?;
        if permit.is_owner() {
            return Ok(false);
        }
        Ok(self.export_weight(permit.scope(), kind).await?.takes_two(kind))
    }

    pub(crate) async fn export_weight(&self, scope: Scope, kind: Kind) -> Result<Weight> {
        // Slugs of labels sort from the narrowest to the widest.
        let sql = format!(
            "select count(*), coalesce(min(r.label), 'team') from {} r where r.project = $1{}",
            kind.slug(),
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let row = rows.first().ok_or(Error::NotFound)?;
        let label = row.text(1)?;
        let label =
            AccessLabel::parse(&label).ok_or_else(|| Error::Damaged(format!("unknown label {label}")))?;
        Ok(Weight { records: row.int(0)?, label })
    }

    /// The exports that somebody asked for or made, latest first, at most [`EXPORTS_LISTED_MAX`].
    ///
    /// # Errors
    /// `not-permitted`, or from the database.
    pub async fn exports_of(&self, permit: &Permit) -> Result<Vec<Export>> {
        self.own_exports(permit, None).await
    }

    /// One of them, which may be made now.
    ///
    /// # Errors
    /// `not-permitted`; `not-found` for anybody else's; `export-not-granted` where nobody agreed, or the day is over.
    pub async fn export_grant(&self, permit: &Permit, id: RecordId) -> Result<Export> {
        let export = self.own_exports(permit, Some(id)).await?.pop().ok_or(Error::NotFound)?;
        if export.is_open { Ok(export) } else { refuse("export-not-granted", "outcome") }
    }

    async fn own_exports(&self, permit: &Permit, only: Option<RecordId>) -> Result<Vec<Export>> {
        permit.require(Operation::Export)?;
        let scope = permit.scope();
        // Bodies are canonical JSON text, so these words cannot stand inside a value.
        let mut values: Vec<Value> = vec![
            scope.project.0.into(),
            format!("%\"asked_by\":\"{}\"%", permit.actor).into(),
            EXPORTS_LISTED_MAX.into(),
        ];
        let condition = only.map_or("", |id| {
            values.push(id.0.into());
            " and r.id = $4"
        });
        let sql = format!(
            "select {RECORD}, a.at from approval r
               left join field_head h on h.subject = r.id and h.field = 'outcome' left join act a on a.id = h.act
             where r.project = $1{} and r.action = 'bulk_export' and r.body like $2{condition}
             order by r.id desc limit $3",
            scope.sees("r")
        );
        let now = self.now();
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter().map(|row| export(&record_of(Kind::Approval, row)?, row.maybe_text(5)?, &now)).collect()
    }
}

fn export(record: &Record, decided: Option<String>, now: &str) -> Result<Export> {
    let approval: Approval = record.read()?;
    let Ok(Asked::Export(exporting)) = serde_json::from_str(&approval.details) else {
        return Err(Error::Damaged(format!("approval {} is of no export", record.id)));
    };
    let is_agreed = approval.outcome == ApprovalOutcome::Approved;
    let until = decided.filter(|_| is_agreed).and_then(|at| after(&at, EXPORT_GRANT_SECONDS));
    let is_open = until.as_deref().is_some_and(|until| now < until);
    Ok(Export { id: record.id, exporting, approval, until, is_open })
}

/// A time so many seconds after another, both RFC 3339 in UTC with milliseconds.
pub(crate) fn after(at: &str, seconds: i64) -> Option<String> {
    let at: jiff::Timestamp = at.parse().ok()?;
    let later = at.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()?;
    Some(format!("{later:.3}"))
}

impl Work<'_> {
    /// Records that an export was made: purpose, recipient, and the digest of its file; before the file is handed out.
    /// Where it takes two people `grant` is what the second agreed to.
    ///
    /// # Errors
    /// `not-permitted`; `export-needs-second-person`; `export-not-granted` where the day is over, or the export would
    /// hold what is more closed than what was agreed to; the refusals of [`Exporting`].
    pub async fn record_export(
        &mut self,
        exporting: &Exporting,
        grant: Option<RecordId>,
        sha256: &str,
    ) -> Result<RecordId> {
        self.permit.require(Operation::Export)?;
        exporting.hold()?;
        let weight = self.register.export_weight(self.permit.scope(), exporting.kind).await?;
        let Some(grant) = grant else {
            if !self.permit.is_owner() && weight.takes_two(exporting.kind) {
                return refuse("export-needs-second-person", "kind");
            }
            let approval = Approval {
                action: ApprovalAction::BulkExport,
                subject: None,
                details: details(exporting)?,
                asked_by: self.permit.actor,
                outcome: ApprovalOutcome::NotNeeded,
                seconded_by: None,
                decided_by: None,
                file_sha256: Some(sha256.to_owned()),
            };
            let id = self.make(Kind::Approval, body(&approval)).await?;
            self.close_export(id, weight.label).await?;
            return Ok(id);
        };
        let granted = self.register.export_grant(&self.permit, grant).await?;
        let stored = self.stored(Kind::Approval, grant.0).await?;
        if granted.exporting != *exporting || weight.label > crate::label::of(&stored)? {
            return refuse("export-not-granted", "kind");
        }
        let seen: Vec<ActId> = stored.seen(["file_sha256"].into_iter()).into_iter().map(ActId).collect();
        let changes = Map::from_iter([("file_sha256".to_owned(), json!(sha256))]);
        self.alter(Kind::Approval, grant, changes, &seen).await?;
        Ok(grant)
    }

    /// What is said of an export is as closed as what it holds: its purpose, and that there is something to export.
    pub(crate) async fn close_export(&mut self, id: RecordId, label: AccessLabel) -> Result<()> {
        if label == AccessLabel::Team {
            return Ok(());
        }
        let stored = self.stored(Kind::Approval, id.0).await?;
        self.close(Kind::Approval, &stored, label).await
    }
}

/// What was asked for, as an approval keeps it.
pub(crate) fn details(exporting: &Exporting) -> Result<String> {
    let asked = serde_json::to_value(Asked::Export(exporting.clone())).unwrap_or_default();
    Ok(ledger::canonical(&asked)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ActorId;

    #[test]
    fn a_grant_lasts_a_day_after_the_yes() {
        let exporting =
            Exporting { kind: Kind::Source, purpose: "A count".to_owned(), recipient: "Us".to_owned() };
        let of = |outcome: ApprovalOutcome, now: &str| {
            let approval = Approval {
                action: ApprovalAction::BulkExport,
                subject: None,
                details: details(&exporting).expect("canonical"),
                asked_by: ActorId(uuid::Uuid::nil()),
                outcome,
                seconded_by: None,
                decided_by: None,
                file_sha256: None,
            };
            let record = Record {
                id: RecordId(uuid::Uuid::nil()),
                kind: Kind::Approval,
                first_act: ActId(uuid::Uuid::nil()),
                head_act: ActId(uuid::Uuid::nil()),
                conflicts: 0,
                body: body(&approval),
            };
            export(&record, Some("2026-11-21T15:00:00.000Z".to_owned()), now).expect("an export").is_open
        };
        assert!(of(ApprovalOutcome::Approved, "2026-11-21T15:00:00.001Z"));
        assert!(of(ApprovalOutcome::Approved, "2026-11-22T14:59:59.999Z"));
        assert!(!of(ApprovalOutcome::Approved, "2026-11-22T15:00:00.000Z"));
        assert!(!of(ApprovalOutcome::Refused, "2026-11-21T15:00:00.001Z"));
        assert!(!of(ApprovalOutcome::Withdrawn, "2026-11-21T15:00:00.001Z"));
    }

    #[test]
    fn times_compare_as_text() {
        assert_eq!(after("2026-11-21T15:00:00.120Z", 86_400).as_deref(), Some("2026-11-22T15:00:00.120Z"));
        assert_eq!(after("yesterday", 1), None);
    }
}
