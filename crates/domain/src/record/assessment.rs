//! Assessments: a graded judgment about one incident, our own or adopted from a named recorder. The two are never
//! mixed in one sum.

use super::{RawRow, Rules, gather, needed};
use crate::count::Count;
use crate::id::{ActId, ActorId, IncidentId, RecordId};
use crate::problem::Problem;
use crate::vocabulary::{Basis, RangeBasis};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// A statement as cited: the record and the version (its head act then).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// The statement.
    pub record: RecordId,
    /// Its head act when it was cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<ActId>,
}

/// A statement left out of the range, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// The statement.
    pub cited: Cited,
    /// Why.
    pub reason: String,
}

/// A judgment about an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The incident.
    pub incident: IncidentId,
    /// Running number among the incident's assessments of this basis, from 1.
    pub version: i64,
    /// Our own, or adopted from `body`.
    pub basis: Basis,
    /// Whose judgment it is, where adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Address it was adopted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Date of the judgment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<When>,
    /// Codebook, name and version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codebook: Option<String>,
    /// Grade of that codebook; absent where not graded or not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Civilians killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Count>,
    /// Civilians injured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<Count>,
    /// Children among the killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed_children: Option<Count>,
    /// Women among the killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed_women: Option<Count>,
    /// Men among the killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed_men: Option<Count>,
    /// Belligerents among the killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed_belligerents: Option<Count>,
    /// How many of the killed are named publicly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<i64>,
    /// What the range rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range_basis: Option<RangeBasis>,
    /// Statements the range is computed from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub included: Vec<Cited>,
    /// Statements left out, with reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Excluded>,
    /// Why this grade and range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// Who proposed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<ActorId>,
    /// Who reviewed it; never the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<ActorId>,
    /// The approval by which the grade stands although the rules of grading refuse it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<RecordId>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Assessment {
    fn parts(&self) -> [(&'static str, Option<&Count>); 3] {
        [
            ("killed_children", self.killed_children.as_ref()),
            ("killed_women", self.killed_women.as_ref()),
            ("killed_men", self.killed_men.as_ref()),
        ]
    }

    /// Invariant 3, which warns: the minima of the parts against the total's minimum, each maximum against the
    /// total's maximum, the named against the maximum.
    fn breakdown(&self) -> Vec<Problem> {
        let Some(total) = &self.killed else { return Vec::new() };
        let mut problems = Vec::new();
        let part_minima: i64 =
            self.parts().iter().filter_map(|(_, part)| part.and_then(|part| part.min)).sum();
        if total.min.is_some_and(|min| part_minima > min) {
            problems.push(Problem::warn("parts-min-above-total", "killed").with("parts", part_minima));
        }
        for (field, part) in self.parts() {
            if let (Some(part), Some(max)) = (part.and_then(|part| part.max), total.max)
                && part > max
            {
                problems
                    .push(Problem::warn("part-max-above-total", field).with("part", part).with("max", max));
            }
        }
        if let (Some(named), Some(max)) = (self.named, total.max)
            && named > max
        {
            problems
                .push(Problem::warn("named-above-maximum", "named").with("named", named).with("max", max));
        }
        problems
    }
}

impl Rules for Assessment {
    fn problems(&self) -> Vec<Problem> {
        let body = match self.basis {
            Basis::Adopted => needed(self.body.as_deref().unwrap_or(""), "body")
                .map(|_| Problem::refuse("adopted-needs-body", "body")),
            Basis::Own => None,
        };
        let reviewer = (self.reviewer.is_some() && self.reviewer == self.author)
            .then(|| Problem::refuse("reviewer-is-author", "reviewer"));
        let counts = [("killed", &self.killed), ("injured", &self.injured)].into_iter();
        let counts = counts.filter_map(|(field, count)| count.as_ref().map(|count| (field, count)));
        let parts = self.parts().into_iter().filter_map(|(field, part)| part.map(|part| (field, part)));
        gather([
            body.into_iter().chain(reviewer).collect(),
            counts.chain(parts).flat_map(|(field, count)| count.problems(field)).collect(),
            self.breakdown(),
        ])
    }
}
