//! Captures of web pages: a WARC or WACZ file, and every file captured in it as an item of its own with the address it
//! was captured from, the answer of the server and the verdict on the digest that is stated for it.
//!
//! A captured page may be an error page: what the server answered is kept as it was said. Start at
//! [`Register::take_captures`].

use super::walk::{Found, Holds};
use super::{Container, Gathered, Gathering, stated};
use crate::error::Result;
use crate::item::Filling;
use crate::limits::ADDRESS_BYTES_MAX;
use crate::register::Register;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition};
use domain::when::When;
use exchange::archive::Archive;
use exchange::limits::WARC_BYTES_MAX;
use exchange::web_capture::body::Bodies;
use exchange::web_capture::wacz::{self, Signature, Wacz};
use exchange::web_capture::warc::{self, Record, Warc};
use std::io::Cursor;

/// A file of captures, opened.
pub(super) struct Opened {
    bytes: Vec<u8>,
    /// The WARC files in it, by their names; one without a name where it is one itself.
    captures: Vec<(Option<String>, Warc)>,
}

/// A record that captured a file, and where.
struct Captured {
    warc: Option<String>,
    record: Record,
}

impl Register {
    /// Takes captures in, each with what it holds. What cannot be read is kept as a file all the same.
    pub(super) async fn take_captures(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        files: Vec<Found>,
        gathered: &mut Gathered,
    ) -> Result<()> {
        for found in files {
            let mut item = order.item(Acquisition::Folder, acquired, &found.file_name(), found.holds);
            let read = match read(&found, &mut item, gathered) {
                Ok(read) => Some(read),
                Err(crate::Error::Exchange(error)) => {
                    gathered.trouble(&found.name, error.code(), &error);
                    None
                }
                Err(crate::Error::File { path, source }) => {
                    gathered.trouble(&path, "file", &source);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let names = [found.name.clone()];
            let taking = order.taking(order.label.unwrap_or(AccessLabel::Team));
            let paths = vec![found.path.clone()];
            let arrived = self.take_paths(taking, paths, vec![item], &names, gathered).await?;
            let Some(Some(arrived)) = arrived.into_iter().next() else { continue };
            gathered.note(found.name.clone(), &arrived);
            let container = Container { id: arrived.id, acquisition: Acquisition::InWebCapture };
            if let Some(read) = read {
                self.take_captured(order, acquired, (&found, container), read, gathered).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn take_captured(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        (found, container): (&Found, Container),
        read: Opened,
        gathered: &mut Gathered,
    ) -> Result<()> {
        let Opened { bytes, captures } = read;
        let captured: Vec<Captured> = captures
            .into_iter()
            .flat_map(|(warc, read)| read.records.into_iter().map(move |record| (warc.clone(), record)))
            .filter(|(_, record)| record.is_capture())
            .map(|(warc, record)| Captured { warc, record })
            .collect();
        let items: Vec<Item> = captured.iter().map(|one| item(order, container, acquired, one)).collect();
        let names: Vec<String> = items
            .iter()
            .map(|item| item.url.clone().or_else(|| item.path.clone()).unwrap_or_default())
            .collect();
        let count = captured.len();
        let (teller, told) = std::sync::mpsc::channel();
        let taking = order.taking(order.label.unwrap_or(AccessLabel::Team));
        let file = found.name.clone();
        let arrived = self
            .take_in(taking, move |filling| {
                let mut adding = Adding { bytes: &bytes, file: &file, refused: &teller };
                adding.add(captured, items, filling)
            })
            .await?;
        let refused: std::collections::BTreeSet<usize> = told.into_iter().collect();
        let mut arrived = arrived.iter();
        for (at, name) in names.iter().enumerate().take(count) {
            if refused.contains(&at) {
                gathered.trouble(name, "archive-entry-broken", &"what was captured cannot be unpacked");
            } else if let Some(arrived) = arrived.next() {
                gathered.note(format!("{}/{name}", found.name), arrived);
            }
        }
        Ok(())
    }
}

/// Adds what was captured, WARC by WARC, so that no more than one of them is unpacked at a time.
struct Adding<'a> {
    bytes: &'a [u8],
    file: &'a str,
    refused: &'a std::sync::mpsc::Sender<usize>,
}

impl Adding<'_> {
    fn add(&mut self, captured: Vec<Captured>, items: Vec<Item>, filling: &mut Filling<'_>) -> Result<()> {
        let mut all = captured.into_iter().zip(items).enumerate().peekable();
        while let Some((_, (first, _))) = all.peek() {
            let warc = first.warc.clone();
            let unpacked = warc.as_deref().map(|name| self.unpacked(name)).transpose()?;
            let mut bodies = Bodies::of(unpacked.as_deref().unwrap_or(self.bytes));
            while let Some((at, (one, item))) = all.next_if(|(_, (one, _))| one.warc == warc) {
                match bodies.body(&one.record) {
                    Some(body) => filling.add(&mut body.as_slice(), item)?,
                    // Whoever listens has gone only where the whole has ended.
                    None => {
                        let _heard = self.refused.send(at);
                    }
                }
            }
        }
        Ok(())
    }

    fn unpacked(&self, name: &str) -> Result<Vec<u8>> {
        let mut archive = Archive::open(Cursor::new(self.bytes), self.file)?;
        let content = archive.named(name).and_then(|entry| archive.content(&entry, WARC_BYTES_MAX));
        Ok(content.unwrap_or_default())
    }
}

pub(super) fn read(found: &Found, item: &mut Item, gathered: &mut Gathered) -> Result<Opened> {
    let bytes = whole(found)?;
    if found.holds == Holds::Wacz {
        let Wacz {
            captures,
            problems,
            resources,
            package_digest,
            signature,
            pages,
            title,
            created,
            software,
            ..
        } = wacz::read(&bytes, &found.name)?;
        gathered.problems(problems);
        let digests = resources.iter().map(|one| &one.digest).chain([&package_digest]);
        let (check, [agree, disagree, unchecked]) = stated::together(digests);
        item.stated_check = check;
        item.stated_check_words = Some(format!(
            "datapackage.json, datapackage-digest.json: {agree} = , {disagree} ≠, {unchecked} ?"
        ));
        item.url = pages.first().map(|page| page.url.clone());
        let signed = (signature == Signature::NotChecked).then(|| "not checked".to_owned());
        let said = [("title", title), ("created", created), ("software", software), ("signature", signed)];
        item.stated
            .extend(said.into_iter().filter_map(|(name, text)| Some((name.to_owned(), short(&text?)))));
        let captures = captures.into_iter().map(|(name, warc)| (Some(name), warc)).collect();
        return Ok(Opened { bytes, captures });
    }
    let mut warc = warc::read(&bytes, &found.name)?;
    gathered.problems(std::mem::take(&mut warc.problems));
    let (check, [agree, disagree, unchecked]) = stated::together(
        warc.records.iter().filter(|one| one.kind != "revisit").map(|one| &one.block_digest),
    );
    item.stated_check = check;
    item.stated_check_words = Some(format!("WARC-Block-Digest: {agree} =, {disagree} ≠, {unchecked} ?"));
    Ok(Opened { bytes, captures: vec![(None, warc)] })
}

/// A text that a stranger wrote, shortened.
fn short(text: &str) -> String {
    text.chars().take(evidence::limits::STATED_CHARS_MAX).collect()
}

fn whole(found: &Found) -> Result<Vec<u8>> {
    let bytes = found.whole(WARC_BYTES_MAX)?;
    if bytes.len() as u64 > WARC_BYTES_MAX {
        return Err(exchange::error::Error::IntakeTooLarge { bytes_max: WARC_BYTES_MAX }.into());
    }
    Ok(bytes)
}

/// What is known of a captured file before its bytes are kept. When it was captured is not when it was made.
fn item(order: &Gathering<'_>, container: Container, acquired: &When, captured: &Captured) -> Item {
    let Captured { warc, record } = captured;
    let inside = warc.as_deref().map_or_else(String::new, |warc| format!("{warc} "));
    let mut item = order.inside(container, acquired, &format!("{inside}#{}", record.ordinal));
    item.url = record.target.clone().filter(|target| is_address(target));
    let last = item.url.as_deref().and_then(last_step);
    item.file_name = last.or(item.file_name);
    stated::note(
        &mut item,
        &[("WARC-Payload-Digest", &record.payload_digest), ("WARC-Block-Digest", &record.block_digest)],
    );
    let said = [
        ("captured", record.date.as_deref().map(short)),
        ("http-status", record.status.map(|status| status.to_string())),
        ("captured-as", record.target.as_deref().filter(|_| item.url.is_none()).map(short)),
    ];
    item.stated.extend(said.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))));
    item
}

/// Whether a text is an address of the web; a shortened one would be another's.
pub(super) fn is_address(target: &str) -> bool {
    (target.starts_with("https://") || target.starts_with("http://"))
        && target.len() <= ADDRESS_BYTES_MAX
        && !target.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

/// The last step of an address's path, without its query.
fn last_step(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?.splitn(4, '/').nth(3)?;
    path.rsplit('/').next().filter(|step| !step.is_empty()).map(str::to_owned)
}
