//! Passkeys on pages: offered where they can be used, and by which words where they cannot. That browsers make and use
//! them is tested against the running program in `e2e`.

use crate::site::{Site, reason, sites, teams};
use axum::http::{StatusCode, header};
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use register::limits::FRESH_SECONDS;
use register::people::{Factor, Newcomer, one_time};
use serde_json::Value;

/// Somebody with an account and a role; their session's factor was shown so many seconds ago.
async fn signed_in(site: &mut Site, seconds: i64) {
    let people = &site.register.people;
    let newcomer = Newcomer::new(&format!("layla{seconds}"), "Layla");
    let invitation = people.invite(&newcomer).await.expect("invitation");
    let app =
        people.enrol(invitation.expose(), "a long enough password", "s").await.expect("enrolled").secret;
    let code = one_time::code(app.expose(), people.now()).expect("code");
    people.accept(invitation.expose(), &code).await.expect("accepted");
    let person = newcomer.actor;
    let roles = vec![Role::Researcher];
    let member = Member { person, roles, clearance: AccessLabel::Team, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
    let then = people.at(people.now() - seconds);
    let session = then.open_session(person, Factor::Code).await.expect("session");
    site.cookie = format!("sijil-8080={}", session.expose());
}

fn purpose(purpose: &str) -> Vec<(String, String)> {
    vec![("purpose".to_owned(), purpose.to_owned())]
}

#[tokio::test]
async fn a_passkey_is_offered_where_it_can_be_used() {
    for site in teams().await {
        let page = site.get("/sign-in?back=/work").await.text();
        assert!(
            page.contains("data-passkey=\"/sign-in/passkey/begin\"") && page.contains("/assets/passkey.")
        );
        let numbers = site.get_at("127.0.0.1:8080", "/sign-in").await.text();
        assert!(!numbers.contains("data-passkey") && numbers.contains("name=\"password\""));
        let begun = site.post("/sign-in/passkey/begin", &[]).await;
        let options: Value = serde_json::from_slice(&begun.bytes).expect("json");
        assert_eq!(options["publicKey"]["rpId"], "localhost");
        let cookie = begun.headers[header::SET_COOKIE].to_str().expect("ascii");
        assert!(cookie.starts_with("sijil-ceremony-8080=") && cookie.contains("HttpOnly; SameSite=Strict"));
        let wrong = site.post("/sign-in/passkey", &[("answer".to_owned(), "{}".to_owned())]).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert!(wrong.text().contains("This passkey was not taken."), "{}", wrong.text());
        let arabic = site.get("/sign-in?lang=ar").await.text();
        assert!(arabic.contains("ادخل بمفتاح مرور") && !arabic.contains('⟦'), "{arabic}");
    }
    for site in sites().await {
        assert_eq!(site.post("/sign-in/passkey/begin", &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_account_adds_passkeys_after_a_fresh_factor_and_at_one_address() {
    for mut site in teams().await {
        signed_in(&mut site, FRESH_SECONDS).await;
        let page = site.get("/account").await.text();
        assert!(page.contains("You have no passkey.") && !page.contains("data-passkey"), "{page}");
        let begun = site.post("/account/passkey", &purpose("make")).await;
        assert_eq!(begun.status, StatusCode::UNPROCESSABLE_ENTITY, "confirm first");
        signed_in(&mut site, 0).await;
        let page = site.get("/account").await.text();
        assert!(page.contains("data-purpose=\"make\"") && page.contains("<noscript>"), "{page}");
        let begun = site.post("/account/passkey", &purpose("make")).await;
        let options: Value = serde_json::from_slice(&begun.bytes).expect("json");
        assert_eq!(options["publicKey"]["user"]["name"], "layla0");
        assert_eq!(site.post("/account/passkey", &purpose("show")).await.status, StatusCode::OK);
        let numbers = site.get_at("127.0.0.1:8080", "/account?lang=ar").await.text();
        assert!(numbers.contains("http://localhost:8080/") && !numbers.contains("data-passkey"), "{numbers}");
        assert!(!numbers.contains('⟦'), "{numbers}");
    }
}
