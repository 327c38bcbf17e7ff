//! Strike releases and monthly reports: every shape, every sum, the real lines, bad input.

#![expect(clippy::print_stdout, reason = "a test says what it skipped and measured")]

mod demo;
mod hostile;
mod lossless;
mod monthly;
mod real;
mod renditions;
mod shapes;
mod sums;
