//! Uploads and what is being done with them. Kept in memory: after a restart a file is uploaded again.

use crate::limits;
use domain::id::{ActorId, ProjectId};
use register::exchange::table::{Mapping, columns_of};
use register::import::{Imported, Keep, Order};
use register::{Reason, Register};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// One uploaded file.
#[derive(Clone)]
pub(crate) struct Upload {
    /// Its name where it came from; never used as a path.
    pub name: String,
    /// Where it waits.
    pub path: PathBuf,
    /// Whose it is; nobody else sees it.
    pub owner: Owner,
    /// Text of the mapping.
    pub mapping: String,
    /// What is being done, or was.
    pub state: State,
    progress: Arc<AtomicU64>,
}

/// Whose an upload is, and for which project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The person.
    pub actor: ActorId,
    /// The project.
    pub project: ProjectId,
}

/// What is being done with a file.
#[derive(Clone)]
pub(crate) enum State {
    /// It is being read.
    Running,
    /// It was read.
    Done(Keep, Arc<Imported>),
    /// It could not be read.
    Failed(Failure),
}

/// Why a file could not be read, and what could be told of it all the same.
#[derive(Clone)]
pub(crate) struct Failure {
    /// The code of the error.
    pub code: String,
    /// The names of the file's columns, to choose from; none where not even those could be read.
    pub columns: Arc<Vec<String>>,
}

impl Failure {
    fn state(code: &str, columns: Vec<String>) -> State {
        State::Failed(Self { code: code.to_owned(), columns: Arc::new(columns) })
    }
}

/// The uploads of this process, one of them running at a time.
#[derive(Default)]
pub(crate) struct Jobs {
    uploads: Mutex<BTreeMap<Uuid, Upload>>,
}

impl Jobs {
    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<Uuid, Upload>> {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The upload of an id, for whoever it belongs to.
    pub fn get(&self, owner: Owner, id: Uuid) -> Option<Upload> {
        self.locked().get(&id).filter(|upload| upload.owner == owner).cloned()
    }

    /// Every upload of one person in one project, for the list.
    pub fn all(&self, owner: Owner) -> Vec<(Uuid, Upload)> {
        let uploads = self.locked();
        let own = uploads.iter().filter(|(_, upload)| upload.owner == owner);
        own.map(|(id, upload)| (*id, upload.clone())).collect()
    }

    /// Forgets an upload and removes its file.
    pub fn discard(&self, id: Uuid) {
        if let Some(upload) = self.locked().remove(&id) {
            // The file may be gone already; either way it is no more.
            let _ = std::fs::remove_file(upload.path);
        }
    }

    /// Takes a new file and begins its dry run.
    pub fn take(
        self: &Arc<Self>,
        register: &Arc<Register>,
        owner: Owner,
        name: String,
        path: PathBuf,
        mapping: String,
    ) -> Uuid {
        let id = Uuid::now_v7();
        let progress = Arc::default();
        let state = State::Running;
        let oldest = {
            let mut uploads = self.locked();
            uploads.insert(id, Upload { name, path, owner, mapping, state, progress });
            (uploads.len() > limits::UPLOADS_MAX).then(|| uploads.keys().next().copied()).flatten()
        };
        if let Some(oldest) = oldest {
            self.discard(oldest);
        }
        self.run(register, id, Keep::DryRun, "Dry run".to_owned());
        id
    }

    /// Reads a file through its mapping, in the background.
    pub fn run(self: &Arc<Self>, register: &Arc<Register>, id: Uuid, keep: Keep, why: String) {
        let Some(upload) = self.locked().get(&id).cloned() else { return };
        let mapping = match Mapping::parse(&upload.mapping) {
            Ok(mapping) => mapping,
            Err(error) => return self.settle(id, Failure::state(error.code(), Vec::new())),
        };
        let progress: Arc<AtomicU64> = Arc::default();
        if let Some(upload) = self.locked().get_mut(&id) {
            upload.state = State::Running;
            upload.progress = Arc::clone(&progress);
        }
        let table = (upload.path.clone(), upload.name.clone(), mapping.clone());
        let order = Order {
            path: upload.path,
            file_name: upload.name,
            mapping,
            keep,
            reason: Reason { actor: upload.owner.actor, why },
            project: upload.owner.project,
            progress,
        };
        let (jobs, register) = (Arc::clone(self), Arc::clone(register));
        tokio::spawn(async move {
            let state = match register.import(order).await {
                Ok(imported) => State::Done(keep, Arc::new(imported)),
                Err(error) => {
                    tracing::warn!(code = error.code(), "an import failed");
                    Failure::state(error.code(), columns(table).await)
                }
            };
            jobs.settle(id, state);
        });
    }

    /// Replaces the mapping of a file.
    pub fn remap(&self, id: Uuid, mapping: String) {
        if let Some(upload) = self.locked().get_mut(&id) {
            upload.mapping = mapping;
        }
    }

    fn settle(&self, id: Uuid, state: State) {
        if let Some(upload) = self.locked().get_mut(&id) {
            upload.state = state;
        }
    }
}

/// The columns of a file that did not read through its mapping; none where there is no telling.
async fn columns((path, name, mapping): (PathBuf, String, Mapping)) -> Vec<String> {
    let read = move || columns_of(std::fs::File::open(path).ok()?, &name, &mapping).ok();
    tokio::task::spawn_blocking(read).await.ok().flatten().unwrap_or_default()
}

impl Upload {
    /// The columns that can be chosen from: of a file that was tried and not kept.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.state {
            State::Done(Keep::DryRun, imported) => Some(&imported.summary.columns),
            State::Failed(failure) => Some(&failure.columns),
            State::Running | State::Done(Keep::Commit, _) => None,
        }
    }

    /// Rows done so far.
    pub fn rows_done(&self) -> i64 {
        i64::try_from(self.progress.load(Ordering::Relaxed)).unwrap_or(i64::MAX)
    }
}
