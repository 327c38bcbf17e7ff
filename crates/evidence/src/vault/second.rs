//! What is done at either place of the second copy: a folder is a [`Root`] like the first, an object store keeps each
//! blob as an object of the same name. Differences between them end here.

use super::blob::{self, Opened, Refusal, Source};
use super::disk;
use super::root::Root;
#[cfg(feature = "s3")]
use super::store::{ObjectReader, Store};
use super::{Digest, ItemKey};
use crate::{Error, Result};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The second copy, there.
#[derive(Debug)]
pub(super) enum Second {
    Folder(Root),
    #[cfg(feature = "s3")]
    Store(Store),
}

/// Where one blob of one copy is.
#[derive(Debug, Clone)]
pub(super) enum Blob {
    File(PathBuf),
    #[cfg(feature = "s3")]
    Object(Store, Digest),
}

impl Blob {
    /// Opens its bytes as they lie there.
    pub(super) fn source(&self) -> std::result::Result<Source, Refusal> {
        match self {
            Self::File(path) => File::open(path).map(Source::File).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => Refusal::Missing,
                _ => Refusal::Disk(error),
            }),
            #[cfg(feature = "s3")]
            Self::Object(store, digest) => match ObjectReader::open(store, digest) {
                Ok(Some(reader)) => Ok(Source::Object(reader)),
                Ok(None) => Err(Refusal::Missing),
                Err(error) => Err(Refusal::Away(error)),
            },
        }
    }

    /// Opens it with whichever key fits.
    pub(super) fn open(&self, keys: &[ItemKey]) -> std::result::Result<Opened, Refusal> {
        blob::open(self.source()?, keys)
    }

    pub(super) fn is_there(&self) -> Result<bool> {
        match self {
            Self::File(path) => Ok(path.try_exists()?),
            #[cfg(feature = "s3")]
            Self::Object(store, digest) => Ok(store.size_bytes(digest)?.is_some()),
        }
    }
}

impl Second {
    /// The folder, where it is one.
    #[cfg_attr(
        not(feature = "s3"),
        expect(clippy::unnecessary_wraps, reason = "with object stores it may be one")
    )]
    pub(super) const fn folder(&self) -> Option<&Root> {
        match self {
            Self::Folder(root) => Some(root),
            #[cfg(feature = "s3")]
            Self::Store(_) => None,
        }
    }

    pub(super) fn blob(&self, digest: &Digest) -> Blob {
        match self {
            Self::Folder(root) => Blob::File(root.blob(digest)),
            #[cfg(feature = "s3")]
            Self::Store(store) => Blob::Object(store.clone(), *digest),
        }
    }

    /// The items whose digest begins with this byte, unsorted. A store that is away has none to tell of: the first
    /// copy's are looked at all the same.
    pub(super) fn items(&self, first_byte: u8) -> Result<Vec<Digest>> {
        match self {
            Self::Folder(root) => root.items(first_byte),
            #[cfg(feature = "s3")]
            Self::Store(store) => match store.items(first_byte) {
                Err(error) if error.is_away() => Ok(Vec::new()),
                other => other,
            },
        }
    }

    /// Removes an item and what was set aside of it; says how many there were.
    pub(super) fn destroy(&self, digest: &Digest) -> Result<u64> {
        match self {
            Self::Folder(root) => destroy(root, digest),
            #[cfg(feature = "s3")]
            Self::Store(store) => store.destroy(digest),
        }
    }
}

/// The same in a folder.
pub(super) fn destroy(root: &Root, digest: &Digest) -> Result<u64> {
    let blob = root.blob(digest);
    let mut files = 0;
    for path in root.aside(digest)?.iter().chain([&blob]) {
        files += u64::from(disk::remove(path)?);
    }
    disk::sync_folder(blob.parent().expect("a blob lies in a folder"))?;
    Ok(files)
}

/// Opens a store of this vault, whose id it must bear.
#[cfg(feature = "s3")]
pub(super) fn open_store(place: &super::StorePlace, id: &str) -> Result<Second> {
    let store = Store::connect(place)?;
    match store.read_id()? {
        Some(found) if found == id => Ok(Second::Store(store)),
        Some(_) => Err(Error::NotTheVault(format!("{} is another vault's", place.address))),
        None => Err(Error::NotTheVault(format!("{} holds no copy of a vault", place.address))),
    }
}

/// Makes a part of a bucket the second copy of the vault of this id.
#[cfg(feature = "s3")]
pub(super) fn set_up_store(place: &super::StorePlace, id: &str) -> Result<()> {
    let store = Store::connect(place)?;
    match store.read_id()? {
        Some(found) if found == id => Ok(()),
        Some(_) => Err(Error::NotTheVault(format!("{} is another vault's", place.address))),
        None => store.write_id(id),
    }
}

#[cfg(not(feature = "s3"))]
pub(super) const fn open_store(_place: &super::StorePlace, _id: &str) -> Result<Second> {
    Err(Error::NoObjectStore)
}

#[cfg(not(feature = "s3"))]
pub(super) const fn set_up_store(_place: &super::StorePlace, _id: &str) -> Result<()> {
    Err(Error::NoObjectStore)
}

/// The blob of a folder, for those who have its path.
pub(super) fn in_folder(path: &Path) -> Blob {
    Blob::File(path.to_owned())
}
