//! Who may do what, and what takes two people: below the web layer, on both databases.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::support::give;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Comment, FieldComment, Member};
use domain::vocabulary::{AccessLabel, Basis, ClosedOutcome, ReviewOutcome, Role, Stage};
use register::permission::{Operation, allows};
use register::team::approval::Asked;
use register::team::queue::Whose;
use register::team::review::Verdict;
use register::team::task::Assignment;
use register::work::Work;
use register::{Error, Reason, Register};
use serde_json::{Map, json};
use uuid::Uuid;

/// A person with one role.
pub async fn person(stand: &Stand, number: u128, roles: &[Role]) -> ActorId {
    let actor = ActorId(Uuid::from_u128(0x7000_0000_0000_4000_8000_0000_0000_0000 + number));
    let clearance =
        if roles.contains(&Role::Custodian) { AccessLabel::Sealed } else { AccessLabel::Sensitive };
    let member = Member { person: actor, roles: roles.to_vec(), clearance, ended: false, note: None };
    let mut work = stand.register.begin(reason("Give a role"), stand.scope.project).await.unwrap();
    work.set_member(&member).await.unwrap();
    work.commit().await.unwrap();
    actor
}

pub async fn by(stand: &Stand, actor: ActorId) -> Work<'_> {
    let reason = Reason { actor, why: "Work on it".to_owned() };
    stand.register.begin(reason, stand.scope.project).await.unwrap()
}

/// The code of a refusal, the operation that is not permitted, or nothing.
pub fn code<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => String::new(),
        Err(Error::Refused(problems)) => problems[0].code.clone(),
        Err(Error::NotPermitted(operation)) => format!("not-permitted {}", operation.slug()),
        Err(error) => error.code().to_owned(),
    }
}

/// An incident with support for any grade, as the owner enters it.
async fn incident(stand: &Stand) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let incident = json!({"title": "Mill", "strike_status": "likely"});
    let incident = work.create(Kind::Incident, body(incident)).await.unwrap();
    give(&mut work, incident).await;
    work.commit().await.unwrap();
    incident
}

fn own(incident: RecordId, version: i64, grade: &str) -> serde_json::Value {
    json!({"incident": incident, "version": version, "basis": "own", "grade": grade, "codebook": "airwars 1"})
}

async fn head(register: &Register, stand: &Stand, assessment: RecordId) -> ActId {
    register.record(stand.scope, Kind::Assessment, assessment).await.unwrap().head_act
}

const fn accept() -> Verdict {
    Verdict { outcome: ReviewOutcome::Accepted, words: None, comments: Vec::new() }
}

#[test]
fn every_operation_has_a_role_and_no_role_has_all() {
    for operation in Operation::ALL {
        assert!(Role::ALL.iter().any(|role| allows(*role, operation)), "{operation:?}");
    }
    for role in Role::ALL {
        assert!(Operation::ALL.iter().any(|operation| !allows(*role, *operation)), "{role:?}");
        assert!(!(allows(*role, Operation::Members) && allows(*role, Operation::Label)), "{role:?}");
    }
}

on_both! {
    async fn a_role_does_what_its_table_says_and_nothing_else(stand: Stand) {
        let target = incident(&stand).await;
        for (number, role) in (1..).zip(Role::ALL) {
            let actor = person(&stand, number, &[*role]).await;
            for kind in Kind::ALL.iter().filter(|kind| !kind.is_of_the_team() && **kind != Kind::Link) {
                let made = match kind {
                    Kind::Project => json!({"code": "p", "name": "P"}),
                    Kind::Source | Kind::Belligerent => json!({"name": "N"}),
                    Kind::Report | Kind::Incident => json!({"title": "T"}),
                    Kind::Assertion => json!({"report": target, "claim": "c"}),
                    Kind::Operation | Kind::Place => json!({"code": format!("{role:?}"), "name": "N"}),
                    Kind::Office => json!({"office": "O", "body": "B"}),
                    Kind::Release => json!({"publisher": "P"}),
                    Kind::ReleaseLine => json!({"release": target, "position": 1}),
                    Kind::Finding => json!({"body": "B"}),
                    Kind::Tally => json!({"body": "B", "kind": "strikes", "measure_words": "m"}),
                    Kind::Strike => json!({}),
                    Kind::Assessment => own(target, 1, "weak"),
                    Kind::ObjectDamage => json!({"incident": target, "class": "hospital"}),
                    _ => json!({"role": "a child"}),
                };
                let mut work = by(&stand, actor).await;
                let got = code(work.create(*kind, body(made)).await);
                let operation = Operation::to_write(*kind).unwrap();
                if allows(*role, operation) {
                    assert!(!got.starts_with("not-permitted"), "{role:?} {kind:?}: {got}");
                } else {
                    assert_eq!(got, format!("not-permitted {}", operation.slug()), "{role:?} {kind:?}");
                }
            }
            for kind in [Kind::Member, Kind::Task, Kind::Comment, Kind::Review, Kind::Approval] {
                let mut work = by(&stand, actor).await;
                let member = json!({"person": actor, "roles": ["admin"], "clearance": "team"});
                let task = json!({"incident": target, "stage": "accepted"});
                let comment = json!({"about": target, "about_kind": "incident", "words": "w"});
                let review = json!({"assessment": target, "version": target, "outcome": "accepted", "reviewer": actor});
                let approval = json!({"action": "merge", "details": "{}", "asked_by": actor, "outcome": "asked"});
                let made = match kind {
                    Kind::Member => member,
                    Kind::Task => task,
                    Kind::Comment => comment,
                    Kind::Review => review,
                    _ => approval,
                };
                assert_eq!(code(work.create(kind, body(made)).await), "changed-by-its-own-operation");
            }
            let mut work = by(&stand, actor).await;
            assert_eq!(code(work.set_member(&Member {
                person: actor, roles: vec![Role::Admin], clearance: AccessLabel::Team, ended: false, note: None,
            }).await), "not-permitted members");
        }
    }

    async fn a_stranger_and_who_left_find_nothing(stand: Stand) {
        let stranger = ActorId(Uuid::from_u128(77));
        let reason_of = |actor| Reason { actor, why: "Look".to_owned() };
        assert_eq!(code(stand.register.begin(reason_of(stranger), stand.scope.project).await), "not-found");
        assert_eq!(code(stand.register.permit(stranger, stand.scope.project).await), "not-found");
        assert!(stand.register.permits(stranger).await.unwrap().is_empty());
        let actor = person(&stand, 1, &[Role::Researcher]).await;
        assert_eq!(stand.register.permits(actor).await.unwrap().len(), 1);
        let left = Member { person: actor, roles: vec![], clearance: AccessLabel::Team, ended: true, note: None };
        let mut work = stand.register.begin(reason("They left"), stand.scope.project).await.unwrap();
        work.set_member(&left).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(code(stand.register.begin(reason_of(actor), stand.scope.project).await), "not-found");
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn nobody_reviews_their_own(stand: Stand) {
        let target = incident(&stand).await;
        let author = person(&stand, 1, &[Role::Researcher, Role::Reviewer]).await;
        let other = person(&stand, 2, &[Role::Reviewer]).await;
        let mut work = by(&stand, author).await;
        let forged = body(json!({"incident": target, "version": 1, "basis": "own", "grade": "weak", "author": other}));
        assert_eq!(code(work.create(Kind::Assessment, forged).await), "author-is-actor");
        let reviewed = body(json!({"incident": target, "version": 1, "basis": "own", "grade": "weak", "reviewer": other}));
        assert_eq!(code(work.create(Kind::Assessment, reviewed).await), "reviewer-set-by-review");
        let assessment = work.create(Kind::Assessment, body(own(target, 1, "weak"))).await.unwrap();
        work.commit().await.unwrap();
        let record = stand.register.record(stand.scope, Kind::Assessment, assessment).await.unwrap();
        assert_eq!(record.read::<Assessment>().unwrap().author, Some(author));
        let version = record.head_act;

        let mut work = by(&stand, other).await;
        assert_eq!(code(work.review(assessment, version, accept()).await), "not-in-review");
        drop(work);
        let mut work = by(&stand, author).await;
        let task = work.submit(target).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, author).await;
        assert_eq!(code(work.review(assessment, version, accept()).await), "reviewer-is-author");
        drop(work);
        let mut work = by(&stand, other).await;
        let silent = Verdict { outcome: ReviewOutcome::Returned, words: None, comments: vec![] };
        assert_eq!(code(work.review(assessment, version, silent).await), "return-needs-words");
        let comments = vec![FieldComment { field: "grade".to_owned(), words: "Why not fair?".to_owned() }];
        let returned = Verdict { outcome: ReviewOutcome::Returned, words: None, comments };
        drop(work);
        let mut work = by(&stand, other).await;
        work.review(assessment, version, returned).await.unwrap();
        work.commit().await.unwrap();
        let stage = |record: register::record::Record| record.body["stage"].as_str().unwrap().to_owned();
        assert_eq!(stage(stand.register.record(stand.scope, Kind::Task, task).await.unwrap()), "returned");
        assert_eq!(stand.register.reviewed(stand.scope, target).await.unwrap(), None);

        // The reviewer changes it: from then on it is theirs too.
        let researcher = person(&stand, 3, &[Role::Researcher, Role::Reviewer]).await;
        let mut work = by(&stand, researcher).await;
        let changes = Map::from_iter([("rationale".to_owned(), json!("Because"))]);
        work.change(Kind::Assessment, assessment, changes, &[version]).await.unwrap();
        work.submit(target).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, other).await;
        assert_eq!(code(work.review(assessment, version, accept()).await), "changed-since-seen");
        let version = head(&stand.register, &stand, assessment).await;
        drop(work);
        let mut work = by(&stand, researcher).await;
        assert_eq!(code(work.review(assessment, version, accept()).await), "reviewer-is-author");
        drop(work);
        let mut work = by(&stand, other).await;
        let review = work.review(assessment, version, accept()).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(stand.register.reviewed(stand.scope, target).await.unwrap(), Some((assessment, review)));

        // A change after the review is not covered by it.
        let mut work = by(&stand, author).await;
        let changes = Map::from_iter([("note".to_owned(), json!("Later"))]);
        work.change(Kind::Assessment, assessment, changes, &[version]).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(stand.register.reviewed(stand.scope, target).await.unwrap(), None);
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn work_passes_from_stage_to_stage_and_not_past_a_review(stand: Stand) {
        let target = incident(&stand).await;
        let collector = person(&stand, 1, &[Role::Collector]).await;
        let researcher = person(&stand, 2, &[Role::Researcher]).await;
        let mut work = by(&stand, collector).await;
        let task = work.take_up(target).await.unwrap();
        assert_eq!(code(work.take_up(target).await), "task-exists");
        work.commit().await.unwrap();
        let queue = stand.register.queue(stand.scope, Stage::New, Whose::Nobody, None, 10).await.unwrap();
        assert_eq!((queue.len(), &queue[0].incident.body["title"]), (1, &json!("Mill")));
        assert!(stand.register.queue(stand.scope, Stage::New, Whose::Nobody, Some(task), 10).await.unwrap().is_empty());
        assert_eq!(stand.register.stages(stand.scope, Whose::Anybody).await.unwrap(), [(Stage::New, 1)]);

        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.move_task(task, Stage::New, Stage::Triaged, None).await), "not-permitted triage");
        let mine = Assignment { assignee: Some(collector), due: None };
        work.assign(task, &mine).await.unwrap();
        work.commit().await.unwrap();
        let other = person(&stand, 3, &[Role::Collector]).await;
        let mut work = by(&stand, other).await;
        let theirs = Assignment { assignee: Some(other), due: None };
        assert_eq!(code(work.assign(task, &theirs).await), "task-taken");
        drop(work);
        let mut work = by(&stand, researcher).await;
        let stranger = Assignment { assignee: Some(ActorId(Uuid::from_u128(5))), due: None };
        assert_eq!(code(work.assign(task, &stranger).await), "not-a-member");
        let due = Assignment { assignee: Some(other), due: Some("soon".to_owned()) };
        assert_eq!(code(work.assign(task, &due).await), "day-not-understood");

        drop(work);
        let mut work = by(&stand, researcher).await;
        work.move_task(task, Stage::New, Stage::Triaged, None).await.unwrap();
        assert_eq!(code(work.move_task(task, Stage::New, Stage::Triaged, None).await), "changed-since-seen");
        assert_eq!(code(work.move_task(task, Stage::Triaged, Stage::Assessed, None).await), "assessment-missing");
        for stage in [Stage::Accepted, Stage::Returned] {
            assert_eq!(code(work.move_task(task, Stage::InReview, stage, None).await), "stage-not-allowed");
        }
        assert_eq!(code(work.move_task(task, Stage::Triaged, Stage::Closed, None).await), "closed-needs-outcome");
        work.move_task(task, Stage::Triaged, Stage::Closed, Some(ClosedOutcome::NoHarmFound)).await.unwrap();
        work.move_task(task, Stage::Closed, Stage::Triaged, None).await.unwrap();
        work.create(Kind::Assessment, body(own(target, 1, "weak"))).await.unwrap();
        work.move_task(task, Stage::Triaged, Stage::Assessed, None).await.unwrap();
        work.submit(target).await.unwrap();
        assert_eq!(code(work.submit(target).await), "stage-not-allowed");
        work.commit().await.unwrap();
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn a_change_of_roles_takes_two(stand: Stand) {
        let one = person(&stand, 1, &[Role::Admin]).await;
        let two = person(&stand, 2, &[Role::Admin]).await;
        let third = ActorId(Uuid::from_u128(9));
        let member = |roles: &[Role], clearance| Member { person: third, roles: roles.to_vec(), clearance, ended: false, note: None };
        let asked = Asked::Member(member(&[Role::Reviewer], AccessLabel::Team));
        let mut work = by(&stand, one).await;
        let both = Asked::Member(member(&[Role::Admin, Role::Custodian], AccessLabel::Team));
        assert_eq!(code(work.ask(&both).await), "admin-is-not-custodian");
        let sealed = Asked::Member(member(&[Role::Reviewer], AccessLabel::Sealed));
        assert_eq!(code(work.ask(&sealed).await), "sealed-needs-custodian");
        let approval = work.ask(&asked).await.unwrap();
        work.commit().await.unwrap();
        let waiting = stand.register.open_approvals(stand.scope, 10).await.unwrap();
        assert_eq!(waiting.len(), 1);
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.decide(approval, true).await), "needs-second-person");
        assert_eq!(code(stand.register.permit(third, stand.scope.project).await), "not-found");
        drop(work);
        let mut work = by(&stand, two).await;
        work.decide(approval, true).await.unwrap();
        work.commit().await.unwrap();
        let permit = stand.register.permit(third, stand.scope.project).await.unwrap();
        assert!(permit.may(Operation::Review) && !permit.may(Operation::Members));
        assert_eq!(permit.scope().clearance, AccessLabel::Team);
        let mut work = by(&stand, two).await;
        assert_eq!(code(work.decide(approval, false).await), "approval-decided");

        // Nobody lifts themselves by asking another to ask.
        drop(work);
        let mut work = by(&stand, one).await;
        let lift = Member { person: two, roles: vec![Role::Custodian], clearance: AccessLabel::Sealed, ended: false, note: None };
        let approval = work.ask(&Asked::Member(lift)).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, two).await;
        assert_eq!(code(work.decide(approval, true).await), "needs-second-person");
        drop(work);
        let mut work = by(&stand, two).await;
        assert_eq!(code(work.withdraw(approval).await), "not-permitted members");
        drop(work);
        let mut work = by(&stand, one).await;
        work.withdraw(approval).await.unwrap();
        work.commit().await.unwrap();
        assert!(stand.register.open_approvals(stand.scope, 10).await.unwrap().is_empty());
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn a_grade_against_the_rules_takes_two_and_a_review_by_another(stand: Stand) {
        let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
        let target = work.create(Kind::Incident, body(json!({"title": "Ferry"}))).await.unwrap();
        work.commit().await.unwrap();
        let author = person(&stand, 1, &[Role::Researcher, Role::Reviewer]).await;
        let second = person(&stand, 2, &[Role::Researcher, Role::Reviewer]).await;
        let mut work = by(&stand, author).await;
        assert_eq!(code(work.create(Kind::Assessment, body(own(target, 1, "fair"))).await), "fair-needs-two-origins");
        let fair: Assessment = serde_json::from_value(own(target, 1, "fair")).unwrap();
        assert_eq!(fair.basis, Basis::Own);
        let approval = work.ask(&Asked::Assessment(Box::new(fair))).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, second).await;
        let mut forged = own(target, 1, "fair");
        forged["overridden"] = json!(approval);
        assert_eq!(code(work.create(Kind::Assessment, body(forged.clone())).await), "overridden-by-approval-only");
        let assessment = work.decide(approval, true).await.unwrap().record.unwrap();
        work.submit(target).await.unwrap();
        work.commit().await.unwrap();
        let record = stand.register.record(stand.scope, Kind::Assessment, assessment).await.unwrap();
        let made: Assessment = record.read().unwrap();
        assert_eq!((made.author, made.overridden, made.grade.as_deref()), (Some(author), Some(approval), Some("fair")));
        // The approval is for this grade only.
        let mut work = by(&stand, author).await;
        forged["grade"] = json!("confirmed");
        forged["version"] = json!(2);
        assert_eq!(code(work.create(Kind::Assessment, body(forged)).await), "overridden-by-approval-only");
        let lifted = Map::from_iter([("grade".to_owned(), json!("confirmed"))]);
        drop(work);
        let mut work = by(&stand, author).await;
        assert_eq!(code(work.change(Kind::Assessment, assessment, lifted, &[record.head_act]).await), "overridden-by-approval-only");
        drop(work);
        let mut work = by(&stand, author).await;
        assert_eq!(code(work.review(assessment, record.head_act, accept()).await), "reviewer-is-author");
        drop(work);
        let mut work = by(&stand, second).await;
        work.review(assessment, record.head_act, accept()).await.unwrap();
        work.commit().await.unwrap();
        assert!(stand.register.reviewed(stand.scope, target).await.unwrap().is_some());
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn comments_ask_for_the_attention_of_members(stand: Stand) {
        let target = incident(&stand).await;
        let one = person(&stand, 1, &[Role::Campaigner]).await;
        let two = person(&stand, 2, &[Role::Reviewer]).await;
        let comment = |mentions| Comment {
            about: target, about_kind: Kind::Incident, field: Some("title".to_owned()),
            words: "Which mill?".to_owned(), mentions, settled: false,
        };
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.comment(&comment(vec![ActorId(Uuid::from_u128(3))])).await), "not-a-member");
        let made = work.comment(&comment(vec![two])).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, two).await;
        work.settle_comment(made, true).await.unwrap();
        work.commit().await.unwrap();
        let kept: Comment = stand.register.record(stand.scope, Kind::Comment, made).await.unwrap().read().unwrap();
        assert!(kept.settled && kept.mentions == [two]);
    }

    async fn collecting_makes_candidates_and_locating_moves_them_only(stand: Stand) {
        let collector = person(&stand, 1, &[Role::Collector]).await;
        let geolocator = person(&stand, 2, &[Role::Geolocator]).await;
        let mut work = by(&stand, collector).await;
        let sure = body(json!({"title": "Sure"}));
        assert_eq!(code(work.create(Kind::Incident, sure).await), "not-permitted resolve");
        let candidate = work.create(Kind::Incident, body(json!({"title": "Heard of", "candidate": true}))).await.unwrap();
        work.commit().await.unwrap();
        let record = stand.register.record(stand.scope, Kind::Incident, candidate).await.unwrap();
        let mut work = by(&stand, geolocator).await;
        let title = Map::from_iter([("title".to_owned(), json!("Mine"))]);
        assert_eq!(code(work.change(Kind::Incident, candidate, title, &[record.head_act]).await), "not-permitted resolve");
        let place = Map::from_iter([("location".to_owned(), json!({"words": "Upper Samara"}))]);
        work.change(Kind::Incident, candidate, place, &[record.head_act]).await.unwrap();
        work.commit().await.unwrap();
    }
}

#[test]
fn the_page_of_roles_says_what_the_register_does() {
    let page = include_str!("../../../../docs/reference/roles.md");
    let mut seen = 0;
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let slug = cells[0].trim_matches('`');
        let operation = Operation::ALL.into_iter().find(|operation| operation.slug() == slug);
        let Some(operation) = operation else { continue };
        for (role, cell) in Role::ALL.iter().zip(&cells[2..]) {
            assert_eq!(*cell == "yes", allows(*role, operation), "{slug} {role:?}");
        }
        seen += 1;
    }
    assert_eq!(seen, Operation::ALL.len());
}
