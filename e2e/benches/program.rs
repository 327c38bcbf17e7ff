//! The built program as people meet it: import, first screen, pages and resident memory, at two sizes.
//!
//! A register of 10,000 incidents (laptop) and one of 100,000 (team) are made by `sijil import`; every figure at the
//! larger size is printed beside its ratio to the smaller.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rough figures")]

use anyhow::{Context, Result, ensure};
use e2e::http::Client;
use e2e::incidents;
use e2e::program::{Program, Server, origin_of};
use std::path::Path;
use std::time::Instant;

const PAGES: [&str; 9] = [
    "/",
    "/incidents",
    "/incidents?grade=confirmed",
    "/incidents?q=Village+500",
    "/incidents?q=house",
    "/incidents?from=2016-01-01&to=2016-12-31",
    "/releases",
    "/records",
    "/log",
];
const VISITS: usize = 20;

/// What was measured at one size.
struct Figures {
    rows: usize,
    import_s: f64,
    address_ms: f64,
    first_screen_ms: f64,
    /// 95th percentile of each page.
    pages_ms: Vec<f64>,
    resident_mb: f64,
}

fn measured(program: &Program, folder: &Path, rows: usize) -> Result<Figures> {
    let data = folder.join(format!("register-{rows}")).display().to_string();
    let csv = folder.join(format!("incidents-{rows}.csv"));
    std::fs::write(&csv, incidents::table(rows))?;
    program.succeed(&["init", "--one-person", "--data", &data])?;
    let file = csv.display().to_string();
    let started = Instant::now();
    program.succeed(&["import", "--data", &data, "--map", "airwars-incidents", &file, "--commit"])?;
    let import_s = started.elapsed().as_secs_f64();

    let started = Instant::now();
    let server = program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"])?;
    let address_ms = started.elapsed().as_secs_f64() * 1e3;
    let mut client = Client::new(server.origin());
    enter(&mut client, &server)?;
    let first_screen_ms = started.elapsed().as_secs_f64() * 1e3;
    let mut pages_ms = Vec::new();
    for page in PAGES {
        let mut times = Vec::new();
        for _ in 0..VISITS {
            let asked = Instant::now();
            let answer = client.get(page)?;
            ensure!(answer.status == 200, "{page} answered {}", answer.status);
            times.push(asked.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        pages_ms.push(times[VISITS * 95 / 100 - 1]);
    }
    let resident_mb = resident_mb(&server)?;
    Ok(Figures { rows, import_s, address_ms, first_screen_ms, pages_ms, resident_mb })
}

/// Opens what the program printed, as a browser would, up to the first page.
fn enter(client: &mut Client, server: &Server) -> Result<()> {
    let mut path = server.entrance()[origin_of(server.entrance()).len()..].to_owned();
    for _ in 0..4 {
        let answer = client.get(&path)?;
        if answer.status == 200 {
            return Ok(());
        }
        answer.header("location").context("neither a page nor a way on")?.clone_into(&mut path);
    }
    anyhow::bail!("no first page after four redirects")
}

fn resident_mb(server: &Server) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process_id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes / 1024.0)
}

fn line(what: &str, unit: &str, small: f64, large: f64) {
    println!("{what:<46}{small:>10.1} {large:>10.1} {unit:<6} ×{:.1}", large / small);
}

fn main() -> Result<()> {
    // `cargo test --benches` asks for a short run.
    let is_short = std::env::args().any(|argument| argument == "--test");
    let sizes = if is_short { [200, 400] } else { [10_000, 100_000] };
    let program = Program::at(&e2e::binary::released()?);
    let folder = tempfile::tempdir()?;
    let [small, large] = sizes.map(|rows| measured(&program, folder.path(), rows));
    let (small, large) = (small?, large?);
    println!("incidents                                     {:>10} {:>10}", small.rows, large.rows);
    let rate = |figures: &Figures| figures.rows as f64 / figures.import_s;
    line("sijil import, numbered and signed", "rows/s", rate(&small), rate(&large));
    line("start to address printed", "ms", small.address_ms, large.address_ms);
    line("start to first screen", "ms", small.first_screen_ms, large.first_screen_ms);
    for (page, (small, large)) in PAGES.iter().zip(small.pages_ms.iter().zip(&large.pages_ms)) {
        line(&format!("95 % of visits to {page}"), "ms", *small, *large);
    }
    line("resident after them", "MB", small.resident_mb, large.resident_mb);
    Ok(())
}
