//! Who read what is sensitive or sealed, and when: kept apart from the acts, for those who keep sealed sources.
//!
//! In a database of its own, so that nobody who reads waits for an import that writes, and so that `sijil export`
//! beside a running server is noted too. A page is answered only after its row is kept: there is no queue that a power
//! cut could empty. Reads of what the whole team sees are not noted. Nothing of this is in the ledger: one leaf for
//! each hour of it is still to come. Start at [`Register::note_reading`] and [`Register::readers_of`].

use crate::db::{Access, Db, Row, Value};
use crate::error::{Error, Result};
use crate::limits::{PAGE_ROWS_MAX, READ_RECORDS_PER_STATEMENT, READINGS_SHOWN_MAX};
use crate::permission::{Operation, Permit};
use crate::record::kind_of;
use crate::register::Register;
use crate::scope::Scope;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use std::collections::BTreeSet;

/// One person's reading of one closed record in one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its place in the log of readings; later ones are greater.
    pub position: i64,
    /// Who.
    pub actor: ActorId,
    /// When, RFC 3339, UTC, milliseconds.
    pub at: String,
    /// What.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its label at the time.
    pub label: AccessLabel,
}

const TABLE: &str = "create table if not exists reading (
  position {position},
  actor {id} not null,
  at {text} not null,
  project {id} not null,
  record {id} not null,
  kind {text} not null,
  label {text} not null
);
create index if not exists reading_record on reading (record, position);
create index if not exists reading_project on reading (project, position);";

const COLUMNS: [&str; 6] = ["actor", "at", "project", "record", "kind", "label"];

/// The database, opened when it is first needed: a folder made by an earlier version has none yet.
#[derive(Default)]
pub(crate) struct Readings(tokio::sync::OnceCell<Db>);

impl Readings {
    pub(crate) async fn close(&self) {
        if let Some(db) = self.0.get() {
            db.close().await;
        }
    }
}

/// Makes the table where it is not there.
pub(crate) async fn make_table(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    let sql = tx.dialect().migration(TABLE);
    tx.script(sql).await?;
    tx.commit().await
}

impl Register {
    async fn readings(&self) -> Result<&Db> {
        let open = async || {
            let db = Db::open(&self.settings.readings(&self.folder.path), Access::Write).await?;
            make_table(&db).await?;
            Ok::<_, Error>(db)
        };
        self.readings.0.get_or_try_init(open).await
    }

    /// Notes that somebody read these records, as far as they are closed to others; before they are shown. One
    /// statement where none of them is, two where some are, none for a reader to whom everything closed is closed.
    ///
    /// # Errors
    /// From the database: then nothing may be shown.
    pub async fn note_reading(
        &self,
        actor: ActorId,
        scope: Scope,
        records: impl IntoIterator<Item = RecordId>,
    ) -> Result<u64> {
        if scope.clearance == AccessLabel::Team {
            return Ok(0);
        }
        let ids: Vec<RecordId> = records.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let mut rows = Vec::new();
        for chunk in ids.chunks(READ_RECORDS_PER_STATEMENT) {
            let condition = format!("c.id in ({})", self.db.dialect().marks(2, chunk.len()));
            let values = chunk.iter().map(|id| Value::from(id.0)).collect();
            rows.extend(self.closed(scope, &condition, values).await?);
        }
        self.keep_readings(actor, scope, &rows).await
    }

    /// Notes that somebody exported every record of a kind that they may see.
    ///
    /// # Errors
    /// As [`Self::note_reading`].
    pub async fn note_export(&self, actor: ActorId, scope: Scope, kind: Kind) -> Result<u64> {
        if scope.clearance == AccessLabel::Team {
            return Ok(0);
        }
        let condition = format!("c.kind = {}", self.db.dialect().mark(2));
        let rows = self.closed(scope, &condition, vec![kind.slug().into()]).await?;
        self.keep_readings(actor, scope, &rows).await
    }

    async fn closed(&self, scope: Scope, condition: &str, values: Vec<Value>) -> Result<Vec<Row>> {
        let sql = format!(
            "select c.id, c.kind, c.label from closed_record c where c.project = {}{} and {condition}",
            self.db.dialect().mark(1),
            scope.sees("c")
        );
        let values = std::iter::once(Value::from(scope.project.0)).chain(values).collect();
        self.db.rows_of(sql, values).await
    }

    async fn keep_readings(&self, actor: ActorId, scope: Scope, closed: &[Row]) -> Result<u64> {
        if closed.is_empty() {
            return Ok(0);
        }
        let at = self.now();
        let rows: Vec<Vec<Value>> = closed
            .iter()
            .map(|row| {
                Ok(vec![
                    actor.0.into(),
                    at.as_str().into(),
                    scope.project.0.into(),
                    row.id(0)?.into(),
                    row.text(1)?.into(),
                    row.text(2)?.into(),
                ])
            })
            .collect::<Result<_>>()?;
        let count = rows.len() as u64;
        let mut tx = self.readings().await?.begin().await?;
        tx.insert("reading", &COLUMNS, rows).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Whether somebody read any of these records while they were closed to others.
    pub(crate) async fn has_read(&self, actor: ActorId, records: &[RecordId]) -> Result<bool> {
        for chunk in records.chunks(READ_RECORDS_PER_STATEMENT) {
            let db = self.readings().await?;
            let (actor_mark, marks) = (db.dialect().mark(1), db.dialect().marks(2, chunk.len()));
            let sql =
                format!("select 1 from reading where actor = {actor_mark} and record in ({marks}) limit 1");
            let values = std::iter::once(Value::from(actor.0)).chain(chunk.iter().map(|id| id.0.into()));
            if !db.rows_of(sql, values.collect()).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Who read a record while it was sensitive or sealed, latest first, at most [`READINGS_SHOWN_MAX`].
    ///
    /// # Errors
    /// `not-permitted` for anybody but its custodians; `not-found` where they may not see the record themselves.
    pub async fn readers_of(&self, permit: &Permit, record: RecordId) -> Result<Vec<Reading>> {
        permit.require(Operation::ReadLog)?;
        self.kind(permit.scope(), record).await?;
        let sql = "select actor, at, record, kind, label, position from reading
            where record = $1 and project = $2 order by position desc limit $3";
        let values = vec![record.0.into(), permit.project.0.into(), READINGS_SHOWN_MAX.into()];
        let rows = self.readings().await?.rows(sql, values).await?;
        rows.iter().map(reading).collect()
    }

    /// Who read anything of the project while it was closed, latest first, before a position: of at most `limit`
    /// readings those whose records the custodian may see themselves, and the position to go on from where there are
    /// more. A page of which some was closed to them meanwhile is shorter than the others.
    ///
    /// # Errors
    /// `not-permitted` for anybody but custodians.
    pub async fn readings_before(
        &self,
        permit: &Permit,
        before: Option<i64>,
        limit: i64,
    ) -> Result<(Vec<Reading>, Option<i64>)> {
        permit.require(Operation::ReadLog)?;
        let scope = permit.scope();
        let sql = format!(
            "select r.actor, r.at, r.record, r.kind, r.label, r.position from reading r
             where r.project = $1 and r.position < $2{} order by r.position desc limit $3",
            scope.sees("r")
        );
        let values = vec![
            scope.project.0.into(),
            before.unwrap_or(i64::MAX).into(),
            limit.clamp(1, PAGE_ROWS_MAX).saturating_add(1).into(),
        ];
        let rows = self.readings().await?.rows_of(sql, values).await?;
        let mut found: Vec<Reading> = rows.iter().map(reading).collect::<Result<_>>()?;
        let kept = usize::try_from(limit.clamp(1, PAGE_ROWS_MAX)).unwrap_or(usize::MAX);
        let has_more = found.len() > kept;
        found.truncate(kept);
        let next = found.last().filter(|_| has_more).map(|last| last.position);
        if !scope.is_full() {
            let ids: Vec<RecordId> = found.iter().map(|reading| reading.record).collect();
            let seen = self.kinds(scope, &ids).await?;
            found.retain(|reading| seen.contains_key(&reading.record));
        }
        Ok((found, next))
    }
}

fn reading(row: &Row) -> Result<Reading> {
    let label = row.text(4)?;
    Ok(Reading {
        position: row.int(5)?,
        actor: ActorId(row.id(0)?),
        at: row.text(1)?,
        record: RecordId(row.id(2)?),
        kind: kind_of(&row.text(3)?)?,
        label: AccessLabel::parse(&label).ok_or_else(|| Error::Damaged(format!("unknown label {label}")))?,
    })
}
