//! What to leave of the releases: the parameters of the list's address.
//!
//! | parameter | values |
//! |---|---|
//! | `year` | a year in which a covered day lies |
//! | `publisher` | who issued or relayed it |
//! | `country` | a country of its lines |
//! | `late` | `yes`: with strikes of earlier days |
//! | `sums` | `differ`: with a sum that does not hold |
//! | `q` | words in either script: number, key, publisher, note, or a place of its lines |
//!
//! Values of one parameter widen, parameters narrow.

use crate::db::Value;
use crate::incident::Parts;
use crate::limits::{FILTER_CHARS_MAX, FILTER_VALUES_MAX};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use std::collections::BTreeSet;

/// A choice of releases. The default leaves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Years of covered days.
    pub years: BTreeSet<String>,
    /// Publishers.
    pub publishers: BTreeSet<String>,
    /// Countries of lines.
    pub countries: BTreeSet<String>,
    /// Only those with late additions.
    pub late: bool,
    /// Only those with a sum that does not hold.
    pub differ: bool,
    /// Words looked for.
    pub words: Option<String>,
}

/// Which parameter a condition comes from; a facet's own counts leave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    Year,
    Publisher,
    Country,
    Late,
}

impl Filter {
    /// Reads the parameters of an address; others are left to the caller, empty and overlong ones choose nothing.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() || value.chars().count() > FILTER_CHARS_MAX || value.contains('\0') {
                continue;
            }
            let set = match name {
                "year" => &mut filter.years,
                "publisher" => &mut filter.publishers,
                "country" => &mut filter.countries,
                "late" => {
                    filter.late = value == "yes";
                    continue;
                }
                "sums" => {
                    filter.differ = value == "differ";
                    continue;
                }
                "q" => {
                    filter.words = Some(value.to_owned());
                    continue;
                }
                _ => continue,
            };
            if set.len() < FILTER_VALUES_MAX {
                set.insert(value.to_owned());
            }
        }
        filter
    }

    /// The parameters of an address that says the same.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let sets = [("year", &self.years), ("publisher", &self.publishers), ("country", &self.countries)];
        let mut pairs: Vec<(&'static str, String)> = sets
            .into_iter()
            .flat_map(|(name, set)| set.iter().map(move |value| (name, value.clone())))
            .collect();
        pairs.extend(self.late.then(|| ("late", "yes".to_owned())));
        pairs.extend(self.differ.then(|| ("sums", "differ".to_owned())));
        pairs.extend(self.words.clone().map(|words| ("q", words)));
        pairs
    }

    /// Whether it leaves everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A statement's conditions by the parameter they come from.
pub(crate) struct Conditions {
    pub(crate) parts: Parts,
    /// The project's mark.
    pub(crate) project: String,
    by_facet: Vec<(Option<Facet>, String)>,
}

impl Conditions {
    /// All conditions but those of one facet, joined.
    pub(crate) fn without(&self, facet: Option<Facet>) -> String {
        let kept = self.by_facet.iter().filter(|(own, _)| own.is_none() || *own != facet);
        kept.map(|(_, condition)| condition.as_str()).collect::<Vec<_>>().join(" and ")
    }
}

impl Register {
    /// The conditions of a filter over releases `r`. `differing` are the releases whose sums do not hold, if asked.
    pub(crate) fn release_conditions(
        &self,
        scope: Scope,
        filter: &Filter,
        differing: Option<&[RecordId]>,
    ) -> Conditions {
        let mut parts = Parts { values: Vec::new(), conditions: Vec::new() };
        let mut by_facet = Vec::new();
        let project = match &filter.words {
            None => parts.bind(scope.project.0),
            Some(words) => {
                let query = self.search_query(words);
                // The search's own text takes its query as $1 and the project as $2.
                parts.bind(query.clone().unwrap_or_default());
                let project = parts.bind(scope.project.0);
                let found = self.search_match(scope);
                let condition = match query {
                    Some(_) => format!(
                        "(r.id in (select m.id from ({found}) m where m.kind = 'release')
                          or r.id in (select w.release from release_line w where w.project = {project}{}
                            and w.id in (select m.id from ({found}) m where m.kind = 'release_line')))",
                        scope.sees("w")
                    ),
                    None => "$1 <> ''".to_owned(),
                };
                by_facet.push((None, condition));
                project
            }
        };
        by_facet.push((None, format!("r.project = {project}{}", scope.sees("r"))));
        if !filter.years.is_empty() {
            let years: Vec<String> = filter
                .years
                .iter()
                .map(|year| {
                    let mark = parts.bind(year.as_str());
                    format!("(substr(r.day_start, 1, 4) <= {mark} and substr(r.day_end, 1, 4) >= {mark})")
                })
                .collect();
            by_facet.push((Some(Facet::Year), format!("({})", years.join(" or "))));
        }
        if !filter.publishers.is_empty() {
            let marks = parts.bind_all(filter.publishers.iter().cloned());
            by_facet.push((Some(Facet::Publisher), format!("r.publisher in ({marks})")));
        }
        if !filter.countries.is_empty() {
            let marks = parts.bind_all(filter.countries.iter().cloned());
            let condition = format!(
                "exists (select 1 from release_line c where c.release = r.id{} and c.country in ({marks}))",
                scope.sees("c")
            );
            by_facet.push((Some(Facet::Country), condition));
        }
        if filter.late {
            by_facet.push((Some(Facet::Late), late(scope)));
        }
        if let Some(ids) = differing {
            let marks: Vec<String> = ids.iter().map(|id| parts.bind(Value::from(id.0))).collect();
            let condition = if marks.is_empty() {
                "r.publisher is null".to_owned()
            } else {
                format!("r.id in ({})", marks.join(", "))
            };
            by_facet.push((None, condition));
        }
        Conditions { parts, project, by_facet }
    }
}

/// Releases with strikes of earlier days.
pub(crate) fn late(scope: Scope) -> String {
    let sees = scope.sees("c");
    format!("exists (select 1 from release_line c where c.release = r.id{sees} and c.late_addition = true)")
}
