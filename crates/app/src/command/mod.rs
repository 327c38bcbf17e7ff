//! What can be typed: one file a command, joined here.
//!
//! A command reads its arguments, calls the register and prints; the work is elsewhere. Start at [`run`].

mod backup;
mod check;
mod completions;
mod decode;
mod demo;
mod erasures;
mod evidence;
mod evidence_frames;
mod evidence_read;
mod evidence_statement;
mod export;
mod fsck;
mod help_all;
mod import;
mod init;
mod key;
mod links;
mod man;
mod package;
mod release;
mod restore;
mod serve;
mod timestamp;
mod user;
mod verify;
mod verify_backup;
mod worker;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use clap::{Parser, Subcommand};
use std::future::Future;

/// A register of harm to civilians: no number without its evidence.
#[derive(Debug, Parser)]
#[command(name = "sijil", version, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 a check failed or problems refuse, 2 usage, 3 locked, 4 not found, \
    5 input or file, 6 damaged.\nLogs: set SIJIL_LOG to error, warn, info or debug."
)]
pub struct Sijil {
    #[command(subcommand)]
    command: Command,
    /// Print data as JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Init(init::Arguments),
    Serve(serve::Arguments),
    Import(import::Arguments),
    Evidence(evidence::Arguments),
    Package(package::Arguments),
    Release(release::Arguments),
    Export(export::Arguments),
    Links(links::Arguments),
    Verify(verify::Arguments),
    Fsck(fsck::Arguments),
    Timestamp(timestamp::Arguments),
    Backup(backup::Arguments),
    VerifyBackup(verify_backup::Arguments),
    Restore(restore::Arguments),
    Erasures(erasures::Arguments),
    User(user::Arguments),
    Key(key::Arguments),
    Worker(worker::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    #[command(hide = true)]
    Decode(decode::Arguments),
    #[command(hide = true)]
    HelpAll(help_all::Arguments),
}

/// Runs what was typed, and says why where it cannot be done.
pub fn run(typed: Sijil) -> Exit {
    let output = Output { json: typed.json };
    let ended = match typed.command {
        Command::Demo(arguments) => wait(demo::run(arguments, output)),
        Command::Init(arguments) => wait(init::run(arguments, output)),
        Command::Serve(arguments) => wait(serve::run(arguments, output)),
        Command::Import(arguments) => wait(import::run(arguments, output)),
        Command::Evidence(arguments) => wait(evidence::run(arguments, output)),
        Command::Package(arguments) => wait(package::run(arguments, output)),
        Command::Release(arguments) => release::run(&arguments, output),
        Command::Export(arguments) => wait(export::run(arguments, output)),
        Command::Links(arguments) => wait(links::run(arguments, output)),
        Command::Verify(arguments) => wait(verify::run(arguments, output)),
        Command::Fsck(arguments) => wait(fsck::run(arguments, output)),
        Command::Timestamp(arguments) => wait(timestamp::run(arguments, output)),
        Command::Backup(arguments) => wait(backup::run(arguments, output)),
        Command::VerifyBackup(arguments) => wait(verify_backup::run(arguments, output)),
        Command::Restore(arguments) => wait(restore::run(arguments, output)),
        Command::Erasures(arguments) => wait(erasures::run(arguments, output)),
        Command::User(arguments) => wait(user::run(arguments, output)),
        Command::Key(arguments) => key::run(&arguments, output),
        Command::Worker(arguments) => wait(worker::run(arguments)),
        Command::Completions(arguments) => completions::run(&arguments, output),
        Command::Man(arguments) => man::run(&arguments, output),
        Command::Decode(arguments) => decode::run(&arguments),
        Command::HelpAll(_) => help_all::run(output),
    };
    ended.unwrap_or_else(|failure| {
        output.failed(&failure);
        failure.exit
    })
}

fn wait(work: impl Future<Output = Result<Exit>>) -> Result<Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::new(Exit::Damaged, "runtime", error.to_string()))?.block_on(work)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Sijil::command().debug_assert();
    }

    #[test]
    fn scripts_can_rely_on_these_shapes() {
        for line in [
            "sijil demo --no-serve --data DIR --listen 127.0.0.1:0",
            "sijil serve --data DIR --listen 127.0.0.1:0",
            "sijil import --data DIR --map ucdp-ged a.csv b.csv --commit",
            "sijil evidence add FOLDER a.zip --data DIR --label sensitive --zone Asia/Damascus",
            "sijil evidence check --data DIR --repair",
            "sijil evidence second FOLDER --data DIR",
            "sijil package verify FOLDER --json",
            "sijil release FILE --json",
            "sijil release FILE --csv",
            "sijil export --data DIR --kind incident --format geojson",
            "sijil links check --data DIR --project main --limit 20",
            "sijil verify DIR --json",
            "sijil fsck DIR",
            "sijil timestamp --data DIR --json",
            "sijil backup --data DIR --to A --recipient age1x --keyring-to B --keyring-recipient age1y",
            "sijil backup --data DIR --to A --recipient age1x --recipient age1y --keyring-beside",
            "sijil backup --expire --to A --keyring-to B",
            "sijil verify-backup A --keyring B --identity FILE --json",
            "sijil restore --from A --keyring-from B --identity ONE --identity OTHER --data DIR --seen FILE",
            "sijil restore --from A --without-keyring --identity FILE --data DIR",
            "sijil user add --data DIR layla --name Layla --admin --role reviewer --project main",
            "sijil user list --data DIR --json",
            "sijil user reset --data DIR layla",
            "sijil user deactivate --data DIR layla",
            "sijil key new --out FILE --passphrase-file FILE",
            "sijil key seal --to age1a --to age1b",
            "sijil key open --identity FILE SEALED",
            "sijil init --data DIR --database postgres://localhost/x --schema one --origin example.org/log",
        ] {
            assert!(Sijil::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        for line in [
            "sijil",
            "sijil release FILE --json --csv",
            "sijil export --data DIR --kind incident",
            "sijil backup --data DIR --to A --recipient age1x",
            "sijil backup --to A",
            "sijil restore --from A --identity FILE --data DIR",
            "sijil key seal",
            "sijil release FILE --json --csv",
            "sijil export --data DIR --kind incident",
        ] {
            assert!(Sijil::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
