//! Which act holds each field of a stored record, and what a change does to that.
//!
//! Pure; the same rule as [`crate::fold`], applied to one change instead of to all acts.

use domain::record::Body;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record as its table holds it, with its stored heads.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Id.
    pub id: Uuid,
    /// Project.
    pub project: Uuid,
    /// Access label.
    pub label: String,
    /// First act.
    pub first_act: Uuid,
    /// Latest act.
    pub head_act: Uuid,
    /// Fields as shown.
    pub body: Body,
    /// Heads per field, in order, where they are not just the first act.
    pub heads: BTreeMap<String, Vec<Uuid>>,
    /// Values given by acts, by act and field; filled only where a field is in conflict.
    pub values: BTreeMap<Uuid, BTreeMap<String, Json>>,
}

impl Stored {
    /// The heads of a field, in the order in which they came.
    pub fn heads_of(&self, field: &str) -> Vec<Uuid> {
        self.heads.get(field).cloned().unwrap_or_else(|| vec![self.first_act])
    }

    fn value_of(&self, act: Uuid, field: &str) -> &Json {
        self.values.get(&act).and_then(|fields| fields.get(field)).unwrap_or(&Json::Null)
    }

    /// Every head of the given fields, without repeats: what a form shows and sends back.
    pub fn seen<'f>(&self, fields: impl Iterator<Item = &'f str>) -> Vec<Uuid> {
        let mut seen: Vec<Uuid> = fields.flat_map(|field| self.heads_of(field)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}

/// The outcome of a change.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Fields as shown afterwards.
    pub body: Body,
    /// For each changed field, the heads that stay; the new act comes after them.
    pub kept: BTreeMap<String, Vec<Uuid>>,
    /// Fields with more than one head afterwards.
    pub conflicts: i64,
}

/// What `fields` do to a record when their author saw `parents`.
pub fn after(stored: &Stored, fields: &BTreeMap<String, Json>, parents: &[Uuid]) -> Changed {
    let mut body = stored.body.clone();
    let mut kept = BTreeMap::new();
    for (name, value) in fields {
        let mut heads = stored.heads_of(name);
        let before = heads.first().copied();
        heads.retain(|head| !parents.contains(head));
        let shown = match heads.first() {
            None => Some(value),
            Some(first) if Some(*first) == before => None,
            Some(first) => Some(stored.value_of(*first, name)),
        };
        match shown {
            None => {}
            Some(Json::Null) => drop(body.remove(name)),
            Some(shown) => drop(body.insert(name.clone(), shown.clone())),
        }
        kept.insert(name.clone(), heads);
    }
    let untouched =
        stored.heads.iter().filter(|(name, heads)| !fields.contains_key(*name) && heads.len() > 1).count();
    let touched = kept.values().filter(|heads| !heads.is_empty()).count();
    Changed { body, kept, conflicts: i64::try_from(untouched + touched).unwrap_or(i64::MAX) }
}
