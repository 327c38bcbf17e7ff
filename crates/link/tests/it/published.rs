//! Published linkage files: FEBRL, RLdata and Splink's invented thousand. None of these people is real.
//!
//! Every file is linked with two ready sets of settings and no labels, at even odds. Names are not Arabic: the word
//! ladder's skeleton and similarity carry them.

use link::blocking::{Field, Rule};
use link::cluster::{Constraints, ListRule};
use link::comparison::{Comparison, Ladder, Sharing};
use link::linkage::{self, Settings};
use link::metrics::{Quality, b_cubed, pairwise};
use link::name::Word;
use link::{Builder, Kind, Value};
use std::collections::HashMap;
use std::path::Path;

/// How one file is read: which columns are words, and which column of them or function of the id is the truth.
struct File {
    name: &'static str,
    files: &'static [&'static str],
    words: &'static [&'static str],
    /// The first word column whose values are the same or not: parts of a date.
    parts_from: usize,
    /// Pairs of word columns that make a rule.
    rules: &'static [&'static [usize]],
    truth: fn(&csv::StringRecord, &[String]) -> String,
    f1_min: f64,
}

/// `rec-223-dup-0` and `rec-223-org` are one person.
fn febrl(record: &csv::StringRecord, _: &[String]) -> String {
    record[0].trim().split('-').nth(1).unwrap_or("").to_owned()
}

fn last(record: &csv::StringRecord, _: &[String]) -> String {
    record[record.len() - 1].trim().to_owned()
}

const FEBRL: &[&str] =
    &["given_name", "surname", "suburb", "postcode", "date_of_birth", "address_1", "street_number"];
const FEBRL_RULES: &[&[usize]] =
    &[&[0, 1], &[4], &[1, 3], &[0, 3], &[0, 2], &[1, 2], &[5, 6], &[5, 1], &[5, 0]];
const RL: &[&str] = &["fname_c1", "lname_c1", "by", "bm", "bd"];
const RL_RULES: &[&[usize]] =
    &[&[0, 1], &[2, 3, 4], &[0, 2, 3], &[1, 2, 3], &[0, 3, 4], &[1, 3, 4], &[0, 2, 4], &[1, 2, 4]];

const FILES: [File; 7] = [
    File {
        name: "FEBRL 1",
        files: &["febrl_dataset1.csv"],
        words: FEBRL,
        parts_from: 7,
        rules: FEBRL_RULES,
        truth: febrl,
        f1_min: 0.99,
    },
    File {
        name: "FEBRL 2",
        files: &["febrl_dataset2.csv"],
        words: FEBRL,
        parts_from: 7,
        rules: FEBRL_RULES,
        truth: febrl,
        f1_min: 0.99,
    },
    File {
        name: "FEBRL 3",
        files: &["febrl_dataset3.csv"],
        words: FEBRL,
        parts_from: 7,
        rules: FEBRL_RULES,
        truth: febrl,
        f1_min: 0.99,
    },
    File {
        name: "FEBRL 4",
        files: &["febrl_dataset4a.csv", "febrl_dataset4b.csv"],
        words: FEBRL,
        parts_from: 7,
        rules: FEBRL_RULES,
        truth: febrl,
        f1_min: 0.99,
    },
    File {
        name: "RLdata500",
        files: &["RLdata500.csv"],
        words: RL,
        parts_from: 2,
        rules: RL_RULES,
        truth: last,
        f1_min: 0.98,
    },
    File {
        name: "RLdata10000",
        files: &["RLdata10000.csv"],
        words: RL,
        parts_from: 2,
        rules: RL_RULES,
        truth: last,
        f1_min: 0.9,
    },
    File {
        name: "splink_fake_1000",
        files: &["splink_fake_1000.csv"],
        words: &["first_name", "surname", "dob", "city", "email"],
        parts_from: 5,
        rules: &[&[0, 1], &[2], &[4], &[0, 3], &[1, 3]],
        truth: last,
        f1_min: 0.9,
    },
];

fn settings(file: &File) -> Settings {
    let comparisons = file
        .words
        .iter()
        .enumerate()
        .map(|(column, name)| Comparison {
            name,
            ladder: if column < file.parts_from {
                Ladder::Word { column, second: None }
            } else {
                Ladder::Category(column)
            },
            sharing: Sharing::Own,
        })
        .collect();
    let rules =
        file.rules
            .iter()
            .map(|columns| Rule {
                name: "columns",
                fields: columns
                    .iter()
                    .map(|column| {
                        if *column < file.parts_from {
                            Field::Skeleton(*column)
                        } else {
                            Field::Same(*column)
                        }
                    })
                    .collect(),
                refine: Vec::new(),
                block_rows_max: 200,
            })
            .collect();
    Settings { comparisons, rules, nameless: None, within_lists: true, threshold_bits: 0.0, threads: 2 }
}

/// A cell as one word: its letters and digits run together.
fn word(text: &str) -> Option<Word> {
    let joined: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    Word::read(&joined)
}

fn quality(folder: &Path, file: &File) -> (Quality, Quality, u64) {
    let mut builder = Builder::new(
        (0..file.words.len())
            .map(|column| if column < file.parts_from { Kind::Word } else { Kind::Category })
            .collect(),
    );
    let mut people: HashMap<String, u32> = HashMap::new();
    let mut truth = Vec::new();
    for (list, name) in file.files.iter().enumerate() {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(folder.join(name)).unwrap();
        let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let at: Vec<usize> =
            file.words.iter().map(|word| headers.iter().position(|header| header == word).unwrap()).collect();
        for record in reader.records() {
            let record = record.unwrap();
            let known = |at: &usize| Some(&record[*at]).filter(|text| !text.is_empty() && *text != "NA");
            let words: Vec<Option<Word>> = at.iter().map(|at| known(at).and_then(word)).collect();
            let values: Vec<Value<'_>> = at
                .iter()
                .zip(&words)
                .enumerate()
                .map(|(column, (at, word))| match word {
                    Some(word) if column < file.parts_from => Value::Word(word),
                    _ => known(at).and_then(|text| text.parse().ok()).map_or(Value::Missing, Value::Category),
                })
                .collect();
            builder.push(list as u32, truth.len() as u64, &values);
            let next = people.len() as u32;
            truth.push(*people.entry((file.truth)(&record, &headers)).or_insert(next));
        }
    }
    let table = builder.finish().unwrap();
    let mut settings = settings(file);
    settings.within_lists = file.files.len() == 1;
    let rule = if settings.within_lists { ListRule::Soft(0.0) } else { ListRule::Hard };
    let constraints = Constraints { lists: vec![(0, rule), (1, rule)], ..Constraints::default() };
    let outcome = linkage::link(&table, &settings, &constraints).unwrap();
    let found = &outcome.clusters.of_row;
    (pairwise(found, &truth), b_cubed(found, &truth), outcome.scored.pairs)
}

#[test]
fn published_files_are_linked() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/linkage");
    if !folder.exists() {
        println!("skipped: the published files are not beside this checkout");
        return;
    }
    for file in &FILES {
        let (pairs, cubed, count) = quality(&folder, file);
        println!(
            "{}: {count} pairs, precision {:.4} recall {:.4} F1 {:.4} B3 {:.4}",
            file.name,
            pairs.precision,
            pairs.recall,
            pairs.f1(),
            cubed.f1()
        );
        assert!(pairs.f1() >= file.f1_min, "{}", file.name);
    }
}
