//! Fifty people working on 20,000 incidents at once, on both databases; fails where any answer is wrong.
//!
//! `cargo run --release -p e2e --bin load -- [--people N] [--incidents N] [--seconds N] [--pause-ms N]`. The program is
//! `SIJIL_BIN` or the release build; PostgreSQL is the server `SIJIL_TEST_POSTGRES` names. It judges answers, never
//! times: those are printed. People pause for 7 s on average, exponentially distributed and at most tenfold: the think
//! time of an interactive user in TPC-W (TPC Benchmark W 2.0, clause 5.3.1.1).

use anyhow::{Context, Result, bail, ensure};
use e2e::load::{Kind, Size, Team};
use e2e::program::Program;
use std::io::Write;
use std::time::Duration;

fn main() -> Result<()> {
    let size = size()?;
    let program = Program::at(&e2e::binary::released()?);
    let mut out = std::io::stdout();
    let pause_s = size.pause.as_secs_f64();
    writeln!(
        out,
        "{} people, {} incidents, {} s; each reads for {pause_s} s on average before the next request",
        size.people,
        size.incidents,
        size.lasts.as_secs()
    )?;
    let server = std::env::var("SIJIL_TEST_POSTGRES").ok();
    ensure!(server.is_some() || !e2e::is_strict(), "SIJIL_TEST_POSTGRES is not set");
    let schema = format!("load{}", std::process::id());
    let mut databases = vec![("SQLite", None)];
    match &server {
        Some(url) => databases.push(("PostgreSQL", Some((url.as_str(), schema.as_str())))),
        None => e2e::skipped("no PostgreSQL (SIJIL_TEST_POSTGRES is not set)"),
    }
    let mut wrong = 0;
    for (name, database) in databases {
        let folder = tempfile::tempdir()?;
        let mut team = Team::gather(&program, folder.path(), size, database)
            .with_context(|| format!("the team on {name} did not come together"))?;
        let figures = team.work()?;
        let all = figures.count(Kind::Read) + figures.count(Kind::Write);
        writeln!(
            out,
            "\n{name}: {all} answers in {:.0} s, {} errors; 99 % of reads within {:.0} ms, of writes within {:.0} ms",
            figures.took.as_secs_f64(),
            figures.errors.len(),
            figures.within_ms(Kind::Read, 0.99),
            figures.within_ms(Kind::Write, 0.99)
        )?;
        write!(out, "{figures}")?;
        ensure!(figures.count(Kind::Read) > 0 && figures.count(Kind::Write) > 0, "nobody worked");
        for error in figures.errors.iter().take(10) {
            writeln!(out, "error: {error}")?;
        }
        wrong += figures.errors.len();
    }
    ensure!(wrong == 0, "{wrong} answers were wrong");
    Ok(())
}

fn size() -> Result<Size> {
    let mut size =
        Size { people: 50, incidents: 20_000, lasts: Duration::from_mins(5), pause: Duration::from_secs(7) };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { bail!("{} needs a number", pair[0]) };
        let number: u32 = value.parse().with_context(|| format!("{name} needs a number"))?;
        match name.as_str() {
            "--people" => size.people = number as usize,
            "--incidents" => size.incidents = number as usize,
            "--seconds" => size.lasts = Duration::from_secs(number.into()),
            "--pause-ms" => size.pause = Duration::from_millis(number.into()),
            _ => bail!("{name} is not known; see the head of this file"),
        }
    }
    Ok(size)
}
