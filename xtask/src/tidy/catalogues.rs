//! The English and the Arabic catalogue say the same things, and every text the code asks for is in both.
//!
//! A message has the same attributes and variables in each language. A plural selector uses only its language's
//! categories and falls back to `other`. Start at [`check`]; [`MESSAGE_CALLS`] names the functions that look up.

use super::fluent::{Catalogue, Selector};
use crate::finding::Findings;
use crate::rust_source::{Source, is_identifier};
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

/// Functions and methods that take a message id, or `id.attribute`, as first or second argument.
pub const MESSAGE_CALLS: &[&str] = &["t", "say", "text", "text_with", "say_with", "attribute"];

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
            if !is_lookup(&source.code[..literal.start]) || !is_message_id(&literal.text) {
                continue;
            }
            let (id, attribute) = match literal.text.split_once('.') {
                Some((id, attribute)) => (id, Some(attribute)),
                None => (literal.text.as_str(), None),
            };
            let found = catalogue
                .messages
                .get(id)
                .is_some_and(|message| attribute.is_none_or(|name| message.attributes.contains(name)));
            if !found {
                findings.offend(&file.path, literal.line, format!("`{}` is in no catalogue", literal.text));
            }
        }
    }
}

/// Whether the code before a literal opens a call of [`MESSAGE_CALLS`], with at most one simple argument before it.
fn is_lookup(before: &str) -> bool {
    let before = before.trim_end();
    let before = match before.strip_suffix(',') {
        Some(rest) => {
            let argument_start = rest
                .rfind(|character: char| !(is_identifier(character) || "&. ".contains(character)))
                .map_or(0, |at| at + 1);
            &rest[..argument_start]
        }
        None => before,
    };
    let Some(before) = before.strip_suffix('(') else { return false };
    let name_start = before.rfind(|character: char| !is_identifier(character)).map_or(0, |at| at + 1);
    let (ahead, name) = before.split_at(name_start);
    MESSAGE_CALLS.contains(&name) && !ahead.trim_end().ends_with("fn")
}

fn is_message_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c))
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
        let code =
            "fn f() { t(\"title\"); say(locale, \"rows\"); page.text(\"title.hint\"); other(\"nowhere\") }";
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
        let code = "fn f() {\n    t(\"missing\");\n    reader.text( locale, \"a.gone\");\n    print(\"missing\");\n}\n";
        let found = offences("a = A\n", "a = أ\n", code);
        assert_eq!(
            found,
            [
                "crates/web/src/page.rs:2: `missing` is in no catalogue",
                "crates/web/src/page.rs:3: `a.gone` is in no catalogue",
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
