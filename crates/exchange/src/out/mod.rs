//! Records as files that others can use and that this program reads back unchanged: CSV, JSON Lines, GeoJSON and
//! workbooks, each with what the figures mean and the checkpoint they were made at.
//!
//! Two passes: [`Columns::look`] at every record, then [`Writer::write`] each. How members become cells is said in
//! [`flat`]. In JSON a member that is `null` or absent is not known or was not said.

pub mod flat;
mod geojson;
mod sheet;

use crate::error::Error;
use domain::kind::Kind;
use domain::record::Body;
use serde::Serialize;
use serde_json::{Map, Value};
use sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Columns that every export has before the fields of its records.
pub const RECORD_COLUMNS: [&str; 4] = ["record_kind", "record_id", "record_code", "record_version"];

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text in UTF-8 with mark, `\n` between rows.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// A feature collection.
    GeoJson,
    /// A workbook with the sheets `records` and `about`.
    Xlsx,
}

impl Format {
    /// The format of a name as the command line takes it.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "jsonl" => Some(Self::JsonLines),
            "geojson" => Some(Self::GeoJson),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The usual end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            Self::GeoJson => "geojson",
            Self::Xlsx => "xlsx",
        }
    }

    /// The type to say over HTTP.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
            Self::GeoJson => "application/geo+json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A record to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its public code.
    pub code: Option<String>,
    /// Its head act, which is the version written.
    pub version: Option<String>,
    /// Its fields.
    pub body: Body,
}

/// What a grade means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeDefinition {
    /// Slug, as records hold it.
    pub grade: String,
    /// Label in English.
    pub en: String,
    /// Label in Arabic.
    pub ar: String,
    /// Criterion in English.
    pub criterion_en: String,
    /// Criterion in Arabic.
    pub criterion_ar: String,
}

/// What is said of the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// What the file holds.
    pub title: String,
    /// The register it comes from.
    pub register: String,
    /// The checkpoint of the log it was made at, as signed.
    pub checkpoint: Option<String>,
    /// Codebook, name and version.
    pub codebook: Option<String>,
    /// Its grades.
    pub grades: Vec<GradeDefinition>,
    /// Credits and licences.
    pub credits: Vec<String>,
    /// The query the records answer, and whatever else belongs to the file.
    pub notes: BTreeMap<String, String>,
}

impl About {
    fn value(&self, records: u64) -> Value {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = value.as_object_mut() {
            members.insert("records".to_owned(), records.into());
            members.insert("format".to_owned(), "sijil-export-1".into());
            members.insert("unknown".to_owned(), flat::UNKNOWN.into());
            members.insert("rules".to_owned(), RULES.into());
        }
        value
    }
}

/// The rules of cells in two sentences, for whoever opens a file without its documentation.
const RULES: &str = "In CSV and XLSX the cell NA means not known or not said, an empty cell is an empty text, 0 is zero; \
dotted columns are parts of one field; an apostrophe before a cell marks it as text and is no part of it. In JSON a \
member that is null or absent is not known or was not said. Minimum and maximum are never averaged.";

/// The columns of an export, gathered in a first pass.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Dotted column to the longest cell, UTF-16 units.
    cells: BTreeMap<(bool, String), usize>,
    /// Fields of the records.
    fields: BTreeSet<String>,
    records: u64,
}

impl Columns {
    /// Looks at one record.
    pub fn look(&mut self, record: &Record) -> Result<(), Error> {
        for (name, cell) in flat::flatten(&record.body)? {
            let units = cell.encode_utf16().count();
            let longest = self.cells.entry((name.starts_with("raw."), name)).or_insert(0);
            *longest = units.max(*longest);
        }
        self.fields.extend(
            record.body.keys().filter(|name| !self.fields.contains(*name)).cloned().collect::<Vec<_>>(),
        );
        self.records += 1;
        Ok(())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.cells.keys().map(|(_, name)| name.as_str())
    }
}

/// Writes one file.
pub struct Writer<W: Write> {
    columns: Columns,
    about: Value,
    state: State<W>,
}

enum State<W: Write> {
    Csv(Box<csv::Writer<W>>),
    JsonLines(W),
    GeoJson(W, bool),
    Xlsx(W, Box<Sheet>),
}

impl<W: Write> Writer<W> {
    /// Writes what stands before the records.
    pub fn new(format: Format, mut output: W, columns: Columns, about: &About) -> Result<Self, Error> {
        let about = about.value(columns.records);
        let state = match format {
            Format::Csv => {
                output.write_all(b"\xef\xbb\xbf")?;
                let mut writer = csv::Writer::from_writer(output);
                writer.write_record(RECORD_COLUMNS.into_iter().chain(columns.names())).map_err(io)?;
                State::Csv(Box::new(writer))
            }
            Format::JsonLines => State::JsonLines(output),
            Format::GeoJson => {
                geojson::start(&mut output, &about)?;
                State::GeoJson(output, true)
            }
            Format::Xlsx => State::Xlsx(output, Box::new(Sheet::new(&columns)?)),
        };
        Ok(Self { columns, about, state })
    }

    /// Writes one record that the columns have seen.
    pub fn write(&mut self, record: &Record) -> Result<(), Error> {
        match &mut self.state {
            State::Csv(writer) => {
                let cells = row(&self.columns, record)?;
                writer.write_record(cells.iter().map(String::as_str)).map_err(io)
            }
            State::JsonLines(output) => {
                serde_json::to_writer(&mut *output, &members(&self.columns, record))
                    .map_err(std::io::Error::from)?;
                Ok(output.write_all(b"\n")?)
            }
            State::GeoJson(output, first) => {
                geojson::feature(output, &record.id, &record.body, &members(&self.columns, record), *first)?;
                *first = false;
                Ok(())
            }
            State::Xlsx(_, sheet) => sheet.row(&row(&self.columns, record)?),
        }
    }

    /// Writes what stands after the records. For CSV and JSON Lines, which have no place for it, the answer is the
    /// text of the file `<name>.about.json` that belongs beside them.
    pub fn finish(self) -> Result<Option<String>, Error> {
        let beside =
            || serde_json::to_string_pretty(&self.about).map(Some).map_err(|error| Error::Io(error.into()));
        match self.state {
            State::Csv(mut writer) => {
                writer.flush()?;
                beside()
            }
            State::JsonLines(mut output) => {
                output.flush()?;
                beside()
            }
            State::GeoJson(mut output, _) => {
                output.write_all(b"\n]}\n")?;
                output.flush()?;
                Ok(None)
            }
            State::Xlsx(mut output, sheet) => {
                output.write_all(&sheet.finish(&self.about)?)?;
                output.flush()?;
                Ok(None)
            }
        }
    }
}

/// Writes records held in memory; the second value is the text of the file beside it, where the format needs one.
pub fn to_bytes(
    format: Format,
    records: &[Record],
    about: &About,
) -> Result<(Vec<u8>, Option<String>), Error> {
    let mut columns = Columns::default();
    for record in records {
        columns.look(record)?;
    }
    let mut bytes = Vec::new();
    let mut writer = Writer::new(format, &mut bytes, columns, about)?;
    for record in records {
        writer.write(record)?;
    }
    let beside = writer.finish()?;
    Ok((bytes, beside))
}

fn io(error: csv::Error) -> Error {
    Error::Io(error.into())
}

fn head(record: &Record) -> [Option<&str>; 4] {
    [Some(record.kind.slug()), Some(&record.id), record.code.as_deref(), record.version.as_deref()]
}

/// The cells of a record in the order of the columns.
fn row(columns: &Columns, record: &Record) -> Result<Vec<String>, Error> {
    let mut found: BTreeMap<String, String> = flat::flatten(&record.body)?.into_iter().collect();
    let unknown = || flat::UNKNOWN.to_owned();
    let head = head(record).map(|text| text.map_or_else(unknown, flat::text));
    Ok(head
        .into_iter()
        .chain(columns.names().map(|name| found.remove(name).unwrap_or_else(unknown)))
        .collect())
}

/// The members of a record as JSON, with `null` for the fields that other records of the file have.
fn members(columns: &Columns, record: &Record) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, text) in RECORD_COLUMNS.into_iter().zip(head(record)) {
        members.insert(name.to_owned(), text.map_or(Value::Null, Value::from));
    }
    for name in &columns.fields {
        members.insert(name.clone(), record.body.get(name).cloned().unwrap_or_default());
    }
    members
}
