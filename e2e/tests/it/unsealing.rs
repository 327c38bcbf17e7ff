//! What was sealed, given out: one custodian asks, two others agree, the asker is handed the sealed text and opens it
//! with their own key, the log names the act, and the name is in no file of the register afterwards either.

use crate::room::{self, LANGUAGES, Room};
use crate::sealing::{self, HANDLE, NAME, WORD};
use e2e::browser::Language;
use std::path::Path;

const WHY: &str = "Summons 12 of 9 May 2031";
const SHOWN: &str = "The court reads it today";

/// The private half in a file that the browser saved.
fn secret(file: &Path) -> String {
    let text = std::fs::read_to_string(file).expect("readable");
    let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-"));
    secret.expect("a private half").to_owned()
}

/// Asks for it, which by itself gives nothing.
fn ask(room: &Room, page: &str) {
    room.go(page);
    room.click("#held summary");
    room.fill("#held input[name='reason']", WHY);
    room.click("#held button[value='ask']");
    room.browser.expect_text("#held p.small", "Karim").expect("it is asked for");
    assert!(room.browser.find_all("#held button[value='give']").expect("buttons").is_empty());
    room.look("unsealing-asked");
}

/// One of two others agrees.
fn agree(room: &Room, person: &str, picture: &str) {
    room.go_on_as(person);
    room.go("/approvals");
    let asked = room.text("main .asked");
    assert!(asked.contains("Karim") && asked.contains(HANDLE), "{asked}");
    assert!(!asked.contains(WORD), "{asked}");
    room.look(picture);
    room.fill("main .asked input[name='reason']", "I have seen the summons");
    room.click("main .asked button[value='approve']");
    room.browser.find("main h1").expect("a page");
}

/// Who has agreed cannot be the second as well, and is not handed it either.
fn is_not_theirs(room: &Room, page: &str) {
    room.go("/approvals");
    assert!(room.text("main .asked").contains("Huda"), "the first yes is told");
    room.fill("main .asked input[name='reason']", "And again");
    room.click("main .asked button[value='approve']");
    room.browser.find("main .notice-error").expect("one person is not two");
    room.go(page);
    assert!(room.browser.find_all("#held button[value='give']").expect("buttons").is_empty());
    room.look("unsealing-one-yes");
}

/// The asker is handed the sealed text.
fn handed(room: &Room, page: &str) -> String {
    room.go(page);
    room.look("unsealing-granted");
    room.judge("unsealing-granted");
    room.fill("#held form:has(button[value='give']) input[name='reason']", SHOWN);
    room.click("#held button[value='give']");
    room.browser
        .expect_text("main pre.wrap", "-----BEGIN AGE ENCRYPTED FILE-----")
        .expect("it is handed over");
    let sealed = room.text("main pre.wrap");
    assert!(sealed.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{sealed}");
    assert!(!room.browser.source().expect("a page").contains(WORD), "the server cannot open it");
    room.look("unsealing-given");
    room.judge("unsealing-given");
    sealed
}

/// The act of handing it out is in the log, with the reason and by whom.
fn is_in_the_log(room: &Room) {
    room.go("/log");
    room.look("unsealing-log");
    let log = room.text("main");
    assert!(log.contains(SHOWN) && log.contains("Karim"), "{log}");
}

fn unseal(language: Language) {
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, language, "Karim") else { return };
    let folders = [(); 3].map(|()| tempfile::tempdir().expect("a folder"));
    let mine = sealing::key(&room, folders[0].path());
    for (person, folder) in ["Huda", "Munir"].into_iter().zip(&folders[1..]) {
        room.go_on_as(person);
        sealing::key(&room, folder.path());
    }
    let page = sealing::page(&room);
    room.go(&page);
    let kept = sealing::type_and_seal(&room, 3);
    sealing::keep(&room);
    room.go_on_as("Karim");
    ask(&room, &page);
    agree(&room, "Huda", "unsealing-to-agree");
    room.is_quiet();
    is_not_theirs(&room, &page);
    // A refusal is an answer that the browser notes.
    room.browser.console().expect("a console");
    agree(&room, "Munir", "unsealing-to-agree-second");
    room.go_on_as("Karim");
    let sealed = handed(&room, &page);
    assert_eq!(sealed.trim(), kept.trim(), "what was sealed, and nothing else");
    let file = folders[0].path().join("sealed.age");
    std::fs::write(&file, format!("{}\n", sealed.trim())).expect("written");
    let (key, sealed_file) = (mine.to_string_lossy(), file.to_string_lossy());
    let opened = room::sijil().succeed(&["key", "open", "--identity", &key, &sealed_file]).expect("it opens");
    assert_eq!(opened, format!("{NAME}\n"));
    is_in_the_log(&room);
    room.is_quiet();
    sealing::is_nowhere(&demonstration.folder(), &secret(&mine));
}

#[test]
fn a_sealed_identity_is_handed_to_its_asker_after_two_others_agreed() {
    for language in LANGUAGES {
        unseal(language);
    }
}
