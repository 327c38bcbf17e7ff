//! `sijil import`: brings tables into a register through a mapping. Dry run unless told to commit.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::{progress, project};
use register::db::Access;
use register::exchange::table::{Mapping, Problem, built_in_names};
use register::import::{Imported, Keep, Order};
use register::register::LOCAL_ACTOR;
use register::{Reason, Register};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Import tables through a mapping; a dry run unless `--commit` is given.
///
/// Lists every problem by file, row and cell. A dry run does all the work and keeps nothing, so it says exactly
/// what `--commit` would do. Each file lands whole or not at all; rows that problems refuse are left out and listed,
/// and the command ends with 1. The same file a second time makes no act.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Name of a shipped mapping, or a mapping file (TOML).
    #[arg(long, value_name = "NAME_OR_FILE")]
    map: String,
    /// Files to import: CSV, XLSX or JSON.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write what the dry run shows.
    #[arg(long)]
    commit: bool,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Why, for the history of every record [default: names the file and the mapping].
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// What became of one file.
#[derive(Serialize)]
struct Landed {
    file: String,
    committed: bool,
    #[serde(flatten)]
    outcome: Outcome,
}

/// A file that was read, or why it could not be.
#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Imported(Box<Imported>),
    Unread { error: Unread },
}

/// Why nothing of a file could be read; the other files go on.
#[derive(Serialize)]
struct Unread {
    code: &'static str,
    message: String,
    hint: &'static str,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let mapping = mapping(&arguments.map)?;
    if let Some(missing) = arguments.files.iter().find(|file| !file.is_file()) {
        let message = format!("{} is not there", missing.display());
        return Err(Failure::new(Exit::Input, "file", message));
    }
    let register = Register::open(&arguments.data, Access::Write).await?;
    let (project, _) = project::named(&register, arguments.project.as_deref()).await?;
    let mut landed = Vec::new();
    for file in &arguments.files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let why = arguments.reason.clone().unwrap_or_else(|| format!("Import {name} with {}", mapping.name));
        let order = Order {
            path: file.clone(),
            file_name: name.clone(),
            mapping: mapping.clone(),
            keep: if arguments.commit { Keep::Commit } else { Keep::DryRun },
            reason: Reason { actor: LOCAL_ACTOR, why },
            project,
            progress: Arc::default(),
        };
        let outcome = outcome(watched(&register, order).await)?;
        landed.push(Landed { file: name, committed: arguments.commit, outcome });
    }
    if arguments.commit {
        register.sequence().await?;
    }
    let whole = landed.iter().all(Landed::is_whole);
    output.data(&landed, |landed| landed.iter().map(text).collect())?;
    Ok(if whole { Exit::Done } else { Exit::Problems })
}

/// Imports with a count of rows on the terminal.
async fn watched(register: &Register, order: Order) -> register::Result<Imported> {
    let bar = progress::counter(&order.file_name);
    let rows = Arc::clone(&order.progress);
    let work = register.import(order);
    tokio::pin!(work);
    let mut ticks = tokio::time::interval(Duration::from_millis(200));
    let imported = loop {
        tokio::select! {
            imported = &mut work => break imported,
            _ = ticks.tick() => show(&bar, &rows),
        }
    };
    bar.finish_and_clear();
    imported
}

/// A file that is no table of the mapping is told with the others; whatever else fails ends the command.
fn outcome(imported: register::Result<Imported>) -> Result<Outcome> {
    match imported {
        Ok(imported) => Ok(Outcome::Imported(Box::new(imported))),
        Err(register::Error::Exchange(error)) => {
            let (code, hint) = (error.code(), error.hint());
            Ok(Outcome::Unread { error: Unread { code, message: error.to_string(), hint } })
        }
        Err(error) => Err(error.into()),
    }
}

fn show(bar: &indicatif::ProgressBar, rows: &AtomicU64) {
    bar.set_position(rows.load(Ordering::Relaxed));
}

fn mapping(name_or_file: &str) -> Result<Mapping> {
    if let Some(mapping) = Mapping::built_in(name_or_file) {
        return Ok(mapping);
    }
    let path = Path::new(name_or_file);
    if !path.exists() {
        let names: Vec<&str> = built_in_names().collect();
        return Err(Failure::new(
            Exit::NotFound,
            "no-mapping",
            format!("there is no mapping {name_or_file}"),
        )
        .hint(format!("name a mapping file, or one of {}", names.join(", "))));
    }
    let text = std::fs::read_to_string(path).map_err(Failure::file(path))?;
    Mapping::parse(&text)
        .map_err(|error| Failure::new(Exit::Input, error.code(), format!("{}: {error}", path.display())))
}

impl Landed {
    fn is_whole(&self) -> bool {
        match &self.outcome {
            Outcome::Imported(imported) => refused(imported) == 0,
            Outcome::Unread { .. } => false,
        }
    }
}

fn refused(imported: &Imported) -> u64 {
    imported.summary.refused + imported.refused_by_rules
}

fn text(landed: &Landed) -> String {
    let imported = match &landed.outcome {
        Outcome::Imported(imported) => imported,
        Outcome::Unread { error: Unread { code, message, hint } } => {
            return format!("{}: nothing landed: {code}: {message}. {hint}\n", landed.file);
        }
    };
    let mut text: String = imported.problems.iter().map(problem).collect();
    let unlisted = imported.problems_count.saturating_sub(imported.problems.len() as u64);
    if unlisted > 0 {
        // Writing to a string does not fail.
        let _ = writeln!(text, "and {unlisted} more problems");
    }
    let (file, rows, problems) = (&landed.file, imported.summary.rows, imported.problems_count);
    let what = if landed.committed { "imported" } else { "dry run" };
    let _ = writeln!(
        text,
        "{file}: {what}: {rows} rows, {} refused, {problems} problems; records: {} new, {} changed, {} as they were; \
         {} links, {} acts",
        refused(imported),
        imported.created,
        imported.changed,
        imported.unchanged,
        imported.linked,
        imported.acts,
    );
    text
}

fn problem(problem: &Problem) -> String {
    let Problem { file, row, column, value, code, detail, hint, .. } = problem;
    let cell = if column.is_empty() { String::new() } else { format!(" {column} {value:?}") };
    format!("{file}:{row}:{cell} {code}: {detail} {hint}\n")
}
