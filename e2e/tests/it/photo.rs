//! The photo room and what is taken out for good: a photograph's claims with their doubts, a part marked with the
//! pointer, a copy with that part painted over, a recording with a range silenced.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Planted in the photograph's metadata, its comment and behind its end.
const CANARIES: [&str; 3] = ["canary-xmp-hudhud", "canary-comment-hudhud", "canary-trailer-hudhud"];
/// Of the camera's own.
const CAMERA: [&str; 3] = ["Exif\0\0", "NIKON", "COOLPIX"];

/// A part of the picture in hundredths: left, top, width, height.
const PART: [f64; 4] = [20.0, 30.0, 25.0, 20.0];

/// Reads two files of the register as pictures: of each pixel the copy's brightest and darkest inside the part, and how
/// far the two differ from one another outside it, on average.
const COMPARE: &str = "const [original, copy, part] = arguments;\
    const read = async address => { const blob = await (await fetch(address)).blob();\
      const image = await createImageBitmap(blob); const canvas = new OffscreenCanvas(image.width, image.height);\
      const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);\
      return context.getImageData(0, 0, image.width, image.height); };\
    return Promise.all([read(original), read(copy)]).then(([one, two]) => {\
      let [inside, outside, count, values] = [0, 0, 0, new Set()];\
      const [left, top, width, height] = part.map((share, at) => share / 100 * (at % 2 ? one.height : one.width));\
      for (let y = 0; y < two.height; y++) for (let x = 0; x < two.width; x++) {\
        const at = (y * two.width + x) * 4;\
        const difference = Math.abs(one.data[at] - two.data[at]);\
        if (x > left + 6 && x < left + width - 6 && y > top + 6 && y < top + height - 6) {\
          inside++; values.add(two.data.slice(at, at + 3).join());\
        } else if (x < left - 16 || x > left + width + 16 || y < top - 16 || y > top + height + 16) {\
          outside += difference; count++; } }\
      return { same: one.width === two.width && one.height === two.height, inside, values: values.size,\
        outside: outside / count }; })";

/// The collection's photograph with what a person may have left in it besides.
fn planted() -> Option<(tempfile::TempDir, PathBuf)> {
    let photo = e2e::binary::workspace_root().join("../shared/data/media/exifgps_DSCN0010.jpg");
    let Ok(bytes) = std::fs::read(&photo) else {
        e2e::skipped(&format!("{} is not here", photo.display()));
        return None;
    };
    let part = |mark: u8, body: &[u8]| {
        let size = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&[0xff, mark], size.as_slice(), body].concat()
    };
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{}</x:xmpmeta>", CANARIES[0]);
    let mut all = bytes[..2].to_vec();
    all.extend(part(0xe1, xmp.as_bytes()));
    all.extend(part(0xfe, CANARIES[1].as_bytes()));
    all.extend(&bytes[2..]);
    all.extend(CANARIES[2].as_bytes());
    let held = tempfile::tempdir().expect("a folder");
    let path = held.path().join("DSCN0010.jpg");
    std::fs::write(&path, all).expect("written");
    Some((held, path))
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

/// What the file claims, each claim with its doubt.
fn claims(room: &Room, item: &str) {
    room.go(item);
    let page = room.text("main");
    assert!(page.contains("43.467") && page.contains("11.885"), "where it says it was: {page}");
    assert!(page.contains("NIKON"), "{page}");
    let doubts = room.run("return document.querySelectorAll('.doubts li').length", &[]);
    assert!(doubts.as_u64().is_some_and(|count| count > 0), "{page}");
    room.run("return document.querySelector('.shown img').decode()", &[]);
    room.look("photo");
}

/// Draws the part with the pointer: the form knows it.
fn draw(room: &Room) {
    room.run("return document.querySelector('.looked img').decode()", &[]);
    let corners = "const marks = document.querySelector('.marks'); marks.scrollIntoView({ block: 'center' });\
        const seen = marks.getBoundingClientRect();\
        const [left, top, width, height] = arguments[0];\
        return [seen.left + seen.width * left / 100, seen.top + seen.height * top / 100,\
        seen.left + seen.width * (left + width) / 100, seen.top + seen.height * (top + height) / 100]";
    let corners = room.run(corners, &[json!(PART)]);
    let at = |place: usize| corners[place].as_f64().expect("a number");
    room.browser.drag((at(0), at(1)), (at(2), at(3))).expect("drawn");
    for (name, wanted) in ["left", "top", "width", "height"].into_iter().zip(PART) {
        let typed: f64 = room.value(&format!("#mark [name='{name}']")).parse().expect("a number");
        assert!((typed - wanted).abs() < 0.5, "{name} is {typed}");
    }
}

/// Draws the part and keeps it.
fn mark(room: &Room, item: &str) {
    room.go(&format!("{item}/look"));
    draw(room);
    room.fill("#mark #words", "The sign above the door");
    room.click("#mark button");
    room.browser.expect_text("#notes li", "The sign above the door").expect("it is kept");
    let marked = room.browser.find_all(".marks rect:not(.new)").expect("parts");
    assert_eq!(marked.len(), 1);
    room.run("return document.querySelector('.looked img').decode()", &[]);
    room.look("photo-marked");
}

/// Has what the form marks taken out; gives the address of the copy.
fn redact(room: &Room, item: &str) -> String {
    room.click("#redact [data-take] button");
    room.click("#redact form > .actions:last-of-type button");
    room.browser.expect_text("main", "sijil ").expect("the copy");
    let copy = room.browser.address().expect("an address");
    let copy = copy[room.server.origin().len()..].to_owned();
    assert!(copy.starts_with("/items/") && copy != item, "{copy}");
    copy
}

fn photograph(language: Language) {
    let Some((_held, path)) = planted() else { return };
    let demonstration = room::demonstration();
    let told = room::add(&demonstration, &[&path]);
    let item = format!("/items/{}", told["items"][0]["item"].as_str().expect("an item"));
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    claims(&room, &item);
    mark(&room, &item);
    draw(&room);
    let copy = redact(&room, &item);
    room.run("return document.querySelector('.shown img').decode()", &[]);
    room.look("photo-redacted");
    let original = room.get(&format!("{item}/bytes")).body;
    let bytes = room.get(&format!("{copy}/bytes")).body;
    for word in CANARIES.iter().chain(&CAMERA) {
        assert!(holds(&original, word), "{word} was planted");
        assert!(!holds(&bytes, word), "{word} is in the copy");
    }
    let addresses = [format!("{item}/bytes"), format!("{copy}/bytes")];
    let compared = room.run(COMPARE, &[json!(addresses[0]), json!(addresses[1]), json!(PART)]);
    assert_eq!(compared["same"], Value::from(true), "{compared}");
    assert!(compared["inside"].as_u64().is_some_and(|count| count > 1_000), "{compared}");
    assert!(compared["values"].as_u64().is_some_and(|values| values <= 4), "one paint: {compared}");
    assert!(compared["outside"].as_f64().is_some_and(|far| far < 6.0), "the rest is as it was: {compared}");
    let copies = [room.get(&format!("{copy}/shown")).body, room.get(&format!("{item}/shown")).body];
    for shown in &copies {
        assert!(CANARIES.iter().chain(&CAMERA).all(|word| !holds(shown, word)), "nothing of it is shown");
    }
    room.is_quiet();
}

#[test]
fn a_photograph_is_marked_and_a_part_of_it_painted_over() {
    for language in LANGUAGES {
        photograph(language);
    }
}

/// Samples of a wav of 16 bits from one second to another.
fn samples(wav: &[u8], seconds: std::ops::Range<usize>) -> Vec<i16> {
    let data = wav.windows(4).position(|part| part == b"data").expect("a part of sound") + 8;
    let of = |second: usize| data + second * 8_000 * 2;
    let part = &wav[of(seconds.start)..of(seconds.end)];
    part.as_chunks::<2>().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect()
}

#[test]
fn a_range_of_a_recording_is_silenced_in_a_copy() {
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, Language::Arabic, "Nur") else { return };
    room.go("/items");
    let item = room.path_of("telephone left on a roof");
    room.go(&format!("{item}/listen"));
    room.fill("#start", "0:41");
    room.fill("#end", "0:44");
    let copy = redact(&room, &item);
    room.look("recording-muted");
    let original = room.get(&format!("{item}/bytes")).body;
    let bytes = room.get(&format!("{copy}/bytes")).body;
    assert_eq!(samples(&original, 0..170).len(), samples(&bytes, 0..170).len());
    assert!(samples(&original, 41..44).iter().any(|sample| *sample != 0));
    assert!(samples(&bytes, 41..44).iter().all(|sample| *sample == 0), "silence");
    assert_eq!(samples(&original, 45..170), samples(&bytes, 45..170), "the rest is as it was");
    room.go(&format!("{copy}/listen"));
    room.look("listening-muted");
    room.is_quiet();
}
