//! Files made for the tests: small, fictional, with whatever is to be planted in them.

use evidence::media::picture::{Channels, Picture};
use evidence::media::rendition;
use evidence::sandbox::{Sandbox, Walls};

/// A sandbox with the child of this crate.
pub fn sandbox() -> Sandbox {
    Sandbox::of(env!("CARGO_BIN_EXE_evidence-decode").into(), Vec::new())
}

/// The same where the content is what a test is about: it runs on a kernel without the walls too.
pub fn decoder() -> Sandbox {
    sandbox().with_walls(Walls::AsFarAsPossible)
}

/// A picture with shapes, so that no two regions look alike.
pub fn picture(width: u32, height: u32, channels: Channels) -> Picture {
    let value = |x: u32, y: u32, channel: usize| match channel {
        0 => (x * 255 / width) as u8,
        1 => (y * 255 / height) as u8,
        2 => ((x * 9 / width * 7 + y * 7 / height * 5 + x * 9 / width * (y * 7 / height)) * 37 % 256) as u8,
        _ => 255,
    };
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let bytes =
        pixels.flat_map(|(x, y)| (0..channels.count()).map(move |channel| value(x, y, channel))).collect();
    Picture::new(width, height, channels, bytes).unwrap()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    rendition::jpeg(&picture(width, height, Channels::Colour), 85).unwrap()
}

pub fn png(width: u32, height: u32, channels: Channels) -> Vec<u8> {
    rendition::png(&picture(width, height, channels)).unwrap()
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    let picture = picture(width, height, Channels::Colour);
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    encoder.encode(&picture.bytes, width, height, image_webp::ColorType::Rgb8).unwrap();
    bytes
}

pub fn gif(width: u16, height: u16) -> Vec<u8> {
    let grey = picture(width.into(), height.into(), Channels::Grey);
    let palette: Vec<u8> = (0..=255).flat_map(|shade| [shade; 3]).collect();
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &palette).unwrap();
    let frame = gif::Frame { width, height, buffer: grey.bytes.into(), ..gif::Frame::default() };
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    bytes
}

pub fn tiff(width: u32, height: u32) -> Vec<u8> {
    let picture = picture(width, height, Channels::Colour);
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    encoder.write_image::<tiff::encoder::colortype::RGB8>(width, height, &picture.bytes).unwrap();
    bytes.into_inner()
}

/// A wav of 16 bits at 8,000 Hz with a tone that grows.
pub fn wav(seconds: u32) -> Vec<u8> {
    let samples = (0..seconds * 8_000).flat_map(|index| {
        let height = (index % 100 * 300 * (index + 1) / (seconds * 8_000)) as i16;
        height.to_le_bytes()
    });
    let samples: Vec<u8> = samples.collect();
    let mut bytes =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0data".to_vec();
    bytes.extend((samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes
}

/// One box of an ISO base media file.
pub fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}

/// A video without a picture: header, track and a place.
pub fn mp4() -> Vec<u8> {
    let times = |extra: usize| {
        let mut body = vec![0; 4];
        for word in [3_572_989_200_u32, 3_572_989_200, 1_000, 12_500] {
            body.extend(word.to_be_bytes());
        }
        body.resize(body.len() + extra, 0);
        body
    };
    let sample =
        boxed(b"avc1", &[&[0; 24][..], &640_u16.to_be_bytes(), &480_u16.to_be_bytes(), &[0; 50]].concat());
    let table = boxed(b"stbl", &boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &sample].concat()));
    let handler = boxed(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0");
    let media = boxed(b"mdia", &[boxed(b"mdhd", &times(4)), handler, boxed(b"minf", &table)].concat());
    let place = boxed(b"\xA9xyz", b"\0\x12\x15\xC7+35.9506+039.0094/");
    let described = [boxed(b"mvhd", &times(80)), boxed(b"trak", &media), boxed(b"udta", &place)].concat();
    [boxed(b"ftyp", b"isom\0\0\0\0mp42"), boxed(b"mdat", &[9; 300]), boxed(b"moov", &described)].concat()
}

/// An EXIF part with a time, its offset, a place in the south-west, a device and an orientation.
pub fn exif(orientation: u16, device: &str) -> Vec<u8> {
    let mut entries: Vec<(u16, u16, Vec<u8>)> = vec![
        (0x0110, 2, [device.as_bytes(), b"\0"].concat()),
        (0x0112, 3, [orientation.to_be_bytes(), [0; 2]].concat()),
    ];
    let inner = vec![(0x9003, 2, b"2017:03:22 01:02:03\0".to_vec()), (0x9011, 2, b"+03:00\0".to_vec())];
    let rational = |parts: [(u32, u32); 3]| {
        parts
            .iter()
            .flat_map(|(over, under)| [over.to_be_bytes(), under.to_be_bytes()].concat())
            .collect::<Vec<u8>>()
    };
    let place = vec![
        (1, 2, b"S\0".to_vec()),
        (2, 5, rational([(33, 1), (30, 1), (36, 1)])),
        (3, 2, b"W\0".to_vec()),
        (4, 5, rational([(70, 1), (15, 1), (0, 1)])),
    ];
    // Outer directory first, then each inner one at a place that is known once the sizes are.
    let size = |entries: &[(u16, u16, Vec<u8>)]| {
        6 + entries.len() * 12
            + entries.iter().filter(|entry| entry.2.len() > 4).map(|entry| entry.2.len()).sum::<usize>()
    };
    let first = 8 + size(&entries) + 24;
    let second = first + size(&inner);
    entries.push((0x8769, 4, (first as u32).to_be_bytes().to_vec()));
    entries.push((0x8825, 4, (second as u32).to_be_bytes().to_vec()));
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    for directory in [entries, inner, place] {
        let start = bytes.len();
        let mut data_at = start + 6 + directory.len() * 12;
        let mut data = Vec::new();
        bytes.extend((directory.len() as u16).to_be_bytes());
        for (tag, kind, value) in directory {
            let count = match kind {
                3 | 4 => 1,
                5 => value.len() / 8,
                _ => value.len(),
            };
            bytes.extend([tag.to_be_bytes(), kind.to_be_bytes()].concat());
            bytes.extend((count as u32).to_be_bytes());
            if value.len() > 4 {
                bytes.extend((data_at as u32).to_be_bytes());
                data_at += value.len();
                data.extend(value);
            } else {
                let mut short = value;
                short.resize(4, 0);
                bytes.extend(short);
            }
        }
        bytes.extend([0; 4]);
        bytes.extend(data);
    }
    bytes
}

/// A JPEG segment.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
}

/// A JPEG with segments behind its start, and bytes behind its end.
pub fn planted_jpeg(jpeg: &[u8], segments: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..], tail].concat()
}

/// A PNG chunk with its checksum.
pub fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let sum = [&name[..], body].concat().iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    [&(body.len() as u32).to_be_bytes()[..], name, body, &(!sum).to_be_bytes()].concat()
}

/// A PNG with chunks behind its header, and bytes behind its end.
pub fn planted_png(png: &[u8], chunks: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..], tail].concat()
}
