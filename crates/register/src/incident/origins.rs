//! Ties between reports: why two of them are not independent; made, seen and taken back by people.
//!
//! A tie is a link from the report that derives, or from either of two that share, with its reason as the attribute
//! `reason`. Nothing is deleted: one taken back keeps its page and says why in the attribute `withdrawn`. What the
//! ties come to is reckoned in [`super::support`]. Start at [`Register::tie_reports`] and
//! [`Register::incident_origins`].

use super::STANDING;
use crate::error::{Error, Result};
use crate::register::Register;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::{ActId, RecordId, ReportId};
use domain::independence::{Edge, Independence};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::Body;
use domain::vocabulary::{LinkRole, OriginReason, OriginTie};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Attribute of a tie: its reason, a slug of [`OriginReason`].
const REASON: &str = "reason";
/// Attribute of a tie: why it was made, in words.
const NOTE: &str = "note";
/// Attribute of a tie that was taken back: why, in words.
pub(crate) const WITHDRAWN: &str = "withdrawn";

/// The independent origins of one incident's accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    /// What the ties come to.
    pub independence: Independence,
    /// The reports that are accounts of the incident; the others of the reckoning are only rested on.
    pub accounts: BTreeSet<RecordId>,
    /// Ties as entered, and those that follow from a common source or body.
    pub ties: Vec<Tie>,
}

/// Why two reports are not independent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The report that derives, or either of two that share.
    pub from: RecordId,
    /// The report it derives from, or the other of two.
    pub to: RecordId,
    /// Why.
    pub reason: OriginReason,
    /// The link that says so; `None` where it follows from a common source or body.
    pub link: Option<RecordId>,
    /// What whoever made it says.
    pub note: Option<String>,
}

/// A tie to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTie {
    /// The report that derives, or either of two that share.
    pub from: RecordId,
    /// The report it derives from, or the other of two.
    pub to: RecordId,
    /// Why.
    pub reason: OriginReason,
}

impl Tie {
    /// A link as a tie: its reason as it says, else the nearest to its role.
    pub(crate) fn read(from: Uuid, to: Uuid, link: Option<Uuid>, role: &str, body: &Body) -> Self {
        let attribute = |name: &str| body.get("attributes").and_then(|all| all.get(name)?.as_str());
        let said = attribute(REASON).and_then(OriginReason::parse);
        Self {
            from: RecordId(from),
            to: RecordId(to),
            reason: said.unwrap_or_else(|| nearest(role)),
            link: link.map(RecordId),
            note: attribute(NOTE).map(str::to_owned),
        }
    }

    /// A tie that follows from what is recorded of the sources.
    pub(crate) const fn seen(from: Uuid, to: Uuid, reason: OriginReason) -> Self {
        Self { from: RecordId(from), to: RecordId(to), reason, link: None, note: None }
    }

    pub(crate) const fn edge(&self) -> Edge {
        Edge { from: ReportId(self.from.0), to: ReportId(self.to.0), reason: self.reason }
    }
}

/// The reason nearest to what a link without one says; only whether it joins or derives decides the count.
fn nearest(role: &str) -> OriginReason {
    match role {
        "origin" | "same_as" => OriginReason::SameWitness,
        "rendition_of" => OriginReason::Translates,
        "derives_from" => OriginReason::Summarises,
        _ => OriginReason::Quotes,
    }
}

impl Register {
    /// Ties two reports; the reason of the act is kept beside the tie.
    ///
    /// # Errors
    /// `record-refused` with `tie-to-itself`, `tie-already-held` or `tie-with-this-register`; `not-found` where either
    /// report is not in the scope; `reason-missing`.
    pub async fn tie_reports(&self, scope: Scope, reason: Reason, tie: NewTie) -> Result<RecordId> {
        let note = reason.why.trim().to_owned();
        let mut work = self.begin(reason, scope.project).await?;
        let link = tie_in(&mut work, tie, &note).await?;
        work.commit().await?;
        Ok(link)
    }

    /// Takes a tie back: it counts no more, and says why.
    ///
    /// # Errors
    /// `not-found` where there is no such tie in the scope or it was taken back before; `reason-missing`.
    pub async fn withdraw_tie(&self, scope: Scope, reason: Reason, link: RecordId) -> Result<()> {
        let why = reason.why.trim().to_owned();
        let mut work = self.begin(reason, scope.project).await?;
        let stored = work.stored(Kind::Link, link.0).await?;
        let role = stored.body.get("role").and_then(Json::as_str).unwrap_or_default();
        let is_tie = ["derives_from", "quotes", "origin", "same_as", "rendition_of"].contains(&role);
        let is_of_reports = ["from_kind", "to_kind"]
            .iter()
            .all(|end| stored.body.get(*end).and_then(Json::as_str) == Some(Kind::Report.slug()));
        let mut attributes =
            stored.body.get("attributes").and_then(Json::as_object).cloned().unwrap_or_default();
        if !is_tie || !is_of_reports || attributes.contains_key(WITHDRAWN) {
            return Err(Error::NotFound);
        }
        attributes.insert(WITHDRAWN.to_owned(), Json::String(why));
        let seen: Vec<ActId> = stored.heads_of("attributes").into_iter().map(ActId).collect();
        let changes = Map::from_iter([("attributes".to_owned(), Json::Object(attributes))]);
        work.change(Kind::Link, link, changes, &seen).await?;
        work.commit().await?;
        Ok(())
    }
}

/// Makes a tie as a part of other work.
///
/// # Errors
/// As [`Register::tie_reports`].
pub(crate) async fn tie_in(work: &mut Work<'_>, tie: NewTie, note: &str) -> Result<RecordId> {
    let refuse = |code: &str| Err(Error::Refused(vec![Problem::refuse(code, "to")]));
    if tie.from == tie.to {
        return refuse("tie-to-itself");
    }
    if tie.reason == OriginReason::CitesThisRegister {
        return refuse("tie-with-this-register");
    }
    let project = work.project().0;
    let tx = &mut work.hands().await?.tx;
    let sql = "select id from report where project = $1 and id in ($2, $3)";
    let held = tx.rows(sql, vec![project.into(), tie.from.0.into(), tie.to.0.into()]).await?.len();
    if held != 2 || !work.sees(tie.from.0) || !work.sees(tie.to.0) {
        return Err(Error::NotFound);
    }
    let sql = format!(
        "select e.from_record, e.to_record, e.id, e.role, e.body from link e
         where e.project = $1 and e.from_record in ($2, $3) and e.to_record in ($2, $3) and {STANDING}"
    );
    let values = vec![project.into(), tie.from.0.into(), tie.to.0.into()];
    let held = work.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await?;
    for row in held {
        if !work.sees(row.id(2)?) {
            continue;
        }
        let (from, to) = (row.id(0)?, row.id(1)?);
        let held =
            Tie::read(from, to, row.maybe_id(2)?, &row.text(3)?, &crate::rows::json_body(&row.text(4)?)?);
        let is_same_way = held.from == tie.from || tie.reason.tie() == OriginTie::Origin;
        if held.reason == tie.reason && is_same_way {
            return refuse("tie-already-held");
        }
    }
    let mut attributes = BTreeMap::from([(REASON.to_owned(), tie.reason.slug().to_owned())]);
    if !note.is_empty() {
        attributes.insert(NOTE.to_owned(), note.to_owned());
    }
    let role = match (tie.reason, tie.reason.tie()) {
        (OriginReason::Quotes, _) => LinkRole::Quotes,
        (_, OriginTie::DerivesFrom) => LinkRole::DerivesFrom,
        (_, OriginTie::Origin) => LinkRole::Origin,
    };
    work.link((Kind::Report, tie.from.0), role, (Kind::Report, tie.to.0), attributes).await
}
