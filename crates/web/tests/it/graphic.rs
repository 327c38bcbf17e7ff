//! Graphic material: no page opens or links it before somebody asks for it.

use super::site::{Site, form, set, sites};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::LinkRole;
use serde_json::json;
use std::collections::BTreeMap;

const GRAPHIC: &str = "https://films.example/7";
const ARCHIVED: &str = "https://archive.example/7";
const PLAIN: &str = "https://paper.example/8";

async fn tie(site: &Site, from: (Kind, RecordId), incident: RecordId) {
    let mut work =
        site.register.begin(super::site::reason("Tie it"), site.scope.project).await.expect("work");
    let to = (Kind::Incident, incident.0);
    work.link((from.0, from.1.0), LinkRole::About, to, BTreeMap::new()).await.expect("link");
    work.commit().await.expect("kept");
}

/// Whether an address is a link on a page, and whether it stands behind the warning.
fn found(page: &str, url: &str) -> (bool, bool) {
    let link = format!("href=\"{url}\"");
    let (mut open, mut guarded) = (false, false);
    for (place, _) in page.match_indices(&link) {
        let before = &page[..place];
        let is_inside = match (before.rfind("<details class=\"graphic\""), before.rfind("</details>")) {
            (Some(start), end) => end.is_none_or(|end| end < start),
            (None, _) => false,
        };
        if is_inside { guarded = true } else { open = true }
    }
    (open, guarded)
}

#[tokio::test]
async fn a_graphic_report_is_opened_only_by_choice() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Mill"})).await;
        let film = json!({"title": "Film", "url": GRAPHIC, "archive_url": ARCHIVED, "graphic": true});
        let film = site.make(Kind::Report, film).await;
        let paper = site.make(Kind::Report, json!({"title": "Paper", "url": PLAIN})).await;
        let claim = json!({"report": film, "claim": "It shows the house", "url": GRAPHIC});
        let claim = site.make(Kind::Assertion, claim).await;
        for from in [(Kind::Report, film), (Kind::Report, paper), (Kind::Assertion, claim)] {
            tie(&site, from, incident).await;
        }
        let page = site.page(&format!("/incidents/{incident}")).await;
        assert_eq!(found(&page, PLAIN), (true, false), "{page}");
        for url in [GRAPHIC, ARCHIVED] {
            assert_eq!(found(&page, url), (false, true), "{url}: {page}");
        }
        for (path, urls) in [
            (format!("/records/reports/{film}"), vec![GRAPHIC, ARCHIVED]),
            (format!("/records/assertions/{claim}"), vec![GRAPHIC]),
        ] {
            let page = site.page(&path).await;
            for url in urls {
                assert_eq!(found(&page, url), (false, true), "{url} on {path}: {page}");
            }
            assert!(page.contains("Graphic material: open only if you choose to"));
        }
        assert_eq!(found(&site.page(&format!("/records/reports/{paper}")).await, PLAIN), (true, false));
        // Where only words are listed, nothing leads to it at all.
        for path in [
            "/records/reports".to_owned(),
            format!("/records/reports/{film}/history"),
            format!("/incidents/{incident}/independence"),
            format!("/incidents/{incident}/assess"),
            "/incidents?q=Film".to_owned(),
            "/log".to_owned(),
        ] {
            let page = site.page(&path).await;
            assert_eq!(found(&page, GRAPHIC), (false, false), "{path}");
            assert!(!page.contains("<img") && !page.contains("<video"), "{path}");
        }
        let arabic = site.page(&format!("/incidents/{incident}?lang=ar")).await;
        assert!(arabic.contains("مواد قاسية: لا تُفتح إلا إن اخترت ذلك"));
    }
}

#[tokio::test]
async fn an_account_is_marked_as_graphic_where_it_is_entered() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Mill"})).await;
        let here = format!("/incidents/{incident}/accounts/new");
        let mut sent = form(&site.page(&here).await);
        assert!(!sent.iter().any(|(name, _)| name == "graphic"), "nothing is claimed beforehand");
        for (name, value) in [
            ("source", "A channel"),
            ("words", "A film of the house"),
            ("url", GRAPHIC),
            ("graphic", "yes"),
            ("reason", "Seen today"),
            ("step", "keep"),
        ] {
            set(&mut sent, name, value);
        }
        let answer = site.post(&here, &sent).await;
        assert!(answer.status.is_redirection(), "{}", answer.text());
        let reports = site.register.batch(site.scope, Kind::Report, None, 5).await.expect("reports");
        assert_eq!(reports[0].body.get("graphic"), Some(&json!(true)));
    }
}
