//! What was disclosed over the whole time: for each country the days that releases name, and how long the periods of
//! releases were from year to year. Two statements, however many releases there are.

use crate::error::Result;
use crate::register::Register;
use crate::scope::Scope;
use std::collections::BTreeMap;

/// Days of a country that lines speak of in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Country as printed or implied; empty where none.
    pub country: String,
    /// First day, ISO.
    pub first: String,
    /// Last day, ISO.
    pub last: String,
    /// A total of the country: no place, no single day.
    pub period_total: bool,
    /// Strikes of this day that a later release added.
    pub late: bool,
    /// How many lines.
    pub lines: i64,
    /// The strikes of the line, where it is the only one.
    pub strikes: Option<i64>,
}

/// Disclosure over the whole time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// Stretches by country and day.
    pub stretches: Vec<Stretch>,
    /// Periods of releases, renditions apart: first and last day, and how many releases cover exactly these.
    pub periods: Vec<(String, String, i64)>,
}

impl Disclosure {
    /// Countries with their number of lines, most lines first.
    pub fn countries(&self) -> Vec<(String, i64)> {
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for stretch in self.stretches.iter().filter(|stretch| !stretch.country.is_empty()) {
            *counts.entry(&stretch.country).or_default() += stretch.lines;
        }
        let mut counts: Vec<(String, i64)> =
            counts.into_iter().map(|(name, lines)| (name.to_owned(), lines)).collect();
        counts.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
        counts
    }

    /// The stretches of one country.
    pub fn of<'a>(&'a self, country: &'a str) -> impl Iterator<Item = &'a Stretch> + 'a {
        self.stretches.iter().filter(move |stretch| stretch.country == country)
    }

    /// The first day after which no line names a place in the country, where a total of it follows.
    pub fn stops(&self, country: &str) -> Option<String> {
        let named =
            self.of(country).filter(|stretch| !stretch.period_total).map(|stretch| &stretch.last).max()?;
        self.of(country)
            .filter(|stretch| stretch.period_total && stretch.last > *named)
            .map(|s| s.first.clone())
            .min()
    }
}

impl Register {
    /// Disclosure over the whole time.
    ///
    /// # Errors
    /// From the database.
    pub async fn disclosure(&self, scope: Scope) -> Result<Disclosure> {
        let sql = format!(
            "select coalesce(country, ''), day_start, day_end, period_total, late_addition, count(*), max(strikes)
            from release_line where project = $1{} and day_start is not null and day_end is not null
            group by coalesce(country, ''), day_start, day_end, period_total, late_addition
            order by 1, 2, 3, 4, 5",
            scope.sees("release_line")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let stretches = rows
            .iter()
            .map(|row| {
                Ok(Stretch {
                    country: row.text(0)?,
                    first: row.text(1)?,
                    last: row.text(2)?,
                    period_total: row.flag(3)?,
                    late: row.flag(4)?,
                    lines: row.int(5)?,
                    strikes: row.maybe_int(6)?.filter(|_| row.int(5).is_ok_and(|lines| lines == 1)),
                })
            })
            .collect::<Result<_>>()?;
        let sql = format!(
            "select day_start, day_end, count(*) from release
            where project = $1{} and rendition_of is null and day_start is not null and day_end is not null
            group by day_start, day_end order by day_start, day_end",
            scope.sees("release")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let periods =
            rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?, row.int(2)?))).collect::<Result<_>>()?;
        Ok(Disclosure { stretches, periods })
    }
}
