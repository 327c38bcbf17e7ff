//! The data folder on disk: its parts, its lock, its keys. Mode 0700; one process writes at a time.

use crate::error::{Error, Result};
use domain::codebook::Codebook;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Name of a team's own codebook in a data folder.
pub const CODEBOOK: &str = "codebook.toml";

/// A data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
}

impl Folder {
    /// The folder at a path, whether it is there or not.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Where the log's tiles and checkpoint are.
    pub fn log(&self) -> PathBuf {
        self.path.join("log")
    }

    /// Where uploads wait until they are imported.
    pub fn uploads(&self) -> PathBuf {
        self.path.join("tmp")
    }

    fn seed(&self) -> PathBuf {
        self.path.join("keys").join("log.seed")
    }

    /// Where the key that verifies the log is.
    pub fn verifier(&self) -> PathBuf {
        self.path.join("keys").join("log.vkey")
    }

    /// Where a later checkpoint of this register's log is, that somebody has seen: one that was restored has it.
    pub fn seen(&self) -> PathBuf {
        self.path.join("keys").join("seen.checkpoint")
    }

    /// The later checkpoint that somebody has seen, a signed note; `None` where none is known.
    ///
    /// # Errors
    /// From the file system.
    pub fn read_seen(&self) -> Result<Option<String>> {
        let path = self.seen();
        match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(Error::file(&path)),
        }
    }

    /// The codebook this register grades by: the file in the folder, or the built-in one where there is none.
    ///
    /// # Errors
    /// `setting-not-understood` where the file cannot be read as a codebook; it is never passed over.
    pub fn read_codebook(&self) -> Result<Codebook> {
        let path = self.path.join(CODEBOOK);
        // One byte more than a codebook may have, so that a longer file is refused and not cut.
        let limit = domain::limits::CODEBOOK_BYTES_MAX as u64 + 1;
        let mut text = String::new();
        match File::open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Codebook::built_in()),
            Err(error) => return Err(Error::file(&path)(error)),
            Ok(file) => file.take(limit).read_to_string(&mut text).map_err(Error::file(&path))?,
        };
        Codebook::from_toml(&text).map_err(|error| Error::Setting(format!("{CODEBOOK}: {error}")))
    }

    /// Makes the folder and its parts, readable by its owner only.
    ///
    /// # Errors
    /// `register-exists` where a register is there already.
    pub fn make(&self) -> Result<()> {
        if self.path.join(crate::settings::FILE).exists() {
            return Err(Error::RegisterExists(self.path.display().to_string()));
        }
        for folder in [self.path.clone(), self.path.join("keys"), self.uploads()] {
            std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
            private(&folder)?;
        }
        Ok(())
    }

    /// Takes the writer's lock; it is held while the file is kept open.
    ///
    /// # Errors
    /// `register-locked` where another process holds it.
    pub fn lock(&self) -> Result<File> {
        let path = self.path.join("writer.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::Locked),
            Err(TryLockError::Error(source)) => Err(Error::file(&path)(source)),
        }
    }

    /// Writes a small private file durably.
    ///
    /// # Errors
    /// From the file system.
    pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(Error::file(path))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Error::file(path))
    }

    /// Writes the settings anew: beside, then in their place.
    ///
    /// # Errors
    /// From the file system.
    pub(crate) fn rewrite_settings(&self, text: &str) -> Result<()> {
        let path = self.path.join(crate::settings::FILE);
        let beside = self.path.join(format!("{}.new", crate::settings::FILE));
        Self::write_private(&beside, text.as_bytes())?;
        std::fs::rename(&beside, &path).map_err(Error::file(&path))
    }

    /// Keeps the seed of the signing key and the verifier key.
    ///
    /// # Errors
    /// From the file system.
    pub fn write_keys(&self, seed: &[u8; 32], verifier: &str) -> Result<()> {
        Self::write_private(&self.seed(), seed)?;
        Self::write_private(&self.verifier(), format!("{verifier}\n").as_bytes())
    }

    /// The seed of the signing key.
    ///
    /// # Errors
    /// From the file system, or `setting-not-understood` where it is not 32 bytes.
    pub fn read_seed(&self) -> Result<[u8; 32]> {
        let path = self.seed();
        let bytes = std::fs::read(&path).map_err(Error::file(&path))?;
        bytes.try_into().map_err(|_bytes: Vec<u8>| Error::Setting("keys/log.seed".to_owned()))
    }

    /// The verifier key as text.
    ///
    /// # Errors
    /// From the file system.
    pub fn read_verifier(&self) -> Result<String> {
        let path = self.verifier();
        let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
        Ok(text.trim().to_owned())
    }
}

#[cfg(unix)]
fn private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(Error::file(folder))
}

#[cfg(not(unix))]
fn private(_folder: &Path) -> Result<()> {
    Ok(())
}
