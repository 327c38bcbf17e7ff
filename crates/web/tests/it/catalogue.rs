//! Both catalogues hold every message that the code names.

use domain::language::Language;
use register::exchange;
use std::collections::BTreeSet;
use std::path::Path;
use web::i18n::{Say, ids};

fn rust_files(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("folder").map(|entry| entry.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&path).expect("source"));
        }
    }
}

fn sources() -> Vec<String> {
    let mut found = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    // Unit tests name messages that must not exist.
    found.iter().map(|source| source.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect()
}

/// Ids named in calls such as `say.text("…")`, `say.with("…"`, `say.html("…"`.
fn named_ids() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for source in sources() {
        for call in [".text(\"", ".html(\"", "say.with(\"", "preference.say.with(\""] {
            for after in source.split(call).skip(1) {
                if let Some(id) = after.split('"').next()
                    && !id.is_empty()
                    && id
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
                {
                    ids.insert(id.to_owned());
                }
            }
        }
    }
    ids
}

#[test]
fn every_message_named_in_the_code_exists_in_both_languages() {
    let named = named_ids();
    assert!(named.len() > 50, "the search for ids found only {}", named.len());
    for language in Language::ALL {
        let missing: Vec<&String> = named.iter().filter(|id| !Say::new(*language).has(id)).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
    }
}

#[test]
fn every_message_of_the_catalogue_is_used() {
    // The program says some of them on paper, outside any page.
    let mut program = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut program);
    let text = [sources(), program].concat().concat();
    let unused: Vec<String> = ids(Language::English)
        .into_iter()
        .filter(|id| {
            let made =
                ["doubt-", "error-", "hint-", "label-", "import-field-", "grade-reason-", "work-whose-"];
            let is_made = made.iter().any(|start| id.starts_with(start));
            !is_made && !text.contains(&format!("\"{id}\""))
        })
        .collect();
    // Words that pages ask for under names made at run time, and those the pages to come are written with.
    let expected = ["count-incidents", "count-strikes", "import-file", "line-to-words", "to-line"];
    let surprising: Vec<&String> = unused.iter().filter(|id| !expected.contains(&id.as_str())).collect();
    assert!(surprising.is_empty(), "nobody says {surprising:?}");
}

#[test]
fn every_error_code_has_its_sentence() {
    for language in Language::ALL {
        let say = Say::new(*language);
        let codes = [
            web::error::CODES,
            web::api::CODES,
            register::people::token::CODES,
            domain::problem::CODES,
            domain::when::CODES,
            domain::codebook::CODES,
            register::backup::CODES,
            register::team::CODES,
            register::label::CODES,
            register::coding::CODES,
            register::containment::CODES,
            register::saved_search::CODES,
            register::item::CODES,
            exchange::problem::CODES,
            register::package::CODES,
            register::erasure::CODES,
            register::sealed::CODES,
            register::verification::CODES,
            register::incident::merge::CODES,
        ];
        let codes = codes.into_iter().flatten();
        let missing: Vec<&&str> = codes.filter(|code| !say.has(&format!("error-{code}"))).collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
        let reasons = domain::grading::REASON_CODES.iter();
        let missing: Vec<_> = reasons.filter(|code| !say.has(&format!("grade-reason-{code}"))).collect();
        assert!(missing.is_empty(), "{language:?} lacks the reasons {missing:?}");
    }
}

/// Every code that reading a table, a release or a report can give: the lists are those the engine itself is held to.
fn engine_codes() -> BTreeSet<&'static str> {
    use exchange::{coordinates, release, table};
    let tables = [table::CODES, coordinates::CODES, domain::when::CODES].into_iter().flatten().copied();
    tables.chain(release::Code::ALL.iter().map(|code| code.slug())).collect()
}

#[test]
fn every_problem_of_an_engine_has_its_sentence_and_its_hint() {
    for language in Language::ALL {
        let say = Say::new(*language);
        let missing: Vec<String> = engine_codes()
            .iter()
            .flat_map(|code| [format!("error-{code}"), format!("hint-{code}")])
            .filter(|id| !say.has(id))
            .collect();
        assert!(missing.is_empty(), "{language:?} lacks {missing:?}");
    }
}

#[test]
fn every_hint_belongs_to_a_code_and_is_the_engines_own() {
    let further = ["hint-proposal", "hint-register-rolled-back", "hint-rule-broken", "hint-understood"];
    let codes = engine_codes();
    let stale: Vec<String> = ids(Language::English)
        .into_iter()
        .filter(|id| !further.contains(&id.as_str()))
        .filter(|id| id.strip_prefix("hint-").is_some_and(|code| !codes.contains(code)))
        .collect();
    assert!(stale.is_empty(), "no engine gives {stale:?}");
    let english = Say::new(Language::English);
    for code in exchange::release::Code::ALL {
        assert_eq!(english.text(&format!("hint-{}", code.slug())), code.hint());
    }
}

#[test]
fn an_arabic_hint_is_arabic() {
    let say = Say::new(Language::Arabic);
    for code in engine_codes() {
        let hint = say.text(&format!("hint-{code}"));
        let arabic = hint.chars().filter(|letter| ('\u{600}'..'\u{700}').contains(letter)).count();
        assert!(arabic > 6 && hint.ends_with('.'), "{code}: {hint}");
        // Between backticks stands what is to be typed as it is.
        assert_eq!(hint.split('`').count() % 2, 1, "{code}: {hint}");
        let words: String = hint.split('`').step_by(2).collect();
        assert!(!words.contains([',', ';', '?', '=']), "{code}: {hint}");
    }
}

#[test]
fn a_message_takes_the_same_arguments_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let arguments = |code: &str| -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder.join(code)).expect("locale") {
            let text = std::fs::read_to_string(entry.expect("entry").path()).expect("catalogue");
            let mut id = String::new();
            for line in text.lines() {
                if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                    line.split(' ').next().unwrap_or_default().clone_into(&mut id);
                }
                for after in line.split('$').skip(1) {
                    let name: String = after
                        .chars()
                        .take_while(|one| one.is_ascii_alphanumeric() || *one == '_' || *one == '-')
                        .collect();
                    found.insert((id.clone(), name));
                }
            }
        }
        found
    };
    assert_eq!(arguments("en"), arguments("ar"));
}
