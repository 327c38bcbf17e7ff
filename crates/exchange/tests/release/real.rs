//! The 5,605 real lines beside their hand-made columns. Data of the shared folder stays there; only the short
//! fragments that disagree are listed here, each with its reason.

use std::collections::BTreeMap;
use std::path::PathBuf;

use exchange::release;

use crate::lossless::assert_lossless;

struct Row {
    date: String,
    country: String,
    place: String,
    number: String,
    line: String,
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not here");
    None
}

fn rows() -> Option<Vec<Row>> {
    let mut reader = csv::Reader::from_path(shared("data/centcom-strike-lines/all.csv")?).expect("a file");
    let headers = reader.headers().expect("headers").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let columns = ["date", "country", "location", "number", "line"].map(column);
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        let [date, country, place, number, line] = columns.map(|index| record[index].to_owned());
        Row { date, country, place, number, line }
    });
    Some(rows.collect())
}

/// `date, country, hand number, ours, hand place, ours, first words of the line` of each row that disagrees.
fn disagreements(rows: &[Row]) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows {
        let line = release::line(&row.line);
        let number = line.strikes.map_or("-".to_owned(), |strikes| strikes.value.to_string());
        let place = line.place.as_ref().map_or("-", |place| place.words.value.as_str());
        let country = line.country.as_ref().map_or("-", |country| country.value.as_str());
        let place = if place == "-" && country == row.place.trim() { country } else { place };
        if number != row.number || place != row.place.trim() {
            let start: String = row.line.chars().take(60).collect();
            let start = start.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(format!(
                "{}\t{}\t{}\t{number}\t{}\t{place}\t{start}",
                row.date,
                row.country,
                row.number,
                row.place.trim()
            ));
        }
    }
    found
}

#[test]
fn every_real_line_is_lossless() {
    let Some(rows) = rows() else { return };
    assert_eq!(rows.len(), 5605);
    for row in &rows {
        assert_lossless(&row.line);
    }
}

#[test]
fn numbers_and_places_equal_the_hand_made_columns_but_for_the_listed_rows() {
    let Some(rows) = rows() else { return };
    let listed: Vec<&str> =
        include_str!("disagreements.tsv").lines().filter(|row| !row.starts_with('#')).collect();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut expected = Vec::new();
    for row in &listed {
        let (row, reason) = row.rsplit_once('\t').expect("a reason in the last column");
        assert!(reason.contains(": "), "a class and a reason: {row}");
        *classes.entry(reason.split_once(": ").expect("checked").0).or_default() += 1;
        expected.push(row.to_owned());
    }
    let mut found = disagreements(&rows);
    println!("{} of {} rows disagree: {classes:?}", found.len(), rows.len());
    found.sort();
    expected.sort();
    let unlisted: Vec<_> = found.iter().filter(|row| !expected.contains(row)).collect();
    let stale: Vec<_> = expected.iter().filter(|row| !found.contains(row)).collect();
    assert!(
        unlisted.is_empty(),
        "unlisted:\n{}",
        unlisted.iter().map(|row| row.as_str()).collect::<Vec<_>>().join("\n")
    );
    assert!(stale.is_empty(), "stale: {stale:#?}");
    assert_eq!(found.len(), expected.len());
}

#[test]
fn most_targets_of_the_real_lines_have_a_term() {
    let Some(rows) = rows() else { return };
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let (mut effects, mut without, mut unread, mut lines_without) = (0, 0, 0, 0);
    for row in &rows {
        let release = release::parse(&row.line);
        unread += release.problems.iter().filter(|problem| problem.code == "words-not-read").count();
        lines_without += release.lines.iter().filter(|line| line.effects.is_empty()).count();
        for effect in release.lines.iter().flat_map(|line| &line.effects) {
            effects += 1;
            if effect.term.is_none() {
                without += 1;
                *unknown.entry(effect.wording.clone()).or_default() += 1;
            }
        }
    }
    let mut common: Vec<_> = unknown.into_iter().collect();
    common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!(
        "{effects} effects, {without} without a term, {unread} stretches of words unread, {lines_without} lines without effects"
    );
    println!("commonest without: {:?}", &common[..common.len().min(40)]);
    assert!(effects > 12_000, "{effects}");
    assert!(without * 20 < effects, "{without} of {effects} targets have no term");
}
