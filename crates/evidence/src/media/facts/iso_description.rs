//! The description of an ISO base media file, `moov`: duration, times, tracks, and what phones write beside them.

use super::sound::milliseconds;
use super::stated::{StatedPlace, StatedTime, stated_text};
use super::{Carried, Doubt, Facts, exif};
use crate::limits::PARTS_MAX;

/// Reads the content of a `moov` box.
pub fn read(content: &[u8], facts: &mut Facts) {
    for (name, body) in boxes(content) {
        match name {
            b"mvhd" => movie_header(body, facts),
            b"trak" => track(body, facts),
            b"udta" => {
                facts.carry(Carried::Tags);
                user_data(body, facts);
            }
            b"meta" => {
                facts.carry(Carried::Tags);
                keyed_tags(body, facts);
            }
            _ => {}
        }
    }
}

/// The boxes that stand one after the other in `content`; a damaged length ends the list.
fn boxes(content: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut found = Vec::new();
    let mut rest = content;
    while found.len() < PARTS_MAX {
        let Some((header, _)) = rest.split_at_checked(8) else { break };
        let stated = u32::from_be_bytes([header[0], header[1], header[2], header[3]]);
        let (start, length) = match stated {
            0 => (8, rest.len()),
            1 => {
                let Some(long) =
                    rest.get(8..16).and_then(|eight| eight.try_into().ok()).map(u64::from_be_bytes)
                else {
                    break;
                };
                (16, usize::try_from(long).unwrap_or(usize::MAX))
            }
            length => (8, usize::try_from(length).unwrap_or(usize::MAX)),
        };
        let Some(body) = rest.get(start..length) else { break };
        found.push((&header[4..8], body));
        rest = &rest[length..];
    }
    found
}

fn inside<'a>(content: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    boxes(content).into_iter().find(|(name, _)| *name == wanted).map(|(_, body)| body)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes)
}

/// Creation, units of a second and duration of `mvhd` or `mdhd`, which begin alike.
fn times_of(body: &[u8]) -> Option<(u64, u64, u64)> {
    let u64_at =
        |at: usize| body.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map(u64::from_be_bytes);
    let short = |at: usize| u32_at(body, at).map(u64::from);
    match body.first()? {
        0 => Some((
            short(4)?,
            short(12)?,
            short(16).filter(|duration| *duration != u64::from(u32::MAX)).unwrap_or(0),
        )),
        1 => Some((u64_at(4)?, short(20)?, u64_at(24).filter(|duration| *duration != u64::MAX).unwrap_or(0))),
        _ => None,
    }
}

fn created(field: &str, seconds: u64, facts: &mut Facts) {
    if let Some(time) = StatedTime::since_1904(field, seconds) {
        facts.doubt(Doubt::TimeMayBeLocal);
        facts.time(time);
    }
}

fn movie_header(body: &[u8], facts: &mut Facts) {
    let Some((creation, scale, duration)) = times_of(body) else { return facts.doubt(Doubt::PartDamaged) };
    created("mp4 mvhd", creation, facts);
    facts.duration_ms = milliseconds(duration, scale).filter(|milliseconds| *milliseconds > 0);
}

fn track(body: &[u8], facts: &mut Facts) {
    let Some(media) = inside(body, b"mdia") else { return };
    let times = inside(media, b"mdhd").and_then(times_of);
    if let Some((creation, scale, duration)) = times {
        created("mp4 mdhd", creation, facts);
        // Files written in fragments state no duration for the whole.
        let length = milliseconds(duration, scale).filter(|milliseconds| *milliseconds > 0);
        facts.duration_ms = facts.duration_ms.max(length);
    }
    let sample =
        inside(media, b"minf").and_then(|part| inside(part, b"stbl")).and_then(|part| inside(part, b"stsd"));
    let sample = sample.and_then(|part| part.get(8..)).unwrap_or_default();
    let coding = sample.get(4..8).and_then(stated_text).unwrap_or_else(|| "unknown".to_owned());
    match inside(media, b"hdlr").and_then(|part| part.get(8..12)) {
        Some(b"vide") => {
            facts.track(format!("video {coding}"));
            let stored =
                |at: usize| sample.get(at..at + 2).map(|two| u32::from(u16::from_be_bytes([two[0], two[1]])));
            if let (None, Some(size)) = (facts.width_px, stored(32).zip(stored(34))) {
                let is_turned = inside(body, b"tkhd").is_some_and(is_turned);
                let (width, height) = if is_turned { (size.1, size.0) } else { size };
                (facts.width_px, facts.height_px) = (Some(width), Some(height));
            }
        }
        Some(b"soun") => {
            facts.track(format!("audio {coding}"));
            let channels = sample.get(24..26).map(|two| u16::from_be_bytes([two[0], two[1]]));
            facts.channels =
                facts.channels.or(channels.filter(|count| (1..=crate::limits::CHANNELS_MAX).contains(count)));
            // A rate in 16.16, which states 0 above 65,535 Hz.
            let rate = u32_at(sample, 32).map(|rate| rate >> 16).filter(|rate| *rate > 0);
            facts.sample_rate_hz = facts.sample_rate_hz.or(rate);
        }
        Some(other) => {
            if let Some(name) = stated_text(other) {
                facts.track(format!("{name} {coding}"));
            }
        }
        None => {}
    }
}

/// Whether the matrix of a track header turns the picture by a quarter.
fn is_turned(header: &[u8]) -> bool {
    let at = if header.first() == Some(&1) { 52 } else { 40 };
    u32_at(header, at) == Some(0) && u32_at(header, at + 4).is_some_and(|value| value != 0)
}

/// QuickTime's user data and 3GPP's: tags with four letters, the first of which may be ©.
fn user_data(body: &[u8], facts: &mut Facts) {
    let mut names = [None, None];
    for (name, content) in boxes(body) {
        // A length and a language come before the text.
        let text = content.get(4..).and_then(stated_text);
        match name {
            b"\xA9xyz" => place(text.as_deref(), "mp4 xyz", facts),
            b"\xA9mak" => names[0] = text,
            b"\xA9mod" => names[1] = text,
            b"\xA9swr" => facts.software = facts.software.take().or(text),
            b"\xA9day" => time(text.as_deref(), "mp4 day", facts),
            b"loci" => three_gp_place(content, facts),
            b"meta" => keyed_tags(content.get(4..).unwrap_or_default(), facts),
            _ => {}
        }
    }
    facts.device = facts.device.take().or_else(|| exif::device(&names));
}

fn place(text: Option<&str>, field: &str, facts: &mut Facts) {
    facts.place =
        facts.place.take().or_else(|| text.and_then(|text| StatedPlace::parse_iso_6709(field, text)));
}

fn time(text: Option<&str>, field: &str, facts: &mut Facts) {
    facts.time(text.and_then(|text| StatedTime::parse(field, text)));
}

/// `loci` (3GPP TS 26.244, 8.4): a name, a role, then longitude and latitude as 16.16 numbers.
fn three_gp_place(content: &[u8], facts: &mut Facts) {
    let Some(rest) = content.get(6..) else { return };
    let end = if rest.starts_with(b"\xFE\xFF") {
        rest.chunks_exact(2).position(|pair| pair == [0, 0]).map(|index| index * 2 + 2)
    } else {
        rest.iter().position(|byte| *byte == 0).map(|index| index + 1)
    };
    let Some(at) = end.map(|end| end + 1) else { return };
    let units = |at| {
        u32_at(rest, at)
            .map(|fixed| i64::from(fixed.cast_signed()) * domain::location::UNITS_PER_DEGREE / 65_536)
    };
    let Some((lon_e7, lat_e7)) = units(at).zip(units(at + 4)) else { return };
    let in_range = lat_e7.abs() <= 900_000_000 && lon_e7.abs() <= 1_800_000_000;
    if lat_e7 == 0 && lon_e7 == 0 {
        facts.doubt(Doubt::PlaceAtZero);
    } else if in_range && facts.place.is_none() {
        let point = domain::location::Point { lat_e7, lon_e7 };
        facts.place = Some(StatedPlace { field: "3gp loci".to_owned(), point, error_m: None });
    }
}

/// QuickTime's tags by name: `keys` lists the names, `ilst` the values in that order.
fn keyed_tags(body: &[u8], facts: &mut Facts) {
    let Some(keys) = inside(body, b"keys") else { return };
    // Entries are shaped like boxes: a length, a namespace, a name.
    let names: Vec<&[u8]> =
        boxes(keys.get(8..).unwrap_or_default()).into_iter().map(|(_, name)| name).collect();
    let mut device = [None, None];
    for (index, content) in boxes(inside(body, b"ilst").unwrap_or_default()) {
        let number = u32_at(index, 0).and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
        let Some(name) = number.checked_sub(1).and_then(|number| names.get(number)) else { continue };
        // Type and language come before the value.
        let text = inside(content, b"data").and_then(|data| data.get(8..)).and_then(stated_text);
        match *name {
            b"com.apple.quicktime.creationdate" => time(text.as_deref(), "quicktime creationdate", facts),
            b"com.apple.quicktime.location.ISO6709" => place(text.as_deref(), "quicktime location", facts),
            b"com.apple.quicktime.make" => device[0] = text,
            b"com.apple.quicktime.model" => device[1] = text,
            b"com.apple.quicktime.software" => facts.software = facts.software.take().or(text),
            _ => {}
        }
    }
    facts.device = facts.device.take().or_else(|| exif::device(&device));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Kind;
    use crate::media::forward::Forward;

    fn boxed(name: &[u8], body: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(body.len() + 8).unwrap().to_be_bytes().to_vec();
        bytes.extend(name);
        bytes.extend(body);
        bytes
    }

    /// A QuickTime file with a header, a place and a date with its offset.
    fn recording() -> Vec<u8> {
        let seconds = 2_082_844_800_u32 + 1_490_144_400;
        let mut header = vec![0; 4];
        for word in [seconds, seconds, 600, 600 * 61] {
            header.extend(word.to_be_bytes());
        }
        let name = |text: &[u8]| boxed(b"mdta", text);
        let value = |text: &[u8]| boxed(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0], text].concat());
        let keys = [
            &[0; 4][..],
            &2_u32.to_be_bytes(),
            &name(b"com.apple.quicktime.creationdate"),
            &name(b"com.apple.quicktime.location.ISO6709"),
        ]
        .concat();
        let list = [
            boxed(&1_u32.to_be_bytes(), &value(b"2017-03-22T04:00:00+0300")),
            boxed(&2_u32.to_be_bytes(), &value(b"+35.8450+038.5436+300/")),
        ]
        .concat();
        let meta = [boxed(b"keys", &keys), boxed(b"ilst", &list)].concat();
        let described = [boxed(b"mvhd", &header), boxed(b"meta", &meta)].concat();
        [boxed(b"ftyp", b"qt  \0\0\0\0"), boxed(b"mdat", &[7; 5_000]), boxed(b"moov", &described)].concat()
    }

    #[test]
    fn a_recording_tells_length_times_and_place() {
        let facts = crate::media::facts::read(&mut Forward::new(&recording()[..]));
        assert_eq!((facts.kind, facts.duration_ms), (Kind::Quicktime, Some(61_000)));
        let times: Vec<_> = facts
            .times
            .iter()
            .map(|time| (time.field.as_str(), time.local.as_str(), time.offset_minutes))
            .collect();
        assert_eq!(
            times,
            [
                ("mp4 mvhd", "2017-03-22T01:00:00", Some(0)),
                ("quicktime creationdate", "2017-03-22T04:00:00", Some(180))
            ]
        );
        assert_eq!(facts.place.map(|place| place.point.degrees()), Some(("35.845".into(), "38.5436".into())));
        assert_eq!(facts.doubts, [Doubt::TimeMayBeLocal]);
    }

    #[test]
    fn a_recording_that_is_cut_says_so() {
        let bytes = recording();
        let facts = crate::media::facts::read(&mut Forward::new(&bytes[..1_000]));
        assert_eq!(facts.doubts, [Doubt::Truncated]);
        let facts =
            crate::media::facts::read(&mut Forward::over(std::io::Cursor::new(&bytes[..bytes.len() - 9])));
        assert_eq!(facts.doubts, [Doubt::Truncated]);
    }
}
