//! Tables of other people, through a mapping: CSV, workbooks and JSON become drafts of records, each cell that does
//! not fit a named problem. Nothing is stored and nothing is resolved here; the same import is the dry run.

pub mod detect;
mod problem;
mod read;
mod value;

pub use problem::{CODES, Fault, Problem, Severity};
pub use read::{Cell, Encoding, Found, Header, Row, Rows, Written};
