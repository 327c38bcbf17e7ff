//! Five invented lists: how well people are found, that brothers and sisters stay apart, and that nothing depends on
//! threads.

use link::cluster::{Constraints, ListRule};
use link::generator::{self, Plan, Record};
use link::linkage::{self, Outcome, Settings};
use link::metrics::{b_cubed, pairwise};
use link::person::{People, settings};
use link::{Error, Table};
use std::collections::{BTreeMap, HashMap};

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
        for (name, constraints, f1_min) in [("soft", soft(), 0.96), ("hard", Constraints::default(), 0.93)] {
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
            assert!(pairs.f1() >= f1_min && cubed.f1() >= 0.965);
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
fn hard_lists_are_never_joined() {
    let records = generator::lists(Plan::of_records(8_000, 9));
    let (table, _, outcome) = linked(&records, 2, &Constraints::default());
    let mut seen = std::collections::HashSet::new();
    for (row, cluster) in outcome.clusters.of_row.iter().enumerate() {
        assert!(seen.insert((*cluster, table.lists()[row])), "two rows of one list in one cluster");
    }
}

#[test]
fn siblings_killed_together_stay_apart() {
    let records = generator::lists(Plan::of_records(20_000, 3));
    let (table, _, outcome) = linked(&records, 2, &Constraints::default());
    // In the generator, brothers and sisters follow one another: kin are told by father, family and day of the truth.
    let truth = truth(&table, &records);
    let mut people: HashMap<u32, Vec<u32>> = HashMap::new();
    for (row, cluster) in outcome.clusters.of_row.iter().enumerate() {
        people.entry(*cluster).or_default().push(truth[row]);
    }
    let (mut mixed, mut near) = (0_usize, 0_usize);
    for members in people.values_mut() {
        members.sort_unstable();
        members.dedup();
        mixed += members.len() - 1;
        near += members.windows(2).filter(|pair| pair[1] - pair[0] <= 12).count();
    }
    let everyone = truth.iter().collect::<std::collections::HashSet<_>>().len();
    println!("{everyone} people, {mixed} merged with another, {near} of them with one of their own family");
    assert!(near * 200 <= everyone, "at most 0.5 % of people are merged with kin");
}

#[test]
fn draws_differ_and_come_again() {
    let records = generator::lists(Plan::of_records(2_000, 4));
    let (table, settings, outcome) = linked(&records, 1, &soft());
    let draw = |seed| {
        link::sample::clusterings(&table, &outcome.scored.edges, &soft(), settings.threshold_bits, seed, 4)
            .unwrap()
    };
    let draws = draw(1);
    assert_eq!(draws, draw(1));
    assert_ne!(draws, draw(2));
    assert!(draws.windows(2).any(|pair| pair[0].of_row != pair[1].of_row));
    let truth = truth(&table, &records);
    let best = pairwise(&outcome.clusters.of_row, &truth).f1();
    for clusters in &draws {
        let drawn = pairwise(&clusters.of_row, &truth).f1();
        assert!(drawn > best - 0.2, "a draw is a plausible clustering: {drawn} against {best}");
    }
}

#[test]
fn a_new_list_joins_those_known_and_ids_stay() {
    let records = generator::lists(Plan::of_records(6_000, 8));
    let known: Vec<Record> = records.iter().filter(|record| record.list != 3).cloned().collect();
    let (old, _, before) = linked(&known, 1, &soft());
    let old_persons = link::identity::persons(&before.clusters, old.keys(), &BTreeMap::new());
    let previous: BTreeMap<u64, u64> = old.keys().iter().copied().zip(old_persons).collect();
    let all = table(&records).unwrap();
    let mut settings = settings(&all);
    settings.threads = 2;
    let after = linkage::extend(&all, &settings, &before.scored.model, &previous, &soft()).unwrap();
    let persons = link::identity::persons(&after.clusters, all.keys(), &previous);
    let mut kept = 0;
    for (key, person) in all.keys().iter().zip(&persons) {
        kept += usize::from(previous.get(key) == Some(person));
    }
    let truth = truth(&all, &records);
    let extended = pairwise(&after.clusters.of_row, &truth).f1();
    let whole = pairwise(&linked(&records, 1, &soft()).2.clusters.of_row, &truth).f1();
    println!(
        "extended F1 {extended:.3}, linked as a whole {whole:.3}; {kept} of {} ids kept",
        previous.len()
    );
    assert!(extended > whole - 0.03);
    assert!(kept * 100 >= previous.len() * 97);
}
