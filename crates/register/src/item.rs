//! Items of evidence: taking bytes in, giving them back, and who had them in hand.
//!
//! The bytes lie in the vault under their digest, each encrypted to a key of its own; the keys lie in the keyring, the
//! records in the register. The order that no crash breaks: stage, commit the keys, keep, then rows and acts in one
//! transaction, then acknowledge. An item's bytes and how they came are never changed. Start at
//! [`Register::take_in`] and [`Register::item_bytes`].

mod alike;
mod arrive;
mod check;
mod custody;
mod facts;
mod frames;
mod key;
mod night;
mod outside;
mod passage;
mod read;
mod scrub;
mod second;
mod sighting;
mod upload;

pub use alike::Alike;
pub use arrive::{Acknowledged, Arrived, Filling, Outcome, TakeIn};
pub use check::{ByteFault, Bytes};
pub use custody::Custody;
pub use frames::FramesRead;
pub use night::{Night, Timed, moved, offset_seconds, timed};
pub use outside::{CREDENTIALS, WordsRead};
pub use passage::{Asserted, Passage};
pub use read::{ItemPart, OpenItem};
pub use scrub::Scrub;
pub use sighting::{Standing, standing};
pub use upload::Upload;

use crate::db::Access;
use crate::error::{Error, Result};
use crate::register::Register;
use evidence::sandbox::Sandbox;
use evidence::vault::Vault;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &[
    "item-without-bytes",
    "item-without-picture",
    "machine-words-unchecked",
    "measured-never-changes",
    "nothing-inside",
    "original-never-changes",
];

/// The vault, opened when it is first needed, and what reads files of unknown origin.
#[derive(Default)]
pub(crate) struct Evidence {
    vault: OnceLock<Arc<Vault>>,
    decoder: OnceLock<Sandbox>,
}

impl Register {
    /// Lets files of unknown origin be read by children of this program. Without it a file is kept, and nothing is
    /// said of it but its kind.
    pub fn decode_with(&self, decoder: Sandbox) {
        // A second call would be another program's; the first stands.
        let _kept = self.evidence.decoder.set(decoder);
    }

    /// What reads files of unknown origin, where there is something.
    pub fn decoder(&self) -> Option<&Sandbox> {
        self.evidence.decoder.get()
    }

    /// Where the vault is.
    pub fn vault_folder(&self) -> PathBuf {
        self.folder.path.join("vault")
    }

    /// The vault. A writing process makes it where there is none yet.
    ///
    /// # Errors
    /// `evidence-not-the-vault`, or from the disk.
    pub fn vault(&self) -> Result<Arc<Vault>> {
        if let Some(vault) = self.evidence.vault.get() {
            return Ok(Arc::clone(vault));
        }
        let first = self.vault_folder();
        let second = self.settings.second_place(&self.folder.path)?;
        let vault = match self.access() {
            Access::Write => Vault::open(&first, second.as_ref()),
            Access::Read => Vault::open_to_read(&first, second.as_ref()),
        };
        let vault = vault.map_err(Error::Evidence)?;
        Ok(Arc::clone(self.evidence.vault.get_or_init(|| Arc::new(vault))))
    }
}
