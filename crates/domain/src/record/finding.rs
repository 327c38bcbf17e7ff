//! Findings and tallies: anybody's decision about one event, anybody's total, official or not.

use super::{RawRow, Rules, gather, needed};
use crate::count::Count;
use crate::id::ReportId;
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{Outcome, Standard, TallyKind};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// One decision of a body about one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The deciding body.
    pub body: String,
    /// Our key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// When the event happened, in the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Place words of the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_words: Option<String>,
    /// Country printed or implied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Who brought the report to the body, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// What was decided.
    pub outcome: Outcome,
    /// Short code of the stated reason; absent where none was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Deaths conceded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Count>,
    /// Injuries conceded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<Count>,
    /// Grid reference with the box its digits mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Official case number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_number: Option<String>,
    /// Running number in the list it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_number: Option<String>,
    /// When it was decided or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<When>,
    /// Standard of proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<Standard>,
    /// The report it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportId>,
    /// That report in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_words: Option<String>,
    /// Reference of the incident as read; `?` where only possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_words: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for Finding {
    fn problems(&self) -> Vec<Problem> {
        let early = match (&self.when, &self.decided) {
            (Some(when), Some(decided)) if decided.latest < when.earliest => {
                vec![Problem::refuse("finding-before-incident", "decided")]
            }
            _ => Vec::new(),
        };
        gather([
            needed(&self.body, "body").into_iter().collect(),
            self.killed.iter().flat_map(|count| count.problems("killed")).collect(),
            self.injured.iter().flat_map(|count| count.problems("injured")).collect(),
            self.location.iter().flat_map(|place| place.problems("location")).collect(),
            early,
        ])
    }
}

/// One total, by whoever stated it. Totals of different definition, scope or bound are never added (invariant 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Who says it.
    pub body: String,
    /// Our key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Date of the statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<When>,
    /// What kind of thing is counted.
    pub kind: TallyKind,
    /// What is counted, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_words: Option<String>,
    /// Area in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The counted period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    /// Whose actions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_scope: Option<String>,
    /// The figure with its bound.
    pub count: Count,
    /// Grade or status the counter used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_filter: Option<String>,
    /// Subgroup, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subgroup: Option<String>,
    /// Which published meaning applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The report it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportId>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for Tally {
    fn problems(&self) -> Vec<Problem> {
        gather([needed(&self.body, "body").into_iter().collect(), self.count.problems("count")])
    }
}
