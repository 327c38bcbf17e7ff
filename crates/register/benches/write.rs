//! Records and acts written per second on the embedded database, and what the log adds.
//!
//! Rows are shaped like a recorder's table: an incident with its raw row, and an adopted assessment.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rough rates")]

use domain::kind::Kind;
use domain::record::{Body, Project};
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::work::ImportRow;
use register::{Reason, Register};
use serde_json::json;
use std::time::Instant;
use uuid::Uuid;

const ROWS: usize = 100_000;

fn object(value: &serde_json::Value) -> Body {
    value.as_object().cloned().unwrap_or_default()
}

fn incident(number: usize) -> Body {
    let day = format!("20{:02}-{:02}-{:02}", 14 + number % 6, 1 + number % 12, 1 + number % 28);
    let when = domain::when::When::day(&day, domain::when::Zone::Unknown).ok();
    object(&json!({
        "codes": [format!("CS{:06}", number)], "title": format!("Strike near place {}", number % 500),
        "when": when, "country": "Syria", "governorate": "Ar-Raqqah",
        "location": {"point": {"lat_e7": 359_505_639 + number, "lon_e7": 390_094_148}, "precision": "village",
                     "supplied_by": "recorder", "words": format!("Village {}", number % 900), "words_ar": "الرقة"},
        "strike_types": ["airstrike"], "strike_status": "likely", "sources_count": number % 40,
        "url": format!("https://example.org/{number}"),
        "raw": {"code": format!("CS{number:06}"), "date": day, "killed_min": "1", "killed_max": "4", "place": "Village"},
    }))
}

fn assessment(incident: Uuid, number: usize) -> Body {
    let grade = ["confirmed", "fair", "weak"].get(number % 3);
    object(&json!({
        "incident": incident, "version": 1, "basis": "adopted", "body": "Recorder", "codebook": "airwars 1",
        "grade": grade, "range_basis": "page_summary",
        "killed": {"min": number % 5, "max": number % 5 + 3, "bound": "range"},
    }))
}

fn row(number: usize, slot: &str) -> ImportRow {
    ImportRow {
        dataset: "bench".to_owned(),
        identity: format!("CS{number:06}/1"),
        slot: slot.to_owned(),
        digest: format!("{number:064x}"),
    }
}

#[tokio::main]
async fn main() -> register::Result<()> {
    // `cargo bench` passes filters; `cargo test --benches` asks for a short run.
    let rows = if std::env::args().any(|argument| argument == "--test") { 500 } else { ROWS };
    let folder = tempfile::tempdir().map_err(|error| register::Error::Input(error.to_string()))?;
    let creation =
        Creation { origin_line: "bench".to_owned(), one_person: true, server: None, origin: Origin::Machine };
    let register = Register::create(&folder.path().join("register"), creation).await?;
    let reason = Reason { actor: LOCAL_ACTOR, why: "Measure".to_owned() };
    let project = Project { code: "bench".to_owned(), name: "Bench".to_owned(), ..Project::default() };
    let project = register.make_project(reason.clone(), &project).await?;
    let start = Instant::now();
    let mut work = register.begin(reason, project).await?;
    for number in 0..rows {
        let id = work.new_id()?;
        work.create_as(id, Kind::Incident, incident(number), Some(row(number, "incident"))).await?;
        let graded = work.new_id()?;
        work.create_as(graded, Kind::Assessment, assessment(id, number), Some(row(number, "assessment")))
            .await?;
    }
    let done = work.commit().await?;
    let written = start.elapsed();
    register.sequence().await?;
    let logged = start.elapsed();
    let findings = register.fsck().await?;
    let checked = start.elapsed();
    let per_second = |seconds: f64| rows as f64 / seconds;
    println!("rows {rows}, acts {}", done.acts);
    println!("written        {:>9.0} rows/s", per_second(written.as_secs_f64()));
    println!("with the log   {:>9.0} rows/s", per_second(logged.as_secs_f64()));
    println!(
        "fsck           {:>9.0} acts/s, faults {}",
        done.acts as f64 / checked.saturating_sub(logged).as_secs_f64(),
        findings.faults_count
    );
    Ok(())
}
