//! What can be wrong with what this crate is given.

/// What linking refuses. Nothing of this is shown to people yet; the room that does gives each a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Two rows of one list have one key.
    #[error("the list {list} has two rows with the key {key}")]
    KeyTwice {
        /// The list's number.
        list: u32,
        /// The rows' key.
        key: u64,
    },
    /// More rows than a linkage takes.
    #[error("there are more than {most} rows")]
    TooManyRows {
        /// How many there may be.
        most: usize,
    },
    /// More candidate pairs than a linkage takes: the rules are too wide.
    #[error("the rules give {pairs} pairs, more than {most}")]
    TooManyPairs {
        /// How many there are.
        pairs: u64,
        /// How many there may be.
        most: u64,
    },
    /// A fitted model that belongs to other settings.
    #[error("the model was fitted with other comparisons or rules")]
    OtherModel,
    /// A row, list or column is named that is not there.
    #[error("there is no {what} with the number {number}")]
    Unknown {
        /// `row`, `list` or `column`.
        what: &'static str,
        /// What was asked for.
        number: u64,
    },
    /// A verdict keeps apart what other verdicts put together.
    #[error("a verdict keeps apart rows {first} and {second}, which other verdicts put together")]
    VerdictsDisagree {
        /// The key of one row.
        first: u64,
        /// The key of the other.
        second: u64,
    },
    /// Settings without a rule by which pairs are found.
    #[error("no blocking rule is given")]
    NoRule,
    /// A column of a kind that the comparison or the rule cannot use.
    #[error("column {column} is not of the kind that its comparison or rule needs")]
    WrongColumn {
        /// The column's number.
        column: usize,
    },
}
