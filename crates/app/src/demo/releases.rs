//! Official strike releases and their lines.

use super::facts::{RELEASE_LINES, RELEASES};
use super::loader::{Loader, create, create_as, link};
use super::release_text::{Rendered, place_words};
use super::table::{Reading, Row, Table};
use crate::failure::{Failure, Result};
use domain::id::ReleaseId;
use domain::kind::Kind;
use domain::record::{Release, ReleaseLine, TextOrigin};
use domain::vocabulary::LinkRole;
use register::Work;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

/// Definition of the period summaries of 2019, whose lines are totals of a country.
const PERIOD_SUMMARY: &str = "strike_summary_2019";

/// Loads releases and lines.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let releases = Table::read(RELEASES.0, RELEASES.1)?;
    let lines = Table::read(RELEASE_LINES.0, RELEASE_LINES.1)?;
    let mut by_release: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for line in &lines.rows {
        by_release.entry(line.need("release_id")?).or_default().push(line);
    }
    let mut work = loader.work(releases.name).await?;
    let mut rendered = Vec::new();
    let mut ids = Vec::new();
    for row in &releases.rows {
        let code = row.need("release_id")?;
        let id = work.new_id()?;
        loader.learn(code, Kind::Release, id)?;
        ids.push(id);
        rendered.push(Rendered::of(row, by_release.get(code).map_or(&[], Vec::as_slice))?);
    }
    for ((row, id), rendered) in releases.rows.iter().zip(&ids).zip(&rendered) {
        one_release(loader, &mut work, row, *id, rendered).await?;
    }
    work.commit().await?;
    Loader::count(&releases, ids.len())?;
    let mut work = loader.work(lines.name).await?;
    let mut made = 0;
    for ((row, id), rendered) in releases.rows.iter().zip(&ids).zip(&rendered) {
        let is_period = row.get("definition_id")? == Some(PERIOD_SUMMARY);
        let own = by_release.remove(row.need("release_id")?).unwrap_or_default();
        for (index, line) in own.iter().enumerate() {
            let record = release_line(loader, line, (*id, index), rendered, is_period)?;
            let line_id = create(&mut work, Kind::ReleaseLine, &record).await?;
            loader.learn(line.need("line_id")?, Kind::ReleaseLine, line_id)?;
            made += 1;
        }
    }
    if let Some(code) = by_release.keys().next() {
        return Err(Failure::facts(lines.name, format!("{code} is no release")));
    }
    work.commit().await?;
    Loader::count(&lines, made)
}

async fn one_release(
    loader: &Loader<'_>,
    work: &mut Work<'_>,
    row: &Row,
    id: Uuid,
    rendered: &Rendered,
) -> Result<()> {
    let publisher = row.need("publisher")?;
    let wording_of = row.get("rendition_of")?.map(|code| loader.need(code)).transpose()?;
    let release = Release {
        publisher: publisher.to_owned(),
        code: row.text("release_id")?,
        number: row.text("number_printed")?,
        issued: row.date("issued")?,
        period: row.when("period_start", "period_end", Reading::default())?,
        definition: row.text("definition_id")?,
        totals: rendered.totals(row)?,
        late_period_words: row.text("late_period_printed")?,
        rendition_of: wording_of.map(|(_, id)| ReleaseId(id)),
        sum_note: row.text("sum_check")?,
        text: Some(rendered.text.clone()),
        text_origin: Some(TextOrigin::RenderedFromFacts),
        text_sha256: Some(sha256(&rendered.text)),
        url: row.text("source_url")?,
        note: row.text("source_note")?,
        raw: Some(row.raw()),
    };
    create_as(work, id, Kind::Release, &release).await?;
    loader.source_of(work, publisher, (Kind::Release, id)).await?;
    if let Some(other) = wording_of {
        link(work, (Kind::Release, id), LinkRole::RenditionOf, other, &[]).await?;
    }
    Ok(())
}

fn release_line(
    loader: &Loader<'_>,
    row: &Row,
    (release, index): (Uuid, usize),
    rendered: &Rendered,
    is_period: bool,
) -> Result<ReleaseLine> {
    let words = place_words(row)?;
    let country = row.text("country")?;
    // The gazetteer holds places of Syria only.
    let place =
        words.filter(|_| country.as_deref() == Some("Syria")).and_then(|name| loader.gazetteer.place(name));
    Ok(ReleaseLine {
        release: ReleaseId(release),
        position: i64::try_from(index + 1).map_err(|error| row.wrong("line_id", error))?,
        country,
        place_words: words.map(str::to_owned),
        place,
        when: row.when("day_start", "day_end", Reading::default())?,
        strikes: row.int("strikes")?,
        engagements: row.int("engagements")?,
        late_addition: row.get("late_addition")? == Some("y"),
        period_total: is_period && words.is_none(),
        effects: rendered.effects(index, row)?,
        span: rendered.line_span(index),
        url: row.text("source_url")?,
        note: row.text("source_note")?,
        raw: Some(row.raw()),
    })
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hexadecimal, byte| {
        // Writing to a string does not fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
}
