//! Mail: one message (`.eml`) or a mailbox (`.mbox`). Headers, dates with their zones, texts, attachments with
//! their digests, and the messages within messages. Every part is a range of bytes of its message, so that the
//! original can always be cut out of the file.
//!
//! `mail-parser` reads header fields, encoded words, dates, addresses and character sets; the parts are taken apart
//! here, because a file may nest them until the stack of any reader that follows it ends.
//!
//! Start at [`read_message`] or [`read_mailbox`].

mod header;
mod mailbox;
mod message;
mod part;

pub use mailbox::{read_mailbox, unquoted};
pub use message::read_message;
pub use part::content;

use crate::problem::Problem;
use jiff::civil::DateTime;
use std::ops::Range;

/// A header field as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value on one line, otherwise as written: encoded words are not decoded here.
    pub value: String,
}

/// Who is named in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The name, decoded.
    pub name: Option<String>,
    /// The address.
    pub address: Option<String>,
}

/// The zone of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Minutes east of UTC.
    Offset(i32),
    /// `-0000`: the time is UTC, and where it was written is not said (RFC 5322, 3.3).
    UtcOfUnknownPlace,
    /// None is written: the time is local to a place that is not known.
    Unknown,
}

/// The `Date` field: what the sender's computer claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// As written.
    pub written: String,
    /// Date and time as written, before the zone; absent where it is not understood.
    pub local: Option<DateTime>,
    /// Its zone.
    pub zone: Zone,
}

impl Date {
    /// Seconds since 1970 in UTC; absent where date or zone are not known.
    pub fn unix_seconds(&self) -> Option<i64> {
        let minutes = match self.zone {
            Zone::Offset(minutes) => minutes,
            Zone::UtcOfUnknownPlace => 0,
            Zone::Unknown => return None,
        };
        let utc = self.local?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
        Some(utc - i64::from(minutes) * 60)
    }
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text to be read.
    Text,
    /// HTML to be read. It is kept as text and never rendered here.
    Html,
    /// A file, shown within the message or attached to it.
    Attachment,
    /// A message within the message; it is among the nested ones.
    Nested,
}

/// How a part's bytes are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Plain,
    /// base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
}

/// A part without parts of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place: `1`, `1.2`.
    pub number: String,
    /// Type as stated, in lower case: `image/jpeg`.
    pub media_type: String,
    /// What it is.
    pub role: Role,
    /// File name as stated, decoded. Never a path.
    pub name: Option<String>,
    /// `Content-ID`, by which an HTML text shows it.
    pub content_id: Option<String>,
    /// Its bytes as written, in the bytes of its message.
    pub bytes: Range<usize>,
    /// How they are written.
    pub encoding: Encoding,
    /// Size of its content in bytes, decoded; absent where it cannot be decoded.
    pub content_bytes: Option<u64>,
    /// SHA-256 of its content, decoded, in hexadecimal; absent where it cannot be decoded.
    pub sha256: Option<String>,
    /// Its text, where it is text or HTML.
    pub text: Option<String>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In a mailbox, from 1; 1 for a file of one message; of nested ones, in their message.
    pub ordinal: u64,
    /// Its bytes in the file, without the mailbox's own line; of a nested one, its part in the message around it,
    /// as written there.
    pub bytes: Range<usize>,
    /// The mailbox's own line, `From sender date`.
    pub envelope: Option<String>,
    /// Every header field, in order.
    pub headers: Vec<Header>,
    /// Decoded.
    pub subject: Option<String>,
    /// Decoded.
    pub from: Vec<Address>,
    /// Decoded.
    pub to: Vec<Address>,
    /// Decoded.
    pub cc: Vec<Address>,
    /// What the sender's computer claimed.
    pub date: Option<Date>,
    /// Without its angle brackets.
    pub message_id: Option<String>,
    /// Ids of the messages it answers.
    pub in_reply_to: Vec<String>,
    /// Ids of the thread.
    pub references: Vec<String>,
    /// Its parts, in order, those of multiparts included.
    pub parts: Vec<Part>,
    /// Messages within it, in order.
    pub nested: Vec<Self>,
}

/// A file of mail, read.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The messages, in the order of the file.
    pub messages: Vec<Message>,
    /// What stands before the first message of a mailbox, as bytes of the file.
    pub preamble: Range<usize>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}
