//! Canaries: words planted wherever an image or a recording can hide them, and looked for in everything made from it.

use crate::made;
use evidence::media::facts::Carried;
use evidence::media::kind::contains;
use evidence::media::picture::Channels;
use evidence::media::redact::{Range, Region};
use evidence::sandbox::{Feed, Reply, Request, Verdict};
use std::process::{Command, Stdio};

/// What every canary holds, in the clear.
const MARK: &[u8] = b"canary-7f3a";

fn canary(place: &str) -> Vec<u8> {
    [place.as_bytes(), b" ", MARK, b" 35.9506,39.0094"].concat()
}

fn planted_jpeg() -> Vec<u8> {
    let exif = made::exif(1, &String::from_utf8(canary("exif")).unwrap());
    let part = |start: &[u8], place| [start, &canary(place)].concat();
    let segments = [
        made::segment(0xE1, &[b"Exif\0\0", &exif[..]].concat()),
        made::segment(0xE1, &part(b"http://ns.adobe.com/xap/1.0/\0", "xmp")),
        made::segment(0xE2, &part(b"ICC_PROFILE\0\x01\x01", "profile")),
        made::segment(0xEB, &part(b"JP\0\x01\0\0\0\x01", "c2pa")),
        made::segment(0xED, &part(b"Photoshop 3.0\08BIM\x04\x04", "iptc")),
        made::segment(0xE9, &part(b"", "application")),
        made::segment(0xFE, &canary("comment")),
    ];
    made::planted_jpeg(&made::jpeg(200, 120), &segments, &canary("trailer"))
}

fn planted_png(channels: Channels) -> Vec<u8> {
    let exif = made::exif(1, &String::from_utf8(canary("exif")).unwrap());
    let part = |start: &[u8], place| [start, &canary(place)].concat();
    let chunks = [
        made::chunk(b"eXIf", &exif),
        made::chunk(b"iTXt", &part(b"XML:com.adobe.xmp\0\0\0\0\0", "xmp")),
        made::chunk(b"tEXt", &part(b"Raw profile type iptc\0", "iptc")),
        made::chunk(b"tEXt", &part(b"Comment\0", "comment")),
        made::chunk(b"caBX", &canary("c2pa")),
        made::chunk(b"prVt", &canary("application")),
    ];
    made::planted_png(&made::png(200, 120, channels), &chunks, &canary("trailer"))
}

fn planted_wav() -> Vec<u8> {
    let wav = made::wav(2);
    let info = [b"INFOICMT", &36_u32.to_le_bytes()[..], &canary("info"), &[b' '; 2]].concat();
    let list = [b"LIST", &(info.len() as u32).to_le_bytes()[..], &info, &vec![0; info.len() % 2]].concat();
    [&wav[..36], &list, &wav[36..], &canary("trailer")].concat()
}

fn made_from(file: &[u8], request: &Request) -> Vec<u8> {
    let mut sink = Vec::new();
    let verdict = made::decoder().decode(request, Feed::Stream(&mut &file[..]), &mut sink).unwrap();
    assert!(matches!(verdict, Verdict::Decoded(_)), "{request:?}: {verdict:?}");
    sink
}

#[test]
fn no_canary_survives_in_a_rendition_or_a_redaction() {
    let region = Region { left_px: 10, top_px: 10, width_px: 20, height_px: 20 };
    let requests = [
        Request::Rendition { edge_px: 100 },
        Request::Rendition { edge_px: 1_600 },
        Request::RedactImage { regions: vec![region] },
    ];
    for file in [planted_jpeg(), planted_png(Channels::Colour), planted_png(Channels::ColourAlpha)] {
        // The control: the canaries are there, and the facts say where they sit.
        assert!(file.windows(MARK.len()).filter(|window| *window == MARK).count() >= 7);
        for request in &requests {
            let made = made_from(&file, request);
            assert!(made.len() > 500);
            assert!(!contains(&made, MARK) && !contains(&made, b"Exif") && !contains(&made, b"35.9506"));
            no_metadata_by_exiftool(&made);
        }
    }
}

#[test]
fn the_facts_name_every_part_that_can_hide_something() {
    let facts_of = |file: &[u8]| {
        let mut sink = Vec::new();
        match made::decoder().decode(&Request::Facts, Feed::Stream(&mut &file[..]), &mut sink).unwrap() {
            Verdict::Decoded(Reply::Facts(facts)) => *facts,
            other => panic!("{other:?}"),
        }
    };
    let hidden = [
        Carried::Exif,
        Carried::Xmp,
        Carried::Iptc,
        Carried::Comment,
        Carried::ContentCredentials,
        Carried::Application,
        Carried::Trailer,
    ];
    for file in [planted_jpeg(), planted_png(Channels::Colour)] {
        let facts = facts_of(&file);
        assert!(hidden.iter().all(|part| facts.carries.contains(part)), "{:?}", facts.carries);
        assert!(facts.place.is_some());
    }
    let facts = facts_of(&planted_wav());
    assert_eq!((facts.carries, facts.duration_ms), (vec![Carried::Tags, Carried::Application], Some(2_000)));
}

#[test]
fn no_canary_survives_in_a_muted_recording() {
    let file = planted_wav();
    assert!(contains(&file, MARK));
    let made = made_from(&file, &Request::MuteAudio { ranges: vec![Range { start: 0, end: 100 }] });
    assert_eq!(made.len(), 44 + 32_000);
    assert!(!contains(&made, MARK));
}

/// What another program sees, where it is installed.
fn no_metadata_by_exiftool(made: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("made");
    std::fs::write(&path, made).unwrap();
    let asked =
        Command::new("exiftool").args(["-j", "-G", "-a", "-u"]).arg(&path).stderr(Stdio::null()).output();
    let Ok(output) = asked else {
        println!("skipped: exiftool is not installed");
        return;
    };
    let told = String::from_utf8_lossy(&output.stdout);
    for group in [
        "EXIF:",
        "XMP:",
        "IPTC:",
        "ICC_Profile:",
        "Photoshop:",
        "MakerNotes:",
        "JUMBF:",
        "Comment",
        "Trailer",
    ] {
        assert!(!told.contains(group), "{group} in {told}");
    }
}
