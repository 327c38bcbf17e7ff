//! Logs: on standard error, about the program's own work, never with a name, a testimony or a secret.
//!
//! `SIJIL_LOG` chooses how much, in the words of `tracing`: `error`, `warn` (the default), `info`, `debug`, or a
//! list such as `web=debug,info`.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// The variable that says how much is logged.
const VARIABLE: &str = "SIJIL_LOG";

/// Starts logging; a filter that is not understood is said and left out.
pub fn start() {
    let wanted = std::env::var(VARIABLE).unwrap_or_default();
    let filter = if wanted.is_empty() { Ok(EnvFilter::new("warn")) } else { EnvFilter::try_new(&wanted) };
    let is_understood = filter.is_ok();
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| EnvFilter::new("warn")))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .try_init();
    if started.is_ok() && !is_understood {
        tracing::warn!("{VARIABLE} is not understood; logging warnings");
    }
}
