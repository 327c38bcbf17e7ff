//! The decision: in one transaction an act for each record, and its mark in every table that held a value.
//!
//! What the acts themselves hold goes afterwards: see [`super::destroy`]. Start at [`Work::erase`].

use super::{Erased, Erasing, Reach, VERB};
use crate::db::{Tx, Value};
use crate::error::Result;
use crate::fold::ERASED;
use crate::heads::{Stored, after};
use crate::rows::write_change;
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::erased;
use domain::vocabulary::AccessLabel;
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

impl Work<'_> {
    /// Fills in what an erasure that somebody asks for reaches, and gives the label of the narrowest of it.
    pub(crate) async fn plan_erasure(&mut self, erasing: &Erasing) -> Result<(Erasing, AccessLabel)> {
        let reach = self.reach(erasing, None).await?;
        let label = reach.iter().map(|reach| self.labels.of(reach.record.0)).max();
        Ok((Erasing { reach, ..erasing.clone() }, label.unwrap_or(AccessLabel::Team)))
    }

    /// Erases what was agreed to.
    pub(crate) async fn erase(
        &mut self,
        approval: RecordId,
        asked_by: ActorId,
        erasing: &Erasing,
    ) -> Result<RecordId> {
        if self.reach(erasing, Some(approval)).await? != erasing.reach {
            return refuse("erasure-reach-changed", "details");
        }
        let mut acts = Vec::new();
        for reach in &erasing.reach {
            let said = reach.said(erasing.ground, approval, (asked_by, self.permit.actor));
            let stored = self.stored(reach.kind, reach.record.0).await?;
            let label = crate::label::of(&stored)?;
            acts.push((self.erase_one(reach.kind, stored, &said).await?, reach, label));
        }
        self.note_erasure(approval, erasing, &acts).await?;
        self.erasures.push(approval);
        Ok(erasing.record)
    }

    /// Erases from one record.
    pub(super) async fn erase_one(&mut self, kind: Kind, stored: Stored, said: &Erased) -> Result<Uuid> {
        let text = ledger::canonical(&serde_json::to_value(said).unwrap_or_default())?;
        let fields = BTreeMap::from([(ERASED.to_owned(), text)]);
        let act = self.act(format!("{}.{VERB}", kind.slug()), stored.id, vec![stored.head_act], fields)?;
        self.touched.note(kind, stored.id, &stored.body);
        let tx = &mut self.hands().await?.tx;
        forget_copies(tx, stored.id, said).await?;
        if said.whole {
            return remove(tx, kind, stored.id).await.map(|()| act);
        }
        let mark = erased::mark(ActId(act));
        let marks: BTreeMap<String, Json> =
            said.fields.iter().map(|name| (name.clone(), mark.clone())).collect();
        // Every value that stands in a field goes, also where two contradict each other.
        let changed = after(&stored, &marks, &stored.seen(marks.keys().map(String::as_str)));
        self.touched.note(kind, stored.id, &changed.body);
        write_change(&mut self.hands().await?.tx, kind, &stored, changed, act).await?;
        Ok(act)
    }

    /// Notes what was decided, and what remains to be destroyed.
    pub(super) async fn note_erasure(
        &mut self,
        approval: RecordId,
        erasing: &Erasing,
        acts: &[(Uuid, &Reach, AccessLabel)],
    ) -> Result<()> {
        let (project, agreed) = (self.project().0, self.register.now());
        let widest = AccessLabel::Team;
        let label = acts.iter().map(|(_, _, label)| *label).max().unwrap_or(widest);
        let main = acts.iter().find(|(_, reach, _)| reach.record == erasing.record);
        let main = main.map_or(Uuid::nil(), |(act, ..)| *act);
        let rows = acts.iter().flat_map(|(act, reach, label)| {
            let is_whole = reach.fields.is_empty();
            let fields = reach.fields.iter().map(String::as_str).chain(is_whole.then_some(""));
            fields.map(move |field| -> Vec<Value> {
                // A reason alone is no part of the record: nothing else of it went.
                let field = if is_whole && !reach.reasons.is_empty() { crate::fold::WHY } else { field };
                vec![
                    (*act).into(),
                    reach.record.0.into(),
                    field.into(),
                    approval.0.into(),
                    project.into(),
                    reach.kind.slug().into(),
                    label.slug().into(),
                ]
            })
        });
        let rows = rows.collect();
        let tx = &mut self.hands().await?.tx;
        let columns = ["act", "subject", "field", "approval", "project", "kind", "label"];
        tx.insert("erased", &columns, rows).await?;
        let row = vec![
            approval.0.into(),
            project.into(),
            label.slug().into(),
            main.into(),
            erasing.kind.slug().into(),
            erasing.record.0.into(),
            agreed.into(),
            Value::Text(None),
            Value::Text(None),
            "{}".into(),
        ];
        let columns =
            ["approval", "project", "label", "act", "kind", "subject", "agreed", "done", "trouble", "report"];
        tx.insert("erasure", &columns, vec![row]).await
    }
}

/// What is kept beside a record and copies of it: what the machine saw at its address, the digest of the row it was
/// imported from, by which a guess could be checked.
async fn forget_copies(tx: &mut Tx, id: Uuid, said: &Erased) -> Result<()> {
    for sql in ["delete from link_check where report = $1", "delete from link_change where report = $1"] {
        tx.run(sql, vec![id.into()]).await?;
    }
    let sql = if said.whole {
        "delete from import_row where subject = $1"
    } else {
        "update import_row set digest = 'erased' where subject = $1"
    };
    tx.run(sql, vec![id.into()]).await.map(drop)
}

/// Takes a record out of its table, of the heads and of the search index.
async fn remove(tx: &mut Tx, kind: Kind, id: Uuid) -> Result<()> {
    crate::rows::remove_search(tx, id).await?;
    tx.run("delete from field_head where subject = $1", vec![id.into()]).await?;
    let sql = format!("delete from {} where id = $1", kind.slug());
    tx.run(AssertSqlSafe(sql), vec![id.into()]).await.map(drop)
}
