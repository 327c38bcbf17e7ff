//! Words, numbers and marks of a text with their byte spans: the scanner under releases and monthly reports.
//!
//! It knows nothing of strikes. It never fails: a character it has no name for becomes a [`Kind::Mark`].
//! Start at [`scan`].

use serde::{Deserialize, Serialize};

/// A range of bytes of the original text, always on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to before `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words of this span; empty when the span does not lie in `text`.
    pub fn of<'text>(&self, text: &'text str) -> &'text str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `byte` lies inside.
    pub const fn holds(&self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with inner apostrophes and hyphens.
    Word,
    /// Digits, with inner commas between groups of three.
    Number,
    /// One character that is neither, or a dash of any length.
    Mark(char),
    /// One line break.
    Break,
}

/// One token of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub kind: Kind,
    pub span: Span,
    /// Whether white space (or the start of the text) comes right before it.
    pub spaced: bool,
}

impl Token {
    pub fn is(&self, text: &str, word: &str) -> bool {
        self.kind == Kind::Word && self.span.of(text).eq_ignore_ascii_case(word)
    }

    pub fn is_one_of(&self, text: &str, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| self.span.of(text).eq_ignore_ascii_case(word))
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether a word begins with a capital letter.
    pub fn is_capital(&self, text: &str) -> bool {
        self.kind == Kind::Word && self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }
}

/// A text with its tokens, which every reader of this module walks over by index.
#[derive(Clone, Copy)]
pub(crate) struct Scanned<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl<'a> Scanned<'a> {
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    pub fn is(&self, index: usize, word: &str) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is(self.text, word))
    }

    pub fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is_one_of(self.text, words))
    }

    pub fn is_mark(&self, index: usize, mark: char) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is_mark(mark))
    }

    pub fn is_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is_capital(self.text))
    }

    pub fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The span of the tokens `from..to`; empty at the end of the text when there are none.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match self.tokens.get(from..to) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.text.len(), self.text.len()),
        }
    }

    /// Whether the words from `index` on are exactly `words`.
    pub fn matches(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is(index + offset, word))
    }

    /// The first place in `from..to` where `words` stand in a row.
    pub fn find(&self, from: usize, to: usize, words: &[&str]) -> Option<usize> {
        (from..to.min(self.tokens.len())).find(|&index| self.matches(index, words))
    }
}

/// Whether a character is drawn as nothing: direction marks, zero-width spaces, byte-order marks.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

const fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

const fn joins_word(character: char) -> bool {
    matches!(
        character,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BF}' | '-' | '`' | '\u{2010}' | '\u{2011}'
    )
}

/// Splits `text` into tokens. Linear in its length.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
    let mut rest = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, character)) = rest.next() {
        if character == '\n' {
            tokens.push(Token { kind: Kind::Break, span: Span::new(start, start + 1), spaced });
            spaced = true;
            continue;
        }
        if character.is_whitespace() || is_invisible(character) {
            spaced = true;
            continue;
        }
        let mut end = start + character.len_utf8();
        let kind = if character.is_ascii_digit() {
            end = number_end(text, end);
            Kind::Number
        } else if character.is_alphanumeric() {
            end = word_end(text, end);
            Kind::Word
        } else if is_dash(character) {
            end = start
                + text[start..].chars().take_while(|next| is_dash(*next)).map(char::len_utf8).sum::<usize>();
            Kind::Mark('-')
        } else {
            Kind::Mark(character)
        };
        while rest.next_if(|(next, _)| *next < end).is_some() {}
        tokens.push(Token { kind, span: Span::new(start, end), spaced });
        spaced = false;
    }
    tokens
}

fn number_end(text: &str, mut end: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    loop {
        while digit(end) {
            end += 1;
        }
        let grouped =
            bytes.get(end) == Some(&b',') && (1..=3).all(|step| digit(end + step)) && !digit(end + 4);
        if !grouped {
            return end;
        }
        end += 1;
    }
}

fn word_end(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut characters = text[from..].chars().peekable();
    while let Some(character) = characters.next() {
        let inner = joins_word(character) && characters.peek().is_some_and(|next| next.is_alphanumeric());
        let letter = character.is_alphanumeric() || is_mark_on_letter(character);
        if !(letter || inner) {
            break;
        }
        end += character.len_utf8();
    }
    end
}

/// Combining marks and Arabic vowel signs belong to the letter before them.
const fn is_mark_on_letter(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        scan(text).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn numbers_keep_their_commas_and_words_their_hyphens() {
        assert_eq!(words("1,360 strikes, ISIL-held"), ["1,360", "strikes", ",", "ISIL-held"]);
        assert_eq!(words("Aug. 15-16,2017"), ["Aug", ".", "15", "-", "16", ",", "2017"]);
        assert_eq!(words("-- Near Mar’a"), ["--", "Near", "Mar’a"]);
        assert_eq!(words("June 111-12"), ["June", "111", "-", "12"]);
    }

    #[test]
    fn invisible_marks_are_space() {
        assert_eq!(words("\u{FEFF}a\u{200F} b"), ["a", "b"]);
    }
}
