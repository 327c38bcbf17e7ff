//! One folder that holds a copy of the vault: where things lie in it, and what is left of a process that died.
//!
//! ```text
//! vault              two lines: what this is, and the id both copies share
//! lock               held while a process opens the folder, mends or destroys
//! ab/<sha256>        a blob, and beside it …damaged-1 where one was set aside
//! tmp/<session>/     what a process has not finished; swept once its lock is free
//! upload/<id>/       see `upload`
//! ```

use super::digest::Digest;
use super::disk::{self, NewFile};
use crate::limits;
use crate::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const FORMAT: &str = "sijil-vault 1";

/// What an interrupted process left, removed when the folder was opened. None of it had been acknowledged.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Unfinished files.
    pub files: u64,
}

/// A process's own folder below `tmp`; its lock says that the process lives.
#[derive(Debug)]
struct Session {
    folder: PathBuf,
    lock: PathBuf,
    held: File,
}

#[derive(Debug)]
pub(super) struct Root {
    folder: PathBuf,
    session: Option<Session>,
}

impl Root {
    /// Opens a folder to read from it.
    pub(super) const fn reading(folder: PathBuf) -> Self {
        Self { folder, session: None }
    }

    /// Makes the folder what it should be, sweeps it, and opens it to write into it.
    pub(super) fn writing(folder: PathBuf, id: &str) -> Result<(Self, Swept)> {
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        lock.lock()?;
        lay_out(&folder)?;
        if read_id(&folder)?.is_none() {
            write_id(&folder, id)?;
        }
        let swept = sweep(&folder.join("tmp"))?;
        let session = Some(Session::begin(&folder.join("tmp"))?);
        Ok((Self { folder, session }, swept))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn blob(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    /// A name below `tmp` that nothing has.
    pub(super) fn unfinished(&self) -> Result<PathBuf> {
        let session = self.session.as_ref().ok_or_else(read_only)?;
        Ok(session.folder.join(random_name()?))
    }

    /// Keeps every other process from opening this folder and from mending or destroying in it, until it is dropped.
    /// Refused where it was opened to read.
    pub(super) fn hold(&self) -> Result<File> {
        if self.session.is_none() {
            return Err(read_only());
        }
        let lock = File::open(self.folder.join("lock"))?;
        lock.lock()?;
        Ok(lock)
    }

    /// Takes the blob out of the way under a name of its own, so that a good one can take its place.
    pub(super) fn set_aside(&self, digest: &Digest) -> Result<PathBuf> {
        let blob = self.blob(digest);
        for number in 1..=limits::SET_ASIDE_MAX {
            let aside = blob.with_file_name(format!("{digest}.damaged-{number}"));
            match disk::rename_to_new(&blob, &aside) {
                Ok(()) => return Ok(aside),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists).into())
    }

    /// The files set aside of one item, in the order of their names.
    pub(super) fn aside(&self, digest: &Digest) -> Result<Vec<PathBuf>> {
        let prefix = format!("{digest}.damaged-");
        let blob = self.blob(digest);
        let folder = blob.parent().expect("a blob lies in a folder");
        let mut aside: Vec<PathBuf> = names(folder)?
            .into_iter()
            .filter(|name| name.starts_with(&prefix))
            .map(|name| folder.join(name))
            .collect();
        aside.sort();
        Ok(aside)
    }

    /// The items whose digest begins with this byte, unsorted.
    pub(super) fn items(&self, first_byte: u8) -> Result<Vec<Digest>> {
        let names = names(&self.folder.join(format!("{first_byte:02x}")))?;
        Ok(names.into_iter().filter_map(|name| name.parse().ok()).collect())
    }
}

impl Session {
    fn begin(tmp: &Path) -> Result<Self> {
        let name = random_name()?;
        let (folder, lock) = (tmp.join(&name), tmp.join(format!("{name}.lock")));
        let held = File::create_new(&lock)?;
        held.lock()?;
        disk::create_folder(&folder)?;
        Ok(Self { folder, lock, held })
    }
}

impl Drop for Session {
    /// Leaves nothing behind where it can; the next process sweeps the rest.
    fn drop(&mut self) {
        let _left = fs::remove_dir_all(&self.folder);
        let _left = fs::remove_file(&self.lock);
        let _left = self.held.unlock();
    }
}

/// The id of the vault a folder holds; `None` where it holds none.
pub(super) fn read_id(folder: &Path) -> Result<Option<String>> {
    let text = match fs::read_to_string(folder.join("vault")) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match text.lines().collect::<Vec<_>>()[..] {
        [FORMAT, id] => Ok(Some(id.to_owned())),
        _ => Err(Error::NotTheVault(format!("{} is not of the format {FORMAT}", folder.display()))),
    }
}

fn write_id(folder: &Path, id: &str) -> Result<()> {
    let unfinished = folder.join("tmp").join("vault");
    disk::remove(&unfinished)?;
    let mut file = NewFile::create(&unfinished)?;
    file.write_all(format!("{FORMAT}\n{id}\n").as_bytes())?;
    file.sync()?;
    disk::rename_to_new(&unfinished, &folder.join("vault"))?;
    Ok(disk::sync_folder(folder)?)
}

/// All folders of a vault exist from the start, so that adding an item never has to make one durable.
fn lay_out(folder: &Path) -> Result<()> {
    let inner = ["tmp".to_owned(), "upload".to_owned()];
    let missing: Vec<PathBuf> = (0..=u8::MAX)
        .map(|byte| format!("{byte:02x}"))
        .chain(inner)
        .map(|name| folder.join(name))
        .filter(|path| !path.is_dir())
        .collect();
    for path in &missing {
        disk::create_folder(path)?;
    }
    if !missing.is_empty() {
        disk::sync_folder(folder)?;
    }
    Ok(())
}

/// Removes what processes left that are no longer there. Called with the folder's lock held, so that no process is
/// between making its folder and holding its lock.
fn sweep(tmp: &Path) -> Result<Swept> {
    let mut swept = Swept::default();
    for name in names(tmp)? {
        let path = tmp.join(&name);
        if !path.is_dir() {
            continue;
        }
        let lock = tmp.join(format!("{name}.lock"));
        if is_held(&lock)? {
            continue;
        }
        for unfinished in names(&path)? {
            disk::remove(&path.join(unfinished))?;
            swept.files += 1;
        }
        fs::remove_dir(&path)?;
        disk::remove(&lock)?;
    }
    Ok(swept)
}

fn is_held(lock: &Path) -> Result<bool> {
    match File::open(lock) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(error.into()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The names in a folder; those that are no text are none of ours.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

/// 32 random hexadecimal digits.
pub(super) fn random_name() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

pub(super) fn read_only() -> Error {
    Error::Disk(io::ErrorKind::ReadOnlyFilesystem.into())
}
