//! Pages of any kind of record: in the kind's natural order, by keyset, optionally narrowed to words or to the
//! records that name another; and what a search finds over every kind.
//!
//! Not the list of incidents with its facets: see [`crate::incident`]. Start at [`Register::page_of`].

use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::record::{RECORD, Record, kind_of, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::problem::Problem;
use uuid::Uuid;

/// Which records of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Words that each of them holds, in either script.
    pub words: Option<String>,
    /// A column of ids, one of [`crate::reference::COLUMNS`], and the record it names.
    pub of: Option<(&'static str, RecordId)>,
    /// A column of text of the kind, and what stands in it.
    pub is: Option<(&'static str, String)>,
}

/// The place of a row in the order of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the kind is sorted by; `None` for rows without it, which stand last.
    pub key: Option<String>,
    /// The record.
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            Some(key) => write!(formatter, "{}~{key}", self.id),
            None => write!(formatter, "{}", self.id),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (id, key) = text.split_once('~').map_or((text, None), |(id, key)| (id, Some(key.to_owned())));
        match Uuid::parse_str(id) {
            Ok(id) if !key.as_ref().is_some_and(|key| key.contains('\0')) => Ok(Self { key, id }),
            _ => {
                let shown: String = text.chars().take(80).collect();
                Err(Error::Refused(vec![Problem::refuse("code-not-recognised", "after").with("code", shown)]))
            }
        }
    }
}

/// Which page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    #[default]
    First,
    /// The one after a row.
    After(Cursor),
    /// The one before a row.
    Before(Cursor),
}

/// One page of a kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Its records, in order.
    pub records: Vec<Record>,
    /// How many records the choice leaves on all pages.
    pub total: i64,
    /// The first row, where there are rows before it.
    pub previous: Option<Cursor>,
    /// The last row, where there are rows after it.
    pub next: Option<Cursor>,
}

/// What a search over every kind found of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The kind.
    pub kind: Kind,
    /// How many hold the words.
    pub total: i64,
    /// The first of them.
    pub first: Vec<RecordId>,
}

/// The column a kind is sorted by, and whether from the last to the first. Columns of time fall: newest first.
const fn order(kind: Kind) -> (Option<&'static str>, bool) {
    match kind {
        Kind::Source | Kind::Belligerent | Kind::Place => (Some("name"), false),
        Kind::Operation | Kind::Project => (Some("code"), false),
        Kind::Office => (Some("office"), false),
        Kind::ReleaseLine => (Some("day_start"), true),
        Kind::Tally => (Some("as_of"), true),
        Kind::Report | Kind::Assertion | Kind::Release | Kind::Finding | Kind::Strike | Kind::Incident => {
            (Some("earliest"), true)
        }
        Kind::Task => (Some("due"), false),
        Kind::Assessment
        | Kind::ObjectDamage
        | Kind::VictimMention
        | Kind::Link
        | Kind::Member
        | Kind::Comment
        | Kind::Review
        | Kind::Approval
        | Kind::Coding
        | Kind::Annotation
        | Kind::Verification
        | Kind::SealedIdentity
        | Kind::CustodianKey => (None, false),
        Kind::Item => (Some("acquired"), true),
        Kind::Interview | Kind::SiteVisit | Kind::Consent | Kind::LegalRequest => (Some("earliest"), true),
    }
}

/// Rows with the sort key come before those without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Keyed,
    Unkeyed,
}

/// Values and conditions of a statement as it is put together.
struct Asked {
    values: Vec<Value>,
    conditions: String,
}

impl Asked {
    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }
}

impl Register {
    /// A page of a kind, in two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn page_of(
        &self,
        scope: Scope,
        kind: Kind,
        choice: &Choice,
        turn: &Turn,
        limit: i64,
    ) -> Result<Listing> {
        let Some(mut asked) = self.asked(scope, kind, choice) else { return Ok(Listing::default()) };
        let count = format!("select count(*) from {} r where {}", kind.slug(), asked.conditions);
        let total = self.db.rows_of(count, asked.values.clone()).await?;
        let total = total.first().map_or(Ok(0), |row| row.int(0))?;
        let sql = page_sql(kind, &mut asked, turn, limit);
        let rows = self.db.rows_of(sql, asked.values).await?;
        let rows = rows.iter().map(|row| listed(kind, row)).collect::<Result<Vec<_>>>()?;
        Ok(listing(rows, total, turn, limit))
    }

    /// What holds every word of a query, in either script: per kind how many, and the first `each` of them.
    ///
    /// # Errors
    /// From the database.
    pub async fn found(&self, scope: Scope, words: &str, each: i64) -> Result<Vec<Found>> {
        let Some(query) = self.search_query(words) else { return Ok(Vec::new()) };
        let sql = format!(
            "select f.kind, f.id, f.total from (
               select m.id, m.kind, row_number() over (partition by m.kind order by m.id) as place,
                 count(*) over (partition by m.kind) as total
               from ({}) m) f
             where f.place <= $3 order by f.kind, f.place",
            self.search_match(scope)
        );
        let rows = self.db.rows_of(sql, vec![query.into(), scope.project.0.into(), each.into()]).await?;
        let mut found: Vec<Found> = Vec::new();
        for row in &rows {
            let (kind, id, total) = (kind_of(&row.text(0)?)?, RecordId(row.id(1)?), row.int(2)?);
            match found.last_mut().filter(|last| last.kind == kind) {
                Some(last) => last.first.push(id),
                None => found.push(Found { kind, total, first: vec![id] }),
            }
        }
        found.sort_by_key(|found| found.kind);
        Ok(found)
    }

    /// The conditions of a choice; `None` where its words hold no word, so that nothing can match.
    fn asked(&self, scope: Scope, kind: Kind, choice: &Choice) -> Option<Asked> {
        let mut asked = Asked { values: Vec::new(), conditions: String::new() };
        asked.conditions = match &choice.words {
            None => {
                let project = asked.value(scope.project.0.into());
                format!("r.project = {project}{}", scope.sees("r"))
            }
            Some(words) => {
                // The dialect's own statement takes its query first and the project second.
                asked.value(self.search_query(words)?.into());
                let project = asked.value(scope.project.0.into());
                let slug = asked.value(kind.slug().into());
                let found = self.search_match(scope);
                format!(
                    "r.project = {project}{} and r.id in (select f.id from ({found}) f where f.kind = {slug})",
                    scope.sees("r")
                )
            }
        };
        if kind == Kind::Incident {
            asked.conditions.push_str(" and r.merged_into is null");
        }
        if let Some((column, id)) = choice.of {
            let id = asked.value(id.0.into());
            asked.conditions = format!("{} and r.{column} = {id}", asked.conditions);
        }
        if let Some((column, text)) = &choice.is {
            let text = asked.value(text.as_str().into());
            asked.conditions = format!("{} and r.{column} = {text}", asked.conditions);
        }
        Some(asked)
    }
}

fn page_sql(kind: Kind, asked: &mut Asked, turn: &Turn, limit: i64) -> String {
    let (column, falls) = order(kind);
    let (cursor, backwards) = match turn {
        Turn::First => (None, false),
        Turn::After(cursor) => (Some(cursor), false),
        Turn::Before(cursor) => (Some(cursor), true),
    };
    let falls = falls != backwards;
    let limit = asked.value((limit + 1).into());
    // A kind without a sort key has one part only, and a cursor stands in one of the two.
    let here = cursor.map(|cursor| match (&cursor.key, column) {
        (Some(_), Some(_)) => Part::Keyed,
        _ => Part::Unkeyed,
    });
    let is_passed = |part: Part| match (part, here) {
        (Part::Keyed, Some(Part::Unkeyed)) => !backwards,
        (Part::Unkeyed, Some(Part::Keyed)) => backwards,
        _ => false,
    };
    let parts: Vec<Part> = [Part::Keyed, Part::Unkeyed]
        .into_iter()
        .filter(|part| (column.is_some() || *part == Part::Unkeyed) && !is_passed(*part))
        .collect();
    let direction = if falls { "desc" } else { "asc" };
    let selects: Vec<String> = parts
        .into_iter()
        .map(|part| {
            let bound = cursor.filter(|_| here == Some(part));
            part_sql(kind, asked, part, bound, falls, &limit)
        })
        .collect();
    let turned = if backwards { "desc" } else { "asc" };
    format!(
        "{} order by part {turned}, sort_key {direction}, id {direction} limit {limit}",
        selects.join(" union all ")
    )
}

/// One part of a page: the rows with a sort key, or those without.
fn part_sql(
    kind: Kind,
    asked: &mut Asked,
    part: Part,
    cursor: Option<&Cursor>,
    falls: bool,
    limit: &str,
) -> String {
    let column = order(kind).0;
    let (direction, sign) = if falls { ("desc", "<") } else { ("asc", ">") };
    let key = column.map_or_else(|| "cast(null as text)".to_owned(), |column| format!("r.{column}"));
    let mut conditions = asked.conditions.clone();
    let (number, sorted) = match (part, column) {
        (Part::Keyed, Some(column)) => {
            conditions = format!("{conditions} and r.{column} is not null");
            if let Some(cursor) = cursor {
                let (key, id) = (asked.value(cursor.key.clone().into()), asked.value(cursor.id.into()));
                conditions = format!("{conditions} and (r.{column}, r.id) {sign} ({key}, {id})");
            }
            (0, format!("r.{column} {direction}, r.id {direction}"))
        }
        (_, column) => {
            if let Some(column) = column {
                conditions = format!("{conditions} and r.{column} is null");
            }
            if let Some(cursor) = cursor {
                let id = asked.value(cursor.id.into());
                conditions = format!("{conditions} and r.id {sign} {id}");
            }
            (1, format!("r.id {direction}"))
        }
    };
    format!(
        "select id, first_act, head_act, conflicts, body, sort_key, part from (
           select {RECORD}, {key} as sort_key, {number} as part from {} r where {conditions}
           order by {sorted} limit {limit}) p{number}",
        kind.slug()
    )
}

fn listed(kind: Kind, row: &Row) -> Result<(Record, Option<String>)> {
    Ok((record_of(kind, row)?, row.maybe_text(5)?))
}

fn listing(mut rows: Vec<(Record, Option<String>)>, total: i64, turn: &Turn, limit: i64) -> Listing {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = rows.len() > limit;
    rows.truncate(limit);
    let backwards = matches!(turn, Turn::Before(_));
    if backwards {
        rows.reverse();
    }
    let cursor = |row: &(Record, Option<String>)| Cursor { key: row.1.clone(), id: row.0.id.0 };
    let (is_before, is_after) = match turn {
        Turn::First => (false, is_more),
        Turn::After(_) => (true, is_more),
        Turn::Before(_) => (is_more, true),
    };
    Listing {
        total,
        previous: rows.first().filter(|_| is_before).map(cursor),
        next: rows.last().filter(|_| is_after).map(cursor),
        records: rows.into_iter().map(|(record, _)| record).collect(),
    }
}
