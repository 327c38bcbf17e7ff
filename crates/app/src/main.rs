//! The binary `sijil`: commands, settings and wiring around the register and its pages.
//!
//! It holds no rule of the register and draws no page. Start at [`command`] for what can be typed, at [`demo`] for
//! the demonstration, at [`serving`] for the server with its background work.

mod asking;
mod command;
mod decoder;
mod demo;
mod exit;
mod failure;
mod limits;
mod logging;
mod output;
mod place;
mod progress;
mod project;
mod serving;
mod stamping;
mod statement;

use clap::Parser;

/// Records are many small texts, made on one thread and freed on another: the system's allocator spends a fifth of an
/// import on that (figures in docs/reference/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let command = command::Sijil::parse();
    logging::start();
    command::run(command).into()
}
