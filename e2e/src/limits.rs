//! How long the harness waits for what; on a loaded machine everything is slow but nothing is endless.

use std::time::Duration;

/// A command that runs to its end, the demonstration's building included.
pub const COMMAND_MAX: Duration = Duration::from_mins(3);
/// From the start of a server to its printed address.
pub const SERVER_START_MAX: Duration = Duration::from_mins(1);
/// From asking a server to stop to its end.
pub const SERVER_STOP_MAX: Duration = Duration::from_secs(20);
/// From the start of the browser's driver to its printed port.
pub const DRIVER_START_MAX: Duration = Duration::from_secs(30);
/// One request, of the plain client or to the driver.
pub const REQUEST_MAX: Duration = Duration::from_mins(1);
/// How long the driver looks for an element before it is missing.
pub const ELEMENT_MAX: Duration = Duration::from_secs(5);
/// Largest answer the plain client reads, in bytes.
pub const RESPONSE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// One run of schemathesis.
pub const SCHEMATHESIS_MAX: Duration = Duration::from_mins(3);
