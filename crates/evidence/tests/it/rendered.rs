//! Renditions, redactions, waveforms and fingerprints of every kind, through the sandbox.

use crate::made;
use evidence::limits::{THUMBNAIL_EDGE_PX, WEB_EDGE_PX};
use evidence::media::picture::Channels;
use evidence::media::redact::{Range, Region};
use evidence::media::{Kind, Refusal, perceptual, pixels};
use evidence::sandbox::{Feed, Reply, Request, Verdict};

fn decoded(request: &Request, file: &[u8]) -> (Verdict, Vec<u8>) {
    let mut sink = Vec::new();
    let verdict = made::decoder().decode(request, Feed::Stream(&mut &file[..]), &mut sink).unwrap();
    (verdict, sink)
}

fn images() -> Vec<Vec<u8>> {
    vec![
        made::jpeg(640, 480),
        made::png(640, 480, Channels::Colour),
        made::png(640, 480, Channels::ColourAlpha),
        made::png(640, 480, Channels::Grey),
        made::webp(640, 480),
        made::gif(640, 480),
        made::tiff(640, 480),
    ]
}

#[test]
fn every_kind_of_image_gets_a_thumbnail_and_keeps_its_size_below_the_edge() {
    for file in images() {
        let (verdict, bytes) = decoded(&Request::Rendition { edge_px: THUMBNAIL_EDGE_PX }, &file);
        let Verdict::Decoded(Reply::Image(made)) = verdict else {
            panic!("{:?}: {verdict:?}", Kind::of(&file))
        };
        assert_eq!((made.width_px, made.height_px), (320, 240));
        assert_eq!((made.original_width_px, made.original_height_px), (640, 480));
        assert_eq!(Kind::of(&bytes), Kind::Jpeg);
        let picture = pixels::decode(&bytes).unwrap();
        assert_eq!((picture.width_px, picture.height_px), (320, 240));
        let (verdict, _) = decoded(&Request::Rendition { edge_px: WEB_EDGE_PX }, &file);
        assert!(matches!(verdict, Verdict::Decoded(Reply::Image(made)) if made.width_px == 640));
    }
}

#[test]
fn a_photograph_taken_upright_is_shown_upright() {
    let segment = made::segment(0xE1, &[b"Exif\0\0", &made::exif(6, "Camera")[..]].concat());
    let file = made::planted_jpeg(&made::jpeg(640, 480), &[segment], b"");
    let (verdict, bytes) = decoded(&Request::Rendition { edge_px: 320 }, &file);
    let Verdict::Decoded(Reply::Image(made)) = verdict else { panic!("{verdict:?}") };
    assert_eq!((made.width_px, made.height_px, made.original_width_px), (240, 320, 480));
    // The stored picture grows redder to the right and greener downwards: turned by a quarter, red grows downwards.
    let picture = pixels::decode(&bytes).unwrap();
    let red = |x: usize, y: usize| picture.bytes[(y * 240 + x) * 3];
    let green = |x: usize, y: usize| picture.bytes[(y * 240 + x) * 3 + 1];
    assert!(red(120, 10) < 40 && red(120, 310) > 215);
    assert!(green(10, 160) > 200 && green(230, 160) < 40);
    let Verdict::Decoded(Reply::Facts(facts)) = decoded(&Request::Facts, &file).0 else { panic!("no facts") };
    assert_eq!((facts.width_px, facts.height_px, facts.orientation), (Some(480), Some(640), Some(6)));
    assert_eq!(facts.place.unwrap().point.degrees(), ("-33.51".into(), "-70.25".into()));
    assert_eq!(
        (facts.times[0].local.as_str(), facts.times[0].offset_minutes),
        ("2017-03-22T01:02:03", Some(180))
    );
    assert_eq!(facts.device.as_deref(), Some("Camera"));
}

#[test]
fn a_region_of_every_kind_is_painted_over_at_its_place_as_shown() {
    let region = Region { left_px: 100, top_px: 200, width_px: 80, height_px: 40 };
    for file in images() {
        let request = Request::RedactImage { regions: vec![region] };
        let (verdict, bytes) = decoded(&request, &file);
        let Verdict::Decoded(Reply::Image(made)) = verdict else {
            panic!("{:?}: {verdict:?}", Kind::of(&file))
        };
        assert_eq!(Kind::of(&bytes), made.kind);
        let picture = pixels::decode(&bytes).unwrap().opaque().brightness();
        let at = |x: usize, y: usize| picture.bytes[y * 640 + x];
        for (x, y) in [(104, 204), (140, 220), (175, 235)] {
            assert!(at(x, y) < 12, "{:?} {x} {y} {}", Kind::of(&file), at(x, y));
        }
        assert!(at(600, 440) > 60);
    }
    let beyond = Request::RedactImage { regions: vec![Region { left_px: 600, ..region }] };
    let (verdict, bytes) = decoded(&beyond, &images()[0]);
    assert_eq!((verdict, bytes.len()), (Verdict::Refused { reason: Refusal::OutOfRange }, 0));
}

#[test]
fn the_same_picture_in_another_kind_or_size_looks_alike() {
    let hashes: Vec<_> = images()
        .iter()
        .filter(|file| Kind::of(file) != Kind::Gif && file.get(25) != Some(&0))
        .map(|file| hash(file))
        .collect();
    let small = hash(&made::jpeg(320, 240));
    for found in &hashes {
        let (difference, transform) = found.distance(small);
        assert!(difference <= 6 && transform <= 6, "{difference} {transform}");
    }
    let mut other = made::picture(640, 480, Channels::Grey);
    for (index, byte) in other.bytes.iter_mut().enumerate() {
        *byte = if (index / 640 / 60 + index % 640 / 200) % 2 == 0 { 230 } else { 20 };
    }
    let (difference, transform) = perceptual::of(&other, 1).distance(small);
    assert!(difference > 12 && transform > 12, "{difference} {transform}");
}

fn hash(file: &[u8]) -> perceptual::Perceptual {
    match decoded(&Request::Perceptual, file).0 {
        Verdict::Decoded(Reply::Perceptual(hash)) => hash,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_recording_gets_peaks_and_its_muted_copy_has_none_where_it_was_muted() {
    let file = made::wav(10);
    let request = Request::Waveform { peaks_per_second: 20 };
    let (verdict, peaks) = decoded(&request, &file);
    let Verdict::Decoded(Reply::Waveform(waveform)) = verdict else { panic!("{verdict:?}") };
    assert_eq!((waveform.peaks, waveform.duration_ms, peaks.len()), (200, 10_000, 200));
    assert!(peaks.windows(2).all(|pair| pair[0] <= pair[1].saturating_add(1)), "the tone grows: {peaks:?}");
    let mute = Request::MuteAudio { ranges: vec![Range { start: 2_000, end: 4_000 }] };
    let (verdict, muted) = decoded(&mute, &file);
    assert_eq!(verdict, Verdict::Decoded(Reply::Audio { muted_ms: 2_000 }));
    let (_, after) = decoded(&request, &muted);
    assert!(after[40..80].iter().all(|peak| *peak == 0));
    assert_eq!((&after[..40], &after[80..]), (&peaks[..40], &peaks[80..]));
}

/// Two hours of 16 bits at 8,000 Hz, made as it is read: neither side holds it.
#[test]
fn two_hours_of_sound_pass_in_the_memory_of_a_child() {
    let seconds = 7_200_u32;
    let bytes = seconds * 16_000;
    let header = [&made::wav(1)[..40], &bytes.to_le_bytes()].concat();
    let mut stream =
        std::io::Read::chain(&header[..], std::io::Read::take(std::io::repeat(0x11), bytes.into()));
    let mut peaks = Vec::new();
    let request = Request::Waveform { peaks_per_second: 10 };
    let verdict = made::decoder().decode(&request, Feed::Stream(&mut stream), &mut peaks).unwrap();
    let Verdict::Decoded(Reply::Waveform(waveform)) = verdict else { panic!("{verdict:?}") };
    assert_eq!((waveform.duration_ms, peaks.len()), (7_200_000, 72_000));
    assert!(peaks.iter().all(|peak| *peak == 0x22));
}
