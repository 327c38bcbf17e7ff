//! Walks an export: its chats, their messages one by one. A broken message is named and the next one is looked for.

use super::message::{Context, message};
use super::scan::{member, next_message, next_messages_key, skip_between, value_end};
use super::{Chat, Export, Message};
use crate::chat::{MediaEntry, MediaIndex, Pseudonyms};
use crate::error::Error;
use crate::limits::{
    CHAT_BYTES_MAX, CHAT_MESSAGE_BYTES_MAX, CHAT_MESSAGES_MAX, CHATS_MAX, LOOKAHEAD_BYTES_MAX,
};
use crate::problem::{Place, Problems, said};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What to do about a message that cannot be read.
const HINT: &str = "Look at the place in the file; the messages around it landed.";

/// Reads an export. `file` is its name for problems, `media` the files that came with it, by their names relative
/// to the export's folder or to a folder above it.
pub fn read(bytes: &[u8], file: &str, media: &[MediaEntry]) -> Result<Export, Error> {
    if bytes.len() as u64 > CHAT_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: CHAT_BYTES_MAX });
    }
    let not_read = |why: &str| Error::IntakeNotRead { format: "a Telegram export", why: why.to_owned() };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = skip_between(bytes, 0);
    if bytes.get(start) != Some(&b'{') {
        return Err(not_read("it does not begin with an object"));
    }
    let mut reader = Reader {
        bytes,
        media: MediaIndex::new(media),
        problems: Problems::of(file),
        chats: Vec::new(),
        unread: Vec::new(),
        entries: 0,
        in_vain: 0,
    };
    reader.top(start + 1);
    if reader.chats.is_empty() {
        return Err(not_read("it has no messages"));
    }
    let unmentioned = reader.media.unmentioned();
    let Reader { chats, unread, problems, .. } = reader;
    Ok(Export { chats, unread, unmentioned, problems: problems.into_list() })
}

struct Reader<'a> {
    bytes: &'a [u8],
    media: MediaIndex,
    problems: Problems,
    chats: Vec<Chat>,
    unread: Vec<String>,
    /// Messages met in the whole file, read or not: what a problem's entry counts.
    entries: u64,
    /// Bytes read of messages that turned out broken: their sum is limited, or many of them would take hours.
    in_vain: usize,
}

impl Reader<'_> {
    /// The members of the document: those of one chat, or the lists of chats of an account.
    fn top(&mut self, start: usize) {
        let mut at = start;
        let mut head = Map::new();
        while let Some((key, value)) = member(self.bytes, at) {
            let name = String::from_utf8_lossy(&self.bytes[key]).into_owned();
            at = match name.as_str() {
                "messages" => self.chat(&std::mem::take(&mut head), value),
                "chats" | "left_chats" => self.list(value),
                _ => {
                    let Some(end) = value_end(self.bytes, value, self.bytes.len()) else { break };
                    match serde_json::from_slice::<Value>(&self.bytes[value..end]) {
                        Ok(scalar) if !scalar.is_object() && !scalar.is_array() => {
                            head.insert(name, scalar);
                        }
                        _ => self.not_read(name),
                    }
                    end
                }
            };
        }
        self.rest(at);
    }

    /// Reads chats whose surroundings are broken.
    fn rest(&mut self, from: usize) {
        let mut at = from;
        while let Some(key) = next_messages_key(self.bytes, at) {
            let Some((_, value)) = member(self.bytes, key) else { break };
            let detail = "what stands around these messages is broken; their chat's name is not known";
            self.problems.error(Place::Byte(key as u64), "json-not-understood", "", "", said(detail, HINT));
            at = self.chat(&Map::new(), value).max(key + 1);
        }
    }

    fn not_read(&mut self, name: String) {
        let detail = format!("the member {name} is no chat and was not read");
        let hint = "Nothing is to be done: it stays in the file.";
        self.problems.warning(Place::File, "chat-part-not-read", &name, "", said(detail, hint));
        self.unread.push(name);
    }

    /// The object that holds an account's list of chats; returns where it ends.
    fn list(&mut self, start: usize) -> usize {
        if self.bytes.get(start) != Some(&b'{') {
            return value_end(self.bytes, start, self.bytes.len()).unwrap_or(start + 1);
        }
        let mut at = start + 1;
        while let Some((key, value)) = member(self.bytes, at) {
            if &self.bytes[key] == b"list" && self.bytes.get(value) == Some(&b'[') {
                at = self.chats_of(value + 1);
            } else {
                let Some(end) = value_end(self.bytes, value, self.bytes.len()) else { break };
                at = end;
            }
        }
        let end = skip_between(self.bytes, at);
        if self.bytes.get(end) == Some(&b'}') { end + 1 } else { end }
    }

    fn chats_of(&mut self, start: usize) -> usize {
        let mut at = skip_between(self.bytes, start);
        while self.bytes.get(at) == Some(&b'{') {
            let mut head = Map::new();
            at += 1;
            while let Some((key, value)) = member(self.bytes, at) {
                if &self.bytes[key.clone()] == b"messages" {
                    at = self.chat(&std::mem::take(&mut head), value);
                    continue;
                }
                let Some(end) = value_end(self.bytes, value, self.bytes.len()) else { return at };
                if let Ok(found) = serde_json::from_slice(&self.bytes[value..end]) {
                    head.insert(String::from_utf8_lossy(&self.bytes[key]).into_owned(), found);
                }
                at = end;
            }
            at = skip_between(self.bytes, at);
            if self.bytes.get(at) != Some(&b'}') {
                return at;
            }
            at = skip_between(self.bytes, at + 1);
        }
        if self.bytes.get(at) == Some(&b']') { at + 1 } else { at }
    }

    /// One chat; returns where its messages end.
    fn chat(&mut self, head: &Map<String, Value>, start: usize) -> usize {
        if self.bytes.get(start) != Some(&b'[') || self.chats.len() >= CHATS_MAX {
            let detail = format!("not an array of messages, or more than {CHATS_MAX} chats; it was not read");
            self.problems.error(
                Place::Byte(start as u64),
                "chat-part-not-read",
                "messages",
                "",
                said(detail, HINT),
            );
            return value_end(self.bytes, start, self.bytes.len()).unwrap_or(self.bytes.len());
        }
        let text = |name: &str| head.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let title = Some(text("name")).filter(|name| !name.is_empty());
        let mut pseudonyms = Pseudonyms::titled(title);
        let (mut messages, end) = self.messages(start + 1, &mut pseudonyms);
        self.link_replies(&mut messages);
        let id = head.get("id").and_then(Value::as_i64);
        self.chats.push(Chat { id, kind: text("type"), messages, pseudonyms });
        end
    }

    fn messages(&mut self, start: usize, pseudonyms: &mut Pseudonyms) -> (Vec<Message>, usize) {
        let mut messages = Vec::new();
        let mut at = start;
        // A broken message must not take another chat's: its search ends at the next list.
        let mut limit = next_messages_key(self.bytes, start).unwrap_or(self.bytes.len());
        loop {
            at = skip_between(self.bytes, at);
            if at >= limit {
                limit = next_messages_key(self.bytes, at).unwrap_or(self.bytes.len());
            }
            match self.bytes.get(at) {
                Some(b']') => return (messages, at + 1),
                None => {
                    self.problems.error(
                        Place::Byte(at as u64),
                        "entry-cut-off",
                        "",
                        "",
                        said(
                            "the file ends within the messages",
                            "Get the file again: it seems to be cut off.",
                        ),
                    );
                    return (messages, at);
                }
                Some(_) => {}
            }
            if messages.len() >= CHAT_MESSAGES_MAX {
                let detail =
                    format!("more than {CHAT_MESSAGES_MAX} messages; the rest of this chat was not read");
                let told = said(detail, "Export the chat in parts.");
                self.problems.error(Place::Byte(at as u64), "too-many-entries", "", "", told);
                return (messages, next_messages_key(self.bytes, at).unwrap_or(self.bytes.len()));
            }
            self.entries += 1;
            let end = value_end(self.bytes, at, self.bytes.len().min(at + CHAT_MESSAGE_BYTES_MAX));
            let read = end.map(|end| serde_json::from_slice::<Value>(&self.bytes[at..end]));
            let why = match (end, read) {
                (Some(end), Some(Ok(Value::Object(object)))) => {
                    let mut context =
                        Context { media: &mut self.media, pseudonyms, problems: &mut self.problems };
                    let ordinal = messages.len() as u64 + 1;
                    let place = Place::Entry(self.entries);
                    if let Some(found) = message(object, ordinal, at..end, place, &mut context) {
                        messages.push(found);
                        at = end;
                        continue;
                    }
                    "it has no id".to_owned()
                }
                (_, Some(Ok(_))) => "it is no object".to_owned(),
                (_, Some(Err(error))) => error.to_string(),
                (_, None) => format!("it does not end within {CHAT_MESSAGE_BYTES_MAX} bytes"),
            };
            self.in_vain += end.unwrap_or(at + CHAT_MESSAGE_BYTES_MAX).min(self.bytes.len()) - at;
            match self.after_broken(at, limit, &why) {
                Some(next) => at = next,
                None => return (messages, limit),
            }
        }
    }

    /// Names a broken message and finds where the next one starts.
    fn after_broken(&mut self, at: usize, limit: usize, why: &str) -> Option<usize> {
        let may_search = self.in_vain < LOOKAHEAD_BYTES_MAX;
        let next = next_message(self.bytes, at + 1, limit).filter(|_| may_search);
        let end = next.unwrap_or(limit);
        let value = String::from_utf8_lossy(&self.bytes[at..end.min(at + 400)]).into_owned();
        let what = if next.is_some() { "the message" } else { "the message and the rest of its chat" };
        let detail = format!("{what} from byte {at} to byte {end} did not land: {why}");
        let place = Place::Entry(self.entries);
        self.problems.error(place, "json-not-understood", "", &value, said(detail, HINT));
        next
    }

    fn link_replies(&mut self, messages: &mut [Message]) {
        let mut by_id = HashMap::with_capacity(messages.len());
        for message in messages.iter() {
            by_id.entry(message.id).or_insert(message.ordinal);
        }
        for message in messages {
            let elsewhere = message.other.contains_key("reply_to_peer_id");
            let Some(reply) = message.reply_to.as_mut().filter(|_| !elsewhere) else { continue };
            reply.ordinal = by_id.get(&reply.id).copied();
            if reply.ordinal.is_none() {
                let detail = format!(
                    "message {} answers message {}, which is not in the export",
                    message.id, reply.id
                );
                let told = said(detail, "It may have been deleted, or lie before the export's first day.");
                let place = Place::Byte(message.bytes.start as u64);
                self.problems.warning(place, "reply-target-missing", "reply_to_message_id", "", told);
            }
        }
    }
}
