//! The harness itself: that it sees what is there and fails where it is not.

use crate::site;
use e2e::browser::{Browser, Language};
use e2e::emulation::Scheme;
use e2e::http::{Client, Part};
use e2e::program::Program;
use std::net::TcpListener;
use std::path::Path;

const HTML: &str = "text/html; charset=utf-8";
const PAGE: &str = "<!doctype html><html lang=en dir=ltr><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Reading room</title>\
<style>body{background:#fff;margin:0} @media (prefers-color-scheme: dark){body{background:#000}}</style>\
<h1>One strike</h1><p id=words>الرقة, said twice</p>\
<form action=/next><input name=q value=a><input type=file name=f><button>Go</button></form>\
<p id=made></p><noscript><p id=plain>no scripts</p></noscript>\
<script>document.getElementById('made').textContent = 'made by a script in ' + navigator.language;</script>";
const PAGES: &[(&str, &str, &str)] = &[
    ("/", HTML, PAGE),
    ("/next", HTML, "<!doctype html><title>Next</title><h1>Arrived</h1>"),
    ("/cookie", "text/plain\r\nSet-Cookie: session=abc; Path=/", "set"),
    ("/foreign", HTML, "<!doctype html><title>Foreign</title><img src=http://example.org/pixel.png>"),
];

#[test]
fn the_browser_reads_clicks_types_and_fails_on_wrong_text() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let site = site::start(PAGES);
    browser.goto(&site.origin).expect("the page opens");
    assert_eq!(browser.title().expect("a title"), "Reading room");
    browser.expect_text("h1", "One strike").expect("the heading is there");
    browser.expect_text("#words", "الرقة").expect("Arabic is read back");
    browser.expect_text("#made", "made by a script in en").expect("scripts run");

    let wrong = browser.expect_text("h1", "Two strikes").expect_err("a wrong text is noticed").to_string();
    assert_eq!(wrong, "`h1` says `One strike` and not `Two strikes`");
    assert!(browser.find_text("Three strikes").is_err());
    assert!(browser.find_all("#absent").expect("none is no error").is_empty());
    let closed = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("its address");
    assert!(browser.goto(&format!("http://{closed}/")).is_err(), "a dead server is noticed");

    browser.goto(&site.origin).expect("the page opens again");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("list.csv");
    std::fs::write(&file, "a,b\n").expect("a file");
    browser.find("input[type=file]").expect("a file field").upload(&file).expect("a file is chosen");
    let field = browser.find("input[name=q]").expect("a field");
    field.clear().expect("emptied");
    field.type_text("Raqqa").expect("typed");
    assert_eq!(field.property("value").expect("a value"), "Raqqa");
    browser.find_text("Go").expect("a button").click().expect("clicked");
    browser.expect_text("h1", "Arrived").expect("the form leads on");
    assert!(browser.address().expect("an address").ends_with("/next?q=Raqqa&f=list.csv"));
}

#[test]
fn the_browser_takes_on_a_readers_device() {
    let Some(browser) = Browser::start(Language::Arabic).expect("a browser where strict") else { return };
    let site = site::start(PAGES);
    browser.emulate_size(390, 800).expect("a telephone");
    browser.emulate_scheme(Scheme::Dark).expect("dark");
    browser.goto(&site.origin).expect("the page opens");
    assert_eq!(browser.execute("return innerWidth", &[]).expect("a width"), 390);
    assert_eq!(
        browser.find("body").expect("a body").style("background-color").expect("a colour"),
        "rgba(0, 0, 0, 1)"
    );
    let first = site.requests.lock().expect("not poisoned")[0].to_ascii_lowercase();
    assert!(first.contains("accept-language: ar"), "{first}");

    let folder = tempfile::tempdir().expect("a folder");
    for (file, take) in [
        ("window.png", Browser::screenshot as fn(&Browser, &Path) -> anyhow::Result<()>),
        ("page.png", Browser::screenshot_page),
    ] {
        let path = folder.path().join(file);
        take(&browser, &path).expect("a picture");
        let bytes = std::fs::read(&path).expect("the picture is written");
        assert!(bytes.starts_with(b"\x89PNG"));
        assert_eq!(u32::from_be_bytes([bytes[16], bytes[17], bytes[18], bytes[19]]), 390, "{file}");
    }

    browser.disable_scripts().expect("scripts off");
    browser.goto(&site.origin).expect("the page opens");
    assert_eq!(browser.find("#made").expect("the paragraph").text().expect("its text"), "");
    browser.expect_text("#plain", "no scripts").expect("the page says so");
}

#[test]
fn a_page_that_asks_a_foreign_server_is_found_out() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let site = site::start(PAGES);
    browser.goto(&format!("{}/foreign", site.origin)).expect("the page opens");
    let console = browser.console().expect("a console");
    assert!(console.iter().any(|line| line.contains("example.org")), "{console:?}");
}

#[test]
fn the_client_keeps_cookies_and_sends_forms() {
    let site = site::start(PAGES);
    let mut client = Client::new(&site.origin);
    assert_eq!(client.get("/absent").expect("an answer").status, 404);
    let set = client.get("/cookie").expect("an answer");
    assert_eq!(
        (set.status, set.text().as_str(), set.header("content-type")),
        (200, "set", Some("text/plain"))
    );
    client.post_form("/next", &[("q", "الرقة & more")]).expect("an answer");
    client
        .post_parts("/next", &[Part::Field("map", "x"), Part::File("f", "a.csv", b"a,b")])
        .expect("an answer");
    let requests = site.requests.lock().expect("not poisoned");
    assert!(requests[2].to_ascii_lowercase().contains("cookie: session=abc"));
    assert!(requests[2].ends_with("q=%D8%A7%D9%84%D8%B1%D9%82%D8%A9%20%26%20more"), "{}", requests[2]);
    assert!(requests[3].contains("name=\"f\"; filename=\"a.csv\"") && requests[3].contains("a,b"));
}

#[test]
fn a_command_is_run_to_its_end_and_judged_by_its_code() {
    let shell = Program::at(Path::new("/bin/sh")).with("GREETING", "salaam");
    let finished = shell.run_with_input(&["-c", "cat; echo $GREETING >&2; exit 3"], b"in").expect("it runs");
    assert_eq!(
        (finished.code, finished.stdout.as_str(), finished.stderr.as_str()),
        (Some(3), "in", "salaam\n")
    );
    assert!(shell.succeed(&["-c", "exit 3"]).is_err());
    assert_eq!(shell.succeed(&["-c", "echo fine"]).expect("it succeeds"), "fine\n");
}

#[test]
fn a_server_is_up_when_it_has_printed_its_address_and_gone_when_dropped() {
    let shell = Program::at(Path::new("/bin/sh"));
    let script = "echo starting; echo open http://localhost:4107/?token=x; exec cat /dev/zero > /dev/null";
    let mut server = shell.serve(&["-c", script]).expect("it serves");
    assert_eq!(server.entrance(), "http://localhost:4107/?token=x");
    assert_eq!(server.url("/incidents"), "http://localhost:4107/incidents");
    assert_eq!(server.printed()[0], "starting");
    let process = format!("/proc/{}", server.process_id());
    assert!(Path::new(&process).exists());
    drop(server);
    assert!(!Path::new(&process).exists());

    let mannered = "trap 'exit 7' TERM; echo http://localhost:1/; while :; do :; done";
    assert_eq!(shell.serve(&["-c", mannered]).expect("it serves").stop().expect("it stops"), Some(7));

    let error = shell.serve(&["-c", "echo no such folder; exit 2"]).expect_err("it never served").to_string();
    assert!(error.contains("ended with Some(2)") && error.contains("no such folder"), "{error}");
}
