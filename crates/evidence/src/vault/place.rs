//! Where the second copy of a vault is: a folder, or a part of a bucket in an object store. Words only; what is done
//! there is in [`super::second`].

use crate::{Error, Result};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where the second copy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondPlace {
    /// A folder, usually on another disk.
    Folder(PathBuf),
    /// An object store.
    Store(StorePlace),
}

impl From<&Path> for SecondPlace {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }
}

impl fmt::Display for SecondPlace {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => fmt::Display::fmt(&folder.display(), text),
            Self::Store(place) => fmt::Display::fmt(&place.address, text),
        }
    }
}

/// A part of a bucket, and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorePlace {
    /// The bucket and what stands before every name in it.
    pub address: StoreAddress,
    /// Where the server answers: `https://…`, or `http://` on this machine; `None` for Amazon's own.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// Who asks.
    pub credentials: StoreCredentials,
}

/// `s3://BUCKET` or `s3://BUCKET/PREFIX`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreAddress {
    /// The bucket.
    pub bucket: String,
    /// What stands before every name, without a stroke at either end; empty for the whole bucket.
    pub prefix: String,
}

impl StoreAddress {
    /// How every such address begins.
    pub const SCHEME: &str = "s3://";

    /// Reads an address.
    ///
    /// # Errors
    /// `evidence-store-address` where it is none: a bucket has 3 to 63 small letters, digits, dots and hyphens; the
    /// parts of a prefix letters, digits, `.`, `_` and `-`, and are neither `.` nor `..`.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = || Error::StoreAddress(text.to_owned());
        let rest = text.strip_prefix(Self::SCHEME).ok_or_else(refused)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        let of_bucket =
            |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b".-".contains(&letter);
        let of_prefix = |letter: u8| letter.is_ascii_alphanumeric() || b"._-".contains(&letter);
        let is_bucket = (3..=63).contains(&bucket.len())
            && bucket.bytes().all(of_bucket)
            && bucket.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let is_part = |part: &str| !matches!(part, "" | "." | "..") && part.bytes().all(of_prefix);
        if is_bucket && (prefix.is_empty() || prefix.split('/').all(is_part)) {
            Ok(Self { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
        } else {
            Err(refused())
        }
    }
}

impl fmt::Display for StoreAddress {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "{}{}", Self::SCHEME, self.bucket)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(text, "/{}", self.prefix) }
    }
}

/// Opens an object store. Shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreCredentials {
    /// Whose key it is.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
    /// For keys that were lent for a while.
    pub session_token: Option<String>,
}

impl fmt::Debug for StoreCredentials {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("StoreCredentials(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written_and_leads_nowhere_else() {
        for right in ["s3://copies", "s3://a.b-c/register", "s3://copies/2026/Vault_1.x"] {
            assert_eq!(StoreAddress::parse(right).unwrap().to_string(), right);
        }
        assert_eq!(StoreAddress::parse("s3://copies/a/").unwrap().prefix, "a");
        for wrong in [
            "",
            "s3://",
            "s3://ab",
            "s3://Copies",
            "s3://-ab",
            "s3://copies//a",
            "s3://copies/../a",
            "s3://copies/a b",
            "s3://copies/a?b",
            "s3://user:word@copies",
            "https://copies/a",
            "/folder",
        ] {
            assert_eq!(StoreAddress::parse(wrong).unwrap_err().code(), "evidence-store-address", "{wrong}");
        }
    }

    #[test]
    fn credentials_are_not_shown() {
        let secret = || "word-that-nobody-sees".to_owned();
        let credentials = StoreCredentials {
            access_key_id: secret(),
            secret_access_key: secret(),
            session_token: Some(secret()),
        };
        assert!(!format!("{credentials:?}").contains("nobody"));
    }
}
