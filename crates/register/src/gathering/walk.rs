//! Which files lie below some paths, in the order of their names, and which of them hold others. Links are not
//! followed: a folder from a stranger may hold one to anything.

use super::Gathered;
use super::held::Held;
use crate::error::{Error, Result};
use crate::item::OpenItem;
use crate::limits::{GATHERED_DEPTH_MAX, GATHERED_FILES_MAX};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file holds, by its first bytes and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing but itself.
    Itself,
    /// Files: a zip.
    Archive,
    /// A chat export's messages.
    Chat(ChatForm),
    /// One mail.
    Mail,
    /// Many.
    Mailbox,
    /// Captures of web pages.
    Warc,
    /// Captures with a list of their digests.
    Wacz,
    /// What another program archived, with the digests it took.
    List(ListForm),
}

/// How a list of what was archived is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListForm {
    Json,
    Csv,
}

/// Whose chat export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChatForm {
    WhatsApp,
    Telegram,
}

/// A file.
#[derive(Clone)]
pub(super) struct Found {
    /// Where it lies; of an item the name it came with.
    pub path: PathBuf,
    /// The item whose bytes it is, where it is one already.
    pub item: Option<Arc<OpenItem>>,
    /// Below what was asked for.
    pub name: String,
    pub holds: Holds,
    /// The chat's text, or the list of what was archived, that it lies beside.
    pub beside: Option<PathBuf>,
}

impl Found {
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Opens its bytes, to go to and fro in them. Blocking.
    pub fn open(&self) -> Result<Held> {
        match &self.item {
            Some(item) => Ok(Held::Item(Box::new(item.seeker()?))),
            None => Ok(Held::File(fs::File::open(&self.path).map_err(Error::file(&self.path))?)),
        }
    }

    /// Reads what is small enough to be read at once, and one byte of what is not. Blocking.
    pub fn whole(&self, bytes_max: u64) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.take(bytes_max + 1).read_to_end(&mut bytes).map_err(Error::file(&self.path))?;
        Ok(bytes)
    }

    /// How many bytes it has.
    pub fn size_bytes(&self) -> u64 {
        let on_disk = || fs::metadata(&self.path).map_or(0, |about| about.len());
        self.item.as_ref().map_or_else(on_disk, |item| item.size_bytes)
    }
}

/// Every file below these paths.
pub(super) fn files(paths: &[PathBuf], gathered: &mut Gathered) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        below(path, &name, 0, &mut found, gathered);
    }
    place_beside(&mut found);
    found
}

fn below(path: &Path, name: &str, depth: usize, found: &mut Vec<Found>, gathered: &mut Gathered) {
    if found.len() >= GATHERED_FILES_MAX || depth > GATHERED_DEPTH_MAX {
        // Said once: there may be a million more.
        if !gathered.troubles.iter().any(|trouble| trouble.code == "gathered-too-many") {
            gathered.trouble(name, "gathered-too-many", &"more files or folders than are taken in at once");
        }
        return;
    }
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) => return gathered.trouble(name, "file", &error),
    };
    if about.is_file() {
        let holds = holds(path, name);
        found.push(Found { path: path.to_owned(), item: None, name: name.to_owned(), holds, beside: None });
    } else if about.is_dir() {
        let listed = match fs::read_dir(path) {
            Ok(listed) => listed,
            Err(error) => return gathered.trouble(name, "file", &error),
        };
        let mut entries: Vec<PathBuf> = listed.filter_map(Result::ok).map(|entry| entry.path()).collect();
        entries.sort();
        for entry in entries {
            let file = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            below(&entry, &format!("{name}/{file}"), depth + 1, found, gathered);
        }
    } else {
        gathered.trouble(name, "gathered-not-a-file", &"a link or a device is not followed");
    }
}

fn holds(path: &Path, name: &str) -> Holds {
    let mut start = Vec::new();
    let read = fs::File::open(path)
        .and_then(|file| file.take(evidence::limits::KIND_BYTES as u64).read_to_end(&mut start));
    if read.is_err() {
        return Holds::Itself;
    }
    of(&start, name)
}

/// What a file holds, by the first bytes and its name.
pub(super) fn of(start: &[u8], name: &str) -> Holds {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
    let ends = |extension: &str| Path::new(&file).extension().is_some_and(|found| found == extension);
    if evidence::media::Kind::of(start) == evidence::media::Kind::Zip {
        return if ends("wacz") { Holds::Wacz } else { Holds::Archive };
    }
    if start.starts_with(b"WARC/") || file.ends_with(".warc.gz") {
        return Holds::Warc;
    }
    let is_chat_text = file == "_chat.txt" || (ends("txt") && file.starts_with("whatsapp"));
    if is_chat_text || (ends("txt") && file.contains("واتساب")) {
        return Holds::Chat(ChatForm::WhatsApp);
    }
    if file == "result.json" {
        return Holds::Chat(ChatForm::Telegram);
    }
    match () {
        () if ends("eml") => Holds::Mail,
        () if ends("mbox") && start.starts_with(b"From ") => Holds::Mailbox,
        () if ends("json") && names_all(start, &["\"metadata\"", "\"status\""]) => {
            Holds::List(ListForm::Json)
        }
        () if ends("json") && names_all(start, &["\"metadata\"", "\"media\""]) => Holds::List(ListForm::Json),
        () if ends("csv") && has_columns(start) => Holds::List(ListForm::Csv),
        () => Holds::Itself,
    }
}

/// Whether all of these stand in the first bytes.
fn names_all(start: &[u8], words: &[&str]) -> bool {
    words.iter().all(|word| start.windows(word.len()).any(|part| part == word.as_bytes()))
}

/// Whether the first line has the columns of Auto Archiver's table, or of a sheet it filled.
fn has_columns(start: &[u8]) -> bool {
    let line = String::from_utf8_lossy(start.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let names: Vec<String> =
        line.split(',').map(|name| name.trim().trim_matches(['"', '\u{feff}']).to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    (has("metadata") && has("media")) || (has("hash") && (has("archive location") || has("archive status")))
}

/// Files that lie in the folder of a chat's text or of a list, or below it, came with it.
fn place_beside(found: &mut [Found]) {
    let guides: Vec<PathBuf> = found
        .iter()
        .filter(|one| matches!(one.holds, Holds::Chat(_) | Holds::List(_)))
        .map(|one| one.path.clone())
        .collect();
    for one in found.iter_mut().filter(|one| one.holds == Holds::Itself) {
        one.beside = guides
            .iter()
            .filter(|guide| guide.parent().is_some_and(|folder| one.path.starts_with(folder)))
            .max_by_key(|guide| guide.components().count())
            .cloned();
    }
}
