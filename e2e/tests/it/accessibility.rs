//! No serious fault that axe-core finds, on any screen, in either language.
//!
//! `SIJIL_AXE` names the script (`axe.min.js`); `./test` fetches it where npm is. The contrast of both schemes is among
//! what is asked.

use crate::site;
use e2e::browser::{Browser, Language};
use e2e::demonstration::Demonstration;
use e2e::emulation::Scheme;
use e2e::program::{Program, Server};
use serde_json::Value;

/// Screens of the documented campaign; `{…}` stands for the first link of its kind.
const DOCUMENTED: [&str; 13] = [
    "/",
    "/incidents",
    "{incident}",
    "{incident}/assessments",
    "/releases",
    "/releases/new",
    "/tallies",
    "/records",
    "{record}",
    "{record}/history",
    "/log",
    "/codebook",
    "/import",
];

/// Screens of the exercise, where a team works.
const EXERCISE: [&str; 15] = [
    "/work",
    "{task}",
    "{incident}",
    "{incident}/independence",
    "{incident}/assess",
    "{incident}/accounts/new",
    "{incident}/merge",
    "{review}",
    "/accounts/new",
    "/approvals",
    "/members",
    "/people",
    "/account",
    "/searches",
    "/coding",
];

/// Screens of the exercise where what is kept of an event is looked at and listened to, and people are asked.
const EVIDENCE: [&str; 16] = [
    "/items",
    "/items?day=2031-04-02",
    "/items/new",
    "{recording}",
    "{recording}/listen",
    "{recording}/clock",
    "{recording}/custody",
    "{picture}/look",
    "{passage}",
    "{source}/interviews/new",
    "{source}/consents/new",
    "{source}/identity",
    "{incident}/visits/new",
    "{verification}",
    "/feedback",
    "/custodian-keys",
];

const FAULTY: &[(&str, &str, &str)] = &[(
    "/",
    "text/html",
    "<!doctype html><html lang=en><title>A page</title><main><img src=x><p style='color:#bbb'>pale</p></main>",
)];

pub(crate) fn addresses(browser: &Browser, at: &str, part: &str) -> Vec<String> {
    browser.goto(at).expect("the page opens");
    let links = browser.find_all("main a").expect("links");
    let links = links
        .iter()
        .filter_map(|link| link.property("href").expect("an address").as_str().map(str::to_owned));
    links.filter(|address| address.contains(part)).collect()
}

/// The first address on a page that has this part, up to the id in it.
pub(crate) fn first(browser: &Browser, at: &str, part: &str) -> String {
    let all = addresses(browser, at, part);
    let found = all.iter().find_map(|address| {
        let after = address.find(part)? + part.len();
        let id: String = address[after..]
            .chars()
            .take_while(|letter| letter.is_ascii_hexdigit() || *letter == '-')
            .collect();
        (id.len() == 36).then(|| format!("{}{id}", &address[..after]))
    });
    assert!(found.is_some(), "{at} leads to no {part}: {all:?}");
    found.unwrap_or_default()
}

/// Where a screen is: `{…}` stands for the first link of its kind.
pub(crate) fn screen(browser: &Browser, origin: &str, path: &str) -> String {
    let from = |list: &str, part: &str| first(browser, &format!("{origin}{list}"), part);
    let (name, rest) = match path.split_once('}') {
        Some((name, rest)) => (name.trim_start_matches('{'), rest),
        None => return format!("{origin}{path}"),
    };
    match name {
        "incident" => format!("{}{rest}", from("/incidents", "/incidents/")),
        "record" => format!("{}{rest}", from("/records/reports", "/records/reports/")),
        "tally" => format!("{}{rest}", from("/records/tallies", "/records/tallies/")),
        "task" => format!("{}/work", from("/work", "/incidents/")),
        "recording" => format!("{}{rest}", from("/items?kind=audio", "/items/")),
        "picture" => format!("{}{rest}", from("/items?kind=photo", "/items/")),
        "passage" => passage(browser, origin),
        "source" => from("/records/sources", "/records/sources/").replace("/records/", "/") + rest,
        "verification" => {
            let item = from("/items", "/items/").replace("/items/", "/records/items/");
            format!("{item}/verifications/new")
        }
        _ => {
            let assessment = from("/records/assessments", "/records/assessments/");
            assessment.replace("/records/assessments/", "/assessments/") + "/review"
        }
    }
}

/// The form for an assertion about the first passage of a recording that somebody noted something in.
fn passage(browser: &Browser, origin: &str) -> String {
    let recordings = addresses(browser, &format!("{origin}/items?kind=audio"), "/items/");
    let mut rooms =
        recordings.iter().map(|address| format!("{}/listen", address.trim_end_matches("/listen")));
    let found = rooms.find_map(|room| addresses(browser, &room, "annotation=").into_iter().next());
    found.expect("a recording with a passage")
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

fn opened(server: &Server, language: Language, project: Option<usize>) -> Option<Browser> {
    let browser = Browser::start(language).expect("a browser where strict")?;
    browser.goto(server.entrance()).expect("the entrance opens");
    if let Some(place) = project {
        let choice = format!("form[action='/project'] option:nth-child({place})");
        browser.find(&choice).expect("another project").click().expect("chosen");
        browser.find("form[action='/project'] button").expect("a button").click().expect("sent");
    }
    Some(browser)
}

/// Screens with the project they are in, by its place among the projects; the first shown where `None`.
type Screens = (Option<usize>, &'static [&'static str]);

fn every_screen(language: Language, all_screens: &[Screens]) {
    let Some(script) = std::env::var_os("SIJIL_AXE") else {
        e2e::skipped("no axe-core (SIJIL_AXE is not set)");
        return;
    };
    let script = std::fs::read_to_string(script).expect("axe-core can be read");
    let demonstration = Demonstration::copy().expect("a demonstration");
    let program = Program::sijil().expect("a program to test");
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    let mut all = Vec::new();
    for (project, screens) in all_screens {
        // The printed key opens one session.
        let server = program.serve(&arguments).expect("it serves");
        let Some(browser) = opened(&server, language, *project) else { return };
        for path in *screens {
            let address = screen(&browser, server.origin(), path);
            for scheme in [Scheme::Light, Scheme::Dark] {
                browser.emulate_scheme(scheme).expect("a scheme");
                browser.goto(&address).expect("the screen opens");
                let here = format!("{path} {scheme:?}");
                all.extend(faults(&browser, &script).into_iter().map(|fault| format!("{here}: {fault}")));
            }
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn no_english_screen_has_a_serious_fault() {
    every_screen(Language::English, &[(None, &DOCUMENTED), (Some(1), &EXERCISE)]);
}

#[test]
fn no_arabic_screen_has_a_serious_fault() {
    every_screen(Language::Arabic, &[(None, &DOCUMENTED), (Some(1), &EXERCISE)]);
}

#[test]
fn no_english_screen_of_evidence_has_a_serious_fault() {
    every_screen(Language::English, &[(Some(1), &EVIDENCE)]);
}

#[test]
fn no_arabic_screen_of_evidence_has_a_serious_fault() {
    every_screen(Language::Arabic, &[(Some(1), &EVIDENCE)]);
}

/// The check itself sees what is wrong.
#[test]
fn a_picture_without_words_is_a_serious_fault() {
    let Some(script) = std::env::var_os("SIJIL_AXE") else {
        e2e::skipped("no axe-core (SIJIL_AXE is not set)");
        return;
    };
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let site = site::start(FAULTY);
    browser.goto(&site.origin).expect("the page opens");
    let found = faults(&browser, &std::fs::read_to_string(script).expect("axe-core can be read"));
    assert!(found.iter().any(|fault| fault.starts_with("image-alt at img")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("color-contrast at p")), "{found:?}");
}
