//! One coordinate, or two in one text, in decimal degrees or in degrees, minutes and seconds, in whole numbers
//! throughout. Digits beyond the seventh of a degree are cut, as [`Point::parse`] does.

use super::{Error, excerpt};
use domain::location::{Point, UNITS_PER_DEGREE};

/// Which of the two coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// North and south, −90 to 90.
    Latitude,
    /// East and west, −180 to 180.
    Longitude,
}

impl Axis {
    /// Largest value, units of 1e-7 degree.
    pub const fn units_max(self) -> i64 {
        match self {
            Self::Latitude => 90 * UNITS_PER_DEGREE,
            Self::Longitude => 180 * UNITS_PER_DEGREE,
        }
    }
}

/// Reads one coordinate: `35.95`, `35,95`, `-35.95`, `35.95 N`, `35°57'02.5"N`, `N 35 57 02`, `35:57:02`,
/// `35d57m02s`, `35°57.041'`, `355702N`, `1105959W`, with Arabic digits and letters too. Units of 1e-7 degree.
pub fn degrees(text: &str, axis: Axis) -> Result<i64, Error> {
    if let Some(units) = plain(text) {
        return within(units, axis, text);
    }
    let written = Written::read(text).ok_or_else(|| Error::NotUnderstood { text: excerpt(text) })?;
    if written.axis.is_some_and(|said| said != axis) {
        return Err(Error::OtherAxis { text: excerpt(text) });
    }
    let units = written.units(axis).ok_or_else(|| Error::NotUnderstood { text: excerpt(text) })?;
    within(units, axis, text)
}

/// Reads both coordinates of one text, latitude first unless letters say otherwise: `35.95, 39.01`,
/// `35,95; 39,01`, `35°57'N 39°0'E`, `E39.01 N35.95`.
pub fn pair(text: &str) -> Result<Point, Error> {
    let not_understood = || Error::NotUnderstood { text: excerpt(text) };
    let (first, second) = halves(text).ok_or_else(not_understood)?;
    let swapped = matches!(degrees(first, Axis::Latitude), Err(Error::OtherAxis { .. }));
    let (lat, lon) = if swapped { (second, first) } else { (first, second) };
    Ok(Point { lat_e7: degrees(lat, Axis::Latitude)?, lon_e7: degrees(lon, Axis::Longitude)? })
}

fn within(units: i64, axis: Axis, text: &str) -> Result<i64, Error> {
    if units.abs() > axis.units_max() {
        return Err(Error::OutOfRange { text: excerpt(text) });
    }
    Ok(units)
}

/// The usual case, a bare decimal number with point or comma, without building anything.
fn plain(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let units = decimal(digits)?;
    Some(if negative { -units } else { units })
}

/// Digits with at most one point or comma among them, as units of 1e-7.
fn decimal(digits: &str) -> Option<i64> {
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let shaped = !whole.is_empty()
        && whole.len() <= 8
        && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
    if !shaped {
        return None;
    }
    let mut units = whole.parse::<i64>().ok()?;
    let mut part = part.bytes();
    for _ in 0..7 {
        units = units * 10 + part.next().map_or(0, |digit| i64::from(digit - b'0'));
    }
    Some(units)
}

fn halves(text: &str) -> Option<(&str, &str)> {
    if let Some((first, second)) = text.split_once([';', '|', '/']) {
        return Some((first, second));
    }
    for separator in [", ", " ,", "\t"] {
        if let Some((first, second)) = text.split_once(separator) {
            return Some((first, second));
        }
    }
    let letter = |letter: char| hemisphere(letter).is_some();
    if let Some(at) = text.trim_start().char_indices().skip(1).find(|(_, found)| letter(*found)) {
        let text = text.trim_start();
        let starts_with_letter = text.chars().next().is_some_and(letter);
        let end = if starts_with_letter { at.0 } else { at.0 + at.1.len_utf8() };
        return Some((&text[..end], &text[end..]));
    }
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    if let (Some(second), None) = (second, words.next()) {
        return Some((first.trim_end_matches(','), second));
    }
    let mut commas = text.match_indices(',');
    let (at, _) = commas.next()?;
    commas.next().is_none().then(|| (&text[..at], &text[at + 1..]))
}

/// A letter of the compass, English or Arabic: its axis and whether it is the negative side.
const fn hemisphere(letter: char) -> Option<(Axis, bool)> {
    match letter {
        'N' | 'n' | 'ش' => Some((Axis::Latitude, false)),
        'S' | 'ج' => Some((Axis::Latitude, true)),
        'E' | 'e' | 'ق' => Some((Axis::Longitude, false)),
        'W' | 'w' | 'غ' => Some((Axis::Longitude, true)),
        _ => None,
    }
}

/// A coordinate taken apart: its numbers in order, its sign, its letter.
struct Written {
    /// Each number in units of 1e-7 of its own unit, and whether it was printed with a fraction.
    numbers: Vec<(i64, bool)>,
    /// How many digits the whole part of the first number has.
    digits: usize,
    negative: bool,
    axis: Option<Axis>,
    /// Whether a letter has ended it: `1e5` is not one degree east and five minutes.
    ended: bool,
}

impl Written {
    fn read(text: &str) -> Option<Self> {
        let text = latin(text);
        let mut written = Self { numbers: Vec::new(), digits: 0, negative: false, axis: None, ended: false };
        let mut number = String::new();
        for letter in text.trim().chars().chain([' ']) {
            let fraction = matches!(letter, '.' | ',') && !number.is_empty();
            if letter.is_ascii_digit() || fraction {
                number.push(letter);
                continue;
            }
            written.take(&mut number)?;
            written.mark(letter)?;
        }
        (1..=3).contains(&written.numbers.len()).then_some(written)
    }

    fn take(&mut self, number: &mut String) -> Option<()> {
        let text = number.trim_end_matches(',');
        if !text.is_empty() {
            if self.ended {
                return None;
            }
            let fraction = text.contains(['.', ',']);
            if self.numbers.is_empty() {
                self.digits = text.find(['.', ',']).unwrap_or(text.len());
            }
            self.numbers.push((decimal(text)?, fraction));
        }
        number.clear();
        Some(())
    }

    fn mark(&mut self, letter: char) -> Option<()> {
        // `s` after the second number is "seconds", not "south".
        let seconds = letter == 's' && self.numbers.len() == 3;
        if letter.is_whitespace() || seconds || "°º˚'’′`´\"”″:dm*_".contains(letter) {
            return Some(());
        }
        let bare = self.numbers.is_empty() && !self.negative;
        match (letter, hemisphere(if letter == 's' { 'S' } else { letter })) {
            (_, Some((axis, negative))) if self.axis.is_none() => {
                self.axis = Some(axis);
                self.ended = !self.numbers.is_empty();
                self.negative ^= negative;
                Some(())
            }
            ('-' | '−', _) if bare => {
                self.negative = true;
                Some(())
            }
            ('+', _) if bare => Some(()),
            // `35-57-02` uses the hyphen as a separator.
            ('-', _) if !self.numbers.is_empty() => Some(()),
            _ => None,
        }
    }

    fn units(&self, axis: Axis) -> Option<i64> {
        let units = match self.numbers[..] {
            [(packed, _)] if self.axis.is_some() && self.digits >= 4 => unpacked(packed, self.digits, axis)?,
            [(degrees, _)] => degrees,
            [(degrees, false), (minutes, _)] => sexagesimal(degrees, minutes, 0)?,
            [(degrees, false), (minutes, false), (seconds, _)] => sexagesimal(degrees, minutes, seconds)?,
            _ => return None,
        };
        Some(if self.negative { -units } else { units })
    }
}

fn sexagesimal(degrees: i64, minutes: i64, seconds: i64) -> Option<i64> {
    let sixty = 60 * UNITS_PER_DEGREE;
    if minutes >= sixty || seconds >= sixty {
        return None;
    }
    Some(degrees + (minutes * 60 + seconds + 1_800) / 3_600)
}

/// `355702N`: two digits of degrees for a latitude, three for a longitude, then minutes and perhaps seconds.
fn unpacked(packed: i64, digits: usize, axis: Axis) -> Option<i64> {
    let degree_digits = match axis {
        Axis::Latitude => 2,
        Axis::Longitude => 3,
    };
    match digits.checked_sub(degree_digits)? {
        2 => {
            let hundred = 100 * UNITS_PER_DEGREE;
            sexagesimal(packed / hundred * UNITS_PER_DEGREE, packed % hundred, 0)
        }
        4 => {
            let (hundred, degree) = (100 * UNITS_PER_DEGREE, 10_000 * UNITS_PER_DEGREE);
            let minutes = packed % degree / hundred * UNITS_PER_DEGREE;
            sexagesimal(packed / degree * UNITS_PER_DEGREE, minutes, packed % hundred)
        }
        _ => None,
    }
}

/// Arabic and Persian digits and decimal separator as their Latin ones; marks of direction removed.
fn latin(text: &str) -> String {
    let digit = |offset: u32| char::from_digit(offset, 10);
    text.chars()
        .filter(|letter| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{061c}'))
        .map(|letter| match letter {
            '٠'..='٩' => digit(letter as u32 - '٠' as u32).unwrap_or(letter),
            '۰'..='۹' => digit(letter as u32 - '۰' as u32).unwrap_or(letter),
            '٫' => '.',
            '،' => ',',
            _ => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Axis::{Latitude, Longitude};
    use proptest::prelude::*;

    #[test]
    fn reads_the_usual_writings() {
        let expected = 359_506_944;
        for text in [
            "35.9506944",
            "35,9506944",
            "+35.9506944",
            "35.9506944 N",
            "35°57'02.5\"N",
            "35° 57′ 02.5″ N",
            "N35 57 02.5",
            "35:57:02.5",
            "35d57m02.5s",
            "35-57-02.5 N",
            "٣٥٫٩٥٠٦٩٤٤",
            "355702.5N",
            "n 35 57 2,5",
        ] {
            assert_eq!(degrees(text, Latitude), Ok(expected), "{text}");
        }
        assert_eq!(degrees("35°57.0416667'", Latitude), Ok(expected));
        assert_eq!(degrees("1105959W", Longitude), Ok(-1_109_997_222));
        assert_eq!(degrees("-0 30 0", Longitude), Ok(-5_000_000));
        assert_eq!(degrees("33°30's", Latitude), Ok(-335_000_000));
    }

    #[test]
    fn refuses_with_a_reason() {
        let code = |text, axis| degrees(text, axis).unwrap_err().code();
        assert_eq!(code("4239.00416", Longitude), "coordinate-outside-earth");
        assert_eq!(code("39° E", Latitude), "coordinate-of-other-axis");
        for text in ["", "north", "35 61 0", "35.5 30", "1.2.3", "35 57 02 10", "NN35", "1e5", "99999999999"]
        {
            assert_eq!(code(text, Latitude), "coordinate-not-understood", "{text}");
        }
    }

    #[test]
    fn reads_pairs() {
        let raqqa = Point { lat_e7: 359_500_000, lon_e7: 390_100_000 };
        for text in [
            "35.95, 39.01",
            "35,95; 39,01",
            "35.95 39.01",
            "35.95,39.01",
            "N35.95 E39.01",
            "39.01E 35.95N",
            "35°57'N 39°0'36\"E",
            "35.95 N, 39.01 E",
            "35.95N39.01E",
        ] {
            assert_eq!(pair(text), Ok(raqqa), "{text}");
        }
        assert!(pair("35.95").is_err() && pair("35,95,39,01").is_err());
    }

    proptest! {
        #[test]
        fn decimal_degrees_round_trip(units in -1_800_000_000_i64..=1_800_000_000) {
            let (_, text) = Point { lat_e7: 0, lon_e7: units }.degrees();
            prop_assert_eq!(degrees(&text, Longitude), Ok(units));
            prop_assert_eq!(degrees(&text.replace('.', ","), Longitude), Ok(units));
        }

        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = (degrees(&text, Latitude), pair(&text));
        }
    }
}
