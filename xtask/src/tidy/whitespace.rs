//! No trailing whitespace and no carriage returns in what people write; data keeps the bytes it came with.

use crate::finding::Findings;
use crate::tree::File;

/// Endings of files whose bytes are somebody else's or a program's.
const EXEMPT: &[&str] =
    &["snap", "csv", "tsv", "jsonl", "geojson", "svg", "patch", "txt", "eml", "proof", "lock"];

/// Checks every text file that people write.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let written = files
        .iter()
        .filter(|file| !file.is_vendored() && !EXEMPT.iter().any(|extension| file.has_extension(extension)));
    for file in written {
        for (index, line) in file.text().split('\n').enumerate() {
            if line.ends_with('\r') {
                findings.offend(&file.path, index + 1, "a carriage return at the end of the line");
            } else if line.ends_with([' ', '\t']) {
                findings.offend(&file.path, index + 1, "whitespace at the end of the line");
            }
        }
        if !file.text().is_empty() && !file.text().ends_with('\n') {
            findings.offend(&file.path, file.text().lines().count(), "the last line does not end");
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_blanks_are_named_by_line() {
        let found = check(&[File::of("a.md", "fine\nbad \nworse\r\nopen")]).offences;
        assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert!(check(&[File::of("demo/a.csv", "x \r\n"), File::of("a.md", "fine\n")]).offences.is_empty());
    }
}
