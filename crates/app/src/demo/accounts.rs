//! What the two source texts say: each statement as its speaker's, with the incidents it may be about.

use super::facts::ALLEGATIONS;
use super::loader::{Loader, create, link};
use super::table::{Reading, Row, Table};
use crate::failure::Result;
use domain::count::Count;
use domain::id::{ReportId, SourceId};
use domain::kind::Kind;
use domain::location::Location;
use domain::record::{Assertion, CategoryCount, Report};
use domain::vocabulary::{LinkRole, PrecisionClass};
use domain::when::When;
use register::Work;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The two texts: number in the facts, source, title, day of publication.
const TEXTS: [(&str, &str, &str, &str); 2] = [
    ("1", "Amnesty action page", "Action page on civilian deaths in Raqqa", ""),
    ("2", "The Intercept", "Article on strikes in the villages of Deir ez-Zor", "2021-11-18"),
];

/// Loads the texts and their statements.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(ALLEGATIONS.0, ALLEGATIONS.1)?;
    let mut work = loader.work(table.name).await?;
    let mut texts = BTreeMap::new();
    for text in TEXTS {
        let url =
            table.rows.iter().find(|row| matches!(row.get("text_ref"), Ok(Some(number)) if number == text.0));
        let url = url.map(|row| row.text("source_url")).transpose()?.flatten();
        texts.insert(text.0, report(loader, &mut work, text, url).await?);
    }
    let mut made = 0;
    for row in &table.rows {
        let number = row.need("text_ref")?;
        let report = texts.get(number).copied().ok_or_else(|| row.wrong("text_ref", "is neither text"))?;
        let assertion = assertion(row, report)?;
        let id = create(&mut work, Kind::Assertion, &assertion).await?;
        loader.learn(row.need("allegation_id")?, Kind::Assertion, id)?;
        loader.source_of(&mut work, row.need("speaker_label")?, (Kind::Assertion, id)).await?;
        candidates(loader, &mut work, row, id).await?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

async fn report(
    loader: &mut Loader<'_>,
    work: &mut Work<'_>,
    (number, source, title, day): (&str, &str, &str, &str),
    url: Option<String>,
) -> Result<Uuid> {
    let published = if day.is_empty() { None } else { When::day(day, domain::when::Zone::Unknown).ok() };
    let report = Report {
        source: Some(SourceId(loader.source(source)?)),
        title: title.to_owned(),
        number: Some(format!("text {number}")),
        form: Some("source_text".to_owned()),
        published,
        url,
        language: Some("en".to_owned()),
        note: Some("Title in our words; its statements were typed in our words, one record each".to_owned()),
        ..Report::default()
    };
    let id = create(work, Kind::Report, &report).await?;
    loader.learn(&format!("text {number}"), Kind::Report, id)?;
    Ok(id)
}

fn assertion(row: &Row, report: Uuid) -> Result<Assertion> {
    let about = Reading { words: row.get("about_when_words")?, ..Reading::default() };
    let said = Reading { words: row.get("said_precision")?, ..Reading::default() };
    let position = match (row.get("official_position")?, row.get("official_position_date")?) {
        (Some(position), Some(date)) => Some(format!("{position} ({date})")),
        (position, _) => position.map(str::to_owned),
    };
    Ok(Assertion {
        annotation: None,
        report: ReportId(report),
        claim: row.need("claim")?.to_owned(),
        form: row.text("statement_type")?,
        speaker: row.text("speaker_label")?,
        speaker_role: row.text("speaker_role")?,
        polarity: None,
        said: row.when("said_when", "said_when", said)?,
        about: row.when("about_start", "about_end", about)?,
        location: location(row)?,
        counts: counts(row)?,
        actors: None,
        verification: row.text("verification_status")?,
        publication: row.text("publication_status")?,
        official_position: position,
        url: row.text("source_url")?,
        note: row.text("source_note")?,
        raw: Some(row.raw()),
    })
}

/// The place as worded, with how fine it is where the vocabulary has the word for it.
fn location(row: &Row) -> Result<Option<Location>> {
    let Some(words) = row.text("place_words")? else { return Ok(None) };
    let precision = row.get("place_precision")?.and_then(PrecisionClass::parse);
    Ok(Some(Location { words: Some(words), precision, ..Location::default() }))
}

fn counts(row: &Row) -> Result<Vec<CategoryCount>> {
    let (low, high, wording) = (row.int("count_low")?, row.int("count_high")?, row.text("counts_as_worded")?);
    if low.is_none() && high.is_none() && wording.is_none() {
        return Ok(Vec::new());
    }
    // What the words count stands in the claim; the bound is for a reader to judge from them.
    let count = Count { min: low, max: high, bound: None, wording };
    Ok(vec![CategoryCount { category: "as_worded".to_owned(), count }])
}

async fn candidates(loader: &Loader<'_>, work: &mut Work<'_>, row: &Row, id: Uuid) -> Result<()> {
    for code in row.parts("candidate_incident_ids", &[' '])? {
        let mut attributes = Vec::new();
        attributes.extend(row.get("candidate_note")?.map(|note| ("note", note)));
        attributes.extend(row.get("candidate_refs")?.map(|references| ("references", references)));
        link(work, (Kind::Assertion, id), LinkRole::CandidateFor, loader.need(code)?, &attributes).await?;
    }
    Ok(())
}
