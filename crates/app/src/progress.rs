//! Progress of long work: a bar on standard error where that is a terminal, silence elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar of `steps` steps; it draws nothing unless standard error is a terminal.
pub fn bar(steps: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// A running count of files; as [`bar`] it draws only on a terminal.
pub fn items(what: &str) -> ProgressBar {
    let counter = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} files, {per_sec}") {
        counter.set_style(style);
    }
    counter.set_message(what.to_owned());
    counter
}

/// A running count, for work whose end is not known; as [`bar`] it draws only on a terminal.
pub fn counter(what: &str) -> ProgressBar {
    let counter = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} rows, {per_sec}") {
        counter.set_style(style);
    }
    counter.set_message(what.to_owned());
    counter
}
