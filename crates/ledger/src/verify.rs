//! Checking a whole log folder: every file, every byte, and that there is nothing else in it.

use crate::checkpoint::Checkpoint;
use crate::error::{Error, Result};
use crate::limits::TILE_WIDTH;
use crate::log::{read_checkpoint, read_hashes, read_tile};
use crate::note::Verifier;
use crate::tile::{Part, Tile, unbundle};
use crate::tree::{Hash, leaf_hash, root};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One file that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path below the log folder.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A log that is sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its checkpoint.
    pub checkpoint: Checkpoint,
    /// Files read.
    pub files: usize,
}

/// Reads everything in a log folder and recomputes it. Never stops at the first fault.
///
/// # Errors
/// Every file that is missing, altered, or not part of the log.
pub fn verify_folder(folder: &Path, verifier: &Verifier) -> Result<Verified, Vec<Fault>> {
    let checkpoint = read_checkpoint(folder).and_then(|note| Checkpoint::parse(&note, verifier));
    let checkpoint = checkpoint.map_err(|error| vec![fault("checkpoint", &error)])?;
    let mut faults = Vec::new();
    match files(folder) {
        Ok(found) => {
            let expected = expected_files(checkpoint.size);
            let stray = found.difference(&expected);
            faults.extend(
                stray.map(|path| Fault { path: path.clone(), reason: "not part of the log".to_owned() }),
            );
        }
        Err(error) => faults.push(fault("", &error)),
    }
    let mut level_hashes = entries(folder, checkpoint.size, &mut faults);
    for part in Tile::parts(checkpoint.size) {
        if let Part::Hashes(level) = part {
            level_hashes = hashes(folder, checkpoint.size, level, &level_hashes, &mut faults);
        }
    }
    let whole = root(&mut crate::log::Tiles::of(folder, checkpoint.size), checkpoint.size);
    if faults.is_empty() && whole.ok() != Some(checkpoint.root) {
        let reason = "its root is not that of the tiles".to_owned();
        faults.push(Fault { path: "checkpoint".to_owned(), reason });
    }
    if faults.is_empty() {
        Ok(Verified { files: expected_files(checkpoint.size).len(), checkpoint })
    } else {
        Err(faults)
    }
}

fn fault(path: &str, error: &Error) -> Fault {
    match error {
        Error::FileAltered { path, reason } => Fault { path: path.clone(), reason: reason.clone() },
        other => Fault { path: path.to_owned(), reason: other.to_string() },
    }
}

/// The hashes of the leaves, as far as their bundles can be read.
fn entries(folder: &Path, size: u64, faults: &mut Vec<Fault>) -> Vec<Option<Hash>> {
    let mut hashes = Vec::new();
    for tile in Tile::of_part(Part::Entries, size, 0) {
        let width = usize::try_from(tile.width).unwrap_or(0);
        let bytes = read_tile(folder, tile);
        let leaves =
            bytes.as_ref().ok().and_then(|bytes| unbundle(bytes)).filter(|leaves| leaves.len() == width);
        match (&bytes, leaves) {
            (_, Some(leaves)) => hashes.extend(leaves.into_iter().map(|leaf| Some(leaf_hash(leaf)))),
            (Err(error), None) => {
                faults.push(fault(&tile.path(), error));
                hashes.extend(std::iter::repeat_n(None, width));
            }
            (Ok(_), None) => {
                let reason = format!("it does not hold {width} whole leaves");
                faults.push(Fault { path: tile.path(), reason });
                hashes.extend(std::iter::repeat_n(None, width));
            }
        }
    }
    hashes
}

/// Compares the tiles of one level with the hashes computed from below; gives those of the level above.
fn hashes(
    folder: &Path,
    size: u64,
    level: u32,
    below: &[Option<Hash>],
    faults: &mut Vec<Fault>,
) -> Vec<Option<Hash>> {
    let mut above = Vec::new();
    for tile in Tile::of_part(Part::Hashes(level), size, 0) {
        let start = usize::try_from(tile.index * TILE_WIDTH).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(tile.width).unwrap_or(0));
        let computed = below.get(start..end.min(below.len())).unwrap_or(&[]);
        match read_hashes(folder, tile) {
            Ok(stored) => {
                let differs =
                    computed.iter().zip(&stored).any(|(one, other)| one.is_some_and(|one| one != *other));
                if differs {
                    let reason =
                        if level == 0 { "a leaf or its hash was altered" } else { "a hash was altered" };
                    faults.push(Fault { path: tile.path(), reason: reason.to_owned() });
                }
                if tile.width == TILE_WIDTH {
                    above.push(root(&mut stored.as_slice(), TILE_WIDTH).ok());
                }
            }
            Err(error) => {
                faults.push(fault(&tile.path(), &error));
                if tile.width == TILE_WIDTH {
                    above.push(None);
                }
            }
        }
    }
    above
}

/// Paths of every file a log of `size` leaves has.
pub(crate) fn expected_files(size: u64) -> BTreeSet<String> {
    let tiles = Tile::parts(size).into_iter().flat_map(|part| Tile::of_part(part, size, 0));
    tiles.map(Tile::path).chain(["checkpoint".to_owned()]).collect()
}

/// Paths of every file there is.
pub(crate) fn files(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        let path = folder.join(&inside);
        for entry in fs::read_dir(&path).map_err(Error::file(&path))? {
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
