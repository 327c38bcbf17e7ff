//! Any flipped byte of any file of the log is found and its file is named.

use crate::{log_of, signer};
use ledger::verify_folder;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn flip(folder: &Path, step: usize) -> usize {
    let verifier = signer().verifier();
    let mut flips = 0;
    for file in files(folder) {
        let name = file.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let whole = std::fs::read(&file).unwrap();
        for place in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << (place % 8);
            std::fs::write(&file, &bytes).unwrap();
            let faults =
                verify_folder(folder, &verifier).expect_err(&format!("{name} byte {place} went unnoticed"));
            let named: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
            assert_eq!(named, [name.as_str()], "byte {place}: {faults:?}");
            flips += 1;
        }
        std::fs::write(&file, whole).unwrap();
    }
    verify_folder(folder, &verifier).unwrap();
    flips
}

#[test]
fn every_byte_of_a_small_log() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[3]);
    assert!(flip(folder.path(), 1) > 1_500);
}

#[test]
fn sampled_bytes_of_a_log_with_full_tiles() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[600]);
    assert!(flip(folder.path(), 3_001) > 100);
}

#[test]
fn a_missing_file_and_a_slipped_in_file_are_named() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[300]);
    std::fs::remove_file(folder.path().join("tile/entries/000")).unwrap();
    std::fs::write(folder.path().join("tile/notes"), b"x").unwrap();
    let faults = verify_folder(folder.path(), &signer().verifier()).unwrap_err();
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["tile/notes", "tile/entries/000"]);
}

/// Alters one byte of a file, and gives the path back.
fn alter<'f>(folder: &Path, file: &'f str) -> &'f str {
    let path = folder.join(file);
    let mut bytes = std::fs::read(&path).unwrap();
    let place = bytes.len() / 2;
    bytes[place] ^= 4;
    std::fs::write(&path, bytes).unwrap();
    file
}

fn named(folder: &Path) -> Vec<String> {
    let faults = verify_folder(folder, &signer().verifier()).unwrap_err();
    faults.into_iter().map(|fault| fault.path).collect()
}

#[test]
fn several_altered_files_are_all_named_and_no_sound_one() {
    let sets: [&[&str]; 7] = [
        &["tile/0/001", "tile/entries/000"],
        &["tile/0/002", "tile/1/000.p/3"],
        &["tile/1/000.p/3", "tile/entries/002"],
        &["tile/0/003.p/32", "tile/entries/001"],
        &["tile/1/000.p/3", "tile/entries/003.p/32"],
        &["tile/0/000", "tile/0/003.p/32", "tile/entries/001", "tile/entries/002"],
        &["checkpoint", "tile/0/000"],
    ];
    for set in sets {
        let folder = tempfile::tempdir().unwrap();
        log_of(folder.path(), &[800]);
        let altered: Vec<&str> = set.iter().map(|file| alter(folder.path(), file)).collect();
        let mut named = named(folder.path());
        if altered[0] == "checkpoint" {
            // Without a signed root nobody can tell which of the two that disagree is right.
            named.retain(|path| path != "tile/entries/000");
        }
        assert_eq!(named, altered);
    }
}

#[test]
fn both_files_of_one_leaf_altered_are_both_named() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[800]);
    alter(folder.path(), "tile/0/001");
    alter(folder.path(), "tile/entries/001");
    assert_eq!(named(folder.path()), ["tile/0/001", "tile/entries/001"]);
}

#[test]
fn a_tree_made_anew_over_an_altered_leaf_does_not_have_the_signed_root() {
    let (folder, forged) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = log_of(folder.path(), &[5]);
    let mut other = ledger::Log::create(forged.path(), "sijil.test/log", &signer()).unwrap();
    let empty = other.checkpoint().clone();
    other.append(&signer(), &empty, &crate::leaves(1..6)).unwrap();
    std::fs::write(forged.path().join("checkpoint"), log.checkpoint().text()).unwrap();
    assert_eq!(named(forged.path()), ["checkpoint"]);
}

#[test]
fn nothing_hides_in_the_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(folder.path(), &[5]);
    let other = ledger::Signer::from_seed("other", [1; 32]).unwrap().sign("x\n");
    let cosigned = other.rsplit_once("\n\n").unwrap().1;
    for added in [cosigned, "hidden words\n", "\n", &format!("{cosigned}\n").repeat(2000)] {
        std::fs::write(folder.path().join("checkpoint"), format!("{}{added}", log.checkpoint().text()))
            .unwrap();
        assert_eq!(named(folder.path()), ["checkpoint"], "{added:.40}");
    }
}

#[test]
fn a_checkpoint_that_claims_too_much_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[5]);
    let huge = ledger::Checkpoint::sign("sijil.test/log", u64::MAX, [0; 32], &signer());
    std::fs::write(folder.path().join("checkpoint"), huge.text()).unwrap();
    assert_eq!(named(folder.path()), ["checkpoint"]);
    std::fs::remove_file(folder.path().join("checkpoint")).unwrap();
    let far = folder.path().join("tile/entries/x999/x999/x999/x999/999");
    std::fs::create_dir_all(far.parent().unwrap()).unwrap();
    std::fs::write(far, b"x").unwrap();
    assert_eq!(named(folder.path())[0], "checkpoint");
}

#[test]
fn another_key_does_not_verify() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[3]);
    let other = ledger::Signer::from_seed("sijil.test/log", [43; 32]).unwrap().verifier();
    assert_eq!(verify_folder(folder.path(), &other).unwrap_err()[0].path, "checkpoint");
}
