//! The crate from outside: properties and tables of examples.

mod codebook;
mod facts;
mod fold;
mod grading;
mod independence;
mod ranges;
mod vocabulary;
mod when;
