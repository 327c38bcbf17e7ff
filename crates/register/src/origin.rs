//! Where ids, secrets and times come from: the machine, or a fixed sequence.
//!
//! A fixed origin makes the shipped demonstration come out byte for byte the same everywhere, so that its root is
//! a constant in a test. Nothing else may use it: its secrets can be guessed by anyone.

use crate::error::{Error, Result};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::sync::Mutex;
use uuid::Uuid;

/// Where ids, secrets and times come from.
pub enum Origin {
    /// The clock and the random numbers of the machine.
    Machine,
    /// A sequence that depends on a seed only.
    Fixed(Mutex<Sequence>),
}

/// State of a fixed origin.
pub struct Sequence {
    seed: [u8; 32],
    counter: u64,
    at: Timestamp,
}

impl Origin {
    /// An origin that gives the same ids, secrets and times in the same order, starting at `at`.
    pub fn fixed(seed: &str, at: Timestamp) -> Self {
        Self::Fixed(Mutex::new(Sequence { seed: Sha256::digest(seed.as_bytes()).into(), counter: 0, at }))
    }

    /// 32 bytes: random, or the next of the sequence.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn secret(&self) -> Result<[u8; 32]> {
        match self {
            Self::Machine => {
                let mut secret = [0; 32];
                getrandom::fill(&mut secret).map_err(|error| Error::Damaged(error.to_string()))?;
                Ok(secret)
            }
            Self::Fixed(sequence) => Ok(lock(sequence).next()),
        }
    }

    /// The next id (UUIDv7), rising within a process.
    ///
    /// # Errors
    /// Never for now; a machine without random numbers stops in [`Self::secret`] first.
    pub fn id(&self) -> Result<Uuid> {
        match self {
            Self::Machine => Ok(Uuid::now_v7()),
            Self::Fixed(sequence) => {
                let mut sequence = lock(sequence);
                let random = sequence.next();
                let millis = u64::try_from(sequence.at.as_millisecond()).unwrap_or(0);
                let tail = rising(sequence.counter, &random);
                Ok(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
            }
        }
    }

    /// The time, in milliseconds.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Machine => Timestamp::now(),
            Self::Fixed(sequence) => lock(sequence).at,
        }
    }
}

/// The 74 free bits of a UUIDv7 with the counter in front of the random bits, so that ids of one millisecond still
/// rise. The bits of version (upper half of byte 0) and variant (upper quarter of byte 2) are left free.
fn rising(counter: u64, random: &[u8; 32]) -> [u8; 10] {
    let bits = |shift: u32, mask: u64| u8::try_from((counter >> shift) & mask).unwrap_or(0);
    let [r0, r1, r2, r3, r4, ..] = *random;
    [bits(28, 0x0f), bits(20, 0xff), bits(14, 0x3f), bits(6, 0xff), bits(0, 0x3f) << 2, r0, r1, r2, r3, r4]
}

fn lock(sequence: &Mutex<Sequence>) -> std::sync::MutexGuard<'_, Sequence> {
    sequence.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Sequence {
    fn next(&mut self) -> [u8; 32] {
        self.counter += 1;
        Sha256::new().chain_update(self.seed).chain_update(self.counter.to_be_bytes()).finalize().into()
    }
}

/// A time as acts carry it: RFC 3339, UTC, milliseconds, fixed width.
pub fn act_time(at: Timestamp) -> String {
    format!("{}.{:03}Z", at.strftime("%Y-%m-%dT%H:%M:%S"), at.subsec_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_origin_repeats_itself_and_rises() {
        let at: Timestamp = "2026-11-14T09:12:00.5Z".parse().unwrap();
        let (one, two) = (Origin::fixed("seed", at), Origin::fixed("seed", at));
        let ids: Vec<Uuid> = (0..20_000).map(|_| one.id().unwrap()).collect();
        assert_eq!(ids, (0..20_000).map(|_| two.id().unwrap()).collect::<Vec<_>>());
        assert!(ids.is_sorted(), "ids rise within one millisecond");
        assert_ne!(one.secret().unwrap(), one.secret().unwrap());
        assert_eq!(act_time(at), "2026-11-14T09:12:00.500Z");
    }
}
