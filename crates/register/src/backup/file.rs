//! How files of a backup become durable: written under another name, hashed on their way, named last.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A file as a manifest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its path below the backup folder.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A new file that is hashed while it is written.
pub struct NewFile {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl NewFile {
    /// Makes it, readable by its owner only; an existing one is an error.
    ///
    /// # Errors
    /// From the file system.
    pub fn create(path: &Path) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(Error::file(path))?;
        Ok(Self { file, hash: Sha256::new(), bytes: 0 })
    }

    /// Gives its size and digest; that it is durable is for whoever wrote it to see to.
    pub fn digest(self) -> (u64, String) {
        (self.bytes, ledger::canonical::hex(&self.hash.finalize()))
    }

    /// Makes it durable, and gives its size and digest.
    ///
    /// # Errors
    /// From the file system.
    pub fn finish(self) -> std::io::Result<(u64, String)> {
        self.file.sync_all()?;
        Ok(self.digest())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Size and digest of what is read to its end.
///
/// # Errors
/// From the source.
pub fn digest(from: &mut dyn Read) -> std::io::Result<(u64, String)> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 256 << 10];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((size, ledger::canonical::hex(&hash.finalize()))),
            Ok(read) => {
                hash.update(&buffer[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Gives a durable file its name, which nothing may have. Whoever calls holds the folder's lock.
///
/// # Errors
/// `backup-damaged` where the name is taken, or from the file system.
pub fn name_new(from: &Path, to: &Path) -> Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(Error::BackupDamaged(format!("{} is there already", to.display())));
    }
    std::fs::rename(from, to).map_err(Error::file(to))?;
    sync_folder(to.parent().unwrap_or(to))
}

/// The names in a folder are on the disk when this returns.
///
/// # Errors
/// From the file system.
pub fn sync_folder(path: &Path) -> Result<()> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(Error::file(path))
}

/// Makes a folder for its owner only, and those above it.
///
/// # Errors
/// From the file system.
pub fn make_folder(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(Error::file(path))
}

/// Names in a folder, sorted; none where there is no such folder.
///
/// # Errors
/// From the file system.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(Error::file(folder))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(Error::file(folder))?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a file of a data folder holds certificates, by its name.
pub fn is_certificates(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "pem") && !name.contains(['/', '\\'])
}

/// A small file's text, of at most so many bytes.
///
/// # Errors
/// `backup-damaged` where it is longer, or from the file system.
pub fn read_small(path: &Path) -> Result<Vec<u8>> {
    let max = crate::limits::SMALL_FILE_BYTES_MAX;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Error::file(path))?;
    file.take(max + 1).read_to_end(&mut bytes).map_err(Error::file(path))?;
    if bytes.len() as u64 > max {
        return Err(Error::BackupDamaged(format!("{} is longer than {max} bytes", path.display())));
    }
    Ok(bytes)
}

/// A folder that goes when this is dropped, unless it was kept.
pub struct Scratch {
    path: PathBuf,
    is_kept: bool,
}

impl Scratch {
    /// Makes the folder, which must not be there.
    ///
    /// # Errors
    /// From the file system.
    pub fn make(path: PathBuf) -> Result<Self> {
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(Error::file(&path))?;
        Ok(Self { path, is_kept: false })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder a name that nothing has, and keeps it.
    ///
    /// # Errors
    /// From the file system.
    pub fn keep_as(mut self, name: &Path) -> Result<()> {
        name_new(&self.path, name)?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now is swept by the next run.
            let _left = std::fs::remove_dir_all(&self.path);
        }
    }
}
