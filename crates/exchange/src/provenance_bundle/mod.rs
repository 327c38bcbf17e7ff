//! What other programs hand over with the media they kept: the output of Auto Archiver and the bundles of
//! ProofMode. Their own digests are checked against the media given, and the verdict is kept. Signatures and time
//! stamps are said to be there and said not to be checked: other programs do that.
//!
//! Start at [`auto_archiver::read_json`], [`auto_archiver::read_csv`] or [`proof_mode::read`].

pub mod auto_archiver;
pub mod proof_mode;
mod python;

use crate::digest::{Checked, Verdict};
use crate::problem::{Place, Problems, said};

/// A media file given: its name and what its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// Its name, folders included. Never a path.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl MediaFile {
    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        file_name(&self.name)
    }
}

/// Why a digest is not checked.
const NOT_GIVEN: &str = "the file is not among those given";
/// Why a digest is not checked.
const NOT_SHA256: &str = "its algorithm is not one that this program computes";

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A stated SHA-256 in hexadecimal, with or without `SHA-256:` before it; `None` for another algorithm.
fn hexadecimal(stated: &str) -> Option<String> {
    let value = match stated.split_once(':') {
        Some((name, value)) if matches!(name.trim().to_ascii_lowercase().as_str(), "sha-256" | "sha256") => {
            value
        }
        Some(_) => return None,
        None => stated,
    };
    let value = value.trim();
    let fits = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| value.to_ascii_lowercase())
}

/// The verdict on a stated digest, and the file it was checked against: the one that has the digest, whatever its
/// name, or the one that has the name.
fn verdict(stated: Option<&str>, name: Option<&str>, given: &[MediaFile]) -> (Checked, Option<usize>) {
    let named = name.map(file_name).filter(|name| !name.is_empty());
    let by_name = named.and_then(|name| given.iter().position(|file| file.file_name() == name));
    let checked = |verdict| Checked { stated: stated.map(str::to_owned), verdict };
    let Some(text) = stated else { return (checked(Verdict::NotStated), by_name) };
    let Some(value) = hexadecimal(text) else { return (checked(Verdict::NotChecked(NOT_SHA256)), by_name) };
    if let Some(at) = given.iter().position(|file| file.sha256.eq_ignore_ascii_case(&value)) {
        return (checked(Verdict::Valid), Some(at));
    }
    match by_name {
        Some(at) => (checked(Verdict::Broken), Some(at)),
        None => (checked(Verdict::NotChecked(NOT_GIVEN)), None),
    }
}

/// Names what is wrong with a digest.
fn tell(problems: &mut Problems, place: Place, name: &str, digest: &Checked) {
    let (code, detail, hint) = match digest.verdict {
        Verdict::Broken => (
            "digest-broken",
            "the file given does not have the digest that is stated: one of them was changed",
            "Do not rest anything on this file; ask for it again.",
        ),
        Verdict::NotStated => (
            "digest-not-stated",
            "no digest is stated for the file",
            "The file stands for itself from the day it came here.",
        ),
        Verdict::NotChecked(why) => {
            ("digest-not-checked", why, "Give the file as well, or check it with another program.")
        }
        Verdict::Valid => return,
    };
    problems.warning(place, code, name, digest.stated.as_deref().unwrap_or_default(), said(detail, hint));
}
