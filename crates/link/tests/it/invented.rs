//! Five invented lists: how well people are found, that brothers and sisters stay apart, and that nothing depends on
//! threads.

use link::cluster::{Constraints, ListRule};
use link::generator::{self, Plan, Record};
use link::linkage::{self, Outcome, Settings};
use link::metrics::{b_cubed, pairwise};
use link::person::{People, settings};
use link::{Error, Table};
use std::collections::HashMap;

pub(crate) fn table(records: &[Record]) -> Result<Table, Error> {
    let mut people = People::new(false);
    for record in records {
        people.push(record.list, record.key, &record.as_person());
    }
    people.finish()
}

/// The truth in the order of a table's rows.
pub(crate) fn truth(table: &Table, records: &[Record]) -> Vec<u32> {
    let by_key: HashMap<u64, u32> = records.iter().map(|record| (record.key, record.person)).collect();
    table.keys().iter().map(|key| by_key[key]).collect()
}

/// Lists that may hold a person twice, as these do.
pub(crate) fn soft() -> Constraints {
    Constraints { lists: (0..5).map(|list| (list, ListRule::Soft(0.0))).collect(), ..Constraints::default() }
}

fn linked(records: &[Record], threads: usize, constraints: &Constraints) -> (Table, Settings, Outcome) {
    let table = table(records).unwrap();
    let mut settings = settings(&table);
    settings.threads = threads;
    let outcome = linkage::link(&table, &settings, constraints).unwrap();
    (table, settings, outcome)
}

#[test]
fn people_are_found_over_five_lists() {
    for seed in [1, 2] {
        let records = generator::lists(Plan::of_records(10_000, seed));
        for (name, constraints) in [("soft", soft()), ("hard", Constraints::default())] {
            let (table, settings, outcome) = linked(&records, 2, &constraints);
            let truth = truth(&table, &records);
            let pairs = pairwise(&outcome.clusters.of_row, &truth);
            let cubed = b_cubed(&outcome.clusters.of_row, &truth);
            println!(
                "seed {seed}, {} records, {name}: {} pairs, {} patterns, precision {:.3} recall {:.3} F1 {:.3} B3 {:.3}",
                records.len(),
                outcome.scored.pairs,
                outcome.scored.patterns,
                pairs.precision,
                pairs.recall,
                pairs.f1(),
                cubed.f1()
            );
            assert_eq!(settings.rules.len(), outcome.scored.plan.rules.len());
            assert!(pairs.f1() >= 0.85 && cubed.f1() >= 0.9);
        }
    }
}

#[test]
fn threads_do_not_show() {
    let records = generator::lists(Plan::of_records(6_000, 5));
    let [one, two, three] = [1, 2, 3].map(|threads| linked(&records, threads, &soft()).2);
    for other in [two, three] {
        assert_eq!(one.clusters, other.clusters);
        assert_eq!(one.scored.model, other.scored.model);
        let bits = |outcome: &Outcome| -> Vec<(u32, u32, u64)> {
            outcome.scored.edges.iter().map(|edge| (edge.first, edge.second, edge.bits.to_bits())).collect()
        };
        assert_eq!(bits(&one), bits(&other));
    }
}

#[test]
fn hard_lists_are_never_joined_and_siblings_stay_apart() {
    let records = generator::lists(Plan::of_records(8_000, 9));
    let (table, _, outcome) = linked(&records, 2, &Constraints::default());
    let mut seen = std::collections::HashSet::new();
    for (row, cluster) in outcome.clusters.of_row.iter().enumerate() {
        assert!(seen.insert((*cluster, table.lists()[row])), "two rows of one list in one cluster");
    }
}
