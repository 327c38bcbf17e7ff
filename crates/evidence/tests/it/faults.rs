//! The disk refuses the n-th call, for every n of everything that writes: the error is clean, nothing acknowledged is
//! lost, nothing half written has a name, and the same work succeeds once the disk is well.

use crate::room::{Room, bytes};
use evidence::Error;
use evidence::vault::sabotage::{calls, fail_at, forget_syncs};
use evidence::vault::{Digest, Place, SecondCopy, Vault, Verdict};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Error numbers of the system: EIO, ENOSPC, EMFILE.
const ERRORS: &[i32] = &[5, 28, 24];

/// What was acknowledged: the digest, and whether the second copy too.
type Acknowledged = BTreeSet<(Digest, bool)>;

fn add(room: &mut Room, vault: &Vault, items: &[Vec<u8>], told: &mut Acknowledged) -> evidence::Result<()> {
    for kept in room.try_add(vault, items)? {
        told.insert((kept.digest, kept.second == SecondCopy::There));
    }
    Ok(())
}

static FEW: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| [300_000, 70_000, 10].map(|length| bytes(length as u64, length)).to_vec());

/// Enough to be made durable by one call.
static MANY: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| (10..22).map(|number| bytes(number, 100)).collect());

static UPLOADED: LazyLock<Vec<u8>> = LazyLock::new(|| bytes(30, 280_000));

/// Everything that writes, once.
fn work(room: &mut Room, told: &mut Acknowledged) -> evidence::Result<()> {
    let vault = room.try_open()?;
    add(room, &vault, &FEW, told)?;
    add(room, &vault, &MANY, told)?;
    add(room, &vault, &FEW[..1], told)?;
    // A blob is damaged, and found out when its bytes come again.
    let digest = Digest::of(&FEW[0]);
    let path = vault.path(&digest);
    if path.exists() {
        std::fs::remove_file(&path)?;
        std::fs::write(&path, b"damaged")?;
    }
    vault.repair(&digest, &room.keys(&digest))?;
    add(room, &vault, &FEW[..1], told)?;
    let (id, key) = vault.begin_upload(None)?;
    let stands_at = vault.add_to_upload(&id, 0, &mut UPLOADED.as_slice())?;
    assert_eq!(vault.upload_stands_at(&id)?, stands_at);
    let mut batch = vault.batch()?;
    vault.finish_upload(&id, &key, &mut batch)?;
    for kept in room.keep(batch)? {
        told.insert((kept.digest, kept.second == SecondCopy::There));
    }
    vault.discard_upload(&id)?;
    told.remove(&(Digest::of(&MANY[0]), true));
    told.remove(&(Digest::of(&MANY[0]), false));
    vault.destroy(&Digest::of(&MANY[0]))?;
    Ok(())
}

/// What was acknowledged is there, and whatever has a name is whole, in either copy.
fn stands(room: &Room, told: &Acknowledged) {
    let vault = room.open();
    for (digest, second) in told {
        let good = |place| vault.verify(place, digest, &room.keys(digest)).unwrap().is_good();
        assert!(good(Place::First) || good(Place::Second), "{digest}");
        assert!(!second || good(Place::Second), "{digest} in the second copy");
    }
    let damaged = Digest::of(&FEW[0]);
    for (place, folder) in [(Place::First, room.first()), (Place::Second, room.second())] {
        for byte in 0..=u8::MAX {
            for entry in std::fs::read_dir(folder.join(format!("{byte:02x}"))).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let Ok(digest) = name.parse::<Digest>() else { continue };
                let verdict = vault.verify(place, &digest, &room.keys(&digest)).unwrap();
                // The one the test itself damages may still be so where mending was refused.
                let excused = digest == damaged && matches!(verdict, Verdict::Damaged { .. });
                assert!(verdict.is_good() || excused, "{digest}: {verdict:?}");
            }
        }
    }
}

fn clear(room: &mut Room) {
    let vault = room.open();
    for digest in FEW.iter().chain(MANY.iter()).chain([&*UPLOADED]).map(|item| Digest::of(item)) {
        vault.destroy(&digest).unwrap();
        room.forget(&digest);
    }
}

fn counted() -> usize {
    let mut room = Room::twin();
    drop(room.open());
    fail_at(None);
    work(&mut room, &mut Acknowledged::new()).unwrap();
    let calls = calls();
    fail_at(None);
    println!("{} calls to the disk", calls.len());
    calls.len()
}

#[test]
fn the_disk_refuses_the_nth_call() {
    // Counted and refused like the others, but not waited for: nobody cuts the power here.
    forget_syncs(true);
    let count = counted();
    assert!(count > 100, "only {count} calls were counted");
    // One vault for all: what each refusal leaves behind is what the next one meets.
    let mut room = Room::twin();
    let mut told = Acknowledged::new();
    let (mut refused, mut borne) = (0, 0);
    for number in 0..count {
        let error = ERRORS[number % ERRORS.len()];
        clear(&mut room);
        told.clear();
        fail_at(Some((number, error)));
        let outcome = work(&mut room, &mut told);
        fail_at(None);
        match outcome {
            Err(Error::Disk(found)) => {
                assert_eq!(found.raw_os_error(), Some(error), "call {number}");
                refused += 1;
            }
            Err(other) => panic!("call {number}: {other:?}"),
            // Only the second copy was concerned, or what is tidied up.
            Ok(()) => borne += 1,
        }
        stands(&room, &told);
        let mut again = Acknowledged::new();
        work(&mut room, &mut again).unwrap_or_else(|error| panic!("again after call {number}: {error:?}"));
        stands(&room, &again);
    }
    println!("{refused} refusals reported, {borne} borne");
    assert!(refused > count / 2);
}

#[test]
fn opening_a_vault_for_the_first_time_survives_a_refusal_at_any_call() {
    forget_syncs(true);
    let first_opening = |number: Option<(usize, i32)>| {
        let room = Room::single();
        fail_at(number);
        let outcome = room.try_open().map(drop);
        let count = calls().len();
        fail_at(None);
        drop(room.open());
        (outcome, count)
    };
    let (outcome, count) = first_opening(None);
    outcome.unwrap();
    // The 256 folders are all alike.
    for number in (0..4).chain(count - 9..count) {
        let (outcome, _) = first_opening(Some((number, 28)));
        assert_eq!(outcome.unwrap_err().code(), "evidence-disk-full", "call {number} of {count}");
    }
}
