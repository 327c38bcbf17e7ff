//! The cells of a row as a statement of time. An order of day and month that nothing tells is a problem, not a guess.

use super::fill::{Filler, STATEMENTS_KEPT};
use super::mapping::{Field, ZoneSpec};
use super::value::date::{self, Wrong};
use domain::vocabulary::PartOfDay;
use domain::when::When;
use serde_json::Value;

impl<'a> Filler<'_, 'a, '_> {
    /// A day or a stretch of days, with the time of day where one is given.
    pub(super) fn when(&mut self, field: &'a Field) -> Option<Value> {
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
