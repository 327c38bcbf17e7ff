//! What a mapping must be before it reads a row: every name in it leads somewhere.

use super::{Encoding, Field, Mapping, RegionSpec, ZoneSpec};
use crate::coordinates::doubt::Region;
use domain::location::Point;
use domain::when::Zone;

impl Mapping {
    /// Says the first name that leads nowhere.
    pub(super) fn check(&self) -> Result<(), String> {
        if let Some(name) = self.table.encoding.as_deref().filter(|name| Encoding::parse(name).is_none()) {
            return Err(format!("the encoding {name:?} is not read here"));
        }
        if self.table.delimiter.is_some_and(|letter| !letter.is_ascii()) {
            return Err("the delimiter must be an ASCII letter".to_owned());
        }
        if self.table.region.is_some() && self.region().is_none() {
            return Err("the region is not four numbers of degrees, south below north".to_owned());
        }
        for name in self.key.iter().chain(&self.needs) {
            self.check_column(name)?;
        }
        for list in self.lists.values() {
            self.check_column(&list.column)?;
        }
        for draft in &self.drafts {
            let all = draft.fields.values();
            let mut wrong = Ok(());
            for field in all {
                field.each(&mut |field| {
                    if wrong.is_ok() {
                        wrong = self.check_field(field);
                    }
                });
            }
            wrong.map_err(|why| format!("draft {:?}: {why}", draft.slot))?;
            for name in draft.only_if.iter().chain(draft.lookups.values().map(|lookup| &lookup.column)) {
                self.check_column(name)?;
            }
            for name in draft.shared.iter().flat_map(super::Template::columns) {
                self.check_column(name)?;
            }
            if let Some(list) = draft.each.as_deref().filter(|list| !self.lists.contains_key(*list)) {
                return Err(format!("draft {:?} is made for each of {list:?}, which is no list", draft.slot));
            }
            if let Some(name) = draft.required.iter().find(|name| !draft.fields.contains_key(*name)) {
                return Err(format!("draft {:?} requires {name:?}, which it does not fill", draft.slot));
            }
        }
        for link in &self.links {
            for slot in [&link.from, &link.to] {
                self.check_slot(slot)?;
            }
        }
        Ok(())
    }

    fn check_field(&self, field: &Field) -> Result<(), String> {
        for name in field.columns() {
            self.check_column(name)?;
        }
        match field {
            Field::Reference { slot } => self.check_slot(slot),
            Field::Items { list, .. } if !self.lists.contains_key(list) => {
                Err(format!("{list:?} is no list"))
            }
            Field::When { zone: ZoneSpec::Name(name), .. } => {
                Zone::parse(name).map(|_| ()).map_err(|error| error.to_string())
            }
            Field::Count { bound: Some(bound), .. } if domain::vocabulary::Bound::parse(bound).is_none() => {
                Err(format!("{bound:?} is no bound"))
            }
            _ => Ok(()),
        }
    }

    fn check_column(&self, name: &str) -> Result<(), String> {
        if self.columns.contains_key(name) {
            return Ok(());
        }
        if let Some((list, part)) = name.split_once('.')
            && let Some(list) = self.lists.get(list)
            && (list.parts.iter().any(|found| found == part) || list.parts.is_empty() && part == "text")
        {
            return Ok(());
        }
        Err(format!("{name:?} is neither in [columns] nor a part of a list"))
    }

    fn check_slot(&self, slot: &str) -> Result<(), String> {
        let known = self.drafts.iter().any(|draft| draft.slot == slot);
        known.then_some(()).ok_or_else(|| format!("there is no draft {slot:?}"))
    }
}

pub(super) fn region(spec: &RegionSpec) -> Option<Region> {
    let south_west = Point::parse(&spec.south, &spec.west)?;
    let north_east = Point::parse(&spec.north, &spec.east)?;
    let region = Region { south_west, north_east };
    (south_west.lat_e7 < north_east.lat_e7 && south_west.lon_e7 < north_east.lon_e7).then_some(region)
}
