//! Adding, reading, adding again: what the vault promises on a good day.

use crate::room::{Room, bytes, files};
use evidence::Error;
use evidence::vault::{Digest, Outcome, Place, SecondCopy, SecondState, Vault, Verdict};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;

/// Lengths around what the format counts in: chunks of 64 KiB, our buffers of 256 KiB.
const LENGTHS: &[usize] =
    &[0, 1, 100, 65_535, 65_536, 65_537, 131_072, 262_143, 262_144, 262_145, 524_288, 700_001];

#[test]
fn what_is_kept_is_read_back_and_lies_under_its_digest_unreadable_and_unwritable() {
    let mut room = Room::single();
    let vault = room.open();
    let items: Vec<Vec<u8>> = LENGTHS.iter().map(|length| bytes(*length as u64, *length)).collect();
    let kept = room.add(&vault, &items);
    for (item, kept) in items.iter().zip(&kept) {
        assert_eq!((kept.digest, kept.size_bytes), (Digest::of(item), item.len() as u64));
        assert_eq!((kept.outcome, kept.second), (Outcome::Added, SecondCopy::None));
        assert_eq!(room.read(&vault, &kept.digest).unwrap(), *item);
        let verdict = vault.verify(Place::First, &kept.digest, &room.keys(&kept.digest)).unwrap();
        assert_eq!(verdict, Verdict::Good { size_bytes: kept.size_bytes });
        let name = kept.digest.to_string();
        let path = room.first().join(&name[..2]).join(&name);
        assert_eq!(path, vault.path(&kept.digest));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o444);
        let blob = std::fs::read(&path).unwrap();
        assert!(blob.starts_with(b"age-encryption.org/v1\n"));
        assert!(item.len() < 32 || !blob.windows(32).any(|window| window == &item[..32]));
        let key = room.keys(&kept.digest)[0].secret_text();
        assert!(
            !files(&room.first())
                .values()
                .any(|file| { file.windows(key.len()).any(|window| window == key.as_bytes()) })
        );
    }
}

#[test]
fn what_is_there_already_is_checked_and_nothing_is_added() {
    for mut room in [Room::single(), Room::twin()] {
        let vault = room.open();
        let items = [bytes(1, 70_000), bytes(2, 10), bytes(1, 70_000)];
        let first = room.add(&vault, &items);
        let outcomes: Vec<Outcome> = first.iter().map(|kept| kept.outcome).collect();
        assert_eq!(outcomes, [Outcome::Added, Outcome::Added, Outcome::AlreadyThere]);
        let before = files(&room.folder());
        for kept in room.add(&vault, &items) {
            assert_eq!(kept.outcome, Outcome::AlreadyThere);
        }
        let many: Vec<Vec<u8>> = std::iter::repeat_n(items[0].clone(), 20).collect();
        assert!(room.add(&vault, &many).iter().all(|kept| kept.outcome == Outcome::AlreadyThere));
        assert!(before == files(&room.folder()));
    }
}

#[test]
fn a_blob_that_nobody_can_open_gives_way_and_is_set_aside() {
    let mut room = Room::twin();
    let vault = room.open();
    let item = bytes(3, 5_000);
    // As if the keys had never been committed: staged and kept by a process that then lost its keyring.
    let mut batch = vault.batch().unwrap();
    batch.stage(&mut item.as_slice()).unwrap();
    let kept = batch.keep(&|_| Vec::new()).unwrap();
    assert_eq!(kept[0].outcome, Outcome::Added);
    let orphan: Vec<u8> = std::fs::read(vault.path(&kept[0].digest)).unwrap();
    let again = room.add(&vault, std::slice::from_ref(&item));
    assert_eq!(again[0].outcome, Outcome::InPlaceOfUnreadable);
    assert_eq!(again[0].second, SecondCopy::There);
    assert_eq!(room.read(&vault, &kept[0].digest).unwrap(), item);
    for folder in [room.first(), room.second()] {
        let aside: Vec<Vec<u8>> = files(&folder)
            .into_iter()
            .filter(|(path, _)| path.to_string_lossy().contains(".damaged-"))
            .map(|(_, bytes)| bytes)
            .collect();
        assert_eq!(aside, std::slice::from_ref(&orphan));
    }
    let destroyed = vault.destroy(&kept[0].digest).unwrap();
    assert_eq!((destroyed.files, destroyed.second_is_away), (4, false));
    assert!(matches!(vault.item(&kept[0].digest, &room.keys(&kept[0].digest)), Err(Error::Missing(_))));
    let name = kept[0].digest.to_string();
    assert!(!files(&room.first()).keys().any(|path| path.to_string_lossy().contains(&name)));
}

#[test]
fn what_a_dead_process_left_is_swept_and_what_a_living_one_holds_is_not() {
    let mut room = Room::single();
    let vault = room.open();
    let mut batch = vault.batch().unwrap();
    batch.stage(&mut &b"living"[..]).unwrap();
    let dead = room.first().join("tmp").join("0123");
    std::fs::create_dir(&dead).unwrap();
    std::fs::write(dead.join("half"), b"half").unwrap();
    std::fs::write(dead.with_extension("lock"), b"").unwrap();
    let other = room.open();
    assert_eq!(other.swept().files, 1);
    assert!(!dead.exists());
    let kept = room.keep(batch).unwrap();
    assert_eq!(room.read(&other, &kept[0].digest).unwrap(), b"living");
    drop((vault, other));
    assert_eq!(std::fs::read_dir(room.first().join("tmp")).unwrap().count(), 0);
}

/// A connection that breaks.
struct Failing;

impl std::io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_dropped_batch_and_a_failing_source_leave_nothing() {
    let mut room = Room::single();
    let vault = room.open();
    let before = files(&room.first());
    let mut batch = vault.batch().unwrap();
    batch.stage(&mut &b"never kept"[..]).unwrap();
    let error = batch.stage(&mut vec![7; 100_000].as_slice().chain(Failing)).unwrap_err();
    assert_eq!(error.code(), "evidence-source-unreadable");
    assert_eq!(batch.staged().len(), 1);
    drop(batch);
    assert_eq!(files(&room.first()), before);
    assert_eq!(room.add(&vault, &[]), []);
}

#[test]
fn a_second_folder_that_is_not_the_second_copy_is_left_alone() {
    let mut room = Room::twin();
    // As where a disk is not mounted: the folder is there and empty.
    std::fs::rename(room.second(), room.second().with_file_name("unplugged")).unwrap();
    std::fs::create_dir(room.second()).unwrap();
    let vault = room.open();
    assert!(matches!(vault.second_state(), SecondState::Away(_)));
    let kept = room.add(&vault, &[b"added meanwhile".to_vec()]);
    assert_eq!(kept[0].second, SecondCopy::Behind);
    assert!(vault.destroy(&Digest::of(b"something else")).unwrap().second_is_away);
    assert_eq!(std::fs::read_dir(room.second()).unwrap().count(), 0);
    drop(vault);
    std::fs::remove_dir(room.second()).unwrap();
    std::fs::rename(room.second().with_file_name("unplugged"), room.second()).unwrap();
    let vault = room.open();
    assert_eq!(*vault.second_state(), SecondState::There);
    let repair = vault.repair(&kept[0].digest, &room.keys(&kept[0].digest)).unwrap();
    assert_eq!(repair.second, Some(Verdict::Missing));
    assert!(vault.verify(Place::Second, &kept[0].digest, &room.keys(&kept[0].digest)).unwrap().is_good());
    let other = Room::twin();
    let error = Vault::set_up_second(&room.first(), &other.second().as_path().into()).unwrap_err();
    assert_eq!(error.code(), "evidence-not-the-vault");
}

#[test]
fn opened_to_read_it_changes_nothing() {
    let mut room = Room::single();
    assert_eq!(Vault::open_to_read(&room.first(), None).unwrap_err().code(), "evidence-not-the-vault");
    let kept = {
        let vault = room.open();
        room.add(&vault, &[b"one".to_vec()])
    };
    let before = files(&room.first());
    let vault = Vault::open_to_read(&room.first(), None).unwrap();
    assert_eq!(room.read(&vault, &kept[0].digest).unwrap(), b"one");
    assert!(vault.contains(&kept[0].digest) && !vault.contains(&Digest::of(b"two")));
    let mut batch = vault.batch().unwrap();
    assert_eq!(batch.stage(&mut &b"two"[..]).unwrap_err().code(), "evidence-disk-refuses");
    assert_eq!(vault.destroy(&kept[0].digest).unwrap_err().code(), "evidence-disk-refuses");
    assert!(vault.begin_upload(None).is_err());
    assert_eq!(files(&room.first()), before);
}

#[test]
fn without_its_key_an_item_stays_shut() {
    let mut room = Room::single();
    let vault = room.open();
    let kept = room.add(&vault, &[b"one".to_vec(), b"two".to_vec()]);
    assert!(matches!(vault.item(&kept[0].digest, &[]), Err(Error::NoKey(_))));
    let wrong = room.keys(&kept[1].digest);
    let error = vault.item(&kept[0].digest, &wrong).err().unwrap();
    assert_eq!(error.code(), "evidence-damaged");
    let mut both = wrong;
    both.extend(room.keys(&kept[0].digest));
    let mut text = String::new();
    vault.item(&kept[0].digest, &both).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "one");
}

#[test]
fn a_range_is_the_same_part_of_the_item() {
    let mut room = Room::single();
    let vault = room.open();
    let items: Vec<Vec<u8>> = LENGTHS.iter().map(|length| bytes(9, *length)).collect();
    let digests: Vec<Digest> = room.add(&vault, &items).iter().map(|kept| kept.digest).collect();
    let part = (0..LENGTHS.len(), 0_usize..800_000, 0_usize..400_000, any::<bool>());
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&part, |(number, from, wanted, aligned)| {
        let (item, digest) = (&items[number], &digests[number]);
        let from = if aligned { from / 65_536 * 65_536 } else { from };
        let mut range = vault.range(digest, &room.keys(digest), from as u64, wanted as u64).unwrap();
        prop_assert_eq!(range.size_bytes(), item.len() as u64);
        let begin = from.min(item.len());
        let end = begin.saturating_add(wanted).min(item.len());
        prop_assert_eq!(range.left_bytes(), (end - begin) as u64);
        let mut part = Vec::new();
        range.read_to_end(&mut part).unwrap();
        prop_assert!(part == item[begin..end], "{} bytes of {}..{}", part.len(), begin, end);
        Ok(())
    });
    outcome.unwrap();
}

#[cfg(not(feature = "s3"))]
#[test]
fn a_build_without_object_stores_says_which_one_has_them() {
    use evidence::vault::{SecondPlace, StoreAddress, StoreCredentials, StorePlace};
    let room = Room::single();
    drop(room.open());
    let place = SecondPlace::Store(StorePlace {
        address: StoreAddress::parse("s3://copies/register").unwrap(),
        endpoint: None,
        region: "us-east-1".to_owned(),
        credentials: StoreCredentials {
            access_key_id: "key".to_owned(),
            secret_access_key: "secret".to_owned(),
            session_token: None,
        },
    });
    let refused = [
        Vault::set_up_second(&room.first(), &place).unwrap_err(),
        Vault::open(&room.first(), Some(&place)).unwrap_err(),
        Vault::open_to_read(&room.first(), Some(&place)).unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.code(), "evidence-no-object-store");
        assert!(error.to_string().contains("--features s3"), "{error}");
    }
}
