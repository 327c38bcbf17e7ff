//! One record, and changing fields of it.
//!
//! A change names, field by field, the acts whose values it replaces. Where somebody changed a field meanwhile both
//! values are kept, and the answer tells of the conflict.

use super::asked::{self, Parameters, invalid};
use super::caller::Caller;
use super::schema::Side;
use super::sent::{self, Change, Sent};
use super::view::{self, Answer};
use crate::component::shape::{Editing, field};
use crate::error::Error;
use axum::extract::Path;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// GET [`crate::routes::API_RECORD`]; `links_after` turns the page of its links.
pub(super) async fn show(
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
    mut parameters: Parameters,
) -> Result<Answer, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let after = parameters.take("links_after").map(|text| {
        let parts = text.split_once('~').and_then(|(role, link)| Some((role.to_owned(), link.parse().ok()?)));
        parts
            .filter(|(role, _)| !role.contains('\0'))
            .ok_or_else(|| invalid("code-not-recognised", "code", &text))
    });
    let after = after.transpose()?;
    parameters.end()?;
    Ok(Answer::of(&view::whole(&caller, kind, id, after.as_ref()).await?))
}

/// PATCH [`crate::routes::API_RECORD`].
pub(super) async fn change(
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
    parameters: Parameters,
    Sent(mut change): Sent<Change>,
) -> Result<Answer, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    parameters.end()?;
    let why = sent::reason(&change.reason)?;
    let acts = caller.register.history(caller.scope, kind, id).await?;
    caller.permit.require_change(kind)?;
    let acts: BTreeSet<Uuid> = acts.into_iter().map(|logged| logged.act.id).collect();
    check(kind, &change, &acts)?;
    sent::prepare(kind, &mut change.fields, Side::Change)?;
    sent::require_known(&caller.register, caller.scope, kind, &change.fields).await?;
    let stored = caller.register.stored(caller.scope, kind, id).await?;
    // What is so already makes no act, unless it settles a conflict.
    change.fields.retain(|name, value| {
        stored.heads_of(name).len() > 1 || stored.body.get(name).unwrap_or(&Value::Null) != value
    });
    let mut warnings = Vec::new();
    if !change.fields.is_empty() {
        let seen: BTreeSet<Uuid> =
            change.fields.keys().flat_map(|name| &change.heads[name]).copied().collect();
        let seen: Vec<ActId> = seen.into_iter().map(ActId).collect();
        let mut work = caller.register.begin_with(&caller.token, why).await?;
        if let Some(because) = change.because {
            work = work.because(because);
        }
        work.change(kind, id, change.fields, &seen).await?;
        warnings = work.commit().await?.warnings;
    }
    let mut record = view::whole(&caller, kind, id, None).await?;
    record.insert("warnings".to_owned(), warnings.iter().map(|(_, each)| view::warning(each)).collect());
    Ok(Answer::of(&record))
}

/// Whether a change may be asked for at all, whatever its values.
fn check(kind: Kind, change: &Change, acts: &BTreeSet<Uuid>) -> Result<(), Error> {
    if change.fields.is_empty() {
        return Err(invalid("change-empty", "field", "fields"));
    }
    if change.because.is_none() && kind.is_statement() {
        return Err(invalid("because-missing", "field", "because"));
    }
    for name in change.fields.keys() {
        match field(kind, name) {
            Some(field) if field.editing == Editing::Fixed => {
                return Err(invalid("field-not-changed", "field", name));
            }
            _ => {}
        }
        let heads = change.heads.get(name).filter(|heads| !heads.is_empty());
        let heads = heads.ok_or_else(|| invalid("heads-missing", "field", name))?;
        if heads.iter().any(|head| !acts.contains(head)) {
            return Err(invalid("head-not-known", "field", name));
        }
    }
    Ok(())
}
