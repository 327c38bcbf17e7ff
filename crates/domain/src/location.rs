//! Where something happened: a point with what it stands for, who supplied it, and the words used.
//!
//! A point without a precision class is refused; a centroid is never taken for the spot itself. Coordinates are
//! whole numbers of 1e-7 degree, so that no floating-point number is ever part of a record. Resolving words to
//! places is not done here. Start at [`Location`].

use crate::problem::Problem;
use crate::vocabulary::{PrecisionClass, SuppliedBy};
use serde::{Deserialize, Serialize};

/// Units of one degree in a coordinate.
pub const UNITS_PER_DEGREE: i64 = 10_000_000;

/// A point on WGS 84, in 1e-7 degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Latitude north, −900,000,000 to 900,000,000.
    pub lat_e7: i64,
    /// Longitude east, −1,800,000,000 to 1,800,000,000.
    pub lon_e7: i64,
}

impl Point {
    /// Reads decimal degrees such as `35.9505639`; `None` where they are not numbers or lie outside the earth.
    /// Digits beyond the seventh are cut.
    pub fn parse(lat: &str, lon: &str) -> Option<Self> {
        let point = Self { lat_e7: degrees(lat)?, lon_e7: degrees(lon)? };
        point.is_on_earth().then_some(point)
    }

    const fn is_on_earth(self) -> bool {
        self.lat_e7.abs() <= 90 * UNITS_PER_DEGREE && self.lon_e7.abs() <= 180 * UNITS_PER_DEGREE
    }

    /// Latitude and longitude as decimal degrees, without trailing zeros.
    pub fn degrees(self) -> (String, String) {
        (decimal(self.lat_e7), decimal(self.lon_e7))
    }
}

fn degrees(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 3 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part: String = part.chars().chain("0000000".chars()).take(7).collect();
    let units = whole.parse::<i64>().ok()? * UNITS_PER_DEGREE + part.parse::<i64>().ok()?;
    Some(if negative { -units } else { units })
}

fn decimal(units: i64) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.abs();
    let text = format!("{sign}{}.{:07}", units / UNITS_PER_DEGREE, units % UNITS_PER_DEGREE);
    let text = text.trim_end_matches('0');
    text.strip_suffix('.').unwrap_or(text).to_owned()
}

/// Where: any of a point, a grid reference and words, with what is known of their worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// The point, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// What the point stands for; needed with a point (invariant 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PrecisionClass>,
    /// Standard deviation of the point, metres, where somebody stated or computed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sigma_m: Option<i64>,
    /// Who supplied the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplied_by: Option<SuppliedBy>,
    /// Grid reference as printed (MGRS).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mgrs: Option<String>,
    /// The words used, in Latin letters or whatever the source wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The words used, in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_ar: Option<String>,
}

impl Location {
    /// Refuses points without precision or outside the earth (invariant 11) and a sigma below 0.
    pub fn problems(&self, field: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.point.is_some() && self.precision.is_none() {
            problems.push(Problem::refuse("point-without-precision", field));
        }
        if self.point.is_some_and(|point| !point.is_on_earth()) {
            problems.push(Problem::refuse("point-outside-earth", field));
        }
        if self.sigma_m.is_some_and(|sigma| sigma < 0) {
            problems.push(Problem::refuse("sigma-below-zero", field));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_degrees_without_floating_point() {
        assert_eq!(
            Point::parse("35.9505639", "-39.1"),
            Some(Point { lat_e7: 359_505_639, lon_e7: -391_000_000 })
        );
        assert_eq!(Point::parse("95", "1"), None);
        assert_eq!(Point::parse("4239.00416", "1"), None);
        assert_eq!(Point::parse("", "1"), None);
        assert_eq!(Point::parse("3e1", "1"), None);
    }

    #[test]
    fn a_point_needs_its_precision() {
        let bare = Location { point: Point::parse("35", "39"), ..Location::default() };
        assert_eq!(bare.problems("location")[0].code, "point-without-precision");
        let said = Location { precision: Some(PrecisionClass::Village), ..bare };
        assert!(said.problems("location").is_empty());
    }

    proptest! {
        #[test]
        fn degrees_round_trip(lat in -900_000_000_i64..=900_000_000, lon in -1_800_000_000_i64..=1_800_000_000) {
            let point = Point { lat_e7: lat, lon_e7: lon };
            let (lat, lon) = point.degrees();
            prop_assert_eq!(Point::parse(&lat, &lon), Some(point));
        }
    }
}
