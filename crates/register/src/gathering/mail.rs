//! Mail: each message a report, each attachment an item found in it.

use super::messages::{Messages, Said};
use super::walk::{Found, Holds};
use super::{Container, Gathered, Gathering};
use crate::error::Result;
use crate::register::Register;
use domain::id::RecordId;
use domain::record::{Item, RawRow};
use domain::vocabulary::{AccessLabel, ClockBasis};
use domain::when::{When, Zone};
use exchange::limits::MAIL_BYTES_MAX;
use exchange::mail::{self, Mail, Message, Role};
use std::collections::HashMap;

impl Register {
    pub(super) async fn open_mail(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        found: &Found,
        container: Container,
        gathered: &mut Gathered,
    ) -> Result<()> {
        let bytes = found.whole(MAIL_BYTES_MAX)?;
        let read = match found.holds {
            Holds::Mailbox => mail::read_mailbox(&bytes, &found.name)?,
            _ => mail::read_message(&bytes, &found.name)?,
        };
        let (said, attached) = told(&read, &bytes, found.holds == Holds::Mailbox);
        gathered.problems(read.problems);
        let mut items: Vec<Item> = Vec::new();
        for one in &attached {
            let mut item = order.inside(container, acquired, &one.name);
            item.made.clone_from(&one.when);
            item.made_basis = one.when.as_ref().map(|_| ClockBasis::Sender);
            items.push(item);
        }
        let names: Vec<String> = attached.iter().map(|one| one.name.clone()).collect();
        let contents: Vec<Vec<u8>> = attached.into_iter().map(|one| one.content).collect();
        let taking = order.taking(order.label.unwrap_or(AccessLabel::Team));
        let arrived = self
            .take_in(taking, move |filling| {
                contents
                    .into_iter()
                    .zip(items)
                    .try_for_each(|(content, item)| filling.add(&mut content.as_slice(), item))
            })
            .await?;
        for (name, arrived) in names.iter().zip(&arrived) {
            gathered.note(format!("{}/{name}", found.name), arrived);
        }
        let files: Vec<Option<RecordId>> = arrived.iter().map(|arrived| Some(arrived.id)).collect();
        let sha256 = evidence::vault::Digest::of(&bytes).to_string();
        let messages = Messages { item: container.id, name: format!("mail {}", &sha256[..8]), said };
        self.keep_messages(order, &messages, &files, gathered).await
    }
}

/// A file that came with a mail.
struct Attached {
    name: String,
    content: Vec<u8>,
    when: Option<When>,
}

fn told(read: &Mail, bytes: &[u8], is_mailbox: bool) -> (Vec<Said>, Vec<Attached>) {
    let (mut said, mut attached) = (Vec::new(), Vec::new());
    let mut senders: HashMap<String, usize> = HashMap::new();
    for message in &read.messages {
        let own = bytes.get(message.bytes.clone()).unwrap_or_default();
        let own = if is_mailbox { mail::unquoted(own) } else { own.into() };
        let when = message.date.as_ref().and_then(moment);
        let from = message.from.first().and_then(|from| from.address.clone().or_else(|| from.name.clone()));
        let next = senders.len() + 1;
        let number = *senders.entry(from.unwrap_or_default()).or_insert(next);
        let first = attached.len();
        for part in message.parts.iter().filter(|part| part.role == Role::Attachment) {
            let Some(content) = mail::content(&own, part) else { continue };
            let name = part.name.clone().unwrap_or_else(|| format!("part {}", part.number));
            attached.push(Attached { name, content: content.into_owned(), when: when.clone() });
        }
        said.push(Said {
            number: message.ordinal.to_string(),
            sender: format!("Writer {number}"),
            form: "mail",
            title: message.subject.clone(),
            when,
            words: words(message),
            files: (first..attached.len()).collect(),
            raw: raw(message),
        });
    }
    (said, attached)
}

fn moment(date: &mail::Date) -> Option<When> {
    let words = Some(date.written.clone());
    let Some(seconds) = date.unix_seconds() else {
        let text = date.local?.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        return When::from_edtf(&text, Zone::Unknown, None, words).ok();
    };
    let text = jiff::Timestamp::from_second(seconds).ok()?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    When::from_edtf(&text, Zone::Utc, None, words).ok()
}

/// The text to be read; HTML only where there is none, as its source.
fn words(message: &Message) -> String {
    let of =
        |role: Role| message.parts.iter().find(|part| part.role == role).and_then(|part| part.text.clone());
    of(Role::Text).or_else(|| of(Role::Html)).unwrap_or_default()
}

fn raw(message: &Message) -> RawRow {
    let ids = [("message_id", message.message_id.clone()), ("answers", message.in_reply_to.first().cloned())];
    ids.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?))).collect()
}
