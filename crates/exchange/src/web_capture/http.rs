//! The answer of a web server within a record: its status and its body.

use std::borrow::Cow;

/// An HTTP message, taken apart.
pub struct Answer<'a> {
    /// Of a response.
    pub status: Option<u16>,
    /// What follows the header fields, as stored.
    pub body: &'a [u8],
    /// Whether it says that its body is in chunks.
    pub is_chunked: bool,
}

/// Takes a record's block apart.
pub fn answer(block: &[u8]) -> Answer<'_> {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    let end = ends.iter().filter_map(|end| Some((position(block, end)?, end.len()))).min();
    let (head, body) = match end {
        Some((at, length)) => (&block[..at], &block[at + length..]),
        None => (block, &block[block.len()..]),
    };
    let head = String::from_utf8_lossy(&head[..head.len().min(crate::limits::WARC_HEADER_BYTES_MAX)]);
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/").and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
    let is_chunked = lines.any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("transfer-encoding")
                && value.trim().to_ascii_lowercase().ends_with("chunked")
        })
    });
    Answer { status, body, is_chunked }
}

/// The body without its chunks; `None` where it is not in chunks after all.
pub fn unchunked(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let line_end = position(rest, b"\r\n")?;
        let size = str::from_utf8(&rest[..line_end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[line_end + 2..];
        if size == 0 {
            return Some(Cow::Owned(whole));
        }
        whole.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// Where a pattern first stands.
pub fn position(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes.windows(pattern.len()).position(|window| window == pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        let found = answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n");
        assert_eq!((found.status, found.is_chunked), (Some(200), true));
        assert_eq!(unchunked(found.body).as_deref(), Some(&b"hello world"[..]));
        for broken in [&b"5\r\nhel"[..], b"zz\r\n", b"", b"ffffffffffffffff\r\nx", b"5\r\nhelloXX0\r\n"] {
            assert_eq!(unchunked(broken), None);
        }
        assert_eq!(answer(b"no header").status, None);
    }
}
