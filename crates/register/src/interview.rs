//! What was promised to people who were asked, and is due to be told back to them.
//!
//! Reading only; an interview is made and changed as a record. Start at [`Register::feedback_due`].

use crate::error::Result;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;

/// An interview after which something was promised, with whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Promised {
    /// The interview.
    pub interview: Record,
    /// The source.
    pub source: RecordId,
    /// By what it is called.
    pub source_name: String,
}

impl Register {
    /// Interviews whose promised feedback was not given, due until a day (`YYYY-MM-DD`) or with no day at all: the
    /// longest overdue first, at most `limit`.
    ///
    /// # Errors
    /// From the database.
    pub async fn feedback_due(&self, scope: Scope, until: &str, limit: i64) -> Result<Vec<Promised>> {
        // Bodies are canonical JSON text, so these words cannot stand inside a value.
        let sql = format!(
            "select {RECORD}, s.id, s.name from interview r join source s on s.id = r.source
             where r.project = $1 and s.project = $1{}{} and r.feedback_given is null
               and (r.feedback_due <= $2 or (r.feedback_due is null and r.body like '%\"feedback_promised\":%'))
             order by coalesce(r.feedback_due, '9999-12-31'), r.id limit $3",
            scope.sees("r"),
            scope.sees("s")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), until.into(), limit.into()]).await?;
        rows.iter()
            .map(|row| {
                let interview = record_of(Kind::Interview, row)?;
                Ok(Promised { interview, source: RecordId(row.id(5)?), source_name: row.text(6)? })
            })
            .collect()
    }
}
