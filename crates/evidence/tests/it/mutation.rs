//! Damaged files by the thousand: pure readers in this process, decoders in their children. No panic here, ever.
//!
//! `SIJIL_TEST_MUTATIONS` sets how many inputs each pure reader gets (100,000 unless set) and a fiftieth of it how many
//! each decoder gets. The same number gives the same inputs.

use crate::made;
use evidence::media::facts;
use evidence::media::facts::parts;
use evidence::media::forward::Forward;
use evidence::media::picture::Channels;
use evidence::media::redact::{self, Range};
use evidence::media::{Kind, waveform};
use evidence::sandbox::{Request, Verdict};
use std::io::Cursor;

fn mutations() -> usize {
    std::env::var("SIJIL_TEST_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

/// Numbers without end, the same in each run (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides.max(1)
    }
}

/// Values at which lengths and counts go wrong.
const EDGES: [u32; 10] = [0, 1, 7, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

/// One to four damages: a byte, a bit, an edge value, a cut, a stretch twice or gone.
fn mutated(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    // Headers are short and matter most: half of all damages land there.
    let place = |dice: &mut Dice, length: usize| {
        let reach = if dice.roll(2) == 0 { length.min(128) } else { length };
        dice.roll(reach)
    };
    for _ in 0..=dice.roll(4) {
        if bytes.is_empty() {
            break;
        }
        let at = place(dice, bytes.len());
        match dice.roll(7) {
            0 => bytes[at] = dice.roll(256) as u8,
            1 => bytes[at] ^= 1 << dice.roll(8),
            2 | 3 => {
                let edge = EDGES[dice.roll(EDGES.len())];
                let edge = if dice.roll(2) == 0 { edge.to_be_bytes() } else { edge.to_le_bytes() };
                bytes.iter_mut().skip(at).zip(edge).for_each(|(byte, value)| *byte = value);
            }
            4 => bytes.truncate(at),
            5 => {
                let end = (at + dice.roll(64)).min(bytes.len());
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            _ => {
                let end = (at + dice.roll(64)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
    bytes
}

/// Runs a reader over damaged seeds, as many as were asked for.
fn all(seeds: &[Vec<u8>], read: impl Fn(&[u8])) {
    let mut dice = Dice(0x5349_4A49_4C00_0001);
    for number in 0..mutations() {
        read(&mutated(&seeds[number % seeds.len()], &mut dice));
    }
}

#[test]
fn the_reader_of_videos_survives() {
    all(&[made::mp4()], |bytes| {
        let whole = facts::read(&mut Forward::over(Cursor::new(bytes)));
        let piped = facts::read(&mut Forward::new(bytes));
        assert_eq!(whole.duration_ms, piped.duration_ms);
    });
}

#[test]
fn the_readers_of_wav_survive() {
    let mut short = made::wav(1);
    short.truncate(2_000);
    all(&[short], |bytes| {
        let facts = facts::read(&mut Forward::new(bytes));
        assert_eq!(facts.kind, Kind::of(bytes));
        if let Ok((waveform, peaks)) = waveform::read(&mut Forward::new(bytes), 20) {
            assert_eq!(waveform.peaks, peaks.len() as u64);
        }
        let mut made = 0;
        let put = &mut |piece: Vec<u8>| {
            made += piece.len();
            Ok(())
        };
        let muted =
            redact::mute(&mut Forward::over(Cursor::new(bytes)), &[Range { start: 10, end: 20 }], put);
        assert!(muted.is_ok() && made <= bytes.len() + 45);
    });
}

#[test]
fn the_walkers_of_images_survive() {
    let exif = made::segment(0xE1, &[b"Exif\0\0", &made::exif(6, "Camera")[..]].concat());
    let seeds = [
        made::planted_jpeg(&made::jpeg(16, 16), &[exif, made::segment(0xFE, b"words")], b"tail"),
        made::planted_png(
            &made::png(16, 16, Channels::Colour),
            &[made::chunk(b"eXIf", &made::exif(3, "x"))],
            b"tail",
        ),
        made::webp(16, 16),
        made::gif(16, 16),
        made::tiff(4, 4),
    ];
    all(&seeds, |bytes| {
        let kind = Kind::of(bytes);
        let parts = parts::of(kind, bytes);
        assert!(parts.found.iter().all(|(_, range)| range.start <= range.end && range.end <= bytes.len()));
        assert_eq!(facts::read(&mut Forward::new(bytes)).kind, kind);
    });
}

#[test]
fn the_readers_of_compressed_sound_survive() {
    let frame = [&[0xFF, 0xFB, 0x90, 0xC0][..], &[0; 413]].concat();
    let page = |body: &[u8]| {
        [b"OggS\0\0\x90\x01\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01", &[body.len() as u8][..], body]
            .concat()
    };
    let ogg =
        [page(b"OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0"), page(b"OpusTags"), page(b"sound")].concat();
    all(&[frame.repeat(3), [b"ID3\x04\0\0\0\0\0\x03abc".to_vec(), frame].concat(), ogg], |bytes| {
        assert_eq!(facts::read(&mut Forward::new(bytes)).kind, Kind::of(bytes));
    });
}

#[test]
fn the_readers_of_documents_survive() {
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("docProps/core.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<a><dcterms:created x=\"y\">2017-03-22T01:02:03Z</dcterms:created></a>").unwrap();
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let docx = writer.finish().unwrap().into_inner();
    let pdf = b"%PDF-1.4 /Type /Pages /Type/Page /CreationDate (D:20170322010203+03'00') /Producer(x) %%EOF"
        .to_vec();
    all(&[docx, pdf], |bytes| {
        assert_eq!(facts::read(&mut Forward::new(bytes)).kind, Kind::of(bytes));
    });
}

/// Decoders die behind the walls or refuse; the parent counts.
fn children(name: &str, seed: &[u8], request: &Request, sealed: impl Fn(Vec<u8>) -> Vec<u8>) {
    let mut dice = Dice(0x5349_4A49_4C00_0002);
    let (mut decoded, mut refused, mut crashed, mut other) = (0, 0, 0, 0);
    let mut left = mutations() / 50;
    while left > 0 {
        let count = left.min(500);
        left -= count;
        let files: Vec<Vec<u8>> = (0..count).map(|_| sealed(mutated(seed, &mut dice))).collect();
        let verdicts = made::decoder().decode_batch(request, &files).unwrap();
        assert_eq!(verdicts.len(), files.len());
        for verdict in verdicts {
            match verdict {
                Verdict::Decoded(_) => decoded += 1,
                Verdict::Refused { .. } => refused += 1,
                Verdict::Crashed => crashed += 1,
                Verdict::TimedOut | Verdict::TooLarge => other += 1,
            }
        }
    }
    println!(
        "{name}: {decoded} decoded, {refused} refused, {crashed} children died, {other} too long or too large"
    );
    assert_eq!(other, 0);
    // The control: the seeds are worth damaging, since some damages leave a picture and some do not.
    assert!(decoded > 0 && refused > 0);
}

/// A damaged PNG with the checksums of what it now holds, so that the damage gets past them.
fn resealed(mut png: Vec<u8>) -> Vec<u8> {
    let mut at = 8;
    while let Some(header) = png.get(at..at + 8) {
        let length = u32::from_be_bytes(header[..4].try_into().unwrap()) as usize;
        let name: [u8; 4] = header[4..].try_into().unwrap();
        let Some(body) = png.get(at + 8..at + 8 + length) else { break };
        let chunk = made::chunk(&name, body);
        if at + chunk.len() > png.len() {
            break;
        }
        png[at..at + chunk.len()].copy_from_slice(&chunk);
        at += chunk.len();
    }
    png
}

#[test]
fn the_decoder_of_jpeg_is_contained() {
    children("jpeg", &made::jpeg(48, 32), &Request::Rendition { edge_px: 32 }, std::convert::identity);
}

#[test]
fn the_decoder_of_png_is_contained() {
    let seed = made::png(48, 32, Channels::ColourAlpha);
    children("png", &seed, &Request::Rendition { edge_px: 32 }, resealed);
    // As they come, most are refused for their checksums.
    children("png unsealed", &seed, &Request::Rendition { edge_px: 32 }, std::convert::identity);
}

#[test]
fn the_decoder_of_webp_is_contained() {
    children("webp", &made::webp(48, 32), &Request::Rendition { edge_px: 32 }, std::convert::identity);
}

#[test]
fn the_decoder_of_gif_is_contained() {
    children("gif", &made::gif(48, 32), &Request::Perceptual, std::convert::identity);
}

#[test]
fn the_decoder_of_tiff_is_contained() {
    children("tiff", &made::tiff(48, 32), &Request::Rendition { edge_px: 32 }, std::convert::identity);
}
