//! The English and the Arabic catalogue say the same things, and every text the code asks for is in both.
//!
//! A message has the same attributes and variables in each language. A plural selector uses only its language's
//! categories and falls back to `other`. Start at [`check`]; [`MESSAGE_CALLS`] says how the code asks.

use super::fluent::{Catalogue, Selector};
use crate::finding::Findings;
use crate::rust_source::Source;
use crate::tree::File;
use std::collections::BTreeMap;

/// Where the catalogues lie: `crates/web/locales/LANGUAGE/*.ftl`.
const FOLDER: &str = "crates/web/locales/";
/// The language that is written first.
const FIRST: &str = "en";
/// Each language with the plural categories that its numbers have.
const LANGUAGES: &[(&str, &[&str])] =
    &[("en", &["one", "other"]), ("ar", &["zero", "one", "two", "few", "many", "other"])];
/// Categories that make a selector a plural one.
const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many"];

/// How the code asks for a message: what stands before the literal, blanks taken out. `Say` is the reader's voice.
pub const MESSAGE_CALLS: &[&str] = &["say.text(", "say.with(", "say.html("];

/// The longest of them, in characters.
const CALL_MAX: usize = 24;

/// How the code asks for the sentence of an error code, which is message `error-CODE`.
pub const ERROR_CALLS: &[&str] = &["say.error("];

/// Reads the catalogues of every language there is a folder for.
pub fn read(files: &[File]) -> BTreeMap<&str, Catalogue> {
    let mut catalogues: BTreeMap<&str, Catalogue> = BTreeMap::new();
    for file in files.iter().filter(|file| file.has_extension("ftl")) {
        let Some((language, _)) = file.path.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        catalogues.entry(language).or_default().add(file);
    }
    catalogues
}

/// Compares the catalogues with each other and with the code.
pub fn check(files: &[File]) -> Findings {
    let mut findings = Findings::default();
    let catalogues = read(files);
    if catalogues.is_empty() {
        findings.nothing_yet("Fluent catalogues in crates/web/locales");
        return findings;
    }
    for (language, categories) in LANGUAGES {
        let Some(catalogue) = catalogues.get(language) else {
            findings.offend(&format!("{FOLDER}{language}"), 0, "there is no catalogue of this language");
            continue;
        };
        for (file, line, mistake) in &catalogue.mistakes {
            findings.offend(file, *line, mistake.clone());
        }
        check_selectors(language, categories, catalogue, &mut findings);
    }
    if let (Some(first), Some(second)) = (catalogues.get(FIRST), catalogues.get("ar")) {
        check_pair(first, second, "ar", &mut findings);
        check_pair(second, first, FIRST, &mut findings);
        findings.note(format!(
            "{} messages in English, {} in Arabic",
            first.messages.len(),
            second.messages.len()
        ));
        check_uses(files, first, &mut findings);
    }
    findings
}

fn check_selectors(language: &str, categories: &[&str], catalogue: &Catalogue, findings: &mut Findings) {
    let mut partial = 0;
    for (id, message) in &catalogue.messages {
        for selector in &message.selectors {
            if selector.default.is_none() {
                findings.offend(
                    &message.file,
                    selector.line,
                    format!("a selector of `{id}` has no default variant"),
                );
            }
            if !is_plural(selector) {
                continue;
            }
            if selector.default.as_deref() != Some("other") {
                findings.offend(
                    &message.file,
                    selector.line,
                    format!("`{id}`: the default of a plural is `*[other]`"),
                );
            }
            for key in selector.keys.iter().filter(|key| key.parse::<f64>().is_err()) {
                if !categories.contains(&key.as_str()) {
                    let text = format!("`{id}`: `{key}` is no plural category of `{language}`");
                    findings.offend(&message.file, selector.line, text);
                }
            }
            partial += usize::from(
                categories.iter().any(|category| !selector.keys.iter().any(|key| key == category)),
            );
        }
    }
    if partial > 0 {
        findings.note(format!("{language}: {partial} plural selectors leave a category to `other`"));
    }
}

fn is_plural(selector: &Selector) -> bool {
    selector.keys.iter().any(|key| CATEGORIES.contains(&key.as_str()))
}

/// What `here` has and `there` lacks.
fn check_pair(here: &Catalogue, there: &Catalogue, name: &str, findings: &mut Findings) {
    for (id, message) in &here.messages {
        let Some(other) = there.messages.get(id) else {
            findings.offend(&message.file, message.line, format!("`{id}` is missing in `{name}`"));
            continue;
        };
        for attribute in message.attributes.difference(&other.attributes) {
            findings.offend(
                &message.file,
                message.line,
                format!("`{id}.{attribute}` is missing in `{name}`"),
            );
        }
        for variable in message.variables.difference(&other.variables) {
            findings.offend(&other.file, other.line, format!("`{id}` in `{name}` never uses `${variable}`"));
        }
    }
}

fn check_uses(files: &[File], catalogue: &Catalogue, findings: &mut Findings) {
    for file in files.iter().filter(|file| file.is_rust() && file.crate_folder().is_some()) {
        let source = Source::read(file.text());
        for literal in &source.literals {
            let before = &source.code[..literal.start];
            let wanted = if ends_with_call(before, MESSAGE_CALLS) {
                literal.text.clone()
            } else if ends_with_call(before, ERROR_CALLS) {
                format!("error-{}", literal.text)
            } else {
                continue;
            };
            let (id, attribute) = match wanted.split_once('.') {
                Some((id, attribute)) => (id, Some(attribute)),
                None => (wanted.as_str(), None),
            };
            let found = catalogue
                .messages
                .get(id)
                .is_some_and(|message| attribute.is_none_or(|name| message.attributes.contains(name)));
            if !found {
                findings.offend(&file.path, literal.line, format!("`{wanted}` is in no catalogue"));
            }
        }
    }
}

/// Whether the code before a literal ends with one of these calls, however it is broken into lines.
fn ends_with_call(before: &str, calls: &[&str]) -> bool {
    let tail: String =
        before.chars().rev().filter(|character| !character.is_whitespace()).take(CALL_MAX).collect();
    calls.iter().any(|call| call.len() <= CALL_MAX && call.chars().rev().eq(tail.chars().take(call.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offences(english: &str, arabic: &str, code: &str) -> Vec<String> {
        let files = [
            File::of("crates/web/locales/en/main.ftl", english),
            File::of("crates/web/locales/ar/main.ftl", arabic),
            File::of("crates/web/src/page.rs", code),
        ];
        check(&files).offences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn complete_catalogues_pass() {
        let english =
            "title = Title\n    .hint = Hint\nrows = { $n ->\n    [one] one\n   *[other] { $n }\n }\n";
        let arabic = "title = عنوان\n    .hint = تلميح\nrows = { $n ->\n    [zero] ٠\n    [two] ٢\n    [few] ٣\n   *[other] { $n }\n }\n";
        let code = "fn f() { say.text(\"title\"); say\n.with(\n\"rows\", &[]); reader.say.html(\"title.hint\"); problem.with(\"nowhere\") }";
        assert_eq!(offences(english, arabic, code), Vec::<String>::new());
    }

    #[test]
    fn what_one_language_lacks_is_named_at_its_place() {
        let found = offences("a = A\n    .x = X\nb = { $n }\n", "a = أ\nb = ب\nc = ج\n", "");
        assert_eq!(
            found,
            [
                "crates/web/locales/en/main.ftl:1: `a.x` is missing in `ar`",
                "crates/web/locales/ar/main.ftl:2: `b` in `ar` never uses `$n`",
                "crates/web/locales/ar/main.ftl:3: `c` is missing in `en`",
            ]
        );
    }

    #[test]
    fn a_plural_uses_its_languages_categories() {
        let rows = |keys: &str| format!("rows = {{ $n ->\n{keys} }}\n");
        let english = rows("    [zero] none\n   *[other] x\n");
        let arabic = rows("    [one] x\n   *[many] x\n");
        let found = offences(&english, &arabic, "");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`zero` is no plural category of `en`"));
        assert!(found[1].contains("the default of a plural is `*[other]`"));
    }

    #[test]
    fn a_text_the_code_asks_for_and_nobody_wrote_is_named() {
        let code = "fn f() {\n    say.text(\"missing\");\n    reader.say.with( \"a.gone\", &[]);\n    self.say.error(\"x\", &[]);\n}\n";
        let found = offences("a = A\n", "a = أ\n", code);
        assert_eq!(
            found,
            [
                "crates/web/src/page.rs:2: `missing` is in no catalogue",
                "crates/web/src/page.rs:3: `a.gone` is in no catalogue",
                "crates/web/src/page.rs:4: `error-x` is in no catalogue",
            ]
        );
    }

    #[test]
    fn a_missing_language_and_no_catalogue_at_all() {
        let only = check(&[File::of("crates/web/locales/en/main.ftl", "a = A\n")]);
        assert_eq!(only.offences.len(), 1);
        assert_eq!(check(&[]).notes.len(), 1);
    }
}
