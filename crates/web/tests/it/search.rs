//! Saved searches over HTTP: saved where the incidents are listed, counted on their page and beside the queue.

use super::site::sites;
use axum::http::StatusCode;
use domain::kind::Kind;
use domain::vocabulary::Role;
use serde_json::json;

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_search_is_saved_counted_opened_and_forgotten() {
    for mut site in sites().await {
        site.make(Kind::Incident, json!({"title": "Old mill", "codes": ["EX001"]})).await;
        let other = site.become_member(1, &[Role::Researcher]).await;
        site.become_member(2, &[Role::Campaigner]).await;
        let listed = site.page("/incidents?q=mill&killed=unknown&after=").await;
        assert!(listed.contains("Save this search"), "{listed}");
        assert!(listed.contains("name=\"killed\" value=\"unknown\""));
        let nameless = pairs(&[("q", "mill"), ("name", " ")]);
        assert_eq!(site.post("/searches", &nameless).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let save = pairs(&[("q", "mill"), ("killed", "unknown"), ("name", "<Mills>"), ("sort", "toll")]);
        assert_eq!(site.post("/searches", &save).await.location(), "/searches");
        let page = site.page("/searches").await;
        assert!(
            page.contains("&lt;Mills&gt;")
                && page.contains("/incidents?killed=unknown&amp;q=mill&amp;sort=toll"),
            "{page}"
        );
        assert!(site.page("/work").await.contains("Nothing is new in your saved searches"));

        site.make(Kind::Incident, json!({"title": "New mill", "codes": ["EX002"]})).await;
        assert!(site.page("/work").await.contains("Something is new in"));
        assert!(site.page("/work?lang=ar").await.contains("استجدّ شيء في بحث محفوظ واحد"));
        let page = site.page("/searches").await;
        let id = page.split("/searches/").nth(1).expect("a search").split('"').next().expect("id").to_owned();
        let new = site.page(&format!("/searches/{id}")).await;
        assert!(new.contains("New mill") && !new.contains("Old mill"), "{new}");
        assert!(site.page(&format!("/searches/{id}?lang=ar")).await.contains("الجديد في"));

        let reader = site.cookie.clone();
        site.hand_to(other).await;
        assert_eq!(site.get(&format!("/searches/{id}")).await.status, StatusCode::NOT_FOUND);
        let open = pairs(&[("do", "open")]);
        assert_eq!(site.post(&format!("/searches/{id}"), &open).await.status, StatusCode::NOT_FOUND);
        assert!(!site.page("/searches").await.contains("Mills"));
        site.cookie = reader;
        let opened = site.post(&format!("/searches/{id}"), &open).await;
        assert_eq!(opened.location(), "/incidents?killed=unknown&q=mill&sort=toll");
        assert!(site.page("/work").await.contains("Nothing is new in your saved searches"));
        let forgotten = site.post(&format!("/searches/{id}"), &pairs(&[("do", "forget")])).await;
        assert_eq!(forgotten.location(), "/searches");
        assert!(site.page("/searches").await.contains("You have saved no search"));
    }
}

/// As many statements for one search as for many, and for few incidents as for many.
#[tokio::test]
async fn the_pages_of_searches_take_as_many_statements_however_much_there_is() {
    let mut site = sites().await.remove(0);
    site.become_member(1, &[Role::Researcher]).await;
    site.make(Kind::Incident, json!({"title": "Mill"})).await;
    let save = pairs(&[("q", "mill"), ("name", "Mills")]);
    assert_eq!(site.post("/searches", &save).await.location(), "/searches");
    let mut taken = Vec::new();
    for more in [0, 12] {
        for number in 0..more {
            site.make(Kind::Incident, json!({"title": format!("Mill {number}")})).await;
            assert_eq!(site.post("/searches", &save).await.location(), "/searches");
        }
        let used = async |path: &str| {
            let statements = || site.register.db.statements() + site.register.people.db.statements();
            let before = statements();
            site.page(path).await;
            statements() - before
        };
        taken.push((used("/searches").await, used("/work").await));
    }
    assert_eq!(taken[0], taken[1]);
}
