//! The description of the addresses for programs, as OpenAPI 3.1: made of the kinds and their fields.
//!
//! An address with `{kind}` is described once for each kind, so that every field is. `docs/reference/openapi.json`
//! is this document; a test compares them, and holds every route against it. Start at [`document`].

use super::schema::{self, Side, id, reference};
use super::view::Answer;
use super::{changes, makes};
use crate::{limits, routes};
use domain::kind::Kind;
use domain::language::Language;
use domain::vocabulary::{AccessLabel, ChangeReason, LinkRole};
use register::reference::COLUMNS;
use serde_json::{Map, Value as Json, json};

/// GET [`routes::API_DOCUMENT`].
pub(super) async fn show() -> Answer {
    Answer::of(&document())
}

/// The document.
pub fn document() -> Json {
    let mut paths = Map::new();
    for kind in Kind::ALL {
        let path = |route: &str| route.replace("{kind}", kind.plural());
        paths.insert(path(routes::API_RECORDS), of_kind(*kind));
        paths.insert(path(routes::API_RECORD), of_record(*kind));
        paths.insert(path(routes::API_HISTORY), history(*kind));
    }
    paths.insert(
        routes::API_PROJECTS.to_owned(),
        json!({"get": read("projects", "The project that the token is for, and what it may do", &[], "projects")}),
    );
    paths.insert(
        routes::API_SEARCH.to_owned(),
        json!({"get": read("search", "Records of every kind that hold words", &[query("q", &words(), true)], "found")}),
    );
    paths.insert(
        routes::API_CHECKPOINT.to_owned(),
        json!({"get": read("checkpoint", "The last signed checkpoint of the log", &[], "checkpoint")}),
    );
    paths.insert(
        routes::API_PROOF.to_owned(),
        json!({"get": read("proof", "The proof of an act, with its leaf, values and salts", &[in_path("id")], "proof")}),
    );
    paths.insert(routes::API_DOCUMENT.to_owned(), json!({"get": {
        "operationId": "openapi", "summary": "This document", "security": [],
        "responses": {"200": {"description": "OpenAPI", "content": {"application/json": {"schema": {"type": "object"}}}}},
    }}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sijil",
            "summary": "A register of civilian harm, for programs",
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas(),
            "responses": refusals(),
        },
    })
}

fn of_kind(kind: Kind) -> Json {
    let label = kind.label(Language::English);
    let slug = kind.slug();
    let mut parameters =
        vec![query("q", &words(), false), query("limit", &rows(), false), query("after", &line(), false)];
    let columns = COLUMNS.iter().filter(|column| column.kind == kind);
    parameters.extend(columns.map(|column| query(column.name, &id(), false)));
    let list = read(
        &format!("list_{slug}"),
        &format!("{label}: a page of them"),
        &parameters,
        &format!("{slug}_list"),
    );
    let mut methods = json!({"get": list});
    if makes(kind) {
        let mut made = answers(&format!("{slug}_kept"), true);
        let mut created = made["200"].take();
        created["headers"] = json!({"Location": {"description": "Where it is", "schema": line()}});
        made["201"] = created;
        if let Some(made) = made.as_object_mut() {
            made.remove("200");
        }
        methods["post"] = json!({
            "operationId": format!("make_{slug}"),
            "summary": format!("{label}: make one"),
            "requestBody": body(&json!({
                "type": "object",
                "properties": {"reason": why(), "fields": reference(&Side::New.name(kind))},
                "required": ["reason", "fields"],
                "additionalProperties": false,
            })),
            "responses": made,
        });
    }
    methods
}

fn of_record(kind: Kind) -> Json {
    let label = kind.label(Language::English);
    let slug = kind.slug();
    let parameters = [in_path("id"), query("links_after", &line(), false)];
    let mut methods =
        json!({"get": read(&format!("read_{slug}"), &format!("{label}: one, whole"), &parameters, slug)});
    if changes(kind) {
        methods["patch"] = json!({
            "operationId": format!("change_{slug}"),
            "summary": format!("{label}: change fields of one"),
            "description": "Where somebody changed a field meanwhile both values are kept; see in_conflict.",
            "parameters": [in_path("id")],
            "requestBody": body(&json!({
                "type": "object",
                "properties": {
                    "reason": why(),
                    "because": {"type": ["string", "null"], "enum": because()},
                    "fields": reference(&Side::Change.name(kind)),
                    "heads": {
                        "type": "object",
                        "description": "For each changed field, the acts whose values are replaced: those of `heads`.",
                        "additionalProperties": {"type": "array", "items": id()},
                    },
                },
                "required": ["reason", "fields", "heads"],
                "additionalProperties": false,
            })),
            "responses": answers(&format!("{slug}_kept"), true),
        });
    }
    methods
}

fn because() -> Vec<Json> {
    ChangeReason::TERMS.iter().map(|term| json!(term.slug)).chain([Json::Null]).collect()
}

fn history(kind: Kind) -> Json {
    let parameters = [in_path("id"), query("limit", &rows(), false), query("after", &id(), false)];
    let slug = kind.slug();
    let summary = format!("{}: the acts of one, first to last", kind.label(Language::English));
    json!({"get": read(&format!("history_{slug}"), &summary, &parameters, "acts")})
}

fn read(operation: &str, summary: &str, parameters: &[Json], schema: &str) -> Json {
    json!({
        "operationId": operation, "summary": summary, "parameters": parameters,
        "responses": answers(schema, false),
    })
}

fn query(name: &str, schema: &Json, required: bool) -> Json {
    json!({"name": name, "in": "query", "required": required, "schema": schema})
}

fn in_path(name: &str) -> Json {
    json!({"name": name, "in": "path", "required": true, "schema": id()})
}

fn body(schema: &Json) -> Json {
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn line() -> Json {
    json!({"type": "string"})
}

fn words() -> Json {
    json!({"type": "string", "description": "Words, in either script; each must be there."})
}

fn rows() -> Json {
    json!({"type": "integer", "minimum": 1, "maximum": limits::API_ROWS_MAX, "default": limits::API_ROWS})
}

fn why() -> Json {
    json!({
        "type": "string", "minLength": 1, "maxLength": limits::REASON_CHARACTERS_MAX,
        "description": "Why, in words; it stays with the act.",
    })
}

/// Refusals: status, name, what they mean.
const REFUSALS: [(&str, &str, &str); 10] = [
    ("400", "not_understood", "The address or the body was not understood"),
    ("401", "token_refused", "The token is missing, wrong, taken back or too old"),
    ("403", "not_permitted", "The token's roles and reach do not allow it"),
    ("404", "not_found", "Not there, or not for this token: the two are not told apart"),
    ("406", "not_acceptable", "Only JSON is answered"),
    ("413", "too_large", "The address or the body is too long"),
    ("415", "media_type", "Only JSON is read"),
    ("422", "invalid", "A rule refuses it; `code` says which"),
    ("429", "throttled", "Too many wrong tokens; wait"),
    ("503", "unavailable", "Something failed here; nothing was changed"),
];

fn refusals() -> Json {
    let refusals = REFUSALS.iter().map(|(status, name, means)| {
        let mut refusal = json!({
            "description": means,
            "content": {"application/problem+json": {"schema": reference("problem")}},
        });
        let header = match *status {
            "401" => Some("WWW-Authenticate"),
            "429" => Some("Retry-After"),
            _ => None,
        };
        if let Some(header) = header {
            refusal["headers"] = json!({header: {"required": true, "schema": line()}});
        }
        ((*name).to_owned(), refusal)
    });
    Json::Object(refusals.collect())
}

fn answers(schema: &str, has_body: bool) -> Json {
    let mut answers = Map::new();
    answers.insert(
        "200".to_owned(),
        json!({"description": "Here it is", "content": {"application/json": {"schema": reference(schema)}}}),
    );
    for (status, name, _) in REFUSALS {
        if has_body || status != "415" {
            answers.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
        }
    }
    Json::Object(answers)
}

fn strict(properties: &Json, optional: &[&str]) -> Json {
    let names = properties.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let required: Vec<&str> = names.filter(|name| !optional.contains(name)).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn list(items: &Json) -> Json {
    json!({"type": "array", "items": items})
}

fn maybe_line() -> Json {
    json!({"type": ["string", "null"]})
}

fn whole() -> Json {
    json!({"type": "integer", "minimum": 0})
}

fn schemas() -> Json {
    let mut schemas: Map<String, Json> =
        schema::parts().into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    for (name, schema) in shared() {
        schemas.insert(name.to_owned(), schema);
    }
    for kind in Kind::ALL {
        schemas.insert(Side::Read.name(*kind), schema::of_kind(*kind, Side::Read));
        let slug = kind.slug();
        let row = listed(*kind);
        let page = json!({"records": list(&strict(&row, &[])), "total": whole(), "next": maybe_line()});
        schemas.insert(format!("{slug}_list"), strict(&page, &[]));
        let mut whole = record(*kind);
        schemas.insert(slug.to_owned(), strict(&whole, &[]));
        for side in [Side::New, Side::Change].into_iter().filter(|side| side.is_of(*kind)) {
            schemas.insert(side.name(*kind), schema::of_kind(*kind, side));
        }
        if makes(*kind) {
            whole["warnings"] = list(&reference("warning"));
            schemas.insert(format!("{slug}_kept"), strict(&whole, &[]));
        }
    }
    Json::Object(schemas)
}

fn listed(kind: Kind) -> Json {
    json!({
        "id": id(), "kind": {"const": kind.slug()}, "first_act": id(), "head_act": id(), "conflicts": whole(),
        "fields": reference(&Side::Read.name(kind)),
    })
}

fn record(kind: Kind) -> Json {
    let mut record = listed(kind);
    let labels: Vec<&str> = AccessLabel::ALL.iter().map(|label| label.slug()).collect();
    record["label"] = json!({"type": "string", "enum": labels});
    record["heads"] = json!({"type": "object", "additionalProperties": list(&id())});
    record["in_conflict"] = json!({"type": "object", "additionalProperties": list(&reference("head"))});
    record["links"] = list(&reference("linked"));
    record["links_total"] = whole();
    record["links_next"] = maybe_line();
    record
}

/// Schemas that are not of one kind.
fn shared() -> [(&'static str, Json); 10] {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
    let kinds = json!({"type": "string", "enum": kinds});
    let roles: Vec<&str> = LinkRole::TERMS.iter().map(|term| term.slug).collect();
    let texts = json!({"type": "object", "additionalProperties": line()});
    let problem = json!({
        "type": line(), "title": line(), "status": whole(), "code": line(), "details": texts,
    });
    let linked = json!({
        "id": id(), "role": {"type": "string", "enum": roles}, "outgoing": {"type": "boolean"}, "record": id(),
        "kind": kinds, "attributes": texts,
    });
    let act = json!({
        "id": id(), "number": {"type": ["integer", "null"]}, "at": line(), "actor": id(), "actor_name": maybe_line(),
        "device": id(), "act": line(), "parents": list(&id()), "reason": line(), "because": maybe_line(),
        "label": maybe_line(), "fields": {"type": "object"},
    });
    let project = json!({
        "id": id(), "code": line(), "name": line(), "name_ar": maybe_line(), "exercise": {"type": "boolean"},
        "clearance": line(), "may": list(&line()),
    });
    let found = json!({
        "kind": kinds, "total": whole(), "first": list(&strict(&json!({"id": id(), "name": line()}), &[])),
    });
    let checkpoint =
        json!({"origin": line(), "size": whole(), "root": line(), "note": line(), "key": line()});
    let opened = strict(&json!({"salt": line(), "value": {}}), &[]);
    let proof = json!({
        "act": id(), "key": line(), "proof": line(), "leaf": line(),
        "fields": {"type": "object", "additionalProperties": opened},
    });
    [
        ("problem", strict(&problem, &[])),
        ("warning", strict(&json!({"code": line(), "field": line(), "details": texts}), &[])),
        ("head", strict(&json!({"act": id(), "value": {}}), &[])),
        ("linked", strict(&linked, &[])),
        ("act", strict(&act, &[])),
        (
            "acts",
            strict(&json!({"acts": list(&reference("act")), "total": whole(), "next": maybe_line()}), &[]),
        ),
        ("projects", strict(&json!({"projects": list(&strict(&project, &[]))}), &[])),
        ("found", strict(&json!({"found": list(&strict(&found, &[]))}), &[])),
        ("checkpoint", strict(&checkpoint, &[])),
        ("proof", strict(&proof, &[])),
    ]
}
