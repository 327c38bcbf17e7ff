//! How a broken rule is said: a stable code, the field, the values, and whether it refuses or warns.
//!
//! The code is also the translation key `error-<code>`; no sentence for a person is made here. Start at
//! [`Problem`].

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a problem stops the record or is shown beside it (H and W of the domain specification).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The record is refused.
    Refuse,
    /// The record is kept and the problem is shown.
    Warn,
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code, kebab-case, such as `count-min-above-max`.
    pub code: String,
    /// Refuse or warn.
    pub severity: Severity,
    /// Top-level field of the record, or empty where it concerns the whole.
    pub field: String,
    /// Values that make the sentence, by name.
    pub details: BTreeMap<String, String>,
}

impl Problem {
    /// A problem that refuses the record.
    pub fn refuse(code: &str, field: &str) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Refuse,
            field: field.to_owned(),
            details: BTreeMap::new(),
        }
    }

    /// A problem that is shown and does not refuse.
    pub fn warn(code: &str, field: &str) -> Self {
        Self { severity: Severity::Warn, ..Self::refuse(code, field) }
    }

    /// Adds a value the sentence needs.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// Whether this refuses the record.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Refuse
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.code)?;
        if !self.field.is_empty() {
            write!(formatter, " in {}", self.field)?;
        }
        for (name, value) in &self.details {
            write!(formatter, ", {name}={value}")?;
        }
        Ok(())
    }
}

/// Every code this crate can give, so that the catalogues can be checked for completeness.
pub const CODES: &[&str] = &[
    "account-twice",
    "accounts-too-many",
    "admin-is-not-custodian",
    "adopted-needs-body",
    "bearing-outside-circle",
    "body-not-understood",
    "clock-offset-unreasoned",
    "closed-needs-outcome",
    "code-not-recognised",
    "confirmed-needs-acceptance",
    "consent-both-ways",
    "contested-needs-rivals",
    "count-below-zero",
    "count-min-above-max",
    "day-not-understood",
    "derivation-of-nothing",
    "digest-malformed",
    "exclusion-needs-reason",
    "fair-needs-near-action",
    "fair-needs-two-origins",
    "field-empty",
    "field-too-long",
    "finding-before-incident",
    "grade-not-in-codebook",
    "harm-unchecked",
    "hold-of-nothing",
    "key-malformed",
    "ledger-does-not-add-up",
    "machine-unnamed",
    "match-of-no-place",
    "named-above-maximum",
    "needs-second-person",
    "needs-third-person",
    "not-sealed",
    "origin-edge-outside",
    "origin-graph-too-large",
    "origin-report-twice",
    "part-max-above-total",
    "parts-min-above-total",
    "period-line-names-place",
    "point-outside-earth",
    "point-without-precision",
    "prior-interviews-unasked",
    "region-outside",
    "return-needs-words",
    "reviewer-is-author",
    "rivals-not-contested",
    "sealed-needs-custodian",
    "sealed-to-others",
    "segment-backwards",
    "sighting-not-as-measured",
    "sighting-without-radius",
    "sigma-below-zero",
    "span-outside-text",
    "too-many-given",
    "when-out-of-order",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_one_line() {
        let problem = Problem::warn("named-above-maximum", "named").with("named", 5).with("max", 4);
        assert_eq!(problem.to_string(), "named-above-maximum in named, max=4, named=5");
        assert!(!problem.refuses());
    }

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
