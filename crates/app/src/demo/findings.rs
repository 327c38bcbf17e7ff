//! Decisions of official and other bodies about one event, tied to the incidents they decide.

use super::facts::{FINDINGS, INCIDENTS};
use super::incidents::{self, OFFICIAL};
use super::loader::{Known, Loader, create, link};
use super::table::{Reading, Row, Table};
use crate::failure::Result;
use domain::count::Count;
use domain::id::ReportId;
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::Finding;
use domain::vocabulary::{LinkRole, Outcome, PrecisionClass, Standard, SuppliedBy};
use domain::when::Zone;
use register::Work;
use std::collections::BTreeSet;

/// Loads the findings, and those that stand only in a row of `incidents.csv`.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(FINDINGS.0, FINDINGS.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    let mut decided = BTreeSet::new();
    for row in &table.rows {
        let finding = finding(loader, row)?;
        let id = create(&mut work, Kind::Finding, &finding).await?;
        loader.learn(row.need("finding_id")?, Kind::Finding, id)?;
        loader.source_of(&mut work, &finding.body, (Kind::Finding, id)).await?;
        if let Some(report) = finding.report {
            link(&mut work, (Kind::Finding, id), LinkRole::PartOf, (Kind::Report, report.0), &[]).await?;
        }
        for incident in row.parts("incident_ids", &[' '])? {
            decided.insert(incident.to_owned());
            let incident = loader.need(incident)?;
            decides(loader, &mut work, row, (Kind::Finding, id), incident).await?;
        }
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)?;
    from_incidents(loader, &decided).await
}

fn finding(loader: &Loader<'_>, row: &Row) -> Result<Finding> {
    let body = row.need("body")?;
    let outcome = row.term("outcome", Outcome::parse)?.ok_or_else(|| row.wrong("outcome", "is empty"))?;
    Ok(Finding {
        body: body.to_owned(),
        code: row.text("finding_id")?,
        when: row.when("incident_date_start", "incident_date_end", Reading::default())?,
        place_words: row.text("place_words")?,
        country: row.text("country")?,
        via: row.text("via_source")?,
        outcome,
        reason: row.text("reason_code")?,
        words: None,
        killed: exactly(row, "killed_conceded")?,
        injured: exactly(row, "injured_conceded")?,
        location: location(row)?,
        case_number: row.text("case_number")?,
        list_number: row.text("list_item_printed")?,
        decided: row.date("decided_or_published")?,
        standard: (outcome == Outcome::ReasonableGrounds).then_some(Standard::ReasonableGrounds),
        report: report(loader, row)?,
        report_words: row.text("report_ref")?,
        incident_words: row.text("incident_ref")?,
        url: row.text("source_url")?,
        note: row.text("source_note")?,
        raw: Some(row.raw()),
    })
}

/// The monthly report a finding stands in, where its words name one that is here: "report for October 2016" by the
/// month it covers, a report with a day by the day it was published. A bare month could be either, so it is none.
fn report(loader: &Loader<'_>, row: &Row) -> Result<Option<ReportId>> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Some(words) = row.get("report_ref")? else { return Ok(None) };
    let covered = words.strip_prefix("report for ").and_then(|month| {
        let (name, year) = month.split_once(' ')?;
        let number = MONTHS.iter().position(|month| *month == name)? + 1;
        Some(format!("MR{year}-{number:02}"))
    });
    let code = match (covered, row.get("decided_or_published")?) {
        (Some(code), _) => code,
        (None, Some(day)) if day.len() == 10 => format!("published: {day} CJTF-OIR"),
        _ => return Ok(None),
    };
    Ok(loader.find(&code).map(|(_, id)| ReportId(id)))
}

fn location(row: &Row) -> Result<Option<Location>> {
    let Some(mgrs) = row.get("mgrs")? else { return Ok(None) };
    let (lat, lon) = (row.need("lat_from_mgrs")?, row.need("lon_from_mgrs")?);
    let precision = match row.int("mgrs_box_m")? {
        Some(1) => PrecisionClass::Mgrs10,
        Some(10) => PrecisionClass::Mgrs8,
        Some(100) => PrecisionClass::Mgrs6,
        Some(1000) => PrecisionClass::Mgrs4,
        other => return Err(row.wrong("mgrs_box_m", format!("{other:?} is no box of a grid reference"))),
    };
    Ok(Some(Location {
        point: Some(Point::parse(lat, lon).ok_or_else(|| row.wrong("lat_from_mgrs", "is no point"))?),
        precision: Some(precision),
        supplied_by: Some(SuppliedBy::Belligerent),
        mgrs: Some(mgrs.to_owned()),
        ..Location::default()
    }))
}

fn exactly(row: &Row, column: &str) -> Result<Option<Count>> {
    Ok(row.int(column)?.map(|number| Count::range(Some(number), Some(number))))
}

/// Links a finding to an incident; only possible where the reference in the row carries `?`.
async fn decides(
    loader: &Loader<'_>,
    work: &mut Work<'_>,
    row: &Row,
    finding: Known,
    incident: Known,
) -> Result<()> {
    let is_possible = |reference: &&str| {
        reference
            .strip_suffix('?')
            .is_some_and(|code| loader.find(code).is_none_or(|known| known == incident))
    };
    let references = row.parts("incident_ref", &[' ', ';'])?;
    let certainty =
        references.iter().find(|reference| is_possible(reference)).map(|_| ("certainty", "possible"));
    link(work, finding, LinkRole::Decides, incident, certainty.as_slice()).await
}

/// Official answers that stand in a row of an incident and in no row of the findings.
async fn from_incidents(loader: &mut Loader<'_>, decided: &BTreeSet<String>) -> Result<()> {
    let table = Table::read(INCIDENTS.0, INCIDENTS.1)?;
    let mut work = loader.work("official answers of incidents.csv").await?;
    for row in &table.rows {
        let code = row.need("incident_id")?;
        let Some(outcome) = row.term("official_outcome", Outcome::parse)? else { continue };
        if decided.contains(code) {
            continue;
        }
        let reading = Reading { zone: Zone::Unknown, ..Reading::default() };
        let finding = Finding {
            body: OFFICIAL.to_owned(),
            code: Some(format!("{code}-official")),
            when: incidents::when(row)?,
            place_words: row.text("place_en")?,
            country: Some("Syria".to_owned()),
            via: None,
            outcome,
            reason: row.text("official_reason")?,
            words: None,
            killed: exactly(row, "official_killed")?,
            injured: exactly(row, "official_injured")?,
            location: None,
            case_number: None,
            list_number: None,
            decided: row.when("official_outcome_date", "official_outcome_date", reading)?,
            standard: None,
            report: None,
            report_words: None,
            incident_words: row.text("ref_codes")?.or(row.text("local_ref")?),
            url: row.text("source_url")?,
            note: Some("from the incident row".to_owned()),
            raw: None,
        };
        let id = create(&mut work, Kind::Finding, &finding).await?;
        let known = (Kind::Finding, id);
        loader.source_of(&mut work, OFFICIAL, known).await?;
        link(&mut work, known, LinkRole::Decides, loader.need(code)?, &[]).await?;
    }
    work.commit().await?;
    Ok(())
}
