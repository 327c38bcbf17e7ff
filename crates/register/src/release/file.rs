//! Everything the page of one release shows: its lines with their places, its other wordings, what later releases
//! add to its days and which earlier releases it adds to. A constant number of statements.

use super::sums;
use crate::error::Result;
use crate::limits::RELEASES_COMPARED_MAX;
use crate::record::{Linked, Record};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{PlaceId, RecordId, ReleaseId};
use domain::kind::Kind;
use domain::record::{Place, Release, ReleaseLine};
use std::collections::BTreeMap;

/// A line with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Id.
    pub id: RecordId,
    /// Its fields.
    pub line: ReleaseLine,
    /// The place it is resolved to: name and name in Arabic.
    pub place: Option<(String, Option<String>)>,
}

/// Another release beside this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Sibling {
    /// Id.
    pub id: RecordId,
    /// Its fields.
    pub release: Release,
    /// Its lines, in order.
    pub lines: Vec<ReleaseLine>,
}

/// Strikes that one release adds to days of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The other release.
    pub release: RecordId,
    /// What names it: number, else key, else publisher.
    pub name: String,
    /// When it was issued, ISO moment, if known.
    pub issued: Option<String>,
    /// The day, ISO.
    pub day: String,
    /// Place as printed.
    pub place_words: Option<String>,
    /// How many.
    pub strikes: Option<i64>,
    /// The position of the line in the release that adds.
    pub position: i64,
}

/// One release with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The record.
    pub record: Record,
    /// Its fields.
    pub release: Release,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Its sums, tried.
    pub sums: Vec<sums::Sum>,
    /// Other wordings of the same release.
    pub renditions: Vec<Sibling>,
    /// What later releases add to days of this one.
    pub added_by: Vec<Added>,
    /// Releases of the days that this one's late lines belong to.
    pub adds_to: Vec<Added>,
    /// Links of the release, both ways.
    pub links: Vec<Linked>,
}

fn of_added_by(scope: Scope) -> String {
    format!(
        "select r.id, coalesce(r.number, r.code, r.publisher), r.issued, l.day_start, l.place_words, l.strikes, l.line_position
    from release_line l join release r on r.id = l.release and r.project = $1{}
    where l.project = $1{} and l.late_addition = true and l.day_start >= $2 and l.day_end <= $3 and l.release <> $4
    order by coalesce(r.issued, ''), r.id, l.line_position limit $5",
        scope.sees("r"),
        scope.sees("l")
    )
}

/// Releases whose period holds the day of a late line of this one.
fn of_adds_to(scope: Scope) -> String {
    format!(
        "select r.id, coalesce(r.number, r.code, r.publisher), r.issued, l.day_start, l.place_words, l.strikes, l.line_position
    from release_line l join release r on r.project = $1{} and r.day_start <= l.day_start and r.day_end >= l.day_end
      and r.rendition_of is null
    where l.project = $1{} and l.release = $2 and l.late_addition = true and r.id <> $2
    order by l.line_position, r.id limit $3",
        scope.sees("r"),
        scope.sees("l")
    )
}

impl Register {
    /// The file of a release. Eight statements.
    ///
    /// # Errors
    /// `not-found` where it is not in the scope.
    pub async fn release_file(&self, scope: Scope, id: ReleaseId) -> Result<File> {
        let record = self.record(scope, Kind::Release, RecordId(id.0)).await?;
        let release: Release = record.read()?;
        let lines = self.release_lines(scope, record.id).await?;
        let root = release.rendition_of.map_or(id, |root| root);
        let (renditions, sibling_lines) = self.siblings(scope, id, root).await?;
        let (first, last) = days(&release);
        let project = scope.project.0;
        let values =
            vec![project.into(), first.into(), last.into(), id.0.into(), RELEASES_COMPARED_MAX.into()];
        let added_by =
            self.db.rows_of(of_added_by(scope), values).await?.iter().map(added).collect::<Result<_>>()?;
        let values = vec![project.into(), id.0.into(), RELEASES_COMPARED_MAX.into()];
        let adds_to =
            self.db.rows_of(of_adds_to(scope), values).await?.iter().map(added).collect::<Result<_>>()?;
        let links = self.links(scope, &[record.id]).await?;
        let plain: Vec<ReleaseLine> = lines.iter().map(|line| line.line.clone()).collect();
        let sums = sums::check(&release, &plain);
        let renditions = with_lines(renditions, sibling_lines)?;
        Ok(File { record, release, lines, sums, renditions, added_by, adds_to, links })
    }

    /// The lines of a release with their places.
    async fn release_lines(&self, scope: Scope, release: RecordId) -> Result<Vec<Line>> {
        let records =
            self.records_by(scope, Kind::ReleaseLine, "release", &[release], "r.line_position").await?;
        self.lines_with_places(scope, &records).await
    }

    /// Lines of any releases with their places, in the order given. One statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn lines_with_places(&self, scope: Scope, records: &[Record]) -> Result<Vec<Line>> {
        let mut lines = Vec::with_capacity(records.len());
        for record in records {
            lines.push(Line { id: record.id, line: record.read()?, place: None });
        }
        let mut ids: Vec<RecordId> =
            lines.iter().filter_map(|line| line.line.place).map(|place| RecordId(place.0)).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut names = BTreeMap::new();
        for record in self.records(scope, Kind::Place, &ids).await? {
            let place: Place = record.read()?;
            names.insert(PlaceId(record.id.0), (place.name, place.name_ar));
        }
        for line in &mut lines {
            line.place = line.line.place.and_then(|place| names.get(&place).cloned());
        }
        Ok(lines)
    }

    /// The other wordings of a release and their lines.
    async fn siblings(
        &self,
        scope: Scope,
        id: ReleaseId,
        root: ReleaseId,
    ) -> Result<(Vec<Record>, Vec<Record>)> {
        let columns = crate::record::RECORD;
        let sql = format!(
            "select {columns} from release r where r.project = $1{} and (r.rendition_of = $2 or r.id = $2) and r.id <> $3
             order by coalesce(r.issued, ''), r.id limit $4",
            scope.sees("r")
        );
        let values = vec![scope.project.0.into(), root.0.into(), id.0.into(), RELEASES_COMPARED_MAX.into()];
        let rows = self.db.rows_of(sql, values).await?;
        let records = rows
            .iter()
            .map(|row| crate::record::record_of(Kind::Release, row))
            .collect::<Result<Vec<_>>>()?;
        let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
        let lines =
            self.records_by(scope, Kind::ReleaseLine, "release", &ids, "r.release, r.line_position").await?;
        Ok((records, lines))
    }
}

fn with_lines(releases: Vec<Record>, lines: Vec<Record>) -> Result<Vec<Sibling>> {
    let mut by_release: BTreeMap<RecordId, Vec<ReleaseLine>> = BTreeMap::new();
    for record in lines {
        let line: ReleaseLine = record.read()?;
        by_release.entry(RecordId(line.release.0)).or_default().push(line);
    }
    releases
        .into_iter()
        .map(|record| {
            let lines = by_release.remove(&record.id).unwrap_or_default();
            Ok(Sibling { id: record.id, release: record.read()?, lines })
        })
        .collect()
}

/// First and last day of the period; an empty interval where it is not known.
fn days(release: &Release) -> (String, String) {
    let days = release.period.as_ref().and_then(|period| period.first_day().zip(period.last_day()));
    days.unwrap_or_else(|| ("9999-12-31".to_owned(), "0000-01-01".to_owned()))
}

fn added(row: &crate::db::Row) -> Result<Added> {
    Ok(Added {
        release: RecordId(row.id(0)?),
        name: row.maybe_text(1)?.unwrap_or_default(),
        issued: row.maybe_text(2)?,
        day: row.text(3)?,
        place_words: row.maybe_text(4)?,
        strikes: row.maybe_int(5)?,
        position: row.maybe_int(6)?.unwrap_or(0),
    })
}
