//! Coordinates as people write them, read to whole units of 1e-7 degree: decimal degrees, degrees with minutes and
//! seconds, and MGRS grid references. Floating-point numbers stay inside the computation of a grid.
//!
//! It never decides where something happened: a swapped pair or a lost decimal point is proposed in [`doubt`] and
//! applied by a person. Start at [`degrees`] for one coordinate, at [`pair`] for two in one text, at [`mgrs`] for a
//! grid reference.

mod degrees;
pub mod doubt;
mod grid;
mod utm;

pub use degrees::{Axis, degrees, pair};
pub use grid::{GridBox, mgrs};

use domain::location::Point;

/// Mean radius of the earth, metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Why a coordinate is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing that reads as a coordinate.
    #[error("{text:?} does not read as a coordinate")]
    NotUnderstood {
        /// The text given, shortened.
        text: String,
    },
    /// A number outside −90..90 or −180..180.
    #[error("{text:?} lies outside the earth")]
    OutOfRange {
        /// The text given, shortened.
        text: String,
    },
    /// The letter at the number is of the other axis: `39° E` as a latitude.
    #[error("{text:?} carries the letter of the other axis")]
    OtherAxis {
        /// The text given, shortened.
        text: String,
    },
    /// Not a grid reference.
    #[error("{text:?} does not read as an MGRS grid reference")]
    GridNotUnderstood {
        /// The text given, shortened.
        text: String,
    },
    /// A grid reference whose letters name no square of its zone, or whose digits cannot be halved.
    #[error("there is no square {text:?} in the MGRS grid")]
    NoSuchSquare {
        /// The text given, shortened.
        text: String,
    },
}

/// Every code this module can give.
pub const CODES: &[&str] = &[
    "coordinate-not-understood",
    "coordinate-of-other-axis",
    "coordinate-outside-earth",
    "grid-not-understood",
    "grid-square-does-not-exist",
];

impl Error {
    /// The stable code, one of [`CODES`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotUnderstood { .. } => "coordinate-not-understood",
            Self::OutOfRange { .. } => "coordinate-outside-earth",
            Self::OtherAxis { .. } => "coordinate-of-other-axis",
            Self::GridNotUnderstood { .. } => "grid-not-understood",
            Self::NoSuchSquare { .. } => "grid-square-does-not-exist",
        }
    }
}

/// Distance along the surface of a sphere, metres: within 0.6 % of the distance on the ellipsoid.
pub fn distance_m(from: Point, to: Point) -> f64 {
    let (lat_from, lon_from) = radians(from);
    let (lat_to, lon_to) = radians(to);
    let half_lat = ((lat_to - lat_from) / 2.0).sin();
    let half_lon = ((lon_to - lon_from) / 2.0).sin();
    let square = half_lat.powi(2) + lat_from.cos() * lat_to.cos() * half_lon.powi(2);
    2.0 * EARTH_RADIUS_M * square.sqrt().min(1.0).asin()
}

fn radians(point: Point) -> (f64, f64) {
    (units_as_degrees(point.lat_e7).to_radians(), units_as_degrees(point.lon_e7).to_radians())
}

#[expect(clippy::cast_precision_loss, reason = "units of a coordinate have at most ten digits")]
fn units_as_degrees(units: i64) -> f64 {
    units as f64 / 1e7
}

#[expect(clippy::cast_possible_truncation, reason = "degrees on the earth fit, and the cast saturates")]
fn degrees_as_units(degrees: f64) -> i64 {
    (degrees * 1e7).round() as i64
}

fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_of_known_cities() {
        let paris = Point { lat_e7: 488_570_000, lon_e7: 23_510_000 };
        let cambridge = Point { lat_e7: 522_050_000, lon_e7: 1_190_000 };
        let metres = distance_m(cambridge, paris);
        assert!((metres - 404_300.0).abs() < 100.0, "{metres}");
    }

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
