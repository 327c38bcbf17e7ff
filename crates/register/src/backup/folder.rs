//! A folder that holds backups: what lies where, whose it is, and what a run that died left in it.
//!
//! ```text
//! sijil-backup         two lines: what this is, and the key of the log it belongs to
//! lock                 held while a run writes
//! manifests/<run>.register.manifest, …keyring.manifest     a run that is whole has its manifest
//! parts/<run>.register.age, …keyring.age                   values and secrets, sealed; they expire
//! kept/<run>.jsonl     what tiles and blobs were added by a run, each list naming the one before
//! log/, vault/         the tiles and the blobs, kept for ever
//! unfinished/          what a run has not finished
//! ```

use super::file::{make_folder, names, read_small, sync_folder};
use super::manifest::{Holds, Manifest};
use crate::error::{Error, Result};
use crate::folder::Folder;
use ledger::Verifier;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Name of the file that says what the folder is.
pub(super) const MARK: &str = "sijil-backup";
const FORMAT: &str = "sijil-backup 1";

/// A backup folder.
#[derive(Clone, Debug)]
pub struct BackupFolder {
    /// Where it is.
    pub path: PathBuf,
}

impl BackupFolder {
    /// The folder at a path, whether it is there or not.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Makes the folder one of a log's backups, or finds that it is; and keeps other runs out while the file is held.
    ///
    /// # Errors
    /// `backup-folder` where it is another log's, holds other things, or another run writes to it.
    pub fn begin(&self, key: &Verifier) -> Result<File> {
        make_folder(&self.path)?;
        let mark = self.path.join(MARK);
        if !mark.exists() {
            let others = names(&self.path)?;
            if others.iter().any(|name| name != "lock" && name != "lost+found") {
                let why =
                    format!("{} holds other things than backups; name a new folder", self.path.display());
                return Err(Error::BackupFolder(why));
            }
        }
        let lock = File::create(self.path.join("lock")).map_err(Error::file(&self.path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let why = format!("another run is writing to {}", self.path.display());
                return Err(Error::BackupFolder(why));
            }
            Err(TryLockError::Error(source)) => return Err(Error::file(&self.path)(source)),
        }
        if mark.exists() {
            if self.key()? != *key {
                let why = format!("{} holds the backups of another register", self.path.display());
                return Err(Error::BackupFolder(why));
            }
        } else {
            Folder::write_private(&mark, format!("{FORMAT}\n{key}\n").as_bytes())?;
        }
        for part in ["manifests", "parts", "kept", "unfinished"] {
            make_folder(&self.path.join(part))?;
        }
        sync_folder(&self.path)?;
        self.sweep()?;
        Ok(lock)
    }

    /// The key of the log whose backups these say they are.
    ///
    /// # Errors
    /// `no-backup` where this is no backup folder.
    pub fn key(&self) -> Result<Verifier> {
        let mark = self.path.join(MARK);
        let text = match read_small(&mark) {
            Err(Error::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NoBackup(self.path.display().to_string()));
            }
            read => String::from_utf8(read?).unwrap_or_default(),
        };
        let key = text.split_once('\n').filter(|(format, _)| *format == FORMAT);
        let key = key.and_then(|(_, key)| Verifier::parse(key).ok());
        key.ok_or_else(|| Error::BackupDamaged(format!("{MARK} is not understood")))
    }

    /// The runs whose part of this kind is whole, oldest first.
    ///
    /// # Errors
    /// From the file system.
    pub fn runs(&self, holds: Holds) -> Result<Vec<String>> {
        let end = format!(".{}.manifest", holds.slug());
        let names = names(&self.path.join("manifests"))?;
        Ok(names.iter().filter_map(|name| name.strip_suffix(&end)).map(str::to_owned).collect())
    }

    /// The manifest of a run, its signature checked.
    ///
    /// # Errors
    /// `no-backup`, `backup-damaged`.
    pub fn manifest(&self, run: &str, holds: Holds, key: &Verifier) -> Result<Manifest> {
        let path = self.path.join(Manifest::name(run, holds));
        if !path.exists() {
            return Err(Error::NoBackup(path.display().to_string()));
        }
        let manifest = Manifest::open(&read_small(&path)?, key);
        let manifest = manifest.map_err(|why| Error::BackupDamaged(format!("{}: {why}", path.display())))?;
        if (manifest.run.as_str(), manifest.holds) != (run, holds) {
            return Err(Error::BackupDamaged(format!("{} bears another's name", path.display())));
        }
        Ok(manifest)
    }

    /// Where unfinished things of a run go.
    pub fn unfinished(&self) -> PathBuf {
        self.path.join("unfinished")
    }

    /// Removes what runs that died left: nothing of it has a manifest.
    fn sweep(&self) -> Result<()> {
        for name in names(&self.unfinished())? {
            let path = self.unfinished().join(name);
            std::fs::remove_file(&path).map_err(Error::file(&path))?;
        }
        for name in names(&self.path.join("parts"))? {
            let of = name.strip_suffix(".age").unwrap_or(&name);
            if !self.path.join("manifests").join(format!("{of}.manifest")).exists() {
                let path = self.path.join("parts").join(&name);
                std::fs::remove_file(&path).map_err(Error::file(&path))?;
            }
        }
        Ok(())
    }
}
