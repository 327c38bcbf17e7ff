//! Making a backup while the register runs.
//!
//! The order is what makes it consistent: the register's database first, then the keyring, so that every act in the
//! one has its secret in the other; then the tiles as that database remembers them, and the blobs, which are durable
//! before any row cites them. The manifest of the register's part comes last: without it there is no backup.

use super::archive::Writer;
use super::database;
use super::expire::{expire_held, expiry, run_name};
use super::file::{Named, NewFile, Scratch, is_certificates, name_new, names};
use super::folder::BackupFolder;
use super::kept::{Adding, Kept};
use super::manifest::{Holds, Manifest};
use crate::db::{Access, Address, Db};
use crate::error::{Error, Result};
use crate::folder::{CODEBOOK, Folder};
use crate::limits::KEY_FILES_MAX;
use crate::register::Register;
use crate::settings::{FILE, Settings};
use evidence::sealing::{Recipients, Sealing};
use jiff::Timestamp;
use ledger::{Checkpoint, Log, Signer};
use serde::Serialize;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Where a backup goes, and who can open it.
pub struct Request {
    /// The folder of the values.
    pub to: PathBuf,
    /// Who opens the values.
    pub recipients: Recipients,
    /// The folder of the secrets.
    pub keyring_to: PathBuf,
    /// Who opens the secrets.
    pub keyring_recipients: Recipients,
    /// Whether both may lie in one folder, so that whoever takes it and has the keys has everything.
    pub keyring_beside: bool,
    /// The time.
    pub at: Timestamp,
}

/// What a run did.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Name of the run.
    pub run: String,
    /// When its parts may no longer be kept.
    pub expires: String,
    /// Leaves of the log it holds.
    pub leaves: u64,
    /// Root over them, hexadecimal.
    pub root: String,
    /// The values, sealed.
    pub register: Named,
    /// The secrets, sealed.
    pub keyring: Named,
    /// Tiles and blobs copied by this run.
    pub files_copied: u64,
    /// Bytes of them.
    pub bytes_copied: u64,
    /// Tiles and blobs that the folder keeps for this run.
    pub files_kept: u64,
    /// Bytes of them.
    pub bytes_kept: u64,
    /// Parts that were removed because they may no longer be kept.
    pub expired: Vec<String>,
    /// What is doubtful about older runs.
    pub warnings: Vec<String>,
}

type Part = Writer<Sealing<BufWriter<NewFile>>>;

impl Request {
    /// Makes a backup. The register may be open for reading only, and another process may write to it.
    ///
    /// # Errors
    /// `backup-folder`, `register-rolled-back` where the folder holds a later state, or from either side: then there
    /// is no backup of this run.
    pub async fn run(&self, register: &Register) -> Result<Report> {
        self.check_folders()?;
        let (folder, keyring) = (BackupFolder::at(&self.to), BackupFolder::at(&self.keyring_to));
        let _held = folder.begin(&register.verifier)?;
        let _held_too = if self.is_beside() { None } else { Some(keyring.begin(&register.verifier)?) };
        let (_alone, scratch) = scratch(&register.folder)?;
        let mut making = Making {
            run: run_name(self.at),
            signer: Signer::from_seed(&register.settings.origin, register.folder.read_seed()?)?,
            register,
            scratch: scratch.path(),
            warnings: Vec::new(),
        };
        let made = self.make(&mut making, &folder, &keyring).await;
        if made.is_err() {
            making.clear(&folder);
            making.clear(&keyring);
        }
        let mut report = made?;
        report.expired = expire_held(&folder, self.at)?;
        if !self.is_beside() {
            report.expired.extend(expire_held(&keyring, self.at)?);
        }
        Ok(report)
    }

    async fn make(
        &self,
        making: &mut Making<'_>,
        folder: &BackupFolder,
        keyring: &BackupFolder,
    ) -> Result<Report> {
        making.is_no_older_than(folder)?;
        let (register_part, checkpoint) = making.register_part(folder, &self.recipients).await?;
        let keyring_part = making.keyring_part(keyring, &self.keyring_recipients).await?;
        let known = Checkpoint::parse(&checkpoint, &making.register.verifier)?;
        let mut adding = making.adding(folder)?;
        adding.tiles(&making.register.folder.log(), known.size)?;
        adding.timestamps(&making.register.folder.log(), known.size)?;
        adding.blobs(&making.register.folder.path.join("vault"))?;
        let (files_copied, bytes_copied) = (adding.files, adding.bytes);
        let (kept, list) = adding.finish()?;

        let mut manifest = Manifest {
            sijil_backup: 1,
            run: making.run.clone(),
            holds: Holds::Keyring,
            at: self.at.to_string(),
            expires: expiry(self.at).to_string(),
            checkpoint,
            on_server: making.register.settings.database_url.is_some(),
            part: keyring_part.clone(),
            recipients: self.keyring_recipients.texts(),
            keyring: None,
            kept: None,
        };
        making.publish(keyring, &manifest)?;
        manifest.holds = Holds::Register;
        manifest.part = register_part.clone();
        manifest.recipients = self.recipients.texts();
        manifest.keyring = Some(keyring_part.clone());
        manifest.kept = list;
        making.publish(folder, &manifest)?;
        Ok(Report {
            run: manifest.run,
            expires: manifest.expires,
            leaves: known.size,
            root: known.root_text(),
            register: register_part,
            keyring: keyring_part,
            files_copied,
            bytes_copied,
            files_kept: kept.files.len() as u64,
            bytes_kept: kept.files.values().map(|file| file.bytes).sum(),
            expired: Vec::new(),
            warnings: std::mem::take(&mut making.warnings),
        })
    }

    fn is_beside(&self) -> bool {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_absent| path.to_owned());
        whole(&self.to) == whole(&self.keyring_to)
    }

    fn check_folders(&self) -> Result<()> {
        super::file::make_folder(&self.to)?;
        super::file::make_folder(&self.keyring_to)?;
        let whole = |path: &Path| path.canonicalize().map_err(Error::file(path));
        let (to, keyring) = (whole(&self.to)?, whole(&self.keyring_to)?);
        if to == keyring && !self.keyring_beside {
            return Err(Error::BackupFolder(
                "values and secrets would lie in one folder: name another one for the keyring".to_owned(),
            ));
        }
        if to != keyring && (to.starts_with(&keyring) || keyring.starts_with(&to)) {
            return Err(Error::BackupFolder("one of the two folders lies inside the other".to_owned()));
        }
        Ok(())
    }
}

/// A folder for copies in the clear, beside the databases they are copies of, and the lock that keeps another backup
/// of this register out; what a run that died left is removed first.
fn scratch(folder: &Folder) -> Result<(File, Scratch)> {
    let path = folder.uploads().join("backup");
    let Some(lock) = sweep_snapshots(folder)? else {
        return Err(Error::BackupFolder("another backup of this register is being made".to_owned()));
    };
    Ok((lock, Scratch::make(path)?))
}

/// Removes the copies in the clear that a backup left which died; `None` where one is being made.
pub(crate) fn sweep_snapshots(folder: &Folder) -> Result<Option<File>> {
    let path = folder.uploads();
    super::file::make_folder(&path)?;
    let lock_path = path.join("backup.lock");
    let mut options = OpenOptions::new();
    let lock =
        options.create(true).truncate(false).write(true).open(&lock_path).map_err(Error::file(&lock_path))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(source)) => return Err(Error::file(&lock_path)(source)),
    }
    match std::fs::remove_dir_all(path.join("backup")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(&path)(error)),
        _ => Ok(Some(lock)),
    }
}

/// A run being made.
struct Making<'r> {
    run: String,
    signer: Signer,
    register: &'r Register,
    scratch: &'r Path,
    warnings: Vec<String>,
}

impl Making<'_> {
    /// A register that is older than what the folder holds of it was rolled back: its backup would hide that.
    fn is_no_older_than(&mut self, folder: &BackupFolder) -> Result<()> {
        let key = &self.register.verifier;
        for run in folder.runs(Holds::Register)?.into_iter().rev() {
            if run >= self.run {
                return Err(Error::BackupFolder(format!(
                    "the clock is behind run {run} of this folder: set whichever was wrong right"
                )));
            }
            let seen = match folder.manifest(&run, Holds::Register, key).and_then(|it| it.checkpoint(key)) {
                Ok(seen) => seen,
                Err(error) => {
                    self.warnings.push(error.to_string());
                    continue;
                }
            };
            let log = Log::open(&self.register.folder.log(), key)?;
            return super::restore::is_continued(&log, &seen);
        }
        Ok(())
    }

    fn begin(&self, folder: &BackupFolder, holds: Holds, to: &Recipients) -> Result<Part> {
        let path = folder.unfinished().join(format!("{}.{}.age", self.run, holds.slug()));
        Ok(Writer::new(to.seal(BufWriter::with_capacity(1 << 18, NewFile::create(&path)?))?))
    }

    fn end(&self, part: Part, holds: Holds) -> Result<Named> {
        let name = Manifest::part_name(&self.run, holds);
        let file = |source| Error::File { path: name.clone(), source };
        let buffered = part.finish()?.finish()?;
        let (bytes, sha256) =
            buffered.into_inner().map_err(|error| file(error.into_error()))?.finish().map_err(file)?;
        Ok(Named { name, bytes, sha256 })
    }

    /// The values: the register's database and who read what. Gives the checkpoint it remembers.
    async fn register_part(&self, folder: &BackupFolder, to: &Recipients) -> Result<(Named, String)> {
        let mut part = self.begin(folder, Holds::Register, to)?;
        let data = &self.register.folder;
        // Without the address, which holds a password: for who restores without the keyring.
        let settings = Settings { database_url: None, ..self.register.settings.clone() };
        part.bytes(FILE, settings.text()?.as_bytes())?;
        part.bytes("keys/log.vkey", format!("{}\n", self.register.verifier).as_bytes())?;
        if data.path.join(CODEBOOK).exists() {
            part.bytes(CODEBOOK, &super::file::read_small(&data.path.join(CODEBOOK))?)?;
        }
        // Certificates that the settings name, of whoever is asked for outside time.
        for name in names(&data.path)?.iter().filter(|name| is_certificates(name)) {
            part.bytes(name, &super::file::read_small(&data.path.join(name))?)?;
        }
        let checkpoint = database::add(&mut part, &self.register.db, "register", self.scratch).await?;
        let address = self.register.settings.readings(&data.path);
        if !matches!(&address, Address::File(path) if !path.exists()) {
            let readings = Db::open(&address, Access::Read).await?;
            database::add(&mut part, &readings, "readings", self.scratch).await?;
            readings.close().await;
        }
        let named = self.end(part, Holds::Register)?;
        let checkpoint = checkpoint.ok_or_else(|| Error::Damaged("log_state is empty".to_owned()))?;
        Ok((named, checkpoint))
    }

    /// The secrets: the keyring, the people, the keys and the settings with the address of the database.
    async fn keyring_part(&self, folder: &BackupFolder, to: &Recipients) -> Result<Named> {
        let mut part = self.begin(folder, Holds::Keyring, to)?;
        let data = &self.register.folder;
        part.bytes(FILE, &super::file::read_small(&data.path.join(FILE))?)?;
        let keys = names(&data.path.join("keys"))?;
        if keys.len() > KEY_FILES_MAX {
            return Err(Error::Damaged(format!("keys/ holds more than {KEY_FILES_MAX} files")));
        }
        for name in &keys {
            let path = data.path.join("keys").join(name);
            if path.is_file() {
                part.bytes(&format!("keys/{name}"), &super::file::read_small(&path)?)?;
            }
        }
        database::add(&mut part, &self.register.keyring, "keyring", self.scratch).await?;
        database::add(&mut part, &self.register.people.db, "people", self.scratch).await?;
        self.end(part, Holds::Keyring)
    }

    fn adding<'f>(&mut self, folder: &'f BackupFolder) -> Result<Adding<'f>> {
        let before = Kept::last(&folder.path)?;
        match Kept::read(&folder.path, before.as_ref()) {
            Ok(kept) => Adding::begin(&folder.path, &self.run, kept, before),
            Err(Error::BackupDamaged(why)) => {
                // What is there is read and compared again, and a new first list is written.
                self.warnings.push(why);
                Adding::begin(&folder.path, &self.run, Kept::default(), None)
            }
            Err(error) => Err(error),
        }
    }

    /// Gives a part its name, then its manifest.
    fn publish(&self, folder: &BackupFolder, manifest: &Manifest) -> Result<()> {
        let holds = manifest.holds;
        let part = format!("{}.{}.age", self.run, holds.slug());
        name_new(&folder.unfinished().join(part), &folder.path.join(&manifest.part.name))?;
        let unfinished = folder.unfinished().join(format!("{}.{}.manifest", self.run, holds.slug()));
        Folder::write_private(&unfinished, manifest.sign(&self.signer)?.as_bytes())?;
        name_new(&unfinished, &folder.path.join(Manifest::name(&self.run, holds)))
    }

    /// Removes what this run left unfinished; what cannot be removed is swept by the next.
    fn clear(&self, folder: &BackupFolder) {
        for name in names(&folder.unfinished()).unwrap_or_default() {
            if name.starts_with(&self.run) {
                let _swept_later = std::fs::remove_file(folder.unfinished().join(name));
            }
        }
    }
}
