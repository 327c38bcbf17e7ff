//! Outside time: a token by which an authority states that a checkpoint existed at a time (RFC 3161).
//!
//! It knows no network: it makes the request, and reads and checks the answer. One token over a checkpoint covers
//! every act before it, because each later checkpoint holds the earlier leaves. Start at [`request`] and [`check`];
//! where tokens are kept in a log folder is [`kept`]'s.

mod der;
pub mod kept;
mod object;
mod request;
mod response;
mod signature;

pub use request::{Nonce, request};
pub use signature::{Anchors, Signature};

use crate::error::{Error, Result};
use crate::limits::TIMESTAMP_CLOCKS_APART_MAX;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// What a token states, checked as far as [`Stamp::signature`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The message existed at this time.
    pub time: Timestamp,
    /// How far the time may be off, in microseconds, where the authority says.
    pub accuracy_microseconds: Option<u64>,
    /// Number the authority gave the token, hexadecimal.
    pub serial: String,
    /// How far its signature was checked.
    pub signature: Signature,
}

impl Stamp {
    /// Refuses a token just made whose time is another than this machine's by more than a day: one of the two clocks
    /// is wrong, and which one is for a person to say.
    ///
    /// # Errors
    /// `timestamp-time-wrong`.
    pub fn is_near(&self, now: Timestamp) -> Result<()> {
        if self.time.duration_since(now).abs() <= TIMESTAMP_CLOCKS_APART_MAX {
            return Ok(());
        }
        Err(Error::TimestampTimeWrong { stated: self.time.to_string(), here: now.to_string() })
    }
}

/// Checks an answer (`TimeStampResp`, DER) against the message it is to be over: status, imprint, nonce where one is
/// given, signature, and chain where anchors are given.
///
/// # Errors
/// `timestamp-refused`, `timestamp-too-long`, `timestamp-not-understood`, `timestamp-of-other`,
/// `timestamp-nonce-wrong`, `timestamp-signature-invalid`, `timestamp-not-trusted`.
pub fn check(
    response: &[u8],
    message: &[u8],
    nonce: Option<Nonce>,
    anchors: Option<&Anchors>,
) -> Result<Stamp> {
    let token = response::token(response)?;
    let info = &token.info;
    if info.algorithm != object::SHA256 || info.digest != Sha256::digest(message).as_slice() {
        return Err(Error::TimestampOfOther);
    }
    if nonce.is_some_and(|nonce| info.nonce != Some(&nonce.bytes()[..])) {
        return Err(Error::TimestampNonceWrong);
    }
    let signature = signature::check(&token, anchors)?;
    Ok(Stamp {
        time: info.time,
        accuracy_microseconds: info.accuracy_microseconds,
        serial: info.serial.clone(),
        signature,
    })
}
