//! Signed notes after C2SP signed-note, with Ed25519: a text, an empty line, a signature line per key.
//!
//! Lines of other keys are left alone, so that others can cosign; a line that is no signature line at all is refused.

use crate::error::{Error, Result};
use crate::limits::{CHECKPOINT_BYTES_MAX, KEY_NAME_BYTES_MAX};
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
    !name.is_empty()
        && name.len() <= KEY_NAME_BYTES_MAX
        && !name.contains('+')
        && !name.contains(char::is_whitespace)
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
        let refuse = |reason| Err(Error::CheckpointNotUnderstood(reason));
        if note.len() as u64 > CHECKPOINT_BYTES_MAX {
            return refuse("a note is not so long");
        }
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return refuse("a note has no control characters");
        }
        let Some(at) = note.rfind("\n\n") else { return refuse("a note has an empty line") };
        let (text, lines) = (&note[..=at], &note[at + 2..]);
        let Some(lines) = lines.strip_suffix('\n') else { return refuse("a note ends with a line feed") };
        let mut signed = false;
        for line in lines.split('\n') {
            let Some((name, id, signature)) = signature(line) else {
                return refuse("a line below the text is not a signature");
            };
            if name == self.name && id == key_id(name, &self.key) {
                // One bad signature by a known key spoils the note, whatever the other lines hold.
                self.check(text, &signature)?;
                signed = true;
            }
        }
        if signed { Ok(text) } else { Err(Error::SignatureInvalid(self.name.clone())) }
    }

    fn check(&self, text: &str, signature: &[u8]) -> Result<()> {
        let signature = Signature::from_slice(signature);
        let valid = signature.is_ok_and(|it| self.key.verify_strict(text.as_bytes(), &it).is_ok());
        if valid { Ok(()) } else { Err(Error::SignatureInvalid(self.name.clone())) }
    }
}

/// Name, id and signature of a signature line.
fn signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let bytes = BASE64.decode(signature).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (is_name(name) && !signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Key, text and signature from the documentation of golang.org/x/mod/sumdb/note: none of it was made here.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n";
    const LINE: &str = "\u{2014} PeterNeumann \
        x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_note_made_by_another_program_opens() {
        let verifier = Verifier::parse(KEY).unwrap();
        assert_eq!(verifier.to_string(), KEY);
        assert_eq!(verifier.open(&format!("{TEXT}\n{LINE}")).unwrap(), TEXT);
        // A line of a key nobody knows here is passed over, before or after.
        let other = Signer::from_seed("other", [1; 32]).unwrap().sign(TEXT);
        assert_eq!(verifier.open(&format!("{other}{LINE}")).unwrap(), TEXT);
        assert_eq!(verifier.open(&other).unwrap_err().code(), "signature-invalid");
    }

    #[test]
    fn a_note_with_anything_else_is_refused() {
        let verifier = Verifier::parse(KEY).unwrap();
        let note = format!("{TEXT}\n{LINE}");
        let bad = Signer::from_seed("PeterNeumann", [1; 32]).unwrap().sign(TEXT);
        let bad_line = bad.rsplit_once("\n\n").unwrap().1;
        // The same name under another id is another key, and passed over.
        assert_eq!(verifier.open(&format!("{note}{bad_line}")).unwrap(), TEXT);
        let refused = [
            format!("{note}hidden words\n"),
            format!("{note}\u{2014} somebody\n"),
            format!("{note}\u{2014} somebody AAAAAA=\n"),
            note.trim_end().to_owned(),
            note.replace(",\n", ",\r\n"),
            format!("{note}{}", "\u{2014} other AAAAAAAA\n".repeat(4000)),
        ];
        for note in refused {
            assert_eq!(verifier.open(&note).unwrap_err().code(), "checkpoint-not-understood", "{note:.200}");
        }
        let spoiled = format!("{note}{}", LINE.replace("ZJku", "ZJkv"));
        assert_eq!(verifier.open(&spoiled).unwrap_err().code(), "signature-invalid");
    }

    #[test]
    fn keys_that_are_not_what_they_say_are_refused() {
        for key in [
            "",
            "PeterNeumann+c74f20a3",
            &KEY.replace("c74f", "c74e"),
            &KEY.replace("Peter", "Pieter"),
            &KEY.replace("+ARpc", "+BRpc"),
        ] {
            assert_eq!(Verifier::parse(key).unwrap_err().code(), "key-not-understood", "{key}");
        }
        for name in ["", "two words", "a+b", &"x".repeat(201)] {
            assert!(Signer::from_seed(name, [1; 32]).is_err(), "{name}");
        }
    }
}
