//! `sijil fsck`: the log, the acts, and that every table holds what its acts say.

use super::check;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use register::Register;
use register::db::Access;
use register::item::Bytes;
use std::path::PathBuf;

/// Check everything `verify` does, and that every table holds what its acts say.
///
/// Every item's bytes are read to the end and compared with their digest, in both copies. Reads beside a running server
/// and repairs nothing. Ends with 1 and names what differs.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Do not read the bytes of items; only look whether each has a file and a key.
    #[arg(long)]
    skip_bytes: bool,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let register = Register::open(&arguments.data, Access::Read).await?;
    let mut findings = register.fsck().await?;
    let how = if arguments.skip_bytes { Bytes::Present } else { Bytes::Read };
    let (items, faults) = register.check_bytes(how).await?;
    findings.add_bytes(items, faults);
    check::report(&findings, output)
}
