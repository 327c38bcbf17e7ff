//! Sealed identities: who a source is, sealed to custodians' keys before it comes here, so that neither the server nor
//! its thief can read it.
//!
//! The register checks that what comes is sealed, and to keys of this project's custodians; it can open nothing. What
//! was sealed is in no record that is read: only [`Work::give_out_identity`] hands it out, after two others agreed.
//! Start at [`Work::add_custodian_key`] and [`Work::seal_identity`].

mod opening;

pub use opening::Asking;

use crate::error::{Error, Result};
use crate::permission::Operation;
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, CustodianKey, SealedIdentity, body};
use domain::vocabulary::AccessLabel;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["identity-not-granted", "key-known", "key-not-own", "key-unknown"];

/// The field that holds what was sealed.
pub(crate) const SEALED: &str = "sealed";

/// Takes what was sealed out of a record that is read: no list, page, answer, export or history holds it.
pub(crate) fn withhold(kind: Kind, body: &mut Body) {
    if kind == Kind::SealedIdentity {
        body.remove(SEALED);
    }
}

impl Work<'_> {
    /// Adds a custodian's own public key, to which identities are sealed from now on.
    ///
    /// # Errors
    /// `not-permitted`; `key-not-own` for somebody else's; `key-known`; `key-malformed`.
    pub async fn add_custodian_key(&mut self, key: &CustodianKey) -> Result<RecordId> {
        self.permit.require(Operation::Label)?;
        if key.person != self.permit.actor {
            return refuse("key-not-own", "person");
        }
        if self.custodian_keys().await?.iter().any(|(_, known)| known.recipient == key.recipient) {
            return refuse("key-known", "recipient");
        }
        self.make(Kind::CustodianKey, body(key)).await
    }

    /// Retires a key: nothing more is sealed to it. What was sealed before stays readable with its other half.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`.
    pub async fn retire_custodian_key(&mut self, id: RecordId, seen: &[ActId]) -> Result<()> {
        self.permit.require(Operation::Label)?;
        let retired = Map::from_iter([("retired".to_owned(), Json::Bool(true))]);
        self.alter(Kind::CustodianKey, id, retired, seen).await.map(|_| ())
    }

    /// The keys of the project that are in use.
    async fn custodian_keys(&mut self) -> Result<Vec<(RecordId, CustodianKey)>> {
        let project = self.project().0;
        let sql = "select k.id, k.body from custodian_key k where k.project = $1 and k.retired = false order by k.id";
        let rows = self.hands().await?.tx.rows(sql, vec![project.into()]).await?;
        let mut keys = Vec::new();
        for row in &rows {
            let id = row.id(0)?;
            if !self.sees(id) {
                continue;
            }
            let key = domain::record::read(&crate::rows::json_body(&row.text(1)?)?);
            keys.push((RecordId(id), key.map_err(|problem| Error::Damaged(problem.to_string()))?));
        }
        Ok(keys)
    }

    /// Keeps a sealed identity, closed to all but those cleared for what is sealed.
    ///
    /// # Errors
    /// `not-permitted`; `not-sealed` where the text is not; `key-unknown` where it names a key that no custodian of
    /// the project uses; `not-found` where the source is not there.
    pub async fn seal_identity(&mut self, identity: &SealedIdentity) -> Result<RecordId> {
        // Whoever collects, and whoever keeps the keys.
        if !self.permit.may(Operation::Label) {
            self.permit.require(Operation::Collect)?;
        }
        self.stored(Kind::Source, identity.source.0).await?;
        let keys = self.custodian_keys().await?;
        let known: BTreeSet<&str> = keys.iter().map(|(_, key)| key.recipient.as_str()).collect();
        if !identity.recipients.iter().all(|recipient| known.contains(recipient.as_str())) {
            return refuse("key-unknown", "recipients");
        }
        let id = self.make(Kind::SealedIdentity, body(identity)).await?;
        self.close_new(Kind::SealedIdentity, id, AccessLabel::Sealed).await?;
        Ok(id)
    }
}
