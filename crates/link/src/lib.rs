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

mod error;
pub mod limits;
pub mod name;
mod random;
mod similarity;

pub use error::Error;
