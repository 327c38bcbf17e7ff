//! The pages as a reader meets them: both languages, wide and narrow, with scripts and without.

use e2e::browser::{Browser, Language};
use e2e::demonstration::Demonstration;
use e2e::emulation::Scheme;
use e2e::http::{Client, encoded};
use e2e::program::{Program, Server};

struct Served {
    server: Server,
    // Held so that the folder outlives the server: fields are dropped in order.
    _demonstration: Demonstration,
}

fn serve() -> Served {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let program = Program::sijil().expect("a program to test");
    // `serve` lets nobody into a team's register without an account; the demonstration's own command prints a key.
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    let server = program.serve(&arguments).expect("it serves");
    Served { server, _demonstration: demonstration }
}

/// A client that has been let in.
fn let_in(server: &Server) -> Client {
    let mut client = Client::new(server.origin());
    let path = &server.entrance()[server.origin().len()..];
    client.get(if path.is_empty() { "/" } else { path }).expect("an answer");
    client
}

fn section_addresses(browser: &Browser) -> Vec<String> {
    let links = browser.find_all("header nav a").expect("a masthead");
    let addresses = links.iter().map(|link| link.property("href").expect("an address"));
    addresses.filter_map(|address| address.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_section_opens_in_both_languages_wide_and_narrow() {
    let served = serve();
    for (language, direction) in [(Language::English, "ltr"), (Language::Arabic, "rtl")] {
        let Some(browser) = Browser::start(language).expect("a browser where strict") else { return };
        browser.goto(served.server.entrance()).expect("the entrance opens");
        let sections = section_addresses(&browser);
        assert!(sections.len() >= 5, "{sections:?}");
        for address in &sections {
            for (width_px, scheme) in [(1280, Scheme::Light), (390, Scheme::Dark)] {
                browser.emulate_size(width_px, 900).expect("a size");
                browser.emulate_scheme(scheme).expect("a scheme");
                browser.goto(address).expect("the section opens");
                let page = browser.find("html").expect("a page");
                assert_eq!(
                    page.attribute("lang").expect("a language").as_deref(),
                    Some(language.code()),
                    "{address}"
                );
                assert_eq!(page.style("direction").expect("a direction"), direction, "{address}");
                assert!(
                    !browser.find("h1").expect("a heading").text().expect("a text").is_empty(),
                    "{address}"
                );
                let wide =
                    browser.execute("return document.documentElement.scrollWidth", &[]).expect("a width");
                assert!(
                    wide.as_u64().is_some_and(|wide| wide <= u64::from(width_px)),
                    "{address} is {wide} wide"
                );
                let source = browser.source().expect("a source");
                assert!(!source.contains('⟦'), "{address} lacks a message");
            }
        }
        let console = browser.console().expect("a console");
        assert!(console.is_empty(), "the console complains: {console:?}");
    }
}

#[test]
fn the_pages_work_without_scripts() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let served = serve();
    browser.disable_scripts().expect("scripts off");
    browser.goto(served.server.entrance()).expect("the entrance opens");
    let sections = section_addresses(&browser);
    for address in &sections {
        browser.goto(address).expect("the section opens");
        assert!(!browser.find("main").expect("content").text().expect("a text").is_empty(), "{address}");
    }
    let entrance = browser.find("main a[href]").is_ok();
    assert!(entrance, "no figure leads anywhere");
}

#[test]
fn nobody_without_the_key_sees_anything_and_the_policy_is_strict() {
    let served = serve();
    let mut stranger = Client::new(served.server.origin());
    for (path, status) in [("/", 303), ("/incidents", 303), ("/releases", 303), ("/?key=wrong", 401)] {
        let answer = stranger.get(path).expect("an answer");
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("location").is_none_or(|to| to.starts_with("/sign-in")), "{path}");
        assert!(!answer.text().contains("Raqqa"), "{path}");
    }
    let answer = let_in(&served.server).get("/").expect("an answer");
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy").expect("a policy");
    for rule in ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn a_place_is_found_however_it_is_spelled() {
    let served = serve();
    let mut client = let_in(&served.server);
    for spelling in ["الرقة", "الرَّقّة", "Raqqa", "Raqqah", "Ar Raqqah"] {
        let answer = client.get(&format!("/incidents?q={}", encoded(spelling))).expect("an answer");
        assert_eq!(answer.status, 200, "{spelling}");
        assert!(answer.text().contains("href=\"/incidents/"), "{spelling} finds nothing");
    }
}

#[test]
fn a_form_of_another_site_is_refused() {
    let served = serve();
    let mut client = let_in(&served.server);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "http://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = client.send("POST", "/display", &headers, b"lang=ar").expect("an answer");
    assert_eq!(answer.status, 403, "{}", answer.text());
}
