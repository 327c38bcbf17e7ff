//! Canonical JSON after RFC 8785: one text for one value. Numbers are whole; anything else is refused, so that no
//! rule of number formatting is ever needed.

use crate::error::{Error, Result};
use serde_json::Value;
use std::cmp::Ordering;
use std::io::Write as _;

/// The canonical text of a value.
///
/// # Errors
/// `number-not-whole`.
pub fn canonical(value: &Value) -> Result<String> {
    let mut text = Vec::new();
    write(value, &mut text)?;
    String::from_utf8(text).map_err(|error| Error::LeafNotUnderstood(error.to_string()))
}

pub(crate) fn write(value: &Value, out: &mut Vec<u8>) -> Result<()> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            write!(out, "{number}").map_err(|error| Error::LeafNotUnderstood(error.to_string()))?;
        }
        Value::Number(_) => return Err(Error::NotWhole),
        Value::String(text) => write_text(text, out),
        Value::Array(list) => {
            out.push(b'[');
            for (place, value) in list.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write(value, out)?;
            }
            out.push(b']');
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_by(|one, other| order(one, other));
            out.push(b'{');
            for (place, name) in names.into_iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write_text(name, out);
                out.push(b':');
                write(members.get(name).unwrap_or(&Value::Null), out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// The order of members after RFC 8785 section 3.2.3: by UTF-16 code units, which is not that of UTF-8 bytes.
pub(crate) fn order(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() {
        return one.cmp(other);
    }
    one.encode_utf16().cmp(other.encode_utf16())
}

/// A string as RFC 8785 section 3.2.2.2 writes it.
pub(crate) fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    if !text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return;
    }
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x00..0x20 => {
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&hex_pair(byte));
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

const fn hex_pair(byte: u8) -> [u8; 2] {
    [DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]]
}

/// Writes bytes as lower-case hexadecimal.
pub(crate) fn write_hex(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend(bytes.iter().flat_map(|byte| hex_pair(*byte)));
}

/// Bytes as lower-case hexadecimal text.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    write_hex(bytes, &mut out);
    out.into_iter().map(char::from).collect()
}

/// The 32 bytes of 64 lower-case hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let digit =
        |byte: u8| DIGITS.iter().position(|digit| *digit == byte).and_then(|place| u8::try_from(place).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != 32 || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn writes_one_text_for_one_value() {
        let value =
            json!({"b": [1, -2, true, null], "a": "\u{7}\"\\\n\u{20ac}ق", "\u{e000}": 1, "\u{10000}": 2});
        assert_eq!(
            canonical(&value).unwrap(),
            "{\"a\":\"\\u0007\\\"\\\\\\n\u{20ac}ق\",\"b\":[1,-2,true,null],\"\u{10000}\":2,\"\u{e000}\":1}"
        );
    }

    #[test]
    fn refuses_what_is_not_whole() {
        assert_eq!(canonical(&json!([1.5])).unwrap_err().code(), "number-not-whole");
    }

    proptest! {
        #[test]
        fn reads_back_as_the_same_value(text in ".*", number in any::<i64>()) {
            let value = json!({"text": text, "list": [number]});
            let back: Value = serde_json::from_str(&canonical(&value).unwrap()).unwrap();
            prop_assert_eq!(back, value);
        }
    }
}
