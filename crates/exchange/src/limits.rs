//! Every limit of this crate, named. Shown in the reference documentation.

/// Bytes of one release or monthly report; what lies beyond is kept as remainder and reported.
pub const REPORT_BYTES_MAX: usize = 1 << 20;

/// Strike lines of one release, and findings of one monthly report; further ones are kept unread and reported.
pub const REPORT_LINES_MAX: usize = 5_000;

/// Problems kept for one text.
pub const PROBLEMS_MAX: usize = 1_000;
