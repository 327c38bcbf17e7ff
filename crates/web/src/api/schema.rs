//! JSON schemas of the fields of each kind, made of the table of fields that the pages are drawn from.

use super::sent::is_taken;
use super::{changes, makes};
use crate::component::shape::{Editing, Field, Need, Shape, fields};
use domain::kind::Kind;
use domain::vocabulary::{Bound, PartOfDay, PrecisionClass, SuppliedBy, Term};
use serde_json::{Map, Value as Json, json};

/// Largest whole number that every reader of JSON keeps.
const NUMBER_MAX: i64 = (1 << 53) - 1;

/// Which side of an operation a schema is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What is answered.
    Read,
    /// What makes a record.
    New,
    /// What changes one.
    Change,
}

impl Side {
    /// The name of the schema of a kind's fields.
    pub(super) fn name(self, kind: Kind) -> String {
        match self {
            Self::Read => format!("{}_fields", kind.slug()),
            Self::New => format!("{}_new", kind.slug()),
            Self::Change => format!("{}_change", kind.slug()),
        }
    }

    /// Whether there is such a side of a kind.
    pub(super) fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::Read => true,
            Self::New => makes(kind),
            Self::Change => changes(kind),
        }
    }

    fn has(self, field: &Field) -> bool {
        match self {
            Self::Read => true,
            Self::New => is_taken(field),
            Self::Change => is_taken(field) && matches!(field.editing, Editing::Open),
        }
    }
}

/// The fields of a kind.
pub(super) fn of_kind(kind: Kind, side: Side) -> Json {
    let mut schema = object(fields(kind).iter().filter(|field| side.has(field)), side);
    if side == Side::Change {
        if let Some(properties) = schema["properties"].as_object_mut() {
            for value in properties.values_mut() {
                *value = json!({"anyOf": [value.take(), {"type": "null"}]});
            }
        }
        schema["required"] = json!([]);
        schema["minProperties"] = json!(1);
    }
    schema
}

fn object<'fields>(fields: impl Iterator<Item = &'fields Field>, side: Side) -> Json {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for field in fields {
        properties.insert(field.name.to_owned(), of_shape(field.shape, side));
        if field.need == Need::Required {
            required.push(field.name);
        }
    }
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}

fn of_shape(shape: Shape, side: Side) -> Json {
    let when = if side == Side::Read { "when" } else { "when_new" };
    match shape {
        Shape::Line | Shape::Lines | Shape::Address | Shape::Material | Shape::Code | Shape::Grade => text(),
        Shape::Number => number(),
        Shape::Count => reference("count"),
        Shape::When => reference(when),
        Shape::Location => reference("location"),
        Shape::Choice(terms) => choice(terms),
        Shape::Choices(terms) => json!({"type": "array", "items": choice(terms)}),
        Shape::Flag | Shape::Mark => json!({"type": "boolean"}),
        Shape::Texts => json!({"type": "array", "items": text()}),
        Shape::Id(_) | Shape::AnyId | Shape::Actor => id(),
        Shape::Actors => json!({"type": "array", "items": id()}),
        Shape::Parts(members) => json!({"type": "array", "items": object(members.iter(), side)}),
        Shape::Part(members) => object(members.iter(), side),
        Shape::Span => json!({
            "type": "object", "properties": {"start": number(), "end": number()},
            "required": ["start", "end"], "additionalProperties": false,
        }),
        Shape::Raw => json!({"type": "object"}),
        Shape::Attributes => json!({"type": "object", "additionalProperties": text()}),
    }
}

fn text() -> Json {
    json!({"type": "string", "maxLength": domain::limits::TEXT_CHARS_MAX})
}

fn number() -> Json {
    json!({"type": "integer", "minimum": -NUMBER_MAX, "maximum": NUMBER_MAX})
}

pub(super) fn id() -> Json {
    json!({"type": "string", "format": "uuid"})
}

fn choice(terms: &[Term]) -> Json {
    json!({"type": "string", "enum": terms.iter().map(|term| term.slug).collect::<Vec<_>>()})
}

/// A schema that stands elsewhere in the document.
pub(super) fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// What the fields of several kinds are made of.
pub(super) fn parts() -> Vec<(&'static str, Json)> {
    let when = json!({
        "edtf": text(), "zone": text(), "earliest": text(), "latest": text(),
        "part_of_day": choice(PartOfDay::TERMS), "words": text(),
    });
    vec![
        (
            "count",
            json!({
                "type": "object",
                "description": "A number as it was stated. An absent end is unknown, never 0.",
                "properties": {
                    "min": number(), "max": number(), "bound": choice(Bound::TERMS), "wording": text(),
                },
                "additionalProperties": false,
            }),
        ),
        (
            "when",
            json!({
                "type": "object",
                "description": "A time: an EDTF statement, its zone (utc, unknown or an IANA name), its bounds in UTC.",
                "properties": when,
                "required": ["edtf", "zone", "earliest", "latest"],
                "additionalProperties": false,
            }),
        ),
        (
            "when_new",
            json!({
                "type": "object",
                "description": "As `when`; the bounds are computed, whatever is sent. Without a zone it is unknown.",
                "properties": when,
                "required": ["edtf"],
                "additionalProperties": false,
            }),
        ),
        (
            "location",
            json!({
                "type": "object",
                "description": "A place: a point in 1e-7 degree with its precision, a grid reference, words.",
                "properties": {
                    "point": {
                        "type": "object",
                        "properties": {
                            "lat_e7": {"type": "integer", "minimum": -900_000_000, "maximum": 900_000_000},
                            "lon_e7": {"type": "integer", "minimum": -1_800_000_000, "maximum": 1_800_000_000},
                        },
                        "required": ["lat_e7", "lon_e7"],
                        "additionalProperties": false,
                    },
                    "precision": choice(PrecisionClass::TERMS),
                    "sigma_m": number(),
                    "supplied_by": choice(SuppliedBy::TERMS),
                    "mgrs": text(),
                    "words": text(),
                    "words_ar": text(),
                },
                "additionalProperties": false,
            }),
        ),
    ]
}
