//! An evening's worth: a chat of 5,000 messages with its media, and a recording of two hours.

use crate::room::{self, Room};
use e2e::browser::Language;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

const MESSAGES: u32 = 5_000;
/// One message in so many has a file with it.
const MEDIA_EVERY: u32 = 250;
const RECORDING_SECONDS: u32 = 2 * 60 * 60;
const SAMPLE_RATE_HZ: u32 = 8_000;

/// A recording of one byte a sample, silent but for a knock in the middle.
fn wav(seconds: u32) -> Vec<u8> {
    let size = seconds * SAMPLE_RATE_HZ;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((size + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(SAMPLE_RATE_HZ.to_le_bytes());
    bytes.extend(SAMPLE_RATE_HZ.to_le_bytes());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(size.to_le_bytes());
    bytes.extend((0..size).map(|sample| match (sample / SAMPLE_RATE_HZ).abs_diff(seconds / 2) {
        0 => u8::try_from(sample % 200).expect("small"),
        _ => 127 + u8::try_from(sample % 3).expect("small"),
    }));
    bytes
}

/// A messenger's export for the eye: three people through some evenings, in Arabic, with recordings attached.
fn chat(folder: &Path) -> PathBuf {
    let folder = folder.join("WhatsApp Chat - الحارة");
    std::fs::create_dir(&folder).expect("a folder");
    let mut text = String::new();
    for message in 0..MESSAGES {
        let (day, minute) = (message / 1_000 + 1, message % 1_000);
        let sender = ["أم ياسين", "أبو كريم", "سامر"][usize::try_from(message % 3).expect("small")];
        let _ = write!(text, "[{day:02}/05/2031, {:02}:{:02}:00] {sender}: ", 4 + minute / 60, minute % 60);
        if message % MEDIA_EVERY == 7 {
            let name = format!("{message:08}-AUDIO-2031-05-{day:02}.wav");
            let seconds = 2 + message / MEDIA_EVERY;
            std::fs::write(folder.join(&name), wav(seconds)).expect("written");
            let _ = writeln!(text, "\u{200e}<attached: {name}>");
        } else {
            let _ = writeln!(text, "رسالة رقم {message} عن ليلة القصف");
        }
    }
    std::fs::write(folder.join("_chat.txt"), text).expect("written");
    folder
}

/// Peak memory of the server, in bytes.
fn peak(room: &Room) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", room.server.process_id()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// A figure of this run, for people to read.
fn told(what: &str, started: Instant) {
    let _ = writeln!(std::io::stderr().lock(), "{what}: {:.1} s", started.elapsed().as_secs_f64());
}

#[test]
fn five_thousand_messages_and_two_hours_of_sound_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chat, long) = (chat(folder.path()), folder.path().join("two-hours.wav"));
    std::fs::write(&long, wav(RECORDING_SECONDS)).expect("written");
    let demonstration = room::demonstration();
    let started = Instant::now();
    let added = room::add(&demonstration, &[&chat, &long]);
    told("taken in", started);
    let media = MESSAGES.div_ceil(MEDIA_EVERY);
    assert_eq!(added["reports"], MESSAGES);
    assert_eq!(added["items"].as_array().map(Vec::len), Some(usize::try_from(media + 2).expect("small")));
    let Some(mut room) = room::open(&demonstration, Language::English, "Nur") else { return };
    for language in room::LANGUAGES {
        room.read_in(language);
        shown(&room, language);
    }
    room.is_quiet();
}

/// The chat and the recording, in a language; the sound is measured for the first one and held for the next.
fn shown(room: &Room, language: Language) {
    let lang = format!("lang={}", language.code());
    let before = peak(room);
    room.go(&format!("/items?q=_chat&{lang}"));
    room.look("chat-items");
    let item = room.path_of("_chat.txt");
    room.go(&format!("{item}?{lang}"));
    room.look("chat");
    room.go(&format!("/items?q=two-hours&{lang}"));
    let long = room.path_of("two-hours");
    let started = Instant::now();
    room.go(&format!("{long}/listen?{lang}"));
    told("the room of two hours", started);
    let bars = room.run(
        "return document.querySelector('#wave .wv').getAttribute('d').split('M').slice(1)\
         .map(bar => Number(/v([0-9]+)/.exec(bar)[1]))",
        &[],
    );
    let bars: Vec<u64> =
        bars.as_array().expect("bars").iter().filter_map(serde_json::Value::as_u64).collect();
    let loudest = bars.iter().max().and_then(|most| bars.iter().position(|bar| bar == most)).expect("bars");
    assert!((295..305).contains(&(loudest * 600 / bars.len())), "the knock is in the middle: {loudest}");
    room.look("listening-two-hours");
    let after = peak(room);
    let _ = writeln!(std::io::stderr().lock(), "the server’s peak memory: {before} bytes, then {after}");
}
