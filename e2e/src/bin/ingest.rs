//! Taking mixed files in by `sijil evidence add`, against what a careful person does by hand on the same disk in the
//! same run: `age` for each file, and `sha256sum` and `cp` for each. The goals: at least 0.8 of the slower of the two,
//! less than 200 MB of resident memory, and nothing added by a second time.
//!
//! `cargo run --release -p e2e --bin ingest -- [--files N] [--copies N] [--folder DIR]`. The program is `SIJIL_BIN` or
//! the release build. `--copies` adds so many more photographs, each with other bytes at its end, because reading what
//! a photograph states costs more than keeping it. Ours is durable when it ends; what is done by hand is not unless
//! `sync` comes last, so both times are printed. It fails where a file is lost or added twice, never for a time.

use anyhow::{Context, Result, bail, ensure};
use e2e::mixed_files::{self, MixedFiles};
use e2e::program::Program;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const FILES: usize = 10_000;
const GOAL: f64 = 0.8;
const RESIDENT_MB_MAX: f64 = 200.0;
/// Time between two looks at a process's memory.
const LOOK_EVERY: Duration = Duration::from_millis(20);

struct Wanted {
    files: usize,
    copies: usize,
    folder: Option<PathBuf>,
}

fn wanted() -> Result<Wanted> {
    let mut wanted = Wanted { files: FILES, copies: 0, folder: None };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { bail!("{} needs a value", pair[0]) };
        match name.as_str() {
            "--files" => wanted.files = value.parse().context("--files needs a number")?,
            "--copies" => wanted.copies = value.parse().context("--copies needs a number")?,
            "--folder" => wanted.folder = Some(value.into()),
            _ => bail!("{name} is not known; see the head of this file"),
        }
    }
    Ok(wanted)
}

/// The time something takes, and with everything on the disk.
#[derive(Clone, Copy)]
struct Took {
    done: Duration,
    durable: Duration,
}

fn timed<T>(folder: &Path, work: impl FnOnce() -> Result<T>) -> Result<(T, Took)> {
    let started = Instant::now();
    let outcome = work()?;
    let done = started.elapsed();
    run(Command::new("sync").arg("--file-system").arg(folder))?;
    Ok((outcome, Took { done, durable: started.elapsed() }))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

/// The most that a process, and any one of its children, had resident at once, in kB.
#[derive(Clone, Copy, Default)]
struct Resident {
    process: u64,
    child: u64,
}

fn high_water_kb(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}

impl Resident {
    fn look(&mut self, process: u32) {
        self.process = self.process.max(high_water_kb(&process.to_string()));
        let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
        for task in tasks {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            for child in children.split_whitespace() {
                self.child = self.child.max(high_water_kb(child));
            }
        }
    }
}

/// Takes a folder in; gives how many files there were, how many of them were new, and the memory it took.
fn taken_in(program: &Path, data: &Path, sources: &Path) -> Result<(usize, usize, Resident)> {
    let mut child = Command::new(program)
        .args(["evidence", "add", "--json", "--data"])
        .args([data, sources])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut output = child.stdout.take().context("no standard output")?;
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = output.read_to_string(&mut text);
        // Nobody listens where the bench has failed.
        send.send(read.map(|_| text)).ok();
    });
    let mut resident = Resident::default();
    let text = loop {
        resident.look(child.id());
        match receive.recv_timeout(LOOK_EVERY) {
            Ok(text) => break text?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => bail!("its output ended in the middle"),
        }
    };
    let status = child.wait()?;
    ensure!(matches!(status.code(), Some(0 | 1)), "it ended with {status}");
    let told: Value = serde_json::from_str(&text).context("what it says is no JSON")?;
    let items = told["items"].as_array().context("no items")?;
    let top =
        items.iter().filter(|item| item["name"].as_str().is_some_and(|name| name.matches('/').count() == 1));
    let new = items.iter().filter(|item| item["is_new"] == true).count();
    Ok((top.count(), new, resident))
}

/// `age` for each file, one after the other.
fn by_age(folder: &Path, sources: &[PathBuf]) -> Result<()> {
    fs::create_dir(folder)?;
    let key = folder.with_extension("key");
    run(Command::new("age-keygen").arg("-o").arg(&key).stderr(Stdio::null()))?;
    let recipients = folder.with_extension("recipients");
    run(Command::new("age-keygen").arg("-y").arg("-o").arg(&recipients).arg(&key))?;
    for path in sources {
        let name = path.file_name().context("a file has a name")?;
        run(Command::new("age").arg("-R").arg(&recipients).arg("-o").arg(folder.join(name)).arg(path))?;
    }
    fs::remove_file(key)?;
    Ok(fs::remove_file(recipients)?)
}

/// `sha256sum` of each file, then `cp`, as a shell would do it.
fn by_copying(folder: &Path, sources: &[PathBuf]) -> Result<()> {
    fs::create_dir(folder)?;
    for path in sources {
        run(Command::new("sha256sum").arg(path))?;
        run(Command::new("cp").arg(path).arg(folder))?;
    }
    Ok(())
}

/// The same with one process for many files.
fn by_copying_at_once(folder: &Path, sources: &[PathBuf]) -> Result<()> {
    fs::create_dir(folder)?;
    for some in sources.chunks(2_000) {
        run(Command::new("sha256sum").args(some))?;
        run(Command::new("cp").arg("--target-directory").arg(folder).args(some))?;
    }
    Ok(())
}

/// Photographs with other bytes at their ends.
fn add_copies(folder: &Path, copies: usize, files: &mut MixedFiles) -> Result<()> {
    let is_photo = |path: &&PathBuf| path.extension().is_some_and(|found| found == "jpg");
    let photos: Vec<PathBuf> = files.paths[..files.real].iter().filter(is_photo).cloned().collect();
    ensure!(copies == 0 || !photos.is_empty(), "there is no photograph to copy");
    for number in 0..copies {
        let mut bytes = fs::read(&photos[number % photos.len()])?;
        bytes.extend(number.to_le_bytes());
        let path = folder.join(format!("photo-{number:06}.jpg"));
        files.bytes += bytes.len() as u64;
        fs::write(&path, bytes)?;
        files.paths.push(path);
    }
    Ok(())
}

/// What is measured, and where it is told.
struct Bench<'a> {
    out: &'a mut dyn Write,
    held: &'a Path,
    files: &'a MixedFiles,
}

impl Bench<'_> {
    fn line(&mut self, what: &str, took: Took) -> Result<()> {
        let (done, durable) = (took.done.as_secs_f64(), took.durable.as_secs_f64());
        let rate = f64::from(u32::try_from(self.files.bytes / 1_000_000)?) / durable;
        writeln!(self.out, "{what:<36}{done:>7.1} s, on the disk {durable:>7.1} s, {rate:>6.1} MB/s")?;
        Ok(())
    }

    fn ours(&mut self, program: &Path) -> Result<Took> {
        let (data, sources) = (self.held.join("register"), self.held.join("sources"));
        let project = self.held.join("first.csv");
        fs::write(&project, e2e::incidents::table(1))?;
        let sijil = Program::at(program);
        let [data_text, project] = [&data, &project].map(|path| path.display().to_string());
        sijil.succeed(&["init", "--one-person", "--data", &data_text])?;
        sijil.succeed(&[
            "import",
            "--data",
            &data_text,
            "--map",
            "airwars-incidents",
            &project,
            "--commit",
        ])?;
        run(Command::new("sync").arg("--file-system").arg(self.held))?;
        let (first, took) = timed(self.held, || taken_in(program, &data, &sources))?;
        let (found, new, resident) = first;
        ensure!(found == self.files.paths.len(), "{found} of {} files are there", self.files.paths.len());
        self.line("sijil evidence add", took)?;
        let (again, took_again) = timed(self.held, || taken_in(program, &data, &sources))?;
        ensure!(again.0 == found && again.1 == 0, "the second time added {}", again.1);
        self.line("sijil evidence add, the same again", took_again)?;
        let mb = |kb: u64| f64::from(u32::try_from(kb).unwrap_or(u32::MAX)) / 1024.0;
        let (process, child) = (mb(resident.process.max(again.2.process)), mb(resident.child));
        writeln!(
            self.out,
            "{found} files, {new} items; resident at most {process:.0} MB (goal: under {RESIDENT_MB_MAX:.0}), \
             the confined child at most {child:.0} MB; the second time added 0"
        )?;
        sijil.succeed(&["fsck", &data_text]).context("fsck")?;
        fs::remove_dir_all(data)?;
        Ok(took)
    }

    fn rival(&mut self, what: &str, work: fn(&Path, &[PathBuf]) -> Result<()>) -> Result<Took> {
        let folder = self.held.join("rival");
        let ((), took) = timed(self.held, || work(&folder, &self.files.paths))?;
        self.line(what, took)?;
        fs::remove_dir_all(folder)?;
        Ok(took)
    }
}

fn main() -> Result<()> {
    let wanted = wanted()?;
    let program = e2e::binary::released()?;
    let place = wanted.folder.unwrap_or_else(e2e::binary::target_folder);
    let held = tempfile::Builder::new().prefix("ingest-").tempdir_in(place)?;
    let media = e2e::binary::workspace_root().join("../shared/data/media");
    let real = media.is_dir().then_some(media);
    if real.is_none() {
        e2e::skipped("the real files are not here");
    }
    let sources = held.path().join("sources");
    let mut files = mixed_files::write(&sources, wanted.files, real.as_deref())?;
    add_copies(&sources, wanted.copies, &mut files)?;
    run(Command::new("sync").arg("--file-system").arg(held.path()))?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{} files, {} MB, {} of them real and {} copies of real photographs",
        files.paths.len(),
        files.bytes / 1_000_000,
        files.real,
        wanted.copies
    )?;
    let mut bench = Bench { out: &mut out, held: held.path(), files: &files };
    let ours = bench.ours(&program)?;
    let copied = bench.rival("sha256sum and cp", by_copying)?;
    bench.rival("sha256sum and cp, one process each", by_copying_at_once)?;
    let mut slower = copied;
    if Command::new("age").arg("--version").output().is_ok() {
        let aged = bench.rival("age", by_age)?;
        slower = if aged.done > slower.done { aged } else { slower };
    } else {
        e2e::skipped("there is no command `age`: the slower is the other");
    }
    let ratio = |ours: Duration, theirs: Duration| theirs.as_secs_f64() / ours.as_secs_f64();
    let (plain, durable) = (ratio(ours.done, slower.done), ratio(ours.durable, slower.durable));
    writeln!(out, "against the slower: {plain:.2}; both on the disk: {durable:.2} (goal: {GOAL})")?;
    Ok(())
}
