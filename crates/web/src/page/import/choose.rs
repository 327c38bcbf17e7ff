//! The columns of a file beside the fields of its mapping: a choice of one for each field, made without writing TOML.
//!
//! Not the reading of the file: the choice changes the mapping's text, and the file is read again through that. Start
//! at [`section`] and [`chosen`].

use super::jobs::Upload;
use crate::error::Error;
use crate::i18n::Say;
use crate::limits;
use maud::{Markup, html};
use register::exchange::table::{ChosenField, fields, with_columns};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Before the name of a field in the name of its input.
const PREFIX: &str = "column.";
/// Id of the list that the fields of a very wide file share.
const LIST: &str = "columns";

/// Whether the choice of columns is what has to be done next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The file was read: the choice is folded away.
    Read,
    /// It could not be read: the choice stands open.
    Unread,
}

/// What of the file is read into what, and the form to choose otherwise. Empty where the file has no columns that
/// could be told or the mapping has no fields to choose for.
pub(super) fn section(say: Say, upload: &Upload, columns: &[String], turn: Turn, address: &str) -> Markup {
    let Ok(fields) = fields(&upload.mapping, columns) else { return html! {} };
    if columns.is_empty() || fields.is_empty() {
        return html! {};
    }
    let is_read: HashSet<&str> = fields.iter().filter_map(|field| field.column.as_deref()).collect();
    let unread: Vec<&String> = columns.iter().filter(|column| !is_read.contains(column.as_str())).collect();
    let lacking: Vec<(usize, &ChosenField)> =
        fields.iter().enumerate().filter(|(_, field)| field.is_needed && field.column.is_none()).collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX).into();
    let read_count = fields.iter().filter(|field| field.column.is_some()).count();
    html! {
        section.part.choose id="choose" {
            h2 { (say.text("import-choose")) }
            p { (say.html("import-choose-read", &[("read", count(read_count)), ("fields", count(fields.len()))])) }
            @if !unread.is_empty() {
                p { b { (say.text("import-choose-unread")) } " " (listed(unread.iter().map(|name| html! { bdi { code { (name) } } }))) }
            }
            @if !lacking.is_empty() {
                p { b { (say.text("import-choose-lacking")) } " " (listed(lacking.iter().map(|(place, field)| html! { a href={ "#choose-" (place) } { (named(say, field)) } }))) }
            }
            @if fields.len() > limits::IMPORT_FIELDS_MAX {
                p { (say.html("import-choose-too-many", &[("max", count(limits::IMPORT_FIELDS_MAX))])) }
            } @else {
                details.fold open[turn == Turn::Unread] {
                    summary { (say.text("import-choose-open")) }
                    (form(say, &fields, columns, address))
                }
            }
        }
    }
}

fn listed(parts: impl Iterator<Item = Markup>) -> Markup {
    html! { @for (place, part) in parts.enumerate() { @if place > 0 { " · " } (part) } }
}

/// A field in words, where there are words for it other than its name, and as the mapping names it.
fn named(say: Say, field: &ChosenField) -> Markup {
    html! {
        @if let Some(label) = label(say, &field.name).filter(|label| *label != field.name) { (label) " " }
        bdi { code { (field.name) } }
    }
}

/// What a field holds, for the fields of the mappings that come with the program.
fn label(say: Say, field: &str) -> Option<String> {
    let id = format!("import-field-{}", field.replace('_', "-"));
    say.has(&id).then(|| say.text(&id))
}

fn form(say: Say, fields: &[ChosenField], columns: &[String], address: &str) -> Markup {
    let is_wide = fields.len() * columns.len() > limits::IMPORT_OPTIONS_MAX;
    html! {
        form.form method="post" action=(address) {
            p { (say.text(if is_wide { "import-choose-hint-wide" } else { "import-choose-hint" })) }
            @if is_wide {
                datalist id=(LIST) { @for column in columns { option value=(column) {} } }
            }
            table.tight.stack {
                thead { tr { th scope="col" { (say.text("import-choose-field")) } th scope="col" { (say.text("import-choose-column")) } } }
                tbody {
                    @for (place, field) in fields.iter().enumerate() {
                        tr {
                            th scope="row" {
                                label for={ "choose-" (place) } {
                                    (named(say, field))
                                    @if field.is_needed { (say.text("comma")) " " (say.text("import-choose-needed")) }
                                }
                            }
                            td { (input(say, field, columns, place, is_wide)) }
                        }
                    }
                }
            }
            p.actions { button.btn.btn-main name="action" value="choose" { (say.text("import-choose-button")) } }
        }
    }
}

fn input(say: Say, field: &ChosenField, columns: &[String], place: usize, is_wide: bool) -> Markup {
    let name = format!("{PREFIX}{}", field.name);
    let id = format!("choose-{place}");
    let none = say.text("import-choose-none");
    html! {
        @if is_wide {
            input type="text" id=(id) name=(name) list=(LIST) value=(field.column.as_deref().unwrap_or_default())
                placeholder=(none) dir="auto" autocomplete="off";
        } @else {
            select id=(id) name=(name) {
                option value="" selected[field.column.is_none()] { (none) }
                @for column in columns.iter().filter(|column| !column.is_empty()) {
                    option value=(column) dir="auto" selected[field.column.as_ref() == Some(column)] { (column) }
                }
            }
        }
    }
}

/// The text of the mapping with the columns that the form says. A field whose choice is what it is read from already
/// keeps its spellings, so that the mapping still fits the next file.
///
/// # Errors
/// Where a field is none of the mapping, is chosen for twice, or a column is none of the file.
pub(super) fn chosen(mapping: &str, columns: &[String], sent: &[(String, String)]) -> Result<String, Error> {
    let current = fields(mapping, columns).map_err(|error| wrong(error.code(), "field", ""))?;
    let current: BTreeMap<&str, &ChosenField> =
        current.iter().map(|field| (field.name.as_str(), field)).collect();
    // As a browser sends them back.
    let present: BTreeMap<String, &String> = columns.iter().map(|column| (as_sent(column), column)).collect();
    let (mut seen, mut choice) = (BTreeSet::new(), BTreeMap::new());
    for (name, column) in sent.iter().filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?, value))) {
        let Some(field) = current.get(name) else { return Err(wrong("field-not-in-mapping", "field", name)) };
        if !seen.insert(name) {
            return Err(wrong("field-chosen-twice", "field", name));
        }
        let column = match (column.is_empty(), present.get(&as_sent(column))) {
            (true, _) => None,
            (false, Some(found)) => Some((*found).clone()),
            (false, None) => return Err(wrong("column-not-in-file", "column", column)),
        };
        if column != field.column {
            choice.insert(name.to_owned(), column);
        }
    }
    if seen.is_empty() {
        return Err(Error::NotUnderstood);
    }
    with_columns(mapping, &choice).map_err(|error| wrong(error.code(), "field", ""))
}

fn wrong(code: &str, name: &str, value: &str) -> Error {
    let value: String = value.chars().take(limits::CHOICE_CHARACTERS_SHOWN).collect();
    Error::Invalid { code: code.to_owned(), details: vec![(name.to_owned(), value)] }
}

/// A name as it comes back from a form: line breaks are one kind, and no page can hold a NUL.
fn as_sent(name: &str) -> String {
    name.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = "name = 'x'\ntitle = 'x'\ndataset = 'x'\n[columns]\na = ['A', 'B']\nb = ['C']\n";

    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_choice_that_stands_already_keeps_its_spellings() {
        let columns = ["A".to_owned(), "two\r\nlines".to_owned(), "\0\"]".to_owned()];
        let same = sent(&[("action", "choose"), ("column.a", "A"), ("column.b", "")]);
        assert_eq!(chosen(MAPPING, &columns, &same).expect("a mapping"), MAPPING);
        for (value, column) in [("two\nlines", &columns[1]), ("\u{fffd}\"]", &columns[2])] {
            let text = chosen(MAPPING, &columns, &sent(&[("column.b", value)])).expect("a mapping");
            assert!(text.contains("a = ['A', 'B']"));
            let read = fields(&text, &columns).expect("a mapping");
            assert_eq!(read[1].column.as_ref(), Some(column));
        }
    }

    #[test]
    fn what_the_form_does_not_offer_is_refused() {
        let columns = ["A".to_owned()];
        let code = |pairs: &[(&str, &str)]| {
            chosen(MAPPING, &columns, &sent(pairs)).expect_err("refused").code().to_owned()
        };
        assert_eq!(code(&[("column.c", "A")]), "field-not-in-mapping");
        assert_eq!(code(&[("column.a", "a")]), "column-not-in-file");
        assert_eq!(code(&[("column.a", "A"), ("column.a", "")]), "field-chosen-twice");
        assert_eq!(code(&[("action", "choose")]), "not-understood");
    }
}
