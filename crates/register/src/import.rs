//! Bringing tables in: rows of drafts become records, the same row makes no act, a changed row changes only what
//! changed.
//!
//! Reading the file is `exchange::table`; here a row's identity is looked up and its drafts are written. The whole
//! file is one piece of work: all of it lands or none. A dry run does the same and keeps nothing, so that it says
//! exactly what the commit would do. Start at [`Register::import`].

mod known;
mod row;

use crate::error::{Error, Result};
use crate::limits::{IMPORT_PROBLEMS_KEPT, IMPORT_ROWS_PER_BATCH};
use crate::register::Register;
use crate::work::Reason;
use domain::id::ProjectId;
use exchange::table::{Mapping, Problem, RowOutcome, Summary};
use row::Rows;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What to import.
pub struct Order {
    /// The file.
    pub path: PathBuf,
    /// Its name, for problems.
    pub file_name: String,
    /// How its rows become records.
    pub mapping: Mapping,
    /// Whether to keep the result.
    pub keep: Keep,
    /// Who and why.
    pub reason: Reason,
    /// Into which project.
    pub project: ProjectId,
    /// Rows done so far, for whoever watches.
    pub progress: Arc<AtomicU64>,
}

/// Whether an import is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Everything is undone at the end.
    DryRun,
    /// Everything is committed at the end.
    Commit,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct Imported {
    /// What the reading of the file found.
    pub summary: Summary,
    /// Rows refused here because a record of theirs breaks a hard rule; they are not in the summary's `refused`.
    pub refused_by_rules: u64,
    /// Records made.
    pub created: u64,
    /// Records of which a field changed.
    pub changed: u64,
    /// Records found again without a change.
    pub unchanged: u64,
    /// Links made.
    pub linked: u64,
    /// Acts made.
    pub acts: u64,
    /// Problems, row by row, as many as are kept.
    pub problems: Vec<Problem>,
    /// Problems in all.
    pub problems_count: u64,
}

impl Register {
    /// Imports a file, or tries to.
    ///
    /// # Errors
    /// Where the file cannot be read as a table of the mapping, or from the database; nothing was kept then. What is
    /// wrong with a row or a cell is in the result.
    pub async fn import(&self, order: Order) -> Result<Imported> {
        let (sender, mut batches) = tokio::sync::mpsc::channel::<Vec<RowOutcome>>(2);
        let (path, file_name, mapping) = (order.path, order.file_name.clone(), order.mapping);
        let reading = tokio::task::spawn_blocking(move || read(&path, &file_name, &mapping, &sender));
        let work = self.begin(order.reason, order.project).await?;
        work.permit.require(crate::permission::Operation::Import)?;
        let mut rows = Rows::new(work, order.file_name);
        while let Some(batch) = batches.recv().await {
            let count = batch.len() as u64;
            rows.take(batch).await?;
            order.progress.fetch_add(count, Ordering::Relaxed);
        }
        let summary = reading.await.map_err(|error| Error::Damaged(error.to_string()))??;
        rows.finish(summary, order.keep).await
    }
}

/// Reads the file on a thread of its own and hands rows over in batches.
fn read(
    path: &std::path::Path,
    file_name: &str,
    mapping: &Mapping,
    batches: &tokio::sync::mpsc::Sender<Vec<RowOutcome>>,
) -> Result<Summary> {
    let file = std::fs::File::open(path).map_err(Error::file(path))?;
    let mut batch = Vec::with_capacity(IMPORT_ROWS_PER_BATCH);
    let mut send = |outcome: RowOutcome| {
        batch.push(outcome);
        if batch.len() == IMPORT_ROWS_PER_BATCH {
            // Nobody listens any more only where the import has failed, and then it is told there.
            let _ = batches.blocking_send(std::mem::take(&mut batch));
        }
    };
    let summary = exchange::table::import(file, file_name, mapping, &mut send)?;
    let _ = batches.blocking_send(batch);
    Ok(summary)
}

/// Problems as far as they are kept, and how many there were.
#[derive(Default)]
pub(crate) struct Problems {
    kept: Vec<Problem>,
    count: u64,
}

impl Problems {
    pub(crate) fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.count += 1;
            if self.kept.len() < IMPORT_PROBLEMS_KEPT {
                self.kept.push(problem);
            }
        }
    }
}
