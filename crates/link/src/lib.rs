//! Who is the same person: names across scripts, and victims linked across lists.
//!
//! A pure library: it knows nothing of SQL, HTTP or a register, reads no file and no clock. [`name`] takes a name
//! apart and says why two names agree. The engine starts at [`Table`], which takes rows, and [`linkage::link`], which
//! gives clusters; [`metrics`] judges clusters against a truth, and [`generator`] makes lists of invented people.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "rows, tokens and patterns are counted in 32 bits (limits.rs), and probabilities are not exact"
)]

pub mod blocking;
mod chance;
pub mod cluster;
pub mod comparison;
mod error;
pub mod generator;
pub mod identity;
pub mod limits;
pub mod linkage;
pub mod metrics;
mod mixture;
pub mod name;
mod pairs;
mod parallel;
pub mod person;
mod random;
pub mod sample;
mod score;
mod similarity;
mod table;
mod vocabulary;

pub use chance::Levels;
pub use error::Error;
pub use mixture::Model;
pub use score::{Bar, NamelessRule};
pub use table::{Builder, Kind, Table, Value};
