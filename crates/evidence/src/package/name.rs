//! What a file of a package may be called: only what every system can give a file, so that a package unpacked
//! elsewhere has the names its manifest lists.

use crate::limits::{PACKAGE_NAME_BYTES_MAX, PACKAGE_PART_BYTES_MAX};
use crate::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// Names that a system of the nineties still reserves for its devices.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
const RESERVED_NUMBERED: &[&str] = &["com", "lpt"];

/// A relative path with `/` between its parts, below the payload of a package. No part is empty, `.` or `..`, or holds
/// a control character, `%` (which tools escape differently) or what some system keeps for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageName(String);

impl PackageName {
    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

impl FromStr for PackageName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text.len() <= PACKAGE_NAME_BYTES_MAX && text.split('/').all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::PackageName(text.chars().take(80).collect()))
        }
    }
}

fn is_part(part: &str) -> bool {
    let is_forbidden = |letter: char| letter.is_control() || "\\:*?\"<>|%".contains(letter);
    !part.is_empty()
        && part.len() <= PACKAGE_PART_BYTES_MAX
        && !part.contains(is_forbidden)
        // `.` and `..` among them; some systems drop a dot or a blank at the end.
        && !part.ends_with(['.', ' '])
        && !part.starts_with(' ')
        && !is_reserved(part)
}

fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_numbered = |prefix: &&str| {
        stem.strip_prefix(*prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    RESERVED.contains(&stem.as_str()) || RESERVED_NUMBERED.iter().any(is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_system_can_write_is_a_name() {
        for good in ["a", "vault/ab", "صورة.jpg", "records/نقاط.json", ".hidden", "com/x", "console.txt"]
        {
            assert_eq!(good.parse::<PackageName>().unwrap().as_str(), good);
        }
        let long = "a".repeat(PACKAGE_PART_BYTES_MAX + 1);
        let wrong = [
            "", "/a", "a/", "a//b", ".", "..", "a/../b", "a\\b", "a\nb", "100%", "a ", "a.", "NUL",
            "com1.txt", "c:d", &long,
        ];
        for wrong in wrong {
            assert_eq!(wrong.parse::<PackageName>().unwrap_err().code(), "evidence-package-name", "{wrong}");
        }
    }
}
