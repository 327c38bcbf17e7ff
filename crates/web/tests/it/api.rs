//! The register for programs: the same rules as the pages, told in JSON.

use crate::site::{Answer, Site, reason, sites};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::id::ActorId;
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::Scope;
use register::people::{Factor, NewToken, Reach};
use serde_json::{Value, json};

pub const LABEL: AccessLabel = AccessLabel::Team;

/// A token of somebody, as they would make one.
pub async fn token(site: &Site, actor: ActorId, reach: Reach, clearance: AccessLabel) -> String {
    let people = &site.register.people;
    let secret = people.open_session(actor, Factor::Code).await.expect("session");
    let session = people.session(secret.expose()).await.expect("read").expect("live");
    let new = NewToken { name: "Try it".to_owned(), reach, clearance, days: 1 };
    let token = site.register.make_token(&session, site.scope.project, &new).await.expect("token");
    token.expose().to_owned()
}

/// A member of the project with a token.
pub async fn member(site: &mut Site, number: u128, roles: &[Role], reach: Reach) -> String {
    let actor = site.become_member(number, roles).await;
    token(site, actor, reach, LABEL).await
}

/// Asks with a token; no cookie is sent, and none may be set.
pub async fn ask(site: &Site, method: &Method, path: &str, token: &str, body: Option<&Value>) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8080");
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let answer = site.send(request.body(body).expect("request")).await;
    assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
    answer
}

pub async fn get(site: &Site, path: &str, token: &str) -> Answer {
    ask(site, &Method::GET, path, token, None).await
}

pub fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).expect("json")
}

/// The code of a problem document.
pub fn problem(answer: &Answer) -> (u16, String) {
    let body = json_of(answer);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(body["status"], answer.status.as_u16());
    assert_eq!(body["type"], format!("urn:sijil:problem:{}", body["code"].as_str().expect("code")));
    (answer.status.as_u16(), body["code"].as_str().expect("code").to_owned())
}

#[tokio::test]
async fn records_are_made_read_changed_and_proven() {
    for mut site in sites().await {
        let key = member(&mut site, 1, &[Role::Researcher], Reach::Write).await;
        let new = json!({"reason": "Enter it", "fields": {
            "title": "Mill", "when": {"edtf": "2017-06-10", "zone": "Asia/Damascus"},
        }});
        let made = ask(&site, &Method::POST, "/api/v1/records/incidents", &key, Some(&new)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let path = made.location().to_owned();
        let read = get(&site, &path, &key).await;
        assert_eq!(read.status, StatusCode::OK);
        let record = json_of(&read);
        assert_eq!(record["fields"]["when"]["earliest"], "2017-06-09T21:00:00Z", "bounds are computed");
        assert_eq!((record["label"].as_str(), record["kind"].as_str()), (Some("team"), Some("incident")));
        let head = record["heads"]["title"].clone();
        assert_eq!(head, json!([record["first_act"]]));

        let change = |title: &str, heads: &Value| json!({"reason": "Spelling", "fields": {"title": title}, "heads": {"title": heads}});
        let patch = Method::PATCH;
        let changed = json_of(&ask(&site, &patch, &path, &key, Some(&change("The mill", &head))).await);
        assert_eq!((&changed["fields"]["title"], &changed["conflicts"]), (&json!("The mill"), &json!(0)));
        // The same heads again: somebody else was faster.
        let stale = json_of(&ask(&site, &patch, &path, &key, Some(&change("Old mill", &head))).await);
        assert_eq!((&stale["fields"]["title"], &stale["conflicts"]), (&json!("The mill"), &json!(1)));
        let values: Vec<&Value> = stale["in_conflict"]["title"]
            .as_array()
            .expect("both")
            .iter()
            .map(|head| &head["value"])
            .collect();
        assert_eq!(values, ["The mill", "Old mill"]);
        let both = stale["heads"]["title"].clone();
        let settled = json_of(&ask(&site, &patch, &path, &key, Some(&change("The mill", &both))).await);
        assert_eq!((&settled["conflicts"], &settled["in_conflict"]), (&json!(0), &json!({})));
        // What is so already makes no act.
        let again = json_of(
            &ask(&site, &patch, &path, &key, Some(&change("The mill", &settled["heads"]["title"]))).await,
        );
        assert_eq!(again["head_act"], settled["head_act"]);

        let history = json_of(&get(&site, &format!("{path}/history?limit=3"), &key).await);
        assert_eq!((history["total"].as_i64(), history["acts"].as_array().map(Vec::len)), (Some(4), Some(3)));
        assert_eq!(history["acts"][1]["reason"], "Spelling");
        let rest = format!("{path}/history?after={}", history["next"].as_str().expect("more"));
        let rest = json_of(&get(&site, &rest, &key).await);
        assert_eq!((rest["acts"].as_array().map(Vec::len), &rest["next"]), (Some(1), &Value::Null));

        let act = record["first_act"].as_str().expect("act");
        let proof = format!("/api/v1/acts/{act}/proof");
        assert_eq!(problem(&get(&site, &proof, &key).await).0, 404, "not in the log yet");
        site.register.sequence().await.expect("numbered");
        let proof = json_of(&get(&site, &proof, &key).await);
        assert!(proof["proof"].as_str().expect("text").starts_with("c2sp.org/tlog-proof@v1"), "{proof}");
        assert_eq!(proof["fields"]["title"]["value"], "Mill");
        let checkpoint = json_of(&get(&site, "/api/v1/checkpoint", &key).await);
        assert!(checkpoint["size"].as_i64().expect("size") >= 4);
    }
}

#[tokio::test]
async fn lists_are_filtered_and_turned_page_by_page() {
    for mut site in sites().await {
        let paper = site.make(Kind::Source, json!({"name": "Paper"})).await;
        for number in 0..5 {
            let report = json!({"title": format!("Report {number}"), "source": paper});
            site.make(Kind::Report, report).await;
        }
        site.make(Kind::Report, json!({"title": "Of nobody"})).await;
        let key = member(&mut site, 1, &[Role::Statistician], Reach::Read).await;
        let mut seen = Vec::new();
        let mut path = format!("/api/v1/records/reports?source={paper}&limit=2");
        loop {
            let before = site.register.db.statements();
            let page = json_of(&get(&site, &path, &key).await);
            assert_eq!(site.register.db.statements() - before, 3, "a page costs the same");
            assert_eq!(page["total"], 5);
            seen.extend(page["records"].as_array().expect("list").iter().map(|row| row["id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/records/reports?source={paper}&limit=2&after={next}");
        }
        let count = seen.len();
        seen.sort_by_key(Value::to_string);
        seen.dedup();
        assert_eq!((count, seen.len()), (5, 5));
        let found = json_of(&get(&site, "/api/v1/search?q=paper", &key).await);
        assert_eq!(
            found["found"],
            json!([{"kind": "source", "total": 1, "first": [{"id": paper, "name": "Paper"}]}])
        );
        let project = json_of(&get(&site, "/api/v1/projects", &key).await);
        assert_eq!(project["projects"][0]["may"], json!(["read", "export"]));
        for (path, code) in [
            ("/api/v1/records/reports?limit=0", "limit-not-understood"),
            ("/api/v1/records/reports?limit=201", "limit-not-understood"),
            ("/api/v1/records/reports?sourc=1", "parameter-not-known"),
            ("/api/v1/records/reports?q=a&q=b", "parameter-not-known"),
            ("/api/v1/records/reports?source=paper", "record-not-known"),
            ("/api/v1/records/reports?after=x", "code-not-recognised"),
            ("/api/v1/search", "parameter-missing"),
        ] {
            assert_eq!(problem(&get(&site, path, &key).await), (422, code.to_owned()), "{path}");
        }
    }
}

#[tokio::test]
async fn closed_and_absent_are_answered_alike_and_reading_is_noted() {
    for mut site in sites().await {
        let open = site.make(Kind::Incident, json!({"title": "Mill"})).await;
        let closed = site.make(Kind::Incident, json!({"title": "Mill of the canary"})).await;
        let custodian = site.become_member(1, &[Role::Custodian]).await;
        let member = Member {
            person: custodian,
            roles: vec![Role::Custodian, Role::Researcher],
            clearance: AccessLabel::Sealed,
            ended: false,
            note: None,
        };
        let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
        work.set_member(&member).await.expect("member");
        work.narrow(Kind::Incident, closed, AccessLabel::Sensitive).await.expect("narrowed");
        work.commit().await.expect("kept");
        site.register.sequence().await.expect("numbered");
        let act = site.register.record(site.scope, Kind::Incident, closed).await.expect("record").first_act;
        // The same person's tokens: a wide one, and one up to its default label.
        let cleared = token(&site, custodian, Reach::Write, AccessLabel::Sensitive).await;
        let plain = token(&site, custodian, Reach::Write, LABEL).await;
        let gone = uuid::Uuid::from_u128(7).to_string();
        let closed = closed.to_string();
        for (path, id) in [
            ("/api/v1/records/incidents/{id}", &closed),
            ("/api/v1/records/incidents/{id}/history", &closed),
            ("/api/v1/acts/{id}/proof", &act.to_string()),
        ] {
            let path = |id: &str| path.replace("{id}", id);
            assert_eq!(get(&site, &path(id), &cleared).await.status, StatusCode::OK, "{}", path(id));
            let before = site.register.db.statements();
            let hidden = get(&site, &path(id), &plain).await;
            let used = site.register.db.statements() - before;
            let before = site.register.db.statements();
            let absent = get(&site, &path(&gone), &plain).await;
            assert_eq!(site.register.db.statements() - before, used, "{}", path(id));
            assert_eq!(problem(&hidden), (404, "not-found".to_owned()));
            assert_eq!(hidden.bytes, absent.bytes);
        }
        // Nor can its id be used to find out whether it is there.
        let link = |to: &str| json!({"reason": "r", "fields": {"from": open, "from_kind": "incident", "role": "corrects", "to": to, "to_kind": "incident"}});
        for id in [&closed, &gone] {
            let answer = ask(&site, &Method::POST, "/api/v1/records/links", &plain, Some(&link(id))).await;
            assert_eq!(problem(&answer).1, "record-not-known");
            let patch = json!({"reason": "r", "fields": {"title": "T"}, "heads": {"title": [act]}});
            let path = format!("/api/v1/records/incidents/{id}");
            assert_eq!(problem(&ask(&site, &Method::PATCH, &path, &plain, Some(&patch)).await).0, 404);
        }
        for path in ["/api/v1/records/incidents", "/api/v1/search?q=mill"] {
            assert!(!get(&site, path, &plain).await.text().contains("canary"), "{path}");
            assert!(get(&site, path, &cleared).await.text().contains("canary"), "{path}");
        }
        let permit = site.register.permit(custodian, site.scope.project).await.expect("permit");
        let readings =
            site.register.readers_of(&permit, closed.parse().expect("id")).await.expect("readings");
        assert_eq!(readings.len(), 5, "three addresses, a list and a search");
        assert!(readings.iter().all(|reading| reading.actor == custodian));
    }
}

#[tokio::test]
async fn a_token_is_for_one_project() {
    for mut site in sites().await {
        let here = site.make(Kind::Incident, json!({"title": "Mill"})).await;
        let other =
            domain::record::Project { code: "other".into(), name: "Other".into(), ..Default::default() };
        let other = site.register.make_project(reason("Another"), &other).await.expect("project");
        let first = std::mem::replace(&mut site.scope, Scope::of(other));
        let there = member(&mut site, 1, &[Role::Researcher], Reach::Write).await;
        site.scope = first;
        site.become_member(1, &[Role::Researcher]).await;
        let answer = get(&site, &format!("/api/v1/records/incidents/{here}?project=test"), &there).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no such parameter");
        assert_eq!(problem(&get(&site, &format!("/api/v1/records/incidents/{here}"), &there).await).0, 404);
        let list = json_of(&get(&site, "/api/v1/records/incidents", &there).await);
        assert_eq!(list["total"], 0);
    }
}
