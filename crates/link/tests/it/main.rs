//! The engine as a whole: published files, people of two lists, invented lists, and properties.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "tests print what they measured and skipped, and count small things"
)]

mod invented;
mod persons;
mod properties;
mod published;
