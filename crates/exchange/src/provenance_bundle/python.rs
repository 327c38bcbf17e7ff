//! Values as Python prints them: Auto Archiver's CSV holds its dictionaries that way. What is no literal, such as
//! `datetime.datetime(2020, 12, 30)`, becomes its own text. Nothing is evaluated.

use serde_json::{Map, Number, Value};

/// Depth of dictionaries and lists.
const DEPTH_MAX: usize = 32;

/// Reads a value; `None` where it is none, or is too deep.
pub fn value(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let found = reader.value(0)?;
    reader.skip_blanks();
    (reader.at == text.len()).then_some(found)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip_blanks(&mut self) {
        while let Some(letter) = self.peek().filter(|letter| letter.is_whitespace()) {
            self.at += letter.len_utf8();
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.skip_blanks();
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH_MAX {
            return None;
        }
        self.skip_blanks();
        match self.peek()? {
            '{' => self.dictionary(depth),
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '\'' | '"' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value> {
        self.eat('{');
        let mut members = Map::new();
        while !self.eat('}') {
            let key = match self.value(depth + 1)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            // A set is printed in the same brackets, without values.
            let value = if self.eat(':') { self.value(depth + 1)? } else { Value::Null };
            members.insert(key, value);
            if !self.eat(',') {
                return self.eat('}').then_some(Value::Object(members));
            }
        }
        Some(Value::Object(members))
    }

    fn list(&mut self, end: char, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        while !self.eat(end) {
            items.push(self.value(depth + 1)?);
            if !self.eat(',') {
                return self.eat(end).then_some(Value::Array(items));
            }
        }
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.peek()?;
        self.at += 1;
        let mut text = String::new();
        loop {
            let letter = self.peek()?;
            self.at += letter.len_utf8();
            if letter == quote {
                return Some(text);
            }
            if letter != '\\' {
                text.push(letter);
                continue;
            }
            let escaped = self.peek()?;
            self.at += escaped.len_utf8();
            match escaped {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'x' => text.push(self.code(2)?),
                'u' => text.push(self.code(4)?),
                'U' => text.push(self.code(8)?),
                other => text.push(other),
            }
        }
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let code = self.text.get(self.at..self.at + digits)?;
        self.at += digits;
        Some(char::from_u32(u32::from_str_radix(code, 16).ok()?).unwrap_or('\u{fffd}'))
    }

    /// A number, `None`, `True`, `False`, or the text of anything else up to where its brackets close.
    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        let mut open = 0_usize;
        while let Some(letter) = self.peek() {
            match letter {
                '(' | '[' | '{' => open += 1,
                ')' | ']' | '}' if open > 0 => open -= 1,
                ')' | ']' | '}' | ',' | ':' if open == 0 => break,
                _ => {}
            }
            self.at += letter.len_utf8();
        }
        let word = self.text[start..self.at].trim();
        Some(match word {
            "" => return None,
            "None" => Value::Null,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            _ => word.parse::<Number>().map_or_else(|_| Value::String(word.to_owned()), Value::Number),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn printed_values() {
        let text = "{'url': \"it's\", 'n': 1, 'when': datetime.datetime(2020, 12, 30, tzinfo=datetime.timezone.utc), 'l': [None, True, ('a',)], 'e': {}, 'x': '\\u0641\\x41\\'\\n'}";
        let expected = json!({
            "url": "it's", "n": 1, "when": "datetime.datetime(2020, 12, 30, tzinfo=datetime.timezone.utc)",
            "l": [null, true, ["a"]], "e": {}, "x": "فA'\n",
        });
        assert_eq!(value(text), Some(expected));
        for broken in ["", "{", "{'a': }", "[1", "'a", "[1] 2", "{'a' 1}", "'\\u12"] {
            assert_eq!(value(broken), None, "{broken}");
        }
        assert_eq!(value(&"[".repeat(100_000)), None);
    }
}
