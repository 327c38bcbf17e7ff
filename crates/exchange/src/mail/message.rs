//! One message: its fields, then its parts.

use super::header::{Block, block};
use super::part::Walk;
use super::{Mail, Message, Zone};
use crate::error::Error;
use crate::limits::MAIL_BYTES_MAX;
use crate::problem::{Place, Problems, said};
use mail_parser::HeaderName;
use std::ops::Range;

/// Reads a file of one message. `file` is its name for problems.
pub fn read_message(bytes: &[u8], file: &str) -> Result<Mail, Error> {
    if bytes.len() as u64 > MAIL_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: MAIL_BYTES_MAX });
    }
    let mut problems = Problems::of(file);
    let message = message(bytes, 0..bytes.len(), 0, Place::Entry(1), &mut problems);
    if message.headers.is_empty() {
        let why = "it begins with no header field".to_owned();
        return Err(Error::IntakeNotRead { format: "a message", why });
    }
    Ok(Mail { messages: vec![message], preamble: 0..0, problems: problems.into_list() })
}

/// Reads the message that `bytes` hold; `range` is what it reports as its bytes.
pub fn message(
    bytes: &[u8],
    range: Range<usize>,
    depth: usize,
    place: Place,
    problems: &mut Problems,
) -> Message {
    let (head, body) = block(bytes, &(0..bytes.len()));
    let fields = Block::read(&bytes[head]);
    if fields.headers.is_empty() {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
        let told = said("a message without header fields; it is kept as text", "Look at it in the file.");
        problems.warning(place, "entry-not-understood", "", &start, told);
    }
    let mut walk = Walk { bytes, place, problems, parts: Vec::new(), nested: Vec::new() };
    let body = if fields.headers.is_empty() { 0..bytes.len() } else { body..bytes.len() };
    walk.message(&fields, body, depth);
    let Walk { parts, nested, problems, .. } = walk;
    let date = fields.date();
    let doubt = match &date {
        None => Some(("the message has no date", String::new())),
        Some(date) if date.local.is_none() => Some(("the date is not understood", date.written.clone())),
        Some(date) if date.zone == Zone::Unknown => Some(("the date has no zone", date.written.clone())),
        Some(_) => None,
    };
    if let Some((detail, written)) = doubt {
        let told = said(detail, "The Received fields may say when it was on its way.");
        problems.warning(place, "date-not-understood", "Date", &written, told);
    }
    Message {
        ordinal: 1,
        bytes: range,
        envelope: None,
        subject: fields.text(&HeaderName::Subject),
        from: fields.addresses(&HeaderName::From),
        to: fields.addresses(&HeaderName::To),
        cc: fields.addresses(&HeaderName::Cc),
        date,
        message_id: fields.text(&HeaderName::MessageId),
        in_reply_to: fields.ids(&HeaderName::InReplyTo),
        references: fields.ids(&HeaderName::References),
        headers: fields.headers,
        parts,
        nested,
    }
}
