//! The body of a request: JSON of one shape, checked before anything is done with it.

use super::asked::invalid;
use super::schema::Side;
use crate::component::naming;
use crate::component::shape::{Field, Shape, field};
use crate::desk::Desk;
use crate::error::Error;
use crate::limits;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::ChangeReason;
use domain::when::{When, Zone};
use register::{Register, Scope};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

/// A record to be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRecord {
    /// Why, in words.
    pub reason: String,
    /// Its fields.
    pub fields: Map<String, Json>,
}

/// Fields to be changed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// Why, in words.
    pub reason: String,
    /// Which kind of change to a statement it is.
    #[serde(default)]
    pub because: Option<ChangeReason>,
    /// New values; null takes a field away.
    pub fields: Map<String, Json>,
    /// For each of them, the acts whose values it replaces.
    pub heads: BTreeMap<String, Vec<uuid::Uuid>>,
}

/// A body of JSON.
pub(super) struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Desk> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Response> {
        if !is_json(request.headers()) {
            return Err(Error::MediaType.into_response());
        }
        let bytes = Bytes::from_request(request, desk).await.map_err(IntoResponse::into_response)?;
        let read = serde_json::from_slice(&bytes).ok();
        read.map(Self).ok_or_else(|| Error::NotUnderstood.into_response())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = named.and_then(|named| named.split(';').next()).unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
}

/// The reason, as acts hold it.
pub(super) fn reason(text: &str) -> Result<String, Error> {
    require_plain("reason", text)?;
    let reason = text.trim();
    match reason.chars().count() {
        0 => Err(register::Error::ReasonMissing.into()),
        count if count > limits::REASON_CHARACTERS_MAX => {
            Err(register::Error::ReasonTooLong { max: limits::REASON_CHARACTERS_MAX }.into())
        }
        _ => Ok(reason.to_owned()),
    }
}

/// Fields that are written by operations of their own, or by the program.
const NOT_TAKEN: [&str; 9] =
    ["author", "merged", "overridden", "raw", "reviewer", "split_from", "text", "text_origin", "text_sha256"];

/// Whether a field of a kind may be given where a record is made.
pub(super) fn is_taken(field: &Field) -> bool {
    !NOT_TAKEN.contains(&field.name) && !matches!(field.shape, Shape::Span | Shape::Raw)
}

/// No column of PostgreSQL holds a null character, and nothing that people write does.
fn require_plain(field: &str, text: &str) -> Result<(), Error> {
    if text.contains('\0') {
        Err(invalid("null-character", "field", &field.replace('\0', "")))
    } else {
        Ok(())
    }
}

/// Refuses what no value is made of: null characters, and nulls, for what is not known is left out.
fn require_values(field: &str, value: &Json) -> Result<(), Error> {
    match value {
        Json::Null => Err(invalid("null-not-taken", "field", field)),
        Json::String(text) => require_plain(field, text),
        Json::Array(items) => items.iter().try_for_each(|item| require_values(field, item)),
        Json::Object(members) => members.iter().try_for_each(|(name, member)| {
            require_plain(field, name)?;
            require_values(field, member)
        }),
        Json::Bool(_) | Json::Number(_) => Ok(()),
    }
}

/// Refuses fields that no caller gives, and puts the bounds of every time in, which are always computed. A null
/// stands only where a field is taken away.
pub(super) fn prepare(kind: Kind, fields: &mut Map<String, Json>, side: Side) -> Result<(), Error> {
    for (name, value) in fields {
        require_plain(name, name)?;
        if !(side == Side::Change && value.is_null()) {
            require_values(name, value)?;
        }
        if let Some(field) = field(kind, name) {
            if !is_taken(field) {
                return Err(invalid("field-not-taken", "field", name));
            }
            bound(field.shape, value)?;
        }
    }
    Ok(())
}

fn bound(shape: Shape, value: &mut Json) -> Result<(), Error> {
    match (shape, value) {
        (Shape::When, Json::Object(when)) => bound_when(when),
        (Shape::Part(members), Json::Object(part)) => bound_members(members, part),
        (Shape::Parts(members), Json::Array(parts)) => {
            let parts = parts.iter_mut().filter_map(Json::as_object_mut);
            parts.into_iter().try_for_each(|part| bound_members(members, part))
        }
        _ => Ok(()),
    }
}

fn bound_members(members: &[Field], part: &mut Map<String, Json>) -> Result<(), Error> {
    for member in members {
        if let Some(value) = part.get_mut(member.name) {
            bound(member.shape, value)?;
        }
    }
    Ok(())
}

fn bound_when(when: &mut Map<String, Json>) -> Result<(), Error> {
    let part_of_day = when.get("part_of_day").filter(|part| !part.is_null());
    let part_of_day = part_of_day.map(Deserialize::deserialize).transpose();
    let text = |name: &str| when.get(name).and_then(Json::as_str);
    // What is no time at all is left to the rules of the kind, which name it.
    let (Some(edtf), Ok(part_of_day)) = (text("edtf"), part_of_day) else { return Ok(()) };
    let refused = |error: &domain::when::Error| invalid(error.code(), "text", edtf);
    let zone = Zone::parse(text("zone").unwrap_or_default()).map_err(|error| refused(&error))?;
    let bounded = When::from_edtf(edtf, zone, part_of_day, None).map_err(|error| refused(&error))?;
    for (name, value) in domain::record::body(&bounded) {
        when.insert(name, value);
    }
    Ok(())
}

/// Refuses ids of what is not there, or not for this caller: the two are told alike. One statement.
pub(super) async fn require_known(
    register: &Register,
    scope: Scope,
    kind: Kind,
    fields: &Map<String, Json>,
) -> Result<(), Error> {
    let named = naming::ids(kind, fields);
    let asked: Vec<RecordId> = named.iter().map(|(_, id)| *id).collect::<BTreeSet<_>>().into_iter().collect();
    if asked.is_empty() {
        return Ok(());
    }
    let known = register.kinds(scope, &asked).await?;
    let missing = named
        .iter()
        .find(|(kind, id)| known.get(id).is_none_or(|known| kind.is_some_and(|kind| kind != *known)));
    match missing {
        None => Ok(()),
        Some((_, id)) => Err(invalid("record-not-known", "record", &id.to_string())),
    }
}
