//! "What changed since I last looked", on the incident's page, the page of the work on it, and in the queue.

use super::site::{Site, reason, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Comment;
use domain::vocabulary::Role;
use serde_json::json;

async fn comment(site: &Site, incident: RecordId) {
    let comment = Comment {
        about: incident,
        about_kind: Kind::Incident,
        field: None,
        words: "Look".to_owned(),
        mentions: Vec::new(),
        settled: false,
    };
    let mut work = site.register.begin(reason("Say it"), site.scope.project).await.expect("work");
    work.comment(&comment).await.expect("comment");
    work.commit().await.expect("kept");
}

#[tokio::test]
async fn the_pages_say_what_others_changed_since_the_last_look() {
    for mut site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Mill", "codes": ["EX001"]})).await;
        let mut work = site.register.begin(reason("Prepare"), site.scope.project).await.expect("work");
        work.take_up(incident).await.expect("task");
        work.commit().await.expect("kept");
        site.become_member(1, &[Role::Researcher]).await;
        let (here, work) = (format!("/incidents/{incident}"), format!("/incidents/{incident}/work"));
        assert!(!site.page("/work").await.contains("since you looked"));
        assert!(!site.page(&here).await.contains("since you last looked"));
        comment(&site, incident).await;
        comment(&site, incident).await;
        let queue = site.page("/work").await;
        assert!(queue.contains("changes since you looked"), "{queue}");
        let page = site.page(&work).await;
        assert!(page.contains("changes by others since you last looked on"), "{page}");
        let link = page.split(&format!("{here}/changes?since=")).nth(1).expect("a link");
        let since = link.split('"').next().expect("a position");
        let changes = format!("{here}/changes?since={since}");
        assert_eq!(site.page(&changes).await.matches("/log/acts/").count(), 2);
        assert!(site.page(&format!("{changes}&lang=ar")).await.contains("ما تغيّر منذ آخر نظرة لك"));
        assert!(!site.page(&here).await.contains("since you last looked"), "looked at just now");
        assert!(!site.page("/work").await.contains("since you looked"));
        comment(&site, incident).await;
        assert!(site.page(&format!("{here}?lang=ar")).await.contains("تغيير واحد من غيرك"));
        assert_eq!(site.get(&format!("{here}/changes?since=x")).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn the_queue_takes_as_many_statements_however_much_changed() {
    let mut site = sites().await.remove(0);
    site.become_member(1, &[Role::Researcher]).await;
    let mut taken = Vec::new();
    for more in [2, 12] {
        for number in 0..more {
            let incident = site.make(Kind::Incident, json!({"title": format!("Mill {number}")})).await;
            let mut work = site.register.begin(reason("Prepare"), site.scope.project).await.expect("work");
            work.take_up(incident).await.expect("task");
            work.commit().await.expect("kept");
            site.page(&format!("/incidents/{incident}")).await;
            comment(&site, incident).await;
        }
        let statements = || site.register.db.statements() + site.register.people.db.statements();
        let before = statements();
        assert_eq!(site.page("/work").await.matches("change since you looked").count(), site_count(more));
        taken.push(statements() - before);
    }
    assert_eq!(taken[0], taken[1]);
}

/// Tasks in the queue after a round.
const fn site_count(more: usize) -> usize {
    if more == 2 { 2 } else { 14 }
}
