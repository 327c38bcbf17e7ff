//! The log on disk: appending, reading, and the order in which bytes become durable.
//!
//! Tiles are durable before the checkpoint that covers them, and a partial tile that a longer one replaces goes only
//! after it. One process appends; any may read. Start at [`Log::append`].

use crate::checkpoint::Checkpoint;
use crate::error::{Error, Result};
use crate::limits::{CHECKPOINT_BYTES_MAX, LEAF_BYTES_MAX, TILE_WIDTH};
use crate::note::{Signer, Verifier};
use crate::tile::{Part, Tile, bundle, unbundle};
use crate::tree::{Hash, Nodes, inclusion, leaf_hash, node_hash, root};
use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A log on disk.
pub struct Log {
    folder: PathBuf,
    checkpoint: Checkpoint,
}

/// Hash tiles read from disk and kept while they are needed.
pub(crate) struct Tiles<'l> {
    folder: &'l Path,
    size: u64,
    read: HashMap<(u32, u64), Vec<Hash>>,
}

impl Nodes for Tiles<'_> {
    fn node(&mut self, level: u32, index: u64) -> Result<Hash> {
        if !level.is_multiple_of(8) {
            let left = self.node(level - 1, index * 2)?;
            return Ok(node_hash(&left, &self.node(level - 1, index * 2 + 1)?));
        }
        let (tile, place) = (index / TILE_WIDTH, usize::try_from(index % TILE_WIDTH).unwrap_or(0));
        self.hashes(level / 8, tile)?.get(place).copied().ok_or(Error::NoSuchLeaf(index))
    }
}

impl<'l> Tiles<'l> {
    pub(crate) fn of(folder: &'l Path, size: u64) -> Self {
        Self { folder, size, read: HashMap::new() }
    }

    fn hashes(&mut self, level: u32, index: u64) -> Result<&[Hash]> {
        if !self.read.contains_key(&(level, index)) {
            let tile = Tile::of_part(Part::Hashes(level), self.size, index).next();
            let tile = tile.ok_or(Error::NoSuchLeaf(index))?;
            let hashes = read_hashes(self.folder, tile)?;
            self.read.insert((level, index), hashes);
        }
        Ok(self.read.get(&(level, index)).map_or(&[], Vec::as_slice))
    }
}

pub(crate) fn altered(path: &str, reason: impl Into<String>) -> Error {
    Error::FileAltered { path: path.to_owned(), reason: reason.into() }
}

pub(crate) fn read_tile(folder: &Path, tile: Tile) -> Result<Vec<u8>> {
    let path = tile.path();
    fs::read(folder.join(&path)).map_err(|error| altered(&path, error.to_string()))
}

pub(crate) fn read_hashes(folder: &Path, tile: Tile) -> Result<Vec<Hash>> {
    let bytes = read_tile(folder, tile)?;
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || hashes.len() as u64 != tile.width {
        return Err(altered(&tile.path(), format!("{} bytes, not {}", bytes.len(), tile.width * 32)));
    }
    Ok(hashes.to_vec())
}

pub(crate) fn read_checkpoint(folder: &Path) -> Result<String> {
    let mut text = String::new();
    let path = folder.join("checkpoint");
    let read = File::open(&path).and_then(|file| file.take(CHECKPOINT_BYTES_MAX).read_to_string(&mut text));
    read.map_err(|error| altered("checkpoint", error.to_string()))?;
    Ok(text)
}

impl Log {
    /// Begins an empty log in a folder that has none.
    ///
    /// # Errors
    /// `log-exists`, or from the file system.
    pub fn create(folder: &Path, origin: &str, signer: &Signer) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
        if folder.join("checkpoint").exists() {
            return Err(Error::LogExists);
        }
        let empty: &[Hash] = &[];
        let checkpoint = Checkpoint::sign(origin, 0, root(&mut { empty }, 0)?, signer);
        let log = Self { folder: folder.to_owned(), checkpoint };
        log.write_checkpoint(&log.checkpoint)?;
        Ok(log)
    }

    /// Opens a log and checks the signature of its checkpoint.
    ///
    /// # Errors
    /// `signature-invalid`, `checkpoint-not-understood`, or where the file cannot be read.
    pub fn open(folder: &Path, verifier: &Verifier) -> Result<Self> {
        let checkpoint = Checkpoint::parse(&read_checkpoint(folder)?, verifier)?;
        Ok(Self { folder: folder.to_owned(), checkpoint })
    }

    /// The last checkpoint.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
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
    /// `log-rolled-back`, `leaf-too-long`, or from the file system; the log is as it was then.
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
        if self.root_at(old)? != expected.root {
            return Err(Error::LogRolledBack("its tiles do not make the root it signed".to_owned()));
        }
        if let Some(leaf) = leaves.iter().find(|leaf| leaf.len() > LEAF_BYTES_MAX) {
            return Err(Error::LeafTooLong { bytes: leaf.len(), max: LEAF_BYTES_MAX });
        }
        if leaves.is_empty() {
            return Ok(self.checkpoint.clone());
        }
        let size = old + leaves.len() as u64;
        let mut files = self.entry_files(old, size, leaves)?;
        files.extend(self.hash_files(old, size, leaves)?);
        write_files(&self.folder, &files)?;
        let new_root = root(&mut Tiles::of(&self.folder, size), size)?;
        let checkpoint = Checkpoint::sign(&self.checkpoint.origin, size, new_root, signer);
        self.write_checkpoint(&checkpoint)?;
        self.checkpoint = checkpoint.clone();
        remove_replaced(&self.folder, old, size)?;
        Ok(checkpoint)
    }

    fn entry_files(&self, old: u64, size: u64, leaves: &[Vec<u8>]) -> Result<Vec<(Tile, Vec<u8>)>> {
        let mut rest = leaves;
        let mut files = Vec::new();
        for tile in Tile::of_part(Part::Entries, size, old / TILE_WIDTH) {
            let held = old.saturating_sub(tile.index * TILE_WIDTH).min(TILE_WIDTH);
            let mut bytes = match held {
                0 => Vec::new(),
                width => read_tile(&self.folder, Tile { width, ..tile })?,
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

    fn write_checkpoint(&self, checkpoint: &Checkpoint) -> Result<()> {
        let (path, draft) = (self.folder.join("checkpoint"), self.folder.join("checkpoint.new"));
        let mut file = File::create(&draft).map_err(Error::file(&draft))?;
        file.write_all(checkpoint.text().as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(Error::file(&draft))?;
        fs::rename(&draft, &path).map_err(Error::file(&path))?;
        sync_folder(&self.folder)
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
        Ok(leaves.into_iter().map(<[u8]>::to_vec).collect())
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

    /// Removes files that a crash left between writing tiles and signing: those no checkpoint ever covered and
    /// partial tiles that were replaced. Only the one process that appends may call it.
    ///
    /// # Errors
    /// From the file system.
    pub fn sweep(&self) -> Result<()> {
        let expected = crate::verify::expected_files(self.checkpoint.size);
        for path in crate::verify::files(&self.folder)?.difference(&expected) {
            let path = self.folder.join(path);
            fs::remove_file(&path).map_err(Error::file(&path))?;
        }
        Ok(())
    }
}

/// Writes each file under a name of its own, makes all durable, then gives them their names and makes those durable.
/// The syncs of a batch stand together, so that the disk can take them at once.
fn write_files(folder: &Path, files: &[(Tile, Vec<u8>)]) -> Result<()> {
    let mut folders = BTreeSet::new();
    let mut drafts = Vec::with_capacity(files.len());
    for (tile, bytes) in files {
        let path = folder.join(tile.path());
        let parent = path.parent().unwrap_or(folder).to_owned();
        if folders.insert(parent.clone()) {
            fs::create_dir_all(&parent).map_err(Error::file(&parent))?;
        }
        let draft = path.with_extension("new");
        fs::write(&draft, bytes).map_err(Error::file(&draft))?;
        drafts.push((draft, path));
    }
    for (draft, _) in &drafts {
        File::open(draft).and_then(|file| file.sync_all()).map_err(Error::file(draft))?;
    }
    for (draft, path) in &drafts {
        fs::rename(draft, path).map_err(Error::file(path))?;
    }
    let above: Vec<PathBuf> = folders
        .iter()
        .flat_map(|path| path.ancestors().take_while(|up| up.starts_with(folder)))
        .map(Path::to_owned)
        .collect();
    folders.extend(above);
    folders.iter().try_for_each(|path| sync_folder(path))
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(Error::file(folder))
}

/// Removes the partial tiles of size `old` that those of size `new` replace, so that nothing can hide in them.
fn remove_replaced(folder: &Path, old: u64, new: u64) -> Result<()> {
    for part in Tile::parts(old) {
        let Some(tile) = Tile::of_part(part, old, 0).last().filter(|tile| tile.width < TILE_WIDTH) else {
            continue;
        };
        let now = Tile::of_part(part, new, tile.index).next();
        if now == Some(tile) {
            continue;
        }
        let path = folder.join(tile.path());
        fs::remove_file(&path).map_err(Error::file(&path))?;
        if now.is_some_and(|now| now.width == TILE_WIDTH)
            && let Some(parent) = path.parent()
        {
            // A reader may just have listed it; an empty folder holds nothing, so failing to remove it is no fault.
            let _ = fs::remove_dir(parent);
        }
    }
    Ok(())
}
