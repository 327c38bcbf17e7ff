//! What records are called where others point at them: their title, name or words, never a bare id where there is
//! anything better.
//!
//! It asks nothing: a page gathers the ids it shows ([`ids`]), fetches the records in one statement, and hands the
//! [`Names`] to whoever draws.

use super::address;
use super::shape::{Field, Shape, fields};
use crate::i18n::Say;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::language::Language;
use domain::record::Body;
use domain::vocabulary::{LinkRole, ObjectClass};
use maud::{Markup, html};
use register::record::Record;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Records and actors that a page mentions.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Records by id.
    pub records: BTreeMap<RecordId, Record>,
    /// Actors by pseudonym.
    pub actors: BTreeMap<Uuid, String>,
}

/// What a record is called, in the reader's language where it has a name in it.
pub fn title(say: Say, record: &Record) -> String {
    let own = match say.language {
        Language::Arabic => member(record, "title_ar").or_else(|| member(record, "name_ar")),
        Language::English => None,
    };
    if let Some(name) = own.filter(|name| !name.is_empty()) {
        return name.to_owned();
    }
    let composed = match record.kind {
        Kind::Assessment => assessment(say, record),
        Kind::Tally => parted(say, [member(record, "body"), member(record, "measure_words")]),
        Kind::Finding => parted(say, [member(record, "body"), member(record, "place_words")]),
        Kind::Office => parted(say, [member(record, "office"), member(record, "holder")]),
        Kind::ReleaseLine => {
            member(record, "place_words").or_else(|| member(record, "country")).map(str::to_owned)
        }
        Kind::Link => {
            let role = member(record, "role").and_then(LinkRole::parse);
            role.map(|role| role.label(say.language).to_owned())
        }
        Kind::ObjectDamage => {
            let class = member(record, "class").and_then(ObjectClass::parse);
            parted(say, [class.map(|class| class.label(say.language)), member(record, "words")])
        }
        Kind::Item => member(record, "title").or_else(|| member(record, "file_name")).map(str::to_owned),
        Kind::SealedIdentity => member(record, "handle").map(str::to_owned),
        Kind::VictimMention => {
            let first = record.body.get("names").and_then(|names| names.get(0)?.get("text")?.as_str());
            first.or_else(|| member(record, "role")).map(str::to_owned)
        }
        _ => Some(record.name()),
    };
    match composed.filter(|name| !name.is_empty()) {
        Some(name) => shortened(&name),
        None => short(record.kind, record.id, say),
    }
}

/// The two parts of a name, as far as there are any.
fn parted(say: Say, parts: [Option<&str>; 2]) -> Option<String> {
    let joint = format!("{} ", say.text("colon"));
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(&joint))
}

fn assessment(say: Say, record: &Record) -> Option<String> {
    let version = record.body.get("version").and_then(Json::as_i64)?;
    let name = say.with("record-version-number", &[("number", version.into())]);
    Some(match member(record, "body") {
        Some(body) => format!("{body}{} {name}", say.text("comma")),
        None => format!("{}{} {name}", Kind::Assessment.label(say.language), say.text("comma")),
    })
}

/// The code of a record, where it has one.
pub fn code(record: &Record) -> Option<&str> {
    let first = record.body.get("codes").and_then(|codes| codes.get(0)).and_then(Json::as_str);
    member(record, "code").or(first)
}

/// Kind and the end of the id, which tells records of one moment apart.
fn short(kind: Kind, id: RecordId, say: Say) -> String {
    let id = id.to_string();
    format!("{} {}", kind.label(say.language), id.get(id.len().saturating_sub(6)..).unwrap_or_default())
}

fn shortened(name: &str) -> String {
    const CHARACTERS: usize = 140;
    match name.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// A link to a record by its name.
pub fn link(say: Say, record: &Record) -> Markup {
    html! { a href=(address::record(record.kind, record.id)) { (called(say, record)) } }
}

/// A record's code and what it is called.
pub fn called(say: Say, record: &Record) -> Markup {
    let title = title(say, record);
    html! {
        @if let Some(code) = code(record).filter(|code| *code != title) { bdi { (code) } " " }
        (words(say, &title))
    }
}

/// Words of a record, isolated, with their language where it is not the page's.
pub fn words(say: Say, text: &str) -> Markup {
    let is_arabic = text.chars().any(|one| ('\u{0600}'..='\u{06FF}').contains(&one));
    let language = match (say.language, is_arabic) {
        (Language::English, true) => Some("ar"),
        (Language::Arabic, false) => Some("en"),
        _ => None,
    };
    html! { bdi lang=[language] { (text) } }
}

impl Names {
    /// A link to a record of any kind; its id where it is not there or not to be seen.
    pub fn link(&self, say: Say, id: &str) -> Markup {
        let record = Uuid::parse_str(id).ok().and_then(|id| self.records.get(&RecordId(id)));
        html! {
            @match record {
                Some(record) => (link(say, record)),
                None => { code { (id) } " " small.quiet { (say.text("value-not-available")) } }
            }
        }
    }

    /// What a record is called; `None` where it is not there.
    pub fn title(&self, say: Say, id: &str) -> Option<String> {
        let id = Uuid::parse_str(id).ok()?;
        self.records.get(&RecordId(id)).map(|record| title(say, record))
    }
}

/// Every id that a body points at, with its kind where the field says it.
pub fn ids(kind: Kind, body: &Body) -> Vec<(Option<Kind>, RecordId)> {
    let mut found = Vec::new();
    for field in fields(kind) {
        if let Some(value) = body.get(field.name) {
            gather(field, value, &mut found);
        }
    }
    if kind == Kind::Link {
        let end = |name: &str, kind: &str| {
            let id = Uuid::parse_str(body.get(name)?.as_str()?).ok()?;
            Some((Some(Kind::parse(body.get(kind)?.as_str()?)?), RecordId(id)))
        };
        found.extend([end("from", "from_kind"), end("to", "to_kind")].into_iter().flatten());
    }
    found
}

fn gather(field: &Field, value: &Json, found: &mut Vec<(Option<Kind>, RecordId)>) {
    let id = || value.as_str().and_then(|text| Uuid::parse_str(text).ok()).map(RecordId);
    match field.shape {
        Shape::Id(kind) => found.extend(id().map(|id| (Some(kind), id))),
        Shape::AnyId => found.extend(id().map(|id| (None, id))),
        Shape::Part(members) => gather_members(members, value, found),
        Shape::Parts(members) => {
            for part in value.as_array().into_iter().flatten() {
                gather_members(members, part, found);
            }
        }
        _ => {}
    }
}

fn gather_members(members: &[Field], part: &Json, found: &mut Vec<(Option<Kind>, RecordId)>) {
    for member in members {
        if let Some(value) = part.get(member.name) {
            gather(member, value, found);
        }
    }
}

/// An Arabic label without the stroke by which it is written as one with the word after it; `None` of a label that
/// stands alone.
pub fn joined(label: &str) -> Option<&str> {
    label.strip_suffix('\u{640}')
}

/// The text of a field of a record.
pub fn member<'record>(record: &'record Record, name: &str) -> Option<&'record str> {
    record.body.get(name).and_then(Json::as_str)
}

/// The id of the record that this one is a part of: its incident, its release, its report.
pub fn parent(record: &Record) -> Option<&str> {
    ["incident", "release", "report"].into_iter().find_map(|name| member(record, name))
}
