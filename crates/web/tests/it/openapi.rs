//! The description of the addresses for programs: that it is whole, and the same as the one that readers are given.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use web::access::TABLE;
use web::api::{is_below, openapi};

const METHODS: [&str; 3] = ["get", "post", "patch"];

/// The addresses described, with their methods; a kind is put back to `{kind}`.
fn described(document: &Value) -> BTreeSet<(String, &'static str)> {
    let mut found = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let mut parts: Vec<&str> = path.split('/').collect();
        if parts.get(3) == Some(&"records") {
            parts[4] = "{kind}";
        }
        let path = parts.join("/");
        found.extend(
            METHODS
                .into_iter()
                .filter(|method| methods.get(*method).is_some())
                .map(|method| (path.clone(), method)),
        );
    }
    found
}

#[test]
fn every_address_for_programs_is_described_and_no_other() {
    let document = openapi::document();
    let mut expected = BTreeSet::new();
    for (route, read, send) in TABLE.iter().filter(|(route, ..)| is_below(route)) {
        let sends = if route.contains("{id}") { "patch" } else { "post" };
        expected.extend(read.map(|_| ((*route).to_owned(), "get")));
        expected.extend(send.map(|_| ((*route).to_owned(), sends)));
    }
    assert_eq!(described(&document), expected);
}

fn references<'value>(value: &'value Value, found: &mut BTreeSet<&'value str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn nothing_is_referred_to_that_is_not_there_and_nothing_stands_unused() {
    let document = openapi::document();
    let mut named = BTreeSet::new();
    references(&document, &mut named);
    for name in &named {
        assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name}");
    }
    for part in ["schemas", "responses"] {
        for name in document["components"][part].as_object().expect("part").keys() {
            assert!(named.contains(format!("#/components/{part}/{name}").as_str()), "{name} is unused");
        }
    }
    let mut operations = BTreeSet::new();
    for methods in document["paths"].as_object().expect("paths").values() {
        for method in METHODS.iter().filter_map(|method| methods.get(*method)) {
            let id = method["operationId"].as_str().expect("an id");
            assert!(operations.insert(id), "{id} stands twice");
        }
    }
    assert!(operations.len() > 90, "{}", operations.len());
}

/// The document with one address or schema a line, so that a change shows where it is.
fn lines(document: &Value) -> String {
    let part = |value: &Value| {
        let members = value.as_object().expect("an object").iter();
        let members: Vec<String> =
            members.map(|(name, value)| format!("{}:{value}", Value::from(name.as_str()))).collect();
        format!("{{\n{}\n}}", members.join(",\n"))
    };
    let mut rest = document.clone();
    let mut parts = Vec::new();
    for (pointer, mark) in
        [("/paths", "PATHS"), ("/components/schemas", "SCHEMAS"), ("/components/responses", "RESPONSES")]
    {
        let value = rest.pointer_mut(pointer).expect("a part");
        parts.push((format!("\"{mark}\""), part(value)));
        *value = mark.into();
    }
    let mut text = rest.to_string();
    for (mark, part) in parts {
        text = text.replacen(&mark, &part, 1);
    }
    text + "\n"
}

/// `SIJIL_WRITE_REFERENCE=1 cargo test -p web openapi` writes it.
#[test]
fn the_reference_is_what_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
    let document = lines(&openapi::document());
    if std::env::var_os("SIJIL_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &document).expect("written");
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(held == document, "docs/reference/openapi.json fell behind: run with SIJIL_WRITE_REFERENCE=1");
}
