//! A workbook with the records on its first sheet and what is said of them on the second. Every cell is a text, so
//! that no spreadsheet computes anything and nothing is rounded.

use super::{Columns, RECORD_COLUMNS};
use crate::error::Error;
use crate::limits::{SHEET_CELL_UNITS_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::Value;

/// A workbook being written.
pub struct Sheet {
    book: Workbook,
    /// How many columns of the sheet each column of the export takes.
    widths: Vec<u16>,
    next: u32,
}

impl Sheet {
    /// Writes the header.
    pub fn new(columns: &Columns) -> Result<Self, Error> {
        let parts =
            |units: usize| u16::try_from(units.div_ceil(SHEET_CELL_UNITS_MAX).max(1)).unwrap_or(u16::MAX);
        let head = RECORD_COLUMNS.into_iter().map(|name| (name, 1));
        let fields = columns.cells.iter().map(|((_, name), units)| (name.as_str(), parts(*units)));
        let all: Vec<(&str, u16)> = head.chain(fields).collect();
        let total: usize = all.iter().map(|(_, parts)| usize::from(*parts)).sum();
        if total > usize::from(SHEET_COLUMNS_MAX) || columns.records >= u64::from(SHEET_ROWS_MAX) {
            return Err(full());
        }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("records").map_err(broken)?;
        sheet.set_freeze_panes(1, 2).map_err(broken)?;
        let bold = Format::new().set_bold();
        let mut at = 0;
        for (name, parts) in &all {
            for part in 1..=*parts {
                let name = if part == 1 { (*name).to_owned() } else { format!("{name}#{part}") };
                sheet.write_string_with_format(0, at, name, &bold).map_err(broken)?;
                at += 1;
            }
        }
        Ok(Self { book, widths: all.into_iter().map(|(_, parts)| parts).collect(), next: 1 })
    }

    /// Writes one row of cells.
    pub fn row(&mut self, cells: &[String]) -> Result<(), Error> {
        let sheet = self.book.worksheet_from_index(0).map_err(broken)?;
        let mut at = 0;
        for (cell, parts) in cells.iter().zip(&self.widths) {
            let mut rest = cell.as_str();
            for part in 0..*parts {
                let (text, after) = split(rest);
                if part == 0 || !text.is_empty() {
                    sheet.write_string(self.next, at + part, text).map_err(broken)?;
                }
                rest = after;
            }
            at += parts;
        }
        self.next += 1;
        Ok(())
    }

    /// Writes the second sheet; the bytes of the workbook.
    pub fn finish(mut self, about: &Value) -> Result<Vec<u8>, Error> {
        let sheet = self.book.add_worksheet();
        sheet.set_name("about").map_err(broken)?;
        let mut row = 0;
        lines("", about, &mut |name, text| {
            sheet.write_string(row, 0, name).map_err(broken)?;
            sheet.write_string(row, 1, split(text).0).map_err(broken)?;
            row += 1;
            Ok(())
        })?;
        self.book.save_to_buffer().map_err(broken)
    }
}

/// Each leaf of a value with its dotted name.
fn lines(
    name: &str,
    value: &Value,
    line: &mut dyn FnMut(&str, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    let inner = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match value {
        Value::Object(members) => {
            members.iter().try_for_each(|(part, value)| lines(&inner(part), value, line))
        }
        Value::Array(values) => values
            .iter()
            .enumerate()
            .try_for_each(|(at, value)| lines(&inner(&(at + 1).to_string()), value, line)),
        Value::String(text) => line(name, text),
        Value::Null => line(name, super::flat::UNKNOWN),
        other => line(name, &other.to_string()),
    }
}

/// As much as one cell holds, and the rest.
fn split(text: &str) -> (&str, &str) {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > SHEET_CELL_UNITS_MAX
    });
    end.map_or((text, ""), |(at, _)| text.split_at(at))
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn broken(error: XlsxError) -> Error {
    Error::WorkbookBroken { why: error.to_string() }
}

const fn full() -> Error {
    Error::WorkbookFull { rows_max: SHEET_ROWS_MAX, columns_max: SHEET_COLUMNS_MAX }
}
