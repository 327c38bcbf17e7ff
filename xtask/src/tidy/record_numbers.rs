//! A record holds no binary fraction: what is hashed and signed must read the same on every machine.

use crate::finding::Findings;
use crate::rust_source::{Source, has_word};
use crate::tree::File;

/// Checks `crates/domain/src/record*`.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let records: Vec<&File> = files
        .iter()
        .filter(|file| file.is_rust() && file.path.starts_with("crates/domain/src/record"))
        .collect();
    if records.is_empty() {
        findings.nothing_yet("crates/domain/src/record*");
    }
    for file in records {
        for (number, line) in Source::read(file.text()).lines() {
            if has_word(line, "f64") || has_word(line, "f32") {
                findings.offend(
                    &file.path,
                    number,
                    "a float in a record: integers of a named unit or a decimal string",
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_in_a_record_is_named_and_one_in_a_comment_is_not() {
        let text = "//! No f64 here.\npub struct Incident {\n    pub score: f64,\n}\n";
        let found = check(&[File::of("crates/domain/src/record/incident.rs", text)]).offences;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 3);
        let elsewhere = check(&[File::of("crates/domain/src/mgrs.rs", text)]);
        assert!(elsewhere.offences.is_empty());
        assert_eq!(elsewhere.notes, ["nothing to check yet: crates/domain/src/record*"]);
    }
}
