//! A vault in a folder of its own, with a keyring in memory, as a caller has them.

use evidence::vault::{Batch, Digest, ItemKey, Kept, SecondPlace, Vault};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(crate) struct Room {
    held: tempfile::TempDir,
    second: Option<SecondPlace>,
    keyring: BTreeMap<Digest, Vec<ItemKey>>,
}

impl Room {
    /// Of one copy.
    pub(crate) fn single() -> Self {
        let held = tempfile::tempdir().unwrap();
        Self { held, second: None, keyring: BTreeMap::new() }
    }

    /// Of two copies.
    pub(crate) fn twin() -> Self {
        let mut room = Self::single();
        room.set_up(SecondPlace::Folder(room.second()));
        room
    }

    /// Gives it its second copy.
    pub(crate) fn set_up(&mut self, place: SecondPlace) {
        drop(Vault::open(&self.first(), None).unwrap());
        Vault::set_up_second(&self.first(), &place).unwrap();
        self.second = Some(place);
    }

    /// Both copies.
    pub(crate) fn folder(&self) -> PathBuf {
        self.held.path().to_owned()
    }

    pub(crate) fn first(&self) -> PathBuf {
        self.held.path().join("first")
    }

    pub(crate) fn second(&self) -> PathBuf {
        self.held.path().join("second")
    }

    pub(crate) fn open(&self) -> Vault {
        self.try_open().unwrap()
    }

    pub(crate) fn try_open(&self) -> evidence::Result<Vault> {
        Vault::open(&self.first(), self.second.as_ref())
    }

    pub(crate) fn keys(&self, digest: &Digest) -> Vec<ItemKey> {
        self.keyring.get(digest).cloned().unwrap_or_default()
    }

    #[cfg(feature = "sabotage")]
    pub(crate) fn forget(&mut self, digest: &Digest) {
        self.keyring.remove(digest);
    }

    /// What a caller does: the keys of what is staged are committed, then the batch is kept.
    pub(crate) fn keep(&mut self, batch: Batch<'_>) -> evidence::Result<Vec<Kept>> {
        for staged in batch.staged() {
            self.keyring.entry(staged.digest).or_default().push(staged.key.clone());
        }
        batch.keep(&|digest| self.keys(digest))
    }

    pub(crate) fn try_add(&mut self, vault: &Vault, items: &[Vec<u8>]) -> evidence::Result<Vec<Kept>> {
        let mut batch = vault.batch()?;
        for item in items {
            batch.stage(&mut item.as_slice())?;
        }
        self.keep(batch)
    }

    pub(crate) fn add(&mut self, vault: &Vault, items: &[Vec<u8>]) -> Vec<Kept> {
        self.try_add(vault, items).unwrap()
    }

    pub(crate) fn read(&self, vault: &Vault, digest: &Digest) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut item = vault.item(digest, &self.keys(digest)).map_err(std::io::Error::other)?;
        item.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Bytes that look like nothing and are the same each time.
pub(crate) fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> = std::iter::repeat_with(&mut next).take(length.div_ceil(8)).flatten().collect();
    bytes.truncate(length);
    bytes
}

/// Every file below a folder with its bytes, but for locks.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.file_name().is_some_and(|name| !name.to_string_lossy().contains("lock")) {
            files.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    files
}
