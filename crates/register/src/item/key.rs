//! The keys of items, in the keyring: a digest has one, or several after a crash or where two people brought the same
//! file. Destroying them erases the bytes for good.

use crate::db::{Db, Value};
use crate::error::{Error, Result};
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::register::Register;
use evidence::vault::{Digest, ItemKey};
use std::collections::HashMap;

/// Keys by digest.
pub(crate) type KeysByDigest = HashMap<Digest, Vec<ItemKey>>;

/// The keys of these items.
///
/// # Errors
/// `stored-data-damaged` where a key cannot be read; from the keyring.
pub(super) async fn keys_in(keyring: &Db, digests: &[Digest]) -> Result<KeysByDigest> {
    let mut found = KeysByDigest::new();
    for chunk in digests.chunks(STATEMENT_PARAMETERS_MAX) {
        let marks = keyring.dialect().marks(1, chunk.len());
        let sql =
            format!("select sha256, secret from item_key where sha256 in ({marks}) order by sha256, secret");
        let values = chunk.iter().map(|digest| Value::from(digest.to_string())).collect();
        for row in keyring.rows_of(sql, values).await? {
            found.entry(digest(&row.text(0)?)?).or_default().push(key(&row.text(1)?)?);
        }
    }
    Ok(found)
}

impl Register {
    /// The keys of these items, as [`keys_in`] the register's own keyring.
    pub(crate) async fn keys_of(&self, digests: &[Digest]) -> Result<KeysByDigest> {
        keys_in(&self.keyring, digests).await
    }

    /// Makes keys durable, before what they open is.
    pub(super) async fn keep_keys(&self, keys: &[(Digest, ItemKey)]) -> Result<()> {
        let mut tx = self.keyring.begin().await?;
        let rows = keys
            .iter()
            .map(|(digest, key)| vec![Value::from(digest.to_string()), Value::from(key.secret_text())])
            .collect();
        tx.insert("item_key", &["sha256", "secret"], rows).await?;
        tx.commit().await
    }

    /// Forgets keys that open nothing: those of bytes that were there before.
    pub(super) async fn forget_keys(&self, keys: &[(Digest, ItemKey)]) -> Result<()> {
        let mut tx = self.keyring.begin().await?;
        for (digest, key) in keys {
            let values = vec![Value::from(digest.to_string()), Value::from(key.secret_text())];
            tx.run("delete from item_key where sha256 = $1 and secret = $2", values).await?;
        }
        tx.commit().await
    }
}

pub(super) fn digest(text: &str) -> Result<Digest> {
    text.parse().ok().ok_or_else(|| Error::Damaged("a digest cannot be read".to_owned()))
}

pub(super) fn key(text: &str) -> Result<ItemKey> {
    text.parse().ok().ok_or_else(|| Error::Damaged("the key of an item cannot be read".to_owned()))
}
