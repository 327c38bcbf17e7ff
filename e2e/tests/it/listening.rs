//! The listening room by ear and by keys: the sound drawn, a passage marked and translated, and an assertion of it.

use crate::room::{self, LANGUAGES, Room};
use e2e::browser::Language;
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const WORDS: &str = "انفجار ثم صوت امرأة تنادي";
const TRANSLATION: &str = "An explosion, then a woman calling";

/// How far up each bar of the drawing reaches, from left to right.
const BARS: &str = "return document.querySelector('#wave .wv').getAttribute('d').split('M').slice(1)\
    .map(bar => Number(/v([0-9]+)/.exec(bar)[1]))";
/// Waits until the player knows its recording.
const READY: &str = "const player = document.querySelector('#player');\
    return new Promise(done => player.readyState > 0 ? done(player.duration)\
    : player.addEventListener('loadedmetadata', () => done(player.duration)))";
/// Sets the player to a second and waits until it is there.
const SEEK: &str = "const player = document.querySelector('#player'); return new Promise(done => {\
    player.addEventListener('seeked', () => done(player.currentTime), { once: true });\
    player.currentTime = arguments[0]; })";

fn press(room: &Room, key: &str) {
    room.browser.find("body").expect("a page").type_text(key).expect(key);
}

fn seconds(room: &Room) -> f64 {
    room.run("return document.querySelector('#player').currentTime", &[]).as_f64().expect("a number")
}

/// The recording of the night, in its room.
fn enter(room: &Room) -> String {
    room.go("/items");
    let item = room.path_of("telephone left on a roof");
    room.go(&format!("{item}/listen"));
    item
}

/// The bars are the recording's own: its two explosions, after 41 and 133 of 170 seconds, tower over the rest.
fn is_drawn(room: &Room) {
    let bars = room.run(BARS, &[]);
    let bars: Vec<f64> = bars.as_array().expect("bars").iter().filter_map(Value::as_f64).collect();
    assert!((300..=600).contains(&bars.len()), "{} bars", bars.len());
    let count = f64::from(u32::try_from(bars.len()).expect("few"));
    let at = |second: f64| {
        let place = bars.iter().zip(0_u32..).filter(|(_, place)| {
            let of = f64::from(*place) / count * 170.0;
            (second..second + 1.5).contains(&of)
        });
        place.map(|(bar, _)| *bar).fold(0.0, f64::max)
    };
    for explosion in [41.0, 133.0] {
        assert!(
            at(explosion) > 4.0 * at(explosion - 4.0),
            "{explosion}: {} {}",
            at(explosion),
            at(explosion - 4.0)
        );
    }
}

/// Marks from 2:13 to 2:19.5 with the keys.
fn mark(room: &Room) {
    room.run(SEEK, &[json!(133)]);
    press(room, "[");
    room.run(SEEK, &[json!(139.5)]);
    press(room, "]");
    assert_eq!((room.value("#start"), room.value("#end")), ("2:13".to_owned(), "2:19.5".to_owned()));
    let width = room.browser.find("#wave-part").expect("a part").attribute("width").expect("a width");
    assert!(width.is_some_and(|width| width.parse::<f64>().is_ok_and(|width| width > 40.0)), "it is drawn");
    press(room, "\u{e012}");
    assert!((seconds(room) - 134.5).abs() < 0.2, "five seconds back: {}", seconds(room));
    press(room, ">");
    press(room, "l");
    let said = room.text("#at");
    assert!(said.contains("2:14 / 2:50") && said.contains("1.25") && said.contains('↻'), "{said}");
    press(room, "l");
}

/// Writes what is heard, with its translation; gives the address of what was kept.
fn write(room: &Room) {
    press(room, "n");
    let words = room.browser.focused().expect("a focus");
    assert_eq!(words.property("name").expect("a name"), "words");
    words.type_text(WORDS).expect("typed");
    room.fill("#note #language", "ar");
    room.fill("#translation", TRANSLATION);
    room.fill("#translation_language", "en");
    room.look("listening-marked");
    room.click("#note button");
    room.browser.expect_text("#passages > li[aria-current]", WORDS).expect("it is kept and chosen");
    let chosen = room.text("#passages > li[aria-current]");
    assert!(chosen.contains(TRANSLATION) && chosen.contains("2:13–2:19"), "{chosen}");
    let said = room.browser.find("#passages > li[aria-current] p[lang=ar]").expect("in its language");
    assert_eq!(said.style("direction").expect("a direction"), "rtl");
}

/// Two keys: `a` opens the assertion with all that is known in it, Enter keeps it.
fn assert(room: &Room) {
    press(room, "a");
    let button = room.browser.find("form button[autofocus]").expect("the button has the focus");
    assert!(button.is_displayed().expect("shown"));
    assert_eq!(room.value("#incident"), "EX001", "the incident that the recording is about");
    assert_eq!(room.value("#claim"), WORDS);
    room.look("assertion");
    room.browser.focused().expect("a focus").type_text(ENTER).expect("pressed");
    room.browser.expect_text("#passages > li[aria-current] .seg", WORDS).expect("the assertion is there");
    room.look("listening");
}

/// The record of the assertion: its words, its incident and the passage it rests on.
fn is_kept(room: &Room) {
    room.click("#passages > li[aria-current] .seg a:last-of-type");
    room.browser.expect_text("h1", "").expect("a page");
    let record = room.text("main");
    assert!(room.browser.address().expect("an address").contains("/records/assertions/"), "{record}");
    assert!(record.contains(WORDS) && record.contains("EX001"), "{record}");
    assert!(room.browser.source().expect("a page").contains("/records/annotations/"), "its passage");
}

fn listen(language: Language) {
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, language, "Nur") else { return };
    room.go("/account");
    room.click("button[name='keys'][value='on']");
    room.browser.find("button[name='keys'][value='off']").expect("the keys are on");
    enter(&room);
    is_drawn(&room);
    let length = room.run(READY, &[]).as_f64().expect("a length");
    assert!((length - 170.0).abs() < 0.1, "the browser plays {length} seconds");
    mark(&room);
    write(&room);
    assert(&room);
    is_kept(&room);
    room.is_quiet();
}

#[test]
fn what_is_heard_becomes_an_assertion_by_keys_in_both_languages() {
    for language in LANGUAGES {
        listen(language);
    }
}

#[test]
fn without_a_script_places_are_typed() {
    let demonstration = room::demonstration();
    let Some(room) = room::open(&demonstration, Language::English, "Nur") else { return };
    room.browser.disable_scripts().expect("scripts off");
    enter(&room);
    is_drawn(&room);
    room.fill("#start", "2:13");
    room.fill("#end", "2:19.5");
    room.fill("#words", WORDS);
    room.click("#note button");
    room.browser.expect_text("#passages > li[aria-current]", "2:13–2:19").expect("it is kept");
}
