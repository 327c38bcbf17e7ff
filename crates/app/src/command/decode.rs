//! `sijil decode`: the confined child that reads files of unknown origin. The program calls itself so; people do not.

use crate::exit::Exit;
use crate::failure::Result;
use register::evidence::sandbox::child::{self, Ended};

/// Read one file of unknown origin from standard input, confined, and answer in frames on standard output.
///
/// Nobody types this: the server starts it for each file. The order is one JSON object.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// What to do, as JSON.
    #[arg(value_name = "ORDER")]
    order: String,
}

/// Runs the command.
#[expect(clippy::unnecessary_wraps, reason = "every command answers so")]
pub fn run(arguments: &Arguments) -> Result<Exit> {
    Ok(match child::run(&arguments.order) {
        Ended::Answered => Exit::Done,
        Ended::Failed => Exit::Input,
    })
}
