//! Rows of a workbook's sheet. A workbook is read whole, after its parts were unpacked once into nothing to see
//! that they stay within the limit: what its directory declares is not believed.

use super::{Header, Row, checked};
use crate::error::Error;
use crate::limits::{COLUMNS_MAX, SHEET_CELLS_MAX, WORKBOOK_BYTES_MAX, WORKBOOK_PARTS_MAX};
use crate::table::detect::Detection;
use crate::table::problem::Fault;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::collections::VecDeque;
use std::io::{Cursor, Read};

/// The rows of a sheet; the header is already taken off.
pub struct SheetRows {
    rows: VecDeque<Row>,
}

impl SheetRows {
    /// Reads the named sheet, or the first one that has cells.
    pub fn new(
        bytes: Vec<u8>,
        sheet: Option<&str>,
        header: &mut Header,
    ) -> Result<(Self, Detection<String>), Error> {
        unpacks_within(&bytes, WORKBOOK_BYTES_MAX)?;
        let broken = |error: &dyn std::fmt::Display| Error::WorkbookBroken { why: error.to_string() };
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let names = book.sheet_names();
        if let Some(name) = sheet {
            if !names.iter().any(|found| found == name) {
                return Err(Error::SheetNotFound { sheet: name.to_owned(), sheets: names.join(", ") });
            }
            let rows = rows(&mut book, name, header)?;
            return Ok((Self { rows }, Detection::said(name.to_owned())));
        }
        for name in &names {
            let rows = rows(&mut book, name, header)?;
            if !header.is_empty() {
                let evidence = match names.len() {
                    1 => "the workbook has one sheet".to_owned(),
                    count => format!("the first of {count} sheets that has cells: {}", names.join(", ")),
                };
                let found = Detection { value: name.clone(), evidence, sure: names.len() == 1 };
                return Ok((Self { rows }, found));
            }
        }
        Err(Error::TableEmpty)
    }

    /// No rows.
    pub const fn none() -> Self {
        Self { rows: VecDeque::new() }
    }

    /// The next row.
    pub fn next(&mut self) -> Option<Row> {
        self.rows.pop_front()
    }
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, header: &mut Header) -> Result<VecDeque<Row>, Error> {
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(error) => return Err(Error::WorkbookBroken { why: error.to_string() }),
    };
    let mut rows = VecDeque::new();
    let mut open: Option<(u32, Vec<(usize, DataRef<'_>)>)> = None;
    let mut count = 0;
    loop {
        let next = match cells.next_cell() {
            Ok(next) => next,
            Err(error) => {
                finish(open.take(), header, &mut rows)?;
                let number = rows.back().map_or(1, |row: &Row| row.number) + 1;
                let detail = format!("the sheet cannot be read from here on: {error}");
                let hint = "Open the workbook in a spreadsheet program, save it again, and import that.";
                rows.push_back(Row::refused(
                    number,
                    Fault::error("rest-of-file-not-read", "", "", detail, hint),
                ));
                return Ok(rows);
            }
        };
        let Some(cell) = next else { break };
        count += 1;
        if count > SHEET_CELLS_MAX {
            return Err(Error::WorkbookTooLarge { bytes_max: WORKBOOK_BYTES_MAX });
        }
        let (row, column) = cell.get_position();
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if open.as_ref().is_some_and(|(number, _)| *number != row) {
            finish(open.take(), header, &mut rows)?;
        }
        let value = cell.get_value().clone();
        open.get_or_insert((row, Vec::new())).1.push((usize::try_from(column).unwrap_or(usize::MAX), value));
    }
    finish(open, header, &mut rows)?;
    Ok(rows)
}

fn finish(
    open: Option<(u32, Vec<(usize, DataRef<'_>)>)>,
    header: &mut Header,
    rows: &mut VecDeque<Row>,
) -> Result<(), Error> {
    let Some((number, cells)) = open else { return Ok(()) };
    let mut row = Row::new(u64::from(number) + 1);
    for (at, value) in cells {
        let name = header.names.get(at).map_or("", String::as_str);
        if at >= COLUMNS_MAX {
            if header.is_empty() {
                return Err(Error::TooManyColumns { columns_max: COLUMNS_MAX });
            }
            let detail = "the row has a cell far beyond the header; it did not land";
            let hint = "Remove what stands to the right of the table.";
            row.refusal = Some(Fault::error("row-too-long", "", "", detail, hint));
            break;
        }
        let (text, fault) = text(&value, name);
        let text = if text.contains('\0') { text.replace('\0', "␀") } else { text };
        row.place(at, checked(text, fault, name));
    }
    if header.is_empty() {
        header.take(row);
        return Ok(());
    }
    if row.cells.len() > header.names.len() && row.refusal.is_none() {
        let detail = format!(
            "a cell stands right of the {} columns of the header; the row did not land",
            header.names.len()
        );
        let hint = "Give its column a name, or remove it.";
        row.refusal = Some(Fault::error("row-too-long", "", "", detail, hint));
    }
    rows.push_back(row);
    Ok(())
}

fn text(value: &DataRef<'_>, column: &str) -> (String, Option<Fault>) {
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (text.clone(), None)
        }
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Int(number) => (number.to_string(), None),
        DataRef::Float(number) => (number.to_string(), None),
        DataRef::Bool(value) => (value.to_string(), None),
        DataRef::DateTime(value) => (date_time(*value), None),
        DataRef::Error(error) => {
            let text = error.to_string();
            let hint = "Correct the formula in the workbook, or replace it by its value.";
            let detail = "the cell holds an error of the spreadsheet; it was left out";
            let fault = Fault::error("sheet-cell-error", column, &text, detail, hint);
            (text, Some(fault))
        }
    }
}

/// A day as `2017-06-10`, with its time where it has one; a time or a duration of less than a day as `06:20`.
fn date_time(value: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    if value.as_f64() < 1.0 && value.as_f64() >= 0.0 {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{time}") }
}

/// Unpacks every part of the archive into nothing and counts.
fn unpacks_within(bytes: &[u8], bytes_max: u64) -> Result<(), Error> {
    let broken = |why: &str| Error::WorkbookBroken { why: why.to_owned() };
    let too_large = || Error::WorkbookTooLarge { bytes_max };
    let mut left = bytes_max;
    let mut parts = 0;
    for part in directory(bytes).ok_or_else(|| broken("it has no directory of its parts"))? {
        let part = part.ok_or_else(|| broken("the directory of its parts is damaged"))?;
        parts += 1;
        if parts > WORKBOOK_PARTS_MAX || part.declared > left {
            return Err(too_large());
        }
        let data = bytes.get(part.start..).unwrap_or(&[]);
        let mut reader: Box<dyn Read> = if part.deflated {
            Box::new(flate2::read::DeflateDecoder::new(data))
        } else {
            Box::new(&data[..data.len().min(usize::try_from(part.declared).unwrap_or(usize::MAX))])
        };
        // A damaged part ends the count of this part; opening the workbook will say what is wrong with it.
        let unpacked = std::io::copy(&mut reader.by_ref().take(left + 1), &mut std::io::sink()).unwrap_or(0);
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

struct Part {
    declared: u64,
    start: usize,
    deflated: bool,
}

/// The parts that the central directory of a zip archive lists.
fn directory(bytes: &[u8]) -> Option<impl Iterator<Item = Option<Part>>> {
    let tail = bytes.len().saturating_sub(22 + 65_536);
    let end = bytes.get(tail..)?.windows(4).rposition(|four| four == b"PK\x05\x06")? + tail;
    let mut at = usize::try_from(number(bytes, end + 16, 4)?).ok()?;
    let count = number(bytes, end + 10, 2)?;
    Some((0..count).map(move |_| {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let local = usize::try_from(number(bytes, at + 42, 4)?).ok()?;
        let names = number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
        let part = Part {
            declared: number(bytes, at + 24, 4)?,
            start: local + 30 + usize::try_from(names).ok()?,
            deflated: number(bytes, at + 10, 2)? == 8,
        };
        let lengths = number(bytes, at + 28, 2)? + number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
        at += 46 + usize::try_from(lengths).ok()?;
        Some(part)
    }))
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(width)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with one part of `bytes` zeros that its directory declares as 10 bytes.
    fn liar(bytes: u64) -> Vec<u8> {
        let mut packed = Vec::new();
        let zeros = std::io::repeat(0).take(bytes);
        flate2::read::DeflateEncoder::new(zeros, flate2::Compression::fast())
            .read_to_end(&mut packed)
            .unwrap();
        let size = u32::try_from(packed.len()).unwrap().to_le_bytes();
        let sizes = [&size[..], &10_u32.to_le_bytes(), &1_u16.to_le_bytes(), &0_u16.to_le_bytes()].concat();
        let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
        zip.extend([&sizes[..], b"a", &packed].concat());
        let directory = u32::try_from(zip.len()).unwrap().to_le_bytes();
        zip.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0");
        zip.extend([&sizes[..], &[0; 14], b"a"].concat());
        zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0");
        zip.extend([&directory[..], b"\0\0"].concat());
        zip
    }

    #[test]
    fn what_a_directory_declares_is_not_believed() {
        let found = unpacks_within(&liar(2 << 20), 1 << 20);
        assert!(matches!(found, Err(Error::WorkbookTooLarge { .. })), "{found:?}");
        assert!(unpacks_within(&liar(1 << 20), 2 << 20).is_ok());
    }
}
