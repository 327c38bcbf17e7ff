//! Leaving nothing of deleted rows in a database's own files. What the disk, its snapshots and a server's log of writes
//! keep is beyond it. Start at [`Db::compact`].

use super::{Db, Pools};
use crate::error::Result;
use crate::limits::{ERASURE_LOCK_SECONDS, ERASURE_POLL_MILLISECONDS, ERASURE_VACUUM_BYTES_MAX};
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Row as _};
use std::time::{Duration, Instant};

/// What became of the files of a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compacted {
    /// They were written anew, without what was deleted.
    #[default]
    Anew,
    /// What was deleted was overwritten with zeros where it lay; the file is too large to be written anew.
    Zeroed,
    /// A part of them could not be written anew, because somebody was reading: what was deleted may lie in it until the
    /// database itself reuses the place.
    Left,
}

impl Db {
    /// Writes these tables anew, on SQLite the whole file, and empties what stood in the file of recent writes.
    ///
    /// # Errors
    /// `read-only`, or from the database.
    pub async fn compact(&self, tables: &[&str]) -> Result<Compacted> {
        match &self.pools {
            Pools::Lite { writer: Some(writer), .. } => compact_lite(writer).await,
            Pools::Lite { writer: None, .. } => Err(crate::error::Error::ReadOnly),
            Pools::Pg(pool) => compact_pg(pool, tables).await,
        }
    }
}

async fn compact_lite(writer: &SqlitePool) -> Result<Compacted> {
    let mut connection = writer.acquire().await?;
    let size = "select page_count * page_size from pragma_page_count(), pragma_page_size()";
    let bytes: i64 = sqlx::query(size).fetch_one(&mut *connection).await?.try_get(0)?;
    let is_small = bytes <= ERASURE_VACUUM_BYTES_MAX;
    if is_small {
        sqlx::raw_sql("vacuum").execute(&mut *connection).await?;
    }
    // Waits for readers as long as any statement does.
    let checkpoint = sqlx::query("pragma wal_checkpoint(truncate)").fetch_one(&mut *connection).await?;
    let is_busy: i64 = checkpoint.try_get(0)?;
    Ok(match (is_busy, is_small) {
        (0, true) => Compacted::Anew,
        (0, false) => Compacted::Zeroed,
        _ => Compacted::Left,
    })
}

async fn compact_pg(pool: &PgPool, tables: &[&str]) -> Result<Compacted> {
    let mut connection = pool.acquire().await?;
    let mut compacted =
        if nobody_sees_older(&mut connection).await? { Compacted::Anew } else { Compacted::Left };
    let wait = format!("set lock_timeout = '{ERASURE_LOCK_SECONDS}s'");
    sqlx::raw_sql(AssertSqlSafe(wait)).execute(&mut *connection).await?;
    for table in tables {
        let vacuum = format!("vacuum full {table}");
        if sqlx::raw_sql(AssertSqlSafe(vacuum)).execute(&mut *connection).await.is_err() {
            compacted = Compacted::Left;
        }
    }
    sqlx::raw_sql("reset lock_timeout").execute(&mut *connection).await?;
    Ok(compacted)
}

/// Waits until no transaction of this database is older than now: rows that one of them may still see are copied into
/// the new file of a table, deleted or not. False where somebody goes on for too long.
async fn nobody_sees_older(connection: &mut PgConnection) -> Result<bool> {
    let now: String =
        sqlx::query("select clock_timestamp()::text").fetch_one(&mut *connection).await?.try_get(0)?;
    let older = "select count(*) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and xact_start < $1::text::timestamptz
          and (backend_xmin is not null or backend_xid is not null)";
    let end = Instant::now() + Duration::from_secs(u64::from(ERASURE_LOCK_SECONDS));
    loop {
        let count: i64 = sqlx::query(older).bind(&now).fetch_one(&mut *connection).await?.try_get(0)?;
        if count == 0 || Instant::now() >= end {
            return Ok(count == 0);
        }
        tokio::time::sleep(Duration::from_millis(ERASURE_POLL_MILLISECONDS)).await;
    }
}
