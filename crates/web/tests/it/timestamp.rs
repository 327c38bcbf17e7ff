//! Outside time on the page of the log: every token with how far it was checked, both files, and a command to paste.

use super::authority::{Authority, ELLIPTIC};
use super::site::{Site, sites};
use axum::http::{StatusCode, header};
use domain::kind::Kind;
use jiff::Timestamp;
use serde_json::json;

/// Stamps the log as it is now; the number of its leaves.
async fn stamp(site: &Site, authority: &Authority) -> u64 {
    site.register.sequence().await.expect("numbered");
    let far = Timestamp::now() + jiff::SignedDuration::from_hours(24 * 400);
    let timestamps = site.register.timestamps();
    let nonce = site.register.nonce().expect("random");
    let asked = timestamps.due(nonce, far).expect("the log").expect("due");
    timestamps.keep(&asked, &authority.answer(&asked.request), Timestamp::now()).expect("kept");
    asked.checkpoint.size
}

#[tokio::test]
async fn tokens_are_listed_with_what_was_checked_and_both_files() {
    let Some(authority) = Authority::new(ELLIPTIC) else { return };
    for site in sites().await {
        assert!(site.page("/log").await.contains("No timestamp authority is set"));
        assert_eq!(site.get("/log/timestamps/1/token").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("/log/timestamps/x/token").await.status, StatusCode::NOT_FOUND);
        let mut sizes = Vec::new();
        for number in 0..12 {
            site.make(Kind::Incident, json!({"title": format!("Mill {number}")})).await;
            sizes.push(stamp(&site, &authority).await);
        }
        let last = sizes[11];
        let token = site.get(&format!("/log/timestamps/{last}/token")).await;
        assert_eq!(token.headers[header::CONTENT_TYPE], "application/timestamp-reply");
        let name = token.headers[header::CONTENT_DISPOSITION].to_str().expect("ascii");
        assert_eq!(name, format!("attachment; filename=\"{last}.tsr\""));
        let note = site.get(&format!("/log/timestamps/{last}/checkpoint")).await;
        assert!(authority.accepts(&token.bytes, &note.bytes), "what is downloaded is enough");

        let before = site.register.db.statements();
        let page = site.page("/log").await;
        assert!(site.register.db.statements() - before <= 9, "tokens cost no statement");
        let seconds = site.register.timestamps().latest(None, 1).expect("read")[0]
            .outcome
            .as_ref()
            .expect("it holds")
            .time
            .as_second();
        let command = format!(
            "openssl ts -verify -in {last}.tsr -data {last}.checkpoint -CAfile ROOT.pem -attime {seconds}"
        );
        assert!(page.contains(&command), "{page}");
        assert!(
            page.contains("Whose certificate that is was not checked here"),
            "no more is claimed: {page}"
        );
        assert!(!page.contains("leads to one that this register trusts"));
        assert_eq!(page.matches("/token\"").count(), 10);
        let older = format!("/log?tokens={}", sizes[2]);
        assert!(page.contains(&format!("{older}#timestamps")), "{page}");
        assert_eq!(site.page(&older).await.matches("/token\"").count(), 2);
        let arabic = site.page("/log?lang=ar").await;
        assert!(arabic.contains("وقت من خارج السجل") && arabic.contains(&command));

        let path = site.register.folder.log().join(format!("timestamp/{last}.tsr"));
        let mut bytes = std::fs::read(&path).expect("a token");
        bytes.truncate(300);
        std::fs::write(&path, bytes).expect("written");
        let page = site.page("/log?lang=en").await;
        assert!(
            page.contains(&format!("log/timestamp/{last}.tsr")) && page.contains("Does not hold"),
            "{page}"
        );
        assert_eq!(page.matches("Whose certificate").count(), 9);
    }
}
