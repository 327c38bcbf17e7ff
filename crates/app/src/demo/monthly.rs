//! Monthly reports of the task force on civilian casualties: one report and a tally for every figure it gives.

use super::facts::MONTHLY_REPORTS;
use super::loader::{Loader, create, link};
use super::table::{Reading, Row, Table};
use crate::failure::{Failure, Result};
use domain::count::Count;
use domain::id::{ReportId, SourceId};
use domain::kind::Kind;
use domain::record::{Report, Tally};
use domain::vocabulary::{Bound, LinkRole, TallyKind};
use domain::when::{When, Zone};
use register::Work;
use uuid::Uuid;

/// Since when the cumulative figures of these reports count.
const CUMULATIVE_SINCE: &str = "2014-08";

/// One column of figures: name, kind, bound, what it counts, whether it counts from the start of the campaign.
type Figure = (&'static str, TallyKind, Bound, &'static str, Since);

#[derive(Clone, Copy, PartialEq)]
enum Since {
    Month,
    Start,
}

const FIGURES: [Figure; 15] = [
    (
        "carried_over",
        TallyKind::ReportsCarriedOver,
        Bound::Exact,
        "reports open at the start of the month",
        Since::Month,
    ),
    ("received", TallyKind::ReportsReceived, Bound::Exact, "new reports received in the month", Since::Month),
    ("completed", TallyKind::ReportsCompleted, Bound::Exact, "reports assessed in the month", Since::Month),
    (
        "credible",
        TallyKind::ReportsCredible,
        Bound::Exact,
        "reports found credible in the month",
        Since::Month,
    ),
    (
        "non_credible",
        TallyKind::ReportsNonCredible,
        Bound::Exact,
        "reports found non-credible in the month",
        Since::Month,
    ),
    (
        "duplicate",
        TallyKind::ReportsDuplicate,
        Bound::Exact,
        "reports found duplicate in the month",
        Since::Month,
    ),
    ("reopened", TallyKind::ReportsReopened, Bound::Exact, "reports reopened in the month", Since::Month),
    (
        "open_at_end",
        TallyKind::ReportsOpenAtEnd,
        Bound::Exact,
        "reports open at the end of the month",
        Since::Month,
    ),
    ("cumulative_strikes", TallyKind::Strikes, Bound::Exact, "strikes to date", Since::Start),
    ("cumulative_engagements", TallyKind::Engagements, Bound::Exact, "engagements to date", Since::Start),
    ("cumulative_reports", TallyKind::ReportsReceived, Bound::Exact, "reports to date", Since::Start),
    (
        "cumulative_credible_reports",
        TallyKind::ReportsCredible,
        Bound::Exact,
        "credible reports to date",
        Since::Start,
    ),
    (
        "cumulative_deaths_at_least",
        TallyKind::CiviliansKilled,
        Bound::AtLeast,
        "civilians killed to date",
        Since::Start,
    ),
    (
        "deaths_in_new_credible",
        TallyKind::CiviliansKilled,
        Bound::Exact,
        "deaths in the month's credible reports",
        Since::Month,
    ),
    (
        "injured_in_new_credible",
        TallyKind::CiviliansInjured,
        Bound::Exact,
        "injured in the month's credible reports",
        Since::Month,
    ),
];

/// Loads the reports with their figures.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(MONTHLY_REPORTS.0, MONTHLY_REPORTS.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let code = row.need("report_id")?;
        let publisher = row.need("publisher")?;
        let report = Report {
            source: Some(SourceId(loader.source(publisher)?)),
            title: format!("Monthly civilian casualty report for {}", row.need("covers_month")?),
            number: Some(code.to_owned()),
            form: Some("monthly_casualty_report".to_owned()),
            published: row.date("published")?,
            period: row.date("covers_month")?,
            url: row.text("source_url")?,
            note: note(row)?,
            raw: Some(row.raw()),
            ..Report::default()
        };
        let id = create(&mut work, Kind::Report, &report).await?;
        loader.learn(code, Kind::Report, id)?;
        // By the day of its publication too: findings name their report so.
        if let Some(published) = row.get("published")? {
            loader.learn(&format!("published: {published} {publisher}"), Kind::Report, id)?;
        }
        figures(loader, &mut work, row, id).await?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

async fn figures(loader: &mut Loader<'_>, work: &mut Work<'_>, row: &Row, report: Uuid) -> Result<()> {
    for (column, kind, bound, words, since) in FIGURES {
        let Some(figure) = row.int(column)? else { continue };
        let code = format!("{}.{column}", row.need("report_id")?);
        let tally = Tally {
            body: row.need("publisher")?.to_owned(),
            code: Some(code.clone()),
            as_of: row.date("published")?,
            kind,
            measure_words: Some(words.to_owned()),
            area: Some("Iraq and Syria".to_owned()),
            period: Some(period(row, since)?),
            actor_scope: Some("US-led Coalition".to_owned()),
            count: count(figure, bound),
            status_filter: None,
            subgroup: None,
            definition: row.text("definition_note")?,
            report: Some(ReportId(report)),
            url: row.text("source_url")?,
            note: row.text("ledger_note")?,
            raw: None,
        };
        let id = create(work, Kind::Tally, &tally).await?;
        loader.learn(&code, Kind::Tally, id)?;
        link(work, (Kind::Tally, id), LinkRole::PartOf, (Kind::Report, report), &[]).await?;
    }
    Ok(())
}

fn count(figure: i64, bound: Bound) -> Count {
    let max = (bound == Bound::Exact).then_some(figure);
    Count { min: Some(figure), max, bound: Some(bound), wording: None }
}

fn period(row: &Row, since: Since) -> Result<When> {
    let month = row.need("covers_month")?;
    match since {
        Since::Month => row
            .when("covers_month", "covers_month", Reading::default())?
            .ok_or_else(|| row.wrong("covers_month", "is empty")),
        Since::Start => When::from_edtf(&format!("{CUMULATIVE_SINCE}/{month}"), Zone::Unknown, None, None)
            .map_err(|error| Failure::facts(MONTHLY_REPORTS.0, error)),
    }
}

fn note(row: &Row) -> Result<Option<String>> {
    let parts = [row.get("source_note")?, row.get("ledger_note")?];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    Ok(Some(parts.join(". ")).filter(|note| !note.is_empty()))
}
