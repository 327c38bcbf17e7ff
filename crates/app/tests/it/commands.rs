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

#[test]
fn incidents_leave_in_every_format_and_come_into_another_register() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("demo"));
    let other = argument(&held.path().join("other"));
    done(&["demo", "--no-serve", "--data", &data]);
    done(&["init", "--data", &other]);
    let incidents = crate::facts::count("incidents.csv");
    for format in ["csv", "jsonl", "geojson", "xlsx"] {
        let file = argument(&held.path().join(format!("incidents.{format}")));
        let export = ["export", "--data", &data, "--kind", "incident", "--format", format, "--out", &file];
        assert_eq!(json(&export)["records"], incidents);
        let trial = json(&["import", "--data", &other, "--map", "sijil", &file]);
        assert_eq!((&trial[0]["created"], &trial[0]["committed"]), (&incidents.into(), &Value::Bool(false)));
    }
    let lines = done(&["export", "--data", &data, "--kind", "incident", "--format", "jsonl"]);
    assert_eq!(lines.lines().count(), incidents);
    let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["record_code"], "CS483");
    let about =
        std::fs::read_to_string(held.path().join("incidents.csv.about.json")).expect("the file beside");
    let about: Value = serde_json::from_str(&about).expect("JSON");
    assert_eq!(about["grades"].as_array().map(Vec::len), Some(5));
    assert!(
        about["checkpoint"]
            .as_str()
            .is_some_and(|checkpoint| checkpoint.starts_with("localhost/sijil-demonstration\n"))
    );
}

#[test]
fn an_import_is_tried_then_made_then_makes_no_act_again() {
    let held = tempfile::tempdir().expect("a folder");
    let (demo, data) = (argument(&held.path().join("demo")), argument(&held.path().join("data")));
    let file = argument(&held.path().join("tallies.jsonl"));
    done(&["demo", "--no-serve", "--data", &demo]);
    done(&["export", "--data", &demo, "--kind", "tally", "--format", "jsonl", "--out", &file]);
    done(&["init", "--data", &data]);
    let before = json(&["verify", &data])["acts"].clone();
    let import = ["import", "--data", &data, "--map", "sijil", &file];
    let commit = ["import", "--data", &data, "--map", "sijil", &file, "--commit"];
    let tried = json(&import);
    assert_eq!(json(&["verify", &data])["acts"], before, "a dry run keeps nothing");
    let made = json(&commit);
    assert_eq!((&tried[0]["acts"], &tried[0]["created"]), (&made[0]["acts"], &made[0]["created"]));
    assert_eq!(json(&commit)[0]["acts"], 0);
    let checked = json(&["fsck", &data]);
    assert_eq!((&checked["faults_count"], &checked["unsequenced"]), (&0.into(), &0.into()));
}

#[test]
fn a_row_that_is_refused_is_listed_and_ends_with_1() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("data"));
    done(&["init", "--data", &data]);
    let good = r#"{"record_kind":"source","record_id":"01a1d953-f300-7000-8046-bcb6bcca165d","name":"One"}"#;
    let bad =
        r#"{"record_kind":"no_such_kind","record_id":"01a1d953-f300-7000-8046-bcb6bcca165e","name":"Two"}"#;
    let file = write(&held.path().join("mixed.jsonl"), format!("{good}\n{bad}\n").as_bytes());
    let output = run(&["import", "--data", &data, "--map", "sijil", &file]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("mixed.jsonl:2:") && told.contains("no_such_kind"), "{told}");
    for (arguments, code) in
        [(["--map", "no-such-mapping", file.as_str()], 4), (["--map", "sijil", "no-such-file.csv"], 5)]
    {
        let output = run(&[&["import", "--data", &data][..], &arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    }
    let kinds = run(&["export", "--data", &data, "--kind", "no-such-kind", "--format", "csv"]);
    assert_eq!(kinds.status.code(), Some(4));
}
