//! Limits of a record, each named once. They are shown in `docs/reference/limits.md`.

/// Top-level fields of one record.
pub const FIELDS_MAX: usize = 40;

/// Characters of one text field.
pub const TEXT_CHARS_MAX: usize = 200_000;
