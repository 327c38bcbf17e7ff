//! The demonstration register as the built program makes it: made once, copied for each test that changes it.

use crate::binary;
use crate::program::Program;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use tempfile::TempDir;

/// A demonstration of a test's own.
#[derive(Debug)]
pub struct Demonstration {
    held: TempDir,
}

impl Demonstration {
    /// Copies the demonstration; it is removed when this is dropped.
    pub fn copy() -> Result<Self> {
        let held = tempfile::Builder::new().prefix("sijil-e2e-").tempdir()?;
        copy_folder(&made()?, &held.path().join("data"))?;
        Ok(Self { held })
    }

    /// Its data folder.
    pub fn folder(&self) -> PathBuf {
        self.held.path().join("data")
    }

    /// Its data folder as an argument.
    pub fn argument(&self) -> String {
        self.folder().to_string_lossy().into_owned()
    }
}

/// The data folder that nobody changes; made by the first test that asks, for this build of the program.
fn made() -> Result<PathBuf> {
    let program = binary::sijil()?;
    let about = fs::metadata(program)?;
    let built = about.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    let shelf = binary::target_folder().join("e2e-demonstration");
    fs::create_dir_all(&shelf)?;
    let lock = File::create(shelf.join("lock")).context("cannot make the lock")?;
    lock.lock().context("cannot wait for the lock")?;
    let folder = shelf.join(format!("{}-{built}", about.len()));
    let mark = shelf.join(format!("{}-{built}.whole", about.len()));
    if !mark.exists() {
        // Half-made ones and those of older builds are of no use to anyone.
        for entry in fs::read_dir(&shelf)?.flatten().filter(|entry| entry.file_name() != "lock") {
            fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()))?;
        }
        let data = folder.to_string_lossy().into_owned();
        Program::at(program).succeed(&["demo", "--no-serve", "--data", &data])?;
        File::create(&mark)?;
    }
    Ok(folder)
}

/// Copies a folder with the rights of its files and folders.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    let about = fs::metadata(from).with_context(|| format!("there is no folder {}", from.display()))?;
    fs::create_dir_all(to)?;
    fs::set_permissions(to, about.permissions())?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Every file below a folder, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_whole() {
        let held = tempfile::tempdir().expect("a folder");
        let from = held.path().join("from");
        fs::create_dir_all(from.join("log/tile")).expect("folders");
        fs::write(from.join("log/tile/000"), "x").expect("a file");
        fs::write(from.join("sijil.toml"), "y").expect("a file");
        let to = held.path().join("to");
        copy_folder(&from, &to).expect("copied");
        let names: Vec<PathBuf> = files_below(&to)
            .expect("listed")
            .iter()
            .map(|file| file.strip_prefix(&to).expect("below").to_owned())
            .collect();
        assert_eq!(names, [PathBuf::from("log/tile/000"), PathBuf::from("sijil.toml")]);
    }
}
