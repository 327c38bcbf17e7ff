//! The program as a person starts it: the demonstration, the commands, the exit codes. The library crates test
//! their own rules; nothing here repeats them.

#[path = "../../../ledger/tests/it/authority.rs"]
mod authority;
mod commands;
mod decoding;
mod demo;
mod facts;
mod key;
mod package;
mod people;
mod running;
mod statement;
mod timestamp;
