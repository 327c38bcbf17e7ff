//! The program as a person starts it: the demonstration, the commands, the exit codes. The library crates test
//! their own rules; nothing here repeats them.

mod commands;
mod decoding;
mod demo;
mod facts;
mod people;
mod running;
