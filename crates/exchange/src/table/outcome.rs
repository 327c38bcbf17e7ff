//! What an import says of each row and of the whole file.

use super::detect::Detected;
use super::problem::{Problem, Severity};
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::LinkRole;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What makes a row the same row when its file is imported again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RowIdentity {
    /// The data set, from the mapping.
    pub dataset: String,
    /// The key columns' cells, or the row's SHA-256 as one text of 64 hex digits where there are none.
    pub key: Vec<String>,
    /// Whether `key` is the digest.
    pub by_digest: bool,
    /// Which of the rows of the same key in this file, from 1.
    pub occurrence: u32,
}

impl std::fmt::Display for RowIdentity {
    /// One text, the same for the same row: `nl-mod-strikes:sha256:…#2`, `ucdp-ged:276428#1`. Colons, hashes,
    /// bars and backslashes of a key are escaped by a backslash.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:", self.dataset)?;
        if self.by_digest {
            formatter.write_str("sha256:")?;
        }
        for (at, part) in self.key.iter().enumerate() {
            if at > 0 {
                formatter.write_str("|")?;
            }
            for piece in part.split_inclusive(['\\', ':', '#', '|']) {
                let last = piece.chars().next_back();
                match last.filter(|letter| matches!(letter, '\\' | ':' | '#' | '|')) {
                    Some(letter) => write!(formatter, "{}\\{letter}", &piece[..piece.len() - 1])?,
                    None => formatter.write_str(piece)?,
                }
            }
        }
        write!(formatter, "#{}", self.occurrence)
    }
}

/// Stands before the name of a slot where a body points at another draft of its row. A Unicode noncharacter, so that
/// no cell that begins with `@` or another sign of everyday text is taken for a reference.
pub const REFERENCE_MARK: char = '\u{fdd0}';

/// One record that a row becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft {
    /// Its name within the row; bodies of the same row point at it by [`REFERENCE_MARK`] and its slot.
    pub slot: String,
    /// Its kind.
    pub kind: Kind,
    /// Drafts of the same key are one record, over rows, files and mappings. Fields such a draft lacks are not said
    /// by it and leave the record as it is.
    pub shared_key: Option<String>,
    /// Its fields; ids of other drafts of the row are their slots behind [`REFERENCE_MARK`].
    pub body: Body,
    /// Which record it is, where the file is an export of a register.
    pub exported: Option<Exported>,
    /// Id fields to be filled with the record of that kind which has the public code, where there is exactly one.
    pub lookups: Vec<Lookup>,
}

/// The record that an exported row was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Its id, as text.
    pub id: String,
    /// Its head act when it was exported, as text.
    pub version: Option<String>,
}

/// A record to be found by its public code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lookup {
    /// The field of the body to fill.
    pub field: String,
    /// The kind to look among.
    pub kind: Kind,
    /// The public code.
    pub code: String,
    /// The column it came from, for the problem where it is not found.
    pub column: String,
}

/// A link between two drafts of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftLink {
    /// Slot of the draft that points.
    pub from: String,
    /// What the link says.
    pub role: LinkRole,
    /// Slot of the draft pointed at.
    pub to: String,
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowOutcome {
    /// As a spreadsheet numbers it, the header being 1; JSON objects count from 1.
    pub row_number: u64,
    /// What makes it the same row another time.
    pub identity: RowIdentity,
    /// The row as read: column name to text. Empty for the program's own exports, whose bodies say it all.
    pub raw: Map<String, Value>,
    /// The records it becomes; none where it is refused.
    pub drafts: Vec<Draft>,
    /// How they are tied to each other.
    pub links: Vec<DraftLink>,
    /// What did not fit.
    pub problems: Vec<Problem>,
    /// Whether nothing of the row lands; at least one problem then says why.
    pub refused: bool,
}

/// What became of the file. `rows == landed + landed_with_problems + refused`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Name of the file.
    pub file: String,
    /// Name of the mapping.
    pub mapping: String,
    /// How the file is written, with the evidence.
    pub detected: Detected,
    /// The columns as named in the file.
    pub columns: Vec<String>,
    /// Columns that no field reads; they are kept in the raw row.
    pub columns_unread: Vec<String>,
    /// Our names of the mapped columns that the file does not have.
    pub columns_absent: Vec<String>,
    /// Rows seen.
    pub rows: u64,
    /// Rows of which everything landed without a remark.
    pub landed: u64,
    /// Rows that landed with at least one problem.
    pub landed_with_problems: u64,
    /// Rows of which nothing landed.
    pub refused: u64,
    /// How often each code occurred.
    pub problems_by_code: BTreeMap<&'static str, u64>,
    /// Problems of the file itself, such as its header.
    pub problems: Vec<Problem>,
}

impl Summary {
    pub(super) fn count(&mut self, outcome: &RowOutcome) {
        self.rows += 1;
        match (outcome.refused, outcome.problems.is_empty()) {
            (true, _) => self.refused += 1,
            (false, false) => self.landed_with_problems += 1,
            (false, true) => self.landed += 1,
        }
        for problem in &outcome.problems {
            *self.problems_by_code.entry(problem.code).or_default() += 1;
        }
        debug_assert!(
            !outcome.refused || outcome.problems.iter().any(|problem| problem.severity == Severity::Error),
            "a refused row says why"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_are_one_text_each() {
        let shown = |key: &[&str]| {
            let key = key.iter().map(|part| (*part).to_owned()).collect();
            RowIdentity { dataset: "d".to_owned(), key, by_digest: false, occurrence: 2 }.to_string()
        };
        assert_eq!(shown(&["CS1912"]), "d:CS1912#2");
        assert_eq!(shown(&["a|b:c", "#\\"]), "d:a\\|b\\:c|\\#\\\\#2");
        assert_ne!(shown(&["a|b"]), shown(&["a", "b"]));
    }
}
