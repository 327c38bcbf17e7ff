//! One night on one axis: the items of a day beside the strikes and incidents of the same hours.
//!
//! A time is where it may lie, by its bounds; what somebody said has to be added to an item's clock is added first. It
//! says nothing about whether they belong together. Start at [`Register::night`].

use crate::error::Result;
use crate::limits::{CLOCK_MOVED_MAX, NIGHT_ROWS_MAX};
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;
use domain::limits::{WHEN_FIRST, WHEN_LAST};
use domain::problem::Problem;
use serde_json::Value as Json;

/// A record and where its time may lie, in UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    /// The record.
    pub record: Record,
    /// First second it can be.
    pub earliest: String,
    /// Last second it can be.
    pub latest: String,
    /// What was added to its clock, in seconds.
    pub offset_seconds: Option<i64>,
}

/// Everything of one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Night {
    /// Items, strikes and incidents, by when they may begin.
    pub all: Vec<Timed>,
    /// Whether there are more than are listed.
    pub has_more: bool,
}

/// What is added to an item's clock.
pub fn offset_seconds(item: &Record) -> Option<i64> {
    item.body.get("clock_offset_seconds").and_then(Json::as_i64)
}

/// A second moved by an offset; open ends stay open, and what cannot be moved stays where it is.
pub fn moved(second: &str, offset_seconds: i64) -> String {
    if [WHEN_FIRST, WHEN_LAST].contains(&second) {
        return second.to_owned();
    }
    let moved = second.parse::<jiff::Timestamp>().ok();
    let moved = moved.and_then(|at| at.checked_add(jiff::SignedDuration::from_secs(offset_seconds)).ok());
    moved.map_or_else(|| second.to_owned(), |at| at.to_string())
}

/// Where a record's time may lie, its offset added; `None` where nothing is said of it.
pub fn timed(record: Record) -> Option<Timed> {
    let path = if record.kind == Kind::Item { "made" } else { "when" };
    let bound = |end: &str| record.text(&format!("{path}/{end}")).map(str::to_owned);
    let (mut earliest, mut latest) = (bound("earliest")?, bound("latest")?);
    let offset_seconds = (record.kind == Kind::Item).then(|| offset_seconds(&record)).flatten();
    if let Some(offset) = offset_seconds {
        earliest = moved(&earliest, offset);
        latest = moved(&latest, offset);
    }
    Some(Timed { record, earliest, latest, offset_seconds })
}

impl Register {
    /// What may have been on a day of UTC such as `2017-06-10`: items, strikes and incidents, in three statements.
    ///
    /// # Errors
    /// `date-not-understood`, or from the database.
    pub async fn night(&self, scope: Scope, day: &str) -> Result<Night> {
        let refused = || crate::Error::Refused(vec![Problem::refuse("date-not-understood", "day")]);
        let date: jiff::civil::Date = day.parse().map_err(|_not_a_day| refused())?;
        let next = date.tomorrow().map_err(|_last| refused())?;
        let (start, end) = (format!("{date}T00:00:00Z"), format!("{next}T00:00:00Z"));
        let mut night = Night::default();
        for kind in [Kind::Item, Kind::Strike, Kind::Incident] {
            let rows = self.on_day(scope, kind, &start, &end).await?;
            night.has_more |= rows.len() > NIGHT_ROWS_MAX;
            night.all.extend(rows.into_iter().take(NIGHT_ROWS_MAX).filter_map(timed));
        }
        if let Some(moved) = self.moved_items(scope).await? {
            // An item whose clock was moved may come into this day, or leave it.
            night.all.retain(|timed| timed.offset_seconds.is_none());
            night.all.extend(moved.into_iter().filter_map(timed));
        }
        night.all.retain(|timed| timed.earliest < end && timed.latest >= start);
        night.all.sort_by(|one, other| {
            (&one.earliest, &one.latest, one.record.id).cmp(&(
                &other.earliest,
                &other.latest,
                other.record.id,
            ))
        });
        Ok(night)
    }

    async fn on_day(&self, scope: Scope, kind: Kind, start: &str, end: &str) -> Result<Vec<Record>> {
        let stands = if kind == Kind::Incident { " and r.merged_into is null" } else { "" };
        let sql = format!(
            "select {RECORD} from {} r where r.project = $1{} and r.earliest < $2 and r.latest >= $3{stands}
             order by r.earliest, r.id limit $4",
            kind.slug(),
            scope.sees("r")
        );
        let limit = i64::try_from(NIGHT_ROWS_MAX).unwrap_or(i64::MAX).saturating_add(1);
        let values = vec![scope.project.0.into(), end.into(), start.into(), limit.into()];
        self.db.rows_of(sql, values).await?.iter().map(|row| record_of(kind, row)).collect()
    }

    /// Items whose clock somebody moved; `None` where there is none.
    async fn moved_items(&self, scope: Scope) -> Result<Option<Vec<Record>>> {
        let sql = format!(
            "select {RECORD} from item r where r.project = $1{} and r.body like '%\"clock_offset_seconds\":%'
             order by r.id limit $2",
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), CLOCK_MOVED_MAX.into()]).await?;
        let records = rows.iter().map(|row| record_of(Kind::Item, row)).collect::<Result<Vec<_>>>()?;
        Ok((!records.is_empty()).then_some(records))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_moves_both_bounds_and_no_open_end() {
        assert_eq!(moved("2018-12-31T22:59:30Z", 45), "2018-12-31T23:00:15Z");
        assert_eq!(moved("2018-12-31T22:59:30Z", -3_600), "2018-12-31T21:59:30Z");
        assert_eq!(moved(WHEN_LAST, 5), WHEN_LAST);
        assert_eq!(moved("nonsense", 5), "nonsense");
    }
}
