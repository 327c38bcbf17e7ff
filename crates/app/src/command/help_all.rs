//! `sijil help-all`: the long help of every command, from which `docs/reference/commands.md` is generated.

use super::Sijil;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Output;
use clap::CommandFactory;

/// Print the long help of every command, as `docs/reference/commands.md` holds it.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {}

/// Runs the command.
pub fn run(output: Output) -> Result<Exit> {
    // Without wrapping, so that the page is the same whatever terminal writes it.
    let mut root = Sijil::command().term_width(0);
    root.build();
    let mut parts = vec![root.render_long_help().to_string()];
    let names: Vec<String> = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help")
        .map(|command| command.get_name().to_owned())
        .collect();
    for name in names {
        let help = root.find_subcommand_mut(&name).map(|command| command.render_long_help().to_string());
        parts.extend(help.map(|help| format!("## sijil {name}\n\n{help}")));
    }
    let text = parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>().join("\n\n") + "\n";
    output.data(&text, Clone::clone)?;
    Ok(Exit::Done)
}
