//! Where the real files are. They are read in place and never copied into the project.

use exchange::table::{self, Mapping, REFERENCE_MARK, RowOutcome, Severity, Summary};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

#[expect(clippy::print_stdout, reason = "a skipped test says so")]
/// The bytes of a file of the shared data; `None`, with a printed line, where it is absent.
pub fn bytes(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let found = std::fs::read(file).ok();
    if found.is_none() {
        println!("skipped: {path} is not here");
    }
    found
}

/// Every row of a table through a mapping that comes with the program.
pub fn import(bytes: &[u8], file: &str, mapping: &str) -> (Vec<RowOutcome>, Summary) {
    let mapping = Mapping::built_in(mapping).expect("it reads");
    let mut rows = Vec::new();
    let summary = table::import(bytes, file, &mapping, &mut |row| rows.push(row)).expect("it reads");
    (rows, summary)
}

/// A body with an id in the place of every `@slot`, as the register will have it.
pub fn resolved(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with(REFERENCE_MARK) => Value::from(uuid::Uuid::nil().to_string()),
        Value::Array(values) => values.iter().map(resolved).collect(),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let value = if name == "raw" { value.clone() } else { resolved(value) };
                (name.clone(), value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

/// Asserts that every draft is a record of its kind, that every reference leads somewhere and that the summary
/// accounts for every row. Gives back how many drafts and links there are of each kind.
pub fn accounted(rows: &[RowOutcome], summary: &Summary) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut identities = HashSet::new();
    for row in rows {
        assert!(identities.insert(row.identity.to_string()), "{} stands twice", row.identity);
        assert_eq!(row.refused, row.drafts.is_empty(), "{row:?}");
        assert!(
            !row.refused || row.problems.iter().any(|problem| problem.severity == Severity::Error),
            "{row:?}"
        );
        let slots: HashSet<&str> = row.drafts.iter().map(|draft| draft.slot.as_str()).collect();
        assert_eq!(slots.len(), row.drafts.len(), "slots are unique: {row:?}");
        for draft in &row.drafts {
            let body = resolved(&Value::Object(draft.body.clone()));
            let checked = domain::record::check(draft.kind, body.as_object().expect("it reads"));
            assert!(checked.is_ok(), "row {}: {:?} {:?}", row.row_number, checked, draft.body);
            for text in
                draft.body.values().filter_map(Value::as_str).filter(|text| text.starts_with(REFERENCE_MARK))
            {
                assert!(
                    slots.contains(&text[REFERENCE_MARK.len_utf8()..]),
                    "{text} leads nowhere in row {}",
                    row.row_number
                );
            }
            *counts.entry(draft.kind.slug().to_owned()).or_default() += 1;
        }
        for link in &row.links {
            assert!(slots.contains(link.from.as_str()) && slots.contains(link.to.as_str()), "{link:?}");
            *counts.entry(format!("link {}", link.role.slug())).or_default() += 1;
        }
        for problem in &row.problems {
            assert!(
                !problem.detail.is_empty() && !problem.hint.is_empty() && !problem.file.is_empty(),
                "{problem:?}"
            );
            let codes = table::CODES.iter().chain(exchange::coordinates::CODES).chain(domain::when::CODES);
            assert!(codes.into_iter().any(|code| *code == problem.code), "{problem:?}");
        }
    }
    let refused = rows.iter().filter(|row| row.refused).count();
    assert_eq!(summary.rows, rows.len() as u64);
    assert_eq!(summary.refused, refused as u64);
    assert_eq!(summary.landed + summary.landed_with_problems + summary.refused, summary.rows);
    counts
}
