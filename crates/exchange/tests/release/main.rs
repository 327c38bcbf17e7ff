//! Strike releases and monthly reports: every shape, every sum, the real lines, bad input.

mod demo;
mod hostile;
mod lossless;
mod monthly;
mod real;
mod renditions;
mod shapes;
mod sums;
