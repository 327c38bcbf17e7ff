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
            // A leaf and its hash stand in two files; either may be told.
            let twin = name.replace("entries", "0");
            assert!(
                faults.iter().any(|fault| fault.path == name || fault.path == twin),
                "{name}: {faults:?}"
            );
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

#[test]
fn another_key_does_not_verify() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[3]);
    let other = ledger::Signer::from_seed("sijil.test/log", [43; 32]).unwrap().verifier();
    assert_eq!(verify_folder(folder.path(), &other).unwrap_err()[0].path, "checkpoint");
}
