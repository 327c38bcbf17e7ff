//! Two projects' worth of records: the open ones, and beside them closed ones of every kind with a canary in each text.

use crate::life::body;
use crate::stand::reason;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Comment, FieldComment, Member};
use domain::vocabulary::{AccessLabel, LinkRole, ReviewOutcome, Role};
use register::coding::Coded;
use register::link_check::{LinkState, Seen};
use register::release_intake::{Fields, Paste};
use register::team::approval::Asked;
use register::team::review::Verdict;
use register::work::Work;
use register::{Reason, Register, Scope};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const FIRST: &str = "July 17, 2017\n\nOn July 16, 2017, Coalition military forces conducted 15 strikes consisting of 15 engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted 15 strikes consisting of 15 engagements against ISIS targets.\n* Near Raqqah, 15 strikes engaged eight ISIS tactical units and destroyed six fighting positions.\n";
/// The text of the closed releases: it adds to the day of the open one.
pub const TEXT: &str = "July 18, 2017\n\nOn July 17, 2017, Coalition military forces conducted five strikes consisting of five engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted five strikes consisting of five engagements against ISIS targets.\n* Near Raqqah, five strikes engaged two ISIS tactical units.\n\nAdditionally, 12 strikes consisting of 14 engagements were conducted in Syria and Iraq on July 16 that closed within the last 24 hours.\n* On July 16, near Raqqah, Syria, 12 strikes engaged four ISIS tactical units.\n";

/// What was planted.
pub struct Planted {
    pub scope: Scope,
    /// Records for everybody.
    pub open: Vec<(Kind, RecordId)>,
    /// Closed records.
    pub closed: Vec<(Kind, RecordId, AccessLabel)>,
    /// Every act of the project, and those about closed records.
    pub acts: Vec<ActId>,
    pub closed_acts: Vec<ActId>,
    /// An incident with an assessment for each label, the newest sealed.
    pub judged: RecordId,
    /// Another one.
    pub later: RecordId,
    /// Two open reports, of which the second has a closed tie to the first.
    pub reports: [RecordId; 2],
    /// Incidents that were merged into others: they are in no list.
    pub merged: Vec<RecordId>,
}

pub fn canary(label: AccessLabel) -> String {
    format!("zanbaq{}", label.slug())
}

impl Planted {
    /// Canaries that somebody cleared so far must not find.
    pub fn words(clearance: AccessLabel) -> Vec<String> {
        AccessLabel::ALL.iter().filter(|label| **label > clearance).map(|label| canary(*label)).collect()
    }

    /// Words that are searched for: the canaries, and words of open records.
    pub fn search_words() -> Vec<&'static str> {
        vec!["zanbaqsensitive", "zanbaqsealed", "zanbaq", "Hospital", "Raqqah", "CS1"]
    }
}

/// What everybody sees, which the closed records hang on.
pub struct Open {
    pub source: RecordId,
    pub report: RecordId,
    pub assertion: RecordId,
    pub incident: RecordId,
    pub later: RecordId,
    pub register: RecordId,
    pub release: RecordId,
    pub item: RecordId,
    /// A passage of the item.
    pub passage: RecordId,
}

/// Somebody who holds sealed sources and reviews.
pub fn custodian(number: u128) -> ActorId {
    ActorId(Uuid::from_u128(0x7100_0000_0000_4000_8000_0000_0000_0000 + number))
}

pub async fn work(register: &Register, scope: Scope) -> Work<'_> {
    register.begin(reason("Plant it"), scope.project).await.unwrap()
}

pub async fn make(work: &mut Work<'_>, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    work.create_labelled(kind, body(of), label).await.unwrap()
}

pub async fn tie(
    work: &mut Work<'_>,
    from: (Kind, RecordId),
    role: LinkRole,
    to: (Kind, RecordId),
    note: &str,
) {
    let attributes = BTreeMap::from([("note".to_owned(), note.to_owned())]);
    work.link((from.0, from.1.0), role, (to.0, to.1.0), attributes).await.unwrap();
}

pub fn day(text: &str) -> Value {
    serde_json::to_value(domain::when::When::day(text, domain::when::Zone::Unknown).unwrap()).unwrap()
}

/// Plants the open records and, where asked, the closed ones beside them.
pub async fn plant(register: &Register, scope: Scope, with_closed: bool) -> Planted {
    for number in 1..=6 {
        let roles = vec![Role::Custodian, Role::Reviewer, Role::Researcher];
        let clearance = AccessLabel::Sealed;
        let member = Member { person: custodian(number), roles, clearance, ended: false, note: None };
        let mut work = work(register, scope).await;
        work.set_member(&member).await.unwrap();
        work.commit().await.unwrap();
    }
    let open = open(register, scope).await;
    let hung = crate::beside::open(register, scope, &open).await;
    if with_closed {
        // Before the open one, whose report tells of the exports before it.
        for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
            crate::gone::closed(register, scope, label).await;
        }
    }
    crate::gone::open(register, scope).await;
    if with_closed {
        for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
            closed(register, scope, &open, label).await;
            crate::beside::closed(register, scope, (&open, &hung), label).await;
            crate::kept::closed(register, scope, &open, label).await;
        }
    }
    lower(register, scope).await;
    died(register, scope).await;
    let reports = [open.report, hung.apart];
    Planted { judged: open.incident, later: open.later, reports, ..found(register, scope).await }
}

/// Whoever is cleared for nothing that is closed, although they asked for things while they were.
pub const LESSER: u128 = 3;
/// Whoever is cleared for what is sensitive.
pub const MIDDLING: u128 = 4;

/// Who reads with a clearance.
pub fn reader(clearance: AccessLabel) -> ActorId {
    custodian(match clearance {
        AccessLabel::Team => LESSER,
        AccessLabel::Sensitive => MIDDLING,
        AccessLabel::Sealed => 1,
    })
}

/// Two people are cleared for less than before.
async fn lower(register: &Register, scope: Scope) {
    for (number, clearance) in [(LESSER, AccessLabel::Team), (MIDDLING, AccessLabel::Sensitive)] {
        let roles = vec![Role::Custodian, Role::Reviewer, Role::Researcher];
        let member = Member { person: custodian(number), roles, clearance, ended: false, note: None };
        let mut work = work(register, scope).await;
        work.set_member(&member).await.unwrap();
        work.commit().await.unwrap();
    }
}

/// Every address of a report died.
async fn died(register: &Register, scope: Scope) {
    let reports = register.batch(scope, Kind::Report, None, 500).await.unwrap();
    let seen: Vec<Seen> = reports
        .iter()
        .filter_map(|report| {
            let (report, url) = (report.id, report.text("url")?.to_owned());
            Some(Seen { report, url, state: LinkState::Dead, detail: "404".to_owned() })
        })
        .collect();
    register.keep_checks(scope, &seen).await.unwrap();
}

async fn open(register: &Register, scope: Scope) -> Open {
    let fields = Fields { publisher: "Force".to_owned(), ..Fields::default() };
    let Paste::Release(draft) = register::release_intake::read(FIRST, &fields).unwrap() else {
        unreachable!()
    };
    let kin = register.release_kin(scope, &draft).await.unwrap();
    let (release, _) = register.keep_release(scope, reason("Keep it"), &draft, &kin, None).await.unwrap();
    let team = AccessLabel::Team;
    let mut work = work(register, scope).await;
    let source =
        make(&mut work, Kind::Source, json!({"name": "Hospital", "credit": "The hospital"}), team).await;
    let ours = json!({"name": "This register", "kind": "this_register"});
    let ours = make(&mut work, Kind::Source, ours, team).await;
    let report = json!({
        "title": "Hospital list", "source": source, "first_hand": true, "url": "https://hospital.example/list",
    });
    let report = make(&mut work, Kind::Report, report, team).await;
    let assertion = json!({"report": report, "claim": "Four died", "speaker": "the registrar"});
    let assertion = make(&mut work, Kind::Assertion, assertion, team).await;
    let incident = json!({"title": "Mill", "codes": ["CS1"], "when": day("2017-06-10"), "strike_status": "likely", "campaign": "CAMPAIGN"});
    let incident = make(&mut work, Kind::Incident, incident, team).await;
    let later = json!({"title": "Later", "when": day("2017-06-12")});
    let later = make(&mut work, Kind::Incident, later, team).await;
    tie(&mut work, (Kind::Report, report), LinkRole::About, (Kind::Incident, incident), "open").await;
    let tally = json!({
        "body": "Press desk", "kind": "civilians_killed", "measure_words": "killed", "count": {"min": 4}, "as_of": day("2017-07-01"),
    });
    make(&mut work, Kind::Tally, tally, team).await;
    let own = json!({"incident": incident, "version": 1, "basis": "own", "killed": {"min": 4, "max": 4}});
    make(&mut work, Kind::Assessment, own, team).await;
    work.commit().await.unwrap();
    let item = vec![(crate::kept::looking_alike("open.txt"), b"open to all".to_vec())];
    let item = crate::kept::take(register, scope, item, team).await.unwrap()[0].id;
    let passage = crate::kept::passage(register, scope, item).await;
    Open {
        source,
        report,
        assertion,
        incident,
        later,
        register: ours,
        release: release.into(),
        item,
        passage,
    }
}

/// Closed records of every kind, each with the canary of its label in its texts.
async fn closed(register: &Register, scope: Scope, open: &Open, label: AccessLabel) {
    let mut work = work(register, scope).await;
    let told = told(&mut work, open, label).await;
    let judged = happened(&mut work, open, &told, label).await;
    work.commit().await.unwrap();
    decided(register, scope, (told.source, judged), label).await;
}

/// What closed sources say.
struct Told {
    source: RecordId,
    report: RecordId,
    assertion: RecordId,
    finding: RecordId,
}

async fn told(work: &mut Work<'_>, open: &Open, label: AccessLabel) -> Told {
    let word = canary(label);
    let source = json!({
        "name": word, "name_ar": word, "url": word, "interests": word, "access": word, "credit": word, "note": word,
        "raw": {"column": word}, "parent": open.source,
    });
    let source = make(work, Kind::Source, source, label).await;
    // It would make an open tally an official one.
    let speaker = json!({"name": "Press desk", "kind": "official", "note": word});
    make(work, Kind::Source, speaker, label).await;
    let report = json!({
        "title": word, "number": word, "form": word, "url": format!("https://{word}.example/"), "archive_url": word, "words": word, "note": word,
        "source": source, "published": day("2017-06-11"), "first_hand": true,
    });
    let report = make(work, Kind::Report, report, AccessLabel::Team).await;
    let story =
        json!({"title": word, "form": "story", "language": "en", "source": open.register, "words": word});
    make(work, Kind::Report, story, label).await;
    // An account of an open source, closed by hand.
    make(work, Kind::Report, json!({"title": word, "source": open.source}), label).await;
    let assertion =
        json!({"report": report, "claim": word, "speaker": word, "actors": word, "about": day("2017-06-10")});
    let assertion = make(work, Kind::Assertion, assertion, AccessLabel::Team).await;
    make(work, Kind::Assertion, json!({"report": open.report, "claim": word}), label).await;
    let finding = json!({
        "report": report, "body": word, "code": word, "outcome": "credible", "words": word, "place_words": word,
        "reason": word, "decided": day("2019-01-01"),
    });
    let finding = make(work, Kind::Finding, finding, AccessLabel::Team).await;
    let tally = json!({
        "report": report, "body": word, "code": word, "kind": "civilians_killed", "measure_words": word, "area": word,
        "count": {"min": 9}, "as_of": day("2018-01-01"),
    });
    make(work, Kind::Tally, tally, AccessLabel::Team).await;
    let mention = json!({"report": report, "incident": open.incident, "role": word, "relation": word, "names": [{"text": word}]});
    make(work, Kind::VictimMention, mention, AccessLabel::Team).await;
    Told { source, report, assertion, finding }
}

/// Incidents and what hangs on them, and everything that rests on nothing; gives the closed assessment.
async fn happened(work: &mut Work<'_>, open: &Open, told: &Told, label: AccessLabel) -> RecordId {
    let word = canary(label);
    let version = if label == AccessLabel::Sealed { 3 } else { 2 };
    let damage = json!({"incident": open.incident, "class": "hospital", "words": word, "note": word});
    make(work, Kind::ObjectDamage, damage, label).await;
    let own = json!({
        "incident": open.incident, "version": version, "basis": "own", "rationale": word, "note": word,
        "killed": {"min": 40, "max": 90}, "included": [{"record": told.report}], "grade": "weak",
        "codebook": "airwars 1",
    });
    make(work, Kind::Assessment, own, AccessLabel::Team).await;
    let hidden = json!({
        "title": word, "title_ar": word, "codes": ["CS1", word], "description": word, "note": word, "campaign": word,
        "when": day("2017-06-11"), "protected_objects": ["hospital"],
    });
    let hidden = make(work, Kind::Incident, hidden, label).await;
    if label == AccessLabel::Sealed {
        // It bears the letter that a part of the open one would be called by.
        make(work, Kind::Incident, json!({"title": word, "codes": ["CS1a"]}), label).await;
    }
    let judged = make(
        work,
        Kind::Assessment,
        json!({"incident": hidden, "version": 1, "basis": "own", "codebook": "bygone 1"}),
        AccessLabel::Team,
    )
    .await;
    let strike =
        make(work, Kind::Strike, json!({"codes": [word], "target_words": word, "note": word}), label).await;
    make(work, Kind::Belligerent, json!({"name": word, "aliases": [word], "note": word}), label).await;
    make(work, Kind::Operation, json!({"code": "CAMPAIGN", "name": word, "note": word}), label).await;
    make(work, Kind::Office, json!({"office": word, "body": word, "holder": word}), label).await;
    // Each bears a name that lines are resolved by.
    let name = if label == AccessLabel::Sealed { "Raqqah" } else { "Tabqah" };
    let place = json!({"code": word, "name": name, "alternate_names": [word], "note": word});
    let place = make(work, Kind::Place, place, label).await;
    for (from, role) in [
        ((Kind::Report, told.report), LinkRole::About),
        ((Kind::Assertion, told.assertion), LinkRole::About),
        ((Kind::Finding, told.finding), LinkRole::Decides),
        ((Kind::Strike, strike), LinkRole::ConsistentWith),
    ] {
        tie(work, from, role, (Kind::Incident, open.incident), &word).await;
    }
    tie(work, (Kind::Incident, open.incident), LinkRole::Cites, (Kind::Source, told.source), &word).await;
    tie(work, (Kind::Report, open.report), LinkRole::DerivesFrom, (Kind::Report, told.report), &word).await;
    for (about, about_kind) in [(told.report, Kind::Report), (hidden, Kind::Incident)] {
        let comment = Comment {
            about,
            about_kind,
            field: None,
            words: word.clone(),
            mentions: vec![custodian(1)],
            settled: false,
        };
        work.comment(&comment).await.unwrap();
    }
    work.submit(hidden).await.unwrap();
    release(work, &word, label).await;
    crate::beside::lines_of(work, open.release, place, label).await;
    judged
}

/// A closed release, with lines that add to the open one's days.
async fn release(work: &mut Work<'_>, word: &str, label: AccessLabel) {
    let fields = Fields { publisher: word.to_owned(), ..Fields::default() };
    let Paste::Release(draft) = register::release_intake::read(TEXT, &fields).unwrap() else {
        unreachable!()
    };
    let mut release = draft.release.clone();
    (release.note, release.number, release.code) =
        (Some(word.to_owned()), Some(word.to_owned()), Some(word.to_owned()));
    let release = work.create_labelled(Kind::Release, domain::record::body(&release), label).await.unwrap();
    for line in &draft.lines {
        let mut line = line.clone();
        line.release = domain::id::ReleaseId(release.0);
        line.note = Some(word.to_owned());
        work.create(Kind::ReleaseLine, domain::record::body(&line)).await.unwrap();
    }
}

/// A review of the closed assessment, and an opening that was asked for.
async fn decided(
    register: &Register,
    scope: Scope,
    (source, judged): (RecordId, RecordId),
    label: AccessLabel,
) {
    let word = canary(label);
    let version = register.record(scope, Kind::Assessment, judged).await.unwrap().head_act;
    let reviewer = Reason { actor: custodian(1), why: word.clone() };
    let mut work = register.begin(reviewer, scope.project).await.unwrap();
    let is_accepted = label == AccessLabel::Sealed;
    let outcome = if is_accepted { ReviewOutcome::Accepted } else { ReviewOutcome::Returned };
    let comments = vec![FieldComment { field: "killed".to_owned(), words: word.clone() }];
    let verdict = Verdict { outcome, words: Some(word), comments };
    work.review(judged, version, verdict).await.unwrap();
    work.ask(&Asked::Unseal { kind: Kind::Source, record: source, label: AccessLabel::Team }).await.unwrap();
    work.commit().await.unwrap();
    coded(register, scope, judged, label).await;
}

/// Two codings of the closed incident, which open each other as far as its label.
async fn coded(register: &Register, scope: Scope, judged: RecordId, label: AccessLabel) {
    let judged = register.record(scope, Kind::Assessment, judged).await.unwrap();
    let incident = judged.read::<Assessment>().unwrap().incident.into();
    for number in [1, 2] {
        let coded = Coded { grade: "weak".to_owned(), killed: None, rationale: canary(label), blind: true };
        let reason = Reason { actor: custodian(number), why: canary(label) };
        let mut work = register.begin(reason, scope.project).await.unwrap();
        work.code(incident, coded, None).await.unwrap();
        work.commit().await.unwrap();
    }
}

/// What the tables hold now, by label, whoever put it there.
async fn found(register: &Register, scope: Scope) -> Planted {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    let sql = "select i.id from incident i where i.project = $1 and i.merged_into is not null order by i.id";
    let merged = register.db.rows(sql, vec![scope.project.0.into()]).await.unwrap();
    let merged = merged.iter().map(|row| RecordId(row.id(0).unwrap())).collect();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Project) {
        let sql = format!("select r.id, r.label from {} r where r.project = $1 order by r.id", kind.slug());
        for row in register.db.rows_of(sql, vec![scope.project.0.into()]).await.unwrap() {
            let id = RecordId(row.id(0).unwrap());
            match AccessLabel::parse(&row.text(1).unwrap()).unwrap() {
                AccessLabel::Team => open.push((*kind, id)),
                label => closed.push((*kind, id, label)),
            }
        }
    }
    let sql = "select g.subject, g.kind, g.label from erased g where g.project = $1 and g.field = '' order by g.subject";
    for row in register.db.rows(sql, vec![scope.project.0.into()]).await.unwrap() {
        let label = AccessLabel::parse(&row.text(2).unwrap()).unwrap();
        if label > AccessLabel::Team {
            closed.push((Kind::parse(&row.text(1).unwrap()).unwrap(), RecordId(row.id(0).unwrap()), label));
        }
    }
    let acts = register.acts(scope, None, 5_000).await.unwrap();
    let is_closed = |subject: Uuid| closed.iter().any(|closed| closed.1.0 == subject);
    let closed_acts =
        acts.iter().filter(|act| is_closed(act.act.subject)).map(|act| ActId(act.act.id)).collect();
    let acts = acts.iter().map(|act| ActId(act.act.id)).collect();
    let nothing = RecordId(Uuid::nil());
    Planted {
        scope,
        open,
        closed,
        acts,
        closed_acts,
        judged: nothing,
        later: nothing,
        reports: [nothing; 2],
        merged,
    }
}
