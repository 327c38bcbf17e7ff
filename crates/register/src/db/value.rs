//! Values bound to statements and rows that answer them, the same for both databases.

use crate::error::Result;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// A value bound to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text or null.
    Text(Option<String>),
    /// Whole number or null.
    Int(Option<i64>),
    /// Id or null.
    Id(Option<Uuid>),
    /// Yes or no.
    Flag(bool),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}
impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}
impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(Some(id))
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// One row of an answer.
pub enum Row {
    /// From SQLite.
    Lite(SqliteRow),
    /// From PostgreSQL.
    Pg(PgRow),
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty),+ $(,)?) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// Where the column holds another type.
        pub fn $name(&self, column: usize) -> Result<$type> {
            Ok(match self {
                Self::Lite(row) => row.try_get(column)?,
                Self::Pg(row) => row.try_get(column)?,
            })
        }
    )+};
}

impl Row {
    getters!(
        /// Text.
        text -> String,
        /// Text or null.
        maybe_text -> Option<String>,
        /// Whole number.
        int -> i64,
        /// Whole number or null.
        maybe_int -> Option<i64>,
        /// Id.
        id -> Uuid,
        /// Id or null.
        maybe_id -> Option<Uuid>,
        /// Yes or no.
        flag -> bool,
        /// Bytes.
        bytes -> Vec<u8>,
    );
}
