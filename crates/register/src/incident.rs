//! Incidents as a list and as one file: what filters leave, how many of each sort, and everything one page shows.
//!
//! Nothing here judges. The *shown* assessment of an incident is the current one of our own, else the current one
//! taken over; where only assessments taken over are asked for, that one. Sums of the two are never mixed, and an
//! unknown toll is counted, never added. Start at [`Filter`], then at [`list`], [`sorts`] and [`file`].

pub mod code;
pub mod compared;
pub mod file;
mod filter;
pub mod list;
pub mod merge;
mod moving;
pub mod news;
pub mod origins;
pub mod proposals;
pub mod ranges;
pub(crate) mod shown;
pub mod similar;
pub mod since;
pub mod sorts;
pub mod split;
pub(crate) mod support;
pub mod unmerge;

pub use file::{File, Linked, Step};
pub use filter::{Facet, Filter};
pub use list::{Cursor, Order, Page, Row};
pub use origins::{NewTie, Origins, Tie};
pub use proposals::{OriginsFile, Proposal, Sameness};
pub use ranges::{IncidentRanges, Told, Voice};
pub use sorts::{Sorts, Toll};

use crate::db::Value;

/// Parts of a statement with the values bound so far.
pub(crate) struct Parts {
    pub(crate) values: Vec<Value>,
    pub(crate) conditions: Vec<String>,
}

impl Parts {
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(crate) fn bind_all(&mut self, values: impl IntoIterator<Item = String>) -> String {
        values.into_iter().map(|value| self.bind(value)).collect::<Vec<_>>().join(", ")
    }
}

/// A link that says of itself that it is only possible is a candidate, whatever its role. Bodies are canonical JSON
/// text, so these words cannot stand inside a value.
pub(crate) const CERTAIN: &str =
    r#"l.body not like '%"certainty":"possible"%' and l.body not like '%"certainty":"?"%'"#;

/// Ids of the reports that are accounts of incident `$1` in project `$2`: linked themselves or through an assertion.
pub(crate) const ACCOUNTS: &str = r#"select case when l.from_kind = 'report' then l.from_record else a.report end
    from link l left join assertion a on a.id = l.from_record
    where l.to_record = $1 and l.role in ('about', 'reports') and l.from_kind in ('report', 'assertion')
      and l.project = $2 and l.body not like '%"certainty":"possible"%' and l.body not like '%"certainty":"?"%'"#;

/// Beside [`ACCOUNTS`]: leaves out statements that deny the event. They are accounts, but none that supports a grade.
pub(crate) const NOT_DENIED: &str = r#"(a.body is null or a.body not like '%"polarity":"denies"%')"#;

/// A tie `e` between reports that nobody took back.
pub(crate) const STANDING: &str = r#"e.body not like '%"withdrawn":"%'"#;

#[cfg(test)]
mod plan {
    //! How SQLite would go about a statement, asked of a register that holds nothing.

    use super::Value;
    use crate::origin::Origin;
    use crate::register::{Creation, Register};

    /// An empty register, with the folder it lies in.
    pub(super) async fn register() -> (tempfile::TempDir, Register) {
        let folder = tempfile::tempdir().expect("folder");
        let creation = Creation {
            origin_line: "sijil.test/log".to_owned(),
            one_person: true,
            server: None,
            origin: Origin::Machine,
        };
        let register = Register::create(&folder.path().join("r"), creation).await.expect("register");
        (folder, register)
    }

    pub(super) async fn of(register: &Register, (sql, values): (String, Vec<Value>)) -> Vec<String> {
        let rows = register.db.rows_of(format!("explain query plan {sql}"), values).await;
        let rows = rows.expect("a statement that SQLite understands");
        rows.iter().map(|row| row.text(3).expect("words")).collect()
    }
}
