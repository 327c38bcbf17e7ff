//! Lines read per second: the real lines where they are, else lines of the same grammar.

use std::path::PathBuf;

use divan::counter::{BytesCount, ItemsCount};
use exchange::release;

fn main() {
    divan::main();
}

fn lines() -> Vec<String> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/centcom-strike-lines/all.csv");
    let Ok(mut reader) = csv::Reader::from_path(path) else {
        let line = "- Near Raqqah, 18 strikes engaged 12 ISIS tactical units and destroyed 29 fighting positions, three ISIS \
                    communication lines and two logistics nodes; and suppressed a mortar team.";
        return vec![line.to_owned(); 5_000];
    };
    reader.records().filter_map(|record| record.ok()?.get(5).map(str::to_owned)).collect()
}

#[divan::bench]
fn single_lines(bencher: divan::Bencher<'_, '_>) {
    let lines = lines();
    let bytes: usize = lines.iter().map(String::len).sum();
    bencher
        .counter(ItemsCount::new(lines.len()))
        .counter(BytesCount::new(bytes))
        .bench(|| lines.iter().map(|line| release::line(line).effects.len()).sum::<usize>());
}

#[divan::bench]
fn one_release_of_a_thousand_lines(bencher: divan::Bencher<'_, '_>) {
    let text = lines().into_iter().take(1_000).collect::<Vec<_>>().join("\n");
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| release::parse(&text).lines.len());
}
