//! A second coder's grade of an incident, given from its accounts alone; for measuring how far two people agree.
//!
//! Not an assessment: nothing is published from it and no sum holds it. Kappa over many is [`crate::agreement`].

use super::{Rules, gather, needed};
use crate::count::Count;
use crate::id::{ActId, ActorId, RecordId};
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A grade and a range that one person read out of an incident's accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The incident.
    pub incident: RecordId,
    /// Who coded it; the only one who may change it.
    pub coder: ActorId,
    /// Codebook, name and version.
    pub codebook: String,
    /// Grade of that codebook.
    pub grade: String,
    /// Civilians killed, as the coder reads the accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Count>,
    /// Whether it was given without knowing the assessment or another coding; the person declares it, and the
    /// register takes it away where it knows better.
    pub blind: bool,
    /// Why this grade and range.
    pub rationale: String,
    /// The assessment of our own by the same codebook that stood when the incident was coded first: the first coder's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<RecordId>,
    /// Its head act then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against_version: Option<ActId>,
    /// Its grade then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against_grade: Option<String>,
    /// Whether others may read it: once two have coded the incident.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opened: bool,
}

impl Rules for Coding {
    fn problems(&self) -> Vec<Problem> {
        let texts = [("codebook", &self.codebook), ("grade", &self.grade), ("rationale", &self.rationale)];
        gather([
            texts.into_iter().filter_map(|(field, text)| needed(text, field)).collect(),
            self.killed.as_ref().map(|killed| killed.problems("killed")).unwrap_or_default(),
        ])
    }
}
