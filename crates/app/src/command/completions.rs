//! `sijil completions`: completions for a shell.

use super::Sijil;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use clap::CommandFactory;
use clap_complete::Shell;

/// Print completions for a shell, for example into its completion folder.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Which shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Sijil::command(), "sijil", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    output.data(&script, Clone::clone)?;
    Ok(Exit::Done)
}
