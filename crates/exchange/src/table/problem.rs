//! What is wrong with one cell or one row: where, what, why, and what to do about it.

use crate::limits::EXCERPT_CHARS_MAX;
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Everything landed; somebody should look.
    Warning,
    /// The field, or the whole row where the detail says so, did not land.
    Error,
}

/// One problem of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Row as a spreadsheet numbers it, the header being 1; for JSON the object's number from 1. 0 for the file.
    pub row: u64,
    /// Column name or JSON pointer; empty where it concerns the whole row.
    pub column: String,
    /// Start of the cell.
    pub value: String,
    /// Stable code, one of [`CODES`], [`crate::coordinates::CODES`], `domain::problem::CODES` or
    /// `domain::when::CODES`.
    pub code: &'static str,
    /// What was found.
    pub detail: String,
    /// What the person can do.
    pub hint: String,
    /// Values its sentences need in another language, by name: `proposal` and `understood` of a hint, or those that
    /// `domain` gives with a broken rule.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Whether something was left out.
    pub severity: Severity,
}

/// A problem before its file and row are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Column, or empty.
    pub column: String,
    /// The cell.
    pub value: String,
    /// Stable code.
    pub code: &'static str,
    /// What was found.
    pub detail: String,
    /// What to do.
    pub hint: String,
    /// As in [`Problem::values`].
    pub values: BTreeMap<String, String>,
    /// Whether something was left out.
    pub severity: Severity,
}

impl Fault {
    /// Something was left out.
    pub fn error(
        code: &'static str,
        column: &str,
        value: &str,
        detail: impl Into<String>,
        hint: &str,
    ) -> Self {
        debug_assert!(is_known(code), "no list has the code {code}");
        Self {
            column: column.to_owned(),
            value: excerpt(value),
            code,
            detail: detail.into(),
            hint: hint.to_owned(),
            values: BTreeMap::new(),
            severity: Severity::Error,
        }
    }

    /// Everything landed.
    pub fn warning(
        code: &'static str,
        column: &str,
        value: &str,
        detail: impl Into<String>,
        hint: &str,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, column, value, detail, hint) }
    }

    /// Adds a value that its sentences need.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// The problem, with its place.
    pub fn at(self, file: &str, row: u64) -> Problem {
        Problem {
            file: file.to_owned(),
            row,
            column: self.column,
            value: self.value,
            code: self.code,
            detail: self.detail,
            hint: self.hint,
            values: self.values,
            severity: self.severity,
        }
    }
}

/// The start of a text, on one line.
pub fn excerpt(text: &str) -> String {
    let mut letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut start: String = letters.by_ref().take(EXCERPT_CHARS_MAX).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}

/// Whether one of the lists that the translations are checked against has the code.
fn is_known(code: &str) -> bool {
    let lists = [CODES, crate::coordinates::CODES, domain::problem::CODES, domain::when::CODES];
    lists.iter().any(|list| list.contains(&code))
}

/// Every code of this module's problems, and the one the register gives to a code that no record bears.
pub const CODES: &[&str] = &[
    "age-not-clear",
    "bytes-not-in-encoding",
    "cell-has-nul",
    "cell-too-long",
    "code-not-found",
    "coordinates-incomplete",
    "coordinates-outside-region",
    "coordinates-perhaps-swapped",
    "count-min-above-max",
    "count-not-understood",
    "date-ambiguous",
    "date-does-not-exist",
    "date-not-understood",
    "date-of-an-epoch",
    "degrees-and-grid-disagree",
    "end-before-start",
    "header-blank",
    "header-repeated",
    "json-not-understood",
    "json-too-deep",
    "list-item-not-understood",
    "list-too-long",
    "number-not-understood",
    "quote-not-closed",
    "record-cell-not-understood",
    "record-id-missing",
    "record-kind-not-known",
    "required-field-missing",
    "rest-of-file-not-read",
    "row-too-large",
    "row-too-long",
    "row-too-short",
    "sheet-cell-error",
    "time-not-understood",
    "too-many-problems",
    "truth-value-not-understood",
    "value-not-in-list",
    "zone-not-known",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn excerpts_are_short_and_on_one_line() {
        assert_eq!(excerpt("a\nb"), "a b");
        assert_eq!(excerpt(&"x".repeat(500)).chars().count(), EXCERPT_CHARS_MAX + 1);
    }
}
