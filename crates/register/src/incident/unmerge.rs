//! Undoing a merge: everything goes back to where it was, and what people have changed since stays as they left it.
//!
//! What was moved and where it came from is in the merged record itself; the acts say whether a person has pointed it
//! elsewhere since. Start at [`Work::unmerge`].

use super::merge::incident_of;
use super::moving::Pointer;
use crate::error::{Error, Result};
use crate::fold::{Folded, StoredAct};
use crate::heads::Stored;
use crate::permission::Operation;
use crate::sequencer::{ACT, stored_act};
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::{Body, Merged};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// A field that was changed after the merge and therefore stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Kind of the record.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: String,
}

/// What the undoing of a merge did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmerged {
    /// The incident that stood for both.
    pub survivor: IncidentId,
    /// How many records point at the other again.
    pub returned: usize,
    /// What later changes hold where it is; for a person to look at.
    pub kept: Vec<Kept>,
}

impl Work<'_> {
    /// Undoes the merge of an incident into another at once: for the one person of a register of one person.
    ///
    /// # Errors
    /// `needs-second-person` in any other register; `not-permitted`; `not-merged`; `unmerge-later-first` where the
    /// survivor was itself merged since.
    pub async fn unmerge(&mut self, merged: IncidentId) -> Result<Unmerged> {
        self.permit.require(Operation::Merge)?;
        self.require_alone("merged")?;
        self.part_again(merged).await
    }

    /// The incident, what its merge did, and its survivor, where the merge may be undone: asked when somebody asks a
    /// second person for it, and again when it happens.
    ///
    /// # Errors
    /// `not-found`, `not-merged`, `unmerge-later-first`.
    pub(crate) async fn hold_unmerge(&mut self, merged: IncidentId) -> Result<(Stored, Merged, Stored)> {
        let stored = self.stored(Kind::Incident, merged.0).await?;
        let Some(done) = incident_of(&stored)?.merged else {
            return refuse("not-merged", "merged");
        };
        let survivor = self.stored(Kind::Incident, done.into.0).await?;
        if survivor.body.contains_key("merged") {
            return refuse("unmerge-later-first", "merged");
        }
        Ok((stored, done, survivor))
    }

    /// Undoes a merge; whoever calls has asked for permission.
    pub(crate) async fn part_again(&mut self, merged: IncidentId) -> Result<Unmerged> {
        let (stored, done, survivor) = self.hold_unmerge(merged).await?;
        let trails = self.trails(&done.moved).await?;
        let (mut returned, mut kept) = (0, Vec::new());
        for (each, trail) in done.moved.iter().zip(trails) {
            let now = self.stored(each.kind, each.record.0).await?;
            if now.heads_of(&each.field).len() > 1 || !trail.rests_on(each.act) {
                kept.push(Kept { kind: each.kind, record: each.record, field: each.field.clone() });
                continue;
            }
            let pointer = Pointer { kind: each.kind, record: each.record.0, field: each.field.clone() };
            self.point(pointer, stored.id, "unmerge").await?;
            returned += 1;
        }
        // First the mark, so that the codes of those still merged are asked for without it.
        self.mark(&stored, Json::Null, "unmerge").await?;
        kept.extend(self.give_back(&survivor, &done).await?);
        Ok(Unmerged { survivor: done.into, returned, kept })
    }

    /// Takes codes and fields from the survivor that it has of the merge alone.
    async fn give_back(&mut self, survivor: &Stored, done: &Merged) -> Result<Vec<Kept>> {
        let Some(act) = done.act else { return Ok(Vec::new()) };
        let before = self.before(survivor.id, act).await?;
        let (mut changes, mut kept) = (Map::new(), Vec::new());
        for field in &done.taken {
            if survivor.heads_of(field) == [act.0] {
                changes.insert(field.clone(), before.get(field).cloned().unwrap_or(Json::Null));
            } else {
                kept.push(field);
            }
        }
        let codes = "codes".to_owned();
        if survivor.heads_of(&codes).len() > 1 {
            kept.push(&codes);
        } else if !done.codes.is_empty() {
            let others = self.codes_of_merged(survivor.id).await?;
            let mut held = incident_of(survivor)?.codes;
            held.retain(|code| !done.codes.contains(code) || others.contains(code));
            changes.insert(codes.clone(), if held.is_empty() { Json::Null } else { json!(held) });
        }
        changes.retain(|field, value| survivor.body.get(field).unwrap_or(&Json::Null) != value);
        let kept = kept.into_iter().cloned();
        let kept = kept.map(|field| Kept { kind: Kind::Incident, record: RecordId(survivor.id), field });
        let kept = kept.collect();
        if !changes.is_empty() {
            self.put_seen(survivor.id, survivor, changes, "unmerge").await?;
        }
        Ok(kept)
    }

    /// The fields of an incident before one of its acts.
    async fn before(&mut self, incident: Uuid, act: ActId) -> Result<Body> {
        let sql = format!("select {ACT} from act a where a.subject = $1 order by a.position");
        let rows = self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), vec![incident.into()]).await?;
        let acts = rows.iter().map(stored_act).collect::<Result<Vec<StoredAct>>>()?;
        let earlier: Vec<StoredAct> = acts.into_iter().take_while(|each| each.id != act.0).collect();
        Ok(Folded::of(&earlier).map(|folded| folded.body).unwrap_or_default())
    }

    /// The codes of every incident that is still merged into this one.
    async fn codes_of_merged(&mut self, survivor: Uuid) -> Result<Vec<String>> {
        let sql = "select i.body from incident i where i.merged_into = $1";
        let rows = self.hands().await?.tx.rows(sql, vec![survivor.into()]).await?;
        let mut codes = Vec::new();
        for row in rows {
            let body = crate::rows::json_body(&row.text(0)?)?;
            let incident = domain::record::read::<domain::record::Incident>(&body);
            codes.extend(incident.map_err(|problem| Error::Damaged(problem.to_string()))?.codes);
        }
        Ok(codes)
    }
}
