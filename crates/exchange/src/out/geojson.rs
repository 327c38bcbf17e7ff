//! Features of a GeoJSON collection (RFC 7946). A record without a point has `geometry: null` and all its fields.

use crate::error::Error;
use domain::location::Point;
use domain::record::Body;
use serde_json::{Map, Value};
use std::io::Write;

/// What stands before the first feature.
pub fn start(output: &mut impl Write, about: &Value) -> Result<(), Error> {
    Ok(write!(output, "{{\"type\":\"FeatureCollection\",\"about\":{about},\"features\":[")?)
}

/// One feature.
pub fn feature(
    output: &mut impl Write,
    id: &str,
    body: &Body,
    properties: &Map<String, Value>,
    first: bool,
) -> Result<(), Error> {
    let comma = if first { "" } else { "," };
    let (id, properties) = (Value::from(id), Value::Object(properties.clone()));
    let geometry = match point(body) {
        Some(point) => {
            let (lat, lon) = point.degrees();
            format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}")
        }
        None => "null".to_owned(),
    };
    Ok(write!(
        output,
        "{comma}\n{{\"type\":\"Feature\",\"id\":{id},\"geometry\":{geometry},\"properties\":{properties}}}"
    )?)
}

fn point(body: &Body) -> Option<Point> {
    let point = body.get("location")?.get("point")?;
    Some(Point { lat_e7: point.get("lat_e7")?.as_i64()?, lon_e7: point.get("lon_e7")?.as_i64()? })
}
