//! Bytes that are kept: the vault that holds them, and what a machine can say about them. It knows nothing of
//! databases, the web or people.
//!
//! What a file states about itself is a fact about the file and never evidence by itself.

pub mod error;
pub mod limits;
pub mod package;
pub mod vault;

pub use error::{Error, Result};
