//! Leaves per second: committed, appended to a log on disk, verified; and one proof made and checked.

use divan::Bencher;
use divan::counter::ItemsCount;
use ledger::{Act, Log, Signer, Stored, leaf_bytes, verify_folder, verify_proof};
use serde_json::json;
use uuid::Uuid;

fn main() {
    divan::main();
}

fn act(number: u128) -> Act {
    let mut fields: std::collections::BTreeMap<_, _> = (0..14)
        .map(|field| (format!("field_{field}"), json!(format!("value {number} of {field}"))))
        .collect();
    fields.insert("why".to_owned(), json!("Import a list"));
    Act {
        id: Uuid::from_u128(number),
        at: "2026-11-14T09:12:00.000Z".to_owned(),
        device: Uuid::from_u128(1),
        actor: Uuid::from_u128(2),
        kind: "incident.import".to_owned(),
        subject: Uuid::from_u128(number + 1),
        parents: Vec::new(),
        fields,
    }
}

#[divan::bench(sample_count = 10)]
fn commit_15_fields(bencher: Bencher) {
    let acts: Vec<Act> = (0..1_000).map(act).collect();
    bencher.counter(ItemsCount::new(acts.len())).bench(|| {
        acts.iter()
            .map(|act| leaf_bytes(act, &[7; 32]).expect("an act of the bench fits").len())
            .sum::<usize>()
    });
}

/// The way the register takes: from the text of the fields as they are stored.
#[divan::bench(sample_count = 10)]
fn commit_15_stored_fields(bencher: Bencher) {
    let acts: Vec<(Act, String)> = (0..1_000)
        .map(act)
        .map(|act| {
            let text = act.fields_text().expect("whole numbers");
            (act, text)
        })
        .collect();
    bencher.counter(ItemsCount::new(acts.len())).bench(|| {
        let leaf = |(act, fields): &(Act, String)| {
            let (id, at, kind, parents) =
                (act.id, act.at.as_str(), act.kind.as_str(), act.parents.as_slice());
            let (device, actor, subject) = (act.device, act.actor, act.subject);
            let stored = Stored { id, at, device, actor, kind, subject, parents, fields };
            stored.leaf_bytes(&[7; 32]).expect("an act of the bench fits").len()
        };
        acts.iter().map(leaf).sum::<usize>()
    });
}

const LEAVES: u128 = 50_000;

fn filled() -> (tempfile::TempDir, Signer) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let signer = Signer::from_seed("bench", [1; 32]).expect("a name without spaces");
    let mut log = Log::create(folder.path(), "bench", &signer).expect("an empty folder");
    let expected = log.checkpoint().clone();
    log.append(&signer, &expected, &leaves()).expect("leaves that fit");
    (folder, signer)
}

fn leaves() -> Vec<Vec<u8>> {
    (0..LEAVES).map(|number| leaf_bytes(&act(number), &[7; 32]).expect("an act of the bench fits")).collect()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn append_to_disk(bencher: Bencher) {
    let signer = Signer::from_seed("bench", [1; 32]).expect("a name without spaces");
    let leaves = leaves();
    bencher
        .counter(ItemsCount::new(leaves.len()))
        .with_inputs(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let log = Log::create(folder.path(), "bench", &signer).expect("an empty folder");
            (folder, log)
        })
        .bench_values(|(folder, mut log)| {
            let expected = log.checkpoint().clone();
            log.append(&signer, &expected, &leaves).expect("leaves that fit");
            folder
        });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn verify_from_disk(bencher: Bencher) {
    let (folder, signer) = filled();
    let verifier = signer.verifier();
    bencher
        .counter(ItemsCount::new(usize::try_from(LEAVES).expect("it is small")))
        .bench(|| verify_folder(folder.path(), &verifier).expect("it is sound"));
}

/// Four batches, each with its own checkpoint: what a large import costs.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn append_200_000_in_four_batches(bencher: Bencher) {
    let signer = Signer::from_seed("bench", [1; 32]).expect("a name without spaces");
    let leaves = leaves();
    bencher
        .counter(ItemsCount::new(4 * leaves.len()))
        .with_inputs(|| tempfile::tempdir().expect("a temporary folder"))
        .bench_values(|folder| {
            let mut log = Log::create(folder.path(), "bench", &signer).expect("an empty folder");
            for _ in 0..4 {
                let expected = log.checkpoint().clone();
                log.append(&signer, &expected, &leaves).expect("leaves that fit");
            }
            folder
        });
}

#[divan::bench]
fn prove(bencher: Bencher) {
    let (folder, signer) = filled();
    let log = Log::open(folder.path(), &signer.verifier()).expect("it is sound");
    bencher.counter(ItemsCount::new(1_u8)).bench(|| log.proof(31_415).expect("there is such a leaf"));
}

#[divan::bench]
fn verify_one_proof(bencher: Bencher) {
    let (folder, signer) = filled();
    let log = Log::open(folder.path(), &signer.verifier()).expect("it is sound");
    let (proof, leaf) = (log.proof(31_415).expect("a proof"), log.leaf(31_415).expect("a leaf"));
    let verifier = signer.verifier();
    bencher
        .counter(ItemsCount::new(1_u8))
        .bench(|| verify_proof(&proof, &leaf, &verifier).expect("it is sound"));
}
