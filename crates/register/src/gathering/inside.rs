//! Looking into items that are here already: what an archive, a chat's text, a mail or a capture of the web holds comes
//! in as from a folder. For whoever sends files through a page, where no folder lies on the server's disk. Start at
//! [`Register::look_inside`].

use super::chat::{ChatFile, read_chat};
use super::walk::{self, ChatForm, Found, Holds};
use super::{Container, Gathered, Gathering, capture};
use crate::error::{Error, Result};
use crate::item::OpenItem;
use crate::permission::Operation;
use crate::register::Register;
use crate::scope::Scope;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::{Item, body};
use domain::vocabulary::{Acquisition, ItemKind};
use domain::when::When;
use exchange::chat::MediaEntry;
use exchange::limits::CHAT_BYTES_MAX;
use serde_json::{Map, Value as Json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether an item of this media type and name may hold others; its bytes say whether it does.
pub fn may_hold(media_type: &str, file_name: &str) -> bool {
    let by_name = |extension: &str| {
        Path::new(file_name).extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
    };
    media_type == "application/zip"
        || by_name("zip")
        || by_name("wacz")
        || by_name("warc")
        || walk::of(b"From ", file_name) != Holds::Itself
}

impl Register {
    /// Takes in what these items hold. The others of `items` are what came together with a chat's text: the messages
    /// that sent them cite them, and date those that no other clock dates. `order` names no paths and no addresses.
    ///
    /// # Errors
    /// `not-permitted`; `not-found` where an item is closed or not there; `nothing-inside` where none holds others;
    /// from the vault, the keyring or the database. What was acknowledged is there.
    pub async fn look_inside(
        &self,
        order: &Gathering<'_>,
        scope: Scope,
        items: &[RecordId],
    ) -> Result<Gathered> {
        let permit = self.permit(order.reason.actor, order.project).await?;
        permit.require(Operation::Collect)?;
        if items.len() > crate::limits::LOOKED_INTO_MAX {
            return crate::team::refuse("too-many-given", "item");
        }
        let mut all = Vec::new();
        for id in items {
            let open = Arc::new(self.item_bytes(order.reason.actor, scope, *id).await?);
            all.push((found(open)?, *id));
        }
        let (guides, beside): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(found, _)| found.holds != Holds::Itself);
        if guides.is_empty() {
            return crate::team::refuse("nothing-inside", "item");
        }
        let mut gathered = Gathered::default();
        let chats = guides.iter().filter(|(found, _)| matches!(found.holds, Holds::Chat(_))).count();
        let acquired = self.moment()?;
        for (found, id) in &guides {
            let told = match found.holds {
                Holds::Chat(form) => {
                    // Of two chats sent together nobody can say which of them a file came with.
                    let beside = if chats == 1 { beside.as_slice() } else { &[] };
                    self.open_chat_item(order, (form, found, *id), beside, &mut gathered).await
                }
                _ => self.open_item(order, &acquired, (found, *id), &mut gathered).await,
            };
            match told {
                Ok(()) => {}
                Err(Error::Exchange(error)) => gathered.trouble(&found.name, error.code(), &error),
                Err(error) => return Err(error),
            }
        }
        Ok(gathered)
    }

    async fn open_item(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        (found, id): (&Found, RecordId),
        gathered: &mut Gathered,
    ) -> Result<()> {
        let container = |acquisition| Container { id, acquisition };
        match found.holds {
            Holds::Archive => {
                self.open_archive(order, acquired, found, container(Acquisition::InArchive), gathered).await
            }
            Holds::Mail | Holds::Mailbox => {
                self.open_mail(order, acquired, found, container(Acquisition::InMail), gathered).await
            }
            Holds::Warc | Holds::Wacz => {
                let mut read = Item::coming(Acquisition::InWebCapture, acquired.clone(), &found.name);
                let opened = capture::read(found, &mut read, gathered)?;
                self.note_on(order, id, &read).await?;
                let inside = container(Acquisition::InWebCapture);
                self.take_captured(order, acquired, (found, inside), opened, gathered).await
            }
            Holds::List(_) => {
                let detail = "its files are found beside it in a folder";
                gathered.trouble(&found.name, "gathered-from-a-folder", &detail);
                Ok(())
            }
            Holds::Chat(_) | Holds::Itself => Ok(()),
        }
    }

    /// A chat's text that is an item: the files sent together with it are items of their own.
    async fn open_chat_item(
        &self,
        order: &Gathering<'_>,
        (form, found, id): (ChatForm, &Found, RecordId),
        beside: &[(Found, RecordId)],
        gathered: &mut Gathered,
    ) -> Result<()> {
        let bytes = found.whole(CHAT_BYTES_MAX)?;
        let media: Vec<MediaEntry> = beside
            .iter()
            .map(|(file, _)| MediaEntry { name: file.name.clone(), bytes: file.size_bytes() })
            .collect();
        let file = ChatFile { form, name: found.name.clone(), id };
        let chat = read_chat(order, &file, &bytes, &media, gathered)?;
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        for (at, (file, id)) in beside.iter().enumerate() {
            let mut dated = Item::coming(Acquisition::Upload, self.moment()?, &file.name);
            chat.date(at, &mut dated);
            work.note_where_unknown(*id, file, &dated).await?;
        }
        work.commit().await?;
        let files: Vec<Option<RecordId>> = beside.iter().map(|(_, id)| Some(*id)).collect();
        let sha256 = evidence::vault::Digest::of(&bytes).to_string();
        self.keep_messages(order, &chat.of(id, &sha256), &files, gathered).await
    }

    /// Notes on an item what its own lists say of it.
    async fn note_on(&self, order: &Gathering<'_>, id: RecordId, read: &Item) -> Result<()> {
        let mut fields = body(read);
        fields.retain(|field, _| {
            ["stated", "stated_check", "stated_check_words", "url"].contains(&field.as_str())
        });
        fields.insert("kind".to_owned(), Json::from(ItemKind::WebCapture.slug()));
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        work.note_fields(id, fields).await?;
        work.commit().await.map(drop)
    }
}

impl Work<'_> {
    /// Dates a file by the message that sent it, where nothing else dates it.
    async fn note_where_unknown(&mut self, id: RecordId, file: &Found, dated: &Item) -> Result<()> {
        let is_dated = file.item.as_ref().is_some_and(|item| item.record.body.contains_key("made"));
        if is_dated || dated.made.is_none() {
            return Ok(());
        }
        let fields: Map<String, Json> = body(dated)
            .into_iter()
            .filter(|(field, _)| ["made", "made_basis"].contains(&field.as_str()))
            .collect();
        self.note_fields(id, fields).await
    }

    /// Sets fields of an item as it stands now.
    async fn note_fields(&mut self, id: RecordId, fields: Map<String, Json>) -> Result<()> {
        let stored = self.stored(Kind::Item, id.0).await?;
        let seen: Vec<ActId> =
            stored.seen(fields.keys().map(String::as_str)).into_iter().map(ActId).collect();
        self.change(Kind::Item, id, fields, &seen).await.map(drop)
    }
}

/// What an item's first bytes and its name say that it holds.
fn found(item: Arc<OpenItem>) -> Result<Found> {
    let mut start = Vec::new();
    let name = item.record.text("file_name").unwrap_or_default().to_owned();
    let mut part = item.part(0, evidence::limits::KIND_BYTES as u64)?;
    std::io::Read::read_to_end(&mut part, &mut start).map_err(Error::file(&PathBuf::from(&name)))?;
    let holds = walk::of(&start, &name);
    Ok(Found { path: PathBuf::from(&name), item: Some(item), name, holds, beside: None })
}
