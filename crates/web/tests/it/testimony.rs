//! Interviews, consent, verification, identities and legal requests on their pages.

use crate::site::{Site, form, reason, set, sites};
use axum::http::StatusCode;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use serde_json::json;

const SEALED: &str = include_str!("../../../domain/src/sealed_text/two_keys.age");
/// A line of what is sealed: what no page but one may hold.
const LINE: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0";

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn source(site: &Site) -> RecordId {
    site.make(Kind::Source, json!({"name": "Witness <1>", "kind": "witness"})).await
}

/// A custodian of this number, who is signed in then.
async fn custodian(site: &mut Site, number: u128) -> ActorId {
    let person = ActorId(uuid::Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0000 + number));
    let roles = vec![Role::Custodian];
    let member = Member { person, roles, clearance: AccessLabel::Sealed, ended: false, note: None };
    let mut work = site.register.begin(reason("Give a role"), site.scope.project).await.expect("work");
    work.set_member(&member).await.expect("member");
    work.commit().await.expect("kept");
    site.hand_to(person).await;
    person
}

#[tokio::test]
async fn an_interview_is_noted_and_what_was_promised_is_due() {
    for site in sites().await {
        let source = source(&site).await;
        let page = site.page(&format!("/records/sources/{source}")).await;
        let path = format!("/sources/{source}/interviews/new");
        for way in [
            path.as_str(),
            &format!("/sources/{source}/consents/new"),
            &format!("/sources/{source}/identity"),
        ] {
            assert!(page.contains(way), "{way}");
        }
        let mut sent = form(&site.page(&path).await);
        set(&mut sent, "when.edtf", "2026-10-01");
        set(&mut sent, "method", "in_person");
        set(&mut sent, "feedback_promised", "<script>alert(1)</script> نخبرهم");
        set(&mut sent, "feedback_due", "2026-10-20");
        let refused = site.post(&path, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("&lt;script&gt;") && !refused.text().contains("<script>alert"));
        set(&mut sent, "act.why", "The field team asked");
        set(&mut sent, "act.label", "team");
        let kept = site.post(&path, &sent).await;
        assert!(kept.location().starts_with("/records/interviews/"), "{}", kept.text());
        for (lang, words) in [("en", "days late"), ("ar", "متأخر")] {
            let due = site.page(&format!("/feedback?lang={lang}")).await;
            assert!(due.contains(words) && due.contains("نخبرهم") && !due.contains("<script>alert"), "{due}");
        }
        assert!(site.page("/work").await.contains("href=\"/feedback\""));
        let mut sent = form(&site.page(&format!("{}/edit", kept.location())).await);
        set(&mut sent, "feedback_given.edtf", "2026-10-22");
        set(&mut sent, "act.why", "They were told");
        site.post(&format!("{}/edit", kept.location()), &sent).await;
        assert!(site.page("/feedback?lang=en").await.contains("Nothing is due"));
    }
}

#[tokio::test]
async fn consent_is_noted_purpose_by_purpose_and_withdrawn() {
    for site in sites().await {
        let source = source(&site).await;
        let path = format!("/sources/{source}/consents/new");
        let mut sent = form(&site.page(&path).await);
        let before = site.page(&path).await;
        assert_eq!(before.matches("Not allowed: nobody asked").count(), 9, "{before}");
        assert!(!before.contains("value=\"yes\" checked") && !before.contains("value=\"no\" checked"));
        // Of each row one button is sent.
        sent.retain(|(name, _)| !name.starts_with("said."));
        sent.extend(pairs(&[("said.publish_anonymous", "yes"), ("said.court", "no"), ("said.photo", "")]));
        for (name, value) in [
            ("given.edtf", "2026-10-01"),
            ("form", "written"),
            ("act.why", "They signed"),
            ("act.label", "team"),
        ] {
            set(&mut sent, name, value);
        }
        let kept = site.post(&path, &sent).await;
        assert!(kept.location().starts_with("/records/consents/"), "{}", kept.text());
        let id = kept.location().rsplit('/').next().expect("id").to_owned();
        let page = site.page(&path).await;
        assert!(
            page.contains("<strong>Allowed</strong>") && page.contains("Not allowed: they refused"),
            "{page}"
        );
        let withdraw = format!("/consents/{id}/withdraw");
        let sent = pairs(&[("words", "<b>لا</b>"), ("reason", "They called")]);
        assert_eq!(site.post(&withdraw, &sent).await.location(), format!("{path}#held"));
        let page = site.page(&path).await;
        assert!(page.contains("Not allowed: they withdrew it") && page.contains("&lt;b&gt;لا"), "{page}");
        assert!(!page.contains(&withdraw));
        assert!(site.page(&format!("{path}?lang=ar")).await.contains("غير مسموح: سحبوا رضاهم"));
    }
}

#[tokio::test]
async fn whoever_collected_is_told_that_somebody_else_verifies() {
    for mut site in sites().await {
        let incident = site.make(Kind::Incident, json!({"title": "Mill"})).await;
        let report = site.make(Kind::Report, json!({"title": "Voice"})).await;
        let path = format!("/records/reports/{report}/verifications/new");
        let mut sent = form(&site.page(&path).await);
        for (name, value) in [
            ("question", "Where?"),
            ("method", "shadows"),
            ("result", "likely"),
            ("reasons", "r"),
            ("act.why", "w"),
        ] {
            set(&mut sent, name, value);
        }
        let own = site.post(&path, &sent).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.text().contains("Whoever collected it does not verify it"), "{}", own.text());
        let none = format!("/records/incidents/{incident}/verifications/new");
        assert_eq!(site.get(&none).await.status, StatusCode::NOT_FOUND);
        site.become_member(1, &[Role::Researcher]).await;
        let kept = site.post(&path, &sent).await;
        assert!(kept.location().starts_with("/records/verifications/"), "{}", kept.text());
        let visit = format!("/incidents/{incident}/visits/new");
        let mut sent = form(&site.page(&visit).await);
        for (name, value) in [("when.edtf", "2026-10-01"), ("observed", "a crater"), ("act.why", "w")] {
            set(&mut sent, name, value);
        }
        assert!(site.post(&visit, &sent).await.location().starts_with("/records/site-visits/"));
    }
}

#[tokio::test]
async fn only_sealed_text_is_kept_and_one_page_gives_it_out() {
    for mut site in sites().await {
        let source = source(&site).await;
        let path = format!("/sources/{source}/identity");
        let one = custodian(&mut site, 1).await;
        let keys = ["q", "z"].map(|letter| format!("age1{}", letter.repeat(58)));
        let private = [("do", "add"), ("recipient", "AGE-SECRET-KEY-1QQ"), ("reason", "r")];
        let refused = site.post("/custodian-keys", &pairs(&private)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.text().contains("AGE-SECRET-KEY-1QQ"));
        for key in &keys {
            let sent = [("do", "add"), ("recipient", key.as_str()), ("reason", "My key")];
            assert_eq!(site.post("/custodian-keys", &pairs(&sent)).await.location(), "/custodian-keys");
        }
        let page = site.page(&path).await;
        assert!(page.contains("data-seal=\"/assets/vendor/age.") && page.contains("/assets/seal."), "{page}");
        assert!(!page.contains("name=\"seal-text\"") && page.contains("sijil key seal --to age1"));
        let name = "Salma of the third house";
        let seal = |text: &str| {
            let to = [("to", keys[0].as_str()), ("to", keys[1].as_str())];
            pairs(&[("handle", "Heron <i>"), ("sealed", text), ("reason", "r"), to[0], to[1]])
        };
        for text in [name, &format!("{name}\n{SEALED}")] {
            let refused = site.post(&path, &seal(text)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains("This text is not sealed") && !refused.text().contains(name));
        }
        assert_eq!(site.post(&path, &seal(SEALED)).await.location(), format!("{path}?done=yes"));
        let page = site.page(&path).await;
        assert!(page.contains("Heron &lt;i&gt;"), "{page}");
        let ask = page.split("action=\"/identities/").nth(1).and_then(|rest| rest.split('"').next());
        let identity = ask.expect("a form").to_owned();
        nowhere(&site, &path, &identity).await;

        let action = format!("/identities/{identity}");
        assert_eq!(
            site.post(&action, &pairs(&[("do", "ask"), ("reason", "A court")])).await.location(),
            path
        );
        let open = site.register.open_approvals(site.scope, 9).await.expect("approvals");
        let asking = open[0].id.to_string();
        let give = pairs(&[("do", "give"), ("asking", &asking), ("reason", "Read it")]);
        for number in [2, 3] {
            let early = site.post(&action, &give).await;
            assert!(early.status.is_client_error() && !early.text().contains(LINE), "{}", early.text());
            custodian(&mut site, number).await;
            let agree = pairs(&[("do", "approve"), ("reason", "Needed")]);
            assert_eq!(site.post(&format!("/approvals/{asking}"), &agree).await.location(), "/approvals");
            let other = site.post(&action, &give).await;
            assert!(other.status.is_client_error() && !other.text().contains(LINE));
            site.hand_to(one).await;
        }
        let given = site.post(&action, &give).await;
        assert_eq!(given.status, StatusCode::OK);
        assert!(given.text().contains(LINE));
        assert!(given.headers["cache-control"].to_str().expect("ascii").contains("no-store"));
        nowhere(&site, &path, &identity).await;
    }
}

/// Pages and answers that somebody cleared for everything reads.
async fn nowhere(site: &Site, path: &str, identity: &str) {
    let record = format!("/records/sealed-identities/{identity}");
    let mut paths = vec![path.to_owned(), "/records/sealed-identities".to_owned(), "/log".to_owned()];
    paths.extend([
        record.clone(),
        format!("{record}/history"),
        format!("{record}?at=9999-12-31"),
        "/approvals".to_owned(),
    ]);
    let id = identity.parse().expect("id");
    for act in site.register.history(site.scope, Kind::SealedIdentity, id).await.expect("acts") {
        site.register.sequence().await.expect("numbered");
        for end in ["", "/proof", "/leaf"] {
            paths.push(format!("/log/acts/{}{end}", act.act.id));
        }
    }
    for path in paths {
        let answer = site.get(&path).await;
        let text = answer.text();
        assert!(answer.status.is_success(), "{path}: {} {text}", answer.status);
        assert!(
            !text.contains(LINE) && !text.contains("BEGIN AGE ENCRYPTED FILE-----\nYW"),
            "{path}: {text}"
        );
    }
    for path in [format!("{record}/edit"), "/export/sealed-identities?format=csv".to_owned()] {
        assert!(!site.get(&path).await.status.is_success(), "{path}");
    }
}

#[tokio::test]
async fn a_legal_request_is_logged_answered_and_its_hold_ended() {
    for mut site in sites().await {
        let report = site.make(Kind::Report, json!({"title": "Voice"})).await;
        custodian(&mut site, 1).await;
        let mut sent = form(&site.page("/legal").await);
        for (name, value) in [
            ("kind", "subpoena"),
            ("received.edtf", "2026-10-01"),
            ("asked_for", "everything"),
            ("records", &report.to_string()),
            ("holds", "yes"),
            ("due", "2026-10-30"),
            ("act.why", "It came by post"),
        ] {
            set(&mut sent, name, value);
        }
        let refused = site.post("/legal", &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        set(&mut sent, "asked_by", "A <court>");
        let kept = site.post("/legal", &sent).await;
        let path = kept.location().to_owned();
        assert!(path.starts_with("/legal/"), "{}", kept.text());
        let list = site.page("/legal").await;
        assert!(list.contains("A &lt;court&gt;") && list.contains("Overdue"), "{list}");
        let held = site.register.held(site.scope.project, &[report]).await.expect("held");
        assert_eq!(held.len(), 1);
        let mut sent = form(&site.page(&path).await);
        assert!(sent.contains(&("holds".to_owned(), "yes".to_owned())), "{sent:?}");
        for (name, value) in
            [("answer", "refused"), ("answered.edtf", "2026-10-20"), ("holds", ""), ("act.why", "No")]
        {
            set(&mut sent, name, value);
        }
        assert_eq!(site.post(&path, &sent).await.location(), "/legal");
        assert!(site.register.held(site.scope.project, &[report]).await.expect("held").is_empty());
        assert!(site.page("/legal?lang=ar").await.contains("رُفض"));
    }
}
