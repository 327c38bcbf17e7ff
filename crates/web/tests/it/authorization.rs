//! Every address × every role: nobody gets through where no role of theirs allows it, and nobody is kept out where one
//! does. The addresses are read out of `routes.rs`; one that the table of access does not know fails here and is
//! refused to everybody.

use super::api::{LABEL, ask, token};
use super::kept::{coming, take};
use super::site::{Site, reason, sites};
use axum::http::{Method, StatusCode};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use register::people::Reach;
use register::permission::{Operation, allows};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use web::access::{Needs, TABLE, needs};
use web::api::{is_below, makes};

/// Each address of the route file with the methods its line names.
fn declared() -> Vec<(String, Vec<Method>)> {
    let text = include_str!("../../src/routes.rs");
    let mut found = Vec::new();
    let mut line_before = String::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("pub const ") {
            let path = rest.split('"').nth(1).expect("a path").to_owned();
            let named =
                line_before.trim_start_matches("/// ").split(':').next().unwrap_or_default().to_owned();
            if !named.starts_with("GET") && !named.starts_with("POST") {
                continue;
            }
            let methods = named.split(", ").map(|name| name.parse().expect("a method")).collect();
            found.push((path, methods));
        }
        line.clone_into(&mut line_before);
    }
    found
}

#[test]
fn the_table_of_access_knows_every_address_and_no_other() {
    let declared = declared();
    assert!(declared.len() > 30);
    for (path, methods) in &declared {
        let (reads, sends) =
            (methods.contains(&Method::GET), methods.iter().any(|method| method != Method::GET));
        assert_eq!(needs(path, &Method::GET).is_some(), reads, "GET {path}");
        assert_eq!(needs(path, &Method::POST).is_some(), sends, "POST {path}");
    }
    let paths: BTreeSet<&str> = declared.iter().map(|(path, _)| path.as_str()).collect();
    assert!(TABLE.iter().all(|(path, ..)| paths.contains(path)));
    assert_eq!(TABLE.len(), paths.len());
    let open: Vec<&str> = TABLE
        .iter()
        .filter(|(_, read, send)| [read, send].contains(&&Some(Needs::Nothing)))
        .map(|(path, ..)| *path)
        .collect();
    assert_eq!(
        open,
        [
            "/sign-in",
            "/sign-in/code",
            "/sign-in/passkey/begin",
            "/sign-in/passkey",
            "/invitation",
            "/invitation/code",
            "/api/v1/openapi.json",
            "/display",
            "/assets/{*name}",
            "/health"
        ],
        "what anybody may ask is listed here"
    );
}

/// Ids that stand for the parts of an address.
pub fn filled(path: &str, made: &BTreeMap<&str, String>) -> String {
    let id = match path.split('/').nth(1) {
        Some("tasks") => &made["task"],
        Some("approvals") => &made["approval"],
        Some("assessments") => &made["assessment"],
        Some("releases") => &made["release"],
        Some("items") => &made["item"],
        Some("log") => &made["act"],
        Some("api") if path.contains("/acts/") => &made["act"],
        _ => &made["incident"],
    };
    path.replace("{id}", id)
        .replace("{size}", "1")
        .replace("{kind}", "incidents")
        .replace("{code}", "EX009")
        .replace("{upload}", &made["incident"])
        .replace("{*name}", "sijil.css")
}

pub async fn made(site: &Site) -> BTreeMap<&'static str, String> {
    let incident = site.make(Kind::Incident, json!({"title": "Mill", "codes": ["EX009"]})).await;
    let own = json!({"incident": incident, "version": 1, "basis": "own", "grade": "weak"});
    let assessment = site.make(Kind::Assessment, own).await;
    let release = site.make(Kind::Release, json!({"publisher": "Force"})).await;
    let file = vec![(coming("order.txt"), b"order".to_vec())];
    let item = take(&site.register, site.scope, file, AccessLabel::Team).await.expect("taken")[0].id;
    let mut work = site.register.begin(reason("Prepare"), site.scope.project).await.expect("work");
    let task = work.take_up(incident).await.expect("task");
    work.commit().await.expect("kept");
    site.register.sequence().await.expect("numbered");
    let act = site.register.record(site.scope, Kind::Incident, incident).await.expect("record").head_act;
    let named = |name, id: RecordId| (name, id.to_string());
    let mut made = BTreeMap::from([
        named("incident", incident),
        named("assessment", assessment),
        named("release", release),
        named("task", task),
        named("item", item),
        // No approval stands open: whoever may not decide must be told so before whether there is one.
        ("approval", task.to_string()),
    ]);
    made.insert("act", act.to_string());
    made
}

#[tokio::test]
async fn every_address_for_every_role() {
    for mut site in sites().await {
        let made = made(&site).await;
        let mut tried = 0;
        for (number, role) in (1..).zip(Role::ALL) {
            let person = site.become_member(number, &[*role]).await;
            for (route, read, send) in TABLE.iter().filter(|(route, ..)| !is_below(route)) {
                // Whoever signed out a step before comes in again.
                site.hand_to(person).await;
                let path = filled(route, &made);
                for (method, needs) in [(Method::GET, read), (Method::POST, send)] {
                    let Some(needs) = needs else { continue };
                    let answer = match method {
                        Method::GET => site.get(&path).await,
                        _ => site.post(&path, &[("do".to_owned(), "nothing".to_owned())]).await,
                    };
                    let refused = answer.status == StatusCode::FORBIDDEN;
                    let told = format!("{role:?} {method} {path}: {}", answer.status);
                    match needs {
                        Needs::May(operation) => assert_eq!(refused, !allows(*role, *operation), "{told}"),
                        Needs::Varies => {
                            assert!(!answer.status.is_success() || method == Method::GET, "{told}");
                        }
                        Needs::Session | Needs::Nothing => assert!(!refused, "{told}"),
                    }
                    assert!(!answer.status.is_server_error(), "{told}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 380, "{tried}");
    }
}

#[tokio::test]
async fn an_edit_form_is_for_whoever_may_change_that_kind() {
    for mut site in sites().await {
        let mut records = vec![(Kind::Incident, site.make(Kind::Incident, json!({"title": "T"})).await)];
        for (kind, body) in [
            (Kind::Source, json!({"name": "S"})),
            (Kind::Place, json!({"code": "P", "name": "P"})),
            (Kind::Release, json!({"publisher": "P"})),
            (Kind::Belligerent, json!({"name": "B"})),
        ] {
            records.push((kind, site.make(kind, body).await));
        }
        for (number, role) in (1..).zip(Role::ALL) {
            site.become_member(number, &[*role]).await;
            for (kind, id) in &records {
                let path = format!("/records/{}/{id}/edit", kind.plural());
                let operation = Operation::to_write(*kind).expect("an operation");
                let may =
                    allows(*role, operation) || (*kind == Kind::Incident && allows(*role, Operation::Locate));
                let expected = if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(site.get(&path).await.status, expected, "{role:?} {kind:?}");
            }
        }
    }
}

#[tokio::test]
async fn without_a_session_only_what_is_public_answers() {
    for mut site in sites().await {
        let made = made(&site).await;
        site.cookie.clear();
        for (route, read, send) in TABLE {
            let path = filled(route, &made);
            for (method, needs) in [(Method::GET, read), (Method::POST, send)] {
                let Some(needs) = needs else { continue };
                let answer = match method {
                    Method::GET => site.get(&path).await,
                    _ => site.post(&path, &[]).await,
                };
                // The pages to sign in on are a team's only.
                if route.starts_with("/sign-in") || route.starts_with("/invitation") {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
                    continue;
                }
                let is_open = answer.status != StatusCode::UNAUTHORIZED;
                assert_eq!(is_open, *needs == Needs::Nothing, "{method} {path}: {}", answer.status);
            }
        }
    }
}

#[tokio::test]
async fn whoever_is_in_no_project_sees_none() {
    for mut site in sites().await {
        let made = made(&site).await;
        site.hand_to(domain::id::ActorId(uuid::Uuid::from_u128(99))).await;
        for (route, read, _) in TABLE.iter().filter(|(route, ..)| !is_below(route)) {
            if matches!(read, Some(Needs::May(_) | Needs::Varies)) {
                let path = filled(route, &made);
                let answer = site.get(&path).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
                assert!(answer.text().contains("no role in any project"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_in_another_project_is_not_there() {
    for mut site in sites().await {
        let made = made(&site).await;
        let source = site.make(Kind::Source, json!({"name": "Paper"})).await;
        let incident: RecordId = made["incident"].parse().expect("id");
        let mut work = site.register.begin(reason("Link"), site.scope.project).await.expect("work");
        let (from, to) = ((Kind::Source, source.0), (Kind::Incident, incident.0));
        work.link(from, LinkRole::SourceOf, to, BTreeMap::new()).await.expect("link");
        work.commit().await.expect("kept");
        let other =
            domain::record::Project { code: "other".into(), name: "Other".into(), ..Default::default() };
        let other = site.register.make_project(reason("Another"), &other).await.expect("project");
        let here = std::mem::replace(&mut site.scope, register::Scope::of(other));
        site.become_member(1, &[Role::Researcher, Role::Reviewer]).await;
        site.scope = here;
        let gone = uuid::Uuid::from_u128(7).to_string();
        for route in [
            "/incidents/{id}",
            "/incidents/{id}/work",
            "/incidents/{id}/changes",
            "/incidents/{id}/independence",
            "/assessments/{id}/review",
            "/records/incidents/{id}",
            "/records/incidents/{id}/history",
            "/records/incidents/{id}/edit",
            "/log/acts/{id}",
            "/log/acts/{id}/leaf",
            "/log/acts/{id}/proof",
        ] {
            let id = &made[if route.starts_with("/log") {
                "act"
            } else if route.starts_with("/ass") {
                "assessment"
            } else {
                "incident"
            }];
            let before = site.register.db.statements();
            let closed = site.get(&route.replace("{id}", id)).await;
            let used = site.register.db.statements() - before;
            let before = site.register.db.statements();
            let missing = site.get(&route.replace("{id}", &gone)).await;
            assert_eq!(site.register.db.statements() - before, used, "{route}");
            assert_eq!(
                (closed.status, missing.status),
                (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
                "{route}"
            );
            let same = closed.text().replace(id, "…");
            assert_eq!(same, missing.text().replace(&gone, "…"), "{route}");
        }
        let nothing = site.page("/records?q=Paper").await;
        assert!(nothing.contains("Nothing holds"));
        for path in ["/incidents?q=Mill", "/export/source?format=csv", "/records/sources"] {
            let page = site.get(path).await.text();
            assert!(!page.contains("EX009") && !page.contains(">Paper<"), "{path}: {page}");
        }
    }
}

/// What a token of somebody with one role may send: nothing that its owner may not, nothing at all where it reads only.
fn may_send(role: Role, reach: Reach, kind: Kind) -> bool {
    // What is not made as a record is told so, whoever asks.
    !makes(kind)
        || (reach == Reach::Write
            && Operation::to_write(kind).is_none_or(|operation| allows(role, operation)))
}

#[tokio::test]
async fn every_address_for_programs_for_every_role_and_reach() {
    for mut site in sites().await {
        let made = made(&site).await;
        let mut tried = 0;
        for (number, role) in (1..).zip(Role::ALL) {
            let person = site.become_member(number, &[*role]).await;
            for reach in Reach::ALL {
                let key = token(&site, person, reach, LABEL).await;
                for (route, read, send) in TABLE.iter().filter(|(route, ..)| is_below(route)) {
                    let path = filled(route, &made);
                    let path = if path.ends_with("/search") { format!("{path}?q=mill") } else { path };
                    let answer = ask(&site, &Method::GET, &path, &key, None).await;
                    let may = match read {
                        Some(Needs::May(operation)) => allows(*role, *operation),
                        _ => true,
                    };
                    assert_eq!(answer.status == StatusCode::OK, may, "{role:?} {reach:?} {path}");
                    tried += 1;
                    let Some(_) = send else { continue };
                    tried += sent(&site, route, (*role, reach), &key, &made).await;
                }
            }
        }
        assert!(tried > 500, "{tried}");
    }
}

/// Tries every kind at an address that takes something.
async fn sent(
    site: &Site,
    route: &str,
    (role, reach): (Role, Reach),
    key: &str,
    made: &BTreeMap<&str, String>,
) -> usize {
    let body = json!({"reason": "r", "fields": {}});
    let change = json!({"reason": "r", "fields": {"title": "T"}, "heads": {}});
    if route.contains("{id}") {
        let answer = ask(site, &Method::PATCH, &filled(route, made), key, Some(&change)).await;
        let may = may_send(role, reach, Kind::Incident)
            || (reach == Reach::Write && allows(role, Operation::Locate));
        assert_eq!(answer.status != StatusCode::FORBIDDEN, may, "{role:?} {reach:?} {route}");
        assert!(answer.status.is_client_error(), "{}", answer.text());
        return 1;
    }
    for kind in Kind::ALL {
        let path = route.replace("{kind}", kind.plural());
        let answer = ask(site, &Method::POST, &path, key, Some(&body)).await;
        let is_refused = answer.status == StatusCode::FORBIDDEN;
        assert_eq!(is_refused, !may_send(role, reach, *kind), "{role:?} {reach:?} {path}: {}", answer.text());
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.text());
    }
    Kind::ALL.len()
}

#[tokio::test]
async fn a_token_of_somebody_who_left_opens_nothing() {
    for mut site in sites().await {
        let made = made(&site).await;
        let person = site.become_member(1, &[Role::Researcher]).await;
        let key = token(&site, person, Reach::Write, LABEL).await;
        let member = domain::record::Member {
            person,
            roles: vec![Role::Researcher],
            clearance: LABEL,
            ended: true,
            note: None,
        };
        let mut work = site.register.begin(reason("They left"), site.scope.project).await.expect("work");
        work.set_member(&member).await.expect("member");
        work.commit().await.expect("kept");
        for (route, read, _) in TABLE.iter().filter(|(route, ..)| is_below(route)) {
            let answer = ask(&site, &Method::GET, &filled(route, &made), &key, None).await;
            let expected = if *read == Some(Needs::Nothing) { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{route}");
        }
    }
}
