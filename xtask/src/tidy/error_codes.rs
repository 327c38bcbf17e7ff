//! Every error a person can meet has a sentence: code `x-y` is message `error-x-y` in each catalogue.
//!
//! Codes are collected where the crates state them: `fn code` matches, `Problem::refuse` and `Problem::warn`, and the
//! faults of a table. A fault, which stands beside a cell of somebody's file, also has its hint: message `hint-x-y`.

use super::catalogues;
use crate::finding::Findings;
use crate::rust_source::{Literal, Source};
use crate::tree::File;
use std::collections::BTreeSet;

/// Calls whose first argument is a code.
const PROBLEM_CALLS: &[&str] = &["Problem::refuse(", "Problem::warn(", "Self::refuse(", "Self::warn("];

/// Calls whose first argument is the code of a problem in somebody's file.
const FAULT_CALLS: &[&str] = &["Fault::error(", "Fault::warning(", "self.error(", "self.warning("];

/// Compares the codes of all product crates with the catalogues.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let catalogues = catalogues::read(files);
    let mut codes = BTreeSet::new();
    for file in files.iter().filter(|file| file.is_rust() && file.path.contains("/src/")) {
        if file.crate_folder().is_none() {
            continue;
        }
        let source = Source::read(file.text());
        for (literal, prefixes) in codes_of(&source) {
            if !is_kebab(&literal.text) {
                let text = format!("`{}` is no code: lower-case words joined by `-`", literal.text);
                findings.offend(&file.path, literal.line, text);
                continue;
            }
            for (language, catalogue) in &catalogues {
                let ids = prefixes.iter().map(|prefix| format!("{prefix}-{}", literal.text));
                for id in ids.filter(|id| !catalogue.messages.contains_key(id)) {
                    let text = format!("`{id}` is missing in the `{language}` catalogue");
                    findings.offend(&file.path, literal.line, text);
                }
            }
            codes.insert(literal.text.clone());
        }
    }
    if codes.is_empty() {
        findings.nothing_yet("error codes in `fn code`");
    } else if catalogues.is_empty() {
        findings.nothing_yet("catalogues to hold the error codes");
    }
    findings.note(format!("{} error codes", codes.len()));
    findings
}

/// The codes of a file, each with the messages it needs.
fn codes_of(source: &Source) -> Vec<(&Literal, &'static [&'static str])> {
    let bodies = bodies_of_code_functions(&source.code);
    let tests = source.code.find("mod tests {").unwrap_or(source.code.len());
    source
        .literals
        .iter()
        .filter(|literal| literal.start < tests)
        .filter_map(|literal| {
            let before = source.code[..literal.start].trim_end();
            let in_code = before.ends_with("=>")
                && bodies.iter().any(|(start, end)| (*start..*end).contains(&literal.start));
            let stated = |calls: &[&str]| calls.iter().any(|call| before.ends_with(call));
            if stated(FAULT_CALLS) {
                return Some((literal, &["error", "hint"][..]));
            }
            (in_code || stated(PROBLEM_CALLS)).then_some((literal, &["error"][..]))
        })
        .collect()
}

/// Start and end of each `fn code(…) … { … }` body.
fn bodies_of_code_functions(code: &str) -> Vec<(usize, usize)> {
    code.match_indices("fn code(")
        .filter_map(|(at, _)| {
            let start = at + code[at..].find('{')?;
            let mut depth = 0_usize;
            let length = code[start..].find(|character| {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                depth == 0
            })?;
            // `fn code(self)` of a language or theme gives bare words such as `ar`; codes of errors have a hyphen
            // somewhere among them.
            let is_of_errors =
                code[at..].starts_with("fn code(&self") || code[start..start + length].contains('-');
            is_of_errors.then_some((start, start + length))
        })
        .collect()
}

fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "//! x\nimpl Error {\n    pub fn code(&self) -> &'static str {\n        match self {\n\
                        \x20           Self::A { .. } => \"already-published\",\n            Self::B => \"bad_one\",\n\
                        \x20       }\n    }\n    fn title() { match 1 { _ => \"not-a-code\" } }\n}\n\
                        fn check() { Problem::refuse(\"count-above-max\", \"count\"); }\n";

    fn offences(english: &str) -> Vec<String> {
        let files = [
            File::of("crates/register/src/error.rs", CODE),
            File::of("crates/web/locales/en/errors.ftl", english),
        ];
        check(&files).offences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_code_without_a_sentence_is_named() {
        let found = offences("error-already-published = Published\n");
        assert_eq!(
            found,
            [
                "crates/register/src/error.rs:6: `bad_one` is no code: lower-case words joined by `-`",
                "crates/register/src/error.rs:11: `error-count-above-max` is missing in the `en` catalogue",
            ]
        );
    }

    #[test]
    fn with_sentences_only_the_shape_is_refused() {
        assert_eq!(offences("error-already-published = P\nerror-count-above-max = C\n").len(), 1);
    }

    #[test]
    fn a_fault_without_a_hint_is_named() {
        let code =
            "fn f() { faults.push(Fault::warning(\n\"row-odd\", \"\", \"\")); self.error(\"row-bad\", 1); }";
        let files = [
            File::of("crates/exchange/src/table.rs", code),
            File::of(
                "crates/web/locales/en/errors.ftl",
                "error-row-odd = Odd\nerror-row-bad = Bad\nhint-row-bad = Do\n",
            ),
        ];
        let found: Vec<String> = check(&files).offences.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["crates/exchange/src/table.rs:2: `hint-row-odd` is missing in the `en` catalogue"]
        );
    }

    #[test]
    fn without_codes_it_says_so() {
        assert!(check(&[]).notes[0].starts_with("nothing to check yet"));
    }
}
