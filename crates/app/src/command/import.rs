//! `sijil import`: brings tables into a register through a mapping. Dry run unless told to commit.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use std::path::PathBuf;

/// Import tables through a mapping; a dry run unless `--commit` is given.
///
/// Lists every problem by file, row and cell. Nothing is written where a problem refuses.
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
}

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    let _ = (arguments, output);
    Err(Failure::new(Exit::NotFound, "import-not-joined", "import is not part of this build"))
}
