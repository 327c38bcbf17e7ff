//! Auto Archiver's output: what it archived from which address, and the digests it took. As JSON (one result or a
//! list), as the CSV of its `csv_db` (whose cells are printed dictionaries), and as the CSV of a sheet with a
//! column `hash`.

use super::{MediaFile, python, tell, verdict};
use crate::digest::Checked;
use crate::error::Error;
use crate::limits::{BUNDLE_BYTES_MAX, BUNDLE_DEPTH_MAX, BUNDLE_ITEMS_MAX};
use crate::problem::{Place, Problem, Problems, said};
use serde_json::{Map, Value};

/// One file that was archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedMedia {
    /// Its name as written: where it was stored, or the name it had while it was fetched.
    pub name: Option<String>,
    /// Addresses it was stored at, as written.
    pub urls: Vec<String>,
    /// Its digest.
    pub digest: Checked,
    /// The file given that it was checked against, by its place in the list given.
    pub given: Option<usize>,
}

/// One address that was archived.
#[derive(Clone, Debug, PartialEq)]
pub struct Archived {
    /// Row or item, from 1; a row counts the header as 1.
    pub entry: u64,
    /// The address.
    pub url: Option<String>,
    /// What the program says came of it, in its words. It may say success where a page was an error page.
    pub status: Option<String>,
    /// When the original was published, as written.
    pub published: Option<String>,
    /// When it was archived, as written.
    pub processed: Option<String>,
    /// Its files.
    pub media: Vec<ArchivedMedia>,
    /// Whatever else is said about it.
    pub other: Map<String, Value>,
}

/// Output, read.
#[derive(Clone, Debug)]
pub struct Output {
    /// What was archived, in order.
    pub items: Vec<Archived>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

/// Spellings of a sheet's columns.
const LINK_COLUMNS: [&str; 2] = ["link", "url"];

fn too_large(bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() as u64 > BUNDLE_BYTES_MAX {
        return Err(Error::IntakeTooLarge { bytes_max: BUNDLE_BYTES_MAX });
    }
    Ok(())
}

/// Reads results written as JSON. `given` are the media files there are.
pub fn read_json(bytes: &[u8], file: &str, given: &[MediaFile]) -> Result<Output, Error> {
    too_large(bytes)?;
    let not_read = |why: String| Error::IntakeNotRead { format: "Auto Archiver's output", why };
    let whole: Value = serde_json::from_slice(bytes).map_err(|error| not_read(error.to_string()))?;
    let list = match whole {
        Value::Array(list) => list,
        one @ Value::Object(_) => vec![one],
        _ => return Err(not_read("neither a result nor a list of results".to_owned())),
    };
    let mut reader = Reader { given, problems: Problems::of(file), items: Vec::new() };
    for (at, value) in list.into_iter().enumerate() {
        let place = Place::Entry(at as u64 + 1);
        if reader.is_full(place) {
            break;
        }
        match value {
            Value::Object(object) if object.contains_key("media") || object.contains_key("metadata") => {
                reader.result(object, at as u64 + 1, place);
            }
            other => {
                let told = said(
                    "neither media nor metadata are in it; it did not land",
                    "The results around it landed.",
                );
                reader.problems.error(place, "entry-not-understood", "", &other.to_string(), told);
            }
        }
    }
    reader.finish("it holds no result")
}

/// Reads results written as CSV. `given` are the media files there are.
pub fn read_csv(bytes: &[u8], file: &str, given: &[MediaFile]) -> Result<Output, Error> {
    too_large(bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rows = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut records = rows.byte_records();
    let row = |record: csv::ByteRecord| -> Vec<String> {
        record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    };
    let header = records.next().and_then(Result::ok).map(row).unwrap_or_default();
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    let mut reader = Reader { given, problems: Problems::of(file), items: Vec::new() };
    let is_printed = names.iter().any(|name| name == "media") && names.iter().any(|name| name == "metadata");
    if !is_printed && !names.iter().any(|name| name == "hash") {
        let why = "it has neither the columns metadata and media nor a column hash".to_owned();
        return Err(Error::IntakeNotRead { format: "Auto Archiver's output", why });
    }
    for (at, record) in records.enumerate() {
        let number = at as u64 + 2;
        let place = Place::Entry(number);
        if reader.is_full(place) {
            break;
        }
        match record {
            Ok(record) if is_printed => reader.printed(&names, row(record), number),
            Ok(record) => reader.sheet(&names, row(record), number),
            Err(error) => {
                let told = said(error.to_string(), "The rows around it landed.");
                reader.problems.error(place, "entry-not-understood", "", "", told);
            }
        }
    }
    reader.finish("it holds no row")
}

struct Reader<'a> {
    given: &'a [MediaFile],
    problems: Problems,
    items: Vec<Archived>,
}

impl Reader<'_> {
    fn is_full(&mut self, place: Place) -> bool {
        let is_full = self.items.len() >= BUNDLE_ITEMS_MAX;
        if is_full {
            let detail = format!("more than {BUNDLE_ITEMS_MAX} results; the rest was not read");
            self.problems.error(place, "too-many-entries", "", "", said(detail, "Split the file."));
        }
        is_full
    }

    fn finish(self, nothing: &str) -> Result<Output, Error> {
        let problems = self.problems.into_list();
        if self.items.is_empty() && problems.is_empty() {
            let why = nothing.to_owned();
            return Err(Error::IntakeNotRead { format: "Auto Archiver's output", why });
        }
        Ok(Output { items: self.items, problems })
    }

    /// A row whose cells are printed dictionaries.
    fn printed(&mut self, names: &[String], cells: Vec<String>, number: u64) {
        let place = Place::Entry(number);
        let mut object = Map::new();
        for (name, cell) in names.iter().zip(cells) {
            let value = match name.as_str() {
                "metadata" | "media" => python::value(&cell).unwrap_or_else(|| {
                    let told = said(
                        "the cell is not understood; it is kept as text",
                        "Look at the row in the file.",
                    );
                    self.problems.error(place, "field-not-understood", name, &cell, told);
                    Value::String(cell.clone())
                }),
                _ => Value::String(cell),
            };
            object.insert(name.clone(), value);
        }
        self.result(object, number, place);
    }

    /// A row of a sheet.
    fn sheet(&mut self, names: &[String], cells: Vec<String>, number: u64) {
        let mut found = Map::new();
        for (at, cell) in cells.into_iter().enumerate() {
            if !cell.trim().is_empty() {
                found.insert(
                    names.get(at).cloned().unwrap_or_else(|| format!("column {}", at + 1)),
                    cell.into(),
                );
            }
        }
        let url = LINK_COLUMNS.iter().find_map(|name| text(&mut found, name));
        let status = text(&mut found, "archive status").or_else(|| text(&mut found, "status"));
        let name = text(&mut found, "archive location");
        let digest = text(&mut found, "hash");
        let media = self.media(digest.as_deref(), name, Vec::new(), Place::Entry(number));
        let published = text(&mut found, "upload timestamp").or_else(|| text(&mut found, "timestamp"));
        let processed = text(&mut found, "archive date");
        let media = vec![media];
        self.items.push(Archived { entry: number, url, status, published, processed, media, other: found });
    }

    fn result(&mut self, mut object: Map<String, Value>, entry: u64, place: Place) {
        let mut metadata = match object.remove("metadata") {
            Some(Value::Object(found)) => found,
            Some(Value::Null) | None => Map::new(),
            Some(other) => Map::from_iter([("metadata".to_owned(), other)]),
        };
        let mut media = Vec::new();
        if let Some(found) = object.remove("media") {
            self.media_of(&found, place, 0, &mut media);
        }
        let status = text(&mut object, "status");
        let url = text(&mut metadata, "url").or_else(|| text(&mut object, "url"));
        let published = text(&mut metadata, "timestamp");
        let processed = text(&mut metadata, "_processed_at");
        metadata.extend(object);
        self.items.push(Archived { entry, url, status, published, processed, media, other: metadata });
    }

    /// Media, and the media within their properties: thumbnails, other formats.
    fn media_of(&mut self, value: &Value, place: Place, depth: usize, media: &mut Vec<ArchivedMedia>) {
        if depth > BUNDLE_DEPTH_MAX || media.len() >= BUNDLE_ITEMS_MAX {
            let told = said(
                "media lie too deep or are too many; these were not read",
                "Look at the result in the file.",
            );
            self.problems.error(place, "nested-too-deep", "media", "", told);
            return;
        }
        let object = match value {
            Value::Array(list) => {
                for one in list {
                    self.media_of(one, place, depth + 1, media);
                }
                return;
            }
            Value::Object(object) => object,
            _ => return,
        };
        let empty = Map::new();
        let properties = object.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        if object.contains_key("filename") || object.contains_key("key") {
            let member =
                |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            let name = member("key").or_else(|| member("filename")).map(str::to_owned);
            let urls = object.get("urls").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let urls = urls.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            let digest = properties.get("hash").or_else(|| object.get("hash")).and_then(Value::as_str);
            let found = self.media(digest, name, urls, place);
            media.push(found);
        }
        for inner in properties.values().filter(|inner| inner.is_array() || inner.is_object()) {
            self.media_of(inner, place, depth + 1, media);
        }
    }

    fn media(
        &mut self,
        digest: Option<&str>,
        name: Option<String>,
        urls: Vec<String>,
        place: Place,
    ) -> ArchivedMedia {
        let names = name.as_deref().into_iter().chain(urls.iter().map(String::as_str));
        let mut found = verdict(digest, None, self.given);
        for name in names {
            if found.1.is_none() {
                found = verdict(digest, Some(name), self.given);
            }
        }
        let (digest, given) = found;
        tell(&mut self.problems, place, name.as_deref().unwrap_or_default(), &digest);
        ArchivedMedia { name, urls, digest, given }
    }
}

fn text(object: &mut Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(found) => {
            let found = found.clone();
            object.remove(name);
            Some(found)
        }
        _ => None,
    }
}
