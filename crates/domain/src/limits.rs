//! Limits of a record, each named once. They are shown in `docs/reference/limits.md`.

/// Top-level fields of one record.
pub const FIELDS_MAX: usize = 40;

/// Characters of one text field.
pub const TEXT_CHARS_MAX: usize = 200_000;

/// Characters of one statement of time in EDTF.
pub const EDTF_CHARS_MAX: usize = 80;

/// The smallest offset from UTC in use, hours: what an unknown zone may be.
pub const OFFSET_HOURS_MIN: i8 = -12;

/// The largest offset from UTC in use, hours: what an unknown zone may be.
pub const OFFSET_HOURS_MAX: i8 = 14;

/// The earliest bound of a statement whose start is open.
pub const WHEN_FIRST: &str = "0000-01-01T00:00:00Z";

/// The latest bound of a statement whose end is open.
pub const WHEN_LAST: &str = "9999-12-31T23:59:59Z";

/// Bytes of a codebook file.
pub const CODEBOOK_BYTES_MAX: usize = 64 * 1024;

/// Grades of one codebook.
pub const CODEBOOK_GRADES_MAX: usize = 20;

/// Reports that one reckoning of independence takes: those of one incident.
pub const ORIGIN_REPORTS_MAX: usize = 1_000;

/// Ties between the reports of one reckoning of independence.
pub const ORIGIN_EDGES_MAX: usize = 10_000;

/// Ways from one report to its origins that are spelt out, the nearest first; all origins are named.
pub const ORIGIN_ROUTES_MAX: usize = 8;

/// Accounts that one range is computed from: those of one incident.
pub const RANGE_ACCOUNTS_MAX: usize = 5_000;

/// People one comment asks the attention of.
pub const MENTIONS_MAX: usize = 20;

/// Fields one review comments on.
pub const COMMENTS_MAX: usize = 40;

/// Bytes of a sealed text: a name, an address and how to reach somebody need a few hundred.
pub const SEALED_BYTES_MAX: usize = 64 * 1024;
