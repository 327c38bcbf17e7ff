//! What may be wrong with a pair of coordinates, with the correction it would need. Nothing is applied here: a
//! proposal is shown to a person, and the coordinate as written stays.

use super::degrees::Axis;
use domain::location::{Point, UNITS_PER_DEGREE};

/// The area in which the points of a table are expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// South-west corner.
    pub south_west: Point,
    /// North-east corner.
    pub north_east: Point,
}

impl Region {
    /// Whether the point lies inside or on the edge.
    pub const fn contains(&self, point: Point) -> bool {
        self.holds(point.lat_e7, Axis::Latitude) && self.holds(point.lon_e7, Axis::Longitude)
    }

    /// Whether one coordinate lies inside or on the edge.
    pub const fn holds(&self, units: i64, axis: Axis) -> bool {
        let (low, high) = match axis {
            Axis::Latitude => (self.south_west.lat_e7, self.north_east.lat_e7),
            Axis::Longitude => (self.south_west.lon_e7, self.north_east.lon_e7),
        };
        low <= units && units <= high
    }
}

/// What is doubtful about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Outside the region as written, inside with latitude and longitude exchanged.
    Swapped {
        /// The exchanged point.
        proposal: Point,
    },
    /// Outside the region, and nothing simple brings it in.
    Outside,
}

/// Compares a point with the region it is expected in.
pub fn of_point(point: Point, region: &Region) -> Option<Doubt> {
    if region.contains(point) {
        return None;
    }
    let proposal = Point { lat_e7: point.lon_e7, lon_e7: point.lat_e7 };
    Some(if region.contains(proposal) { Doubt::Swapped { proposal } } else { Doubt::Outside })
}

/// Readings of a number that lies outside the earth because its decimal point was lost or moved, or because it is
/// degrees and minutes run together: `4239.00416` may be 42.3900416 or 42° 39.00416'. Those inside the region
/// come first; without a region, those with two digits of whole degrees. Units of 1e-7 degree.
pub fn lost_point(text: &str, axis: Axis, region: Option<&Region>) -> Vec<i64> {
    let text = text.trim();
    let negative = text.starts_with('-');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain =
        text.trim_start_matches(['-', '+']).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !plain || digits.len() < 3 || digits.len() > 20 {
        return Vec::new();
    }
    let signed = |units: i64| if negative { -units } else { units };
    let moved = [2_usize, 1, 3].into_iter().filter_map(|whole| moved(&digits, whole)).map(signed);
    let minutes = degrees_and_minutes(text.trim_start_matches(['-', '+'])).map(signed);
    let mut found: Vec<i64> = moved.chain(minutes).filter(|units| units.abs() <= axis.units_max()).collect();
    if let Some(region) = region {
        found.sort_by_key(|units| !region.holds(*units, axis));
    }
    found.dedup();
    found
}

fn moved(digits: &str, whole: usize) -> Option<i64> {
    let (whole, part) = digits.split_at_checked(whole)?;
    let part: String = part.chars().chain("0000000".chars()).take(7).collect();
    Some(whole.parse::<i64>().ok()? * UNITS_PER_DEGREE + part.parse::<i64>().ok()?)
}

fn degrees_and_minutes(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ','])?;
    let at = whole.len().checked_sub(2).filter(|at| (1..=3).contains(at))?;
    let minutes = moved(&format!("{}{part}", &whole[at..]), 2)?;
    let degrees = whole[..at].parse::<i64>().ok()? * UNITS_PER_DEGREE;
    (minutes < 60 * UNITS_PER_DEGREE).then(|| degrees + (minutes + 30) / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SYRIA_AND_IRAQ: Region = Region {
        south_west: Point { lat_e7: 290_000_000, lon_e7: 355_000_000 },
        north_east: Point { lat_e7: 375_000_000, lon_e7: 490_000_000 },
    };

    #[test]
    fn sees_a_swap_only_where_it_helps() {
        let raqqa = Point { lat_e7: 359_500_000, lon_e7: 390_100_000 };
        assert_eq!(of_point(raqqa, &SYRIA_AND_IRAQ), None);
        let swapped = Point { lat_e7: 390_100_000, lon_e7: 359_500_000 };
        assert_eq!(of_point(swapped, &SYRIA_AND_IRAQ), Some(Doubt::Swapped { proposal: raqqa }));
        assert_eq!(of_point(Point { lat_e7: 0, lon_e7: 0 }, &SYRIA_AND_IRAQ), Some(Doubt::Outside));
    }

    #[test]
    fn proposes_where_the_point_was() {
        let found = lost_point("4239.00416", Axis::Longitude, Some(&SYRIA_AND_IRAQ));
        assert_eq!(found[..2], [423_900_416, 426_500_693]);
        assert_eq!(lost_point("359500000", Axis::Latitude, None)[0], 359_500_000);
        assert!(lost_point("north", Axis::Latitude, None).is_empty());
        assert!(lost_point("12", Axis::Latitude, None).is_empty());
    }

    proptest! {
        #[test]
        fn proposals_are_on_the_earth(text in "[-+]?[0-9]{0,12}[.,]?[0-9]{0,9}") {
            for units in lost_point(&text, Axis::Latitude, None) {
                prop_assert!(units.abs() <= Axis::Latitude.units_max());
            }
        }
    }
}
