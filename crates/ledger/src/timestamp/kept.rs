//! Tokens beside the log: `timestamp/<size>.tsr` is an authority's answer as it came, `timestamp/<size>.checkpoint` the
//! bytes it is over. Neither is ever overwritten.
//!
//! Nothing else is remembered: whether a token is due is told by the files and the clock ([`is_due`]), so that a
//! restored backup, a crash or another machine needs no repair. Start at [`keep`] and [`verify`].

use super::{Anchors, Stamp, check, response};
use crate::checkpoint::{Checkpoint, plain_number};
use crate::disk::sync_folder;
use crate::error::{Error, Result};
use crate::limits::{CHECKPOINT_BYTES_MAX, TIMESTAMP_BYTES_MAX};
use crate::log::Log;
use crate::note::Verifier;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The folder's name in a log folder.
pub const FOLDER: &str = "timestamp";

/// Last part of the name of a file that is being written.
const DRAFT: &str = ".new";

/// A file of a token that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Path below the log folder.
    pub path: String,
    /// Stable code of what is wrong, such as `timestamp-signature-invalid` or `timestamp-not-trusted`.
    pub code: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

/// One of the two files of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Token,
    Checkpoint,
}

impl Half {
    const fn ending(self) -> &'static str {
        match self {
            Self::Token => ".tsr",
            Self::Checkpoint => ".checkpoint",
        }
    }

    const fn bytes_max(self) -> u64 {
        match self {
            Self::Token => TIMESTAMP_BYTES_MAX as u64,
            Self::Checkpoint => CHECKPOINT_BYTES_MAX,
        }
    }

    fn path(self, size: u64) -> String {
        format!("{FOLDER}/{size}{}", self.ending())
    }

    fn read(self, log: &Path, size: u64) -> Result<Vec<u8>> {
        let path = self.path(size);
        let altered = |reason: String| Error::FileAltered { path: path.clone(), reason };
        let mut bytes = Vec::new();
        // One byte more than may be there, so that a longer file is noticed and not read to its end.
        let read = File::open(log.join(&path))
            .and_then(|file| file.take(self.bytes_max() + 1).read_to_end(&mut bytes));
        match read {
            Err(error) if error.kind() == ErrorKind::NotFound => Err(altered("it is not there".to_owned())),
            Err(error) => Err(altered(error.to_string())),
            Ok(length) if length as u64 > self.bytes_max() => {
                Err(altered(format!("longer than {} bytes", self.bytes_max())))
            }
            Ok(_) => Ok(bytes),
        }
    }
}

/// The size and half that a name inside the folder stands for.
fn parse(name: &str) -> Option<(u64, Half)> {
    [Half::Token, Half::Checkpoint].into_iter().find_map(|half| {
        let size = name.strip_suffix(half.ending()).and_then(plain_number)?;
        Some((size, half))
    })
}

/// Whether a path below a log folder is one of a token's files; [`verify`] then checks what it holds.
pub(crate) fn is_kept(path: &str) -> bool {
    path.strip_prefix(FOLDER)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|name| parse(name).is_some())
}

/// Whether a path below a log folder is a draft of a token's files: being written, or left by a crash.
pub(crate) fn is_draft(path: &str) -> bool {
    path.strip_suffix(DRAFT).and_then(|path| path.rsplit_once('.')).is_some_and(|(path, _)| is_kept(path))
}

/// The sizes there is a half for, smallest first.
fn sizes_of(log: &Path, wanted: Half) -> Result<BTreeSet<u64>> {
    let folder = log.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        entries => entries.map_err(Error::file(&folder))?,
    };
    let mut sizes = BTreeSet::new();
    for entry in entries {
        let name = entry.map_err(Error::file(&folder))?.file_name();
        if let Some((size, half)) = name.to_str().and_then(parse)
            && half == wanted
        {
            sizes.insert(size);
        }
    }
    Ok(sizes)
}

/// The sizes of the log that a token is kept for, smallest first; none where there is no folder of tokens.
///
/// # Errors
/// Where the folder cannot be read.
pub fn sizes(log: &Path) -> Result<Vec<u64>> {
    Ok(sizes_of(log, Half::Token)?.into_iter().collect())
}

/// The token kept for a size, byte for byte as the authority answered.
///
/// # Errors
/// `log-file-altered` where it is not there or cannot be read.
pub fn token(log: &Path, size: u64) -> Result<Vec<u8>> {
    Half::Token.read(log, size)
}

/// The bytes of the checkpoint that the token of a size is over.
///
/// # Errors
/// `log-file-altered` where it is not there or cannot be read.
pub fn checkpoint(log: &Path, size: u64) -> Result<Vec<u8>> {
    Half::Checkpoint.read(log, size)
}

/// Whether a checkpoint is to be stamped: it holds leaves that the last token does not cover, and that token is not of
/// this day (UTC).
///
/// A last token that cannot be read keeps nothing back: what came after it is due.
///
/// # Errors
/// Where the folder cannot be read.
pub fn is_due(log: &Path, size: u64, now: Timestamp) -> Result<bool> {
    let Some(last) = sizes(log)?.last().copied() else { return Ok(size > 0) };
    if size <= last {
        return Ok(false);
    }
    let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    let bytes = token(log, last).unwrap_or_default();
    let stamped = response::token(&bytes).map(|token| token.info.time);
    Ok(stamped.map_or(true, |time| day(time) < day(now)))
}

/// Keeps a checked answer and the checkpoint it is over, durably, the checkpoint first. Where a token of that size is
/// kept already, that one stays and this one is dropped.
///
/// # Errors
/// From the file system; nothing half written bears a token's name then.
pub fn keep(log: &Path, checkpoint: &Checkpoint, response: &[u8]) -> Result<()> {
    let folder = log.join(FOLDER);
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    sync_folder(log)?;
    place(&folder, &log.join(Half::Checkpoint.path(checkpoint.size)), checkpoint.text().as_bytes())?;
    sync_folder(&folder)?;
    place(&folder, &log.join(Half::Token.path(checkpoint.size)), response)?;
    sync_folder(&folder)
}

/// Writes a file under a name of this process, then gives it its own, unless that is taken.
fn place(folder: &Path, path: &Path, bytes: &[u8]) -> Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}{DRAFT}", std::process::id()));
    let draft = PathBuf::from(draft);
    let mut file = File::create(&draft).map_err(Error::file(&draft))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::file(&draft))?;
    let named = match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // A file system without links: the name is looked at first instead.
        Err(_) if !path.exists() => return fs::rename(&draft, path).map_err(Error::file(folder)),
        named => named,
    };
    fs::remove_file(&draft).map_err(Error::file(&draft))?;
    named.map_err(Error::file(path))
}

/// Checks the token of one size: the log signed the checkpoint, the log still holds what it covers, and the token is
/// over it.
///
/// # Errors
/// Which of the two files is at fault, and how.
pub fn read(log: &Log, verifier: &Verifier, anchors: Option<&Anchors>, size: u64) -> Result<Stamp, Wrong> {
    let message = read_checkpoint(log, verifier, size)?;
    let path = Half::Token.path(size);
    let stamp = token(log.folder(), size).and_then(|bytes| check(&bytes, &message, None, anchors));
    stamp.map_err(|error| wrong(&path, &error))
}

/// The bytes of a stamped checkpoint, which must be one of this log's.
fn read_checkpoint(log: &Log, verifier: &Verifier, size: u64) -> Result<Vec<u8>, Wrong> {
    let path = Half::Checkpoint.path(size);
    let altered = |reason: &str| Error::FileAltered { path: path.clone(), reason: reason.to_owned() };
    let read = || {
        let bytes = checkpoint(log.folder(), size)?;
        let text = std::str::from_utf8(&bytes).map_err(|_not_text| altered("it is no text"))?;
        let known = Checkpoint::parse(text, verifier)?;
        if known.origin != log.checkpoint().origin || known.size != size {
            return Err(altered("it is the checkpoint of another log or size"));
        }
        if size > log.size() {
            let told = format!("the log signed {size} leaves and holds {} now", log.size());
            return Err(Error::LogRolledBack(told));
        }
        if log.root_at(size)? != known.root {
            return Err(Error::LogRolledBack("it signed other leaves than it holds now".to_owned()));
        }
        Ok(bytes)
    };
    read().map_err(|error| wrong(&path, &error))
}

/// Checks every token and every checkpoint kept beside one. Never stops at the first fault.
pub fn verify(log: &Log, verifier: &Verifier, anchors: Option<&Anchors>) -> (Vec<(u64, Stamp)>, Vec<Wrong>) {
    let (mut stamps, mut faults) = (Vec::new(), Vec::new());
    let both = sizes_of(log.folder(), Half::Token)
        .and_then(|tokens| Ok((tokens, sizes_of(log.folder(), Half::Checkpoint)?)));
    let (tokens, checkpoints) = both.unwrap_or_else(|error| {
        faults.push(wrong(FOLDER, &error));
        (BTreeSet::new(), BTreeSet::new())
    });
    for size in &tokens {
        match read(log, verifier, anchors, *size) {
            Ok(stamp) => stamps.push((*size, stamp)),
            Err(fault) => faults.push(fault),
        }
    }
    // One alone is what a crash between the two leaves; it must be the log's all the same.
    let alone = checkpoints.difference(&tokens);
    faults.extend(alone.filter_map(|size| read_checkpoint(log, verifier, *size).err()));
    (stamps, faults)
}

fn wrong(path: &str, error: &Error) -> Wrong {
    let (path, reason) = match error {
        Error::FileAltered { path, reason } => (path.clone(), reason.clone()),
        other => (path.to_owned(), other.to_string()),
    };
    Wrong { path, code: error.code(), reason }
}
