//! Rows of this program's own exports, back as the records they are. A row that does not read as one is refused
//! whole: a record without one of its fields would be another record.

use super::import::located;
use super::mapping::Mapping;
use super::outcome::{Draft, Exported, RowIdentity, RowOutcome};
use super::problem::Fault;
use super::read::{Header, Row};
use crate::out::{RECORD_COLUMNS, flat};
use domain::kind::Kind;
use domain::record::Body;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The slot of the only draft of such a row.
pub const SLOT: &str = "record";

/// One row as one record.
pub fn outcome(
    row: Row,
    header: &Header,
    mapping: &Mapping,
    file: &str,
    seen: &mut HashMap<String, u32>,
) -> RowOutcome {
    let row_number = row.number;
    let mut faults = row.faults.clone();
    let read = fields(row, header).and_then(|fields| record(fields).map_err(|fault| vec![*fault]));
    let (id, drafts) = match read {
        Ok((id, draft)) => (id, vec![draft]),
        Err(wrong) => {
            faults.extend(wrong);
            (String::new(), Vec::new())
        }
    };
    let mut identity =
        RowIdentity { dataset: mapping.dataset.clone(), key: vec![id], by_digest: false, occurrence: 0 };
    let count = seen.entry(identity.to_string()).or_insert(0);
    *count += 1;
    identity.occurrence = *count;
    let refused = drafts.is_empty();
    let problems = located(faults.into_iter(), file, row_number);
    RowOutcome { row_number, identity, raw: Map::new(), drafts, links: Vec::new(), problems, refused }
}

fn fields(row: Row, header: &Header) -> Result<Body, Vec<Fault>> {
    if let Some(refusal) = row.refusal {
        return Err(vec![refusal]);
    }
    if let Some(object) = row.object {
        let feature = object.get("type").and_then(Value::as_str) == Some("Feature");
        return Ok(match object.get("properties") {
            Some(Value::Object(properties)) if feature => properties.clone(),
            _ => object,
        });
    }
    let faults: Vec<Fault> = row.cells.iter().flatten().filter_map(|cell| cell.fault.clone()).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut cells: Vec<(&str, String)> = Vec::with_capacity(row.cells.len());
    for (at, name) in header.names.iter().enumerate() {
        let cell = row.cells.get(at).and_then(Option::as_ref);
        let text = cell.map_or("", |cell| cell.text.as_str());
        match continued(name) {
            Some(start) => {
                if let Some((_, whole)) = cells.iter_mut().rev().find(|(found, _)| *found == start) {
                    whole.push_str(text);
                }
            }
            None => cells.push((name, text.to_owned())),
        }
    }
    flat::unflatten(cells.iter().map(|(name, text)| (*name, text.as_str()))).map_err(|(column, why)| {
        let hint = "Restore the cell as it was exported, or empty the row.";
        let detail = format!("{why}; the row did not land");
        vec![Fault::error("record-cell-not-understood", &column, "", detail, hint)]
    })
}

/// The column that a column such as `words#2` continues.
fn continued(name: &str) -> Option<&str> {
    let (start, number) = name.rsplit_once('#')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !start.ends_with('\\')).then_some(start)
}

fn record(mut fields: Body) -> Result<(String, Draft), Box<Fault>> {
    let [kind_column, id_column, code_column, version_column] = RECORD_COLUMNS;
    let mut text = |name: &str| match fields.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (kind, id) = (text(kind_column), text(id_column));
    let (_, version) = (text(code_column), text(version_column));
    let shown = kind.as_deref().unwrap_or("");
    let Some(kind) = kind.as_deref().and_then(Kind::parse) else {
        let hint = "Restore the kind as it was exported, such as incident.";
        let detail = "no kind of record of this name; the row did not land";
        return Err(Box::new(Fault::error("record-kind-not-known", kind_column, shown, detail, hint)));
    };
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        let detail = "the row has no id of its record; it did not land";
        let hint = "Restore the id as it was exported.";
        return Err(Box::new(Fault::error("record-id-missing", id_column, "", detail, hint)));
    };
    fields.retain(|_, value| !value.is_null());
    let exported = Some(Exported { id: id.clone(), version });
    let draft =
        Draft { slot: SLOT.to_owned(), kind, shared_key: None, body: fields, exported, lookups: Vec::new() };
    Ok((id, draft))
}
