//! One moment of a whole database, as a stream: what backups keep, read while others write.
//!
//! SQLite writes a copy of itself (`vacuum into`: no free pages, so nothing deleted is in it). PostgreSQL gives its
//! tables as text (`copy`) in one `repeatable read` transaction. Why so: docs/decisions/0014. Start at
//! [`Db::snapshot_file`], [`Db::dump`] and [`Db::load`].

use super::{Answer, Db, Pools, Value};
use crate::error::{Error, Result};
use crate::limits::SNAPSHOT_CHUNK_BYTES;
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row as _};
use std::path::Path;

/// One table of a dump, in the order in which it can be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the rows' values.
    pub columns: Vec<String>,
}

/// What a dump holds: written first, so that who loads it knows what comes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// The last migration; 0 where the database counts none.
    pub migration: i64,
    /// The last checkpoint it remembers; `None` in a database without a log.
    pub checkpoint: Option<String>,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A piece of a dump.
pub enum Piece<'a> {
    /// What it holds; comes once, first.
    Contents(&'a Contents),
    /// Whole rows of a table, as PostgreSQL's `copy` writes them.
    Rows(&'a str, &'a [u8]),
}

/// Who takes the pieces of a dump, in order.
pub type Sink<'a> = dyn FnMut(Piece<'_>) -> Result<()> + Send + 'a;

const TABLES: &str =
    "select c.table_name::text, string_agg(c.column_name::text, ',' order by c.ordinal_position)
 from information_schema.columns c join information_schema.tables t
   on t.table_schema = c.table_schema and t.table_name = c.table_name
 where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
 group by c.table_name order by c.table_name";

const LEANS_ON: &str = "select c.relname::text, p.relname::text from pg_constraint f
 join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
 where f.contype = 'f' and f.connamespace = current_schema()::regnamespace and c.oid <> p.oid";

const COUNTERS: &str = "select table_name::text, column_name::text from information_schema.columns
 where table_schema = current_schema() and is_identity = 'YES'";

impl Db {
    /// Writes this moment of a SQLite database to a file, which must be absent or empty. `false` on PostgreSQL.
    ///
    /// # Errors
    /// From the database, also where the disk is full.
    pub fn snapshot_file<'a>(&'a self, path: &'a Path) -> Answer<'a, bool> {
        Box::pin(async move {
            if matches!(self.pools, Pools::Pg(_)) {
                return Ok(false);
            }
            let path = path.to_str().ok_or_else(|| Error::Input("a path is not text".to_owned()))?;
            self.rows("vacuum into $1", vec![Value::from(path)]).await?;
            Ok(true)
        })
    }

    /// Gives this moment of a PostgreSQL database to a sink.
    ///
    /// # Errors
    /// From the database or the sink.
    pub async fn dump(&self, sink: &mut Sink<'_>) -> Result<()> {
        let Pools::Pg(pool) = &self.pools else {
            return Err(Error::Damaged("a SQLite database is kept as a file".to_owned()));
        };
        let mut tx = pool.begin().await?;
        sqlx::query("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
        let contents = contents(&mut tx).await?;
        sink(Piece::Contents(&contents))?;
        for table in &contents.tables {
            dump_table(&mut tx, table, sink).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Loads rows of a dump: each piece as it comes from `pieces`, all in one transaction, into tables that are
    /// emptied first.
    ///
    /// # Errors
    /// From the database or from `pieces`; nothing was loaded then.
    pub async fn load(
        &self,
        contents: &Contents,
        mut pieces: impl FnMut() -> Result<Option<(String, Vec<u8>)>>,
    ) -> Result<()> {
        let Pools::Pg(pool) = &self.pools else {
            return Err(Error::Damaged("a SQLite database is kept as a file".to_owned()));
        };
        let mut tx = pool.begin().await?;
        for table in contents.tables.iter().rev() {
            is_name(&table.name)?;
            let sql = format!("delete from {}", table.name);
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        }
        while let Some((name, rows)) = pieces()? {
            let table = contents.tables.iter().find(|table| table.name == name);
            let table = table.ok_or_else(|| Error::Damaged(format!("rows of an unknown table {name}")))?;
            let mut copy = tx.copy_in_raw(&format!("copy {} from stdin", target(table)?)).await?;
            copy.send(rows).await?;
            copy.finish().await?;
        }
        for row in sqlx::query(COUNTERS).fetch_all(&mut *tx).await? {
            let (table, column): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let sql = format!(
                "select setval(pg_get_serial_sequence('{table}', '{column}'),
                   (select coalesce(max({column}), 0) + 1 from {table}), false)"
            );
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether nothing is in the schema of a PostgreSQL database. A SQLite file is another's question.
    ///
    /// # Errors
    /// From the database.
    pub async fn is_empty(&self) -> Result<bool> {
        match &self.pools {
            Pools::Lite { .. } => Ok(true),
            Pools::Pg(_) => Ok(self.rows(TABLES, Vec::new()).await?.is_empty()),
        }
    }

    /// Removes a schema of a PostgreSQL database with everything in it: what a restore that failed had begun.
    ///
    /// # Errors
    /// From the database.
    pub async fn drop_schema(&self) -> Result<()> {
        let Pools::Pg(pool) = &self.pools else { return Ok(()) };
        let row = sqlx::query("select current_schema()::text").fetch_one(pool).await?;
        let schema: Option<String> = row.try_get(0)?;
        let Some(schema) = schema else { return Ok(()) };
        let sql = format!("drop schema {schema} cascade");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await?;
        Ok(())
    }
}

/// Names go into statements, so they are this program's own: letters, digits and low lines.
fn is_name(name: &str) -> Result<()> {
    let fine = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if fine { Ok(()) } else { Err(Error::Damaged("the name of a table is not ours".to_owned())) }
}

fn target(table: &Table) -> Result<String> {
    is_name(&table.name)?;
    table.columns.iter().try_for_each(|column| is_name(column))?;
    Ok(format!("{} ({})", table.name, table.columns.join(", ")))
}

async fn contents(tx: &mut PgConnection) -> Result<Contents> {
    let mut tables = Vec::new();
    for row in sqlx::query(TABLES).fetch_all(&mut *tx).await? {
        let (name, columns): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        tables.push(Table { name, columns: columns.split(',').map(str::to_owned).collect() });
    }
    let mut leans = Vec::new();
    for row in sqlx::query(LEANS_ON).fetch_all(&mut *tx).await? {
        leans.push((row.try_get(0)?, row.try_get(1)?));
    }
    let has = |name: &str| tables.iter().any(|table| table.name == name);
    let (mut migration, mut checkpoint) = (0, None);
    if has("migration") {
        let sql = "select coalesce(max(number), 0) from migration";
        migration = sqlx::query(sql).fetch_one(&mut *tx).await?.try_get(0)?;
    }
    if has("log_state") {
        checkpoint =
            Some(sqlx::query("select checkpoint from log_state").fetch_one(&mut *tx).await?.try_get(0)?);
    }
    Ok(Contents { migration, checkpoint, tables: in_order(tables, &leans) })
}

/// The tables so that each comes after those its rows lean on.
fn in_order(mut tables: Vec<Table>, leans: &[(String, String)]) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let (later, now): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| {
            leans.iter().any(|(from, to)| *from == table.name && !ordered.iter().any(|done| done.name == *to))
        });
        // A ring has no such order; the database says so when it is loaded.
        let ring = now.is_empty();
        ordered.extend(now);
        tables = later;
        if ring {
            ordered.append(&mut tables);
        }
    }
    ordered
}

async fn dump_table(tx: &mut PgConnection, table: &Table, sink: &mut Sink<'_>) -> Result<()> {
    let mut stream = tx.copy_out_raw(&format!("copy {} to stdout", target(table)?)).await?;
    let mut held: Vec<u8> = Vec::with_capacity(SNAPSHOT_CHUNK_BYTES);
    while let Some(bytes) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await {
        held.extend_from_slice(&bytes?);
        if held.len() >= SNAPSHOT_CHUNK_BYTES {
            // A line break inside a value is written as two letters, so a line is a row.
            let Some(end) = held.iter().rposition(|byte| *byte == b'\n') else { continue };
            let whole = end + 1;
            sink(Piece::Rows(&table.name, &held[..whole]))?;
            held.drain(..whole);
        }
    }
    if held.is_empty() { Ok(()) } else { sink(Piece::Rows(&table.name, &held)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_after_those_they_lean_on() {
        let table = |name: &str| Table { name: name.to_owned(), columns: vec!["id".to_owned()] };
        let lean = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let names = |tables: Vec<Table>| tables.into_iter().map(|table| table.name).collect::<Vec<_>>();
        let tables = || vec![table("account"), table("challenge"), table("session"), table("word")];
        let leans = [lean("account", "word"), lean("challenge", "session"), lean("session", "account")];
        assert_eq!(names(in_order(tables(), &leans)), ["word", "account", "session", "challenge"]);
        assert_eq!(in_order(tables(), &[lean("word", "session"), lean("session", "word")]).len(), 4);
    }

    #[test]
    fn only_names_of_ours_reach_a_statement() {
        assert!(target(&Table { name: "act".to_owned(), columns: vec!["id".to_owned()] }).is_ok());
        for (name, column) in [("act; drop", "id"), ("", "id"), ("act", "id)"), ("Act", "id")] {
            let table = Table { name: name.to_owned(), columns: vec![column.to_owned()] };
            assert!(target(&table).is_err(), "{name} {column}");
        }
    }
}
