//! Files through the page: in pieces with a script, at once without one; broken off and taken up again; twice.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Bytes of a piece as the page sends them.
const PIECE_BYTES: u64 = 8 * 1024 * 1024;
const LONG_BYTES: u32 = 12 * 1024 * 1024;

/// Counts the pieces with where they begin, and lets none after the first of the long file through.
const BREAK_OFF: &str = "const sent = window.fetch; window.fetch = (to, how) => \
    Number(how?.headers?.['upload-offset'] ?? 0) > 0 ? new Promise(() => {}) : sent(to, how);";
const COUNT: &str = "const sent = window.fetch; window.offsets = []; window.fetch = (to, how) => {\
    const at = how?.headers?.['upload-offset']; if (at !== undefined) window.offsets.push(Number(at));\
    return sent(to, how); };";
/// Waits until the progress of a line, counted from 0, stands at so many bytes.
const STANDS: &str = "const [line, bytes] = arguments; return new Promise(done => { const look = () => {\
    const bar = document.querySelectorAll('.upload-list progress')[line];\
    bar && bar.value >= bytes ? done([bar.value, bar.max]) : setTimeout(look, 20); }; look(); })";

struct Files {
    _held: tempfile::TempDir,
    short: PathBuf,
    long: PathBuf,
}

/// A short file and one of 12 MB, with bytes of their own for each language.
fn files(language: Language) -> Files {
    let held = tempfile::tempdir().expect("a folder");
    let (short, long) = (held.path().join("شهادة.txt"), held.path().join("roof night.mov"));
    std::fs::write(&short, format!("{} a short note\n", language.code())).expect("written");
    let mut state = 0x9e37_79b9_u32 ^ u32::from(language == Language::Arabic);
    let bytes: Vec<u8> = (0..LONG_BYTES)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[3]
        })
        .collect();
    std::fs::write(&long, bytes).expect("written");
    Files { _held: held, short, long }
}

fn digest(path: &Path) -> String {
    let digest = Sha256::digest(std::fs::read(path).expect("readable"));
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn choose(room: &Room, paths: &[&Path]) {
    room.go("/items/new");
    for path in paths {
        room.browser.find("#file").expect("an input").upload(path).expect("chosen");
    }
    room.fill("#why", "From the telephone of the roof");
}

/// How many items the list tells of.
fn count(room: &Room) -> usize {
    room.go("/items");
    let rows = room.run("return document.querySelectorAll('main tbody tr').length", &[]);
    usize::try_from(rows.as_u64().expect("a number")).expect("few")
}

fn send(language: Language) {
    let files = files(language);
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    let before = count(&room);
    choose(&room, &[&files.short, &files.long]);
    room.run(BREAK_OFF, &[]);
    room.click("form[data-upload] button");
    // The short one lands, the long one comes to a stop after its first piece.
    let stands = room.run(STANDS, &[json!(1), json!(PIECE_BYTES)]);
    assert_eq!(stands, json!([PIECE_BYTES, LONG_BYTES]));
    room.look("upload-under-way");
    // Gone in the middle of it: the page says what is left to do.
    room.go("/items/new");
    let unfinished = room.text("main");
    assert!(unfinished.contains("roof night.mov") && unfinished.contains("8,388,608"), "{unfinished}");
    assert_eq!(count(&room), before + 1);
    choose(&room, &[&files.long]);
    room.look("upload-unfinished");
    room.run(COUNT, &[]);
    room.click("form[data-upload] button");
    let link = room.browser.find(".upload-list a").expect("it is kept");
    let item = link.attribute("href").expect("an address").expect("one");
    assert_eq!(room.run("return window.offsets", &[]), json!([PIECE_BYTES]), "one piece was left to send");
    assert!(
        !room.browser.find("#unfinished").expect("a part").is_displayed().expect("shown"),
        "nothing is left"
    );
    room.look("upload-done");
    assert_eq!(count(&room), before + 2);
    room.go(&item);
    assert!(room.text("main").contains(&digest(&files.long)), "the digest is the file's own");
    let id = item.rsplit('/').next().expect("an id").to_owned();
    assert_eq!(room.get(&format!("/items/{id}/bytes")).body, std::fs::read(&files.long).expect("readable"));
    // Once more: told, and nothing added.
    choose(&room, &[&files.long, &files.short]);
    room.click("form[data-upload] button");
    let links = "return new Promise(done => { const look = () => {\
        const links = [...document.querySelectorAll('.upload-list a')].map(link => link.getAttribute('href'));\
        links.length === 2 ? done(links) : setTimeout(look, 20); }; look(); })";
    let links = room.run(links, &[]);
    assert_eq!(links[0], Value::from(item));
    room.look("upload-again");
    assert_eq!(count(&room), before + 2);
    room.is_quiet();
}

#[test]
fn an_upload_that_broke_off_goes_on_where_it_stood() {
    for language in LANGUAGES {
        send(language);
    }
}

#[test]
fn a_form_without_a_script_takes_the_same_files() {
    let files = files(Language::English);
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, Language::English, "Nur") else { return };
    room.browser.disable_scripts().expect("scripts off");
    let before = count(&room);
    for (outcome, more) in [("New", 2), ("Was here before", 2)] {
        choose(&room, &[&files.short, &files.long]);
        room.click("form[data-upload] button");
        room.browser.expect_text("main table", outcome).expect("told");
        let table = room.text("main table");
        assert!(table.contains(&digest(&files.long)[..4]), "{table}");
        room.look("upload-without-script");
        assert_eq!(count(&room), before + more, "{outcome}");
    }
}
