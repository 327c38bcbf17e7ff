//! A table of 100,000 incidents brought in on the embedded database: read, checked, written with its acts, numbered.
//!
//! Rows have 19 columns in the shape of a recorder's table, and keep the raw row. The reading alone is the baseline.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rough rates")]

use domain::record::Project;
use register::exchange::{self, table::Mapping};
use register::import::{Keep, Order};
use register::origin::Origin;
use register::register::{Creation, LOCAL_ACTOR};
use register::{Error, Reason, Register};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

/// As the program allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: usize = 100_000;
const HEADER: &str = "code,title,date,latitude,longitude,geolocation_accuracy,place,place_ar,country,governorate,\
    strike_type,strike_status,grade,killed_min,killed_max,injured_min,injured_max,sources_count,url\n";

fn table(rows: usize) -> String {
    let mut text = String::from(HEADER);
    for row in 0..rows {
        let date = format!("20{:02}-{:02}-{:02}", 14 + row % 6, 1 + row % 12, 1 + row % 28);
        let (latitude, longitude) =
            (34.0 + (row % 9_973) as f64 / 10_000.0, 38.0 + (row % 19_997) as f64 / 10_000.0);
        let grade = ["confirmed", "fair", "weak", "contested", "discounted"][row % 5];
        let (killed, injured) = (row % 4, row % 7);
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "CS{row:06},Strike on house {row},{date},{latitude:.5},{longitude:.5},village,Village {},قرية,Syria,\
             Ar-Raqqah,airstrike,likely,{grade},{killed},{},{injured},{},{},https://example.org/{row}",
            row % 900,
            killed + 3,
            injured + 6,
            row % 40,
        );
    }
    text
}

async fn register(folder: &Path) -> register::Result<(Register, domain::id::ProjectId)> {
    let creation =
        Creation { origin_line: "bench".to_owned(), one_person: true, server: None, origin: Origin::Machine };
    let register = Register::create(&folder.join("register"), creation).await?;
    let project = Project { code: "bench".to_owned(), name: "Bench".to_owned(), ..Project::default() };
    let project = register.make_project(reason(), &project).await?;
    Ok((register, project))
}

fn reason() -> Reason {
    Reason { actor: LOCAL_ACTOR, why: "Measure".to_owned() }
}

#[tokio::main]
async fn main() -> register::Result<()> {
    // `cargo test --benches` asks for a short run.
    let rows = if std::env::args().any(|argument| argument == "--test") { 500 } else { ROWS };
    let folder = tempfile::tempdir().map_err(|error| Error::Input(error.to_string()))?;
    let path = folder.path().join("incidents.csv");
    std::fs::write(&path, table(rows)).map_err(|error| Error::Input(error.to_string()))?;
    let mapping = Mapping::built_in("airwars-incidents").ok_or(Error::NotFound)?;
    let start = Instant::now();
    let file = std::fs::File::open(&path).map_err(|error| Error::Input(error.to_string()))?;
    let _summary = exchange::table::import(file, "incidents.csv", &mapping, &mut |_row| {})?;
    let read = start.elapsed().as_secs_f64();

    let (register, project) = register(folder.path()).await?;
    let order = |keep| Order {
        path: path.clone(),
        file_name: "incidents.csv".to_owned(),
        mapping: mapping.clone(),
        keep,
        reason: reason(),
        project,
        progress: std::sync::Arc::default(),
    };
    let start = Instant::now();
    register.import(order(Keep::DryRun)).await?;
    let tried = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let imported = register.import(order(Keep::Commit)).await?;
    let kept = start.elapsed().as_secs_f64();
    register.sequence().await?;
    let numbered = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let again = register.import(order(Keep::Commit)).await?;
    let known = start.elapsed().as_secs_f64();
    println!("rows {rows}, records {}, acts {}; again: acts {}", imported.created, imported.acts, again.acts);
    let line = |what: &str, seconds: f64| {
        println!(
            "{what:<44}{:>9.0} rows/s, {:>5.1} times the reading",
            rows as f64 / seconds,
            seconds / read
        );
    };
    line("read into drafts, nothing written", read);
    line("dry run: all of it written, then undone", tried);
    line("committed with its acts", kept);
    line("committed, numbered, in the signed log", numbered);
    line("the same file again", known);
    Ok(())
}
