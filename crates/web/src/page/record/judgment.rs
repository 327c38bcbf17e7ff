//! Changing an assessment: the next version of the judgment, with the old one left readable.
//!
//! Where somebody else made a version meanwhile, the change is put on top of that one; a field that both changed
//! keeps both values as a conflict of the new version. Settling a conflict is an act on the version that has it.

use super::edit::Opened;
use super::save::{Change, Kept, begin};
use super::show;
use crate::component::naming;
use crate::desk::Visit;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::{Basis, LinkRole};
use register::record::Record;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Keeps a change to an assessment.
pub(super) async fn keep(visit: &Visit, opened: &Opened, change: &Change) -> register::Result<Kept> {
    let mut work = begin(visit, change).await?;
    // The number is ours until the work ends; only then are the versions read that the change goes on top of.
    let version = work.next_version(incident(&opened.record)?, basis(&opened.record)).await?;
    let versions = show::versions(visit, &opened.record).await?;
    let latest = versions.last().unwrap_or(&opened.record);
    let (settled, others): (Map<String, Json>, Map<String, Json>) =
        change.fields.clone().into_iter().partition(|(name, _)| change.settled.contains(name));
    let mut kept = None;
    if !settled.is_empty() {
        let act = work.change(Kind::Assessment, opened.record.id, settled.clone(), &change.seen).await?;
        kept = Some(Kept { record: opened.record.id, act });
    }
    if !others.is_empty() {
        let next = Next::of(opened, latest, (visit.actor(), version), (&settled, &others));
        let id = work.create(Kind::Assessment, next.body).await?;
        let old = (Kind::Assessment, latest.id.0);
        work.link((Kind::Assessment, id.0), LinkRole::Corrects, old, BTreeMap::new()).await?;
        let act = if next.disputed.is_empty() {
            Uuid::nil()
        } else {
            work.change(Kind::Assessment, id, next.disputed, &[] as &[ActId]).await?
        };
        kept = Some(Kept { record: id, act });
    }
    work.commit().await?;
    let Kept { record, act } = kept.ok_or(register::Error::NotFound)?;
    if !act.is_nil() {
        return Ok(Kept { record, act });
    }
    let made = visit.register.record(visit.scope, Kind::Assessment, record).await?;
    Ok(Kept { record, act: made.first_act.0 })
}

fn incident(record: &Record) -> register::Result<RecordId> {
    naming::member(record, "incident").and_then(|id| id.parse().ok()).ok_or(register::Error::NotFound)
}

fn basis(record: &Record) -> Basis {
    naming::member(record, "basis").and_then(Basis::parse).unwrap_or(Basis::Own)
}

/// The version to be made.
struct Next {
    body: Body,
    /// Values that stand beside those of somebody else's version.
    disputed: Map<String, Json>,
}

impl Next {
    fn of(
        opened: &Opened,
        latest: &Record,
        (author, version): (ActorId, i64),
        (settled, others): (&Map<String, Json>, &Map<String, Json>),
    ) -> Self {
        let shown: &Body = &opened.record.body;
        let is_latest = latest.id == opened.record.id;
        let mut body = latest.body.clone();
        if is_latest {
            put_all(&mut body, settled);
        }
        let mut disputed = Map::new();
        for (name, value) in others {
            let theirs = latest.body.get(name);
            if is_latest || theirs == shown.get(name) {
                put(&mut body, name, value);
            } else if theirs.unwrap_or(&Json::Null) != value {
                disputed.insert(name.clone(), value.clone());
            }
        }
        body.insert("version".to_owned(), json!(version));
        // Nobody has reviewed the new judgment; whoever makes it answers for it.
        body.insert("author".to_owned(), json!(author));
        body.remove("reviewer");
        // An approval is for one grade.
        if body.get("grade") != latest.body.get("grade") {
            body.remove("overridden");
        }
        Self { body, disputed }
    }
}

fn put_all(body: &mut Body, fields: &Map<String, Json>) {
    for (name, value) in fields {
        put(body, name, value);
    }
}

fn put(body: &mut Body, name: &str, value: &Json) {
    if value.is_null() {
        body.remove(name);
    } else {
        body.insert(name.to_owned(), value.clone());
    }
}
