//! `cargo xtask`: the chores of this workspace that are not the product.
//!
//! `tidy` refuses what reviewers forget, `reference` writes the generated parts of `docs/reference`, `bench`
//! runs the benches and prints the machine they ran on. Nothing here is shipped. Start at [`tidy`].

mod bench;
mod finding;
mod metadata;
mod reference;
mod rust_source;
mod tidy;
mod tree;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  tidy               check the habits of the workspace; each offence is printed as file:line: what and why
  tidy NAME…         only these checks (the names are those `tidy` prints)
  reference          rewrite the generated parts of docs/reference
  reference --check  compare them instead, and fail where they differ
  bench [CRATE…]     run the benches of the workspace, or of these crates, and print the machine
  help               this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["tidy", names @ ..] => tidy::run(&workspace_root(), names),
        ["reference"] => reference::write(&workspace_root()),
        ["reference", "--check"] => reference::compare(&workspace_root()),
        ["bench", crates @ ..] => bench::run(&workspace_root(), crates),
        ["help" | "--help" | "-h"] | [] => {
            say(HELP.trim_end());
            Ok(true)
        }
        other => {
            complain(&format!("no such command: {}\n\n{HELP}", other.join(" ")));
            Ok(false)
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The folder that holds the workspace's `Cargo.toml`.
fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the workspace").to_path_buf()
}

/// Prints one line for the reader or the next program; a closed pipe is no error.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Prints one line about what went wrong.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
