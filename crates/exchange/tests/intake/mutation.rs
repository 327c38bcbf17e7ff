//! The same mutations every time. `SIJIL_TEST_MUTATIONS` sets how many inputs each parser is given.

use crate::dice::{Dice, mutate};

const MUTATIONS: u64 = 100_000;

/// How many inputs a parser is given.
pub fn count() -> u64 {
    std::env::var("SIJIL_TEST_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(MUTATIONS)
}

/// Gives `run` each mutation of one of the whole inputs; `pieces` are what a format's attacker would put in.
pub fn each(wholes: &[Vec<u8>], pieces: &[&[u8]], mut run: impl FnMut(u64, &[u8])) {
    for seed in 1..=count() {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut bytes = wholes[dice.throw(wholes.len())].clone();
        mutate(&mut bytes, pieces, &mut dice);
        run(seed, &bytes);
    }
}
