//! SQL stands in `register` and nowhere else in the product.

use crate::finding::Findings;
use crate::rust_source::Source;
use crate::tree::File;

/// The first words of a statement and a word that must follow somewhere, so that a sentence is not taken for SQL.
const STATEMENTS: &[(&str, &str)] = &[
    ("select ", " from "),
    ("insert into ", " "),
    ("insert or ", " into "),
    ("update ", " set "),
    ("delete from ", ""),
    ("create table ", ""),
    ("create index ", " on "),
    ("alter table ", ""),
    ("drop table ", ""),
];

/// Checks the string literals of every product crate but `register`.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let sources = files
        .iter()
        .filter(|file| file.is_rust() && file.crate_folder().is_some_and(|folder| folder != "register"));
    for file in sources {
        for literal in Source::read(file.text()).literals {
            if is_statement(&literal.text) {
                findings.offend(
                    &file.path,
                    literal.line,
                    "SQL outside crates/register: make it an operation there",
                );
            }
        }
    }
    for file in files.iter().filter(|file| file.has_extension("sql")) {
        if !file.path.starts_with("crates/register/") {
            findings.offend(&file.path, 0, "an SQL file outside crates/register");
        }
    }
    findings
}

fn is_statement(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A sentence begins with one capital; SQL is written in lower case here and in capitals elsewhere.
    let first = text.split(' ').next().unwrap_or("");
    if first != first.to_lowercase() && first != first.to_uppercase() {
        return false;
    }
    let text = text.to_lowercase();
    STATEMENTS
        .iter()
        .any(|(start, then)| text.strip_prefix(start).is_some_and(|rest| format!(" {rest}").contains(then)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_sentences() {
        assert!(is_statement("select id from incident"));
        assert!(is_statement("SELECT\n  id\nFROM incident"));
        assert!(is_statement("update incident set title = $1"));
        assert!(!is_statement("Select a file from the folder"));
        assert!(!is_statement("update the register"));
        assert!(!is_statement("selected"));
    }

    #[test]
    fn sql_is_refused_outside_its_crate() {
        let text =
            "//! A page.\n// select id from incident\nconst Q: &str =\n    \"delete from incident\";\n";
        let files = [
            File::of("crates/web/src/page.rs", text),
            File::of("crates/register/src/incident.rs", text),
            File::of("crates/web/src/schema.sql", ""),
        ];
        let found = check(&files).offences;
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].file.as_str(), found[0].line), ("crates/web/src/page.rs", 4));
    }
}
