//! A chat export read: its messages and what dates the files that came with them.

use super::messages::{Messages, Said};
use super::walk::{ChatForm, Found};
use super::{Container, Gathered, Gathering};
use crate::error::Result;
use crate::register::Register;
use domain::id::RecordId;
use domain::record::{Item, RawRow};
use domain::vocabulary::{Acquisition, ClockBasis};
use domain::when::{When, Zone};
use exchange::chat::whatsapp::Precision;
use exchange::chat::{Attachment, Link, MediaEntry, telegram, whatsapp};
use exchange::limits::CHAT_BYTES_MAX;
use std::collections::BTreeMap;

/// A chat's text.
pub(super) struct ChatFile {
    pub form: ChatForm,
    pub name: String,
    pub id: RecordId,
}

/// A chat, read.
pub(super) struct ReadChat {
    said: Vec<Said>,
    dated: BTreeMap<usize, When>,
}

impl ReadChat {
    /// Dates a file by the message that sent it.
    pub fn date(&self, at: usize, item: &mut Item) {
        if let Some(when) = self.dated.get(&at) {
            item.made = Some(when.clone());
            item.made_basis = Some(ClockBasis::Sender);
        }
    }

    /// Its messages, as those of the item that holds them.
    pub fn of(self, item: RecordId, sha256: &str) -> Messages {
        Messages { item, name: format!("chat {}", &sha256[..8]), said: self.said }
    }
}

impl Register {
    /// A chat export in a folder: the files beside its text are items found in it.
    pub(super) async fn open_chat_folder(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        (file, found): (&ChatFile, &Found),
        beside: &[&Found],
        gathered: &mut Gathered,
    ) -> Result<()> {
        let bytes = found.whole(CHAT_BYTES_MAX)?;
        let folder = found.path.parent().unwrap_or(&found.path);
        let inside = |found: &Found| {
            found.path.strip_prefix(folder).unwrap_or(&found.path).to_string_lossy().into_owned()
        };
        let media: Vec<MediaEntry> = beside
            .iter()
            .map(|found| MediaEntry { name: inside(found), bytes: found.size_bytes() })
            .collect();
        let chat = read_chat(order, file, &bytes, &media, gathered)?;
        let container = Container { id: file.id, acquisition: Acquisition::InChat };
        let items = beside.iter().enumerate().map(|(at, found)| {
            let mut item = order.inside(container, acquired, &inside(found));
            chat.date(at, &mut item);
            item
        });
        let (items, names): (Vec<Item>, Vec<String>) =
            (items.collect(), beside.iter().map(|found| found.name.clone()).collect());
        let paths = beside.iter().map(|found| found.path.clone()).collect();
        // What the chat's text is closed to, the files found in it are too: they rest on it.
        let taking = order.taking(order.label.unwrap_or(domain::vocabulary::AccessLabel::Team));
        let arrived = self.take_paths(taking, paths, items, &names, gathered).await?;
        for (name, arrived) in names.into_iter().zip(&arrived) {
            if let Some(arrived) = arrived {
                gathered.note(name, arrived);
            }
        }
        let files: Vec<Option<RecordId>> =
            arrived.iter().map(|arrived| arrived.as_ref().map(|one| one.id)).collect();
        let sha256 = evidence::vault::Digest::of(&bytes).to_string();
        self.keep_messages(order, &chat.of(file.id, &sha256), &files, gathered).await
    }
}

/// Reads a chat export's bytes.
pub(super) fn read_chat(
    order: &Gathering<'_>,
    file: &ChatFile,
    bytes: &[u8],
    media: &[MediaEntry],
    gathered: &mut Gathered,
) -> Result<ReadChat> {
    let (said, problems): (Vec<Said>, _) = match file.form {
        ChatForm::WhatsApp => {
            let export = whatsapp::read(bytes, &file.name, media, None)?;
            let said = export.messages.iter().filter_map(|one| of_whatsapp(one, &order.zone)).collect();
            (said, export.problems)
        }
        ChatForm::Telegram => {
            let export = telegram::read(bytes, &file.name, media)?;
            let several = export.chats.len() > 1;
            let chats = export.chats.iter().enumerate();
            let said = chats.flat_map(|(at, chat)| {
                let prefix = if several { format!("{}.", at + 1) } else { String::new() };
                chat.messages.iter().filter_map(move |one| of_telegram(one, &prefix))
            });
            (said.collect(), export.problems)
        }
    };
    gathered.problems(problems);
    Ok(ReadChat { dated: dated(&said), said })
}

fn dated(said: &[Said]) -> BTreeMap<usize, When> {
    let mut dated = BTreeMap::new();
    for one in said {
        if let Some(when) = &one.when {
            for at in &one.files {
                dated.entry(*at).or_insert_with(|| when.clone());
            }
        }
    }
    dated
}

fn files(attachments: &[Attachment]) -> Vec<usize> {
    let entry = |attachment: &Attachment| match attachment.link {
        Link::Entry(at) => Some(at),
        Link::NotIncluded | Link::Missing | Link::Doubtful => None,
    };
    attachments.iter().filter_map(entry).collect()
}

fn of_whatsapp(message: &whatsapp::Message, zone: &Zone) -> Option<Said> {
    let sender = message.sender?;
    let is_deleted = message.kind == whatsapp::MessageKind::Deleted;
    let when = message.local.and_then(|local| {
        let text = match message.precision {
            Precision::Minute => local.strftime("%Y-%m-%dT%H:%M").to_string(),
            Precision::Second => local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        };
        When::from_edtf(&text, zone.clone(), None, Some(message.written_time.clone())).ok()
    });
    let mut raw = RawRow::from([("line".to_owned(), message.line.to_string())]);
    raw.insert("written_time".to_owned(), message.written_time.clone());
    if message.is_edited {
        raw.insert("edited".to_owned(), "yes".to_owned());
    }
    Some(Said {
        number: message.ordinal.to_string(),
        sender: sender.to_string(),
        form: if is_deleted { "deleted message" } else { "message" },
        title: None,
        when,
        words: message.text.clone(),
        files: files(&message.attachments),
        raw,
    })
}

fn of_telegram(message: &telegram::Message, prefix: &str) -> Option<Said> {
    let sender = message.sender?;
    if message.kind != telegram::MessageKind::Message {
        return None;
    }
    let when = match message.sent.unix_seconds {
        Some(seconds) => jiff::Timestamp::from_second(seconds).ok().and_then(|at| {
            let text = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            When::from_edtf(&text, Zone::Utc, None, Some(message.sent.written.clone())).ok()
        }),
        None => When::from_edtf(&message.sent.written, Zone::Unknown, None, None).ok(),
    };
    let mut raw = RawRow::from([("id".to_owned(), message.id.to_string())]);
    raw.insert("written_time".to_owned(), message.sent.written.clone());
    if let Some(reply) = message.reply_to {
        raw.insert("answers".to_owned(), reply.id.to_string());
    }
    if let Some(origin) = message.forwarded_from {
        raw.insert("forwarded_from".to_owned(), origin.to_string());
    }
    if let Some(edited) = &message.edited {
        raw.insert("edited".to_owned(), edited.written.clone());
    }
    Some(Said {
        number: format!("{prefix}{}", message.ordinal),
        sender: sender.to_string(),
        form: "message",
        title: None,
        when,
        words: message.text.clone(),
        files: files(&message.attachments),
        raw,
    })
}
