//! Tokens of programs on the pages: made, shown once, taken back.

use crate::api::get;
use crate::site::sites;
use axum::http::StatusCode;
use domain::vocabulary::Role;

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_token_is_made_shown_once_and_taken_back_on_pages() {
    for mut site in sites().await {
        let owner = site.page("/account").await;
        assert!(owner.contains("A new token for the project <bdi>test</bdi>"), "{owner}");
        site.become_member(1, &[Role::Collector]).await;
        let page = site.page("/account?lang=ar").await;
        assert!(page.contains("رموز البرامج") && !page.contains("value=\"sealed\""), "{page}");
        let make = |days: &'static str, clearance: &'static str| {
            pairs(&[
                ("do", "make"),
                ("name", "Nightly <copy>"),
                ("reach", "read"),
                ("clearance", clearance),
                ("days", days),
            ])
        };
        let refused = site.post("/account/tokens", &make("4000", "team")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("A token ends after 1 to 366 days."), "{}", refused.text());
        let refused = site.post("/account/tokens", &make("30", "sealed")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = site.post("/account/tokens", &make("30", "team")).await;
        let text = made.text();
        let secret =
            text.split("<code dir=\"ltr\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a token");
        assert!(secret.starts_with("sijil_") && secret.len() == 70, "{text}");
        assert_eq!(get(&site, "/api/v1/projects", secret).await.status, StatusCode::OK);
        let listed = site.page("/account").await;
        assert!(listed.contains("Nightly &lt;copy&gt;") && !listed.contains(secret), "{listed}");
        let id = listed
            .split("name=\"token\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("an id");

        // Nobody else takes it back but an administrator, who sees it among the people.
        let owner = site.register.people.all_tokens().await.expect("tokens")[0].actor.to_string();
        let take = pairs(&[("do", "revoke-of"), ("owner", &owner), ("token", id)]);
        site.become_member(2, &[Role::Researcher]).await;
        assert_eq!(site.post("/account/tokens", &take).await.status, StatusCode::FORBIDDEN);
        let own = site.post("/account/tokens", &pairs(&[("do", "revoke"), ("token", id)])).await;
        assert_eq!(own.status, StatusCode::NOT_FOUND);
        site.become_member(3, &[Role::Admin]).await;
        assert!(site.page("/people").await.contains("Nightly &lt;copy&gt;"));
        assert_eq!(site.post("/account/tokens", &take).await.location(), "/people");
        assert_eq!(get(&site, "/api/v1/projects", secret).await.status, StatusCode::UNAUTHORIZED);
        assert!(!site.page("/people").await.contains("Nightly"));
    }
}
