//! Where the program under test is: `SIJIL_BIN`, or the development build, made if need be.

use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the workspace.
pub fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("e2e lies inside the workspace").to_path_buf()
}

/// Where cargo puts what it builds, and where the tests keep what is dear to make.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace_root().join("target"), PathBuf::from)
}

/// The program under test. Built at most once a process; concurrent processes wait for one another.
pub fn sijil() -> Result<&'static Path> {
    static FOUND: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    match FOUND.get_or_init(|| find().map_err(|error| format!("{error:#}"))) {
        Ok(path) => Ok(path),
        Err(error) => anyhow::bail!("no program to test: {error}"),
    }
}

/// The program as people get it, for benches: `SIJIL_BIN`, or the release build, made if need be.
pub fn released() -> Result<PathBuf> {
    given()?.map_or_else(|| built("release", &["--release"]), Ok)
}

fn find() -> Result<PathBuf> {
    given()?.map_or_else(|| built("debug", &[]), Ok)
}

fn given() -> Result<Option<PathBuf>> {
    let Some(given) = std::env::var_os("SIJIL_BIN") else { return Ok(None) };
    let path = PathBuf::from(given);
    ensure!(path.is_file(), "SIJIL_BIN names {}, which is not there", path.display());
    Ok(Some(path))
}

fn built(folder: &str, profile: &[&str]) -> Result<PathBuf> {
    let root = workspace_root();
    let target = target_folder();
    std::fs::create_dir_all(&target)?;
    let lock = File::create(target.join("e2e-build.lock")).context("cannot make the build lock")?;
    lock.lock().context("cannot wait for the build lock")?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--package", "sijil"])
        .args(profile)
        .current_dir(&root)
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "the build failed:\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(target.join(folder).join(format!("sijil{}", std::env::consts::EXE_SUFFIX)))
}
