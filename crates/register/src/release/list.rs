//! One page of the list of releases with what its rows need, and how many releases each choice would leave.

use super::filter::{Facet, Filter, late};
use super::sums;
use crate::db::Row as Stored;
use crate::error::{Error, Result};
use crate::limits::RELEASES_TRIED_MAX;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{RecordId, ReleaseId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Release, ReleaseLine, TextOrigin, Total};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a page begins or ends: the moment of issue and the id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Earliest moment of issue, else of the period, else empty.
    pub key: String,
    /// The release.
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}~{}", self.key, self.id)
    }
}

impl Cursor {
    /// Reads the parameter `after` or `before`.
    ///
    /// # Errors
    /// `record-refused` with `code-not-recognised`.
    pub fn parse(text: &str) -> Result<Self> {
        let read = || {
            let (key, id) = text.split_once('~')?;
            let fits = key.len() <= 24 && key.bytes().all(|b| b.is_ascii_digit() || b"-:TZ".contains(&b));
            fits.then_some(Self { key: key.to_owned(), id: Uuid::parse_str(id).ok()? })
        };
        let shown: String = text.chars().take(80).collect();
        read().ok_or_else(|| {
            Error::Refused(vec![Problem::refuse("code-not-recognised", "after").with("code", shown)])
        })
    }
}

/// Which rows; the latest issued come first.
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

/// One release of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The release.
    pub id: RecordId,
    /// Its fields.
    pub release: Release,
    /// Its lines, in order.
    pub lines: Vec<ReleaseLine>,
    /// Its sums, tried.
    pub sums: Vec<sums::Sum>,
    /// Its sort key.
    pub cursor: Cursor,
}

/// A page of rows and whether there are more on either side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether rows come before these.
    pub has_earlier: bool,
    /// Whether rows come after these.
    pub has_later: bool,
}

/// How many releases each choice would leave, the other choices standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By year of the first covered day.
    pub years: Vec<(String, i64)>,
    /// By publisher.
    pub publishers: Vec<(String, i64)>,
    /// By country of the lines.
    pub countries: Vec<(String, i64)>,
    /// With late additions.
    pub late: i64,
    /// All that the filter leaves.
    pub all: i64,
    /// Of these, other wordings of a release.
    pub renditions: i64,
}

const KEY: &str = "coalesce(r.issued, r.earliest, '')";

impl Register {
    /// A page of the releases that a filter leaves. Two statements, two more where only differing sums are asked for.
    ///
    /// # Errors
    /// From the database.
    pub async fn releases(&self, scope: Scope, filter: &Filter, page: &Page, limit: i64) -> Result<Rows> {
        let differing = self.differing(scope, filter).await?;
        let mut conditions = self.release_conditions(scope, filter, differing.as_deref());
        let is_back = matches!(page, Page::Before(_));
        let mut narrowed = conditions.without(None);
        if let Page::After(cursor) | Page::Before(cursor) = page {
            let mark = conditions.parts.bind(cursor.key.as_str());
            let id = conditions.parts.bind(cursor.id);
            let sign = if is_back { ">" } else { "<" };
            narrowed = format!("{narrowed} and ({KEY}, r.id) {sign} ({mark}, {id})");
        }
        let direction = if is_back { "asc" } else { "desc" };
        let limited = conditions.parts.bind(limit + 1);
        let sql = format!(
            "select {RECORD}, {KEY} from release r where {narrowed} order by {KEY} {direction}, r.id {direction} limit {limited}"
        );
        let stored = self.db.rows_of(sql, conditions.parts.values).await?;
        let mut rows = stored.iter().map(record_and_key).collect::<Result<Vec<_>>>()?;
        let wanted = usize::try_from(limit).unwrap_or(0);
        let has_more = rows.len() > wanted;
        rows.truncate(wanted);
        if is_back {
            rows.reverse();
        }
        let (has_earlier, has_later) =
            if is_back { (has_more, true) } else { (!matches!(page, Page::First), has_more) };
        Ok(Rows { rows: self.with_lines(scope, rows).await?, has_earlier, has_later })
    }

    async fn with_lines(&self, scope: Scope, found: Vec<(Record, String)>) -> Result<Vec<Row>> {
        let ids: Vec<RecordId> = found.iter().map(|(record, _)| record.id).collect();
        let mut lines: BTreeMap<RecordId, Vec<ReleaseLine>> = BTreeMap::new();
        for record in
            self.records_by(scope, Kind::ReleaseLine, "release", &ids, "r.release, r.line_position").await?
        {
            let line: ReleaseLine = record.read()?;
            lines.entry(RecordId(line.release.0)).or_default().push(line);
        }
        found
            .into_iter()
            .map(|(record, key)| {
                let release: Release = record.read()?;
                let lines = lines.remove(&record.id).unwrap_or_default();
                let sums = sums::check(&release, &lines);
                let cursor = Cursor { key, id: record.id.0 };
                Ok(Row { id: record.id, release, lines, sums, cursor })
            })
            .collect()
    }

    /// The releases whose sums do not hold, where the filter asks for them.
    async fn differing(&self, scope: Scope, filter: &Filter) -> Result<Option<Vec<RecordId>>> {
        if !filter.differ {
            return Ok(None);
        }
        let sql = format!(
            "select id, totals, text_origin from release where project = $1{} and totals is not null order by id limit $2",
            scope.sees("release")
        );
        let releases = self.db.rows_of(sql, vec![scope.project.0.into(), RELEASES_TRIED_MAX.into()]).await?;
        let sql = format!(
            "select l.release, l.country, l.strikes, l.engagements, l.late_addition, l.period_total, l.day_start, l.day_end
            from release_line l where l.project = $1{} and l.release is not null order by l.release, l.line_position, l.id",
            scope.sees("l")
        );
        let mut lines: BTreeMap<Uuid, Vec<ReleaseLine>> = BTreeMap::new();
        for row in self.db.rows_of(sql, vec![scope.project.0.into()]).await? {
            lines.entry(row.id(0)?).or_default().push(bare_line(&row)?);
        }
        let mut differing = Vec::new();
        for row in releases {
            let id = row.id(0)?;
            let totals: Vec<Total> =
                serde_json::from_str(&row.text(1)?).map_err(|error| Error::Damaged(error.to_string()))?;
            let is_typed = row.maybe_text(2)?.as_deref() == Some("rendered_from_facts");
            let text_origin = is_typed.then_some(TextOrigin::RenderedFromFacts);
            let release = Release { totals, text_origin, ..Release::default() };
            let own = lines.get(&id).map_or(&[][..], Vec::as_slice);
            if sums::verdict(&sums::check(&release, own)) == sums::Verdict::Differs {
                differing.push(RecordId(id));
            }
        }
        Ok(Some(differing))
    }

    /// How many releases each choice would leave. One statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn release_facets(&self, scope: Scope, filter: &Filter) -> Result<Facets> {
        let differing = self.differing(scope, filter).await?;
        let conditions = self.release_conditions(scope, filter, differing.as_deref());
        let but = |facet| conditions.without(Some(facet));
        let all = conditions.without(None);
        let sql = format!(
            "select 'year' as facet, substr(r.day_start, 1, 4) as value, count(*) as number from release r
               where {} and r.day_start is not null group by substr(r.day_start, 1, 4)
             union all select 'publisher', r.publisher, count(*) from release r where {} group by r.publisher
             union all select 'country', l.country, count(distinct l.release) from release_line l join release r on r.id = l.release
               where {} and l.project = {}{} and l.country is not null group by l.country
             union all select 'late', '', count(*) from release r where {} and {}
             union all select 'all', '', count(*) from release r where {all}
             union all select 'rendition', '', count(*) from release r where {all} and r.rendition_of is not null
             order by 1, 3 desc, 2",
            but(Facet::Year),
            but(Facet::Publisher),
            but(Facet::Country),
            conditions.project,
            scope.sees("l"),
            but(Facet::Late),
            late(scope),
        );
        let mut facets = Facets::default();
        for row in self.db.rows_of(sql, conditions.parts.values).await? {
            let (value, number) = (row.maybe_text(1)?.unwrap_or_default(), row.int(2)?);
            match row.text(0)?.as_str() {
                "year" => facets.years.push((value, number)),
                "publisher" => facets.publishers.push((value, number)),
                "country" => facets.countries.push((value, number)),
                "late" => facets.late = number,
                "all" => facets.all = number,
                _ => facets.renditions = number,
            }
        }
        facets.years.sort_by(|one, other| other.0.cmp(&one.0));
        Ok(facets)
    }
}

fn record_and_key(row: &Stored) -> Result<(Record, String)> {
    Ok((record_of(Kind::Release, row)?, row.text(5)?))
}

/// A line with nothing but what sums need.
fn bare_line(row: &Stored) -> Result<ReleaseLine> {
    let days = row.maybe_text(6)?.zip(row.maybe_text(7)?);
    let when = days.and_then(|(first, last)| {
        let edtf = if first == last { first } else { format!("{first}/{last}") };
        domain::when::When::day(&edtf, domain::when::Zone::Utc).ok()
    });
    Ok(ReleaseLine {
        release: ReleaseId(row.id(0)?),
        position: 0,
        country: row.maybe_text(1)?,
        place_words: None,
        place: None,
        when,
        strikes: row.maybe_int(2)?,
        engagements: row.maybe_int(3)?,
        late_addition: row.flag(4)?,
        period_total: row.flag(5)?,
        effects: Vec::new(),
        span: None,
        url: None,
        note: None,
        raw: None,
    })
}
