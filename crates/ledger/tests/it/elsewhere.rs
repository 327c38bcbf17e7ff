//! A proof is checked by `docs/spec/verify_proof.py`: Python's standard library and `openssl`, none of our code.

use crate::{SECRET, act, leaves, log_of, signer};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/verify_proof.py")
}

fn tools_are_here() -> bool {
    let here = ["python3", "openssl"].iter().all(|tool| Command::new(tool).arg("--help").output().is_ok());
    assert!(here || std::env::var_os("SIJIL_TEST_STRICT").is_none(), "python3 and openssl are needed");
    if !here {
        println!("skipped: python3 or openssl is not here");
    }
    here
}

type Tamper = fn(&mut Case);

struct Case {
    key: String,
    proof: String,
    leaf: Vec<u8>,
    fields: Value,
}

fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(folder.path(), &[300, 77]);
    let number = 301;
    let act = act(number);
    let disclosed = act.fields.iter().map(|(name, value)| {
        let salt = ledger::canonical::hex(&ledger::commitment::salt(&SECRET, name));
        (name.clone(), json!({"value": value, "salt": salt}))
    });
    Case {
        key: signer().verifier().to_string(),
        proof: log.proof(301).unwrap(),
        leaf: leaves(number..number + 1).remove(0),
        fields: disclosed.collect(),
    }
}

/// What the script says: whether it ended well, and its words.
fn verdict(case: &Case) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("proof"), &case.proof).unwrap();
    std::fs::write(path("leaf"), &case.leaf).unwrap();
    std::fs::write(path("fields"), case.fields.to_string()).unwrap();
    let done = Command::new("python3")
        .arg(script())
        .arg(&case.key)
        .args([path("proof"), path("leaf"), path("fields")])
        .output()
        .unwrap();
    let words = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&words).trim().to_owned())
}

#[test]
fn a_good_proof_is_verified_and_each_tampered_part_is_refused() {
    if !tools_are_here() {
        return;
    }
    assert_eq!(verdict(&case()), (true, "verified".to_owned()));
    let tampered: [(&str, Tamper); 6] = [
        ("the proof does not lead", |case| case.leaf[20] ^= 1),
        ("the proof does not lead", |case| case.proof = case.proof.replacen("index 301", "index 300", 1)),
        ("no valid signature", |case| case.proof = case.proof.replacen("\n377\n", "\n378\n", 1)),
        ("no valid signature", |case| {
            case.key = ledger::Signer::from_seed("sijil.test/log", [1; 32]).unwrap().verifier().to_string();
        }),
        ("another killed", |case| case.fields["killed"]["value"]["min"] = json!(5)),
        ("another title", |case| case.fields["title"]["salt"] = json!("00".repeat(32))),
    ];
    for (told, tamper) in tampered {
        let mut case = case();
        tamper(&mut case);
        let (well, words) = verdict(&case);
        assert!(!well && words.contains(told), "expected {told:?}, got {words:?}");
    }
}
