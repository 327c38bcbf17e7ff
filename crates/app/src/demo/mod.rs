//! The demonstration: a register built from public facts typed by hand, the same everywhere, byte for byte.
//!
//! It changes nothing in a register that is not the demonstration and fetches nothing. The facts are in `demo/`
//! of this crate with their README. Start at [`stand`]; what is loaded in which order is in [`load`].

mod accounts;
mod actors;
mod exercise;
mod facts;
mod findings;
mod gazetteer;
mod incidents;
mod load;
mod loader;
mod monthly;
mod official;
mod release_text;
mod releases;
mod sources;
mod stories;
mod table;
mod tallies;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output;
use register::origin::Origin;
use register::register::Creation;
use register::{Register, Scope};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Version of the demonstration: raised whenever its facts or the way they are loaded change, together with the
/// constant root in `tests/it/demo.rs`.
const VERSION: &str = "5";

/// What ids and secrets are drawn from. Anybody can guess them: the demonstration's log proves how a log works,
/// not that nobody forged it.
const SEED: &str = "sijil demonstration";

/// The clock while it is built.
const BUILT_AT: &str = "2026-11-14T09:12:00Z";

/// Name of the demonstration's log.
const ORIGIN: &str = "localhost/sijil-demonstration";

/// Holds [`VERSION`] in a folder that was built to its end.
const MARK: &str = "demonstration";

/// Stands in a folder while it is being built.
const BUILDING: &str = "demonstration.building";

/// A demonstration that stands.
pub struct Built {
    /// Its data folder.
    pub folder: PathBuf,
    /// Whether it was built just now.
    pub is_new: bool,
}

/// Makes sure that the demonstration stands in a folder, or beside it where another version is there.
pub async fn stand(folder: &Path) -> Result<Built> {
    let folder = match state(folder)? {
        State::Ready => return Ok(Built { folder: folder.to_owned(), is_new: false }),
        State::Free => folder.to_owned(),
        State::Interrupted => {
            output::note(&format!(
                "an earlier building in {} was interrupted; building again",
                folder.display()
            ));
            clear(folder)?;
            folder.to_owned()
        }
        State::OtherVersion(found) => {
            let beside = beside(folder);
            let (old, new) = (folder.display(), beside.display());
            output::note(&format!(
                "{old} holds version {found} of the demonstration; version {VERSION} is in {new}"
            ));
            match state(&beside)? {
                State::Ready => return Ok(Built { folder: beside, is_new: false }),
                State::Free => beside,
                State::Interrupted => {
                    clear(&beside)?;
                    beside
                }
                State::OtherVersion(_) => return Err(taken(&beside)),
            }
        }
    };
    build(&folder).await?;
    Ok(Built { folder, is_new: true })
}

enum State {
    /// Nothing is there.
    Free,
    /// This version stands there.
    Ready,
    /// Another version stands there.
    OtherVersion(String),
    /// A building was not finished.
    Interrupted,
}

fn state(folder: &Path) -> Result<State> {
    if let Ok(version) = std::fs::read_to_string(folder.join(MARK)) {
        let version = version.trim();
        return Ok(if version == VERSION { State::Ready } else { State::OtherVersion(version.to_owned()) });
    }
    if folder.join(BUILDING).exists() {
        return Ok(State::Interrupted);
    }
    let is_free = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(Failure::file(folder)(error)),
    };
    if is_free { Ok(State::Free) } else { Err(taken(folder)) }
}

fn taken(folder: &Path) -> Failure {
    let message = format!("{} is not empty and holds no demonstration", folder.display());
    Failure::new(Exit::Input, "not-a-demonstration", message)
        .hint("name another folder with `--data`; nothing was changed")
}

fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{VERSION}"));
    folder.with_file_name(name)
}

/// Removes a half-built demonstration, unless another process is building it right now.
fn clear(folder: &Path) -> Result<()> {
    let lock = register::folder::Folder::at(folder).lock()?;
    for entry in std::fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        // Last, so that an interruption here leaves the folder recognisable.
        if path.ends_with(BUILDING) || path.ends_with("writer.lock") {
            continue;
        }
        let removed =
            if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        removed.map_err(Failure::file(&path))?;
    }
    drop(lock);
    Ok(())
}

async fn build(folder: &Path) -> Result<()> {
    let at = BUILT_AT.parse().map_err(|error| Failure::facts("clock", error))?;
    let creation = Creation {
        origin_line: ORIGIN.to_owned(),
        one_person: false,
        server: None,
        origin: Origin::fixed(SEED, at),
    };
    register::folder::Folder::at(folder).make()?;
    let building = folder.join(BUILDING);
    std::fs::write(&building, VERSION).map_err(Failure::file(&building))?;
    let register = Register::create(folder, creation).await?;
    load::everything(&register).await?;
    register.sequence().await?;
    register.close().await;
    drop(register);
    let mark = folder.join(MARK);
    register::folder::Folder::write_private(&mark, VERSION.as_bytes())?;
    std::fs::remove_file(&building).map_err(Failure::file(&building))
}

/// What the demonstration holds.
#[derive(Serialize)]
pub struct Contents {
    /// Version of the demonstration.
    pub version: &'static str,
    /// Where it is.
    pub folder: String,
    /// Whether it was built just now.
    pub built: bool,
    /// Counts by project; figures of two projects are never counted together.
    pub projects: Vec<ProjectCounts>,
    /// The log's last checkpoint.
    pub checkpoint: Signed,
}

/// What one project holds.
#[derive(Serialize)]
pub struct ProjectCounts {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether its records are invented.
    pub exercise: bool,
    /// Records by kind, in the order in which data flow; kinds without records are left out.
    pub counts: Vec<(&'static str, i64)>,
}

/// A signed state of the log.
#[derive(Serialize)]
pub struct Signed {
    /// Leaves.
    pub size: u64,
    /// Root, hexadecimal.
    pub root: String,
}

/// Counts what a demonstration holds.
pub async fn contents(register: &Register, built: &Built) -> Result<Contents> {
    let mut projects = Vec::new();
    for (id, project) in register.projects().await? {
        let counts = register.counts(Scope::of(id)).await?;
        projects.push(ProjectCounts {
            code: project.code,
            name: project.name,
            exercise: project.exercise,
            counts: counts.into_iter().filter(|(_, n)| *n > 0).map(|(kind, n)| (kind.slug(), n)).collect(),
        });
    }
    let checkpoint = register.checkpoint().await?;
    Ok(Contents {
        version: VERSION,
        folder: built.folder.display().to_string(),
        built: built.is_new,
        projects,
        checkpoint: Signed { size: checkpoint.size, root: checkpoint.root_text() },
    })
}
