//! `sijil export`: writes records of one kind in an open format.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use clap::ValueEnum;
use std::path::PathBuf;

/// Export the records of one kind, with ids and the checkpoint they were read at.
///
/// Reads beside a running server.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Kind of record, such as incident, release, finding or tally.
    #[arg(long, value_name = "KIND")]
    kind: String,
    /// Format to write.
    #[arg(long, value_enum)]
    format: Format,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// File to write [default: standard output].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Points for a map.
    Geojson,
    /// A spreadsheet.
    Xlsx,
}

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    let _ = (arguments, output);
    Err(Failure::new(Exit::NotFound, "export-not-joined", "export is not part of this build"))
}
