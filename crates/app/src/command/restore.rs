//! `sijil restore`: a register from its backups, in a new folder.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, Output};
use jiff::Timestamp;
use register::backup::{self, Restoration, Restored};
use register::erasure::Listing;
use register::evidence::sealing::Identities;
use register::ledger::Verifier;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Bring a register back from its backups, into a new folder.
///
/// Everything is checked before the folder has its name: digests, signatures, and all that `sijil fsck` checks. Ends
/// with 1 where an original was damaged and left out, or where the register refuses to sign because a later state of
/// its log has been seen. Give the latest checkpoint you know with `--seen`. See docs/reference/backup.md.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// Folder of the values, the log and the originals.
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// Folder of the keyring.
    #[arg(long, value_name = "FOLDER", required_unless_present = "without_keyring")]
    keyring_from: Option<PathBuf>,
    /// Restore without the keyring: values can be read, but not proved, and nothing can be signed.
    #[arg(long, conflicts_with = "keyring_from")]
    without_keyring: bool,
    /// File of age identities that open the parts; more than one may be given.
    #[arg(long, value_name = "FILE", required = true)]
    identity: Vec<PathBuf>,
    /// New data folder.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The run to restore; the last one unless given.
    #[arg(long, value_name = "RUN")]
    run: Option<String>,
    /// The key that verifies the log, as `sijil init` printed it, or a file that holds it.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A checkpoint of the log that somebody has seen: a file, or the data folder it is in; more may be given.
    #[arg(long, value_name = "PATH")]
    seen: Vec<PathBuf>,
    /// A list of erasures that `sijil erasures` wrote: those made after the backup are carried out before anybody can
    /// read what they erased; more may be given.
    #[arg(long, value_name = "FILE", conflicts_with = "without_keyring")]
    erasures: Vec<PathBuf>,
    /// PostgreSQL address, where it is not the one the register was on.
    #[arg(long, value_name = "URL", env = "SIJIL_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Schema on that server; it must hold nothing.
    #[arg(long, value_name = "NAME", requires = "database", default_value = "sijil")]
    schema: String,
}

/// Said where nobody told which key to trust.
pub const UNKNOWN_KEY: &str =
    "the backup itself says which key signed it: compare it with the one you know, or give --key";

/// Said where nobody brought the erasures that were made since.
const NO_ERASURES: &str = "no list of erasures was given: whatever was erased after this backup is there again; restore \
     with --erasures FILE, as `sijil erasures` wrote it";

/// Runs the command.
pub async fn run(arguments: Arguments, output: Output) -> Result<Exit> {
    let seen: register::Result<Vec<String>> =
        arguments.seen.iter().map(|path| backup::read_seen(path)).collect();
    let restoration = Restoration {
        from: arguments.from,
        keyring_from: arguments.keyring_from,
        run: arguments.run,
        identities: identities(&arguments.identity)?,
        key: arguments.key.as_deref().map(key).transpose()?,
        to: arguments.data,
        server: arguments.database.map(|url| (url, arguments.schema)),
        seen: seen?,
        erasures: listings(&arguments.erasures)?,
        at: Timestamp::now(),
    };
    if restoration.key.is_none() {
        output::warn(UNKNOWN_KEY);
    }
    let restored = restoration.run().await?;
    output.data(&restored, |restored| text(restored, &restoration.to))?;
    if arguments.erasures.is_empty() {
        output::warn(NO_ERASURES);
    }
    if restored.unproven_acts > 0 {
        output::warn(&format!(
            "{} acts have no secret here: their values can be read, and nothing proves them",
            restored.unproven_acts
        ));
    }
    if let Some(why) = &restored.refuses_to_sign {
        let said = Failure::rolled_back(why);
        output::warn(&format!("{}\n{}", said.message, said.hint.unwrap_or_default()));
    }
    Ok(ended(&restored))
}

/// How a restore, or the try of one, ends.
pub fn ended(restored: &Restored) -> Exit {
    let is_whole = restored.findings.is_sound() && restored.faults.is_empty();
    if is_whole && restored.refuses_to_sign.is_none() { Exit::Done } else { Exit::Problems }
}

/// What was restored, and every fault by name.
pub fn text(restored: &Restored, to: &Path) -> String {
    let mut text = String::new();
    for fault in restored.faults.iter().chain(&restored.findings.faults) {
        let _ = writeln!(text, "{}: {} ({})", fault.what, fault.detail, fault.code);
    }
    let _ = writeln!(
        text,
        "run {} of {} in {}: {} leaves, root {}\n{} acts and {} records compared; {} files, {} bytes of log and originals",
        restored.run,
        restored.at,
        to.display(),
        restored.leaves,
        restored.root,
        restored.findings.acts,
        restored.findings.records,
        restored.files,
        restored.bytes
    );
    if restored.erasures > 0 {
        let _ = writeln!(text, "{} erasures made after the backup were carried out", restored.erasures);
    }
    if restored.findings.unsequenced > 0 {
        let _ = writeln!(text, "{} acts had no number in the log yet", restored.findings.unsequenced);
    }
    text
}

/// Reads files of identities.
pub fn identities(files: &[PathBuf]) -> Result<Identities> {
    let mut all: Option<Identities> = None;
    for path in files {
        let text = std::fs::read_to_string(path).map_err(Failure::file(path))?;
        let read = Identities::read(&text).map_err(|error| {
            Failure::new(Exit::Input, error.code(), format!("{}: {error}", path.display()))
        })?;
        all = Some(match all {
            Some(others) => others.and(read),
            None => read,
        });
    }
    all.ok_or_else(|| Failure::new(Exit::Usage, "sealing-no-identity", "no identity was given"))
}

/// Reads lists of erasures.
fn listings(files: &[PathBuf]) -> Result<Vec<Listing>> {
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(Failure::file(path))?;
        Listing::read(&text).map_err(Failure::from)
    };
    files.iter().map(read).collect()
}

/// Reads the key that verifies the log: the key itself, or a file that holds it.
pub fn key(given: &str) -> Result<Verifier> {
    let path = Path::new(given);
    let text = if path.is_file() {
        std::fs::read_to_string(path).map_err(Failure::file(path))?
    } else {
        given.to_owned()
    };
    Verifier::parse(&text).map_err(|error| Failure::new(Exit::Usage, error.code(), error.to_string()))
}
