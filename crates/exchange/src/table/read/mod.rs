//! Files as rows of text cells with the names of their columns. It knows nothing of what the cells mean.
//!
//! Start at [`Rows::open`].

mod encoding;
mod json;
mod sheet;
mod split;
mod text;

pub use encoding::Encoding;

use super::detect::{Detection, Format};
use super::problem::Fault;
use crate::error::Error;
use crate::limits::{CELL_BYTES_MAX, COLUMNS_MAX, LONG_CELL_CHARS_KEPT, SAMPLE_BYTES, WHOLE_FILE_BYTES_MAX};
use json::JsonRows;
use serde_json::{Map, Value};
use sheet::SheetRows;
use std::collections::HashMap;
use std::io::{BufRead, Cursor, Read};
use text::TextRows;

/// What the mapping says about how the file is written; what it leaves open is detected.
#[derive(Clone, Debug, Default)]
pub struct Written<'a> {
    /// Delimiter of text.
    pub delimiter: Option<char>,
    /// Encoding of text.
    pub encoding: Option<Encoding>,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// JSON pointer to the rows.
    pub path: Option<&'a str>,
    /// Whether the cells that a short row of text lacks are taken as unknown; otherwise such a row is refused.
    pub short_rows_land: bool,
    /// Whether JSON objects are kept whole beside their cells.
    pub keep_objects: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text as read, untrimmed.
    pub text: String,
    /// What is wrong with it; such a cell fills no field.
    pub fault: Option<Fault>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As a spreadsheet numbers it, the header being 1; JSON objects count from 1.
    pub number: u64,
    /// Cells in the order of the header; `None` where the row has none.
    pub cells: Vec<Option<Cell>>,
    /// The object, where it was asked for.
    pub object: Option<Map<String, Value>>,
    /// What is wrong with the row as a whole, although it is read.
    pub faults: Vec<Fault>,
    /// Why the row is not read.
    pub refusal: Option<Fault>,
}

impl Row {
    fn new(number: u64) -> Self {
        Self { number, ..Self::default() }
    }

    fn refused(number: u64, fault: Fault) -> Self {
        Self { number, refusal: Some(fault), ..Self::default() }
    }

    fn push(&mut self, cell: Cell) {
        self.cells.push(Some(cell));
    }

    fn place(&mut self, at: usize, cell: Cell) {
        if self.cells.len() <= at {
            self.cells.resize(at + 1, None);
        }
        self.cells[at] = Some(cell);
    }
}

/// Keeps a cell within its limit.
fn checked(text: String, fault: Option<Fault>, column: &str) -> Cell {
    if text.len() <= CELL_BYTES_MAX || fault.is_some() {
        return Cell { text, fault };
    }
    let detail = format!("the cell has {} bytes, more than {CELL_BYTES_MAX}; it was left out", text.len());
    let hint = "Shorten the text, or keep it as a document and point to it.";
    let fault = Some(Fault::error("cell-too-long", column, &text, detail, hint));
    let text = text.chars().take(LONG_CELL_CHARS_KEPT).chain(['…']).collect();
    Cell { text, fault }
}

/// The names of the columns.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Names in order; blank ones are called `column 3`, repeated ones `name (2)`.
    pub names: Vec<String>,
    /// What was wrong with them.
    pub faults: Vec<Fault>,
    places: HashMap<String, usize>,
}

impl Header {
    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Where a column is.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    fn position_or_add(&mut self, name: &str) -> Option<usize> {
        if let Some(at) = self.position(name) {
            return Some(at);
        }
        (self.names.len() < COLUMNS_MAX).then(|| self.add(name.to_owned()))
    }

    fn add(&mut self, name: String) -> usize {
        self.places.insert(name.clone(), self.names.len());
        self.names.push(name);
        self.names.len() - 1
    }

    fn take(&mut self, row: Row) {
        let cells = row.cells.into_iter().map(|cell| clean(&cell.unwrap_or_default().text));
        for (at, name) in cells.enumerate() {
            let named = if name.is_empty() { format!("column {}", at + 1) } else { name.clone() };
            let mut unique = named.clone();
            let mut copy = 2;
            while self.position(&unique).is_some() {
                unique = format!("{named} ({copy})");
                copy += 1;
            }
            if name.is_empty() {
                let detail = format!("column {} has no name; it is called {unique:?} here", at + 1);
                self.faults.push(Fault::warning(
                    "header-blank",
                    &unique,
                    "",
                    detail,
                    "Give the column a name.",
                ));
            } else if unique != name {
                let detail = format!(
                    "the name {name:?} stands at more than one column; this one is called {unique:?}"
                );
                let hint = "Give each column its own name; the first one is read.";
                self.faults.push(Fault::warning("header-repeated", &unique, &name, detail, hint));
            }
            self.add(unique);
        }
    }
}

/// A name of a column without blanks around it and without invisible marks.
fn clean(name: &str) -> String {
    let visible = |letter: &char| !matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\0');
    let name: String = name.chars().filter(visible).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the file turned out to be.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its format.
    pub format: Detection<Format>,
    /// Delimiter of text.
    pub delimiter: Option<Detection<char>>,
    /// Encoding of text.
    pub encoding: Option<Detection<Encoding>>,
    /// Sheet of a workbook.
    pub sheet: Option<Detection<String>>,
    /// JSON pointer to the rows.
    pub path: Option<Detection<String>>,
}

/// The rows of a file.
pub struct Rows<'a> {
    /// The names of the columns; JSON adds to them as it is read.
    pub header: Header,
    source: Source<'a>,
    keep_objects: bool,
}

enum Source<'a> {
    Text(TextRows<'a>),
    Sheet(SheetRows),
    Json(JsonRows),
    Lines { lines: TextRows<'a> },
}

impl<'a> Rows<'a> {
    /// Looks at the start of the file, says what it is, and reads its header.
    pub fn open(reader: impl Read + 'a, file: &str, written: &Written<'_>) -> Result<(Self, Found), Error> {
        let mut reader = reader;
        let mut head = Vec::new();
        reader.by_ref().take(SAMPLE_BYTES as u64).read_to_end(&mut head)?;
        let whole = head.len() < SAMPLE_BYTES;
        let format = format(&head, file)?;
        let mut rows = Self {
            header: Header::default(),
            source: Source::Sheet(SheetRows::none()),
            keep_objects: written.keep_objects,
        };
        let mut found = Found { format, delimiter: None, encoding: None, sheet: None, path: None };
        match found.format.value {
            Format::Xlsx => {
                let bytes = whole_file(head, reader)?;
                let (sheet, name) = SheetRows::new(bytes, written.sheet, &mut rows.header)?;
                found.sheet = Some(name);
                rows.source = Source::Sheet(sheet);
            }
            Format::Json => {
                let bytes = whole_file(head, reader)?;
                let encoding = said_or(written.encoding, || encoding::detect(&bytes, true));
                let bytes = as_utf8(bytes, encoding.value)?;
                let (json, path) = JsonRows::new(bytes, written.path)?;
                let said = written.path.is_some();
                let evidence =
                    if said { "the mapping says so" } else { "the first place with objects in a row" };
                found.path = Some(Detection { value: path, evidence: evidence.to_owned(), sure: said });
                found.encoding = Some(encoding);
                rows.source = Source::Json(json);
            }
            Format::Csv | Format::JsonLines => rows.open_text(head, reader, whole, written, &mut found)?,
        }
        Ok((rows, found))
    }

    fn open_text(
        &mut self,
        head: Vec<u8>,
        reader: impl Read + 'a,
        whole: bool,
        written: &Written<'_>,
        found: &mut Found,
    ) -> Result<(), Error> {
        let encoding = said_or(written.encoding, || encoding::detect(&head, whole));
        let mark = encoding.value.mark(&head);
        let mut sample = Vec::new();
        encoding.value.reader(&head[mark..]).read_to_end(&mut sample)?;
        if !whole {
            sample.truncate(sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1));
        }
        let delimiter = match written.delimiter {
            Some(letter) => Detection::said(letter),
            None => text::delimiter(&sample),
        };
        let byte = u8::try_from(delimiter.value).unwrap_or(b',');
        let mut start = Cursor::new(head);
        start.set_position(mark as u64);
        let old_breaks = !sample.contains(&b'\n') && sample.contains(&b'\r');
        let chained = start.chain(reader);
        let reader: Box<dyn BufRead + 'a> = if old_breaks {
            encoding.value.reader(OldBreaks(chained))
        } else {
            encoding.value.reader(chained)
        };
        let mut rows = TextRows::new(reader, encoding.value, byte, written.short_rows_land);
        found.encoding = Some(encoding);
        if found.format.value == Format::JsonLines {
            self.source = Source::Lines { lines: rows.without_cells() };
            return Ok(());
        }
        let header = rows.next(&[])?.ok_or(Error::TableEmpty)?;
        if header.cells.len() > COLUMNS_MAX || header.refusal.is_some() {
            return Err(Error::TooManyColumns { columns_max: COLUMNS_MAX });
        }
        self.header.take(header);
        if self.header.is_empty() {
            return Err(Error::TableEmpty);
        }
        found.delimiter = Some(delimiter);
        self.source = Source::Text(rows);
        Ok(())
    }

    /// The next row; `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>, Error> {
        match &mut self.source {
            Source::Text(rows) => rows.next(&self.header.names),
            Source::Sheet(rows) => Ok(rows.next()),
            Source::Json(rows) => Ok(rows.next(&mut self.header, self.keep_objects)),
            Source::Lines { lines } => lines.next_line(&mut self.header, self.keep_objects),
        }
    }
}

fn said_or(said: Option<Encoding>, detect: impl FnOnce() -> Detection<Encoding>) -> Detection<Encoding> {
    said.map_or_else(detect, Detection::said)
}

fn as_utf8(bytes: Vec<u8>, encoding: Encoding) -> Result<Vec<u8>, Error> {
    let mark = encoding.mark(&bytes);
    match encoding {
        Encoding::Utf8 => Ok(bytes.get(mark..).unwrap_or(&[]).to_vec()),
        Encoding::Windows1252 | Encoding::Windows1256 => Ok(encoding.cell(bytes, "").0.into_bytes()),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let mut text = Vec::new();
            encoding.reader(&bytes[mark..]).read_to_end(&mut text)?;
            Ok(text)
        }
    }
}

fn whole_file(mut head: Vec<u8>, reader: impl Read) -> Result<Vec<u8>, Error> {
    reader.take(WHOLE_FILE_BYTES_MAX).read_to_end(&mut head)?;
    if head.len() as u64 >= WHOLE_FILE_BYTES_MAX {
        return Err(Error::FileTooLarge { bytes_max: WHOLE_FILE_BYTES_MAX });
    }
    Ok(head)
}

fn format(head: &[u8], file: &str) -> Result<Detection<Format>, Error> {
    let sure = |value, evidence: &str| Ok(Detection { value, evidence: evidence.to_owned(), sure: true });
    let not_read = |why: &str| Err(Error::FormatNotRead { why: why.to_owned() });
    let name = file.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if head.starts_with(b"PK\x03\x04") {
        return sure(Format::Xlsx, "the file starts as a workbook does");
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return not_read("an old workbook (.xls)");
    }
    if head.starts_with(b"%PDF") {
        return not_read("a PDF document");
    }
    if ends(&[".jsonl", ".ndjson"]) {
        return sure(Format::JsonLines, "the name says so");
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    let json = ends(&[".json", ".geojson"]) || !ends(&[".csv", ".tsv", ".txt", ".tab"]);
    let open = matches!(first, Some(b'[' | b'{')) || matches!(head, [0xff, 0xfe, b'[' | b'{', ..]);
    if open && json {
        if first == Some(&b'{') && json::is_lines(text) {
            return sure(Format::JsonLines, "one object a line");
        }
        return sure(Format::Json, "the file starts with a bracket");
    }
    if ends(&[".xlsx"]) {
        return not_read("named .xlsx, and it does not start as a workbook does");
    }
    if ends(&[".json", ".geojson"]) {
        return not_read("named as JSON, and it starts with neither [ nor {");
    }
    sure(Format::Csv, "neither a workbook nor JSON: rows of text")
}

/// Line breaks of one carriage return, as old files have them, as newlines.
struct OldBreaks<R>(R);

impl<R: Read> Read for OldBreaks<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.read(out)?;
        for byte in &mut out[..count] {
            if *byte == b'\r' {
                *byte = b'\n';
            }
        }
        Ok(count)
    }
}
