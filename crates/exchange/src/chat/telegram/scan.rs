//! Finds the values of a JSON document without reading them, so that one broken message costs only itself. Nothing
//! here recurses.

use std::ops::Range;

/// The end of the value that starts at `at`; `None` where it does not end within `end`.
pub fn value_end(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => string_end(bytes, at, end),
        b'{' | b'[' => {
            let (mut at, mut depth) = (at, 0_usize);
            while at < end {
                match bytes[at] {
                    b'"' => {
                        at = string_end(bytes, at, end)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            None
        }
        _ => {
            let length = bytes[at..end.max(at)]
                .iter()
                .position(|byte| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace())?;
            (length > 0).then_some(at + length)
        }
    }
}

fn string_end(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let mut at = at + 1;
    while at < end {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The next place that is neither blank nor a comma.
pub fn skip_between(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',') {
        at += 1;
    }
    at
}

fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The next member of an object from within it: its key, as written between the quotes, and where its value starts.
pub fn member(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let at = skip_between(bytes, at);
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let end = string_end(bytes, at, bytes.len())?;
    let colon = skip_blank(bytes, end);
    (bytes.get(colon) == Some(&b':')).then(|| (at + 1..end - 1, skip_blank(bytes, colon + 1)))
}

/// Where the next message starts after a broken one: a `{` whose first member is `id`, behind a `}` and a comma.
pub fn next_message(bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    while at < end {
        at += bytes[at..end].iter().position(|byte| *byte == b'}')? + 1;
        let comma = skip_blank(bytes, at);
        if bytes.get(comma) != Some(&b',') {
            continue;
        }
        let next = skip_blank(bytes, comma + 1);
        if next < end && bytes[next] == b'{' && bytes[skip_blank(bytes, next + 1)..].starts_with(b"\"id\"") {
            return Some(next);
        }
    }
    None
}

/// Where the next `"messages"` key stands; within a text its quotes would be escaped.
pub fn next_messages_key(bytes: &[u8], from: usize) -> Option<usize> {
    const KEY: &[u8] = b"\"messages\"";
    let mut at = from;
    loop {
        at += bytes.get(at..)?.windows(KEY.len()).position(|window| window == KEY)?;
        if bytes.get(skip_blank(bytes, at + KEY.len())) == Some(&b':') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_they_end() {
        let end = |text: &str| value_end(text.as_bytes(), 0, text.len());
        assert_eq!(end(r#"{"a": "}]", "b": [1, {}]} rest"#), Some(25));
        assert_eq!(end(r#""a\"b" rest"#), Some(6));
        assert_eq!(end("12, 3"), Some(2));
        assert_eq!(end("[[["), None);
        assert_eq!(end("\"\\"), None);
        assert_eq!(value_end(&b"[".repeat(100_000), 0, 100_000), None);
    }

    #[test]
    fn the_next_message_is_found() {
        let text = br#"{"id": 1, "t": [{"a": 1}, {"b": 2}] }, {"x": 1}, { "id": 2}"#;
        assert_eq!(next_message(text, 1, text.len()), Some(49));
        assert_eq!(next_messages_key(br#"{"a": "\"messages\": [", "messages" : []}"#, 0), Some(25));
    }
}
