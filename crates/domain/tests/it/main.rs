//! The crate from outside: properties and tables of examples.

mod codebook;
mod fold;
mod independence;
mod vocabulary;
mod when;
