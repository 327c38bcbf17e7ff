//! Uncertain dates (being written).
use crate::vocabulary::PartOfDay;
use serde::{Deserialize, Serialize};
/// Placeholder shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The statement in EDTF.
    pub edtf: String,
    /// Zone.
    pub zone: String,
    /// Earliest.
    pub earliest: String,
    /// Latest.
    pub latest: String,
    /// Part of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of_day: Option<PartOfDay>,
    /// Words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
