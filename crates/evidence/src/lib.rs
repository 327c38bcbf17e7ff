//! Bytes that are kept: the vault that holds them, and what a machine can say about them. It knows nothing of
//! databases, the web or people.
//!
//! What a file states about itself is a fact about the file and never evidence by itself. Files of unknown origin are
//! read in a confined child process only: start at [`sandbox`], then at [`media`] for what is read.

pub mod durable;
pub mod error;
pub mod limits;
pub mod media;
pub mod package;
pub mod sandbox;
pub mod sealing;
pub mod vault;

pub use error::{Error, Result};
