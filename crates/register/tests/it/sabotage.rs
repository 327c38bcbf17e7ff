//! The checks of who may see what are removed, one after another, and the crawl must notice each.
//!
//! A check is one call in the source of the register. One whose absence alone changes nothing is removed together
//! with what stands behind it, and then the crawl must notice. Start at [`every_check_is_missed`].

use crate::attempts::import_and_close;
use crate::canary::{Field, told_to_writers, two};
use crate::crawl::Crawl;
use crate::stand::{On, stand};
use domain::vocabulary::AccessLabel;
use register::db::Access;
use register::{Register, sabotage};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A check: where it stands, the function it stands in, and how it is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Check {
    file: String,
    function: String,
    words: String,
    place: String,
}

/// How checks are asked in the source.
const ASKED: [&str; 7] =
    [".sees(", ".sees_named(", ".sees_link(", ".may_see(", ".hidden(", ".is_full(", ".is_shown("];

/// Every check that the source of the register asks in one of these ways, outside the module that holds them.
fn checks(ways: &[&str]) -> Vec<Check> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let mut found = Vec::new();
    for path in files {
        let file = path.strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        if file == "scope.rs" {
            continue;
        }
        let mut function = String::new();
        for (number, line) in (1..).zip(fs::read_to_string(&path).unwrap().lines()) {
            if let Some(rest) = line.split("fn ").nth(1).filter(|_| line.trim_end().ends_with(['{', '('])) {
                rest.split(['(', '<']).next().unwrap().clone_into(&mut function);
            }
            for asked in ways {
                for (at, _) in line.match_indices(asked) {
                    let at = at + asked.rfind('.').unwrap() + 1;
                    let words = line[at..].split_inclusive(')').next().unwrap().to_owned();
                    let place = format!("crates/register/src/{file}:{number}:{}", at + 1);
                    found.push(Check { file: file.clone(), function: function.clone(), words, place });
                }
            }
        }
    }
    found.sort();
    found
}

/// Checks whose absence alone changes nothing, with the statements whose checks stand before them, and why.
const BEHIND: [(&str, &[&str], &str); 12] = [
    (
        r#"coding/agreement.rs coding_pairs sees("i")"#,
        &["coding/agreement.rs read"],
        "a coding is as closed as its incident",
    ),
    (r#"incident/code.rs records_of_code sees("r")"#, INDEX, FOUND),
    (r#"listing.rs asked sees("r")"#, INDEX, FOUND),
    (r#"release/filter.rs release_conditions sees("w")"#, INDEX, FOUND),
    (r#"release_intake/resolve.rs bearers sees("p")"#, INDEX, FOUND),
    (
        r#"incident/file.rs many sees("r")"#,
        &["incident/file.rs linked_with"],
        "what names a closed report is closed itself",
    ),
    (
        r#"incident/proposals.rs speakers_about sees("l")"#,
        &["incident/support.rs closed"],
        "asked only where no account is closed",
    ),
    (
        r#"incident/proposals.rs speakers_about sees("a")"#,
        &["incident/support.rs closed", "incident/proposals.rs speakers_about"],
        "asked only where no account is closed, and a link is as closed as what it links",
    ),
    (
        r#"item/alike.rs alike sees("i")"#,
        &["reference.rs named"],
        "what looks alike is named only to who may see it",
    ),
    (
        r#"item/alike.rs alike sees("a")"#,
        &["reference.rs named"],
        "a film is named only to who may see it, whatever looks like a frame of it",
    ),
    (
        r#"release/list.rs differing sees("release")"#,
        &["release/filter.rs release_conditions", "release/list.rs differing"],
        "its lines are closed, and its id is asked for again",
    ),
    (
        r#"tally.rs speakers sees("t")"#,
        &["tally.rs tallies_of"],
        "a name is looked up for the tallies that are shown",
    ),
];
/// What the search finds is asked in the index first, and again in the table.
const INDEX: &[&str] = &["search.rs search_match"];
const FOUND: &str = "what the index finds was asked there";

/// Files whose checks are asked of a work, or before one.
const WRITING: [&str; 10] = [
    "account_intake.rs",
    "consent.rs",
    "gathering/",
    "import/",
    "incident/origins.rs",
    "item/arrive.rs",
    "item/passage.rs",
    "release_intake/keep.rs",
    "sealed.rs",
    "work.rs",
];

impl Check {
    /// The statement it belongs to.
    fn statement(&self) -> String {
        format!("{} {}", self.file, self.function)
    }

    /// Whether it is asked of a work, or before one.
    fn is_before_writing(&self) -> bool {
        WRITING.iter().any(|file| self.file.starts_with(file))
    }

    fn name(&self) -> String {
        format!("{} {}", self.statement(), self.words)
    }
}

/// The whole crawl with some checks removed, and what it noticed.
async fn without(
    field: &Field<'_>,
    before: &Crawl,
    removed: &[String],
    newly: &[String],
) -> (Crawl, Vec<String>) {
    sabotage::remove(removed);
    let mut crawl = Crawl::again(before, newly);
    let leaks = field.leaks(&mut crawl).await;
    sabotage::remove(&[]);
    (crawl, leaks)
}

/// Whether the check does something where these others are gone: then they stand before it, and it behind them.
async fn is_behind(field: &Field<'_>, whole: &Crawl, check: &Check, others: &[String]) -> bool {
    let (gone, _) = without(field, whole, others, others).await;
    let own = [check.place.clone()];
    let (both, leaks) = without(field, &gone, &[others, &own].concat(), &own).await;
    !leaks.is_empty() && both.told.iter().zip(&gone.told).any(|(one, other)| one.answer != other.answer)
}

/// The checks that stand before what is written, and whether their absence is noticed. Attempts are kept, so each
/// removal has a copy of the register to itself.
async fn missed_by_writers(checks: &[Check]) -> BTreeMap<String, bool> {
    let stand = stand(On::Sqlite).await.unwrap();
    let (planted, bare) = two(&stand).await;
    for planted in [&planted, &bare] {
        import_and_close(&stand.register, planted, stand.temporary.path()).await;
    }
    let folder = stand.folder.clone();
    stand.register.close().await;
    let run = async |removed: &[String]| {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(&folder, copy.path());
        let register = Register::open(copy.path(), Access::Write).await.unwrap();
        sabotage::remove(removed);
        let told = Box::pin(told_to_writers(&register, &planted, &bare, stand.temporary.path())).await;
        sabotage::remove(&[]);
        register.close().await;
        told
    };
    let (whole, told) = run(&[]).await;
    assert_eq!(told, Vec::<String>::new());
    let reached: BTreeSet<&String> = whole.told.iter().flat_map(|told| &told.reached).collect();
    let mut missed = BTreeMap::new();
    for check in checks.iter().filter(|check| reached.contains(&check.place) && check.is_before_writing()) {
        missed.insert(check.place.clone(), !run(std::slice::from_ref(&check.place)).await.1.is_empty());
    }
    missed
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// How permission is asked in the source.
const PERMISSION: [&str; 2] = ["permit.require(", "permit.may("];

/// A check of permission with the statement that asks the same again.
const ASKED_AGAIN: (&str, &str) =
    ("team/proposal.rs propose require(Operation::Assess)", "work.rs create_as");

/// Every operation is tried by somebody to whom no role allows it: with one check gone, one of them is let through.
#[tokio::test]
async fn every_permission_is_missed() {
    let checks = checks(&PERMISSION);
    assert!(checks.len() > 30, "{}", checks.len());
    let stand = stand(On::Sqlite).await.unwrap();
    let nobody = crate::permits::nobody(&stand).await;
    let mut whole = Crawl::default();
    crate::permits::tries(&mut whole, &stand, &nobody).await;
    let without = async |removed: &[String]| {
        sabotage::remove(removed);
        let mut crawl = Crawl::again(&whole, removed);
        crate::permits::tries(&mut crawl, &stand, &nobody).await;
        sabotage::remove(&[]);
        crate::permits::let_through(&crawl).len()
    };
    let (mut alone, mut unnoticed) = (0, Vec::new());
    for check in &checks {
        let own = [check.place.clone()];
        if without(&own).await > 0 {
            alone += 1;
            continue;
        }
        let before =
            checks.iter().filter(|other| (check.name().as_str(), other.statement().as_str()) == ASKED_AGAIN);
        let before: Vec<String> = before.map(|other| other.place.clone()).collect();
        if without(&[before.as_slice(), &own].concat()).await <= without(&before).await {
            unnoticed.push(check.name());
        }
    }
    println!("{} checks of permission: {alone} missed alone", checks.len());
    assert_eq!(unnoticed, Vec::<String>::new());
}

#[tokio::test]
async fn every_check_is_missed() {
    let checks = checks(&ASKED);
    let stand = stand(On::Sqlite).await.unwrap();
    let (planted, bare) = two(&stand).await;
    let field = |clearance| Field { register: &stand.register, planted: &planted, bare: &bare, clearance };
    let mut wholes = Vec::new();
    for clearance in [AccessLabel::Team, AccessLabel::Sensitive] {
        let (whole, leaks) = without(&field(clearance), &Crawl::default(), &[], &[]).await;
        assert_eq!(leaks, Vec::<String>::new(), "{clearance:?}");
        wholes.push((field(clearance), whole));
    }
    let written = missed_by_writers(&checks).await;
    println!("writers: {} of {} missed", written.values().filter(|it| **it).count(), written.len());
    let (mut alone, mut behind, mut unnoticed) = (0, Vec::new(), Vec::new());
    'checks: for check in &checks {
        if written.get(&check.place) == Some(&true) {
            alone += 1;
            continue;
        }
        let own = [check.place.clone()];
        for (field, whole) in &wholes {
            if !without(field, whole, &own, &own).await.1.is_empty() {
                alone += 1;
                continue 'checks;
            }
        }
        let named = BEHIND.iter().find(|(name, ..)| *name == check.name());
        let own_statement = [check.statement()];
        let before: Vec<String> = named.map_or(own_statement.to_vec(), |(_, others, _)| {
            others.iter().map(|it| (*it).to_owned()).collect()
        });
        let others: Vec<String> = checks
            .iter()
            .filter(|other| *other != check && before.contains(&other.statement()))
            .map(|other| other.place.clone())
            .collect();
        if is_behind(&wholes[0].0, &wholes[0].1, check, &others).await {
            behind.push(check.name());
        } else {
            unnoticed.push(check.name());
        }
    }
    println!("{} checks: {alone} missed alone, {} together with another", checks.len(), behind.len());
    println!("behind: {behind:#?}");
    assert_eq!(unnoticed, Vec::<String>::new());
}
