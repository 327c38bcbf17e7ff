//! Zip archives from strangers: listed and unpacked within limits. Names are kept as written and never used as
//! paths; what the archive declares about sizes is held against what it unpacks to; an archive that is built to do
//! harm is refused.

use crate::error::Error;
use crate::limits::{
    ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ARCHIVE_FREE_BYTES, ARCHIVE_LEVELS_MAX, ARCHIVE_RATIO_MAX,
};
use crate::problem::{Place, Problem, Problems, said};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the archive's directory, from 0.
    pub index: usize,
    /// Its name as written, folders included. Never a path.
    pub name: String,
    /// Size as the archive declares it, in bytes.
    pub bytes: u64,
    /// Size within the archive, in bytes.
    pub packed_bytes: u64,
}

impl Entry {
    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }
}

/// An open archive.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    file: String,
    entries: Vec<Entry>,
    level: u32,
    problems: Problems,
}

/// Why an entry is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    code: &'static str,
    detail: String,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive that is in no other. `file` is its name for problems.
    pub fn open(reader: R, file: &str) -> Result<Self, Error> {
        Self::at_level(reader, file, 1)
    }

    fn at_level(mut reader: R, file: &str, level: u32) -> Result<Self, Error> {
        let refused = |why: String| Error::ArchiveRefused { why };
        if level > ARCHIVE_LEVELS_MAX {
            return Err(refused(format!("archives within archives, more than {ARCHIVE_LEVELS_MAX} deep")));
        }
        let length = reader.seek(SeekFrom::End(0))?;
        let mut zip = ZipArchive::new(reader).map_err(|error| refused(error.to_string()))?;
        if zip.len() > ARCHIVE_ENTRIES_MAX {
            return Err(refused(format!("more than {ARCHIVE_ENTRIES_MAX} entries")));
        }
        if zip.has_overlapping_entries().map_err(|error| refused(error.to_string()))? {
            return Err(refused("its entries lie over one another, as in a bomb".to_owned()));
        }
        let mut problems = Problems::of(file);
        if zip.has_duplicate_names() {
            let detail = "two entries have one name; only the last of them is read";
            let told = said(detail, "Look at the archive with another program.");
            problems.warning(Place::File, "archive-name-repeated", "", "", told);
        }
        let entries = entries(&mut zip, &mut problems);
        let declared = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
        let most = length.saturating_mul(ARCHIVE_RATIO_MAX).saturating_add(ARCHIVE_FREE_BYTES);
        if declared > most.min(ARCHIVE_BYTES_MAX) {
            let most = most.min(ARCHIVE_BYTES_MAX);
            return Err(refused(format!("it would unpack to {declared} bytes, and may unpack to {most}")));
        }
        Ok(Self { zip, file: file.to_owned(), entries, level, problems })
    }

    /// Its files, in the order of its directory; folders are left out.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this whole name.
    pub fn named(&self, name: &str) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.name == name).cloned()
    }

    /// The content of an entry of at most `bytes_max` bytes; `None` with a problem where it cannot be given.
    pub fn content(&mut self, entry: &Entry, bytes_max: u64) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        self.each_piece(entry, bytes_max, &mut |piece| content.extend_from_slice(piece)).then_some(content)
    }

    /// SHA-256 of an entry of at most `bytes_max` bytes, in hexadecimal; it is not held in memory.
    pub fn sha256(&mut self, entry: &Entry, bytes_max: u64) -> Option<String> {
        let mut so_far = Sha256::default();
        self.each_piece(entry, bytes_max, &mut |piece| so_far.update(piece))
            .then(|| HEXLOWER.encode(&so_far.finalize()))
    }

    /// Gives an entry of at most `bytes_max` bytes piece by piece; `false` with a problem where not all of it was given,
    /// and then what was given is worth nothing.
    pub fn each_piece(&mut self, entry: &Entry, bytes_max: u64, give: &mut dyn FnMut(&[u8])) -> bool {
        let Err(refusal) = self.unpack(entry, bytes_max, give) else { return true };
        let told =
            said(refusal.detail, "Look at the archive with another program; the other entries landed.");
        let place = Place::Entry(entry.index as u64 + 1);
        self.problems.error(place, refusal.code, "", &entry.name, told);
        false
    }

    /// Opens an archive within this one; `None` with a problem where the entry cannot be given.
    pub fn inner(
        &mut self,
        entry: &Entry,
        bytes_max: u64,
    ) -> Result<Option<Archive<Cursor<Vec<u8>>>>, Error> {
        let Some(content) = self.content(entry, bytes_max) else { return Ok(None) };
        let file = format!("{}/{}", self.file, entry.name);
        Archive::at_level(Cursor::new(content), &file, self.level + 1).map(Some)
    }

    /// What a person should look at, so far.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_list()
    }

    fn unpack(&mut self, entry: &Entry, bytes_max: u64, give: &mut dyn FnMut(&[u8])) -> Result<(), Refusal> {
        let refusal = |code: &'static str, detail: String| Refusal { code, detail };
        let mut file = match self.zip.by_index(entry.index) {
            Ok(file) if file.encrypted() => {
                return Err(refusal("archive-entry-encrypted", "the entry is encrypted".to_owned()));
            }
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(why)) => {
                return Err(refusal("archive-entry-encrypted", format!("the entry cannot be read: {why}")));
            }
            Err(error) => return Err(refusal("archive-entry-broken", error.to_string())),
        };
        let ratio_max = entry.packed_bytes.saturating_mul(ARCHIVE_RATIO_MAX).max(ARCHIVE_FREE_BYTES);
        let mut buffer = vec![0; 64 * 1024];
        let mut unpacked = 0_u64;
        loop {
            let length = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) => return Err(refusal("archive-entry-broken", error.to_string())),
            };
            unpacked += length as u64;
            if unpacked > ratio_max {
                let detail = format!(
                    "the entry unpacks to more than {ARCHIVE_RATIO_MAX} times its size, as a bomb does"
                );
                return Err(refusal("archive-ratio-too-high", detail));
            }
            if unpacked > bytes_max || unpacked > entry.bytes {
                let most = bytes_max.min(entry.bytes);
                let detail = format!("the entry unpacks to more than {most} bytes");
                return Err(refusal("archive-entry-too-large", detail));
            }
            give(&buffer[..length]);
        }
        if unpacked == entry.bytes {
            return Ok(());
        }
        let detail = format!("the entry unpacks to {unpacked} bytes; the archive declares {}", entry.bytes);
        Err(refusal("archive-entry-broken", detail))
    }
}

fn entries<R: Read + Seek>(zip: &mut ZipArchive<R>, problems: &mut Problems) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let Ok(file) = zip.by_index_raw(index) else {
            let told = said("the entry's header cannot be read", "Look at the archive with another program.");
            problems.error(Place::Entry(index as u64 + 1), "archive-entry-broken", "", "", told);
            continue;
        };
        let name = file.name().map_or_else(
            |_| String::from_utf8_lossy(file.name_raw()).into_owned(),
            std::borrow::Cow::into_owned,
        );
        if is_unsafe(&name) {
            let detail = "the name would lead out of a folder; it is kept as a name and never used as a path";
            let told = said(detail, "Ask who made the archive.");
            problems.warning(Place::Entry(index as u64 + 1), "archive-name-unsafe", "", &name, told);
        }
        if !file.is_dir() {
            let (bytes, packed_bytes) = (file.size(), file.compressed_size());
            entries.push(Entry { index, name, bytes, packed_bytes });
        }
    }
    entries
}

/// Whether a program that used the name as a path could be led astray.
fn is_unsafe(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(['\0', ':'])
        || name.split(['/', '\\']).any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_astray_are_told() {
        for name in ["/etc/passwd", "a/../../b", "..\\b", "C:\\a", "a\0b"] {
            assert!(is_unsafe(name), "{name}");
        }
        assert!(!is_unsafe("archive/data..warc.gz"));
    }
}
