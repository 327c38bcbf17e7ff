//! Quality, time and memory of a whole linkage over invented lists, from names as written to clusters.
//!
//! `cargo bench -p link --bench linkage` links 10,000 and 100,000 records; `-- 1000000` another number; `-- --out FOLDER 100000` also
//! writes the lists as CSV, for engines to compare with.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use link::cluster::{Constraints, ListRule};
use link::generator::{self, Plan, Record};
use link::metrics::{b_cubed, pairwise};
use link::name::{Name, Role, Word, dictionary};
use link::{linkage, person};
use std::collections::HashMap;
use std::io::Write as _;
use std::time::Instant;

/// A seed that no test and no tuning uses.
const SEED: u64 = 4_711;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let out = arguments.iter().position(|argument| argument == "--out").and_then(|at| arguments.get(at + 1));
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    for size in sizes {
        let records = generator::lists(Plan::of_records(size, SEED));
        if let Some(folder) = out {
            write(&records, &format!("{folder}/people_{size}.csv"));
        }
        for (name, rule) in [("hard", ListRule::Hard), ("soft", ListRule::Soft(0.0))] {
            run(&records, name, rule);
        }
    }
}

fn run(records: &[Record], name: &str, rule: ListRule) {
    let before = memory_kib("VmRSS:");
    let (started, cpu) = (Instant::now(), cpu_seconds());
    let mut people = person::People::new(false);
    for record in records {
        people.push(record.list, record.key, &record.as_person());
    }
    let table = people.finish().unwrap();
    let read = (started.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let settings = person::settings(&table);
    let constraints =
        Constraints { lists: (0..5).map(|list| (list, rule)).collect(), ..Constraints::default() };
    let outcome = linkage::link(&table, &settings, &constraints).unwrap();
    let (wall, cpu) = (started.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let by_key: HashMap<u64, u32> = records.iter().map(|record| (record.key, record.person)).collect();
    let truth: Vec<u32> = table.keys().iter().map(|key| by_key[key]).collect();
    let pairs = pairwise(&outcome.clusters.of_row, &truth);
    let cubed = b_cubed(&outcome.clusters.of_row, &truth);
    println!(
        "{} records, lists {name}: precision {:.3} recall {:.3} F1 {:.3} B3 {:.3}; {} pairs, {} patterns; \
         wall {wall:.2} s (reading {:.2}), CPU {cpu:.2} s (reading {:.2}), peak {} MiB ({} MiB before)",
        records.len(),
        pairs.precision,
        pairs.recall,
        pairs.f1(),
        cubed.f1(),
        outcome.scored.pairs,
        outcome.scored.patterns,
        read.0,
        read.1,
        memory_kib("VmHWM:") / 1024,
        before / 1024,
    );
}

/// User and system time of this process so far; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn memory_kib(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    found.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn write(records: &[Record], path: &str) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let roles = [
        ("given", Role::Ism),
        ("father", Role::Nasab(1)),
        ("grandfather", Role::Nasab(2)),
        ("family", Role::Family),
    ];
    let columns = roles.map(|(name, _)| format!("{name},{name}_skeleton")).join(",");
    writeln!(file, "key,list,name,{columns},age,sex,day,country,governorate,district,place,person").unwrap();
    for record in records {
        let number = |value: Option<i32>| value.map_or_else(String::new, |value| value.to_string());
        let code = |code: u32| if code == 0 { String::new() } else { code.to_string() };
        let name = Name::read(&record.name);
        let parts =
            roles.map(|(_, role)| name.word(role).map_or_else(|| ",".to_owned(), normalised)).join(",");
        let place = record.place.map(code).join(",");
        writeln!(
            file,
            "{},{},{},{parts},{},{},{},{place},{}",
            record.key,
            record.list,
            record.name,
            number(record.age_years),
            code(record.sex),
            number(record.day),
            record.person
        )
        .unwrap();
    }
}

/// A word in Latin letters where the dictionary knows it, as written elsewhere, and its skeleton.
fn normalised(word: &Word) -> String {
    let usual =
        word.meanings.first().and_then(|meaning| dictionary::get().entries().get(usize::from(*meaning)));
    let form = usual.map_or_else(|| word.form.clone(), |entry| entry.latin[0].to_lowercase());
    format!("{form},{}", word.skeleton)
}
