//! Giving out what was sealed: one custodian asks, two others agree, then whoever asked is handed the sealed text for a
//! day, by an act each time. They open it on their own machine, with a key that never comes here.
//!
//! Start at [`Work::give_out_identity`]; asking is [`crate::Work::ask`] with `Asked::Identity`.

use super::SEALED;
use crate::error::{Error, Result};
use crate::fold::CUSTODY;
use crate::limits::IDENTITY_GRANT_SECONDS;
use crate::permission::{Operation, Permit};
use crate::record::{RECORD, marks, record_of};
use crate::register::Register;
use crate::team::export::after;
use crate::team::refuse;
use crate::work::Work;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Approval;
use domain::vocabulary::{ApprovalAction, ApprovalOutcome, CustodyAction};
use serde_json::json;
use std::collections::BTreeMap;

/// A custodian's asking to be given what was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The record of it.
    pub id: RecordId,
    /// The sealed identity.
    pub identity: RecordId,
    /// Who asked, and what others said.
    pub approval: Approval,
    /// Until when it is given out: RFC 3339, UTC; none before two agreed.
    pub until: Option<String>,
    /// Whether it is given to whoever asked now.
    pub is_open: bool,
}

impl Register {
    /// Everything that was asked of sealed identities, latest first.
    ///
    /// # Errors
    /// `not-permitted`, or from the database.
    pub async fn askings(&self, permit: &Permit, identities: &[RecordId]) -> Result<Vec<Asking>> {
        permit.require(Operation::Label)?;
        if identities.is_empty() {
            return Ok(Vec::new());
        }
        let scope = permit.scope();
        let sql = format!(
            "select {RECORD}, a.at, r.subject from approval r
               left join field_head h on h.subject = r.id and h.field = 'outcome' left join act a on a.id = h.act
             where r.project = $1{} and r.action = 'identity' and r.subject in ({}) order by r.id desc",
            scope.sees("r"),
            marks(2, identities.len())
        );
        let ids = identities.iter().map(|id| id.0.into());
        let values = std::iter::once(scope.project.0.into()).chain(ids).collect();
        let now = self.now();
        let asking = |row: &crate::db::Row| {
            let record = record_of(Kind::Approval, row)?;
            let approval: Approval = record.read()?;
            let is_agreed = approval.outcome == ApprovalOutcome::Approved;
            let decided = row.maybe_text(5)?.filter(|_| is_agreed);
            let until = decided.and_then(|at| after(&at, IDENTITY_GRANT_SECONDS));
            let is_open = approval.asked_by == permit.actor
                && until.as_deref().is_some_and(|until| now.as_str() < until);
            Ok(Asking { id: record.id, identity: RecordId(row.id(6)?), approval, until, is_open })
        };
        self.db.rows_of(sql, values).await?.iter().map(asking).collect()
    }
}

impl Work<'_> {
    /// Hands out what was sealed, to whoever asked and after two others agreed; the act that says so is kept first.
    ///
    /// # Errors
    /// `not-permitted`; `not-found`; `identity-not-granted` for anybody but whoever asked, before two agreed, and after
    /// the day is over.
    pub async fn give_out_identity(&mut self, asking: RecordId) -> Result<String> {
        self.permit.require(Operation::Label)?;
        let stored = self.stored(Kind::Approval, asking.0).await?;
        let approval: Approval = domain::record::read(&stored.body)
            .map_err(|problem| Error::Damaged(format!("{asking}: {problem}")))?;
        let (ApprovalAction::Identity, Some(identity)) = (approval.action, approval.subject) else {
            return Err(Error::NotFound);
        };
        let askings = self.register.askings(&self.permit, &[identity]).await?;
        if !askings.iter().any(|found| found.id == asking && found.is_open) {
            return refuse("identity-not-granted", "outcome");
        }
        let identity = self.stored(Kind::SealedIdentity, identity.0).await?;
        let sealed = identity.body.get(SEALED).and_then(|sealed| sealed.as_str()).map(str::to_owned);
        let sealed = sealed.ok_or_else(|| Error::Damaged(format!("{} holds nothing", identity.id)))?;
        let said = json!({ "action": CustodyAction::Exported.slug(), "words": asking.to_string() });
        let fields = BTreeMap::from([(CUSTODY.to_owned(), ledger::canonical(&said)?)]);
        let kind = Kind::SealedIdentity;
        let act =
            self.act(format!("{}.custody", kind.slug()), identity.id, vec![identity.head_act], fields)?;
        let label = crate::label::of(&identity)?;
        crate::rows::write_label(&mut self.hands().await?.tx, kind, identity.id, label, act).await?;
        Ok(sealed)
    }
}
