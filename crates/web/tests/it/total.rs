//! Totals that contain incidents over HTTP: tied, shown with the rest as an interval, taken out again.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::Role;
use serde_json::json;

async fn incident(site: &Site, code: &str, max: i64) -> RecordId {
    let id = site.make(Kind::Incident, json!({"title": format!("Mill {code}"), "codes": [code]})).await;
    let taken_over = json!({"incident": id, "version": 1, "basis": "adopted", "body": "Recorder", "grade": "fair",
        "killed": {"min": 2, "max": max}});
    site.make(Kind::Assessment, taken_over).await;
    id
}

#[tokio::test]
async fn an_incident_is_tied_to_a_morgues_month_and_taken_out_again() {
    for mut site in sites().await {
        let one = incident(&site, "EX001", 4).await;
        let two = incident(&site, "EX002", 30).await;
        let total = json!({"body": "City morgue", "kind": "civilians_killed", "count": {"min": 20, "max": 20, "bound": "exact"}});
        let total = site.make(Kind::Tally, total).await;
        let here = format!("/records/tallies/{total}/contains");
        site.become_member(1, &[Role::Collector]).await;
        assert!(site.page(&format!("/records/tallies/{total}")).await.contains(&here));
        let mut sent = form(&site.page(&here).await);
        set(&mut sent, "why", "Its list names the street");
        set(&mut sent, "incident", "EX999");
        let wrong = site.post(&here, &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text().contains("No single incident") && wrong.text().contains("Its list names the street")
        );
        set(&mut sent, "incident", "ex001");
        assert_eq!(site.post(&here, &sent).await.location(), here);
        let page = site.page(&here).await;
        assert!(page.contains("16–18") && page.contains("Mill EX001"), "{page}");
        let again = site.post(&here, &sent).await;
        assert!(again.text().contains("contains the incident already"));
        assert!(site.page(&format!("/incidents/{one}")).await.contains("Is contained in"));
        set(&mut sent, "incident", &format!("http://localhost:8080/incidents/{two}?lang=en"));
        assert_eq!(site.post(&here, &sent).await.location(), here);
        let page = site.page(&here).await;
        assert!(page.contains("0–16") && !page.contains("below what it contains"), "{page}");
        // More tied than the total can hold: both stay, and the page says so.
        for number in 3..13 {
            let more = incident(&site, &format!("EX0{number:02}"), 2).await;
            set(&mut sent, "incident", &more.to_string());
            assert_eq!(site.post(&here, &sent).await.location(), here);
        }
        let page = site.page(&here).await;
        assert!(page.contains("The total is below what it contains"), "{page}");
        assert!(site.page(&format!("{here}?lang=ar")).await.contains("الحصيلة أقل مما تشمله"));
        let held = site.register.contained(site.scope, Kind::Tally, total).await.expect("held");
        let link = held.parts.iter().find(|part| part.incident.id == one).expect("tied").link;
        let out = [("do", "take-out"), ("link", &link.to_string()), ("why", "Another street")];
        let out: Vec<_> = out.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(site.post(&here, &out).await.location(), here);
        assert!(!site.page(&here).await.contains("Mill EX001"));
        assert!(!site.page(&format!("/incidents/{one}")).await.contains("Is contained in"));
        assert_eq!(site.post(&here, &out).await.status, StatusCode::NOT_FOUND);
        site.become_member(2, &[Role::Campaigner]).await;
        assert!(!site.page(&here).await.contains("<form class=\"form\""), "nothing to send for who may not");
        assert_eq!(
            site.get(&format!("/records/incidents/{one}/contains")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}
