//! What a command prints: data on standard output, messages on standard error. With `--json` the data are JSON.
//!
//! A reader that stops reading (`| head`) ends the output silently, as other programs do.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use serde::Serialize;
use std::io::{ErrorKind, IsTerminal, Write};

/// Where a command's words go.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether data are printed as JSON.
    pub json: bool,
}

impl Output {
    /// Prints a result: as one JSON value, or as the text that `plain` makes of it.
    pub fn data<T: Serialize>(self, data: &T, plain: impl FnOnce(&T) -> String) -> Result<()> {
        if self.json {
            let text = serde_json::to_string(data)
                .map_err(|error| Failure::new(Exit::Damaged, "not-json", error.to_string()))?;
            print(&format!("{text}\n"))
        } else {
            print(&plain(data))
        }
    }

    /// Says why the command failed: `error:` and, where there is something to do, `hint:`.
    pub fn failed(self, failure: &Failure) {
        let hint = failure.hint.as_ref().map(|hint| format!("{} {hint}\n", painted("hint:", "36")));
        say(&format!("{} {}\n{}", painted("error:", "31"), failure.message, hint.unwrap_or_default()));
        if self.json {
            let data = serde_json::json!({
                "error": { "code": failure.code, "message": failure.message, "hint": failure.hint },
            });
            // Where standard output is gone there is nobody left to tell.
            let _ = print(&format!("{data}\n"));
        }
    }
}

/// Prints text as it is.
pub fn print(text: &str) -> Result<()> {
    let mut out = Stdout;
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::new(Exit::Input, "file", format!("standard output: {error}")))
}

/// Standard output, on which a reader that stops reading is no failure.
pub struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match std::io::stdout().lock().write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match std::io::stdout().lock().flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

/// Says something beside the data, on standard error.
pub fn note(text: &str) {
    say(&format!("{text}\n"));
}

/// Says what is doubtful, on standard error.
pub fn warn(text: &str) {
    say(&format!("{} {text}\n", painted("warning:", "33")));
}

fn say(text: &str) {
    // Where standard error is gone there is nobody left to tell.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

fn painted(word: &str, colour: &str) -> String {
    let is_colourful = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if is_colourful { format!("\u{1b}[1;{colour}m{word}\u{1b}[0m") } else { word.to_owned() }
}
