//! Numbers that look random and are the same in every run: a counter mixed by SplitMix64's finaliser.
//!
//! Not for secrets. Everything here that draws, draws from a seed given by the caller.

/// A stream of numbers from one seed.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

/// Mixes one number into another, every bit of the result resting on every bit given.
pub const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// Joins a hash and a number to a new hash.
pub const fn join(hash: u64, value: u64) -> u64 {
    mix(hash.wrapping_add(0x9E37_79B9_7F4A_7C15) ^ value.wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

impl Random {
    /// A stream of its own for every seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: mix(seed ^ 0x51_7CC1_B727_220A) }
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// A number from 0 to 1, never 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.bits()) * end as u128) >> 64) as usize
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}
