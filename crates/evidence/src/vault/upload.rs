//! A file that arrives in pieces, over days if need be: `upload/<id>/`, each piece an `age` file of its own, so that
//! what has half arrived is no more readable on the disk than what has been kept.
//!
//! It is the storage of a resumable upload (tus, or a form sent in parts) and knows nothing of HTTP. What
//! [`Vault::upload_stands_at`] says is on the disk and survives a power cut; at most one piece has to be sent again.

use super::blob::{self, Twins};
use super::disk::{self, NewFile};
use super::{Batch, ItemKey, Staged, Vault, root};
use crate::limits::{UPLOAD_BYTES_MAX, UPLOAD_PART_BYTES};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::SystemTime;

/// Names an upload: 32 random hexadecimal digits, so that it cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(String);

impl fmt::Display for UploadId {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(&self.0)
    }
}

impl FromStr for UploadId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::NoUpload)
        }
    }
}

/// What is written down when an upload begins.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    /// The public half of the key it is encrypted to.
    recipient: String,
    bytes_max: u64,
}

/// A piece on the disk: `<from, 20 digits>-<bytes>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    from: u64,
    bytes: u64,
    path: PathBuf,
}

impl Vault {
    /// Begins an upload of at most so many bytes (`None`: the most there may be). Its key is the caller's to keep
    /// until it is finished; adding to it takes no key.
    pub fn begin_upload(&self, bytes_max: Option<u64>) -> Result<(UploadId, ItemKey)> {
        let bytes_max = bytes_max.unwrap_or(UPLOAD_BYTES_MAX).min(UPLOAD_BYTES_MAX);
        let (id, key) = (UploadId(root::random_name()?), ItemKey::random());
        let about = About { recipient: key.recipient().to_string(), bytes_max };
        let text = serde_json::to_vec(&about).map_err(io::Error::other)?;
        let unfinished = self.first.unfinished()?;
        let folder = self.upload_folder(&id);
        disk::create_folder(&folder)?;
        let mut file = NewFile::create(&unfinished)?;
        file.write_all(&text)?;
        file.sync()?;
        disk::rename_to_new(&unfinished, &folder.join("about"))?;
        disk::sync_folder(&folder)?;
        disk::sync_folder(&self.first.folder().join("upload"))?;
        Ok((id, key))
    }

    /// The bytes of an upload that are on the disk: where the next are to begin.
    pub fn upload_stands_at(&self, id: &UploadId) -> Result<u64> {
        self.about(id)?;
        Ok(stands_at(&self.parts(id)?))
    }

    /// Adds what a source gives, from where the upload stands. Gives where it stands then. If the source fails half
    /// way, what came before is kept: ask [`Vault::upload_stands_at`] and go on from there.
    pub fn add_to_upload(&self, id: &UploadId, from: u64, source: &mut dyn Read) -> Result<u64> {
        let about = self.about(id)?;
        let folder = self.upload_folder(id);
        let _held = hold(&folder)?;
        let mut stands_at = stands_at(&self.parts(id)?);
        if from != stands_at {
            return Err(Error::UploadOffset { stands_at });
        }
        let recipient = about.recipient.parse().ok().ok_or(Error::NoUpload)?;
        loop {
            let room = about.bytes_max - stands_at;
            let mut piece = Piece { source: &mut *source, left: room.min(UPLOAD_PART_BYTES), failed: None };
            let bytes = self.add_part(&folder, stands_at, &recipient, &mut piece)?;
            stands_at += bytes;
            if let Some(error) = piece.failed {
                return Err(Error::Source(error));
            }
            if piece.left > 0 {
                return Ok(stands_at);
            }
            if stands_at == about.bytes_max {
                let more = blob::read_some(source, &mut [0]).map_err(Error::Source)?;
                let bytes_max = about.bytes_max;
                return if more == 0 { Ok(stands_at) } else { Err(Error::UploadTooLong { bytes_max }) };
            }
        }
    }

    /// Stages the whole upload: hashed, and encrypted to a key of its own, as if it had come at once. The pieces stay
    /// until [`Vault::discard_upload`], for which the time is after the caller has acknowledged.
    pub fn finish_upload<'batch>(
        &self,
        id: &UploadId,
        key: &ItemKey,
        batch: &'batch mut Batch<'_>,
    ) -> Result<&'batch Staged> {
        self.about(id)?;
        let _held = hold(&self.upload_folder(id))?;
        let parts = self.parts(id)?.into();
        batch.stage(&mut Joined { parts, key: key.clone(), opened: None })
    }

    /// Removes an upload, finished or not; one that is not there is as good as removed.
    pub fn discard_upload(&self, id: &UploadId) -> Result<()> {
        let _held = self.first.hold()?;
        let folder = self.upload_folder(id);
        match root::names(&folder) {
            Ok(names) => names.iter().try_for_each(|name| disk::remove(&folder.join(name)).map(|_| ()))?,
            Err(Error::Disk(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        }
        fs::remove_dir(&folder)?;
        Ok(disk::sync_folder(&self.first.folder().join("upload"))?)
    }

    /// Every upload there is, with when it was last added to: the caller discards what nobody came back for.
    pub fn uploads(&self) -> Result<Vec<(UploadId, SystemTime)>> {
        let folder = self.first.folder().join("upload");
        let mut uploads = Vec::new();
        for name in root::names(&folder)? {
            if let Ok(id) = name.parse() {
                uploads.push((id, fs::metadata(folder.join(name))?.modified()?));
            }
        }
        uploads.sort();
        Ok(uploads)
    }

    fn upload_folder(&self, id: &UploadId) -> PathBuf {
        self.first.folder().join("upload").join(&id.0)
    }

    fn about(&self, id: &UploadId) -> Result<About> {
        match fs::read(self.upload_folder(id).join("about")) {
            Ok(text) => serde_json::from_slice(&text).ok().ok_or(Error::NoUpload),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::NoUpload),
            Err(error) => Err(error.into()),
        }
    }

    /// The pieces in order, up to the first gap.
    fn parts(&self, id: &UploadId) -> Result<Vec<Part>> {
        let folder = self.upload_folder(id);
        let mut parts: Vec<Part> =
            root::names(&folder)?.iter().filter_map(|name| Part::read(&folder, name)).collect();
        parts.sort();
        let mut end = 0;
        parts.retain(|part| {
            let follows = part.from == end;
            end += if follows { part.bytes } else { 0 };
            follows
        });
        Ok(parts)
    }

    /// Makes one piece durable; gives its bytes, and leaves nothing where there were none.
    fn add_part(
        &self,
        folder: &Path,
        from: u64,
        recipient: &age::x25519::Recipient,
        piece: &mut Piece<'_>,
    ) -> Result<u64> {
        let unfinished = self.first.unfinished()?;
        let added = (|| {
            let file = NewFile::create(&unfinished)?;
            let sealed = blob::seal(piece, recipient, Twins::new(file, None))?;
            if sealed.size_bytes == 0 {
                disk::remove(&unfinished)?;
                return Ok(0);
            }
            sealed.first.sync()?;
            disk::rename_to_new(&unfinished, &folder.join(format!("{from:020}-{}", sealed.size_bytes)))?;
            disk::sync_folder(folder)?;
            Ok(sealed.size_bytes)
        })();
        if added.is_err() {
            // Where it cannot be removed now, it is swept at the next start.
            let _left = fs::remove_file(&unfinished);
        }
        added
    }
}

impl Part {
    fn read(folder: &Path, name: &str) -> Option<Self> {
        let (from, bytes) = name.split_once('-')?;
        Some(Self { from: from.parse().ok()?, bytes: bytes.parse().ok()?, path: folder.join(name) })
    }
}

fn stands_at(parts: &[Part]) -> u64 {
    parts.last().map_or(0, |part| part.from + part.bytes)
}

/// One request at a time adds to an upload.
fn hold(folder: &Path) -> Result<File> {
    let lock = File::create(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::UploadBusy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The next bytes of a source. Where the source fails, the piece ends: what came is worth keeping.
struct Piece<'a> {
    source: &'a mut dyn Read,
    left: u64,
    failed: Option<io::Error>,
}

impl Read for Piece<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = blob::read_some(self.source, &mut buffer[..wanted]).unwrap_or_else(|error| {
            self.failed = Some(error);
            0
        });
        self.left -= read as u64;
        Ok(read)
    }
}

/// All pieces of an upload, one after the other.
struct Joined {
    parts: VecDeque<Part>,
    key: ItemKey,
    opened: Option<(blob::Opened, u64)>,
}

impl Read for Joined {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some((opened, left)) = &mut self.opened {
                let read = blob::read_some(opened, buffer)?;
                *left = left.saturating_sub(read as u64);
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                if *left > 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            let Some(part) = self.parts.pop_front() else { return Ok(0) };
            let opened = super::second::in_folder(&part.path)
                .open(std::slice::from_ref(&self.key))
                .map_err(|refusal| io::Error::other(format!("a piece of the upload: {refusal:?}")))?;
            self.opened = Some((opened, part.bytes));
        }
    }
}
