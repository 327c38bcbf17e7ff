//! Limits of the commands. They are shown in `docs/reference/limits.md`.

use std::time::Duration;

/// Longest time a committed act waits for its number in the log while a server or worker runs.
pub const SEQUENCE_EVERY: Duration = Duration::from_mins(1);

/// How long after its start a server or worker first looks whether a timestamp is due.
pub const STAMP_FIRST_AFTER: Duration = Duration::from_secs(20);

/// How often it looks from then on.
pub const STAMP_EVERY: Duration = Duration::from_mins(5);

/// Longest pause between two tries to get a timestamp; each failure doubles it up to this.
pub const STAMP_PAUSE_MAX: Duration = Duration::from_hours(6);

/// Longest time a timestamp authority is waited for.
pub const AUTHORITY_TIMEOUT: Duration = Duration::from_secs(30);

/// Longest time to reach a timestamp authority.
pub const AUTHORITY_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Depth of folders that `sijil release FOLDER` reads.
pub const FOLDER_DEPTH_MAX: usize = 8;

/// Bytes of one release file; a release is a page or two of text.
pub const RELEASE_FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Where pages are served unless `--listen` says otherwise: this machine only.
pub const LISTEN: &str = "127.0.0.1:7979";

/// Addresses that `sijil links check` asks unless `--limit` says otherwise.
pub const LINKS_OF_A_ROUND: usize = 500;

/// Addresses of one host that one round asks.
pub const LINKS_OF_A_HOST_MAX: usize = 30;

/// Time between two requests to one host.
pub const LINKS_PAUSE_OF_A_HOST: Duration = Duration::from_secs(1);

/// Longest time for one address, redirects included.
pub const LINK_TIMEOUT: Duration = Duration::from_secs(20);

/// Longest time to reach a host.
pub const LINK_CONNECT_TIMEOUT: Duration = Duration::from_secs(8);

/// Redirects that are followed.
pub const LINK_REDIRECTS_MAX: u32 = 5;

/// Bytes of a key, passphrase or sealed text that `sijil key` reads from a file.
pub const KEY_FILE_BYTES_MAX: u64 = 128 * 1024;

/// Bytes of a text that `sijil key seal` takes: a name, an address, how to reach somebody.
pub const SEALED_TEXT_BYTES_MAX: u64 = 32 * 1024;

/// A text is sealed in whole steps of this many bytes, so that its length does not tell a name.
pub const SEALED_TEXT_STEP_BYTES: usize = 1024;

/// Between two steps of the background check of the vault.
pub const SCRUB_EVERY: Duration = Duration::from_secs(15);

/// Bytes after which a step begins no further file: a terabyte in three days, and nobody notices it.
pub const SCRUB_BYTES_PER_STEP: u64 = 64 * 1024 * 1024;
