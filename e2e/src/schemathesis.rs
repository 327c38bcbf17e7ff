//! Schemathesis, a generator of requests from an OpenAPI document: kept in a Python environment of its own below the
//! target folder, made once a version, and run against a served program.
//!
//! Start at [`Schemathesis::prepare`].

use crate::{binary, is_strict, limits, skipped};
use anyhow::{Context, Result, ensure};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

/// The version that is asked of the package index.
const VERSION: &str = "4.32.5";

/// An installed schemathesis.
#[derive(Debug)]
pub struct Schemathesis {
    program: PathBuf,
}

/// One run of it.
#[derive(Debug)]
pub struct Run<'a> {
    /// Where the program is served.
    pub origin: &'a str,
    /// The token it is asked with.
    pub token: &'a str,
    /// A regular expression that the paths tried match.
    pub paths: &'a str,
    /// Phases, such as `fuzzing,stateful`.
    pub phases: &'a str,
    /// Requests of each kind for each operation.
    pub examples: u32,
    /// Ids by the path they are asked for, tried beside random ones: without them nearly everything is not there.
    pub ids: &'a [(String, Vec<String>)],
}

impl Schemathesis {
    /// Installs it if need be, or says why this machine cannot and gives `None`. Under the whole of `./test` that is
    /// an error.
    pub fn prepare() -> Result<Option<Self>> {
        if std::env::var("SIJIL_TEST_BROWSER").is_ok_and(|value| value == "off") {
            skipped("schemathesis belongs to the whole of ./test");
            return Ok(None);
        }
        match install() {
            Ok(program) => Ok(Some(Self { program })),
            Err(error) => {
                ensure!(!is_strict(), "schemathesis cannot be installed: {error:#}");
                skipped(&format!("schemathesis cannot be installed: {error:#}"));
                Ok(None)
            }
        }
    }

    /// Runs it; an error says everything that was found.
    pub fn run(&self, run: &Run<'_>) -> Result<String> {
        let folder = tempfile::Builder::new().prefix("sijil-schemathesis-").tempdir()?;
        let settings = folder.path().join("schemathesis.toml");
        fs::write(&settings, configuration(run))?;
        let started = Instant::now();
        let output = Command::new(&self.program)
            .arg("--config-file")
            .arg(&settings)
            .args(["run", &format!("{}/api/v1/openapi.json", run.origin), "--phases", run.phases])
            .args(["--include-path-regex", run.paths, "--no-color"])
            .env("SIJIL_TOKEN", run.token)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .context("schemathesis cannot be started")?;
        let told = shortened(&output);
        ensure!(output.status.success(), "schemathesis found something:\n{told}");
        ensure!(started.elapsed() < limits::SCHEMATHESIS_MAX, "schemathesis took {:?}", started.elapsed());
        Ok(told)
    }
}

/// What it printed, long lines cut: it quotes bodies of a megabyte.
fn shortened(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout);
    let told = told.lines().map(|line| line.chars().take(300).collect::<String>());
    told.collect::<Vec<_>>().join("\n")
}

/// The environment below the target folder, made if it is not whole.
fn install() -> Result<PathBuf> {
    let shelf = binary::target_folder().join("e2e-schemathesis");
    fs::create_dir_all(&shelf)?;
    let lock = File::create(shelf.join("lock")).context("cannot make the lock")?;
    lock.lock().context("cannot wait for the lock")?;
    let folder = shelf.join(VERSION);
    let program = folder.join("bin/schemathesis");
    let mark = shelf.join(format!("{VERSION}.whole"));
    if !mark.exists() {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let folder_text = folder.to_string_lossy().into_owned();
        run_to_end(Path::new("python3"), &["-m", "venv", &folder_text])?;
        let wanted = format!("schemathesis=={VERSION}");
        run_to_end(&folder.join("bin/pip"), &["install", "--quiet", "--disable-pip-version-check", &wanted])?;
        File::create(&mark)?;
    }
    Ok(program)
}

fn run_to_end(program: &Path, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("{} cannot be started", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let last = told.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    ensure!(output.status.success(), "{} {}: {last}", program.display(), arguments.join(" "));
    Ok(())
}

/// What it is told. A request that keeps the document's form may still break a rule of the register, which is 422;
/// one that breaks it may do so by being longer than any body, which is 413.
fn configuration(run: &Run<'_>) -> String {
    let mut text = format!(
        "seed = 7\ncontinue-on-failure = true\n\
         [headers]\nAuthorization = \"Bearer ${{SIJIL_TOKEN}}\"\n\
         [generation]\nmax-examples = {}\n\
         [checks.positive_data_acceptance]\nexpected-statuses = [\"2xx\", 401, 403, 404, 409, 422]\n\
         [checks.negative_data_rejection]\nexpected-statuses = [400, 401, 403, 404, 405, 406, 413, 415, 422, 429]\n",
        run.examples
    );
    for (place, (_, ids)) in run.ids.iter().enumerate() {
        let _ = writeln!(text, "[dictionaries.ids{place}]\nvalues = {ids:?}");
    }
    for (place, (path, _)) in run.ids.iter().enumerate() {
        let _ = writeln!(
            text,
            "[[operations]]\ninclude-path = {path:?}\n\
             parameters = {{ \"path.id\" = {{ dictionary = \"ids{place}\", probability = 0.7 }} }}"
        );
    }
    text
}
