//! What can be doubtful in a release or a report: one code and one hint each, in one list. Where each arises is told
//! by the callers of the reader. Not a problem of one text: that is [`super::Problem`]. Start at [`Code`].

/// Makes [`Code`], so that no code can be used that is not in [`Code::ALL`], and none lacks its hint.
macro_rules! codes {
    ($($(#[$gloss:meta])* $name:ident $code:literal $hint:literal)*) => {
        /// Something a person should look at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code { $($(#[$gloss])* $name),* }

        impl Code {
            /// Every code, sorted.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code, kebab-case; the keys of its translations are `error-CODE` and `hint-CODE`.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// What a person can do, in English.
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint),* }
            }
        }
    };
}

codes! {
    /// "a" before a plural.
    ArticleWithPlural "article-with-plural"
        "Read as 1; correct the line if more were meant."
    /// Two targets, one number.
    CountNotStated "count-not-stated"
        "The text gives a number for the first target only; that of the other stays unknown."
    /// A day that no calendar has.
    DayNotReadable "day-not-readable"
        "The calendar has no such day; see the printed words."
    /// Engagements without a usable number.
    EngagementsUnknown "engagements-unknown"
        "The words give no usable number: it stays unknown. Read them yourself."
    /// One figure, printed twice, differs.
    FigureRepeatedDifferently "figure-repeated-differently"
        "The first figure is kept; compare the words."
    /// A finding whose head does not end.
    FindingWithoutColon "finding-without-colon"
        "Head and words could not be told apart; read the finding yourself."
    /// Characters that no reader sees.
    InvisibleMarks "invisible-marks"
        "They were kept and read as spaces; nothing needs doing."
    /// The printed date and the number name two days.
    IssueDatesDiffer "issue-dates-differ"
        "The printed date is used; the number names another day. Compare the two."
    /// A late line without its day.
    LateDayUnknown "late-day-unknown"
        "A late line without a day: see the release it adds to."
    /// The monthly ledger does not add up.
    LedgerDiffers "ledger-differs"
        "Kept as printed; the difference is shown. Compare it with the words."
    /// A line without a number of strikes.
    LineNotRead "line-not-read"
        "No number of strikes was found in this line; read it yourself."
    /// A number word that resembles one.
    NumberMisspelled "number-misspelled"
        "Read as the number it resembles; correct it if that is wrong."
    /// A number that cannot be stored.
    NumberTooLarge "number-too-large"
        "More than can be stored: the number is left unknown. Compare it with the words."
    /// A figure of the ledger without a usable number.
    NumberUnknown "number-unknown"
        "The words give no usable number: it stays unknown. Read them yourself."
    /// A finding without its outcome.
    OutcomeUnknown "outcome-unknown"
        "Neither a heading nor the words give the outcome; read the finding yourself."
    /// A line without a place.
    PlaceMissing "place-missing"
        "No place was found in this line; read it yourself."
    /// A line with two places.
    SecondPlace "second-place"
        "Only the first place is kept for this line; compare with the words."
    /// A sentence longer than is searched.
    SentenceTooLong "sentence-too-long"
        "Only its beginning was searched for figures; read the rest yourself."
    /// A line with several counts.
    SeveralCounts "several-counts"
        "Each count was read as a line of its own; compare with the words."
    /// A finding without its source.
    SourceNotStated "source-not-stated"
        "No \"via\" stands in the head of the finding; read its source in the words."
    /// Strikes without a usable number.
    StrikesUnknown "strikes-unknown"
        "The words give no usable number: it stays unknown. Read them yourself."
    /// A total that its parts do not make.
    SumDiffers "sum-differs"
        "Kept as printed; shown wherever the total is used. Compare it with the words."
    /// A count without a target.
    TargetMissing "target-missing"
        "A count without a target; read the line yourself."
    /// More bytes than are read.
    TextTooLong "text-too-long"
        "Split the text; the rest is kept unread."
    /// More lines than are read.
    TooManyLines "too-many-lines"
        "Split the text; the rest is kept unread."
    /// A word of a place printed twice.
    WordDoubled "word-doubled"
        "One of the words was left out of the place; compare with the words."
    /// Words that no rule reads.
    WordsNotRead "words-not-read"
        "Read these words yourself; they are kept."
    /// A day whose year nothing tells.
    YearUnresolved "year-unresolved"
        "No issue date settles the year: it stays unknown. Look for it in the words."
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_sorted_and_unique_and_tell_what_to_do() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].slug() < pair[1].slug()));
        assert!(Code::ALL.iter().all(|code| code.hint().ends_with('.')));
    }
}
