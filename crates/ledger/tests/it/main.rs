//! The log from outside: on disk, tampered with, and checked by a program that shares no code with it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop where they fail and say what they skip"
)]

mod authority;
mod elsewhere;
mod life;
mod tamper;
mod timestamp;
mod vectors;

use ledger::{Act, Log, Signer, leaf_bytes};
use serde_json::json;
use std::path::Path;
use uuid::Uuid;

pub(crate) const SECRET: [u8; 32] = [7; 32];

pub(crate) fn act(number: u128) -> Act {
    let fields = json!({
        "why": "Try it", "project": Uuid::from_u128(3), "title": format!("حادثة {number}"),
        "killed": {"min": 4, "max": 300, "bound": "range"},
    });
    Act {
        id: Uuid::from_u128(number),
        at: "2026-11-14T09:12:00.000Z".to_owned(),
        device: Uuid::from_u128(1),
        actor: Uuid::from_u128(2),
        kind: "incident.create".to_owned(),
        subject: Uuid::from_u128(number + 1_000_000),
        parents: Vec::new(),
        fields: fields.as_object().unwrap().clone().into_iter().collect(),
    }
}

pub(crate) fn leaves(range: std::ops::Range<u128>) -> Vec<Vec<u8>> {
    range.map(|number| leaf_bytes(&act(number), &SECRET).unwrap()).collect()
}

pub(crate) fn signer() -> Signer {
    Signer::from_seed("sijil.test/log", [42; 32]).unwrap()
}

/// A log of so many leaves, added in batches of the given sizes.
pub(crate) fn log_of(folder: &Path, batches: &[u128]) -> Log {
    let mut log = Log::create(folder, "sijil.test/log", &signer()).unwrap();
    let mut next = 0;
    for batch in batches {
        let expected = log.checkpoint().clone();
        log.append(&signer(), &expected, &leaves(next..next + batch)).unwrap();
        next += batch;
    }
    log
}
