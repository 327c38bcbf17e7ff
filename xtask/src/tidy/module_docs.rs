//! Every module opens with `//!`: what it is, what it is not, where to start.

use crate::finding::Findings;
use crate::tree::File;

/// Checks that each Rust file begins with a module comment of at least a few words.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_vendored()) {
        let first = file.text().lines().enumerate().find(|(_, line)| {
            !line.trim().is_empty() && !line.starts_with("#![") && !line.starts_with("#!/")
        });
        match first {
            Some((_, line)) if line.starts_with("//!") && line.trim_start_matches("//!").trim().len() > 8 => {
            }
            Some((index, _)) => {
                findings.offend(
                    &file.path,
                    index + 1,
                    "the module does not open with `//!` saying what it is",
                );
            }
            None => findings.offend(&file.path, 0, "the module is empty"),
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_comment_is_wanted_first() {
        let good = File::of("crates/web/src/a.rs", "#![forbid(unsafe_code)]\n\n//! What it is.\nfn f() {}\n");
        let bare = File::of("crates/web/src/b.rs", "\nuse std::fmt;\n//! too late\n");
        let empty = File::of("crates/web/src/c.rs", "\n");
        let wordless = File::of("crates/web/src/d.rs", "//!\nfn f() {}\n");
        let found = check(&[good, bare, empty, wordless]).offences;
        let places: Vec<(&str, usize)> =
            found.iter().map(|found| (found.file.as_str(), found.line)).collect();
        assert_eq!(
            places,
            [("crates/web/src/b.rs", 2), ("crates/web/src/c.rs", 0), ("crates/web/src/d.rs", 1)]
        );
    }
}
