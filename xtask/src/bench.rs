//! `cargo xtask bench`: every bench of the workspace, one after the other, under the name of the machine.
//!
//! It prints and does not judge: figures depend on the machine, so tests count statements and bytes instead.

use crate::metadata::{self, Metadata};
use crate::say;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Runs the benches of the named crates, or of all that have some; `Ok(false)` where one failed.
pub fn run(root: &Path, crates: &[&str]) -> Result<bool> {
    let metadata = metadata::read(root)?;
    let benches = benches(&metadata);
    for name in crates {
        ensure!(benches.iter().any(|(package, _)| package == name), "crate {name} has no benches");
    }
    for line in machine(root) {
        say(&line);
    }
    if benches.is_empty() {
        say("no crate has benches yet");
    }
    let mut good = true;
    for (package, bench) in
        benches.iter().filter(|(package, _)| crates.is_empty() || crates.contains(&package.as_str()))
    {
        say(&format!("\n== {package}: {bench}"));
        let started = Instant::now();
        let status = Command::new(metadata::cargo())
            .args(["bench", "--quiet", "--package", package, "--bench", bench])
            .current_dir(root)
            .status()
            .context("cannot run cargo bench")?;
        good &= status.success();
        say(&format!("== {package}: {bench}: {:.0} s with its build", started.elapsed().as_secs_f64()));
    }
    Ok(good)
}

/// Package and bench, in the order of the manifest.
fn benches(metadata: &Metadata) -> Vec<(String, String)> {
    metadata
        .members()
        .flat_map(|package| package.targets.iter().map(move |target| (package, target)))
        .filter(|(_, target)| target.kind.iter().any(|kind| kind == "bench"))
        .map(|(package, target)| (package.name.clone(), target.name.clone()))
        .collect()
}

/// What a figure has to be read with.
fn machine(root: &Path) -> Vec<String> {
    let cpu = field("/proc/cpuinfo", "model name");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    vec![
        format!("processor  {cpu}, {cores} cores"),
        format!("memory     {}", field("/proc/meminfo", "MemTotal")),
        format!("system     {}", answer(root, "uname", &["-sr"])),
        format!("rustc      {}", answer(root, "rustc", &["--version"])),
        format!("commit     {}", answer(root, "git", &["describe", "--always", "--dirty"])),
    ]
}

fn field(path: &str, name: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    value.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}

fn answer(root: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root).output();
    match output {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        _ => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::{Package, Target};

    #[test]
    fn only_benches_of_our_own_crates_are_run() {
        let package = |name: &str, kind: &str| Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: None,
            dependencies: Vec::new(),
            targets: vec![Target { name: format!("{name}-target"), kind: vec![kind.to_owned()] }],
        };
        let packages = vec![package("ledger", "bench"), package("web", "lib"), package("foreign", "bench")];
        let metadata = Metadata { packages, workspace_members: vec!["ledger".to_owned(), "web".to_owned()] };
        assert_eq!(benches(&metadata), [("ledger".to_owned(), "ledger-target".to_owned())]);
    }

    #[test]
    fn the_machine_is_named_line_by_line() {
        let lines = machine(&crate::workspace_root());
        assert_eq!(lines.len(), 5);
        assert!(lines[3].contains("rustc"));
    }
}
