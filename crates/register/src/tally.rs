//! Tallies with whoever stated them, for charts and lists. Nothing here adds tallies: unlike totals are never summed.

use crate::error::Result;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::kind::Kind;
use domain::record::Tally;

/// A tally, and whether the body that stated it is official.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The record.
    pub record: Record,
    /// The tally.
    pub tally: Tally,
    /// Whether the source of that name is an official body.
    pub is_official: bool,
}

impl Register {
    /// The tallies of one kind, oldest statement first, each once.
    ///
    /// # Errors
    /// From the database, or where a record is damaged.
    pub async fn tallies(&self, scope: Scope, kind: &str) -> Result<Vec<Stated>> {
        let sql = format!(
            "select {RECORD}, exists (select 1 from source s
               where s.project = r.project and s.name = r.tally_body and s.source_kind = 'official') as official
             from tally r where r.project = $1 and r.tally_kind = $2 order by r.as_of, r.id"
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), kind.into()]).await?;
        rows.iter()
            .map(|row| {
                let record = record_of(Kind::Tally, row)?;
                let tally = record.read()?;
                Ok(Stated { record, tally, is_official: row.flag(5)? })
            })
            .collect()
    }

    /// For each month with a release line held here (`2017-06`): how many lines name a place and day, and how many
    /// are totals of a country and period.
    ///
    /// # Errors
    /// From the database.
    pub async fn disclosed_months(&self, scope: Scope) -> Result<Vec<(String, i64, i64)>> {
        let sql = "select substr(day_start, 1, 7), sum(case when period_total then 0 else 1 end),
               sum(case when period_total then 1 else 0 end)
             from release_line where project = $1 and day_start is not null group by 1 order by 1";
        let rows = self.db.rows(sql, vec![scope.project.0.into()]).await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?, row.int(2)?))).collect()
    }

    /// How many tallies of each kind there are.
    ///
    /// # Errors
    /// From the database.
    pub async fn tally_kinds(&self, scope: Scope) -> Result<Vec<(String, i64)>> {
        let sql = "select tally_kind, count(*) from tally where project = $1 group by tally_kind order by 2 desc, 1";
        let rows = self.db.rows(sql, vec![scope.project.0.into()]).await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    }
}
