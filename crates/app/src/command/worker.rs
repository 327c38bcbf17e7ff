//! `sijil worker`: the background work of a register without its pages.

use crate::exit::Exit;
use crate::failure::Result;
use crate::serving;
use register::Register;
use register::db::Access;
use std::path::PathBuf;

/// Do a register's background work without serving pages, until Ctrl-C.
///
/// Gives new acts their numbers in the log and signs checkpoints. `sijil serve` does this itself; a worker of its
/// own is for a register whose pages are served elsewhere.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Runs the command.
pub async fn run(arguments: Arguments) -> Result<Exit> {
    serving::work(Register::open(&arguments.data, Access::Write).await?).await
}
