//! The parts of an image file beside its pixels: where EXIF, XMP, comments and trailers stand.
//!
//! Walks markers and chunks and decodes nothing, so that the parent too may call it, to see that a rendition carries
//! none of these. Start at [`of`].

use super::Carried;
use crate::limits::PARTS_MAX;
use crate::media::Kind;
use std::ops::Range;

/// What was found in an image file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Width and height in pixels, as stored.
    pub size: Option<(u32, u32)>,
    /// Each part with its bytes.
    pub found: Vec<(Carried, Range<usize>)>,
    /// The file ends before its end mark, or a length leads out of it.
    pub is_cut: bool,
}

impl Parts {
    fn add(&mut self, part: Carried, range: Range<usize>) {
        if self.found.len() < PARTS_MAX {
            self.found.push((part, range));
        }
    }

    /// The bytes of the first part of one sort.
    pub fn first<'a>(&self, part: Carried, bytes: &'a [u8]) -> Option<&'a [u8]> {
        self.found.iter().find(|(found, _)| *found == part).and_then(|(_, range)| bytes.get(range.clone()))
    }

    fn end(mut self, bytes: &[u8], end: usize) -> Self {
        if end < bytes.len() {
            self.add(Carried::Trailer, end..bytes.len());
        }
        self
    }

    fn cut(mut self) -> Self {
        self.is_cut = true;
        self
    }
}

/// The parts of an image of these kinds; of another, nothing.
pub fn of(kind: Kind, bytes: &[u8]) -> Parts {
    match kind {
        Kind::Jpeg => of_jpeg(bytes),
        Kind::Png => of_png(bytes),
        Kind::Webp => of_webp(bytes),
        Kind::Gif => of_gif(bytes),
        _ => Parts::default(),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])))
}

fn u32_at(bytes: &[u8], at: usize, big_end_first: bool) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(if big_end_first { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
}

/// JPEG (ITU-T T.81, Annex B): segments up to the end mark, through every scan.
fn of_jpeg(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mut at = 2;
    for _ in 0..PARTS_MAX {
        let Some(&marker) = bytes.get(at + 1).filter(|_| bytes[at] == 0xFF) else { return parts.cut() };
        match marker {
            0xFF => at += 1,
            0xD9 => return parts.end(bytes, at + 2),
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => {
                let Some(length) = u16_at(bytes, at + 2).filter(|length| *length >= 2) else {
                    return parts.cut();
                };
                let body = at + 4..at + 2 + length;
                let Some(content) = bytes.get(body.clone()) else { return parts.cut() };
                segment(&mut parts, marker, content, body.start);
                at = if marker == 0xDA { scan_end(bytes, body.end) } else { body.end };
            }
        }
    }
    parts.cut()
}

/// Where the coded pixels end that begin at `at`: at the next marker that is neither stuffed nor a restart.
fn scan_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(pair) = bytes.get(at..at + 2) {
        if pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

fn segment(parts: &mut Parts, marker: u8, content: &[u8], start: usize) {
    let rest = |skipped: usize| start + skipped..start + content.len();
    match marker {
        // Frames, but not the tables that share their range.
        0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
            if let (Some(height), Some(width)) = (u16_at(content, 1), u16_at(content, 3)) {
                parts.size = Some((u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0)));
            }
        }
        // Fourteen bytes are a header and nothing else; more of them hold a thumbnail.
        0xE0 if content.starts_with(b"JFIF\0") && content.len() == 14 => {}
        0xE1 if content.starts_with(b"Exif\0") => parts.add(Carried::Exif, rest(6.min(content.len()))),
        0xE1 if content.starts_with(b"http://ns.adobe.com/xap/1.0/\0") => parts.add(Carried::Xmp, rest(29)),
        0xE1 if content.starts_with(b"http://ns.adobe.com/xmp/extension/\0") => {
            parts.add(Carried::Xmp, rest(35));
        }
        0xE2 if content.starts_with(b"ICC_PROFILE\0") => parts.add(Carried::ColourProfile, rest(12)),
        0xEB if content.starts_with(b"JP") => parts.add(Carried::ContentCredentials, rest(0)),
        0xED if content.starts_with(b"Photoshop 3.0\0") => parts.add(Carried::Iptc, rest(14)),
        // Adobe's mark says how the colours are coded: twelve bytes that hold nothing else.
        0xEE if content.starts_with(b"Adobe") && content.len() == 12 => {}
        0xE0..=0xEF => parts.add(Carried::Application, rest(0)),
        0xFE => parts.add(Carried::Comment, rest(0)),
        _ => {}
    }
}

/// PNG (third edition, 5): chunks up to `IEND`.
fn of_png(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mut at = 8;
    for _ in 0..PARTS_MAX {
        let Some(length) = u32_at(bytes, at, true).and_then(|length| usize::try_from(length).ok()) else {
            return parts.cut();
        };
        let body = at + 8..at + 8 + length;
        let (Some(name), Some(content)) = (bytes.get(at + 4..at + 8), bytes.get(body.clone())) else {
            return parts.cut();
        };
        match name {
            b"IHDR" => parts.size = u32_at(content, 0, true).zip(u32_at(content, 4, true)),
            b"eXIf" => parts.add(Carried::Exif, body.clone()),
            b"iTXt" if content.starts_with(b"XML:com.adobe.xmp\0") => parts.add(Carried::Xmp, body.clone()),
            b"tEXt" | b"zTXt" if content.starts_with(b"Raw profile type iptc") => {
                parts.add(Carried::Iptc, body.clone());
            }
            b"tEXt" | b"zTXt" | b"iTXt" => parts.add(Carried::Comment, body.clone()),
            b"iCCP" => parts.add(Carried::ColourProfile, body.clone()),
            b"caBX" => parts.add(Carried::ContentCredentials, body.clone()),
            b"PLTE" | b"IDAT" | b"tRNS" | b"IEND" => {}
            // A name in capitals is needed for the pixels, another one is not; all else may hold anything.
            _ => parts.add(Carried::Application, body.clone()),
        }
        at = body.end + 4;
        if name == b"IEND" {
            return if at <= bytes.len() { parts.end(bytes, at) } else { parts.cut() };
        }
    }
    parts.cut()
}

/// WebP (RFC 9649): RIFF chunks.
fn of_webp(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let end = u32_at(bytes, 4, false)
        .and_then(|length| usize::try_from(length).ok())
        .map_or(0, |length| length + 8);
    let mut at = 12;
    for _ in 0..PARTS_MAX {
        if at >= end || at >= bytes.len() {
            break;
        }
        let Some(length) = u32_at(bytes, at + 4, false).and_then(|length| usize::try_from(length).ok())
        else {
            return parts.cut();
        };
        let body = at + 8..at + 8 + length;
        let (Some(name), Some(content)) = (bytes.get(at..at + 4), bytes.get(body.clone())) else {
            return parts.cut();
        };
        match name {
            b"VP8X" => parts.size = extended_size(content),
            b"VP8 " => parts.size = parts.size.or_else(|| lossy_size(content)),
            b"VP8L" => parts.size = parts.size.or_else(|| lossless_size(content)),
            b"EXIF" => parts.add(Carried::Exif, body.clone()),
            b"XMP " => parts.add(Carried::Xmp, body.clone()),
            b"ICCP" => parts.add(Carried::ColourProfile, body.clone()),
            b"C2PA" => parts.add(Carried::ContentCredentials, body.clone()),
            b"ALPH" | b"ANIM" | b"ANMF" => {}
            _ => parts.add(Carried::Application, body.clone()),
        }
        at = body.end + length % 2;
    }
    if end > bytes.len() { parts.cut() } else { parts.end(bytes, end) }
}

fn extended_size(content: &[u8]) -> Option<(u32, u32)> {
    let three = |at: usize| {
        content.get(at..at + 3).map(|three| u32::from_le_bytes([three[0], three[1], three[2], 0]) + 1)
    };
    three(4).zip(three(7))
}

fn lossy_size(content: &[u8]) -> Option<(u32, u32)> {
    let word = u32_at(content, 6, false).filter(|_| content.get(3..6) == Some(b"\x9D\x01\x2A"))?;
    Some((word & 0x3FFF, (word >> 16) & 0x3FFF))
}

fn lossless_size(content: &[u8]) -> Option<(u32, u32)> {
    let word = u32_at(content, 1, false).filter(|_| content.first() == Some(&0x2F))?;
    Some(((word & 0x3FFF) + 1, ((word >> 14) & 0x3FFF) + 1))
}

/// GIF (89a): blocks up to the trailer byte.
fn of_gif(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let Some(screen) = bytes.get(6..13) else { return parts.cut() };
    let pair = |at: usize| u32::from(u16::from_le_bytes([screen[at], screen[at + 1]]));
    parts.size = Some((pair(0), pair(2)));
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(screen[4]);
    for _ in 0..PARTS_MAX {
        let blocks = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(0x3B), _) => return parts.end(bytes, at + 1),
            (Some(0x21), Some(label)) => {
                let part = match label {
                    0xFE => Some(Carried::Comment),
                    0xFF => Some(application(bytes.get(at + 3..at + 14).unwrap_or_default())),
                    _ => None,
                };
                if let Some(part) = part {
                    parts.add(part, at + 2..blocks_end(bytes, at + 2).unwrap_or(bytes.len()));
                }
                at + 2
            }
            (Some(0x2C), _) => match bytes.get(at + 9) {
                Some(flags) => at + 11 + table(*flags),
                None => return parts.cut(),
            },
            _ => return parts.cut(),
        };
        let Some(end) = blocks_end(bytes, blocks) else { return parts.cut() };
        at = end;
    }
    parts.cut()
}

fn application(name: &[u8]) -> Carried {
    if name == b"XMP DataXMP" { Carried::Xmp } else { Carried::Application }
}

/// Where a chain of sub-blocks ends; `None` where it leads out of the file.
fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorts(parts: &Parts) -> Vec<Carried> {
        parts.found.iter().map(|(part, _)| *part).collect()
    }

    #[test]
    fn a_jpeg_tells_its_segments_and_its_trailer() {
        let mut bytes = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0\xFF\xE1\0\x0AExif\0\0MM\xFF\xFE\0\x05abc".to_vec();
        bytes.extend(
            b"\xFF\xC0\0\x0B\x08\0\x02\0\x03\x01\x01\x11\0\xFF\xDA\0\x02ab\xFF\0c\xFF\xD0d\xFF\xD9tail",
        );
        let parts = of(Kind::Jpeg, &bytes);
        assert_eq!(parts.size, Some((3, 2)));
        assert_eq!(sorts(&parts), [Carried::Exif, Carried::Comment, Carried::Trailer]);
        assert_eq!(parts.first(Carried::Exif, &bytes), Some(&b"MM"[..]));
        assert_eq!(parts.first(Carried::Trailer, &bytes), Some(&b"tail"[..]));
        assert!(!parts.is_cut);
        assert!(of(Kind::Jpeg, &bytes[..bytes.len() - 7]).is_cut);
    }

    #[test]
    fn a_gif_tells_its_comment() {
        let bytes = b"GIF89a\x02\0\x01\0\0\0\0\x21\xFE\x03abc\0\x2C\0\0\0\0\x02\0\x01\0\0\x02\x01\x00\0\x3Bx";
        let parts = of(Kind::Gif, bytes);
        assert_eq!((parts.size, sorts(&parts)), (Some((2, 1)), vec![Carried::Comment, Carried::Trailer]));
    }
}
