//! What a record said when, who changed it and why: its acts, its state at a time, the heads a form must send back,
//! and the proof of an act.

use crate::error::{Error, Result};
use crate::fold::{Folded, Head, StoredAct};
use crate::heads::Stored;
use crate::record::kind_of;
use crate::register::Register;
use crate::rows::{HEADS, heads_by_field, json_body};
use crate::scope::Scope;
use crate::sequencer::{ACT, stored_act};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use std::collections::BTreeMap;

/// An act with its number in the log and its actor's name.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The act.
    pub act: StoredAct,
    /// Number in the log; `None` until it is sequenced.
    pub number: Option<i64>,
    /// Name of the actor, where it is still held.
    pub actor: Option<String>,
}

impl Logged {
    /// Why it was done.
    pub fn why(&self) -> &str {
        self.act.fields.get(crate::fold::WHY).and_then(serde_json::Value::as_str).unwrap_or_default()
    }

    /// The kind of record it is about.
    pub fn kind(&self) -> Option<Kind> {
        self.act.kind.split_once('.').and_then(|(kind, _)| Kind::parse(kind))
    }
}

pub(crate) const LOGGED: &str = "left join sequence s on s.act = a.id left join actor p on p.id = a.actor";

impl Register {
    /// The acts about a record, first to last.
    ///
    /// # Errors
    /// `not-found` where the record is not in the scope.
    pub async fn history(&self, scope: Scope, kind: Kind, id: RecordId) -> Result<Vec<Logged>> {
        let sql = format!(
            "select {ACT}, s.number, p.name from act a {LOGGED}
             where a.subject = $1 and (exists (select 1 from {} r where r.id = $1 and r.project = $2{})
               or exists (select 1 from erased g where g.subject = $1 and g.field = '' and g.project = $2{}))
             order by a.position",
            kind.slug(),
            scope.sees("r"),
            scope.sees("g")
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        let mut acts = rows.iter().map(logged).collect::<Result<Vec<_>>>()?;
        self.name(&mut acts).await?;
        if acts.is_empty() { Err(Error::NotFound) } else { Ok(acts) }
    }

    /// What a record was at a time, by the times its acts claim; `None` before its first act.
    ///
    /// # Errors
    /// `not-found` where the record is not in the scope.
    pub async fn state_at(&self, scope: Scope, kind: Kind, id: RecordId, at: &str) -> Result<Option<Folded>> {
        let acts = self.history(scope, kind, id).await?;
        let until: Vec<StoredAct> =
            acts.into_iter().map(|logged| logged.act).filter(|act| act.at.as_str() <= at).collect();
        Ok(Folded::of(&until))
    }

    /// The record with the act that holds each field: what an edit form shows and sends back.
    ///
    /// # Errors
    /// `not-found` where the record is not in the scope.
    pub async fn stored(&self, scope: Scope, kind: Kind, id: RecordId) -> Result<Stored> {
        let sql = format!(
            "select project, label, first_act, head_act, body from {0} where id = $1 and project = $2{1}",
            kind.slug(),
            scope.sees(kind.slug())
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        let row = rows.first().ok_or(Error::NotFound)?;
        let heads = self.db.rows(HEADS, vec![id.0.into()]).await?;
        let mut body = json_body(&row.text(4)?)?;
        crate::sealed::withhold(kind, &mut body);
        Ok(Stored {
            id: id.0,
            project: row.id(0)?,
            label: row.text(1)?,
            first_act: row.id(2)?,
            head_act: row.id(3)?,
            body,
            heads: heads_by_field(&heads)?,
            values: BTreeMap::new(),
        })
    }

    /// The open conflicts of a record: per field, every value with the act that gave it.
    ///
    /// # Errors
    /// `not-found` where the record is not in the scope.
    pub async fn conflicts(
        &self,
        scope: Scope,
        kind: Kind,
        id: RecordId,
    ) -> Result<BTreeMap<String, Vec<Head>>> {
        let acts = self.history(scope, kind, id).await?;
        let acts: Vec<StoredAct> = acts.into_iter().map(|logged| logged.act).collect();
        let folded = Folded::of(&acts).ok_or(Error::NotFound)?;
        Ok(folded.conflicts().map(|(field, heads)| (field.to_owned(), heads.to_vec())).collect())
    }

    /// Acts of the scope, latest first, before a position.
    ///
    /// # Errors
    /// From the database.
    pub async fn acts(&self, scope: Scope, before: Option<i64>, limit: i64) -> Result<Vec<Logged>> {
        let sql = format!(
            "select {ACT}, s.number, p.name from act a {LOGGED}
             where a.project = $1{} and a.position < $2 order by a.position desc limit $3",
            scope.sees_named("a.subject")
        );
        let values = vec![scope.project.0.into(), before.unwrap_or(i64::MAX).into(), limit.into()];
        let rows = self.db.rows_of(sql, values).await?;
        let mut acts = rows.iter().map(logged).collect::<Result<Vec<_>>>()?;
        self.name(&mut acts).await?;
        Ok(acts)
    }

    /// One act.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn act(&self, scope: Scope, id: ActId) -> Result<Logged> {
        let sql = format!(
            "select {ACT}, s.number, p.name from act a {LOGGED} where a.id = $1 and a.project = $2{}",
            scope.sees_named("a.subject")
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        let mut act = rows.first().map(logged).transpose()?.ok_or(Error::NotFound)?;
        self.name(std::slice::from_mut(&mut act)).await?;
        Ok(act)
    }

    /// Puts people's names to acts, by one more statement: names are kept apart, where they can be deleted.
    pub(crate) async fn name(&self, acts: &mut [Logged]) -> Result<()> {
        if acts.iter().all(|logged| logged.actor.is_some()) {
            return Ok(());
        }
        let names = self.people.names().await?;
        for logged in acts.iter_mut().filter(|logged| logged.actor.is_none()) {
            logged.actor = names.get(&domain::id::ActorId(logged.act.actor)).cloned();
        }
        Ok(())
    }

    /// The `.tlog-proof` of an act and the leaf it proves.
    ///
    /// # Errors
    /// `not-found` where there is no such act or it is not sequenced yet.
    pub async fn proof(&self, scope: Scope, id: ActId) -> Result<(String, Vec<u8>)> {
        let number = self.act(scope, id).await?.number.ok_or(Error::NotFound)?;
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        let log = ledger::Log::open(&self.folder.log(), &self.verifier)?;
        Ok((log.proof(number)?, log.leaf(number)?))
    }

    /// Which kind a record is of, from its first act.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn kind(&self, scope: Scope, id: RecordId) -> Result<Kind> {
        let sql = format!(
            "select a.kind from act a where a.subject = $1 and a.project = $2{} order by a.position limit 1",
            scope.sees_named("a.subject")
        );
        let row = self.db.row(sqlx::AssertSqlSafe(sql), vec![id.0.into(), scope.project.0.into()]);
        let kind = row.await?.ok_or(Error::NotFound)?.text(0)?;
        kind_of(kind.split('.').next().unwrap_or_default())
    }
}

pub(crate) fn logged(row: &crate::db::Row) -> Result<Logged> {
    let mut act = stored_act(row)?;
    if act.kind.starts_with(Kind::SealedIdentity.slug()) {
        act.fields.remove(crate::sealed::SEALED);
    }
    Ok(Logged { act, number: row.maybe_int(10)?, actor: row.maybe_text(11)? })
}
