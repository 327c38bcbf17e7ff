//! WhatsApp's exported text, `_chat.txt` of iOS and `WhatsApp Chat with ….txt` of Android: lines become messages.
//! The export writes local times and no zone: none is guessed. Every byte of the file belongs to exactly one
//! message or to the text before the first one.
//!
//! Start at [`read`].

mod order;
mod phrase;
mod read;
mod stamp;

pub use order::{DateOrder, Decision};
pub use read::read;
pub use stamp::Form;

use super::{Attachment, Handle, Pseudonyms};
use crate::problem::Problem;
use jiff::civil::DateTime;
use std::ops::Range;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Somebody wrote it.
    Message,
    /// The program wrote it: somebody joined, left, called.
    System,
    /// Somebody wrote it and it was deleted; only that is left.
    Deleted,
}

/// Whether the export writes seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// To the minute; the seconds of the time given are 0 and mean nothing.
    Minute,
    /// To the second.
    Second,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In the order of the file, from 1.
    pub ordinal: u64,
    /// Line of the file, from 1.
    pub line: u64,
    /// Its bytes in the file, its time and the end of its last line included.
    pub bytes: Range<usize>,
    /// The time as written, digits and marks as they are.
    pub written_time: String,
    /// Local date and time in a zone that is not known; absent where the date cannot be, or is of another calendar.
    pub local: Option<DateTime>,
    /// Of the local time.
    pub precision: Precision,
    /// Message, system line or deleted.
    pub kind: MessageKind,
    /// Who wrote it; nobody where the program did.
    pub sender: Option<Handle>,
    /// What was written, byte for byte, without the end of its last line; a system line's whole text.
    pub text: String,
    /// Whether the export marks it as edited. What it said before is not in the export.
    pub is_edited: bool,
    /// Files it names, or says it had.
    pub attachments: Vec<Attachment>,
}

/// A chat, read.
#[derive(Clone, Debug)]
pub struct Export {
    /// Brackets, dash or colon.
    pub form: Form,
    /// How its dates are read, and why.
    pub order: Decision,
    /// The messages, in the order of the file.
    pub messages: Vec<Message>,
    /// What stands before the first message, as bytes of the file.
    pub preamble: Range<usize>,
    /// Entries of the media given that no message names, by their place in the list given.
    pub unmentioned: Vec<usize>,
    /// Who the handles are. Messages' texts may name people too.
    pub pseudonyms: Pseudonyms,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}
