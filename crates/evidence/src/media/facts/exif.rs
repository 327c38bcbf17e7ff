//! EXIF: times with their offsets, place, device, orientation. Best effort: what is damaged is a doubt.

use super::stated::{StatedPlace, StatedTime, stated_text};
use super::{Carried, Doubt, Facts};
use crate::limits::EXIF_BYTES_MAX;
use domain::location::{Point, UNITS_PER_DEGREE};
use exif::{Exif, In, Rational, Reader, Tag, Value};

/// Times, each with the field that states its offset (Exif 2.31).
const TIMES: &[(Tag, Tag, &str)] = &[
    (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, "exif DateTimeOriginal"),
    (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, "exif DateTimeDigitized"),
    (Tag::DateTime, Tag::OffsetTime, "exif DateTime"),
];

/// Reads an EXIF part: a TIFF structure without the `Exif\0\0` before it.
pub fn read(bytes: &[u8], facts: &mut Facts) {
    facts.carry(Carried::Exif);
    if bytes.len() > EXIF_BYTES_MAX {
        return facts.doubt(Doubt::ExifDamaged);
    }
    let outcome = Reader::new().continue_on_error(true).read_raw(bytes.to_vec());
    let outcome = outcome.or_else(|error| {
        facts.doubt(Doubt::ExifDamaged);
        error.distill_partial_result(|_| ())
    });
    if let Ok(exif) = outcome {
        take(&exif, facts);
    }
}

/// Takes over what is of use.
pub fn take(exif: &Exif, facts: &mut Facts) {
    for (tag, offset_tag, field) in TIMES {
        let offset = text(exif, *offset_tag);
        if let Some(time) = text(exif, *tag).and_then(|text| StatedTime::parse(field, &text)) {
            facts.time(time.with_offset(offset.as_deref()));
        }
    }
    if let Some(time) = satellite_time(exif) {
        facts.time(time);
    }
    let names = [text(exif, Tag::Make), text(exif, Tag::Model)];
    facts.device = device(&names);
    facts.software = text(exif, Tag::Software);
    facts.orientation = number(exif, Tag::Orientation)
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value));
    place(exif, facts);
}

/// Maker and model, the maker once.
pub fn device(names: &[Option<String>; 2]) -> Option<String> {
    match names {
        [Some(make), Some(model)] if model.starts_with(make.as_str()) => Some(model.clone()),
        [Some(make), Some(model)] => {
            Some(format!("{make} {model}").chars().take(crate::limits::STATED_CHARS_MAX).collect())
        }
        [Some(only), None] | [None, Some(only)] => Some(only.clone()),
        [None, None] => None,
    }
}

/// Width and height of the first image of a TIFF.
pub fn size(exif: &Exif) -> (Option<u32>, Option<u32>) {
    (number(exif, Tag::ImageWidth), number(exif, Tag::ImageLength))
}

fn place(exif: &Exif, facts: &mut Facts) {
    let (Some(lat), Some(lon)) = (degrees(exif, Tag::GPSLatitude), degrees(exif, Tag::GPSLongitude)) else {
        return;
    };
    let side = |tag, positive: char, negative: char| {
        let letter = text(exif, tag).and_then(|text| text.chars().next())?.to_ascii_uppercase();
        (letter == positive).then_some(1).or((letter == negative).then_some(-1))
    };
    let (Some(north), Some(east)) =
        (side(Tag::GPSLatitudeRef, 'N', 'S'), side(Tag::GPSLongitudeRef, 'E', 'W'))
    else {
        return facts.doubt(Doubt::PlaceWithoutHemisphere);
    };
    if lat == 0 && lon == 0 {
        return facts.doubt(Doubt::PlaceAtZero);
    }
    if lat > 90 * UNITS_PER_DEGREE || lon > 180 * UNITS_PER_DEGREE {
        return facts.doubt(Doubt::ExifDamaged);
    }
    facts.place = Some(StatedPlace {
        field: "exif GPS".to_owned(),
        point: Point { lat_e7: lat * north, lon_e7: lon * east },
        error_m: rationals(exif, Tag::GPSHPositioningError)
            .and_then(|values| values.first().copied())
            .and_then(|value| value.num.checked_div(value.denom)),
    });
}

/// Degrees, minutes and seconds as 1e-7 degree, without a sign; `None` where one is divided by zero or beyond 360.
fn degrees(exif: &Exif, tag: Tag) -> Option<i64> {
    let values = rationals(exif, tag)?;
    // A hundred thousand times finer while summing, so that three cuts do not add up to one of the last digit.
    let mut sum = 0_i128;
    for (value, parts) in values.iter().zip([1, 60, 3_600]) {
        let over = i128::from(value.num) * i128::from(UNITS_PER_DEGREE) * 100_000;
        sum += over.checked_div(i128::from(value.denom) * parts)?;
    }
    let units = i64::try_from(sum / 100_000).ok()?;
    (!values.is_empty() && units <= 360 * UNITS_PER_DEGREE).then_some(units)
}

/// The receiver's own time, which is UTC.
fn satellite_time(exif: &Exif) -> Option<StatedTime> {
    let day = text(exif, Tag::GPSDateStamp)?;
    let clock = rationals(exif, Tag::GPSTimeStamp)?;
    let [hour, minute, second] =
        [0, 1, 2].map(|index| clock.get(index).and_then(|value| value.num.checked_div(value.denom)));
    let time = format!("{day}T{:02}:{:02}:{:02}Z", hour?, minute?, second?);
    StatedTime::parse("exif GPS time", &time)
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => stated_text(parts.first()?),
        _ => None,
    }
}

fn number(exif: &Exif, tag: Tag) -> Option<u32> {
    exif.get_field(tag, In::PRIMARY)?.value.get_uint(0)
}

fn rationals(exif: &Exif, tag: Tag) -> Option<&[Rational]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(values) => Some(values),
        _ => None,
    }
}
