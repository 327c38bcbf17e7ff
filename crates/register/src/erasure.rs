//! Lawful deletion: what two people decide is destroyed everywhere this register holds it, and the log goes on proving
//! everything else.
//!
//! One custodian asks, on a ground; the request names every record and field that would go. Another agrees to that
//! list. Then, in one transaction, an act of the verb `erase` is kept for each record and the tables bear its mark
//! ([`plan`], [`decide`]); after it the values, their salts, the keys and bytes of items are destroyed ([`destroy`]).
//! The acts are the intent: a destruction that was cut is finished when the register is next opened. Start at
//! [`Erasing`]; what became of it is [`crate::Register::erasures`].

mod decide;
mod destroy;
mod found;
mod needle;
mod plan;
mod replay;
mod report;

pub use destroy::Destroyed;
pub(crate) use found::Found;
pub use plan::{is_erasable, is_erasable_whole};
pub use replay::{Listed, Listing};
pub use report::{Erasure, Given};

use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::ErasureGround;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &[
    "erasure-field-needed",
    "erasure-held",
    "erasure-kind-stays",
    "erasure-nothing-there",
    "erasure-reach-changed",
    "erasure-repeats-value",
    "erasure-rests-on",
    "erasure-too-wide",
];

/// What somebody asks to be erased, and why the law lets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasing {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// Its field; the whole record, with its bytes where it is an item, where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The ground.
    pub ground: ErasureGround,
    /// The ground in words; never what is to be erased.
    pub words: String,
    /// Everything that would go. Filled in when it is asked for; whoever agrees, agrees to just this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reach: Vec<Reach>,
}

/// A record that an erasure reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// Its kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The fields that go; all of it where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Acts about it whose reason goes as well, because it repeats what is erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Uuid>,
}

/// What an act of the verb `erase` says, in its field `erased`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    /// Whether all of the record went.
    pub whole: bool,
    /// Else the fields that did.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Acts whose reason went.
    #[serde(default)]
    pub reasons: Vec<Uuid>,
    /// The ground.
    pub ground: ErasureGround,
    /// The record in which it was asked for and agreed to.
    pub approval: RecordId,
    /// Who asked.
    pub asked_by: ActorId,
    /// Who agreed.
    pub agreed_by: ActorId,
}

/// The verb of the acts that erase.
pub(crate) const VERB: &str = "erase";

/// Fields of an act that stay when all of a record goes: they say nothing of what it said.
pub(crate) const STAYING: [&str; 5] = [
    crate::fold::PROJECT,
    crate::fold::LABEL,
    crate::fold::BECAUSE,
    crate::fold::CUSTODY,
    crate::fold::ERASED,
];

impl Reach {
    /// What the act about this record says.
    pub(crate) fn said(
        &self,
        ground: ErasureGround,
        approval: RecordId,
        (asked_by, agreed_by): (ActorId, ActorId),
    ) -> Erased {
        Erased {
            whole: self.fields.is_empty() && self.reasons.is_empty(),
            fields: self.fields.clone(),
            reasons: self.reasons.clone(),
            ground,
            approval,
            asked_by,
            agreed_by,
        }
    }
}

impl Erased {
    /// Whether a field of an act about the record went.
    pub fn covers(&self, act: Uuid, field: &str) -> bool {
        if self.whole {
            return !STAYING.contains(&field);
        }
        let is_reason = field == crate::fold::WHY && self.reasons.contains(&act);
        is_reason || self.fields.iter().any(|name| name == field)
    }
}
