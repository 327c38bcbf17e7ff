//! Runs the built program and keeps what it said.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// The program, in an environment that does not depend on who runs the tests.
pub fn sijil() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sijil"));
    command.env_remove("SIJIL_LOG").env("NO_COLOR", "1");
    command
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Output {
    sijil().args(arguments).output().expect("the program was built")
}

/// Runs it and wants it to have done what was asked; gives what it printed.
pub fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// As [`done`], with `--json` added, read.
pub fn json(arguments: &[&str]) -> Value {
    let mut arguments = arguments.to_vec();
    arguments.push("--json");
    serde_json::from_str(&done(&arguments)).expect("one JSON value")
}

/// What it said beside its data.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A path as an argument.
pub fn argument(path: &Path) -> String {
    path.to_str().expect("a path of letters").to_owned()
}
