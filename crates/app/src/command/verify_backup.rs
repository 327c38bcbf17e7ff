//! `sijil verify-backup`: whether a backup is whole, and with its keys whether a register comes back from it.

use super::restore;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, Output};
use jiff::Timestamp;
use register::backup::{self, Checked, Restoration, Restored};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Check a backup: without keys its files, with them that a register comes back from it.
///
/// Without `--identity`: every file against its digest, the digests against the log's signature, the tiles against
/// the checkpoint. With it: the parts are opened, restored into a scratch folder, checked as `sijil fsck` does, and
/// removed again; the scratch folder holds values in the clear meanwhile. Ends with 1 and names what is wrong.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Folder of the values, the log and the originals.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Folder of the keyring.
    #[arg(long, value_name = "FOLDER")]
    keyring: Option<PathBuf>,
    /// The run to check; the last one unless given.
    #[arg(long, value_name = "RUN")]
    run: Option<String>,
    /// The key that verifies the log, as `sijil init` printed it, or a file that holds it.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// File of age identities that open the parts; more than one may be given.
    #[arg(long, value_name = "FILE")]
    identity: Vec<PathBuf>,
    /// Where the scratch folder is made; the system's folder of temporary files unless given.
    #[arg(long, value_name = "DIR", requires = "identity")]
    scratch: Option<PathBuf>,
    /// PostgreSQL address for a scratch schema, where the register was on PostgreSQL.
    #[arg(long, value_name = "URL", requires = "identity", env = "SIJIL_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

#[derive(Serialize)]
struct Verdict {
    checked: Checked,
    /// What came back; `null` where it was not tried.
    restored: Option<Restored>,
}

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let key = arguments.key.as_deref().map(restore::key).transpose()?;
    let now = Timestamp::now();
    let run = arguments.run.as_deref();
    let checked = backup::check(&arguments.folder, arguments.keyring.as_deref(), run, key.as_ref(), now)?;
    let mut verdict = Verdict { checked, restored: None };
    if key.is_none() {
        output::warn(restore::UNKNOWN_KEY);
    }
    let may_be_tried = verdict.checked.faults.iter().all(|fault| fault.code == "backup-expired");
    if !arguments.identity.is_empty() && may_be_tried {
        verdict.restored = Some(try_it(&arguments, key, &verdict.checked, now).await?);
    }
    output.data(&verdict, text)?;
    if arguments.keyring.is_none() {
        output::warn("the keyring was not checked: name its folder with --keyring");
    }
    if arguments.identity.is_empty() {
        output::warn("nothing was opened: with --identity it is tried whether a register comes back");
    }
    let came_back = verdict.restored.as_ref().is_none_or(|restored| {
        // Without its keyring nothing can be proved, which was said; an older run refuses to sign, which is right.
        restored.faults.iter().chain(&restored.findings.faults).all(|fault| {
            fault.code == "backup-expired" || (arguments.keyring.is_none() && fault.code == "secret-missing")
        })
    });
    Ok(if verdict.checked.is_sound() && came_back { Exit::Done } else { Exit::Problems })
}

async fn try_it(
    arguments: &Arguments,
    key: Option<register::ledger::Verifier>,
    checked: &Checked,
    at: Timestamp,
) -> Result<Restored> {
    if checked.on_server && arguments.database.is_none() {
        return Err(Failure::new(Exit::Usage, "backup-folder", "this register was on PostgreSQL")
            .hint("give a server to try it on: --database URL; a schema is made there and removed again"));
    }
    let scratch = arguments.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let name = format!("sijil_verify_{}", std::process::id());
    let server = arguments.database.clone().filter(|_| checked.on_server);
    let restoration = Restoration {
        from: arguments.folder.clone(),
        keyring_from: arguments.keyring.clone(),
        run: Some(checked.run.clone()),
        identities: restore::identities(&arguments.identity)?,
        key,
        to: scratch.join(&name),
        server: server.map(|url| (url, name)),
        seen: Vec::new(),
        erasures: Vec::new(),
        at,
    };
    let restored = restoration.run().await?;
    restoration.remove().await?;
    Ok(restored)
}

fn text(verdict: &Verdict) -> String {
    let checked = &verdict.checked;
    let mut text = String::new();
    for fault in &checked.faults {
        let _ = writeln!(text, "{}: {} ({})", fault.what, fault.detail, fault.code);
    }
    let unnamed = checked.faults_count.saturating_sub(checked.faults.len());
    if unnamed > 0 {
        let _ = writeln!(text, "and {unnamed} more");
    }
    let said = if checked.is_sound() { "as it was written" } else { "NOT AS IT WAS WRITTEN" };
    let _ = writeln!(
        text,
        "{said}: run {} of {}, {} files, {} bytes; {} leaves, root {}\nsigned by {}\nto be removed on {}",
        checked.run,
        checked.at,
        checked.files,
        checked.bytes,
        checked.leaves,
        checked.root,
        checked.key,
        checked.expires
    );
    if let Some(restored) = &verdict.restored {
        for fault in &restored.findings.faults {
            let _ = writeln!(text, "{}: {} ({})", fault.what, fault.detail, fault.code);
        }
        let sound = if restored.findings.is_sound() { "sound" } else { "NOT SOUND" };
        let _ = writeln!(
            text,
            "a register comes back, {sound}: {} acts and {} records compared",
            restored.findings.acts, restored.findings.records
        );
    }
    text
}
