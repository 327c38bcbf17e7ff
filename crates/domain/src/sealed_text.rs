//! Whether a text is sealed, and sealed only: an armoured `age` file with nothing before, between or after it.
//!
//! Nothing is opened here: who reads it needs a key that never comes here. The form is that of
//! <https://age-encryption.org/v1>: lines of 64 base64 characters, then a header of one line for each key that opens
//! it. Start at [`keys`].

use crate::limits::SEALED_BYTES_MAX;

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
const LINE_CHARS: usize = 64;
const VERSION: &str = "age-encryption.org/v1";
/// Bytes of a body that seals nothing: the nonce and one authentication tag.
const BODY_BYTES_MIN: usize = 32;

/// To how many X25519 keys a text is sealed; `None` where it is not sealed, or sealed to anything else, such as a
/// passphrase, or where anything readable stands beside it.
pub fn keys(text: &str) -> Option<usize> {
    if text.len() > SEALED_BYTES_MAX {
        return None;
    }
    let mut lines: Vec<&str> = text.trim().lines().collect();
    if lines.pop()? != END || lines.first() != Some(&BEGIN) {
        return None;
    }
    let lines = lines.get(1..)?;
    let (last, whole) = lines.split_last()?;
    if whole.iter().any(|line| line.len() != LINE_CHARS) || last.is_empty() || last.len() > LINE_CHARS {
        return None;
    }
    header(&decoded(&lines.concat())?)
}

/// Reads the header, which is text; what follows it is sealed.
fn header(file: &[u8]) -> Option<usize> {
    let mut rest = file;
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at(end);
        rest = &after[1..];
        std::str::from_utf8(line).ok()
    };
    if line()? != VERSION {
        return None;
    }
    let mut keys = 0;
    loop {
        let said = line()?;
        if let Some(mac) = said.strip_prefix("--- ") {
            let is_whole = is_unpadded(mac, 43) && keys > 0 && rest.len() >= BODY_BYTES_MIN;
            return is_whole.then_some(keys);
        }
        let mut words = said.strip_prefix("-> ")?.split(' ');
        let kind = words.next()?;
        if kind == "X25519" {
            keys += 1;
            let is_key = is_unpadded(words.next()?, 43) && words.next().is_none() && is_unpadded(line()?, 43);
            is_key.then_some(())?;
        } else if kind.ends_with("-grease") {
            // Noise that some programs put in, so that others learn to pass it over.
            while line()?.len() == LINE_CHARS {}
        } else {
            return None;
        }
    }
}

fn is_unpadded(text: &str, chars: usize) -> bool {
    text.len() == chars && text.bytes().all(|byte| sextet(byte).is_some())
}

const fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// The bytes of padded base64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let bare = text.trim_end_matches('=');
    if text.len() - bare.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(bare.len());
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bare.bytes() {
        held = (held << 6) | u32::from(sextet(byte)?);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The word "secret" sealed to two keys by `age` 1.
    const SEALED: &str = include_str!("sealed_text/two_keys.age");

    #[test]
    fn a_sealed_text_is_known_and_its_keys_are_counted() {
        assert_eq!(keys(SEALED), Some(2));
        assert_eq!(keys(&format!("\r\n{}\r\n", SEALED.replace('\n', "\r\n"))), Some(2));
    }

    #[test]
    fn nothing_readable_may_stand_beside_it() {
        let end = "-----END AGE ENCRYPTED FILE-----";
        let beside = [
            String::new(),
            "Salma of the third house".to_owned(),
            "\u{202e}سلمى".to_owned(),
            format!("Salma\n{SEALED}"),
            format!("{SEALED}\nSalma"),
            SEALED.replacen('\n', "\nSalma\n", 1),
            SEALED.replace(end, &format!("Salma=={end}")),
            format!("{BEGIN}\nYWdl\n{END}"),
            format!("{BEGIN}\n{END}"),
            format!("{BEGIN}\nU2FsbWEgb2YgdGhlIHRoaXJkIGhvdXNl\n{END}"),
            format!("{SEALED}{SEALED}"),
        ];
        for text in beside {
            assert_eq!(keys(&text), None, "{text}");
        }
    }

    #[test]
    fn a_passphrase_is_no_custodian() {
        let header = "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 18\n";
        assert_eq!(super::header(header.as_bytes()), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in ".{0,300}", at in 0..400usize, with in "[ -~\n]{0,9}") {
            assert!(keys(&text).is_none());
            let mut changed = SEALED.to_owned();
            if changed.is_char_boundary(at.min(changed.len())) {
                changed.insert_str(at.min(changed.len()), &with);
                let _ = keys(&changed);
            }
        }
    }
}
