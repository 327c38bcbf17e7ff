//! What `verify` and `fsck` print: what was compared, and every fault by name.

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, Output};
use register::fsck::Findings;
use register::timestamp::Summary;
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
    text.push_str(&timestamps(&findings.timestamps));
    text
}

/// How many tokens hold and how far they were checked; never more than was.
fn timestamps(summary: &Summary) -> String {
    let Some(last) = &summary.last else { return String::new() };
    let Summary { tokens, trusted, not_checked, .. } = summary;
    let own = tokens - trusted - not_checked;
    let mut text = format!(
        "timestamps: {tokens}, the last over {} leaves at {}; signatures: {trusted} lead to a trusted certificate",
        last.leaves, last.time
    );
    if own > 0 {
        // Writing to a string does not fail.
        let _ =
            write!(text, ", {own} are right by the certificate in the token, whose it is was not checked");
    }
    if *not_checked > 0 {
        let _ = write!(text, ", {not_checked} not checked");
    }
    let _ = writeln!(text, "\ncheck with: {}", last.command);
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
