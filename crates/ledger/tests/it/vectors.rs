//! The vectors of the specification are what this crate makes. `SIJIL_WRITE_VECTORS=1` writes them anew.

use crate::{SECRET, act, leaves, log_of, signer};
use ledger::canonical::{canonical, hex};
use ledger::commitment::{commitment, salt};
use serde_json::{Value, json};
use std::path::Path;

fn made() -> Value {
    let act = act(1);
    let fields: Value = act
        .fields
        .iter()
        .map(|(name, value)| {
            let salt = salt(&SECRET, name);
            let parts = json!({"value": value, "canonical": canonical(value).unwrap(), "salt": hex(&salt),
                "commitment": hex(&commitment(&salt, name, value).unwrap())});
            (name.clone(), parts)
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    let folder = tempfile::tempdir().unwrap();
    let log = log_of(folder.path(), &[300]);
    json!({
        "secret": hex(&SECRET),
        "act": act,
        "fields": fields,
        "leaf": String::from_utf8(leaves(1..2).remove(0)).unwrap(),
        "log": {
            "seed": hex(&[42; 32]), "key": signer().verifier().to_string(), "leaves": 300,
            "note": "leaf n is the act above with n for 1 in its id, title, and subject (plus 1,000,000)",
            "checkpoint": log.checkpoint().text(), "proof_of_leaf_1": log.proof(1).unwrap(),
        },
    })
}

#[test]
fn the_published_vectors_are_what_this_crate_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/vectors/ledger.json");
    let made = format!("{:#}\n", made());
    if std::env::var_os("SIJIL_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), made);
}
