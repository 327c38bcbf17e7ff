//! The kinds of record, one struct each; their field names are the names in acts, the API and exports.
//!
//! A record is a JSON object of top-level fields; an act changes whole fields. [`check`] reads an object as its
//! kind, refuses what a rule refuses and returns what a rule warns of. Nothing here is stored or looked up: rules
//! that need other records are in [`crate::grading`]. Start at [`check`], then at the kind you need.

mod account;
mod actor;
mod assessment;
mod coding;
pub mod erased;
mod finding;
mod incident;
mod item;
mod release;
mod sighting;
mod strike;
mod team;
mod testimony;
mod victim;

pub use account::{Assertion, CategoryCount, Rating, Report, Source};
pub use actor::{Belligerent, Link, Office, Operation, Place, Project};
pub use assessment::{Assessment, Cited, Excluded};
pub use coding::Coding;
pub use finding::{Finding, Tally};
pub use incident::{Attributed, Incident, Merged, Moved, ObjectDamage};
pub use item::{ANNOTATION_FIXED, Annotation, ITEM_FIXED, Item, Region, WHOLE_PICTURE};
pub use release::{Effect, Release, ReleaseLine, Span, TextOrigin, Total};
pub use sighting::{PlaceMatch, Sighting};
pub use strike::{Disclosed, Munition, Strike};
pub use team::{Approval, Comment, FieldComment, Member, Review, Task};
pub use testimony::{
    Consent, CustodianKey, Interview, LegalRequest, SealedIdentity, SiteVisit, Verification,
};
pub use victim::{Age, Name, VictimMention};

use crate::kind::Kind;
use crate::limits::{FIELDS_MAX, TEXT_CHARS_MAX};
use crate::problem::{Problem, Severity};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The row an imported record came from, as read: column name to cell text.
pub type RawRow = BTreeMap<String, String>;

/// The fields of a record: top-level name to value.
pub type Body = Map<String, Value>;

/// A kind's own rules.
pub trait Rules {
    /// Every rule of this kind that the record breaks, refusing or warning.
    fn problems(&self) -> Vec<Problem>;
}

/// Reads `body` as a record of `kind` and applies the rules of that kind.
///
/// # Errors
/// The problems, of which at least one refuses, where the body is not understood or breaks a hard rule.
/// Otherwise the warnings, possibly none.
pub fn check(kind: Kind, body: &Body) -> Result<Vec<Problem>, Vec<Problem>> {
    let problems = match read_problems(kind, body) {
        Ok(problems) => problems,
        Err(problem) => return Err(vec![*problem]),
    };
    if problems.iter().any(Problem::refuses) { Err(problems) } else { Ok(problems) }
}

fn read_problems(kind: Kind, body: &Body) -> Result<Vec<Problem>, Box<Problem>> {
    if body.len() > FIELDS_MAX {
        return Err(Box::new(Problem::refuse("field-too-long", "").with("fields", body.len())));
    }
    let mut problems = long_texts(body);
    problems.extend(match kind {
        Kind::Project => rules::<Project>(body)?,
        Kind::Source => rules::<Source>(body)?,
        Kind::Report => rules::<Report>(body)?,
        Kind::Assertion => rules::<Assertion>(body)?,
        Kind::Belligerent => rules::<Belligerent>(body)?,
        Kind::Operation => rules::<Operation>(body)?,
        Kind::Office => rules::<Office>(body)?,
        Kind::Place => rules::<Place>(body)?,
        Kind::Release => rules::<Release>(body)?,
        Kind::ReleaseLine => rules::<ReleaseLine>(body)?,
        Kind::Finding => rules::<Finding>(body)?,
        Kind::Tally => rules::<Tally>(body)?,
        Kind::Strike => rules::<Strike>(body)?,
        Kind::Incident => rules::<Incident>(body)?,
        Kind::Assessment => rules::<Assessment>(body)?,
        Kind::ObjectDamage => rules::<ObjectDamage>(body)?,
        Kind::VictimMention => rules::<VictimMention>(body)?,
        Kind::Link => rules::<Link>(body)?,
        Kind::Member => rules::<Member>(body)?,
        Kind::Task => rules::<Task>(body)?,
        Kind::Comment => rules::<Comment>(body)?,
        Kind::Review => rules::<Review>(body)?,
        Kind::Approval => rules::<Approval>(body)?,
        Kind::Coding => rules::<Coding>(body)?,
        Kind::Item => rules::<Item>(body)?,
        Kind::Annotation => rules::<Annotation>(body)?,
        Kind::Interview => rules::<Interview>(body)?,
        Kind::SiteVisit => rules::<SiteVisit>(body)?,
        Kind::Consent => rules::<Consent>(body)?,
        Kind::Verification => rules::<Verification>(body)?,
        Kind::SealedIdentity => rules::<SealedIdentity>(body)?,
        Kind::CustodianKey => rules::<CustodianKey>(body)?,
        Kind::LegalRequest => rules::<LegalRequest>(body)?,
    });
    Ok(problems)
}

fn rules<R: Rules + DeserializeOwned>(body: &Body) -> Result<Vec<Problem>, Box<Problem>> {
    read::<R>(body).map(|record| record.problems()).map_err(Box::new)
}

/// Reads a body as one struct; what was erased reads as absent, or as [`erased::ERASED_TEXT`].
///
/// # Errors
/// `body-not-understood` with the reader's words, which name the field.
pub fn read<R: DeserializeOwned>(body: &Body) -> Result<R, Problem> {
    erased::read_around(body, |body| R::deserialize(body))
        .map_err(|error| Problem::refuse("body-not-understood", "").with("because", error))
}

/// The body of a record: its members as acts, tables and exports carry them.
///
/// # Panics
/// Never for the structs of this module: each serialises to an object.
pub fn body<R: serde::Serialize>(record: &R) -> Body {
    match serde_json::to_value(record) {
        Ok(Value::Object(body)) => body,
        _ => Body::new(),
    }
}

fn long_texts(body: &Body) -> Vec<Problem> {
    body.iter()
        .filter_map(|(field, value)| value.as_str().map(|text| (field, text)))
        .filter(|(_, text)| text.len() > TEXT_CHARS_MAX && text.chars().count() > TEXT_CHARS_MAX)
        .map(|(field, _)| Problem::refuse("field-too-long", field).with("max", TEXT_CHARS_MAX))
        .collect()
}

pub(crate) fn needed(text: &str, field: &str) -> Option<Problem> {
    text.trim().is_empty().then(|| Problem::refuse("field-empty", field))
}

pub(crate) fn gather<const N: usize>(parts: [Vec<Problem>; N]) -> Vec<Problem> {
    parts.into_iter().flatten().collect()
}

/// Whether any of the problems refuses.
pub fn refused(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Refuse)
}
