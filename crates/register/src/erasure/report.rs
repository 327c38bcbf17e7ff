//! What became of erasures: what was destroyed, when, by whom and on which ground, and which copies are beyond this
//! register. For custodians. Start at [`Register::erasures`] and [`Register::erasure`].

use super::{Destroyed, Erasing};
use crate::db::Row;
use crate::error::{Error, Result};
use crate::limits::{BACKUP_DAYS_MAX, ERASURES_PER_PAGE, STATEMENT_PARAMETERS_MAX};
use crate::permission::{Operation, Permit};
use crate::record::{kind_of, marks};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use crate::sequencer::{ACT, stored_act};
use crate::team::approval::Asked;
use crate::team::export::{Exporting, after};
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Approval;
use domain::vocabulary::{CustodyAction, ErasureGround};

/// An erasure that was agreed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Erasure {
    /// The approval in which it was asked for and agreed to; its name.
    pub id: RecordId,
    /// The act that erased what was asked for.
    pub act: ActId,
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// What was asked for, with all it reached.
    pub erasing: Erasing,
    /// Who asked.
    pub asked_by: ActorId,
    /// Who agreed.
    pub agreed_by: Option<ActorId>,
    /// When: RFC 3339, UTC.
    pub agreed: String,
    /// When everything here was destroyed; none while that is not finished.
    pub done: Option<String>,
    /// Code of what stood in the way the last time.
    pub trouble: Option<String>,
    /// What was destroyed.
    pub destroyed: Destroyed,
}

impl Erasure {
    /// The ground.
    pub const fn ground(&self) -> ErasureGround {
        self.erasing.ground
    }

    /// Until when a backup that was made before may hold what was erased; none before it is done.
    pub fn backups_until(&self) -> Option<String> {
        after(self.done.as_deref()?, BACKUP_DAYS_MAX * 24 * 60 * 60)
    }
}

/// A copy that was given out before, and that only its recipient can destroy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When.
    pub at: String,
    /// By whom.
    pub by: ActorId,
    /// The record that was given, where it was one.
    pub record: Option<RecordId>,
    /// To whom or for what, as was said then.
    pub words: String,
}

const ERASURE: &str = "e.approval, e.act, e.kind, e.subject, e.agreed, e.done, e.trouble, e.report, r.body";

impl Register {
    /// Erasures of a project, latest first; those before a time, where one is named.
    ///
    /// # Errors
    /// `not-permitted`, or from the database.
    pub async fn erasures(&self, permit: &Permit, before: Option<&str>) -> Result<Vec<Erasure>> {
        permit.require(Operation::Label)?;
        let scope = permit.scope();
        let sql = format!(
            "select {ERASURE} from erasure e join approval r on r.id = e.approval
             where e.project = $1{} and e.agreed < $2 order by e.agreed desc, e.approval desc limit $3",
            scope.sees("e")
        );
        // Later than any time.
        let before = before.unwrap_or("~");
        let values = vec![scope.project.0.into(), before.into(), ERASURES_PER_PAGE.into()];
        self.db.rows_of(sql, values).await?.iter().map(erasure).collect()
    }

    /// One erasure.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`.
    pub async fn erasure(&self, permit: &Permit, id: RecordId) -> Result<Erasure> {
        permit.require(Operation::Label)?;
        let scope = permit.scope();
        let sql = format!(
            "select {ERASURE} from erasure e join approval r on r.id = e.approval
             where e.project = $1 and e.approval = $2{}",
            scope.sees("e")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), id.0.into()]).await?;
        rows.first().map(erasure).transpose()?.ok_or(Error::NotFound)
    }

    /// One erasure, with the copies of what it reached that were given out before it: items handed over, and exports
    /// of records of those kinds. Whoever holds one has to be asked to destroy it.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`.
    pub async fn erasure_and_copies(&self, permit: &Permit, id: RecordId) -> Result<(Erasure, Vec<Given>)> {
        let erasure = self.erasure(permit, id).await?;
        let given = self.given_before(permit.scope(), &erasure).await?;
        Ok((erasure, given))
    }

    async fn given_before(&self, scope: Scope, erasure: &Erasure) -> Result<Vec<Given>> {
        let mut given = Vec::new();
        for chunk in erasure.erasing.reach.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let sql = format!(
                "select {ACT} from act a where a.project = $1 and a.kind like '%.custody' and a.subject in ({})
                 order by a.position",
                marks(2, chunk.len())
            );
            let ids = chunk.iter().map(|reach| reach.record.0.into());
            let values = std::iter::once(scope.project.0.into()).chain(ids).collect();
            for row in self.db.rows_of(sql, values).await? {
                let act = stored_act(&row)?;
                let said = act.fields.get(crate::fold::CUSTODY);
                let text = |name: &str| said.and_then(|said| said.get(name)?.as_str());
                let actions = [CustodyAction::Exported, CustodyAction::Copied].map(CustodyAction::slug);
                if text("action").is_some_and(|action| actions.contains(&action)) {
                    let words = text("words").unwrap_or_default().to_owned();
                    let (by, record) = (ActorId(act.actor), Some(RecordId(act.subject)));
                    given.push(Given { at: act.at, by, record, words });
                }
            }
        }
        given.extend(self.exported_before(scope, erasure).await?);
        given.sort_by(|one, other| one.at.cmp(&other.at));
        Ok(given)
    }

    async fn exported_before(&self, scope: Scope, erasure: &Erasure) -> Result<Vec<Given>> {
        let sql = format!(
            "select r.body, a.at from approval r join act a on a.id = r.head_act
             where r.project = $1{} and r.action = 'bulk_export' and r.outcome in ('approved', 'not_needed')
               and a.at < $2 order by r.id",
            scope.sees("r")
        );
        let values = vec![scope.project.0.into(), erasure.agreed.as_str().into()];
        let mut given = Vec::new();
        for row in self.db.rows_of(sql, values).await? {
            let approval = approval(&row.text(0)?)?;
            let Ok(Asked::Export(exporting)) = serde_json::from_str::<Asked>(&approval.details) else {
                continue;
            };
            if erasure.erasing.reach.iter().any(|reach| reach.kind == exporting.kind) {
                let Exporting { recipient, .. } = exporting;
                given.push(Given { at: row.text(1)?, by: approval.asked_by, record: None, words: recipient });
            }
        }
        Ok(given)
    }

    /// The act by which a record went as a whole.
    ///
    /// # Errors
    /// From the database.
    pub async fn gone(&self, scope: Scope, id: RecordId) -> Result<Option<ActId>> {
        let sql = format!(
            "select g.act from erased g where g.subject = $1 and g.field = '' and g.project = $2{}",
            scope.sees("g")
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        rows.first().map(|row| row.id(0).map(ActId)).transpose()
    }

    /// What is answered for a record that is not in its table.
    pub(crate) async fn not_there(&self, scope: Scope, id: RecordId) -> Error {
        match self.gone(scope, id).await {
            Ok(Some(act)) => Error::Erased(act),
            Ok(None) => Error::NotFound,
            Err(error) => error,
        }
    }
}

fn approval(text: &str) -> Result<Approval> {
    domain::record::read(&json_body(text)?).map_err(|problem| Error::Damaged(problem.to_string()))
}

fn erasure(row: &Row) -> Result<Erasure> {
    let damaged = |error: serde_json::Error| Error::Damaged(error.to_string());
    let approval = approval(&row.text(8)?)?;
    let Asked::Erase(erasing) = serde_json::from_str(&approval.details).map_err(damaged)? else {
        return Err(Error::Damaged("an erasure was agreed to in something else".to_owned()));
    };
    Ok(Erasure {
        id: RecordId(row.id(0)?),
        act: ActId(row.id(1)?),
        kind: kind_of(&row.text(2)?)?,
        record: RecordId(row.id(3)?),
        erasing,
        asked_by: approval.asked_by,
        agreed_by: approval.decided_by,
        agreed: row.text(4)?,
        done: row.maybe_text(5)?,
        trouble: row.maybe_text(6)?,
        destroyed: serde_json::from_str(&row.text(7)?).map_err(damaged)?,
    })
}
