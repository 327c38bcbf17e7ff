//! Counts as releases print them: digits with commas, words up to ninety-nine and their hundreds, articles,
//! and the slips that really occur ("fives"). A count that is not a number ("several") is not invented.
//! Start at [`read`].

use super::scan::{Kind, Scanned, Span};

/// A count found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// `None`: the words say that there were some, not how many; or the digits exceed what can be stored.
    pub value: Option<u32>,
    /// One past the last token.
    pub end: usize,
    /// The words are an article ("a", "an").
    pub article: bool,
    /// The words are a slip for the number ("fives").
    pub slip: bool,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const VAGUE: [&str; 7] = ["several", "multiple", "numerous", "many", "some", "various", "dozens"];

/// The value of one number word, with whether it was a slip.
fn word_value(word: &str) -> Option<(u32, bool)> {
    let longest = 17;
    if word.len() > longest || word.len() < 2 {
        return None;
    }
    if let Some(value) = plain_value(word) {
        return Some((value, false));
    }
    if let Some((tens, unit)) = word.split_once(['-', '\u{2010}', '\u{2011}']) {
        let tens = tens_value(tens)?;
        let unit = plain_value(unit).filter(|unit| (1..10).contains(unit))?;
        return Some((tens + unit, false));
    }
    let singular = word.strip_suffix(['s', 'S'])?;
    plain_value(singular).filter(|value| *value > 1).map(|value| (value, true))
}

fn tens_value(word: &str) -> Option<u32> {
    let index = TENS.iter().position(|tens| tens.eq_ignore_ascii_case(word))?;
    u32::try_from((index + 2) * 10).ok()
}

fn plain_value(word: &str) -> Option<u32> {
    let index = UNITS.iter().position(|unit| unit.eq_ignore_ascii_case(word));
    index.and_then(|index| u32::try_from(index).ok()).or_else(|| tens_value(word))
}

/// Digits with or without commas; `None` when they do not fit.
pub(crate) fn digits(words: &str) -> Option<u32> {
    words
        .bytes()
        .filter(u8::is_ascii_digit)
        .try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0')))
}

/// Reads a count that begins at token `at`.
pub(crate) fn read(scanned: Scanned<'_>, at: usize, to: usize) -> Option<Found> {
    if at >= to {
        return None;
    }
    let found = |value, end| Some(Found { value, end, article: false, slip: false });
    match scanned.kind(at)? {
        Kind::Number => found(digits(scanned.word(at)), at + 1),
        Kind::Word => {
            let word = scanned.word(at);
            if word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") {
                return Some(Found { value: Some(1), end: at + 1, article: true, slip: false });
            }
            if word.eq_ignore_ascii_case("no") {
                return found(Some(0), at + 1);
            }
            if word.eq_ignore_ascii_case("another") {
                return found(Some(1), at + 1);
            }
            if VAGUE.iter().any(|vague| vague.eq_ignore_ascii_case(word)) {
                return found(None, at + 1);
            }
            let (value, slip) = word_value(word)?;
            let (value, end) = larger(scanned, value, at + 1, to);
            Some(Found { value: Some(value), end, article: false, slip })
        }
        _ => None,
    }
}

/// Continues "two hundred and five", "twenty two".
fn larger(scanned: Scanned<'_>, value: u32, at: usize, to: usize) -> (u32, usize) {
    let unit = |at: usize| {
        let word = if at < to { scanned.word(at) } else { "" };
        word_value(word).filter(|(_, slip)| !slip).map(|(value, _)| value)
    };
    let tens = (20..100).contains(&value) && value.is_multiple_of(10);
    if let Some(more) = unit(at).filter(|more| tens && (1..10).contains(more)) {
        return (value + more, at + 1);
    }
    if (1..100).contains(&value) && at < to && scanned.is(at, "hundred") {
        let next = if scanned.is(at + 1, "and") { at + 2 } else { at + 1 };
        let Some(more) = unit(next).filter(|more| *more < 100) else { return (value * 100, at + 1) };
        let tens = more >= 20 && more.is_multiple_of(10);
        return match unit(next + 1).filter(|units| tens && (1..10).contains(units)) {
            Some(units) => (value * 100 + more + units, next + 2),
            None => (value * 100 + more, next + 1),
        };
    }
    (value, at)
}

/// The words of a count as a release writes it: words to nine, digits from ten.
pub(crate) fn words(value: u32) -> String {
    match UNITS.get(usize::try_from(value).unwrap_or(usize::MAX)) {
        Some(unit) if value < 10 => (*unit).to_owned(),
        _ => grouped(value),
    }
}

/// Digits with commas between groups of three.
fn grouped(value: u32) -> String {
    let plain = value.to_string();
    let mut out = String::with_capacity(plain.len() + 3);
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The span of the tokens of a count.
pub(crate) fn span(scanned: Scanned<'_>, at: usize, found: Found) -> Span {
    scanned.span(at, found.end)
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    fn value(text: &str) -> Result<Option<u32>, &str> {
        let tokens = scan(text);
        read(Scanned { text, tokens: &tokens }, 0, tokens.len()).map(|found| found.value).ok_or("no count")
    }

    #[test]
    fn words_digits_and_slips_are_read() {
        for (text, expected) in [
            ("a", 1),
            ("an", 1),
            ("one", 1),
            ("fives", 5),
            ("Nineteen", 19),
            ("twenty", 20),
            ("forty-two", 42),
            ("ninety nine", 99),
            ("1,360", 1360),
            ("283", 283),
            ("one hundred and five", 105),
            ("two hundred", 200),
            ("Seventy-nine", 79),
            ("no", 0),
        ] {
            assert_eq!(value(text), Ok(Some(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_unknown_or_not_a_count() {
        assert_eq!(value("several"), Ok(None));
        assert_eq!(value("99999999999999"), Ok(None));
        assert_eq!(value("strikes"), Err("no count"));
        assert_eq!(value("as"), Err("no count"));
    }

    #[test]
    fn counts_are_written_as_releases_write_them() {
        assert_eq!((words(9).as_str(), words(10).as_str(), words(1360).as_str()), ("nine", "10", "1,360"));
    }
}
