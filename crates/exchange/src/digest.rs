//! Digests that a file states about its parts, and the verdict on each: valid, broken, not stated, or not checked
//! with the reason. A digest shows that bytes are those it was made of, not who made it or when.

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER_PERMISSIVE};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What checking a digest gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "verdict", content = "why")]
pub enum Verdict {
    /// The bytes have the stated digest.
    Valid,
    /// The bytes do not have the stated digest.
    Broken,
    /// No digest is stated.
    NotStated,
    /// A digest is stated and was not checked, for this reason.
    NotChecked(&'static str),
}

/// A digest as stated, and the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// As written, such as `sha256:9f86…`.
    pub stated: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
}

/// Why a digest in an algorithm or a spelling that is not known was not checked.
const NOT_KNOWN: &str = "its algorithm is not one that this program computes";

/// Algorithms that are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => Some(Self::Sha1),
            "sha256" | "sha-256" => Some(Self::Sha256),
            _ => None,
        }
    }

    fn digest(self, pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha1 => pieces.iter().fold(sha1::Sha1::default(), Digest::chain_update).finalize().to_vec(),
            Self::Sha256 => pieces.iter().fold(Sha256::default(), Digest::chain_update).finalize().to_vec(),
        }
    }
}

/// A stated digest, understood.
struct Stated {
    algorithm: Algorithm,
    value: Vec<u8>,
}

/// Understands `sha1:BASE32`, `sha256:hex`, `sha-256:BASE64`: the length tells the spelling.
fn understood(text: &str) -> Option<Stated> {
    let (name, value) = text.split_once(':')?;
    let algorithm = Algorithm::named(name)?;
    let value = value.trim();
    let length = match algorithm {
        Algorithm::Sha1 => 20,
        Algorithm::Sha256 => 32,
    };
    let bare = value.trim_end_matches('=');
    let found = if bare.len() == length * 2 {
        HEXLOWER_PERMISSIVE.decode(bare.as_bytes()).ok()
    } else if bare.len() == (length * 8).div_ceil(5) {
        BASE32_NOPAD.decode(bare.to_ascii_uppercase().as_bytes()).ok()
    } else {
        BASE64.decode(value.as_bytes()).ok()
    }?;
    (found.len() == length).then_some(Stated { algorithm, value: found })
}

/// Checks a stated digest against the bytes, given in one piece or in several.
pub fn check(stated: Option<&str>, pieces: &[&[u8]]) -> Checked {
    let verdict = match stated.map(understood) {
        None => Verdict::NotStated,
        Some(None) => Verdict::NotChecked(NOT_KNOWN),
        Some(Some(found)) if found.algorithm.digest(pieces) == found.value => Verdict::Valid,
        Some(Some(_)) => Verdict::Broken,
    };
    Checked { stated: stated.map(str::to_owned), verdict }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER_PERMISSIVE.encode(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_digests() {
        let verdict = |stated: &str| check(Some(stated), &[b"hello ", b"world"]).verdict;
        assert_eq!(verdict("sha1:2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"), Verdict::Valid);
        assert_eq!(verdict("sha1:FKXGYNOJJ7H3IFO35FPUBC445EPOQRXN"), Verdict::Valid);
        let hex = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
        assert_eq!(verdict(&format!("SHA-256:{hex}")), Verdict::Valid);
        assert_eq!(verdict(&format!("sha256:{}", hex.to_uppercase())), Verdict::Valid);
        assert_eq!(verdict("sha256:uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="), Verdict::Valid);
        assert_eq!(verdict(&format!("sha256:{}", hex.replace('b', "c"))), Verdict::Broken);
        assert_eq!(verdict("md5:5eb63bbbe01eeed093cb22bb8f5acdc3"), Verdict::NotChecked(NOT_KNOWN));
        assert_eq!(verdict("sha256:short"), Verdict::NotChecked(NOT_KNOWN));
        assert_eq!(check(None, &[]).verdict, Verdict::NotStated);
        assert_eq!(sha256(b"hello world"), hex);
    }
}
