//! What a person meets, driven from outside: one binary, a module for each part.
//!
//! `harness` proves the tools themselves, in both directions; the other modules test the product.

mod harness;
mod site;
