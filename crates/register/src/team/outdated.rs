//! Assessments of our own that name another codebook, or another version of it, than the register goes by now.
//!
//! Only listed: a change of codebook regrades nothing by itself. Start at [`Register::outdated`].

use crate::db::Value;
use crate::error::Result;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::Basis;

/// An assessment with what its incident is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Outdated {
    /// The assessment, current for its incident.
    pub assessment: Record,
    /// The incident.
    pub incident: Record,
}

impl Register {
    /// Current assessments of our own by another codebook than the present one, oldest first; after an assessment, at
    /// most `limit`. One that names no codebook is not among them: nobody knows what it was graded by.
    ///
    /// # Errors
    /// From the database.
    pub async fn outdated(&self, scope: Scope, after: Option<RecordId>, limit: i64) -> Result<Vec<Outdated>> {
        // Bodies are canonical JSON text, so this member cannot stand inside a value.
        let book = serde_json::Value::String(self.codebook.reference()).to_string();
        let book = book.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let sql = format!(
            r#"select {RECORD}, i.id, i.first_act, i.head_act, i.conflicts, i.body
               from assessment r join incident i on i.id = r.incident
               where r.project = $1{} and i.project = $1{} and r.basis = $2 and r.current and r.id > $3
                 and r.body like '%"codebook":"%' and r.body not like $4 escape '\'
               order by r.id limit $5"#,
            scope.sees("r"),
            scope.sees("i")
        );
        let values: Vec<Value> = vec![
            scope.project.0.into(),
            Basis::Own.slug().into(),
            after.map_or_else(uuid::Uuid::nil, |after| after.0).into(),
            format!("%\"codebook\":{book}%").into(),
            limit.into(),
        ];
        let rows = self.db.rows_of(sql, values).await?;
        rows.iter()
            .map(|row| {
                let incident = crate::incident::list::record_at(Kind::Incident, row, 5)?;
                let incident = incident.ok_or(crate::error::Error::NotFound)?;
                Ok(Outdated { assessment: record_of(Kind::Assessment, row)?, incident })
            })
            .collect()
    }
}
