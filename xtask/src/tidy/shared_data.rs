//! Data of the folder beside the project is read by tests and never copied in.
//!
//! Compares tracked files with those of `../shared/data`: same content, or many same long lines. The facts of
//! `../shared/demo` are ours to ship and are left out of the comparison.

use crate::finding::Findings;
use crate::tree::File;
use std::collections::HashSet;
use std::path::Path;

/// Lines shorter than this occur anywhere by chance.
const LINE_BYTES_MIN: usize = 60;
/// This many long lines in common are a copy, fewer a quotation.
const LINES_MAX: usize = 5;

/// Compares the tracked files with the data folder, where there is one.
pub fn check(root: &Path, files: &[File]) -> Findings {
    let shared = root.join("../shared");
    let mut data = HashSet::new();
    collect(&shared.join("data"), &mut data);
    if data.is_empty() {
        let mut findings = Findings::default();
        findings.nothing_yet("../shared/data is not beside this checkout");
        return findings;
    }
    let mut ours = HashSet::new();
    collect(&shared.join("demo"), &mut ours);
    compare(files, &data.difference(&ours).cloned().collect())
}

fn compare(files: &[File], data: &HashSet<String>) -> Findings {
    let mut findings = Findings::default();
    for file in files {
        let mut common = file.text().lines().enumerate().filter(|(_, line)| data.contains(line.trim()));
        let first = common.next();
        if let Some((index, _)) = first.filter(|_| common.count() >= LINES_MAX) {
            findings.offend(&file.path, index + 1, "lines of ../shared/data copied into the project");
        }
    }
    findings
}

fn collect(folder: &Path, lines: &mut HashSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, lines);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            lines.extend(
                text.lines().map(str::trim).filter(|line| line.len() >= LINE_BYTES_MIN).map(str::to_owned),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_told_from_a_quotation() {
        let line = |number: usize| format!("{number}; {}", "a long row of somebody's table ".repeat(3));
        let data: HashSet<String> = (0..20).map(|number| line(number).trim().to_owned()).collect();
        let rows = |count: usize| (0..count).map(line).collect::<Vec<_>>().join("\n");
        assert_eq!(compare(&[File::of("tests/copy.csv", &rows(10))], &data).offences.len(), 1);
        assert!(compare(&[File::of("tests/quote.csv", &rows(LINES_MAX))], &data).offences.is_empty());
    }

    #[test]
    fn without_the_folder_it_says_so() {
        let findings = check(Path::new("/nonexistent/project"), &[]);
        assert_eq!(findings.notes.len(), 1);
        assert!(findings.offences.is_empty());
    }
}
