//! One message's object, taken apart. A member that is not of the expected shape stays among the other members,
//! with a problem.

use super::{Message, MessageKind, Moment, Reply, Run};
use crate::chat::{Attachment, Link, MediaIndex, Part, Pseudonyms};
use crate::problem::{Place, Problems, said};
use serde_json::{Map, Value};
use std::ops::Range;

/// The members that name files.
const FILES: [&str; 4] = ["photo", "file", "thumbnail", "contact_vcard"];

/// What reading a message needs and adds to.
pub struct Context<'a> {
    pub media: &'a mut MediaIndex,
    pub pseudonyms: &'a mut Pseudonyms,
    pub problems: &'a mut Problems,
}

/// The members of one object, while they are taken.
struct Members<'a> {
    object: Map<String, Value>,
    place: Place,
    problems: &'a mut Problems,
}

impl Members<'_> {
    /// Takes a member that fits; `null` is no member, and one that does not fit stays.
    fn take<T>(&mut self, name: &str, fit: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.object.get(name)?;
        if value.is_null() {
            self.object.remove(name);
            return None;
        }
        if let Some(found) = fit(value) {
            self.object.remove(name);
            return Some(found);
        }
        let detail =
            format!("the member {name} is not what such exports hold there; it was kept as it stands");
        let shown = value.to_string();
        let hint = "Look at the message's object in the file.";
        self.problems.warning(self.place, "field-not-understood", name, &shown, said(detail, hint));
        None
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| value.as_str().map(str::to_owned))
    }

    fn moment(&mut self, written: &str, unix: &str) -> Option<Moment> {
        let written = self.text(written);
        let unix_seconds = self.take(unix, whole);
        (written.is_some() || unix_seconds.is_some())
            .then(|| Moment { written: written.unwrap_or_default(), unix_seconds })
    }
}

/// A whole number, written as one or as text.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// An account's id: `user123` since 2021, a number before.
fn account(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| Some(value.as_i64()?.to_string()))
}

/// Takes a message's object apart; `None` without an id.
pub fn message(
    object: Map<String, Value>,
    ordinal: u64,
    bytes: Range<usize>,
    place: Place,
    context: &mut Context,
) -> Option<Message> {
    let mut members = Members { object, place, problems: context.problems };
    let id = members.take("id", whole)?;
    let kind = match members.text("type").as_deref() {
        Some("service") => MessageKind::Service(members.text("action").unwrap_or_default()),
        Some("message") | None => MessageKind::Message,
        Some(other) => MessageKind::Service(other.to_owned()),
    };
    let sent = members.moment("date", "date_unixtime");
    let edited = members.moment("edited", "edited_unixtime");
    let name = members.text("from").or_else(|| members.text("actor"));
    let sender_account = members.take("from_id", account).or_else(|| members.take("actor_id", account));
    let sender = (name.is_some() || sender_account.is_some()).then(|| {
        context.pseudonyms.handle(Part::Sender, sender_account.as_deref(), &name.unwrap_or_default())
    });
    let origin = members.text("forwarded_from");
    let origin_account = members.take("forwarded_from_id", account);
    let forwarded_from = (origin.is_some() || origin_account.is_some()).then(|| {
        context.pseudonyms.handle(Part::Origin, origin_account.as_deref(), &origin.unwrap_or_default())
    });
    let reply_to = members.take("reply_to_message_id", whole).map(|id| Reply { id, ordinal: None });
    let (text, runs) = text(&mut members);
    let attachments = attachments(&mut members, context.media);
    if sent.as_ref().is_none_or(|sent| sent.unix_seconds.is_none()) {
        no_time(&mut members, sent.as_ref());
    }
    let sent = sent.unwrap_or(Moment { written: String::new(), unix_seconds: None });
    let other = members.object;
    Some(Message {
        ordinal,
        id,
        bytes,
        kind,
        sent,
        edited,
        sender,
        forwarded_from,
        reply_to,
        text,
        runs,
        attachments,
        other,
    })
}

fn no_time(members: &mut Members, sent: Option<&Moment>) {
    let written = sent.map_or("", |sent| sent.written.as_str());
    let detail = if written.is_empty() {
        "the message has no time"
    } else {
        "the time is local to the computer that exported, in a zone that is not known"
    };
    let hint = "Ask where the export was made, or export again with a current version.";
    members.problems.warning(members.place, "date-not-understood", "date", written, said(detail, hint));
}

/// The whole text and its pieces: `text_entities` where they add up to `text`, the pieces of `text` otherwise.
fn text(members: &mut Members) -> (String, Vec<Run>) {
    let written = members.take("text", pieces).unwrap_or_default();
    let whole: String = written.iter().map(|run| run.text.as_str()).collect();
    let Some(entities) = members.take("text_entities", pieces) else { return (whole, written) };
    let sum: String = entities.iter().map(|run| run.text.as_str()).collect();
    if sum == whole || written.is_empty() {
        return (sum, entities);
    }
    let detail = "text and text_entities say different things; text is kept";
    let hint = "Look at the message's object in the file.";
    members.problems.warning(
        members.place,
        "field-not-understood",
        "text_entities",
        &sum,
        said(detail, hint),
    );
    (whole, written)
}

/// A text, or an array of texts and of objects with a text.
fn pieces(value: &Value) -> Option<Vec<Run>> {
    let plain = |text: &str| Run { kind: "plain".to_owned(), text: text.to_owned(), other: Map::new() };
    match value {
        Value::String(text) if text.is_empty() => Some(Vec::new()),
        Value::String(text) => Some(vec![plain(text)]),
        Value::Array(items) => items
            .iter()
            .map(|item| match item {
                Value::String(text) => Some(plain(text)),
                Value::Object(object) => {
                    let text = object.get("text")?.as_str()?.to_owned();
                    let kind = object.get("type")?.as_str()?.to_owned();
                    let mut other = object.clone();
                    other.retain(|name, _| name != "text" && name != "type");
                    Some(Run { kind, text, other })
                }
                _ => None,
            })
            .collect(),
        _ => None,
    }
}

fn attachments(members: &mut Members, media: &mut MediaIndex) -> Vec<Attachment> {
    let mut found = Vec::new();
    for role in FILES {
        let Some(path) = members.text(role) else { continue };
        let mut link = media.link_tail(&path);
        // "(File not included. Change data exporting settings to download.)" in the exporter's language.
        let is_notice = path.starts_with('(') && path.ends_with(')');
        if link == Link::Missing && is_notice {
            link = Link::NotIncluded;
        }
        let hint = "Look for it where the export came from; the message stands without it.";
        let (code, detail) = match link {
            Link::Entry(_) => {
                found.push(Attachment { name: Some(path), role, link });
                continue;
            }
            Link::NotIncluded => ("attachment-not-included", "the export says that it left the file out"),
            Link::Missing => ("attachment-missing", "the file that the message names did not come along"),
            Link::Doubtful => {
                ("attachment-missing", "more than one file has the name that the message gives")
            }
        };
        members.problems.warning(members.place, code, role, &path, said(detail, hint));
        found.push(Attachment { name: (!is_notice).then_some(path), role, link });
    }
    found
}
