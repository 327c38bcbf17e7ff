//! Competing totals: who counted what, where and when, with the bound they gave.

use super::facts::TALLIES;
use super::loader::{Loader, create};
use super::table::{Reading, Row, Table};
use crate::failure::Result;
use domain::count::Count;
use domain::kind::Kind;
use domain::record::Tally;
use domain::vocabulary::{Bound, TallyKind};
use domain::when::{When, Zone};

/// Loads the tallies.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(TALLIES.0, TALLIES.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let (code, who) = (row.need("tally_id")?, row.need("who")?);
        let kind = row.term("kind", TallyKind::parse)?.ok_or_else(|| row.wrong("kind", "is empty"))?;
        let tally = Tally {
            body: who.to_owned(),
            code: Some(code.to_owned()),
            as_of: row.date("as_of")?,
            kind,
            measure_words: row.text("measure_words")?,
            area: row.text("area")?,
            period: period(row)?,
            actor_scope: row.text("actor_scope")?,
            count: count(row)?,
            status_filter: row.text("status_filter")?,
            subgroup: row.text("subgroup")?,
            definition: None,
            report: None,
            url: row.text("source_url")?,
            note: row.text("source_note")?,
            raw: Some(row.raw()),
        };
        let id = create(&mut work, Kind::Tally, &tally).await?;
        loader.learn(code, Kind::Tally, id)?;
        loader.source_of(&mut work, who, (Kind::Tally, id)).await?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

/// The counted period; a beginning alone is a count since then, not the count of that month.
fn period(row: &Row) -> Result<Option<When>> {
    let (Some(first), None) = (row.get("period_start")?, row.get("period_end")?) else {
        return row.when("period_start", "period_end", Reading::default());
    };
    let period = When::from_edtf(&format!("{first}/.."), Zone::Unknown, None, None);
    period.map(Some).map_err(|error| row.wrong("period_start", error))
}

/// The figures as stated; a tally in words only keeps the words, which stand in the row's note.
fn count(row: &Row) -> Result<Count> {
    let bound = row.term("bound", Bound::parse)?;
    let wording = if bound == Some(Bound::Vague) { row.text("source_note")? } else { None };
    Ok(Count { min: row.int("low")?, max: row.int("high")?, bound, wording })
}
