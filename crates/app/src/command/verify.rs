//! `sijil verify`: the log against its signature, and every act against the log.

use super::check;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use register::Register;
use register::db::Access;
use std::path::PathBuf;

/// Check that the log is whole and that every act is the one it holds.
///
/// Reads beside a running server. Ends with 1 and names the file or act where anything was altered.
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
    check::report(&register.verify().await?, output)
}
