//! Bringing a register back: into a new folder, checked before it has its name.
//!
//! A restored register whose log somebody has seen in a later state refuses to sign: who holds the later checkpoint
//! would see two histories of one log. Start at [`Restoration::run`].

use super::check::{Checked, check};
use super::file::{Named, NewFile, Scratch, make_folder, read_small, sync_folder};
use super::folder::BackupFolder;
use super::manifest::Holds;
use super::unpack::Unpacker;
use crate::db::{Access, Db};
use crate::erasure::Listing;
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::fsck::{Fault, Findings};
use crate::item::Bytes;
use crate::origin::Origin;
use crate::register::Register;
use crate::settings::Settings;
use crate::store::Store;
use evidence::durable::Disk;
use evidence::sealing::Identities;
use jiff::Timestamp;
use ledger::{Checkpoint, Log, Verifier};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What to bring back, and where.
pub struct Restoration {
    /// The folder of the values, of the tiles and of the blobs.
    pub from: PathBuf,
    /// The folder of the secrets; without it nothing can be proved, signed or signed in to.
    pub keyring_from: Option<PathBuf>,
    /// The run; the last one if none is named.
    pub run: Option<String>,
    /// What opens the parts.
    pub identities: Identities,
    /// The key of the log, where it is known from elsewhere.
    pub key: Option<Verifier>,
    /// The new data folder, which must not be there.
    pub to: PathBuf,
    /// PostgreSQL address and schema, where they are others than before.
    pub server: Option<(String, String)>,
    /// Checkpoints of the log that somebody has seen: signed notes.
    pub seen: Vec<String>,
    /// Erasures that were made after the backup: they are carried out before anybody can read what they erased.
    pub erasures: Vec<Listing>,
    /// The time.
    pub at: Timestamp,
}

/// What was brought back.
#[derive(Debug, Serialize)]
pub struct Restored {
    /// Name of the run.
    pub run: String,
    /// When the backup was made.
    pub at: String,
    /// Leaves of the log.
    pub leaves: u64,
    /// Root over them, hexadecimal.
    pub root: String,
    /// Files of log and vault.
    pub files: u64,
    /// Bytes of them.
    pub bytes: u64,
    /// What `fsck` says of the restored register.
    pub findings: Findings,
    /// Blobs that are damaged or missing in the backup, and were left out; and parts that had expired.
    pub faults: Vec<Fault>,
    /// Erasures that were carried out anew.
    pub erasures: u64,
    /// Acts whose secrets are not there, so that their values cannot be proved.
    pub unproven_acts: u64,
    /// Why this register refuses to sign, where it does.
    pub refuses_to_sign: Option<String>,
}

/// Whether a log goes on from a checkpoint that somebody has seen.
///
/// # Errors
/// `register-rolled-back`.
pub(crate) fn is_continued(log: &Log, seen: &Checkpoint) -> Result<()> {
    let here = log.checkpoint();
    if here.origin != seen.origin {
        return Err(Error::RolledBack(format!("the checkpoint seen is of another log, {}", seen.origin)));
    }
    if seen.size > here.size {
        return Err(Error::RolledBack(format!(
            "a checkpoint over {} leaves was seen, the log holds {}",
            seen.size, here.size
        )));
    }
    if log.root_at(seen.size)? != seen.root {
        return Err(Error::RolledBack(format!(
            "the first {} leaves are others than in the checkpoint seen",
            seen.size
        )));
    }
    Ok(())
}

impl Restoration {
    /// Restores, checks, and only then gives the folder its name.
    ///
    /// # Errors
    /// `register-exists` where the folder is there; `no-backup`, `backup-damaged` naming what is, or where a part
    /// cannot be opened. Nothing is left then.
    pub async fn run(&self) -> Result<Restored> {
        if self.to.symlink_metadata().is_ok() {
            return Err(Error::RegisterExists(self.to.display().to_string()));
        }
        let checked =
            check(&self.from, self.keyring_from.as_deref(), self.run.as_deref(), self.key.as_ref(), self.at)?;
        let faults = usable(&checked)?;
        let mut name = self.to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".unfinished-{}", std::process::id()));
        let above = self.to.parent().filter(|above| !above.as_os_str().is_empty());
        let scratch = Scratch::make(above.unwrap_or(Path::new(".")).join(name))?;
        let mut unpacker = Unpacker { to: scratch.path(), settings: None, made: Vec::new() };
        let filled = self.fill(&checked, &faults, &mut unpacker).await;
        let made = std::mem::take(&mut unpacker.made);
        let restored = match filled {
            Ok(restored) => self.keep(scratch, restored),
            Err(error) => Err(error),
        };
        if restored.is_err() {
            for address in made {
                // What was begun on the server is of no use; that it could not be removed changes nothing else.
                if let Ok(db) = Db::open(&address, Access::Write).await {
                    let _left = db.drop_schema().await;
                }
            }
        }
        restored
    }

    /// Removes what [`Self::run`] restored, on a server too: it was only to be tried.
    ///
    /// # Errors
    /// From the database or the file system.
    pub async fn remove(&self) -> Result<()> {
        let settings = Settings::read(&self.to)?;
        if settings.database_url.is_some() {
            for store in Store::ALL {
                let db = Db::open(&store.address(&settings, &self.to), Access::Read).await?;
                db.drop_schema().await?;
                db.close().await;
            }
        }
        std::fs::remove_dir_all(&self.to).map_err(Error::file(&self.to))
    }

    fn keep(&self, scratch: Scratch, restored: Restored) -> Result<Restored> {
        sync_folder(scratch.path())?;
        scratch.keep_as(&self.to)?;
        Ok(restored)
    }

    async fn fill(
        &self,
        checked: &Checked,
        faults: &[Fault],
        unpacker: &mut Unpacker<'_>,
    ) -> Result<Restored> {
        let data = Folder::at(unpacker.to);
        make_folder(&unpacker.to.join("keys"))?;
        make_folder(&data.uploads())?;
        // The keyring first: it holds the settings with the address of the database.
        if let (Some(folder), Some(part)) = (&self.keyring_from, &checked.manifest.keyring) {
            unpacker.part(&folder.join(&part.name), self).await?;
        }
        unpacker.part(&self.from.join(&checked.manifest.part.name), self).await?;
        let (files, bytes) = self.kept(checked, faults, unpacker.to)?;
        make_folder(&data.log())?;
        Folder::write_private(&data.log().join("checkpoint"), checked.checkpoint.text().as_bytes())?;
        if self.keyring_from.is_none() {
            unpacker.empty_keyring().await?;
        }
        let seen = self.later_seen(checked, &data)?;
        let (findings, unproven_acts, erasures) = self.check_restored(unpacker.to, seen.is_none()).await?;
        if let Some((seen, _)) = &seen {
            Folder::write_private(&data.seen(), seen.text().as_bytes())?;
        }
        Ok(Restored {
            run: checked.run.clone(),
            at: checked.at.clone(),
            leaves: checked.leaves,
            root: checked.root.clone(),
            files,
            bytes,
            findings,
            faults: faults.to_vec(),
            erasures,
            unproven_acts,
            refuses_to_sign: seen.map(|(_, why)| why),
        })
    }

    /// Opens the register as a server would, so that it is brought to this version and found to fit its log, and
    /// checks all of it. Without its keys it can only be read.
    ///
    /// Erasures that were made after the backup are carried out here, before anybody can read what they erased: the
    /// backup cannot know them, so whoever restores it brings their list. Nothing is signed where `signs` is not.
    async fn check_restored(&self, path: &Path, signs: bool) -> Result<(Findings, u64, u64)> {
        let access = if self.keyring_from.is_some() { Access::Write } else { Access::Read };
        if access == Access::Read && !self.erasures.is_empty() {
            return Err(Error::Input(
                "erasures are carried out only where the keyring is restored too".to_owned(),
            ));
        }
        let register = Register::open_as_it_is(path, access, Origin::Machine).await?;
        let erased = self.replay(&register, access, signs).await;
        if let Err(error) = erased {
            register.close().await;
            return Err(error);
        }
        let findings = register.fsck().await;
        let bytes = register.check_bytes(Bytes::Read).await;
        let unproven = register.acts_without_secret().await;
        register.close().await;
        let (mut findings, (items, faults)) = (findings?, bytes?);
        findings.add_bytes(items, faults);
        Ok((findings, unproven?, erased?))
    }

    async fn replay(&self, register: &Register, access: Access, signs: bool) -> Result<u64> {
        if access == Access::Read {
            return Ok(0);
        }
        register.finish_all(signs).await?;
        let mut erased = 0;
        for listing in &self.erasures {
            erased += register.replay_erasures(listing, signs).await?;
        }
        Ok(erased)
    }

    /// Copies the tiles of the run's log and the blobs it had, each checked on its way.
    fn kept(&self, checked: &Checked, faults: &[Fault], to: &Path) -> Result<(u64, u64)> {
        let parts = ledger::tile::Tile::parts(checked.checkpoint.size).into_iter();
        let tiles = parts.flat_map(|part| ledger::tile::Tile::of_part(part, checked.checkpoint.size, 0));
        let tiles = tiles.map(|tile| format!("log/{}", tile.path()));
        let disk = Disk::of(to).map_err(Error::file(to))?;
        let others = ["vault/", "log/timestamp/"];
        let others =
            checked.kept.files.keys().filter(|name| others.iter().any(|start| name.starts_with(start)));
        let (mut files, mut bytes) = (Vec::new(), 0);
        for name in tiles.chain(others.cloned()) {
            let kept = checked.kept.files.get(&name);
            let kept = kept.ok_or_else(|| Error::BackupDamaged(format!("{name} is in no list")))?;
            if faults.iter().any(|fault| fault.what == kept.name) {
                continue;
            }
            let is_blob = name.starts_with("vault/") && name != "vault/vault";
            copy(&self.from, kept, &to.join(&name), is_blob)?;
            files.push(to.join(&name));
            bytes += kept.bytes;
        }
        disk.sync(&files).map_err(Error::file(to))?;
        let above =
            files.iter().flat_map(|file| file.ancestors().skip(1).take_while(|up| up.starts_with(to)));
        let folders: BTreeSet<PathBuf> = above.map(Path::to_owned).collect();
        disk.sync(&folders.into_iter().collect::<Vec<_>>()).map_err(Error::file(to))?;
        Ok((files.len() as u64, bytes))
    }

    /// A checkpoint that was seen and that the restored log does not reach, with why: of the folder's own runs, and
    /// those that were named.
    fn later_seen(&self, checked: &Checked, data: &Folder) -> Result<Option<(Checkpoint, String)>> {
        let key = &checked.verifier;
        let folder = BackupFolder::at(&self.from);
        let mut seen: Vec<Checkpoint> =
            self.seen.iter().map(|note| Checkpoint::parse(note, key)).collect::<Result<_, _>>()?;
        for run in folder.runs(Holds::Register)? {
            // One that cannot be read says nothing.
            let manifest = folder.manifest(&run, Holds::Register, key);
            seen.extend(manifest.and_then(|manifest| manifest.checkpoint(key)));
        }
        let log = Log::open(&data.log(), key)?;
        let mut refused = None;
        for one in seen {
            if let Err(Error::RolledBack(why)) = is_continued(&log, &one) {
                refused = Some((one, why));
            }
        }
        Ok(refused)
    }
}

/// What of a checked backup can be left out: a damaged blob or timestamp is named and not restored, anything else
/// refuses.
fn usable(checked: &Checked) -> Result<Vec<Fault>> {
    let may_lack = |fault: &&Fault| {
        fault.code == "backup-expired"
            || fault.what.starts_with("vault/")
            || fault.what.starts_with("log/timestamp/")
    };
    if let Some(fault) = checked.faults.iter().find(|fault| !may_lack(fault)) {
        return Err(Error::BackupDamaged(format!("{}: {}", fault.what, fault.detail)));
    }
    if checked.faults_count > checked.faults.len() {
        return Err(Error::BackupDamaged(format!("{} files", checked.faults_count)));
    }
    // Parts of other runs that should be gone are no concern of this one.
    let concerns = |fault: &Fault| fault.code != "backup-expired" || fault.what == checked.manifest.part.name;
    Ok(checked.faults.iter().filter(|fault| concerns(fault)).cloned().collect())
}

/// Copies a kept file and checks it once more: the disk may give other bytes the second time.
fn copy(folder: &Path, kept: &Named, to: &Path, is_blob: bool) -> Result<()> {
    let from = folder.join(&kept.name);
    make_folder(to.parent().unwrap_or(to))?;
    let mut file = File::open(&from).map_err(Error::file(&from))?;
    let mut new = NewFile::create(to)?;
    std::io::copy(&mut file, &mut new).map_err(Error::file(to))?;
    if new.digest() != (kept.bytes, kept.sha256.clone()) {
        return Err(Error::BackupDamaged(kept.name.clone()));
    }
    #[cfg(unix)]
    if is_blob {
        // As the vault makes them: nobody writes to an original.
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(to, std::fs::Permissions::from_mode(0o444)).map_err(Error::file(to))?;
    }
    Ok(())
}

/// Reads a checkpoint that somebody has seen: a file, or the log of a data folder.
///
/// # Errors
/// From the file system.
pub fn read_seen(path: &Path) -> Result<String> {
    let path = if path.is_dir() { path.join("log").join("checkpoint") } else { path.to_owned() };
    let bytes = read_small(&path)?;
    String::from_utf8(bytes).map_err(|_why| Error::Input(format!("{} is not text", path.display())))
}
