//! Accounts over HTTP: what the form keeps, what it gives back, and how the page of an incident shows them.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use serde_json::{Value, json};

fn new(incident: RecordId) -> String {
    format!("/incidents/{incident}/accounts/new")
}

async fn all(site: &Site, kind: Kind) -> Vec<Value> {
    let records = site.register.batch(site.scope, kind, None, 200).await.expect("records");
    records.into_iter().map(|record| Value::Object(record.body)).collect()
}

/// A value of a form sent back; of choices in sight, the one that is checked.
fn value(page: &str, name: &str) -> Option<String> {
    if page.contains(&format!("type=\"radio\" name=\"{name}\"")) {
        let checked = page.split("<input type=\"radio\"").skip(1).find(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(&format!("name=\"{name}\"")) && tag.contains(" checked")
        })?;
        return checked.split("value=\"").nth(1)?.split('"').next().map(str::to_owned);
    }
    form(page).into_iter().find(|(each, _)| each == name).map(|(_, value)| value)
}

fn filled(page: &str) -> Vec<(String, String)> {
    let mut sent = form(page);
    for (name, value) in [
        ("url", "https://example.org/a?b=1&c=2"),
        ("words", "نص الخبر كما نُشر"),
        ("published", "2019-03-19"),
        ("source", "Orient Net"),
        ("kind", "local_media"),
        ("claim", "قُتل عشرات المدنيين في السوق"),
        ("speaker", "resident A"),
        ("about", "2019-03-18"),
        ("place", "سوق الباغوز"),
        ("actors", "the Coalition"),
        ("killed.min", "١٠"),
        ("killed.max", "1,200"),
        ("killed.words", "dozens"),
        ("injured.words", "many"),
        ("credibility", "3"),
        ("reliability", "c"),
        ("origin", "first_hand"),
    ] {
        set(&mut sent, name, value);
    }
    sent
}

#[tokio::test]
async fn an_account_is_entered_and_marked_on_its_incident() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let blank = site.page(&new(incident)).await;
        assert_eq!(value(&blank, "reason").as_deref(), Some("Entered from the source"));
        assert_eq!(value(&blank, "origin").as_deref(), Some(""), "not known until somebody says");
        assert!(blank.contains("adds no independent origin"), "what it costs is said");
        let answer = site.post(&new(incident), &filled(&blank)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = site.page(answer.location().split('#').next().expect("path")).await;
        assert!(page.contains("The account is kept") && page.contains("قُتل عشرات المدنيين في السوق"));
        let report = &all(&site, Kind::Report).await[0];
        assert_eq!(
            (&report["language"], &report["first_hand"], &report["credibility"]),
            (&json!("ar"), &json!(true), &json!("3"))
        );
        let said = &all(&site, Kind::Assertion).await[0];
        let killed = json!({"min": 10, "max": 1200, "bound": "range", "wording": "dozens"});
        assert_eq!(said["counts"][0], json!({"category": "killed_civilians", "count": killed}));
        assert_eq!(said["counts"][1]["count"], json!({"bound": "unknown", "wording": "many"}));
        assert_eq!(
            (&said["location"]["words_ar"], &said["actors"]),
            (&json!("سوق الباغوز"), &json!("the Coalition"))
        );
        let source = &all(&site, Kind::Source).await[0];
        assert_eq!(source["reliability"], json!([{"topic": "harm to civilians", "reliability": "c"}]));
        assert!(
            site.page(&new(incident)).await.contains("<option value=\"Orient Net\">"),
            "it is offered from now on"
        );
        site.register.sequence().await.expect("sequenced");
        assert!(site.register.fsck().await.expect("fsck").is_sound());
    }
}

#[tokio::test]
async fn another_account_goes_to_the_same_report() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let mut sent = filled(&site.page(&new(incident)).await);
        set(&mut sent, "step", "another");
        let answer = site.post(&new(incident), &sent).await;
        let next = site.page(answer.location()).await;
        assert!(next.contains("The account is kept") && next.contains("One more account of the report"));
        assert!(!next.contains("name=\"source\""));
        let mut sent = form(&next);
        set(&mut sent, "claim", "The hospital counted 12 wounded");
        set(&mut sent, "injured.min", "12");
        set(&mut sent, "injured.max", "12");
        let answer = site.post(&new(incident), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!((all(&site, Kind::Report).await.len(), all(&site, Kind::Assertion).await.len()), (1, 2));
        let mut third = form(&site.page(&new(incident)).await);
        let report = site.register.batch(site.scope, Kind::Report, None, 2).await.expect("reports")[0].id;
        for (name, value) in [
            ("source", "SANA"),
            ("claim", "It says so too"),
            ("origin", "report"),
            ("taken_how", "translates"),
        ] {
            set(&mut third, name, value);
        }
        let page = site.post(&new(incident), &third).await.text();
        assert_eq!(value(&page, "origin").as_deref(), Some("report"));
        set(&mut third, "taken_from", &report.to_string());
        assert_eq!(site.post(&new(incident), &third).await.status, StatusCode::SEE_OTHER);
        let origins = site.register.incident_origins(site.scope, incident).await.expect("origins");
        assert_eq!((origins.independence.established, origins.ties.len()), (1, 1));
    }
}

#[tokio::test]
async fn a_refusal_keeps_everything_typed_in_both_languages() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        for (language, sentence) in [("en", "The minimum, 20, is above the maximum, 12."), ("ar", "ar")] {
            let path = format!("{}?lang={language}", new(incident));
            let mut sent = filled(&site.page(&path).await);
            for (name, value) in [
                ("killed.min", "20"),
                ("killed.max", "12"),
                ("published", "June"),
                ("source", ""),
                ("women.min", "some"),
            ] {
                set(&mut sent, name, value);
            }
            let answer = site.post(&path, &sent).await;
            let page = answer.text();
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!page.contains('⟦') && page.contains(&format!("lang=\"{language}\"")));
            assert!(language == "ar" || page.contains(sentence), "{page}");
            for name in ["#source", "#published", "#group-killed", "#women.min"] {
                assert!(page.contains(&format!("<a href=\"{name}\">")), "{name} in {language}");
            }
            for (name, expected) in &sent {
                let back = value(&page, name);
                assert!(name == "step" || back.as_ref() == Some(expected), "{name}: {back:?} for {expected}");
            }
        }
        assert!(all(&site, Kind::Source).await.is_empty() && all(&site, Kind::Report).await.is_empty());
    }
}

#[tokio::test]
async fn an_account_of_something_new_makes_a_candidate() {
    for site in sites().await {
        let mut sent = filled(&site.page("/accounts/new").await);
        let refused = site.post("/accounts/new", &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("<a href=\"#title\">"));
        set(&mut sent, "title", "Strike on a market");
        let answer = site.post("/accounts/new", &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let incident = &all(&site, Kind::Incident).await[0];
        assert_eq!((&incident["candidate"], &incident["when"]["edtf"]), (&json!(true), &json!("2019-03-18")));
        assert!(
            site.page(answer.location().split('#').next().expect("path"))
                .await
                .contains("The account is kept")
        );
    }
}

#[tokio::test]
async fn hostile_words_stay_words() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let mut sent = filled(&site.page(&new(incident)).await);
        let long = "كلمات\u{202E}<b> ".repeat(1_000);
        for (name, value) in [
            ("claim", "<script>alert(1)</script>\u{202E}\u{2066}\u{0}\"' --"),
            ("source", "\"><img src=x onerror=alert(1)>"),
            ("words", &long),
            ("url", "javascript:alert(1)"),
            ("speaker", "'; drop table report; --"),
            ("language", "<b>"),
        ] {
            set(&mut sent, name, value);
        }
        let answer = site.post(&new(incident), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = site.page(answer.location().split('#').next().expect("path")).await;
        assert!(
            page.contains("&lt;script&gt;")
                && !page.contains("<img src=x")
                && !page.contains("href=\"javascript:")
        );
        assert!(site.page(&new(incident)).await.contains("&quot;&gt;&lt;img src=x"));
        let report = &all(&site, Kind::Report).await[0];
        assert_eq!(
            report["words"].as_str().map(str::trim),
            Some(long.trim()),
            "every character of the text is kept"
        );
        for path in
            [format!("{}?report=nonsense", new(incident)), format!("{}?report={incident}", new(incident))]
        {
            let status = site.get(&path).await.status;
            assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{path}: {status}");
        }
        assert_eq!(site.get("/incidents/nonsense/accounts/new").await.status, StatusCode::NOT_FOUND);
        let other = RecordId(uuid::Uuid::from_u128(7));
        assert_eq!(site.post(&new(other), &sent).await.status, StatusCode::NOT_FOUND);
    }
}
