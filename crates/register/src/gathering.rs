//! Taking in what lies in folders: files as they are, and what archives, chat exports and mail hold, as items of their
//! own with the messages as reports.
//!
//! Names and numbers of those who write stay inside the preserved file: a sender is a source called by a handle. A
//! second time adds nothing. Start at [`Register::gather`].

mod archive;
mod capture;
mod chat;
mod held;
mod inside;
mod list;
mod mail;
mod messages;
mod proof;
mod reference;
mod stated;
mod walk;

use crate::error::Result;
use crate::item::{Acknowledged, Arrived, Outcome, TakeIn};
use crate::register::Register;
use crate::work::Reason;
use chat::ChatFile;
use domain::id::{ItemId, ProjectId, RecordId, SourceId};
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition, ItemKind};
use domain::when::{When, Zone};
use reference::{Reference, Standing};
use serde::Serialize;
use std::fs::File;
use std::path::PathBuf;
use walk::{Found, Holds};

pub use inside::may_hold;

/// What is to be taken in.
pub struct Gathering<'a> {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Addresses of the web, which are kept as references; nothing is fetched.
    pub addresses: Vec<String>,
    /// Who and why.
    pub reason: Reason,
    /// Where.
    pub project: ProjectId,
    /// The label of everything; where none is said, chats and mail are sensitive and the rest is the team's.
    pub label: Option<AccessLabel>,
    /// Who it comes from.
    pub source: Option<SourceId>,
    /// The zone in which a chat's clock is read.
    pub zone: Zone,
    /// Told what is there for good; items and bytes are counted anew for each container.
    pub progress: &'a (dyn Fn(&Acknowledged<'_>) + Sync),
}

/// One file that was found, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenIn {
    /// Its name below what was asked for, or inside its container.
    pub name: String,
    /// The item.
    pub item: String,
    /// Its digest.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
    /// Whether it is new here.
    pub is_new: bool,
}

/// Something that was not taken in, or that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// Which file.
    pub file: String,
    /// Stable code.
    pub code: String,
    /// What was found.
    pub detail: String,
    /// Whether something was left out.
    pub is_error: bool,
}

/// An address that is a reference now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Referred {
    /// The address.
    pub url: String,
    /// The report that refers to it.
    pub report: String,
    /// An item that was captured from it; without one only the address is kept.
    pub item: Option<String>,
    /// Whether it is new here.
    pub is_new: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gathered {
    /// Every file.
    pub items: Vec<TakenIn>,
    /// Addresses that are references.
    pub references: Vec<Referred>,
    /// Messages that became reports.
    pub reports: u64,
    /// Senders that became sources.
    pub sources: u64,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
}

impl Gathered {
    /// Items that were new.
    pub fn new_items(&self) -> usize {
        self.items.iter().filter(|item| item.is_new).count()
    }

    fn note(&mut self, name: String, arrived: &Arrived) {
        self.items.push(TakenIn {
            name,
            item: arrived.id.to_string(),
            sha256: arrived.sha256.clone(),
            size_bytes: arrived.size_bytes,
            is_new: arrived.outcome == Outcome::New,
        });
    }

    fn trouble(&mut self, file: &str, code: &str, detail: &dyn std::fmt::Display) {
        let (file, code) = (file.to_owned(), code.to_owned());
        self.troubles.push(Trouble { file, code, detail: detail.to_string(), is_error: true });
    }

    fn problems(&mut self, problems: Vec<exchange::problem::Problem>) {
        self.troubles.extend(problems.into_iter().map(|problem| Trouble {
            file: problem.file,
            code: problem.code.to_owned(),
            detail: problem.detail,
            is_error: problem.severity == exchange::table::Severity::Error,
        }));
    }
}

/// An item in which others were found.
#[derive(Clone, Copy)]
struct Container {
    id: RecordId,
    acquisition: Acquisition,
}

impl Gathering<'_> {
    fn label(&self, holds: Holds) -> AccessLabel {
        let least = match holds {
            Holds::Itself | Holds::Archive | Holds::Warc | Holds::Wacz | Holds::List(_) => AccessLabel::Team,
            Holds::Chat(_) | Holds::Mail | Holds::Mailbox => AccessLabel::Sensitive,
        };
        self.label.unwrap_or(least)
    }

    fn item(&self, acquisition: Acquisition, acquired: &When, name: &str, holds: Holds) -> Item {
        let mut item = Item::coming(acquisition, acquired.clone(), name);
        item.source = self.source;
        match holds {
            Holds::Itself => {}
            Holds::Archive => item.kind = ItemKind::Archive,
            Holds::Warc | Holds::Wacz => item.kind = ItemKind::WebCapture,
            Holds::List(_) => item.acquisition = Acquisition::CaptureTool,
            Holds::Chat(_) | Holds::Mail | Holds::Mailbox => item.kind = ItemKind::Message,
        }
        item
    }

    /// An item found inside another.
    fn inside(&self, container: Container, acquired: &When, path: &str) -> Item {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let mut item = self.item(container.acquisition, acquired, name, Holds::Itself);
        item.container = Some(ItemId(container.id.0));
        item.path = Some(path.to_owned());
        item
    }

    fn taking(&self, label: AccessLabel) -> TakeIn<'_> {
        let (reason, project, progress) = (self.reason.clone(), self.project, self.progress);
        TakeIn { reason, project, label, progress }
    }
}

impl Register {
    /// Takes in files and folders. What cannot be read is told and costs nothing else.
    ///
    /// # Errors
    /// `not-permitted`; from the disk of the vault, the keyring or the database. What was acknowledged is there.
    pub async fn gather(&self, order: &Gathering<'_>) -> Result<Gathered> {
        let mut gathered = Gathered::default();
        let found = walk::files(&order.paths, &mut gathered);
        let acquired = self.moment()?;
        let (whole, guided): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|found| found.beside.is_none());
        let is_capture = |found: &Found| matches!(found.holds, Holds::Warc | Holds::Wacz);
        let (captures, whole): (Vec<Found>, Vec<Found>) = whole.into_iter().partition(is_capture);
        let opening = self.take_files(order, &acquired, whole, &mut gathered).await?;
        self.take_captures(order, &acquired, captures, &mut gathered).await?;
        for (found, id) in opening {
            let container = |acquisition| Container { id, acquisition };
            let beside: Vec<&Found> =
                guided.iter().filter(|other| other.beside.as_ref() == Some(&found.path)).collect();
            let told = match found.holds {
                Holds::Itself | Holds::Warc | Holds::Wacz => Ok(()),
                Holds::Archive => {
                    let inside = container(Acquisition::InArchive);
                    self.open_archive(order, &acquired, &found, inside, &mut gathered).await
                }
                Holds::Chat(form) => {
                    let file = ChatFile { form, name: found.name.clone(), id };
                    self.open_chat_folder(order, &acquired, (&file, &found), &beside, &mut gathered).await
                }
                Holds::List(form) => {
                    let list = (&found, form, container(Acquisition::CaptureTool));
                    self.open_list(order, &acquired, list, &beside, &mut gathered).await
                }
                Holds::Mail | Holds::Mailbox => {
                    let inside = container(Acquisition::InMail);
                    self.open_mail(order, &acquired, &found, inside, &mut gathered).await
                }
            };
            match told {
                Ok(()) => {}
                Err(crate::Error::Exchange(error)) => gathered.trouble(&found.name, error.code(), &error),
                Err(crate::Error::File { path, source }) => gathered.trouble(&path, "file", &source),
                Err(error) => return Err(error),
            }
        }
        let pasted = |url: &String| Reference { url: url.clone(), standing: Standing::Unsaid, item: None };
        self.keep_references(order, order.addresses.iter().map(pasted).collect(), &mut gathered).await?;
        Ok(gathered)
    }

    /// Takes in files as they are, by label; gives those that hold others.
    async fn take_files(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        files: Vec<Found>,
        gathered: &mut Gathered,
    ) -> Result<Vec<(Found, RecordId)>> {
        let mut opening = Vec::new();
        for label in [AccessLabel::Team, AccessLabel::Sensitive, AccessLabel::Sealed] {
            let of_label: Vec<Found> =
                files.iter().filter(|found| order.label(found.holds) == label).cloned().collect();
            if of_label.is_empty() {
                continue;
            }
            let items = of_label
                .iter()
                .map(|found| order.item(Acquisition::Folder, acquired, &found.file_name(), found.holds))
                .collect();
            let paths = of_label.iter().map(|found| found.path.clone()).collect();
            let names: Vec<String> = of_label.iter().map(|found| found.name.clone()).collect();
            let taken = self.take_paths(order.taking(label), paths, items, &names, gathered).await?;
            for (found, arrived) in of_label.into_iter().zip(taken) {
                let Some(arrived) = arrived else { continue };
                gathered.note(found.name.clone(), &arrived);
                if found.holds != Holds::Itself {
                    opening.push((found, arrived.id));
                }
            }
        }
        Ok(opening)
    }

    /// Takes in files by their paths; `None` for one that could not be read.
    async fn take_paths(
        &self,
        order: TakeIn<'_>,
        paths: Vec<PathBuf>,
        items: Vec<Item>,
        names: &[String],
        gathered: &mut Gathered,
    ) -> Result<Vec<Option<Arrived>>> {
        let count = paths.len();
        let (teller, told) = std::sync::mpsc::channel();
        let arrived = self
            .take_in(order, move |filling| {
                for (at, (path, item)) in paths.into_iter().zip(items).enumerate() {
                    let added = match File::open(&path) {
                        Ok(mut file) => filling.add_file(&mut file, item),
                        Err(error) => Err(crate::Error::Evidence(evidence::Error::Source(error))),
                    };
                    match added {
                        Ok(()) => {}
                        // This file alone; whoever listens has gone only where the whole has ended.
                        Err(crate::Error::Evidence(evidence::Error::Source(error))) => {
                            let _heard = teller.send((at, error.to_string()));
                        }
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            })
            .await?;
        let refused: std::collections::BTreeMap<usize, String> = told.into_iter().collect();
        let mut arrived = arrived.into_iter();
        Ok((0..count)
            .map(|at| match refused.get(&at) {
                None => arrived.next(),
                Some(why) => {
                    gathered.trouble(&names[at], "evidence-source-unreadable", &why);
                    None
                }
            })
            .collect())
    }

    /// Now, by this machine's clock.
    ///
    /// # Errors
    /// `stored-data-damaged` where the clock gives no date.
    pub fn moment(&self) -> Result<When> {
        let second: String = self.now().chars().take("2026-11-01T10:00:00".len()).chain(['Z']).collect();
        When::from_edtf(&second, Zone::Utc, None, None)
            .map_err(|error| crate::Error::Damaged(format!("the machine's clock: {error}")))
    }
}
