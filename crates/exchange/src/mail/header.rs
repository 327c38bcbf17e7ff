//! The header fields of a message or of a part.

use super::{Address, Date, Header, Zone};
use jiff::civil;
use mail_parser::{HeaderName, HeaderValue, MessageParser};
use std::ops::Range;

/// The header fields of one block.
pub struct Block {
    /// Every field, in order.
    pub headers: Vec<Header>,
    parsed: Option<mail_parser::Message<'static>>,
}

/// Where the header fields that start at `from` end and where the body starts.
pub fn block(bytes: &[u8], range: &Range<usize>) -> (Range<usize>, usize) {
    let mut at = range.start;
    while at < range.end {
        let rest = &bytes[at..range.end];
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |found| found + 1);
        let line = &rest[..length];
        if line == b"\n" || line == b"\r\n" {
            return (range.start..at, at + length);
        }
        at += length;
    }
    (range.clone(), range.end)
}

impl Block {
    /// Reads the fields of a block.
    pub fn read(bytes: &[u8]) -> Self {
        // The parser wants the blank line that ends a block.
        let mut whole = bytes.to_vec();
        whole.extend_from_slice(b"\r\n\r\n");
        let parsed = MessageParser::default().parse_headers(&whole).map(mail_parser::Message::into_owned);
        let headers = fields(bytes);
        Self { headers, parsed }
    }

    fn value(&self, name: &HeaderName) -> Option<&HeaderValue<'static>> {
        let found = self.parsed.as_ref()?.headers().iter().find(|header| header.name == *name)?;
        Some(&found.value)
    }

    /// The field as written.
    pub fn written(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(&found.value)
    }

    /// A field's text, decoded.
    pub fn text(&self, name: &HeaderName) -> Option<String> {
        match self.value(name)? {
            HeaderValue::Text(text) => Some(text.clone().into_owned()),
            HeaderValue::TextList(list) => Some(list.join(" ")),
            _ => None,
        }
    }

    /// A field's ids.
    pub fn ids(&self, name: &HeaderName) -> Vec<String> {
        match self.value(name) {
            Some(HeaderValue::Text(text)) => vec![text.clone().into_owned()],
            Some(HeaderValue::TextList(list)) => list.iter().map(|id| id.clone().into_owned()).collect(),
            _ => Vec::new(),
        }
    }

    /// A field's addresses.
    pub fn addresses(&self, name: &HeaderName) -> Vec<Address> {
        let Some(HeaderValue::Address(found)) = self.value(name) else { return Vec::new() };
        let owned = |text: &Option<std::borrow::Cow<'_, str>>| text.as_ref().map(ToString::to_string);
        found.iter().map(|one| Address { name: owned(&one.name), address: owned(&one.address) }).collect()
    }

    /// `Content-Type` or `Content-Disposition`.
    pub fn content_type(&self, name: &HeaderName) -> Option<&mail_parser::ContentType<'static>> {
        match self.value(name)? {
            HeaderValue::ContentType(found) => Some(found),
            _ => None,
        }
    }

    /// The `Date` field.
    pub fn date(&self) -> Option<Date> {
        let written = self.written("date")?.to_owned();
        let found = match self.value(&HeaderName::Date) {
            Some(HeaderValue::DateTime(found)) => Some(found),
            _ => None,
        };
        let local = found.and_then(civil_time).or_else(|| without_zone(&written));
        let zone = match (zone_written(&written), found) {
            (Some("-0000"), Some(_)) => Zone::UtcOfUnknownPlace,
            (Some(_), Some(found)) => {
                let minutes = i32::from(found.tz_hour) * 60 + i32::from(found.tz_minute);
                Zone::Offset(if found.tz_before_gmt { -minutes } else { minutes })
            }
            _ => Zone::Unknown,
        };
        Some(Date { written, local, zone })
    }
}

/// The time of a date without a zone, which the parser does not read.
fn without_zone(written: &str) -> Option<civil::DateTime> {
    if zone_written(written).is_some() {
        return None;
    }
    let whole = format!("Date: {written} +0000\r\n\r\n");
    let parsed = MessageParser::default().parse_headers(&whole)?;
    match parsed.headers().first()?.value() {
        HeaderValue::DateTime(found) => civil_time(found),
        _ => None,
    }
}

fn civil_time(found: &mail_parser::DateTime) -> Option<civil::DateTime> {
    let small = |number: u8| i8::try_from(number).ok();
    civil::DateTime::new(
        i16::try_from(found.year).ok()?,
        small(found.month)?,
        small(found.day)?,
        small(found.hour)?,
        small(found.minute)?,
        // A leap second is written 60.
        small(found.second.min(59))?,
        0,
    )
    .ok()
}

/// The zone behind a date's time: `+0200`, `GMT`; comments in brackets are passed over.
fn zone_written(written: &str) -> Option<&str> {
    let mut words = written.split_whitespace().skip_while(|word| !word.contains(':')).skip(1);
    let word = words.next()?;
    let is_offset = word.len() == 5
        && word.starts_with(['+', '-'])
        && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    (is_offset
        || ["GMT", "UT", "UTC", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"].contains(&word))
    .then_some(word)
}

/// The fields of a block, each on one line.
fn fields(bytes: &[u8]) -> Vec<Header> {
    let text = String::from_utf8_lossy(bytes);
    let mut headers: Vec<Header> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some(last) = headers.last_mut() {
                last.value.push(' ');
                last.value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim();
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                headers.push(Header { name: name.to_owned(), value: value.trim().to_owned() });
            }
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(written: &str) -> Date {
        Block::read(format!("Date: {written}\r\n").as_bytes()).date().unwrap()
    }

    #[test]
    fn zones_are_told_apart() {
        let offset = date("Wed, 30 Dec 2020 11:05:06 +0200");
        assert_eq!((offset.zone, offset.unix_seconds()), (Zone::Offset(120), Some(1_609_319_106)));
        assert_eq!(date("Wed, 30 Dec 2020 11:05:06 -0330 (NST)").zone, Zone::Offset(-210));
        let unknown = date("Wed, 30 Dec 2020 11:05:06 -0000");
        assert_eq!((unknown.zone, unknown.unix_seconds()), (Zone::UtcOfUnknownPlace, Some(1_609_326_306)));
        let none = date("Wed, 30 Dec 2020 11:05:06");
        assert_eq!((none.zone, none.unix_seconds()), (Zone::Unknown, None));
        assert!(none.local.is_some());
        assert_eq!(date("Wed, 30 Dec 2020 11:05:06 GMT").zone, Zone::Offset(0));
        assert_eq!(date("soon").local, None);
    }

    #[test]
    fn a_block_ends_at_the_first_blank_line() {
        let bytes = b"A: 1\r\n 2\r\n\r\nbody";
        let (head, body) = block(bytes, &(0..bytes.len()));
        assert_eq!((&bytes[head.clone()], &bytes[body..]), (&b"A: 1\r\n 2\r\n"[..], &b"body"[..]));
        assert_eq!(Block::read(&bytes[head]).headers[0].value, "1 2");
    }
}
