//! The vectors of the specification are what this crate makes. `SIJIL_WRITE_VECTORS=1` writes them anew.

use crate::{SECRET, act, leaves, log_of, signer};
use ledger::canonical::{canonical, hex};
use ledger::commitment::{commitment, salt};
use ledger::tile::{Part, Tile};
use ledger::tree::{Hash, consistency, inclusion, leaf_hash, root};
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

/// Canonical texts, and values that have none.
fn canonical_cases() -> Value {
    let values = [
        json!(null),
        json!([true, false, 0, -1, i64::MIN, u64::MAX, 9_007_199_254_740_993_u64]),
        json!({}),
        json!([]),
        json!(""),
        json!("\u{0}\u{8}\t\n\u{b}\u{c}\r\u{1f} \"\\/\u{7f}\u{80}\u{2028}"),
        json!("الرقة \u{1f54a} Ra\u{301}"),
        json!({"b": {"z": 1, "a": [{"y": 2, "x": 1}]}, "a": 1, "A": 2, "": 3, "aa": 4, "1": 5, "10": 6, "9": 7}),
        json!({"\u{e000}": "after, by UTF-16 units", "\u{10000}": "before", "\u{ffff}": "last", "é": "first"}),
    ];
    let cases = values.iter().map(|value| {
        let text = canonical(value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), *value);
        json!({"value": value, "canonical": text})
    });
    let refused = ["1.5", "[1e2]", "{\"a\":-0.0}", "18446744073709551616"];
    for text in refused {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(canonical(&value).unwrap_err().code(), "number-not-whole", "{text}");
    }
    json!({"canonical": cases.collect::<Vec<_>>(), "refused": refused})
}

/// Roots and proofs of small trees, and where the files of logs stand.
fn tree_cases() -> Value {
    let hashes: Vec<Hash> = (0..21_u64).map(|number| leaf_hash(&number.to_be_bytes())).collect();
    let mut nodes = hashes.as_slice();
    let texts = |hashes: Vec<Hash>| hashes.iter().map(|hash| hex(hash)).collect::<Vec<_>>();
    let roots: Vec<String> = (0..=21).map(|size| hex(&root(&mut nodes, size).unwrap())).collect();
    let included = [(0, 1), (0, 2), (1, 3), (6, 7), (7, 8), (12, 13), (20, 21), (9, 21)].map(|(index, size)| {
        json!({"index": index, "size": size, "proof": texts(inclusion(&mut nodes, index, size).unwrap())})
    });
    let consistent = [(1, 1), (1, 2), (3, 7), (4, 8), (6, 8), (13, 21), (16, 21)].map(|(old, size)| {
        json!({"old": old, "size": size, "proof": texts(consistency(&mut nodes, old, size).unwrap())})
    });
    let files = [0, 1, 256, 257, 70_000].map(|size| {
        let tiles = Tile::parts(size).into_iter().filter_map(|part| Tile::of_part(part, size, 0).last());
        json!({"size": size, "last_file_of_each_row": tiles.map(Tile::path).collect::<Vec<_>>()})
    });
    json!({
        "note": "leaf n is n in 8 bytes, big-endian",
        "roots_by_size": roots, "inclusion": included, "consistency": consistent, "files": files,
        "path_of_hash_tile_1234067": Tile { part: Part::Hashes(0), index: 1_234_067, width: 256 }.path(),
    })
}

#[test]
fn the_published_vectors_are_what_this_crate_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/vectors");
    for (name, made) in
        [("ledger.json", made()), ("canonical.json", canonical_cases()), ("tree.json", tree_cases())]
    {
        let (path, made) = (folder.join(name), format!("{made:#}\n"));
        if std::env::var_os("SIJIL_WRITE_VECTORS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), made, "{name}");
    }
}
