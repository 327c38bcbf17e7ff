//! A batch of what a piece of work made, on its way to the database.
//!
//! Three things go on at once: the work makes a batch, the one before is turned into rows, the one before that is
//! being written. Nothing here checks a rule; that was done. Start at [`Writer::take`].

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::limits::BATCHES_AHEAD;
use crate::rows::{self, RecordRows, RowValues};
use crate::work::ImportRow;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// A record waiting to be written.
pub(crate) struct NewRecord {
    pub id: Uuid,
    pub project: Uuid,
    pub act: Uuid,
    pub label: AccessLabel,
    pub body: Body,
    /// The body as canonical text.
    pub text: String,
}

/// An act waiting to be written, its fields as canonical text.
pub(crate) struct NewAct {
    pub id: Uuid,
    pub at: String,
    pub device: Uuid,
    pub actor: Uuid,
    pub kind: String,
    pub subject: Uuid,
    pub project: Uuid,
    pub parents: Vec<Uuid>,
    pub fields: String,
    pub secret: [u8; 32],
}

/// What an import says of a record it made, waiting to be written.
pub(crate) struct NewImportRow {
    pub row: ImportRow,
    pub project: Uuid,
    pub kind: Kind,
    pub subject: Uuid,
    pub act: Uuid,
}

/// What is handed to the database at a time.
#[derive(Default)]
pub(crate) struct Batch {
    pub acts: Vec<NewAct>,
    pub records: BTreeMap<Kind, Vec<NewRecord>>,
    pub import_rows: Vec<NewImportRow>,
}

/// A batch as rows of tables.
struct Ready {
    secrets: RowValues,
    acts: RowValues,
    records: Vec<(Kind, RecordRows)>,
    import_rows: RowValues,
}

/// The two transactions of a piece of work: the keyring's is committed first.
pub(crate) struct Hands {
    pub tx: Tx,
    pub keyring: Tx,
}

/// Writes batches in the order in which they come, while the next ones are being made.
pub(crate) struct Writer {
    state: State,
    ahead: Arc<Semaphore>,
}

enum State {
    Idle(Box<Hands>),
    /// The last of the batches being written; it has the hands once those before it are.
    Writing(tokio::task::JoinHandle<Result<Box<Hands>>>),
    /// A batch failed; nothing more can be written in this work.
    Failed,
}

impl Writer {
    pub fn new(hands: Hands) -> Self {
        Self { state: State::Idle(Box::new(hands)), ahead: Arc::new(Semaphore::new(BATCHES_AHEAD)) }
    }

    /// Takes a batch over. Waits only where too many are being written already.
    ///
    /// # Errors
    /// Never of this batch: a failure is told by the next call that needs the transactions.
    pub async fn take(&mut self, batch: Batch) -> Result<()> {
        if batch.acts.is_empty() && batch.import_rows.is_empty() {
            return Ok(());
        }
        let place = Arc::clone(&self.ahead).acquire_owned().await;
        let place = place.map_err(|error| Error::Damaged(error.to_string()))?;
        let before = std::mem::replace(&mut self.state, State::Failed);
        self.state = State::Writing(tokio::spawn(async move {
            let ready = batch.ready()?;
            let mut hands = before.wait().await?;
            ready.write(&mut hands).await?;
            drop(place);
            Ok(hands)
        }));
        Ok(())
    }

    /// The transactions, once every batch is written.
    ///
    /// # Errors
    /// Of the batch that failed.
    pub async fn hands(&mut self) -> Result<&mut Hands> {
        let hands = std::mem::replace(&mut self.state, State::Failed).wait().await?;
        self.state = State::Idle(hands);
        match &mut self.state {
            State::Idle(hands) => Ok(hands),
            State::Writing(_) | State::Failed => Err(failed()),
        }
    }

    /// Makes every batch durable: the secrets first, then the rows and acts.
    ///
    /// # Errors
    /// Of the batch that failed, or from the database.
    pub async fn commit(self) -> Result<()> {
        let hands = self.state.wait().await?;
        hands.keyring.commit().await?;
        hands.tx.commit().await
    }
}

impl State {
    async fn wait(self) -> Result<Box<Hands>> {
        match self {
            Self::Idle(hands) => Ok(hands),
            Self::Writing(batch) => batch.await.map_err(|error| Error::Damaged(error.to_string()))?,
            Self::Failed => Err(failed()),
        }
    }
}

impl Batch {
    fn ready(self) -> Result<Ready> {
        let (secrets, acts) = rows::of_acts(self.acts)?;
        let records = self.records.into_iter();
        let records = records.map(|(kind, records)| (kind, rows::of_records(kind, records))).collect();
        Ok(Ready { secrets, acts, records, import_rows: rows::of_import_rows(self.import_rows) })
    }
}

impl Ready {
    async fn write(self, hands: &mut Hands) -> Result<()> {
        rows::insert_acts(hands, self.secrets, self.acts).await?;
        for (kind, records) in self.records {
            rows::insert_records(&mut hands.tx, kind, records).await?;
        }
        rows::insert_import_rows(&mut hands.tx, self.import_rows).await
    }
}

fn failed() -> Error {
    Error::Damaged("an earlier part of this work failed; nothing of it was kept".to_owned())
}
