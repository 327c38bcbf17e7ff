//! What holds for any rows: their order does not matter, verdicts are obeyed, and taking a verdict back restores.

use crate::invented::{soft, table};
use link::cluster::Constraints;
use link::generator::{Plan, Record, lists};
use link::linkage::{self, Outcome};
use link::person::{People, Person, settings};
use link::{Error, Table};
use proptest::prelude::*;

fn records(seed: u64) -> Vec<Record> {
    lists(Plan::of_records(700, seed))
}

fn linked(table: &Table, constraints: &Constraints) -> Result<Outcome, Error> {
    let mut settings = settings(table);
    settings.threads = 1;
    linkage::link(table, &settings, constraints)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_rows_and_lists_changes_nothing(seed in 0_u64..1_000, turn in 1_usize..600) {
        let records = records(seed);
        let mut turned: Vec<Record> = records.iter().rev().cloned().collect();
        let length = turned.len();
        turned.rotate_left(turn % length);
        for record in &mut turned {
            record.list = 4 - record.list;
        }
        let (first, second) = (table(&records).unwrap(), table(&turned).unwrap());
        prop_assert_eq!(first.keys(), second.keys());
        let (a, b) = (linked(&first, &soft()).unwrap(), linked(&second, &soft()).unwrap());
        prop_assert_eq!(a.clusters, b.clusters);
        prop_assert_eq!(a.scored.model, b.scored.model);
    }

    #[test]
    fn verdicts_are_obeyed_and_taken_back(seed in 0_u64..1_000, picks in prop::collection::vec((0_u32..600, 0_u32..600), 1..8)) {
        let table = table(&records(seed)).unwrap();
        let before = linked(&table, &Constraints::default()).unwrap();
        let rows = table.rows() as u32;
        let picks: Vec<(u32, u32)> =
            picks.iter().map(|(a, b)| (a % rows, b % rows)).filter(|(a, b)| a != b).collect();
        let split = before.clusters.merges.first().map(|merge| (merge.first, merge.second));
        let said = Constraints { must_link: picks.clone(), cannot_link: split.into_iter().collect(), ..Constraints::default() };
        match linked(&table, &said) {
            Ok(after) => {
                for (a, b) in &picks {
                    prop_assert_eq!(after.clusters.of_row[*a as usize], after.clusters.of_row[*b as usize]);
                }
                for (a, b) in &said.cannot_link {
                    prop_assert_ne!(after.clusters.of_row[*a as usize], after.clusters.of_row[*b as usize]);
                }
            }
            Err(error) => prop_assert!(matches!(error, Error::VerdictsDisagree { .. }), "{error}"),
        }
        let again = linked(&table, &Constraints::default()).unwrap();
        prop_assert_eq!(before.clusters, again.clusters);
    }

    #[test]
    fn any_text_is_read(texts in prop::collection::vec(any::<String>(), 1..40)) {
        let mut people = People::new(true);
        for (at, text) in texts.iter().enumerate() {
            let person = Person { names: [text, "محمد أحمد"], mother: text, ..Person::default() };
            people.push((at % 3) as u32, at as u64, &person);
        }
        let table = people.finish().unwrap();
        prop_assert_eq!(linked(&table, &soft()).unwrap().clusters.of_row.len(), texts.len());
    }
}

#[test]
fn two_hundred_thousand_of_one_name_are_bounded() {
    let mut people = People::new(false);
    for key in 0..200_000_u64 {
        people.push((key % 2) as u32, key, &Person { names: ["محمد أحمد", ""], ..Person::default() });
    }
    let table = people.finish().unwrap();
    let plan = linkage::plan(&table, &settings(&table)).unwrap();
    let most = plan.rules.iter().map(|rule| rule.largest_block).max().unwrap();
    println!("200,000 rows of one name: {} pairs, {} left out", plan.pairs(), plan.rules[3].pairs_left_out);
    assert!(most <= 1_000 && plan.pairs() <= 200_000_000);
    assert!(
        plan.rules.iter().map(|rule| rule.pairs_left_out).sum::<u64>() > 0,
        "what is left out is counted"
    );
}

#[test]
fn empty_and_silent_tables_link_to_nothing() {
    let none = People::new(false).finish().unwrap();
    assert_eq!(linked(&none, &Constraints::default()).unwrap().clusters.of_row.len(), 0);
    let mut silent = People::new(false);
    for key in 0..50 {
        silent.push(0, key, &Person::default());
    }
    let silent = silent.finish().unwrap();
    assert!(linked(&silent, &soft()).unwrap().clusters.merges.is_empty());
}

#[test]
fn a_key_twice_is_refused() {
    let mut people = People::new(false);
    people.push(0, 7, &Person::default());
    people.push(1, 7, &Person::default());
    assert_eq!(people.finish().err(), Some(Error::KeyTwice { list: 0, key: 7 }));
}

#[test]
fn the_nameless_link_by_family_and_event_only() {
    let of =
        |day, father| Person { names: [father, ""], day: Some(day), age_years: Some(1), ..Person::default() };
    let mut people = People::new(false);
    for (key, person) in [
        of(10, "Child of Ahmad Zarzouq"),
        of(10, "Child of Ahmad Zarzouq"),
        of(40, "Child of Ahmad Zarzouq"),
        of(10, "Child of Karim Bardash"),
    ]
    .iter()
    .enumerate()
    {
        people.push(key as u32, key as u64, person);
    }
    let table = people.finish().unwrap();
    let mut settings = settings(&table);
    settings.threads = 1;
    let scored = linkage::score(&table, &settings).unwrap();
    let linked: Vec<(u32, u32)> = scored.edges.iter().map(|edge| (edge.first, edge.second)).collect();
    assert!(linked.iter().all(|pair| *pair == (0, 1)), "{linked:?}");
}
