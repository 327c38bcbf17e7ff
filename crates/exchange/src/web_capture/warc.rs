//! WARC 1.0 and 1.1, plain or in gzip members. A broken member or record is named and the next one is looked for.

use super::http::position;
use super::record::{Found, find, record};
use crate::digest::{Checked, Verdict};
use crate::error::Error;
use crate::limits::{
    ARCHIVE_FREE_BYTES, ARCHIVE_RATIO_MAX, LOOKAHEAD_BYTES_MAX, WARC_BYTES_MAX, WARC_MEMBER_BYTES_MAX,
    WARC_RECORDS_MAX,
};
use crate::problem::{Place, Problem, Problems, said};
use flate2::bufread::GzDecoder;
use std::io::Read;
use std::ops::Range;

/// One record, as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// In the order of the file, from 1.
    pub ordinal: u64,
    /// Byte of the file at which it, or the gzip member it is in, starts.
    pub member: u64,
    /// Whether it is in a gzip member.
    pub is_compressed: bool,
    /// `1.0`, `1.1`.
    pub version: String,
    /// `response`, `request`, `resource`, `revisit`, `metadata`, `warcinfo`, as written.
    pub kind: String,
    /// Its id.
    pub id: Option<String>,
    /// When it was captured, as written: a time in UTC.
    pub date: Option<String>,
    /// The address captured.
    pub target: Option<String>,
    /// Of the block.
    pub content_type: Option<String>,
    /// The web server's status code, where it is a response.
    pub status: Option<u16>,
    /// Size of the block.
    pub block_bytes: u64,
    /// Size of the payload: what follows the web server's header fields, or the whole block.
    pub payload_bytes: u64,
    /// The block's digest.
    pub block_digest: Checked,
    /// The payload's digest.
    pub payload_digest: Checked,
    /// The block, as bytes of the file, or of the unpacked member.
    pub block: Range<usize>,
    /// Every field, in order; a line that is no field has no name.
    pub fields: Vec<(String, String)>,
}

/// A file, read.
#[derive(Clone, Debug)]
pub struct Warc {
    /// Its records.
    pub records: Vec<Record>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// Bytes of a gzip member within which its first letters are unpacked.
const MEMBER_START_BYTES: usize = 1_024;

/// How a gzip member begins.
const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];

/// Lists the records of a file. `file` is its name for problems.
pub fn read(bytes: &[u8], file: &str) -> Result<Warc, Error> {
    if bytes.len() as u64 > WARC_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: WARC_BYTES_MAX });
    }
    let mut reader = Reader { records: Vec::new(), problems: Problems::of(file), in_vain: 0 };
    if bytes.starts_with(GZIP) {
        reader.members(bytes);
    } else if bytes.starts_with(b"WARC/") {
        reader.records(bytes, None);
    } else {
        let why = "it begins neither with WARC/ nor with a gzip member".to_owned();
        return Err(Error::IntakeNotRead { format: "a WARC file", why });
    }
    let Reader { records, problems, .. } = reader;
    Ok(Warc { records, problems: problems.into_list() })
}

struct Reader {
    records: Vec<Record>,
    problems: Problems,
    /// Bytes read of members that turned out broken: their sum is limited, or many of them would take hours.
    in_vain: usize,
}

/// Why a gzip member is not read.
pub(super) struct Broken {
    code: &'static str,
    detail: String,
    /// How many of its bytes were read to find out.
    used: usize,
}

impl Reader {
    fn members(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            match unpack(&bytes[at..]) {
                Ok((content, length)) => {
                    if !self.records(&content, Some(at)) {
                        return;
                    }
                    at += length;
                    at += bytes[at..].iter().take_while(|byte| **byte == 0).count();
                    if at < bytes.len() && !bytes[at..].starts_with(GZIP) {
                        let told =
                            said("what follows is no gzip member", "Get the file again: it may be damaged.");
                        self.problems.error(Place::Byte(at as u64), "entry-not-understood", "", "", told);
                        at = next_member(bytes, at).unwrap_or(bytes.len());
                    }
                }
                Err(Broken { code, detail, used }) => {
                    self.in_vain += used;
                    let told = said(detail, "Get the file again; the records around it landed.");
                    self.problems.error(Place::Byte(at as u64), code, "", "", told);
                    let may_search = self.in_vain < LOOKAHEAD_BYTES_MAX;
                    at = next_member(bytes, at + 1).filter(|_| may_search).unwrap_or(bytes.len());
                }
            }
        }
    }

    /// The records of a file or of the gzip member that starts at `member`; whether there may be more.
    fn records(&mut self, bytes: &[u8], member: Option<usize>) -> bool {
        let mut at = 0;
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if at >= bytes.len() {
                return true;
            }
            if self.records.len() >= WARC_RECORDS_MAX {
                let detail = format!("more than {WARC_RECORDS_MAX} records; the rest was not read");
                let place = Place::Byte(member.unwrap_or(at) as u64);
                self.problems.error(place, "too-many-entries", "", "", said(detail, "Split the file."));
                return false;
            }
            let place = Place::Byte(member.unwrap_or(at) as u64);
            let Some(mut found) = find(bytes, at) else {
                let start = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 200)]).into_owned();
                let told = said("no record begins here", "The records around it landed.");
                self.problems.error(place, "entry-not-understood", "", &start, told);
                let Some(next) = next_record(bytes, at + 1) else { return true };
                at = next;
                continue;
            };
            let end = self.end(bytes, &mut found, place);
            let ordinal = self.records.len() as u64 + 1;
            let record = record(found, bytes, ordinal, member.unwrap_or(at) as u64, member.is_some());
            self.tell(&record);
            self.records.push(record);
            at = end;
        }
    }

    /// Where a record's block ends; shortened to the next record's start where the stated length is wrong.
    fn end(&mut self, bytes: &[u8], found: &mut Found, place: Place) -> usize {
        let end = found.block.end;
        let stated = found.stated_bytes.unwrap_or_default();
        let is_whole = found.stated_bytes.is_some() && found.block.len() as u64 == stated;
        let after = &bytes[end..];
        let follows = after.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if is_whole && (after.len() == follows || after[follows..].starts_with(b"WARC/")) {
            return end;
        }
        let next = next_record(bytes, found.block.start);
        let (code, detail) = match (is_whole, next) {
            (true, _) => ("entry-not-understood", "what follows the record is no record"),
            (false, Some(_)) => (
                "field-not-understood",
                "the stated length is wrong; the record is taken to end where the next one begins",
            ),
            (false, None) => {
                ("entry-cut-off", "the record is longer than the file: it is cut off, or its length is wrong")
            }
        };
        let told = said(detail, "Get the file again; its digests say what is still right.");
        self.problems.error(place, code, "Content-Length", &stated.to_string(), told);
        if !is_whole {
            let end = next.unwrap_or(bytes.len());
            let block = &bytes[found.block.start..end];
            let tail = block.iter().rev().take(4).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            found.block.end = end - if next.is_some() { tail } else { 0 };
            return end;
        }
        next.filter(|next| *next >= end).or_else(|| next_record(bytes, end)).unwrap_or(bytes.len())
    }

    fn tell(&mut self, record: &Record) {
        let place = Place::Entry(record.ordinal);
        let target = record.target.as_deref().unwrap_or_default();
        let digests =
            [("WARC-Block-Digest", &record.block_digest), ("WARC-Payload-Digest", &record.payload_digest)];
        for (part, checked) in digests {
            match checked.verdict {
                Verdict::Broken => {
                    let detail =
                        "the bytes do not have the digest that the record states: one of them was changed";
                    let told = said(detail, "Do not rest anything on this record; get the file again.");
                    self.problems.warning(place, "digest-broken", part, target, told);
                }
                Verdict::NotChecked(why) if record.kind != "revisit" => {
                    self.problems.warning(
                        place,
                        "digest-not-checked",
                        part,
                        target,
                        said(why, "Check it with another program."),
                    );
                }
                Verdict::NotChecked(_) | Verdict::Valid | Verdict::NotStated => {}
            }
        }
    }
}

/// Unpacks the gzip member at the start of the bytes: its content and its length.
pub(super) fn unpack(bytes: &[u8]) -> Result<(Vec<u8>, usize), Broken> {
    let mut decoder = GzDecoder::new(bytes);
    let mut content = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = decoder.read(&mut buffer);
        let used = bytes.len() - decoder.get_ref().len();
        let broken = |code, detail: String| Broken { code, detail, used };
        let length = read.map_err(|error| broken("archive-entry-broken", error.to_string()))?;
        if length == 0 {
            return Ok((content, used));
        }
        content.extend_from_slice(&buffer[..length]);
        if content.len() as u64 > (used as u64 * ARCHIVE_RATIO_MAX).max(ARCHIVE_FREE_BYTES) {
            let detail =
                format!("the member unpacks to more than {ARCHIVE_RATIO_MAX} times its size, as a bomb does");
            return Err(broken("archive-ratio-too-high", detail));
        }
        if content.len() > WARC_MEMBER_BYTES_MAX {
            let detail = format!("the member unpacks to more than {WARC_MEMBER_BYTES_MAX} bytes");
            return Err(broken("archive-entry-too-large", detail));
        }
    }
}

/// The next gzip member whose content begins like a record.
fn next_member(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += position(bytes.get(at..)?, GZIP)?;
        let mut start = [0; 5];
        // A member's own header is short; more would make many false starts costly.
        let mut decoder = GzDecoder::new(&bytes[at..bytes.len().min(at + MEMBER_START_BYTES)]);
        if decoder.read_exact(&mut start).is_ok() && &start == b"WARC/" {
            return Some(at);
        }
        at += 1;
    }
}

/// The next line that begins like a record, behind a line end.
fn next_record(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += position(bytes.get(at..)?, b"\nWARC/1.")? + 1;
        let head = &bytes[at..bytes.len().min(at + 400)];
        if position(head, b"WARC-Type").is_some() || position(head, b"warc-type").is_some() {
            return Some(at);
        }
    }
}
