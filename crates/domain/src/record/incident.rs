//! Incidents and damage to objects. The judgment about an incident is an assessment, apart from it.

use super::{RawRow, Rules, gather, needed};
use crate::id::{ActId, BelligerentId, IncidentId, OperationId, PlaceId, RecordId};
use crate::kind::Kind;
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{
    Attribution, CauseOfHarm, Destruction, ObjectClass, Observation, StrikeStatus, StrikeType,
};
use crate::when::When;
use serde::{Deserialize, Serialize};

/// One moment and place at which sources allege harm to civilians.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Public codes; aliases, never keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Title in our words; never a victim's name.
    pub title: String,
    /// Title in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_ar: Option<String>,
    /// The operation it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<OperationId>,
    /// The operation's code as imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The place, once somebody resolved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Governorate or province in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governorate: Option<String>,
    /// Types of strike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strike_types: Vec<StrikeType>,
    /// Whether a strike happened, apart from the grade of harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strike_status: Option<StrikeStatus>,
    /// Whether harm to civilians is reported at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harm_reported: Option<bool>,
    /// What caused the harm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<CauseOfHarm>,
    /// Who is said to have done it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub belligerents: Vec<Attributed>,
    /// What else was observed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// Specially protected objects or persons concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protected_objects: Vec<ObjectClass>,
    /// How many sources the recorder's page states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources_count: Option<i64>,
    /// How many victims a public page names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub victims_named_count: Option<i64>,
    /// Other incidents or references, as read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// A candidate made by an import, not yet looked at by a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<bool>,
    /// Address of the page it was typed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What happened, as imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What became of it where it turned out to be the same event as another; it then counts nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<Merged>,
    /// The incident it was split from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<IncidentId>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

/// What a merge did: enough to reverse it to the last link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// The incident that stands for both.
    pub into: IncidentId,
    /// The act by which that one took codes and fields over; absent where it took none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<ActId>,
    /// The approval by which it happened; absent in a register of one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<RecordId>,
    /// What points at the survivor instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
    /// Codes the survivor bears since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Fields the survivor took over, by choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<String>,
}

/// A record that points elsewhere since a merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Its kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The field that points.
    pub field: String,
    /// The act that moved it.
    pub act: ActId,
}

/// A belligerent an incident is attributed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attributed {
    /// Name as given.
    pub name: String,
    /// The belligerent, once resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub belligerent: Option<BelligerentId>,
    /// Suspected or known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

impl Rules for Incident {
    fn problems(&self) -> Vec<Problem> {
        let strange = self.codes.iter().filter(|code| !is_code(code));
        gather([
            needed(&self.title, "title").into_iter().collect(),
            self.location.iter().flat_map(|place| place.problems("location")).collect(),
            strange.map(|code| Problem::warn("code-not-recognised", "codes").with("code", code)).collect(),
        ])
    }
}

/// Whether the text has the shape of a recorder's public code: 1-6 capitals, an optional hyphen, 3-6 digits and an
/// optional letter (domain specification, section 1). Case does not matter.
pub fn is_code(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = text.get(letters..).unwrap_or("");
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = rest.get(digits..).unwrap_or("");
    (1..=6).contains(&letters)
        && (3..=6).contains(&digits)
        && suffix.len() <= 1
        && suffix.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Damage to an object in an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectDamage {
    /// The incident.
    pub incident: IncidentId,
    /// Class of object.
    pub class: ObjectClass,
    /// Its name or description; never the home of a living person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// How much of it was destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destruction: Option<Destruction>,
    /// Who claims that it served whom, as worded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// Whether a warning was given, as claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_given: Option<bool>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for ObjectDamage {
    fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn knows_the_shapes_of_public_codes() {
        for code in ["CS1912", "CS1891a", "ISSY-230112", "TS012A", "cs483", "DEBSYR001"] {
            assert!(is_code(code), "{code}");
        }
        for text in
            ["X-MANSOURA-SCHOOL", "1912", "CS12", "CS1234567", "CS1912ab", "", "ABCDEFG123", "CS 1912"]
        {
            assert!(!is_code(text), "{text}");
        }
    }
}
