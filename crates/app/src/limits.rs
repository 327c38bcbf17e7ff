//! Limits of the commands. They are shown in `docs/reference/limits.md`.

use std::time::Duration;

/// Longest time a committed act waits for its number in the log while a server or worker runs.
pub const SEQUENCE_EVERY: Duration = Duration::from_mins(1);

/// Depth of folders that `sijil release FOLDER` reads.
pub const FOLDER_DEPTH_MAX: usize = 8;

/// Bytes of one release file; a release is a page or two of text.
pub const RELEASE_FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Where pages are served unless `--listen` says otherwise: this machine only.
pub const LISTEN: &str = "127.0.0.1:7979";
