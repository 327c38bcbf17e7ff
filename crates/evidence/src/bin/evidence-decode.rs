//! A decoding child without the rest of the program: what `sijil decode` is, for tests and for other programs.

use evidence::sandbox::child::{self, Ended};
use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).map(|order| child::run(&order)) {
        Some(Ended::Answered) => ExitCode::SUCCESS,
        Some(Ended::Failed) | None => ExitCode::FAILURE,
    }
}
