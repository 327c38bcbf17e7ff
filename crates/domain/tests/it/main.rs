//! The crate from outside: properties and tables of examples.

mod codebook;
mod fold;
mod vocabulary;
mod when;
