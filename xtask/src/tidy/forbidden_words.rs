//! Constructs that hide unfinished or unproven work: ignored tests, `todo!`, and panics expected by attribute.

use crate::finding::Findings;
use crate::rust_source::{Source, has_word};
use crate::tree::File;

/// What to look for with the blanks taken out, and what to do instead.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("#[ignore", "an ignored test proves nothing: run it, put its length behind a flag, or remove it"),
    ("#[should_panic", "assert on a returned error instead of expecting a panic"),
];

/// Macros that stand for work not done.
const MACROS: &[&str] = &["todo", "unimplemented"];

/// Checks all Rust sources.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_vendored()) {
        for (number, line) in Source::read(file.text()).lines() {
            let dense: String = line.chars().filter(|character| !character.is_whitespace()).collect();
            for (attribute, advice) in ATTRIBUTES {
                if dense.contains(attribute) {
                    findings.offend(&file.path, number, *advice);
                }
            }
            for name in MACROS {
                if has_word(line, name) && dense.contains(&format!("{name}!")) {
                    findings.offend(
                        &file.path,
                        number,
                        format!("`{name}!` stands for work that is not done"),
                    );
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_tests_and_unfinished_work_are_named() {
        let text = "//! x\n#[test]\n#[ignore = \"slow\"]\nfn a() { todo!() }\n// todo!() in a comment\n#[should_panic]\n";
        let found = check(&[File::of("crates/web/src/a.rs", text)]).offences;
        let lines: Vec<usize> = found.iter().map(|found| found.line).collect();
        assert_eq!(lines, [3, 4, 6]);
    }

    #[test]
    fn a_string_or_a_name_that_mentions_them_is_fine() {
        let text = "fn todo_list() { let ignore = \"#[ignore] todo!()\"; }\n";
        assert!(check(&[File::of("crates/web/src/a.rs", text)]).offences.is_empty());
    }
}
