//! The guards through the whole stack of layers: session, host, cross-site, errors, headers, assets.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::routing::{get, post};
use register::db::{Access, Address};
use register::people::People;
use tower::ServiceExt;
use web::guard::Hosts;
use web::session::{Entrance, Key, Sessions};
use web::{Config, router, routes};

const HOST: &str = "localhost:8080";

/// The guards around a few routes, with people in a folder that stays as long as the first of the two.
async fn site() -> (tempfile::TempDir, Router) {
    let folder = tempfile::tempdir().expect("folder");
    let address = Address::File(folder.path().join("people.sqlite"));
    let people = People::open_at(&address, Access::Write).await.expect("people");
    let key = Key::from_text("right");
    let sessions = Sessions::new(&people, &Entrance::Key(&key), 8080, None);
    // The frame's own addresses without those that need a register.
    let pages = Router::new()
        .route(routes::ASSETS, get(web::assets::show))
        .route(routes::DISPLAY, post(web::preference::choose))
        .route(routes::HEALTH, get(|| async { "ok" }))
        .fallback(|| async { web::error::Error::NotFound })
        .route("/page", get(|| async { "a page" }).post(|| async { "changed" }));
    (folder, router(&Config { hosts: Hosts::new(8080, None), sessions }, pages))
}

fn request(method: &str, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).expect("request")
}

async fn ask(site: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.expect("infallible");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.expect("body");
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

/// The cookie of a session opened with the right key.
async fn signed_in(site: &Router) -> String {
    let (status, headers, _) = ask(site, request("GET", "/page?key=right&x=1", &[])).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], "/page?x=1");
    let cookie = headers[header::SET_COOKIE].to_str().expect("ascii");
    assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    cookie.split(';').next().expect("pair").to_owned()
}

#[tokio::test]
async fn without_the_key_every_page_says_what_to_do() {
    let (_folder, site) = site().await;
    for path in ["/", "/page", "/no-such-page", "/page?key=wrong"] {
        let (status, headers, body) = ask(&site, request("GET", path, &[])).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(body.contains("Open the address that Sijil printed."), "{body}");
        assert!(!headers.contains_key(header::SET_COOKIE));
    }
    let (status, _, body) = ask(&site, request("GET", routes::HEALTH, &[])).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "ok"));
}

#[tokio::test]
async fn the_key_opens_a_session_and_the_cookie_keeps_it() {
    let (_folder, site) = site().await;
    let cookie = signed_in(&site).await;
    let (status, headers, body) = ask(&site, request("GET", "/page", &[("cookie", &cookie)])).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "a page"));
    assert_eq!(headers[header::CONTENT_SECURITY_POLICY], web::guard::CONTENT_SECURITY_POLICY);
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
    let (status, ..) = ask(&site, request("GET", "/page", &[("cookie", "sijil-8080=guess")])).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn errors_speak_the_readers_language_and_carry_the_headers() {
    let (_folder, site) = site().await;
    let cookie = signed_in(&site).await;
    let (status, headers, body) =
        ask(&site, request("GET", "/nowhere?lang=ar", &[("cookie", &cookie)])).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(
        body.contains(r#"<html lang="ar" dir="rtl">"#) && body.contains("<code>not-found</code>"),
        "{body}"
    );
    assert!(headers[header::SET_COOKIE].to_str().expect("ascii").starts_with("lang=ar;"));
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    let (status, headers, body) = ask(&site, request("GET", "/api/nowhere", &[("cookie", &cookie)])).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "no session opens what is for programs");
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(body.contains(r#""code":"token-refused""#), "{body}");
    let (status, _, body) = ask(&site, request("DELETE", "/page", &[("cookie", &cookie)])).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(body.contains("method-not-allowed"));
}

#[tokio::test]
async fn changes_from_other_sites_and_other_names_are_refused() {
    let (_folder, site) = site().await;
    let cookie = signed_in(&site).await;
    let post = |fields: &[(&str, &str)]| {
        let mut all = vec![("cookie", cookie.as_str())];
        all.extend_from_slice(fields);
        request("POST", "/page", &all)
    };
    let (status, ..) = ask(&site, post(&[("sec-fetch-site", "same-origin")])).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _, body) = ask(&site, post(&[("sec-fetch-site", "cross-site")])).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(body.contains("cross-site"));
    let (status, ..) = ask(&site, post(&[("origin", "http://evil.example")])).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let rebound =
        Request::builder().uri("/page").header(header::HOST, "evil.example:8080").header("cookie", &cookie);
    let (status, ..) = ask(&site, rebound.body(Body::empty()).expect("request")).await;
    assert_eq!(status, StatusCode::MISDIRECTED_REQUEST);
    let (status, ..) =
        ask(&site, request("GET", &format!("/page?q={}", "a".repeat(9000)), &[("cookie", &cookie)])).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_theme_is_remembered_and_the_reader_goes_back() {
    let (_folder, site) = site().await;
    let cookie = signed_in(&site).await;
    let choose = |body: &'static str| {
        Request::builder()
            .method("POST")
            .uri(routes::DISPLAY)
            .header(header::HOST, HOST)
            .header("cookie", &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("request")
    };
    let (status, headers, _) = ask(&site, choose("theme=dark&back=%2Fpage%3Fx%3D1")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(headers[header::LOCATION], "/page?x=1");
    assert!(headers[header::SET_COOKIE].to_str().expect("ascii").starts_with("theme=dark;"));
    let public = Request::builder().method("POST").uri(routes::DISPLAY).header(header::HOST, HOST);
    let public = public.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let (status, ..) = ask(&site, public.body(Body::from("theme=light&back=%2F")).expect("request")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "the buttons of the 401 page work");
    let (_, headers, _) = ask(&site, choose("theme=dark&back=https%3A%2F%2Fevil.example")).await;
    assert_eq!(headers[header::LOCATION], "/");
}

#[tokio::test]
async fn assets_are_public_immutable_and_named_by_content() {
    let (_folder, site) = site().await;
    let address = web::assets::address("sijil.css");
    let (status, headers, body) = ask(&site, request("GET", &address, &[])).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert!(headers[header::CACHE_CONTROL].to_str().expect("ascii").contains("immutable"));
    assert!(body.contains("--accent") && !body.contains("plex-sans-400.woff2"));
    let tag = headers[header::ETAG].to_str().expect("ascii").to_owned();
    let (status, ..) = ask(&site, request("GET", &address, &[("if-none-match", &tag)])).await;
    assert_eq!(status, StatusCode::NOT_MODIFIED);
    let (status, ..) = ask(&site, request("GET", "/assets/sijil.css", &[])).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_server_ends_when_told_to() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (_folder, site) = site().await;
    let server = tokio::spawn(web::serve(listener, site, async {
        stopped.await.expect("sender lives");
    }));
    stop.send(()).expect("server lives");
    server.await.expect("no panic").expect("no error");
}
