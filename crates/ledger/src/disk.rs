//! The files of a log: how they are read, and how they become durable.
//!
//! What the files hold is [`crate::tile`]'s; when they are written is [`crate::log`]'s.

use crate::error::{Error, Result};
use crate::limits::{CHECKPOINT_BYTES_MAX, SYNCS_AT_ONCE_MAX, TILE_WIDTH};
use crate::tile::{Part, Tile, bundle, unbundle};
use crate::timestamp::kept::is_draft;
use crate::tree::{Hash, Nodes, node_hash};
use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Last part of the name of a file that is being written.
const DRAFT: &str = ".new";

/// The checkpoint's name.
pub(crate) const CHECKPOINT: &str = "checkpoint";

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

/// The bytes of a tile. A partial one that a longer one replaced since the checkpoint was read is taken from that.
///
/// # Errors
/// `log-file-altered` where it is in none.
pub fn read_tile(folder: &Path, tile: Tile) -> Result<Vec<u8>> {
    match read_exactly(folder, tile) {
        Err(_) if tile.width < TILE_WIDTH && !folder.join(tile.path()).exists() => {
            let longer = (tile.width + 1..=TILE_WIDTH).rev().map(|width| Tile { width, ..tile });
            let found = longer.into_iter().find_map(|tile| read_exactly(folder, tile).ok());
            found.and_then(|bytes| beginning(&bytes, tile)).map_or_else(|| read_exactly(folder, tile), Ok)
        }
        read => read,
    }
}

/// What a tile of that width held, from a longer one.
fn beginning(bytes: &[u8], tile: Tile) -> Option<Vec<u8>> {
    let width = usize::try_from(tile.width).ok()?;
    match tile.part {
        Part::Hashes(_) => bytes.get(..width * 32).map(<[u8]>::to_vec),
        Part::Entries => unbundle(bytes)?.get(..width).map(bundle),
    }
}

/// The bytes of the one file of a tile.
pub(crate) fn read_exactly(folder: &Path, tile: Tile) -> Result<Vec<u8>> {
    let path = tile.path();
    fs::read(folder.join(&path)).map_err(|error| altered(&path, error.to_string()))
}

pub(crate) fn read_hashes(folder: &Path, tile: Tile) -> Result<Vec<Hash>> {
    hashes_of(&read_tile(folder, tile)?, tile)
}

/// The hashes a tile's bytes are.
pub(crate) fn hashes_of(bytes: &[u8], tile: Tile) -> Result<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || hashes.len() as u64 != tile.width {
        return Err(altered(&tile.path(), format!("{} bytes, not {}", bytes.len(), tile.width * 32)));
    }
    Ok(hashes.to_vec())
}

/// The text of the checkpoint.
pub(crate) fn read_checkpoint(folder: &Path) -> Result<String> {
    let mut text = String::new();
    // One byte more than may be there, so that a longer file is noticed and not read to its end.
    let read = File::open(folder.join(CHECKPOINT))
        .and_then(|file| file.take(CHECKPOINT_BYTES_MAX + 1).read_to_string(&mut text));
    read.map_err(|error| altered(CHECKPOINT, error.to_string()))?;
    if text.len() as u64 > CHECKPOINT_BYTES_MAX {
        return Err(altered(CHECKPOINT, format!("longer than {CHECKPOINT_BYTES_MAX} bytes")));
    }
    Ok(text)
}

/// Writes the checkpoint: durable under another name first, so that there is always one that is whole.
pub(crate) fn write_checkpoint(folder: &Path, text: &str) -> Result<()> {
    let (path, draft) = (folder.join(CHECKPOINT), folder.join(format!("{CHECKPOINT}{DRAFT}")));
    let mut file = File::create(&draft).map_err(Error::file(&draft))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::file(&draft))?;
    fs::rename(&draft, &path).map_err(Error::file(&path))?;
    sync_folder(folder)
}

/// Writes each file under a name of its own, makes all durable, then gives them their names and makes those durable.
/// The syncs of a batch stand together, so that the disk can take them at once.
pub(crate) fn write_files(folder: &Path, files: &[(Tile, Vec<u8>)]) -> Result<()> {
    let mut folders = BTreeSet::new();
    let mut drafts = Vec::with_capacity(files.len());
    for (tile, bytes) in files {
        let path = folder.join(tile.path());
        let parent = path.parent().unwrap_or(folder).to_owned();
        if folders.insert(parent.clone()) {
            fs::create_dir_all(&parent).map_err(Error::file(&parent))?;
        }
        let draft = folder.join(format!("{}{DRAFT}", tile.path()));
        fs::write(&draft, bytes).map_err(Error::file(&draft))?;
        drafts.push((draft, path));
    }
    sync_files(&drafts)?;
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

/// Makes files durable, many at once: a journalling file system takes syncs that wait together in one commit, and one
/// after the other in one commit each.
fn sync_files(drafts: &[(PathBuf, PathBuf)]) -> Result<()> {
    let share = drafts.len().div_ceil(SYNCS_AT_ONCE_MAX).max(1);
    let sync = |(draft, _): &(PathBuf, PathBuf)| {
        File::open(draft).and_then(|file| file.sync_all()).map_err(Error::file(draft))
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            drafts.chunks(share).map(|part| scope.spawn(move || part.iter().try_for_each(sync))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("a sync does not panic"))
    })
}

pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(Error::file(folder))
}

/// Removes the partial tiles of size `old` that those of size `new` replace, so that nothing can hide in them.
///
/// The new checkpoint is durable by now and the log whole, so a file that cannot be removed is no reason to fail: it
/// is named by every verification until a sweep removes it.
pub(crate) fn remove_replaced(folder: &Path, old: u64, new: u64) {
    for part in Tile::parts(old) {
        let last = Tile::of_part(part, old, 0).last().filter(|tile| tile.width < TILE_WIDTH);
        if let Some(tile) = last.filter(|tile| Tile::of_part(part, new, tile.index).next() != Some(*tile)) {
            let _named_by_verification = remove(&folder.join(tile.path()));
        }
    }
}

/// Removes a file, and the folder of partial tiles it was the last of.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::file(path)(error)),
        _ => {}
    }
    if let Some(parent) = path.parent().filter(|parent| parent.extension().is_some_and(|end| end == "p")) {
        // Fails where it holds more, which is meant.
        let _kept = fs::remove_dir(parent);
    }
    Ok(())
}

/// Whether a file that does not belong to a log may be what an append left that did not end, or is under way: a
/// draft, or a tile no checkpoint covers, or one that was replaced.
pub(crate) fn is_unfinished(path: &str) -> bool {
    let of = path.strip_suffix(DRAFT);
    of == Some(CHECKPOINT) || Tile::parse(of.unwrap_or(path)).is_some() || is_draft(path)
}

/// Paths of every file of a log of `size` leaves.
pub(crate) fn expected_files(size: u64) -> BTreeSet<String> {
    let tiles = Tile::parts(size).into_iter().flat_map(|part| Tile::of_part(part, size, 0));
    tiles.map(Tile::path).chain([CHECKPOINT.to_owned()]).collect()
}

/// Paths of every file there is.
pub(crate) fn files(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        let path = folder.join(&inside);
        let entries = match fs::read_dir(&path) {
            // An append that ended just now removes folders it emptied.
            Err(error) if error.kind() == ErrorKind::NotFound && !inside.is_empty() => continue,
            entries => entries.map_err(Error::file(&path))?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::file(&path))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            if entry.file_type().map_err(Error::file(&path))?.is_dir() {
                folders.push(name);
            } else {
                found.insert(name);
            }
        }
    }
    Ok(found)
}
