//! Assessing over HTTP: what is reckoned, what is refused, what two people do at once, and what versions show.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::{LinkRole, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn path(incident: RecordId) -> String {
    format!("/incidents/{incident}/assess")
}

fn value(page: &str, name: &str) -> String {
    form(page).into_iter().find(|(each, _)| each == name).map(|(_, value)| value).unwrap_or_default()
}

/// An incident with claims of these numbers of civilians killed, each of its own source.
async fn incident(site: &Site, killed: &[(i64, i64)]) -> (RecordId, Vec<RecordId>) {
    let incident = site.make(Kind::Incident, json!({"title": "Baghuz", "strike_status": "likely"})).await;
    let body = |value: Value| value.as_object().expect("object").clone();
    let mut work = site.register.begin(super::site::reason("Tell"), site.scope.project).await.expect("work");
    let mut claims = Vec::new();
    for (place, (min, max)) in killed.iter().enumerate() {
        let source = work
            .create(Kind::Source, body(json!({"name": format!("Source {place}")})))
            .await
            .expect("source");
        let report = json!({"title": "An account", "source": source, "first_hand": true});
        let report = work.create(Kind::Report, body(report)).await.expect("report");
        let counts = json!([{"category": "killed_civilians", "count": {"min": min, "max": max}}]);
        let claim = json!({"report": report, "claim": "<b>They</b> say so", "counts": counts});
        let claim = work.create(Kind::Assertion, body(claim)).await.expect("claim");
        let to = (Kind::Incident, incident.0);
        work.link((Kind::Assertion, claim.0), LinkRole::About, to, BTreeMap::new()).await.expect("link");
        claims.push(claim);
    }
    work.commit().await.expect("kept");
    (incident, claims)
}

async fn assessments(site: &Site, incident: RecordId) -> Vec<Value> {
    let all =
        site.register.records_by(site.scope, Kind::Assessment, "incident", &[incident], "version").await;
    all.expect("records").into_iter().map(|record| Value::Object(record.body)).collect()
}

#[tokio::test]
async fn a_range_is_reckoned_changed_with_words_and_proposed() {
    for mut site in sites().await {
        let (target, claims) = incident(&site, &[(4, 4), (160, 300), (3000, 3000)]).await;
        let author = site.become_member(1, &[Role::Researcher]).await;
        let page = site.page(&path(target)).await;
        assert_eq!((value(&page, "killed.min").as_str(), value(&page, "killed.max").as_str()), ("4", "3000"));
        assert!(page.contains("&lt;b&gt;They&lt;/b&gt;") && page.contains("Sets the maximum of"), "{page}");
        let mut sent = form(&page);
        set(&mut sent, &format!("out.{}", claims[2]), "yes");
        set(&mut sent, "rationale", "Three accounts, one untied");
        set(&mut sent, "do", "recompute");
        let again = site.post(&path(target), &sent).await;
        assert_eq!(again.status, StatusCode::OK);
        let page = again.text();
        assert_eq!(
            (value(&page, "killed.max").as_str(), value(&page, "rationale").as_str()),
            ("300", "Three accounts, one untied")
        );
        assert!(assessments(&site, target).await.is_empty(), "reckoning keeps nothing");

        let mut sent = form(&page);
        set(&mut sent, "do", "propose");
        set(&mut sent, "grade", "fair");
        set(&mut sent, "killed.max", "٣٥٠");
        let answer = site.post(&path(target), &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("An account that is left out needs the reason."), "{page}");
        assert!(page.contains("needs words") && page.contains("This differs from what is reckoned."));
        assert_eq!((value(&page, "killed.max").as_str(), value(&page, "grade").as_str()), ("٣٥٠", "fair"));
        let mut sent = form(&page);
        set(&mut sent, &format!("why.{}", claims[2]), "Not tied to the event");
        set(&mut sent, "killed.words", "A later list");
        set(&mut sent, "submit", "yes");
        set(&mut sent, "do", "propose");
        let answer = site.post(&path(target), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let kept = &assessments(&site, target).await[0];
        assert_eq!(kept["killed"], json!({"min": 4, "max": 350, "bound": "range"}));
        assert_eq!(
            (&kept["version"], &kept["author"], &kept["codebook"]),
            (&json!(1), &json!(author), &json!("airwars 1"))
        );
        assert_eq!(kept["included"].as_array().map(Vec::len), Some(2));
        assert_eq!(kept["excluded"][0]["reason"], json!("Not tied to the event"));
        let rationale = kept["rationale"].as_str().expect("text");
        assert_eq!(rationale, "Three accounts, one untied\nCivilians, killed: A later list");
        let done = site.page(answer.location()).await;
        assert!(done.contains("The version is kept") && done.contains("not reviewed"), "{done}");

        // The next version is opened as this one left it, and both are compared.
        let page = site.page(&path(target)).await;
        assert_eq!(value(&page, &format!("why.{}", claims[2])), "Not tied to the event");
        assert_eq!(
            (value(&page, "killed.words").as_str(), value(&page, "seen").as_str()),
            ("A later list", "1")
        );
        let mut sent = form(&page);
        set(&mut sent, "rationale", "Four accounts, one untied");
        set(&mut sent, "do", "propose");
        let answer = site.post(&path(target), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = site.page(&format!("/incidents/{target}/assessments")).await;
        assert!(page.contains("<del>Three</del>") && page.contains("<ins>Four</ins>"), "{page}");
        // What was opened before that version is not taken for the next one.
        let stale = site.post(&path(target), &sent).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.text().contains("Somebody proposed a version meanwhile"));
        assert_eq!(assessments(&site, target).await.len(), 2);
    }
}

#[tokio::test]
async fn a_refused_grade_says_why_and_goes_to_a_second_person() {
    for mut site in sites().await {
        let (target, _) = incident(&site, &[(15, 15)]).await;
        site.become_member(1, &[Role::Researcher]).await;
        let mut sent = form(&site.page(&path(target)).await);
        set(&mut sent, "grade", "fair");
        set(&mut sent, "rationale", "One account, two sites");
        set(&mut sent, "do", "propose");
        let page = site.post(&path(target), &sent).await.text();
        assert!(
            page.contains("Fair needs at least two independent origins.")
                && page.contains("Ask a second person"),
            "{page}"
        );
        let mut sent = form(&page);
        set(&mut sent, "do", "ask");
        let unreasoned = site.post(&path(target), &sent).await;
        assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unreasoned.text().contains("A change needs a reason."));
        set(&mut sent, "ask", "The second site is not online any more");
        let answer = site.post(&path(target), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert!(site.page(answer.location()).await.contains("A second person has been asked"));
        assert!(assessments(&site, target).await.is_empty());
        let waiting = site.register.open_approvals(site.scope, 5).await.expect("approvals");
        assert_eq!(waiting.len(), 1);
    }
}

#[tokio::test]
async fn other_roles_see_no_form_and_cannot_post_one() {
    for mut site in sites().await {
        let (target, _) = incident(&site, &[(15, 15)]).await;
        let sent = form(&site.page(&path(target)).await);
        for (number, role) in [Role::Reviewer, Role::Collector, Role::Custodian].into_iter().enumerate() {
            site.become_member(number as u128 + 10, &[role]).await;
            let page = site.page(&path(target)).await;
            assert!(page.contains("do not include proposing") && !page.contains("name=\"rationale\""));
            assert_eq!(site.post(&path(target), &sent).await.status, StatusCode::FORBIDDEN);
            assert!(!site.page(&format!("/incidents/{target}/assessments")).await.contains("/assess\""));
        }
        assert_eq!(
            site.get("/incidents/00000000-0000-7000-8000-000000000001/assess").await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn many_accounts_take_no_more_statements() {
    for site in sites().await {
        let (few, _) = incident(&site, &[(1, 2), (3, 4), (5, 6)]).await;
        let numbers: Vec<(i64, i64)> = (0..100).map(|number| (number, number + 2)).collect();
        let (many, _) = incident(&site, &numbers).await;
        let mut counts = Vec::new();
        for target in [few, many] {
            let before = site.register.db.statements();
            let page = site.page(&path(target)).await;
            counts.push(site.register.db.statements() - before);
            assert!(page.len() < 1_500_000, "{} bytes", page.len());
        }
        assert_eq!(counts[0], counts[1]);
        for path in [path(few), format!("/incidents/{few}/assessments"), "/assessments/outdated".to_owned()] {
            let arabic = site.page(&format!("{path}?lang=ar")).await;
            assert!(arabic.contains("lang=\"ar\"") && !arabic.contains("Reckon"), "{path}");
        }
    }
}

#[tokio::test]
async fn another_codebook_is_told_and_regrades_nothing() {
    for site in sites().await {
        let (target, _) = incident(&site, &[(15, 15)]).await;
        let (present, _) = incident(&site, &[(1, 1)]).await;
        let own = |incident: RecordId, book: &str| json!({"incident": incident, "version": 1, "basis": "own", "grade": "weak", "codebook": book});
        let old = site.make(Kind::Assessment, own(target, "airwars 0")).await;
        site.make(Kind::Assessment, own(present, "airwars 1")).await;
        let list = site.page("/assessments/outdated").await;
        assert!(
            list.contains("airwars 0") && list.contains(&path(target)) && !list.contains(&path(present)),
            "{list}"
        );
        for page in [format!("/incidents/{target}"), format!("/incidents/{target}/assessments"), path(target)]
        {
            let page = site.page(&page).await;
            assert!(page.contains("Graded by codebook") && page.contains("airwars 0"), "{page}");
        }
        assert!(
            !site.page(&format!("/incidents/{present}")).await.contains("Graded by codebook <bdi>airwars 0")
        );
        let kept = site.register.record(site.scope, Kind::Assessment, old).await.expect("record");
        assert_eq!(kept.body["codebook"], json!("airwars 0"), "nothing changes by itself");
        let after = site.page(&format!("/assessments/outdated?after={old}")).await;
        assert!(!after.contains(&path(target)));
    }
}

#[tokio::test]
async fn what_cannot_be_read_comes_back_as_it_was() {
    for site in sites().await {
        let (target, _) = incident(&site, &[(15, 15)]).await;
        let mut sent = form(&site.page(&path(target)).await);
        let hostile = "<script>alert(1)</script> \u{202e}dcba";
        set(&mut sent, "rationale", hostile);
        set(&mut sent, "killed.min", "many");
        set(&mut sent, "injured.min", "9");
        set(&mut sent, "injured.max", "2");
        set(&mut sent, "injured.words", &"x".repeat(10_000));
        set(&mut sent, "reason", "");
        set(&mut sent, "do", "propose");
        let answer = site.post(&path(target), &sent).await;
        let page = answer.text();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "This is not a whole number.",
            "The minimum, 9, is above the maximum, 2.",
            "A change needs a reason.",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("<script>alert"));
        assert_eq!(
            (value(&page, "rationale").as_str(), value(&page, "killed.min").as_str()),
            (hostile, "many")
        );
        assert!(assessments(&site, target).await.is_empty());
    }
}
