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

/// Which line of a proof is the first of its checkpoint.
fn checkpoint_line(case: &Case) -> usize {
    case.proof.lines().position(str::is_empty).unwrap() + 1
}

/// Changes a letter in the middle of the last word of a line to another of the alphabet of base64.
fn flip_in_line(case: &mut Case, line: usize) {
    let mut lines: Vec<String> = case.proof.split('\n').map(str::to_owned).collect();
    let word = lines[line].rfind(' ').map_or(0, |at| at + 1);
    let place = word + (lines[line].len() - word) / 2;
    let other = if &lines[line][place..=place] == "A" { "B" } else { "A" };
    lines[line].replace_range(place..=place, other);
    case.proof = lines.join("\n");
}

fn drop_line(case: &mut Case, line: usize) {
    let mut lines: Vec<&str> = case.proof.split('\n').collect();
    lines.remove(line);
    case.proof = lines.join("\n");
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
    verdict_on(case, &case.fields.to_string())
}

fn verdict_on(case: &Case, fields: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("proof"), &case.proof).unwrap();
    std::fs::write(path("leaf"), &case.leaf).unwrap();
    std::fs::write(path("fields"), fields).unwrap();
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
    let tampered: [(&str, Tamper); 16] = [
        ("the proof does not lead", |case| case.leaf[20] ^= 1),
        ("the proof does not lead", |case| case.leaf.push(b'\n')),
        ("the proof does not lead", |case| case.proof = case.proof.replacen("index 301", "index 300", 1)),
        ("the proof does not lead", |case| flip_in_line(case, 2)),
        ("the proof does not lead", |case| flip_in_line(case, 6)),
        ("the proof is too short", |case| drop_line(case, 3)),
        ("is not a number", |case| case.proof = case.proof.replacen("index 301", "index 0301", 1)),
        ("a hash is not 32 bytes", |case| {
            case.proof = case.proof.replacen("index 301\n", "index 301\nAAAA\n", 1);
        }),
        ("no valid signature", |case| case.proof = case.proof.replacen("\n377\n", "\n378\n", 1)),
        ("no valid signature", |case| flip_in_line(case, checkpoint_line(case) + 2)),
        ("no valid signature", |case| flip_in_line(case, checkpoint_line(case) + 4)),
        ("no valid signature", |case| {
            case.key = ledger::Signer::from_seed("sijil.test/log", [1; 32]).unwrap().verifier().to_string();
        }),
        ("another killed", |case| case.fields["killed"]["value"]["min"] = json!(5)),
        ("another title", |case| case.fields["title"]["salt"] = json!("00".repeat(32))),
        ("is not 32 bytes", |case| case.fields["title"]["salt"] = json!("00")),
        ("another sex", |case| case.fields["sex"] = case.fields["title"].clone()),
    ];
    for (told, tamper) in tampered {
        let mut case = case();
        tamper(&mut case);
        let verifier = ledger::Verifier::parse(&case.key).unwrap();
        let fields_only = told.starts_with("another") || told == "is not 32 bytes";
        assert_eq!(ledger::verify_proof(&case.proof, &case.leaf, &verifier).is_ok(), fields_only, "{told}");
        let (well, words) = verdict(&case);
        assert!(!well && words.contains(told), "expected {told:?}, got {words:?}");
    }
}

#[test]
fn a_field_disclosed_twice_is_refused() {
    if !tools_are_here() {
        return;
    }
    let case = case();
    let title = &case.fields["title"];
    let forged = json!({"value": "Nobody was there", "salt": title["salt"]});
    let twice = format!("{{\"title\":{forged},\"title\":{title}}}");
    let (well, words) = verdict_on(&case, &twice);
    assert!(!well && words.contains("stands twice"), "{words}");
    assert_eq!(verdict_on(&case, &json!({"title": title}).to_string()), (true, "verified".to_owned()));
}

#[test]
fn a_logged_leaf_that_can_be_read_in_two_ways_is_refused() {
    if !tools_are_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let plain = String::from_utf8(leaves(5..6).remove(0)).unwrap();
    let member = format!("\"fields\":{{\"title\":\"{}\",", "00".repeat(32));
    for leaf in [plain.replacen("\"fields\":{", &member, 1), plain.replacen(':', ": ", 1)] {
        let mut log =
            ledger::Log::create(&folder.path().join(leaf.len().to_string()), "log", &signer()).unwrap();
        let expected = log.checkpoint().clone();
        log.append(&signer(), &expected, &[leaf.clone().into_bytes()]).unwrap();
        let proof = log.proof(0).unwrap();
        ledger::verify_proof(&proof, leaf.as_bytes(), &signer().verifier()).unwrap();
        assert_eq!(ledger::Leaf::parse(leaf.as_bytes()).unwrap_err().code(), "leaf-not-understood");
        let case =
            Case { key: signer().verifier().to_string(), proof, leaf: leaf.into_bytes(), fields: json!({}) };
        let (well, words) = verdict(&case);
        assert!(!well && (words.contains("stands twice") || words.contains("not canonical")), "{words}");
    }
}

/// Reads `canonical.json` and `tree.json` with the functions of the script, whose last part works on its arguments.
const CHECK_VECTORS: &str = r"
import sys, json
source, folder = open(sys.argv[1], encoding='utf-8').read(), sys.argv[2]
exec(source[:source.index('key, proof, leaf = ')])
cases = json.load(open(folder + '/canonical.json', encoding='utf-8'))
assert all(canonical(case['value']) == case['canonical'] for case in cases['canonical'])
tree = json.load(open(folder + '/tree.json'))
for case in tree['inclusion']:
    path = [bytes.fromhex(node) for node in case['proof']]
    node = root_of(case['index'].to_bytes(8, 'big'), case['index'], case['size'], path)
    assert node.hex() == tree['roots_by_size'][case['size']], case
print(len(cases['canonical']), len(tree['inclusion']))
";

#[test]
fn the_vectors_hold_for_the_script_too() {
    if !tools_are_here() {
        return;
    }
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/vectors");
    let done =
        Command::new("python3").args(["-c", CHECK_VECTORS]).arg(script()).arg(vectors).output().unwrap();
    let words = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).trim().to_owned();
    assert_eq!((done.status.success(), words.as_str()), (true, "9 8"), "{words}");
}
