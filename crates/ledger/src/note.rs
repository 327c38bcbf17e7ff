//! Signed notes after C2SP signed-note, with Ed25519: a text, an empty line, a signature line per key.
//!
//! Lines of other keys are left alone, so that others can cosign.

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// Algorithm byte of Ed25519 in a key.
const ED25519: u8 = 1;

/// A key that signs.
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// A key that verifies: `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name.as_bytes()).chain_update([b'\n', ED25519]);
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash.chain_update(key.as_bytes()).finalize());
    [a, b, c, d]
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && !name.contains('+') && !name.contains(char::is_whitespace)
}

impl Signer {
    /// A signer from 32 secret bytes.
    ///
    /// # Errors
    /// `key-not-understood` where the name is empty, too long, or holds a space or a plus.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self> {
        if !is_name(name) {
            return Err(Error::KeyNotUnderstood("a name has no spaces and no plus"));
        }
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(&seed) })
    }

    /// The key that verifies what this signs.
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The note of a text, which must end with a line feed.
    pub fn sign(&self, text: &str) -> String {
        use ed25519_dalek::Signer as _;
        let mut signature = key_id(&self.name, &self.key.verifying_key()).to_vec();
        signature.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n\u{2014} {} {}\n", self.name, BASE64.encode(signature))
    }
}

impl std::fmt::Display for Verifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.key.as_bytes());
        let id = crate::canonical::hex(&key_id(&self.name, &self.key));
        write!(formatter, "{}+{id}+{}", self.name, BASE64.encode(key))
    }
}

impl Verifier {
    /// Reads a key.
    ///
    /// # Errors
    /// `key-not-understood`.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Error::KeyNotUnderstood("a key is name+id+base64"));
        };
        let bytes = BASE64.decode(key).ok().filter(|bytes| bytes.first() == Some(&ED25519));
        let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.get(1..)?).ok());
        let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let key = key.ok_or(Error::KeyNotUnderstood("not an Ed25519 key"))?;
        let verifier = Self { name: name.to_owned(), key };
        if !is_name(name) || crate::canonical::hex(&key_id(name, &key)) != id {
            return Err(Error::KeyNotUnderstood("the id is not that of the key"));
        }
        Ok(verifier)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of a note that this key signed.
    ///
    /// # Errors
    /// `checkpoint-not-understood`, `signature-invalid`.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str> {
        let at = note.rfind("\n\n").ok_or(Error::CheckpointNotUnderstood("a note has an empty line"))?;
        let (text, lines) = (&note[..=at], &note[at + 2..]);
        if !lines.ends_with('\n') {
            return Err(Error::CheckpointNotUnderstood("a note ends with a line feed"));
        }
        let signed = lines.lines().any(|line| self.signed(text, line));
        if signed { Ok(text) } else { Err(Error::SignatureInvalid(self.name.clone())) }
    }

    fn signed(&self, text: &str, line: &str) -> bool {
        let Some((name, signature)) = line.strip_prefix("\u{2014} ").and_then(|rest| rest.split_once(' '))
        else {
            return false;
        };
        let Ok(bytes) = BASE64.decode(signature) else { return false };
        let Some((id, signature)) = bytes.split_first_chunk::<4>() else { return false };
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        name == self.name
            && *id == key_id(name, &self.key)
            && self.key.verify_strict(text.as_bytes(), &signature).is_ok()
    }
}
