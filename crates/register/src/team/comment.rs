//! Comments: words of one person about a record or a field of it, asking for the attention of others.

use crate::db::{Row, Value};
use crate::error::Result;
use crate::permission::Operation;
use crate::record::{RECORD, Record, marks, record_of};
use crate::register::Register;
use crate::scope::Scope;
use crate::work::Work;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, body};
use serde_json::{Map, json};

/// A comment with who wrote it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its record.
    pub id: RecordId,
    /// The comment.
    pub comment: Comment,
    /// Who wrote it.
    pub by: ActorId,
    /// When, as its act claims: RFC 3339, UTC.
    pub at: String,
}

impl Register {
    /// The comments about records, oldest first.
    ///
    /// # Errors
    /// From the database.
    pub async fn comments(&self, scope: Scope, about: &[RecordId]) -> Result<Vec<Said>> {
        if about.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select {RECORD}, a.actor, a.at from comment r join act a on a.id = r.first_act
             where r.project = $1{} and r.about in ({}) order by r.id",
            scope.sees("r"),
            marks(2, about.len())
        );
        let mut values: Vec<Value> = vec![scope.project.0.into()];
        values.extend(about.iter().map(|id| Value::from(id.0)));
        self.db.rows_of(sql, values).await?.iter().map(said).collect()
    }

    /// The latest open comments that ask for somebody's attention.
    ///
    /// # Errors
    /// From the database.
    pub async fn mentions_of(&self, scope: Scope, person: ActorId, limit: i64) -> Result<Vec<Said>> {
        let sql = format!(
            "select {RECORD}, a.actor, a.at from comment r join act a on a.id = r.first_act
             where r.project = $1{} and not r.settled and r.mentions like $2 order by r.id desc limit $3",
            scope.sees("r")
        );
        let named = format!("% {person} %");
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), named.into(), limit.into()]).await?;
        rows.iter().map(said).collect()
    }
}

fn said(row: &Row) -> Result<Said> {
    let record: Record = record_of(Kind::Comment, row)?;
    Ok(Said { id: record.id, comment: record.read()?, by: ActorId(row.id(5)?), at: row.text(6)? })
}

impl Work<'_> {
    /// Writes a comment.
    ///
    /// # Errors
    /// `not-found` for the record; `not-a-member` where it asks for the attention of a stranger.
    pub async fn comment(&mut self, comment: &Comment) -> Result<RecordId> {
        self.permit.require(Operation::Comment)?;
        self.stored(comment.about_kind, comment.about.0).await?;
        for person in &comment.mentions {
            self.require_member(*person).await?;
        }
        self.make(Kind::Comment, body(comment)).await
    }

    /// Says that a comment needs no more attention, or that it does again.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn settle_comment(&mut self, comment: RecordId, settled: bool) -> Result<()> {
        self.permit.require(Operation::Comment)?;
        let stored = self.stored(Kind::Comment, comment.0).await?;
        let seen: Vec<ActId> = stored.seen(["settled"].into_iter()).into_iter().map(ActId).collect();
        let changes = Map::from_iter([("settled".to_owned(), json!(settled))]);
        self.alter(Kind::Comment, comment, changes, &seen).await.map(drop)
    }
}
