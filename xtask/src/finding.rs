//! What one check found: offences that fail the run and notes that do not.

use std::fmt;

/// One broken habit at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offence {
    /// Path from the workspace root, with `/`.
    pub file: String,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what to do instead.
    pub message: String,
}

impl fmt::Display for Offence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.file, self.message),
            line => write!(formatter, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// The result of one check.
#[derive(Debug, Default)]
pub struct Findings {
    /// What fails the run.
    pub offences: Vec<Offence>,
    /// What is printed and does not fail: counts, and `nothing to check yet: …`.
    pub notes: Vec<String>,
}

impl Findings {
    /// Adds an offence; `line` is 0 where the whole file is meant.
    pub fn offend(&mut self, file: &str, line: usize, message: impl Into<String>) {
        self.offences.push(Offence { file: file.to_owned(), line, message: message.into() });
    }

    /// Adds a remark that does not fail the run.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Says that the subject of a check does not exist yet, so that a vacuous pass is visible.
    pub fn nothing_yet(&mut self, subject: &str) {
        self.notes.push(format!("nothing to check yet: {subject}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offence_names_its_place() {
        let mut findings = Findings::default();
        findings.offend("crates/web/src/lib.rs", 7, "why");
        findings.offend("Cargo.lock", 0, "too many");
        assert_eq!(findings.offences[0].to_string(), "crates/web/src/lib.rs:7: why");
        assert_eq!(findings.offences[1].to_string(), "Cargo.lock: too many");
    }
}
