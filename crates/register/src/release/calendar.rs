//! One country over some months: for each place and day what releases say, what later ones added, and which days no
//! release held here covers.
//!
//! Renditions of one release count once. Figures that two releases give for one place and day are never added: the
//! earlier release's stands, the others are told beside it. Lines over several days stay intervals. Start at
//! [`Register::calendar`].

use super::spelling::same_name;
use crate::db::Row;
use crate::error::{Error, Result};
use crate::limits::CALENDAR_LINES_MAX;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{PlaceId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Place, Total};
use std::collections::{BTreeMap, BTreeSet};

/// First and last day, ISO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
}

/// Strikes of a day that a later release added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// How many; absent where no number is printed.
    pub strikes: Option<i64>,
    /// When the later release was issued, ISO day, if known.
    pub issued: Option<String>,
    /// That release.
    pub release: RecordId,
    /// The line.
    pub line: RecordId,
}

/// A place on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The day, ISO.
    pub day: String,
    /// Lines of a release of that day; none where only later releases speak of it.
    pub own: Vec<RecordId>,
    /// Their strikes; absent where none is held or no number is printed. 0 is "no strikes".
    pub strikes: Option<i64>,
    /// What other releases give for the same place and day; never added.
    pub rivals: Vec<Option<i64>>,
    /// What later releases added.
    pub late: Vec<Late>,
    /// Every line of the cell, other wordings included.
    pub lines: Vec<RecordId>,
}

/// A line over several days: a place, or with a total of the country none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Strikes.
    pub strikes: Option<i64>,
    /// The line.
    pub line: RecordId,
    /// Its release.
    pub release: RecordId,
}

/// One place over the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRow {
    /// The place its lines are resolved to.
    pub place: Option<PlaceId>,
    /// Its name: of the place, else the spelling most lines use.
    pub name: String,
    /// Its name in Arabic.
    pub name_ar: Option<String>,
    /// The spellings printed, each once.
    pub spellings: Vec<String>,
    /// Its days, in order.
    pub cells: Vec<Cell>,
    /// Lines over several days.
    pub intervals: Vec<Interval>,
}

impl PlaceRow {
    /// What addresses a row: the id of its place, else its name.
    pub fn key(&self) -> String {
        self.place.map_or_else(|| self.name.clone(), |place| place.to_string())
    }

    /// Whether `key` means this row.
    pub fn is_called(&self, key: &str) -> bool {
        self.key() == key || self.spellings.iter().any(|spelling| same_name(spelling, key))
    }
}

/// One country over a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Places, those with most days first.
    pub places: Vec<PlaceRow>,
    /// Totals of the country over periods: place and day withheld.
    pub totals: Vec<Interval>,
    /// Days of which a release says that there were no strikes in the country.
    pub none_said: Vec<Interval>,
    /// Days of which a whole release is held that goes day by day.
    pub covered: BTreeSet<String>,
}

/// A line as the calendar needs it.
struct Entry {
    id: RecordId,
    release: RecordId,
    words: Option<String>,
    place: Option<PlaceId>,
    first: String,
    last: String,
    strikes: Option<i64>,
    late: bool,
    period_total: bool,
    /// The release it counts for: the first wording.
    root: RecordId,
    is_rendition: bool,
    issued: Option<String>,
    /// Its place in the order of issue.
    order: usize,
}

fn lines(scope: Scope) -> String {
    format!(
        "select l.id, l.release, l.place_words, l.place, l.day_start, l.day_end, l.strikes, l.late_addition,
    l.period_total, r.rendition_of, r.issued
    from release_line l join release r on r.id = l.release and r.project = $1{}
    where l.project = $1{} and l.country = $2 and l.day_start <= $4 and l.day_end >= $3
    order by coalesce(r.issued, r.latest, ''), r.id, l.line_position, l.id limit $5",
        scope.sees("r"),
        scope.sees("l")
    )
}

/// Releases that go day by day: they have a line of one day in the country that is no late addition.
fn covering(scope: Scope) -> String {
    format!(
        "select r.day_start, r.day_end, r.totals, r.text_origin from release r
    where r.project = $1{} and r.day_start <= $4 and r.day_end >= $3 and exists (select 1 from release_line l
      where l.release = r.id{} and l.country = $2 and l.late_addition = false and l.period_total = false
      and l.day_start = l.day_end) limit $5",
        scope.sees("r"),
        scope.sees("l")
    )
}

impl Register {
    /// The calendar of a country over a window. Three statements.
    ///
    /// # Errors
    /// `record-refused` where the window holds too many lines, or from the database.
    pub async fn calendar(&self, scope: Scope, country: &str, window: &Window) -> Result<Calendar> {
        let values = || {
            vec![
                scope.project.0.into(),
                country.into(),
                window.first.as_str().into(),
                window.last.as_str().into(),
                (CALENDAR_LINES_MAX + 1).into(),
            ]
        };
        let rows = self.db.rows_of(lines(scope), values()).await?;
        if i64::try_from(rows.len()).unwrap_or(i64::MAX) > CALENDAR_LINES_MAX {
            return Err(Error::Refused(vec![
                Problem::refuse("window-too-wide", "window").with("max", CALENDAR_LINES_MAX),
            ]));
        }
        let entries = rows.iter().enumerate().map(entry).collect::<Result<Vec<_>>>()?;
        let covered = covered(&self.db.rows_of(covering(scope), values()).await?, country, window)?;
        let ids: BTreeSet<PlaceId> = entries.iter().filter_map(|entry| entry.place).collect();
        let ids: Vec<RecordId> = ids.into_iter().map(|id| RecordId(id.0)).collect();
        let mut places = BTreeMap::new();
        for record in self.records(scope, Kind::Place, &ids).await? {
            places.insert(PlaceId(record.id.0), record.read::<Place>()?);
        }
        Ok(assemble(&entries, &places, window, covered))
    }
}

fn entry((order, row): (usize, &Row)) -> Result<Entry> {
    let release = RecordId(row.id(1)?);
    let rendition_of = row.maybe_id(9)?;
    Ok(Entry {
        id: RecordId(row.id(0)?),
        release,
        words: row.maybe_text(2)?,
        place: row.maybe_id(3)?.map(PlaceId),
        first: row.text(4)?,
        last: row.text(5)?,
        strikes: row.maybe_int(6)?,
        late: row.flag(7)?,
        period_total: row.flag(8)?,
        root: rendition_of.map_or(release, RecordId),
        is_rendition: rendition_of.is_some(),
        issued: row.maybe_text(10)?,
        order,
    })
}

/// Days of releases held whole: with a printed total, or in the publisher's own text. Of a part that another page
/// quotes nobody can say what else it named.
fn covered(rows: &[Row], country: &str, window: &Window) -> Result<BTreeSet<String>> {
    let mut days = BTreeSet::new();
    for row in rows {
        let (first, last) = (row.text(0)?, row.text(1)?);
        let totals: Vec<Total> = match row.maybe_text(2)? {
            Some(text) => serde_json::from_str(&text).map_err(|error| Error::Damaged(error.to_string()))?,
            None => Vec::new(),
        };
        let is_whole = row.maybe_text(3)?.as_deref() == Some("original")
            || totals.iter().any(|total| total.scope == country || total.scope == super::sums::BOTH);
        if is_whole {
            let (first, last) = (first.max(window.first.clone()), last.min(window.last.clone()));
            days.extend(days_between(&first, &last));
        }
    }
    Ok(days)
}

/// Every ISO day from `first` to `last`; none where they are no days.
pub fn days_between(first: &str, last: &str) -> Vec<String> {
    let (Ok(first), Ok(last)) = (first.parse::<jiff::civil::Date>(), last.parse::<jiff::civil::Date>())
    else {
        return Vec::new();
    };
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last)
        .map(|day| day.to_string())
        .collect()
}

fn assemble(
    entries: &[Entry],
    places: &BTreeMap<PlaceId, Place>,
    window: &Window,
    covered: BTreeSet<String>,
) -> Calendar {
    let mut calendar = Calendar { covered, ..Calendar::default() };
    let mut rows: Vec<(PlaceRow, Vec<&Entry>)> = Vec::new();
    // Resolved lines first, so that an unresolved spelling finds the place that bears it.
    let resolved = entries.iter().filter(|entry| entry.place.is_some());
    for entry in resolved.chain(entries.iter().filter(|entry| entry.place.is_none())) {
        let Some(words) = &entry.words else {
            if !entry.late && !entry.is_rendition {
                let list =
                    if entry.strikes == Some(0) { &mut calendar.none_said } else { &mut calendar.totals };
                list.push(interval(entry));
            }
            continue;
        };
        let row = rows.iter_mut().find(|(row, _)| match (entry.place, row.place) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => row.spellings.iter().any(|spelling| same_name(spelling, words)),
        });
        match row {
            Some((row, own)) => {
                if !row.spellings.contains(words) {
                    row.spellings.push(words.clone());
                }
                own.push(entry);
            }
            None => rows.push((named(entry, words, places), vec![entry])),
        }
    }
    for (row, entries) in &mut rows {
        if row.place.is_none() {
            row.name = most_used(entries).unwrap_or_default();
        }
        entries.sort_by_key(|entry| entry.order);
        fill(row, entries, window);
    }
    calendar.places = rows.into_iter().map(|(row, _)| row).collect();
    calendar.places.sort_by(|one, other| {
        (other.cells.len(), other.intervals.len())
            .cmp(&(one.cells.len(), one.intervals.len()))
            .then_with(|| one.name.cmp(&other.name))
    });
    calendar
}

fn named(entry: &Entry, words: &str, places: &BTreeMap<PlaceId, Place>) -> PlaceRow {
    let place = entry.place.and_then(|id| places.get(&id));
    PlaceRow {
        place: entry.place,
        name: place.map_or_else(|| words.to_owned(), |place| place.name.clone()),
        name_ar: place.and_then(|place| place.name_ar.clone()),
        spellings: vec![words.to_owned()],
        ..PlaceRow::default()
    }
}

fn most_used(entries: &[&Entry]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for words in entries.iter().filter_map(|entry| entry.words.as_deref()) {
        *counts.entry(words).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(words, _)| words.to_owned())
}

fn fill(row: &mut PlaceRow, entries: &[&Entry], window: &Window) {
    let mut days: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if entry.first == entry.last && !entry.period_total {
            if *window.first <= *entry.first && *entry.first <= *window.last {
                days.entry(&entry.first).or_default().push(entry);
            }
        } else if !entry.is_rendition {
            row.intervals.push(interval(entry));
        }
    }
    row.cells = days.into_iter().map(|(day, entries)| cell(day, &entries)).collect();
}

fn cell(day: &str, entries: &[&Entry]) -> Cell {
    let mut cell = Cell {
        day: day.to_owned(),
        lines: entries.iter().map(|entry| entry.id).collect(),
        ..Cell::default()
    };
    for (index, lines) in once_a_release(entries, false).into_iter().enumerate() {
        let strikes = lines.iter().map(|line| line.strikes).sum::<Option<i64>>();
        if index == 0 {
            cell.own = lines.iter().map(|line| line.id).collect();
            cell.strikes = strikes;
        } else if strikes != cell.strikes {
            cell.rivals.push(strikes);
        }
    }
    for line in once_a_release(entries, true).into_iter().flatten() {
        let issued = line.issued.as_deref().and_then(issue_day);
        cell.late.push(Late { strikes: line.strikes, issued, release: line.release, line: line.id });
    }
    cell
}

/// The lines of each release, in order of issue; of several wordings of one release only those of the first that
/// speaks of this place and day, its own before another wording's.
fn once_a_release<'a>(entries: &[&'a Entry], late: bool) -> Vec<Vec<&'a Entry>> {
    let mut roots: Vec<(RecordId, Vec<&Entry>)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.late == late) {
        match roots.iter_mut().find(|(root, _)| *root == entry.root) {
            Some((_, lines)) => lines.push(entry),
            None => roots.push((entry.root, vec![entry])),
        }
    }
    for (root, lines) in &mut roots {
        let chosen =
            lines.iter().find(|line| line.release == *root).or(lines.first()).map(|line| line.release);
        lines.retain(|line| Some(line.release) == chosen);
    }
    roots.into_iter().map(|(_, lines)| lines).collect()
}

fn interval(entry: &Entry) -> Interval {
    Interval {
        first: entry.first.clone(),
        last: entry.last.clone(),
        strikes: entry.strikes,
        line: entry.id,
        release: entry.release,
    }
}

/// The day in the middle of the widest bounds of an issue date: bounds of an unknown zone begin 14 hours early.
fn issue_day(earliest: &str) -> Option<String> {
    let instant: jiff::Timestamp = earliest.parse().ok()?;
    let noon = instant.checked_add(jiff::SignedDuration::from_hours(14)).ok()?;
    Some(noon.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}
