//! Puts the lines of an export together: which of them begin a message, who wrote it, and what it brings along.

use super::order::{DateOrder, Decision, decide, local};
use super::phrase;
use super::stamp::{Form, Stamp, is_mark, stamp, without_marks};
use super::{Export, Message, MessageKind, Precision};
use crate::chat::{Attachment, Link, MediaEntry, MediaIndex, Part, Pseudonyms};
use crate::error::Error;
use crate::limits::{CHAT_BYTES_MAX, CHAT_MESSAGES_MAX, SENDER_CHARS_MAX};
use crate::problem::{Place, Problems, said};
use std::borrow::Cow;
use std::ops::Range;

/// Time a chat may go back before it is pointed out; clocks are set back by an hour in autumn.
const STEP_BACK_SECONDS: f64 = 2.0 * 3600.0;

/// A line that begins like a message.
struct Start {
    line: u64,
    at: usize,
    stamp: Stamp,
}

/// Reads an export. `file` is its name for problems, `media` the files that came with it, `order` the order of its
/// dates where a person knows it.
pub fn read(
    bytes: &[u8],
    file: &str,
    media: &[MediaEntry],
    order: Option<DateOrder>,
) -> Result<Export, Error> {
    if bytes.len() as u64 > CHAT_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: CHAT_BYTES_MAX });
    }
    let mut problems = Problems::of(file);
    let all = starts(bytes);
    let Some(form) = form(&all) else {
        let why = "no line begins with a date and a time".to_owned();
        return Err(Error::IntakeNotRead { format: "a WhatsApp export", why });
    };
    let starts = of_form(all, form, &mut problems);
    let stamps: Vec<&Stamp> = starts.iter().map(|start| &start.stamp).collect();
    let order = decide(&stamps, order);
    doubt(&order, &mut problems);
    let mut reader =
        Reader { bytes, form, media: MediaIndex::new(media), pseudonyms: Pseudonyms::default(), problems };
    let mut messages = Vec::with_capacity(starts.len());
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(bytes.len(), |next| next.at);
        messages.push(reader.message(at as u64 + 1, start, end, order.order));
    }
    reader.look_at_times(&messages);
    let preamble = 0..starts.first().map_or(bytes.len(), |start| start.at);
    reader.look_at_preamble(&preamble);
    let unmentioned = reader.media.unmentioned();
    for at in &unmentioned {
        let hint = "It may belong to a message that was deleted, or be the chat itself.";
        let detail = "no message names this file";
        reader.problems.warning(
            Place::File,
            "attachment-unmentioned",
            "",
            &media[*at].name,
            said(detail, hint),
        );
    }
    let Reader { pseudonyms, problems, .. } = reader;
    Ok(Export { form, order, messages, preamble, unmentioned, pseudonyms, problems: problems.into_list() })
}

/// Every line that begins with a date and a time.
fn starts(bytes: &[u8]) -> Vec<Start> {
    let mut starts = Vec::new();
    let (mut at, mut number) = (0, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        // A time and a sender take a few hundred bytes; the stamp itself is within the first ones.
        let head = &line[..line.len().min(STAMP_BYTES_MAX)];
        if let Some(stamp) = stamp(valid_start(head)) {
            starts.push(Start { line: number, at, stamp });
        }
        at += line.len();
    }
    starts
}

/// Bytes of a line within which a stamp ends.
const STAMP_BYTES_MAX: usize = 200;

/// The text before the first byte that is not UTF-8, and before the line's end.
fn valid_start(line: &[u8]) -> &str {
    let text = match str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => str::from_utf8(&line[..error.valid_up_to()]).unwrap_or_default(),
    };
    text.trim_end_matches(['\n', '\r'])
}

/// The form of most lines.
fn form(starts: &[Start]) -> Option<Form> {
    let count = |form: Form| starts.iter().filter(|start| start.stamp.form == form).count();
    let forms = [Form::Brackets, Form::Dash, Form::Colon];
    let most = forms.into_iter().max_by_key(|form| (count(*form), *form == Form::Dash))?;
    (count(most) > 0).then_some(most)
}

/// The lines of the chat's own form; a chat quoted within a message is often of another.
fn of_form(all: Vec<Start>, form: Form, problems: &mut Problems) -> Vec<Start> {
    let mut starts = Vec::with_capacity(all.len());
    for start in all {
        if start.stamp.form != form {
            let detail = format!(
                "the line begins like a message, but in the form {:?} where the chat is in {form:?}; it was kept as text of the message before",
                start.stamp.form
            );
            let hint = "It may be quoted from another chat. Look at it if it is a message of its own.";
            problems.warning(Place::Line(start.line), "header-of-another-form", "", "", said(detail, hint));
        } else if starts.len() >= CHAT_MESSAGES_MAX {
            let detail = format!(
                "the chat has more than {CHAT_MESSAGES_MAX} messages; from here on they are kept as text of the last one"
            );
            let hint = "Export the chat in parts.";
            problems.error(Place::Line(start.line), "too-many-entries", "", "", said(detail, hint));
            break;
        } else {
            starts.push(start);
        }
    }
    starts
}

fn doubt(order: &Decision, problems: &mut Problems) {
    if let Some(rival) = order.rival {
        let detail = format!(
            "the dates are read as {}, but {} does as well ({})",
            order.order.pattern(),
            rival.pattern(),
            order.evidence
        );
        let hint = "Say which it is: the phone's language and region tell.";
        problems.warning(Place::File, "date-order-in-doubt", "date", "", said(detail, hint));
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    form: Form,
    media: MediaIndex,
    pseudonyms: Pseudonyms,
    problems: Problems,
}

impl Reader<'_> {
    fn message(&mut self, ordinal: u64, start: &Start, end: usize, order: DateOrder) -> Message {
        let whole = &self.bytes[start.at..end];
        let written_time = String::from_utf8_lossy(&whole[start.stamp.written.clone()]).into_owned();
        let rest = without_line_end(&whole[start.stamp.rest..]);
        let text = String::from_utf8_lossy(rest);
        if matches!(text, Cow::Owned(_)) {
            let detail = "the message holds bytes that are not UTF-8; they are shown as �";
            let hint = "The original bytes stay in the file.";
            self.problem(start.line, "bytes-not-in-encoding", "text", "", said(detail, hint));
        }
        let local = local(&start.stamp, order);
        if local.is_none() {
            self.no_date(start, &written_time);
        }
        let (kind, sender, text) = self.sender_and_text(&text);
        let mut attachments = Vec::new();
        if kind == MessageKind::Message {
            attachments = self.attachments(&text, start.line);
        }
        Message {
            ordinal,
            line: start.line,
            bytes: start.at..end,
            written_time,
            local,
            precision: if start.stamp.second.is_some() { Precision::Second } else { Precision::Minute },
            kind,
            sender,
            is_edited: kind == MessageKind::Message && phrase::is_edited(&text),
            text,
            attachments,
        }
    }

    fn no_date(&mut self, start: &Start, written: &str) {
        let [first, _, last] = start.stamp.date;
        let year = if start.stamp.first_digits == 4 { first } else { last };
        let four = start.stamp.first_digits == 4 || start.stamp.last_digits == 4;
        let (code, detail) = if four && !(1970..=2100).contains(&year) {
            ("calendar-not-read", format!("the year {year} is not of the Gregorian calendar"))
        } else {
            ("date-does-not-exist", "there is no such day in the order of this chat's dates".to_owned())
        };
        let hint = "The time is kept as written; give the message its date by hand.";
        self.problem(start.line, code, "date", written, said(detail, hint));
    }

    /// Splits `Name: text`; a line without a sender, or with the program's words in its place, is the program's.
    fn sender_and_text(&mut self, rest: &str) -> (MessageKind, Option<crate::chat::Handle>, String) {
        let system = (MessageKind::System, None, rest.to_owned());
        let first_line = rest.split('\n').next().unwrap_or_default();
        let Some((name, text_at)) = split_sender(first_line) else { return system };
        let text = &rest[text_at..];
        let is_system = match self.form {
            Form::Brackets => text.starts_with(is_mark) && phrase::is_system(text),
            Form::Dash | Form::Colon => phrase::is_system(name),
        };
        if is_system {
            return system;
        }
        let handle = self.pseudonyms.handle(Part::Sender, None, &without_marks(name));
        let kind = if phrase::is_deleted(text) { MessageKind::Deleted } else { MessageKind::Message };
        (kind, Some(handle), text.to_owned())
    }

    fn attachments(&mut self, text: &str, line: u64) -> Vec<Attachment> {
        if phrase::is_media_omitted(text) {
            return vec![Attachment { name: None, role: "media", link: Link::NotIncluded }];
        }
        let known = |name: &str| self.media.has(name);
        let first = text.split('\n').next().unwrap_or_default();
        let mut names: Vec<String> = phrase::name_before_phrase(first, known).into_iter().collect();
        for line in text.split('\n').filter(|line| line.contains('<')) {
            names.extend(phrase::names_in_angles(line, known));
        }
        let mut attachments = Vec::with_capacity(names.len());
        for name in names {
            let link = self.media.link_name(&name);
            let hint = "Look for it where the export came from; the message stands without it.";
            match link {
                Link::Missing => {
                    let told = said("the file that the message names did not come along", hint);
                    self.problem(line, "attachment-missing", "attachment", &name, told);
                }
                Link::Doubtful => {
                    let told = said("more than one file has the name that the message gives", hint);
                    self.problem(line, "attachment-missing", "attachment", &name, told);
                }
                Link::Entry(_) | Link::NotIncluded => {}
            }
            attachments.push(Attachment { name: Some(name), role: "media", link });
        }
        attachments
    }

    fn look_at_times(&mut self, messages: &[Message]) {
        let mut last = None;
        for message in messages {
            let Some(local) = message.local else { continue };
            if let Some(last) = last
                && (local.duration_since(last)).as_secs_f64() < -STEP_BACK_SECONDS
            {
                let detail = format!("{local} is before the message above it, {last}");
                let hint = "Part of another chat may have been pasted here, or a phone's clock was wrong.";
                let told = said(detail, hint);
                self.problem(message.line, "time-runs-back", "time", &message.written_time, told);
            }
            last = Some(local);
        }
    }

    fn look_at_preamble(&mut self, preamble: &Range<usize>) {
        let text = String::from_utf8_lossy(&self.bytes[preamble.clone()]);
        if !without_marks(&text).is_empty() {
            let detail = "text stands before the first message; it is kept, without time or sender";
            let hint = "The start of the file may be cut off.";
            self.problem(1, "text-before-first-entry", "", &text, said(detail, hint));
        }
    }

    fn problem(
        &mut self,
        line: u64,
        code: &'static str,
        part: &str,
        value: &str,
        told: crate::problem::Said,
    ) {
        self.problems.warning(Place::Line(line), code, part, value, told);
    }
}

/// The sender of a line and where its text starts; `None` without a colon that is followed by a blank or nothing.
fn split_sender(line: &str) -> Option<(&str, usize)> {
    let line = line.trim_end_matches('\r');
    let mut from = 0;
    while let Some(found) = line[from..].find(':') {
        let colon = from + found;
        let after = &line[colon + 1..];
        if after.is_empty() || after.starts_with([' ', '\u{a0}', '\u{202f}']) {
            let name = &line[..colon];
            let blank = after.chars().next().map_or(0, char::len_utf8);
            let fits = !without_marks(name).is_empty() && name.chars().nth(SENDER_CHARS_MAX).is_none();
            return fits.then_some((name, colon + 1 + blank));
        }
        from = colon + 1;
    }
    None
}

fn without_line_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}
