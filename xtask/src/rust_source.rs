//! A small reader of Rust source: tells code from comments and string literals, with line numbers.
//!
//! Not a parser. It knows just enough of the grammar (nested comments, raw strings, characters against
//! lifetimes) that a check about code is not fooled by a string or a comment that mentions it.

/// A string literal as written in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The line of its opening quote, from 1.
    pub line: usize,
    /// Byte offset of its opening quote, or of the prefix before it.
    pub start: usize,
    /// What stands between the quotes, escapes left as written.
    pub text: String,
}

/// One source file, read.
#[derive(Debug)]
pub struct Source {
    /// The source with comments and the insides of literals blanked: same bytes, same lines.
    pub code: String,
    /// Every string literal, in order.
    pub literals: Vec<Literal>,
}

impl Source {
    /// Reads a whole file. Broken source yields what was understood up to there.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { bytes: text.as_bytes(), at: 0, code: Vec::with_capacity(text.len()) };
        let mut spans = Vec::new();
        while reader.at < reader.bytes.len() {
            if let Some(span) = reader.step() {
                spans.push(span);
            }
        }
        let literals = spans
            .into_iter()
            .map(|Span { start, inside, end }| Literal {
                line: line_at(text, start),
                start,
                text: text[inside..end].to_owned(),
            })
            .collect();
        let code = String::from_utf8(reader.code).expect("blanking leaves only whole characters or spaces");
        Self { code, literals }
    }

    /// The code of each line with its number from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// The line that a byte offset lies on, from 1.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].split(|byte| *byte == b'\n').count()
}

/// Whether `word` stands in `code` as a whole identifier.
pub fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_identifier) && !after.is_some_and(is_identifier)
    })
}

/// Whether a character can belong to an identifier.
pub fn is_identifier(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Span {
    start: usize,
    inside: usize,
    end: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    code: Vec<u8>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn keep(&mut self) {
        let byte = self.bytes[self.at];
        // Outside literals and comments Rust is ASCII but for rare identifiers; those become spaces.
        self.code.push(if byte.is_ascii() { byte } else { b' ' });
        self.at += 1;
    }

    fn blank_to(&mut self, end: usize) {
        let end = end.min(self.bytes.len());
        while self.at < end {
            self.code.push(if self.bytes[self.at] == b'\n' { b'\n' } else { b' ' });
            self.at += 1;
        }
    }

    fn step(&mut self) -> Option<Span> {
        match (self.peek(0), self.peek(1)) {
            (b'/', b'/') => {
                let end = self.bytes[self.at..].iter().position(|byte| *byte == b'\n');
                self.blank_to(end.map_or(self.bytes.len(), |length| self.at + length));
                None
            }
            (b'/', b'*') => {
                let end = self.block_comment_end();
                self.blank_to(end);
                None
            }
            (b'\'', _) => {
                self.character_or_lifetime();
                None
            }
            (b'"', _) => Some(self.plain_string(self.at)),
            (b'r', b'"' | b'#') if !self.inside_identifier() => self.raw_string(self.at),
            _ => {
                self.keep();
                None
            }
        }
    }

    /// Whether the byte before belongs to an identifier, so that `r` here is its tail. A `b` or `c` prefix is not.
    fn inside_identifier(&self) -> bool {
        let mut before = self.code.iter().rev();
        match before.next() {
            Some(b'b' | b'c') => before.next().is_some_and(|byte| is_identifier(char::from(*byte))),
            Some(byte) => is_identifier(char::from(*byte)),
            None => false,
        }
    }

    fn block_comment_end(&self) -> usize {
        let mut depth = 0_usize;
        let mut at = self.at;
        while at < self.bytes.len() {
            if self.bytes[at..].starts_with(b"/*") {
                depth += 1;
                at += 2;
            } else if self.bytes[at..].starts_with(b"*/") {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            } else {
                at += 1;
            }
        }
        at
    }

    fn character_or_lifetime(&mut self) {
        let rest = &self.bytes[self.at + 1..];
        let length = match rest.first() {
            Some(b'\\') => rest.iter().skip(2).position(|byte| *byte == b'\'').map(|at| at + 2),
            Some(_) => {
                let width = match std::str::from_utf8(&rest[..rest.len().min(4)]) {
                    Ok(text) => text.chars().next().map_or(1, char::len_utf8),
                    Err(error) if error.valid_up_to() > 0 => 1,
                    Err(_) => rest.len().min(4),
                };
                let width = if rest[0].is_ascii() { 1 } else { width };
                (rest.get(width) == Some(&b'\'')).then_some(width)
            }
            None => None,
        };
        match length {
            Some(length) => {
                self.keep();
                self.blank_to(self.at + length);
                self.keep();
            }
            None => self.keep(),
        }
    }

    fn plain_string(&mut self, start: usize) -> Span {
        self.keep();
        let inside = self.at;
        let mut end = inside;
        while end < self.bytes.len() && self.bytes[end] != b'"' {
            end += if self.bytes[end] == b'\\' { 2 } else { 1 };
        }
        self.close(start, inside, end, 1)
    }

    fn raw_string(&mut self, start: usize) -> Option<Span> {
        let hashes = self.bytes[self.at + 1..].iter().take_while(|byte| **byte == b'#').count();
        if self.peek(1 + hashes) != b'"' {
            // A raw identifier such as r#type.
            self.keep();
            return None;
        }
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let inside = self.at;
        let mut closing = vec![b'"'];
        closing.resize(hashes + 1, b'#');
        let end = self.bytes[inside..]
            .windows(closing.len())
            .position(|window| window == closing.as_slice())
            .map_or(self.bytes.len(), |length| inside + length);
        Some(self.close(start, inside, end, closing.len()))
    }

    fn close(&mut self, start: usize, inside: usize, end: usize, closing: usize) -> Span {
        let end = end.min(self.bytes.len());
        self.blank_to(end);
        for _ in 0..closing {
            if self.at < self.bytes.len() {
                self.keep();
            }
        }
        Span { start, inside, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_kept() {
        let text = "let a = \"todo!()\"; // todo!()\n/* x /* todo!() */ y */ let b = 1;\n";
        let source = Source::read(text);
        assert_eq!(source.code.len(), text.len());
        assert!(!source.code.contains("todo"));
        assert!(source.code.contains("let b = 1;"));
        assert_eq!(source.literals, vec![Literal { line: 1, start: 8, text: "todo!()".to_owned() }]);
    }

    #[test]
    fn raw_strings_escapes_characters_and_lifetimes_are_told_apart() {
        let text = "fn f<'a>(x: &'a str) { g('\"', '\\'', 'ر', r#\"a \" b\"#, \"c\\\"d\", b\"e\", br\"f\", r#type) }";
        let source = Source::read(text);
        let found: Vec<&str> = source.literals.iter().map(|literal| literal.text.as_str()).collect();
        assert_eq!(found, ["a \" b", "c\\\"d", "e", "f"]);
        assert!(source.code.ends_with("r#type) }"));
    }

    #[test]
    fn unfinished_source_does_not_loop_or_fail() {
        for text in ["\"abc", "/* abc", "r#\"abc", "'", "'\\", "\"abc\\", "r##"] {
            assert_eq!(Source::read(text).code.len(), text.len(), "{text}");
        }
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("let x: f64 = 1.0", "f64"));
        assert!(!has_word("let my_f64s = 1", "f64"));
    }
}
