//! `sijil man`: manual pages.

use super::Sijil;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use clap::{Command, CommandFactory};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Print the manual page, or write the page of every command into a folder.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Folder to write `sijil.1`, `sijil-demo.1` and so on into; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Page {
    name: String,
    /// In roff.
    page: String,
}

/// Runs the command.
pub fn run(arguments: &Arguments, output: Output) -> Result<Exit> {
    let mut root = Sijil::command();
    root.build();
    match &arguments.out {
        None => {
            let page = page(&root, "sijil")?;
            output.data(&page, |page| page.page.clone())?;
        }
        Some(folder) => {
            let names = write_all(&root, folder)?;
            output.data(&names, |names| names.join("\n") + "\n")?;
        }
    }
    Ok(Exit::Done)
}

fn write_all(root: &Command, folder: &Path) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let mut pages = vec![page(root, "sijil")?];
    for command in
        root.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help")
    {
        pages.push(page(command, &format!("sijil-{}", command.get_name()))?);
    }
    for page in &pages {
        let path = folder.join(&page.name);
        std::fs::write(&path, &page.page).map_err(Failure::file(&path))?;
    }
    Ok(pages.into_iter().map(|page| page.name).collect())
}

fn page(command: &Command, name: &str) -> Result<Page> {
    let mut roff = Vec::new();
    let written = clap_mangen::Man::new(command.clone()).title(name).render(&mut roff);
    written.map_err(|error| Failure::new(Exit::Damaged, "manual-page", error.to_string()))?;
    Ok(Page { name: format!("{name}.1"), page: String::from_utf8_lossy(&roff).into_owned() })
}
