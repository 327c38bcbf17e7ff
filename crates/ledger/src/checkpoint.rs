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
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(Error::CheckpointNotUnderstood("three lines are needed"));
        };
        let number =
            plain_number(size).ok_or(Error::CheckpointNotUnderstood("the size is not a plain number"))?;
        if origin.is_empty() {
            return Err(Error::CheckpointNotUnderstood("the log has no name"));
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

/// A number written the one way C2SP writes it: decimal digits, no sign, no leading zero.
pub(crate) fn plain_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_checkpoint_is_read() {
        let signer = Signer::from_seed("log", [1; 32]).unwrap();
        let read = |text: &str| Checkpoint::parse(&signer.sign(text), &signer.verifier());
        let root = BASE64.encode([7; 32]);
        let checkpoint = read(&format!("log\n12\n{root}\n")).unwrap();
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size, checkpoint.root), ("log", 12, [7; 32]));
        // Lines the standard allows and this version does not know.
        assert!(read(&format!("log\n12\n{root}\nlater\n")).is_ok());
        for text in [
            format!("\n12\n{root}\n"),
            format!("log\n012\n{root}\n"),
            format!("log\n+12\n{root}\n"),
            format!("log\n-1\n{root}\n"),
            format!("log\n18446744073709551616\n{root}\n"),
            format!("log\n12\n{}\n", BASE64.encode([7; 31])),
            "log\n12\n".to_owned(),
        ] {
            assert_eq!(read(&text).unwrap_err().code(), "checkpoint-not-understood", "{text}");
        }
    }
}
