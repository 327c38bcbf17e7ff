//! Telegram Desktop's `result.json`, of one chat or of a whole account: messages with their times in UTC, their
//! replies, edits and forwards, and their media linked to the files that came along. The members of an account's
//! export that are no chats (contacts, sessions, the exporter's own particulars) are named and not read.
//!
//! Start at [`read`].

mod message;
mod read;
mod scan;

pub use read::read;

use super::{Attachment, Handle, Pseudonyms};
use crate::problem::Problem;
use serde_json::{Map, Value};
use std::ops::Range;

/// A time as the export gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// `date` or `edited`, as written: local to the computer that exported, without a zone. May be empty.
    pub written: String,
    /// Seconds since 1970 in UTC, where the export gives them; older exports do not, and then the zone is unknown.
    pub unix_seconds: Option<i64>,
}

/// What a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Somebody wrote it.
    Message,
    /// The program tells what somebody did, in its own word, such as `phone_call`.
    Service(String),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// `plain`, `bold`, `link`, `text_link`, `mention`, `phone` and so on, as written.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// Whatever else is said about it, such as `href`.
    pub other: Map<String, Value>,
}

/// What a message answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Id of the message answered.
    pub id: i64,
    /// Its ordinal in this chat; absent where it is not in the export or is of another chat.
    pub ordinal: Option<u64>,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// In the order of the chat, from 1.
    pub ordinal: u64,
    /// The export's id.
    pub id: i64,
    /// Its object, as bytes of the file.
    pub bytes: Range<usize>,
    /// Message or service.
    pub kind: MessageKind,
    /// When it was sent.
    pub sent: Moment,
    /// When it was last edited. What it said before is not in the export.
    pub edited: Option<Moment>,
    /// Who wrote it or did it; absent where the export says nobody.
    pub sender: Option<Handle>,
    /// Whom it was forwarded from.
    pub forwarded_from: Option<Handle>,
    /// What it answers.
    pub reply_to: Option<Reply>,
    /// The whole text.
    pub text: String,
    /// The same text in its pieces.
    pub runs: Vec<Run>,
    /// Photo, file, thumbnail.
    pub attachments: Vec<Attachment>,
    /// Every other member, as it stands: places, polls, reactions, sizes. It may name people.
    pub other: Map<String, Value>,
}

/// One chat.
#[derive(Clone, Debug)]
pub struct Chat {
    /// The export's id of it, where it gives one.
    pub id: Option<i64>,
    /// `personal_chat`, `private_group`, `public_channel` and so on, as written; may be empty.
    pub kind: String,
    /// The messages, in the order of the file.
    pub messages: Vec<Message>,
    /// Who the handles are, and the chat's title, which may be a person's name.
    pub pseudonyms: Pseudonyms,
}

impl Chat {
    /// The messages that a message goes back to, nearest first, by their ordinals; the message itself is not among
    /// them. Ends where a reply's target is not in the export, and never goes round.
    pub fn reply_chain(&self, ordinal: u64) -> Vec<u64> {
        let mut chain = Vec::new();
        let mut seen = std::collections::HashSet::from([ordinal]);
        let mut at = ordinal;
        while let Some(next) = self.message(at).and_then(|message| message.reply_to?.ordinal) {
            if !seen.insert(next) {
                break;
            }
            chain.push(next);
            at = next;
        }
        chain
    }

    fn message(&self, ordinal: u64) -> Option<&Message> {
        self.messages.get(usize::try_from(ordinal.checked_sub(1)?).ok()?)
    }
}

/// An export, read.
#[derive(Clone, Debug)]
pub struct Export {
    /// Its chats.
    pub chats: Vec<Chat>,
    /// Members of the export that are no chats and were not read.
    pub unread: Vec<String>,
    /// Entries of the media given that no message names, by their place in the list given.
    pub unmentioned: Vec<usize>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}
