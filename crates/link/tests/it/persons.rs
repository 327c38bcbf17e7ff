//! A recorder's victims against a ministry's list, names in Arabic and in Latin letters.
//!
//! The rows name real people: nothing of them is printed, only counts. The hashed ids are the truth and never a
//! feature. Recall is over the recorder's rows whose person the ministry's list has.

use link::cluster::{Constraints, Edge};
use link::linkage;
use link::person::{People, Person, settings};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Which names are shown to the engine.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Names {
    Arabic,
    Latin,
    Both,
}

struct Row {
    arabic: String,
    latin: String,
    age: Option<i32>,
    sex: u32,
    truth: String,
}

/// Keys of the ministry's rows start here.
const SECOND: u64 = 1 << 32;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/truth")
}

fn rows(file: &str, columns: [&str; 5]) -> Option<Vec<Row>> {
    let mut reader = csv::Reader::from_path(folder().join(file)).ok()?;
    let headers = reader.headers().ok()?.clone();
    let at = columns.map(|column| headers.iter().position(|header| header == column).unwrap());
    let read = |record: csv::StringRecord| Row {
        arabic: record[at[0]].to_owned(),
        latin: record[at[1]].to_owned(),
        age: record[at[2]].parse::<f64>().ok().map(|age| age.floor() as i32),
        sex: match &record[at[3]] {
            "m" => 1,
            "f" => 2,
            _ => 0,
        },
        truth: record[at[4]].to_owned(),
    };
    Some(reader.records().map(|record| read(record.unwrap())).collect())
}

struct Found {
    findable: usize,
    first: usize,
    /// Best recall one to one at a precision of .98, and at the neutral threshold: precision, recall.
    recall_at_98: f64,
    neutral: (f64, f64),
    pairs: u64,
    blocked: usize,
}

fn run(names: Names) -> Option<Found> {
    let recorder = rows("persons_recorder.csv", ["name_ar", "name_en", "age_years", "gender", "truth_id"])?;
    let ministry = rows("persons_ministry.csv", ["name", "en_name", "age", "sex", "truth_id"])?;
    let mut people = People::new(names == Names::Both);
    for (list, rows) in [&recorder, &ministry].into_iter().enumerate() {
        for (at, row) in rows.iter().enumerate() {
            let shown = match names {
                Names::Arabic => [row.arabic.as_str(), ""],
                Names::Latin => [row.latin.as_str(), ""],
                Names::Both => [row.arabic.as_str(), row.latin.as_str()],
            };
            let person = Person { names: shown, age_years: row.age, sex: row.sex, ..Person::default() };
            people.push(list as u32, list as u64 * SECOND + at as u64, &person);
        }
    }
    let table = people.finish().unwrap();
    let mut settings = settings(&table);
    settings.within_lists = false;
    let outcome = linkage::link(&table, &settings, &Constraints::default()).unwrap();
    Some(judge(&recorder, &ministry, table.keys(), &outcome))
}

fn judge(recorder: &[Row], ministry: &[Row], keys: &[u64], outcome: &linkage::Outcome) -> Found {
    let there: HashSet<&str> = ministry.iter().map(|row| row.truth.as_str()).collect();
    let findable = recorder.iter().filter(|row| there.contains(row.truth.as_str())).count();
    let is_right = |edge: &Edge| {
        let (a, b) = (keys[edge.first as usize] as usize, (keys[edge.second as usize] - SECOND) as usize);
        recorder[a].truth == ministry[b].truth
    };
    let has_truth = |edge: &Edge| !recorder[keys[edge.first as usize] as usize].truth.is_empty();
    let mut edges = outcome.scored.edges.clone();
    edges.sort_by(|a, b| b.bits.total_cmp(&a.bits).then((a.first, a.second).cmp(&(b.first, b.second))));
    let mut best: HashMap<u32, bool> = HashMap::new();
    let mut blocked = HashSet::new();
    for edge in edges.iter().filter(|edge| has_truth(edge)) {
        best.entry(edge.first).or_insert_with(|| is_right(edge));
        if is_right(edge) {
            blocked.insert(edge.first);
        }
    }
    let mut used = HashSet::new();
    let (mut right, mut wrong) = (0_usize, 0_usize);
    let (mut recall_at_98, mut neutral) = (0.0_f64, (1.0, 0.0));
    for edge in &edges {
        if used.contains(&edge.first) || used.contains(&edge.second) {
            continue;
        }
        used.extend([edge.first, edge.second]);
        if has_truth(edge) {
            right += usize::from(is_right(edge));
            wrong += usize::from(!is_right(edge));
        }
        let precision = right as f64 / (right + wrong).max(1) as f64;
        let recall = right as f64 / findable as f64;
        if precision >= 0.98 {
            recall_at_98 = recall_at_98.max(recall);
        }
        if edge.bits >= 0.0 {
            neutral = (precision, recall);
        }
    }
    let first = best.values().filter(|right| **right).count();
    Found { findable, first, recall_at_98, neutral, pairs: outcome.scored.pairs, blocked: blocked.len() }
}

fn share(names: Names) -> Option<(f64, f64)> {
    let Some(found) = run(names) else {
        println!("skipped: the lists are not beside this checkout");
        return None;
    };
    let first = found.first as f64 / found.findable as f64;
    println!(
        "{names:?}: {} findable, {} pairs, blocked {:.3}, first rank {first:.3}, one to one recall {:.3} at precision .98; \
         at even odds precision {:.3} recall {:.3}",
        found.findable,
        found.pairs,
        found.blocked as f64 / found.findable as f64,
        found.recall_at_98,
        found.neutral.0,
        found.neutral.1
    );
    Some((first, found.recall_at_98))
}

#[test]
fn arabic_names_find_their_people() {
    let Some((first, recall)) = share(Names::Arabic) else { return };
    assert!(first >= 0.95 && recall >= 0.9, "{first} {recall}");
}

#[test]
fn latin_names_find_their_people() {
    let Some((first, recall)) = share(Names::Latin) else { return };
    assert!(first >= 0.945 && recall >= 0.865, "{first} {recall}");
}

#[test]
fn names_in_both_alphabets_find_their_people() {
    let Some((first, recall)) = share(Names::Both) else { return };
    assert!(first >= 0.975 && recall >= 0.96, "{first} {recall}");
}
