//! A public address of https: cookies under names and terms that nothing else can read or write, passkeys for that
//! address, and browsers told to come no other way.

use crate::site::{Answer, Site, teams};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use std::sync::Arc;
use tower::ServiceExt;
use web::guard::Hosts;
use web::session::{Entrance, Sessions};

const HOST: &str = "sijil.example";

fn behind(site: &Site, public_url: &str) -> Router {
    let sessions = Sessions::new(&site.register.people, &Entrance::Accounts, 8080, Some(public_url));
    let config = web::Config { hosts: Hosts::new(8080, Some(public_url)), sessions };
    web::program(&config, Arc::clone(&site.register))
}

async fn ask(router: &Router, method: &str, path: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
    let request = request.header("sec-fetch-site", "same-origin").body(Body::empty()).expect("request");
    let (parts, body) = router.clone().oneshot(request).await.expect("infallible").into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.expect("body").to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

#[tokio::test]
async fn cookies_and_passkeys_belong_to_the_public_address() {
    for site in teams().await {
        let router = behind(&site, "https://sijil.example");
        let begun = ask(&router, "POST", "/sign-in/passkey/begin").await;
        assert_eq!(begun.status, StatusCode::OK);
        assert!(begun.text().contains("\"rpId\":\"sijil.example\""), "{}", begun.text());
        let cookie = begun.headers[header::SET_COOKIE].to_str().expect("ascii");
        assert!(cookie.starts_with("__Host-sijil-ceremony-8080="), "{cookie}");
        assert!(cookie.ends_with("; Path=/; Max-Age=300; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
        let chosen = ask(&router, "GET", "/sign-in?lang=ar").await;
        let cookies: Vec<_> = chosen.headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(!cookies.is_empty());
        for cookie in cookies {
            assert!(cookie.to_str().expect("ascii").ends_with("; Secure"), "{cookie:?}");
        }
        for path in ["/sign-in", "/nowhere", "/health", "/incidents"] {
            let answer = ask(&router, "GET", path).await;
            let told = answer.headers["strict-transport-security"].to_str().expect("ascii");
            assert_eq!(told, "max-age=63072000; includeSubDomains", "{path}");
        }
        assert!(!site.get("/sign-in").await.headers.contains_key("strict-transport-security"));
    }
}
