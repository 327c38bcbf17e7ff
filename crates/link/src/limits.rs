//! Every limit of this crate.

/// Letters of a name that are read; the rest of a longer one is left out and [`crate::name::Name::cut`] says so.
pub const NAME_LETTERS_MAX: usize = 400;

/// Parts of a name that are kept.
pub const NAME_PARTS_MAX: usize = 16;

/// Rows of one linkage.
pub const ROWS_MAX: usize = 200_000_000;

/// Letters that the similarity of two words looks at.
pub const SIMILARITY_LETTERS_MAX: usize = 64;

/// Levels of one comparison, the missing one among them.
pub const LEVELS_MAX: usize = 8;

/// Rows of one block before it is refined by the next field of its rule: for narrow rules, and for wide ones.
pub const BLOCK_ROWS_MAX: usize = 1_000;
/// The same for rules that would give too many pairs in a long list.
pub const WIDE_BLOCK_ROWS_MAX: usize = 60;
/// Their least, and what is divided by the rows of all lists to find theirs.
pub const WIDE_BLOCK_ROWS_MIN: usize = 4;
/// See [`WIDE_BLOCK_ROWS_MIN`].
pub const WIDE_BLOCK_ROWS_BY_LENGTH: usize = 1_000_000;

/// Candidate pairs of one linkage; a plan with more is refused before it runs.
pub const PAIRS_MAX: u64 = 2_000_000_000;

/// Random pairs from which chance agreement is measured.
pub const CHANCE_PAIRS: usize = 60_000;

/// Rounds of the fit from each start, and from the likeliest.
pub const FIT_ROUNDS_FIRST: usize = 10;
/// See [`FIT_ROUNDS_FIRST`].
pub const FIT_ROUNDS_MAX: usize = 80;

/// Threads of one linkage.
pub const THREADS_MAX: usize = 64;
