//! Records of the team's own work: who does what in a project, tasks, comments, reviews and approvals.
//!
//! Who a person is (name, sign-in) is not here: that is deletable and has no acts. What a role may do is
//! `register::permission`. These records say only what must be provable later.

use super::{Rules, gather, needed};
use crate::id::{ActId, ActorId, RecordId};
use crate::kind::Kind;
use crate::limits::{COMMENTS_MAX, MENTIONS_MAX};
use crate::problem::Problem;
use crate::vocabulary::{
    AccessLabel, ApprovalAction, ApprovalOutcome, ClosedOutcome, ReviewOutcome, Role, Stage,
};
use serde::{Deserialize, Serialize};

/// A person in a project, under their pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Pseudonym of the person.
    pub person: ActorId,
    /// What they do here; none while they are out of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The narrowest label they may read.
    pub clearance: AccessLabel,
    /// Whether they have left the project.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Member {
    fn problems(&self) -> Vec<Problem> {
        let holds = |role| self.roles.contains(&role);
        let both = holds(Role::Admin) && (holds(Role::Custodian) || self.clearance == AccessLabel::Sealed);
        let both = both.then(|| Problem::refuse("admin-is-not-custodian", "roles"));
        let sealed = self.clearance == AccessLabel::Sealed && !holds(Role::Custodian);
        let sealed = sealed.then(|| Problem::refuse("sealed-needs-custodian", "clearance"));
        let none = (self.roles.is_empty() && !self.ended).then(|| Problem::refuse("field-empty", "roles"));
        both.into_iter().chain(sealed).chain(none).collect()
    }
}

/// The work on one incident: how far it has come and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The incident.
    pub incident: RecordId,
    /// How far it has come.
    pub stage: Stage,
    /// Whose turn it is; nobody's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<ActorId>,
    /// Last day by which it should be done, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Why no assessment is needed; with stage closed only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ClosedOutcome>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Task {
    fn problems(&self) -> Vec<Problem> {
        let due = self.due.as_deref().filter(|due| !is_day(due));
        let due = due.map(|due| Problem::refuse("day-not-understood", "due").with("text", due));
        let outcome = ((self.stage == Stage::Closed) != self.outcome.is_some())
            .then(|| Problem::refuse("closed-needs-outcome", "outcome"));
        due.into_iter().chain(outcome).collect()
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Words of one person about a record, or about one of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The record.
    pub about: RecordId,
    /// Its kind.
    pub about_kind: Kind,
    /// The field, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The words.
    pub words: String,
    /// Whose attention is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<ActorId>,
    /// Whether it needs no more attention.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

impl Rules for Comment {
    fn problems(&self) -> Vec<Problem> {
        let many = (self.mentions.len() > MENTIONS_MAX)
            .then(|| Problem::refuse("too-many-given", "mentions").with("max", MENTIONS_MAX));
        needed(&self.words, "words").into_iter().chain(many).collect()
    }
}

/// What a reviewer says of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldComment {
    /// The field of the assessment.
    pub field: String,
    /// The words.
    pub words: String,
}

/// A second person's decision about one state of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The assessment.
    pub assessment: RecordId,
    /// The act that made the assessment what was reviewed; a later change is not covered.
    pub version: ActId,
    /// What was decided.
    pub outcome: ReviewOutcome,
    /// Who decided; never one of those who wrote the assessment.
    pub reviewer: ActorId,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Words about single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<FieldComment>,
}

impl Rules for Review {
    fn problems(&self) -> Vec<Problem> {
        let silent = self.outcome == ReviewOutcome::Returned
            && self.comments.is_empty()
            && self.words.as_deref().is_none_or(|words| words.trim().is_empty());
        let silent = silent.then(|| Problem::refuse("return-needs-words", "words"));
        let many = (self.comments.len() > COMMENTS_MAX)
            .then(|| Problem::refuse("too-many-given", "comments").with("max", COMMENTS_MAX));
        gather([
            silent.into_iter().chain(many).collect(),
            self.comments.iter().filter_map(|comment| needed(&comment.words, "comments")).collect(),
        ])
    }
}

/// Something that needs two people: what one asked for, and what another decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What is asked for.
    pub action: ApprovalAction,
    /// The record it is about, where there is one already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<RecordId>,
    /// What exactly, as canonical JSON text; its members depend on the action.
    pub details: String,
    /// Who asked.
    pub asked_by: ActorId,
    /// What became of it.
    pub outcome: ApprovalOutcome,
    /// Who said yes first, where two others have to; never who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconded_by: Option<ActorId>,
    /// Who decided; never who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<ActorId>,
    /// SHA-256 of the file that was made last of an export, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_sha256: Option<String>,
}

impl Rules for Approval {
    fn problems(&self) -> Vec<Problem> {
        let by_asker = matches!(self.outcome, ApprovalOutcome::Approved | ApprovalOutcome::Refused)
            && self.decided_by.is_none_or(|decided_by| decided_by == self.asked_by);
        let is_agreed = self.outcome == ApprovalOutcome::Approved;
        let seconded = self.seconded_by.filter(|by| *by != self.asked_by && Some(*by) != self.decided_by);
        let by_one = self.action == ApprovalAction::Identity && is_agreed && seconded.is_none();
        gather([
            by_asker.then(|| Problem::refuse("needs-second-person", "decided_by")).into_iter().collect(),
            by_one.then(|| Problem::refuse("needs-third-person", "seconded_by")).into_iter().collect(),
        ])
    }
}
