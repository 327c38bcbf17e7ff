//! Files into the vault and out of it, by the command and from outside: the bytes, their facts, their package.

use e2e::demonstration::{Demonstration, files_below};
use e2e::program::Program;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a planted file holds that must be nowhere else in the open.
const CANARY: &str = "zanbaq-witness-of-al-badou";

fn sijil() -> Program {
    Program::sijil().expect("a program to test")
}

fn shared(path: &str) -> Option<PathBuf> {
    let path = e2e::binary::workspace_root().join("../shared/data").join(path);
    if !path.exists() {
        e2e::skipped(&format!("{} is not here", path.display()));
        return None;
    }
    Some(path)
}

fn added(data: &str, paths: &[&Path], more: &[&str]) -> Value {
    let paths: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut arguments = vec!["evidence", "add", "--data", data, "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.extend(more);
    let done = sijil().run(&arguments).expect("it runs");
    assert!(matches!(done.code, Some(0 | 1)), "{done:?}");
    serde_json::from_str(&done.stdout).expect("JSON")
}

fn item(added: &Value, name: &str) -> String {
    let items = added["items"].as_array().expect("items");
    let found = items.iter().find(|item| item["name"].as_str().is_some_and(|found| found.ends_with(name)));
    let id = found.and_then(|item| item["item"].as_str());
    assert!(id.is_some(), "no {name} in {added}");
    id.unwrap_or_default().to_owned()
}

#[test]
fn a_file_goes_in_comes_out_and_is_nowhere_in_the_open() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("note.txt");
    fs::write(&file, format!("{CANARY} saw it\n")).expect("a file");
    let told = added(&data, &[&file], &["--label", "sealed"]);
    let id = item(&told, "note.txt");
    for path in files_below(&demonstration.folder()).expect("files") {
        let bytes = fs::read(&path).expect("readable");
        let found = bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        assert!(!found, "{} holds it in the open", path.display());
    }
    let out = folder.path().join("out.txt");
    let out = out.to_string_lossy().into_owned();
    sijil()
        .succeed(&["evidence", "get", &id, "--data", &data, "--out", &out, "--reason", "For the court"])
        .expect("it comes out");
    assert_eq!(fs::read(&out).expect("written"), fs::read(&file).expect("there"));
    let again = sijil()
        .run(&["evidence", "get", &id, "--data", &data, "--out", &out, "--reason", "Again"])
        .expect("it runs");
    assert_ne!(again.code, Some(0), "a file that is there is not overwritten");
    sijil().succeed(&["fsck", &data]).expect("sound");
    // One bit of the blob, and both checks name it.
    let sha256 = told["items"][0]["sha256"].as_str().expect("a digest");
    let blob = demonstration.folder().join("vault").join(&sha256[..2]).join(sha256);
    let mut bytes = fs::read(&blob).expect("a blob");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::remove_file(&blob).expect("removable");
    fs::write(&blob, bytes).expect("writable");
    for check in [vec!["fsck", data.as_str()], vec!["evidence", "check", "--data", data.as_str()]] {
        let done = sijil().run(&check).expect("it runs");
        assert!(done.code == Some(1) && done.stdout.contains(sha256), "{done:?}");
    }
}

#[test]
fn a_photograph_says_when_and_where_and_nothing_is_taken_for_true() {
    let Some(photo) = shared("media/exifgps_DSCN0010.jpg") else { return };
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let told = added(&data, &[&photo], &[]);
    let id = item(&told, "DSCN0010.jpg");
    let json = sijil()
        .succeed(&["export", "--data", &data, "--kind", "item", "--format", "jsonl", "--project", "raqqa"])
        .or_else(|_| sijil().succeed(&["export", "--data", &data, "--kind", "item", "--format", "jsonl"]))
        .expect("exported");
    let line = json.lines().find(|line| line.contains(&id)).expect("the item");
    let record: Value = serde_json::from_str(line).expect("JSON");
    let text = record.to_string();
    assert!(text.contains("image/jpeg") && text.contains("\"supplied_by\":\"file\""), "{text}");
    // The Nikon of the exif-samples collection stood in Arezzo at 43.4674, 11.8851.
    assert!(text.contains("43467"), "{text}");
    assert!(text.contains("\"made_basis\":\"file\"") && text.contains("time-without-offset"), "{text}");
}

#[test]
fn a_second_time_adds_nothing_and_a_folder_of_real_files_lands_whole() {
    let Some(media) = shared("media") else { return };
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let first = added(&data, &[&media], &[]);
    let files = files_below(&media).expect("files").len();
    assert!(first["items"].as_array().expect("items").len() >= files, "{first}");
    let second = added(&data, &[&media], &[]);
    let new = second["items"].as_array().expect("items").iter().filter(|item| item["is_new"] == true).count();
    assert_eq!((new, &second["reports"]), (0, &Value::from(0)));
    sijil().succeed(&["fsck", &data]).expect("sound");
}

#[test]
fn a_court_checks_a_package_without_us() {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let data = demonstration.argument();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("letter.txt");
    fs::write(&file, "a letter\n").expect("a file");
    let id = item(&added(&data, &[&file], &[]), "letter.txt");
    let package = folder.path().join("package");
    let to = package.to_string_lossy().into_owned();
    sijil()
        .succeed(&[
            "package",
            "make",
            &id,
            "--data",
            &data,
            "--to",
            &to,
            "--organization",
            "Archive",
            "--recipient",
            "The court",
            "--reason",
            "Order 12",
        ])
        .expect("a package");
    sijil().succeed(&["package", "verify", &to]).expect("whole");
    let payload = package.join("data");
    let key = fs::read_to_string(payload.join("log/key.txt")).expect("the key");
    let proofs: Vec<PathBuf> = files_below(&payload.join("proofs"))
        .expect("proofs")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "tlog-proof"))
        .collect();
    assert!(proofs.len() >= 2, "its coming and its handing over: {proofs:?}");
    for proof in &proofs {
        let checked = Command::new("python3")
            .arg(payload.join("verify_proof.py"))
            .arg(key.trim())
            .arg(proof)
            .arg(proof.with_extension("leaf"))
            .arg(proof.with_extension("fields.json"))
            .output()
            .expect("python runs");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
    let custody = files_below(&payload.join("custody")).expect("custody");
    let custody = fs::read_to_string(&custody[0]).expect("readable");
    assert!(custody.contains("acquired") && custody.contains("The court"), "{custody}");
    let item = files_below(&payload.join("items")).expect("items");
    fs::write(&item[0], "a letter, longer\n").expect("writable");
    assert_eq!(sijil().run(&["package", "verify", &to]).expect("it runs").code, Some(1));
}
