//! What is known of the content credentials (C2PA) of a file, shown in the exercise: that they hold, that they do not,
//! that there are none, that the program asked gave no answer that counts, and that nobody was asked.
//!
//! A stand-in that keeps the contract of `docs/reference/c2pa.md` answers for five copies of the exercise's own
//! picture; `c2pa-python` itself, where `SIJIL_TEST_C2PA` names a Python that has it, for signed photographs.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use e2e::demonstration::Demonstration;
use std::path::{Path, PathBuf};

/// A picture of the exercise's chat.
const PICTURE: &str = "00000007-PHOTO-2031-04-02-21-40-19.png";
/// Answers by a word that stands in the file where its credentials would be.
const STAND_IN: &str = r#"
case "$(grep -a -o -m 1 'exercise-[a-z]*')" in
exercise-whole) echo '{"verdict":"valid","signer":"O=Exercise, CN=Invented camera"}' ;;
exercise-altered) echo '{"verdict":"broken","reasons":["assertion.dataHash.mismatch"],"signer":"O=Exercise, CN=Invented camera"}' ;;
exercise-empty) echo '{"verdict":"none"}' ;;
*) echo 'I would rather not say' ;;
esac"#;

/// What is shown: the word in the file, what is kept, and sentences of the page in English and Arabic.
const VERDICTS: [(&str, &str, [&str; 2]); 5] = [
    ("whole", "valid", ["The credentials hold", "بيانات الاعتماد صحيحة"]),
    ("altered", "broken", ["The credentials do not hold", "بيانات الاعتماد غير صحيحة"]),
    ("empty", "none", ["found no credentials", "لم يجد البرنامج"]),
    ("odd", "unknown", ["gave no answer that counts", "لم يُجب البرنامج"]),
    ("unasked", "not-asked", ["nobody was asked", "لم يُسأل أحد"]),
];

/// The check of a part of a PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// The picture with a part in which credentials would stand.
fn sealed(picture: &[u8], word: &str) -> Vec<u8> {
    let part = [b"caBX".as_slice(), b"exercise-", word.as_bytes()].concat();
    let length = u32::try_from(part.len() - 4).expect("short").to_be_bytes();
    // After the signature of a PNG and its header of 25 bytes.
    let (head, rest) = picture.split_at(8 + 25);
    [head, &length, &part, &crc(&part).to_be_bytes(), rest].concat()
}

/// The bytes of the exercise's picture.
fn picture(demonstration: &Demonstration, folder: &Path) -> Vec<u8> {
    let data = demonstration.argument();
    let export = ["export", "--data", &data, "--project", "exercise", "--kind", "item", "--format", "jsonl"];
    let lines = room::sijil().succeed(&export).expect("exported");
    let line = lines.lines().find(|line| line.contains(PICTURE)).expect("the picture");
    let item: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let (id, to) = (item["record_id"].as_str().expect("an id"), folder.join("whole.png"));
    let to_text = to.to_string_lossy();
    let get = ["evidence", "get", id, "--data", &data, "--out", &to_text, "--reason", "To seal copies of it"];
    let taken = [get.as_slice(), &["--project", "exercise"]].concat();
    room::sijil().succeed(&taken).or_else(|_| room::sijil().succeed(&get)).expect("it comes out");
    std::fs::read(&to).expect("written")
}

/// Names the program that is asked.
fn ask_by(demonstration: &Demonstration, command: &str) {
    let settings = demonstration.folder().join("sijil.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    std::fs::write(&settings, format!("{text}\n[commands.content_credentials]\n{command}\n"))
        .expect("settings");
}

fn add(demonstration: &Demonstration, file: &Path) -> String {
    let told = room::add(demonstration, &[file]);
    format!("/items/{}", told["items"][0]["item"].as_str().expect("an item"))
}

/// Looks at the page of each item: its one sentence, and pictures of it.
fn look(room: &Room, items: &[(String, String, &str)]) {
    for (item, name, sentence) in items {
        room.go(item);
        let said = room.text("#credentials");
        assert!(said.contains(sentence), "{name}: {said}");
        room.run("return document.querySelector('.shown img').decode()", &[]);
        room.look(&format!("credentials-{name}"));
        room.judge(name);
    }
    room.is_quiet();
}

fn place(language: Language) -> usize {
    LANGUAGES.iter().position(|each| *each == language).expect("one of two")
}

fn five(language: Language) {
    let demonstration = room::demonstration();
    let folder = tempfile::tempdir().expect("a folder");
    let whole = picture(&demonstration, folder.path());
    let mut items = Vec::new();
    // The one that nobody asks about comes before a program is named.
    for (number, (word, kept, sentences)) in VERDICTS.into_iter().rev().enumerate() {
        if number == 1 {
            let command =
                format!("program = \"/bin/sh\"\narguments = [\"-c\", '''{STAND_IN}''', \"stand-in\"]");
            ask_by(&demonstration, &command);
        }
        let file = folder.path().join(format!("exercise-{word}.png"));
        std::fs::write(&file, sealed(&whole, word)).expect("written");
        items.push((add(&demonstration, &file), kept.to_owned(), sentences[place(language)]));
    }
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    look(&room, &items);
    let (broken, ..) = items.iter().find(|(_, kept, _)| kept == "broken").expect("one of five");
    room.go(broken);
    let stated = room.text("#stated");
    assert!(stated.contains("assertion.dataHash.mismatch") && stated.contains("Invented camera"), "{stated}");
}

#[test]
fn five_verdicts_on_content_credentials_are_shown_in_both_languages() {
    for language in LANGUAGES {
        five(language);
    }
}

fn media(name: &str) -> Option<PathBuf> {
    let path = e2e::binary::workspace_root().join("../shared/data/media").join(name);
    if !path.is_file() {
        e2e::skipped(&format!("{} is not here", path.display()));
        return None;
    }
    Some(path)
}

/// Signed photographs, as they were signed and altered afterwards, and what `c2pa-python` says of each.
const SIGNED: [(&str, &str, usize); 4] = [
    ("c2pa_adobe-20220124-C.jpg", "real-valid", 0),
    ("c2pa_adobe-20220124-E-dat-CA.jpg", "real-broken-data", 1),
    ("c2pa_adobe-20220124-E-sig-CA.jpg", "real-broken-signature", 1),
    ("c2pa_adobe-20220124-E-uri-CA.jpg", "real-broken-address", 1),
];

fn real(language: Language, python: &str) {
    let adapter = e2e::binary::workspace_root().join("docs/reference/c2pa-adapter.py").display().to_string();
    let more = std::env::var("SIJIL_TEST_C2PA_READABLE").unwrap_or_default();
    let folders = more.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned);
    let readable: Vec<String> = std::iter::once(adapter.clone()).chain(folders).collect();
    let demonstration = room::demonstration();
    let command = format!("program = {python:?}\narguments = [{adapter:?}]\nreadable = {readable:?}");
    ask_by(&demonstration, &command);
    let mut items = Vec::new();
    for (file, name, verdict) in SIGNED {
        let Some(file) = media(file) else { return };
        items.push((add(&demonstration, &file), name.to_owned(), VERDICTS[verdict].2[place(language)]));
    }
    // One that was never signed carries nothing to be asked about, and its page says nothing of it.
    let Some(unsigned) = media("c2pa_adobe-20220124-A.jpg") else { return };
    let unsigned = add(&demonstration, &unsigned);
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    look(&room, &items);
    room.go(&unsigned);
    assert!(room.browser.find_all("#credentials").expect("a page").is_empty());
}

#[test]
fn what_the_real_library_says_is_shown_in_both_languages() {
    let Ok(python) = std::env::var("SIJIL_TEST_C2PA") else {
        return e2e::skipped("SIJIL_TEST_C2PA names no Python with c2pa-python");
    };
    for language in LANGUAGES {
        real(language, &python);
    }
}
