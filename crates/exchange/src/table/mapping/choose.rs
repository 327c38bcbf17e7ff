//! Choosing columns by hand: which column of a file each field of a mapping is read from, and the same mapping with
//! other columns.
//!
//! Not the reading of rows, and not a way to change anything else of a mapping. Only the lists of spellings that are
//! chosen anew are cut out of the text and written again, so that its comments, its order and its layout stay. Start
//! at [`fields`] and [`with_columns`].

use super::Mapping;
use crate::error::Error;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use toml::{Spanned, Value};

/// One field of a mapping, beside the columns of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenField {
    /// Its name under `[columns]`.
    pub name: String,
    /// The column of the file it is read from; `None` where the file has none of its spellings.
    pub column: Option<String>,
    /// Whether the file is not this table without it.
    pub is_needed: bool,
}

/// The part of a mapping that is chosen by hand, with its places in the text.
#[derive(Deserialize)]
struct Places {
    #[serde(default)]
    columns: BTreeMap<String, Spanned<Vec<String>>>,
}

/// Reads the mapping as a whole, which tells what is wrong with it, and then the places of its columns.
fn read(text: &str) -> Result<(Mapping, Places), Error> {
    let mapping = Mapping::parse(text)?;
    let places = toml::from_str(text).map_err(|error| not_understood(error.to_string()))?;
    Ok((mapping, places))
}

fn not_understood(why: String) -> Error {
    Error::MappingNotUnderstood { why }
}

/// The fields of a mapping in the order of its text, each with the one of the file's `columns` it is read from: the
/// first of its spellings that is there, as [`crate::table::import`] reads it.
///
/// # Errors
/// Where the text is not a mapping.
pub fn fields(text: &str, columns: &[String]) -> Result<Vec<ChosenField>, Error> {
    let (mapping, places) = read(text)?;
    let present: HashSet<&str> = columns.iter().map(String::as_str).collect();
    let mut fields: Vec<_> = places.columns.into_iter().collect();
    fields.sort_by_key(|(_, spellings)| spellings.span().start);
    let field = |(name, spellings): (String, Spanned<Vec<String>>)| {
        let column = spellings.into_inner().into_iter().find(|spelling| present.contains(spelling.as_str()));
        let is_needed = mapping.needs.contains(&name);
        ChosenField { name, column, is_needed }
    };
    Ok(fields.into_iter().map(field).collect())
}

/// The text of the mapping with the spellings of each named field replaced by the one column chosen for it, or by
/// none: such a field is then absent, as it is where a file lacks the column. A field the mapping needs may be given
/// none; reading a file through the result then fails with [`Error::ColumnsMissing`]. Everything else of the text
/// stays to the letter; comments inside a list that is replaced go with it.
///
/// # Errors
/// Where the text is not a mapping, a named field is not in its `[columns]`, or the result is too long for one.
pub fn with_columns(text: &str, chosen: &BTreeMap<String, Option<String>>) -> Result<String, Error> {
    let (_, places) = read(text)?;
    let mut cuts = Vec::with_capacity(chosen.len());
    for (name, column) in chosen {
        let Some(spellings) = places.columns.get(name) else {
            return Err(not_understood(format!("{name:?} is not in [columns]")));
        };
        cuts.push((spellings.span(), list(column.as_deref())));
    }
    // From the end, so that the places before stay where they are.
    cuts.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut changed = text.to_owned();
    for (span, list) in cuts {
        changed.replace_range(span, &list);
    }
    Mapping::parse(&changed)?;
    Ok(changed)
}

/// A list of one text or of none, on one line.
fn list(column: Option<&str>) -> String {
    let Some(column) = column else { return "[]".to_owned() };
    if column.chars().any(|letter| letter.is_control() || matches!(letter, '"' | '\\')) {
        return Value::Array(vec![Value::String(column.to_owned())]).to_string();
    }
    format!("[\"{column}\"]")
}
