//! The key of one item: an `age` X25519 identity, random, made when the item is staged.
//!
//! The vault never stores it. Who calls keeps it apart from the blobs, and destroys it to erase the item for good.

use age::secrecy::ExposeSecret as _;
use std::fmt;
use std::str::FromStr;

/// Opens one item, or one upload. Its text is what the command `age --decrypt --identity` takes; it is shown nowhere.
#[derive(Clone)]
pub struct ItemKey(age::x25519::Identity);

impl ItemKey {
    pub(super) fn random() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// The text to keep, `AGE-SECRET-KEY-1…`: 74 characters. A secret.
    pub fn secret_text(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }

    pub(super) fn identity(&self) -> &dyn age::Identity {
        &self.0
    }

    pub(super) fn recipient(&self) -> age::x25519::Recipient {
        self.0.to_public()
    }
}

impl fmt::Debug for ItemKey {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("ItemKey(…)")
    }
}

/// The text is no key of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the key of an item")]
pub struct NotAKey;

impl FromStr for ItemKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        // Why it is none is not said: it may be a secret with a slip of the pen.
        text.parse().ok().map(Self).ok_or(NotAKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_being_kept_and_is_not_shown() {
        let key = ItemKey::random();
        let text = key.secret_text();
        assert_eq!((text.len(), &text[..16]), (74, "AGE-SECRET-KEY-1"));
        assert_eq!(text.parse::<ItemKey>().unwrap().secret_text(), text);
        assert!(!format!("{key:?}").contains("AGE"));
        assert_eq!("AGE-SECRET-KEY-1".parse::<ItemKey>().unwrap_err(), NotAKey);
    }
}
