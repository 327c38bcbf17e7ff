//! What `verify` and `fsck` print: what was compared, and every fault by name.

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, Output};
use register::fsck::Findings;
use std::fmt::Write as _;

/// Prints what a check found, and ends as it deserves.
pub fn report(findings: &Findings, output: Output) -> Result<Exit> {
    output.data(findings, text)?;
    if findings.unsequenced > 0 {
        output::warn(&format!(
            "{} acts have no number in the log yet, so nothing proves them",
            findings.unsequenced
        ));
    }
    Ok(if findings.is_sound() { Exit::Done } else { Exit::Problems })
}

fn text(findings: &Findings) -> String {
    let mut text = String::new();
    for fault in &findings.faults {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: {} ({})", fault.what, fault.detail, fault.code);
    }
    let unnamed = findings.faults_count.saturating_sub(findings.faults.len());
    if unnamed > 0 {
        let _ = writeln!(text, "and {unnamed} more");
    }
    let verdict = if findings.is_sound() { "sound" } else { "NOT AS IT WAS WRITTEN" };
    let _ = write!(text, "{verdict}: {} leaves, {} acts", findings.leaves, findings.acts);
    if findings.records > 0 {
        let _ = write!(text, ", {} records", findings.records);
    }
    if findings.items > 0 {
        let _ = write!(text, ", {} items", findings.items);
    }
    let _ = writeln!(text, " compared; checkpoint {} {}", findings.leaves, findings.root);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::fsck::Fault;

    #[test]
    fn a_fault_is_named_with_what_is_at_fault() {
        let fault =
            Fault { what: "log/checkpoint".to_owned(), code: "log-file-altered", detail: "no".to_owned() };
        let findings = Findings { faults: vec![fault], faults_count: 3, ..Findings::default() };
        let text = text(&findings);
        assert!(
            text.starts_with("log/checkpoint: no (log-file-altered)\nand 2 more\nNOT AS IT WAS WRITTEN"),
            "{text}"
        );
    }
}
