//! Corrections over HTTP: what is kept, what is refused, what two people do at once.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use serde_json::json;

async fn tally(site: &Site) -> RecordId {
    let count = json!({"min": 1417, "bound": "at_least"});
    let raw = json!({"estimate": "1417+"});
    let body = json!({"body": "Coalition", "kind": "civilians_killed", "count": count, "note": "a note", "raw": raw});
    site.make(Kind::Tally, body).await
}

fn path(kind: &str, id: RecordId, end: &str) -> String {
    format!("/records/{kind}/{id}{end}")
}

async fn acts(site: &Site, kind: Kind, id: RecordId) -> usize {
    site.register.history(site.scope, kind, id).await.expect("history").len()
}

#[tokio::test]
async fn a_toll_is_corrected_with_its_reason() {
    for site in sites().await {
        let id = tally(&site).await;
        let page = site.page(&path("tallies", id, "/edit")).await;
        assert!(page.contains("Correct the toll"), "{page}");
        let mut sent = form(&page);
        set(&mut sent, "count.min", "1,410");
        set(&mut sent, "act.because", "entered_wrongly");
        set(&mut sent, "act.why", "The report says 1,410");
        let answer = site.post(&path("tallies", id, "/edit"), &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let done = site.page(answer.location()).await;
        assert!(done.contains("Corrected (was, now):"));
        assert!(done.contains("<del>") && done.contains("1,417") && done.contains("1,410"));
        assert!(done.contains("The report says 1,410"));
        let history = site.register.history(site.scope, Kind::Tally, id).await.expect("history");
        let last = &history.last().expect("act").act;
        let names: Vec<&str> = last.fields.keys().map(String::as_str).collect();
        assert_eq!(names, ["because", "count", "project", "why"], "only the changed field is in the act");
        assert_eq!(last.fields["count"], json!({"min": 1410, "bound": "at_least"}));
        assert_eq!(last.fields["because"], json!("entered_wrongly"));
        let told = site.page(&path("tallies", id, "/history")).await;
        assert!(told.contains("Entered wrongly: The report says 1,410") && told.contains("<ins>"));
    }
}

#[tokio::test]
async fn an_unchanged_form_makes_no_act() {
    for site in sites().await {
        let id = tally(&site).await;
        let mut sent = form(&site.page(&path("tallies", id, "/edit")).await);
        set(&mut sent, "act.why", "Nothing in particular");
        set(&mut sent, "act.because", "new_information");
        let answer = site.post(&path("tallies", id, "/edit"), &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("Nothing differs from what is recorded"));
        assert_eq!(acts(&site, Kind::Tally, id).await, 1);
    }
}

#[tokio::test]
async fn a_refusal_keeps_everything_typed() {
    for site in sites().await {
        let id = tally(&site).await;
        let mut sent = form(&site.page(&path("tallies", id, "/edit")).await);
        set(&mut sent, "count.min", "20");
        set(&mut sent, "count.max", "12");
        set(&mut sent, "count.bound", "range");
        set(&mut sent, "note", "typed <by hand>");
        set(&mut sent, "act.why", "It was the wrong way round");
        let answer = site.post(&path("tallies", id, "/edit"), &sent).await;
        let page = answer.text();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("The minimum, 20, is above the maximum, 12."));
        assert!(page.contains("A change to a statement or judgment needs its kind."));
        let kept = form(&page);
        let value = |name: &str| kept.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str());
        assert_eq!(value("count.min"), Some("20"));
        assert_eq!(value("count.max"), Some("12"));
        assert_eq!(value("note"), Some("typed <by hand>"));
        assert_eq!(value("act.why"), Some("It was the wrong way round"));
        assert_eq!(acts(&site, Kind::Tally, id).await, 1);
        set(&mut sent, "act.why", "");
        let page = site.post(&path("tallies", id, "/edit"), &sent).await.text();
        assert!(page.contains("A change needs a reason."));
    }
}

#[tokio::test]
async fn two_forms_opened_at_once_keep_both_values_until_one_is_kept() {
    for site in sites().await {
        let id = tally(&site).await;
        let edit = path("tallies", id, "/edit");
        let (mut one, mut two) = (form(&site.page(&edit).await), form(&site.page(&edit).await));
        for (sent, value, why) in [(&mut one, "1500", "First reader"), (&mut two, "1600", "Second reader")] {
            set(sent, "count.min", value);
            set(sent, "act.because", "source_changed");
            set(sent, "act.why", why);
        }
        set(&mut two, "note", "another note");
        let first = site.post(&edit, &one).await;
        assert!(!site.page(first.location()).await.contains("Two values stand"));
        let second = site.post(&edit, &two).await;
        let page = site.page(second.location()).await;
        assert!(
            page.contains("Kept beside another change")
                && page.contains("Two values stand for: <bdi>Count</bdi>")
        );
        for told in ["1,500", "1,600", "First reader", "Second reader"] {
            assert!(page.contains(told), "{told}");
        }
        let record = site.register.record(site.scope, Kind::Tally, id).await.expect("record");
        assert_eq!(record.body["count"]["min"], json!(1500), "the earlier value is shown");
        assert_eq!(record.body["note"], json!("another note"), "what nobody else changed is changed");
        assert_eq!(record.conflicts, 1);

        let keep = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let keep: Vec<&str> = keep.filter(|address| address.contains("keep=")).collect();
        assert_eq!(keep.len(), 2);
        let mut settle = form(&site.page(keep[1]).await);
        set(&mut settle, "act.why", "The second reader is right");
        let settled = site.post(&edit, &settle).await;
        assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text());
        let record = site.register.record(site.scope, Kind::Tally, id).await.expect("record");
        assert_eq!((record.body["count"]["min"].clone(), record.conflicts), (json!(1600), 0));
        let last = site.register.history(site.scope, Kind::Tally, id).await.expect("history");
        assert_eq!(last.last().expect("act").act.fields["because"], json!("settles_conflict"));
        site.register.sequence().await.expect("sequenced");
        assert!(site.register.fsck().await.expect("fsck").is_sound());
    }
}

#[tokio::test]
async fn changes_asked_for_by_another_site_are_refused() {
    for site in sites().await {
        let id = tally(&site).await;
        let mut sent = form(&site.page(&path("tallies", id, "/edit")).await);
        set(&mut sent, "count.min", "1");
        set(&mut sent, "act.because", "entered_wrongly");
        set(&mut sent, "act.why", "evil");
        let answer = site.post_from(&path("tallies", id, "/edit"), &sent, "cross-site").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(acts(&site, Kind::Tally, id).await, 1);
    }
}

#[tokio::test]
async fn an_id_is_named_by_code_or_name() {
    for site in sites().await {
        let source = site.make(Kind::Source, json!({"name": "Orient Net"})).await;
        let id = site.make(Kind::Report, json!({"title": "A day in June"})).await;
        let edit = path("reports", id, "/edit");
        let mut sent = form(&site.page(&edit).await);
        set(&mut sent, "source", "orient net");
        set(&mut sent, "published.edtf", "2017-06-10");
        set(&mut sent, "published.zone", "Asia/Damascus");
        set(&mut sent, "act.because", "new_information");
        set(&mut sent, "act.why", "Its masthead");
        let mut wrong = sent.clone();
        set(&mut wrong, "source", "nobody");
        set(&mut wrong, "published.edtf", "10 June");
        let page = site.post(&edit, &wrong).await.text();
        assert!(page.contains("No record, or more than one, has this code or name."));
        assert!(page.contains("This is not a date that is read here."));
        let answer = site.post(&edit, &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let record = site.register.record(site.scope, Kind::Report, id).await.expect("record");
        assert_eq!(record.body["source"], json!(source));
        assert_eq!(record.body["published"]["earliest"], json!("2017-06-09T21:00:00Z"));
    }
}

async fn assessment(site: &Site) -> (RecordId, RecordId) {
    let incident = site.make(Kind::Incident, json!({"title": "Baghuz"})).await;
    site.support(incident).await;
    let killed = json!({"min": 4, "max": 300, "bound": "range"});
    let body = json!({"incident": incident, "version": 1, "basis": "own", "grade": "fair", "killed": killed});
    (incident, site.make(Kind::Assessment, body).await)
}

#[tokio::test]
async fn a_corrected_assessment_is_its_next_version() {
    for site in sites().await {
        let (_, first) = assessment(&site).await;
        let edit = path("assessments", first, "/edit");
        let (mut one, mut two) = (form(&site.page(&edit).await), form(&site.page(&edit).await));
        for (sent, max) in [(&mut one, "200"), (&mut two, "100")] {
            set(sent, "killed.max", max);
            set(sent, "act.because", "new_information");
            set(sent, "act.why", "The review");
        }
        set(&mut two, "grade", "confirmed");
        let answer = site.post(&edit, &one).await;
        let page = site.page(answer.location()).await;
        assert!(page.contains("Corrected (was, now):") && page.contains("4–300") && page.contains("4–200"));
        let versions = |site: &Site| {
            let (register, scope) = (std::sync::Arc::clone(&site.register), site.scope);
            async move { register.batch(scope, Kind::Assessment, None, 10).await.expect("versions") }
        };
        let made = versions(&site).await;
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].body["killed"]["max"], json!(300), "the old judgment is as it was");
        assert_eq!((&made[1].body["version"], &made[1].body["killed"]["max"]), (&json!(2), &json!(200)));
        assert_eq!(made[1].body["grade"], json!("fair"));
        assert!(site.page(&path("assessments", first, "")).await.contains("Versions of this judgment"));

        let answer = site.post(&edit, &two).await;
        let page = site.page(answer.location()).await;
        assert!(page.contains("Two values stand for: <bdi>Killed</bdi>"), "{page}");
        let made = versions(&site).await;
        assert_eq!(made.len(), 3);
        assert_eq!(made[2].body["grade"], json!("confirmed"), "the other field goes on top of version 2");
        assert_eq!((&made[2].body["version"], made[2].conflicts), (&json!(3), 1));
        site.register.sequence().await.expect("sequenced");
        assert!(site.register.fsck().await.expect("fsck").is_sound());
    }
}
