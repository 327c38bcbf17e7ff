//! What a run of a backup says of itself: one line of JSON, signed by the log's key as a note.
//!
//! No line of JSON is the name of a log, so a manifest is never taken for a checkpoint, which that key signs too.

use super::file::Named;
use crate::error::{Error, Result};
use ledger::{Checkpoint, Signer, Verifier};
use serde::{Deserialize, Serialize};

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// The values: the register's database, and who read what.
    Register,
    /// The secrets: the keyring, the people's names and passwords, the keys, the settings.
    Keyring,
}

impl Holds {
    /// Its name in paths.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Keyring => "keyring",
        }
    }
}

/// A run of a backup, of one of its two parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format: 1.
    pub sijil_backup: u32,
    /// Name of the run; later ones sort after it.
    pub run: String,
    /// What the part holds.
    pub holds: Holds,
    /// When it was made, RFC 3339, UTC.
    pub at: String,
    /// When the part may no longer be kept.
    pub expires: String,
    /// The register's last checkpoint at that moment, a signed note.
    pub checkpoint: String,
    /// Whether the register was on PostgreSQL: then a restore needs a server.
    pub on_server: bool,
    /// The part, sealed.
    pub part: Named,
    /// Whom it is sealed to.
    pub recipients: Vec<String>,
    /// The keyring's part that belongs to it, wherever it is kept; of the register's part only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyring: Option<Named>,
    /// The last list of tiles and blobs; of the register's part only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Named>,
}

impl Manifest {
    /// The path of a manifest below its folder.
    pub fn name(run: &str, holds: Holds) -> String {
        format!("manifests/{run}.{}.manifest", holds.slug())
    }

    /// The path of a part below its folder.
    pub fn part_name(run: &str, holds: Holds) -> String {
        format!("parts/{run}.{}.age", holds.slug())
    }

    /// The manifest as it is kept, signed.
    ///
    /// # Errors
    /// Never for these fields.
    pub fn sign(&self, signer: &Signer) -> Result<String> {
        let text = serde_json::to_string(self).map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(signer.sign(&format!("{text}\n")))
    }

    /// Reads a manifest and checks its signature.
    ///
    /// # Errors
    /// `signature-invalid`, `backup-damaged`.
    pub fn open(bytes: &[u8], key: &Verifier) -> Result<Self> {
        let damaged = |why: String| Error::BackupDamaged(why);
        let text = std::str::from_utf8(bytes).map_err(|_why| damaged("it is not text".to_owned()))?;
        let text = key.open(text)?;
        let manifest: Self = serde_json::from_str(text).map_err(|error| damaged(error.to_string()))?;
        if manifest.sijil_backup != 1 {
            return Err(damaged(format!("format {} is of a later version", manifest.sijil_backup)));
        }
        Ok(manifest)
    }

    /// The checkpoint, its signature checked.
    ///
    /// # Errors
    /// `signature-invalid`, `checkpoint-not-understood`.
    pub fn checkpoint(&self, key: &Verifier) -> Result<Checkpoint> {
        Ok(Checkpoint::parse(&self.checkpoint, key)?)
    }
}
