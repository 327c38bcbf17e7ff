//! The second copy in an object store that checks signatures: everything a folder does, and what only a network can do.

use crate::room::{Room, bytes};
use crate::stand::{Stand, place};
use evidence::vault::{
    Digest, ItemKey, Mended, Place, ScrubState, ScrubStep, SecondCopy, SecondPlace, SecondState, Vault,
    Verdict,
};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn beside(stand: &Stand) -> Room {
    let mut room = Room::single();
    room.set_up(stand.into());
    room
}

/// Where the stand keeps the object.
fn object(stand: &Stand, digest: &Digest) -> PathBuf {
    let name = digest.to_string();
    stand.folder().join("register/vault").join(&name[..2]).join(&name)
}

fn flip(path: &Path) {
    let mut blob = std::fs::read(path).unwrap();
    let middle = blob.len() / 2;
    blob[middle] ^= 4;
    std::fs::write(path, blob).unwrap();
}

#[test]
fn what_is_added_is_in_both_copies_and_read_from_the_store_where_the_first_fails() {
    let stand = Stand::start();
    let mut room = beside(&stand);
    let vault = room.open();
    assert_eq!(*vault.second_state(), SecondState::There);
    let items: Vec<Vec<u8>> = (0..12).map(|number| bytes(number, 1 + number as usize * 9_000)).collect();
    let kept = room.add(&vault, &items);
    for (kept, item) in kept.iter().zip(&items) {
        assert_eq!(kept.second, SecondCopy::There);
        let first = std::fs::read(vault.path(&kept.digest)).unwrap();
        assert_eq!(std::fs::read(object(&stand, &kept.digest)).unwrap(), first, "the very bytes");
        let mut text = Vec::new();
        std::fs::remove_file(vault.path(&kept.digest)).unwrap();
        let mut reader = vault.item(&kept.digest, &room.keys(&kept.digest)).unwrap();
        reader.read_to_end(&mut text).unwrap();
        assert!(text == *item && reader.damaged() == [Place::First]);
        let mut part = String::new();
        let from = (item.len() / 2) as u64;
        let mut range = vault.range(&kept.digest, &room.keys(&kept.digest), from, 1).unwrap();
        assert_eq!(range.size_bytes(), item.len() as u64);
        let _text_or_not = range.read_to_string(&mut part);
    }
    // Adding them again finds them, and the first is whole again.
    let again = room.add(&vault, &items);
    assert!(again.iter().all(|kept| kept.second == SecondCopy::There));
    let aside = |digest: &Digest| {
        let folder = object(&stand, digest);
        let names = std::fs::read_dir(folder.parent().unwrap()).unwrap();
        names
            .filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().contains(".damaged-"))
            .count()
    };
    assert!(aside(&again[0].digest) > 0, "the copy under the lost name's key stays, set aside");
    let mut state = ScrubState::default();
    loop {
        let step = vault.scrub(&state, &ScrubStep::default(), &|digest| room.keys(digest)).unwrap();
        assert_eq!(step.findings, []);
        state = step.state;
        if step.pass_is_done {
            break;
        }
    }
}

#[test]
fn a_large_item_goes_in_parts_and_comes_back() {
    let stand = Stand::start();
    let mut room = beside(&stand);
    let vault = room.open();
    let item = bytes(7, 21 << 20);
    let kept = room.add(&vault, std::slice::from_ref(&item));
    assert_eq!(kept[0].second, SecondCopy::There);
    let keys = room.keys(&kept[0].digest);
    let there = vault.verify(Place::Second, &kept[0].digest, &keys).unwrap();
    assert_eq!(there, Verdict::Good { size_bytes: 21 << 20 });
    flip(&object(&stand, &kept[0].digest));
    let repair = vault.repair(&kept[0].digest, &keys).unwrap();
    assert!(matches!(repair.mended, Mended::Copy { place: Place::Second, set_aside: Some(_) }), "{repair:?}");
    assert!(vault.verify(Place::Second, &kept[0].digest, &keys).unwrap().is_good());
}

#[test]
fn a_flipped_bit_is_found_and_mended_in_either_copy() {
    let stand = Stand::start();
    let mut room = beside(&stand);
    let vault = room.open();
    let items: Vec<Vec<u8>> = (0..40).map(|number| bytes(number, 2_000)).collect();
    let kept = room.add(&vault, &items);
    for (number, kept) in kept.iter().enumerate() {
        match number % 4 {
            0 => flip(&object(&stand, &kept.digest)),
            1 => std::fs::remove_file(object(&stand, &kept.digest)).unwrap(),
            2 => {
                let path = vault.path(&kept.digest);
                let mut blob = std::fs::read(&path).unwrap();
                blob[number] ^= 1;
                std::fs::remove_file(&path).unwrap();
                std::fs::write(&path, blob).unwrap();
            }
            _ => {}
        }
    }
    let step =
        vault.scrub(&ScrubState::default(), &ScrubStep::default(), &|digest| room.keys(digest)).unwrap();
    assert!(step.pass_is_done);
    assert_eq!(step.findings.len(), 30);
    for finding in &step.findings {
        assert!(matches!(finding.found.as_ref().unwrap().mended, Mended::Copy { .. }), "{finding:?}");
    }
    for (kept, item) in kept.iter().zip(&items) {
        let keys = room.keys(&kept.digest);
        for place in [Place::First, Place::Second] {
            assert!(vault.verify(place, &kept.digest, &keys).unwrap().is_good());
        }
        assert!(room.read(&vault, &kept.digest).unwrap() == *item);
    }
}

#[test]
fn a_store_that_goes_away_keeps_nobody_from_keeping_and_is_mended_later() {
    let mut stand = Stand::start();
    let mut room = beside(&stand);
    let vault = room.open();
    let before = room.add(&vault, &[b"before".to_vec()]);
    assert_eq!(before[0].second, SecondCopy::There);
    stand.go_away();
    let kept = room.add(&vault, &[b"meanwhile".to_vec(), b"and this".to_vec(), b"before".to_vec()]);
    assert!(kept.iter().all(|kept| kept.second == SecondCopy::Behind), "{kept:?}");
    assert_eq!(room.read(&vault, &kept[0].digest).unwrap(), b"meanwhile");
    // Nothing is known of what lies there, so nothing is called damaged, missing or lost.
    let repair = vault.repair(&before[0].digest, &room.keys(&before[0].digest)).unwrap();
    assert_eq!((repair.second, repair.mended), (None, Mended::Nothing));
    let error = vault.verify(Place::Second, &before[0].digest, &room.keys(&before[0].digest)).unwrap_err();
    assert_eq!(error.code(), "evidence-store-away");
    assert!(vault.destroy(&Digest::of(b"something else")).unwrap().second_is_away);
    drop(vault);
    let vault = room.open();
    assert!(matches!(vault.second_state(), SecondState::Away(_)), "{:?}", vault.second_state());
    drop(vault);
    stand.resume();
    let vault = room.open();
    assert_eq!(*vault.second_state(), SecondState::There);
    let step =
        vault.scrub(&ScrubState::default(), &ScrubStep::default(), &|digest| room.keys(digest)).unwrap();
    assert_eq!(step.findings.len(), 2, "{:?}", step.findings);
    for kept in kept {
        let keys = room.keys(&kept.digest);
        assert!(vault.verify(Place::Second, &kept.digest, &keys).unwrap().is_good());
    }
}

#[test]
fn wrong_credentials_and_another_vaults_part_are_named() {
    let stand = Stand::start();
    let mut room = beside(&stand);
    let mut wrong = stand.place("register/vault");
    wrong.credentials.secret_access_key = "another-word-that-nobody-sees".to_owned();
    let error = Vault::set_up_second(&room.first(), &SecondPlace::Store(wrong.clone())).unwrap_err();
    assert_eq!(error.code(), "evidence-store-refuses", "{error}");
    let vault = Vault::open(&room.first(), Some(&SecondPlace::Store(wrong.clone()))).unwrap();
    let SecondState::Away(why) = vault.second_state() else { panic!("it is not there") };
    for told in [why, &error.to_string(), &format!("{error:?} {vault:?} {wrong:?}")] {
        assert!(!told.contains("nobody-sees") && !told.contains(&wrong.credentials.access_key_id), "{told}");
    }
    drop(vault);
    wrong.credentials = stand.place("x").credentials;
    wrong.endpoint = Some("http://127.0.0.1:1".to_owned());
    let error = Vault::set_up_second(&room.first(), &SecondPlace::Store(wrong)).unwrap_err();
    assert_eq!(error.code(), "evidence-store-away", "{error}");
    let other = Room::single();
    drop(other.open());
    let error = Vault::set_up_second(&other.first(), &(&stand).into()).unwrap_err();
    assert_eq!(error.code(), "evidence-not-the-vault");
    // Two registers share a bucket, each in its part.
    let beside_it = SecondPlace::Store(stand.place("another"));
    Vault::set_up_second(&other.first(), &beside_it).unwrap();
    let vault = room.open();
    let kept = room.add(&vault, &[b"of the first register".to_vec()]);
    let of_other = Vault::open(&other.first(), Some(&beside_it)).unwrap();
    assert_eq!(
        of_other.verify(Place::Second, &kept[0].digest, &room.keys(&kept[0].digest)).unwrap(),
        Verdict::Missing
    );
}

#[test]
fn erased_items_leave_neither_an_object_nor_what_was_set_aside() {
    let stand = Stand::start();
    let mut room = beside(&stand);
    let vault = room.open();
    let kept = room.add(&vault, &[bytes(1, 5_000), bytes(2, 5_000)]);
    flip(&object(&stand, &kept[0].digest));
    vault.repair(&kept[0].digest, &room.keys(&kept[0].digest)).unwrap();
    let destroyed = vault.destroy(&kept[0].digest).unwrap();
    assert_eq!((destroyed.files, destroyed.second_is_away), (3, false));
    let text = kept[0].digest.to_string();
    let names = std::fs::read_dir(object(&stand, &kept[0].digest).parent().unwrap());
    let left = names.map_or(0, |names| {
        names.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().starts_with(&text)).count()
    });
    assert_eq!(left, 0);
    assert!(vault.verify(Place::Second, &kept[1].digest, &room.keys(&kept[1].digest)).unwrap().is_good());
}

const SENDER: &str = "SIJIL_TEST_STORE_SENDER";
const KILLS: u64 = 6;

/// Not a test by itself: the process that the next test kills. It says what it has, as the driver of `crash` does.
#[test]
fn sender() {
    let Ok(told) = std::env::var(SENDER) else { return };
    let (endpoint, first) = told.split_once(' ').unwrap();
    let place = SecondPlace::Store(place(endpoint, "register/vault"));
    let vault = Vault::open(Path::new(first), Some(&place)).unwrap();
    for number in 0.. {
        let mut batch = vault.batch().unwrap();
        for size in [3_000, 12 << 20, 40_000] {
            let mut item = bytes(number, size);
            item.extend(std::process::id().to_le_bytes());
            let staged = batch.stage(&mut item.as_slice()).unwrap();
            println!("\nkey {} {}", staged.digest, staged.key.secret_text());
        }
        for kept in batch.keep(&|_| Vec::new()).unwrap() {
            println!("\nkept {} {}", kept.digest, kept.second == SecondCopy::There);
        }
    }
}

#[test]
fn killed_while_it_sends_it_leaves_nothing_half_there() {
    let stand = Stand::start();
    let room = beside(&stand);
    let mut keys: BTreeMap<Digest, Vec<ItemKey>> = BTreeMap::new();
    let mut kept: BTreeMap<Digest, bool> = BTreeMap::new();
    for kill in 0..KILLS {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::sender", "--nocapture"])
            .env(SENDER, format!("{} {}", stand.endpoint(), room.first().display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        // While the items of one of the first batches are on their way: after their keys were told.
        let mut batches = 0;
        let mut hear = |line: &str, batches: &mut u64| match line.split(' ').collect::<Vec<_>>()[..] {
            ["key", digest, key] => {
                keys.entry(digest.parse().unwrap()).or_default().push(key.parse().unwrap());
                *batches += 1;
            }
            ["kept", digest, second] => drop(kept.insert(digest.parse().unwrap(), second == "true")),
            _ => {}
        };
        for line in lines.by_ref() {
            hear(&line, &mut batches);
            if batches == 3 * (1 + kill % 2) {
                break;
            }
        }
        wait_for_upload(&stand, kill);
        process.kill().unwrap();
        process.wait().unwrap();
        lines.for_each(|line| hear(&line, &mut batches));
    }
    let vault = room.open();
    assert!(kept.len() >= 3, "some were acknowledged");
    for (digest, in_both) in &kept {
        assert!(vault.verify(Place::First, digest, &keys[digest]).unwrap().is_good());
        if *in_both {
            assert!(vault.verify(Place::Second, digest, &keys[digest]).unwrap().is_good());
        }
    }
    // Whatever has a name in the store is whole.
    for (digest, keys) in &keys {
        let there = vault.verify(Place::Second, digest, keys).unwrap();
        assert!(there.is_good() || there == Verdict::Missing, "{digest}: {there:?}");
    }
    // And the rest is brought over.
    let found = vault
        .scrub(&ScrubState::default(), &ScrubStep::default(), &|digest| {
            keys.get(digest).cloned().unwrap_or_default()
        })
        .unwrap();
    assert!(found.findings.iter().all(|finding| finding.found.is_ok()), "{:?}", found.findings);
}

/// Until the stand holds something unfinished, or for a moment that differs from kill to kill.
fn wait_for_upload(stand: &Stand, kill: u64) {
    let until = Instant::now() + Duration::from_millis(40 + kill * 20);
    let is_unfinished = || {
        let names = std::fs::read_dir(stand.folder().parent().unwrap()).unwrap();
        names.flatten().any(|name| name.file_name().to_string_lossy().contains("upload"))
    };
    while Instant::now() < until && !is_unfinished() {
        std::thread::yield_now();
    }
}
