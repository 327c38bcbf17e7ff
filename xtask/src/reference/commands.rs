//! The page of commands: what the built binary prints for `sijil help-all`.
//!
//! Asked of the binary and not read from the source, so that the page shows what a person sees.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The help of every command in one block; `None` where the binary is not built or does not know the command.
pub fn generate(root: &Path) -> Result<Option<String>> {
    let binary = binary(root);
    if !binary.exists() {
        return Ok(None);
    }
    let mut command = Command::new(&binary);
    command.arg("help-all").env("COLUMNS", "100").env("NO_COLOR", "1");
    // clap prints the present value of a variable beside its name; the page must not hold this machine's.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SIJIL_")) {
        command.env_remove(name);
    }
    let output = command.output().with_context(|| format!("cannot run {}", binary.display()))?;
    if !output.status.success() {
        return Ok(None);
    }
    Ok(block(&String::from_utf8_lossy(&output.stdout)))
}

fn binary(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("debug").join(format!("sijil{}", std::env::consts::EXE_SUFFIX))
}

fn block(help: &str) -> Option<String> {
    if help.trim().is_empty() {
        return None;
    }
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    Some(format!("\n```text\n{}\n```\n\n", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_becomes_a_block_without_trailing_blanks() {
        assert_eq!(block("sijil  \n  demo\n\n"), Some("\n```text\nsijil\n  demo\n```\n\n".to_owned()));
        assert_eq!(block(" \n"), None);
    }

    #[test]
    fn without_a_binary_there_is_nothing_to_say() {
        assert!(generate(Path::new("/nonexistent/project")).is_ok());
    }
}
