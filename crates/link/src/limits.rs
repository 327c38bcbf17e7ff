//! Every limit of this crate.

/// Letters of a name that are read; the rest of a longer one is left out and [`crate::name::Name::cut`] says so.
pub const NAME_LETTERS_MAX: usize = 400;

/// Parts of a name that are kept.
pub const NAME_PARTS_MAX: usize = 16;

/// Rows of one linkage.
pub const ROWS_MAX: usize = 200_000_000;

/// Letters that the similarity of two words looks at.
pub const SIMILARITY_LETTERS_MAX: usize = 64;
