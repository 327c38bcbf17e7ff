//! How many incidents of each sort a filter leaves, and their tolls: one statement for every facet at once.
//!
//! The database counts each combination of what the facets look at; the counts of one facet under all *other*
//! choices are then sums over combinations. Tolls of our own assessments and of those taken over stay apart.

use super::filter::{AT_LEAST, KNOWN, NO, NONE, RANGE, UNKNOWN, UP_TO, YES};
use super::shown::{LOWER, NEITHER, UPPER};
use super::{Facet, Filter};
use crate::db::{Row, Value};
use crate::error::Result;
use crate::record::kind_of;
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;
use std::collections::BTreeMap;

/// The killed of several incidents under one basis: known ends summed, unknown ones counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// Incidents assessed under this basis.
    pub incidents: i64,
    /// Incidents with both ends known.
    pub both: i64,
    /// Their minima, summed.
    pub both_min: i64,
    /// Their maxima, summed.
    pub both_max: i64,
    /// Incidents with a minimum only.
    pub lower: i64,
    /// Those minima, summed.
    pub lower_min: i64,
    /// Incidents with a maximum only.
    pub upper: i64,
    /// Those maxima, summed.
    pub upper_max: i64,
    /// Incidents with neither end known.
    pub unknown: i64,
}

/// What a filter leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorts {
    /// Incidents left.
    pub incidents: i64,
    /// Of each value of each facet, how many there would be if only that value were chosen in its facet.
    pub counts: BTreeMap<Facet, BTreeMap<String, i64>>,
    /// Killed, in our own assessments: what `basis=own` alone would leave. Nothing where that basis is not chosen.
    pub own: Toll,
    /// Killed, in assessments taken over: what `basis=adopted` alone would leave.
    pub adopted: Toll,
}

/// What an assessment says, of all incidents of one combination.
struct Judged {
    grade: Option<String>,
    ends: i64,
    min: i64,
    max: i64,
}

/// Incidents alike in everything the facets look at.
struct Cell {
    own: Option<Judged>,
    adopted: Option<Judged>,
    campaign: Option<String>,
    outcome: Option<String>,
    objects: Vec<String>,
    is_candidate: bool,
    count: i64,
}

impl Register {
    /// Counts and tolls of the incidents that a filter leaves.
    ///
    /// # Errors
    /// `record-refused` for a date that is not understood, or from the database.
    pub async fn incident_sorts(&self, scope: Scope, filter: &Filter) -> Result<Sorts> {
        let (sql, values) = self.sorts_statement(scope, filter)?;
        let rows = self.db.rows_of(sql, values).await?;
        let cells = rows.iter().map(cell).collect::<Result<Vec<_>>>()?;
        Ok(sorts(&cells, filter))
    }

    pub(super) fn sorts_statement(&self, scope: Scope, filter: &Filter) -> Result<(String, Vec<Value>)> {
        let (project, parts) = self.incident_parts(scope, filter)?;
        let looks_at_incidents = filter.words.is_some() || filter.from.is_some() || filter.to.is_some();
        let (incidents, conditions) = if looks_at_incidents {
            (" join incident i on i.id = s.incident", format!(" and {}", parts.conditions.join(" and ")))
        } else {
            ("", String::new())
        };
        let sums = ["own_killed_min", "own_killed_max", "adopted_killed_min", "adopted_killed_max"]
            .map(|column| format!("cast(coalesce(sum(s.{column}), 0) as bigint)"))
            .join(", ");
        let sql = format!(
            "select s.own_ends, s.own_grade, s.adopted_ends, s.adopted_grade, s.campaign, s.outcome, s.objects,
               s.candidate, count(*), {sums}
             from incident_shown s{incidents} where s.project = {project}{}{conditions}
             group by 1, 2, 3, 4, 5, 6, 7, 8",
            scope.is_shown("s"),
        );
        Ok((sql, parts.values))
    }

    /// How many records of other kinds hold the words, by kind.
    ///
    /// # Errors
    /// From the database.
    pub async fn found_elsewhere(&self, scope: Scope, words: &str) -> Result<Vec<(Kind, i64)>> {
        let Some(query) = self.search_query(words) else { return Ok(Vec::new()) };
        let sql = format!(
            "select m.kind, count(*) from ({} and r.kind <> 'incident') m group by m.kind order by m.kind",
            self.search_match(scope)
        );
        let rows = self.db.rows_of(sql, vec![query.into(), scope.project.0.into()]).await?;
        rows.iter().map(|row| Ok((kind_of(&row.text(0)?)?, row.int(1)?))).collect()
    }
}

fn cell(row: &Row) -> Result<Cell> {
    let judged = |first: usize, sums: usize| -> Result<Option<Judged>> {
        let Some(ends) = row.maybe_int(first)? else { return Ok(None) };
        Ok(Some(Judged {
            grade: row.maybe_text(first + 1)?,
            ends,
            min: row.int(sums)?,
            max: row.int(sums + 1)?,
        }))
    };
    let objects = row.maybe_text(6)?.unwrap_or_default();
    Ok(Cell {
        own: judged(0, 9)?,
        adopted: judged(2, 11)?,
        campaign: row.maybe_text(4)?,
        outcome: row.maybe_text(5)?,
        objects: objects.split(' ').filter(|slug| !slug.is_empty()).map(str::to_owned).collect(),
        is_candidate: row.flag(7)?,
        count: row.int(8)?,
    })
}

impl Cell {
    fn shown(&self, adopted: bool) -> Option<&Judged> {
        if adopted { self.adopted.as_ref() } else { self.own.as_ref().or(self.adopted.as_ref()) }
    }

    /// The values of a facet that these incidents have; at least one.
    fn values(&self, facet: Facet, adopted: bool) -> Vec<&str> {
        let shown = self.shown(adopted);
        match facet {
            Facet::Grade => vec![shown.and_then(|judged| judged.grade.as_deref()).unwrap_or(NONE)],
            Facet::Basis => {
                let bases = [self.own.as_ref().map(|_| "own"), self.adopted.as_ref().map(|_| "adopted")];
                let bases: Vec<&str> = bases.into_iter().flatten().collect();
                if bases.is_empty() { vec![NONE] } else { bases }
            }
            Facet::Campaign => vec![self.campaign.as_deref().unwrap_or(NONE)],
            Facet::Outcome => vec![self.outcome.as_deref().unwrap_or(NONE)],
            Facet::Object if self.objects.is_empty() => vec![NONE],
            Facet::Object => self.objects.iter().map(String::as_str).collect(),
            Facet::Killed => match shown.map_or(NEITHER, |judged| judged.ends) {
                NEITHER => vec![UNKNOWN],
                LOWER => vec![KNOWN, AT_LEAST],
                UPPER => vec![KNOWN, UP_TO],
                _ => vec![KNOWN, RANGE],
            },
            Facet::Candidate => vec![if self.is_candidate { YES } else { NO }],
        }
    }

    fn is_left(&self, filter: &Filter, but: Option<Facet>, adopted: bool) -> bool {
        Facet::ALL.into_iter().filter(|facet| Some(*facet) != but).all(|facet| {
            filter.values(facet).is_none_or(|chosen| {
                self.values(facet, adopted).into_iter().any(|value| chosen.contains(value))
            })
        })
    }
}

impl Toll {
    fn add(&mut self, judged: &Judged, count: i64) {
        self.incidents += count;
        match judged.ends {
            NEITHER => self.unknown += count,
            LOWER => {
                self.lower += count;
                self.lower_min += judged.min;
            }
            UPPER => {
                self.upper += count;
                self.upper_max += judged.max;
            }
            _ => {
                self.both += count;
                self.both_min += judged.min;
                self.both_max += judged.max;
            }
        }
    }
}

fn sorts(cells: &[Cell], filter: &Filter) -> Sorts {
    let mut sorts = Sorts::default();
    let adopted = filter.shows_adopted();
    let left = cells.iter().filter(|cell| cell.is_left(filter, None, adopted));
    sorts.incidents = left.map(|cell| cell.count).sum();
    let bases = [("own", &mut sorts.own), ("adopted", &mut sorts.adopted)];
    for (basis, toll) in bases {
        if filter.values(Facet::Basis).is_some_and(|chosen| !chosen.contains(basis)) {
            continue;
        }
        let alone = filter.clone().only(Facet::Basis, basis);
        let adopted = basis == "adopted";
        for cell in cells.iter().filter(|cell| cell.is_left(&alone, None, adopted)) {
            if let Some(judged) = cell.shown(adopted) {
                toll.add(judged, cell.count);
            }
        }
    }
    for facet in Facet::ALL {
        let counts = sorts.counts.entry(facet).or_default();
        for cell in cells {
            // Each basis shows its own assessment, so its count looks at that one.
            for value in cell.values(facet, adopted) {
                let adopted = if facet == Facet::Basis { value == "adopted" } else { adopted };
                if cell.is_left(filter, Some(facet), adopted) {
                    *counts.entry(value.to_owned()).or_default() += cell.count;
                }
            }
        }
    }
    sorts
}
