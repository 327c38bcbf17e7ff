//! The working pages on a telephone and on paper, as whoever works on them has them, in both languages.
//!
//! Looks for what a reader meets first: a page wider than the screen, a value that does not say what it is, a message
//! that is missing, a control that a printer leaves on the sheet. What is in the pages is tested in `web`.

use crate::screens;
use e2e::browser::{Browser, Language};
use serde_json::Value;

/// Values of stacked rows that stand on a telephone without the name of their column.
const UNNAMED: &str = "return [...document.querySelectorAll('.stack:not(.list) td[data-l]')]\
    .filter(cell => cell.checkVisibility() && cell.textContent.trim() !== '')\
    .filter(cell => getComputedStyle(cell, '::before').content === 'none').map(cell => cell.textContent)";

/// Controls and ways elsewhere that would be printed.
const PRINTED: &str = "return [...document.querySelectorAll('button, input, select, textarea, nav')]\
    .filter(control => control.checkVisibility()).map(control => control.outerHTML.slice(0, 120))";

fn texts(found: &Value) -> Vec<&str> {
    found.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

/// Asserts that the open page fits a telephone, names its values there, and prints without its controls.
pub(crate) fn fits(browser: &Browser, path: &str) {
    browser.emulate_size(390, 900).expect("a size");
    browser.emulate_scheme(e2e::emulation::Scheme::Light).expect("a screen");
    let wide = browser.execute("return document.documentElement.scrollWidth", &[]).expect("a width");
    assert!(wide.as_u64().is_some_and(|wide| wide <= 390), "{path} is {wide} wide");
    assert!(!browser.find("h1").expect("a heading").text().expect("a text").is_empty(), "{path}");
    assert!(!browser.source().expect("a source").contains('⟦'), "{path} lacks a message");
    let unnamed = browser.execute(UNNAMED, &[]).expect("the cells");
    assert!(texts(&unnamed).is_empty(), "{path}: values without a name: {unnamed}");
    browser.emulate_size(794, 1123).expect("a sheet");
    browser.emulate_print().expect("a printer");
    let printed = browser.execute(PRINTED, &[]).expect("the controls");
    assert!(texts(&printed).is_empty(), "{path}: on paper: {printed}");
}

fn every_page(language: Language) {
    for screens in [screens::WORK, screens::EVIDENCE, screens::DOCUMENTED] {
        screens::each(language, screens, |browser, path, address| {
            browser.emulate_size(390, 900).expect("a size");
            browser.emulate_scheme(e2e::emulation::Scheme::Light).expect("a screen");
            browser.goto(address).expect("the page opens");
            fits(browser, path);
        });
    }
}

#[test]
fn every_working_page_fits_a_telephone_and_a_sheet_in_english() {
    every_page(Language::English);
}

#[test]
fn every_working_page_fits_a_telephone_and_a_sheet_in_arabic() {
    every_page(Language::Arabic);
}
