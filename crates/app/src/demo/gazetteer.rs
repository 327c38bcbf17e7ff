//! The places of the demonstration, and which of them a name means.
//!
//! A name means a place only where exactly one place bears it; otherwise it stays words. Start at [`load`] and
//! [`Gazetteer::place`].

use super::facts::PLACES;
use super::loader::{Loader, create_as};
use super::table::{Row, Table};
use crate::failure::Result;
use domain::fold::fold;
use domain::id::PlaceId;
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::Place;
use domain::vocabulary::{PlaceKind, PrecisionClass, SuppliedBy};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Basis of an entry that is a recorder's second point for a city already here: it bears no name of its own, or
/// the city's name would mean neither.
const SECOND_POINT: &str = "Airwars generic city point";

/// Places by every name they bear, folded.
#[derive(Default)]
pub struct Gazetteer {
    names: BTreeMap<String, BTreeSet<Uuid>>,
    governorates: BTreeMap<Uuid, String>,
}

impl Gazetteer {
    fn learn(&mut self, id: Uuid, place: &Place) {
        if place.basis.as_deref() == Some(SECOND_POINT) {
            return;
        }
        let names = place.alternate_names.iter().chain(&place.name_ar).chain([&place.name]);
        for name in names.map(|name| fold(name)).filter(|name| !name.is_empty()) {
            self.names.entry(name).or_default().insert(id);
        }
        self.governorates.extend(place.governorate.clone().map(|name| (id, name)));
    }

    /// The one place that bears the name; `None` where none or several do.
    pub fn place(&self, name: &str) -> Option<PlaceId> {
        let places = self.names.get(&fold(name))?;
        let one = places.first().filter(|_| places.len() == 1)?;
        Some(PlaceId(*one))
    }

    /// The governorate a place lies in.
    pub fn governorate(&self, place: PlaceId) -> Option<String> {
        self.governorates.get(&place.0).cloned()
    }
}

/// Loads the places. Their ids are taken first, because a place may name a parent that stands below it.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(PLACES.0, PLACES.1)?;
    let mut work = loader.work(table.name).await?;
    let mut ids = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let id = work.new_id()?;
        loader.learn(row.need("place_id")?, Kind::Place, id)?;
        ids.push(id);
    }
    for (row, id) in table.rows.iter().zip(&ids) {
        let parent = row.get("parent_place_id")?.map(|code| loader.need(code)).transpose()?;
        let place = place(row, parent.map(|(_, id)| PlaceId(id)))?;
        loader.gazetteer.learn(*id, &place);
        create_as(&mut work, *id, Kind::Place, &place).await?;
    }
    work.commit().await?;
    Loader::count(&table, ids.len())
}

fn place(row: &Row, parent: Option<PlaceId>) -> Result<Place> {
    let alternate_names = row.parts("alternate_names", &['|'])?.into_iter().map(str::to_owned).collect();
    Ok(Place {
        code: row.need("place_id")?.to_owned(),
        name: row.need("name")?.to_owned(),
        name_ar: row.text("name_ar")?,
        alternate_names,
        kind: row.term("place_type", PlaceKind::parse)?,
        location: location(row)?,
        radius_m: row.int("radius_m")?,
        parent,
        governorate: row.text("admin1_name")?,
        basis: row.text("coordinate_basis")?,
        url: row.text("source_url")?,
        note: Some(note(row)?),
    })
}

/// What a place has no field for is kept in its note.
fn note(row: &Row) -> Result<String> {
    let mut note = row.need("source_note")?.to_owned();
    for (label, column) in [("GeoNames id", "geonames_id"), ("GeoNames first-level code", "admin1_code")] {
        if let Some(value) = row.get(column)? {
            note = format!("{note}. {label} {value}");
        }
    }
    Ok(note)
}

fn location(row: &Row) -> Result<Option<Location>> {
    let precision = row.term("precision_class", PrecisionClass::parse)?;
    let (Some(lat), Some(lon)) = (row.get("lat")?, row.get("lon")?) else {
        return Ok(precision.map(|precision| Location { precision: Some(precision), ..Location::default() }));
    };
    let point = Point::parse(lat, lon).ok_or_else(|| row.wrong("lat", "is no point on the earth"))?;
    let basis = row.get("coordinate_basis")?.unwrap_or_default();
    let supplied_by = match basis.split(' ').next() {
        Some("GeoNames") => SuppliedBy::Gazetteer,
        Some("Airwars") => SuppliedBy::Recorder,
        _ => SuppliedBy::Other,
    };
    Ok(Some(Location {
        point: Some(point),
        precision,
        supplied_by: Some(supplied_by),
        ..Location::default()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_two_places_bear_means_neither() {
        let mut gazetteer = Gazetteer::default();
        let named = |name: &str, other: &str| Place {
            name: name.to_owned(),
            alternate_names: vec![other.to_owned()],
            ..Place::default()
        };
        gazetteer.learn(Uuid::from_u128(1), &named("Ar Raqqah", "Raqqa"));
        gazetteer.learn(Uuid::from_u128(2), &named("Karamah", "Al Karāmah"));
        gazetteer.learn(Uuid::from_u128(3), &named("Karama", "Karamah"));
        assert_eq!(gazetteer.place("RAQQA"), Some(PlaceId(Uuid::from_u128(1))));
        assert_eq!(gazetteer.place("Al Karamah"), Some(PlaceId(Uuid::from_u128(2))));
        assert_eq!(gazetteer.place("Karamah"), None);
        assert_eq!(gazetteer.place("Nowhere"), None);
    }
}
