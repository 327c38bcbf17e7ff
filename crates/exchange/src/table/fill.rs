//! One row through a mapping: its cells into the fields of drafts, with what did not fit.

use super::detect::Detected;
use super::mapping::{Field, Mapping, ObjectSpec, WordTable, ZoneSpec};
use super::problem::Fault;
use super::read::Row;
use super::value::date::{self, DateOrder, Wrong};
use super::value::{age, count, folded};
use crate::coordinates::doubt::Region;
use crate::limits::LIST_ITEMS_MAX;
use domain::count::Count;
use domain::vocabulary::{Bound, PartOfDay};
use domain::when::{When, Zone};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Statements of time computed once and used again; cleared when full.
const STATEMENTS_KEPT: usize = 20_000;

/// What all rows of a file share.
pub struct Shared<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// Our name of a column to its place and its name in the file.
    pub places: HashMap<&'a str, (usize, String)>,
    /// The order of dates, said or told.
    pub order: Option<DateOrder>,
    /// Where points are expected.
    pub region: Option<Region>,
    /// Folded texts that mean "not known".
    pub unknown: HashSet<String>,
    statements: HashMap<(String, String, Option<PartOfDay>), Value>,
    zones: HashMap<String, Option<Zone>>,
}

impl<'a> Shared<'a> {
    /// Nothing placed yet.
    pub fn new(mapping: &'a Mapping, detected: &Detected) -> Self {
        let told = detected.day_first.as_ref().filter(|found| found.sure);
        let order = told.map(|found| if found.value { DateOrder::DayFirst } else { DateOrder::MonthFirst });
        Self {
            mapping,
            places: HashMap::new(),
            order,
            region: mapping.region(),
            unknown: mapping.table.unknown.iter().map(|text| folded(text)).collect(),
            statements: HashMap::new(),
            zones: HashMap::new(),
        }
    }

    fn zone(&mut self, name: &str) -> Option<Zone> {
        if let Some(zone) = self.zones.get(name) {
            return zone.clone();
        }
        let zone = Zone::parse(name).ok();
        self.zones.insert(name.to_owned(), zone.clone());
        zone
    }
}

/// The things of each list of a row, each as its named parts.
pub type Items = HashMap<String, Vec<Vec<(String, String)>>>;

/// One row being read.
pub struct Filler<'s, 'a, 'r> {
    pub(super) shared: &'s mut Shared<'a>,
    row: &'r Row,
    items: &'r Items,
    /// The list and the place in it of the thing a draft is made for.
    pub(super) current: Option<(&'a str, usize)>,
    /// What did not fit so far.
    pub faults: Vec<Fault>,
}

impl<'s, 'a, 'r> Filler<'s, 'a, 'r> {
    /// Starts on a row.
    pub fn new(shared: &'s mut Shared<'a>, row: &'r Row, items: &'r Items) -> Self {
        Self { shared, row, items, current: None, faults: Vec::new() }
    }

    /// The text of a column, trimmed; `None` where it is empty, unknown, damaged or absent.
    pub fn cell(&self, name: &str) -> Option<&'r str> {
        if let Some((place, _)) = self.shared.places.get(name) {
            return self.at(*place);
        }
        let (list, part) = name.split_once('.')?;
        let (current, at) = self.current?;
        if current != list {
            return None;
        }
        let parts = self.items.get(list)?.get(at)?;
        let (_, text) = parts.iter().find(|(found, _)| found == part)?;
        self.said(text)
    }

    fn at(&self, place: usize) -> Option<&'r str> {
        let cell = self.row.cells.get(place)?.as_ref()?;
        if cell.fault.is_some() {
            return None;
        }
        self.said(&cell.text)
    }

    fn said(&self, text: &'r str) -> Option<&'r str> {
        let text = text.trim();
        let unknown = || !self.shared.unknown.is_empty() && self.shared.unknown.contains(&folded(text));
        (!text.is_empty() && !unknown()).then_some(text)
    }

    /// The name of a column in the file, for a problem.
    pub fn column(&self, name: &str) -> String {
        if let Some((_, found)) = self.shared.places.get(name) {
            return found.clone();
        }
        let list = name.split_once('.').and_then(|(list, _)| self.shared.mapping.lists.get(list));
        let found = list.and_then(|list| self.shared.places.get(list.column.as_str()));
        found.map_or_else(|| name.to_owned(), |(_, found)| found.clone())
    }

    /// Notes that a cell was left out.
    pub fn error(
        &mut self,
        code: &'static str,
        column: &str,
        value: &str,
        detail: impl Into<String>,
        hint: &str,
    ) {
        let column = self.column(column);
        self.faults.push(Fault::error(code, &column, value, detail, hint));
    }

    /// Notes that somebody should look at a cell.
    pub fn warning(
        &mut self,
        code: &'static str,
        column: &str,
        value: &str,
        detail: impl Into<String>,
        hint: &str,
    ) {
        let column = self.column(column);
        self.faults.push(Fault::warning(code, &column, value, detail, hint));
    }

    /// The fields that say something.
    pub fn fields(&mut self, fields: &'a BTreeMap<String, Field>) -> Map<String, Value> {
        let mut body = Map::new();
        for (name, field) in fields {
            if let Some(value) = self.field(field) {
                body.insert(name.clone(), value);
            }
        }
        body
    }

    /// The value of one field.
    pub fn field(&mut self, field: &'a Field) -> Option<Value> {
        match field {
            Field::Text { column } => self.cell(column).map(|text| Value::String(text.to_owned())),
            Field::Template { template } => template.fill(|name| self.cell(name)).map(Value::String),
            Field::Constant { value } => Some(value.clone()),
            Field::Integer { column } => self.integer(column).map(Value::from),
            Field::Boolean { column } => self.boolean(column).map(Value::Bool),
            Field::Word { column, table } => {
                self.word(column, table).map(|word| Value::String(word.to_owned()))
            }
            Field::Words { column, split, table } => self.words(column, split, table),
            Field::Texts { column, split } => {
                let texts: Vec<Value> =
                    pieces(self.cell(column)?, Some(split)).into_iter().map(Value::String).collect();
                (!texts.is_empty()).then_some(Value::Array(texts))
            }
            Field::FirstText { column, split, unless } => {
                let texts = pieces(self.cell(column)?, split.as_deref());
                texts.into_iter().find(|text| !unless.contains(text)).map(Value::String)
            }
            Field::When { .. } => self.when(field),
            Field::Location { .. } => self.location(field),
            Field::Count { .. } => self.count(field),
            Field::Age { column } => self.age(column),
            Field::Reference { slot } => Some(Value::String(self.reference(slot))),
            Field::First { of } => of.iter().find_map(|field| self.field(field)),
            Field::Objects { of } => {
                let objects: Vec<Value> = of.iter().filter_map(|object| self.object(object)).collect();
                (!objects.is_empty()).then_some(Value::Array(objects))
            }
            Field::Named { of } => {
                let mut named: Vec<Value> = Vec::new();
                for party in of {
                    for name in self
                        .cell(&party.column)
                        .map(|cell| pieces(cell, Some(&party.split)))
                        .unwrap_or_default()
                    {
                        if !named.iter().any(|found| found["name"] == name.as_str()) {
                            named.push(json!({ "name": name, "attribution": party.attribution.slug() }));
                        }
                    }
                }
                (!named.is_empty()).then_some(Value::Array(named))
            }
            Field::Items { list, fields } => {
                let count = self.items.get(list).map_or(0, Vec::len);
                let outer = self.current;
                let objects: Vec<Value> = (0..count)
                    .map(|at| {
                        self.current = Some((list.as_str(), at));
                        Value::Object(self.fields(fields))
                    })
                    .collect();
                self.current = outer;
                (!objects.is_empty()).then_some(Value::Array(objects))
            }
        }
    }

    /// `@slot`, with the number of the thing where both drafts are made for each thing of one list.
    pub fn reference(&self, slot: &str) -> String {
        let draft = self.shared.mapping.drafts.iter().find(|draft| draft.slot == slot);
        match (draft.and_then(|draft| draft.each.as_deref()), self.current) {
            (Some(list), Some((current, at))) if list == current => format!("@{slot}_{}", at + 1),
            _ => format!("@{slot}"),
        }
    }

    /// How many things a list of this row holds.
    pub fn things(&self, list: &str) -> usize {
        self.items.get(list).map_or(0, Vec::len)
    }

    fn object(&mut self, object: &'a ObjectSpec) -> Option<Value> {
        let fields = self.fields(&object.fields);
        let whole = object.needs.iter().all(|name| fields.contains_key(name));
        (whole && !fields.is_empty()).then_some(Value::Object(fields))
    }

    fn integer(&mut self, column: &str) -> Option<i64> {
        let text = self.cell(column)?;
        let number = count::whole(text);
        if number.is_none() {
            let hint = "Write a whole number in digits, or leave the cell empty where it is not known.";
            self.error(
                "number-not-understood",
                column,
                text,
                "not a whole number; the field was left out",
                hint,
            );
        }
        number
    }

    fn boolean(&mut self, column: &str) -> Option<bool> {
        let text = self.cell(column)?;
        let value = match folded(text).as_str() {
            "true" | "yes" | "y" | "1" | "نعم" => Some(true),
            "false" | "no" | "n" | "0" | "لا" => Some(false),
            _ => None,
        };
        if value.is_none() {
            let hint = "Write yes or no, or leave the cell empty where it is not known.";
            self.error(
                "truth-value-not-understood",
                column,
                text,
                "neither yes nor no; the field was left out",
                hint,
            );
        }
        value
    }

    fn word(&mut self, column: &str, table: &'a WordTable) -> Option<&'a str> {
        let text = self.cell(column)?;
        let word = table.word(text);
        if word.is_none() {
            self.unlisted(column, text, table);
        }
        word
    }

    fn words(&mut self, column: &str, split: &str, table: &'a WordTable) -> Option<Value> {
        let cell = self.cell(column)?;
        let whole = table.word(cell).filter(|_| table.matches == super::mapping::Matches::Whole);
        let mut words: Vec<Value> = Vec::new();
        if let Some(word) = whole {
            words.push(word.into());
        } else {
            for text in pieces(cell, Some(split)) {
                match table.word(&text) {
                    Some(word) if !words.iter().any(|found| found == word) => words.push(word.into()),
                    Some(_) => {}
                    None => self.unlisted(column, &text, table),
                }
            }
        }
        (!words.is_empty()).then_some(Value::Array(words))
    }

    fn unlisted(&mut self, column: &str, text: &str, table: &WordTable) {
        let detail = "no word of the mapping's list fits; the value was left out";
        let hint = format!("Correct the cell or add it to the mapping. Understood: {}", table.some());
        self.error("value-not-in-list", column, text, detail, &hint);
    }

    fn age(&mut self, column: &str) -> Option<Value> {
        let text = self.cell(column)?;
        let (age, clear) = age::age(text);
        if !clear {
            let hint = "Write years, an interval such as 20-30, months, or child or adult.";
            self.warning(
                "age-not-clear",
                column,
                text,
                "not an age as it stands; only the words were kept",
                hint,
            );
        }
        serde_json::to_value(age).ok()
    }

    fn count(&mut self, field: &'a Field) -> Option<Value> {
        let Field::Count { min, max, column, bound, wording } = field else { return None };
        let wording = wording.as_ref().and_then(|wording| wording.fill(|name| self.cell(name)));
        let mut found = match column.as_deref().and_then(|column| self.cell(column)) {
            Some(text) => count::count(text),
            None => {
                let low = min.as_deref().and_then(|column| self.end_of_count(column));
                let high = max.as_deref().and_then(|column| self.end_of_count(column));
                Count::range(low, high)
            }
        };
        if found.is_unknown() && wording.is_none() && found.wording.is_none() {
            return None;
        }
        if let Some((low, high)) = found.min.zip(found.max).filter(|(low, high)| low > high) {
            let named = min.as_deref().or(column.as_deref()).unwrap_or("");
            let detail = format!("the minimum {low} is above the maximum {high}; the count was left out");
            self.error("count-min-above-max", named, &low.to_string(), detail, "Correct one of the two.");
            return None;
        }
        if let Some(bound) = bound.as_deref().and_then(Bound::parse).filter(|_| !found.is_unknown()) {
            found.bound = Some(bound);
        }
        found.wording = wording.or(found.wording);
        serde_json::to_value(found).ok()
    }

    fn end_of_count(&mut self, column: &str) -> Option<i64> {
        let text = self.cell(column)?;
        let number = count::whole(text).filter(|number| *number >= 0);
        if number.is_none() {
            let hint = "Write a whole number from 0, or leave the cell empty where it is not known.";
            let detail = "not a whole number from 0; this end of the count is unknown";
            self.error("count-not-understood", column, text, detail, hint);
        }
        number
    }

    fn when(&mut self, field: &'a Field) -> Option<Value> {
        let Field::When { column, end, time, end_time, unknown_times, part_of_day, zone, words } = field
        else {
            return None;
        };
        let first = self.day(column)?;
        let time = time.as_deref().and_then(|time| self.time(time, unknown_times));
        let end_time =
            end_time.as_deref().and_then(|time| self.time(time, unknown_times)).filter(|_| time.is_some());
        let last = end.as_deref().and_then(|end| self.day(end)).filter(|last| *last != first);
        let edtf = joined(&first, last.as_deref(), time.as_deref(), end_time.as_deref());
        let part = part_of_day.as_deref().and_then(|part| self.field(part));
        let part =
            part.as_ref().and_then(Value::as_str).and_then(PartOfDay::parse).filter(|_| time.is_none());
        let zone = match zone {
            ZoneSpec::Name(name) => name.clone(),
            ZoneSpec::By(field) => {
                self.field(field).and_then(|zone| zone.as_str().map(str::to_owned)).unwrap_or_default()
            }
        };
        let words = words.as_ref().and_then(|words| words.fill(|name| self.cell(name)));
        if date::is_epoch(&first) {
            let hint = "Empty the cell if the date is not known; correct it if it is.";
            let text = self.cell(column).unwrap_or("");
            self.warning("date-of-an-epoch", column, text, "the day on which computers start to count", hint);
        }
        let mut value = self.statement(column, edtf, &zone, part)?;
        if let (Some(words), Some(statement)) = (words, value.as_object_mut()) {
            statement.insert("words".to_owned(), Value::String(words));
        }
        Some(value)
    }

    fn statement(
        &mut self,
        column: &str,
        edtf: String,
        zone: &str,
        part: Option<PartOfDay>,
    ) -> Option<Value> {
        let key = (edtf, zone.to_owned(), part);
        if let Some(value) = self.shared.statements.get(&key) {
            return Some(value.clone());
        }
        let Some(known) = self.shared.zone(zone) else {
            self.error(
                "zone-not-known",
                column,
                zone,
                "not a time zone; the date was left out",
                "Use a name such as Asia/Damascus, utc or unknown.",
            );
            return None;
        };
        match When::from_edtf(&key.0, known, part, None) {
            Ok(when) => {
                let value = serde_json::to_value(when).ok()?;
                if self.shared.statements.len() >= STATEMENTS_KEPT {
                    self.shared.statements.clear();
                }
                self.shared.statements.insert(key, value.clone());
                Some(value)
            }
            Err(error) => {
                let code =
                    if error.code() == "when-out-of-order" { "end-before-start" } else { error.code() };
                let hint = "Correct the start or the end.";
                self.error(code, column, &key.0, format!("{error}; the date was left out"), hint);
                None
            }
        }
    }

    fn day(&mut self, column: &str) -> Option<String> {
        let text = self.cell(column)?;
        let (code, detail, hint) = match date::date(text, self.shared.order) {
            Ok(edtf) => return Some(edtf),
            Err(Wrong::Ambiguous) => (
                "date-ambiguous",
                "day first and month first are different days, and nothing in the file tells which; the date was left out",
                "Say it in the mapping: [table] dates = \"day-first\" or \"month-first\".",
            ),
            Err(Wrong::DoesNotExist) => (
                "date-does-not-exist",
                "no such day in the order this table uses; the date was left out",
                "Correct the date.",
            ),
            Err(Wrong::NotUnderstood) => (
                "date-not-understood",
                "does not read as a date; it was left out",
                "Write it as 2017-06-10, 2017-06, 10 June 2017 or 10/06/2017.",
            ),
        };
        self.error(code, column, text, detail, hint);
        None
    }

    fn time(&mut self, column: &str, unknown: &[String]) -> Option<String> {
        let text = self.cell(column)?;
        if unknown.iter().any(|time| time == text) {
            return None;
        }
        let time = date::time(text);
        if time.is_none() {
            let detail = "does not read as a time of day; only the date was kept";
            self.error("time-not-understood", column, text, detail, "Write it as 06:20.");
        }
        time
    }
}

/// Start and end as one statement. An end without a day that lies before the start is on the next day.
fn joined(first: &str, last: Option<&str>, time: Option<&str>, end_time: Option<&str>) -> String {
    let at = |day: &str, time: Option<&str>| match time {
        Some(time) if !day.contains('T') => format!("{day}T{time}"),
        _ => day.to_owned(),
    };
    let start = at(first, time);
    if let Some(last) = last {
        return format!("{start}/{}", at(last, end_time));
    }
    let Some(end_time) = end_time.filter(|end| Some(*end) != time) else { return start };
    let next =
        first.parse::<jiff::civil::Date>().and_then(jiff::civil::Date::tomorrow).map(|day| day.to_string());
    match next {
        Ok(next) if time.is_some_and(|time| end_time < time) => format!("{start}/{next}T{end_time}"),
        _ => format!("{start}/{}", at(first, Some(end_time))),
    }
}

/// The things of one cell: those of a JSON list, or what stands between two separators.
pub fn pieces(cell: &str, split: Option<&str>) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(values) = serde_json::from_str::<Vec<Value>>(cell)
    {
        let texts = values.into_iter().filter(|value| !value.is_null());
        return texts.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
    }
    let Some(split) = split.filter(|split| !split.is_empty()) else { return vec![cell.trim().to_owned()] };
    cell.split(split)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .take(LIST_ITEMS_MAX + 1)
        .map(str::to_owned)
        .collect()
}
