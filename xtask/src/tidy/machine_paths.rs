//! No tracked file names a folder of somebody's machine or the address of a package mirror.

use crate::finding::Findings;
use crate::tree::File;

/// Folders that exist on one machine only. Written in pieces, so that this file does not offend itself.
const FOLDERS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];

/// Settings that point a package manager elsewhere, and the only lock-file source that is right.
const MIRRORS: &[&str] = &[
    concat!("extra-index", "-url"),
    concat!("replace", "-with"),
    concat!("sparse", "+http"),
    concat!("arti", "factory"),
];
const LOCK_SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks every text file.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    for file in files {
        for (index, line) in file.text().lines().enumerate() {
            for folder in FOLDERS {
                if names_folder(line, folder) {
                    findings.offend(&file.path, index + 1, format!("a path of one machine: {folder}…"));
                }
            }
            for mirror in MIRRORS {
                if line.contains(mirror) {
                    findings.offend(&file.path, index + 1, format!("a package mirror: {mirror}…"));
                }
            }
            if file.path.ends_with("Cargo.lock")
                && line.starts_with("source = ")
                && !line.contains(LOCK_SOURCE)
            {
                findings.offend(&file.path, index + 1, "a dependency that does not come from crates.io");
            }
        }
    }
    findings
}

/// Whether the line names the folder at the root, not inside a longer path or an address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || ".-_}/".contains(character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_folders_and_mirrors_are_named() {
        let text = format!("see {}main\n{} = \"x\"\n", FOLDERS[0], MIRRORS[1]);
        let found = check(&[File::of("docs/a.md", &text)]).offences;
        assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_longer_path_or_an_address_is_fine() {
        let text =
            format!("target{}x https://example.org{}y ./frame{}z\n", FOLDERS[0], FOLDERS[2], FOLDERS[0]);
        assert!(check(&[File::of("docs/a.md", &text)]).offences.is_empty());
    }

    #[test]
    fn a_lock_file_draws_from_one_place() {
        let good = File::of("Cargo.lock", &format!("source = \"{LOCK_SOURCE}\"\n"));
        let bad = File::of("Cargo.lock", "source = \"git+https://example.org/x\"\n");
        assert!(check(&[good]).offences.is_empty());
        assert_eq!(check(&[bad]).offences.len(), 1);
    }
}
