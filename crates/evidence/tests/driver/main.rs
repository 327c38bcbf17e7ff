//! Ingests made-up items into a vault until somebody kills it, and says on its output what it has acknowledged:
//!
//! ```text
//! key <digest> <secret>      before the item gets its name, as a keyring would have it
//! kept <digest> <second>     durable; `second` says whether in both copies
//! upload <id>                an upload has begun
//! stands <id> <bytes>        so many bytes of it are durable
//! ```
//!
//! `vault-driver FIRST SECOND SEED [forget-syncs]`

use evidence::vault::{SecondCopy, Vault, sabotage};
use std::io::{self, Write as _};
use std::path::Path;

/// Items of one batch: now a few, now enough to be made durable by one call.
const BATCHES: &[usize] = &[1, 3, 12, 2, 30];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [first, second, seed, rest @ ..] = arguments.as_slice() else {
        return Err("FIRST SECOND SEED [forget-syncs]".into());
    };
    let mut state: u64 = seed.parse()?;
    let vault = Vault::open(Path::new(first), Some(&Path::new(second).into()))?;
    // The vault itself is there before the trouble starts.
    sabotage::forget_syncs(rest.iter().any(|word| word == "forget-syncs"));
    let mut output = io::stdout().lock();
    for round in 0.. {
        let mut batch = vault.batch()?;
        for _ in 0..BATCHES[round % BATCHES.len()] {
            let staged = batch.stage(&mut item(&mut state).as_slice())?;
            writeln!(output, "key {} {}", staged.digest, staged.key.secret_text())?;
        }
        output.flush()?;
        for kept in batch.keep(&|_| Vec::new())? {
            writeln!(output, "kept {} {}", kept.digest, kept.second == SecondCopy::There)?;
        }
        output.flush()?;
        if round % 4 == 1 {
            let (id, _) = vault.begin_upload(None)?;
            writeln!(output, "upload {id}")?;
            let stands_at = vault.add_to_upload(&id, 0, &mut item(&mut state).as_slice())?;
            writeln!(output, "stands {id} {stands_at}")?;
            output.flush()?;
        }
    }
    Ok(())
}

/// Mostly small, now and then larger than any buffer; no two alike.
fn item(state: &mut u64) -> Vec<u8> {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let length = match *state >> 60 {
        0 => 600_000,
        1..4 => 70_000,
        _ => (*state >> 40) % 4_000,
    };
    let mut item: Vec<u8> = state.to_le_bytes().to_vec();
    item.extend((0..length).map(|at| (at.wrapping_mul(*state | 1) >> 32).to_le_bytes()[0]));
    item
}
