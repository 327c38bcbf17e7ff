//! The team's work over HTTP: who may press what, what a reviewer is shown, and what comes back with a refusal.

use super::site::{Site, form, set, sites};
use axum::http::StatusCode;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assessment, Member};
use domain::vocabulary::{AccessLabel, Role, Stage};
use register::Reason;
use register::team::approval::Asked;
use register::team::queue::Whose;
use serde_json::json;

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn incident(site: &Site, title: &str) -> RecordId {
    let id = site
        .make(Kind::Incident, json!({"title": title, "codes": ["EX009"], "strike_status": "likely"}))
        .await;
    site.support(id).await;
    id
}

/// An assessment of our own by whoever is signed in.
async fn assess(
    site: &Site,
    actor: domain::id::ActorId,
    incident: RecordId,
    version: i64,
    grade: &str,
) -> RecordId {
    let reason = Reason { actor, why: "Assess it".to_owned() };
    let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
    let of = json!({"incident": incident, "version": version, "basis": "own", "grade": grade,
        "killed": {"min": 3, "max": 5}, "rationale": "Two accounts"});
    let id =
        work.create(Kind::Assessment, of.as_object().expect("object").clone()).await.expect("assessment");
    work.commit().await.expect("kept");
    id
}

#[tokio::test]
async fn an_allegation_goes_from_the_queue_to_an_accepted_assessment_by_two_people() {
    for mut site in sites().await {
        let target = incident(&site, "Mill").await;
        let here = format!("/incidents/{target}/work");
        let author = site.become_member(1, &[Role::Researcher]).await;
        let page = site.page(&here).await;
        assert!(page.contains("Nobody has taken this incident up yet"), "{page}");
        assert_eq!(site.post(&here, &pairs(&[("do", "take-up")])).await.location(), here);
        let queue = site.page("/work").await;
        assert!(queue.contains("Mill") && queue.contains("Take it"), "{queue}");
        let task = site.register.queue(site.scope, Stage::New, Whose::Nobody, None, 5).await.expect("queue")
            [0]
        .task
        .id;
        assert_eq!(
            site.post(&format!("/tasks/{task}"), &pairs(&[("do", "take")])).await.location(),
            "/work?stage=new"
        );
        assert!(site.page("/work?whose=mine").await.contains("Give it back"));
        let to = pairs(&[("do", "move"), ("from", "new"), ("to", "triaged")]);
        assert_eq!(site.post(&here, &to).await.status, StatusCode::SEE_OTHER);
        let again = site.post(&here, &to).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("changed since you opened it"), "{}", again.text());
        assert_eq!(
            site.post(&here, &pairs(&[("do", "submit")])).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );

        let assessment = assess(&site, author, target, 1, "fair").await;
        assert!(site.page(&here).await.contains("Hand in for review"));
        assert_eq!(site.post(&here, &pairs(&[("do", "submit")])).await.location(), here);
        let review = format!("/assessments/{assessment}/review");
        assert!(site.page(&review).await.contains("You wrote some of this assessment"));

        let other = site.become_member(2, &[Role::Reviewer]).await;
        assert!(site.page("/work").await.contains("Mill"), "a reviewer begins at what was handed in");
        let mut sent = form(&site.page(&review).await);
        set(&mut sent, "do", "returned");
        set(&mut sent, "comment.killed", "");
        let silent = site.post(&review, &sent).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text().contains("Say why it is returned"));
        set(&mut sent, "comment.killed", "Whose figure is <5>?");
        assert_eq!(site.post(&review, &sent).await.location(), here);
        let returned = site.page(&review).await;
        assert!(returned.contains("Whose figure is &lt;5&gt;?") && returned.contains("not in review"));

        site.hand_to(author).await;
        let second = assess(&site, author, target, 2, "weak").await;
        assert_eq!(site.post(&here, &pairs(&[("do", "submit")])).await.location(), here);
        site.hand_to(other).await;
        let review = format!("/assessments/{second}/review");
        let page = site.page(&review).await;
        assert!(page.contains("Since") && page.contains("<del>") && page.contains("<ins>"), "{page}");
        let mut sent = form(&page);
        set(&mut sent, "do", "accepted");
        assert_eq!(site.post(&review, &sent).await.location(), here);
        assert!(site.register.reviewed(site.scope, target).await.expect("read").is_some());
        // The same form again: nothing is accepted twice.
        assert_eq!(site.post(&review, &sent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let arabic = site.page(&format!("{review}?lang=ar")).await;
        assert!(arabic.contains("مراجعة") && arabic.contains("dir=\"rtl\""));
    }
}

#[tokio::test]
async fn a_role_that_does_not_allow_it_is_told_so() {
    for mut site in sites().await {
        let target = incident(&site, "Mill").await;
        site.become_member(1, &[Role::Campaigner]).await;
        let here = format!("/incidents/{target}/work");
        let refused = site.post(&here, &pairs(&[("do", "take-up")])).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains("roles in this project do not allow"), "{}", refused.text());
        let page = site.page(&here).await;
        assert!(!page.contains("Pass to:") && !page.contains("Hand in for review"));
        let edit = format!("/records/incidents/{target}/edit");
        assert_eq!(site.get(&edit).await.status, StatusCode::FORBIDDEN);
        let sent = pairs(&[("title", "Mine"), ("act.why", "Because")]);
        assert_eq!(site.post(&edit, &sent).await.status, StatusCode::FORBIDDEN);
        let comment = pairs(&[("do", "comment"), ("words", "مطحنة أم فرن؟")]);
        assert_eq!(site.post(&here, &comment).await.status, StatusCode::SEE_OTHER);
        assert!(site.page(&here).await.contains("مطحنة أم فرن؟"));
    }
}

#[tokio::test]
async fn what_takes_two_waits_for_the_second() {
    for mut site in sites().await {
        let one = site.become_member(1, &[Role::Admin]).await;
        let third = domain::id::ActorId(uuid::Uuid::from_u128(33));
        let member = Member {
            person: third,
            roles: vec![Role::Reviewer],
            clearance: AccessLabel::Team,
            ended: false,
            note: None,
        };
        let reason = Reason { actor: one, why: "They join".to_owned() };
        let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
        let approval = work.ask(&Asked::Member(member)).await.expect("asked");
        work.commit().await.expect("kept");
        let page = site.page("/approvals").await;
        assert!(page.contains("You asked for this") && page.contains("Reviewer"), "{page}");
        let path = format!("/approvals/{approval}");
        let yes = pairs(&[("do", "approve"), ("reason", "Known to us")]);
        assert_eq!(site.post(&path, &yes).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        site.become_member(2, &[Role::Admin]).await;
        assert_eq!(
            site.post(&path, &pairs(&[("do", "approve")])).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(site.post(&path, &yes).await.location(), "/approvals");
        assert!(site.register.permit(third, site.scope.project).await.is_ok());
        assert!(site.page("/approvals").await.contains("Nothing is waiting"));
    }
}

#[tokio::test]
async fn a_grade_against_the_rules_is_shown_to_the_second_person() {
    for mut site in sites().await {
        let target = site.make(Kind::Incident, json!({"title": "Ferry"})).await;
        let author = site.become_member(1, &[Role::Researcher]).await;
        let fair = json!({"incident": target, "version": 1, "basis": "own", "grade": "fair", "rationale": "We were there"});
        let fair: Assessment = serde_json::from_value(fair).expect("assessment");
        let reason = Reason { actor: author, why: "Seen with own eyes".to_owned() };
        let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
        work.ask(&Asked::Assessment(Box::new(fair))).await.expect("asked");
        work.commit().await.expect("kept");
        site.become_member(2, &[Role::Reviewer]).await;
        let page = site.page("/approvals").await;
        assert!(page.contains("We were there") && page.contains("g-fair"), "{page}");
    }
}

#[tokio::test]
async fn statements_of_the_queue_do_not_grow_with_it() {
    for mut site in sites().await {
        let actor = site.become_member(1, &[Role::Researcher]).await;
        let mut used = Vec::new();
        for number in [3, 60] {
            let reason = Reason { actor, why: "Take up".to_owned() };
            let mut work = site.register.begin(reason, site.scope.project).await.expect("work");
            for place in 0..number {
                let title = json!({"title": format!("Mill {place}")});
                let id = work
                    .create(Kind::Incident, title.as_object().expect("object").clone())
                    .await
                    .expect("made");
                work.take_up(id).await.expect("taken up");
            }
            work.commit().await.expect("kept");
            let before = site.register.db.statements();
            let page = site.page("/work").await;
            used.push(site.register.db.statements() - before);
            assert!(page.contains("Mill"));
        }
        assert_eq!(used[0], used[1]);
        assert!(used[0] <= 8, "{used:?}");
    }
}

/// The value of a cookie that an answer sets, as the browser sends it back.
fn set_cookies(answer: &super::site::Answer) -> String {
    let set = answer.headers.get_all(axum::http::header::SET_COOKIE).iter();
    let pairs = set.map(|value| value.to_str().expect("ascii").split(';').next().expect("pair").to_owned());
    pairs.filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn the_owner_practises_as_invented_people_only_and_comes_back() {
    for mut site in sites().await {
        let exercise = domain::record::Project {
            code: "exercise".into(),
            name: "Exercise".into(),
            exercise: true,
            ..Default::default()
        };
        let real = site.scope;
        let exercise =
            site.register.make_project(super::site::reason("Exercise"), &exercise).await.expect("project");
        let owner = site.cookie.clone();
        site.scope = register::Scope::of(exercise);
        let invented = site.become_member(1, &[Role::Reviewer]).await;
        site.scope = real;
        let colleague = site.become_member(2, &[Role::Reviewer]).await;
        // A colleague may not practise, and nobody goes on as them.
        let as_invented = pairs(&[("person", &invented.to_string())]);
        assert_eq!(site.post("/practise", &as_invented).await.status, StatusCode::FORBIDDEN);
        site.cookie.clone_from(&owner);
        assert!(site.page("/").await.contains("Practise as"));
        let as_colleague = pairs(&[("person", &colleague.to_string())]);
        assert_eq!(site.post("/practise", &as_colleague).await.status, StatusCode::NOT_FOUND);
        let gone = site.post("/practise", &as_invented).await;
        assert_eq!(gone.location(), "/work");
        site.cookie = set_cookies(&gone);
        assert!(site.page("/work").await.contains("Exercise"));
        assert_eq!(site.get("/people").await.status, StatusCode::FORBIDDEN);
        let back = site.post("/practise", &[]).await;
        assert_eq!(back.location(), "/");
        let practised = std::mem::replace(&mut site.cookie, set_cookies(&back));
        assert!(site.page("/people").await.contains("</html>"));
        site.cookie = practised.split("; ").nth(1).expect("the other session").to_owned();
        assert_eq!(site.get("/work").await.status, StatusCode::UNAUTHORIZED, "that session has ended");
    }
}

#[tokio::test]
async fn an_administrator_asks_for_roles_on_a_page() {
    for mut site in sites().await {
        let other = site.become_member(3, &[Role::Researcher]).await;
        assert_eq!(site.get("/members").await.status, StatusCode::FORBIDDEN);
        site.become_member(1, &[Role::Admin]).await;
        assert!(site.page("/members").await.contains("Researcher"));
        let person = other.to_string();
        let both = [
            ("person", person.as_str()),
            ("role", "admin"),
            ("role", "custodian"),
            ("clearance", "team"),
            ("reason", "<b>"),
        ];
        let refused = site.post("/members", &pairs(&both)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("cannot be a custodian") && refused.text().contains("&lt;b&gt;"));
        let silent = [("person", person.as_str()), ("role", "reviewer"), ("clearance", "team")];
        assert_eq!(site.post("/members", &pairs(&silent)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let asked = [
            ("person", person.as_str()),
            ("role", "reviewer"),
            ("clearance", "team"),
            ("reason", "They review now"),
        ];
        assert_eq!(site.post("/members", &pairs(&asked)).await.location(), "/approvals");
        assert!(site.page("/approvals?lang=ar").await.contains("مراجع"));
        let permit = site.register.permit(other, site.scope.project).await.expect("permit");
        assert_eq!(permit.roles(), [Role::Researcher], "nothing changes before the second");
    }
}
