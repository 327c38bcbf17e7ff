//! One row through a mapping: its cells into the fields of drafts, with what did not fit.

use super::detect::Detected;
use super::mapping::{Field, Mapping, ObjectSpec, WordTable};
use super::outcome::REFERENCE_MARK;
use super::problem::Fault;
use super::read::Row;
use super::value::date::DateOrder;
use super::value::{age, count, folded};
use crate::coordinates::doubt::Region;
use crate::limits::LIST_ITEMS_MAX;
use domain::count::Count;
use domain::vocabulary::{Bound, PartOfDay};
use domain::when::Zone;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Statements of time computed once and used again; cleared when full.
pub(super) const STATEMENTS_KEPT: usize = 20_000;

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
    /// Bytes of the longest of them with room for capitals and blanks; longer cells need not be folded.
    unknown_bytes_max: usize,
    pub(super) statements: HashMap<(String, String, Option<PartOfDay>), Value>,
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
            unknown_bytes_max: mapping.table.unknown.iter().map(|text| text.len() * 2).max().unwrap_or(0),
            unknown: mapping.table.unknown.iter().map(|text| folded(text)).collect(),
            statements: HashMap::new(),
            zones: HashMap::new(),
        }
    }

    pub(super) fn zone(&mut self, name: &str) -> Option<Zone> {
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
        let shared = &self.shared;
        let unknown = || text.len() <= shared.unknown_bytes_max && shared.unknown.contains(&folded(text));
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
        self.fault(Fault::error(code, column, value, detail, hint));
    }

    /// Notes a problem whose column is named as the mapping names it.
    pub fn fault(&mut self, fault: Fault) {
        let column = self.column(&fault.column);
        self.faults.push(Fault { column, ..fault });
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
        self.fault(Fault::warning(code, column, value, detail, hint));
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

    /// The slot behind [`REFERENCE_MARK`], with the number of the thing where both drafts are made for each thing of one list.
    pub fn reference(&self, slot: &str) -> String {
        let draft = self.shared.mapping.drafts.iter().find(|draft| draft.slot == slot);
        match (draft.and_then(|draft| draft.each.as_deref()), self.current) {
            (Some(list), Some((current, at))) if list == current => {
                format!("{REFERENCE_MARK}{slot}_{}", at + 1)
            }
            _ => format!("{REFERENCE_MARK}{slot}"),
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
        let understood = table.some();
        let hint = format!("Correct the cell or add it to the mapping. Understood: {understood}");
        let fault = Fault::error("value-not-in-list", column, text, detail, &hint);
        self.fault(fault.with("understood", understood));
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
        let mut found = if let Some(text) = column.as_deref().and_then(|column| self.cell(column)) {
            count::count(text)
        } else {
            let low = min.as_deref().and_then(|column| self.end_of_count(column));
            let high = max.as_deref().and_then(|column| self.end_of_count(column));
            Count::range(low, high)
        };
        if found.is_unknown() && wording.is_none() && found.wording.is_none() {
            return None;
        }
        if let Some((low, high)) = found.min.zip(found.max).filter(|(low, high)| low > high) {
            let named = min.as_deref().or(column.as_deref()).unwrap_or("");
            let detail = format!("the minimum {low} is above the maximum {high}; the count was left out");
            let (code, value, hint) = ("count-min-above-max", low.to_string(), "Correct one of the two.");
            let fault = Fault::error(code, named, &value, detail, hint);
            self.fault(fault.with("min", low).with("max", high));
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
