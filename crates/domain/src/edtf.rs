//! Reads the part of EDTF (ISO 8601-2, levels 0 and 1) that the field needs, as first and last local second.
//!
//! Years, months, days, times of day, seasons, unspecified digits (`2017-06-XX`), the qualifiers `~ ? %` and
//! intervals with open (`..`) or unknown (empty) ends. No sets, no level 2, no years beyond four digits. It knows
//! zones only where the text carries an offset; see [`crate::when`] for the rest. Start at [`Edtf::parse`].

use crate::limits::EDTF_CHARS_MAX;
use crate::when::Error;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// How sure the writer was. Kept and shown; it never moves a bound, because nobody said by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    UncertainAndApproximate,
}

/// One date or time as the seconds it may cover, local.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First local second.
    pub first: DateTime,
    /// Last local second.
    pub last: DateTime,
    /// The offset printed with a time of day.
    pub offset: Option<Offset>,
    /// Whether a time of day was given.
    pub has_time: bool,
    /// The qualifier, where there is one.
    pub qualifier: Option<Qualifier>,
}

/// One end of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A date.
    At(Span),
    /// `..`: without end.
    Open,
    /// Empty: there is an end, and it is not known.
    Unknown,
}

impl End {
    /// The date of this end, where it has one.
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::At(span) => Some(span),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// A statement: an interval, or one date standing for both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edtf {
    /// The start.
    pub start: End,
    /// The end.
    pub end: End,
}

impl Edtf {
    /// Reads a statement such as `2017-06`, `2017-06-10~` or `2017-06-06/..`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.chars().count() > EDTF_CHARS_MAX {
            return Err(Error::TooLong { chars_max: EDTF_CHARS_MAX });
        }
        let text = text.trim();
        let Some((start, end)) = text.split_once('/') else {
            let span = End::At(span(text, text)?);
            return Ok(Self { start: span, end: span });
        };
        let statement = Self { start: side(start, text)?, end: side(end, text)? };
        match (statement.start.span(), statement.end.span()) {
            (None, None) => Err(Error::Empty { edtf: text.to_owned() }),
            (Some(start), Some(end)) if start.first > end.last => {
                Err(Error::OutOfOrder { edtf: text.to_owned() })
            }
            _ => Ok(statement),
        }
    }
}

fn side(text: &str, whole: &str) -> Result<End, Error> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => span(text, whole).map(End::At),
    }
}

fn span(text: &str, whole: &str) -> Result<Span, Error> {
    let (text, qualifier) = qualifier(text);
    let not_understood = || Error::NotUnderstood { edtf: whole.to_owned() };
    let no_such_day = || Error::NoSuchDay { edtf: whole.to_owned() };
    if let Some((day, time)) = text.split_once('T') {
        let day: Date = digits_only(day).and_then(|day| day.parse().ok()).ok_or_else(no_such_day)?;
        let (first, last, offset) = time_of_day(time).ok_or_else(not_understood)?;
        return Ok(Span {
            first: day.to_datetime(first),
            last: day.to_datetime(last),
            offset,
            has_time: true,
            qualifier,
        });
    }
    let parts: Vec<&str> = text.split('-').collect();
    let year = Pattern::read(parts[0], 4).ok_or_else(not_understood)?;
    let (first, last) = match parts[1..] {
        [] => days(year, Pattern::any(2), Pattern::any(2)),
        [season] if season.starts_with('2') => self::season(year, season).ok_or_else(not_understood)?,
        [month] => days(year, Pattern::read(month, 2).ok_or_else(not_understood)?, Pattern::any(2)),
        [month, day] => days(
            year,
            Pattern::read(month, 2).ok_or_else(not_understood)?,
            Pattern::read(day, 2).ok_or_else(not_understood)?,
        ),
        _ => return Err(not_understood()),
    }
    .ok_or_else(no_such_day)?;
    Ok(Span {
        first: first.to_datetime(Time::midnight()),
        last: last.at(23, 59, 59, 0),
        offset: None,
        has_time: false,
        qualifier,
    })
}

fn qualifier(text: &str) -> (&str, Option<Qualifier>) {
    for (sign, qualifier) in [
        ('?', Qualifier::Uncertain),
        ('~', Qualifier::Approximate),
        ('%', Qualifier::UncertainAndApproximate),
    ] {
        if let Some(rest) = text.strip_suffix(sign) {
            return (rest, Some(qualifier));
        }
    }
    (text, None)
}

/// The text where it has the shape `dddd-dd-dd`, so that the library's laxer reading is never reached.
fn digits_only(day: &str) -> Option<&str> {
    let bytes = day.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shaped.then_some(day)
}

/// `hh`, `hh:mm` or `hh:mm:ss`, with `Z` or `±hh[:mm]`: the first and last second it covers.
fn time_of_day(text: &str) -> Option<(Time, Time, Option<Offset>)> {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => (&text[..at], Some(printed_offset(&text[at..])?)),
        None => (text, None),
    };
    let mut numbers = [None; 3];
    for (at, part) in clock.split(':').enumerate() {
        *numbers.get_mut(at)? = Some(two_digits(part)?);
    }
    let [hour, minute, second] = numbers;
    let first = Time::new(hour?, minute.unwrap_or(0), second.unwrap_or(0), 0).ok()?;
    let last = Time::new(hour?, minute.unwrap_or(59), second.unwrap_or(59), 0).ok()?;
    Some((first, last, offset))
}

fn printed_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').unwrap_or((&text[1..], "00"));
    let (hours, minutes) = (i32::from(two_digits(hours)?), i32::from(two_digits(minutes)?));
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn two_digits(text: &str) -> Option<i8> {
    let shaped = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    shaped.then(|| text.parse().ok())?
}

/// A number whose digits may be unspecified (`X`), as lowest and highest value and a test for those between.
#[derive(Clone, Copy)]
struct Pattern {
    digits: [Option<u8>; 4],
    width: usize,
}

impl Pattern {
    fn read(text: &str, width: usize) -> Option<Self> {
        if text.len() != width {
            return None;
        }
        let mut digits = [None; 4];
        for (slot, byte) in digits.iter_mut().zip(text.bytes()) {
            *slot = match byte {
                b'0'..=b'9' => Some(byte - b'0'),
                b'X' => None,
                _ => return None,
            };
        }
        Some(Self { digits, width })
    }

    const fn any(width: usize) -> Self {
        Self { digits: [None; 4], width }
    }

    fn filled(self, with: u8) -> i16 {
        self.digits[..self.width].iter().fold(0, |sum, digit| sum * 10 + i16::from(digit.unwrap_or(with)))
    }

    fn fits(self, value: i16) -> bool {
        let mut rest = value;
        self.digits[..self.width].iter().rev().all(|digit| {
            let last = rest % 10;
            rest /= 10;
            digit.is_none_or(|digit| i16::from(digit) == last)
        })
    }

    fn values(self, low: i16, high: i16) -> impl DoubleEndedIterator<Item = i16> + Clone {
        (low..=high).filter(move |value| self.fits(*value))
    }
}

/// The first and last real day that fits; `None` where there is none (`2017-02-30`, `2017-13`).
fn days(year: Pattern, month: Pattern, day: Pattern) -> Option<(Date, Date)> {
    let within = |year: i16, month: i16| {
        let month = i8::try_from(month).ok();
        day.values(1, 31).filter_map(move |day| Date::new(year, month?, i8::try_from(day).ok()?).ok())
    };
    let years = year.values(year.filled(0), year.filled(9));
    let months = month.values(1, 12);
    let first = years.clone().find_map(|year| months.clone().find_map(|month| within(year, month).next()))?;
    let last = years
        .rev()
        .find_map(|year| months.clone().rev().find_map(|month| within(year, month).next_back()))?;
    Some((first, last))
}

/// Seasons 21 to 24 (spring, summer, autumn, winter) of the northern half of the earth, wide enough for the
/// calendar's and the sun's meaning. "Winter 2018" is said of both winters that touch the year.
#[expect(clippy::option_option, reason = "outer: not a season; inner: not a day, as for months")]
fn season(year: Pattern, season: &str) -> Option<Option<(Date, Date)>> {
    let (low, high) = (year.filled(0), year.filled(9));
    let (first, last) = match season {
        "21" => ((low, 3, 1), (high, 6, 21)),
        "22" => ((low, 6, 1), (high, 9, 23)),
        "23" => ((low, 9, 1), (high, 12, 21)),
        "24" => ((low - 1, 12, 1), (high + 1, 3, 20)),
        _ => return None,
    };
    let day = |(year, month, day): (i16, i8, i8)| Date::new(year, month, day).ok();
    Some(day(first).zip(day(last)))
}
