//! A thousand mutated tables of each format: no panic, and no row that vanishes without a word.

use crate::dice::{Dice, mutate};
use crate::shared::accounted;
use domain::kind::Kind;
use exchange::out::{self, About, Format, Record};
use exchange::table::{self, Mapping};
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const TABLES: u64 = 1_000;
/// Of one table; they are small.
const TABLE_TIME_MAX: Duration = Duration::from_secs(5);

/// What an attacker of tables would put in.
const PIECES: [&[u8]; 16] = [
    b"\"",
    b"\n",
    b",",
    b"\0",
    b"\xff",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\r",
    b";",
    b"'",
    b"\xd8\xa7",
    b"-99999999999999999999",
    b"\\u0000",
    b"<c r=\"XFD1048576\"><v>1</v></c>",
];

fn incidents() -> String {
    let mut text =
        String::from("code,title,date,country,latitude,longitude,killed_min,killed_max,grade,sources\n");
    for number in 100..130 {
        let _ = writeln!(
            text,
            "CS{number},\"الرقة, {number}\",2017-06-{:02},Syria,35.95{number},39.01{number},{},{},fair,SOHR;\"\"VDC\"\"",
            number % 28 + 1,
            number % 7,
            number % 7 + 3
        );
    }
    text
}

fn records() -> Vec<Record> {
    let body = |number: i32| json!({ "title": format!("الرقة {number}"), "codes": [format!("CS{number}")], "raw": { "id": "5" }, "country": "Syria" });
    let record = |number: i32| Record {
        kind: Kind::Incident,
        id: number.to_string(),
        code: None,
        version: None,
        body: body(number).as_object().expect("an object").clone(),
    };
    (100..130).map(record).collect()
}

fn survive(whole: &[u8], name: &str, mapping: &str) {
    let mapping = Mapping::built_in(mapping).expect("it comes with the program");
    let (mut read, mut refused_files, mut refused_rows) = (0, 0, 0);
    for seed in 1..=TABLES {
        let mut bytes = whole.to_vec();
        mutate(&mut bytes, &PIECES, &mut Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let start = Instant::now();
        let mut rows = Vec::new();
        match table::import(&bytes[..], name, &mapping, &mut |row| rows.push(row)) {
            Ok(summary) => {
                if mapping.name == "sijil" {
                    assert_eq!(
                        summary.landed + summary.landed_with_problems + summary.refused,
                        rows.len() as u64
                    );
                    for row in rows.iter().filter(|row| row.refused) {
                        assert!(!row.problems.is_empty() && row.problems[0].row > 0, "{row:?}");
                    }
                } else {
                    accounted(&rows, &summary);
                }
                read += 1;
                refused_rows += summary.refused;
            }
            Err(error) => {
                assert!(!error.code().is_empty() && !error.to_string().is_empty());
                refused_files += 1;
            }
        }
        assert!(start.elapsed() < TABLE_TIME_MAX, "seed {seed} took {:?}", start.elapsed());
    }
    assert_eq!(read + refused_files, TABLES);
    assert!(read > 0 && refused_rows > 0, "{read} files read, {refused_rows} rows refused");
}

#[test]
fn csv() {
    survive(incidents().as_bytes(), "a.csv", "airwars-incidents");
}

#[test]
fn json_array() {
    let mut rows = Vec::new();
    for line in incidents().lines().skip(1) {
        let code = &line[..5];
        rows.push(json!({ "code": code, "date": "2017-06-10", "place": { "name": "الرقة" }, "killed_min": 3, "killed_max": 9, "latitude": 35.95, "longitude": 39.01 }));
    }
    survive(json!(rows).to_string().as_bytes(), "a.json", "airwars-incidents");
}

#[test]
fn json_lines() {
    let (bytes, _) = out::to_bytes(Format::JsonLines, &records(), &About::default()).unwrap();
    survive(&bytes, "a.jsonl", "sijil");
}

#[test]
fn geojson() {
    let (bytes, _) = out::to_bytes(Format::GeoJson, &records(), &About::default()).unwrap();
    survive(&bytes, "a.geojson", "sijil");
}

#[test]
fn workbook() {
    let (bytes, _) = out::to_bytes(Format::Xlsx, &records(), &About::default()).unwrap();
    let mapping = Mapping::built_in("sijil").unwrap();
    let mut read = 0;
    for seed in 1..=TABLES {
        let mut bytes = bytes.clone();
        mutate(&mut bytes, &PIECES, &mut Dice(seed));
        let start = Instant::now();
        let mut refused = 0;
        let result = table::import(&bytes[..], "a.xlsx", &mapping, &mut |row| {
            assert!(!row.refused || !row.problems.is_empty());
            refused += u64::from(row.refused);
        });
        match result {
            Ok(summary) => {
                assert_eq!(summary.refused, refused);
                read += 1;
            }
            Err(error) => assert!(!error.hint().is_empty()),
        }
        assert!(start.elapsed() < TABLE_TIME_MAX, "seed {seed} took {:?}", start.elapsed());
    }
    assert!(read > 0);
}
