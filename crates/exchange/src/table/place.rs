//! The cells of a row as a place. A point is never corrected here: what looks exchanged or lost is proposed.

use super::fill::Filler;
use super::mapping::Field;
use super::problem::Fault;
use crate::coordinates::doubt::{self, Doubt};
use crate::coordinates::{self, Axis, Error, GridBox, distance_m};
use domain::location::{Location, Point};
use domain::vocabulary::{PrecisionClass, SuppliedBy};
use serde_json::Value;

impl<'a> Filler<'_, 'a, '_> {
    /// Any of a point, a grid reference and words.
    pub(super) fn location(&mut self, field: &'a Field) -> Option<Value> {
        let Field::Location { latitude, longitude, point, mgrs, words, words_ar, precision, supplied_by } =
            field
        else {
            return None;
        };
        let grid = mgrs.as_deref().and_then(|column| self.grid(column));
        let printed = match (latitude, longitude, point) {
            (Some(latitude), Some(longitude), _) => self.degrees(latitude, longitude),
            (_, _, Some(column)) => self.pair(column),
            _ => None,
        };
        let printed =
            printed.filter(|point| self.is_expected(*point, latitude.as_deref().or(point_column(field))));
        if let (Some(point), Some(grid), Some(column)) = (printed, &grid, mgrs) {
            self.compare(point, grid, column);
        }
        let point = printed.or(grid.as_ref().map(|grid| grid.centre));
        let class = precision.as_deref().and_then(|field| self.field(field));
        let class = class.as_ref().and_then(Value::as_str).and_then(PrecisionClass::parse);
        let supplier = supplied_by.as_deref().and_then(|field| self.field(field));
        let supplier = supplier.as_ref().and_then(Value::as_str).and_then(SuppliedBy::parse);
        let words = words.as_ref().and_then(|words| words.fill(|name| self.cell(name)));
        let words_ar = words_ar.as_ref().and_then(|words| words.fill(|name| self.cell(name)));
        let reference = mgrs.as_deref().and_then(|column| self.cell(column)).map(str::to_owned);
        if point.is_none() && reference.is_none() && words.is_none() && words_ar.is_none() {
            return None;
        }
        let location = Location {
            point,
            precision: class.or(grid.map(|grid| grid.precision)).or(point.map(|_| PrecisionClass::Unknown)),
            sigma_m: None,
            supplied_by: supplier.filter(|_| point.is_some()),
            mgrs: reference,
            words,
            words_ar,
        };
        serde_json::to_value(location).ok()
    }

    fn grid(&mut self, column: &str) -> Option<GridBox> {
        let text = self.cell(column)?;
        match coordinates::mgrs(text) {
            Ok(grid) => Some(grid),
            Err(error) => {
                let hint =
                    "Write it as 38S KF 703 698: zone, band, two letters, and an even number of digits.";
                self.error(error.code(), column, text, format!("{error}; only its words were kept"), hint);
                None
            }
        }
    }

    fn degrees(&mut self, latitude: &str, longitude: &str) -> Option<Point> {
        match (self.cell(latitude), self.cell(longitude)) {
            (None, None) => None,
            (Some(lat), Some(lon)) => {
                let lat_e7 = self.coordinate(latitude, lat, Axis::Latitude);
                let lon_e7 = self.coordinate(longitude, lon, Axis::Longitude);
                Some(Point { lat_e7: lat_e7?, lon_e7: lon_e7? })
            }
            (lat, lon) => {
                let (column, text) = if lat.is_none() { (latitude, lon) } else { (longitude, lat) };
                let detail = "one of the two coordinates is missing; the point was left out";
                self.error(
                    "coordinates-incomplete",
                    column,
                    text.unwrap_or(""),
                    detail,
                    "Fill it in, or empty both.",
                );
                None
            }
        }
    }

    fn coordinate(&mut self, column: &str, text: &str, axis: Axis) -> Option<i64> {
        let error = match coordinates::degrees(text, axis) {
            Ok(units) => return Some(units),
            Err(error) => error,
        };
        let proposals = match error {
            Error::OutOfRange { .. } => doubt::lost_point(text, axis, self.shared.region.as_ref()),
            _ => Vec::new(),
        };
        let shown: Vec<String> = proposals.iter().take(2).map(|units| shown(*units)).collect();
        let detail = format!("{error}; the point was left out");
        let fault = |hint: &str| Fault::error(error.code(), column, text, detail, hint);
        self.fault(match (&shown[..], &error) {
            ([_, ..], _) => {
                let hint =
                    format!("Perhaps {}: correct the cell if so. Nothing was changed.", shown.join(" or "));
                fault(&hint).with("proposal", shown.join(" / "))
            }
            ([], Error::OtherAxis { .. }) => {
                fault("Correct the letter, or exchange the two cells if they stand in each other's column.")
            }
            ([], _) => fault("Write decimal degrees such as 35.9506, or degrees, minutes and seconds."),
        });
        None
    }

    fn pair(&mut self, column: &str) -> Option<Point> {
        let text = self.cell(column)?;
        match coordinates::pair(text) {
            Ok(point) => Some(point),
            Err(error) => {
                let hint = "Write latitude and longitude as 35.9506, 39.0094.";
                self.error(error.code(), column, text, format!("{error}; the point was left out"), hint);
                None
            }
        }
    }

    /// Whether a point may land: one that lies in the region only when exchanged does not.
    fn is_expected(&mut self, point: Point, column: Option<&str>) -> bool {
        let Some(region) = self.shared.region else { return true };
        let column = column.unwrap_or("");
        let (lat, lon) = point.degrees();
        let written = format!("{lat}, {lon}");
        match doubt::of_point(point, &region) {
            None => true,
            Some(Doubt::Swapped { proposal }) => {
                let (lat, lon) = proposal.degrees();
                let detail =
                    "outside the region of this table, inside it with both exchanged; the point was left out";
                let hint =
                    format!("Perhaps {lat}, {lon}: exchange the two cells if so. Nothing was changed.");
                let fault = Fault::error("coordinates-perhaps-swapped", column, &written, detail, &hint);
                self.fault(fault.with("proposal", format!("{lat}, {lon}")));
                false
            }
            Some(Doubt::Outside) => {
                let detail = "outside the region the mapping expects; the point landed as written";
                let hint = "Check the point, or widen [table.region] in the mapping.";
                self.warning("coordinates-outside-region", column, &written, detail, hint);
                true
            }
        }
    }

    /// A point in degrees must lie in or at the box that the grid reference names.
    fn compare(&mut self, point: Point, grid: &GridBox, column: &str) {
        let metres = distance_m(point, grid.centre);
        let side_m = f64::from(u32::try_from(grid.side_m).unwrap_or(u32::MAX));
        if metres > side_m.mul_add(1.5, 5.0) {
            let detail =
                format!("the degrees lie {metres:.0} m from the middle of this box of {} m", grid.side_m);
            let hint = "Find out which of the two is right; the degrees landed.";
            self.warning("degrees-and-grid-disagree", column, &grid.reference, detail, hint);
        }
    }
}

fn point_column(field: &Field) -> Option<&str> {
    match field {
        Field::Location { point, .. } => point.as_deref(),
        _ => None,
    }
}

fn shown(units: i64) -> String {
    Point { lat_e7: 0, lon_e7: units }.degrees().1
}
