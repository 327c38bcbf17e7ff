//! Dated acts of bodies: reports, admissions, denials, silences, policies, payments.

use super::facts::OFFICIAL_EVENTS;
use super::loader::{Loader, create, link};
use super::table::{Reading, Row, Table};
use crate::failure::Result;
use domain::id::SourceId;
use domain::kind::Kind;
use domain::record::Report;
use domain::vocabulary::LinkRole;
use register::Work;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Loads the acts as reports of the bodies.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(OFFICIAL_EVENTS.0, OFFICIAL_EVENTS.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let report = Report {
            source: Some(SourceId(loader.source(row.need("body")?)?)),
            title: row.need("title")?.to_owned(),
            number: row.text("event_id")?,
            form: row.text("event_type")?,
            published: row.when("event_date", "event_end", Reading::default())?,
            url: row.text("source_url")?,
            language: Some("en".to_owned()),
            words: row.text("detail")?,
            note: row.get("source_note")?.map(|note| format!("{note}. Title and words are ours")),
            raw: Some(row.raw()),
            ..Report::default()
        };
        let id = create(&mut work, Kind::Report, &report).await?;
        loader.learn(row.need("event_id")?, Kind::Report, id)?;
        about(loader, &mut work, row, id).await?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

/// Links to the incidents of the row, and to the releases and monthly reports its references name.
async fn about(loader: &Loader<'_>, work: &mut Work<'_>, row: &Row, id: Uuid) -> Result<()> {
    let mut linked = BTreeSet::new();
    for code in row.parts("incident_ids", &[' '])? {
        let incident = loader.need(code)?;
        linked.insert(incident.1);
        link(work, (Kind::Report, id), LinkRole::About, incident, &[]).await?;
    }
    for reference in row.parts("refs", &[' ', ';'])? {
        let code = reference
            .strip_prefix("monthly:")
            .map_or_else(|| reference.to_owned(), |month| format!("MR{month}"));
        let Some(known) = loader.find(&code).filter(|(kind, _)| [Kind::Report, Kind::Release].contains(kind))
        else {
            continue;
        };
        if linked.insert(known.1) {
            link(work, (Kind::Report, id), LinkRole::About, known, &[]).await?;
        }
    }
    Ok(())
}
