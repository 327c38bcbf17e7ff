//! Checking a package whose files come one after another, as out of a seal: nothing of it is put on a disk. What is
//! wrong with it is said by [`super::check`], as of a folder.

use super::check::{Check, Files};
use super::manifest::Digests;
use super::{Checked, Problem};
use crate::limits::{PACKAGE_FILES_MAX, PACKAGE_TAG_BYTES_MAX, STREAM_BUFFER_BYTES};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::io::Read;

/// What was seen of a package so far.
#[derive(Default)]
pub struct PackageCheck {
    seen: Seen,
    problems: Vec<Problem>,
}

/// The files of a package, read once.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) digests: BTreeMap<String, Digests>,
    /// The texts beside the payload.
    pub(super) tags: BTreeMap<String, Vec<u8>>,
}

impl PackageCheck {
    /// Reads the next file, by its path in the package.
    ///
    /// # Errors
    /// [`Error::Source`] where it cannot be read to its end.
    pub fn file(&mut self, path: &str, source: &mut dyn Read) -> Result<()> {
        if self.seen.digests.len() >= PACKAGE_FILES_MAX {
            self.problems.push(Problem::TooLarge { path: path.to_owned() });
            return Ok(());
        }
        let mut text = Vec::new();
        let mut buffer = vec![0; STREAM_BUFFER_BYTES];
        let digests = if path.contains('/') {
            Digests::read(source, true, &mut buffer).map_err(Error::Source)?
        } else {
            source.take(PACKAGE_TAG_BYTES_MAX + 1).read_to_end(&mut text).map_err(Error::Source)?;
            Digests::read(&mut text.as_slice(), true, &mut buffer).map_err(Error::Source)?
        };
        if text.len() as u64 > PACKAGE_TAG_BYTES_MAX {
            self.problems.push(Problem::TooLarge { path: path.to_owned() });
        } else if !path.contains('/') {
            self.seen.tags.insert(path.to_owned(), text);
        }
        if self.seen.digests.insert(path.to_owned(), digests).is_some() {
            // Which of the two was packed cannot be told.
            self.problems.push(Problem::Altered { path: path.to_owned() });
        }
        Ok(())
    }

    /// What is to be said of all of them.
    ///
    /// # Errors
    /// None for what was read already.
    pub fn finish(self) -> Result<Checked> {
        let present =
            self.seen.digests.iter().map(|(path, digests)| (path.clone(), digests.size_bytes)).collect();
        let checked = Checked { problems: self.problems, ..Checked::default() };
        Check { files: Files::Seen(&self.seen), checked, present }.all()
    }
}
