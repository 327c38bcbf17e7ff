//! Links that died over HTTP: the list, and the line on the page of a report.

use super::site::{Site, sites};
use domain::id::RecordId;
use domain::kind::Kind;
use register::link_check::{LinkState, Seen};
use serde_json::json;

async fn check(site: &Site, report: RecordId, url: &str, state: LinkState, detail: &str) {
    let seen = Seen { report, url: url.to_owned(), state, detail: detail.to_owned() };
    site.register.keep_checks(site.scope, &[seen]).await.expect("kept");
}

#[tokio::test]
async fn a_link_that_died_is_told_with_its_copy_and_what_rests_on_it() {
    for site in sites().await {
        assert!(site.page("/links").await.contains("No address has been asked yet"));
        let url = "https://paper.example/story";
        let of = json!({"title": "Mill story", "url": url, "archive_url": "https://archive.example/story"});
        let report = site.make(Kind::Report, of).await;
        let here = format!("/records/reports/{report}");
        assert!(!site.page(&here).await.contains("Last asked"));
        check(&site, report, url, LinkState::Alive, "200").await;
        assert!(site.page("/links").await.contains("Every address that was asked answers"));
        check(&site, report, url, LinkState::Dead, "404").await;
        let page = site.page("/links").await;
        for words in
            ["1 link died since yesterday", "Mill story", "it answers", "https://archive.example/story"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = site.page(&here).await;
        assert!(page.contains("Last asked") && page.contains("Dead") && page.contains("Answers"), "{page}");
        let arabic = site.page("/links?lang=ar").await;
        assert!(arabic.contains("تعطّل رابط واحد منذ أمس"), "{arabic}");
        // Of another address nothing is known.
        let other = json!({"title": "Other", "url": "https://paper.example/new"});
        let other = site.make(Kind::Report, other).await;
        check(&site, other, "https://paper.example/old", LinkState::Dead, "host-not-found").await;
        assert!(!site.page(&format!("/records/reports/{other}")).await.contains("Last asked"));
    }
}
