//! Checking a whole log folder: every file, every byte, and that there is nothing else in it.

use crate::checkpoint::Checkpoint;
use crate::culprit::Levels;
use crate::disk::{CHECKPOINT, expected_files, files, is_unfinished, read_checkpoint};
use crate::error::{Error, Result};
use crate::limits::{MISSING_FILES_NAMED_MAX, TILE_WIDTH, VERIFY_ROUNDS_MAX};
use crate::note::Verifier;
use crate::tile::{Part, Tile};
use crate::timestamp::kept::is_kept;
use std::collections::BTreeSet;
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

/// Reads everything in a log folder and recomputes it. Never stops at the first fault. It may run beside the process
/// that appends: where the log grew meanwhile, it is read again. What the files of tokens hold is left to
/// [`crate::timestamp::kept::verify`].
///
/// # Errors
/// Every file that is missing, altered, or not part of the log.
pub fn verify_folder(folder: &Path, verifier: &Verifier) -> Result<Verified, Vec<Fault>> {
    let mut round = 1;
    loop {
        let note = read_checkpoint(folder).ok();
        let verdict = verify_once(folder, verifier);
        round += 1;
        if verdict.is_ok() || round > VERIFY_ROUNDS_MAX || read_checkpoint(folder).ok() == note {
            return verdict;
        }
    }
}

/// Checks the tiles of a log as a checkpoint says they are, in a folder that may hold more: those of later checkpoints,
/// as a backup keeps them.
pub fn verify_tiles(folder: &Path, checkpoint: &Checkpoint) -> Vec<Fault> {
    Levels::read(folder, checkpoint.size).faults(Some(&checkpoint.root))
}

fn verify_once(folder: &Path, verifier: &Verifier) -> Result<Verified, Vec<Fault>> {
    let mut faults = Vec::new();
    let checkpoint = read_checkpoint(folder).and_then(|note| Checkpoint::parse(&note, verifier));
    let checkpoint = checkpoint.map_err(|error| faults.push(fault(CHECKPOINT, &error))).ok();
    if checkpoint.as_ref().is_some_and(|checkpoint| !is_signed_once(checkpoint.text())) {
        let reason = "it bears other lines than the log's own signature".to_owned();
        faults.push(Fault { path: CHECKPOINT.to_owned(), reason });
    }
    let found = files(folder).unwrap_or_else(|error| {
        faults.push(fault("", &error));
        BTreeSet::new()
    });
    let size = checkpoint.as_ref().map_or_else(|| size_by_names(&found), |checkpoint| checkpoint.size);
    let needed = size.div_ceil(TILE_WIDTH);
    if needed > (found.len() as u64).saturating_add(MISSING_FILES_NAMED_MAX) {
        let reason =
            format!("{size} leaves need {needed} files of leaves; the folder holds {} files", found.len());
        faults.push(Fault { path: CHECKPOINT.to_owned(), reason });
        return Err(faults);
    }
    let expected = expected_files(size);
    let strays = found.difference(&expected).filter(|path| !is_kept(path));
    faults.extend(strays.map(|path| stray(path)));
    faults.extend(Levels::read(folder, size).faults(checkpoint.as_ref().map(|checkpoint| &checkpoint.root)));
    match checkpoint {
        Some(checkpoint) if faults.is_empty() => Ok(Verified { checkpoint, files: expected.len() }),
        _ => Err(faults),
    }
}

/// Whether one signature stands below the text. Cosignatures are kept beside the log, not in it, because their bytes
/// cannot be checked with its key.
fn is_signed_once(note: &str) -> bool {
    note.rsplit_once("\n\n").is_some_and(|(_, lines)| lines.lines().count() == 1)
}

/// The size the names of the bundles tell, for a log whose checkpoint tells none.
fn size_by_names(found: &BTreeSet<String>) -> u64 {
    let tiles = found.iter().filter_map(|path| Tile::parse(path));
    let ends = tiles
        .filter(|tile| tile.part == Part::Entries)
        .map(|tile| tile.index.saturating_mul(TILE_WIDTH).saturating_add(tile.width));
    ends.max().unwrap_or(0)
}

fn stray(path: &str) -> Fault {
    let reason = if is_unfinished(path) {
        "the checkpoint does not cover it: left by a crash, being written now, or slipped in"
    } else {
        "not part of the log"
    };
    Fault { path: path.to_owned(), reason: reason.to_owned() }
}

pub(crate) fn fault(path: &str, error: &Error) -> Fault {
    match error {
        Error::FileAltered { path, reason } => Fault { path: path.clone(), reason: reason.clone() },
        other => Fault { path: path.to_owned(), reason: other.to_string() },
    }
}
