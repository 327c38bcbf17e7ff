//! What authorities asked of the register, what they were given, and what must not be erased meanwhile.
//!
//! Start at [`Work::log_legal_request`]; whoever erases asks [`Register::held`] first.

use crate::error::{Error, Result};
use crate::permission::Operation;
use crate::register::Register;
use crate::rows::json_body;
use crate::work::Work;
use domain::id::{ActId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, LegalRequest, body};
use domain::vocabulary::AccessLabel;
use std::collections::BTreeMap;

impl Work<'_> {
    /// Logs a request; who it names may be a danger, so it is closed as far as the custodian says.
    ///
    /// # Errors
    /// `not-permitted`; `record-refused`.
    pub async fn log_legal_request(
        &mut self,
        request: &LegalRequest,
        label: AccessLabel,
    ) -> Result<RecordId> {
        self.permit.require(Operation::Label)?;
        let id = self.make(Kind::LegalRequest, body(request)).await?;
        self.close_new(Kind::LegalRequest, id, label).await?;
        Ok(id)
    }

    /// Answers a request, or corrects what was logged.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`; `record-refused`.
    pub async fn change_legal_request(&mut self, id: RecordId, changes: Body, seen: &[ActId]) -> Result<()> {
        self.permit.require(Operation::Label)?;
        self.alter(Kind::LegalRequest, id, changes, seen).await.map(|_| ())
    }
}

impl Register {
    /// Which of these records a legal request keeps from being erased, each with the requests. What asks here destroys,
    /// so that requests closed to the asker hold as well.
    ///
    /// # Errors
    /// From the database.
    pub async fn held(
        &self,
        project: ProjectId,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Vec<RecordId>>> {
        let sql = "select r.id, r.body from legal_request r where r.project = $1 and r.holds order by r.id";
        let mut held: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for row in self.db.rows(sql, vec![project.0.into()]).await? {
            let request: LegalRequest = domain::record::read(&json_body(&row.text(1)?)?)
                .map_err(|problem| Error::Damaged(problem.to_string()))?;
            for record in records.iter().filter(|record| request.records.contains(record)) {
                held.entry(*record).or_default().push(RecordId(row.id(0)?));
            }
        }
        Ok(held)
    }
}
