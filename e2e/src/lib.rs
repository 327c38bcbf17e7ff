//! Drives the built binary `sijil` from outside: its commands, its HTTP and its pages in a real browser.
//!
//! Nothing here links the product; what these tests see is what a person sees. Start at [`program`] for
//! commands and servers, [`http`] for requests, [`browser`] for pages. The tests are in `tests/it`; the program
//! `shots` takes pictures of our screens for people to look at, `load` lets fifty people work at once, and
//! `ingest` takes 10,000 files in beside what people would do by hand.

pub mod authenticator;
pub mod binary;
pub mod browser;
pub mod demonstration;
pub mod disk;
pub mod emulation;
pub mod form;
pub mod http;
pub mod incidents;
pub mod limits;
pub mod load;
pub mod mixed_files;
pub mod person;
pub mod program;
pub mod schemathesis;
mod webdriver;

use std::io::Write;

/// Whether a missing database or browser fails a test instead of skipping it; `./test` says so.
pub fn is_strict() -> bool {
    std::env::var("SIJIL_TEST_STRICT").is_ok_and(|value| value == "1")
}

/// Says that a test proves nothing on this machine, and why.
pub fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "skipped: {why}");
}
