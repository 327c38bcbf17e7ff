//! A team doing anything in any order, permitted or not: no grade against the rules, no review by who wrote, no version
//! lost.
//!
//! What the rules ask for is reckoned here from what the steps entered, apart from the register's own reckoning: Fair
//! needs accounts that were taken from no other, of two sources that saw it themselves, and action nearby; Confirmed
//! needs an acceptance.

use crate::life::body;
use crate::on_both;
use crate::stand::Stand;
use crate::team::{by, person};
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Approval, Assessment, Review};
use domain::vocabulary::{ApprovalOutcome, Basis, LinkRole, ReviewOutcome, Role};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use register::Error;
use register::incident::merge::Merging;
use register::team::approval::Asked;
use register::team::review::Verdict;
use register::work::Work;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const STEPS: usize = 60;
const ROUNDS: usize = 20;
const GRADES: [&str; 4] = ["confirmed", "fair", "weak", "discounted"];

/// One step: what, who, of which incident or record, and two further choices.
type Step = (usize, Index, Index, Index, Index);

struct Account {
    report: RecordId,
    source: RecordId,
    incident: RecordId,
    is_taken_from_another: bool,
}

/// What was entered, and by whom.
struct World {
    people: Vec<ActorId>,
    sources: Vec<RecordId>,
    incidents: Vec<RecordId>,
    accounts: Vec<Account>,
    accepted: BTreeSet<RecordId>,
    near: BTreeSet<RecordId>,
    approvals: Vec<RecordId>,
    /// Everybody who wrote any of an assessment.
    authors: BTreeMap<RecordId, BTreeSet<ActorId>>,
    /// The acts by which assessments came to be as they were seen.
    seen: BTreeMap<RecordId, Vec<ActId>>,
    reached: BTreeMap<&'static str, usize>,
    /// Assessments of the rounds before.
    before: BTreeSet<RecordId>,
}

impl World {
    async fn begin(stand: &Stand) -> Self {
        let both = [Role::Researcher, Role::Reviewer];
        let roles: [&[Role]; 5] = [&both, &both, &[Role::Researcher], &[Role::Reviewer], &[Role::Collector]];
        let mut people = Vec::new();
        for (number, roles) in (1..).zip(roles) {
            people.push(person(stand, number, roles).await);
        }
        let mut work = by(stand, people[0]).await;
        let (mut sources, mut incidents) = (Vec::new(), Vec::new());
        for name in ["Hospital", "Family", "Paper"] {
            sources.push(work.create(Kind::Source, body(json!({"name": name}))).await.unwrap());
        }
        for title in ["Mill", "Market"] {
            incidents.push(work.create(Kind::Incident, body(json!({"title": title}))).await.unwrap());
        }
        work.commit().await.unwrap();
        Self {
            people,
            sources,
            incidents,
            accounts: Vec::new(),
            accepted: BTreeSet::new(),
            near: BTreeSet::new(),
            approvals: Vec::new(),
            authors: BTreeMap::new(),
            seen: BTreeMap::new(),
            reached: BTreeMap::new(),
            before: heads(stand).await.into_keys().collect(),
        }
    }

    fn count(&mut self, what: &'static str) {
        *self.reached.entry(what).or_default() += 1;
    }

    /// Whether what was entered allows a grade, at most.
    fn allows(&self, assessment: &Assessment) -> bool {
        let incident = RecordId::from(assessment.incident);
        let excluded: BTreeSet<RecordId> =
            assessment.excluded.iter().map(|excluded| excluded.cited.record).collect();
        let roots = self.accounts.iter().filter(|account| account.incident == incident);
        let roots =
            roots.filter(|account| !account.is_taken_from_another && !excluded.contains(&account.report));
        let origins: BTreeSet<RecordId> = roots.map(|account| account.source).collect();
        match assessment.grade.as_deref() {
            Some("confirmed") => self.accepted.contains(&incident),
            Some("fair") => origins.len() >= 2 && self.near.contains(&incident),
            _ => true,
        }
    }

    /// Everything of one incident counts for another from now on.
    fn join(&mut self, survivor: RecordId, merged: RecordId) {
        for account in self.accounts.iter_mut().filter(|account| account.incident == merged) {
            account.incident = survivor;
        }
        for set in [&mut self.accepted, &mut self.near] {
            if set.contains(&merged) {
                set.insert(survivor);
            }
        }
        self.incidents.retain(|incident| *incident != merged);
    }
}

fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Refused(_) | Error::NotPermitted(_) | Error::NotFound)
}

/// Does a step in one piece of work; whatever is refused leaves nothing behind.
async fn step(stand: &Stand, world: &mut World, (what, who, which, one, two): Step) {
    let actor = *who.get(&world.people);
    let incident = *which.get(&world.incidents);
    let mut work = by(stand, actor).await;
    let done = match what {
        0..=4 => enter(&mut work, world, incident, (what, one, two)).await,
        5..=10 => judge(stand, &mut work, world, incident, (what, one, two)).await,
        _ => decide(stand, &mut work, world, incident, (what, one, two)).await,
    };
    match done {
        Ok(written) => {
            work.commit().await.unwrap();
            for change in written {
                change.keep(world, actor);
            }
        }
        Err(error) => {
            assert!(is_refusal(&error), "step {what}: {error}");
            world.count("refused");
        }
    }
}

/// What a committed step means for the world.
enum Change {
    Account(Account),
    TakenFromAnother(RecordId),
    Accepted(RecordId),
    Near(RecordId),
    Wrote(RecordId),
    WrittenBy(RecordId, ActorId),
    Asked(RecordId),
    Joined(RecordId, RecordId),
}

impl Change {
    fn keep(self, world: &mut World, actor: ActorId) {
        match self {
            Self::Account(account) => world.accounts.push(account),
            Self::TakenFromAnother(report) => {
                for account in world.accounts.iter_mut().filter(|account| account.report == report) {
                    account.is_taken_from_another = true;
                }
            }
            Self::Accepted(incident) => drop(world.accepted.insert(incident)),
            Self::Near(incident) => drop(world.near.insert(incident)),
            Self::Wrote(assessment) => drop(world.authors.entry(assessment).or_default().insert(actor)),
            Self::WrittenBy(assessment, author) => {
                world.authors.entry(assessment).or_default().insert(author);
            }
            Self::Asked(approval) => world.approvals.push(approval),
            Self::Joined(survivor, merged) => {
                world.count("merged");
                world.join(survivor, merged);
            }
        }
    }
}

async fn enter(
    work: &mut Work<'_>,
    world: &World,
    incident: RecordId,
    (what, one, two): (usize, Index, Index),
) -> Result<Vec<Change>, Error> {
    let to = (Kind::Incident, incident.0);
    match what {
        0 | 1 => {
            let source = *one.get(&world.sources);
            let report = json!({"title": "An account", "first_hand": true, "source": source});
            let report = work.create(Kind::Report, body(report)).await?;
            work.link((Kind::Report, report.0), LinkRole::About, to, BTreeMap::new()).await?;
            Ok(vec![Change::Account(Account { report, source, incident, is_taken_from_another: false })])
        }
        2 => {
            let outcome = ["credible", "non_credible"][usize::from(one.index(3) == 0)];
            let finding = json!({"body": format!("Body {}", work.new_id()?), "outcome": outcome});
            let finding = work.create(Kind::Finding, body(finding)).await?;
            work.link((Kind::Finding, finding.0), LinkRole::Decides, to, BTreeMap::new()).await?;
            Ok(if outcome == "credible" { vec![Change::Accepted(incident)] } else { Vec::new() })
        }
        3 => {
            let strike = work.create(Kind::Strike, body(json!({}))).await?;
            work.link((Kind::Strike, strike.0), LinkRole::ConsistentWith, to, BTreeMap::new()).await?;
            Ok(vec![Change::Near(incident)])
        }
        _ => {
            let own: Vec<&Account> =
                world.accounts.iter().filter(|account| account.incident == incident).collect();
            // From a later to an earlier one, so that no two are taken from each other.
            let (from, to) = (one.index(own.len().max(1)), two.index(own.len().max(1)));
            if own.is_empty() || from <= to {
                return Ok(Vec::new());
            }
            let (from, to) = (own[from].report, own[to].report);
            let (from_end, to_end) = ((Kind::Report, from.0), (Kind::Report, to.0));
            work.link(from_end, LinkRole::DerivesFrom, to_end, BTreeMap::new()).await?;
            Ok(vec![Change::TakenFromAnother(from)])
        }
    }
}

fn draft(world: &World, incident: RecordId, version: i64, basis: &str, (one, two): (Index, Index)) -> Value {
    let mut draft = json!({
        "incident": incident, "version": version, "basis": basis, "grade": GRADES[one.index(4)], "body": "Recorder",
    });
    let own: Vec<RecordId> = world
        .accounts
        .iter()
        .filter(|account| account.incident == incident)
        .map(|account| account.report)
        .collect();
    if two.index(4) == 0 && !own.is_empty() {
        draft["excluded"] = json!([{"cited": {"record": one.get(&own)}, "reason": "Of another day"}]);
    }
    draft
}

async fn current(stand: &Stand, incident: RecordId, basis: &str) -> Option<(RecordId, ActId)> {
    let sql = "select id, head_act from assessment where incident = $1 and basis = $2 order by version desc, id desc";
    let rows = stand.register.db.rows(sql, vec![incident.0.into(), basis.into()]).await.unwrap();
    rows.first().map(|row| (RecordId(row.id(0).unwrap()), ActId(row.id(1).unwrap())))
}

async fn judge(
    stand: &Stand,
    work: &mut Work<'_>,
    world: &World,
    incident: RecordId,
    (what, one, two): (usize, Index, Index),
) -> Result<Vec<Change>, Error> {
    match what {
        // The way of the page.
        5 | 6 => {
            let seen = work.next_version(incident, Basis::Own).await? - 1;
            let draft = draft(world, incident, 1, "own", (one, two));
            let proposed = serde_json::from_value(draft).unwrap();
            Ok(vec![Change::Wrote(work.propose(proposed, seen).await?)])
        }
        // The way of the general form, with what only others may say.
        7 => {
            let basis = ["own", "adopted"][two.index(2)];
            let mut draft = draft(world, incident, 9, basis, (one, two));
            match two.index(3) {
                0 if !world.approvals.is_empty() => draft["overridden"] = json!(one.get(&world.approvals)),
                1 => draft["reviewer"] = json!(one.get(&world.people)),
                _ => {}
            }
            Ok(vec![Change::Wrote(work.create(Kind::Assessment, body(draft)).await?)])
        }
        // One field of what stands: the grade, what is left out, the basis, even the incident.
        8 | 9 => {
            let basis = ["own", "adopted"][usize::from(two.index(8) < 2)];
            let Some((assessment, head)) = current(stand, incident, basis).await else {
                return Ok(Vec::new());
            };
            let own = draft(world, incident, 1, "own", (one, two));
            let change = match two.index(8) {
                0 | 1 => json!({"basis": "own"}),
                2 => json!({"excluded": own.get("excluded").cloned().unwrap_or(json!([]))}),
                3 => json!({"incident": one.get(&world.incidents)}),
                _ => json!({"grade": own["grade"]}),
            };
            work.change(Kind::Assessment, assessment, body(change), &[head]).await?;
            Ok(vec![Change::Wrote(assessment)])
        }
        _ => {
            let wanted = serde_json::from_value(draft(world, incident, 1, "own", (one, two))).unwrap();
            Ok(vec![Change::Asked(work.ask(&Asked::Assessment(Box::new(wanted))).await?)])
        }
    }
}

async fn decide(
    stand: &Stand,
    work: &mut Work<'_>,
    world: &World,
    incident: RecordId,
    (what, one, two): (usize, Index, Index),
) -> Result<Vec<Change>, Error> {
    match what {
        11 if !world.approvals.is_empty() => {
            let asked = *one.get(&world.approvals);
            let approval = stand.register.record(stand.scope, Kind::Approval, asked).await.unwrap();
            let approval: Approval = approval.read().unwrap();
            let made = work.decide(asked, true).await?.record;
            Ok(match (serde_json::from_str(&approval.details).unwrap(), made) {
                (Asked::Merge(merging), _) => {
                    vec![Change::Joined(merging.survivor.into(), merging.merged.into())]
                }
                (_, Some(made)) => vec![Change::WrittenBy(made, approval.asked_by)],
                _ => Vec::new(),
            })
        }
        12 => work.submit(incident).await.map(|_| Vec::new()),
        13 | 14 => {
            let Some((assessment, head)) = current(stand, incident, "own").await else {
                return Ok(Vec::new());
            };
            let outcome = [ReviewOutcome::Accepted, ReviewOutcome::Returned][usize::from(two.index(5) == 0)];
            // Handed in first, where that is theirs to do and was not done: a review seldom finds it so otherwise.
            drop(work.submit(incident).await);
            let verdict = Verdict { outcome, words: Some("Looked at".to_owned()), comments: Vec::new() };
            work.review(assessment, head, verdict).await.map(|_| Vec::new())
        }
        15 => {
            let (survivor, merged) = (*one.get(&world.incidents), *two.get(&world.incidents));
            let merging = Merging { survivor: survivor.0.into(), merged: merged.0.into(), taken: Vec::new() };
            Ok(vec![Change::Asked(work.ask(&Asked::Merge(merging)).await?)])
        }
        _ => Ok(Vec::new()),
    }
}

/// The last act of every assessment.
async fn heads(stand: &Stand) -> BTreeMap<RecordId, ActId> {
    let rows = stand.register.db.rows("select id, head_act from assessment", Vec::new()).await.unwrap();
    rows.iter().map(|row| (RecordId(row.id(0).unwrap()), ActId(row.id(1).unwrap()))).collect()
}

/// What has changed of the assessments since the last look is held against the rules.
async fn look(stand: &Stand, world: &mut World, step: usize) {
    let mut now = heads(stand).await;
    now.retain(|assessment, _| !world.before.contains(assessment));
    for (assessment, acts) in &world.seen {
        assert!(now.contains_key(assessment), "step {step}: an assessment is gone");
        let history = stand.register.history(stand.scope, Kind::Assessment, *assessment).await.unwrap();
        let told: BTreeSet<ActId> = history.iter().map(|entry| ActId(entry.act.id)).collect();
        assert!(acts.iter().all(|act| told.contains(act)), "step {step}: a version is lost");
    }
    for (assessment, head) in now {
        let acts = world.seen.entry(assessment).or_default();
        if acts.last() != Some(&head) {
            acts.push(head);
            held(stand, world, assessment, step).await;
        }
    }
    for incident in world.incidents.clone() {
        let Some((assessment, review)) = stand.register.reviewed(stand.scope, incident).await.unwrap() else {
            continue;
        };
        let review: Review =
            stand.register.record(stand.scope, Kind::Review, review).await.unwrap().read().unwrap();
        let authors = &world.authors[&assessment];
        assert!(!authors.contains(&review.reviewer), "step {step}: reviewed by who wrote it");
        assert_eq!(
            world.seen[&assessment].last(),
            Some(&review.version),
            "step {step}: not what was reviewed"
        );
        world.count("reviewed");
    }
}

/// A grade of our own that needs support has it, or the yes of a second person to this very grade.
async fn held(stand: &Stand, world: &mut World, assessment: RecordId, step: usize) {
    let record = stand.register.record(stand.scope, Kind::Assessment, assessment).await.unwrap();
    let assessment: Assessment = record.read().unwrap();
    if assessment.basis != Basis::Own {
        return;
    }
    let Some(approval) = assessment.overridden else {
        if !matches!(assessment.grade.as_deref(), Some("confirmed" | "fair")) {
            return;
        }
        assert!(world.allows(&assessment), "step {step}: {:?} against the rules", assessment.grade);
        world.count("supported");
        return;
    };
    let record = stand.register.record(stand.scope, Kind::Approval, approval).await.unwrap();
    let approval: Approval = record.read().unwrap();
    let Ok(Asked::Assessment(asked)) = serde_json::from_str(&approval.details) else {
        unreachable!("step {step}: allowed by another kind of approval");
    };
    assert_eq!(approval.outcome, ApprovalOutcome::Approved, "step {step}");
    assert!(approval.decided_by.is_some_and(|second| second != approval.asked_by), "step {step}");
    assert_eq!((asked.incident, asked.grade), (assessment.incident, assessment.grade), "step {step}");
    world.count("against the rules, by two");
}

on_both! {
    async fn no_sequence_breaks_the_rules_of_grading_and_review(stand: Stand) {
        let mut runner = TestRunner::deterministic();
        let step_of = (0..16_usize, any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>());
        let steps = prop::collection::vec(step_of, STEPS);
        let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let mut world = World::begin(&stand).await;
            for (number, taken) in steps.new_tree(&mut runner).unwrap().current().into_iter().enumerate() {
                step(&stand, &mut world, taken).await;
                look(&stand, &mut world, number).await;
            }
            for (what, times) in world.reached {
                *reached.entry(what).or_default() += times;
            }
        }
        stand.register.sequence().await.unwrap();
        assert_eq!(stand.register.fsck().await.unwrap().faults, Vec::new());
        for what in ["refused", "supported", "against the rules, by two", "reviewed", "merged"] {
            assert!(reached.get(what).is_some_and(|times| *times > 2), "{what}: {reached:?}");
        }
    }
}
