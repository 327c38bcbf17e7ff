//! Tables of other people, through a mapping: CSV, workbooks and JSON become drafts of records, each cell that does
//! not fit a named problem. Nothing is stored and nothing is resolved here; the same import is the dry run.
//!
//! Start at [`import`] and [`Mapping`].

pub mod detect;
mod fill;
mod import;
mod mapping;
mod moment;
mod outcome;
mod place;
mod problem;
mod read;
mod records;
mod value;

pub use import::{columns_of, import};
pub use mapping::{ChosenField, Mapping, built_in_names, fields, with_columns};
pub use outcome::{Draft, DraftLink, Exported, Lookup, REFERENCE_MARK, RowIdentity, RowOutcome, Summary};
pub use problem::{CODES, Fault, Problem, Severity};
pub use read::{Encoding, Rows, Written};
