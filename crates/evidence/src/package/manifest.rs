//! Manifests: lines of `<digest> <path>`, and the escapes a path may hold (RFC 8493, section 2.1.3).

use sha2::{Digest as _, Sha256, Sha512};
use std::fmt::Write as _;
use std::io::{self, Read};

/// The digests this program can check; manifests of others are left to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
}

impl Algorithm {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        match name {
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    const fn digits(self) -> usize {
        match self {
            Self::Sha256 => 64,
            Self::Sha512 => 128,
        }
    }
}

/// Both digests of a file and its length, read once.
pub(super) struct Digests {
    pub(super) sha256: String,
    pub(super) sha512: String,
    pub(super) size_bytes: u64,
}

impl Digests {
    pub(super) fn of(&self, algorithm: Algorithm) -> &str {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }

    /// Reads to the end; the longer digest only where somebody asks for it.
    pub(super) fn read(source: &mut dyn Read, with_sha512: bool, buffer: &mut [u8]) -> io::Result<Self> {
        let (mut sha256, mut sha512, mut size_bytes) = (Sha256::new(), Sha512::new(), 0);
        loop {
            match source.read(buffer) {
                Ok(0) => break,
                Ok(read) => {
                    sha256.update(&buffer[..read]);
                    if with_sha512 {
                        sha512.update(&buffer[..read]);
                    }
                    size_bytes += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self { sha256: digits(&sha256.finalize()), sha512: digits(&sha512.finalize()), size_bytes })
    }
}

/// Bytes that are hashed as somebody else reads them.
pub(super) struct Hashed<'a> {
    source: &'a mut dyn Read,
    sha256: Sha256,
    size_bytes: u64,
}

impl<'a> Hashed<'a> {
    pub(super) fn new(source: &'a mut dyn Read) -> Self {
        Self { source, sha256: Sha256::new(), size_bytes: 0 }
    }

    pub(super) fn finish(self) -> Digests {
        Digests {
            sha256: digits(&self.sha256.finalize()),
            sha512: String::new(),
            size_bytes: self.size_bytes,
        }
    }
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.sha256.update(&buffer[..read]);
        self.size_bytes += read as u64;
        Ok(read)
    }
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

/// One line: the digest in lower case, and the path with its escapes undone.
pub(super) fn read_line(line: &str, algorithm: Algorithm) -> Option<(String, String)> {
    let (digest, path) = line.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t']);
    // Some tools mark a file read as binary so.
    let path = path.strip_prefix('*').unwrap_or(path);
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_digest = digest.len() == algorithm.digits() && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_digest && !path.is_empty()).then(|| (digest.to_ascii_lowercase(), undo_escapes(path)))
}

/// `%0A`, `%0D` and `%25` stand for what they say; any other `%` for itself.
fn undo_escapes(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        let escape = rest.get(at..at + 3).map(str::to_ascii_uppercase);
        let (letter, length) = match escape.as_deref() {
            Some("%0A") => ('\n', 3),
            Some("%0D") => ('\r', 3),
            Some("%25") => ('%', 3),
            _ => ('%', 1),
        };
        text.push(letter);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_other_tools_write_them() {
        let digest = "a".repeat(64);
        let read =
            |rest: &str| read_line(&format!("{digest}{rest}"), Algorithm::Sha256).map(|(_, path)| path);
        assert_eq!(read("  data/a b.txt").as_deref(), Some("data/a b.txt"));
        assert_eq!(read(" *data/a").as_deref(), Some("data/a"));
        assert_eq!(read("\t./data/%0a%0D%25%zz%").as_deref(), Some("data/\n\r%%zz%"));
        assert_eq!(read("data/a"), None);
        assert_eq!(read("  "), None);
        assert_eq!(read_line(&format!("{}  data/a", "g".repeat(64)), Algorithm::Sha256), None);
        assert_eq!(read_line(&format!("{digest}  data/a"), Algorithm::Sha512), None);
    }
}
