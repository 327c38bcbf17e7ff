//! The files that come with a chat, and the attachments that name them. A name is only ever compared with other
//! names; it is never a path.

use std::collections::HashMap;

/// One file that came with the export, as its archive or folder lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaEntry {
    /// Name as listed, folders included.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl From<&crate::archive::Entry> for MediaEntry {
    fn from(entry: &crate::archive::Entry) -> Self {
        Self { name: entry.name.clone(), bytes: entry.bytes }
    }
}

/// What became of an attachment's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is this one of the entries given.
    Entry(usize),
    /// The export itself says that it left the file out.
    NotIncluded,
    /// The export names a file that is not among the entries given.
    Missing,
    /// More than one entry has the name.
    Doubtful,
}

/// A file that a message names or says it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name as written, without marks of direction; absent where the export names none.
    pub name: Option<String>,
    /// What it is, in the export's word: `photo`, `file`, `thumbnail`, `media`.
    pub role: &'static str,
    /// Its file.
    pub link: Link,
}

/// The entries by name.
pub struct MediaIndex {
    by_name: HashMap<String, Vec<usize>>,
    /// Of the whole listed name without its first `n` folders.
    by_tail: HashMap<String, Vec<usize>>,
    mentioned: Vec<bool>,
}

/// Folders above the export's own that a listed name may begin with.
const FOLDERS_ABOVE_MAX: usize = 8;

impl MediaIndex {
    /// The entries given by the caller.
    pub fn new(entries: &[MediaEntry]) -> Self {
        let mut index =
            Self { by_name: HashMap::new(), by_tail: HashMap::new(), mentioned: vec![false; entries.len()] };
        for (at, entry) in entries.iter().enumerate() {
            let whole = entry.name.replace('\\', "/");
            let name = whole.rsplit('/').next().unwrap_or(&whole);
            index.by_name.entry(name.to_owned()).or_default().push(at);
            let mut tail = whole.as_str();
            for _ in 0..FOLDERS_ABOVE_MAX {
                index.by_tail.entry(tail.to_owned()).or_default().push(at);
                let Some((_, rest)) = tail.split_once('/') else { break };
                tail = rest;
            }
        }
        index
    }

    /// Whether an entry has this file name.
    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The entry of a file name, whatever its folder.
    pub fn link_name(&mut self, name: &str) -> Link {
        let found = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        Self::link(&mut self.mentioned, found)
    }

    /// The entry of a name relative to the export's folder, such as `photos/a.jpg`.
    pub fn link_tail(&mut self, tail: &str) -> Link {
        let found = self.by_tail.get(tail).map(Vec::as_slice).unwrap_or_default();
        Self::link(&mut self.mentioned, found)
    }

    fn link(mentioned: &mut [bool], found: &[usize]) -> Link {
        for at in found {
            mentioned[*at] = true;
        }
        match found {
            [] => Link::Missing,
            [one] => Link::Entry(*one),
            _ => Link::Doubtful,
        }
    }

    /// Entries that nothing named so far.
    pub fn unmentioned(&self) -> Vec<usize> {
        let numbered = self.mentioned.iter().enumerate();
        numbered.filter(|(_, mentioned)| !**mentioned).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_and_never_followed() {
        let entries = ["Chat/IMG-1.jpg", "Chat/deep/IMG-1.jpg", "Chat/photos/a.jpg", "../etc/passwd"];
        let entries: Vec<_> =
            entries.iter().map(|name| MediaEntry { name: (*name).to_owned(), bytes: 1 }).collect();
        let mut index = MediaIndex::new(&entries);
        assert_eq!(index.link_name("IMG-1.jpg"), Link::Doubtful);
        assert_eq!(index.link_tail("photos/a.jpg"), Link::Entry(2));
        assert_eq!(index.link_tail("photos/../photos/a.jpg"), Link::Missing);
        assert_eq!(index.unmentioned(), [3]);
    }
}
