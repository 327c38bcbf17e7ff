//! Closed records that hang on open ones, so that only one check stands before each: see [`crate::planted`].

use crate::planted::{FIRST, Open, canary, custodian, day, make, tie, work};
use crate::stand::reason;
use domain::id::{IncidentId, RecordId};
use domain::kind::Kind;
use domain::record::Comment;
use domain::vocabulary::{AccessLabel, LinkRole};
use register::coding::Coded;
use register::incident::merge::Merging;
use register::release_intake::{Fields, Paste};
use register::team::approval::Asked;
use register::team::export::Exporting;
use register::work::Work;
use register::{Reason, Register, Scope};
use serde_json::{Value, json};

/// A release that adds to the days of another, whose sums hold.
const SECOND: &str = "July 19, 2017\n\nOn July 18, 2017, Coalition military forces conducted three strikes consisting of three engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted three strikes consisting of three engagements against ISIS targets.\n* Near Tabqah, three strikes engaged two ISIS tactical units.\n\nAdditionally, two strikes consisting of two engagements were conducted in Syria and Iraq on July 16 that closed within the last 24 hours.\n* On July 16, near Raqqah, Syria, two strikes engaged four ISIS tactical units.\n";

/// More of what everybody sees.
pub struct Hung {
    /// A report with an assertion, and a finding in it.
    pub report: RecordId,
    finding: RecordId,
    /// A report that is about nothing yet.
    pub apart: RecordId,
    /// A total.
    tally: RecordId,
    /// Incidents without any account, assessment or task.
    lone: RecordId,
    bare: RecordId,
    /// An incident merged into the first.
    merged: RecordId,
    release: RecordId,
}

/// Plants what everybody sees.
pub async fn open(register: &Register, scope: Scope, open: &Open) -> Hung {
    let release = release(register, scope, SECOND).await;
    let team = AccessLabel::Team;
    let mut work = work(register, scope).await;
    let registrar = make(&mut work, Kind::Source, json!({"name": "Registrar"}), team).await;
    let report = json!({"title": "Registrar's list", "source": registrar, "first_hand": true});
    let report = make(&mut work, Kind::Report, report, team).await;
    let says = json!({"report": report, "claim": "Five died", "speaker": "the registrar"});
    let says = make(&mut work, Kind::Assertion, says, team).await;
    let nurse = json!({"report": report, "claim": "Six died", "speaker": "a nurse"});
    let nurse = make(&mut work, Kind::Assertion, nurse, team).await;
    let apart = json!({"title": "Registrar's second list", "source": registrar, "first_hand": true});
    let apart = make(&mut work, Kind::Report, apart, team).await;
    let finding = json!({
        "report": report, "body": "Press desk", "outcome": "credible", "words": "It happened", "decided": day("2018-01-01"),
        "killed": {"min": 1, "max": 1},
    });
    let finding = make(&mut work, Kind::Finding, finding, team).await;
    let tally = json!({
        "body": "Press desk", "kind": "civilians_killed", "measure_words": "killed", "count": {"min": 30}, "as_of": day("2017-08-01"),
    });
    let tally = make(&mut work, Kind::Tally, tally, team).await;
    let mut incident = async |title: &str| {
        make(&mut work, Kind::Incident, json!({"title": title, "when": day("2017-06-20")}), team).await
    };
    let (judged, lone, bare) = (incident("Judged").await, incident("Lone").await, incident("Bare").await);
    let merged = incident("Merged").await;
    for said in [says, nurse] {
        tie(&mut work, (Kind::Assertion, said), LinkRole::About, (Kind::Incident, open.incident), "open")
            .await;
    }
    let merging =
        Merging { survivor: IncidentId(open.incident.0), merged: IncidentId(merged.0), taken: vec![] };
    work.merge(&merging).await.unwrap();
    // Of this one later assessments are closed.
    tie(&mut work, (Kind::Tally, tally), LinkRole::Contains, (Kind::Incident, open.incident), "open").await;
    let own = json!({"incident": judged, "version": 1, "basis": "own"});
    make(&mut work, Kind::Assessment, own, team).await;
    let comment = Comment {
        about: open.incident,
        about_kind: Kind::Incident,
        field: None,
        words: "Everybody may read this".to_owned(),
        mentions: vec![custodian(1)],
        settled: false,
    };
    work.comment(&comment).await.unwrap();
    work.commit().await.unwrap();
    Hung { report, finding, apart, tally, lone, bare, merged, release }
}

async fn release(register: &Register, scope: Scope, text: &str) -> RecordId {
    let fields = Fields { publisher: "Force".to_owned(), ..Fields::default() };
    let Paste::Release(draft) = register::release_intake::read(text, &fields).unwrap() else {
        unreachable!()
    };
    let kin = register.release_kin(scope, &draft).await.unwrap();
    register.keep_release(scope, reason("Keep it"), &draft, &kin, None).await.unwrap().0.into()
}

/// A link that is more closed than both of its ends.
async fn closed_tie(
    work: &mut Work<'_>,
    from: (Kind, RecordId),
    role: LinkRole,
    to: (Kind, RecordId),
    label: AccessLabel,
) {
    let link = json!({
        "from": from.1, "from_kind": from.0.slug(), "role": role.slug(), "to": to.1, "to_kind": to.0.slug(),
        "attributes": {"note": canary(label)},
    });
    make(work, Kind::Link, link, label).await;
}

/// Plants what is closed.
pub async fn closed(register: &Register, scope: Scope, (open, hung): (&Open, &Hung), label: AccessLabel) {
    let mut work = work(register, scope).await;
    let word = canary(label);
    told(&mut work, (open, hung), label).await;
    let incident = |id: RecordId| (Kind::Incident, id);
    let unseen = json!({"title": format!("Tower by the {word} bridge"), "when": day("2017-06-20")});
    let unseen = make(&mut work, Kind::Incident, unseen, label).await;
    for (from, role, to) in [
        ((Kind::Report, hung.report), LinkRole::About, open.incident),
        ((Kind::Assertion, open.assertion), LinkRole::About, open.incident),
        ((Kind::Finding, hung.finding), LinkRole::Decides, open.incident),
        ((Kind::Report, open.report), LinkRole::About, hung.lone),
        ((Kind::Tally, hung.tally), LinkRole::Contains, hung.lone),
    ] {
        closed_tie(&mut work, from, role, incident(to), label).await;
    }
    tie(&mut work, (Kind::Tally, hung.tally), LinkRole::Contains, incident(unseen), &word).await;
    let (from, to) = ((Kind::Report, hung.apart), (Kind::Report, open.report));
    closed_tie(&mut work, from, LinkRole::DerivesFrom, to, label).await;
    for of in [hung.bare, hung.merged] {
        let version = if label == AccessLabel::Sealed { 2 } else { 1 };
        let own = json!({
            "incident": of, "version": version, "basis": "own", "rationale": word, "codebook": "bygone 1",
        });
        make(&mut work, Kind::Assessment, own, label).await;
    }
    let comment = Comment {
        about: open.incident,
        about_kind: Kind::Incident,
        field: None,
        words: word.clone(),
        mentions: vec![custodian(1)],
        settled: false,
    };
    let comment = work.comment(&comment).await.unwrap();
    work.narrow(Kind::Comment, comment, label).await.unwrap();
    if label == AccessLabel::Sensitive {
        let task = work.take_up(hung.lone).await.unwrap();
        work.narrow(Kind::Task, task, label).await.unwrap();
    }
    // Merged while it was open, and closed later.
    let gone = make(&mut work, Kind::Incident, json!({"title": word}), AccessLabel::Team).await;
    let merging =
        Merging { survivor: IncidentId(open.incident.0), merged: IncidentId(gone.0), taken: vec![] };
    work.merge(&merging).await.unwrap();
    work.narrow(Kind::Incident, gone, label).await.unwrap();
    lines(&mut work, hung, label).await;
    work.commit().await.unwrap();
    people(register, scope, open, label).await;
}

/// What closed sources say of what everybody sees.
async fn told(work: &mut Work<'_>, (open, hung): (&Open, &Hung), label: AccessLabel) {
    let word = canary(label);
    let made: [(Kind, Value); 3] = [
        (
            Kind::Tally,
            json!({
                "body": "Hospital", "kind": "civilians_killed", "measure_words": word, "count": {"min": 9}, "as_of": day("2018-02-01"),
            }),
        ),
        (
            Kind::Finding,
            json!({
                "report": hung.report, "body": word, "outcome": "credible", "words": word, "decided": day("2020-01-01"),
                "killed": {"min": 1, "max": 1},
            }),
        ),
        (Kind::Assertion, json!({"report": open.report, "claim": word, "speaker": "a nurse"})),
    ];
    for (kind, of) in made {
        let id = make(work, kind, of, label).await;
        let role = if kind == Kind::Finding { LinkRole::Decides } else { LinkRole::About };
        if kind != Kind::Tally {
            for to in [open.incident, hung.bare] {
                tie(work, (kind, id), role, (Kind::Incident, to), &word).await;
            }
        }
    }
    let register = make(work, Kind::Source, json!({"name": word, "kind": "this_register"}), label).await;
    let story = json!({"title": word, "form": "story", "language": "en", "source": register, "words": word});
    make(work, Kind::Report, story, AccessLabel::Team).await;
    let mention = json!({
        "report": open.report, "incident": open.incident, "names": [{"text": word}], "status": "contested", "outcome": "killed",
    });
    make(work, Kind::VictimMention, mention, label).await;
}

/// Closed lines of the second release, and a closed release of the days that its late line belongs to.
async fn lines(work: &mut Work<'_>, hung: &Hung, label: AccessLabel) {
    let word = canary(label);
    for (country, is_late, of) in [("Iraq", false, "2017-07-18"), ("Syria", true, "2017-07-16")] {
        let line = json!({
            "release": hung.release, "position": 90, "country": country, "place_words": word, "strikes": 7,
            "late_addition": is_late, "when": day(of), "note": word,
        });
        make(work, Kind::ReleaseLine, line, label).await;
    }
    // Its parts do not give its total.
    let fields = Fields { publisher: word.clone(), ..Fields::default() };
    let text =
        FIRST.replace("six fighting", "five fighting").replace("Raqqah, 15 strikes", "Raqqah, 14 strikes");
    let Paste::Release(draft) = register::release_intake::read(&text, &fields).unwrap() else {
        unreachable!()
    };
    let mut release = draft.release.clone();
    release.number = Some(word);
    let release = Value::Object(domain::record::body(&release));
    let release = make(work, Kind::Release, release, label).await;
    for line in &draft.lines {
        let line = domain::record::ReleaseLine { release: domain::id::ReleaseId(release.0), ..line.clone() };
        work.create(Kind::ReleaseLine, domain::record::body(&line)).await.unwrap();
    }
}

/// A second coding against what is closed, and an export that was asked for.
async fn people(register: &Register, scope: Scope, open: &Open, label: AccessLabel) {
    let word = canary(label);
    let why = |number: u128| Reason { actor: custodian(number), why: word.clone() };
    for number in [5, 6] {
        if label == AccessLabel::Sealed {
            let coded =
                Coded { grade: "weak".to_owned(), killed: None, rationale: word.clone(), blind: true };
            let mut work = register.begin(why(number), scope.project).await.unwrap();
            work.code(open.incident, coded, None).await.unwrap();
            work.commit().await.unwrap();
        }
    }
    let mut work = register.begin(why(crate::planted::LESSER), scope.project).await.unwrap();
    let exporting = Exporting { kind: Kind::Source, purpose: word.clone(), recipient: word.clone() };
    work.ask(&Asked::Export(exporting)).await.unwrap();
    work.commit().await.unwrap();
}

/// Closed lines of the open release: of another country, of a day that a closed release covers, and one that would
/// break its sum; and a closed wording of it.
pub async fn lines_of(work: &mut Work<'_>, release: RecordId, place: RecordId, label: AccessLabel) {
    let word = canary(label);
    let line = |country: &str, words: &str, is_late: bool, of: &str| {
        json!({
            "release": release, "position": 90, "country": country, "place_words": words, "place": place, "strikes": 7,
            "late_addition": is_late, "when": day(of), "note": word,
        })
    };
    make(work, Kind::ReleaseLine, line("Iraq", &word, true, "2017-07-17"), label).await;
    let name = if label == AccessLabel::Sealed { "Raqqah" } else { "Tabqah" };
    make(work, Kind::ReleaseLine, line("Syria", name, false, "2017-07-16"), label).await;
    let rendition = json!({"publisher": word, "rendition_of": release, "number": word});
    make(work, Kind::Release, rendition, label).await;
}
