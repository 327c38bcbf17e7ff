//! Merging: two records of one event become one, and nothing of either is lost.
//!
//! The survivor keeps its fields; those of the other that were chosen by hand are taken over, its codes become
//! aliases, and what pointed at it points at the survivor. The other record stays as it was, marked with what was
//! done, so that [`super::unmerge`] can reverse it. Its assessments stay with it: a judgment of one record is none of
//! the other. One person asks ([`crate::team::approval`]), another decides; here is what then happens. Start at
//! [`Work::unite`].

use crate::error::{Error, Result};
use crate::heads::Stored;
use crate::limits::MERGE_MOVED_MAX;
use crate::permission::Operation;
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::{Incident, Merged, read};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Two incidents that are one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merging {
    /// The one that stands for both from then on.
    pub survivor: IncidentId,
    /// The one that is merged into it.
    pub merged: IncidentId,
    /// Fields that the survivor takes over from the other, by choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<String>,
}

/// Fields of an incident that only a merge or a split writes.
pub(crate) fn is_own_field(field: &str) -> bool {
    matches!(field, "merged" | "split_from")
}

/// Whether a person may choose that the survivor takes this field over: codes are joined, what was imported and what
/// merges write stays where it is.
pub fn is_choosable(field: &str) -> bool {
    !is_own_field(field) && !matches!(field, "codes" | "raw" | "candidate")
}

/// Codes of refusals here, for the test that each has its sentence.
pub const CODES: &[&str] = &[
    "merge-conflict-open",
    "merge-field-unknown",
    "merge-labels-differ",
    "merge-too-large",
    "merge-with-itself",
    "merged-already",
    "not-merged",
    "split-of-closed",
    "split-of-nothing",
    "unmerge-later-first",
];

pub(super) fn incident_of(stored: &Stored) -> Result<Incident> {
    read(&stored.body).map_err(|problem| Error::Damaged(problem.to_string()))
}

impl Work<'_> {
    /// Merges at once: for the one person of a register of one person.
    ///
    /// # Errors
    /// `needs-second-person` in any other register; the refusals of a merge.
    pub async fn merge(&mut self, merging: &Merging) -> Result<()> {
        self.permit.require(Operation::Merge)?;
        self.require_alone("merged")?;
        self.unite(merging, None, "merge").await
    }

    /// # Errors
    /// `needs-second-person` for anybody but the one person of a register of one person.
    pub(super) fn require_alone(&self, field: &str) -> Result<()> {
        if self.permit.is_owner() && self.register.settings.one_person {
            Ok(())
        } else {
            refuse("needs-second-person", field)
        }
    }

    /// Both incidents as they stand, where they may be merged.
    ///
    /// # Errors
    /// `not-found`, `merge-with-itself`, `merged-already`, `merge-labels-differ`, `merge-field-unknown`,
    /// `merge-conflict-open`.
    pub(crate) async fn hold_merge(&mut self, merging: &Merging) -> Result<(Stored, Stored)> {
        let (survivor, merged) = (merging.survivor.0, merging.merged.0);
        if survivor == merged {
            return refuse("merge-with-itself", "merged");
        }
        // In the order of their ids, so that two merges of the same incidents cannot wait for each other.
        let lower = self.stored(Kind::Incident, survivor.min(merged)).await?;
        let higher = self.stored(Kind::Incident, survivor.max(merged)).await?;
        let (survivor, merged) = if lower.id == survivor { (lower, higher) } else { (higher, lower) };
        if survivor.body.contains_key("merged") || merged.body.contains_key("merged") {
            return refuse("merged-already", "merged");
        }
        if survivor.label != merged.label {
            return refuse("merge-labels-differ", "merged");
        }
        for field in &merging.taken {
            if !is_choosable(field) || !merged.body.contains_key(field) {
                return refuse("merge-field-unknown", field);
            }
        }
        let fields = merging.taken.iter().map(String::as_str).chain(["codes"]);
        for field in fields {
            if survivor.heads_of(field).len() > 1 || merged.heads_of(field).len() > 1 {
                return refuse("merge-conflict-open", field);
            }
        }
        Ok((survivor, merged))
    }

    /// Merges; whoever calls has asked for permission, and says in the acts what it is: `merge` or `unsplit`.
    pub(crate) async fn unite(
        &mut self,
        merging: &Merging,
        approval: Option<RecordId>,
        verb: &str,
    ) -> Result<()> {
        let (survivor, merged) = self.hold_merge(merging).await?;
        let pointers = self.pointing_at(merged.id, survivor.id).await?;
        if pointers.len() > MERGE_MOVED_MAX {
            return refuse("merge-too-large", "merged");
        }
        let mut moved = Vec::with_capacity(pointers.len());
        for pointer in pointers {
            moved.push(self.point(pointer, survivor.id, verb).await?);
        }
        let codes = codes_added(&survivor, &merged)?;
        let act = self.take_over(&survivor, &merged, &codes, &merging.taken, verb).await?;
        let done =
            Merged { into: merging.survivor, act, approval, moved, codes, taken: merging.taken.clone() };
        self.mark(&merged, json!(done), verb).await
    }

    /// Writes what became of an incident, or takes that away.
    pub(super) async fn mark(&mut self, stored: &Stored, merged: Json, verb: &str) -> Result<()> {
        let seen: Vec<ActId> = stored.seen(["merged"].into_iter()).into_iter().map(ActId).collect();
        let change = Map::from_iter([("merged".to_owned(), merged)]);
        self.put(Kind::Incident, RecordId(stored.id), change, &seen, verb, None).await.map(drop)
    }

    async fn take_over(
        &mut self,
        survivor: &Stored,
        merged: &Stored,
        codes: &[String],
        taken: &[String],
        verb: &str,
    ) -> Result<Option<ActId>> {
        let mut changes = Map::new();
        if !codes.is_empty() {
            let mut all = incident_of(survivor)?.codes;
            all.extend(codes.iter().cloned());
            changes.insert("codes".to_owned(), json!(all));
        }
        for field in taken {
            changes.extend(merged.body.get(field).map(|value| (field.clone(), value.clone())));
        }
        if changes.is_empty() {
            return Ok(None);
        }
        let act = self.put_seen(survivor.id, survivor, changes, verb).await?;
        Ok(Some(ActId(act)))
    }

    /// Changes an incident in full knowledge of how it stands.
    pub(super) async fn put_seen(
        &mut self,
        id: Uuid,
        stored: &Stored,
        changes: Map<String, Json>,
        verb: &str,
    ) -> Result<Uuid> {
        let seen: Vec<ActId> =
            stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
        self.put(Kind::Incident, RecordId(id), changes, &seen, verb, None).await
    }
}

/// Codes of the merged incident that the survivor does not bear yet.
fn codes_added(survivor: &Stored, merged: &Stored) -> Result<Vec<String>> {
    let held = incident_of(survivor)?.codes;
    let is_new = |code: &String| !held.iter().any(|each| each.eq_ignore_ascii_case(code));
    Ok(incident_of(merged)?.codes.into_iter().filter(is_new).collect())
}
