//! The label of one record, for those who may change it: nobody else learns that records have any.

use super::is_labelled;
use crate::error::{Error, Result};
use crate::permission::{Operation, Permit};
use crate::register::Register;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;

impl Register {
    /// Who may see a record; `None` for a kind that bears no label.
    ///
    /// # Errors
    /// `not-permitted` for anybody but a custodian; `not-found` where they may not see the record themselves.
    pub async fn label_of(&self, permit: &Permit, kind: Kind, id: RecordId) -> Result<Option<AccessLabel>> {
        permit.require(Operation::Label)?;
        if !is_labelled(kind) {
            return Ok(None);
        }
        let scope = permit.scope();
        let sql = format!(
            "select r.label from {} r where r.id = $1 and r.project = $2{}",
            kind.slug(),
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        let label = rows.first().ok_or(Error::NotFound)?.text(0)?;
        let read = AccessLabel::parse(&label);
        read.map(Some).ok_or_else(|| Error::Damaged(format!("unknown label {label}")))
    }
}
