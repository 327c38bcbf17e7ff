//! Erasing through pages: one custodian asks, another sees what would go and agrees, and the reports say what went.

use crate::site::{Site, reason, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Acquisition, Role};
use domain::when::{When, Zone};
use serde_json::json;

const PLANTED: &str = "Qamishlovitch the planted";

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn custodian(site: &mut Site, number: u128) {
    let person =
        domain::id::ActorId(uuid::Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0000 + number));
    let roles = vec![Role::Custodian];
    let member = Member { person, roles, clearance: AccessLabel::Sealed, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
    site.hand_to(person).await;
}

/// The one thing that waits for a second person.
async fn waiting(site: &Site) -> RecordId {
    let open = site.register.open_approvals(site.scope, 10).await.expect("approvals");
    assert_eq!(open.len(), 1);
    open[0].id
}

async fn erase(site: &mut Site, here: &str, field: &str) -> RecordId {
    custodian(site, 1).await;
    let ask = pairs(&[("field", field), ("ground", "request"), ("reason", "Letter of 3 November <b>")]);
    let asked = site.post(&format!("{here}/erase"), &ask).await;
    assert_eq!(asked.location(), "/approvals", "{}", asked.text());
    let asked = waiting(site).await;
    let yes = pairs(&[("do", "approve"), ("reason", "It is so")]);
    let own = site.post(&format!("/approvals/{asked}"), &yes).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody agrees to what they asked for");
    custodian(site, 2).await;
    let page = site.page("/approvals").await;
    assert!(page.contains("Letter of 3 November &lt;b&gt;") && page.contains("for good"), "{page}");
    assert_eq!(site.post(&format!("/approvals/{asked}"), &yes).await.location(), "/approvals");
    asked
}

#[tokio::test]
async fn an_erased_value_is_shown_as_erased_wherever_it_stood() {
    for mut site in sites().await {
        let source = site.make(Kind::Source, json!({"name": "W1", "note": PLANTED})).await;
        let here = format!("/records/sources/{source}");
        assert!(!site.page(&here).await.is_empty());
        assert!(site.page(&here).await.contains(PLANTED));
        let asked = erase(&mut site, &here, "note").await;
        for lang in ["en", "ar"] {
            for path in [here.clone(), format!("{here}/history"), format!("{here}?at=2100-01-01")] {
                let page = site
                    .page(&format!("{path}{}lang={lang}", if path.contains('?') { "&" } else { "?" }))
                    .await;
                let words = match (lang, path.ends_with("/history")) {
                    ("en", false) => "Erased by act",
                    ("en", true) => ": erased",
                    (_, false) => "محاه الفعل",
                    (_, true) => ": مُحي",
                };
                assert!(page.contains(words) && !page.contains(PLANTED), "{path} {lang}: {page}");
            }
        }
        let list = site.page("/erasures").await;
        assert!(list.contains(&format!("/erasures/{asked}")) && list.contains("Destroyed here"), "{list}");
        for (lang, words) in [("en", "Values in acts"), ("ar", "القيم في الأفعال")] {
            let report = site.page(&format!("/erasures/{asked}?lang={lang}")).await;
            assert!(report.contains(words) && !report.contains(PLANTED), "{report}");
        }
        let act = site.register.record(site.scope, Kind::Source, source).await.expect("record").head_act;
        let act = site.page(&format!("/log/acts/{act}")).await;
        assert!(act.contains("Erased") && !act.contains(PLANTED), "{act}");
        // Whoever is no custodian neither asks nor reads reports.
        site.become_member(9, &[Role::Researcher]).await;
        assert!(!site.page(&here).await.contains(&format!("{here}/erase")));
        for path in ["/erasures".to_owned(), format!("/erasures/{asked}")] {
            assert_eq!(site.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let ask = pairs(&[("field", "name"), ("ground", "request"), ("reason", "x")]);
        assert_eq!(site.post(&format!("{here}/erase"), &ask).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_erased_item_answers_as_gone_and_what_names_it_is_still_read() {
    for mut site in sites().await {
        let acquired = When::from_edtf("2026-11-01T10:00:00Z", Zone::Utc, None, None).expect("when");
        let item = domain::record::Item::coming(Acquisition::Folder, acquired, "a.txt");
        let item = site.take(item, b"the bytes").await;
        let report = site.make(Kind::Report, json!({"title": "Said", "item": item})).await;
        let here = format!("/records/items/{item}");
        erase(&mut site, &here, "*").await;
        for path in [
            here.clone(),
            format!("/items/{item}"),
            format!("/items/{item}/bytes"),
            format!("{here}/history"),
        ] {
            let gone = site.get(&path).await;
            assert_eq!(gone.status, StatusCode::GONE, "{path}");
            assert!(
                gone.text().contains("/acts/") && !gone.text().contains("the bytes"),
                "{path}: {}",
                gone.text()
            );
        }
        for path in [
            format!("/records/reports/{report}"),
            "/items".to_owned(),
            "/records/items".to_owned(),
            "/log".to_owned(),
        ] {
            let page = site.get(&path).await;
            assert!(page.status.is_success(), "{path}: {} {}", page.status, page.text());
        }
    }
}
