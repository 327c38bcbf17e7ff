//! `sijil fsck`: the log, the acts, and that every table holds what its acts say.

use super::check;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use register::Register;
use register::db::Access;
use std::path::PathBuf;

/// Check everything `verify` does, and that every table holds what its acts say.
///
/// Reads beside a running server and repairs nothing. Ends with 1 and names what differs.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(value_name = "DIR")]
    data: PathBuf,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let register = Register::open(&arguments.data, Access::Read).await?;
    check::report(&register.fsck().await?, output)
}
