//! Giving bytes back: to those who may see the item, whole or in part, and never without a key and a digest.
//!
//! Bytes of a sealed item are given only after an act of custody says so. Start at [`Register::item_bytes`].

use super::key::digest;
use crate::error::{Error, Result};
use crate::record::Record;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, CustodyAction};
use evidence::vault::{Digest, ItemKey, ItemReader, ItemSeeker, RangeReader, Vault};
use std::sync::Arc;

/// An item whose bytes somebody may read.
pub struct OpenItem {
    /// The record.
    pub record: Record,
    /// Its digest.
    pub digest: Digest,
    /// Its size.
    pub size_bytes: u64,
    /// Its media type, by content.
    pub media_type: String,
    vault: Arc<Vault>,
    keys: Vec<ItemKey>,
}

/// A part of an item.
pub type ItemPart = RangeReader;

impl OpenItem {
    /// Reads the whole; the last piece is given only once the digest agrees. Blocking.
    ///
    /// # Errors
    /// `evidence-missing`, `evidence-no-key`, `evidence-damaged`.
    pub fn whole(&self) -> Result<ItemReader> {
        self.vault.item(&self.digest, &self.keys).map_err(Error::Evidence)
    }

    /// Reads a part. Blocking.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn part(&self, from: u64, bytes: u64) -> Result<ItemPart> {
        self.vault.range(&self.digest, &self.keys, from, bytes).map_err(Error::Evidence)
    }

    /// Opens it to go to and fro in it. Blocking.
    ///
    /// # Errors
    /// As [`Self::whole`].
    pub fn seeker(&self) -> Result<ItemSeeker> {
        self.vault.seeker(&self.digest, &self.keys).map_err(Error::Evidence)
    }
}

impl Register {
    /// Opens the bytes of an item for somebody.
    ///
    /// # Errors
    /// `not-found` where it is not there or closed to them; `evidence-no-key` where it was erased.
    pub async fn item_bytes(&self, actor: ActorId, scope: Scope, id: RecordId) -> Result<OpenItem> {
        let record = self.record(scope, Kind::Item, id).await?;
        let open = self.with_bytes(record).await?;
        self.note_reading(actor, scope, [id]).await?;
        if self.is_sealed(scope, id).await? {
            self.note_custody(actor, scope.project, id, CustodyAction::ViewedSealed, None).await?;
        }
        Ok(open)
    }

    async fn is_sealed(&self, scope: Scope, id: RecordId) -> Result<bool> {
        let sql = "select i.label from item i where i.id = $1 and i.project = $2";
        let row = self.db.row(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        let label = row.map(|row| row.text(0)).transpose()?;
        Ok(label.is_some_and(|label| label == AccessLabel::Sealed.slug()))
    }

    pub(super) async fn with_bytes(&self, record: Record) -> Result<OpenItem> {
        let text = |field: &str| record.text(field).unwrap_or_default().to_owned();
        let digest = digest(&text("sha256"))?;
        let keys = self.keys_of(&[digest]).await?.remove(&digest).unwrap_or_default();
        let size_bytes =
            record.body.get("size_bytes").and_then(serde_json::Value::as_u64).unwrap_or_default();
        Ok(OpenItem {
            digest,
            size_bytes,
            media_type: text("media_type"),
            vault: self.vault()?,
            keys,
            record,
        })
    }
}
