//! A strike: one use of force, with what is known and what was disclosed of it.

use super::{RawRow, Rules, gather};
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{Disclosure, StrikeType};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// One use of force. Strikes and incidents are n:m; the link says which meets which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// Codes others gave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<StrikeType>,
    /// Mission as the force names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<String>,
    /// Who struck, as named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub belligerents: Vec<String>,
    /// Weapons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub munitions: Vec<Munition>,
    /// Intended target in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_words: Option<String>,
    /// What was disclosed of date, time, place, weapon and target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disclosure: Vec<Disclosed>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note, or the force's comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

/// A weapon and how sure its identification is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Munition {
    /// Designation or words.
    pub words: String,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// On what it rests (remnant seen, stated by official...).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// One of the five facts and whether it was disclosed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// `date`, `time`, `place`, `weapon` or `target`.
    pub fact: String,
    /// Whether it was disclosed.
    pub disclosure: Disclosure,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

impl Rules for Strike {
    fn problems(&self) -> Vec<Problem> {
        gather([self.location.iter().flat_map(|place| place.problems("location")).collect()])
    }
}
