//! `sijil links`: whether the addresses of reports still answer.

use crate::asking::guard::Inwards;
use crate::asking::{Asker, Round};
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::limits::LINKS_OF_A_ROUND;
use crate::output::Output;
use crate::project;
use clap::Subcommand;
use register::db::Access;
use register::link_check::LinkState;
use register::{Register, Scope};
use serde::Serialize;
use std::path::PathBuf;

/// Ask the addresses of reports whether they still answer.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Check),
}

/// Ask each address once, those longest unasked first, and keep what came of it.
///
/// Sends requests to the addresses, one at a time, and to nothing that is not public. Reports that are closed to
/// anybody in the project are left out. Offline it says so and changes nothing. On SQLite the server must not run.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct Check {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// How many addresses to ask at most.
    #[arg(long, value_name = "NUMBER", default_value_t = LINKS_OF_A_ROUND)]
    limit: usize,
}

#[derive(Debug, Serialize)]
struct Told {
    asked: usize,
    alive: usize,
    dead: usize,
    unclear: usize,
    /// Addresses whose state is another than before.
    changed: u64,
    not_public: usize,
    left: usize,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let Command::Check(check) = arguments.command;
    let register = Register::open(&check.data, Access::Write).await?;
    let (id, _) = project::named(&register, check.project.as_deref()).await?;
    let scope = Scope::of(id);
    let asked = register.links_to_check(scope, check.limit).await?;
    let round = tokio::task::spawn_blocking(move || Asker::new(Inwards::Refused).round(&asked)).await;
    let round = round.map_err(|error| Failure::new(Exit::Damaged, "runtime", error.to_string()))?;
    if round.is_offline {
        let message = "nothing answered: this machine seems to be offline, so nothing was changed";
        return Err(Failure::new(Exit::Input, "offline", message));
    }
    let changed = register.keep_checks(scope, &round.seen).await?;
    output.data(&told(&round, changed), plain)?;
    Ok(Exit::Done)
}

fn told(round: &Round, changed: u64) -> Told {
    let of = |state: LinkState| round.seen.iter().filter(|seen| seen.state == state).count();
    Told {
        asked: round.seen.len(),
        alive: of(LinkState::Alive),
        dead: of(LinkState::Dead),
        unclear: of(LinkState::Unclear),
        changed,
        not_public: round.not_asked,
        left: round.left,
    }
}

fn plain(told: &Told) -> String {
    let Told { asked, alive, dead, unclear, changed, not_public, left } = told;
    format!(
        "asked {asked}: {alive} alive, {dead} dead, {unclear} unclear; {changed} changed; \
         {not_public} not public and not asked; {left} left for another day\n"
    )
}
