//! The facts as an independent reading of the files counts them.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A row: column to cell.
pub type Row = BTreeMap<String, String>;

/// Every row of a file of facts.
pub fn rows(file: &str) -> Vec<Row> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("demo").join(file);
    let mut reader = csv::Reader::from_path(path).expect("a file of facts");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// How many rows a file holds.
pub fn count(file: &str) -> usize {
    rows(file).len()
}

/// How many cells of the columns are filled.
pub fn filled(file: &str, columns: &[&str]) -> usize {
    let rows = rows(file);
    columns.iter().map(|column| rows.iter().filter(|row| !row[*column].is_empty()).count()).sum()
}
