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
