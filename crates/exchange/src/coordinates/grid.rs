//! MGRS grid references: the box that the digits name, with its south-west corner, its centre and its side.
//!
//! Ten digits name a box of 1 m, eight 10 m, six 100 m, four 1 km, two 10 km, none 100 km. The polar areas
//! (letters A, B, Y, Z) are not read.

use super::utm::Grid;
use super::{Error, degrees_as_units, excerpt};
use domain::location::Point;
use domain::vocabulary::PrecisionClass;

/// Letters of the rows of 100 km, from the south, repeating every 2,000 km.
const ROWS: &str = "ABCDEFGHJKLMNPQRSTUV";
/// Letters of the latitude bands from 80° south, 8° each.
const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";
/// Metres after which the row letters repeat.
const ROWS_REPEAT_M: f64 = 2_000_000.0;
const SQUARE_M: f64 = 100_000.0;
/// How far, in degrees, the corner of a square may lie outside its band: squares on the edge belong to both.
const BAND_SLACK: f64 = 1.0;

/// A box of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridBox {
    /// The reference in its usual writing without spaces, such as `38SKF703698`.
    pub reference: String,
    /// South-west corner, which the digits name.
    pub south_west: Point,
    /// Middle of the box.
    pub centre: Point,
    /// Side of the box, metres.
    pub side_m: i64,
    /// What a point in this box stands for.
    pub precision: PrecisionClass,
}

/// Reads a grid reference, with spaces anywhere and in any case: `38S KF 703 698`.
pub fn mgrs(text: &str) -> Result<GridBox, Error> {
    let reference: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let reference = reference.to_ascii_uppercase();
    let not_understood = || Error::GridNotUnderstood { text: excerpt(text) };
    let no_square = || Error::NoSuchSquare { text: excerpt(text) };
    if !reference.is_ascii() || reference.len() > 15 {
        return Err(not_understood());
    }
    let zone_digits = reference.bytes().take_while(u8::is_ascii_digit).count();
    let (zone, rest) = reference.split_at(zone_digits);
    let letters: Vec<char> = rest.chars().take(3).collect();
    let [band, column, row] = letters[..] else { return Err(not_understood()) };
    let digits = &rest[3..];
    let shaped = (1..=2).contains(&zone_digits)
        && letters.iter().all(char::is_ascii_uppercase)
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !shaped {
        return Err(not_understood());
    }
    let zone: u8 = zone.parse().ok().filter(|zone| (1..=60).contains(zone)).ok_or_else(no_square)?;
    let side_m = side(digits).ok_or_else(no_square)?;
    let half = digits.len() / 2;
    let easting_m = column_m(zone, column).ok_or_else(no_square)? + within_m(&digits[..half], side_m);
    let row_m = row_m(zone, row).ok_or_else(no_square)? + within_m(&digits[half..], side_m);
    let northing_m = northing(zone, band, easting_m, row_m).ok_or_else(no_square)?;
    let corner = Grid { zone, easting_m, northing_m };
    let half_m = f64::from(side_m) / 2.0;
    let centre = Grid { easting_m: easting_m + half_m, northing_m: northing_m + half_m, ..corner };
    Ok(GridBox {
        south_west: point(corner),
        centre: point(centre),
        side_m: i64::from(side_m),
        precision: precision(side_m),
        reference,
    })
}

fn point(grid: Grid) -> Point {
    let (latitude, longitude) = grid.degrees();
    Point { lat_e7: degrees_as_units(latitude), lon_e7: degrees_as_units(longitude) }
}

fn side(digits: &str) -> Option<i32> {
    let half = u32::try_from(digits.len() / 2).ok()?;
    (digits.len().is_multiple_of(2) && half <= 5).then(|| 10_i32.pow(5 - half))
}

const fn precision(side_m: i32) -> PrecisionClass {
    match side_m {
        1 => PrecisionClass::Mgrs10,
        10 => PrecisionClass::Mgrs8,
        100 => PrecisionClass::Mgrs6,
        1_000 => PrecisionClass::Mgrs4,
        _ => PrecisionClass::Unknown,
    }
}

fn within_m(digits: &str, side_m: i32) -> f64 {
    f64::from(digits.parse::<i32>().unwrap_or(0)) * f64::from(side_m)
}

/// Western edge of a column, metres: A to H, J to R and S to Z in turn, zone by zone.
fn column_m(zone: u8, column: char) -> Option<f64> {
    let letters = match zone % 3 {
        1 => "ABCDEFGH",
        2 => "JKLMNPQR",
        _ => "STUVWXYZ",
    };
    let at = u8::try_from(letters.find(column)?).ok()?;
    Some(f64::from(at + 1) * SQUARE_M)
}

/// Southern edge of a row within its cycle of 2,000 km; even zones start at F.
fn row_m(zone: u8, row: char) -> Option<f64> {
    let at = u8::try_from(ROWS.find(row)?).ok()?;
    let at = if zone.is_multiple_of(2) { (at + 15) % 20 } else { at };
    Some(f64::from(at) * SQUARE_M)
}

/// The northing of the one cycle that lies in the band; `None` where there is none.
fn northing(zone: u8, band: char, easting_m: f64, row_m: f64) -> Option<f64> {
    let at = u8::try_from(BANDS.find(band)?).ok()?;
    let south = f64::from(at) * 8.0 - 80.0;
    let north = if band == 'X' { 84.0 } else { south + 8.0 };
    (-5_i8..5).map(|cycle| f64::from(cycle) * ROWS_REPEAT_M + row_m).find(|northing_m| {
        let (latitude, _) = Grid { zone, easting_m, northing_m: *northing_m }.degrees();
        (south - BAND_SLACK..north).contains(&latitude)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coordinates::distance_m;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_published_values() {
        // GeoConvert(1), GeographicLib: 38SMB4488 has its centre at 33.33424 44.40363.
        let box_ = mgrs("38S MB 44 88").unwrap();
        assert_eq!((box_.side_m, box_.precision), (1_000, PrecisionClass::Mgrs4));
        assert!((box_.centre.lat_e7 - 333_342_400).abs() <= 60, "{box_:?}");
        assert!((box_.centre.lon_e7 - 444_036_300).abs() <= 60, "{box_:?}");
        // The tests of geographiclib-mgrs: 24XWT783908 is 83.6277742673141, -32.664336398663515.
        let north = mgrs("24xwt 783 908").unwrap();
        let published = Point { lat_e7: 836_277_743, lon_e7: -326_643_364 };
        assert!(distance_m(north.centre, published) < 0.5, "{north:?}");
        assert_eq!(north.reference, "24XWT783908");
    }

    #[test]
    fn digits_mean_a_box() {
        for (text, side_m) in [
            ("37SEV 00878 78512", 1),
            ("37SEV00877851", 10),
            ("37SEV008785", 100),
            ("37S EV 00 78", 1_000),
            ("37SEV07", 10_000),
            ("37SEV", 100_000),
        ] {
            assert_eq!(mgrs(text).map(|found| found.side_m), Ok(side_m), "{text}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for (text, code) in [
            ("", "grid-not-understood"),
            ("38S", "grid-not-understood"),
            ("SKF703698", "grid-not-understood"),
            ("38SKF70369", "grid-square-does-not-exist"),
            ("61SKF703698", "grid-square-does-not-exist"),
            ("38IKF703698", "grid-square-does-not-exist"),
            ("38SAF703698", "grid-square-does-not-exist"),
            ("38SKW703698", "grid-square-does-not-exist"),
            ("38SKF7036987036987", "grid-not-understood"),
            ("٣٨SKF703698", "grid-not-understood"),
            ("38CKF703698x", "grid-not-understood"),
        ] {
            assert_eq!(mgrs(text).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn southern_hemisphere() {
        // The opera house of Sydney, 33.8568 S 151.2153 E, lies in 56H LH 3487 5228 (published on its map sheets).
        let found = mgrs("56HLH3487252290").unwrap();
        let house = Point { lat_e7: -338_568_000, lon_e7: 1_512_153_000 };
        assert!(distance_m(found.south_west, house) < 100.0, "{found:?}");
    }

    proptest! {
        #[test]
        fn never_panics(text in "[0-9]{0,3}[A-Z ]{0,4}[0-9 ]{0,12}") {
            if let Ok(found) = mgrs(&text) {
                prop_assert!(distance_m(found.south_west, found.centre) <= 0.75 * f64::from(u32::try_from(found.side_m).unwrap()));
            }
        }
    }
}
