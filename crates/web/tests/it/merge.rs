//! Merging and splitting over HTTP: comparing, two people, undoing with a reason, in both languages.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Incident;
use domain::vocabulary::{LinkRole, Role};
use serde_json::json;
use std::collections::BTreeMap;

async fn incident(site: &Site, code: &str, title: &str) -> RecordId {
    let when = domain::when::When::day("2017-06-10", domain::when::Zone::Unknown).expect("day");
    let body = json!({"title": title, "codes": [code], "when": when, "location": {"words": "Raqqa"}});
    site.make(Kind::Incident, body).await
}

async fn account(site: &Site, incident: RecordId, title: &str) -> RecordId {
    let report = site.make(Kind::Report, json!({"title": title})).await;
    let mut work =
        site.register.begin(super::site::reason("Link it"), site.scope.project).await.expect("work");
    let to = (Kind::Incident, incident.0);
    let link = work.link((Kind::Report, report.0), LinkRole::About, to, BTreeMap::new()).await.expect("link");
    work.commit().await.expect("kept");
    link
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn two_people_merge_two_records_and_two_undo_it() {
    for mut site in sites().await {
        let (kept, gone) =
            (incident(&site, "CS001", "Mill").await, incident(&site, "CS002", "The <mill>").await);
        account(&site, gone, "A paper").await;
        let judged = json!({"incident": gone, "version": 1, "basis": "adopted", "body": "Recorder", "grade": "weak",
            "killed": {"min": 7, "max": 7}});
        site.make(Kind::Assessment, judged).await;
        let one = site.become_member(1, &[Role::Researcher]).await;
        let page = site.page(&format!("/incidents/{kept}")).await;
        assert!(page.contains("May be the same event") && page.contains("place of the same name"), "{page}");
        let choice = site.page(&format!("/incidents/{kept}/merge?q=CS002")).await;
        let here = format!("/incidents/{kept}/merge?with={gone}");
        assert!(choice.matches(&here).count() >= 2, "suggested and found: {choice}");
        let compared = site.page(&here).await;
        assert!(compared.contains("The &lt;mill&gt;") && compared.contains("Ask a second person to merge"));
        let mut sent = form(&compared);
        let to = format!("/incidents/{kept}/merge");
        let silent = site.post(&to, &sent).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.text());
        sent.retain(|(name, _)| !name.starts_with("take."));
        set(&mut sent, "reason", "One strike, two lists");
        sent.push(("take.title".to_owned(), "yes".to_owned()));
        assert_eq!(site.post(&to, &sent).await.location(), "/approvals");
        let approvals = site.page("/approvals").await;
        assert!(
            approvals.contains("Compare the two records") && approvals.contains("withdraw"),
            "{approvals}"
        );

        let two = site.become_member(2, &[Role::Reviewer]).await;
        let approval = site.register.open_approvals(site.scope, 5).await.expect("open")[0].id;
        let yes = pairs(&[("do", "approve"), ("reason", "Same street, same hour")]);
        assert_eq!(site.post(&format!("/approvals/{approval}"), &yes).await.location(), "/approvals");
        let survivor = site.page(&format!("/incidents/{kept}")).await;
        for shown in ["CS002", "Merged into it:", "Earlier judgments", "A paper", "Undo the merge"] {
            assert!(survivor.contains(shown), "{shown} is not in {survivor}");
        }
        let tombstone = site.page(&format!("/incidents/{gone}")).await;
        assert!(tombstone.contains("This record was merged into another") && tombstone.contains("CS001"));
        assert_eq!(site.get("/code/CS002").await.location(), format!("/incidents/{kept}"));
        assert!(!site.page("/incidents").await.contains(&gone.to_string()));
        let arabic = site.page(&format!("/incidents/{kept}?lang=ar")).await;
        assert!(arabic.contains("التراجع عن الدمج"), "{arabic}");
        assert!(site.page(&format!("/records/incidents/{gone}")).await.contains("Merged"));

        let undo = format!("/incidents/{gone}/unmerge");
        let silent = site.post(&undo, &[]).await;
        assert!(silent.status.is_client_error(), "{}", silent.status);
        site.hand_to(one).await;
        let undone = site.post(&undo, &pairs(&[("reason", "Two streets after all")])).await;
        assert_eq!(undone.location(), "/approvals");
        assert!(site.page("/approvals").await.contains("is to be undone"));
        let approval = site.register.open_approvals(site.scope, 5).await.expect("open")[0].id;
        let own = site.post(&format!("/approvals/{approval}"), &yes).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not by whoever asked");
        site.hand_to(two).await;
        assert_eq!(site.post(&format!("/approvals/{approval}"), &yes).await.location(), "/approvals");
        let record = site.register.record(site.scope, Kind::Incident, kept).await.expect("record");
        assert_eq!(record.read::<Incident>().expect("incident").title, "Mill");
        site.register.sequence().await.expect("sequenced");
        assert!(site.register.fsck().await.expect("fsck").is_sound());
    }
}

#[tokio::test]
async fn who_may_not_merge_is_told_so() {
    for mut site in sites().await {
        let (kept, gone) = (incident(&site, "CS001", "Mill").await, incident(&site, "CS002", "Mill").await);
        site.become_member(1, &[Role::Collector]).await;
        for address in [format!("/incidents/{kept}/merge"), format!("/incidents/{kept}/split")] {
            assert_eq!(site.get(&address).await.status, StatusCode::FORBIDDEN);
        }
        let sent = pairs(&[("with", &gone.to_string()), ("reason", "Mine")]);
        let refused = site.post(&format!("/incidents/{kept}/merge"), &sent).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!site.page(&format!("/incidents/{kept}")).await.contains("/merge"), "no button for them");
        let refused = site.post(&format!("/incidents/{gone}/unmerge"), &pairs(&[("reason", "Mine")])).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_incident_is_split_and_put_back() {
    for site in sites().await {
        let whole = incident(&site, "CI715", "Two strikes").await;
        account(&site, whole, "First").await;
        let second = account(&site, whole, "Second").await;
        let here = format!("/incidents/{whole}/split");
        let mut sent = form(&site.page(&here).await);
        assert!(sent.contains(&("code".to_owned(), "CI715a".to_owned())), "{sent:?}");
        set(&mut sent, "title", "The second strike");
        set(&mut sent, "reason", "Two hours apart");
        let nothing = site.post(&here, &sent).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text().contains("Choose what goes") && nothing.text().contains("The second strike"));
        sent.push(("move".to_owned(), format!("link:{second}")));
        let part = site.post(&here, &sent).await.location().to_owned();
        let page = site.page(&part).await;
        assert!(
            page.contains("It was split from") && page.contains("Second") && page.contains("CI715a"),
            "{page}"
        );
        let before = site.page(&format!("/incidents/{whole}")).await;
        assert!(before.contains("Split from it:") && before.contains("The second strike"));
        let undo = pairs(&[("do", "undo"), ("reason", "One after all")]);
        let back = site.post(&format!("{part}/split"), &undo).await;
        assert_eq!(back.location(), format!("/incidents/{whole}"));
        assert_eq!(site.get("/code/CI715a").await.location(), format!("/incidents/{whole}"));
    }
}

#[tokio::test]
async fn the_pages_cost_as_much_with_many_as_with_few() {
    for site in sites().await {
        let kept = incident(&site, "CS001", "Mill").await;
        let mut costs = Vec::new();
        for number in 0..2 {
            for each in 0..=(number * 12) {
                let gone = incident(&site, &format!("CS1{number}{each:02}"), "Mill").await;
                account(&site, gone, "A paper").await;
                let mut work =
                    site.register.begin(super::site::reason("Same"), site.scope.project).await.expect("work");
                let merging = register::incident::merge::Merging {
                    survivor: domain::id::IncidentId(kept.0),
                    merged: domain::id::IncidentId(gone.0),
                    taken: Vec::new(),
                };
                work.merge(&merging).await.expect("merged");
                work.commit().await.expect("kept");
            }
            let other = incident(&site, &format!("CS9{number}0"), "Mill").await;
            let mut cost = Vec::new();
            for address in [
                format!("/incidents/{kept}"),
                format!("/incidents/{kept}/merge"),
                format!("/incidents/{kept}/merge?with={other}"),
                format!("/incidents/{kept}/split"),
            ] {
                let before = site.register.db.statements();
                site.page(&address).await;
                cost.push(site.register.db.statements() - before);
            }
            costs.push(cost);
        }
        assert_eq!(costs[0], costs[1]);
    }
}

#[tokio::test]
async fn in_a_team_a_split_and_its_undoing_are_asked_for() {
    for mut site in sites().await {
        let whole = incident(&site, "CI715", "Two strikes").await;
        account(&site, whole, "First").await;
        let second = account(&site, whole, "Second").await;
        let two = site.become_member(2, &[Role::Reviewer]).await;
        let one = site.become_member(1, &[Role::Researcher]).await;
        let here = format!("/incidents/{whole}/split");
        let page = site.page(&here).await;
        assert!(page.contains("Ask a second person to split"), "{page}");
        let mut sent = form(&page);
        set(&mut sent, "title", "The second strike");
        set(&mut sent, "reason", "Two hours apart");
        assert_eq!(
            site.post(&here, &sent).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "nothing was chosen"
        );
        sent.push(("move".to_owned(), format!("link:{second}")));
        assert_eq!(site.post(&here, &sent).await.location(), "/approvals");
        let approve = async |site: &Site| {
            let approval = site.register.open_approvals(site.scope, 5).await.expect("open")[0].id;
            let yes = pairs(&[("do", "approve"), ("reason", "Yes")]);
            assert_eq!(site.post(&format!("/approvals/{approval}"), &yes).await.location(), "/approvals");
        };
        site.hand_to(two).await;
        let asked = site.page("/approvals").await;
        assert!(asked.contains("The second strike") && asked.contains(&second.to_string()), "{asked}");
        assert!(site.page("/approvals?lang=ar").await.contains("يُفصل عن هذه الحادثة"));
        approve(&site).await;
        let part = site.get("/code/CI715a").await.location().to_owned();
        site.hand_to(one).await;
        let undo = pairs(&[("do", "undo"), ("reason", "One after all")]);
        assert_eq!(site.post(&format!("{part}/split"), &undo).await.location(), "/approvals");
        site.hand_to(two).await;
        assert!(site.page("/approvals").await.contains("is to go back"));
        approve(&site).await;
        assert_eq!(site.get("/code/CI715a").await.location(), format!("/incidents/{whole}"));
    }
}
