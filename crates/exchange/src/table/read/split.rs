//! One row of delimited text into the bytes of its cells. Quotes work as in RFC 4180: a cell that starts with one
//! runs to the next single one, over lines if need be, and `""` inside is one quote.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    AfterQuote,
}

/// Takes a row line by line.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    quoting: bool,
    state: State,
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
}

impl Splitter {
    /// Nothing read yet. Without `quoting`, quotes are letters like any other.
    pub const fn new(delimiter: u8, quoting: bool) -> Self {
        Self { delimiter, quoting, state: State::Start, cells: Vec::new(), cell: Vec::new() }
    }

    /// Reads one line with its ending, which is part of the text only inside quotes.
    pub fn feed(&mut self, line: &[u8]) {
        let mut rest = line;
        while !rest.is_empty() {
            rest = match self.state {
                State::Start if self.quoting && rest[0] == b'"' => {
                    self.state = State::Quoted;
                    &rest[1..]
                }
                State::Quoted => self.quoted(rest),
                State::AfterQuote if rest[0] == b'"' => {
                    self.cell.push(b'"');
                    self.state = State::Quoted;
                    &rest[1..]
                }
                State::Start | State::Bare | State::AfterQuote => self.bare(rest),
            };
        }
    }

    fn quoted<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let end = rest.iter().position(|byte| *byte == b'"').unwrap_or(rest.len());
        self.cell.extend_from_slice(&rest[..end]);
        if end == rest.len() {
            return &[];
        }
        self.state = State::AfterQuote;
        &rest[end + 1..]
    }

    fn bare<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let end = rest.iter().position(|byte| *byte == self.delimiter).unwrap_or(rest.len());
        if end == rest.len() {
            let text = rest.strip_suffix(b"\n").unwrap_or(rest);
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            self.cell.extend_from_slice(text);
            self.state = State::Bare;
            return &[];
        }
        self.cell.extend_from_slice(&rest[..end]);
        self.cells.push(std::mem::take(&mut self.cell));
        self.state = State::Start;
        &rest[end + 1..]
    }

    /// Whether a quote is still open.
    pub fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// How many cells there are so far.
    pub fn width(&self) -> usize {
        self.cells.len() + 1
    }

    /// The cells; there is always at least one.
    pub fn finish(mut self) -> Vec<Vec<u8>> {
        self.cells.push(self.cell);
        self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, quoting: bool) -> (Vec<String>, bool) {
        let mut splitter = Splitter::new(b',', quoting);
        for line in text.split_inclusive('\n') {
            splitter.feed(line.as_bytes());
        }
        let open = splitter.is_open();
        (splitter.finish().into_iter().map(|cell| String::from_utf8(cell).unwrap()).collect(), open)
    }

    #[test]
    fn splits_as_rfc_4180() {
        assert_eq!(cells("a,b,c\r\n", true).0, ["a", "b", "c"]);
        assert_eq!(cells("a,,\n", true).0, ["a", "", ""]);
        assert_eq!(cells("\"a,\"\"b\"\"\",c\n", true).0, ["a,\"b\"", "c"]);
        assert_eq!(cells("\"two\r\nlines\",x\r\n", true).0, ["two\r\nlines", "x"]);
        assert_eq!(cells("5\" gun,x\n", true).0, ["5\" gun", "x"]);
        assert_eq!(cells("\"\",\"\"\n", true).0, ["", ""]);
        assert_eq!(cells("\"a\"b,c\n", true).0, ["ab", "c"]);
        assert_eq!(cells("\"a,b\n", false).0, ["\"a", "b"]);
        assert!(cells("a,\"b\n", true).1);
        assert!(!cells("a,\"b\"\n", true).1);
    }
}
