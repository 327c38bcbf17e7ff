//! Values of records as the inputs of a form, and back: `killed.min`, `when.edtf`, `effects.0.verb`.
//!
//! Flattening and gathering are each other's inverse for every stored value (a property test says so), and a field
//! counts as changed only where its inputs differ from those of the value the form was opened with. Start at
//! [`flatten`] and [`gather`].

use crate::component::naming::Names;
use crate::component::shape::{Editing, Field, Need, Shape};
use crate::i18n::Say;
use domain::count::Count;
use domain::location::{Location, Point};
use domain::vocabulary::{Bound, PartOfDay, PrecisionClass, SuppliedBy, Term};
use domain::when::{When, Zone};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Inputs by name.
pub(in crate::page) type Flat = BTreeMap<String, String>;

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) struct Wrong {
    /// Name of the input or of its field.
    pub path: String,
    /// Stable code; `error-<code>` is its sentence.
    pub code: String,
    /// Values of the sentence.
    pub details: Vec<(String, String)>,
}

impl Wrong {
    /// A wrong input.
    pub(in crate::page) fn new(path: &str, code: &str) -> Self {
        Self { path: path.to_owned(), code: code.to_owned(), details: Vec::new() }
    }
}

/// Whether a field of this shape can be typed at all.
pub(in crate::page) const fn is_open(field: &Field) -> bool {
    matches!(field.editing, Editing::Open)
        && !matches!(
            field.shape,
            Shape::Raw | Shape::Attributes | Shape::AnyId | Shape::Actor | Shape::Actors
        )
}

/// A text as a browser sends it back: line ends as `\n`, no space around it.
pub(in crate::page) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// The inputs of a value; an absent one has none.
pub(in crate::page) fn flatten(
    say: Say,
    names: &Names,
    shape: Shape,
    path: &str,
    value: Option<&Json>,
    flat: &mut Flat,
) {
    let Some(value) = value.filter(|value| !value.is_null()) else { return };
    let mut put = |end: &str, text: Option<String>| {
        if let Some(text) = text.map(|text| plain(&text)).filter(|text| !text.is_empty()) {
            flat.insert(joined(path, end), text);
        }
    };
    match shape {
        Shape::Line
        | Shape::Lines
        | Shape::Address
        | Shape::Material
        | Shape::Code
        | Shape::Choice(_)
        | Shape::Grade
        | Shape::AnyId
        | Shape::Actor => put("", value.as_str().map(str::to_owned)),
        Shape::Number => put("", value.as_i64().map(|number| number.to_string())),
        Shape::Flag => put("", value.as_bool().map(|yes| if yes { "yes" } else { "no" }.to_owned())),
        Shape::Mark => put("", value.as_bool().filter(|yes| *yes).map(|_| "yes".to_owned())),
        Shape::Choices(_) => {
            for slug in value.as_array().into_iter().flatten().filter_map(Json::as_str) {
                put(slug, Some("yes".to_owned()));
            }
        }
        Shape::Texts | Shape::Actors => {
            let texts: Vec<String> =
                value.as_array().into_iter().flatten().filter_map(Json::as_str).map(one_line).collect();
            put("", Some(texts.join("\n")));
        }
        Shape::Id(_) => {
            let id = value.as_str().unwrap_or_default();
            put("", names.title(say, id).or_else(|| Some(id.to_owned())));
            put("id", Some(id.to_owned()));
        }
        Shape::Count | Shape::When | Shape::Location | Shape::Span => members(shape, value, &mut put),
        Shape::Part(fields) => {
            for field in fields {
                flatten(say, names, field.shape, &joined(path, field.name), value.get(field.name), flat);
            }
        }
        Shape::Parts(fields) => {
            for (place, part) in value.as_array().into_iter().flatten().enumerate() {
                let row = joined(path, &place.to_string());
                flatten(say, names, Shape::Part(fields), &row, Some(part), flat);
            }
        }
        Shape::Raw | Shape::Attributes => {}
    }
}

/// Texts stand one a line, so a line end within one becomes a space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(path: &str, end: &str) -> String {
    if end.is_empty() { path.to_owned() } else { format!("{path}.{end}") }
}

fn members(shape: Shape, value: &Json, put: &mut impl FnMut(&str, Option<String>)) {
    let text = |name: &str| match value.get(name) {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let names: &[&str] = match shape {
        Shape::Count => &["min", "max", "bound", "wording"],
        Shape::When => &["edtf", "zone", "part_of_day", "words"],
        Shape::Location => &["precision", "sigma_m", "supplied_by", "mgrs", "words", "words_ar"],
        _ => &["start", "end"],
    };
    for name in names {
        put(name, text(name));
    }
    if let Some(point) = value.get("point").and_then(|point| Point::deserialize(point).ok()) {
        let (lat, lon) = point.degrees();
        put("lat", Some(lat));
        put("lon", Some(lon));
    }
}

/// Whether the inputs of a field differ.
pub(super) fn differs(field: &str, one: &Flat, other: &Flat) -> bool {
    inputs(field, one).ne(inputs(field, other))
}

fn inputs<'flat>(field: &'flat str, flat: &'flat Flat) -> impl Iterator<Item = (&'flat str, String)> {
    flat.iter()
        .filter(move |(name, _)| {
            name.strip_prefix(field).is_some_and(|end| end.is_empty() || end.starts_with('.'))
        })
        .map(|(name, text)| (name.as_str(), plain(text)))
        .filter(|(_, text)| !text.is_empty())
}

/// The value that inputs make; `Null` where all of them are empty. What is wrong is added to `wrongs`.
pub(in crate::page) fn gather(field: &Field, path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    let value = value(field.shape, path, flat, wrongs);
    if value.is_null()
        && field.need == Need::Required
        && !wrongs.iter().any(|wrong| wrong.path.starts_with(path))
    {
        wrongs.push(Wrong::new(path, "field-empty"));
    }
    value
}

fn value(shape: Shape, path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    let text =
        |end: &str| flat.get(&joined(path, end)).map(|text| plain(text)).filter(|text| !text.is_empty());
    match shape {
        Shape::Line
        | Shape::Lines
        | Shape::Address
        | Shape::Material
        | Shape::Code
        | Shape::Actor
        | Shape::AnyId => {
            json!(text(""))
        }
        Shape::Grade | Shape::Choice(_) => json!(text("")),
        Shape::Number => json!(number(path, flat, wrongs)),
        Shape::Flag => json!(text("").map(|text| text == "yes")),
        Shape::Mark => json!(text("").is_some_and(|text| text == "yes")),
        Shape::Choices(terms) => list(chosen(terms, path, flat)),
        Shape::Texts | Shape::Actors => {
            list(text("").iter().flat_map(|text| text.lines()).map(one_line).collect())
        }
        Shape::Id(_) => match (text(""), text("id")) {
            (None, _) => Json::Null,
            (Some(_), Some(id)) if Uuid::parse_str(&id).is_ok() => json!(id),
            (Some(_), _) => {
                wrongs.push(Wrong::new(path, "record-not-found"));
                Json::Null
            }
        },
        Shape::Count => count(path, flat, wrongs),
        Shape::When => when(path, flat, wrongs),
        Shape::Location => location(path, flat, wrongs),
        Shape::Span => {
            let start = number(&joined(path, "start"), flat, wrongs);
            let end = number(&joined(path, "end"), flat, wrongs);
            start.zip(end).map_or(Json::Null, |(start, end)| json!({ "start": start, "end": end }))
        }
        Shape::Part(fields) => part(fields, path, flat, wrongs),
        Shape::Parts(fields) => {
            let rows = (0..rows(path, flat)).map(|place| joined(path, &place.to_string()));
            let parts = rows.map(|row| part(fields, &row, flat, wrongs)).filter(|part| !part.is_null());
            let parts: Vec<Json> = parts.collect();
            if parts.is_empty() { Json::Null } else { Json::Array(parts) }
        }
        Shape::Raw | Shape::Attributes => Json::Null,
    }
}

fn list(texts: Vec<String>) -> Json {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() { Json::Null } else { json!(texts) }
}

fn chosen(terms: &[Term], path: &str, flat: &Flat) -> Vec<String> {
    let is_chosen = |slug: &str| flat.get(&joined(path, slug)).is_some_and(|text| text == "yes");
    terms.iter().filter(|term| is_chosen(term.slug)).map(|term| term.slug.to_owned()).collect()
}

/// One more than the highest row that has an input.
pub(super) fn rows(path: &str, flat: &Flat) -> usize {
    let places = flat.keys().filter_map(|name| {
        let place = name.strip_prefix(path)?.strip_prefix('.')?.split('.').next()?;
        place.parse::<usize>().ok()
    });
    places.max().map_or(0, |last| (last + 1).min(crate::limits::FORM_PARTS_MAX))
}

fn part(fields: &[Field], path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    // A row that says nothing but where it stood in the text was emptied by hand: it goes.
    let is_said = fields
        .iter()
        .filter(|field| !matches!(field.shape, Shape::Span))
        .any(|field| inputs(&joined(path, field.name), flat).next().is_some());
    if !is_said {
        return Json::Null;
    }
    let mut members = Map::new();
    for field in fields {
        let value = gather(field, &joined(path, field.name), flat, wrongs);
        if !value.is_null() {
            members.insert(field.name.to_owned(), value);
        }
    }
    Json::Object(members)
}

/// A whole number, with digits of either script and with or without separators.
fn number(path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Option<i64> {
    let text = flat.get(path).map(|text| plain(text)).filter(|text| !text.is_empty())?;
    let digits: String =
        text.chars().filter(|one| !matches!(one, ',' | '٬' | ' ' | '\u{a0}')).map(western).collect();
    let number = digits.replace('\u{2212}', "-").parse().ok();
    if number.is_none() {
        wrongs.push(Wrong::new(path, "number-not-understood"));
    }
    number
}

fn western(digit: char) -> char {
    let value = match digit {
        '٠'..='٩' => u32::from(digit) - u32::from('٠'),
        '۰'..='۹' => u32::from(digit) - u32::from('۰'),
        _ => return digit,
    };
    char::from_digit(value, 10).unwrap_or(digit)
}

fn count(path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    let (min, max) = (number(&joined(path, "min"), flat, wrongs), number(&joined(path, "max"), flat, wrongs));
    let text =
        |end: &str| flat.get(&joined(path, end)).map(|text| plain(text)).filter(|text| !text.is_empty());
    let (bound, wording) = (text("bound"), text("wording"));
    if inputs(path, flat).next().is_none() {
        return Json::Null;
    }
    let bound = bound.as_deref().and_then(Bound::parse).or(Count::range(min, max).bound);
    let fits = match bound {
        Some(Bound::Exact) => min.is_some() && min == max,
        Some(Bound::Range) => min.is_some() && max.is_some(),
        Some(Bound::AtLeast | Bound::MoreThan) => min.is_some() && (max.is_none() || max == min),
        Some(Bound::UpTo) => max.is_some(),
        Some(Bound::Unknown) => min.is_none() && max.is_none(),
        _ => true,
    };
    if !fits && !wrongs.iter().any(|wrong| wrong.path.starts_with(path)) {
        wrongs.push(Wrong::new(path, "bound-does-not-fit"));
    }
    let count = Count { min, max, bound, wording };
    wrongs.extend(count.problems(path).into_iter().map(|problem| Wrong {
        path: path.to_owned(),
        code: problem.code,
        details: problem.details.into_iter().collect(),
    }));
    json!(count)
}

fn when(path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    let text =
        |end: &str| flat.get(&joined(path, end)).map(|text| plain(text)).filter(|text| !text.is_empty());
    let Some(edtf) = text("edtf") else {
        let is_said = text("words").is_some() || text("part_of_day").is_some();
        if is_said {
            wrongs.push(Wrong::new(path, "when-empty"));
        }
        return Json::Null;
    };
    let part = text("part_of_day").and_then(|slug| PartOfDay::parse(&slug));
    let read = Zone::parse(&text("zone").unwrap_or_default())
        .and_then(|zone| When::from_edtf(&edtf, zone, part, text("words")));
    match read {
        Ok(when) => json!(when),
        Err(error) => {
            wrongs.push(Wrong::new(path, error.code()));
            Json::Null
        }
    }
}

fn location(path: &str, flat: &Flat, wrongs: &mut Vec<Wrong>) -> Json {
    let text =
        |end: &str| flat.get(&joined(path, end)).map(|text| plain(text)).filter(|text| !text.is_empty());
    if inputs(path, flat).next().is_none() {
        return Json::Null;
    }
    let point = match (text("lat"), text("lon")) {
        (None, None) => None,
        (lat, lon) => {
            let point = lat.zip(lon).and_then(|(lat, lon)| {
                let digits = |text: String| text.chars().map(western).collect::<String>();
                Point::parse(&digits(lat), &digits(lon))
            });
            if point.is_none() {
                wrongs.push(Wrong::new(path, "point-not-understood"));
            }
            point
        }
    };
    let location = Location {
        point,
        precision: text("precision").and_then(|slug| PrecisionClass::parse(&slug)),
        sigma_m: number(&joined(path, "sigma_m"), flat, wrongs),
        supplied_by: text("supplied_by").and_then(|slug| SuppliedBy::parse(&slug)),
        mgrs: text("mgrs"),
        words: text("words"),
        words_ar: text("words_ar"),
    };
    wrongs.extend(location.problems(path).into_iter().map(|problem| Wrong::new(path, &problem.code)));
    json!(location)
}

#[cfg(test)]
mod tests;
