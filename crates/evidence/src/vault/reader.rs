//! Reading an item: the whole of it, with its digest checked before the last piece is given, or a part for playing.
//!
//! Each piece of 64 KiB is authenticated before any byte of it is given. Where one copy fails half way, the other
//! takes over at that byte; [`ItemReader::damaged`] names the copy to be mended.

use super::blob::{self, Opened, Refusal};
use super::second::Blob;
use super::{Digest, ItemKey, Place, Vault};
use crate::limits::STREAM_BUFFER_BYTES;
use crate::{Error, Result};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, SeekFrom};

/// The copies of one item, the one being read and those still to be tried.
struct Copies {
    digest: Digest,
    keys: Vec<ItemKey>,
    opened: Opened,
    place: Place,
    left: Vec<(Place, Blob)>,
    damaged: Vec<Place>,
    /// Bytes given so far, counted from the beginning of the item.
    position: u64,
}

impl Copies {
    fn open(vault: &Vault, digest: Digest, keys: &[ItemKey]) -> Result<Self> {
        let mut left: Vec<_> = vault.blobs(&digest).collect();
        left.reverse();
        let mut damaged = Vec::new();
        let mut refusal = None;
        while let Some((place, blob)) = left.pop() {
            match blob.open(keys) {
                Ok(opened) => {
                    let keys = keys.to_vec();
                    return Ok(Self { digest, keys, opened, place, left, damaged, position: 0 });
                }
                Err(found) => {
                    damaged.push(place);
                    refusal = Some(worse(refusal, found));
                }
            }
        }
        Err(refusal.unwrap_or(Refusal::Missing).into_error(digest))
    }

    /// Fills the buffer, or gives less at the end of the item.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            match blob::read_full(&mut self.opened, buffer) {
                Ok(read) => {
                    self.position += read as u64;
                    return Ok(read);
                }
                Err(error) => self.turn_to_the_other(&error)?,
            }
        }
    }

    fn turn_to_the_other(&mut self, error: &io::Error) -> Result<()> {
        self.damaged.push(self.place);
        while let Some((place, blob)) = self.left.pop() {
            if let Ok(mut opened) = blob.open(&self.keys)
                && opened.seek(SeekFrom::Start(self.position)).is_ok()
            {
                (self.opened, self.place) = (opened, place);
                return Ok(());
            }
            self.damaged.push(place);
        }
        Err(Error::Damaged { digest: self.digest, why: error.to_string() })
    }
}

/// Of two copies that are not opened, what is said: a missing one is the lesser news.
fn worse(before: Option<Refusal>, found: Refusal) -> Refusal {
    match (before, found) {
        (Some(before), Refusal::Missing | Refusal::Away(_)) => before,
        (_, found) => found,
    }
}

/// The whole of an item. It gives an error in place of its last piece if the bytes are not those of its name: whoever
/// has read to the end without one has read the original. The error of [`Read`] holds an [`Error`].
pub struct ItemReader {
    copies: Copies,
    hash: Option<Sha256>,
    /// What may be given.
    ready: Vec<u8>,
    given: usize,
    /// What was read and may turn out to be the last piece.
    ahead: Vec<u8>,
}

impl ItemReader {
    /// The copies found damaged or missing on the way.
    pub fn damaged(&self) -> &[Place] {
        &self.copies.damaged
    }

    /// The next piece becomes ready once another follows it, or once it is the last and the digest agrees.
    fn advance(&mut self) -> Result<()> {
        self.ready.clear();
        self.given = 0;
        let Some(hash) = &mut self.hash else { return Ok(()) };
        let mut next = vec![0; STREAM_BUFFER_BYTES];
        let read = self.copies.fill(&mut next)?;
        next.truncate(read);
        hash.update(&next);
        self.ready = std::mem::replace(&mut self.ahead, next);
        if read < STREAM_BUFFER_BYTES {
            let found = Digest(self.hash.take().expect("taken only here").finalize().into());
            if found != self.copies.digest {
                self.ready.clear();
                self.ahead.clear();
                let why = format!("it holds the bytes of {found}");
                return Err(Error::Damaged { digest: self.copies.digest, why });
            }
            self.ready.append(&mut self.ahead);
        }
        Ok(())
    }
}

impl Read for ItemReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && self.hash.is_some() {
            self.advance().map_err(|error| {
                // Nothing is given after an error, however often it is asked.
                self.hash = None;
                io::Error::new(io::ErrorKind::InvalidData, error)
            })?;
        }
        let read = (&self.ready[self.given..]).read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

/// A part of an item. Each piece is authenticated with the item's key and is in its place; that the whole has the
/// digest of its name was checked when it was kept and is checked by [`Vault::scrub`], not here.
pub struct RangeReader {
    copies: Copies,
    size_bytes: u64,
    left_bytes: u64,
}

impl RangeReader {
    /// The length of the whole item.
    pub const fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The bytes still to come.
    pub const fn left_bytes(&self) -> u64 {
        self.left_bytes
    }

    /// The copies found damaged or missing on the way.
    pub fn damaged(&self) -> &[Place] {
        &self.copies.damaged
    }
}

impl Read for RangeReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left_bytes).unwrap_or(usize::MAX).min(buffer.len());
        let invalid = |error| io::Error::new(io::ErrorKind::InvalidData, error);
        let read = self.copies.fill(&mut buffer[..wanted]).map_err(invalid)?;
        self.left_bytes -= read as u64;
        Ok(read)
    }
}

/// An item in which one may go to and fro, as an archive is read. Each piece is authenticated as for [`RangeReader`].
pub struct ItemSeeker {
    copies: Copies,
    size_bytes: u64,
}

impl Read for ItemSeeker {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size_bytes - self.copies.position).unwrap_or(usize::MAX);
        let wanted = left.min(buffer.len());
        self.copies
            .fill(&mut buffer[..wanted])
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

impl Seek for ItemSeeker {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size_bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.copies.position.checked_add_signed(by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the item's beginning");
        // Beyond the end there is nothing to read, and nothing to authenticate.
        let at = at.ok_or_else(before)?.min(self.size_bytes);
        while let Err(error) = self.copies.opened.seek(SeekFrom::Start(at)) {
            self.copies
                .turn_to_the_other(&error)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        }
        self.copies.position = at;
        Ok(at)
    }
}

impl Vault {
    /// Opens an item to go to and fro in it.
    pub fn seeker(&self, digest: &Digest, keys: &[ItemKey]) -> Result<ItemSeeker> {
        let RangeReader { copies, size_bytes, .. } = self.range(digest, keys, 0, 0)?;
        Ok(ItemSeeker { copies, size_bytes })
    }

    /// Reads the whole of an item from the first copy that opens.
    pub fn item(&self, digest: &Digest, keys: &[ItemKey]) -> Result<ItemReader> {
        let copies = Copies::open(self, *digest, keys)?;
        Ok(ItemReader { copies, hash: Some(Sha256::new()), ready: Vec::new(), given: 0, ahead: Vec::new() })
    }

    /// Reads a part of an item; what reaches beyond its end is cut off.
    pub fn range(&self, digest: &Digest, keys: &[ItemKey], from: u64, bytes: u64) -> Result<RangeReader> {
        let mut copies = Copies::open(self, *digest, keys)?;
        loop {
            // The end first: seeking beyond it is not defined, and finding it authenticates the length.
            let sought = copies.opened.seek(SeekFrom::End(0)).and_then(|size_bytes| {
                let from = from.min(size_bytes);
                copies.opened.seek(SeekFrom::Start(from)).map(|_| (size_bytes, from))
            });
            match sought {
                Ok((size_bytes, from)) => {
                    copies.position = from;
                    let left_bytes = bytes.min(size_bytes - from);
                    return Ok(RangeReader { copies, size_bytes, left_bytes });
                }
                Err(error) => copies.turn_to_the_other(&error)?,
            }
        }
    }
}
