//! Disks that change what they were given: found, named, mended from the second copy, never served.

use crate::room::{Room, bytes};
use evidence::vault::{Digest, Mended, Place, ScrubState, ScrubStep, Verdict};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

const BLOBS: u64 = 1_000;

fn flip(path: &Path, seed: u64) {
    let mut blob = std::fs::read(path).unwrap();
    let random = u64::from_le_bytes(bytes(seed, 8).try_into().unwrap());
    let bit = usize::try_from(random % (blob.len() as u64 * 8)).unwrap();
    blob[bit / 8] ^= 1 << (bit % 8);
    rewrite(path, &blob);
}

/// Goes behind the vault's back: its files are not to be written to.
fn rewrite(path: &Path, blob: &[u8]) {
    std::fs::remove_file(path).unwrap();
    std::fs::write(path, blob).unwrap();
}

fn thousand(room: &mut Room) -> Vec<(Digest, Vec<u8>)> {
    let vault = room.open();
    let items: Vec<Vec<u8>> = (0..BLOBS)
        .map(|number| {
            bytes(number, usize::try_from(number * 37 % 3_000).unwrap() + usize::from(number == 0) * 200_000)
        })
        .map(|mut item| {
            item.extend(b"!");
            item
        })
        .collect();
    let mut kept = Vec::new();
    for group in items.chunks(200) {
        kept.extend(room.add(&vault, group));
    }
    kept.into_iter().map(|kept| kept.digest).zip(items).collect()
}

#[test]
fn a_flipped_bit_in_each_of_a_thousand_blobs_is_found_and_mended() {
    let mut room = Room::twin();
    let items = thousand(&mut room);
    let vault = room.open();
    // Half of them in the first copy, half in the second.
    for (number, (digest, _)) in items.iter().enumerate() {
        let name = digest.to_string();
        let folder = if number % 2 == 0 { room.first() } else { room.second() };
        flip(&folder.join(&name[..2]).join(&name), number as u64);
    }
    let (digest, item) = &items[0];
    let mut reader = vault.item(digest, &room.keys(digest)).unwrap();
    let mut read = Vec::new();
    reader.read_to_end(&mut read).unwrap();
    assert!(read == *item, "the other copy takes over");
    assert_eq!(reader.damaged(), [Place::First]);
    let (mut found, mut state, mut steps) = (BTreeSet::new(), ScrubState::default(), 0);
    let step = ScrubStep { items_max: 90, ..ScrubStep::default() };
    loop {
        // The state is kept between the steps of different processes.
        state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        let scrubbed = vault.scrub(&state, &step, &|digest| room.keys(digest)).unwrap();
        for finding in scrubbed.findings {
            let repair = finding.found.unwrap();
            assert!(matches!(repair.mended, Mended::Copy { set_aside: Some(_), .. }), "{repair:?}");
            found.insert(finding.digest);
        }
        (state, steps) = (scrubbed.state, steps + 1);
        if scrubbed.pass_is_done {
            break;
        }
    }
    assert_eq!((found.len() as u64, steps), (BLOBS, BLOBS.div_ceil(90)));
    let again =
        vault.scrub(&ScrubState::default(), &ScrubStep::default(), &|digest| room.keys(digest)).unwrap();
    assert_eq!((again.items as u64, again.findings.len()), (BLOBS, 0));
    for (digest, item) in &items {
        assert!(room.read(&vault, digest).unwrap() == *item);
    }
}

#[test]
fn without_a_second_copy_every_flipped_bit_is_named_and_not_one_blob_is_served() {
    let mut room = Room::single();
    let items = thousand(&mut room);
    let vault = room.open();
    for (number, (digest, _)) in items.iter().enumerate() {
        flip(&vault.path(digest), number as u64);
    }
    let scrubbed =
        vault.scrub(&ScrubState::default(), &ScrubStep::default(), &|digest| room.keys(digest)).unwrap();
    let named: BTreeSet<Digest> = scrubbed.findings.iter().map(|finding| finding.digest).collect();
    assert_eq!(named, items.iter().map(|(digest, _)| *digest).collect());
    for finding in &scrubbed.findings {
        let repair = finding.found.as_ref().unwrap();
        assert_eq!(repair.mended, Mended::Lost);
        assert!(matches!(repair.first, Verdict::Damaged { .. }));
    }
    for (digest, _) in &items {
        room.read(&vault, digest).unwrap_err();
    }
}

#[test]
fn cut_lengthened_emptied_swapped_and_missing_blobs_are_found_and_mended() {
    let mut room = Room::twin();
    let vault = room.open();
    let items: Vec<Vec<u8>> = [0, 10, 65_536, 262_144, 300_000].map(|length| bytes(5, length)).to_vec();
    let kept = room.add(&vault, &items);
    for (item, kept) in items.iter().zip(&kept) {
        let (path, keys) = (vault.path(&kept.digest), room.keys(&kept.digest));
        let whole = std::fs::read(&path).unwrap();
        let mut longer = whole.clone();
        longer.push(0);
        let mut endless =
            whole[..whole.iter().rposition(|byte| *byte == b'\n').unwrap_or(60).min(60)].to_vec();
        endless.extend(std::iter::repeat_n(b'A', 3_000_000));
        let wrong = [&whole[..whole.len() - 1], &whole[..whole.len() / 2], &[], &longer, &endless];
        for blob in wrong {
            rewrite(&path, blob);
            let verdict = vault.verify(Place::First, &kept.digest, &keys).unwrap();
            assert!(matches!(verdict, Verdict::Damaged { .. }), "{} of {}", blob.len(), whole.len());
            assert!(room.read(&vault, &kept.digest).unwrap() == *item);
            let repair = vault.repair(&kept.digest, &keys).unwrap();
            assert!(matches!(repair.mended, Mended::Copy { place: Place::First, set_aside: Some(_) }));
            assert!(std::fs::read(&path).unwrap() == whole);
        }
        std::fs::remove_file(&path).unwrap();
        assert_eq!(vault.verify(Place::First, &kept.digest, &keys).unwrap(), Verdict::Missing);
        let mended = Mended::Copy { place: Place::First, set_aside: None };
        assert_eq!(vault.repair(&kept.digest, &keys).unwrap().mended, mended);
        assert_eq!(vault.repair(&kept.digest, &keys).unwrap().mended, Mended::Nothing);
    }
    // Another item's blob under this name, with a key that opens it: every byte authentic, and the wrong ones.
    for digest in [kept[3].digest, kept[4].digest] {
        let name = digest.to_string();
        for folder in [room.first(), room.second()] {
            let path = folder.join(&name[..2]).join(&name);
            rewrite(&path, &std::fs::read(vault.path(&kept[2].digest)).unwrap());
        }
        let mut read = Vec::new();
        let mut reader = vault.item(&digest, &room.keys(&kept[2].digest)).unwrap();
        reader.read_to_end(&mut read).unwrap_err();
        assert_eq!(read, b"");
        assert_eq!(reader.read(&mut [0; 10]).unwrap(), 0);
    }
}

#[test]
fn a_range_half_way_through_a_damaged_copy_goes_on_in_the_other() {
    let mut room = Room::twin();
    let vault = room.open();
    let item = bytes(6, 1_000_000);
    let kept = room.add(&vault, std::slice::from_ref(&item));
    let (path, keys) = (vault.path(&kept[0].digest), room.keys(&kept[0].digest));
    let mut blob = std::fs::read(&path).unwrap();
    blob[600_000] ^= 1;
    rewrite(&path, &blob);
    let mut range = vault.range(&kept[0].digest, &keys, 100_000, 800_000).unwrap();
    let mut part = Vec::new();
    range.read_to_end(&mut part).unwrap();
    assert!(part == item[100_000..900_000]);
    assert_eq!(range.damaged(), [Place::First]);
}
