//! A grade of our own stands only on what the register holds; one taken over stands as its body gave it.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{Grade, LinkRole};
use register::work::Work;
use register::{Error, Register};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Gives an incident whose strike is likely a credible finding and two accounts of different sources.
pub async fn give(work: &mut Work<'_>, incident: RecordId) {
    finding(work, incident, "credible").await;
    for name in ["One", "Two"] {
        let source = work.create(Kind::Source, body(json!({"name": name}))).await.unwrap();
        account(work, incident, Some(source)).await;
    }
}

async fn finding(work: &mut Work<'_>, incident: RecordId, outcome: &str) {
    let finding = body(json!({"body": "Task force", "outcome": outcome}));
    let finding = work.create(Kind::Finding, finding).await.unwrap();
    link(work, (Kind::Finding, finding), LinkRole::Decides, (Kind::Incident, incident)).await;
}

async fn account(work: &mut Work<'_>, incident: RecordId, source: Option<RecordId>) -> RecordId {
    let mut report = json!({"title": "An account", "first_hand": true});
    if let Some(source) = source {
        report["source"] = json!(source);
    }
    let report = work.create(Kind::Report, body(report)).await.unwrap();
    link(work, (Kind::Report, report), LinkRole::About, (Kind::Incident, incident)).await;
    report
}

async fn link(work: &mut Work<'_>, from: (Kind, RecordId), role: LinkRole, to: (Kind, RecordId)) {
    work.link((from.0, from.1.0), role, (to.0, to.1.0), BTreeMap::new()).await.unwrap();
}

async fn source(work: &mut Work<'_>, of: Value) -> RecordId {
    work.create(Kind::Source, body(of)).await.unwrap()
}

/// The codes by which a grade is refused; empty where it stands.
async fn refused(work: &mut Work<'_>, incident: RecordId, basis: &str, grade: &str) -> Vec<String> {
    let assessment =
        json!({"incident": incident, "version": 1, "basis": basis, "body": "Recorder", "grade": grade});
    match work.create(Kind::Assessment, body(assessment)).await {
        Ok(_) => Vec::new(),
        Err(Error::Refused(problems)) => problems.into_iter().map(|problem| problem.code).collect(),
        Err(error) => vec![error.to_string()],
    }
}

async fn begin<'r>(register: &'r Register, stand: &Stand, of: Value) -> (Work<'r>, RecordId) {
    let mut work = register.begin(reason("Grade it"), stand.scope.project).await.unwrap();
    let incident = work.create(Kind::Incident, body(of)).await.unwrap();
    (work, incident)
}

on_both! {
    async fn confirmed_needs_an_acceptance(stand: Stand) {
        let (mut work, incident) = begin(&stand.register, &stand, json!({"title": "Baghuz"})).await;
        finding(&mut work, incident, "non_credible").await;
        assert_eq!(refused(&mut work, incident, "own", "confirmed").await, ["confirmed-needs-acceptance"]);
        assert!(refused(&mut work, incident, "adopted", "confirmed").await.is_empty());
        finding(&mut work, incident, "credible").await;
        assert!(refused(&mut work, incident, "own", "confirmed").await.is_empty());
        work.commit().await.unwrap();
    }

    async fn fair_needs_two_origins_and_action_nearby(stand: Stand) {
        let (mut work, incident) = begin(&stand.register, &stand, json!({"title": "Raqqa"})).await;
        let agency = source(&mut work, json!({"name": "Agency"})).await;
        let desk = source(&mut work, json!({"name": "Its desk", "parent": agency})).await;
        let ours = source(&mut work, json!({"name": "This register", "kind": "this_register"})).await;
        for copy in [agency, agency, desk, ours] {
            account(&mut work, incident, Some(copy)).await;
        }
        let hearsay = source(&mut work, json!({"name": "Page", "kind": "social_account"})).await;
        let hearsay = body(json!({"title": "Shared by many", "source": hearsay}));
        let hearsay = work.create(Kind::Report, hearsay).await.unwrap();
        link(&mut work, (Kind::Report, hearsay), LinkRole::About, (Kind::Incident, incident)).await;
        let both = ["fair-needs-two-origins", "fair-needs-near-action"];
        assert_eq!(refused(&mut work, incident, "own", "fair").await, both, "copies are one origin, what is of unknown origin none");
        let paper = source(&mut work, json!({"name": "Paper"})).await;
        let printed = account(&mut work, incident, Some(paper)).await;
        assert_eq!(refused(&mut work, incident, "own", "fair").await, ["fair-needs-near-action"]);
        let strike = work.create(Kind::Strike, body(json!({}))).await.unwrap();
        link(&mut work, (Kind::Strike, strike), LinkRole::ConsistentWith, (Kind::Incident, incident)).await;
        assert!(refused(&mut work, incident, "own", "fair").await.is_empty());
        let first = account(&mut work, incident, Some(agency)).await;
        link(&mut work, (Kind::Report, printed), LinkRole::DerivesFrom, (Kind::Report, first)).await;
        assert_eq!(refused(&mut work, incident, "own", "fair").await, ["fair-needs-two-origins"]);
        work.commit().await.unwrap();
        let support = stand.register.incident_support(stand.scope, incident).await.unwrap().unwrap();
        assert_eq!((support.independent_origins, support.assumed_origins), (1, 1));
        assert_eq!(domain::grading::propose(&support).grade, Some(Grade::Weak));
    }

    /// An account left out, with its reason, supports nothing.
    async fn what_is_left_out_supports_nothing(stand: Stand) {
        let (mut work, incident) = begin(&stand.register, &stand, json!({"title": "Mosul", "strike_status": "declared"})).await;
        let mut reports = Vec::new();
        for name in ["Family", "Hospital"] {
            let source = source(&mut work, json!({"name": name})).await;
            reports.push(account(&mut work, incident, Some(source)).await);
        }
        let assessment = |excluded: Value| body(json!({
            "incident": incident, "version": 1, "basis": "own", "grade": "fair", "excluded": excluded,
        }));
        let left_out = json!([{"cited": {"record": reports[1]}, "reason": "Of another day"}]);
        let refused = work.create(Kind::Assessment, assessment(left_out)).await.map_err(|error| error.code().to_owned());
        assert_eq!(refused.map(|_| ()), Err("record-refused".to_owned()));
        assert!(work.create(Kind::Assessment, assessment(json!([]))).await.is_ok());
    }

    async fn each_body_speaks_by_its_latest_finding(stand: Stand) {
        let (mut work, incident) = begin(&stand.register, &stand, json!({"title": "Kubaysah"})).await;
        for (outcome, decided) in [("credible", "2018-01-05"), ("non_credible", "2019-12-05")] {
            let decided = domain::when::When::day(decided, domain::when::Zone::Unknown).unwrap();
            let finding = body(json!({"body": "Task force", "outcome": outcome, "decided": decided}));
            let finding = work.create(Kind::Finding, finding).await.unwrap();
            link(&mut work, (Kind::Finding, finding), LinkRole::Decides, (Kind::Incident, incident)).await;
        }
        assert_eq!(refused(&mut work, incident, "own", "confirmed").await, ["confirmed-needs-acceptance"]);
    }

    async fn rivals_are_contested_and_allies_are_not_rivals(stand: Stand) {
        let mut work = stand.register.begin(reason("Parties"), stand.scope.project).await.unwrap();
        let mut parties = Vec::new();
        for name in ["Coalition", "One ally", "Another ally", "Someone else"] {
            parties.push(work.create(Kind::Belligerent, body(json!({"name": name}))).await.unwrap());
        }
        for ally in [1, 2] {
            link(&mut work, (Kind::Belligerent, parties[ally]), LinkRole::MemberOf, (Kind::Belligerent, parties[0])).await;
        }
        work.commit().await.unwrap();
        let of = |which: [usize; 2]| json!({"title": "Hajin", "belligerents": which.map(|party| {
            json!({"name": format!("party {party}"), "belligerent": parties[party], "attribution": "suspected"})
        })});
        let (mut work, allies) = begin(&stand.register, &stand, of([1, 2])).await;
        assert_eq!(refused(&mut work, allies, "own", "contested").await, ["contested-needs-rivals"]);
        assert!(refused(&mut work, allies, "own", "weak").await.is_empty());
        work.commit().await.unwrap();
        let (mut work, rivals) = begin(&stand.register, &stand, of([1, 3])).await;
        assert_eq!(refused(&mut work, rivals, "own", "weak").await, ["rivals-not-contested"]);
        assert!(refused(&mut work, rivals, "own", "contested").await.is_empty());
    }

    /// A grade cannot be reached by correcting an assessment either.
    async fn a_change_is_held_to_the_same(stand: Stand) {
        let (mut work, incident) = begin(&stand.register, &stand, json!({"title": "Kasra"})).await;
        let weak = json!({"incident": incident, "version": 1, "basis": "own", "grade": "weak"});
        let weak = work.create(Kind::Assessment, body(weak)).await.unwrap();
        work.commit().await.unwrap();
        let change = async |to: &str| {
            let stored = stand.register.stored(stand.scope, Kind::Assessment, weak).await.unwrap();
            let seen: Vec<ActId> = stored.heads_of("grade").into_iter().map(ActId).collect();
            let mut work = stand.register.begin(reason("Raise it"), stand.scope.project).await.unwrap();
            match work.change(Kind::Assessment, weak, body(json!({"grade": to})), &seen).await {
                Ok(_) => work.commit().await.map(drop).map_err(|error| error.code().to_owned()),
                Err(error) => Err(error.code().to_owned()),
            }
        };
        assert_eq!(change("confirmed").await, Err("record-refused".to_owned()));
        assert_eq!(change("discounted").await, Ok(()));
        let mut work = stand.register.begin(reason("Find it"), stand.scope.project).await.unwrap();
        give(&mut work, incident).await;
        work.commit().await.unwrap();
        assert_eq!(change("confirmed").await, Ok(()));
    }
}
