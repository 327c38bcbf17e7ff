//! A chat sent through the page, its text and its files chosen together: looked into, and told in words.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use serde_json::json;
use std::path::Path;

const VOICE: &str = "00000002-AUDIO-2031-05-10-09-31-05.wav";

fn chat(language: Language) -> String {
    format!(
        "[10/05/2031, 09:30:12] أم ياسين: صوت انفجار قرب المدرسة {code}\n\
         [10/05/2031, 09:31:05] أبو كريم: \u{200e}<attached: {VOICE}>\n\
         [10/05/2031, 09:32:40] أم ياسين: Everyone is under the stairs\n",
        code = language.code(),
    )
}

/// A second of a tone, its own for each language.
fn voice(language: Language) -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((8_000_u32 + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend([8_000_u32.to_le_bytes(), 8_000_u32.to_le_bytes()].concat());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(8_000_u32.to_le_bytes());
    let step = if language == Language::Arabic { 7 } else { 11 };
    bytes.extend((0..8_000_u32).map(|at| u8::try_from(at * step % 251).expect("small")));
    bytes
}

fn choose(room: &Room, paths: &[&Path]) {
    room.go("/items/new");
    for path in paths {
        room.browser.find("#file").expect("an input").upload(path).expect("chosen");
    }
    room.fill("#why", "From her telephone");
}

fn take_in(language: Language) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("_chat.txt"), chat(language)).expect("written");
    std::fs::write(at(VOICE), voice(language)).expect("written");
    std::fs::write(at("broken.zip"), b"PK\x03\x04 and no more").expect("written");
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    choose(&room, &[&at("_chat.txt"), &at(VOICE), &at("broken.zip")]);
    let shown = "return !document.querySelector('form#inside').hidden";
    assert_eq!(room.run(shown, &[]), json!(false), "nothing was sent yet");
    room.click("form[data-upload] button");
    let offered = "return new Promise(done => { const look = () => { const form = document.querySelector('form#inside');\
        form.hidden ? setTimeout(look, 20) : done(form.querySelectorAll('[name=item]').length); }; look(); })";
    assert_eq!(room.run(offered, &[]), json!(3), "all that came together is looked into together");
    let reason = "return document.querySelector('form#inside').elements.reason.value";
    assert_eq!(room.run(reason, &[]), json!("From her telephone"));
    room.run("document.querySelector('form#inside').elements.zone.value = 'Asia/Damascus'", &[]);
    room.look("inside-offered");
    room.click("form#inside button");
    let (messages, left_out) = match language {
        Language::English => ("3 messages became reports.", "Left out"),
        Language::Arabic => ("أصبحت 3 رسائل تقارير", "تُرك"),
    };
    room.browser.expect_text("main", messages).expect("told");
    let told = room.text("main");
    assert!(told.contains("broken.zip") && told.contains(left_out) && !told.contains('⟦'), "{told}");
    room.look("inside-done");
    room.is_quiet();
}

#[test]
fn a_chat_sent_with_its_files_becomes_reports_that_cite_them() {
    for language in LANGUAGES {
        take_in(language);
    }
}
