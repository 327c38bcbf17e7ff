//! A time and a place as a file states them, and the many spellings files use.
//!
//! Nothing is corrected here: a time without an offset keeps none.

use domain::location::Point;
use serde::{Deserialize, Serialize};

/// A time that a file states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedTime {
    /// The field that states it, such as `exif DateTimeOriginal`.
    pub field: String,
    /// The time as stated, `2024-01-31T23:59:59`.
    pub local: String,
    /// Minutes the stated time is ahead of UTC; `None` where the file does not say.
    pub offset_minutes: Option<i16>,
}

/// Where a device says it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedPlace {
    /// The field that states it, such as `exif GPS`.
    pub field: String,
    /// The point on WGS 84.
    pub point: Point,
    /// The receiver's own estimate of its error.
    pub error_m: Option<u32>,
}

/// Times that clocks show when they were never set, besides the first second of 1904 and 1970.
const UNSET_DAYS: &[&str] = &["0000-00-00", "1904-01-01", "1970-01-01", "1980-01-01", "1980-01-06"];

impl StatedTime {
    /// Reads `2024-01-31T23:59:59+03:00`, `2024:01:31 23:59:59`, `2024-01-31T23:59:59Z`, `20240131235959+03'00'`,
    /// `2024-01-31`; `None` where the text is no time. Fractions of a second are left out.
    pub fn parse(field: &str, text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("D:");
        let (clock, offset) = split_offset(text);
        let digits: String = clock.chars().filter(char::is_ascii_digit).take(14).collect();
        let separated = clock.chars().all(|letter| letter.is_ascii_digit() || "-:/T .,".contains(letter));
        if !separated || digits.len() < 8 || digits.len() % 2 == 1 {
            return None;
        }
        let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or("00");
        let number = |range: std::ops::Range<usize>| part(range).parse::<u32>().unwrap_or(99);
        let in_range = number(4..6) <= 12
            && number(6..8) <= 31
            && number(8..10) <= 24
            && number(10..12) <= 59
            && number(12..14) <= 60;
        in_range.then(|| Self {
            field: field.to_owned(),
            local: format!(
                "{}-{}-{}T{}:{}:{}",
                part(0..4),
                part(4..6),
                part(6..8),
                part(8..10),
                part(10..12),
                part(12..14)
            ),
            offset_minutes: offset.and_then(minutes_of),
        })
    }

    /// A time counted in seconds from the start of 1904, as ISO base media and QuickTime do; `None` for 0, which
    /// stands for no time.
    pub fn since_1904(field: &str, seconds: u64) -> Option<Self> {
        if seconds == 0 {
            return None;
        }
        let (year, month, day) = civil_of(i64::try_from(seconds / 86_400).ok()? - 24_107)?;
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        Some(Self {
            field: field.to_owned(),
            local: format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            offset_minutes: Some(0),
        })
    }

    /// The same time with an offset that another field states, such as `+03:00`.
    #[must_use]
    pub fn with_offset(self, offset: Option<&str>) -> Self {
        Self { offset_minutes: offset.and_then(minutes_of).or(self.offset_minutes), ..self }
    }

    /// Whether this is what a clock shows that was never set.
    pub fn is_of_an_unset_clock(&self) -> bool {
        UNSET_DAYS.iter().any(|day| self.local.starts_with(day))
    }

    /// Whether the shape is the promised one.
    pub fn is_well_formed(&self) -> bool {
        let shape: String =
            self.local.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
        shape == "0000-00-00T00:00:00"
            && self.field.chars().count() <= 60
            && !self.field.chars().any(char::is_control)
            && self.offset_minutes.is_none_or(|minutes| minutes.abs() <= 18 * 60)
    }
}

/// Parts the offset from the clock: `Z`, or a sign behind the day.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    if let Some(clock) = text.strip_suffix('Z') {
        return (clock, Some("+00:00"));
    }
    let behind_the_day = text.char_indices().nth(10).map_or(text.len(), |(index, _)| index);
    match text[behind_the_day..].find(['+', '-', 'Z']) {
        Some(index) => (&text[..behind_the_day + index], Some(&text[behind_the_day + index..])),
        None => (text, None),
    }
}

/// Minutes of `+03:00`, `+0300`, `+03'00'`, `-05`; `None` where it is none of these, or beyond 18 hours.
fn minutes_of(text: &str) -> Option<i16> {
    let text = text.trim();
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        ("Z", _) => return Some(0),
        _ => return None,
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let hours: i16 = digits.get(0..2)?.parse().ok()?;
    let minutes: i16 = digits.get(2..4).unwrap_or("00").parse().ok()?;
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 18 * 60).then_some(sign * total)
}

/// The day that is `days` after 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms"); `None`
/// beyond the year 9999.
fn civil_of(days: i64) -> Option<(i64, i64, i64)> {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (0..=9_999).contains(&year).then_some((year, month, day))
}

impl StatedPlace {
    /// Reads ISO 6709 as phones write it into videos, `+35.9506+039.0094+251.5/`; `None` where it is not that.
    pub fn parse_iso_6709(field: &str, text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let second = text.get(1..)?.find(['+', '-'])? + 1;
        let (lat, rest) = text.split_at_checked(second)?;
        let lon = match rest.get(1..)?.find(['+', '-', 'C', '/']) {
            Some(end) => rest.get(..=end)?,
            None => rest,
        };
        // Whole degrees only: two digits for latitude, three for longitude; minutes and seconds are not written so.
        let degrees_only =
            |text: &str, digits: usize| text.get(1..)?.split('.').next().map(|whole| whole.len() == digits);
        if degrees_only(lat, 2) != Some(true) || degrees_only(lon, 3) != Some(true) {
            return None;
        }
        let point = Point::parse(lat, lon)?;
        Some(Self { field: field.to_owned(), point, error_m: None })
    }
}

/// Whether a letter may stand in a stated text: no control, and no mark that turns the direction of what comes after it.
pub fn is_plain(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text that a file states, without control characters and no longer than is kept; `None` where nothing is left.
pub fn stated_text(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes.split(|byte| *byte == 0).next().unwrap_or_default());
    let kept: String =
        text.chars().filter(|letter| is_plain(*letter)).take(crate::limits::STATED_CHARS_MAX).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<(String, Option<i16>)> {
        StatedTime::parse("x", text).map(|time| (time.local, time.offset_minutes))
    }

    #[test]
    fn the_many_spellings_of_a_time_are_read() {
        let at = |local: &str, offset| Some((local.to_owned(), offset));
        assert_eq!(read("2017:03:22 01:02:03"), at("2017-03-22T01:02:03", None));
        assert_eq!(read("2017-03-22T01:02:03+03:00"), at("2017-03-22T01:02:03", Some(180)));
        assert_eq!(read("2017-03-22T01:02:03-0430"), at("2017-03-22T01:02:03", Some(-270)));
        assert_eq!(read("2017-03-22T01:02:03.456Z"), at("2017-03-22T01:02:03", Some(0)));
        assert_eq!(read("D:20170322010203+03'00'"), at("2017-03-22T01:02:03", Some(180)));
        assert_eq!(read("2017-03-22"), at("2017-03-22T00:00:00", None));
        for no_time in ["", "yesterday", "2017", "    :  :     :  :  ", "2017-13-01", "2017-03-22T25:00:00"] {
            assert_eq!(read(no_time), None, "{no_time}");
        }
    }

    #[test]
    fn seconds_since_1904_are_a_day_of_our_calendar() {
        let at = |seconds| StatedTime::since_1904("x", seconds).map(|time| time.local);
        assert_eq!(at(0), None);
        assert_eq!(at(2_082_844_800).as_deref(), Some("1970-01-01T00:00:00"));
        assert_eq!(at(2_082_844_800 + 1_709_164_799).as_deref(), Some("2024-02-28T23:59:59"));
        assert_eq!(at(2_082_844_800 + 1_709_164_800).as_deref(), Some("2024-02-29T00:00:00"));
        assert_eq!(at(u64::MAX), None);
    }

    #[test]
    fn a_place_in_a_video_is_read_as_written() {
        let at = |text| StatedPlace::parse_iso_6709("x", text).map(|place| place.point.degrees());
        assert_eq!(at("+35.9506+039.0094+251.5/"), Some(("35.9506".into(), "39.0094".into())));
        assert_eq!(at("-33.5-070.25/"), Some(("-33.5".into(), "-70.25".into())));
        assert_eq!(at("+3557.05+03900.5/"), None);
        assert_eq!(at("nowhere"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_well_formed_time_or_none(text in "\\PC{0,40}") {
            if let Some(time) = StatedTime::parse("x", &text) {
                prop_assert!(time.is_well_formed(), "{time:?}");
            }
            let _ = StatedPlace::parse_iso_6709("x", &text);
        }

        #[test]
        fn any_count_of_seconds_is_a_well_formed_time_or_none(seconds: u64) {
            if let Some(time) = StatedTime::since_1904("x", seconds) {
                prop_assert!(time.is_well_formed(), "{time:?}");
            }
        }
    }
}
