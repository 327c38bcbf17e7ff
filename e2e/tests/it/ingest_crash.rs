//! `sijil evidence add` killed, its disk's power cut, its disk full, its n-th call failing: what it printed as taken in
//! is there and whole, nothing is half recorded, and the same command afterwards takes in the rest.
//!
//! A run whose calls to make bytes durable do nothing must be found out, or the others prove nothing: `strace` answers
//! them without asking the kernel. `SIJIL_TEST_INGEST_KILLS` (100, done by four tests together) and
//! `SIJIL_TEST_INGEST_CUTS` (30) say how many; the last line of each test says what was done. Only a run that was still
//! at work when it was killed is counted as one.

use e2e::demonstration::copy_folder;
use e2e::disk::{Disk, sync};
use e2e::mixed_files;
use e2e::program::Program;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const KILLS: u32 = 100;
/// Tests that do the kills, a part each: one alone would take longer than a test may.
const KILL_PARTS: u32 = 4;
const CUTS: u32 = 30;
const SABOTAGED_CUTS: u32 = 10;
const SABOTAGE_FOUND_MIN: u32 = 9;
/// Of them the program takes 256 at a time.
const FILES: u64 = 700;
/// Where there are many runs: still more than one time's.
const FEW_FILES: u64 = 300;
const DISK_BYTES: u64 = 128 * 1024 * 1024;
/// Too small for all the files.
const SMALL_DISK_BYTES: u64 = 24 * 1024 * 1024;
const SYNCS: &str = "fsync,fdatasync,syncfs,msync,sync_file_range";

fn how_many(variable: &str, otherwise: u32) -> u32 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Some moment of a span, another for each number.
fn moment(number: u32, span: Duration) -> Duration {
    let varied = u64::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & 0xffff;
    span * u32::try_from(varied).expect("sixteen bits") / 0x1_0000
}

/// A register with a first project, and files still to be taken in.
struct Stage {
    program: Program,
    held: tempfile::TempDir,
    /// How long it takes to the first acknowledgement.
    first: Duration,
    /// How long the whole takes.
    whole: Duration,
}

impl Stage {
    fn set(files: u64) -> Self {
        let held = tempfile::tempdir().expect("a folder to work in");
        let program = Program::sijil().expect("the built program");
        let mut stage = Self { program, held, first: Duration::ZERO, whole: Duration::ZERO };
        let sources = stage.sources();
        std::fs::create_dir(&sources).expect("a folder");
        let mut state = 11;
        for number in 0..files {
            let length = if number % 50 == 49 { 150_000 } else { 9 + number * 37 % 4_000 };
            mixed_files::made_up(&sources.join(format!("{number:04}")), length, &mut state).expect("a file");
        }
        let (base, table) = (stage.folder("base"), stage.held.path().join("first.csv"));
        std::fs::write(&table, e2e::incidents::table(1)).expect("a table");
        let (base, table) = (base.display().to_string(), table.display().to_string());
        stage.program.succeed(&["init", "--one-person", "--data", &base]).expect("a register");
        stage
            .program
            .succeed(&["import", "--data", &base, "--map", "airwars-incidents", &table, "--commit"])
            .expect("a project");
        let data = stage.copy(stage.held.path(), "whole");
        let started = Instant::now();
        let mut adding = stage.adding(&data, &[]);
        assert!(!adding.listen(Duration::ZERO, true), "it ends with its first acknowledgement");
        stage.first = started.elapsed();
        assert!(adding.listen(e2e::limits::COMMAND_MAX, false), "it hangs");
        stage.whole = started.elapsed();
        let (acknowledged, code, complaints) = adding.end();
        assert_eq!((acknowledged.len() as u64, code), (files, Some(0)), "{complaints:?}");
        stage
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.held.path().join(name)
    }

    fn sources(&self) -> PathBuf {
        self.folder("sources")
    }

    fn copy(&self, to: &Path, name: &str) -> PathBuf {
        let data = to.join(name);
        copy_folder(&self.folder("base"), &data).expect("a copy");
        data
    }

    /// Takes in what is not there yet: how many files there were, and how many of them were new.
    fn rest(&self, data: &Path) -> Result<(u64, u64), String> {
        let (data, sources) = (data.display().to_string(), self.sources().display().to_string());
        let done = self.program.run(&["evidence", "add", "--json", "--data", &data, &sources]);
        let done = done.expect("a program that starts");
        if done.code != Some(0) {
            return Err(format!("add ended with {:?}: {}{}", done.code, done.stdout, done.stderr));
        }
        let told: Value = serde_json::from_str(&done.stdout).expect("JSON");
        let items = told["items"].as_array().expect("items");
        let new = items.iter().filter(|item| item["is_new"] == true).count();
        Ok((items.len() as u64, new as u64))
    }

    /// Whether everything that was acknowledged is there and whole, and nothing of the rest in halves, once the program
    /// has been started again: what died between the log and the register is put right by the next start.
    fn stands(&self, data: &Path, acknowledged: &BTreeMap<String, String>) -> Result<(), String> {
        let (data, table) = (data.display().to_string(), self.folder("first.csv").display().to_string());
        let again = ["import", "--data", &data, "--map", "airwars-incidents", &table, "--commit"];
        let started = self.program.run(&again).expect("a program that starts");
        if started.code != Some(0) {
            return Err(format!("it does not start: {:?} {}", started.code, started.stderr));
        }
        let checked = self.program.run(&["fsck", &data]).expect("a program that starts");
        if checked.code != Some(0) {
            return Err(format!("fsck ended with {:?}: {}{}", checked.code, checked.stdout, checked.stderr));
        }
        let listed = self
            .program
            .run(&["export", "--data", &data, "--kind", "item", "--format", "jsonl"])
            .expect("a program that starts");
        let items: BTreeMap<String, String> = listed
            .stdout
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|item| Some((item["record_id"].as_str()?.to_owned(), item.to_string())))
            .collect();
        for (item, sha256) in acknowledged {
            if !items.get(item).is_some_and(|text| text.contains(sha256.as_str())) {
                return Err(format!("{item} was acknowledged and is not there ({} are)", items.len()));
            }
        }
        Ok(())
    }

    fn adding(&self, data: &Path, wrapped: &[&str]) -> Adding {
        let program = e2e::binary::sijil().expect("the built program");
        let mut words: Vec<String> = wrapped.iter().map(|word| (*word).to_owned()).collect();
        words.extend([program.display().to_string(), "evidence".into(), "add".into(), "--data".into()]);
        words.extend([data.display().to_string(), self.sources().display().to_string()]);
        let mut process = Command::new(&words[0])
            .args(&words[1..])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("it starts");
        let (sender, lines) = channel();
        e2e::program::read_lines(process.stdout.take().expect("piped"), sender);
        let (sender, errors) = channel();
        let stderr = BufReader::new(process.stderr.take().expect("piped"));
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                // Nobody listens where the test has ended.
                sender.send(line).ok();
            }
        });
        Adding { process, lines, errors, acknowledged: BTreeMap::new() }
    }
}

/// The command at work, and what it has acknowledged.
struct Adding {
    process: Child,
    lines: Receiver<String>,
    errors: Receiver<String>,
    acknowledged: BTreeMap<String, String>,
}

impl Adding {
    fn hear(&mut self, line: &str) {
        // The last line may be cut off in the middle; the name at its end tells that it is whole.
        if let ["new", sha256, _, item, _] = line.split_whitespace().collect::<Vec<_>>()[..] {
            self.acknowledged.insert(item.to_owned(), sha256.to_owned());
        }
    }

    /// Listens for so long, or until it ends; says whether it did. With `from_first` the time begins with the first
    /// acknowledgement.
    fn listen(&mut self, span: Duration, from_first: bool) -> bool {
        let mut until = (!from_first).then(|| Instant::now() + span);
        loop {
            let wait = until
                .map_or(e2e::limits::COMMAND_MAX, |until| until.saturating_duration_since(Instant::now()));
            match self.lines.recv_timeout(wait) {
                Ok(line) => self.hear(&line),
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => return false,
            }
            if until.is_none() && !self.acknowledged.is_empty() {
                until = Some(Instant::now() + span);
            }
        }
    }

    /// Kills it and whatever it started.
    fn kill(self) -> BTreeMap<String, String> {
        // It may have ended by itself.
        let _gone = Command::new("kill").args(["-9", "--", &format!("-{}", self.process.id())]).output();
        self.end().0
    }

    /// Lets it end, and gives what it had acknowledged, its exit code and its complaints.
    fn end(mut self) -> (BTreeMap<String, String>, Option<i32>, Vec<String>) {
        let status = self.process.wait().expect("a child of ours");
        while let Ok(line) = self.lines.recv() {
            self.hear(&line);
        }
        (self.acknowledged, status.code(), self.errors.iter().collect())
    }
}

/// Some of the kills: a quarter of them before anything is acknowledged, the others after.
fn kill_part(part: u32) -> Result<String, String> {
    let stage = Stage::set(FEW_FILES);
    let kills = how_many("SIJIL_TEST_INGEST_KILLS", KILLS).div_ceil(KILL_PARTS);
    let (mut runs, mut killed, mut kept) = (0, 0, 0);
    while killed < kills {
        let number = runs * KILL_PARTS + part;
        let data = stage.copy(stage.held.path(), "killed");
        let mut adding = stage.adding(&data, &[]);
        let has_ended = if runs % 4 == 0 {
            adding.listen(moment(number, stage.first), false)
        } else {
            adding.listen(moment(number, stage.whole.saturating_sub(stage.first)), true)
        };
        let acknowledged = adding.kill();
        (runs, killed) = (runs + 1, killed + u32::from(!has_ended));
        kept += acknowledged.len();
        let after = |fault| format!("run {runs}: {fault}");
        stage.stands(&data, &acknowledged).map_err(after)?;
        if runs % 10 == 9 || killed == kills {
            let (files, new) = stage.rest(&data).map_err(after)?;
            assert!(files == FEW_FILES && new <= FEW_FILES - acknowledged.len() as u64, "{files}, {new} new");
            stage.stands(&data, &acknowledged).map_err(after)?;
        }
        std::fs::remove_dir_all(&data).expect("a folder of ours");
        assert!(runs < 3 * kills + 10, "only {killed} of {runs} runs were killed before they ended");
    }
    assert!(kept > 0, "nothing was acknowledged");
    Ok(format!("{killed} kills in {runs} runs, {kept} items acknowledged, 0 lost, 0 half recorded"))
}

#[test]
fn a_killed_intake_keeps_what_it_acknowledged_first_part() {
    println!("{}", kill_part(0).unwrap_or_else(|fault| panic!("{fault}")));
}

#[test]
fn a_killed_intake_keeps_what_it_acknowledged_second_part() {
    println!("{}", kill_part(1).unwrap_or_else(|fault| panic!("{fault}")));
}

#[test]
fn a_killed_intake_keeps_what_it_acknowledged_third_part() {
    println!("{}", kill_part(2).unwrap_or_else(|fault| panic!("{fault}")));
}

#[test]
fn a_killed_intake_keeps_what_it_acknowledged_fourth_part() {
    println!("{}", kill_part(3).unwrap_or_else(|fault| panic!("{fault}")));
}

/// One cut; gives how many items were acknowledged, and what the check says.
fn cut_power(stage: &Stage, number: u32, wrapped: &[&str]) -> (usize, Result<(), String>) {
    let disk = Disk::new(DISK_BYTES).expect("a disk");
    let data = stage.copy(&disk.folder(), "register");
    sync(&data).expect("durable");
    let mut adding = stage.adding(&data, wrapped);
    adding.listen(moment(number, Duration::from_millis(400)), true);
    disk.cut().expect("no power");
    let acknowledged = adding.kill();
    disk.start_again().expect("power");
    (acknowledged.len(), stage.stands(&data, &acknowledged))
}

#[test]
fn a_power_cut_takes_nothing_that_was_acknowledged() {
    if !Disk::is_possible() {
        return;
    }
    let stage = Stage::set(FEW_FILES);
    let (cuts, mut kept) = (how_many("SIJIL_TEST_INGEST_CUTS", CUTS), 0);
    for cut in 0..cuts {
        let (items, outcome) = cut_power(&stage, cut, &[]);
        outcome.unwrap_or_else(|fault| panic!("cut {cut}: {fault}"));
        kept += items;
    }
    println!("{cuts} power cuts, {kept} items acknowledged, 0 lost, 0 half recorded");
    assert!(kept > 0);
}

/// How `strace` is called to answer calls itself; `None` where it is not there or may not.
fn strace(inject: &str) -> Option<Vec<String>> {
    let calls = inject.split(':').next().unwrap_or_default();
    let (trace, inject) = (format!("trace={calls}"), format!("inject={inject}"));
    let words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject].map(str::to_owned);
    let tried = Command::new(&words[0]).args(&words[1..]).arg("true").output();
    if tried.is_ok_and(|output| output.status.success()) {
        return Some(words.to_vec());
    }
    e2e::skipped("there is no `strace` that may trace: calls to the disk cannot be made to fail here");
    None
}

fn borrowed(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

#[test]
fn sabotage_an_intake_that_makes_nothing_durable_is_found_out() {
    let Some(forgetful) = strace(&format!("{SYNCS}:retval=0")) else { return };
    if !Disk::is_possible() {
        return;
    }
    let stage = Stage::set(FILES);
    let mut found = 0;
    for cut in 0..SABOTAGED_CUTS {
        let (items, outcome) = cut_power(&stage, cut, &borrowed(&forgetful));
        match outcome {
            Err(fault) => {
                println!("cut {cut}, {items} acknowledged: {}", fault.lines().next().unwrap_or_default());
                found += 1;
            }
            Ok(()) => println!("cut {cut}, {items} acknowledged: not found out"),
        }
    }
    println!("{found} of {SABOTAGED_CUTS} cuts found out");
    assert!(found >= SABOTAGE_FOUND_MIN, "only {found} of {SABOTAGED_CUTS} cuts were found out");
}

#[test]
fn a_call_that_fails_costs_nothing_that_was_acknowledged() {
    let faults = [(SYNCS, "EIO"), ("pwrite64", "ENOSPC"), ("renameat2", "EIO")];
    let stage = Stage::set(FILES);
    let (mut runs, mut failed, mut kept) = (0, 0, 0);
    for (calls, error) in faults {
        for when in [1, 4, 30] {
            let Some(failing) = strace(&format!("{calls}:error={error}:when={when}")) else { return };
            let data = stage.copy(stage.held.path(), "failing");
            let mut adding = stage.adding(&data, &borrowed(&failing));
            assert!(adding.listen(e2e::limits::COMMAND_MAX, false), "it hangs");
            let (acknowledged, code, complaints) = adding.end();
            let what = format!("{calls} {error} at call {when}: ended with {code:?}, {complaints:?}");
            assert!(code.is_some_and(|code| code != 101), "{what}");
            assert!(!complaints.iter().any(|line| line.contains("panicked")), "{what}");
            assert!(code == Some(0) || complaints.iter().any(|line| line.contains("error:")), "{what}");
            stage.stands(&data, &acknowledged).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            let rest = stage.rest(&data).unwrap_or_else(|fault| panic!("{what}; then: {fault}"));
            assert_eq!(rest.0, FILES, "{what}");
            (runs, kept) = (runs + 1, kept + acknowledged.len());
            failed += u32::from(code != Some(0));
            std::fs::remove_dir_all(&data).expect("a folder of ours");
        }
    }
    println!("{failed} of {runs} runs failed cleanly, {kept} items acknowledged, 0 lost");
    assert!(failed > 0);
}

#[test]
fn a_full_disk_is_said_and_costs_nothing_that_was_acknowledged() {
    let disk = match Disk::new(SMALL_DISK_BYTES) {
        Ok(disk) => disk,
        Err(why) => return e2e::skipped(&format!("this machine gives no disk of its own: {why:#}")),
    };
    let stage = Stage::set(FILES);
    let data = stage.copy(&disk.folder(), "register");
    let large = stage.sources().join("large");
    mixed_files::made_up(&large, SMALL_DISK_BYTES, &mut 5).expect("a file");
    let mut adding = stage.adding(&data, &[]);
    assert!(adding.listen(e2e::limits::COMMAND_MAX, false), "it hangs");
    let (acknowledged, code, complaints) = adding.end();
    assert!(code.is_some_and(|code| code != 0 && code != 101), "{code:?} {complaints:?}");
    assert!(complaints.iter().any(|line| line.contains("error:")), "{complaints:?}");
    stage.stands(&data, &acknowledged).expect("whole");
    std::fs::remove_file(&large).expect("a file of ours");
    assert_eq!(stage.rest(&data).map(|(files, _)| files), Ok(FILES));
    stage.stands(&data, &acknowledged).expect("whole");
    println!("a full disk: {} items acknowledged, 0 lost; {}", acknowledged.len(), complaints.join(" "));
}
