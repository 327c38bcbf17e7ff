//! Adding: a batch of items is staged, then made durable together and given its names.
//!
//! An error anywhere leaves nothing acknowledged and nothing overwritten; the batch can be tried again.

use super::blob::{self, Twins};
use super::disk::{self, NewFile};
use super::root::Root;
use super::second::Second;
use super::{Digest, ItemKey, Keys, Place, SecondState, Vault, Verdict};
use crate::Result;
use crate::limits::{BATCH_BYTES_MAX, BATCH_FILES_MAX, SYNC_EACH_FILES_MAX};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// Files that become durable together.
#[derive(Debug)]
pub struct Batch<'vault> {
    vault: &'vault Vault,
    staged: Vec<Staged>,
    size_bytes: u64,
    first: Writing,
    second: Option<Writing>,
}

/// Bytes hashed and encrypted, which have no name yet. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Staged {
    /// Of the bytes as they came.
    pub digest: Digest,
    /// How many came.
    pub size_bytes: u64,
    /// Opens them. To be committed to the keyring before [`Batch::keep`].
    pub key: ItemKey,
    first: Unfinished,
    second: Option<Unfinished>,
}

/// An item that is in the vault for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub digest: Digest,
    /// Its length before encryption.
    pub size_bytes: u64,
    /// What became of what was staged.
    pub outcome: Outcome,
    /// Whether the second copy has it too.
    pub second: SecondCopy,
}

/// What became of staged bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// They are new, under the key they were staged with.
    Added,
    /// They had been there, whole, under a key the keyring has; the key they were staged with opens nothing and can
    /// be forgotten.
    AlreadyThere,
    /// A blob of that name could not be opened to these bytes. It was set aside, and these are in its place, under
    /// the key they were staged with.
    InPlaceOfUnreadable,
}

/// How the second copy of a kept item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondCopy {
    /// There is no second folder.
    None,
    /// As durable as the first.
    There,
    /// Its disk is away or refuses; [`Vault::repair`] or [`Vault::scrub`] brings it over.
    Behind,
}

/// A file below `tmp`, removed unless it was given a name.
#[derive(Debug)]
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Where it cannot be removed now, it is swept at the next start.
        let _left = std::fs::remove_file(&self.0);
    }
}

/// What making the files of one disk durable takes.
#[derive(Debug)]
struct Writing {
    /// Opened before the first byte was written, so that it is told of every error since.
    disk: File,
    /// The files themselves, while they are few.
    files: Vec<NewFile>,
}

impl Writing {
    fn begin(root: &Root) -> Result<Self> {
        Ok(Self { disk: File::open(root.folder())?, files: Vec::new() })
    }

    fn add(&mut self, file: NewFile, staged: usize) {
        self.files.push(file);
        if in_one_call(staged) {
            self.files.clear();
        }
    }

    fn sync(&self, staged: usize) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if in_one_call(staged) {
            return disk::sync_disk(&self.disk);
        }
        self.files.iter().try_for_each(NewFile::sync)
    }

    /// Makes the new names durable.
    fn sync_names(&self, root: &Root, digests: &[Digest]) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if in_one_call(digests.len()) {
            return disk::sync_disk(&self.disk);
        }
        let blobs = digests.iter().map(|digest| root.blob(digest));
        let folders: BTreeSet<PathBuf> = blobs.filter_map(|blob| blob.parent().map(PathBuf::from)).collect();
        folders.iter().try_for_each(|folder| disk::sync_folder(folder))
    }
}

/// Whether so many files are made durable by one call for their disk.
const fn in_one_call(files: usize) -> bool {
    cfg!(target_os = "linux") && files > SYNC_EACH_FILES_MAX
}

impl Vault {
    /// Begins a batch.
    pub fn batch(&self) -> Result<Batch<'_>> {
        let second = self.second_folder().and_then(|root| Writing::begin(root).ok());
        let first = Writing::begin(&self.first)?;
        Ok(Batch { vault: self, staged: Vec::new(), size_bytes: 0, first, second })
    }
}

impl Batch<'_> {
    /// Takes in everything a source gives. After an error the batch is as it was before.
    pub fn stage(&mut self, source: &mut dyn Read) -> Result<&Staged> {
        let key = ItemKey::random();
        let first = Unfinished(self.vault.first.unfinished()?);
        let first_file = NewFile::create(&first.0)?;
        let twin = self.second.as_ref().and(self.vault.second_folder()).and_then(|root| {
            let unfinished = Unfinished(root.unfinished().ok()?);
            let file = NewFile::create(&unfinished.0).ok()?;
            Some((unfinished, file))
        });
        let (second, second_file) = twin.unzip();
        let sealed = blob::seal(source, &key.recipient(), Twins::new(first_file, second_file))?;
        let count = self.staged.len() + 1;
        self.first.add(sealed.first, count);
        let second = match (second, sealed.second, &mut self.second) {
            (Some(unfinished), Some(file), Some(writing)) => {
                writing.add(file, count);
                Some(unfinished)
            }
            _ => None,
        };
        self.size_bytes += sealed.size_bytes;
        let staged = Staged { digest: sealed.digest, size_bytes: sealed.size_bytes, key, first, second };
        self.staged.push(staged);
        Ok(self.staged.last().expect("one was just added"))
    }

    /// What is staged, in order.
    pub fn staged(&self) -> &[Staged] {
        &self.staged
    }

    /// Whether it should be kept before more is staged.
    pub const fn is_full(&self) -> bool {
        self.staged.len() >= BATCH_FILES_MAX || self.size_bytes >= BATCH_BYTES_MAX
    }

    /// Makes everything staged durable under its name, in the order it was staged. What is returned may be
    /// acknowledged, once the caller's own rows are committed. After an error nothing of the batch may be; parts of it
    /// may be in place, and staging the same bytes again finds them.
    pub fn keep(self, keys: &Keys<'_>) -> Result<Vec<Kept>> {
        let count = self.staged.len();
        self.first.sync(count)?;
        let twins = self.second.as_ref().is_some_and(|writing| writing.sync(count).is_ok());
        let all_keys = |digest: &Digest| {
            let staged = self.staged.iter().filter(|staged| staged.digest == *digest);
            let mut all = keys(digest);
            all.extend(staged.map(|staged| staged.key.clone()));
            all
        };
        let mut kept = Vec::with_capacity(count);
        for staged in &self.staged {
            let outcome = self.vault.place(staged, &all_keys)?;
            let second = match (&self.vault.second_state, &self.vault.second) {
                (SecondState::None, _) => SecondCopy::None,
                (_, None) => SecondCopy::Behind,
                // Sent below, once the first copy has it for good.
                #[cfg(feature = "s3")]
                (_, Some(Second::Store(_))) => SecondCopy::Behind,
                (_, Some(Second::Folder(root))) => {
                    let twin = staged.second.as_ref().filter(|_| twins);
                    self.vault.place_twin(root, staged, twin, outcome, &all_keys)
                }
            };
            let (digest, size_bytes) = (staged.digest, staged.size_bytes);
            kept.push(Kept { digest, size_bytes, outcome, second });
        }
        let digests: Vec<Digest> = self.staged.iter().map(|staged| staged.digest).collect();
        if !in_one_call(count) {
            // Whoever put these there may have died before making them durable.
            let there = kept.iter().filter(|kept| kept.outcome == Outcome::AlreadyThere);
            there
                .map(|kept| self.vault.first.blob(&kept.digest))
                .try_for_each(|blob| disk::sync_existing(&blob))?;
        }
        self.first.sync_names(&self.vault.first, &digests)?;
        #[cfg(feature = "s3")]
        if let Some(Second::Store(store)) = &self.vault.second {
            self.vault.send_batch(store, &mut kept, &all_keys);
            return Ok(kept);
        }
        let named = match (&self.second, self.vault.second_folder()) {
            (Some(writing), Some(root)) => writing.sync_names(root, &digests).is_ok(),
            _ => false,
        };
        if !named {
            for kept in kept.iter_mut().filter(|kept| kept.second == SecondCopy::There) {
                kept.second = SecondCopy::Behind;
            }
        }
        Ok(kept)
    }
}

impl Vault {
    /// Gives staged bytes their name in the first copy, unless they are there already.
    fn place(&self, staged: &Staged, keys: &Keys<'_>) -> Result<Outcome> {
        let blob = self.first.blob(&staged.digest);
        match disk::rename_to_new(&staged.first.0, &blob) {
            Ok(()) => return Ok(Outcome::Added),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
        let known = keys(&staged.digest);
        if matches!(self.verify(Place::First, &staged.digest, &known)?, Verdict::Good { .. }) {
            return Ok(Outcome::AlreadyThere);
        }
        self.first.set_aside(&staged.digest)?;
        disk::rename_to_new(&staged.first.0, &blob)?;
        Ok(Outcome::InPlaceOfUnreadable)
    }

    /// The same in the second copy, which always holds the very bytes of the first. Nothing that fails here fails the
    /// batch.
    fn place_twin(
        &self,
        root: &Root,
        staged: &Staged,
        twin: Option<&Unfinished>,
        outcome: Outcome,
        keys: &Keys<'_>,
    ) -> SecondCopy {
        let placed = match (outcome, twin) {
            (Outcome::AlreadyThere, _) | (_, None) => {
                let repair = self.repair(&staged.digest, &keys(&staged.digest));
                return match repair {
                    Ok(repair) if repair.second_is_good() => SecondCopy::There,
                    _ => SecondCopy::Behind,
                };
            }
            (_, Some(twin)) => {
                let blob = root.blob(&staged.digest);
                match disk::rename_to_new(&twin.0, &blob) {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                        root.set_aside(&staged.digest).is_ok() && disk::rename_to_new(&twin.0, &blob).is_ok()
                    }
                    other => other.is_ok(),
                }
            }
        };
        if placed { SecondCopy::There } else { SecondCopy::Behind }
    }
}
