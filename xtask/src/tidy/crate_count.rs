//! How many packages the program is built of on this platform: each is code someone has to trust and a cold build has
//! to compile. What the lock file names for other platforms and for tests is not among them.

use crate::finding::Findings;
use crate::metadata::cargo;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Above this the README's first command takes too long and nobody reads the list any more.
const PACKAGES_MAX: usize = 520;

/// Counts what `cargo tree` says the program `sijil` is built of, build scripts and macros included.
pub fn check(root: &Path) -> Result<Findings> {
    let output = Command::new(cargo())
        .args([
            "tree",
            "--locked",
            "-p",
            "sijil",
            "-e",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(root)
        .output()
        .context("cannot run cargo tree")?;
    ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(count(&String::from_utf8_lossy(&output.stdout)))
}

fn count(tree: &str) -> Findings {
    let mut findings = Findings::default();
    let named = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let packages = tree.lines().filter(|line| !line.is_empty()).map(named).collect::<BTreeSet<_>>().len();
    findings.note(format!("{packages} packages in the program, at most {PACKAGES_MAX}"));
    if packages > PACKAGES_MAX {
        findings.offend(
            "Cargo.lock",
            0,
            format!("{packages} packages, above {PACKAGES_MAX}: drop a dependency"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_package_too_many_fails() {
        let tree = |packages: usize| -> String {
            let lines =
                (0..packages).map(|number| format!("package{number} v1.0.0\npackage{number} v1.0.0 (*)\n"));
            lines.collect()
        };
        assert!(count(&tree(PACKAGES_MAX)).offences.is_empty());
        assert_eq!(count(&tree(PACKAGES_MAX + 1)).offences.len(), 1);
    }
}
