//! `sijil package`: chosen items in a folder that a court can check without this program; and the check.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::Output;
use crate::project;
use clap::Subcommand;
use domain::id::RecordId;
use register::db::Access;
use register::evidence::package::{self, Checked};
use register::package::Packing;
use register::register::LOCAL_ACTOR;
use register::{Reason, Register};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Hand items over: bytes, records, custody and proofs in a BagIt folder; or check such a folder.
///
/// `bagit.py --validate` checks the folder, `verify_proof.py` inside it every proof, neither of them ours to trust.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a package of items; each item's custody says to whom it went.
    Make(Make),
    /// Check a package; needs no register.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Make {
    /// Ids of items.
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<RecordId>,
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The folder to make; it must not be there.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Code of the project [default: the first that is no exercise].
    #[arg(long, value_name = "CODE")]
    project: Option<String>,
    /// Who hands it over.
    #[arg(long, value_name = "NAME")]
    organization: String,
    /// To whom.
    #[arg(long, value_name = "NAME")]
    recipient: String,
    /// What for.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The folder.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    match arguments.action {
        Action::Make(make) => self::make(make, output).await,
        Action::Verify(verify) => self::verify(&verify, output),
    }
}

async fn make(make: Make, output: Output) -> Result<Exit> {
    let register = Register::open(&make.data, Access::Write).await?;
    let (project, _) = project::named(&register, make.project.as_deref()).await?;
    let packing = Packing {
        reason: Reason { actor: LOCAL_ACTOR, why: make.reason },
        project,
        items: make.items,
        folder: &make.to,
        organization: make.organization,
        recipient: make.recipient,
    };
    let written = register.package(packing).await?;
    output.data(&json!({ "files": written.files, "bytes": written.bytes }), |_| {
        format!("{} files, {} bytes\n", written.files, written.bytes)
    })?;
    Ok(Exit::Done)
}

fn verify(verify: &Verify, output: Output) -> Result<Exit> {
    let checked = package::verify(&verify.folder).map_err(|error| {
        Failure::new(Exit::Input, error.code(), format!("{}: {error}", verify.folder.display()))
    })?;
    let problems: Vec<_> = checked
        .problems
        .iter()
        .map(|problem| json!({ "code": problem.code(), "detail": problem.to_string() }))
        .collect();
    let told = json!({ "files": checked.files, "bytes": checked.bytes, "problems": problems });
    output.data(&told, |_| text(&checked))?;
    Ok(if checked.is_whole() { Exit::Done } else { Exit::Problems })
}

fn text(checked: &Checked) -> String {
    let mut text = String::new();
    for problem in &checked.problems {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{problem} ({})", problem.code());
    }
    let verdict = if checked.is_whole() { "whole" } else { "NOT AS IT WAS MADE" };
    let _ = writeln!(text, "{verdict}: {} files, {} bytes", checked.files, checked.bytes);
    text
}
