//! Which place the words of a line mean: the one they were resolved to before, else the one of the gazetteer that
//! alone bears the name. Several candidates leave the words unresolved.

use crate::error::Result;
use crate::limits::RELEASES_COMPARED_MAX;
use crate::record::marks;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::fold::fold;
use domain::id::PlaceId;
use domain::record::{Place, ReleaseLine};
use std::collections::{BTreeMap, BTreeSet};

/// Names looked for in the gazetteer at once.
const NAMES_MAX: usize = 200;

impl Register {
    /// Fills places, and countries of lines that name none, where they are certain. Two statements at most.
    pub(crate) async fn resolve_places(&self, scope: Scope, lines: &mut [ReleaseLine]) -> Result<()> {
        let names: BTreeSet<String> = lines
            .iter()
            .filter_map(|line| line.place_words.as_deref())
            .map(fold)
            .filter(|name| !name.is_empty())
            .collect();
        let names: Vec<String> = names.into_iter().take(NAMES_MAX).collect();
        if names.is_empty() {
            return Ok(());
        }
        let before = self.resolved_before(scope, &names).await?;
        let borne = self.bearers(scope, &names).await?;
        for line in lines {
            let Some(name) = line.place_words.as_deref().map(fold) else { continue };
            let known = before.get(&name);
            if line.country.is_none() {
                line.country = known.and_then(|known| only(&known.countries)).cloned();
            }
            if line.place.is_none() {
                let places = known.map(|known| &known.places).filter(|places| !places.is_empty());
                line.place = places.or_else(|| borne.get(&name)).and_then(only).copied();
            }
        }
        Ok(())
    }

    async fn resolved_before(&self, scope: Scope, names: &[String]) -> Result<BTreeMap<String, Known>> {
        let sql = format!(
            "select distinct place_folded, place, country from release_line
             where project = $1{} and place_folded in ({}) limit {}",
            scope.sees("release_line"),
            marks(2, names.len()),
            RELEASES_COMPARED_MAX
        );
        let mut values = vec![scope.project.0.into()];
        values.extend(names.iter().map(|name| name.as_str().into()));
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for row in self.db.rows_of(sql, values).await? {
            let entry = known.entry(row.text(0)?).or_default();
            entry.places.extend(row.maybe_id(1)?.map(PlaceId));
            entry.countries.extend(row.maybe_text(2)?);
        }
        Ok(known)
    }

    /// The places that bear each name, folded.
    async fn bearers(&self, scope: Scope, names: &[String]) -> Result<BTreeMap<String, BTreeSet<PlaceId>>> {
        let mut borne: BTreeMap<String, BTreeSet<PlaceId>> = BTreeMap::new();
        // One word with every word of every name as its alternatives: a place that bears a name holds one of them.
        let words: BTreeSet<String> =
            names.iter().flat_map(|name| name.split(' ')).map(str::to_owned).collect();
        let query = self.db.dialect().search_query(&[words.into_iter().collect()]);
        let sql = format!(
            "select p.id, p.body from place p where p.project = $2{} and p.id in (select m.id from ({}) m where m.kind = 'place')",
            scope.sees("p"),
            self.search_match(scope)
        );
        for row in self.db.rows_of(sql, vec![query.into(), scope.project.0.into()]).await? {
            let body = json_body(&row.text(1)?)?;
            let Ok(place) = domain::record::read::<Place>(&body) else { continue };
            let bears = place.alternate_names.iter().chain(&place.name_ar).chain([&place.name]);
            for name in bears.map(|name| fold(name)).filter(|name| names.contains(name)) {
                borne.entry(name).or_default().insert(PlaceId(row.id(0)?));
            }
        }
        Ok(borne)
    }
}

#[derive(Default)]
struct Known {
    places: BTreeSet<PlaceId>,
    countries: BTreeSet<String>,
}

fn only<T: Ord>(set: &BTreeSet<T>) -> Option<&T> {
    set.first().filter(|_| set.len() == 1)
}
