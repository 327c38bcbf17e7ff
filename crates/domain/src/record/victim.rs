//! A victim as one list mentions them. Who is the same person is decided elsewhere, by people.

use super::{RawRow, Rules};
use crate::id::{IncidentId, ReportId};
use crate::problem::Problem;
use crate::vocabulary::{AgeClass, CivilianStatus, Sex, VictimOutcome};
use serde::{Deserialize, Serialize};

/// A name as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Language tag with script, such as `ar` or `ar-Latn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// An age as stated: whole years as an interval, a class, the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    /// Lowest, years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years_min: Option<i64>,
    /// Highest, years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years_max: Option<i64>,
    /// Adult or child, where only that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<AgeClass>,
    /// The words, such as "9 months".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// One victim as one list gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VictimMention {
    /// The report or list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportId>,
    /// The incident it belongs to, where the list says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// Names; empty for "child of ...".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Age>,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Occupation or role in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Killed, injured, missing or died later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<VictimOutcome>,
    /// Civilian, combatant, contested or unknown; never defaulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CivilianStatus>,
    /// Relation to another victim in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for VictimMention {
    fn problems(&self) -> Vec<Problem> {
        match &self.age {
            Some(Age { years_min: Some(min), years_max: Some(max), .. }) if min > max => {
                vec![Problem::refuse("count-min-above-max", "age").with("min", min).with("max", max)]
            }
            _ => Vec::new(),
        }
    }
}
