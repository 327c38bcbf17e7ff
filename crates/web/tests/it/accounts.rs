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
        let origins =
            site.register.incident_origins(site.scope, incident).await.expect("origins").expect("seen");
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

/// Three reports: one first-hand, one that translates it, one of unknown origin and the same address as the first.
async fn three(site: &Site, incident: RecordId) -> Vec<RecordId> {
    let mut reports = Vec::new();
    for (source, origin, url) in [
        ("Orient Net", "first_hand", "https://a.example/1"),
        ("Wire", "heard", "https://b.example/2"),
        ("Page", "", "http://a.example/1"),
    ] {
        let mut sent = filled(&site.page(&new(incident)).await);
        let killed = reports.len() * 5 + 3;
        for (name, value) in
            [("source", source), ("origin", origin), ("url", url), ("speaker", source), ("words", source)]
        {
            set(&mut sent, name, value);
        }
        set(&mut sent, "killed.min", &killed.to_string());
        set(&mut sent, "killed.max", &(killed + 1).to_string());
        let answer = site.post(&new(incident), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let all = site.register.batch(site.scope, Kind::Report, None, 200).await.expect("reports");
        reports.extend(all.iter().map(|report| report.id).find(|id| !reports.contains(id)));
    }
    reports
}

fn act(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn tie<'a>(from: &'a str, how: &'a str, to: &'a str, why: &'a str) -> Vec<(String, String)> {
    act(&[("act", "tie"), ("from", from), ("how", how), ("to", to), ("why", why)])
}

#[tokio::test]
async fn a_tie_is_refused_with_what_was_chosen() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let path = format!("/incidents/{incident}/independence");
        assert!(site.page(&path).await.contains("No account of it is held here"));
        let ids: Vec<String> = three(&site, incident).await.iter().map(ToString::to_string).collect();
        let refused = site.post(&path, &tie(&ids[1], "translates", &ids[1], "x")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("A report cannot be tied to itself."));
        let chosen = format!("<option value=\"{}\" selected>", ids[1]);
        assert!(refused.text().contains(&chosen), "what was chosen stays");
        let silent = site.post(&path, &tie(&ids[1], "translates", &ids[0], " ")).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text().contains("A change needs a reason."));
        let elsewhere = site.make(Kind::Report, json!({"title": "Of something else"})).await.to_string();
        let other = site.post(&path, &tie(&ids[1], "quotes", &elsewhere, "x")).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let foreign = site.post_from(&path, &tie(&ids[1], "quotes", &ids[0], "x"), "cross-site").await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        let arabic = site.get(&format!("{path}?lang=ar")).await.text();
        assert!(!arabic.contains('⟦') && arabic.contains("الأصول المستقلة الثابتة"));
    }
}

#[tokio::test]
async fn reports_are_tied_and_the_tie_is_taken_back() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        let path = format!("/incidents/{incident}/independence");
        let ids: Vec<String> = three(&site, incident).await.iter().map(ToString::to_string).collect();
        let page = site.page(&path).await;
        let established =
            "Independent origins established: <a class=\"fig\" href=\"#reports\"><strong>1</strong>";
        assert!(
            page.contains(established) && page.contains("<strong>3</strong>"),
            "one, at most three: {page}"
        );
        assert!(page.contains("Both have the same address"));
        assert!(page.contains("Nothing is tied unless a person says so"));
        assert_eq!(page.matches("<tr id=\"r-").count(), 3, "each report once in the table");

        let made = site.post(&path, &tie(&ids[1], "translates", &ids[0], "It <b>says</b> so")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let page = site.page(made.location()).await;
        assert!(page.contains("The two are tied") && page.contains("It &lt;b&gt;says&lt;/b&gt; so"));
        assert!(page.contains(">translates 1</text>") && page.contains("Derives from another report"));
        assert!(page.contains("<strong>2</strong>"), "at most two now");

        let link = page.split("name=\"link\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let link = link.expect("a link");
        let withdraw = |why: &str| act(&[("act", "withdraw"), ("link", link), ("why", why)]);
        assert_eq!(site.post(&path, &withdraw("")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = site.post(&path, &withdraw("Another text")).await;
        let page = site.page(gone.location()).await;
        assert!(page.contains("The tie is taken back") && page.contains("<strong>3</strong>"));
        assert_eq!(site.post(&path, &withdraw("Again")).await.status, StatusCode::NOT_FOUND);
        let kept = site.page(&format!("/records/links/{link}")).await;
        assert!(kept.contains("Another text"), "it keeps its page");
    }
}

#[tokio::test]
async fn rival_accounts_stand_side_by_side() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        three(&site, incident).await;
        let mut denial = filled(&site.page(&new(incident)).await);
        for (name, value) in [
            ("source", "Press desk"),
            ("polarity", "denies"),
            ("actors", "Nobody"),
            ("killed.min", "0"),
            ("killed.max", "0"),
        ] {
            set(&mut denial, name, value);
        }
        assert_eq!(site.post(&new(incident), &denial).await.status, StatusCode::SEE_OTHER);
        let page = site.page(&format!("/incidents/{incident}")).await;
        let table = page
            .split("<table class=\"accounts stack\">")
            .nth(1)
            .and_then(|rest| rest.split("</table>").next())
            .expect("table");
        for name in ["Orient Net", "Wire", "Page", "Press desk"] {
            assert!(table.contains(&format!("<bdi>{name}</bdi>")), "{name}");
        }
        assert_eq!(table.matches("lowest of all").count(), 1);
        assert_eq!(table.matches("highest of all").count(), 1);
        let lowest = table.find("lowest of all").expect("marked");
        assert!(
            table[..lowest].ends_with("<small class=\"quiet\">") && table[..lowest].contains("3–4"),
            "the denial gives no end"
        );
        assert_eq!(
            table.matches("they differ").count(),
            3,
            "polarity, killed, who is held responsible: {table}"
        );
        assert!(
            table.contains("none: it denies, so it supports nothing") && table.contains("/independence#r-")
        );
    }
}

#[tokio::test]
async fn the_pages_ask_as_much_of_a_hundred_reports_as_of_three() {
    for site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
        three(&site, incident).await;
        let paths =
            [format!("/incidents/{incident}"), format!("/incidents/{incident}/independence"), new(incident)];
        let mut few = Vec::new();
        for path in &paths {
            let before = site.register.db.statements();
            site.page(path).await;
            few.push(site.register.db.statements() - before);
        }
        let mut work =
            site.register.begin(super::site::reason("Many"), site.scope.project).await.expect("work");
        for number in 0..97 {
            let body = |value: Value| value.as_object().expect("object").clone();
            let source = work
                .create(Kind::Source, body(json!({"name": format!("Paper {number}")})))
                .await
                .expect("source");
            let report = json!({"title": "An account", "source": source, "url": "https://a.example/1"});
            let report = work.create(Kind::Report, body(report)).await.expect("report");
            let (from, to) = ((Kind::Report, report.0), (Kind::Incident, incident.0));
            work.link(from, domain::vocabulary::LinkRole::About, to, std::collections::BTreeMap::new())
                .await
                .expect("link");
        }
        work.commit().await.expect("kept");
        for (path, few) in paths.iter().zip(few) {
            let before = site.register.db.statements();
            let page = site.page(path).await;
            assert_eq!(site.register.db.statements() - before, few, "{path}");
            assert!(page.len() < 1_500_000, "{path}: {} bytes", page.len());
        }
    }
}
