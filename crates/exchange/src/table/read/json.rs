//! Rows of JSON: the objects of an array, of an object of objects, or of lines. A broken object is refused by
//! itself and reading goes on at the next one.

use super::{Header, Row, checked};
use crate::error::Error;
use crate::limits::{LOOKAHEAD_BYTES_MAX, ROW_BYTES_MAX};
use crate::table::problem::Fault;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Map, Value};

/// Name of the column that holds the key of each object, where the rows are the members of an object.
const KEY_COLUMN: &str = "(key)";

/// Where the rows of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `[ {…}, {…} ]`
    Array,
    /// `{ "key": {…}, … }`
    Members,
}

/// Reads rows from a document held in memory.
pub struct JsonRows {
    bytes: Vec<u8>,
    at: usize,
    shape: Shape,
    row: u64,
    in_vain: usize,
    ended: bool,
}

impl JsonRows {
    /// Rows at a JSON pointer; without one, the top level or the first array of objects among its members.
    pub fn new(bytes: Vec<u8>, path: Option<&str>) -> Result<(Self, String), Error> {
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        let path = match path {
            Some(path) => path.to_owned(),
            None => rows_path(&bytes, start),
        };
        let not_found = |why: &str| Error::RowsNotFound { path: path.clone(), why: why.to_owned() };
        let mut at = start;
        for step in path.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            at = member(&bytes, at, &step).ok_or_else(|| not_found("there is no such member"))?;
        }
        let shape = match bytes.get(at) {
            Some(b'[') => Shape::Array,
            Some(b'{') => Shape::Members,
            _ => return Err(not_found("neither an array nor an object")),
        };
        Ok((Self { bytes, at: at + 1, shape, row: 0, in_vain: 0, ended: false }, path))
    }

    /// The next object as a row; columns it adds are added to the header.
    pub fn next(&mut self, header: &mut Header, keep: bool) -> Option<Row> {
        self.skip_between();
        if self.ended || self.at >= self.bytes.len() {
            return (!std::mem::replace(&mut self.ended, true)).then(|| self.cut_off());
        }
        if matches!(self.bytes[self.at], b']' | b'}') {
            self.ended = true;
            return None;
        }
        self.row += 1;
        let start = self.at;
        let key = match self.shape {
            Shape::Members => self.key().map(Some),
            Shape::Array => Some(None),
        };
        let end = self.bytes.len().min(self.at.saturating_add(ROW_BYTES_MAX));
        let mut stream = Deserializer::from_slice(&self.bytes[self.at..end]).into_iter::<Value>();
        let read = stream.next().unwrap_or_else(|| serde_json::from_str(""));
        let used = stream.byte_offset();
        match (key, read) {
            (Some(key), Ok(Value::Object(mut object))) => {
                self.at += used;
                if let Some(key) = key {
                    object.entry(KEY_COLUMN).or_insert(Value::String(key));
                }
                Some(row(self.row, object, header, keep))
            }
            (_, Ok(other)) => {
                self.at += used;
                let detail = "not an object; it did not land";
                let hint = "Each row is one {…} with the columns as its members.";
                let shown = other.to_string();
                Some(Row::refused(self.row, Fault::error("json-not-understood", "", &shown, detail, hint)))
            }
            (_, Err(error)) => Some(self.broken(start, &error)),
        }
    }

    /// Refuses one object and goes on behind the next `}` that is followed by a comma and another object.
    fn broken(&mut self, start: usize, error: &serde_json::Error) -> Row {
        self.in_vain += self.bytes.len().min(start + ROW_BYTES_MAX) - start;
        let next = next_object(&self.bytes, start + 1).filter(|_| self.in_vain < LOOKAHEAD_BYTES_MAX);
        let end = next.unwrap_or(self.bytes.len());
        let excerpt = String::from_utf8_lossy(&self.bytes[start..end.min(start + 400)]).into_owned();
        self.at = end;
        self.ended = next.is_none();
        let deep = error.to_string().contains("recursion");
        let code = if deep { "json-too-deep" } else { "json-not-understood" };
        let rest =
            if next.is_none() { "; this and the rest of the file did not land" } else { "; it did not land" };
        let detail = format!("{error}, counted from byte {start} of the file{rest}");
        Row::refused(
            self.row,
            Fault::error(code, "", &excerpt, detail, "Correct the object, then import again."),
        )
    }

    fn cut_off(&mut self) -> Row {
        self.row += 1;
        let detail = "the document ends before its last bracket; what follows, if anything, is missing";
        let hint = "Get the file again: it seems to be cut off.";
        Row::refused(self.row, Fault::error("json-not-understood", "", "", detail, hint))
    }

    fn skip_between(&mut self) {
        while self.bytes.get(self.at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',') {
            self.at += 1;
        }
    }

    /// The key of a member and its colon; `None` where they are broken.
    fn key(&mut self) -> Option<String> {
        let (key, end) = string(&self.bytes, self.at)?;
        let colon = skip_blank(&self.bytes, end);
        if self.bytes.get(colon) != Some(&b':') {
            return None;
        }
        self.at = skip_blank(&self.bytes, colon + 1);
        Some(key)
    }
}

/// One row of a file of lines.
pub fn line(number: u64, text: &str, header: &mut Header, keep: bool) -> Row {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => row(number, object, header, keep),
        Ok(_) => {
            let detail = "the line is not an object; it did not land";
            let hint = "Each line is one {…} with the columns as its members.";
            Row::refused(number, Fault::error("json-not-understood", "", text, detail, hint))
        }
        Err(error) => {
            let code =
                if error.to_string().contains("recursion") { "json-too-deep" } else { "json-not-understood" };
            let detail = format!("{error}; the line did not land");
            Row::refused(number, Fault::error(code, "", text, detail, "Correct the line, then import again."))
        }
    }
}

/// Whether the text starts with one whole object followed by another on a later line.
pub fn is_lines(head: &[u8]) -> bool {
    let mut stream = Deserializer::from_slice(head).into_iter::<IgnoredAny>();
    let Some(Ok(_)) = stream.next() else { return false };
    let rest = &head[stream.byte_offset()..];
    let next = rest.iter().position(|byte| !byte.is_ascii_whitespace());
    next.is_some_and(|at| rest[at] == b'{' && rest[..at].contains(&b'\n'))
}

fn row(number: u64, object: Map<String, Value>, header: &mut Header, keep: bool) -> Row {
    let mut row = Row::new(number);
    if keep {
        row.object = Some(object);
        return row;
    }
    let mut cells = Vec::with_capacity(object.len());
    for (name, value) in object {
        flatten(name, value, &mut cells);
    }
    for (name, text) in cells {
        let Some(at) = header.position_or_add(&name) else {
            let detail = "the table has too many columns; this one was left out of the row";
            row.faults.push(Fault::error("row-too-long", &name, &text, detail, "Remove what is not needed."));
            continue;
        };
        let fault = text.contains('\0').then(|| {
            let hint = "Remove the NUL characters (shown as ␀) from the text.";
            Fault::error("cell-has-nul", &name, &text, "the text holds NUL; it was left out", hint)
        });
        let text = if fault.is_some() { text.replace('\0', "␀") } else { text };
        row.place(at, checked(text, fault, &name));
    }
    row
}

/// Members of nested objects become `/outer/inner`; lists stay JSON; null is no cell.
fn flatten(name: String, value: Value, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) => cells.push((name, text)),
        Value::Object(object) => {
            let outer = if name.starts_with('/') { name } else { format!("/{name}") };
            for (inner, value) in object {
                flatten(format!("{outer}/{}", inner.replace('~', "~0").replace('/', "~1")), value, cells);
            }
        }
        other => cells.push((name, other.to_string())),
    }
}

/// The pointer to the rows of a document that is an object: its first member that is an array of objects, or
/// nothing where its members are the rows.
fn rows_path(bytes: &[u8], start: usize) -> String {
    if bytes.get(start) != Some(&b'{') {
        return String::new();
    }
    let mut at = start + 1;
    while let Some((key, value)) = next_member(bytes, at) {
        if bytes.get(value) == Some(&b'[') && bytes.get(skip_blank(bytes, value + 1)) == Some(&b'{') {
            return format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        }
        let Some(end) = skip_value(bytes, value) else { break };
        at = end;
    }
    String::new()
}

/// Start of the value of a member of the object that starts at `at`.
fn member(bytes: &[u8], at: usize, name: &str) -> Option<usize> {
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    let mut at = at + 1;
    while let Some((key, value)) = next_member(bytes, at) {
        if key == name {
            return Some(value);
        }
        at = skip_value(bytes, value)?;
    }
    None
}

fn next_member(bytes: &[u8], mut at: usize) -> Option<(String, usize)> {
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',') {
        at += 1;
    }
    let (key, end) = string(bytes, at)?;
    let colon = skip_blank(bytes, end);
    (bytes.get(colon) == Some(&b':')).then(|| (key, skip_blank(bytes, colon + 1)))
}

fn string(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let mut stream = Deserializer::from_slice(bytes.get(at..)?).into_iter::<String>();
    let key = stream.next()?.ok()?;
    Some((key, at + stream.byte_offset()))
}

fn skip_value(bytes: &[u8], at: usize) -> Option<usize> {
    let mut stream = Deserializer::from_slice(bytes.get(at..)?).into_iter::<IgnoredAny>();
    stream.next()?.ok()?;
    Some(at + stream.byte_offset())
}

fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Start of the next object that follows a `}` and a comma.
fn next_object(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'}')? + 1;
        let comma = skip_blank(bytes, at);
        let next = skip_blank(bytes, comma + 1);
        if bytes.get(comma) == Some(&b',') && bytes.get(next) == Some(&b'{') {
            return Some(next);
        }
    }
}
