//! `sijil backup`: a sealed copy of a register, made while it runs.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, Output};
use jiff::Timestamp;
use register::Register;
use register::backup::{self, Report, Request};
use register::db::Access;
use register::evidence::sealing::Recipients;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Copy a register into sealed backups, while it runs.
///
/// Values go into one folder and the secrets that prove them into another, each sealed to age recipients: make a key
/// with `age-keygen`, keep it away from both. Originals and tiles of the log are encrypted or say nothing; they are
/// copied once and never overwritten. What holds values or secrets is removed after 30 days, by each run and by
/// `--expire`. See docs/reference/backup.md.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Data folder.
    #[arg(long, value_name = "DIR", required_unless_present = "expire", conflicts_with = "expire")]
    data: Option<PathBuf>,
    /// Folder for the values, the log and the originals; made where it is not there.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Who can open the values: an age recipient, age1…; more than one may be given.
    #[arg(long, value_name = "AGE", required_unless_present = "expire")]
    recipient: Vec<String>,
    /// Folder for the keyring, the people and the keys: on another disk, in other hands.
    #[arg(long, value_name = "FOLDER", required_unless_present_any = ["keyring_beside", "expire"])]
    keyring_to: Option<PathBuf>,
    /// Who can open the keyring; the same as the values unless given.
    #[arg(long, value_name = "AGE")]
    keyring_recipient: Vec<String>,
    /// Put the keyring into the folder of the values: whoever takes it and has the keys has everything.
    #[arg(long, conflicts_with = "keyring_to")]
    keyring_beside: bool,
    /// Make no backup; only remove from the folders what may no longer be kept.
    #[arg(long)]
    expire: bool,
}

#[derive(Serialize)]
struct Expired {
    expired: Vec<String>,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let now = Timestamp::now();
    let Some(data) = arguments.data else {
        let mut expired = backup::expire(&arguments.to, now)?;
        if let Some(keyring) = &arguments.keyring_to {
            expired.extend(backup::expire(keyring, now)?);
        }
        output.data(&Expired { expired }, |removed| removed_text(&removed.expired))?;
        return Ok(Exit::Done);
    };
    let recipients = read(&arguments.recipient)?;
    let keyring_recipients = if arguments.keyring_recipient.is_empty() {
        recipients.clone()
    } else {
        read(&arguments.keyring_recipient)?
    };
    let same = recipients.texts() == keyring_recipients.texts();
    if arguments.keyring_beside {
        output::warn(
            "values and secrets lie in one folder: an erased value can be proved from it until it expires, and whoever \
             takes it needs only the keys",
        );
    } else if same {
        output::warn("the same people open values and secrets; --keyring-recipient names others");
    }
    let request = Request {
        keyring_to: arguments.keyring_to.unwrap_or_else(|| arguments.to.clone()),
        to: arguments.to,
        recipients,
        keyring_recipients,
        keyring_beside: arguments.keyring_beside,
        at: now,
    };
    let register = Register::open(&data, Access::Read).await?;
    let report = request.run(&register).await;
    register.close().await;
    let report = report?;
    for warning in &report.warnings {
        output::warn(warning);
    }
    output.data(&report, text)?;
    Ok(Exit::Done)
}

fn read(recipients: &[String]) -> Result<Recipients> {
    Recipients::read(recipients).map_err(|error| {
        Failure::new(Exit::Usage, error.code(), error.to_string())
            .hint("`age-keygen` prints one as its public key; an AGE-SECRET-KEY is never given here")
    })
}

fn text(report: &Report) -> String {
    let mut text = format!("backup {}: {} leaves, root {}\n", report.run, report.leaves, report.root);
    for part in [&report.register, &report.keyring] {
        let _ = writeln!(text, "{}  {} bytes  sha256 {}", part.name, part.bytes, part.sha256);
    }
    let _ = writeln!(
        text,
        "tiles and originals: {} files, {} bytes copied; {} files, {} bytes kept",
        report.files_copied, report.bytes_copied, report.files_kept, report.bytes_kept
    );
    let _ = writeln!(text, "to be removed on {}", report.expires);
    text + &removed_text(&report.expired)
}

fn removed_text(expired: &[String]) -> String {
    if expired.is_empty() {
        return "nothing has expired\n".to_owned();
    }
    expired.iter().fold(String::new(), |text, name| text + "expired and removed: " + name + "\n")
}
