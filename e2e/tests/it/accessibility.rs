//! No serious fault that axe-core finds, on any screen, in either language.
//!
//! `SIJIL_AXE` names the script (`axe.min.js`); `./test` fetches it where npm is. The contrast of both schemes is among
//! what is asked.

use crate::{screens, site};
use e2e::browser::{Browser, Language};
use e2e::emulation::Scheme;
use serde_json::Value;

const FAULTY: &[(&str, &str, &str)] = &[(
    "/",
    "text/html",
    "<!doctype html><html lang=en><title>A page</title><main><img src=x><p style='color:#bbb'>pale</p></main>",
)];

/// The script; `None`, and a line that says so, where it is not here.
fn axe() -> Option<String> {
    let Some(script) = std::env::var_os("SIJIL_AXE") else {
        e2e::skipped("no axe-core (SIJIL_AXE is not set)");
        return None;
    };
    Some(std::fs::read_to_string(script).expect("axe-core can be read"))
}

/// What axe-core holds to be serious or critical on the open page: rule, and where.
fn faults(browser: &Browser, script: &str) -> Vec<String> {
    browser.execute(script, &[]).expect("axe-core is loaded");
    let found = browser.execute(
        "return axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})\
         .then(result => result.violations.filter(fault => ['serious', 'critical'].includes(fault.impact))\
         .flatMap(fault => fault.nodes.map(node => fault.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)))",
        &[],
    );
    let found = found.expect("axe-core runs");
    found.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Faults of the open page in both schemes.
fn faults_here(browser: &Browser, script: &str, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    browser.emulate_size(1280, 900).expect("a size");
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.emulate_scheme(scheme).expect("a scheme");
        let here = format!("{path} {scheme:?}");
        all.extend(faults(browser, script).into_iter().map(|fault| format!("{here}: {fault}")));
    }
    all
}

/// Asserts that the open page has no serious fault, for pages that only an answer holds.
pub(crate) fn is_fair(browser: &Browser, path: &str) {
    let Some(script) = axe() else { return };
    let all = faults_here(browser, &script, path);
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

fn every_screen(language: Language, parts: &[&[screens::Screens]]) {
    let Some(script) = axe() else { return };
    let mut all = Vec::new();
    for part in parts {
        screens::each(language, part, |browser, path, address| {
            browser.emulate_scheme(Scheme::Light).expect("a scheme");
            browser.goto(address).expect("the screen opens");
            all.extend(faults_here(browser, &script, path));
        });
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn no_english_screen_has_a_serious_fault() {
    every_screen(Language::English, &[screens::DOCUMENTED, screens::WORK]);
}

#[test]
fn no_arabic_screen_has_a_serious_fault() {
    every_screen(Language::Arabic, &[screens::DOCUMENTED, screens::WORK]);
}

#[test]
fn no_english_screen_of_evidence_has_a_serious_fault() {
    every_screen(Language::English, &[screens::EVIDENCE]);
}

#[test]
fn no_arabic_screen_of_evidence_has_a_serious_fault() {
    every_screen(Language::Arabic, &[screens::EVIDENCE]);
}

/// The check itself sees what is wrong.
#[test]
fn a_picture_without_words_is_a_serious_fault() {
    let Some(script) = axe() else { return };
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let site = site::start(FAULTY);
    browser.goto(&site.origin).expect("the page opens");
    let found = faults(&browser, &script);
    assert!(found.iter().any(|fault| fault.starts_with("image-alt at img")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("color-contrast at p")), "{found:?}");
}
