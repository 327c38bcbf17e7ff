//! Taking bytes in: a thread reads and encrypts, the register keeps keys and records, both at once.
//!
//! What a source cannot give is told to whoever adds it and costs nobody else's bytes. Start at
//! [`Register::take_in`].

use super::facts::{self, Readers};
use super::key::KeysByDigest;
use crate::error::{Error, Result};
use crate::limits::{ARRIVALS_AHEAD, STATEMENT_PARAMETERS_MAX};
use crate::register::Register;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::{ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Item, body};
use domain::vocabulary::AccessLabel;
use evidence::limits::BATCH_FILES_MAX;
use evidence::vault::{Batch, Digest, ItemKey, Kept, SecondCopy, SecondState, UploadId, Vault};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// What is taken in, by whom and where.
pub struct TakeIn<'a> {
    /// Who and why.
    pub reason: Reason,
    /// Where.
    pub project: ProjectId,
    /// The least label the items bear; what they rest on may close them further.
    pub label: AccessLabel,
    /// Told after every batch that is there for good.
    pub progress: &'a (dyn Fn(&Acknowledged<'_>) + Sync),
}

/// What is there for good: a crash from now on takes nothing of it away.
#[derive(Clone, Copy, Debug)]
pub struct Acknowledged<'a> {
    /// What came with this batch, in order.
    pub arrived: &'a [Arrived],
    /// Items so far, these among them.
    pub items: u64,
    /// Bytes so far.
    pub bytes: u64,
}

/// What became of bytes that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new item.
    New,
    /// The project had these bytes; nothing was added.
    AlreadyHere,
}

/// One item after it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The item.
    pub id: RecordId,
    /// The name it came with.
    pub name: String,
    /// Its digest.
    pub sha256: String,
    /// Its size.
    pub size_bytes: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the second copy has it too.
    pub second: SecondCopy,
}

/// Bytes and what is said of them.
struct Coming {
    digest: Digest,
    size_bytes: u64,
    /// What they were staged with; nothing where they were known before they were staged.
    key: Option<ItemKey>,
    item: Item,
}

/// Bytes that are there for good, of which nothing is known yet but what was said.
pub(super) struct Fresh<'a> {
    pub digest: Digest,
    pub keys: Vec<ItemKey>,
    pub size_bytes: u64,
    pub item: &'a mut Item,
}

/// What the reading thread tells the register.
enum Told {
    /// Keys to be made durable before anything is kept; answered with the keys that were there before.
    Keys(Vec<(Digest, ItemKey)>, oneshot::Sender<Result<KeysByDigest>>),
    /// Bytes that may be those of an item already; answered with its keys.
    Known(Digest, oneshot::Sender<Result<Vec<ItemKey>>>),
    /// Bytes that are there for good, in the order in which they came.
    Kept(Vec<(Coming, Kept)>),
}

/// Where a source's bytes go in.
struct Arrivals {
    vault: Arc<Vault>,
    readers: Readers,
    /// Sizes of the items that are there: what has another size is new.
    sizes: HashSet<u64>,
    teller: mpsc::Sender<Told>,
}

/// The batch being filled. Ends with [`Filling::end`], or leaves nothing.
pub struct Filling<'v> {
    arrivals: &'v Arrivals,
    batch: Option<Batch<'v>>,
    coming: Vec<Coming>,
}

impl Arrivals {
    fn filling(&self) -> Result<Filling<'_>> {
        let batch = self.vault.batch().map_err(Error::Evidence)?;
        Ok(Filling { arrivals: self, batch: Some(batch), coming: Vec::new() })
    }

    /// Keeps a full batch: keys first, then bytes, then what they say of themselves.
    fn keep(&self, batch: Batch<'_>, coming: Vec<Coming>) -> Result<()> {
        if coming.is_empty() {
            return Ok(());
        }
        let (answer, answered) = oneshot::channel();
        let keys = coming.iter().filter_map(|one| Some((one.digest, one.key.clone()?))).collect();
        self.tell(Told::Keys(keys, answer))?;
        let before = answered.blocking_recv().map_err(|_ended| gone())??;
        let kept =
            batch.keep(&|digest| before.get(digest).cloned().unwrap_or_default()).map_err(Error::Evidence)?;
        let mut kept = kept.into_iter();
        // Of bytes that came twice the first key opens both.
        let mut keys = before;
        for one in &coming {
            keys.entry(one.digest).or_default().extend(one.key.clone());
        }
        let second = self.second_of_known();
        let known = |one: &Coming| Kept {
            digest: one.digest,
            size_bytes: one.size_bytes,
            outcome: evidence::vault::Outcome::AlreadyThere,
            second,
        };
        let mut done: Vec<(Coming, Kept)> = coming
            .into_iter()
            .filter_map(|one| {
                let kept = if one.key.is_some() { kept.next()? } else { known(&one) };
                Some((one, kept))
            })
            .collect();
        let mut fresh: Vec<Fresh<'_>> = done
            .iter_mut()
            .filter(|(one, _)| one.key.is_some())
            .map(|(one, _)| {
                let keys = keys.get(&one.digest).cloned().unwrap_or_default();
                Fresh { digest: one.digest, keys, size_bytes: one.size_bytes, item: &mut one.item }
            })
            .collect();
        facts::fill(&self.vault, &self.readers, &mut fresh)?;
        self.tell(Told::Kept(done))
    }

    /// What was kept before is in the second copy, or the background check brings it there.
    fn second_of_known(&self) -> SecondCopy {
        match self.vault.second_state() {
            SecondState::None => SecondCopy::None,
            SecondState::There => SecondCopy::There,
            SecondState::Away(_) => SecondCopy::Behind,
        }
    }

    /// Whether a file's bytes are those of an item that this person sees and that can be opened: they are hashed, and
    /// neither encrypted nor read again. Gives digest and size.
    fn known(&self, file: &mut File) -> Result<Option<(Digest, u64)>> {
        let unreadable = |error| Error::Evidence(evidence::Error::Source(error));
        if !self.sizes.contains(&file.metadata().map_err(unreadable)?.len()) {
            return Ok(None);
        }
        let (digest, size_bytes) = Digest::of_source(file).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let (answer, answered) = oneshot::channel();
        self.tell(Told::Known(digest, answer))?;
        let keys = answered.blocking_recv().map_err(|_ended| gone())??;
        if keys.is_empty() {
            return Ok(None);
        }
        // A blob that is damaged or away is written anew from these bytes.
        let opened = self.vault.range(&digest, &keys, 0, 0).ok();
        let is_whole =
            opened.is_some_and(|open| open.size_bytes() == size_bytes && open.damaged().is_empty());
        Ok(is_whole.then_some((digest, size_bytes)))
    }

    fn tell(&self, told: Told) -> Result<()> {
        self.teller.blocking_send(told).map_err(|_ended| gone())
    }
}

fn gone() -> Error {
    Error::Damaged("an earlier part of this work failed".to_owned())
}

impl Filling<'_> {
    /// Takes in everything a source gives. `item` says what is known of it; digest, size and what the file states are
    /// filled in where they are not said.
    ///
    /// # Errors
    /// `evidence-source-unreadable` where the source fails: the others are not harmed. Any other error ends it all.
    pub fn add(&mut self, source: &mut dyn Read, item: Item) -> Result<()> {
        let batch = self.batch.as_mut().ok_or_else(gone)?;
        let staged = batch.stage(source).map_err(Error::Evidence)?;
        let (digest, size_bytes, key) = (staged.digest, staged.size_bytes, Some(staged.key.clone()));
        self.note(Coming { digest, size_bytes, key, item })
    }

    /// Takes in a file of the disk as [`Self::add`] does; one whose bytes are an item already is hashed and no more.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn add_file(&mut self, file: &mut File, item: Item) -> Result<()> {
        match self.arrivals.known(file)? {
            Some((digest, size_bytes)) => self.note(Coming { digest, size_bytes, key: None, item }),
            None => self.add(file, item),
        }
    }

    /// Takes in a finished upload.
    ///
    /// # Errors
    /// As [`Self::add`]; `evidence-no-upload`.
    pub fn add_upload(&mut self, upload: &UploadId, key: &ItemKey, item: Item) -> Result<()> {
        let vault = Arc::clone(&self.arrivals.vault);
        let batch = self.batch.as_mut().ok_or_else(gone)?;
        let staged = vault.finish_upload(upload, key, batch).map_err(Error::Evidence)?;
        let (digest, size_bytes, key) = (staged.digest, staged.size_bytes, Some(staged.key.clone()));
        self.note(Coming { digest, size_bytes, key, item })
    }

    fn note(&mut self, coming: Coming) -> Result<()> {
        self.coming.push(coming);
        if self.coming.len() >= BATCH_FILES_MAX || self.batch.as_ref().is_some_and(Batch::is_full) {
            self.flush()?;
            self.batch = Some(self.arrivals.vault.batch().map_err(Error::Evidence)?);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let coming = std::mem::take(&mut self.coming);
        self.batch.take().map_or(Ok(()), |batch| self.arrivals.keep(batch, coming))
    }
}

impl Register {
    /// Takes in everything that `gather` adds, in a thread that may wait for disks. Gives what became of each, in the
    /// order in which they were added. What was acknowledged before an error is there for good.
    ///
    /// # Errors
    /// `not-permitted`, from the disk, the keyring or the database, or `gather`'s own.
    pub async fn take_in<F>(&self, order: TakeIn<'_>, gather: F) -> Result<Vec<Arrived>>
    where
        F: FnOnce(&mut Filling<'_>) -> Result<()> + Send + 'static,
    {
        let permit = self.permit(order.reason.actor, order.project).await?;
        permit.require(crate::permission::Operation::Collect)?;
        let (teller, mut told) = mpsc::channel(ARRIVALS_AHEAD);
        let credentials =
            self.settings.commands.as_ref().and_then(|commands| commands.content_credentials.as_ref());
        let credentials = credentials.map(crate::settings::Outside::external);
        let readers = Readers { decoder: self.decoder().cloned(), credentials };
        let sizes = self.item_sizes(order.project).await?;
        let arrivals = Arrivals { vault: self.vault()?, readers, sizes, teller };
        let gathering = tokio::task::spawn_blocking(move || {
            let mut filling = arrivals.filling()?;
            gather(&mut filling)?;
            filling.flush()
        });
        let (mut arrived, mut bytes) = (Vec::new(), 0);
        while let Some(told) = told.recv().await {
            match told {
                Told::Keys(keys, answer) => {
                    let digests: Vec<Digest> = keys.iter().map(|(digest, _)| *digest).collect();
                    let before = match self.keys_of(&digests).await {
                        Ok(before) => self.keep_keys(&keys).await.map(|()| before),
                        Err(error) => Err(error),
                    };
                    // If nobody listens the thread has ended, and says why below.
                    let _heard = answer.send(before);
                }
                Told::Known(digest, answer) => {
                    let _heard = answer.send(self.keys_of_known(permit.scope(), digest).await);
                }
                Told::Kept(done) => {
                    bytes += done.iter().map(|(one, _)| one.size_bytes).sum::<u64>();
                    let before = arrived.len();
                    arrived.extend(self.record_arrivals(&order, done).await?);
                    let items = arrived.len() as u64;
                    (order.progress)(&Acknowledged { arrived: &arrived[before..], items, bytes });
                }
            }
        }
        gathering.await.map_err(|error| Error::Damaged(error.to_string()))??;
        Ok(arrived)
    }

    /// Sizes of what a project has; they tell nobody anything but what need not be hashed first.
    async fn item_sizes(&self, project: ProjectId) -> Result<HashSet<u64>> {
        let sql = "select distinct size_bytes from item where project = $1";
        let rows = self.db.rows(sql, vec![project.0.into()]).await?;
        rows.iter().map(|row| Ok(u64::try_from(row.int(0)?).unwrap_or_default())).collect()
    }

    /// Keys of the item of these bytes, where this scope holds one.
    async fn keys_of_known(&self, scope: Scope, digest: Digest) -> Result<Vec<ItemKey>> {
        let sql = format!(
            "select i.id from item i where i.project = $1 and i.sha256 = $2{} limit 1",
            scope.sees("i")
        );
        let values = vec![scope.project.0.into(), digest.to_string().into()];
        match self.db.row(sqlx::AssertSqlSafe(sql), values).await? {
            Some(_) => Ok(self.keys_of(&[digest]).await?.remove(&digest).unwrap_or_default()),
            None => Ok(Vec::new()),
        }
    }

    async fn record_arrivals(&self, order: &TakeIn<'_>, done: Vec<(Coming, Kept)>) -> Result<Vec<Arrived>> {
        let spare: Vec<(Digest, ItemKey)> = done
            .iter()
            .filter(|(_, kept)| kept.outcome == evidence::vault::Outcome::AlreadyThere)
            .filter_map(|(one, _)| Some((one.digest, one.key.clone()?)))
            .collect();
        if !spare.is_empty() {
            self.forget_keys(&spare).await?;
        }
        let mut work = self.begin(order.reason.clone(), order.project).await?;
        let mut known = work.items_of(done.iter().map(|(one, _)| one.digest.to_string()).collect()).await?;
        let mut arrived = Vec::new();
        for (coming, kept) in done {
            let sha256 = coming.digest.to_string();
            let name = coming.item.path.clone().or_else(|| coming.item.file_name.clone()).unwrap_or_default();
            let (id, outcome) = match known.get(&sha256) {
                Some(id) => (*id, Outcome::AlreadyHere),
                // Closed or erased since its keys were asked for: nothing of these bytes is kept.
                None if coming.key.is_none() => return Err(gone()),
                None => (work.record_item(coming, order.label).await?, Outcome::New),
            };
            known.insert(sha256.clone(), id);
            let (size_bytes, second) = (kept.size_bytes, kept.second);
            arrived.push(Arrived { id, name, sha256, size_bytes, outcome, second });
        }
        work.commit().await?;
        Ok(arrived)
    }
}

impl Work<'_> {
    /// Items of the project by digest, of those this person may see: what is closed to them is as new to them as what
    /// nobody has.
    async fn items_of(&mut self, digests: Vec<String>) -> Result<HashMap<String, RecordId>> {
        let (project, mut found) = (self.project().0, HashMap::new());
        for chunk in digests.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let tx = &mut self.hands().await?.tx;
            let sql = format!(
                "select i.sha256, i.id from item i where i.project = {} and i.sha256 in ({}) order by i.id desc",
                tx.dialect().mark(1),
                tx.dialect().marks(2, chunk.len())
            );
            let values = std::iter::once(project.into()).chain(chunk.iter().map(|one| one.as_str().into()));
            for row in tx.rows(sqlx::AssertSqlSafe(sql), values.collect()).await? {
                let id = row.id(1)?;
                if self.sees(id) {
                    found.insert(row.text(0)?, RecordId(id));
                }
            }
        }
        Ok(found)
    }

    async fn record_item(&mut self, coming: Coming, label: AccessLabel) -> Result<RecordId> {
        let mut item = coming.item;
        item.sha256 = coming.digest.to_string();
        item.size_bytes = coming.size_bytes;
        // Stated parts of a hostile file must not cost the whole its place.
        let stated: BTreeMap<String, String> = std::mem::take(&mut item.stated);
        item.stated = stated.into_iter().take(crate::limits::ITEM_STATED_MAX).collect();
        // A redaction begins as closed as what it was made from.
        let original = item.redacted_from.map_or(AccessLabel::Team, |original| self.labels.of(original.0));
        let id = self.make(Kind::Item, body(&item)).await?;
        self.close_new(Kind::Item, id, label.max(original)).await?;
        Ok(id)
    }
}
