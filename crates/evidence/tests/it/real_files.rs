//! Real files where they lie, in `../shared/data/media` beside the workspace; skipped where they do not.

use crate::made;
use evidence::media::facts::{Carried, Doubt};
use evidence::media::{Facts, Kind};
use evidence::sandbox::{Feed, Reply, Request, Verdict};
use std::fs::File;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/media");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared/data/media is not here");
    None
}

fn asked(request: &Request, name: &str) -> (Verdict, Vec<u8>) {
    let path = folder().unwrap().join(name);
    let mut sink = Vec::new();
    let feed = Feed::Descriptor(File::open(path).unwrap());
    (made::decoder().decode(request, feed, &mut sink).unwrap(), sink)
}

fn facts_of(name: &str) -> Facts {
    match asked(&Request::Facts, name).0 {
        Verdict::Decoded(Reply::Facts(facts)) => *facts,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_real_file_is_told_by_content_and_read_without_a_crash() {
    let Some(folder) = folder() else { return };
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 28);
    for name in names {
        let facts = facts_of(&name);
        let expected = match name.rsplit('.').next().unwrap() {
            "jpg" | "jpeg" => Kind::Jpeg,
            "pdf" => Kind::Pdf,
            "mov" => Kind::Quicktime,
            "mp4" => Kind::Mp4,
            "3gp" => Kind::ThreeGp,
            "wav" => Kind::Wav,
            "docx" => Kind::Docx,
            _ => Kind::Text,
        };
        assert_eq!(facts.kind, expected, "{name}");
        println!("{name}: {facts:?}");
        if facts.kind == Kind::Jpeg {
            assert!(facts.width_px.is_some(), "{name}");
            let (verdict, bytes) = asked(&Request::Rendition { edge_px: 320 }, &name);
            let Verdict::Decoded(Reply::Image(made)) = verdict else { panic!("{name}: {verdict:?}") };
            assert_eq!(
                (Some(made.original_width_px), Some(made.original_height_px)),
                (facts.width_px, facts.height_px)
            );
            assert!(made.width_px.max(made.height_px) <= 320 && !bytes.is_empty());
        }
    }
}

#[test]
fn the_places_of_photographs_are_read() {
    if folder().is_none() {
        return;
    }
    let facts = facts_of("exifgps_DSCN0010.jpg");
    let place = facts.place.unwrap();
    // Arezzo, as the camera states it: 43° 28' 2.814" N, 11° 53' 6.456" E.
    assert_eq!(place.point.degrees(), ("43.4674483".to_owned(), "11.8851266".to_owned()));
    assert_eq!(facts.device.as_deref(), Some("NIKON COOLPIX P6000"));
    let time = |field: &str| {
        facts
            .times
            .iter()
            .find(|time| time.field == field)
            .map(|time| (time.local.clone(), time.offset_minutes))
    };
    assert_eq!(time("exif DateTimeOriginal"), Some(("2008-10-22T16:28:39".to_owned(), None)));
    assert!(facts.doubts.contains(&Doubt::TimeWithoutOffset));
}

#[test]
fn recordings_and_documents_state_length_dates_and_credentials() {
    if folder().is_none() {
        return;
    }
    for name in ["c2pars_c.mov", "c2pars_legacy.mp4", "kobo_clip.3gp", "c2pars_sample1.wav"] {
        let facts = facts_of(name);
        assert!(facts.duration_ms.is_some_and(|duration| duration > 0), "{name}: {facts:?}");
        assert!(!facts.tracks.is_empty(), "{name}");
    }
    for name in
        ["c2pa_adobe-20220124-C.jpg", "c2pa_adobe-20220124-E-sig-CA.jpg", "c2pa_nikon-20221019-building.jpeg"]
    {
        assert!(facts_of(name).carries.contains(&Carried::ContentCredentials), "{name}");
    }
    assert!(!facts_of("c2pa_adobe-20220124-A.jpg").carries.contains(&Carried::ContentCredentials));
    for name in ["fc_lorem.docx", "fpf_sample.docx"] {
        assert!(!facts_of(name).times.is_empty(), "{name}");
    }
    assert!(facts_of("c2pars_basic.pdf").doubts.contains(&Doubt::PagesUnknown));
    let (verdict, peaks) = asked(&Request::Waveform { peaks_per_second: 20 }, "c2pars_sample1.wav");
    let Verdict::Decoded(Reply::Waveform(waveform)) = verdict else { panic!("{verdict:?}") };
    assert_eq!(waveform.peaks, peaks.len() as u64);
    assert!(peaks.iter().any(|peak| *peak > 10));
}
