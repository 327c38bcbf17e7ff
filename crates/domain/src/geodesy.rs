//! Distance and bearing between two points on the WGS 84 ellipsoid, in whole units: how far, in which direction, and
//! how unsure both are where the points stand for circles.
//!
//! The geodesic is computed by Karney's inverse algorithm (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87,
//! 2013); floating-point numbers stay inside it. Nothing is said of heights, of what stood in the way, or of whether
//! anybody could see so far. Start at [`measure`].

use crate::location::{Location, Point, UNITS_PER_DEGREE};
use geographiclib_rs::{Geodesic, InverseGeodesic as _};

/// How the figures of a [`Measured`] come about; it changes when the reckoning does.
pub const FORMULA: &str = "wgs84-inverse-1";

/// Hundredths of a degree in a full turn.
pub const FULL_TURN: i64 = 36_000;

/// How far and in which direction one place lies from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Length of the geodesic, metres, rounded.
    pub distance_m: i64,
    /// How much that may be off, metres, rounded up: the two radii as independent standard deviations, √(r₁² + r₂²).
    pub distance_uncertainty_m: i64,
    /// Direction at the start, hundredths of a degree clockwise from true north, 0 to 35,999; none between two points
    /// that are the same.
    pub bearing_hundredths: Option<i64>,
    /// How much the direction may be off, hundredths of a degree, rounded up: the angle under which that uncertainty is
    /// seen from the start, asin(u ∕ d). None where it is as large as the distance: then any direction is possible.
    pub bearing_uncertainty_hundredths: Option<i64>,
}

/// The radius that a place stands for, metres: what somebody stated, else what is typical of its precision.
pub fn radius_m(place: &Location) -> Option<i64> {
    place.sigma_m.or_else(|| place.precision?.radius_m()).filter(|radius| *radius >= 0)
}

/// Measures from one place to another; `None` where either has no point or no radius.
pub fn measure(from: &Location, to: &Location) -> Option<Measured> {
    let (start, end) = (from.point?, to.point?);
    let (near, far) = (radius_m(from)?, radius_m(to)?);
    let (distance, azimuth) = inverse(start, end);
    let unsure = float(near).hypot(float(far));
    let is_a_direction = distance > 0.0;
    let angle = (is_a_direction && unsure < distance).then(|| (unsure / distance).asin().to_degrees());
    Some(Measured {
        distance_m: whole(distance.round()),
        distance_uncertainty_m: whole(unsure.ceil()),
        bearing_hundredths: is_a_direction.then(|| whole((azimuth * 100.0).round()).rem_euclid(FULL_TURN)),
        bearing_uncertainty_hundredths: angle.map(|angle| whole((angle * 100.0).ceil())),
    })
}

/// How far to the right (above 0) or left (below 0) of one direction another lies, hundredths of a degree, −17,999 to
/// 18,000.
pub const fn turn(from_hundredths: i64, to_hundredths: i64) -> i64 {
    let turn = (to_hundredths - from_hundredths).rem_euclid(FULL_TURN);
    if turn > FULL_TURN / 2 { turn - FULL_TURN } else { turn }
}

/// Length in metres and azimuth at the start in degrees.
fn inverse(start: Point, end: Point) -> (f64, f64) {
    let degrees = |units: i64| float(units) / float(UNITS_PER_DEGREE);
    let (distance, azimuth, _, _): (f64, f64, f64, f64) = Geodesic::wgs84().inverse(
        degrees(start.lat_e7),
        degrees(start.lon_e7),
        degrees(end.lat_e7),
        degrees(end.lon_e7),
    );
    (distance, azimuth)
}

#[expect(clippy::cast_precision_loss, reason = "coordinates and radii lie far below 2^53")]
const fn float(units: i64) -> f64 {
    units as f64
}

#[expect(clippy::cast_possible_truncation, reason = "lengths on the earth and angles lie far inside i64")]
const fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::PrecisionClass;
    use proptest::prelude::*;

    fn place(lat: &str, lon: &str, radius_m: i64) -> Location {
        Location {
            point: Some(Point::parse(lat, lon).unwrap()),
            precision: Some(PrecisionClass::Exact),
            sigma_m: Some(radius_m),
            ..Location::default()
        }
    }

    fn near(point: (f64, f64), expected: (f64, f64)) {
        assert!((point.0 - expected.0).abs() < 1e-3, "{point:?} {expected:?}");
        assert!((point.1 - expected.1).abs() < 1e-6, "{point:?} {expected:?}");
    }

    #[test]
    fn agrees_with_published_geodesics() {
        let inverse = |a: (&str, &str), b: (&str, &str)| {
            inverse(Point::parse(a.0, a.1).unwrap(), Point::parse(b.0, b.1).unwrap())
        };
        // GeodSolve(1), GeographicLib: JFK to LHR, `GeodSolve -i` of 40.6 -73.8 51.6 -0.5.
        near(inverse(("40.6", "-73.8"), ("51.6", "-0.5")), (5_551_759.400, 51.198_882_845_6));
        // geographiclib.sourceforge.io, Python interface: Wellington to Salamanca, "The distance is 19959679.267 m",
        // azimuth 161.06766998.
        near(inverse(("-41.32", "174.81"), ("40.96", "-5.50")), (19_959_679.267, 161.067_669_986));
        // A degree of the equator is a sixth of the equator over sixty: a·π ∕ 180.
        near(inverse(("0", "0"), ("0", "1")), (6_378_137.0 * std::f64::consts::PI / 180.0, 90.0));
    }

    #[test]
    fn is_as_unsure_as_its_two_ends() {
        let measured = measure(&place("0", "0", 300), &place("0", "0.1", 400)).unwrap();
        assert_eq!((measured.distance_m, measured.distance_uncertainty_m), (11_132, 500));
        // asin(500 ∕ 11,131.9) = 2.5744°.
        assert_eq!(measured.bearing_hundredths, Some(9_000));
        assert_eq!(measured.bearing_uncertainty_hundredths, Some(258));
        let inside = measure(&place("0", "0", 9_000), &place("0", "0.1", 9_000)).unwrap();
        assert_eq!((inside.bearing_hundredths, inside.bearing_uncertainty_hundredths), (Some(9_000), None));
        let same = measure(&place("0", "0", 3), &place("0", "0", 4)).unwrap();
        assert_eq!((same.distance_m, same.distance_uncertainty_m, same.bearing_hundredths), (0, 5, None));
    }

    #[test]
    fn without_a_point_or_a_radius_nothing_is_measured() {
        let here = place("35.9", "39.0", 10);
        let village =
            Location { sigma_m: None, precision: Some(PrecisionClass::Village), ..place("35.9", "39.1", 0) };
        assert_eq!(measure(&here, &village).unwrap().distance_uncertainty_m, 1_001);
        let unknown = Location { precision: Some(PrecisionClass::Unknown), ..village };
        assert_eq!(measure(&here, &unknown), None);
        assert_eq!(measure(&here, &Location::default()), None);
    }

    #[test]
    fn a_turn_is_to_the_right_or_to_the_left() {
        assert_eq!(turn(35_000, 1_000), 2_000);
        assert_eq!(turn(1_000, 35_000), -2_000);
        assert_eq!(turn(0, 18_000), 18_000);
        assert_eq!(turn(9_000, 9_000), 0);
    }

    proptest! {
        #[test]
        fn is_as_far_back_as_forth(
            lat in -899_999_999_i64..=899_999_999, lon in -1_800_000_000_i64..=1_800_000_000,
            north in -5_000_000_i64..=5_000_000, east in -5_000_000_i64..=5_000_000,
        ) {
            let start = Point { lat_e7: lat, lon_e7: lon };
            let end = Point {
                lat_e7: (lat + north).clamp(-900_000_000, 900_000_000),
                lon_e7: (lon + east).clamp(-1_800_000_000, 1_800_000_000),
            };
            let at = |point| Location { point: Some(point), sigma_m: Some(1), ..Location::default() };
            let forth = measure(&at(start), &at(end)).unwrap();
            let back = measure(&at(end), &at(start)).unwrap();
            prop_assert_eq!(forth.distance_m, back.distance_m);
            prop_assert!(forth.bearing_hundredths.is_none_or(|bearing| (0..FULL_TURN).contains(&bearing)));
        }
    }
}
