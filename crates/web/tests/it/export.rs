//! Exports over HTTP: what for and for whom is said first, and what takes two waits for the second.

use super::site::sites;
use axum::http::{StatusCode, header};
use domain::kind::Kind;
use domain::vocabulary::Role;
use register::limits::{EXPORT_PEOPLE_ALONE_MAX, FRESH_SECONDS};
use register::people::Factor;
use serde_json::json;

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_person_of_the_team_says_what_for_and_gets_the_file() {
    for mut site in sites().await {
        site.make(Kind::Source, json!({"name": "A paper"})).await;
        site.become_member(1, &[Role::Statistician]).await;
        let to = site.get("/export/sources?format=csv").await;
        assert_eq!((to.status, to.location()), (StatusCode::SEE_OTHER, "/exports?kind=sources&format=csv"));
        let page = site.page("/exports?kind=sources&format=csv").await;
        assert!(
            page.contains("action=\"/export/sources\"") && page.contains("You have exported nothing"),
            "{page}"
        );
        let mut sent = pairs(&[("format", "csv"), ("purpose", "A count"), ("recipient", "")]);
        assert_eq!(site.post("/export/sources", &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        sent.retain(|(name, _)| name != "recipient");
        sent.push(("recipient".to_owned(), "<Us>".to_owned()));
        let file = site.post("/export/sources", &sent).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.text().contains("A paper"));
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().expect("ascii").contains("sources.csv"));
        let page = site.page("/exports").await;
        assert!(page.contains("&lt;Us&gt;") && page.contains("Took no second person"), "{page}");
        assert!(site.page("/exports?lang=ar").await.contains("لم يلزمه شخص ثانٍ"));
        assert!(site.get("/export/sources?about=1").await.text().contains("checkpoint"));
    }
}

#[tokio::test]
async fn many_people_are_exported_by_two() {
    for mut site in sites().await {
        let mut work =
            site.register.begin(super::site::reason("Enter"), site.scope.project).await.expect("work");
        for number in 0..=EXPORT_PEOPLE_ALONE_MAX {
            let of = json!({"names": [{"text": format!("Person {number}")}]});
            work.create(Kind::VictimMention, of.as_object().expect("object").clone()).await.expect("record");
        }
        work.commit().await.expect("kept");
        let two = site.become_member(2, &[Role::Reviewer]).await;
        let one = site.become_member(1, &[Role::Researcher]).await;
        let kind = Kind::VictimMention.plural();
        let page = site.page(&format!("/exports?kind={kind}&format=csv")).await;
        assert!(
            page.contains("This takes a second person") && page.contains("Ask a second person"),
            "{page}"
        );
        let alone = pairs(&[("format", "csv"), ("purpose", "A count"), ("recipient", "Us")]);
        let refused = site.post(&format!("/export/{kind}"), &alone).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.text().contains("Person 7"));
        let ask = pairs(&[("kind", kind), ("purpose", "A count"), ("recipient", "Us")]);
        assert_eq!(site.post("/exports", &ask).await.location(), "/exports");
        assert!(site.page("/exports").await.contains("Waiting for a second person"));
        let approval = site.register.open_approvals(site.scope, 5).await.expect("open")[0].id;
        site.hand_to(two).await;
        let asked = site.page("/approvals").await;
        assert!(asked.contains("A count") && asked.contains("For whom"), "{asked}");
        let yes = pairs(&[("do", "approve"), ("reason", "For the joint report")]);
        assert_eq!(site.post(&format!("/approvals/{approval}"), &yes).await.location(), "/approvals");
        let granted = pairs(&[("format", "csv"), ("approval", &approval.to_string())]);
        let theirs = site.post(&format!("/export/{kind}"), &granted).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "whoever agreed did not ask");
        site.hand_to(one).await;
        let page = site.page("/exports").await;
        assert!(page.contains("May be made until") && page.contains("Make the file"), "{page}");
        assert_eq!(site.post("/export/sources", &granted).await.status, StatusCode::NOT_FOUND);
        let people = &site.register.people;
        let long_ago = people.at(people.now() - FRESH_SECONDS - 60);
        let stale = long_ago.open_session(one, Factor::Code).await.expect("session");
        site.cookie = format!("sijil-8080={}", stale.expose());
        let asked = site.post(&format!("/export/{kind}"), &granted).await;
        assert!(asked.location().starts_with("/confirm?back="), "a factor first");
        site.hand_to(one).await;
        let file = site.post(&format!("/export/{kind}"), &granted).await;
        assert!(file.text().contains("Person 7"), "{}", file.text());
    }
}
