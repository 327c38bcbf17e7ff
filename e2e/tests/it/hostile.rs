//! Bad input through the real commands: a thousand mutated files of each format. No panic, nothing silent: every row
//! is counted, every problem names file, row, cell, why and what to do, and the other files land.

#![expect(clippy::print_stdout, reason = "the test says how much it tried")]

use e2e::program::Program;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

const FILES: usize = 1_000;

/// A small generator of our own, so that a failing file can be made again from its number.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap_or(0)
    }
}

const INTRUDERS: [&[u8]; 12] = [
    b"\0",
    b"\xff\xfe",
    b"\"",
    b",,,,",
    b"\r\n",
    "\u{202e}".as_bytes(),
    "٣٤".as_bytes(),
    b"9999999999999999999999",
    b"-1",
    b"[[[[[[[[",
    b"2017-02-31",
    b"\xef\xbb\xbf",
];

/// The bytes with one to six cuts, flips, swaps, repeats or intruders.
fn mutated(whole: &[u8], noise: &mut Noise) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=noise.below(6) {
        let at = noise.below(bytes.len());
        match noise.below(6) {
            0 => bytes.truncate(at.max(1)),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << noise.below(8),
            2 => drop(bytes.splice(at..at, INTRUDERS[noise.below(INTRUDERS.len())].iter().copied())),
            3 => {
                let end = (at + noise.below(80)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + noise.below(200)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let other = noise.below(bytes.len());
                if !bytes.is_empty() {
                    bytes.swap(at, other);
                }
            }
        }
    }
    bytes
}

fn write_mutations(folder: &Path, extension: &str, whole: &[u8]) -> Vec<String> {
    let mut noise = Noise(0x5eed_0001);
    (0..FILES)
        .map(|number| {
            let path = folder.join(format!("mutant-{number:04}.{extension}"));
            std::fs::write(&path, mutated(whole, &mut noise)).expect("writable");
            path.to_string_lossy().into_owned()
        })
        .collect()
}

fn incidents() -> String {
    let mut table =
        "code,title,date,latitude,longitude,geolocation_accuracy,killed_min,killed_max,grade\n".to_owned();
    for number in 1..30 {
        let _ = writeln!(
            table,
            "CS{number:03},\"Market, east\",2017-06-{number:02},35.9{number},39.01,city,{number},40,fair"
        );
    }
    table
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Imports every mutant in one run of the command and checks that everything is accounted for.
fn import_mutants(mapping: &str, extension: &str, whole: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let sijil = Program::sijil().expect("a program to test");
    sijil.succeed(&["init", "--one-person", "--data", &data]).expect("a register");
    let files = write_mutations(folder.path(), extension, whole);
    let mut arguments = vec!["import", "--json", "--data", &data, "--map", mapping];
    arguments.extend(files.iter().map(String::as_str));
    let finished = sijil.run(&arguments).expect("it runs");
    assert!(matches!(finished.code, Some(0 | 1)), "ended with {:?}: {}", finished.code, finished.stderr);
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    let told: Vec<Value> = serde_json::from_str(&finished.stdout).expect("one document");
    assert_eq!(told.len(), FILES, "every file is told of");
    let (mut unread, mut rows, mut problems) = (0, 0, 0);
    for file in &told {
        if let Some(error) = file.get("error") {
            unread += 1;
            assert!(!text(error, "code").is_empty() && !text(error, "hint").is_empty(), "{file}");
            continue;
        }
        let summary = &file["summary"];
        let count = |name: &str| summary[name].as_u64().expect("a count");
        assert_eq!(
            count("rows"),
            count("landed") + count("landed_with_problems") + count("refused"),
            "{file}"
        );
        rows += count("rows");
        for problem in file["problems"].as_array().expect("a list") {
            problems += 1;
            assert_eq!(text(problem, "file"), text(file, "file"));
            assert!(problem["row"].is_u64() && !text(problem, "code").is_empty(), "{problem}");
            assert!(!text(problem, "detail").is_empty() && !text(problem, "hint").is_empty(), "{problem}");
        }
    }
    println!("{extension}: {FILES} files, {unread} unread, {rows} rows, {problems} problems");
    assert!(problems > 0 || unread > 0, "mutation does something");
}

#[test]
fn a_thousand_mutated_csv_tables() {
    import_mutants("airwars-incidents", "csv", incidents().as_bytes());
}

#[test]
fn a_thousand_mutated_json_tables() {
    let events: Vec<Value> = (1..30)
        .map(|number| {
            serde_json::json!({"id": format!("CIV{number:04}"), "description": "Market hit", "date": "02/24/2022",
                "time": "", "location": "Kharkiv", "latitude": "49.9", "longitude": "36.6", "sources": [],
                "associations": [], "graphic": "FALSE"})
        })
        .collect();
    import_mutants("timemap-events", "json", Value::from(events).to_string().as_bytes());
}

#[test]
fn a_thousand_mutated_workbooks() {
    let demonstration = e2e::demonstration::Demonstration::copy().expect("a demonstration");
    let folder = tempfile::tempdir().expect("a folder");
    let book = folder.path().join("tally.xlsx").to_string_lossy().into_owned();
    let data = demonstration.argument();
    let sijil = Program::sijil().expect("a program to test");
    sijil
        .succeed(&["export", "--data", &data, "--kind", "office", "--format", "xlsx", "--out", &book])
        .expect("a book");
    import_mutants("sijil", "xlsx", &std::fs::read(&book).expect("readable"));
}

#[test]
fn a_thousand_mutated_releases() {
    const RELEASE: &str = "On June 12, 2017, Coalition military forces conducted 13 strikes consisting of 20 engagements \
        in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted three strikes consisting of five \
        engagements against ISIS targets.\n\n* Near Raqqa, two strikes engaged two ISIS tactical units; and destroyed \
        three fighting positions and a vehicle.\n* Near Dayr Az Zawr, one strike destroyed an ISIS oil tank.\n\n\
        Additionally, four strikes consisting of six engagements were conducted in Syria and Iraq on June 10 that \
        closed within the last 24 hours.\n* Near Tal Afar, Iraq, four strikes suppressed a mortar team.\n";
    let folder = tempfile::tempdir().expect("a folder");
    write_mutations(folder.path(), "txt", RELEASE.as_bytes());
    let sijil = Program::sijil().expect("a program to test");
    let finished = sijil.run(&["release", "--json", &folder.path().to_string_lossy()]).expect("it runs");
    // Some mutants are no text any more: those end it with 5, after all the others are read.
    assert!(matches!(finished.code, Some(0 | 1 | 5)), "ended with {:?}", finished.code);
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    let told: Vec<Value> =
        finished.stdout.lines().map(|line| serde_json::from_str(line).expect("a document a line")).collect();
    assert_eq!(told.len(), FILES, "every file is told of");
    for file in &told {
        let problems = file["release"]["problems"].as_array();
        let whole = |problem: &Value| !text(problem, "code").is_empty() && !text(problem, "hint").is_empty();
        let sound = problems.is_some_and(|problems| problems.iter().all(whole)) || whole(&file["error"]);
        assert!(sound, "{file}");
    }
}
