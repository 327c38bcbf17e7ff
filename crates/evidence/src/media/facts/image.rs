//! The facts of an image: its size as shown, and what its EXIF part states. No pixel is decoded.

use super::parts::{self, Parts};
use super::stated::StatedTime;
use super::{Carried, Doubt, Facts, exif as exif_part};
use crate::media::Kind;
use exif::{Context, Exif, In, Reader, Tag};
use std::io::Cursor;

/// Reads an image that is wholly in memory.
pub fn read(bytes: &[u8], facts: &mut Facts) {
    match facts.kind {
        Kind::Tiff | Kind::Heif => read_container(bytes, facts),
        _ => read_parts(bytes, &parts::of(facts.kind, bytes), facts),
    }
    if facts.orientation.is_some_and(|orientation| orientation >= 5) {
        std::mem::swap(&mut facts.width_px, &mut facts.height_px);
    }
}

fn read_parts(bytes: &[u8], parts: &Parts, facts: &mut Facts) {
    (facts.width_px, facts.height_px) = parts.size.unzip();
    for (part, _) in &parts.found {
        facts.carry(*part);
    }
    if parts.is_cut {
        facts.doubt(Doubt::Truncated);
    }
    if let Some(part) = parts.first(Carried::Exif, bytes) {
        // Some writers of WebP put the mark of a JPEG segment before the structure.
        exif_part::read(part.strip_prefix(b"Exif\0\0").unwrap_or(part), facts);
    }
    if facts.kind == Kind::Png
        && let Some(time) = png_time(bytes, parts)
    {
        facts.time(time);
    }
}

/// The `tIME` chunk of a PNG, which is UTC.
fn png_time(bytes: &[u8], parts: &Parts) -> Option<StatedTime> {
    let mut candidates =
        parts.found.iter().filter(|(part, range)| *part == Carried::Application && range.len() == 7);
    candidates.find_map(|(_, range)| {
        let content = bytes.get(range.start.checked_sub(4)?..range.end)?.strip_prefix(b"tIME")?;
        let year = u16::from_be_bytes([content[0], content[1]]);
        let [month, day, hour, minute, second] = content[2..7].try_into().ok()?;
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        StatedTime::parse("png tIME", &text)
    })
}

/// TIFF and HEIF hold their EXIF in a structure of their own.
fn read_container(bytes: &[u8], facts: &mut Facts) {
    let outcome = Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    let outcome = outcome.or_else(|error| {
        facts.doubt(Doubt::ExifDamaged);
        error.distill_partial_result(|_| ())
    });
    let Ok(exif) = outcome else { return };
    exif_part::take(&exif, facts);
    if facts.kind == Kind::Tiff {
        (facts.width_px, facts.height_px) = exif_part::size(&exif);
        for (number, part) in [
            (700, Carried::Xmp),
            (33_723, Carried::Iptc),
            (34_377, Carried::Iptc),
            (34_675, Carried::ColourProfile),
        ] {
            if holds(&exif, number) {
                facts.carry(part);
            }
        }
    } else {
        facts.carry(Carried::Exif);
    }
}

fn holds(exif: &Exif, number: u16) -> bool {
    exif.get_field(Tag(Context::Tiff, number), In::PRIMARY).is_some()
}
