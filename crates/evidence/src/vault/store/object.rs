//! One object, read a piece at a time in bounded memory: each piece is a request of its own, for the very object that
//! was opened.

use super::Store;
use crate::limits::STORE_READ_BYTES;
use crate::vault::Digest;
use crate::vault::blob::AWAY;
use crate::{Error, Result};
use object_store::path::Path as Name;
use object_store::{GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _};
use std::io::{self, Read, Seek, SeekFrom};

/// The bytes of an object.
#[derive(Debug)]
pub(in crate::vault) struct ObjectReader {
    store: Store,
    name: Name,
    /// Names these bytes: what is put under the name meanwhile is not read on.
    tag: Option<String>,
    size_bytes: u64,
    position: u64,
    piece: Vec<u8>,
    piece_at: u64,
}

impl ObjectReader {
    /// Opens an item's blob; `None` where there is none.
    pub(in crate::vault) fn open(store: &Store, digest: &Digest) -> Result<Option<Self>> {
        let name = store.blob(digest);
        let asked = name.clone();
        let found = store.ask(move |client| async move { client.head(&asked).await })?;
        Ok(found.map(|found| Self {
            store: store.clone(),
            name,
            tag: found.e_tag,
            size_bytes: found.size,
            position: 0,
            piece: Vec::new(),
            piece_at: 0,
        }))
    }

    fn fetch(&self) -> Result<Vec<u8>> {
        let to = self.size_bytes.min(self.position + STORE_READ_BYTES);
        let range = Some(GetRange::Bounded(self.position..to));
        let options = GetOptions { range, if_match: self.tag.clone(), ..GetOptions::default() };
        let name = self.name.clone();
        let bytes = self
            .store
            .ask(move |client| async move { client.get_opts(&name, options).await?.bytes().await })?;
        let bytes = bytes.ok_or_else(|| Error::StoreAway("the object went while it was read".to_owned()))?;
        if bytes.len() as u64 == to - self.position {
            Ok(bytes.to_vec())
        } else {
            Err(Error::StoreAway("less came than was asked for".to_owned()))
        }
    }
}

impl Read for ObjectReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size_bytes || buffer.is_empty() {
            return Ok(0);
        }
        let is_held =
            self.position >= self.piece_at && self.position < self.piece_at + self.piece.len() as u64;
        if !is_held {
            self.piece = self.fetch().map_err(|error| io::Error::new(AWAY, error))?;
            self.piece_at = self.position;
        }
        let from = usize::try_from(self.position - self.piece_at).map_err(io::Error::other)?;
        let read = (&self.piece[from..]).read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for ObjectReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(by) => self.size_bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
