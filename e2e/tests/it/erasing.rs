//! Lawful deletion through the pages, by two invented custodians: one asks on a record's page, the other reads what
//! would go and agrees, the report says what went, and no page and no file holds the words any more.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use e2e::demonstration::{Demonstration, files_below};
use serde_json::Value;

/// A message of the exercise's chat, and the part of it that nobody may find afterwards.
const WORDS: &str = "طفلة تنادي من البيت الذي بجانب الطاحونة";
const PART: &str = "طفلة تنادي من";
/// A picture of the same chat.
const PICTURE: &str = "00000007-PHOTO-2031-04-02-21-40-19.png";
const GROUND: &str = "Letter 7 of 3 May 2031";

/// The exercise's one record of a kind that holds a text.
fn record(demonstration: &Demonstration, kind: &str, text: &str) -> (String, Value) {
    let data = demonstration.argument();
    let export = ["export", "--data", &data, "--project", "exercise", "--kind", kind, "--format", "jsonl"];
    let lines = room::sijil().succeed(&export).expect("exported");
    let mut found = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let found = found.find(|record| record.to_string().contains(text)).expect(text);
    (found["record_id"].as_str().expect("an id").to_owned(), found)
}

/// Files of the register that hold a text in the open.
fn holding(demonstration: &Demonstration, text: &str) -> Vec<String> {
    let files = files_below(&demonstration.folder()).expect("files");
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    let found = files.into_iter().filter(|file| std::fs::read(file).is_ok_and(|bytes| holds(&bytes)));
    found.map(|file| file.display().to_string()).collect()
}

/// Asks on the record's page for a field, or all of it, to be erased.
fn ask(room: &Room, page: &str, field: &str) {
    room.go(page);
    room.click("#erasure summary");
    room.click(&format!("#erasure select[name='field'] option[value='{field}']"));
    room.fill("#erasure input[name='reason']", GROUND);
    room.look(if field == "*" { "erasure-asked-whole" } else { "erasure-asked" });
    room.click("#erasure form button");
    room.browser.expect_text("main .asked", GROUND).expect("it waits for somebody else");
    let buttons = room.browser.find_all("main .asked button").expect("buttons");
    assert_eq!(buttons.len(), 1, "whoever asked can only take it back");
}

/// Reads what would go, and agrees to it.
fn agree(room: &Room, name: &str) -> String {
    room.go("/approvals");
    let list = room.text("main .asked");
    room.look(name);
    room.judge(name);
    room.fill("main .asked input[name='reason']", "The letter is here");
    room.click("main .asked button[value='approve']");
    room.browser.find("main .notice-plain, main .empty, main h1").expect("a page");
    list
}

/// The report that the list of erasures leads to.
fn report(room: &Room, name: &str) -> String {
    room.go("/erasures");
    room.look(&format!("{name}-list"));
    let rows = room.browser.find_all("main tbody tr").expect("rows");
    assert!(!rows.is_empty(), "{}", room.text("main"));
    room.click("main tbody tr:first-of-type a");
    room.browser.expect_text("main", GROUND).expect("the ground is told");
    room.look(name);
    room.judge(name);
    room.text("main")
}

/// One field of a message.
fn words_go(room: &Room, demonstration: &Demonstration, report_id: &str) {
    let page = format!("/records/reports/{report_id}");
    room.go(&page);
    assert!(room.text("main").contains(PART), "it is there before");
    assert!(!holding(demonstration, PART).is_empty(), "and in a file, where the search looks");
    ask(room, &page, "words");
    room.go_on_as("Huda");
    let list = agree(room, "erasure-to-agree");
    assert!(list.contains(GROUND) && list.contains("Message 6 of chat"), "{list}");
    assert!(!list.contains(PART), "what would go is not repeated");
    let told = report(room, "erasure-report");
    assert!(told.contains("Karim") && told.contains("Huda") && !told.contains(PART), "{told}");
    for (path, name) in [(page.clone(), "erased-record"), (format!("{page}/history"), "erased-history")] {
        room.go(&path);
        assert!(!room.browser.source().expect("a page").contains(PART), "{path}");
        room.look(name);
    }
    let found = holding(demonstration, PART);
    assert!(found.is_empty(), "{found:?}");
}

/// A whole item with its bytes.
fn picture_goes(room: &Room, demonstration: &Demonstration, (item, record): (&str, &Value)) {
    let sha256 = record["sha256"].as_str().expect("a digest");
    let blob = demonstration.folder().join("vault").join(&sha256[..2]).join(sha256);
    assert!(blob.is_file(), "{}", blob.display());
    ask(room, &format!("/records/items/{item}"), "*");
    room.go_on_as("Karim");
    let list = agree(room, "erasure-whole-to-agree");
    assert!(list.contains(PICTURE), "{list}");
    let told = report(room, "erasure-whole-report");
    assert!(told.contains('1'), "{told}");
    assert!(!blob.exists(), "the bytes are destroyed");
    for path in ["", "/bytes", "/shown"] {
        assert_eq!(room.get(&format!("/items/{item}{path}")).status, 410, "{path}");
    }
    // The browser notes each answer that is no success.
    room.is_quiet();
    room.go(&format!("/items/{item}"));
    room.look("erased-item");
}

fn erase(language: Language) {
    let demonstration = room::demonstration();
    let (report, told) = record(&demonstration, "report", WORDS);
    assert!(told.to_string().contains("2031"), "{told}");
    let (item, picture) = record(&demonstration, "item", PICTURE);
    let Some(room) = room::open(&demonstration, language, "Karim") else { return };
    room.go("/erasures");
    room.look("erasures-none");
    words_go(&room, &demonstration, &report);
    picture_goes(&room, &demonstration, (&item, &picture));
    drop(room);
    room::sijil().succeed(&["fsck", &demonstration.argument()]).expect("sound");
    room::sijil().succeed(&["verify", &demonstration.argument()]).expect("the log still proves the rest");
}

#[test]
fn what_two_custodians_erase_is_on_no_page_and_in_no_file() {
    for language in LANGUAGES {
        erase(language);
    }
}
