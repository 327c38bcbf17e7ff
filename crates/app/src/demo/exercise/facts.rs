//! The invented facts of `demo/exercise.toml`, as they stand in the file.

use crate::failure::{Failure, Result};
use domain::id::ActorId;
use domain::vocabulary::{
    AccessLabel, BelligerentKind, ClosedOutcome, Outcome, Polarity, ReviewOutcome, Role, SourceKind, Stage,
    StrikeStatus,
};
use serde::Deserialize;
use std::collections::BTreeMap;

const TEXT: &str = include_str!("../../../demo/exercise.toml");

/// Everything of the exercise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The team.
    pub people: Vec<Person>,
    /// Parties to the fighting.
    pub parties: Vec<Party>,
    /// Whoever says something.
    pub sources: Vec<Voice>,
    /// The events, with what is said and judged of them.
    pub incidents: Vec<Event>,
}

/// Somebody of the team.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: ActorId,
    pub name: String,
    pub roles: Vec<Role>,
    #[serde(default = "team")]
    pub clearance: AccessLabel,
}

const fn team() -> AccessLabel {
    AccessLabel::Team
}

/// A party to the fighting.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    pub key: String,
    pub name: String,
    pub name_ar: String,
    pub kind: BelligerentKind,
    pub ally_of: Option<String>,
}

/// A source.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    pub key: String,
    pub name: String,
    pub name_ar: String,
    pub kind: SourceKind,
    pub parent: Option<String>,
}

/// An event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub code: String,
    pub title: String,
    pub title_ar: String,
    pub day: String,
    pub place: String,
    pub place_ar: String,
    pub status: Option<StrikeStatus>,
    #[serde(default)]
    pub candidate: bool,
    #[serde(default)]
    pub held: Vec<String>,
    pub accounts: Vec<Account>,
    #[serde(default)]
    pub findings: Vec<Decided>,
    #[serde(default)]
    pub assessments: Vec<Judged>,
    pub task: Work,
    #[serde(default)]
    pub comments: Vec<Said>,
    #[serde(default)]
    pub codings: Vec<Second>,
}

/// What one source says of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub key: String,
    pub source: String,
    #[serde(default)]
    pub first_hand: bool,
    pub killed: Option<[i64; 2]>,
    pub injured: Option<[i64; 2]>,
    pub held: Option<String>,
    pub polarity: Option<Polarity>,
    pub derives: Option<String>,
    pub language: Option<String>,
    pub claim: String,
}

/// What a force decided of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    pub body: String,
    pub outcome: Outcome,
    pub words: String,
    pub killed: Option<i64>,
    pub on: String,
}

/// An assessment; people are numbered as they stand in the file, from 1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    pub by: usize,
    pub grade: String,
    pub killed: Option<[i64; 2]>,
    pub injured: Option<[i64; 2]>,
    pub included: Vec<String>,
    #[serde(default)]
    pub excluded: BTreeMap<String, String>,
    pub rationale: String,
    pub review: Option<Reviewed>,
}

/// A blind grade by somebody who wrote no assessment of it and reviewed none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Second {
    pub by: usize,
    pub grade: String,
    pub killed: [i64; 2],
    pub rationale: String,
}

/// What a reviewer decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    pub by: usize,
    pub outcome: ReviewOutcome,
    pub words: Option<String>,
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// How far the work is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    pub stage: Stage,
    pub assignee: Option<usize>,
    pub due: Option<String>,
    pub outcome: Option<ClosedOutcome>,
}

/// A comment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub by: usize,
    pub words: String,
    #[serde(default)]
    pub mentions: Vec<usize>,
}

/// Reads the facts.
pub fn read() -> Result<Facts> {
    toml::from_str(TEXT).map_err(|error| Failure::facts("exercise.toml", error))
}

impl Facts {
    /// Somebody by their number.
    pub fn person(&self, number: usize) -> Result<&Person> {
        let person = number.checked_sub(1).and_then(|place| self.people.get(place));
        person.ok_or_else(|| Failure::facts("exercise.toml", format!("there is no person {number}")))
    }
}
