//! The working pages on a telephone and on paper, as whoever works on them has them, in both languages.
//!
//! Looks for what a reader meets first: a page wider than the screen, a value that does not say what it is, a message
//! that is missing, a control that a printer leaves on the sheet. What is in the pages is tested in `web`.

use crate::accessibility::{addresses, screen};
use e2e::browser::{Browser, Language};
use e2e::demonstration::Demonstration;
use e2e::program::Program;
use serde_json::Value;
use std::collections::BTreeMap;

/// Pages by whose they are; nobody is the owner, in the documented campaign.
const PAGES: [(Option<&str>, &[&str]); 6] = [
    (
        Some("Sami"),
        &[
            "/work",
            "/work?stage=in_review",
            "/searches",
            "/exports?kind=incidents",
            "/links",
            "/approvals",
            "/coding",
            "{incident}",
            "{incident}/work",
            "{incident}/changes",
            "{incident}/coding",
            "{incident}/independence",
            "{incident}/assess",
            "{incident}/assessments",
            "{incident}/accounts/new",
            "{likeness}",
            "{verification}",
        ],
    ),
    (Some("Rana"), &["{review}", "/coding"]),
    (
        Some("Nur"),
        &[
            "/items",
            "/items?day=2031-04-02",
            "/items/new",
            "{recording}",
            "{recording}/listen",
            "{recording}/clock",
            "{recording}/custody",
            "{picture}",
            "{picture}/look",
            "{passage}",
            "{source}/interviews/new",
            "{source}/consents/new",
            "{source}/identity",
            "{incident}/visits/new",
            "/feedback",
            "/log",
        ],
    ),
    (
        Some("Karim"),
        &["{record}", "{record}/readers", "/readings", "/legal", "/custodian-keys", "{source}/identity"],
    ),
    (Some("Ada"), &["/members", "/approvals"]),
    (None, &["{tally}/contains", "/account", "/people", "/sign-in", "/sign-in/code", "/invitation"]),
];

/// Values of stacked rows that stand on a telephone without the name of their column.
const UNNAMED: &str = "return [...document.querySelectorAll('.stack:not(.list) td[data-l]')]\
    .filter(cell => cell.checkVisibility() && cell.textContent.trim() !== '')\
    .filter(cell => getComputedStyle(cell, '::before').content === 'none').map(cell => cell.textContent)";

/// Controls and ways elsewhere that would be printed.
const PRINTED: &str = "return [...document.querySelectorAll('button, input, select, textarea, nav')]\
    .filter(control => control.checkVisibility()).map(control => control.outerHTML.slice(0, 120))";

/// Addresses by placeholder.
type Known = BTreeMap<&'static str, String>;

fn texts(found: &Value) -> Vec<&str> {
    found.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

/// Goes on as one of the invented people.
fn become_person(browser: &Browser, name: &str) {
    let buttons = browser.find_all("#practise button").expect("people to practise as");
    let is_wanted = |button: &&e2e::browser::Element<'_>| button.text().expect("a name").starts_with(name);
    buttons.iter().find(is_wanted).expect(name).click().expect("chosen");
    browser.expect_text(".reader", name).expect("going on");
}

/// The comparison of the first incident that has another like it.
fn likeness(browser: &Browser, origin: &str) -> String {
    let incidents = addresses(browser, &format!("{origin}/incidents"), "/incidents/");
    let ids = incidents.iter().filter_map(|address| address.split(['#', '?']).next());
    let mut merges = ids.map(|address| format!("{address}/merge")).collect::<Vec<_>>();
    merges.dedup();
    let found = merges.iter().find_map(|merge| addresses(browser, merge, "with=").into_iter().next());
    found.expect("two incidents that may be one")
}

/// The address of a page; what a placeholder stands for is looked up once.
fn address(browser: &Browser, origin: &str, path: &'static str, known: &mut Known) -> String {
    let Some(end) = path.find('}') else { return format!("{origin}{path}") };
    let (name, rest) = path.split_at(end + 1);
    let found = known.entry(name).or_insert_with(|| match name {
        "{likeness}" => likeness(browser, origin),
        name => screen(browser, origin, name),
    });
    format!("{found}{rest}")
}

fn look(browser: &Browser, path: &str, address: &str) {
    browser.emulate_size(390, 900).expect("a size");
    browser.emulate_scheme(e2e::emulation::Scheme::Light).expect("a screen");
    browser.goto(address).expect("the page opens");
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
    let demonstration = Demonstration::copy().expect("a demonstration");
    let program = Program::sijil().expect("a program to test");
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    for (person, pages) in PAGES {
        // The printed key opens one session.
        let server = program.serve(&arguments).expect("it serves");
        let Some(browser) = Browser::start(language).expect("a browser where strict") else { return };
        browser.goto(server.entrance()).expect("the entrance opens");
        if let Some(name) = person {
            become_person(&browser, name);
        }
        let mut known = Known::new();
        for path in pages {
            let address = address(&browser, server.origin(), path, &mut known);
            look(&browser, path, &address);
        }
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
