//! `sijil serve`: the pages of a register.

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use crate::{decoder, serving};
use register::Register;
use register::db::Access;
use std::path::PathBuf;

/// Serve the pages of a register until Ctrl-C.
///
/// Prints one line, `Open http://localhost:PORT/?key=KEY`: the address that opens a session on this machine.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Address to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = crate::limits::LISTEN)]
    listen: String,
    /// Read files even where this kernel cannot confine a hostile one.
    #[arg(long)]
    unsandboxed: bool,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let register = Register::open(&arguments.data, Access::Write).await?;
    decoder::set_up(&register, arguments.unsandboxed);
    let listener = serving::bind(&arguments.listen).await?;
    serving::serve(register, listener, None, output).await
}
