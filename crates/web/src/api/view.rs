//! Records and acts as JSON; the names of fields are those of acts and exports.

use super::caller::Caller;
use crate::component::past;
use crate::error::Error;
use crate::limits;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::problem::Problem;
use register::fold::LABEL;
use register::history::Logged;
use register::record::{Linked, Record};
use serde_json::{Map, Value as Json, json};

/// An answer of JSON.
pub(super) struct Answer(String);

impl Answer {
    /// Of a document.
    pub(super) fn of(document: &impl serde::Serialize) -> Self {
        Self(serde_json::to_string(document).expect("its keys are texts and its values plain"))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}

/// A record in a list.
pub(super) fn listed(record: &Record) -> Json {
    json!({
        "id": record.id,
        "kind": record.kind.slug(),
        "first_act": record.first_act,
        "head_act": record.head_act,
        "conflicts": record.conflicts,
        "fields": record.body,
    })
}

/// A record with its label, the acts that hold each field, the values in conflict and its links. The reading is
/// noted before.
pub(super) async fn whole(
    caller: &Caller,
    kind: Kind,
    id: RecordId,
    after: Option<&(String, RecordId)>,
) -> Result<Map<String, Json>, Error> {
    let (register, scope) = (&caller.register, caller.scope);
    let stored = register.stored(scope, kind, id).await?;
    caller.note([id]).await?;
    let in_conflict = stored.heads.values().filter(|heads| heads.len() > 1).count();
    let conflicts = match in_conflict {
        0 => Map::new(),
        _ => conflicts(caller, kind, id).await?,
    };
    let names = stored.body.keys().chain(stored.heads.keys());
    let heads: Map<String, Json> = names.map(|name| (name.clone(), json!(stored.heads_of(name)))).collect();
    let links = register.links_of(scope, id, after, limits::LINKS_OF_A_RECORD).await?;
    let record = json!({
        "id": id,
        "kind": kind.slug(),
        "label": stored.label,
        "first_act": stored.first_act,
        "head_act": stored.head_act,
        "conflicts": in_conflict,
        "fields": stored.body,
        "heads": heads,
        "in_conflict": conflicts,
        "links": links.page.iter().map(link).collect::<Vec<_>>(),
        "links_total": links.total,
        "links_next": links.next.map(|(role, link)| format!("{role}~{link}")),
    });
    match record {
        Json::Object(record) => Ok(record),
        _ => Err(Error::NotFound),
    }
}

async fn conflicts(caller: &Caller, kind: Kind, id: RecordId) -> Result<Map<String, Json>, Error> {
    let conflicts = caller.register.conflicts(caller.scope, kind, id).await?;
    let heads = conflicts.into_iter().map(|(field, heads)| {
        let heads: Vec<Json> =
            heads.into_iter().map(|head| json!({"act": head.act, "value": head.value})).collect();
        (field, Json::Array(heads))
    });
    Ok(heads.collect())
}

fn link(linked: &Linked) -> Json {
    json!({
        "id": linked.link,
        "role": linked.role,
        "outgoing": linked.outgoing,
        "record": linked.there,
        "kind": linked.there_kind.slug(),
        "attributes": linked.attributes,
    })
}

/// An act.
pub(super) fn act(logged: &Logged) -> Json {
    let act = &logged.act;
    let text = |name: &str| act.fields.get(name).and_then(Json::as_str);
    json!({
        "id": act.id,
        "number": logged.number,
        "at": act.at,
        "actor": act.actor,
        "actor_name": logged.actor,
        "device": act.device,
        "act": act.kind,
        "parents": act.parents,
        "reason": logged.why(),
        "because": text(register::fold::BECAUSE),
        "label": text(LABEL),
        "fields": past::values(act).map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>(),
    })
}

/// A rule that warns.
pub(super) fn warning(problem: &Problem) -> Json {
    json!({"code": problem.code, "field": problem.field, "details": problem.details})
}
