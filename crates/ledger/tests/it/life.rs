//! Appending, reading back, proving; what a crash or a restored backup leaves.

use crate::{leaves, log_of, signer};
use ledger::{Log, verify_folder, verify_proof};
use proptest::prelude::*;
use std::path::Path;

#[test]
fn batches_of_any_size_make_one_log() {
    let (one, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let whole = log_of(one.path(), &[70_000]);
    let parts = log_of(many.path(), &[1, 254, 1, 1, 255, 65_000, 488, 4_000]);
    assert_eq!(whole.checkpoint(), parts.checkpoint());
    let verifier = signer().verifier();
    assert_eq!(verify_folder(one.path(), &verifier).unwrap(), verify_folder(many.path(), &verifier).unwrap());
}

#[test]
fn every_leaf_is_read_back_and_proven_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[3, 300, 41]);
    let verifier = signer().verifier();
    let log = Log::open(folder.path(), &verifier).unwrap();
    for (number, leaf) in leaves(0..344).into_iter().enumerate() {
        let number = number as u64;
        assert_eq!(log.leaf(number).unwrap(), leaf);
        let checkpoint = verify_proof(&log.proof(number).unwrap(), &leaf, &verifier).unwrap();
        assert_eq!(checkpoint.size, 344);
    }
    assert_eq!(log.leaf(344).unwrap_err().code(), "no-such-leaf");
    assert_eq!(log.proof(344).unwrap_err().code(), "no-such-leaf");
    assert!(verify_proof(&log.proof(5).unwrap(), &leaves(6..7)[0], &verifier).is_err());
}

#[test]
fn a_log_restored_from_a_backup_is_noticed_before_signing() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let backup = std::fs::read(folder.path().join("checkpoint")).unwrap();
    let before = log.checkpoint().clone();
    let after = log.append(&signer(), &before, &leaves(5..9)).unwrap();
    std::fs::write(folder.path().join("checkpoint"), backup).unwrap();
    let mut restored = Log::open(folder.path(), &signer().verifier()).unwrap();
    let refused = restored.append(&signer(), &after, &leaves(9..10)).unwrap_err();
    assert_eq!(refused.code(), "log-rolled-back");
}

#[test]
fn altered_tiles_are_noticed_before_signing() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let path = folder.path().join("tile/0/000.p/5");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let expected = log.checkpoint().clone();
    assert_eq!(log.append(&signer(), &expected, &leaves(5..6)).unwrap_err().code(), "log-rolled-back");
}

#[test]
fn what_a_crash_left_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    std::fs::write(folder.path().join("tile/0/000.p/9"), [0; 32 * 9]).unwrap();
    std::fs::write(folder.path().join("tile/entries/000.new"), b"half").unwrap();
    let verifier = signer().verifier();
    assert_eq!(verify_folder(folder.path(), &verifier).unwrap_err().len(), 2);
    log.sweep().unwrap();
    verify_folder(folder.path(), &verifier).unwrap();
    let expected = log.checkpoint().clone();
    log.append(&signer(), &expected, &leaves(5..300)).unwrap();
    verify_folder(folder.path(), &verifier).unwrap();
}

#[test]
fn a_log_replaced_under_its_writer_is_noticed_before_signing() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let expected = log.checkpoint().clone();
    log_of_another_writer(folder.path(), &expected);
    assert_eq!(log.append(&signer(), &expected, &leaves(5..6)).unwrap_err().code(), "log-rolled-back");
    assert_eq!(log.sweep().unwrap_err().code(), "log-rolled-back");
    verify_folder(folder.path(), &signer().verifier()).unwrap();
}

fn log_of_another_writer(folder: &Path, expected: &ledger::Checkpoint) {
    let mut other = Log::open(folder, &signer().verifier()).unwrap();
    other.append(&signer(), expected, &leaves(5..9)).unwrap();
}

#[test]
fn an_altered_leaf_is_not_copied_into_the_next_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[300]);
    let path = folder.path().join("tile/entries/001.p/44");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[900] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let expected = log.checkpoint().clone();
    let refused = log.append(&signer(), &expected, &leaves(300..301)).unwrap_err();
    assert_eq!(refused.code(), "log-file-altered");
    assert!(refused.to_string().starts_with("tile/entries/001.p/44: "), "{refused}");
    assert_eq!(Log::open(folder.path(), &signer().verifier()).unwrap().size(), 300);
}

/// Copies the files of a folder that the other lacks.
fn add_files(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let into = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir_all(&into).unwrap();
            add_files(&path, &into);
        } else if !into.exists() {
            std::fs::copy(&path, &into).unwrap();
        }
    }
}

#[test]
fn a_crash_on_either_side_of_the_checkpoint_loses_nothing() {
    let verifier = signer().verifier();
    for (old, new) in [(5, 9), (5, 256), (250, 600), (256, 257), (1, 1_300)] {
        let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        log_of(before.path(), &[old]);
        let whole = log_of(after.path(), &[old, new - old]);
        let (early, late) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        // Tiles durable, checkpoint not: the log is still the old one, and the same append makes the same log.
        add_files(before.path(), early.path());
        add_files(after.path(), early.path());
        let mut log = Log::open(early.path(), &verifier).unwrap();
        assert_eq!(log.leaf(0).unwrap(), leaves(0..1)[0]);
        log.sweep().unwrap();
        verify_folder(early.path(), &verifier).unwrap();
        let expected = log.checkpoint().clone();
        assert_eq!(&log.append(&signer(), &expected, &leaves(old..new)).unwrap(), whole.checkpoint());
        verify_folder(early.path(), &verifier).unwrap();
        // Checkpoint durable, replaced tiles not yet removed.
        add_files(after.path(), late.path());
        add_files(before.path(), late.path());
        let log = Log::open(late.path(), &verifier).unwrap();
        log.sweep().unwrap();
        assert_eq!(&verify_folder(late.path(), &verifier).unwrap().checkpoint, whole.checkpoint());
    }
}

#[test]
fn a_failed_append_leaves_the_log_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let expected = log.checkpoint().clone();
    // A folder stands where the draft of the last tile would go.
    let blocked = folder.path().join("tile/1/000.p/2.new");
    std::fs::create_dir_all(&blocked).unwrap();
    assert_eq!(log.append(&signer(), &expected, &leaves(5..600)).unwrap_err().code(), "log-file");
    std::fs::remove_dir(&blocked).unwrap();
    log.append(&signer(), &expected, &leaves(5..7)).unwrap();
    assert_eq!(verify_folder(folder.path(), &signer().verifier()).unwrap().checkpoint.size, 7);
}

#[test]
fn a_sweep_keeps_what_no_crash_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(folder.path(), &[5]);
    for stray in ["notes.txt", "tile/notes", "tile/0/000.p/notes", "tile/0/0001", "checkpoint.old"] {
        std::fs::write(folder.path().join(stray), b"x").unwrap();
    }
    std::fs::write(folder.path().join("checkpoint.new"), b"x").unwrap();
    log.sweep().unwrap();
    let faults = verify_folder(folder.path(), &signer().verifier()).unwrap_err();
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["checkpoint.old", "notes.txt", "tile/0/000.p/notes", "tile/0/0001", "tile/notes"]);
}

#[test]
fn a_reader_is_not_disturbed_by_an_append() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[300]);
    let verifier = signer().verifier();
    let reader = Log::open(folder.path(), &verifier).unwrap();
    for range in [300..310, 310..512, 512..2_000] {
        let expected = log.checkpoint().clone();
        log.append(&signer(), &expected, &leaves(range)).unwrap();
        for number in [0, 255, 256, 299] {
            let leaf = leaves(u128::from(number)..u128::from(number) + 1).remove(0);
            assert_eq!(reader.leaf(number).unwrap(), leaf);
            let checkpoint = verify_proof(&reader.proof(number).unwrap(), &leaf, &verifier).unwrap();
            assert_eq!(checkpoint.size, 300);
        }
    }
}

#[test]
fn verifying_beside_the_writer_raises_no_alarm_once_it_rests() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = log_of(folder.path(), &[5]);
    let path = folder.path().to_owned();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            for next in 5..30 {
                let expected = log.checkpoint().clone();
                log.append(&signer(), &expected, &leaves(next..next + 1)).unwrap();
            }
        });
        while !writer.is_finished() {
            // Only files under way may be told: never one that was written.
            for fault in verify_folder(&path, &signer().verifier()).err().into_iter().flatten() {
                assert!(fault.reason.contains("being written now"), "{fault:?}");
            }
        }
    });
    verify_folder(folder.path(), &signer().verifier()).unwrap();
}

#[test]
fn a_log_is_begun_only_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    log_of(folder.path(), &[5]);
    let create = |origin: &str| Log::create(folder.path(), origin, &signer()).err().map(|error| error.code());
    assert_eq!(create("sijil.test/log"), Some("log-exists"));
    std::fs::remove_file(folder.path().join("checkpoint")).unwrap();
    assert_eq!(create("sijil.test/log"), Some("log-exists"));
    for origin in ["", "two\nlines", "a\u{7}bell"] {
        assert_eq!(create(origin), Some("checkpoint-not-understood"));
    }
}

#[test]
fn ranges_and_growth_are_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(folder.path(), &[700]);
    let all = leaves(0..700);
    for (start, end) in
        [(0, 700), (0, 0), (3, 5), (255, 257), (256, 512), (511, 700), (690, 9_000), (900, 950), (9, 3)]
    {
        let read: Vec<_> = log.range(start..end).collect::<Result<_, _>>().unwrap();
        let end = usize::try_from(end.min(700)).unwrap();
        let start = usize::try_from(start).unwrap().min(end);
        assert_eq!(read, all[start..end], "{start}..{end}");
    }
    let (root, size) = (log.checkpoint().root, log.size());
    for old in [1, 2, 255, 256, 257, 512, 699, 700] {
        let proof = log.consistency(old).unwrap();
        let before = log.root_at(old).unwrap();
        assert!(ledger::tree::is_consistent(old, &before, size, &root, &proof));
        assert!(!ledger::tree::is_consistent(old, &[0; 32], size, &root, &proof));
    }
    assert_eq!(log.consistency(701).unwrap_err().code(), "no-such-leaf");
    std::fs::remove_file(folder.path().join("tile/entries/001")).unwrap();
    assert_eq!(log.range(0..700).filter(Result::is_err).count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_stale_partial_tile_is_left(batches in proptest::collection::vec(1_u128..400, 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        log_of(folder.path(), &batches);
        prop_assert!(verify_folder(folder.path(), &signer().verifier()).is_ok());
    }
}
