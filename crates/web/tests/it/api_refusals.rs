//! What a program is refused, and with which code.

use crate::api::{ask, get, json_of, member, problem};
use crate::site::{Site, sites};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::Role;
use register::people::Reach;
use serde_json::{Value, json};

/// The address of a case, its body, and the status and code it is refused with.
type Case = (String, Value, u16, &'static str);

/// A register with a report, an incident and its assessment.
struct Held {
    report: RecordId,
    head: ActId,
    incident: RecordId,
    assessment: RecordId,
}

async fn held(site: &Site) -> Held {
    let report = site.make(Kind::Report, json!({"title": "R"})).await;
    let head = site.register.record(site.scope, Kind::Report, report).await.expect("record").first_act;
    let incident = site.make(Kind::Incident, json!({"title": "Mill"})).await;
    let own = json!({"incident": incident, "version": 1, "basis": "own", "grade": "weak"});
    let assessment = site.make(Kind::Assessment, own).await;
    Held { report, head, incident, assessment }
}

fn making(held: &Held) -> Vec<Case> {
    let Held { report, incident, .. } = held;
    let gone = uuid::Uuid::from_u128(7);
    let report_of = |fields: Value| json!({"reason": "r", "fields": fields});
    let cases = [
        ("reports", json!({"reason": " ", "fields": {"title": "T"}}), 422, "reason-missing"),
        ("reports", json!({"reason": "x".repeat(2001), "fields": {"title": "T"}}), 422, "reason-too-long"),
        ("reports", report_of(json!({})), 422, "body-not-understood"),
        ("reports", report_of(json!({"title": "T", "source": gone})), 422, "record-not-known"),
        ("reports", report_of(json!({"title": "T", "source": report})), 422, "record-not-known"),
        ("reports", report_of(json!({"title": "T", "raw": {}})), 422, "field-not-taken"),
        ("reports", report_of(json!({"title": "T", "number": 1.5})), 422, "body-not-understood"),
        ("reports", report_of(json!({"title": "a\0b"})), 422, "null-character"),
        (
            "reports",
            report_of(json!({"title": "T", "published": {"edtf": "soon"}})),
            422,
            "date-not-understood",
        ),
        ("reports", json!({"fields": {"title": "T"}}), 400, "not-understood"),
        ("reports", json!({"reason": "r", "fields": {"title": "T"}, "more": 1}), 400, "not-understood"),
        ("reports", report_of(json!({"title": "T", "url": null})), 422, "null-not-taken"),
        ("tasks", report_of(json!({"incident": incident})), 405, "method-not-allowed"),
        ("projects", report_of(json!({"code": "x", "name": "X"})), 405, "method-not-allowed"),
        ("report", report_of(json!({"title": "T"})), 404, "not-found"),
    ];
    let address = |(kind, body, status, code)| (format!("/api/v1/records/{kind}"), body, status, code);
    cases.into_iter().map(address).collect()
}

fn changing(held: &Held) -> Vec<Case> {
    let Held { report, head, assessment, .. } = held;
    let heads = json!({"title": [head], "url": [head], "raw": [head]});
    let change = |fields: Value, heads: &Value| json!({"reason": "r", "because": "entered_wrongly", "fields": fields, "heads": heads});
    let unknown = json!({"title": [uuid::Uuid::from_u128(7)]});
    let unsaid = json!({"reason": "r", "fields": {"title": "T"}, "heads": heads});
    let one = format!("/api/v1/records/reports/{report}");
    let judged = format!("/api/v1/records/assessments/{assessment}");
    vec![
        (one.clone(), change(json!({"title": "T"}), &json!({})), 422, "heads-missing"),
        (one.clone(), change(json!({"title": "T"}), &json!({"title": []})), 422, "heads-missing"),
        (one.clone(), change(json!({"title": "T"}), &unknown), 422, "head-not-known"),
        (one.clone(), change(json!({}), &json!({})), 422, "change-empty"),
        (one.clone(), unsaid, 422, "because-missing"),
        (one.clone(), change(json!({"raw": {}}), &heads), 422, "field-not-changed"),
        (one.clone(), change(json!({"title": null}), &heads), 422, "body-not-understood"),
        (one.replace(&report.to_string(), "x"), change(json!({}), &heads), 404, "not-found"),
        (judged, change(json!({"grade": "fair"}), &json!({})), 405, "method-not-allowed"),
    ]
}

#[tokio::test]
async fn what_cannot_be_sent() {
    for mut site in sites().await {
        let held = held(&site).await;
        let key = member(&mut site, 1, &[Role::Researcher], Reach::Write).await;
        for (method, cases) in [(Method::POST, making(&held)), (Method::PATCH, changing(&held))] {
            for (path, body, status, code) in cases {
                let answer = ask(&site, &method, &path, &key, Some(&body)).await;
                assert_eq!(problem(&answer), (status, code.to_owned()), "{method} {path} {body}");
            }
        }
        let next = json!({"reason": "r", "fields": {"incident": held.incident, "version": 1, "basis": "own", "grade": "weak"}});
        let next = ask(&site, &Method::POST, "/api/v1/records/assessments", &key, Some(&next)).await;
        assert_eq!(json_of(&next)["fields"]["version"], 2, "the register numbers judgments");
        let long = json!({"reason": "r", "fields": {"title": "x".repeat(web::limits::API_BODY_BYTES_MAX)}});
        let long = ask(&site, &Method::POST, "/api/v1/records/reports", &key, Some(&long)).await;
        assert_eq!(problem(&long), (413, "too-large".to_owned()));
    }
}

#[tokio::test]
async fn only_json_is_read_and_answered() {
    for mut site in sites().await {
        let key = member(&mut site, 1, &[Role::Researcher], Reach::Write).await;
        let send = async |method: &str, path: &str, fields: &[(&str, &str)]| {
            let mut request =
                Request::builder().method(method).uri(path).header(header::HOST, "localhost:8080");
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            for (name, value) in fields {
                request = request.header(*name, *value);
            }
            site.send(request.body(Body::from("reason=r")).expect("request")).await
        };
        let reports = "/api/v1/records/reports";
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(problem(&send("POST", reports, &form).await), (415, "media-type".to_owned()));
        assert_eq!(problem(&send("POST", reports, &[]).await), (415, "media-type".to_owned()));
        assert_eq!(
            problem(&send("GET", reports, &[("accept", "text/html")]).await),
            (406, "not-acceptable".to_owned())
        );
        let refused = send("DELETE", reports, &[]).await;
        assert_eq!(problem(&refused), (405, "method-not-allowed".to_owned()));
        assert_eq!(refused.headers[header::ALLOW], "GET,HEAD,POST");
        let arabic = send("GET", "/api/v1/nowhere?lang=en", &[("accept-language", "ar")]).await;
        assert_eq!(problem(&arabic), (404, "not-found".to_owned()));
        assert!(json_of(&arabic)["title"].as_str().expect("words").contains('ا'));
        let crossing = [("content-type", "application/json"), ("sec-fetch-site", "cross-site")];
        assert_eq!(problem(&send("POST", reports, &crossing).await), (403, "cross-site".to_owned()));
    }
}

#[tokio::test]
async fn a_session_opens_no_api_and_a_token_no_page() {
    for mut site in sites().await {
        let key = member(&mut site, 1, &[Role::Researcher], Reach::Write).await;
        let with_cookie = site.get("/api/v1/projects").await;
        assert_eq!(problem(&with_cookie), (401, "token-refused".to_owned()));
        assert_eq!(with_cookie.headers[header::WWW_AUTHENTICATE], "Bearer realm=\"sijil\"");
        assert_eq!(get(&site, "/records", &key).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            get(&site, &format!("/api/v1/projects?key={key}"), "").await.status,
            StatusCode::UNAUTHORIZED
        );
        let document = get(&site, "/api/v1/openapi.json", "").await;
        assert_eq!(document.status, StatusCode::OK, "the description is public");
        for _ in 0..web::limits::WRONG_TOKENS_PER_MINUTE_MAX {
            get(&site, "/api/v1/projects", "sijil_wrong").await;
        }
        let waits = get(&site, "/api/v1/projects", "sijil_wrong").await;
        // A minute may have ended between two of them.
        assert!(["token-throttled", "token-refused"].contains(&problem(&waits).1.as_str()));
        assert_eq!(
            get(&site, "/api/v1/projects", &key).await.status,
            StatusCode::OK,
            "a right one never waits"
        );
    }
}
