//! What authorities asked of the register, what they were given, and what must not be erased meanwhile.
//!
//! Start at [`Work::log_legal_request`].

use crate::error::Result;
use crate::permission::Operation;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, LegalRequest, body};
use domain::vocabulary::AccessLabel;

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
