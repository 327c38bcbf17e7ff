//! Checkpoints after C2SP tlog-checkpoint: the log's name, its size, its root, signed.

use crate::canonical::hex;
use crate::error::{Error, Result};
use crate::note::{Signer, Verifier};
use crate::tree::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// A signed statement of how large the log is and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of their tree.
    pub root: Hash,
    note: String,
}

impl Checkpoint {
    /// Signs a checkpoint.
    pub fn sign(origin: &str, size: u64, root: Hash, signer: &Signer) -> Self {
        let note = signer.sign(&format!("{origin}\n{size}\n{}\n", BASE64.encode(root)));
        Self { origin: origin.to_owned(), size, root, note }
    }

    /// Reads a checkpoint and checks its signature.
    ///
    /// # Errors
    /// `checkpoint-not-understood`, `signature-invalid`.
    pub fn parse(note: &str, verifier: &Verifier) -> Result<Self> {
        let text = verifier.open(note)?;
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(Error::CheckpointNotUnderstood("three lines are needed"));
        };
        let number: Option<u64> = size.parse().ok();
        let number = number.ok_or(Error::CheckpointNotUnderstood("the size is not a number"))?;
        if number.to_string() != size {
            return Err(Error::CheckpointNotUnderstood("the size is not written plainly"));
        }
        let root = BASE64.decode(root).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let root = root.ok_or(Error::CheckpointNotUnderstood("the root is not 32 bytes"))?;
        Ok(Self { origin: origin.to_owned(), size: number, root, note: note.to_owned() })
    }

    /// The note, with its signatures.
    pub fn text(&self) -> &str {
        &self.note
    }

    /// The root in hexadecimal.
    pub fn root_text(&self) -> String {
        hex(&self.root)
    }
}
