//! The files of the workspace as the checks see them: what git tracks or would track, read once.
//!
//! Not a general file walker. Where git cannot answer (an unpacked archive), the folder itself is walked.

use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Files larger than this are listed without their text: fonts, tiles, pictures.
const TEXT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// One file of the workspace.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the workspace root, with `/`.
    pub path: String,
    /// The content; `None` for a file that is not UTF-8 text or is larger than the checks read.
    pub text: Option<String>,
}

impl File {
    /// A text file that exists only in a test.
    #[cfg(test)]
    pub fn of(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: Some(text.to_owned()) }
    }

    /// The text, or nothing for a binary file.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or("")
    }

    /// Whether the name ends in this extension (without the dot).
    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    /// Whether this is Rust source.
    pub fn is_rust(&self) -> bool {
        self.has_extension("rs")
    }

    /// Whether the file was taken over from elsewhere and keeps its author's habits.
    pub fn is_vendored(&self) -> bool {
        self.path.split('/').any(|part| part == "vendor") || self.path.contains(".min.")
    }

    /// The crate folder this file lies in: `crates/web/src/lib.rs` gives `web`.
    pub fn crate_folder(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(folder, _)| folder)
    }
}

/// Reads every file that git tracks or would add, sorted by path.
pub fn read(root: &Path) -> Result<Vec<File>> {
    let mut paths = match git_paths(root) {
        Some(paths) => paths,
        None => walked_paths(root)?,
    };
    paths.sort();
    paths.dedup();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let full = root.join(&path);
        // Deleted but still in the index, or a submodule: nothing to read.
        let Ok(about) = full.metadata() else { continue };
        if !about.is_file() {
            continue;
        }
        let text = if about.len() > TEXT_BYTES_MAX {
            None
        } else {
            let content = std::fs::read(&full).with_context(|| format!("cannot read {path}"))?;
            String::from_utf8(content).ok().filter(|text| !text.contains('\0'))
        };
        files.push(File { path, text });
    }
    Ok(files)
}

fn git_paths(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let listing = String::from_utf8(output.stdout).ok()?;
    Some(listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

fn walked_paths(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
        {
            let entry = entry?;
            let name = entry.file_name();
            if name == "target" || name == ".git" {
                continue;
            }
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_lists_its_own_manifest_and_no_build_output() {
        let files = read(&crate::workspace_root()).expect("the workspace can be read");
        assert!(files.iter().any(|file| file.path == "xtask/Cargo.toml" && file.text().contains("xtask")));
        assert!(files.iter().all(|file| !file.path.starts_with("target/")));
    }

    #[test]
    fn the_walk_finds_what_git_finds_of_our_sources() {
        let root = crate::workspace_root();
        let walked = walked_paths(&root).expect("the folder can be walked");
        assert!(walked.iter().any(|path| path == "xtask/src/tree.rs"));
        assert!(walked.iter().all(|path| !path.starts_with("target/") && !path.starts_with(".git/")));
    }

    #[test]
    fn a_file_knows_its_crate_and_kind() {
        let file = File::of("crates/web/src/lib.rs", "");
        assert_eq!(file.crate_folder(), Some("web"));
        assert!(file.is_rust());
        assert!(File::of("crates/web/assets/vendor/htmx.js", "").is_vendored());
        assert_eq!(File::of("xtask/src/main.rs", "").crate_folder(), None);
    }
}
