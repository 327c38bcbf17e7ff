//! Style sheets speak of start and end, never of left and right: every page is read in both directions.
//!
//! A map or a picture has a real left side; such a line carries `/* physical: why */`.

use crate::finding::Findings;
use crate::tree::File;

/// What marks a line that means the physical side.
const EXCUSE: &str = "physical:";

/// Properties whose values may name a side.
const SIDED_VALUES: &[&str] = &["text-align", "float", "clear"];

/// Checks every style sheet of ours.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let sheets: Vec<&File> =
        files.iter().filter(|file| file.has_extension("css") && !file.is_vendored()).collect();
    if sheets.is_empty() {
        findings.nothing_yet("style sheets");
    }
    for sheet in sheets {
        let blanked = without_comments(sheet.text());
        for (index, (line, written)) in blanked.lines().zip(sheet.text().lines()).enumerate() {
            if written.contains(EXCUSE) {
                continue;
            }
            for property in declarations(line).filter_map(physical) {
                let message =
                    format!("`{property}` names a physical side: use the logical property (inline-start…)");
                findings.offend(&sheet.path, index + 1, message);
            }
        }
    }
    findings
}

fn declarations(line: &str) -> impl Iterator<Item = (&str, &str)> {
    line.split(['{', ';', '}'])
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
}

/// The physical property or value of a declaration, if it has one.
fn physical((name, value): (&str, &str)) -> Option<String> {
    let side = |part: &str| part == "left" || part == "right";
    let is_property =
        !name.is_empty() && !name.starts_with("--") && !name.contains([' ', '.', '#', '&', '>', '[']);
    if !is_property {
        return None;
    }
    if name.split('-').any(side) {
        return Some(name.to_owned());
    }
    let value_word = value.split_whitespace().next().unwrap_or("");
    (SIDED_VALUES.contains(&name) && side(value_word)).then(|| format!("{name}: {value_word}"))
}

/// The sheet with comments blanked, lines kept.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut blanked = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once("/*") {
        blanked.push_str(before);
        let (comment, tail) = after.split_once("*/").unwrap_or((after, ""));
        blanked.extend(comment.chars().filter(|character| *character == '\n'));
        rest = tail;
    }
    blanked.push_str(rest);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn physical_sides_are_named() {
        let sheet = "a { margin-left: 1px; color: red }\n\
                     /* left: 0 in a\n comment */ b { left: 0; inset-inline-end: 0 }\n\
                     c { text-align: right }\n\
                     d { text-align: start; border-top-right-radius: 1px }\n";
        let found = check(&[File::of("crates/web/assets/a.css", sheet)]).offences;
        let lines: Vec<usize> = found.iter().map(|found| found.line).collect();
        assert_eq!(lines, [1, 3, 4, 5], "{found:?}");
    }

    #[test]
    fn an_excused_line_and_logical_ones_pass() {
        let sheet = ".map { left: 0 } /* physical: the canvas has a real left side */\n\
                     .left:hover { padding-inline-start: 1ch }\n\
                     a { --left: 1px; background: url(left.svg) }\n";
        assert!(check(&[File::of("crates/web/assets/a.css", sheet)]).offences.is_empty());
    }
}
