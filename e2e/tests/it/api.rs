//! The addresses for programs against what a generator makes of their description: no failure here, and every answer
//! as described, for tokens of several roles.

use e2e::demonstration::Demonstration;
use e2e::http::{Client, Response};
use e2e::program::{Program, Server};
use e2e::schemathesis::{Run, Schemathesis};
use serde_json::Value;
use std::collections::BTreeMap;

/// Kinds whose records are asked for by their ids.
const KINDS: [&str; 6] = ["incidents", "assessments", "sources", "reports", "links", "tasks"];

/// Somebody's token, made on the page of their account in the exercise.
fn token(server: &Server, person: Option<&str>, reach: &str) -> String {
    let mut client = Client::new(server.origin());
    client.get(&server.entrance()[server.origin().len()..]).expect("let in");
    if let Some(person) = person {
        client.post_form("/practise", &[("person", person)]).expect("practising");
    }
    client.post_form("/project", &[("code", "exercise")]).expect("the exercise");
    let new = [("do", "make"), ("name", "Try it"), ("reach", reach), ("clearance", "team"), ("days", "1")];
    let page = client.post_form("/account/tokens", &new).expect("an answer").text();
    let secret = page.split("<code dir=\"ltr\">").nth(1).and_then(|rest| rest.split('<').next());
    secret.filter(|secret| secret.starts_with("sijil_")).expect("a token").to_owned()
}

fn ask(server: &Server, token: &str, path: &str) -> Response {
    let authorization = format!("Bearer {token}");
    Client::new(server.origin())
        .send("GET", path, &[("authorization", &authorization)], &[])
        .expect("an answer")
}

fn records(server: &Server, token: &str, kind: &str) -> Vec<Value> {
    let page = ask(server, token, &format!("/api/v1/records/{kind}?limit=20"));
    let page: Value = serde_json::from_slice(&page.body).expect("json");
    page["records"].as_array().expect("records").clone()
}

/// Ids that are there, by the paths they are asked for.
fn ids(server: &Server, token: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for kind in KINDS {
        let records = records(server, token, kind);
        let of = |name: &str| -> Vec<String> {
            records.iter().filter_map(|record| record[name].as_str().map(str::to_owned)).collect()
        };
        assert!(!records.is_empty(), "the exercise has {kind}");
        found.push((format!("/api/v1/records/{kind}/{{id}}"), of("id")));
        found.push((format!("/api/v1/records/{kind}/{{id}}/history"), of("id")));
        if kind == "incidents" {
            found.push(("/api/v1/acts/{id}/proof".to_owned(), of("first_act")));
        }
    }
    found
}

#[test]
fn what_a_generator_sends_is_answered_as_described() {
    let Some(schemathesis) = Schemathesis::prepare().expect("schemathesis where strict") else { return };
    let demonstration = Demonstration::copy().expect("a demonstration");
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    let server = Program::sijil().expect("a program to test").serve(&arguments).expect("it serves");
    let owner = token(&server, None, "write");
    let mut people = BTreeMap::new();
    for member in records(&server, &owner, "members") {
        for role in member["fields"]["roles"].as_array().expect("roles") {
            let person = member["fields"]["person"].as_str().expect("a pseudonym").to_owned();
            people.entry(role.as_str().expect("a role").to_owned()).or_insert(person);
        }
    }
    let ids = ids(&server, &owner);
    let others = "^/api/v1/(projects|search|checkpoint|acts|records/(incidents|links)(/|$))";
    let runs = [
        (owner.clone(), "^/api/", "fuzzing", 3),
        (owner, "^/api/v1/records/(reports|tasks)(/|$)", "coverage,stateful", 3),
        (token(&server, Some(&people["collector"]), "write"), others, "fuzzing,stateful", 4),
        (token(&server, Some(&people["reviewer"]), "read"), others, "fuzzing", 4),
    ];
    for (token, paths, phases, examples) in runs {
        let run = Run { origin: server.origin(), token: &token, paths, phases, examples, ids: &ids };
        let told = schemathesis.run(&run).expect("nothing is found");
        // A generator that was let in nowhere, or tried nothing, finds nothing either.
        let generated = told.lines().find_map(|line| line.trim().split_once(" generated, "));
        let generated: usize = generated.expect("a count").0.replace(',', "").parse().expect("a number");
        assert!(generated > 60 && !told.contains("Authentication failed: 1"), "{told}");
    }
    // Whatever was sent, the register still agrees with its log.
    drop(server);
    Program::sijil().expect("a program").succeed(&["fsck", &demonstration.argument()]).expect("whole");
}
