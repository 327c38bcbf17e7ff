//! The commands as scripts rely on them: their shapes, their exit codes, what they print and what they refuse.

use e2e::demonstration::{Demonstration, files_below};
use e2e::program::{Finished, Program};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Composed for this test in the grammar of the coalition's releases.
const RELEASE: &str = "On June 12, 2017, Coalition military forces conducted three strikes consisting of five \
engagements in Syria.\n\n* Near Raqqa, two strikes engaged an ISIS tactical unit and destroyed a fighting \
position.\n* Near Dayr Az Zawr, one strike destroyed an ISIS oil tank.\n";

fn sijil() -> Program {
    Program::sijil().expect("a program to test")
}

/// A refusal says something, on standard error, and is no crash.
fn assert_refused(finished: &Finished) {
    assert!(finished.code.is_some_and(|code| code != 0 && code != 101), "{finished:?}");
    assert!(!finished.stderr.trim().is_empty(), "{finished:?}");
    assert!(!finished.stderr.contains("panicked"), "{finished:?}");
}

#[test]
fn the_demonstration_is_private_and_stands_up_to_its_own_checks() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let mode = fs::metadata(demonstration.folder()).expect("a folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    sijil().succeed(&["verify", &data]).expect("the log is whole");
    sijil().succeed(&["fsck", &data]).expect("tables, acts and log agree");
}

#[test]
fn a_flipped_byte_anywhere_in_the_log_is_found_and_its_file_named() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let files = files_below(&demonstration.folder().join("log")).expect("a log");
    assert!(files.len() > 2, "a log holds tiles and a checkpoint: {files:?}");
    for file in files {
        let whole = fs::read(&file).expect("readable");
        if whole.is_empty() {
            continue;
        }
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        fs::write(&file, &flipped).expect("writable");
        let verdict = sijil().run(&["verify", &data]).expect("it runs");
        let told = format!("{}{}", verdict.stdout, verdict.stderr);
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(verdict.code.is_some_and(|code| code != 0), "{} was altered unseen", file.display());
        assert!(told.contains(&name), "{} is not named in: {told}", file.display());
        assert!(!told.contains("panicked"), "{told}");
        fs::write(&file, &whole).expect("writable");
    }
    sijil().succeed(&["verify", &data]).expect("whole again");
}

#[test]
fn a_release_is_read_without_any_register() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("release.txt");
    fs::write(&file, RELEASE).expect("a file");
    let file = file.to_string_lossy().into_owned();
    let json = sijil().succeed(&["release", &file, "--json"]).expect("it reads");
    assert!(json.contains("Raqqa") && json.contains("Dayr Az Zawr"), "{json}");
    for text in serde_json::Deserializer::from_str(&json).into_iter::<Value>() {
        text.expect("each value is JSON");
    }
    let csv = sijil().succeed(&["release", &file, "--csv"]).expect("it reads");
    assert_eq!(csv.lines().filter(|line| line.contains("Raqqa")).count(), 1, "{csv}");
    assert_refused(&sijil().run(&["release", "no-such-file.txt"]).expect("it runs"));
}

#[test]
fn incidents_leave_in_three_readable_formats() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let export = |format| {
        let arguments = ["export", "--data", &data, "--kind", "incident", "--format", format];
        sijil().succeed(&arguments).expect("it exports")
    };
    let lines = export("jsonl");
    let records: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect();
    assert!(records.len() > 10, "{} lines", records.len());
    assert!(export("csv").lines().count() > 10);
    let geojson: Value = serde_json::from_str(&export("geojson")).expect("JSON");
    assert_eq!(geojson["type"], "FeatureCollection");
}

#[test]
fn what_cannot_be_done_is_refused_with_a_reason() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let nowhere = format!("{data}-nowhere");
    for arguments in [
        vec!["import", "--data", &data, "--map", "no-such-mapping", "no-such-file.csv"],
        vec!["verify", &nowhere],
        vec!["fsck", &nowhere],
        vec!["export", "--data", &data, "--kind", "no-such-kind", "--format", "csv"],
        vec!["no-such-command"],
    ] {
        assert_refused(&sijil().run(&arguments).expect("it runs"));
    }
}

#[test]
fn a_second_writer_is_told_of_the_first_and_readers_go_on() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let server = sijil().serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("it serves");
    assert_refused(&sijil().run(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]).expect("it runs"));
    sijil().succeed(&["verify", &data]).expect("a reader goes on");
    assert_eq!(server.stop().expect("it stops"), Some(0));
    sijil().succeed(&["fsck", &data]).expect("nothing is left half-done");
}
