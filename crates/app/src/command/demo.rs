//! `sijil demo`: builds the demonstration where it is not there yet, and serves it.

use crate::demo::{self, Built};
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, Output};
use crate::{decoder, place, serving};
use register::Register;
use register::db::Access;
use register::register::LOCAL_ACTOR;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Show the demonstration: Raqqa 2017 and Deir ez-Zor 2018-19 from public facts.
///
/// Builds it on the first start and reuses it afterwards. Nothing is fetched. Prints the address to open; with
/// `--no-serve` prints what the register holds and its checkpoint.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Build it and print what it holds, without serving.
    #[arg(long)]
    no_serve: bool,
    /// Data folder [default: the system's folder for application data].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = crate::limits::LISTEN)]
    listen: String,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let started = Instant::now();
    let folder = match arguments.data {
        Some(folder) => folder,
        None => place::demonstration()?,
    };
    let listener = if arguments.no_serve { None } else { Some(serving::bind(&arguments.listen).await?) };
    let built = demo::stand(&folder).await?;
    let milliseconds = started.elapsed().as_millis();
    let how = if built.is_new { "built" } else { "found" };
    output::note(&format!("demonstration {how} in {} ({milliseconds} ms)", built.folder.display()));
    match listener {
        None => {
            let access = Register::open(&built.folder, Access::Read).await?;
            output.data(&demo::contents(&access, &built).await?, contents_text)?;
            Ok(Exit::Done)
        }
        Some(listener) => serve(&built, listener, output).await,
    }
}

async fn serve(built: &Built, listener: tokio::net::TcpListener, output: Output) -> Result<Exit> {
    // Opened anew, so that what is done from here on has the machine's ids, secrets and clock.
    let register = Register::open(&built.folder, Access::Write).await?;
    decoder::set_up(&register, false);
    serving::serve(register, listener, Some(LOCAL_ACTOR), output).await
}

fn contents_text(contents: &demo::Contents) -> String {
    let mut text = String::new();
    for project in &contents.projects {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} ({})", project.name, project.code);
        for (kind, count) in &project.counts {
            let _ = writeln!(text, "{count:>7}  {kind}");
        }
    }
    let _ = writeln!(text, "checkpoint {} {}", contents.checkpoint.size, contents.checkpoint.root);
    text
}
