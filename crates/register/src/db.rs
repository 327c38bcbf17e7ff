//! Two databases behind one set of calls: SQLite in the data folder and PostgreSQL for teams.
//!
//! Every statement is one text for both, with `$1…`; what differs is in [`crate::dialect`]. Values go in as
//! [`Value`] and come out of a [`Row`] by position. Nothing here knows a table. Start at [`Db::open`].

mod compact;
mod snapshot;
mod value;

pub use compact::Compacted;
pub use snapshot::{Contents, Piece, Table};
pub use value::{Row, Value};

use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::limits::{INSERT_SHAPES_KEPT, INSERT_VALUES_MAX, READERS_MAX};
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Executor as _, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction};
use std::collections::HashMap;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Where a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A schema of a PostgreSQL database.
    Server {
        /// Connection address; holds a password, so it is never logged.
        url: String,
        /// Schema that holds the tables.
        schema: String,
    },
}

/// Whether a process may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reads only.
    Read,
    /// Reads and writes.
    Write,
}

#[derive(Clone)]
enum Pools {
    Lite { writer: Option<SqlitePool>, readers: SqlitePool },
    Pg(PgPool),
}

/// A database, open.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    statements: Arc<AtomicU64>,
}

/// What a call of this module promises: in a box, because the body of an `async fn` is compiled again in every crate
/// that waits for it, and here that body is the whole driver of two databases.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

enum Open {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// A transaction that writes; dropped without [`Tx::commit`] it leaves nothing.
pub struct Tx {
    open: Open,
    statements: Arc<AtomicU64>,
    /// Insert statements by table, columns and rows.
    inserts: HashMap<String, Arc<str>>,
}

macro_rules! bind {
    ($name:ident, $db:ty, $arguments:ty) => {
        fn $name(sql: SqlStr, values: Vec<Value>) -> Query<'static, $db, $arguments> {
            let mut query = sqlx::query(sql);
            for value in values {
                query = match value {
                    Value::Text(text) => query.bind(text),
                    Value::Int(number) => query.bind(number),
                    Value::Id(id) => query.bind(id),
                    Value::Flag(flag) => query.bind(flag),
                    Value::Bytes(bytes) => query.bind(bytes),
                };
            }
            query
        }
    };
}
bind!(bind_lite, Sqlite, SqliteArguments);
bind!(bind_pg, Postgres, PgArguments);

impl Db {
    /// Opens a database, creating the file or schema when writing.
    ///
    /// # Errors
    /// Where it cannot be reached or opened.
    pub fn open(address: &Address, access: Access) -> Answer<'_, Self> {
        Box::pin(async move {
            let pools = match address {
                Address::File(path) => open_lite(path, access).await?,
                Address::Server { url, schema } => open_pg(url, schema, access).await?,
            };
            Ok(Self { pools, statements: Arc::default() })
        })
    }

    /// Which database this is.
    pub const fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Lite { .. } => Dialect::Lite,
            Pools::Pg(_) => Dialect::Pg,
        }
    }

    /// How many statements ran since opening; tests count those of a page.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Reads rows.
    ///
    /// # Errors
    /// From the database.
    pub fn rows(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        self.rows_boxed(sql.into_sql_str(), values)
    }

    fn rows_boxed(&self, sql: SqlStr, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(async move {
            self.statements.fetch_add(1, Ordering::Relaxed);
            Ok(match &self.pools {
                Pools::Lite { readers, .. } => {
                    bind_lite(sql, values).fetch_all(readers).await?.into_iter().map(Row::Lite).collect()
                }
                Pools::Pg(pool) => {
                    bind_pg(sql, values).fetch_all(pool).await?.into_iter().map(Row::Pg).collect()
                }
            })
        })
    }

    /// Reads rows by a statement put together at run time from parts of this crate, never from input.
    ///
    /// # Errors
    /// From the database.
    pub fn rows_of(&self, sql: String, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        self.rows(AssertSqlSafe(sql), values)
    }

    /// Reads at most one row.
    ///
    /// # Errors
    /// From the database.
    pub async fn row(&self, sql: impl SqlSafeStr, values: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Begins a transaction that writes; on SQLite the only one at a time.
    ///
    /// # Errors
    /// `read-only` where the database was opened for reading.
    pub fn begin(&self) -> Answer<'_, Tx> {
        Box::pin(async move {
            let open = match &self.pools {
                Pools::Lite { writer: Some(writer), .. } => {
                    Open::Lite(writer.begin_with("BEGIN IMMEDIATE").await?)
                }
                Pools::Lite { writer: None, .. } => return Err(Error::ReadOnly),
                Pools::Pg(pool) => Open::Pg(pool.begin().await?),
            };
            Ok(Tx { open, statements: Arc::clone(&self.statements), inserts: HashMap::new() })
        })
    }

    /// Brings the tables up to a list of migrations, by number; those run before are left.
    ///
    /// # Errors
    /// From the database; then none of the list was kept.
    pub async fn migrate(&self, migrations: &[(i64, &str)]) -> Result<()> {
        let mut tx = self.begin().await?;
        let dialect = tx.dialect();
        tx.script(dialect.migration("create table if not exists migration (number {int} primary key)"))
            .await?;
        let done = tx.rows("select coalesce(max(number), 0) from migration", Vec::new()).await?;
        let done = done.first().map_or(Ok(0), |row| row.int(0))?;
        for (number, text) in migrations.iter().filter(|(number, _)| *number > done) {
            tx.script(dialect.migration(text)).await?;
            tx.run("insert into migration (number) values ($1)", vec![(*number).into()]).await?;
        }
        tx.commit().await
    }

    /// Closes every connection.
    pub fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            match &self.pools {
                Pools::Lite { writer, readers } => {
                    readers.close().await;
                    if let Some(writer) = writer {
                        writer.close().await;
                    }
                }
                Pools::Pg(pool) => pool.close().await,
            }
        })
    }
}

/// Kibibytes, negative as SQLite wants them: every reader has a cache of its own beside the system's.
const READER_CACHE: &str = "-6000";
/// What one transaction of an import touches again and again.
const WRITER_CACHE: &str = "-32000";

async fn open_lite(path: &std::path::Path, access: Access) -> Result<Pools> {
    // secure_delete and trusted_schema as GlobaLeaks sets them: deleted text must not stay in free pages.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        // What a statement sets aside must not reach a folder of temporary files, which nothing guards.
        .pragma("temp_store", "memory")
        .pragma("cache_size", READER_CACHE)
        .statement_cache_capacity(256);
    let writer = match access {
        Access::Read => None,
        Access::Write => {
            let options = options
                .clone()
                .create_if_missing(true)
                .pragma("cache_size", WRITER_CACHE)
                // Rows of one to three kilobytes waste half of a smaller page.
                .page_size(8192)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
            Some(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?)
        }
    };
    let readers =
        SqlitePoolOptions::new().max_connections(READERS_MAX).connect_with(options.read_only(true)).await?;
    Ok(Pools::Lite { writer, readers })
}

async fn open_pg(url: &str, schema: &str, access: Access) -> Result<Pools> {
    if !is_schema_name(schema) {
        return Err(Error::Setting("schema".to_owned()));
    }
    let options = PgConnectOptions::from_str(url)?.options([("search_path", schema)]);
    let pool = PgPoolOptions::new().max_connections(READERS_MAX).connect_with(options).await?;
    if access == Access::Write {
        pool.execute(AssertSqlSafe(format!("create schema if not exists {schema}"))).await?;
    }
    Ok(Pools::Pg(pool))
}

fn is_schema_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

impl Tx {
    /// Which database this is.
    pub const fn dialect(&self) -> Dialect {
        match self.open {
            Open::Lite(_) => Dialect::Lite,
            Open::Pg(_) => Dialect::Pg,
        }
    }

    /// Runs a statement and says how many rows it touched.
    ///
    /// # Errors
    /// From the database.
    pub fn run(&mut self, sql: impl SqlSafeStr, values: Vec<Value>) -> Answer<'_, u64> {
        self.run_boxed(sql.into_sql_str(), values)
    }

    fn run_boxed(&mut self, sql: SqlStr, values: Vec<Value>) -> Answer<'_, u64> {
        Box::pin(async move {
            self.statements.fetch_add(1, Ordering::Relaxed);
            Ok(match &mut self.open {
                Open::Lite(tx) => bind_lite(sql, values).execute(&mut **tx).await?.rows_affected(),
                Open::Pg(tx) => bind_pg(sql, values).execute(&mut **tx).await?.rows_affected(),
            })
        })
    }

    /// Reads rows inside the transaction.
    ///
    /// # Errors
    /// From the database.
    pub fn rows(&mut self, sql: impl SqlSafeStr, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        self.rows_boxed(sql.into_sql_str(), values)
    }

    fn rows_boxed(&mut self, sql: SqlStr, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(async move {
            self.statements.fetch_add(1, Ordering::Relaxed);
            Ok(match &mut self.open {
                Open::Lite(tx) => {
                    bind_lite(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Lite).collect()
                }
                Open::Pg(tx) => {
                    bind_pg(sql, values).fetch_all(&mut **tx).await?.into_iter().map(Row::Pg).collect()
                }
            })
        })
    }

    /// Runs several statements without parameters, as a migration does.
    ///
    /// # Errors
    /// From the database.
    pub fn script(&mut self, sql: String) -> Answer<'_, ()> {
        Box::pin(async move {
            match &mut self.open {
                Open::Lite(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop)?,
                Open::Pg(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop)?,
            }
            Ok(())
        })
    }

    /// Inserts rows, several to a statement of at most [`INSERT_VALUES_MAX`] values.
    ///
    /// # Errors
    /// From the database.
    pub async fn insert(&mut self, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<()> {
        let rows_max = (INSERT_VALUES_MAX / columns.len().max(1)).max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Value>> = rows.by_ref().take(rows_max).collect();
            let sql = self.insert_sql(table, columns, chunk.len());
            self.run(AssertSqlSafe(sql), chunk.into_iter().flatten().collect()).await?;
        }
        Ok(())
    }

    /// The statement that inserts so many rows; long ones come again and again, and are put together once.
    fn insert_sql(&mut self, table: &str, columns: &[&str], rows: usize) -> Arc<str> {
        let shape = format!("{table} {} {rows}", columns.len());
        if let Some(sql) = self.inserts.get(&shape) {
            return Arc::clone(sql);
        }
        let (dialect, width) = (self.dialect(), columns.len());
        let values: Vec<String> =
            (0..rows).map(|row| format!("({})", dialect.marks(row * width + 1, width))).collect();
        let sql =
            format!("{} {table} ({}) values {}", dialect.insert(), columns.join(", "), values.join(", "));
        let sql: Arc<str> = Arc::from(sql);
        if self.inserts.len() < INSERT_SHAPES_KEPT {
            self.inserts.insert(shape, Arc::clone(&sql));
        }
        sql
    }

    /// Makes everything of the transaction durable.
    ///
    /// # Errors
    /// From the database; nothing was kept then.
    pub fn commit(self) -> Answer<'static, ()> {
        Box::pin(async move {
            match self.open {
                Open::Lite(tx) => tx.commit().await?,
                Open::Pg(tx) => tx.commit().await?,
            }
            Ok(())
        })
    }
}
