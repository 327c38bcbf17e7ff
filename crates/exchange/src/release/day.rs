//! Days as releases print them ("Aug. 15-16", "Dec. 30, 2018, and Jan. 12, 2019", "17 August 2017") and the
//! year they lack. A year is taken from the issue date or it stays unknown; it is never guessed.
//!
//! A release's day is not a local day: this module keeps calendar days and no zone.
//! Start at [`read`].

use std::fmt;

use serde::{Deserialize, Serialize};

use super::scan::{Kind, Scanned, Span};
use crate::limits::INTERVALS_MAX;

/// A calendar day whose year may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Day {
    /// `None`: the text does not say and nothing in it settles it.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and never beyond the month.
    pub day: u8,
}

impl Day {
    /// A day, if the calendar has it. An unknown year allows 29 February.
    pub fn new(year: Option<i16>, month: u8, day: u8) -> Option<Self> {
        let longest = length(year, month)?;
        (1..=longest).contains(&day).then_some(Self { year, month, day })
    }

    /// The same day with a year where it had none.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Self> {
        Self::new(Some(self.year.unwrap_or(year)), self.month, self.day)
    }

    /// The day before; unknown when the year is needed and unknown.
    pub fn previous(self) -> Option<Self> {
        if self.day > 1 {
            return Self::new(self.year, self.month, self.day - 1);
        }
        let (year, month) =
            if self.month == 1 { (self.year.map(|year| year - 1), 12) } else { (self.year, self.month - 1) };
        Self::new(year, month, length(year, month)?)
    }

    /// Month and day, for order within one year.
    pub const fn month_day(self) -> (u8, u8) {
        (self.month, self.day)
    }

    /// Whether both are full dates and the first is not later.
    pub fn not_after(self, other: Self) -> bool {
        match (self.year, other.year) {
            (Some(mine), Some(theirs)) => (mine, self.month, self.day) <= (theirs, other.month, other.day),
            _ => false,
        }
    }

    /// Reads `2017-08-18`; the form this crate writes.
    pub fn from_iso(words: &str) -> Option<Self> {
        let mut parts = words.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || parts.next().is_some() {
            return None;
        }
        Self::new(Some(year.parse().ok()?), month.parse().ok()?, day.parse().ok()?)
    }
}

impl fmt::Display for Day {
    /// `2017-08-18`, or `XXXX-08-18` (EDTF) when the year is unknown.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(out, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(out, "XXXX-{:02}-{:02}", self.month, self.day),
        }
    }
}

/// Days in a month; February has 29 where the year is unknown.
pub(crate) fn length(year: Option<i16>, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if year % 4 != 0 || (year % 100 == 0 && year % 400 != 0) => 28,
            _ => 29,
        },
        _ => return None,
    })
}

/// Days found in the text: one or more intervals, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub intervals: Vec<(Day, Day)>,
    pub span: Span,
    /// One past the last token.
    pub end: usize,
    /// A part of the words could not be a day ("June 111-12").
    pub unreadable: bool,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month a word names: full, or its first three letters ("Sept" too).
pub(crate) fn month(word: &str) -> Option<u8> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let position = MONTHS.iter().position(|name| {
        name.eq_ignore_ascii_case(word)
            || (word.len() <= 4
                && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    })?;
    // "may" in small letters is a verb, "mar" and "jun" never occur so.
    if word == "may" || word == "march" {
        return None;
    }
    u8::try_from(position + 1).ok()
}

/// The month at token `at`, and where what follows it begins.
fn month_at(scanned: Scanned<'_>, at: usize, to: usize) -> Option<(u8, usize)> {
    let found = (at < to && scanned.kind(at) == Some(Kind::Word)).then(|| month(scanned.word(at)))??;
    Some((found, if scanned.is_mark(at + 1, '.') { at + 2 } else { at + 1 }))
}

fn number_at(scanned: Scanned<'_>, at: usize, to: usize) -> Option<&str> {
    (at < to && scanned.kind(at) == Some(Kind::Number)).then(|| scanned.word(at))
}

/// A year between 1900 and 2199 at `at`, after an optional comma.
fn year_at(scanned: Scanned<'_>, at: usize, to: usize) -> Option<(i16, usize)> {
    let at = if scanned.is_mark(at, ',') { at + 1 } else { at };
    let words = number_at(scanned, at, to).filter(|words| words.len() == 4)?;
    let year = words.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Some((year, at + 1))
}

/// Reads days that begin at token `at`, or nothing when no day begins there.
pub(crate) fn read(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    iso(scanned, at, to).or_else(|| day_first(scanned, at, to)).or_else(|| month_first(scanned, at, to))
}

fn iso(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    let year = number_at(scanned, at, to).filter(|words| words.len() == 4)?;
    let month = number_at(scanned, at + 2, to).filter(|words| words.len() == 2)?;
    let day = number_at(scanned, at + 4, to).filter(|words| words.len() == 2)?;
    let dashes = scanned.is_mark(at + 1, '-') && scanned.is_mark(at + 3, '-');
    let day =
        Day::new(Some(year.parse().ok()?), month.parse().ok()?, day.parse().ok()?).filter(|_| dashes)?;
    Some(Found {
        intervals: vec![(day, day)],
        span: scanned.span(at, at + 5),
        end: at + 5,
        unreadable: false,
    })
}

/// "17 August 2017", "17 Aug".
fn day_first(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    let day = number_at(scanned, at, to).filter(|words| words.len() <= 2)?.parse().ok()?;
    let (month, after) = month_at(scanned, at + 1, to)?;
    let (year, end) = year_at(scanned, after, to).map_or((None, after), |(year, end)| (Some(year), end));
    let day = Day::new(year, month, day)?;
    Some(Found { intervals: vec![(day, day)], span: scanned.span(at, end), end, unreadable: false })
}

/// "Aug. 15-16", "Aug. 30-Sept. 2, 2017", "June 24 and 26", "Dec. 30, 2018, and Jan. 12".
fn month_first(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    let (mut month, mut next) = month_at(scanned, at, to)?;
    number_at(scanned, next, to)?;
    let mut found =
        Found { intervals: Vec::new(), span: scanned.span(at, at + 1), end: at, unreadable: false };
    let mut range = false;
    loop {
        if let Some((named, after)) = month_at(scanned, next, to) {
            (month, next) = (named, after);
        }
        let Some(words) = number_at(scanned, next, to) else { break };
        if words.len() > 2 && !found.intervals.is_empty() && year_at(scanned, next, to).is_some() {
            break;
        }
        let day = words.parse().ok().and_then(|day| Day::new(None, month, day));
        next = skip_ordinal(scanned, next + 1, to);
        found.end = next;
        push(&mut found, day, range);
        if let Some((year, after)) = year_at(scanned, next, to) {
            set_year(&mut found, year);
            (next, found.end) = (after, after);
        }
        let Some((is_range, after)) =
            link(scanned, next, to).filter(|_| found.intervals.len() < INTERVALS_MAX)
        else {
            break;
        };
        (range, next) = (is_range, after);
    }
    share_last_year(&mut found);
    found.span = scanned.span(at, found.end);
    Some(found)
}

fn skip_ordinal(scanned: Scanned<'_>, at: usize, to: usize) -> usize {
    let ordinal = at < to
        && scanned.tokens.get(at).is_some_and(|token| !token.spaced)
        && scanned.is_one_of(at, &["st", "nd", "rd", "th"]);
    if ordinal { at + 1 } else { at }
}

fn push(found: &mut Found, day: Option<Day>, range: bool) {
    match (day, found.intervals.last_mut()) {
        (None, _) => found.unreadable = true,
        (Some(day), Some(last)) if range => last.1 = day,
        (Some(day), _) => found.intervals.push((day, day)),
    }
}

fn set_year(found: &mut Found, year: i16) {
    let Some(last) = found.intervals.last_mut() else { return };
    for day in [&mut last.0, &mut last.1] {
        if day.year.is_none() {
            match day.in_year(year) {
                Some(dated) => *day = dated,
                None => found.unreadable = true,
            }
        }
    }
    // "Dec. 30 - Jan. 12, 2019": the first day is of the year before.
    if last.0.year == last.1.year && last.0.month_day() > last.1.month_day() {
        last.0.year = last.0.year.map(|year| year - 1);
    }
}

/// "June 11 and June 17, 2017": one year printed at the end is meant for all.
fn share_last_year(found: &mut Found) {
    let Some(year) = found.intervals.last().and_then(|last| last.1.year) else { return };
    for (start, end) in &mut found.intervals {
        for day in [start, end] {
            if day.year.is_none() {
                *day = day.in_year(year).unwrap_or(*day);
            }
        }
    }
}

/// What joins a day to the next: a dash, "to", "through" (a range), or "and", a comma (a list).
fn link(scanned: Scanned<'_>, at: usize, to: usize) -> Option<(bool, usize)> {
    let day_follows = |at: usize| {
        number_at(scanned, at, to).is_some_and(|words| words.len() <= 3)
            || month_at(scanned, at, to).is_some_and(|(_, after)| number_at(scanned, after, to).is_some())
    };
    let not_a_count =
        |at: usize| !scanned.is_one_of(at + 1, &["strike", "strikes", "airstrike", "airstrikes"]);
    if scanned.is_mark(at, '-') || scanned.is_one_of(at, &["to", "through", "until"]) {
        return (day_follows(at + 1) && not_a_count(at + 1)).then_some((true, at + 1));
    }
    let comma = scanned.is_mark(at, ',');
    let next = if comma { at + 1 } else { at };
    if scanned.is(next, "and") {
        return (day_follows(next + 1) && not_a_count(next + 1)).then_some((false, next + 1));
    }
    (comma && day_follows(next) && not_a_count(next)).then_some((false, next))
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    fn days(text: &str) -> String {
        let tokens = scan(text);
        let scanned = Scanned { text, tokens: &tokens };
        let found = read(scanned, 0, tokens.len()).expect("a day");
        let parts: Vec<_> = found.intervals.iter().map(|(start, end)| format!("{start}/{end}")).collect();
        format!("{} [{}]{}", parts.join(" "), found.span.of(text), if found.unreadable { " !" } else { "" })
    }

    #[test]
    fn printed_days_are_read_with_their_words() {
        assert_eq!(days("Aug. 17, Coalition"), "XXXX-08-17/XXXX-08-17 [Aug. 17]");
        assert_eq!(days("Aug. 15-16 that closed"), "XXXX-08-15/XXXX-08-16 [Aug. 15-16]");
        assert_eq!(days("Aug. 30-Sept. 2, 2017"), "2017-08-30/2017-09-02 [Aug. 30-Sept. 2, 2017]");
        assert_eq!(days("Dec. 30 to Jan. 12, 2019"), "2018-12-30/2019-01-12 [Dec. 30 to Jan. 12, 2019]");
        assert_eq!(days("17 August 2017"), "2017-08-17/2017-08-17 [17 August 2017]");
        assert_eq!(days("June 24 and 26"), "XXXX-06-24/XXXX-06-24 XXXX-06-26/XXXX-06-26 [June 24 and 26]");
        assert_eq!(days("2017-08-18"), "2017-08-18/2017-08-18 [2017-08-18]");
        assert_eq!(days("Aug. 17 and 22 strikes"), "XXXX-08-17/XXXX-08-17 [Aug. 17]");
    }

    #[test]
    fn a_day_the_calendar_lacks_is_said_to_be_unreadable() {
        assert_eq!(days("June 111-12"), "XXXX-06-12/XXXX-06-12 [June 111-12] !");
        assert_eq!(days("Feb. 30"), " [Feb. 30] !");
    }

    #[test]
    fn the_day_before_crosses_months_and_years() {
        let day = |words| Day::from_iso(words).expect("a day");
        assert_eq!(day("2017-03-01").previous(), Some(day("2017-02-28")));
        assert_eq!(day("2018-01-01").previous(), Some(day("2017-12-31")));
    }
}
