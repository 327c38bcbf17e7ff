//! Secrets that are drawn, shown once and kept only as their SHA-256: sessions, invitations, recovery codes.
//!
//! Drawn evenly from 256 bits, so a plain hash of them cannot be guessed back; chosen passwords are
//! [`super::password`].

use crate::db::Value;
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};

/// A secret on its way to whom it belongs; its text is never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is kept of a secret: its SHA-256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Secret {
    /// Draws 256 bits from the operating system, as 64 hexadecimal digits.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn draw() -> Result<Self> {
        Ok(Self(random()?.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()))
    }

    /// Draws so many characters of 32 that nobody confuses, five bits each.
    pub(crate) fn draw_typed(characters: usize) -> Result<Self> {
        let mut text = String::new();
        while text.len() < characters {
            let left = characters - text.len();
            text.extend(random()?.iter().take(left).map(|byte| char::from(TYPED[usize::from(byte & 31)])));
        }
        Ok(Self(text))
    }

    /// The text, for its owner only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text in groups of four, easier to copy by hand.
    pub fn grouped(&self) -> String {
        let groups: Vec<String> =
            self.0.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        groups.join("-")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Fingerprint {
    /// Of a text as it was presented.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Of a secret that was typed: case, spaces and hyphens do not count.
    pub fn of_typed(text: &str) -> Self {
        let typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        Self::of(&typed.collect::<String>().to_uppercase())
    }
}

impl From<Fingerprint> for Value {
    fn from(fingerprint: Fingerprint) -> Self {
        Self::Bytes(fingerprint.0.to_vec())
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Fingerprint(…)")
    }
}

/// Letters and digits without I, L, O and U, as Crockford chose them.
const TYPED: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn digit(half: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(half)])
}

/// 32 bytes from the operating system.
pub(super) fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_and_silent() {
        let (one, two) = (Secret::draw().unwrap(), Secret::draw().unwrap());
        assert_eq!((one.expose().len(), one == two), (64, false));
        assert_eq!(format!("{one:?} {:?}", Fingerprint::of(one.expose())), "Secret(…) Fingerprint(…)");
        let typed = Secret::draw_typed(40).unwrap();
        assert_eq!((typed.expose().len(), typed.grouped().len()), (40, 49));
        let as_typed = Fingerprint::of_typed(&format!(" {} ", typed.grouped().to_lowercase()));
        assert!(as_typed == Fingerprint::of(typed.expose()));
    }
}
