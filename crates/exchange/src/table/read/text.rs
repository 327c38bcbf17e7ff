//! Rows of delimited text, one at a time, in memory bounded by one row.
//!
//! A stray quote does not swallow the file: where an opening quote is not closed, or the row it makes does not fit
//! the header, its first line is taken with the quote as a letter and the lines after it are read again.

use super::split::Splitter;
use super::{Encoding, Header, Row, checked};
use crate::error::Error;
use crate::limits::{LOOKAHEAD_BYTES_MAX, ROW_BYTES_MAX, ROW_LINES_MAX};
use crate::table::problem::Fault;
use std::collections::VecDeque;
use std::io::{BufRead, Read};

/// Reads rows from text.
pub struct TextRows<'a> {
    reader: Box<dyn BufRead + 'a>,
    encoding: Encoding,
    delimiter: u8,
    again: VecDeque<Line>,
    /// Cells of the header, once read.
    width: Option<usize>,
    row: u64,
    in_vain: usize,
    short_rows_land: bool,
}

#[derive(Clone)]
struct Line {
    bytes: Vec<u8>,
    /// Whether it was longer than a row may be; the rest was skipped.
    cut: bool,
}

impl<'a> TextRows<'a> {
    /// Reads from a reader whose mark, if any, was already taken off.
    pub fn new(
        reader: Box<dyn BufRead + 'a>,
        encoding: Encoding,
        delimiter: u8,
        short_rows_land: bool,
    ) -> Self {
        Self {
            short_rows_land,
            reader,
            encoding,
            delimiter,
            again: VecDeque::new(),
            width: None,
            row: 0,
            in_vain: 0,
        }
    }

    /// The cells of the next row that is not blank; the first is the header.
    pub fn next(&mut self, names: &[String]) -> Result<Option<Row>, Error> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            self.row += 1;
            if line.bytes.iter().all(u8::is_ascii_whitespace) && !line.bytes.contains(&self.delimiter) {
                continue;
            }
            return self.record(&line, names).map(Some);
        }
    }

    /// The same reader, for lines that are not split into cells.
    pub fn without_cells(mut self) -> Self {
        self.in_vain = LOOKAHEAD_BYTES_MAX;
        self
    }

    /// The next line that is not blank, as one JSON object.
    pub fn next_line(&mut self, header: &mut Header, keep: bool) -> Result<Option<Row>, Error> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            self.row += 1;
            if line.cut {
                return Ok(Some(self.too_large(&line.bytes)));
            }
            if line.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let text = match self.encoding {
                Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => match String::from_utf8(line.bytes)
                {
                    Ok(text) => text,
                    Err(error) => return Ok(Some(self.not_utf8(error.as_bytes()))),
                },
                encoding => encoding.cell(line.bytes, "").0,
            };
            return Ok(Some(super::json::line(self.row, text.trim(), header, keep)));
        }
    }

    fn not_utf8(&self, bytes: &[u8]) -> Row {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let detail = "the line is not UTF-8; it did not land";
        let hint = "Correct the line, or name the file's encoding in the mapping.";
        Row::refused(self.row, Fault::error("bytes-not-in-encoding", "", &start, detail, hint))
    }

    fn too_large(&self, bytes: &[u8]) -> Row {
        let start = String::from_utf8_lossy(&bytes[..200]).into_owned();
        let detail = format!("the line has more than {ROW_BYTES_MAX} bytes; the row did not land");
        let hint = "Check that rows end with line breaks, then import the file again.";
        Row::refused(self.row, Fault::error("row-too-large", "", &start, detail, hint))
    }

    fn record(&mut self, first: &Line, names: &[String]) -> Result<Row, Error> {
        if first.cut {
            return Ok(self.too_large(&first.bytes));
        }
        let mut splitter = Splitter::new(self.delimiter, self.in_vain < LOOKAHEAD_BYTES_MAX);
        splitter.feed(&first.bytes);
        if !splitter.is_open() {
            return Ok(self.finish(splitter, names, None));
        }
        let more = self.until_closed(&mut splitter, first.bytes.len())?;
        let fits = |width: usize, splitter: &Splitter| splitter.width() == width;
        let closed = !splitter.is_open();
        if closed && self.width.is_none_or(|width| fits(width, &splitter)) {
            return Ok(self.finish(splitter, names, None));
        }
        self.in_vain += more.iter().map(|line| line.bytes.len()).sum::<usize>();
        for line in more.into_iter().rev() {
            self.again.push_front(line);
        }
        let mut splitter = Splitter::new(self.delimiter, false);
        splitter.feed(&first.bytes);
        let detail = "a quote opens a cell and is not closed in this row; it was taken as a letter";
        let hint = "Close the quote, or double it where it is meant as a letter.";
        let start = String::from_utf8_lossy(&first.bytes).into_owned();
        let fault = Fault::warning("quote-not-closed", "", start.trim_end(), detail, hint);
        Ok(self.finish(splitter, names, Some(fault)))
    }

    /// Feeds further lines while a quote is open; returns them.
    fn until_closed(&mut self, splitter: &mut Splitter, mut bytes: usize) -> Result<Vec<Line>, Error> {
        let mut more = Vec::new();
        while splitter.is_open() && more.len() < ROW_LINES_MAX && bytes < ROW_BYTES_MAX {
            let Some(line) = self.line()? else { break };
            bytes += line.bytes.len();
            splitter.feed(&line.bytes);
            more.push(line);
        }
        Ok(more)
    }

    fn finish(&mut self, splitter: Splitter, names: &[String], fault: Option<Fault>) -> Row {
        let mut cells = splitter.finish();
        match self.width {
            None => self.width = Some(cells.len()),
            Some(width) => {
                while cells.len() > width && cells.last().is_some_and(Vec::is_empty) {
                    cells.pop();
                }
            }
        }
        let mut row = Row::new(self.row);
        row.faults.extend(fault);
        row.refusal = self.width.and_then(|width| self.misfit(cells.len(), width, &cells));
        for (at, bytes) in cells.into_iter().enumerate() {
            let name = names.get(at).map_or("", String::as_str);
            let (text, fault) = self.encoding.cell(bytes, name);
            row.push(checked(text, fault, name));
        }
        row
    }

    /// Why a row of `count` cells does not land under a header of `width`.
    fn misfit(&self, count: usize, width: usize, cells: &[Vec<u8>]) -> Option<Fault> {
        let start = || {
            let cells: Vec<_> = cells.iter().take(20).map(|cell| String::from_utf8_lossy(cell)).collect();
            cells.join(&char::from(self.delimiter).to_string())
        };
        if count > width {
            let detail = format!("the row has {count} cells and the header {width}; it did not land");
            let hint = "Put quotes around a cell that holds the delimiter, or remove the extra cell.";
            return Some(Fault::error("row-too-long", "", &start(), detail, hint));
        }
        if count < width && !self.short_rows_land {
            let detail = format!("the row has {count} cells and the header {width}; it did not land");
            let hint = "Add the missing cells. If only empty cells at its end are missing, say so in the mapping: \
                        [table] short_rows = \"unknown\".";
            return Some(Fault::error("row-too-short", "", &start(), detail, hint));
        }
        None
    }

    fn line(&mut self) -> Result<Option<Line>, Error> {
        if let Some(line) = self.again.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::with_capacity(256);
        let limit = u64::try_from(ROW_BYTES_MAX).unwrap_or(u64::MAX);
        self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let cut = bytes.len() >= ROW_BYTES_MAX && bytes.last() != Some(&b'\n');
        if cut {
            self.skip_line()?;
        }
        Ok(Some(Line { bytes, cut }))
    }

    fn skip_line(&mut self) -> Result<(), Error> {
        loop {
            let block = self.reader.fill_buf()?;
            let end = block.iter().position(|byte| *byte == b'\n');
            let (used, ended) = end.map_or((block.len(), block.is_empty()), |at| (at + 1, true));
            self.reader.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

/// Which of the usual delimiters splits the sample best, with the evidence.
pub fn delimiter(sample: &[u8]) -> crate::table::detect::Detection<char> {
    let mut best: Option<(usize, usize, usize, char)> = None;
    for candidate in [',', ';', '\t', '|'] {
        let mut rows =
            TextRows::new(Box::new(sample), Encoding::Utf8, u8::try_from(candidate).unwrap_or(b','), true);
        let mut widths = Vec::new();
        while let Ok(Some(row)) = rows.next(&[]) {
            widths.push(row.cells.len());
            if widths.len() > 200 {
                break;
            }
        }
        let Some(width) = widths.first().copied().filter(|width| *width > 1) else { continue };
        let same = widths.iter().filter(|found| **found == width).count();
        let score = same * 1_000 / widths.len();
        if best.is_none_or(|(top, cells, _, _)| (score, width) > (top, cells)) {
            best = Some((score, width, widths.len(), candidate));
        }
    }
    let shown = |letter: char| if letter == '\t' { "tab".to_owned() } else { letter.to_string() };
    match best {
        Some((score, width, rows, letter)) => crate::table::detect::Detection {
            value: letter,
            evidence: format!(
                "split at {:?}, {} % of the first {rows} rows have {width} cells, as the header has",
                shown(letter),
                score / 10
            ),
            sure: score >= 900,
        },
        None => crate::table::detect::Detection {
            value: ',',
            evidence: "no delimiter splits the header: the table has one column".to_owned(),
            sure: false,
        },
    }
}
