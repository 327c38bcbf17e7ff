//! The Dutch list gives each position twice, as a grid reference and as degrees: they must agree.

use crate::shared;
use domain::location::Point;
use exchange::coordinates::{Axis, degrees, distance_m, mgrs};

#[test]
fn the_dutch_list_agrees_with_itself() {
    let Some(bytes) = shared::bytes("nl-airstrikes/nl_strikes_2014_2018_unclass.csv") else { return };
    let text = String::from_utf8(bytes).unwrap();
    let (mut rows, mut worst_corner_m, mut worst_centre_m) = (0, 0.0_f64, 0.0_f64);
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let grid = mgrs(cells[3]).unwrap();
        assert_eq!(grid.side_m, 100);
        let lat_e7 = degrees(cells[4], Axis::Latitude).unwrap();
        let printed = Point { lat_e7, lon_e7: degrees(cells[5], Axis::Longitude).unwrap() };
        worst_corner_m = worst_corner_m.max(distance_m(grid.south_west, printed));
        worst_centre_m = worst_centre_m.max(distance_m(grid.centre, printed));
        rows += 1;
    }
    println!(
        "{rows} rows; worst distance to the corner {worst_corner_m:.4} m, to the centre {worst_centre_m:.4} m"
    );
    assert_eq!(rows, 2_188);
    assert!(worst_corner_m < 0.1, "{worst_corner_m}");
}
