//! Checking a backup without any key: every file against its digest, the digests against the log's signature, the
//! tiles against the checkpoint. That it opens is [`super::Restoration`]'s to say.

use super::expire::is_expired;
use super::file::{Named, digest};
use super::folder::BackupFolder;
use super::kept::Kept;
use super::manifest::{Holds, Manifest};
use crate::error::{Error, Result};
use crate::fsck::Fault;
use crate::limits::FAULTS_NAMED_MAX;
use jiff::Timestamp;
use ledger::{Checkpoint, Verifier};
use serde::Serialize;
use std::fs::File;
use std::path::Path;

/// What a check of a backup found.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Name of the run.
    pub run: String,
    /// When it was made.
    pub at: String,
    /// When its parts may no longer be kept.
    pub expires: String,
    /// The key that signed it, as the folder states it: to be compared with the one that is known from elsewhere.
    pub key: String,
    /// Leaves of the log.
    pub leaves: u64,
    /// Root over them, hexadecimal.
    pub root: String,
    /// Whether the register was on PostgreSQL.
    pub on_server: bool,
    /// Whether the secrets were there to be checked.
    pub has_keyring: bool,
    /// Files read.
    pub files: u64,
    /// Bytes of them.
    pub bytes: u64,
    /// What is missing or not as it was written; the first of them.
    pub faults: Vec<Fault>,
    /// Faults in all.
    pub faults_count: usize,
    #[serde(skip)]
    pub(super) manifest: Manifest,
    #[serde(skip)]
    pub(super) verifier: Verifier,
    #[serde(skip)]
    pub(super) checkpoint: Checkpoint,
    #[serde(skip)]
    pub(super) kept: Kept,
}

/// Checks a run of a backup, the last one unless another is named; `key` is the log's key where it is known.
///
/// # Errors
/// `no-backup`; `backup-damaged` where the manifest or a list is, so that nothing else can be said; `signature-invalid`
/// where it was signed by another key.
pub fn check(
    folder: &Path,
    keyring: Option<&Path>,
    run: Option<&str>,
    key: Option<&Verifier>,
    now: Timestamp,
) -> Result<Checked> {
    let folder = BackupFolder::at(folder);
    let verifier = match key {
        Some(key) => key.clone(),
        None => folder.key()?,
    };
    let run = match run {
        Some(run) => run.to_owned(),
        None => folder
            .runs(Holds::Register)?
            .pop()
            .ok_or_else(|| Error::NoBackup(folder.path.display().to_string()))?,
    };
    let manifest = folder.manifest(&run, Holds::Register, &verifier)?;
    let checkpoint = manifest.checkpoint(&verifier)?;
    let mut checked = Checked {
        run: run.clone(),
        at: manifest.at.clone(),
        expires: manifest.expires.clone(),
        key: verifier.to_string(),
        leaves: checkpoint.size,
        root: checkpoint.root_text(),
        on_server: manifest.on_server,
        has_keyring: keyring.is_some(),
        files: 0,
        bytes: 0,
        faults: Vec::new(),
        faults_count: 0,
        kept: Kept::read(&folder.path, manifest.kept.as_ref())?,
        manifest,
        verifier,
        checkpoint,
    };
    checked.parts(&folder, keyring)?;
    checked.files_kept(&folder);
    checked.tiles(&folder);
    checked.expired(&folder, now)?;
    Ok(checked)
}

impl Checked {
    /// Whether nothing is at fault.
    pub const fn is_sound(&self) -> bool {
        self.faults_count == 0
    }

    fn fault(&mut self, what: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.faults_count += 1;
        if self.faults.len() < FAULTS_NAMED_MAX {
            self.faults.push(Fault { what: what.into(), code, detail: detail.into() });
        }
    }

    fn parts(&mut self, folder: &BackupFolder, keyring: Option<&Path>) -> Result<()> {
        self.file(folder, &self.manifest.part.clone());
        self.mark(folder);
        let Some(keyring) = keyring.map(BackupFolder::at) else { return Ok(()) };
        self.mark(&keyring);
        let theirs = keyring.manifest(&self.run, Holds::Keyring, &self.verifier)?;
        if Some(&theirs.part) != self.manifest.keyring.as_ref() {
            self.fault(theirs.part.name.clone(), "backup-file-altered", "belongs to another run");
        }
        self.file(&keyring, &theirs.part);
        Ok(())
    }

    fn mark(&mut self, folder: &BackupFolder) {
        if !folder.key().is_ok_and(|key| key == self.verifier) {
            self.fault(super::folder::MARK, "backup-file-altered", "it does not name the log's key");
        }
    }

    fn files_kept(&mut self, folder: &BackupFolder) {
        let files: Vec<Named> = self.kept.files.values().cloned().collect();
        for named in &files {
            self.file(folder, named);
        }
    }

    fn file(&mut self, folder: &BackupFolder, named: &Named) {
        let read = File::open(folder.path.join(&named.name)).and_then(|mut file| digest(&mut file));
        self.files += 1;
        match read {
            Err(error) => self.fault(&named.name, "backup-file-missing", error.to_string()),
            Ok((bytes, sha256)) => {
                self.bytes += bytes;
                if bytes != named.bytes {
                    let told = format!("{bytes} bytes, not {}", named.bytes);
                    self.fault(&named.name, "backup-file-altered", told);
                } else if sha256 != named.sha256 {
                    self.fault(&named.name, "backup-file-altered", "its SHA-256 is not the one in the list");
                }
            }
        }
    }

    fn tiles(&mut self, folder: &BackupFolder) {
        for fault in ledger::verify_tiles(&folder.path.join("log"), &self.checkpoint) {
            let name = format!("log/{}", fault.path);
            // Named once, by the first of the two that noticed.
            if !self.faults.iter().any(|known| known.what == name) {
                self.fault(name, "log-file-altered", fault.reason);
            }
        }
    }

    fn expired(&mut self, folder: &BackupFolder, now: Timestamp) -> Result<()> {
        for holds in [Holds::Register, Holds::Keyring] {
            for run in folder.runs(holds)?.into_iter().filter(|run| is_expired(run, now)) {
                let name = Manifest::part_name(&run, holds);
                self.fault(
                    name,
                    "backup-expired",
                    "it may no longer be kept: sijil backup --expire removes it",
                );
            }
        }
        Ok(())
    }
}
