//! Appending, reading back, proving; what a crash or a restored backup leaves.

use crate::{leaves, log_of, signer};
use ledger::{Log, verify_folder, verify_proof};
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_stale_partial_tile_is_left(batches in proptest::collection::vec(1_u128..400, 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        log_of(folder.path(), &batches);
        prop_assert!(verify_folder(folder.path(), &signer().verifier()).is_ok());
    }
}
