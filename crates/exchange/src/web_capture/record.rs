//! One WARC record's fields, and the verdicts on its digests.

use super::http::{answer, position, unchunked};
use super::warc::Record;
use crate::digest::{Checked, Verdict, check};
use crate::limits::WARC_HEADER_BYTES_MAX;
use std::ops::Range;

/// Why a revisit's digest is not checked.
const OF_ANOTHER: &str = "a revisit states the digest of the record it refers to";

/// A record's header and where its block lies in the bytes given.
pub struct Found {
    /// `1.0`, `1.1`.
    pub version: String,
    /// Every field, in order; a line that is no field has no name.
    pub fields: Vec<(String, String)>,
    /// The block as far as it is there.
    pub block: Range<usize>,
    /// The length that is stated; absent where none is, or none that can be.
    pub stated_bytes: Option<u64>,
}

/// Finds the record that starts at `at`; `None` where none does.
pub fn find(bytes: &[u8], at: usize) -> Option<Found> {
    let rest = &bytes[at..];
    let head_max = rest.len().min(WARC_HEADER_BYTES_MAX);
    rest.strip_prefix(b"WARC/")?;
    let (end, gap) = match position(&rest[..head_max], b"\r\n\r\n") {
        Some(end) => (end, 4),
        None => (position(&rest[..head_max], b"\n\n")?, 2),
    };
    let head = String::from_utf8_lossy(&rest[..end]);
    let mut lines = head.lines();
    let version = lines.next()?.strip_prefix("WARC/")?.trim().to_owned();
    if !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        } else {
            fields.push((String::new(), line.to_owned()));
        }
    }
    let stated_bytes = field(&fields, "content-length").and_then(|length| length.parse().ok());
    let start = at + end + gap;
    let length = stated_bytes.and_then(|length: u64| usize::try_from(length).ok()).unwrap_or(0);
    let block = start..start.saturating_add(length).min(bytes.len());
    Some(Found { version, fields, block, stated_bytes })
}

/// A field's value, whatever the case of its name.
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The record with its verdicts. `member` is where its gzip member, or itself, starts in the file.
pub fn record(found: Found, bytes: &[u8], ordinal: u64, member: u64, is_compressed: bool) -> Record {
    let block = &bytes[found.block.clone()];
    let text = |name: &str| field(&found.fields, name).map(str::to_owned);
    let kind = text("warc-type").unwrap_or_default();
    let content_type = text("content-type");
    let is_http = content_type.as_deref().is_some_and(|found| found.starts_with("application/http"));
    let answer = is_http.then(|| answer(block));
    let body = answer.as_ref().map_or(block, |answer| answer.body);
    let payload_stated = field(&found.fields, "warc-payload-digest");
    let payload = if kind == "revisit" && payload_stated.is_some() {
        let verdict = Verdict::NotChecked(OF_ANOTHER);
        Checked { stated: payload_stated.map(str::to_owned), verdict }
    } else {
        payload(payload_stated, body, answer.as_ref().is_some_and(|answer| answer.is_chunked))
    };
    Record {
        ordinal,
        member,
        is_compressed,
        kind,
        id: text("warc-record-id"),
        date: text("warc-date"),
        // Some writers put the address in angle brackets.
        target: text("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned()),
        content_type,
        status: answer.as_ref().and_then(|answer| answer.status),
        block_bytes: block.len() as u64,
        payload_bytes: body.len() as u64,
        block_digest: check(field(&found.fields, "warc-block-digest"), &[block]),
        payload_digest: payload,
        block: found.block,
        version: found.version,
        fields: found.fields,
    }
}

/// Programs differ in whether they digest a body in chunks as stored or joined: either is right.
fn payload(stated: Option<&str>, body: &[u8], is_chunked: bool) -> Checked {
    let as_stored = check(stated, &[body]);
    if as_stored.verdict != Verdict::Broken || !is_chunked {
        return as_stored;
    }
    unchunked(body).map_or(as_stored, |joined| check(stated, &[&joined]))
}
