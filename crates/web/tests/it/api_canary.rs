//! The canaries of closed records, looked for with tokens: a lesser one finds none in any answer to a program, one
//! that is cleared for everything finds them all.

use crate::api::{get, token};
use crate::canary::{needles, person};
use crate::planted::{Planted, plant};
use crate::site::{Site, sites};
use axum::http::StatusCode;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use register::people::Reach;
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything that a token is answered when it asks for whatever it is told of.
async fn everything(site: &Site, token: &str) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    let mut waiting: Vec<String> =
        Kind::ALL.iter().map(|kind| format!("/api/v1/records/{}?limit=200", kind.plural())).collect();
    waiting.extend(["projects", "checkpoint"].map(|name| format!("/api/v1/{name}")));
    for word in Planted::words(AccessLabel::Team) {
        waiting.push(format!("/api/v1/search?q={word}"));
        waiting.extend(Kind::ALL.iter().map(|kind| format!("/api/v1/records/{}?q={word}", kind.plural())));
    }
    while let Some(path) = waiting.pop() {
        let answer = get(site, &path, token).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let read: Value = serde_json::from_slice(&answer.bytes).expect("json");
        if !path.contains("q=") {
            for record in read["records"].as_array().into_iter().flatten() {
                let kind = Kind::parse(record["kind"].as_str().expect("a kind")).expect("known");
                let record_path =
                    format!("/api/v1/records/{}/{}", kind.plural(), record["id"].as_str().expect("an id"));
                waiting.push(format!("{record_path}/history"));
                waiting.push(record_path);
                waiting.push(format!("/api/v1/acts/{}/proof", record["head_act"].as_str().expect("an act")));
            }
        }
        // What was asked for stands in no answer by itself.
        answers.insert(path, answer.text());
    }
    answers
}

#[tokio::test]
async fn a_lesser_token_finds_no_canary_anywhere() {
    for site in sites().await {
        let planted = plant(&site.register, site.scope, true).await;
        site.register.sequence().await.expect("sequenced");
        let keeper = person(&site, AccessLabel::Sealed).await;
        site.register.sequence().await.expect("sequenced");
        for clearance in [AccessLabel::Team, AccessLabel::Sensitive] {
            let lesser = person(&site, clearance).await;
            site.register.sequence().await.expect("sequenced");
            // The same label, given by the project or chosen for the token.
            for actor in [lesser, keeper] {
                let key = token(&site, actor, Reach::Read, clearance).await;
                let answers = everything(&site, &key).await;
                assert!(answers.len() > 100, "{}", answers.len());
                let needles = needles(&planted, clearance);
                let hits: Vec<&String> = answers
                    .iter()
                    .filter(|(_, text)| needles.iter().any(|needle| text.contains(needle.as_str())))
                    .map(|(path, _)| path)
                    .collect();
                assert_eq!(hits, Vec::<&String>::new(), "{clearance:?}");
            }
        }
        let key = token(&site, keeper, Reach::Read, AccessLabel::Sensitive).await;
        let all: String = everything(&site, &key).await.into_values().collect();
        let sealed = needles(&planted, AccessLabel::Sensitive);
        let sensitive: Vec<_> = needles(&planted, AccessLabel::Team)
            .into_iter()
            .filter(|needle| !sealed.contains(needle))
            .filter(|needle| !planted.merged.iter().any(|id| id.to_string() == *needle))
            .collect();
        assert!(!sensitive.is_empty());
        for needle in sensitive {
            assert!(all.contains(&needle), "{needle}");
        }
    }
}
