//! A file through a mapping, row by row. The same call is the dry run: it stores nothing.

use super::detect::{DateEvidence, DecimalEvidence, Detected, Detection};
use super::fill::{Filler, Items, Shared, pieces};
use super::mapping::{DraftSpec, Form, ListSpec, Mapping};
use super::outcome::{Draft, DraftLink, Lookup, RowIdentity, RowOutcome, Summary};
use super::problem::{Fault, Problem, Severity};
use super::read::{Found, Header, Row, Rows};
use super::records;
use crate::error::Error;
use crate::limits::{LIST_ITEMS_MAX, ROW_PROBLEMS_MAX, SAMPLE_BYTES, SAMPLE_ROWS};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::io::Read;

/// Reads a table through a mapping and hands over what becomes of each row, in order. Memory is bounded by one row
/// and a sample for CSV and JSON Lines; workbooks and JSON documents are held whole, within a limit.
///
/// # Errors
/// Where no row can be read at all; what is wrong with a row or a cell is in its outcome.
pub fn import(
    reader: impl Read,
    file_name: &str,
    mapping: &Mapping,
    each: &mut dyn FnMut(RowOutcome),
) -> Result<Summary, Error> {
    let (mut rows, found) = Rows::open(reader, file_name, &mapping.written())?;
    let mut sample = sample(&mut rows)?;
    let detected = detected(found, mapping, &rows.header, &sample);
    let mut summary = Summary {
        file: file_name.to_owned(),
        mapping: mapping.name.clone(),
        detected,
        columns: Vec::new(),
        columns_unread: Vec::new(),
        columns_absent: Vec::new(),
        rows: 0,
        landed: 0,
        landed_with_problems: 0,
        refused: 0,
        problems_by_code: BTreeMap::new(),
        problems: std::mem::take(&mut rows.header.faults)
            .into_iter()
            .map(|fault| fault.at(file_name, 0))
            .collect(),
    };
    needed(mapping, &rows.header)?;
    let mut shared = Shared::new(mapping, &summary.detected);
    let mut seen = HashMap::new();
    let mut placed = usize::MAX;
    while let Some(row) = sample.pop_front().map_or_else(|| rows.next_row(), |row| Ok(Some(row)))? {
        if placed != rows.header.names.len() {
            place(&mut shared, &rows.header);
            placed = rows.header.names.len();
        }
        let outcome = match mapping.form {
            Form::Columns => mapped(&mut shared, row, &rows.header, file_name, &mut seen),
            Form::Records => records::outcome(row, &rows.header, mapping, file_name, &mut seen),
        };
        summary.count(&outcome);
        each(outcome);
    }
    columns(&mut summary, &shared, &rows.header);
    Ok(summary)
}

/// The names of a file's columns, as far as its first rows show them: what can be chosen from where a file does not
/// read through a mapping. Only how the file is written is taken from the mapping.
///
/// # Errors
/// Where not even the header can be read.
pub fn columns_of(reader: impl Read, file_name: &str, mapping: &Mapping) -> Result<Vec<String>, Error> {
    let (mut rows, _) = Rows::open(reader, file_name, &mapping.written())?;
    if rows.header.is_empty() {
        // JSON names its columns object by object.
        sample(&mut rows)?;
    }
    Ok(rows.header.names)
}

/// The first rows, until enough is seen.
fn sample(rows: &mut Rows<'_>) -> Result<VecDeque<Row>, Error> {
    let mut sample = VecDeque::new();
    let mut bytes = 0;
    while sample.len() < SAMPLE_ROWS && bytes < 8 * SAMPLE_BYTES {
        let Some(row) = rows.next_row()? else { break };
        bytes += row.cells.iter().flatten().map(|cell| cell.text.len()).sum::<usize>();
        sample.push_back(row);
    }
    Ok(sample)
}

fn detected(found: Found, mapping: &Mapping, header: &Header, sample: &VecDeque<Row>) -> Detected {
    let (mut dates, mut decimals) = (DateEvidence::default(), DecimalEvidence::default());
    let places = |names: Vec<&str>| -> Vec<usize> {
        let spellings = names.into_iter().filter_map(|name| mapping.columns.get(name)).flatten();
        spellings.filter_map(|name| header.position(name)).collect()
    };
    let (date_places, degree_places) = (places(mapping.date_columns()), places(mapping.degree_columns()));
    for row in sample {
        let cell = |at: &usize| row.cells.get(*at).and_then(Option::as_ref);
        for cell in date_places.iter().filter_map(cell) {
            dates.look(cell.text.trim(), row.number);
        }
        for cell in degree_places.iter().filter_map(cell) {
            decimals.look(cell.text.trim(), row.number);
        }
    }
    let said = mapping.table.dates.map(|said| Detection::said(said == super::mapping::DatesSpec::DayFirst));
    Detected {
        format: found.format,
        delimiter: found.delimiter,
        encoding: found.encoding,
        sheet: found.sheet,
        path: found.path,
        decimal_comma: decimals.told(),
        day_first: said.or_else(|| dates.told()),
    }
}

/// Refuses a file that is not the mapping's table.
fn needed(mapping: &Mapping, header: &Header) -> Result<(), Error> {
    let missing = |name: &&String| {
        let spellings = mapping.columns.get(*name);
        !spellings.into_iter().flatten().any(|spelling| header.position(spelling).is_some())
    };
    let missing: Vec<&str> = mapping.needs.iter().filter(missing).map(String::as_str).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut present = header.names.clone();
    present.truncate(60);
    Err(Error::ColumnsMissing { columns: missing.join(", "), present: present.join(", ") })
}

fn place(shared: &mut Shared<'_>, header: &Header) {
    let mapping = shared.mapping;
    shared.places.clear();
    for (name, spellings) in &mapping.columns {
        let found = spellings.iter().find_map(|spelling| header.position(spelling));
        if let Some(at) = found {
            shared.places.insert(name, (at, header.names[at].clone()));
        }
    }
}

fn columns(summary: &mut Summary, shared: &Shared<'_>, header: &Header) {
    let read: HashSet<usize> = shared.places.values().map(|(at, _)| *at).collect();
    let mapped = shared.mapping.form == Form::Columns;
    summary.columns.clone_from(&header.names);
    summary.columns_unread = header
        .names
        .iter()
        .enumerate()
        .filter(|(at, _)| mapped && !read.contains(at))
        .map(|(_, name)| name.clone())
        .collect();
    let absent = shared.mapping.columns.keys().filter(|name| !shared.places.contains_key(name.as_str()));
    summary.columns_absent = absent.cloned().collect();
}

fn mapped(
    shared: &mut Shared<'_>,
    row: Row,
    header: &Header,
    file: &str,
    seen: &mut HashMap<String, u32>,
) -> RowOutcome {
    let mapping = shared.mapping;
    let number = row.number;
    let (items, mut faults) = lists(&row, shared);
    let mut filler = Filler::new(shared, &row, &items);
    let identity = identity(&filler, &row, header, seen);
    let (mut drafts, mut links, mut refused) = (Vec::new(), Vec::new(), row.refusal.is_some());
    if !refused {
        for spec in &mapping.drafts {
            refused |= !draft(&mut filler, spec, &mut drafts);
        }
        for spec in &mapping.links {
            link(mapping, spec, &drafts, &mut links);
        }
    }
    faults.extend(std::mem::take(&mut filler.faults));
    if refused {
        drafts.clear();
        links.clear();
    }
    let (raw, row_faults) = raw(row, header);
    for spec in mapping.drafts.iter().filter(|spec| spec.raw) {
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.slot == spec.slot) {
            draft.body.insert("raw".to_owned(), Value::Object(raw.clone()));
        }
    }
    let problems = located(row_faults.into_iter().chain(faults), file, number);
    RowOutcome { row_number: number, identity, raw, drafts, links, problems, refused }
}

/// Problems with their place; beyond the limit they are counted. Errors come first, so that none is cut off by
/// remarks.
pub(super) fn located(faults: impl Iterator<Item = Fault>, file: &str, row: u64) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for fault in faults {
        let same = |found: &Problem| {
            found.code == fault.code && found.column == fault.column && found.value == fault.value
        };
        if !problems.iter().any(same) {
            problems.push(fault.at(file, row));
        }
    }
    problems.sort_by_key(|problem| problem.severity == Severity::Warning);
    if problems.len() > ROW_PROBLEMS_MAX {
        let more = problems.len() - ROW_PROBLEMS_MAX;
        problems.truncate(ROW_PROBLEMS_MAX);
        let detail = format!("{more} further problems of this row are not listed");
        let hint = "Correct those listed and import again.";
        problems.push(Fault::warning("too-many-problems", "", "", detail, hint).at(file, row));
    }
    problems
}

/// The row as read, and what is wrong with it and its cells whether a field reads them or not.
fn raw(row: Row, header: &Header) -> (Map<String, Value>, Vec<Fault>) {
    let mut raw = Map::new();
    let mut faults: Vec<Fault> = row.refusal.into_iter().chain(row.faults).collect();
    for (at, cell) in row.cells.into_iter().enumerate() {
        let Some(cell) = cell else { continue };
        faults.extend(cell.fault);
        let name = header.names.get(at).cloned().unwrap_or_else(|| format!("column {}", at + 1));
        raw.insert(name, Value::String(cell.text));
    }
    (raw, faults)
}

fn identity(
    filler: &Filler<'_, '_, '_>,
    row: &Row,
    header: &Header,
    seen: &mut HashMap<String, u32>,
) -> RowIdentity {
    let mapping = filler.shared.mapping;
    let key: Vec<String> =
        mapping.key.iter().map(|name| filler.cell(name).unwrap_or("").to_owned()).collect();
    let by_digest = key.iter().all(String::is_empty);
    let key = if by_digest { vec![digest(row, header)] } else { key };
    let mut identity = RowIdentity { dataset: mapping.dataset.clone(), key, by_digest, occurrence: 0 };
    let count = seen.entry(identity.to_string()).or_insert(0);
    *count += 1;
    identity.occurrence = *count;
    identity
}

/// SHA-256 over the names and texts of the cells that are not empty, each ended by NUL: the same for the same
/// content in another order of columns.
fn digest(row: &Row, header: &Header) -> String {
    let mut cells: Vec<(&str, &str)> = Vec::with_capacity(row.cells.len());
    for (at, cell) in row.cells.iter().enumerate() {
        let text = cell.as_ref().map_or("", |cell| cell.text.as_str());
        if !text.is_empty() {
            cells.push((header.names.get(at).map_or("", String::as_str), text));
        }
    }
    cells.sort_unstable();
    let mut hash = Sha256::new();
    for (name, text) in cells {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    if let Some(fault) = row.refusal.as_ref().filter(|_| row.cells.is_empty()) {
        hash.update(fault.value.as_bytes());
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn lists(row: &Row, shared: &mut Shared<'_>) -> (Items, Vec<Fault>) {
    let mapping = shared.mapping;
    let (mut items, mut faults) = (Items::new(), Vec::new());
    for (name, spec) in &mapping.lists {
        let none = Items::new();
        let filler = Filler::new(shared, row, &none);
        let Some(cell) = filler.cell(&spec.column) else { continue };
        let column = filler.column(&spec.column);
        items.insert(name.clone(), things(cell, spec, &column, &mut faults));
    }
    (items, faults)
}

fn things(cell: &str, spec: &ListSpec, column: &str, faults: &mut Vec<Fault>) -> Vec<Vec<(String, String)>> {
    let letters: Vec<char> = spec.trim.chars().collect();
    let mut texts = pieces(cell.trim_matches(&letters[..]), spec.split.as_deref());
    if texts.len() > LIST_ITEMS_MAX {
        let detail = format!("more than {LIST_ITEMS_MAX} things in one cell; the rest was left out");
        faults.push(Fault::error("list-too-long", column, cell, detail, "Split the row."));
        texts.truncate(LIST_ITEMS_MAX);
    }
    if spec.distinct {
        let mut seen = HashSet::new();
        texts.retain(|text| seen.insert(text.clone()));
    }
    let whole = ["text".to_owned()];
    let names = if spec.parts.is_empty() { &whole[..] } else { &spec.parts[..] };
    let split = |text: String| -> Vec<(String, String)> {
        let separator = spec.separator.as_deref().unwrap_or("\u{0}");
        names
            .iter()
            .cloned()
            .zip(text.splitn(names.len(), separator).map(|part| part.trim().to_owned()))
            .collect()
    };
    texts.into_iter().map(split).collect()
}

/// Makes the drafts of one kind; false where the row must be refused.
fn draft<'a>(filler: &mut Filler<'_, 'a, '_>, spec: &'a DraftSpec, drafts: &mut Vec<Draft>) -> bool {
    if !spec.only_if.is_empty() && !spec.only_if.iter().any(|name| filler.cell(name).is_some()) {
        return true;
    }
    let Some(list) = spec.each.as_deref() else {
        return match one(filler, spec) {
            Ok(draft) => {
                drafts.push(draft);
                true
            }
            Err(fault) => {
                filler.faults.push(*fault);
                false
            }
        };
    };
    let count = filler.things(list);
    let outer = filler.current;
    for at in 0..count {
        filler.current = Some((list, at));
        match one(filler, spec) {
            Ok(mut draft) => {
                draft.slot = format!("{}_{}", spec.slot, at + 1);
                drafts.push(draft);
            }
            Err(fault) => filler.faults.push(Fault { code: "list-item-not-understood", ..*fault }),
        }
    }
    filler.current = outer;
    true
}

fn one<'a>(filler: &mut Filler<'_, 'a, '_>, spec: &'a DraftSpec) -> Result<Draft, Box<Fault>> {
    let body = filler.fields(&spec.fields);
    if let Some(name) = spec.required.iter().find(|name| !body.contains_key(*name)) {
        let columns: Vec<String> =
            spec.fields[name].columns().into_iter().map(|column| filler.column(column)).collect();
        let each = spec.each.is_some();
        let what = if each { "this thing of the list" } else { "the row" };
        let detail =
            format!("the {} needs its {name}, and no cell gives it; {what} did not land", spec.kind.slug());
        let hint =
            format!("Fill in {}.", if columns.is_empty() { name.clone() } else { columns.join(" or ") });
        let fault = Fault::error("required-field-missing", &columns.join(", "), "", detail, &hint);
        return Err(Box::new(fault));
    }
    let lookups = spec.lookups.iter().filter_map(|(field, lookup)| {
        let code = filler.cell(&lookup.column)?.to_owned();
        Some(Lookup { field: field.clone(), kind: lookup.kind, code, column: filler.column(&lookup.column) })
    });
    let lookups = lookups.collect();
    let shared_key = spec.shared.as_ref().and_then(|shared| shared.fill(|name| filler.cell(name)));
    Ok(Draft { slot: spec.slot.clone(), kind: spec.kind, shared_key, body, exported: None, lookups })
}

/// Links every draft of one slot with every draft of the other; two made for each thing of one list, thing by thing.
fn link(mapping: &Mapping, spec: &super::mapping::LinkSpec, drafts: &[Draft], links: &mut Vec<DraftLink>) {
    let list = |slot: &str| {
        mapping.drafts.iter().find(|draft| draft.slot == slot).and_then(|draft| draft.each.as_deref())
    };
    let number =
        |slot: &str, draft: &Draft| draft.slot.strip_prefix(slot)?.strip_prefix('_')?.parse::<usize>().ok();
    let of = |slot: &str, draft: &Draft| {
        if list(slot).is_some() { number(slot, draft).is_some() } else { draft.slot == slot }
    };
    let paired = list(&spec.from).is_some() && list(&spec.from) == list(&spec.to);
    for from in drafts.iter().filter(|draft| of(&spec.from, draft)) {
        for to in drafts.iter().filter(|draft| of(&spec.to, draft)) {
            if !paired || number(&spec.from, from) == number(&spec.to, to) {
                links.push(DraftLink { from: from.slot.clone(), role: spec.role, to: to.slot.clone() });
            }
        }
    }
}
