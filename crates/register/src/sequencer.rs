//! The sequencer: gives committed acts dense numbers, puts their leaves into the log and keeps the checkpoint.
//!
//! Acts commit without a number. One sequencer at a time takes them in the order of their positions; the tiles and
//! the checkpoint are durable before the numbers are. It refuses to sign unless the log on disk is the one the
//! register remembers: a restored backup of either is noticed. Start at [`Register::sequence`].

use crate::db::{Db, Row, Tx, Value};
use crate::error::{Error, Result};
use crate::fold::StoredAct;
use crate::limits::ACTS_PER_SEQUENCE;
use crate::register::Register;
use crate::rows::json_text;
use ledger::Checkpoint;
use std::collections::HashMap;
use uuid::Uuid;

/// Columns of an act, in the order [`stored_act`] reads them.
pub(crate) const ACT: &str =
    "a.position, a.id, a.at, a.device, a.actor, a.kind, a.subject, a.project, a.parents, a.fields";

pub(crate) fn stored_act(row: &Row) -> Result<StoredAct> {
    let damaged = |error: serde_json::Error| Error::Damaged(error.to_string());
    Ok(StoredAct {
        position: row.int(0)?,
        id: row.id(1)?,
        at: row.text(2)?,
        device: row.id(3)?,
        actor: row.id(4)?,
        kind: row.text(5)?,
        subject: row.id(6)?,
        project: row.id(7)?,
        parents: serde_json::from_str(&row.text(8)?).map_err(damaged)?,
        fields: serde_json::from_str(&row.text(9)?).map_err(damaged)?,
    })
}

/// An act as its row holds it, with the text of its fields untouched: what its leaf is made from.
pub(crate) struct ActRow {
    pub position: i64,
    pub id: Uuid,
    at: String,
    device: Uuid,
    actor: Uuid,
    kind: String,
    subject: Uuid,
    parents: Vec<Uuid>,
    fields: String,
}

impl ActRow {
    /// Reads the columns of [`ACT`].
    pub fn read(row: &Row) -> Result<Self> {
        let parents = row.text(8)?;
        let list: Vec<Uuid> =
            serde_json::from_str(&parents).map_err(|error| Error::Damaged(error.to_string()))?;
        if json_text(&list)? != parents {
            return Err(Error::Damaged("parents are not written plainly".to_owned()));
        }
        Ok(Self {
            position: row.int(0)?,
            id: row.id(1)?,
            at: row.text(2)?,
            device: row.id(3)?,
            actor: row.id(4)?,
            kind: row.text(5)?,
            subject: row.id(6)?,
            parents: list,
            fields: row.text(9)?,
        })
    }

    /// Whether a leaf says openly what this row does.
    pub fn is_headed_like(&self, leaf: &ledger::act::Leaf) -> bool {
        (self.id, self.device, self.actor, self.subject) == (leaf.id, leaf.device, leaf.actor, leaf.subject)
            && (&self.at, &self.kind, &self.parents) == (&leaf.at, &leaf.kind, &leaf.parents)
    }

    /// The leaf this row makes with its secret.
    pub fn leaf(&self, secret: &[u8; 32]) -> Result<Vec<u8>> {
        let stored = ledger::Stored {
            id: self.id,
            at: &self.at,
            device: self.device,
            actor: self.actor,
            kind: &self.kind,
            subject: self.subject,
            parents: &self.parents,
            fields: &self.fields,
        };
        Ok(stored.leaf_bytes(secret)?)
    }
}

pub(crate) async fn write_state(tx: &mut Tx, checkpoint: &Checkpoint, position: i64) -> Result<()> {
    tx.run("delete from log_state", Vec::new()).await?;
    let values = vec![
        1.into(),
        i64::try_from(checkpoint.size).unwrap_or(i64::MAX).into(),
        checkpoint.root_text().into(),
        position.into(),
        Value::from(checkpoint.text()),
    ];
    tx.insert("log_state", &["one", "size", "root", "position", "checkpoint"], vec![values]).await
}

/// The leaves of acts that follow one another.
struct Leaves {
    /// Position of the last act before them.
    after: i64,
    /// Id and position of each act.
    acts: Vec<(Uuid, i64)>,
    bytes: Vec<Vec<u8>>,
}

impl Leaves {
    /// Reads the acts after a position, as many as are numbered at a time, and makes their leaves.
    async fn read(tx: &mut Tx, keyring: &Db, after: i64) -> Result<Self> {
        let limit = i64::try_from(ACTS_PER_SEQUENCE).unwrap_or(i64::MAX);
        let sql = format!("select {ACT} from act a where a.position > $1 order by a.position limit $2");
        let rows = tx.rows(sqlx::AssertSqlSafe(sql), vec![after.into(), limit.into()]).await?;
        let acts = rows.iter().map(ActRow::read).collect::<Result<Vec<_>>>()?;
        drop(rows);
        let bytes = leaves(keyring, &acts).await?;
        Ok(Self { after, acts: acts.iter().map(|act| (act.id, act.position)).collect(), bytes })
    }
}

/// The leaves of acts, computed from their values and secrets.
async fn leaves(keyring: &Db, acts: &[ActRow]) -> Result<Vec<Vec<u8>>> {
    let ids: Vec<Uuid> = acts.iter().map(|act| act.id).collect();
    let secrets = secrets(keyring, &ids).await?;
    let leaf = |act: &ActRow| act.leaf(secrets.get(&act.id).ok_or(Error::SecretMissing(act.id))?);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = acts.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = acts
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(leaf).collect::<Result<Vec<_>>>()))
            .collect();
        let mut leaves = Vec::with_capacity(acts.len());
        for part in parts {
            leaves.extend(part.join().map_err(|_panic| Error::Damaged("a thread failed".to_owned()))??);
        }
        Ok(leaves)
    })
}

/// Salts by field.
pub(crate) type Salts = HashMap<String, [u8; 32]>;

/// The secrets of acts; those without one are left out.
async fn secrets(keyring: &Db, acts: &[Uuid]) -> Result<HashMap<Uuid, [u8; 32]>> {
    let mut secrets = HashMap::with_capacity(acts.len());
    for chunk in acts.chunks(crate::limits::INSERT_VALUES_MAX) {
        let marks = keyring.dialect().marks(1, chunk.len());
        let sql = format!("select act, secret from secret where act in ({marks})");
        for row in keyring.rows_of(sql, chunk.iter().map(|id| (*id).into()).collect()).await? {
            let secret: Result<[u8; 32], _> = row.bytes(1)?.try_into();
            let secret = secret.map_err(|_bytes| Error::Damaged("a secret is not 32 bytes".to_owned()))?;
            secrets.insert(row.id(0)?, secret);
        }
    }
    Ok(secrets)
}

impl Register {
    /// Numbers every committed act and signs a checkpoint over them. Does nothing where there are none.
    ///
    /// # Errors
    /// `log-disagrees` where the log on disk is not the one the register remembers; `read-only`.
    pub async fn sequence(&self) -> Result<Checkpoint> {
        let mut made = None;
        while let Some(next) = self.sequence_batch(made).await? {
            made = Some(next);
        }
        self.checkpoint().await
    }

    /// Numbers one batch, and gives the leaves of the next where there may be more; `made` are the leaves of this one
    /// where they were made during the batch before.
    async fn sequence_batch(&self, made: Option<Leaves>) -> Result<Option<Leaves>> {
        let (Some(log), Some(signer)) = (&self.log, &self.signer) else { return Err(Error::ReadOnly) };
        let mut log = log.lock().await;
        let mut tx = self.db.begin().await?;
        if let Some(lock) = tx.dialect().sequencer_lock() {
            tx.rows(lock, Vec::new()).await?;
        }
        let state = tx.rows("select position, size, checkpoint from log_state", Vec::new()).await?;
        let state = state.first().ok_or_else(|| Error::Damaged("log_state is empty".to_owned()))?;
        let (position, size) = (state.int(0)?, state.int(1)?);
        let expected = Checkpoint::parse(&state.text(2)?, &self.verifier)?;
        let leaves = match made {
            // Another process may have numbered them since.
            Some(made) if made.after == position => made,
            _ => Leaves::read(&mut tx, &self.keyring, position).await?,
        };
        let Some((_, last)) = leaves.acts.last().copied() else { return Ok(None) };
        let keyring = self.keyring.clone();
        let next = tokio::spawn(async move {
            let next = Leaves::read(&mut tx, &keyring, last).await?;
            Ok::<_, Error>((tx, next))
        });
        let appended = log.append(signer, &expected, &leaves.bytes);
        let (mut tx, next) = next.await.map_err(|error| Error::Damaged(error.to_string()))??;
        let checkpoint = appended?;
        let numbers = (size..)
            .zip(&leaves.acts)
            .map(|(number, (act, position))| vec![number.into(), (*act).into(), (*position).into()]);
        tx.insert("sequence", &["number", "act", "position"], numbers.collect()).await?;
        write_state(&mut tx, &checkpoint, last).await?;
        tx.commit().await?;
        Ok(Some(next))
    }

    /// The secrets of acts; those without one are left out.
    pub(crate) async fn secrets(&self, acts: &[Uuid]) -> Result<HashMap<Uuid, [u8; 32]>> {
        secrets(&self.keyring, acts).await
    }

    /// The salts that were kept of acts of which something was erased.
    pub(crate) async fn salts(&self, acts: &[Uuid]) -> Result<HashMap<Uuid, Salts>> {
        let mut salts: HashMap<Uuid, Salts> = HashMap::new();
        for chunk in acts.chunks(crate::limits::INSERT_VALUES_MAX) {
            let marks = self.keyring.dialect().marks(1, chunk.len());
            let sql = format!("select act, field, salt from salt where act in ({marks})");
            for row in self.keyring.rows_of(sql, chunk.iter().map(|id| (*id).into()).collect()).await? {
                let salt: Result<[u8; 32], _> = row.bytes(2)?.try_into();
                let salt = salt.map_err(|_bytes| Error::Damaged("a salt is not 32 bytes".to_owned()))?;
                salts.entry(row.id(0)?).or_default().insert(row.text(1)?, salt);
            }
        }
        Ok(salts)
    }

    /// Brings the register's memory of the log up to the log on disk after a crash between the two, and refuses
    /// where they do not belong together.
    pub(crate) async fn recover(&self) -> Result<()> {
        let Some(log) = &self.log else { return Ok(()) };
        let log = log.lock().await;
        let known = self.checkpoint().await?;
        let on_disk = log.checkpoint().clone();
        if let Some(seen) = self.folder.read_seen()? {
            crate::backup::is_continued(&log, &Checkpoint::parse(&seen, &self.verifier)?)?;
        }
        if on_disk.size == known.size && on_disk.root == known.root {
            // Only now: while the two disagree, a file no checkpoint covers may be what is missing.
            return Ok(log.sweep()?);
        }
        if on_disk.size <= known.size {
            return Err(Error::RolledBack(format!(
                "the log holds {} leaves, the register remembers {}: the log was restored from an older copy",
                on_disk.size, known.size
            )));
        }
        if log.root_at(known.size)? != known.root {
            return Err(Error::LogDisagrees(
                "the log does not continue the one the register remembers".to_owned(),
            ));
        }
        self.adopt(&log, &known, &on_disk).await?;
        // What the append that was cut had still to remove, now that the two agree.
        Ok(log.sweep()?)
    }

    /// Removes secrets whose act was never committed: a crash between the two leaves them, and they open nothing.
    pub(crate) async fn sweep_secrets(&self) -> Result<()> {
        let count = |row: Option<Row>| row.map_or(Ok(0), |row| row.int(0));
        let secrets = count(self.keyring.row(crate::register::SECRETS_HELD, Vec::new()).await?)?;
        let acts = count(self.db.row("select count(*) from act", Vec::new()).await?)?;
        if secrets == acts {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let sql = "select act from secret where act > $1 order by act limit $2";
            let rows =
                self.keyring.rows(sql, vec![after.into(), crate::limits::ROWS_PER_BATCH.into()]).await?;
            let ids = rows.iter().map(|row| row.id(0)).collect::<Result<Vec<_>>>()?;
            let Some(last) = ids.last() else { return Ok(()) };
            after = *last;
            let marks = self.db.dialect().marks(1, ids.len());
            let sql = format!("select id from act where id in ({marks})");
            let found = self.db.rows_of(sql, ids.iter().map(|id| (*id).into()).collect()).await?;
            let found =
                found.iter().map(|row| row.id(0)).collect::<Result<std::collections::BTreeSet<_>>>()?;
            let mut tx = self.keyring.begin().await?;
            for orphan in ids.iter().filter(|id| !found.contains(id)) {
                tx.run("delete from secret where act = $1", vec![(*orphan).into()]).await?;
            }
            tx.commit().await?;
        }
    }

    /// Numbers the acts whose leaves reached the disk when their numbers did not.
    async fn adopt(&self, log: &ledger::Log, known: &Checkpoint, on_disk: &Checkpoint) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let rows = tx
            .rows(
                sqlx::AssertSqlSafe(format!(
                    "select {ACT} from act a where a.position > (select position from log_state) order by a.position limit $1"
                )),
                vec![i64::try_from(on_disk.size - known.size).unwrap_or(i64::MAX).into()],
            )
            .await?;
        let acts = rows.iter().map(ActRow::read).collect::<Result<Vec<_>>>()?;
        let last = acts.last().map_or(0, |act| act.position);
        let numbers: Vec<Vec<Value>> = (known.size..)
            .zip(&acts)
            .map(|(number, act)| {
                vec![i64::try_from(number).unwrap_or(i64::MAX).into(), act.id.into(), act.position.into()]
            })
            .collect();
        let mut number = known.size;
        for leaf in leaves(&self.keyring, &acts).await? {
            if log.leaf(number)? != leaf {
                return Err(Error::LogDisagrees(format!(
                    "leaf {number} is not the act the register holds there"
                )));
            }
            number += 1;
        }
        if number != on_disk.size {
            return Err(Error::RolledBack(format!(
                "the log holds {} leaves, the register only {number} of their acts: the register was restored \
                 from an older copy",
                on_disk.size
            )));
        }
        tx.insert("sequence", &["number", "act", "position"], numbers).await?;
        write_state(&mut tx, on_disk, last).await?;
        tx.commit().await
    }
}
