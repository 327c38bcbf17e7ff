//! Labels follow what records rest on, whatever is made, changed, narrowed and widened in whatever order.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, person};
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::{AccessLabel, LinkRole, Role};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use register::exchange::table::Mapping;
use register::import::{Keep, Order};
use register::team::approval::Asked;
use register::work::Work;
use register::{Error, Reason};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

const LABELS: [AccessLabel; 3] = [AccessLabel::Team, AccessLabel::Sensitive, AccessLabel::Sealed];

/// The label of every record, from the tables themselves.
async fn labels(stand: &Stand) -> BTreeMap<RecordId, AccessLabel> {
    let arms: Vec<String> =
        Kind::ALL.iter().map(|kind| format!("select id, label from {}", kind.slug())).collect();
    let rows = stand.register.db.rows_of(arms.join(" union all "), Vec::new()).await.unwrap();
    rows.iter()
        .map(|row| (RecordId(row.id(0).unwrap()), AccessLabel::parse(&row.text(1).unwrap()).unwrap()))
        .collect()
}

async fn owner(stand: &Stand) -> Work<'_> {
    stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap()
}

async fn make(stand: &Stand, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    let mut work = owner(stand).await;
    let id = work.create_labelled(kind, body(of), label).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn tie(stand: &Stand, from: (Kind, RecordId), to: (Kind, RecordId)) -> RecordId {
    let mut work = owner(stand).await;
    let link = work.link((from.0, from.1.0), LinkRole::About, (to.0, to.1.0), BTreeMap::new()).await.unwrap();
    work.commit().await.unwrap();
    link
}

async fn narrow(stand: &Stand, actor: ActorId, kind: Kind, id: RecordId, label: AccessLabel) -> String {
    let mut work = by(stand, actor).await;
    match work.narrow(kind, id, label).await {
        Ok(()) => work.commit().await.map(|_| String::new()).unwrap(),
        Err(error) => code(&error),
    }
}

/// One custodian asks, another agrees.
async fn widen(
    stand: &Stand,
    actors: [ActorId; 2],
    kind: Kind,
    record: RecordId,
    label: AccessLabel,
) -> String {
    let mut work = by(stand, actors[0]).await;
    let asked = match work.ask(&Asked::Unseal { kind, record, label }).await {
        Ok(asked) => asked,
        Err(error) => return code(&error),
    };
    work.commit().await.unwrap();
    let mut work = by(stand, actors[1]).await;
    match work.decide(asked, true).await {
        Ok(_) => work.commit().await.map(|_| String::new()).unwrap(),
        Err(error) => code(&error),
    }
}

fn code(error: &Error) -> String {
    match error {
        Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

const fn owner_actor() -> ActorId {
    register::register::LOCAL_ACTOR
}

async fn custodians(stand: &Stand) -> [ActorId; 2] {
    [person(stand, 901, &[Role::Custodian]).await, person(stand, 902, &[Role::Custodian]).await]
}

async fn sound(stand: &Stand) {
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
}

/// A source with everything that can rest on it, an incident, and an assessment that includes the account.
async fn chain(stand: &Stand, label: AccessLabel) -> BTreeMap<&'static str, (Kind, RecordId)> {
    let mut found = BTreeMap::new();
    let source = make(stand, Kind::Source, json!({"name": "Hospital"}), label).await;
    found.insert("source", (Kind::Source, source));
    let report =
        make(stand, Kind::Report, json!({"title": "A list", "source": source}), AccessLabel::Team).await;
    found.insert("report", (Kind::Report, report));
    let incident = make(stand, Kind::Incident, json!({"title": "Mill"}), AccessLabel::Team).await;
    found.insert("incident", (Kind::Incident, incident));
    let of: [(&str, Kind, Value); 5] = [
        ("assertion", Kind::Assertion, json!({"report": report, "claim": "Four died"})),
        ("finding", Kind::Finding, json!({"body": "Force", "outcome": "credible", "report": report})),
        (
            "tally",
            Kind::Tally,
            json!({"body": "B", "kind": "strikes", "measure_words": "m", "count": {"min": 1}, "report": report}),
        ),
        ("mention", Kind::VictimMention, json!({"report": report, "incident": incident})),
        (
            "assessment",
            Kind::Assessment,
            json!({
                "incident": incident, "version": 1, "basis": "adopted", "body": "R", "included": [{"record": report}],
            }),
        ),
    ];
    for (name, kind, body) in of {
        found.insert(name, (kind, make(stand, kind, body, AccessLabel::Team).await));
    }
    let link = tie(stand, (Kind::Report, report), (Kind::Incident, incident)).await;
    found.insert("link", (Kind::Link, link));
    let mut work = owner(stand).await;
    let about = domain::record::Comment {
        about: link,
        about_kind: Kind::Link,
        field: None,
        words: "Sure?".to_owned(),
        mentions: Vec::new(),
        settled: false,
    };
    found.insert("comment", (Kind::Comment, work.comment(&about).await.unwrap()));
    work.commit().await.unwrap();
    found
}

on_both! {
    async fn what_rests_on_a_sealed_source_is_sealed(stand: Stand) {
        let chain = chain(&stand, AccessLabel::Sealed).await;
        let labels = labels(&stand).await;
        for (name, (_, id)) in &chain {
            let expected = if *name == "incident" { AccessLabel::Team } else { AccessLabel::Sealed };
            assert_eq!(labels[id], expected, "{name}");
        }
        sound(&stand).await;
    }

    async fn narrowing_and_widening_carry_on_and_leave_acts(stand: Stand) {
        let actors = custodians(&stand).await;
        let chain = chain(&stand, AccessLabel::Team).await;
        let (source, report) = (chain["source"].1, chain["report"].1);
        assert_eq!(narrow(&stand, actors[0], Kind::Source, source, AccessLabel::Sensitive).await, "");
        let now = labels(&stand).await;
        assert!(chain.iter().filter(|(name, _)| **name != "incident").all(|(_, (_, id))| now[id] == AccessLabel::Sensitive));
        let acts = stand.register.history(stand.scope, Kind::Assertion, chain["assertion"].1).await.unwrap();
        assert_eq!(acts.last().unwrap().act.kind, "assertion.label");
        assert_eq!(acts.last().unwrap().act.fields["label"], "sensitive");
        // By hand the report is closed further; opening the source leaves it as it is.
        assert_eq!(narrow(&stand, actors[0], Kind::Report, report, AccessLabel::Sealed).await, "");
        assert_eq!(narrow(&stand, actors[0], Kind::Report, report, AccessLabel::Sensitive).await, "label-not-narrower");
        assert_eq!(widen(&stand, [actors[0], actors[0]], Kind::Source, source, AccessLabel::Team).await, "needs-second-person");
        assert_eq!(widen(&stand, actors, Kind::Assertion, chain["assertion"].1, AccessLabel::Team).await, "label-rests-on-narrower");
        assert_eq!(widen(&stand, actors, Kind::Source, source, AccessLabel::Sealed).await, "label-not-wider");
        assert_eq!(widen(&stand, actors, Kind::Source, source, AccessLabel::Team).await, "");
        let now = labels(&stand).await;
        assert_eq!(now[&source], AccessLabel::Team);
        assert!(["report", "assertion", "link", "comment", "assessment"].iter().all(|name| now[&chain[name].1] == AccessLabel::Sealed));
        assert_eq!(widen(&stand, actors, Kind::Report, report, AccessLabel::Team).await, "");
        let now = labels(&stand).await;
        assert!(chain.values().all(|(_, id)| now[id] == AccessLabel::Team), "{now:?}");
        sound(&stand).await;
    }

    async fn only_custodians_narrow_and_nobody_closes_a_project(stand: Stand) {
        let [custodian, _] = custodians(&stand).await;
        let collector = person(&stand, 903, &[Role::Collector]).await;
        let source = make(&stand, Kind::Source, json!({"name": "S"}), AccessLabel::Team).await;
        assert_eq!(narrow(&stand, collector, Kind::Source, source, AccessLabel::Sealed).await, "not-permitted");
        let project = RecordId(stand.scope.project.0);
        assert_eq!(narrow(&stand, custodian, Kind::Project, project, AccessLabel::Sealed).await, "label-not-for-kind");
        // A collector hands a sealed source over and does not see it again.
        let mut work = by(&stand, collector).await;
        let handed = work.create_labelled(Kind::Source, body(json!({"name": "Witness 12"})), AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, collector).await;
        let changed = work.change(Kind::Source, handed, Map::from_iter([("name".to_owned(), json!("X"))]), &[]).await;
        assert_eq!(changed.map(|_| ()).map_err(|error| code(&error)), Err("not-found".to_owned()));
        drop(work);
        assert_eq!(labels(&stand).await[&handed], AccessLabel::Sealed);
        sound(&stand).await;
    }

    /// A change that lets a record rest on something closed closes it and what rests on it.
    async fn a_change_narrows_and_never_widens(stand: Stand) {
        let sealed = make(&stand, Kind::Source, json!({"name": "Witness"}), AccessLabel::Sealed).await;
        let open = make(&stand, Kind::Source, json!({"name": "Paper"}), AccessLabel::Team).await;
        let report = make(&stand, Kind::Report, json!({"title": "T", "source": open}), AccessLabel::Team).await;
        let claim = make(&stand, Kind::Assertion, json!({"report": report, "claim": "c"}), AccessLabel::Team).await;
        for (source, seen) in [(sealed, "witness"), (open, "paper")] {
            let heads = stand.register.stored(stand.scope, Kind::Report, report).await.unwrap().heads_of("source");
            let heads: Vec<ActId> = heads.into_iter().map(ActId).collect();
            let mut work = owner(&stand).await;
            work.change(Kind::Report, report, Map::from_iter([("source".to_owned(), json!(source))]), &heads).await.unwrap();
            work.commit().await.unwrap();
            let now = labels(&stand).await;
            assert_eq!((now[&report], now[&claim]), (AccessLabel::Sealed, AccessLabel::Sealed), "{seen}");
        }
        sound(&stand).await;
    }

    /// What was made first and names what is made later, closed, follows it.
    async fn order_within_a_piece_of_work_does_not_matter(stand: Stand) {
        let source = make(&stand, Kind::Source, json!({"name": "Witness"}), AccessLabel::Sealed).await;
        let mut work = owner(&stand).await;
        let report = work.new_id().unwrap();
        let claim = work.create(Kind::Assertion, body(json!({"report": report, "claim": "c"}))).await.unwrap();
        work.create_as(report, Kind::Report, body(json!({"title": "T", "source": source})), None).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(labels(&stand).await[&claim], AccessLabel::Sealed);
        sound(&stand).await;
    }

    /// Who closes, who makes something closed and who numbers do not wait for each other in a circle.
    async fn many_close_at_the_same_time(stand: Stand) {
        let [first, second] = custodians(&stand).await;
        let mut chains = Vec::new();
        for _ in 0..4 {
            chains.push(chain(&stand, AccessLabel::Team).await["source"].1);
        }
        let close = async |actor: ActorId, sources: &[RecordId]| {
            for source in sources {
                assert_eq!(narrow(&stand, actor, Kind::Source, *source, AccessLabel::Sealed).await, "");
                make(&stand, Kind::Source, json!({"name": "Witness"}), AccessLabel::Sealed).await;
                stand.register.sequence().await.unwrap();
            }
        };
        tokio::join!(close(first, &chains[..2]), close(second, &chains[2..]));
        let now = labels(&stand).await;
        assert!(chains.iter().all(|source| now[source] == AccessLabel::Sealed));
        sound(&stand).await;
    }

    async fn fsck_names_a_record_wider_than_what_it_rests_on(stand: Stand) {
        let chain = chain(&stand, AccessLabel::Sealed).await;
        stand.register.sequence().await.unwrap();
        let mut tx = stand.register.db.begin().await.unwrap();
        let claim = chain["assertion"].1;
        tx.run("update assertion set label = 'team' where id = $1", vec![claim.0.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let findings = stand.register.fsck().await.unwrap();
        let codes: BTreeSet<&str> = findings.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, BTreeSet::from(["label-too-wide", "record-differs"]));
    }

    /// A table imported again by somebody to whom a record of its first import is closed: that row is as new as one
    /// never imported, and known the next time.
    async fn an_import_does_not_tell_what_is_closed(stand: Stand) {
        let actors = custodians(&stand).await;
        let researcher = person(&stand, 904, &[Role::Researcher]).await;
        let path = stand.temporary.path().join("incidents.csv");
        std::fs::write(&path, "code,title,date\nCS001,Market,2017-06-10\nCS002,Bridge,2017-06-11\n").unwrap();
        let import = async |actor: ActorId| {
            let order = Order {
                path: path.clone(),
                file_name: "incidents.csv".to_owned(),
                mapping: Mapping::built_in("airwars-incidents").unwrap(),
                keep: Keep::Commit,
                reason: Reason { actor, why: "Import it".to_owned() },
                project: stand.scope.project,
                progress: Arc::default(),
            };
            let done = stand.register.import(order).await.unwrap();
            assert_eq!((done.refused_by_rules, done.problems_count), (0, done.problems.len() as u64));
            (done.created, done.changed, done.linked)
        };
        let first = import(owner_actor()).await;
        let market = stand.register.search(stand.scope, "Market", 5).await.unwrap();
        let market = market.iter().find(|found| found.0 == Kind::Incident).unwrap().1;
        let of_market = first.0 / 2;
        assert_eq!(narrow(&stand, actors[0], Kind::Incident, market, AccessLabel::Sealed).await, "");
        let (created, changed, _) = import(researcher).await;
        assert_eq!((created, changed), (of_market, 0), "as many as a row never imported");
        assert_eq!(import(researcher).await, (0, 0, 0), "known again");
        assert_eq!(import(owner_actor()).await, (0, 0, 0), "the closed records are still those of the table");
        let seen = stand.scope.up_to(AccessLabel::Sensitive);
        let found = stand.register.search(seen, "Market", 5).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(|found| found.1 != market));
        sound(&stand).await;
    }

    /// Random graphs, randomly narrowed and widened: nothing is ever wider than what it rests on.
    async fn no_sequence_makes_a_record_wider_than_what_it_rests_on(stand: Stand) {
        let actors = custodians(&stand).await;
        let mut runner = TestRunner::deterministic();
        let steps = prop::collection::vec((0..9_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_usize), 24);
        let mut graph: Vec<(Kind, RecordId, Vec<RecordId>)> = Vec::new();
        for round in 0..16 {
            for (what, one, other, label) in steps.new_tree(&mut runner).unwrap().current() {
                step(&stand, actors, &mut graph, (what, one, other, LABELS[label])).await;
            }
            let now = labels(&stand).await;
            for (kind, id, bases) in &graph {
                let widest = bases.iter().map(|base| now[base]).max().unwrap_or(AccessLabel::Team);
                assert!(now[id] >= widest, "round {round}: {kind:?} {id} is {:?} on {widest:?}", now[id]);
            }
            sound(&stand).await;
        }
        let now = labels(&stand).await;
        let used: BTreeSet<AccessLabel> = graph.iter().map(|(_, id, _)| now[id]).collect();
        assert_eq!(used.len(), LABELS.len(), "the sequences reach every label");
    }
}

type Step = (usize, prop::sample::Index, prop::sample::Index, AccessLabel);

async fn step(
    stand: &Stand,
    actors: [ActorId; 2],
    graph: &mut Vec<(Kind, RecordId, Vec<RecordId>)>,
    (what, one, other, label): Step,
) {
    let of = |kind: Kind, index: prop::sample::Index| {
        let all: Vec<RecordId> =
            graph.iter().filter(|(each, ..)| *each == kind).map(|(_, id, _)| *id).collect();
        (!all.is_empty()).then(|| *index.get(&all))
    };
    let (kind, bases, made) = match what {
        0 => (Kind::Source, vec![], json!({"name": "S"})),
        1 => (Kind::Incident, vec![], json!({"title": "I"})),
        2 => match of(Kind::Source, one) {
            Some(source) => (Kind::Report, vec![source], json!({"title": "R", "source": source})),
            None => return,
        },
        3 => match of(Kind::Report, one) {
            Some(report) => (Kind::Assertion, vec![report], json!({"report": report, "claim": "c"})),
            None => return,
        },
        4 => match (of(Kind::Incident, one), of(Kind::Report, other)) {
            (Some(incident), Some(report)) => {
                let body = json!({"incident": incident, "version": 1, "basis": "adopted", "body": "R", "included": [{"record": report}]});
                (Kind::Assessment, vec![incident, report], body)
            }
            _ => return,
        },
        5 => {
            let ends = [
                of(Kind::Assertion, one).map(|id| (Kind::Assertion, id)),
                of(Kind::Incident, other).map(|id| (Kind::Incident, id)),
            ];
            let [Some(from), Some(to)] = ends else { return };
            graph.push((Kind::Link, tie(stand, from, to).await, vec![from.1, to.1]));
            return;
        }
        6 => {
            let Some((kind, id, _)) = graph.get(one.index(graph.len().max(1))).cloned() else { return };
            narrow(stand, actors[0], kind, id, label).await;
            return;
        }
        _ => {
            let Some((kind, id, _)) = graph.get(one.index(graph.len().max(1))).cloned() else { return };
            widen(stand, actors, kind, id, label).await;
            return;
        }
    };
    let id = make(stand, kind, made, AccessLabel::Team).await;
    graph.push((kind, id, bases));
    assert_ne!(id.0, Uuid::nil());
}
