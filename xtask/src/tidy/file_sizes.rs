//! A file is one noun or one action: sources have a length at which they are remarked and one at which they fail.

use crate::finding::Findings;
use crate::tree::File;

/// Longer than this is printed.
const LINES_GOOD: usize = 400;
/// Longer than this fails.
const LINES_MAX: usize = 600;

/// Checks the length of our own Rust, JavaScript, CSS and Python sources.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let sources = files.iter().filter(|file| {
        !file.is_vendored()
            && ["rs", "js", "mjs", "css", "py"].iter().any(|extension| file.has_extension(extension))
    });
    for file in sources {
        let lines = file.text().lines().count();
        if lines > LINES_MAX {
            findings.offend(
                &file.path,
                LINES_MAX + 1,
                format!("{lines} lines, at most {LINES_MAX}: split it by noun"),
            );
        } else if lines > LINES_GOOD {
            findings.note(format!("{}: {lines} lines, better under {LINES_GOOD}", file.path));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_is_remarked_and_too_long_fails() {
        let of = |path: &str, lines: usize| File::of(path, &"x\n".repeat(lines));
        let findings = check(&[
            of("crates/web/src/short.rs", LINES_GOOD),
            of("crates/web/src/long.rs", LINES_MAX),
            of("crates/web/src/endless.rs", LINES_MAX + 1),
            of("crates/web/assets/vendor/map.js", 9000),
            of("demo/places.csv", 9000),
        ]);
        assert_eq!(findings.notes.len(), 1);
        assert_eq!(findings.offences.len(), 1);
        assert_eq!(findings.offences[0].file, "crates/web/src/endless.rs");
    }
}
