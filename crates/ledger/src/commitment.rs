//! Commitments: what the log holds of a value. Without the salt nobody can tell or guess the value; with it anybody
//! can check it. Destroying an act's secret, or one salt, erases for good and leaves every proof valid.

use crate::canonical;
use crate::error::Result;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// First bytes of every commitment, so that it is never the hash of something else.
const DOMAIN: &[u8] = b"sijil.commitment.v1\0";

/// One act's secret.
pub type Secret = [u8; 32];

/// The salt of a field: HMAC-SHA-256 of its name under the act's secret.
///
/// # Panics
/// Never: HMAC takes keys of any length.
pub fn salt(secret: &Secret, name: &str) -> [u8; 32] {
    Salts::of(secret).salt(name)
}

/// The salts of one act's fields. The secret is put into the hash once, not once a field.
pub(crate) struct Salts(Hmac<Sha256>);

impl Salts {
    pub fn of(secret: &Secret) -> Self {
        Self(Hmac::new_from_slice(secret).expect("HMAC takes keys of any length"))
    }

    pub fn salt(&self, name: &str) -> [u8; 32] {
        self.0.clone().chain_update(name.as_bytes()).finalize().into_bytes().into()
    }
}

/// SHA-256 of the domain, the salt, the length of the name (4 bytes, big-endian), the name and the canonical value.
///
/// # Errors
/// `number-not-whole`.
pub fn commitment(salt: &[u8; 32], name: &str, value: &Value) -> Result<[u8; 32]> {
    let mut text = Vec::new();
    canonical::write(value, &mut text)?;
    Ok(commitment_of_text(salt, name, &text))
}

/// The commitment of a value whose canonical text is known. The text is taken as it stands.
pub(crate) fn commitment_of_text(salt: &[u8; 32], name: &str, text: &[u8]) -> [u8; 32] {
    let length = u32::try_from(name.len()).unwrap_or(u32::MAX).to_be_bytes();
    let hash = Sha256::new().chain_update(DOMAIN).chain_update(salt).chain_update(length);
    hash.chain_update(name.as_bytes()).chain_update(text).finalize().into()
}
