//! Many files made durable at once, for those who copy a vault: a disk takes a thousand files in one call almost as
//! quickly as one of them.

use crate::limits::SYNC_EACH_FILES_MAX;
use std::fs::File;
use std::io::Result;
use std::path::{Path, PathBuf};

/// The disk that a folder is on, opened before anything is written to it, so that no error of it is missed.
#[derive(Debug)]
pub struct Disk(File);

impl Disk {
    /// Opens the disk of a folder.
    ///
    /// # Errors
    /// From the disk.
    pub fn of(folder: &Path) -> Result<Self> {
        File::open(folder).map(Self)
    }

    /// These files and folders, written since it was opened, are on the disk when this returns. Few are synced one by one: all at
    /// once waits for what other programs wrote as well.
    ///
    /// # Errors
    /// From the disk: then none of them may be relied on.
    pub fn sync(&self, files: &[PathBuf]) -> Result<()> {
        if files.len() > SYNC_EACH_FILES_MAX && self.sync_everything()? {
            return Ok(());
        }
        files.iter().try_for_each(|path| File::open(path)?.sync_all())
    }

    /// Everything written to the disk is on it when this returns; `false` where the system has no such call.
    #[cfg(target_os = "linux")]
    fn sync_everything(&self) -> Result<bool> {
        rustix::fs::syncfs(&self.0)?;
        Ok(true)
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unnecessary_wraps, reason = "the call of Linux may fail")]
    const fn sync_everything(&self) -> Result<bool> {
        let _no_such_call = &self.0;
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_synced_and_one_that_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::of(folder.path()).unwrap();
        let files: Vec<PathBuf> = (0..40).map(|number| folder.path().join(number.to_string())).collect();
        for path in &files {
            std::fs::write(path, "x").unwrap();
        }
        disk.sync(&files).unwrap();
        disk.sync(&files[..2]).unwrap();
        std::fs::remove_file(&files[1]).unwrap();
        assert_eq!(disk.sync(&files[..2]).unwrap_err().kind(), std::io::ErrorKind::NotFound);
        assert!(Disk::of(&folder.path().join("nowhere")).is_err());
    }
}
