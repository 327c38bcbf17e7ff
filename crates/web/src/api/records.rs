//! The records of a kind: a page of them, and making one.

use super::asked::{self, Parameters};
use super::caller::Caller;
use super::schema::Side;
use super::sent::{self, NewRecord, Sent};
use super::view::{self, Answer};
use crate::component::address;
use crate::error::Error;
use crate::{limits, routes};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::Basis;
use register::Work;
use register::listing::{Choice, Turn};
use register::reference::COLUMNS;
use serde_json::{Map, Value, json};

/// GET [`routes::API_RECORDS`]: `q`, a column of ids, `limit`, `after`.
pub(super) async fn show(
    caller: Caller,
    Path(kind): Path<String>,
    mut parameters: Parameters,
) -> Result<Answer, Error> {
    let kind = asked::kind(&kind)?;
    let limit = parameters.limit()?;
    let words = parameters.take("q");
    let words = words.map(|words| words.chars().take(limits::SEARCH_CHARACTERS_MAX).collect());
    let turn = match parameters.take("after") {
        Some(after) => Turn::After(after.parse()?),
        None => Turn::First,
    };
    let of = of(kind, &mut parameters)?;
    parameters.end()?;
    let choice = Choice { words, of, ..Choice::default() };
    let listing = caller.register.page_of(caller.scope, kind, &choice, &turn, limit).await?;
    caller.note(listing.records.iter().map(|record| record.id)).await?;
    Ok(Answer::of(&json!({
        "records": listing.records.iter().map(view::listed).collect::<Vec<_>>(),
        "total": listing.total,
        "next": listing.next.map(|row| row.to_string()),
    })))
}

/// The record that those of the answer name, by one of the kind's columns of ids.
fn of(kind: Kind, parameters: &mut Parameters) -> Result<Option<(&'static str, RecordId)>, Error> {
    for column in COLUMNS.iter().filter(|column| column.kind == kind) {
        if let Some(text) = parameters.take(column.name) {
            let id =
                text.parse().map_err(|_not_an_id| asked::invalid("record-not-known", "record", &text))?;
            return Ok(Some((column.name, id)));
        }
    }
    Ok(None)
}

/// POST [`routes::API_RECORDS`].
pub(super) async fn make(
    caller: Caller,
    Path(kind): Path<String>,
    parameters: Parameters,
    Sent(mut new): Sent<NewRecord>,
) -> Result<Response, Error> {
    let kind = asked::kind(&kind)?;
    parameters.end()?;
    let why = sent::reason(&new.reason)?;
    sent::prepare(kind, &mut new.fields, Side::New)?;
    sent::require_known(&caller.register, caller.scope, kind, &new.fields).await?;
    let mut work = caller.register.begin_with(&caller.token, why).await?;
    number(&mut work, kind, &mut new.fields).await?;
    let id = work.create(kind, new.fields).await?;
    let done = work.commit().await?;
    let mut record = view::whole(&caller, kind, id, None).await?;
    record.insert("warnings".to_owned(), done.warnings.iter().map(|(_, each)| view::warning(each)).collect());
    let place = address::of(routes::API_RECORD, kind, id);
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Answer::of(&record)).into_response())
}

/// Gives an assessment the next number among those of its incident and basis; nobody else is given it meanwhile.
async fn number(work: &mut Work<'_>, kind: Kind, fields: &mut Map<String, Value>) -> Result<(), Error> {
    if kind != Kind::Assessment {
        return Ok(());
    }
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    // What names no incident or basis is refused by the rules of the kind.
    let incident = text("incident").and_then(|id| id.parse::<RecordId>().ok());
    let Some((incident, basis)) = incident.zip(text("basis").and_then(Basis::parse)) else { return Ok(()) };
    let version = work.next_version(incident, basis).await?;
    fields.insert("version".to_owned(), json!(version));
    Ok(())
}
