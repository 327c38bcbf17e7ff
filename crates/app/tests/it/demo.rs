//! The demonstration: complete, the same everywhere, and left alone once it stands.

use crate::facts::{count, filled, rows};
use crate::running::{argument, done, json, run, sijil, stderr};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Root of the log of the demonstration's present version. Where it changes on purpose, raise `VERSION` in
/// `src/demo/mod.rs` with it.
const ROOT: &str = "5ae7d101121674cf8712dc634dd902974801d90990e2b5d023c9ff8998fc71a9";

/// Columns of a monthly report that are figures, each of which becomes a tally.
const FIGURES: [&str; 15] = [
    "carried_over",
    "received",
    "completed",
    "credible",
    "non_credible",
    "duplicate",
    "reopened",
    "open_at_end",
    "cumulative_strikes",
    "cumulative_engagements",
    "cumulative_reports",
    "cumulative_credible_reports",
    "cumulative_deaths_at_least",
    "deaths_in_new_credible",
    "injured_in_new_credible",
];

fn counts(contents: &Value, code: &str) -> BTreeMap<String, usize> {
    let projects = contents["projects"].as_array().expect("projects");
    let project = projects.iter().find(|project| project["code"] == code).expect("the project");
    serde_json::from_value::<Vec<(String, usize)>>(project["counts"].clone())
        .expect("counts")
        .into_iter()
        .collect()
}

#[test]
fn every_row_of_the_facts_is_a_record_and_the_root_is_the_same_everywhere() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(&held.path().join("data"));
    let contents = json(&["demo", "--no-serve", "--data", &data]);
    assert_eq!(contents["built"], true);
    let counts = counts(&contents, "raqqa-deir-ez-zor");
    let answered_in_row_only = {
        let findings = rows("findings.csv");
        let decided: Vec<&str> = findings.iter().flat_map(|row| row["incident_ids"].split(' ')).collect();
        let incidents = rows("incidents.csv");
        let open = incidents.iter().filter(|row| !row["official_outcome"].is_empty());
        open.filter(|row| !decided.contains(&row["incident_id"].as_str())).count()
    };
    let stories = 2 * 10;
    let texts = 2;
    for (kind, expected) in [
        ("place", count("places.csv")),
        ("office", count("offices.csv")),
        ("release", count("releases.csv")),
        ("release_line", count("release_lines.csv")),
        ("tally", count("tallies.csv") + filled("monthly_reports.csv", &FIGURES)),
        ("incident", count("incidents.csv")),
        ("assessment", count("incidents.csv")),
        ("finding", count("findings.csv") + answered_in_row_only),
        ("assertion", count("allegations.csv")),
        ("report", count("monthly_reports.csv") + count("official_events.csv") + stories + texts),
        ("operation", 4),
    ] {
        assert_eq!(counts.get(kind), Some(&expected), "{kind}");
    }
    assert!(counts["source"] > 40 && counts["link"] > 500, "{counts:?}");
    assert_eq!(contents["checkpoint"]["root"], ROOT, "raise the version with the root");
}

#[test]
fn it_stands_up_to_its_own_checks_and_the_second_start_builds_nothing() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    let first = json(&["demo", "--no-serve", "--data", &data]);
    let second = json(&["demo", "--no-serve", "--data", &data]);
    assert_eq!((&first["built"], &second["built"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(first["checkpoint"], second["checkpoint"]);
    let verified = json(&["verify", &data]);
    let checked = json(&["fsck", &data]);
    assert_eq!((&verified["faults_count"], &verified["unsequenced"]), (&0.into(), &0.into()));
    assert_eq!(checked["faults_count"], 0);
    // Every act of the loading makes one record, but for the moves of the exercise's tasks and the sealing and
    // opening of its codings.
    let (records, acts) = (checked["records"].as_u64(), checked["acts"].as_u64());
    assert!(records < acts && records > acts.map(|acts| acts - 60), "{records:?} {acts:?}");
    assert_eq!(verified["leaves"], first["checkpoint"]["size"]);
}

#[test]
fn the_figures_are_those_of_the_exercise_or_of_the_campaign_never_of_both() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    let contents = json(&["demo", "--no-serve", "--data", &data]);
    let projects = contents["projects"].as_array().expect("projects");
    let exercises: Vec<bool> = projects.iter().map(|project| project["exercise"] == true).collect();
    assert_eq!(exercises.iter().filter(|exercise| **exercise).count(), 1);
    let exercise = counts(&contents, "exercise");
    assert_eq!((exercise["incident"], exercise.get("release")), (10, None));
    // Two each of five incidents, so that agreement has pairs, and one of a sixth that stays sealed.
    assert_eq!(exercise["coding"], 11);
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let held = tempfile::tempdir().expect("a folder");
    std::fs::write(held.path().join("letter.txt"), "mine").expect("a file");
    let refused = run(&["demo", "--no-serve", "--data", &argument(held.path())]);
    assert_eq!(refused.status.code(), Some(5));
    assert!(stderr(&refused).contains("hint:"), "{}", stderr(&refused));
    let left: Vec<_> = std::fs::read_dir(held.path()).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn another_version_is_kept_and_this_one_is_built_beside_it() {
    let held = tempfile::tempdir().expect("a folder");
    let old = held.path().join("demo");
    std::fs::create_dir(&old).expect("a folder");
    std::fs::write(old.join("demonstration"), "0").expect("a mark");
    let output = run(&["demo", "--no-serve", "--data", &argument(&old)]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("version 0"), "{}", stderr(&output));
    assert_eq!(std::fs::read_dir(&old).expect("a folder").count(), 1, "the old one is untouched");
    done(&["verify", &argument(&held.path().join("demo-5"))]);
}

#[test]
fn an_interrupted_building_is_done_again() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    done(&["demo", "--no-serve", "--data", &data]);
    // As a loss of power leaves it: everything but the mark.
    std::fs::rename(held.path().join("demonstration"), held.path().join("demonstration.building"))
        .expect("a mark");
    let contents = json(&["demo", "--no-serve", "--data", &data]);
    assert_eq!((&contents["built"], &contents["checkpoint"]["root"]), (&Value::Bool(true), &ROOT.into()));
}

#[test]
fn it_serves_at_the_address_it_prints_and_ends_when_asked() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    let mut server = sijil()
        .args(["demo", "--data", &data, "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let mut out = BufReader::new(server.stdout.take().expect("its output"));
    out.read_line(&mut line).expect("a line");
    let address = line.trim_end().strip_prefix("Open http://localhost:").expect("the fixed line");
    let (port, key) = address.split_once("/?key=").expect("port and key");
    assert!(port.parse::<u16>().is_ok_and(|port| port > 0) && key.len() >= 32, "{line}");
    second_writer_is_told_where_to_go(&data);
    done(&["fsck", &data]);
    let id = server.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    assert_eq!(server.wait().expect("it ends").code(), Some(0));
    done(&["verify", &data]);
}

fn second_writer_is_told_where_to_go(data: &str) {
    for arguments in [
        &["serve", "--data", data, "--listen", "127.0.0.1:0"][..],
        &["worker", "--data", data],
        &["demo", "--data", data, "--listen", "127.0.0.1:0"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("/import"), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let held = tempfile::tempdir().expect("a folder");
    let folder = held.path().join("data");
    done(&["demo", "--no-serve", "--data", &argument(&folder)]);
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("keys"))), (0o700, 0o700));
    assert_eq!(mode(&folder.join("keys").join("log.seed")), 0o600);
}

#[test]
fn each_story_is_told_in_both_languages_and_opens_records() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    done(&["demo", "--no-serve", "--data", &data]);
    let export = |kind: &str| -> Vec<Value> {
        let lines = done(&["export", "--data", &data, "--kind", kind, "--format", "jsonl"]);
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let links = export("link");
    let cited = |story: &Value| -> Vec<String> {
        let own = links.iter().filter(|link| link["role"] == "cites" && link["from"] == story["record_id"]);
        own.map(|link| link["to"].as_str().expect("an id").to_owned()).collect()
    };
    let reports = export("report");
    let stories = |language: &str| -> Vec<&Value> {
        reports.iter().filter(|report| report["form"] == "story" && report["language"] == language).collect()
    };
    let (english, arabic) = (stories("en"), stories("ar"));
    assert_eq!((english.len(), arabic.len()), (10, 10));
    for (one, other) in english.iter().zip(&arabic) {
        assert_eq!(one["number"], other["number"]);
        assert!(cited(one).len() >= 4, "{}", one["title"]);
        assert_eq!(cited(one), cited(other), "{}", one["title"]);
        let same =
            links.iter().filter(|link| link["role"] == "same_as" && link["from"] == other["record_id"]);
        assert_eq!(same.map(|link| &link["to"]).collect::<Vec<_>>(), [&one["record_id"]]);
    }
}

#[test]
fn spans_of_rendered_releases_hold_the_words_they_stand_for() {
    let held = tempfile::tempdir().expect("a folder");
    let data = argument(held.path());
    done(&["demo", "--no-serve", "--data", &data]);
    let export = |kind: &str| -> Vec<Value> {
        let lines = done(&["export", "--data", &data, "--kind", kind, "--format", "jsonl"]);
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let releases: BTreeMap<String, Value> =
        export("release").into_iter().map(|release| (release["record_id"].to_string(), release)).collect();
    let lines = export("release_line");
    let without: Vec<&Value> = lines.iter().filter(|line| line["span"].is_null()).collect();
    assert_eq!(without.len(), 4, "{without:?}");
    for line in lines.iter().filter(|line| !line["span"].is_null()) {
        let text = releases[&line["release"].to_string()]["text"].as_str().expect("a text");
        assert!(text.starts_with("Text rendered from typed facts"), "{text}");
        let place = |end: &str| usize::try_from(line["span"][end].as_u64().expect("a byte")).expect("small");
        let words = &text[place("start")..place("end")];
        if let Some(name) = line["place_words"].as_str() {
            assert!(words.contains(name), "{name}: {words}");
        }
        assert!(words.contains("strike"), "{words}");
    }
}
