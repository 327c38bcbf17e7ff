//! The log on disk: appending, reading, and the order in which bytes become durable.
//!
//! Tiles are durable before the checkpoint that covers them, and a partial tile that a longer one replaces goes only
//! after it. One process appends; any may read. Start at [`Log::append`].

use crate::checkpoint::Checkpoint;
use crate::disk::{
    CHECKPOINT, Tiles, altered, expected_files, files, is_unfinished, read_checkpoint, read_exactly,
    read_hashes, read_tile, remove, remove_replaced, sync_folder, write_checkpoint, write_files,
};
use crate::error::{Error, Result};
use crate::limits::{LEAF_BYTES_MAX, TILE_WIDTH};
use crate::note::{Signer, Verifier};
use crate::tile::{Part, Tile, bundle, unbundle};
use crate::tree::{Hash, consistency, inclusion, leaf_hash, root};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A log on disk.
pub struct Log {
    folder: PathBuf,
    checkpoint: Checkpoint,
    /// An append failed before its checkpoint was durable; its files are still there.
    unfinished: bool,
}

impl Log {
    /// Begins an empty log in a folder that has none.
    ///
    /// # Errors
    /// `log-exists` where there is a checkpoint, or tiles that lost theirs; `checkpoint-not-understood` where the name
    /// is not one line; or from the file system.
    pub fn create(folder: &Path, origin: &str, signer: &Signer) -> Result<Self> {
        if origin.is_empty() || origin.contains(|letter: char| letter.is_control()) {
            return Err(Error::CheckpointNotUnderstood("the name of a log is one line"));
        }
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
        if folder.join(CHECKPOINT).exists() || folder.join("tile").exists() {
            return Err(Error::LogExists);
        }
        let empty: &[Hash] = &[];
        let checkpoint = Checkpoint::sign(origin, 0, root(&mut { empty }, 0)?, signer);
        write_checkpoint(folder, checkpoint.text())?;
        if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
            sync_folder(above)?;
        }
        Ok(Self { folder: folder.to_owned(), checkpoint, unfinished: false })
    }

    /// Opens a log and checks the signature of its checkpoint.
    ///
    /// # Errors
    /// `signature-invalid`, `checkpoint-not-understood`, or where the file cannot be read.
    pub fn open(folder: &Path, verifier: &Verifier) -> Result<Self> {
        let checkpoint = Checkpoint::parse(&read_checkpoint(folder)?, verifier)?;
        Ok(Self { folder: folder.to_owned(), checkpoint, unfinished: false })
    }

    /// The folder it is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The last checkpoint.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Number of leaves.
    pub const fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The root the log had at a size, from its tiles.
    ///
    /// # Errors
    /// `no-such-leaf` beyond its size, or where a tile cannot be read.
    pub fn root_at(&self, size: u64) -> Result<Hash> {
        if size > self.checkpoint.size {
            return Err(Error::NoSuchLeaf(size));
        }
        root(&mut Tiles::of(&self.folder, self.checkpoint.size), size)
    }

    /// Adds leaves and signs a checkpoint over all of them.
    ///
    /// Refuses unless the log on disk is the one the caller remembers and its tiles make the root it signed, so that
    /// a restored backup of either is noticed before anything is signed over it.
    ///
    /// # Errors
    /// `log-rolled-back`, `log-file-altered`, `leaf-too-long`, or from the file system; the log is as it was then,
    /// and the next append removes what this one left.
    pub fn append(
        &mut self,
        signer: &Signer,
        expected: &Checkpoint,
        leaves: &[Vec<u8>],
    ) -> Result<Checkpoint> {
        let old = self.checkpoint.size;
        if (old, self.checkpoint.root) != (expected.size, expected.root) {
            let told = format!("it holds {old} leaves, {} were remembered", expected.size);
            return Err(Error::LogRolledBack(told));
        }
        self.is_on_disk()?;
        if self.root_at(old)? != expected.root {
            return Err(Error::LogRolledBack("its tiles do not make the root it signed".to_owned()));
        }
        if let Some(leaf) = leaves.iter().find(|leaf| leaf.len() > LEAF_BYTES_MAX) {
            return Err(Error::LeafTooLong { bytes: leaf.len(), max: LEAF_BYTES_MAX });
        }
        if leaves.is_empty() {
            return Ok(self.checkpoint.clone());
        }
        if self.unfinished {
            self.sweep()?;
        }
        let size = old + leaves.len() as u64;
        let mut files = self.entry_files(old, size, leaves)?;
        files.extend(self.hash_files(old, size, leaves)?);
        self.unfinished = true;
        write_files(&self.folder, &files)?;
        let new_root = root(&mut Tiles::of(&self.folder, size), size)?;
        let checkpoint = Checkpoint::sign(&self.checkpoint.origin, size, new_root, signer);
        write_checkpoint(&self.folder, checkpoint.text())?;
        self.checkpoint = checkpoint.clone();
        self.unfinished = false;
        remove_replaced(&self.folder, old, size);
        Ok(checkpoint)
    }

    /// Whether the checkpoint on disk is still the one this log was opened with or wrote.
    fn is_on_disk(&self) -> Result<()> {
        if read_checkpoint(&self.folder)? == self.checkpoint.text() {
            return Ok(());
        }
        Err(Error::LogRolledBack("its checkpoint was replaced since it was opened".to_owned()))
    }

    /// The leaves of the last, partial bundle, which must be those the hash tile beside it was made of: what is
    /// copied into the longer bundle is signed anew.
    fn last_bundle(&self, tile: Tile) -> Result<Vec<u8>> {
        let bytes = read_exactly(&self.folder, tile)?;
        let hashes: Option<Vec<Hash>> =
            unbundle(&bytes).map(|leaves| leaves.into_iter().map(leaf_hash).collect());
        let stored = read_hashes(&self.folder, Tile { part: Part::Hashes(0), ..tile })?;
        if hashes.as_ref() == Some(&stored) {
            return Ok(bytes);
        }
        Err(altered(&tile.path(), "its leaves are not those the log was signed over"))
    }

    fn entry_files(&self, old: u64, size: u64, leaves: &[Vec<u8>]) -> Result<Vec<(Tile, Vec<u8>)>> {
        let mut rest = leaves;
        let mut files = Vec::new();
        for tile in Tile::of_part(Part::Entries, size, old / TILE_WIDTH) {
            let held = old.saturating_sub(tile.index * TILE_WIDTH).min(TILE_WIDTH);
            let mut bytes = match held {
                0 => Vec::new(),
                width => self.last_bundle(Tile { width, ..tile })?,
            };
            let (now, later) = rest.split_at(usize::try_from(tile.width - held).unwrap_or(0).min(rest.len()));
            bytes.extend_from_slice(&bundle(now));
            rest = later;
            files.push((tile, bytes));
        }
        Ok(files)
    }

    fn hash_files(&self, old: u64, size: u64, leaves: &[Vec<u8>]) -> Result<Vec<(Tile, Vec<u8>)>> {
        let mut files = Vec::new();
        let mut new: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        for part in Tile::parts(size) {
            let Part::Hashes(level) = part else { continue };
            let held = old.checked_shr(8 * level).unwrap_or(0);
            let mut above = Vec::new();
            let mut rest = new.as_slice();
            for tile in Tile::of_part(part, size, held / TILE_WIDTH) {
                let here = held.saturating_sub(tile.index * TILE_WIDTH).min(TILE_WIDTH);
                let mut hashes = match here {
                    0 => Vec::new(),
                    width => read_hashes(&self.folder, Tile { width, ..tile })?,
                };
                let (now, later) =
                    rest.split_at(usize::try_from(tile.width - here).unwrap_or(0).min(rest.len()));
                hashes.extend_from_slice(now);
                rest = later;
                if tile.width == TILE_WIDTH {
                    above.push(root(&mut hashes.as_slice(), TILE_WIDTH)?);
                }
                files.push((tile, hashes.concat()));
            }
            new = above;
        }
        Ok(files)
    }

    /// The bytes of a leaf.
    ///
    /// # Errors
    /// `no-such-leaf`, or where its bundle cannot be read.
    pub fn leaf(&self, index: u64) -> Result<Vec<u8>> {
        let place = usize::try_from(index % TILE_WIDTH).unwrap_or(0);
        let leaves = self.leaves(index / TILE_WIDTH)?;
        leaves.into_iter().nth(place).ok_or(Error::NoSuchLeaf(index))
    }

    /// The leaves of one entry bundle: numbers `256 * bundle` on.
    ///
    /// # Errors
    /// `no-such-leaf`, or where it cannot be read.
    pub fn leaves(&self, index: u64) -> Result<Vec<Vec<u8>>> {
        let tile = Tile::of_part(Part::Entries, self.checkpoint.size, index).next();
        let tile = tile.ok_or(Error::NoSuchLeaf(index * TILE_WIDTH))?;
        let bytes = read_tile(&self.folder, tile)?;
        let leaves = unbundle(&bytes).ok_or_else(|| altered(&tile.path(), "it ends inside a leaf"))?;
        if leaves.len() as u64 != tile.width {
            return Err(altered(&tile.path(), format!("{} leaves, not {}", leaves.len(), tile.width)));
        }
        Ok(leaves.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// The leaves of a range in order, read a bundle at a time. What lies beyond the log is left out; where a bundle
    /// cannot be read, its error stands in its place once.
    pub fn range(&self, range: Range<u64>) -> impl Iterator<Item = Result<Vec<u8>>> {
        let (start, end) = (range.start, range.end.min(self.checkpoint.size));
        let bundles = if start < end { start / TILE_WIDTH..end.div_ceil(TILE_WIDTH) } else { 0..0 };
        bundles.flat_map(move |bundle| {
            let first = bundle * TILE_WIDTH;
            let skipped = usize::try_from(start.saturating_sub(first)).unwrap_or(usize::MAX);
            let taken = usize::try_from(end - start.max(first)).unwrap_or(usize::MAX);
            let (leaves, error) = match self.leaves(bundle) {
                Ok(leaves) => (leaves, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            error.into_iter().chain(leaves.into_iter().skip(skipped).take(taken).map(Ok))
        })
    }

    /// The proof that a leaf is in the log, as a `.tlog-proof` text.
    ///
    /// # Errors
    /// `no-such-leaf`, or where a tile cannot be read.
    pub fn proof(&self, index: u64) -> Result<String> {
        let size = self.checkpoint.size;
        let path = inclusion(&mut Tiles::of(&self.folder, size), index, size)?;
        Ok(crate::proof::text(index, &path, &self.checkpoint))
    }

    /// The proof that the log of `old` leaves is a beginning of this one ([`crate::tree::is_consistent`] checks it).
    ///
    /// # Errors
    /// `no-such-leaf` where `old` is 0 or beyond its size, or where a tile cannot be read.
    pub fn consistency(&self, old: u64) -> Result<Vec<Hash>> {
        let size = self.checkpoint.size;
        consistency(&mut Tiles::of(&self.folder, size), old, size)
    }

    /// Removes files that a crash left: drafts, tiles no checkpoint ever covered, and partial tiles that were
    /// replaced. Any other file that does not belong here stays, to be named by a verification. Only the one process
    /// that appends may call it.
    ///
    /// # Errors
    /// `log-rolled-back` where the checkpoint on disk is not this log's, or from the file system.
    pub fn sweep(&self) -> Result<()> {
        self.is_on_disk()?;
        let expected = expected_files(self.checkpoint.size);
        let found = files(&self.folder)?;
        let left = found.difference(&expected).filter(|path| is_unfinished(path));
        left.into_iter().try_for_each(|path| remove(&self.folder.join(path)))
    }
}
