//! The same mutations every time. `SIJIL_TEST_MUTATIONS` sets how many inputs each parser is given.

const MUTATIONS: u64 = 100_000;

/// How many inputs a parser is given.
pub fn count() -> u64 {
    std::env::var("SIJIL_TEST_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(MUTATIONS)
}

/// xorshift64*.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits fit") % sides.max(1)
    }
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

fn mutate(bytes: &mut Vec<u8>, pieces: &[&[u8]], dice: &mut Dice) {
    for _ in 0..=dice.throw(4) {
        let at = dice.throw(bytes.len() + 1);
        match dice.throw(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.throw(256)).expect("below 256"),
            2 if at < bytes.len() => bytes[at] ^= 1 << dice.throw(8),
            3 => {
                let end = (at + dice.throw(60)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + dice.throw(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.throw(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ => drop(bytes.splice(at..at, pieces[dice.throw(pieces.len())].iter().copied())),
        }
    }
}
