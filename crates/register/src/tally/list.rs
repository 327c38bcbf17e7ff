//! One page of the list of tallies, latest first, by keyset, and how many each filter would leave.

use super::{Filter, Side, Stated};
use crate::error::{Error, Result};
use crate::incident::Parts;
use crate::record::{RECORD, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;
use domain::problem::Problem;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a page begins or ends: what a tally is as of, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// First moment it can be as of; empty where not stated.
    pub key: String,
    /// The tally.
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}~{}", self.key, self.id)
    }
}

impl Cursor {
    /// The cursor at a tally.
    pub fn at(stated: &Stated) -> Self {
        Self { key: stated.moment().to_owned(), id: stated.id.0 }
    }

    /// Reads the parameter `after` or `before`.
    ///
    /// # Errors
    /// `record-refused` with `code-not-recognised`.
    pub fn parse(text: &str) -> Result<Self> {
        let read = || {
            let (key, id) = text.split_once('~')?;
            let fits =
                key.len() <= 24 && key.bytes().all(|byte| byte.is_ascii_digit() || b"-:TZ".contains(&byte));
            fits.then_some(Self { key: key.to_owned(), id: Uuid::parse_str(id).ok()? })
        };
        let shown: String = text.chars().take(80).collect();
        read().ok_or_else(|| {
            Error::Refused(vec![Problem::refuse("code-not-recognised", "after").with("code", shown)])
        })
    }
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The first.
    #[default]
    First,
    /// Those after a row.
    After(Cursor),
    /// Those before a row.
    Before(Cursor),
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The tallies, latest first.
    pub rows: Vec<Stated>,
    /// Whether there are rows before these.
    pub has_earlier: bool,
    /// Whether there are rows after these.
    pub has_later: bool,
}

/// How many tallies there are, and of each value of each parameter how many it alone would leave of the others'
/// choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorts {
    /// Tallies left.
    pub tallies: i64,
    /// By kind.
    pub kinds: BTreeMap<String, i64>,
    /// By body.
    pub bodies: BTreeMap<String, i64>,
    /// By side.
    pub sides: BTreeMap<Side, i64>,
}

impl Register {
    /// One page of tallies; two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn tallies(&self, scope: Scope, filter: &Filter, page: &Page, limit: i64) -> Result<Rows> {
        let mut parts = Parts { values: vec![scope.project.0.into()], conditions: Vec::new() };
        parts.conditions.push(format!("r.project = $1{}", scope.sees("r")));
        filter.narrow(scope, &mut parts);
        let (is_back, is_first) = (matches!(page, Page::Before(_)), *page == Page::First);
        if let Page::After(cursor) | Page::Before(cursor) = page {
            let (key, id) = (parts.bind(cursor.key.clone()), parts.bind(cursor.id));
            let sign = if is_back { ">" } else { "<" };
            parts.conditions.push(format!("(coalesce(r.as_of, ''), r.id) {sign} ({key}, {id})"));
        }
        let direction = if is_back { "asc" } else { "desc" };
        let sql = format!(
            "select {RECORD} from tally r where {} order by coalesce(r.as_of, '') {direction}, r.id {direction}
             limit {}",
            parts.conditions.join(" and "),
            limit.saturating_add(1)
        );
        let rows = self.db.rows_of(sql, parts.values).await?;
        let mut records = rows.iter().map(|row| record_of(Kind::Tally, row)).collect::<Result<Vec<_>>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = records.len() > limit;
        records.truncate(limit);
        if is_back {
            records.reverse();
        }
        let (has_earlier, has_later) = if is_back { (has_more, true) } else { (!is_first, has_more) };
        Ok(Rows { rows: self.with_speakers(scope, &records).await?, has_earlier, has_later })
    }

    /// Counts by kind, body and side; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn tally_sorts(&self, scope: Scope, filter: &Filter) -> Result<Sorts> {
        let sql = format!(
            "select coalesce(r.tally_kind, ''), coalesce(r.tally_body, ''),
              exists (select 1 from source s where s.project = $1{} and s.name = r.tally_body
                and s.source_kind = 'official'), count(*)
            from tally r where r.project = $1{} group by 1, 2, 3",
            scope.sees("s"),
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let mut sorts = Sorts::default();
        for row in &rows {
            let (kind, body, count) = (row.text(0)?, row.text(1)?, row.int(3)?);
            let side = if row.flag(2)? { Side::Official } else { Side::Other };
            let fits_kind = filter.kinds.is_empty() || filter.kinds.contains(&kind);
            let fits_body = filter.bodies.is_empty() || filter.bodies.contains(&body);
            let fits_side = filter.sides.is_empty() || filter.sides.contains(&side);
            if fits_kind && fits_body && fits_side {
                sorts.tallies += count;
            }
            if fits_body && fits_side {
                *sorts.kinds.entry(kind).or_default() += count;
            }
            if fits_kind && fits_side {
                *sorts.bodies.entry(body).or_default() += count;
            }
            if fits_kind && fits_body {
                *sorts.sides.entry(side).or_default() += count;
            }
        }
        Ok(sorts)
    }
}
