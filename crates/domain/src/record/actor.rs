//! Projects, belligerents, operations, offices, places and links: what statements are tied to.

use super::{RawRow, Rules, gather, needed};
use crate::id::{PlaceId, RecordId};
use crate::kind::Kind;
use crate::location::Location;
use crate::problem::Problem;
use crate::vocabulary::{BelligerentKind, LinkRole, PlaceKind};
use crate::when::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A compartment of work. Figures of two projects are never counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Short code in addresses.
    pub code: String,
    /// Name in English.
    pub name: String,
    /// Name in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// What it covers and what it leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The same in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about_ar: Option<String>,
    /// Whether its records are invented for practice.
    #[serde(default)]
    pub exercise: bool,
    /// Name and version of the codebook in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codebook: Option<String>,
}

impl Rules for Project {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.code, "code").into_iter().chain(needed(&self.name, "name")).collect()
    }
}

/// A party to the fighting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belligerent {
    /// Name.
    pub name: String,
    /// Name in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// State, coalition, armed group or unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<BelligerentKind>,
    /// Other names in use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Belligerent {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.name, "name").into_iter().collect()
    }
}

/// A campaign or operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Short code, such as `raqqa2017`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// From when to when; bodies may disagree, see the note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    /// Area in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Operation {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.code, "code").into_iter().chain(needed(&self.name, "name")).collect()
    }
}

/// One holder of a public office. Letters address the office; the holder is found by date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The office.
    pub office: String,
    /// The body it belongs to.
    pub body: String,
    /// State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The public official who held it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// First to last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<When>,
    /// Whether in an acting capacity.
    #[serde(default)]
    pub acting: bool,
    /// What a page read confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
    /// Address of that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The imported row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawRow>,
}

impl Rules for Office {
    fn problems(&self) -> Vec<Problem> {
        needed(&self.office, "office").into_iter().chain(needed(&self.body, "body")).collect()
    }
}

/// A place of the gazetteer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Key of the gazetteer it came from.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ar: Option<String>,
    /// Other names in any script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternate_names: Vec<String>,
    /// What kind of place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PlaceKind>,
    /// Its point, with what the point stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Radius of uncertainty, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<i64>,
    /// The place that contains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PlaceId>,
    /// First-level division in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governorate: Option<String>,
    /// Where the point comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Address of the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Our own note; holds the credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Rules for Place {
    fn problems(&self) -> Vec<Problem> {
        gather([
            needed(&self.code, "code").into_iter().chain(needed(&self.name, "name")).collect(),
            self.location.iter().flat_map(|place| place.problems("location")).collect(),
        ])
    }
}

/// A typed link between two records; itself a record with its own acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The record that points.
    pub from: RecordId,
    /// Its kind.
    pub from_kind: Kind,
    /// What the link says.
    pub role: LinkRole,
    /// The record pointed at.
    pub to: RecordId,
    /// Its kind.
    pub to_kind: Kind,
    /// More about the link, such as who says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

impl Rules for Link {
    fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }
}
