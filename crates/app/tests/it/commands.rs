//! The commands one by one: what they print, how they end, what they refuse.

use crate::running::{argument, done, json, run, stderr};
use serde_json::Value;
use std::path::Path;

/// Composed for this test in the grammar of the coalition's releases.
const RELEASE: &str = "On June 12, 2017, Coalition military forces conducted three strikes consisting of five \
engagements in Syria.\n\n* Near Raqqa, two strikes engaged an ISIS tactical unit and destroyed a fighting \
position.\n* Near Dayr Az Zawr, one strike destroyed an ISIS oil tank.\n";

fn write(path: &Path, text: &[u8]) -> String {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
    argument(path)
}

#[test]
fn a_folder_of_releases_is_read_in_order_file_by_file() {
    let held = tempfile::tempdir().expect("a folder");
    write(&held.path().join("b.txt"), RELEASE.as_bytes());
    write(&held.path().join("deep/a.txt"), RELEASE.replace("Raqqa", "Hajin").as_bytes());
    write(&held.path().join("notes.md"), b"not a release");
    let folder = argument(held.path());
    let read: Vec<Value> =
        done(&["release", &folder]).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(read.len(), 2);
    assert!(read[0]["file"].as_str().is_some_and(|file| file.ends_with("b.txt")), "{read:?}");
    let places: Vec<&str> = read
        .iter()
        .flat_map(|file| file["release"]["lines"].as_array().expect("lines"))
        .map(|line| line["place"]["words"]["value"].as_str().expect("a place"))
        .collect();
    assert_eq!(places, ["Raqqa", "Dayr Az Zawr", "Hajin", "Dayr Az Zawr"]);
    let csv = done(&["release", &folder, "--csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        (rows[0].get(3), rows[0].get(4), rows[0].get(6)),
        (Some("Raqqa"), Some("2017-06-12"), Some("2"))
    );
}

#[test]
fn a_file_that_is_no_text_is_named_and_the_others_are_read() {
    let held = tempfile::tempdir().expect("a folder");
    write(&held.path().join("a.txt"), b"\xff\xfe\x00");
    write(&held.path().join("b.txt"), RELEASE.as_bytes());
    let output = run(&["release", &argument(held.path())]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("a.txt") && stderr(&output).contains("hint:"), "{}", stderr(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn what_cannot_be_found_or_understood_ends_as_documented() {
    let held = tempfile::tempdir().expect("a folder");
    let nowhere = argument(&held.path().join("nowhere"));
    for (arguments, code) in [
        (vec!["no-such-command"], 2),
        (vec!["export", "--data", &nowhere, "--kind", "incident", "--format", "pdf"], 2),
        (vec!["verify", &nowhere], 4),
        (vec!["fsck", &nowhere], 4),
        (vec!["serve", "--data", &nowhere], 4),
        (vec!["release", &nowhere], 5),
        (vec!["demo", "--data", &nowhere, "--listen", "nothing"], 5),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("error:"), "{}", stderr(&output));
    }
    assert!(!held.path().join("nowhere").exists(), "a refusal leaves nothing behind");
}

#[test]
fn a_failure_is_data_too_where_json_is_asked_for() {
    let output = run(&["verify", "no-such-folder", "--json"]);
    let failure: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(failure["error"]["code"], "no-register");
    assert!(failure["error"]["hint"].as_str().is_some_and(|hint| hint.contains("sijil init")));
}

#[test]
fn a_register_is_made_once() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("data"));
    let made = json(&["init", "--data", &data, "--origin", "example.org/log"]);
    assert_eq!(made["origin"], "example.org/log");
    assert!(made["verifier"].as_str().is_some_and(|key| key.starts_with("example.org/log+")), "{made}");
    assert_eq!(json(&["fsck", &data])["faults_count"], 0);
    let again = run(&["init", "--data", &data]);
    assert_eq!(again.status.code(), Some(5), "{}", stderr(&again));
    assert_eq!(json(&["verify", &data])["faults_count"], 0);
}

#[test]
fn a_changed_byte_of_the_log_is_named_and_ends_with_1() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    done(&["demo", "--no-serve", "--data", &data]);
    let checkpoint = held.path().join("log").join("checkpoint");
    let mut bytes = std::fs::read(&checkpoint).expect("a checkpoint");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&checkpoint, bytes).expect("written");
    let output = run(&["verify", &data, "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let findings: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        findings["faults"][0]["what"].as_str().is_some_and(|what| what.contains("checkpoint")),
        "{findings}"
    );
}

#[test]
fn help_completions_and_manual_pages_know_every_command() {
    let help = done(&["help-all"]);
    let script = done(&["completions", "bash"]);
    let held = tempfile::tempdir().expect("a folder");
    let pages = json(&["man", "--out", &argument(held.path())]);
    let pages: Vec<&str> = pages.as_array().expect("names").iter().filter_map(Value::as_str).collect();
    for command in [
        "demo",
        "init",
        "serve",
        "import",
        "release",
        "export",
        "verify",
        "fsck",
        "worker",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("## sijil {command}\n")), "{command}");
        assert!(script.contains(command), "{command}");
        assert!(pages.contains(&format!("sijil-{command}.1").as_str()), "{command}");
        assert!(held.path().join(format!("sijil-{command}.1")).exists());
    }
    assert!(!help.contains("help-all"), "it is hidden");
    assert!(done(&["man"]).contains(".TH"));
    assert!(json(&["help-all"]).is_string() && json(&["completions", "zsh"]).is_string());
}
