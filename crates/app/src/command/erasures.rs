//! `sijil erasures`: the list of what was erased, to be kept where the backups are.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use register::Register;
use register::db::Access;
use std::io::Write as _;
use std::path::PathBuf;

/// List what was erased, for whoever restores an older backup.
///
/// A backup holds what was erased after it was made, until it expires. Write this list after every erasure, keep it
/// with the backups, and give it to `sijil restore --erasures`. It names records, fields, grounds and people by their
/// pseudonyms; it holds no value. Runs beside a server. See docs/reference/erasure.md.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// File to write; one that is there is replaced at once, never half.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(serde::Serialize)]
struct Written {
    erasures: usize,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let register = Register::open(&arguments.data, Access::Read).await?;
    let listing = register.listed_erasures().await;
    register.close().await;
    let listing = listing?;
    let text = serde_json::to_string_pretty(&listing)
        .map_err(|error| Failure::new(Exit::Damaged, "stored-data-damaged", error.to_string()))?;
    let path = &arguments.out;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    let unfinished = path.with_file_name(name);
    let written = std::fs::File::create(&unfinished).and_then(|mut file| {
        writeln!(file, "{text}")?;
        file.sync_all()?;
        std::fs::rename(&unfinished, path)
    });
    written.map_err(Failure::file(path))?;
    let written = Written { erasures: listing.erasures.len() };
    output
        .data(&written, |written| format!("{} erasures listed in {}\n", written.erasures, path.display()))?;
    Ok(Exit::Done)
}
