//! A mailbox: messages one after another, each behind a line `From sender date`. A line of a text that begins like
//! that is quoted with `>`; the quoting is taken to be that of mboxrd, which can be undone.

use super::message::message;
use super::{Mail, Message};
use crate::error::Error;
use crate::limits::{MAIL_BYTES_MAX, MAIL_MESSAGES_MAX};
use crate::problem::{Place, Problems, said};
use std::borrow::Cow;

/// A message's place in the file.
struct Slot {
    line: u64,
    /// Where its separating line starts.
    at: usize,
    /// Where the message itself starts.
    start: usize,
}

/// Reads a mailbox. `file` is its name for problems. A message's parts are ranges of [`unquoted`] of its bytes.
pub fn read_mailbox(bytes: &[u8], file: &str) -> Result<Mail, Error> {
    if bytes.len() as u64 > MAIL_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: MAIL_BYTES_MAX });
    }
    let mut problems = Problems::of(file);
    let slots = slots(bytes, &mut problems);
    let Some(first) = slots.first() else {
        let why = "no line begins with From, a sender and a date".to_owned();
        return Err(Error::IntakeNotRead { format: "a mailbox", why });
    };
    let preamble = 0..first.at;
    if bytes[preamble.clone()].iter().any(|byte| !byte.is_ascii_whitespace()) {
        let start = String::from_utf8_lossy(&bytes[..first.at.min(400)]).into_owned();
        let told = said("text stands before the first message; it was not read", "The start may be cut off.");
        problems.warning(Place::Line(1), "text-before-first-entry", "", &start, told);
    }
    let mut messages = Vec::with_capacity(slots.len());
    for (at, slot) in slots.iter().enumerate() {
        let end = slots.get(at + 1).map_or(bytes.len(), |next| next.at);
        messages.push(one(bytes, slot, end, at as u64 + 1, &mut problems));
    }
    Ok(Mail { messages, preamble, problems: problems.into_list() })
}

fn one(bytes: &[u8], slot: &Slot, end: usize, ordinal: u64, problems: &mut Problems) -> Message {
    let range = slot.start..without_blank_line(bytes, slot.start, end);
    let whole = unquoted(&bytes[range.clone()]);
    if whole.len() + 1 < range.len() && has_double_quoting(&bytes[range.clone()]) {
        let detail =
            "lines begin with >>From: one > was taken off, as mboxrd asks; older mailboxes put none on";
        let told = said(detail, "Compare with the original if these lines matter.");
        problems.warning(Place::Line(slot.line), "quoting-in-doubt", "", "", told);
    }
    let mut found = message(&whole, range, 0, Place::Entry(ordinal), problems);
    found.ordinal = ordinal;
    let line = String::from_utf8_lossy(&bytes[slot.at..slot.start]);
    found.envelope = Some(line.trim_end().to_owned());
    found
}

/// Every separating line: at the file's start or behind a blank line, with a sender and a date.
fn slots(bytes: &[u8], problems: &mut Problems) -> Vec<Slot> {
    let mut slots = Vec::new();
    let (mut at, mut number, mut is_after_blank) = (0, 0, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        if line.starts_with(b"From ") && is_after_blank {
            if !is_separator(line) {
                let detail =
                    "a line begins with From behind a blank line, but has no date; it was kept as text";
                let told = said(detail, "Look at it if it is a message of its own.");
                let value = String::from_utf8_lossy(line).into_owned();
                problems.warning(Place::Line(number), "quoting-in-doubt", "", &value, told);
            } else if slots.len() >= MAIL_MESSAGES_MAX {
                let detail = format!(
                    "more than {MAIL_MESSAGES_MAX} messages; the rest is kept as text of the last one"
                );
                problems.error(
                    Place::Line(number),
                    "too-many-entries",
                    "",
                    "",
                    said(detail, "Split the mailbox."),
                );
                break;
            } else {
                slots.push(Slot { line: number, at, start: at + line.len() });
            }
        }
        is_after_blank = line.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
        at += line.len();
    }
    slots
}

/// Whether a line holds a time of day and a year, as every program writes them there.
fn is_separator(line: &[u8]) -> bool {
    let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &&[u8]| {
        word.len() >= 4
            && word.contains(&b':')
            && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    let is_year = |word: &&[u8]| word.len() == 4 && digits(word);
    words.len() >= 4 && words.iter().any(is_time) && words.iter().any(is_year)
}

/// Undoes the quoting of a mailbox: one `>` is taken off each line that begins with `>From `, `>>From ` and so on.
pub fn unquoted(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.split_inclusive(|byte| *byte == b'\n').any(is_quoted) {
        return Cow::Borrowed(bytes);
    }
    let mut whole = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        whole.extend_from_slice(if is_quoted(line) { &line[1..] } else { line });
    }
    Cow::Owned(whole)
}

fn is_quoted(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    marks > 0 && line[marks..].starts_with(b"From ")
}

fn has_double_quoting(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b">>") && is_quoted(line))
}

/// The blank line before the next separator is the mailbox's.
fn without_blank_line(bytes: &[u8], start: usize, end: usize) -> usize {
    let text = &bytes[start..end];
    let shorter = text.strip_suffix(b"\r\n\r\n").map(|text| text.len() + 2);
    let shorter = shorter.or_else(|| text.strip_suffix(b"\n\n").map(|text| text.len() + 1));
    start + shorter.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_is_undone() {
        let text = b"a\n>From me\n>>From you\n> From\n>Fromage\n";
        assert_eq!(&*unquoted(text), b"a\nFrom me\n>From you\n> From\n>Fromage\n");
        assert!(matches!(unquoted(b"plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn separators_have_a_date() {
        assert!(is_separator(b"From nur@example.org Wed Dec 30 11:05:00 2020\n"));
        assert!(is_separator(b"From 168@xxx Wed Dec 30 11:05:00 +0000 2020\r\n"));
        assert!(!is_separator(b"From here on the road is closed\n"));
    }
}
