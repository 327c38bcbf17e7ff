//! The part of `cargo metadata` that the checks and the benches read.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// The answer of `cargo metadata`.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// Every package that a build for this platform may compile.
    pub packages: Vec<Package>,
    /// Ids of our own packages.
    pub workspace_members: Vec<String>,
}

/// One package: ours or someone else's.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Cargo's opaque id.
    pub id: String,
    /// The name other manifests use.
    pub name: String,
    /// The version, as written.
    pub version: String,
    /// An SPDX expression, where the author gave one.
    pub license: Option<String>,
    /// The manifest's dependency lines.
    #[serde(default)]
    pub dependencies: Vec<Dependency>,
    /// Libraries, binaries, tests and benches.
    #[serde(default)]
    pub targets: Vec<Target>,
}

/// One dependency line of a manifest.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package depended on.
    pub name: String,
    /// `None` for a normal dependency, else `dev` or `build`.
    pub kind: Option<String>,
    /// Present for a dependency inside the workspace.
    pub path: Option<String>,
}

/// One build target.
#[derive(Debug, Deserialize)]
pub struct Target {
    /// Its name on the command line.
    pub name: String,
    /// `lib`, `bin`, `test`, `bench`…
    pub kind: Vec<String>,
}

impl Metadata {
    /// Our own packages.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Packages of other authors.
    pub fn foreign(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| !self.workspace_members.contains(&package.id))
    }
}

/// Asks cargo, for the platform of this machine: what other platforms would add is not downloaded for a check.
pub fn read(root: &Path) -> Result<Metadata> {
    let host = rustc_host(root)?;
    let output = Command::new(cargo())
        .args(["metadata", "--format-version=1", "--filter-platform", &host])
        .current_dir(root)
        .output()
        .context("cannot run cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    serde_json::from_slice(&output.stdout).context("cannot read the answer of cargo metadata")
}

/// The cargo that started us, or the one on the path.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn rustc_host(root: &Path) -> Result<String> {
    let output = Command::new("rustc").arg("-vV").current_dir(root).output().context("cannot run rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}
