//! The calls by which the vault changes a disk, each in one place, so that tests can fail the n-th of them.
//!
//! In a released build they are the calls of the system and nothing else; see [`super::sabotage`].

use super::sabotage::{self, Call};
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// A new file that nobody, ourselves included, can write to again once it is closed.
#[derive(Debug)]
pub(crate) struct NewFile(File);

impl NewFile {
    /// Creates it; an existing one is an error.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        sabotage::before(Call::Create)?;
        OpenOptions::new().write(true).create_new(true).mode(0o444).open(path).map(Self)
    }

    /// The bytes written so far are on the disk when this returns.
    pub(crate) fn sync(&self) -> io::Result<()> {
        sabotage::before(Call::SyncFile)?;
        if sabotage::forgets_syncs() { Ok(()) } else { self.0.sync_all() }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        sabotage::before(Call::Write)?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Makes an existing file durable, which an earlier process may have left half way.
pub(super) fn sync_existing(path: &Path) -> io::Result<()> {
    sabotage::before(Call::SyncFile)?;
    if sabotage::forgets_syncs() { Ok(()) } else { File::open(path)?.sync_all() }
}

/// The names in a folder are on the disk when this returns.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    sabotage::before(Call::SyncFolder)?;
    if sabotage::forgets_syncs() { Ok(()) } else { File::open(path)?.sync_all() }
}

/// Everything written to the disk that holds this open folder is on it when this returns, and an error since the
/// folder was opened is reported: open it before the first write.
#[cfg(target_os = "linux")]
pub(super) fn sync_disk(folder: &File) -> io::Result<()> {
    sabotage::before(Call::SyncDisk)?;
    if sabotage::forgets_syncs() { Ok(()) } else { Ok(rustix::fs::syncfs(folder)?) }
}

/// Gives a file its name, which nothing may have yet: `AlreadyExists` otherwise, and nothing is changed.
pub(crate) fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    sabotage::before(Call::Rename)?;
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        // A disk without that call, over a network for instance: a second name refuses an existing one as well.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            fs::hard_link(from, to)?;
            fs::remove_file(from)
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes a file; one that is not there is as good as removed. Says whether it was there.
pub(super) fn remove(path: &Path) -> io::Result<bool> {
    sabotage::before(Call::Remove)?;
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Creates a folder, which may be there.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    sabotage::before(Call::Create)?;
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
