//! Searches that a person keeps, and what they last looked at: rows of their own, which nobody else reads.
//!
//! Only storing and finding; what a search leaves now is [`crate::saved_search`], and what has changed
//! since a look [`crate::look`].

use super::People;
use crate::db::{Row, Value};
use crate::error::Result;
use crate::limits::SAVED_SEARCHES_MAX;
use crate::record::marks;
use domain::id::{ActorId, ProjectId, RecordId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A search as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub id: Uuid,
    pub name: String,
    /// Parameters as pairs, in JSON.
    pub query: String,
    /// The last act of the project when it was last opened.
    pub position: i64,
    /// When it was last opened, in seconds since 1970.
    pub opened_at: i64,
}

/// One person's last look at one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// The last act of the project then.
    pub position: i64,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl People {
    /// Keeps a search; false where the person keeps as many as anybody may.
    pub(crate) async fn keep_search(&self, actor: ActorId, project: ProjectId, kept: &Kept) -> Result<bool> {
        let sql = "insert into saved_search (id, actor, project, name, query, position, opened_at)
            select $1, $2, $3, $4, $5, $6, $7
            where (select count(*) from saved_search s where s.actor = $2 and s.project = $3) < $8";
        let values: Vec<Value> = vec![
            kept.id.into(),
            actor.0.into(),
            project.0.into(),
            kept.name.as_str().into(),
            kept.query.as_str().into(),
            kept.position.into(),
            kept.opened_at.into(),
            SAVED_SEARCHES_MAX.into(),
        ];
        let mut tx = self.db.begin().await?;
        let count = tx.run(sql, values).await?;
        tx.commit().await?;
        Ok(count == 1)
    }

    /// A person's searches in a project, oldest first.
    pub(crate) async fn searches(&self, actor: ActorId, project: ProjectId) -> Result<Vec<Kept>> {
        let sql = "select s.id, s.name, s.query, s.position, s.opened_at from saved_search s
            where s.actor = $1 and s.project = $2 order by s.id limit $3";
        let values = vec![actor.0.into(), project.0.into(), SAVED_SEARCHES_MAX.into()];
        self.db.rows(sql, values).await?.iter().map(kept).collect()
    }

    /// Notes that a search was opened when `position` was the last act of its project; false where it is not theirs.
    pub(crate) async fn search_opened(
        &self,
        actor: ActorId,
        project: ProjectId,
        id: Uuid,
        position: i64,
    ) -> Result<bool> {
        let sql = "update saved_search set position = $4, opened_at = $5
            where id = $1 and actor = $2 and project = $3";
        let values = vec![id.into(), actor.0.into(), project.0.into(), position.into(), self.now().into()];
        let mut tx = self.db.begin().await?;
        let count = tx.run(sql, values).await?;
        tx.commit().await?;
        Ok(count == 1)
    }

    /// Forgets a search; false where it is not theirs.
    pub(crate) async fn forget_search(&self, actor: ActorId, project: ProjectId, id: Uuid) -> Result<bool> {
        let sql = "delete from saved_search where id = $1 and actor = $2 and project = $3";
        let mut tx = self.db.begin().await?;
        let count = tx.run(sql, vec![id.into(), actor.0.into(), project.0.into()]).await?;
        tx.commit().await?;
        Ok(count == 1)
    }

    /// A person's last looks at these records.
    pub(crate) async fn looks(
        &self,
        actor: ActorId,
        records: &[RecordId],
    ) -> Result<BTreeMap<RecordId, Look>> {
        let mut looks = BTreeMap::new();
        if records.is_empty() {
            return Ok(looks);
        }
        let sql = format!(
            "select k.record, k.position, k.at from look k where k.actor = $1 and k.record in ({})",
            marks(2, records.len())
        );
        let values = std::iter::once(actor.0).chain(records.iter().map(|id| id.0)).map(Value::from);
        for row in self.db.rows_of(sql, values.collect()).await? {
            looks.insert(RecordId(row.id(0)?), Look { position: row.int(1)?, at: row.int(2)? });
        }
        Ok(looks)
    }

    /// Keeps a look; one statement.
    pub(crate) async fn keep_look(
        &self,
        actor: ActorId,
        project: ProjectId,
        record: RecordId,
        look: Look,
    ) -> Result<()> {
        let sql = "insert into look (actor, record, project, position, at) values ($1, $2, $3, $4, $5)
            on conflict (actor, record) do update set position = excluded.position, at = excluded.at";
        let values =
            vec![actor.0.into(), record.0.into(), project.0.into(), look.position.into(), look.at.into()];
        let mut tx = self.db.begin().await?;
        tx.run(sql, values).await?;
        tx.commit().await
    }
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        id: row.id(0)?,
        name: row.text(1)?,
        query: row.text(2)?,
        position: row.int(3)?,
        opened_at: row.int(4)?,
    })
}
