//! What a timestamp authority answers (RFC 3161, 2.4.2), read into its parts. Hostile input.
//!
//! Says what stands in an answer, not whether it is true: [`super::check`] compares it with what was asked, and
//! [`super::signature`] with the key it names. Start at [`token`].

use super::der::{
    BIT_STRING, BOOLEAN, Element, INTEGER, OBJECT, OCTETS, Reader, SEQUENCE, SET, TIME, UTF8, constructed,
    context, number,
};
use super::object;
use crate::canonical::hex;
use crate::error::{Error, Result};
use crate::limits::{
    TIMESTAMP_BYTES_MAX, TIMESTAMP_CERTIFICATES_MAX, TIMESTAMP_SERIAL_BYTES_MAX, TIMESTAMP_WORDS_MAX,
};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The parts of a token.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// The bytes that state the time.
    pub(super) info_bytes: &'a [u8],
    /// What they state.
    pub(super) info: Info<'a>,
    /// Who signed them.
    pub(super) signer: SignerInfo<'a>,
    /// Certificates that came with it.
    pub(super) certificates: Vec<&'a [u8]>,
}

/// What an authority states (`TSTInfo`).
#[derive(Debug)]
pub(super) struct Info<'a> {
    pub(super) algorithm: &'a [u8],
    pub(super) digest: &'a [u8],
    pub(super) serial: String,
    pub(super) time: Timestamp,
    pub(super) accuracy_microseconds: Option<u64>,
    pub(super) nonce: Option<&'a [u8]>,
}

/// The signature (`SignerInfo`).
#[derive(Debug)]
pub(super) struct SignerInfo<'a> {
    /// Issuer and serial number of the certificate, where it is named by these.
    pub(super) named: Option<(&'a [u8], &'a [u8])>,
    pub(super) digest_algorithm: &'a [u8],
    /// What is signed, as it stands in the answer.
    pub(super) attributes: Element<'a>,
    pub(super) signature_algorithm: &'a [u8],
    pub(super) signature: &'a [u8],
}

const fn not_understood(part: &'static str) -> Error {
    Error::TimestampNotUnderstood(part)
}

/// The token of an answer.
///
/// # Errors
/// `timestamp-too-long`, `timestamp-not-understood`; `timestamp-refused` where the authority said no.
pub(super) fn token(response: &[u8]) -> Result<Token<'_>> {
    if response.len() > TIMESTAMP_BYTES_MAX {
        return Err(Error::TimestampTooLong { max: TIMESTAMP_BYTES_MAX });
    }
    let mut outside = Reader::of(response);
    let mut answer = outside.inside(SEQUENCE).ok_or(not_understood("it is no answer of an authority"))?;
    if !outside.is_empty() {
        return Err(not_understood("something follows the answer"));
    }
    granted(answer.inside(SEQUENCE).ok_or(not_understood("it has no status"))?)?;
    let (signed, after) = signed_data(&mut answer).ok_or(not_understood("it holds no signed data"))?;
    if !after.is_empty() || !answer.is_empty() {
        return Err(not_understood("something follows the token"));
    }
    contents(signed)
}

/// Whether the status is one of the two that come with a token.
fn granted(mut status: Reader<'_>) -> Result<()> {
    let code = status.take(INTEGER).and_then(number).ok_or(not_understood("its status is no number"))?;
    if code <= 1 {
        return Ok(());
    }
    let mut words = Vec::new();
    if let Some(mut texts) = status.optional(SEQUENCE).map(|texts| Reader::of(texts.value)) {
        while let Some(text) = texts.take(UTF8) {
            words.push(String::from_utf8_lossy(text).into_owned());
        }
    }
    let failure = status.optional(BIT_STRING).and_then(|bits| failure(bits.value));
    // What a stranger wrote is shown on one line, and not much of it.
    let words =
        words.join("; ").chars().filter(|letter| !letter.is_control()).take(TIMESTAMP_WORDS_MAX).collect();
    Err(Error::TimestampRefused { status: code, failure, words })
}

/// The first reason that is set in a `PKIFailureInfo`, by the name the standard gives it.
fn failure(bits: &[u8]) -> Option<&'static str> {
    const REASONS: [(usize, &str); 8] = [
        (0, "badAlg"),
        (2, "badRequest"),
        (5, "badDataFormat"),
        (14, "timeNotAvailable"),
        (15, "unacceptedPolicy"),
        (16, "unacceptedExtension"),
        (17, "addInfoNotAvailable"),
        (25, "systemFailure"),
    ];
    let bits = bits.get(1..)?;
    let is_set = |bit: usize| bits.get(bit / 8).is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0);
    REASONS.iter().find(|(bit, _)| is_set(*bit)).map(|(_, name)| *name)
}

/// The signed data of a `ContentInfo`, and what is left beside it.
fn signed_data<'a>(answer: &mut Reader<'a>) -> Option<(Reader<'a>, Reader<'a>)> {
    let mut content = answer.inside(SEQUENCE)?;
    if content.take(OBJECT)? != object::SIGNED_DATA {
        return None;
    }
    let mut explicit = content.inside(constructed(0))?;
    let signed = explicit.inside(SEQUENCE)?;
    (explicit.is_empty()).then_some((signed, content))
}

/// The parts of a `SignedData`.
fn contents(mut signed: Reader<'_>) -> Result<Token<'_>> {
    let what = || not_understood("its signed data is incomplete");
    signed.take(INTEGER).and_then(number).ok_or_else(what)?;
    signed.take(SET).ok_or_else(what)?;
    let info_bytes = info_bytes(signed.inside(SEQUENCE).ok_or_else(what)?)
        .ok_or(not_understood("what is signed is no statement of time"))?;
    let info = info(info_bytes).ok_or(not_understood("its statement of time is incomplete"))?;
    let mut certificates = Vec::new();
    if let Some(list) = signed.optional(constructed(0)) {
        let mut list = Reader::of(list.value);
        while !list.is_empty() {
            let certificate = list.element().ok_or(not_understood("its certificates cannot be read"))?;
            certificates.push(certificate.whole);
            if certificates.len() > TIMESTAMP_CERTIFICATES_MAX {
                return Err(not_understood("it holds too many certificates"));
            }
        }
    }
    signed.optional(constructed(1));
    let mut signers = signed.inside(SET).ok_or_else(what)?;
    let signer = signer(&mut signers).ok_or(not_understood("its signature is incomplete"))?;
    if !signers.is_empty() || !signed.is_empty() {
        return Err(not_understood("it bears other than one signature"));
    }
    Ok(Token { info_bytes, info, signer, certificates })
}

fn info_bytes(mut content: Reader<'_>) -> Option<&[u8]> {
    if content.take(OBJECT)? != object::TIME_INFO {
        return None;
    }
    let mut explicit = content.inside(constructed(0))?;
    let bytes = explicit.take(OCTETS)?;
    (explicit.is_empty() && content.is_empty()).then_some(bytes)
}

fn info(bytes: &[u8]) -> Option<Info<'_>> {
    let mut outside = Reader::of(bytes);
    let mut info = outside.inside(SEQUENCE)?;
    if !outside.is_empty() || info.take(INTEGER).and_then(number)? != 1 {
        return None;
    }
    let _policy = info.take(OBJECT)?;
    let mut imprint = info.inside(SEQUENCE)?;
    let algorithm = imprint.inside(SEQUENCE)?.take(OBJECT)?;
    let digest = imprint.take(OCTETS)?;
    let serial = info.take(INTEGER).filter(|bytes| bytes.len() <= TIMESTAMP_SERIAL_BYTES_MAX)?;
    let time = time(info.take(TIME)?)?;
    let accuracy_microseconds = match info.optional(SEQUENCE) {
        Some(accuracy) => Some(accuracy_of(Reader::of(accuracy.value))?),
        None => None,
    };
    info.optional(BOOLEAN);
    let nonce = info.optional(INTEGER).map(|nonce| nonce.value);
    info.optional(constructed(0));
    info.optional(constructed(1));
    info.is_empty().then(|| Info {
        algorithm,
        digest,
        serial: hex(serial),
        time,
        accuracy_microseconds,
        nonce,
    })
}

/// How far the stated time may be off, in microseconds.
fn accuracy_of(mut accuracy: Reader<'_>) -> Option<u64> {
    let mut part = |tag| match accuracy.optional(tag) {
        Some(element) => number(element.value),
        None => Some(0),
    };
    let (seconds, milliseconds, microseconds) = (part(INTEGER)?, part(context(0))?, part(context(1))?);
    seconds.checked_mul(1_000_000)?.checked_add(milliseconds.checked_mul(1000)?)?.checked_add(microseconds)
}

/// A `GeneralizedTime` as RFC 3161 restricts it: UTC, to the second or finer.
fn time(bytes: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let are_digits = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit());
    if whole.len() != 14 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to)?.parse::<i8>().ok();
    let year = whole.get(..4)?.parse::<i16>().ok()?;
    // Finer than a nanosecond is cut off.
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse::<i32>().ok()?;
    let civil = DateTime::new(
        year,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?,
        nanoseconds,
    );
    civil.ok().and_then(|civil| TimeZone::UTC.to_timestamp(civil).ok())
}

fn signer<'a>(signers: &mut Reader<'a>) -> Option<SignerInfo<'a>> {
    let mut signer = signers.inside(SEQUENCE)?;
    signer.take(INTEGER).and_then(number)?;
    let named = if let Some(name) = signer.optional(SEQUENCE) {
        let mut name = Reader::of(name.value);
        Some((name.element().filter(|issuer| issuer.tag == SEQUENCE)?.whole, name.take(INTEGER)?))
    } else {
        signer.take(context(0))?;
        None
    };
    let digest_algorithm = signer.inside(SEQUENCE)?.take(OBJECT)?;
    let attributes = signer.optional(constructed(0))?;
    let signature_algorithm = signer.inside(SEQUENCE)?.take(OBJECT)?;
    let signature = signer.take(OCTETS)?;
    signer.optional(constructed(1));
    signer.is_empty().then_some(SignerInfo {
        named,
        digest_algorithm,
        attributes,
        signature_algorithm,
        signature,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_utc_and_whole() {
        let read = |text: &str| time(text.as_bytes()).map(|time| time.to_string());
        assert_eq!(read("20261121213000Z").as_deref(), Some("2026-11-21T21:30:00Z"));
        assert_eq!(read("20261121213000.5Z").as_deref(), Some("2026-11-21T21:30:00.5Z"));
        assert_eq!(read("20261121213000.1234567891Z").as_deref(), Some("2026-11-21T21:30:00.123456789Z"));
        for wrong in [
            "",
            "20261121213000",
            "20261121213000+0100",
            "202611212130Z",
            "20261321213000Z",
            "20260230000000Z",
            "20261121213000.Z",
            "2026112121300aZ",
            "+0261121213000Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_refusal_says_why() {
        // Status 2, "no time", timeNotAvailable (bit 14).
        let refused = [
            0x30, 0x14, 0x30, 0x12, 0x02, 0x01, 0x02, 0x30, 0x09, 0x0c, 0x07, b'n', b'o', b'\n', b't', b'i',
            b'm', b'e', 0x03, 0x02, 0x01, 0x02,
        ];
        // The bit string above has one byte only: bit 6, which has no name.
        let Error::TimestampRefused { status, failure, words } = token(&refused).unwrap_err() else {
            unreachable!("a refusal")
        };
        assert_eq!((status, failure, words.as_str()), (2, None, "notime"));
        assert_eq!(super::failure(&[0x01, 0x00, 0x02]), Some("timeNotAvailable"));
        assert_eq!(super::failure(&[]), None);
        for wrong in [&[][..], &[0x30, 0x00], &[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00]] {
            assert_eq!(token(wrong).unwrap_err().code(), "timestamp-not-understood", "{wrong:?}");
        }
        assert_eq!(token(&vec![0; TIMESTAMP_BYTES_MAX + 1]).unwrap_err().code(), "timestamp-too-long");
    }
}
