//! The members of a record as cells of one row, and back without loss.
//!
//! **Columns.** A member of an object inside a record has a dotted name, `killed.min`. In a name, `\.`, `\#` and
//! `\\` stand for the letters themselves, `\e` for an empty name, and `\u{…}` for a letter that spreadsheets would
//! change at the edge of a name.
//!
//! **Cells.** `NA` is a member that is not known or was not said; an empty cell is an empty text; `0` is zero. Whole
//! numbers, `true` and `false` are themselves; lists, empty objects and texts with control letters are JSON. A text
//! that could be taken for one of these, or for a formula by a spreadsheet, has an apostrophe before it, which is
//! no part of it. Below `raw.` every cell is a text, so digits need no apostrophe there.

use crate::error::Error;
use domain::record::Body;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The cell of a member that is not known or was not said.
pub const UNKNOWN: &str = "NA";

/// The members as pairs of column and cell, unknown ones left out.
pub fn flatten(body: &Body) -> Result<Vec<(String, String)>, Error> {
    let mut cells = Vec::with_capacity(body.len() * 2);
    for (name, value) in body {
        let texts_only =
            |value: &Value| value.as_object().is_some_and(|row| row.values().all(Value::is_string));
        let as_text = name == "raw" && texts_only(value);
        member(&segment(name), value, as_text, &mut cells)?;
    }
    Ok(cells)
}

fn member(name: &str, value: &Value, as_text: bool, cells: &mut Vec<(String, String)>) -> Result<(), Error> {
    let cell = match value {
        Value::Null => return Ok(()),
        Value::Object(members) if !members.is_empty() => {
            for (inner, value) in members {
                member(&format!("{name}.{}", segment(inner)), value, as_text, cells)?;
            }
            return Ok(());
        }
        Value::Bool(value) => value.to_string(),
        Value::Number(number) if number.is_i64() => number.to_string(),
        Value::Number(_) => return Err(Error::NumberNotWhole { field: name.to_owned() }),
        Value::String(text) => text_cell(text, as_text),
        Value::Array(_) | Value::Object(_) => json(value),
    };
    cells.push((name.to_owned(), cell));
    Ok(())
}

/// The members of a row of columns and cells; what is wrong with the first cell that does not fit.
pub fn unflatten<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Body, (String, String)> {
    let mut body = Body::new();
    for (name, cell) in cells {
        if cell == UNKNOWN {
            continue;
        }
        let wrong = |why: String| (name.to_owned(), why);
        let path = path(name).map_err(wrong)?;
        let as_text = path.len() > 1 && path[0] == "raw" || super::RECORD_COLUMNS.contains(&name);
        let value = value(cell, as_text).map_err(wrong)?;
        place(&mut body, &path, value).map_err(wrong)?;
    }
    Ok(body)
}

fn place(body: &mut Map<String, Value>, path: &[String], value: Value) -> Result<(), String> {
    let [name, rest @ ..] = path else { return Err("the column has no name".to_owned()) };
    if rest.is_empty() {
        let before = body.insert(name.clone(), value);
        return before.map_or(Ok(()), |_| Err("the column stands twice".to_owned()));
    }
    let inner = body.entry(name.as_str()).or_insert_with(|| Value::Object(Map::new()));
    let inner = inner.as_object_mut().ok_or("one column holds a value and another a part of it")?;
    place(inner, rest, value)
}

/// A text as a cell.
pub fn text(text: &str) -> String {
    text_cell(text, true)
}

fn text_cell(text: &str, as_text: bool) -> String {
    let control = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t')
            || matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{feff}')
    };
    if text.contains(control) || has_sheet_escape(text) {
        return json(&Value::String(text.to_owned()));
    }
    let special = text == UNKNOWN || starts_special(text) || !as_text && is_plain(text);
    if special { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet or this module could take the start of a text for something else.
fn starts_special(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\n', '\'', '"', '[', '{', '＝', '＋', '－', '＠'])
}

/// Whether a text reads as a number or as yes or no.
fn is_plain(text: &str) -> bool {
    matches!(text, "true" | "false") || integer(text).is_some()
}

fn integer(text: &str) -> Option<i64> {
    let number = text.parse::<i64>().ok()?;
    (number.to_string() == text).then_some(number)
}

/// `_x000D_` stands for a letter inside workbooks.
fn has_sheet_escape(text: &str) -> bool {
    text.match_indices("_x").any(|(at, _)| {
        let rest = &text.as_bytes()[at + 2..];
        rest.len() >= 5 && rest[..4].iter().all(u8::is_ascii_hexdigit) && rest[4] == b'_'
    })
}

/// JSON in which no letter needs care: control letters, the mark of the byte order and `_` before `x` are escaped.
fn json(value: &Value) -> String {
    let text = value.to_string().replace("_x", "\\u005fx");
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

fn value(cell: &str, as_text: bool) -> Result<Value, String> {
    if let Some(text) = cell.strip_prefix('\'') {
        return Ok(Value::String(text.to_owned()));
    }
    if cell.starts_with(['"', '[', '{']) {
        return serde_json::from_str(cell).map_err(|error| format!("not JSON: {error}"));
    }
    if as_text {
        return Ok(Value::String(cell.to_owned()));
    }
    Ok(match cell {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => integer(cell).map_or_else(|| Value::String(cell.to_owned()), Value::from),
    })
}

/// One name of a path.
fn segment(name: &str) -> String {
    if name.is_empty() {
        return "\\e".to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let last = name.chars().count() - 1;
    let mut before = None;
    for (at, letter) in name.chars().enumerate() {
        let edge = at == 0 || at == last || before == Some(' ');
        let plain = match letter {
            '\\' | '.' | '#' => {
                out.push('\\');
                true
            }
            ' ' => !edge,
            '_' | '-' | '+' | '=' | '@' | '\'' | '"' | '[' | '{' => {
                at > 0 && (letter != '_' || !name.contains("_x"))
            }
            _ => {
                !letter.is_control()
                    && !letter.is_whitespace()
                    && !invisible(letter)
                    && (at > 0 || letter.is_alphanumeric())
            }
        };
        if plain {
            out.push(letter);
        } else {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
        }
        before = Some(letter);
    }
    out
}

const fn invisible(letter: char) -> bool {
    matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}')
}

fn path(column: &str) -> Result<Vec<String>, String> {
    let mut path = vec![String::new()];
    let mut letters = column.chars();
    while let Some(letter) = letters.next() {
        let end = path.len() - 1;
        match letter {
            '.' => path.push(String::new()),
            '\\' => match letters.next() {
                Some(letter @ ('\\' | '.' | '#')) => path[end].push(letter),
                Some('e') => {}
                Some('u') => {
                    let code: String = letters.by_ref().skip(1).take_while(|letter| *letter != '}').collect();
                    let letter = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    path[end].push(letter.ok_or("the name of the column holds a broken escape")?);
                }
                _ => return Err("the name of the column holds a broken escape".to_owned()),
            },
            _ => path[end].push(letter),
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_say_what_they_are() {
        let body = json!({
            "title": "=HYPERLINK(1)", "number": "12", "count": 12, "empty": "", "na": "NA", "list": ["a", 1],
            "killed": {"min": 0, "bound": "at_least"}, "none": {}, "yes": true, "lines": "a\rb",
            "raw": {"id": "276428", "a.b": "NA", "": "-5"},
        });
        let body = body.as_object().unwrap();
        let cells = flatten(body).unwrap();
        let cell = |name: &str| cells.iter().find(|(found, _)| found == name).map(|(_, cell)| cell.as_str());
        assert_eq!(cell("title"), Some("'=HYPERLINK(1)"));
        assert_eq!((cell("number"), cell("count")), (Some("'12"), Some("12")));
        assert_eq!((cell("empty"), cell("na")), (Some(""), Some("'NA")));
        assert_eq!((cell("killed.min"), cell("none")), (Some("0"), Some("{}")));
        assert_eq!(
            (cell("raw.id"), cell("raw.a\\.b"), cell("raw.\\e")),
            (Some("276428"), Some("'NA"), Some("'-5"))
        );
        assert_eq!(cell("lines"), Some("\"a\\rb\""));
        let back = unflatten(cells.iter().map(|(name, cell)| (name.as_str(), cell.as_str()))).unwrap();
        assert_eq!(&back, body);
    }

    #[test]
    fn says_what_does_not_fit() {
        assert!(unflatten([("a", "1"), ("a.b", "2")].into_iter()).is_err());
        assert!(unflatten([("a", "[1")].into_iter()).is_err());
        assert!(unflatten([("a\\q", "1")].into_iter()).is_err());
        assert!(flatten(json!({"a": 1.5}).as_object().unwrap()).is_err());
    }
}
