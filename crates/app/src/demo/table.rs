//! The tables of facts as read: rows of named cells, each of which knows where it stands.
//!
//! An empty cell is unknown and never 0. A cell that is not what its column says stops the loading. Start at
//! [`Table::read`].

use crate::failure::{Failure, Result};
use domain::record::RawRow;
use domain::vocabulary::PartOfDay;
use domain::when::{When, Zone};

/// A table of facts.
pub struct Table {
    /// File name.
    pub name: &'static str,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// One row of a table.
pub struct Row {
    table: &'static str,
    number: usize,
    cells: RawRow,
}

impl Table {
    /// Reads a table from its text: comma-separated with a header row.
    pub fn read(name: &'static str, text: &str) -> Result<Self> {
        Self::parse(name, text, b',')
    }

    /// Reads a table whose cells are parted by tabs.
    pub fn read_tabs(name: &'static str, text: &str) -> Result<Self> {
        Self::parse(name, text, b'\t')
    }

    fn parse(name: &'static str, text: &str, delimiter: u8) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let rows = reader.deserialize::<RawRow>().enumerate().map(|(index, cells)| {
            let cells = cells.map_err(|error| Failure::facts(name, error))?;
            Ok(Row { table: name, number: index + 1, cells })
        });
        Ok(Self { name, rows: rows.collect::<Result<_>>()? })
    }
}

impl Row {
    /// A cell, where it is not empty.
    pub fn get(&self, column: &str) -> Result<Option<&str>> {
        let cell = self.cells.get(column).ok_or_else(|| self.wrong(column, "there is no such column"))?;
        Ok(Some(cell.as_str()).filter(|cell| !cell.is_empty()))
    }

    /// A cell as text of its own.
    pub fn text(&self, column: &str) -> Result<Option<String>> {
        Ok(self.get(column)?.map(str::to_owned))
    }

    /// A cell that must not be empty.
    pub fn need(&self, column: &str) -> Result<&str> {
        self.get(column)?.ok_or_else(|| self.wrong(column, "is empty"))
    }

    /// A whole number.
    pub fn int(&self, column: &str) -> Result<Option<i64>> {
        let read =
            |cell: &str| cell.parse().map_err(|error| self.wrong(column, format!("{cell:?}: {error}")));
        self.get(column)?.map(read).transpose()
    }

    /// A value of a closed list.
    pub fn term<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let read = |cell: &str| {
            parse(cell).ok_or_else(|| self.wrong(column, format!("{cell:?} is not in its list")))
        };
        self.get(column)?.map(read).transpose()
    }

    /// The parts of a cell that holds several, without blanks around them.
    pub fn parts(&self, column: &str, separators: &[char]) -> Result<Vec<&str>> {
        let cell = self.get(column)?.unwrap_or_default();
        Ok(cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect())
    }

    /// When something happened, from its first and last day.
    pub fn when(&self, first: &str, last: &str, reading: Reading<'_>) -> Result<Option<When>> {
        let edtf = match (self.get(first)?, self.get(last)?) {
            (None, None) => return Ok(None),
            (Some(first), None) => first.to_owned(),
            (None, Some(last)) => format!("../{last}"),
            (Some(first), Some(last)) if first == last => first.to_owned(),
            (Some(first), Some(last)) => format!("{first}/{last}"),
        };
        let words = reading.words.map(str::to_owned);
        let when = When::from_edtf(&edtf, reading.zone, reading.part_of_day, words);
        when.map(Some).map_err(|error| self.wrong(first, error))
    }

    /// One date: a day, a month or a year.
    pub fn date(&self, column: &str) -> Result<Option<When>> {
        self.when(column, column, Reading::default())
    }

    /// The row as it stands in the file.
    pub fn raw(&self) -> RawRow {
        self.cells.clone()
    }

    /// That a cell is not what it should be.
    pub fn wrong(&self, column: &str, detail: impl std::fmt::Display) -> Failure {
        Failure::facts(self.table, format!("row {}, {column}: {detail}", self.number))
    }
}

/// How the days of a row are to be read. A release's day is not a local day, so the zone is unknown unless said.
#[derive(Default)]
pub struct Reading<'a> {
    /// Zone of the days.
    pub zone: Zone,
    /// Part of the day.
    pub part_of_day: Option<PartOfDay>,
    /// Words beside them.
    pub words: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let text = "a,b,c,d\n\"x; y\",2017-06,,7\n";
        Table::read("t.csv", text).unwrap().rows.remove(0)
    }

    #[test]
    fn an_empty_cell_is_unknown_and_a_missing_column_is_a_mistake() {
        let row = row();
        assert_eq!(
            (row.get("c").unwrap(), row.int("c").unwrap(), row.int("d").unwrap()),
            (None, None, Some(7))
        );
        assert!(row.get("e").is_err());
        assert!(row.int("a").unwrap_err().message.contains("row 1, a"));
        assert_eq!(row.parts("a", &[';']).unwrap(), ["x", "y"]);
    }

    #[test]
    fn a_month_stays_a_month() {
        let row = row();
        assert_eq!(row.when("b", "b", Reading::default()).unwrap().unwrap().edtf, "2017-06");
        assert_eq!(row.when("c", "b", Reading::default()).unwrap().unwrap().edtf, "../2017-06");
        assert_eq!(row.date("c").unwrap(), None);
    }
}
