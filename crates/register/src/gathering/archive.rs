//! A zip's files as items of their own; a chat export inside is read as one.

use super::chat::{ChatFile, read_chat};
use super::held::Held;
use super::proof::Proofs;
use super::walk::{self, Found, Holds};
use super::{Container, Gathered, Gathering};
use crate::error::Result;
use crate::item::{Arrived, Filling};
use crate::register::Register;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::AccessLabel;
use domain::when::When;
use exchange::archive::{Archive, Entry};
use exchange::chat::MediaEntry;
use exchange::limits::{ARCHIVE_BYTES_MAX, CHAT_BYTES_MAX};
use std::io::{self, PipeReader, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// An entry that came through a pipe: its end is an error unless all of it was given.
struct Piped<'a> {
    pipe: PipeReader,
    is_whole: &'a AtomicBool,
}

impl Read for Piped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.pipe.read(buffer)?;
        if read == 0 && !buffer.is_empty() && !self.is_whole.load(Ordering::Acquire) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the entry cannot be unpacked whole"));
        }
        Ok(read)
    }
}

impl Register {
    pub(super) async fn open_archive(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        found: &Found,
        container: Container,
        gathered: &mut Gathered,
    ) -> Result<()> {
        let mut archive = Archive::open(found.open()?, &found.name)?;
        let entries: Vec<Entry> = archive.entries().to_vec();
        let chat = chat_inside(&mut archive, &entries);
        let media: Vec<MediaEntry> = entries.iter().map(MediaEntry::from).collect();
        let read = match &chat {
            Some((at, form, bytes)) => {
                let file = ChatFile { form: *form, name: entries[*at].name.clone(), id: container.id };
                Some((*at, read_chat(order, &file, bytes, &media, gathered)?))
            }
            None => None,
        };
        let proofs = Proofs::inside(found, &entries, gathered)?;
        let items: Vec<Item> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| {
                let mut item = order.inside(container, acquired, &entry.name);
                if let Some((_, chat)) = &read {
                    chat.date(at, &mut item);
                }
                if let Some(proofs) = &proofs {
                    proofs.note(entry, &mut item);
                }
                item
            })
            .collect();
        let label = if read.is_some() { AccessLabel::Sensitive } else { AccessLabel::Team };
        let taking = order.taking(order.label.unwrap_or(label));
        let (arrived, problems) = self.take_entries(taking, archive, entries.clone(), items).await?;
        gathered.problems(problems);
        if read.is_some() && order.label.is_none() {
            self.close_container(order, container.id, label).await?;
        }
        for (entry, arrived) in entries.iter().zip(&arrived) {
            if let Some(arrived) = arrived {
                gathered.note(format!("{}/{}", found.name, entry.name), arrived);
            }
        }
        if let Some((at, chat)) = read
            && let Some(text) = arrived.get(at).and_then(Option::as_ref)
        {
            let files: Vec<_> = arrived.iter().map(|arrived| arrived.as_ref().map(|one| one.id)).collect();
            self.keep_messages(order, &chat.of(text.id, &text.sha256), &files, gathered).await?;
        }
        Ok(())
    }

    /// Closes an archive as far as what was found in it: its own bytes hold all of that.
    async fn close_container(&self, order: &Gathering<'_>, id: RecordId, label: AccessLabel) -> Result<()> {
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        work.close_new(Kind::Item, id, label).await?;
        work.commit().await.map(drop)
    }

    async fn take_entries(
        &self,
        order: crate::item::TakeIn<'_>,
        archive: Archive<Held>,
        entries: Vec<Entry>,
        items: Vec<Item>,
    ) -> Result<(Vec<Option<Arrived>>, Vec<exchange::problem::Problem>)> {
        let count = entries.len();
        let (teller, told) = std::sync::mpsc::channel();
        let (problems, heard) = std::sync::mpsc::channel();
        let arrived = self
            .take_in(order, move |filling| {
                let mut archive = archive;
                for (at, (entry, item)) in entries.iter().zip(items).enumerate() {
                    if !add_entry(&mut archive, entry, filling, item)? {
                        let _heard = teller.send(at);
                    }
                }
                let _heard = problems.send(archive.into_problems());
                Ok(())
            })
            .await?;
        let refused: std::collections::BTreeSet<usize> = told.into_iter().collect();
        let mut arrived = arrived.into_iter();
        let all = (0..count).map(|at| if refused.contains(&at) { None } else { arrived.next() }).collect();
        Ok((all, heard.into_iter().flatten().collect()))
    }
}

/// The first entry that is a chat's text, with its bytes.
fn chat_inside(archive: &mut Archive<Held>, entries: &[Entry]) -> Option<(usize, walk::ChatForm, Vec<u8>)> {
    entries.iter().enumerate().find_map(|(at, entry)| match walk::of(b"", &entry.name) {
        Holds::Chat(form) => Some((at, form, archive.content(entry, CHAT_BYTES_MAX)?)),
        _ => None,
    })
}

/// Adds one entry, unpacked in a thread of its own; `false` where it cannot be unpacked, and then nothing of it is
/// kept.
fn add_entry(
    archive: &mut Archive<Held>,
    entry: &Entry,
    filling: &mut Filling<'_>,
    item: Item,
) -> Result<bool> {
    let (pipe, mut into) = io::pipe().map_err(|error| crate::Error::Evidence(error.into()))?;
    let is_whole = AtomicBool::new(false);
    let added = std::thread::scope(|scope| {
        scope.spawn(|| {
            let whole = archive.each_piece(entry, ARCHIVE_BYTES_MAX, &mut |piece| {
                // Whoever reads has given up: the pieces that follow go nowhere.
                let _read = into.write_all(piece);
            });
            is_whole.store(whole, Ordering::Release);
            drop(into);
        });
        filling.add(&mut Piped { pipe, is_whole: &is_whole }, item)
    });
    match added {
        Ok(()) => Ok(true),
        Err(crate::Error::Evidence(evidence::Error::Source(_))) => Ok(false),
        Err(error) => Err(error),
    }
}
