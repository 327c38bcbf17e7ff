//! Keys of the working pages: nothing of them before they are switched on, and then one module on those pages alone.

use super::site::{Site, sites};
use axum::http::{StatusCode, header};
use domain::kind::Kind;
use domain::vocabulary::Role;
use serde_json::json;

async fn task(site: &Site) {
    let incident = site.make(Kind::Incident, json!({"title": "Mill"})).await;
    let mut work =
        site.register.begin(super::site::reason("Prepare"), site.scope.project).await.expect("work");
    work.take_up(incident).await.expect("task");
    work.commit().await.expect("kept");
}

#[tokio::test]
async fn keys_are_for_whoever_switched_them_on() {
    let mut site = sites().await.remove(0);
    task(&site).await;
    site.become_member(1, &[Role::Researcher]).await;
    // `page` refuses any script.
    let plain = site.page("/work").await;
    assert!(!plain.contains("aria-keyshortcuts") && !plain.contains("<kbd>"), "{plain}");
    assert!(site.page("/account").await.contains("Switch the keys on"));
    let form =
        [("keys", "on"), ("back", "/account")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let switched = site.post("/display", &form).await;
    assert_eq!((switched.status, switched.location()), (StatusCode::SEE_OTHER, "/account"));
    assert!(switched.headers[header::SET_COOKIE].to_str().expect("ascii").starts_with("keys=on;"));
    site.cookie.push_str("; keys=on");

    let queue = site.get("/work").await.text();
    assert!(
        queue.contains("aria-keyshortcuts=\"t\"") && queue.contains("<kbd dir=\"ltr\">j</kbd>"),
        "{queue}"
    );
    assert_eq!(queue.matches("<script").count(), 1);
    let address = queue.split("<script type=\"module\" src=\"").nth(1).expect("a module");
    let module = site.get(address.split('"').next().expect("an address")).await;
    assert_eq!(module.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    assert!(module.text().contains("aria-keyshortcuts"));
    assert!(site.get("/work?lang=ar").await.text().contains("الصف التالي"));
    assert!(site.get("/approvals").await.text().contains("<script type=\"module\""));
    for path in ["/incidents", "/"] {
        assert!(!site.get(path).await.text().contains("<script"), "{path}");
    }
    assert!(
        !site.get("/account").await.text().contains("/assets/keys."),
        "passkeys have the one script there"
    );
    assert!(site.get("/account").await.text().contains("Switch the keys off"));
}
