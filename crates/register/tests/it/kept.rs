//! Items, what is noted in them and the people who were asked, planted closed: see [`crate::planted`].

use crate::planted::{Open, canary, custodian, day, make, tie, work};
use crate::stand::reason;
use domain::id::{ItemId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{CustodianKey, Item, LegalRequest, SealedIdentity};
use domain::vocabulary::{AccessLabel, Acquisition, Derivation, LegalRequestKind, LinkRole};
use domain::when::{When, Zone};
use register::item::{Arrived, TakeIn};
use register::team::approval::Asked;
use register::{Reason, Register, Scope};
use serde_json::{Value, json};

/// An item of which nothing is known yet but how it came.
pub fn coming(name: &str) -> Item {
    let acquired = When::from_edtf("2026-11-01T10:00:00Z", Zone::Utc, None, None).unwrap();
    Item::coming(Acquisition::Folder, acquired, name)
}

/// Takes bytes in as the owner.
pub async fn take(
    register: &Register,
    scope: Scope,
    files: Vec<(Item, Vec<u8>)>,
    label: AccessLabel,
) -> register::Result<Vec<Arrived>> {
    take_by(register, reason("Take it in"), scope, files, label).await
}

/// Takes bytes in as somebody.
pub async fn take_by(
    register: &Register,
    reason: Reason,
    scope: Scope,
    files: Vec<(Item, Vec<u8>)>,
    label: AccessLabel,
) -> register::Result<Vec<Arrived>> {
    let order = TakeIn { reason, project: scope.project, label, progress: &|_| {} };
    register
        .take_in(order, move |filling| {
            files.into_iter().try_for_each(|(item, bytes)| filling.add(&mut bytes.as_slice(), item))
        })
        .await
}

/// A text of the form of one that is sealed to one key or two, in whose last line a word stands as it is.
pub fn sealed_holding(word: &str, keys: usize) -> String {
    let lines = if keys == 1 { include_str!("kept/one_key.txt") } else { include_str!("kept/two_keys.txt") };
    let last = format!("{word}{}", "A".repeat(word.len().next_multiple_of(4) - word.len()));
    format!("-----BEGIN AGE ENCRYPTED FILE-----\n{lines}{last}\n-----END AGE ENCRYPTED FILE-----\n")
}

fn at(text: &str) -> Value {
    serde_json::to_value(When::from_edtf(text, Zone::Utc, None, None).unwrap()).unwrap()
}

/// The fingerprint of every picture, and of a frame of every film, among these.
const ALIKE: &str = "00ff00ff00ff00ff";

/// An item that looks like every other of these.
pub fn looking_alike(name: &str) -> Item {
    Item { perceptual: Some(ALIKE.to_owned()), ..coming(name) }
}

/// A passage of an item, for everybody.
pub async fn passage(register: &Register, scope: Scope, item: RecordId) -> RecordId {
    let heard = json!({"item": item, "kind": "event", "start_milliseconds": 5_000, "words": HEARD});
    let mut work = work(register, scope).await;
    let passage = make(&mut work, Kind::Annotation, heard, AccessLabel::Team).await;
    work.commit().await.unwrap();
    passage
}

/// What is heard in the open passage.
pub const HEARD: &str = "An explosion";

/// Bytes of a closed item.
pub fn bytes(label: AccessLabel) -> Vec<u8> {
    format!("words of {}", canary(label)).into_bytes()
}

/// Plants one closed record of each kind, and closed ones that hang on open ones.
pub async fn closed(register: &Register, scope: Scope, open: &Open, label: AccessLabel) {
    let word = canary(label);
    let file = Item { title: Some(word.clone()), ..looking_alike(&format!("{word}.txt")) };
    // Made from the open one, of a clock that was moved into the night of the open incident.
    let beside = Item {
        derived_from: Some(ItemId(open.item.0)),
        derivation: Some(Derivation::WorkingCopy),
        made: Some(When::from_edtf("2017-06-10T20:00:00Z", Zone::Utc, None, None).unwrap()),
        clock_offset_seconds: Some(60),
        clock_reason: Some(word.clone()),
        ..coming(&format!("{word}-2.txt"))
    };
    let files = vec![(file, bytes(label)), (beside, word.clone().into_bytes())];
    let items = take(register, scope, files, label).await.unwrap();
    let lone = open.item;
    let mut work = work(register, scope).await;
    for item in [items[0].id, lone] {
        let heard = json!({
            "item": item, "kind": "event", "start_milliseconds": 1_000, "words": format!("a {word} calls"),
        });
        make(&mut work, Kind::Annotation, heard, label).await;
    }
    let frames = json!({
        "item": items[0].id, "kind": "frames", "frames": [ALIKE], "machine": true, "tool": word, "words": word,
    });
    make(&mut work, Kind::Annotation, frames, label).await;
    people(&mut work, open, (items[0].id, lone), label).await;
    // What the open passage is held to say already, closed by hand.
    let held = json!({"report": open.report, "claim": HEARD, "annotation": open.passage});
    let held = make(&mut work, Kind::Assertion, held, label).await;
    tie(&mut work, (Kind::Assertion, held), LinkRole::About, (Kind::Incident, open.later), &word).await;
    work.commit().await.unwrap();
    guarded(register, scope, open, items[1].id, label).await;
}

async fn people(
    work: &mut register::Work<'_>,
    open: &Open,
    (item, lone): (RecordId, RecordId),
    label: AccessLabel,
) {
    let word = canary(label);
    let interview = json!({
        "source": open.source, "when": at("2026-10-01"), "method": "in_person", "incident": open.incident, "note": word,
        "item": item,
    });
    make(work, Kind::Interview, interview, label).await;
    let secret = make(work, Kind::Source, json!({"name": word, "kind": "insider"}), label).await;
    for source in [open.source, secret] {
        let promised = json!({
            "source": source, "when": at("2026-10-01"), "method": "in_person", "feedback_promised": word,
        });
        let label = if source == secret { AccessLabel::Team } else { label };
        make(work, Kind::Interview, promised, label).await;
    }
    let visit = json!({ "when": at("2026-10-02"), "incident": open.incident, "observed": word });
    make(work, Kind::SiteVisit, visit, label).await;
    let consent = json!({
        "source": open.source, "purposes": ["store"], "given": at("2026-10-01"), "form": "written", "note": word,
    });
    make(work, Kind::Consent, consent, label).await;
    for about in [item, lone, open.report] {
        let verified = json!({
            "about": about, "question": word, "method": "by eye", "result": "likely", "reasons": word,
            "reviewer": custodian(2),
        });
        make(work, Kind::Verification, verified, label).await;
    }
    for item in [item, lone] {
        let told =
            json!({"title": word, "source": open.source, "item": item, "published": day("2017-06-20")});
        make(work, Kind::Report, told, label).await;
    }
}

/// A subpoena for records, which holds them.
pub fn subpoena(words: &str, records: Vec<RecordId>) -> LegalRequest {
    LegalRequest {
        kind: LegalRequestKind::Subpoena,
        asked_by: words.to_owned(),
        order: None,
        received: When::from_edtf("2026-10-05", Zone::Utc, None, None).unwrap(),
        asked_for: words.to_owned(),
        records,
        holds: true,
        due: None,
        answer: None,
        answered: None,
        given: None,
        item: None,
        note: None,
    }
}

/// What only operations of its own make.
async fn guarded(register: &Register, scope: Scope, open: &Open, item: RecordId, label: AccessLabel) {
    let word = canary(label);
    let mut by =
        register.begin(Reason { actor: custodian(1), why: word.clone() }, scope.project).await.unwrap();
    let recipient = |letter: &str| format!("age1{}", letter.repeat(58));
    let key = CustodianKey {
        person: custodian(1),
        recipient: recipient(if label == AccessLabel::Sealed { "q" } else { "z" }),
        retired: false,
        note: Some(word.clone()),
    };
    let id = by.add_custodian_key(&key).await.unwrap();
    by.narrow(Kind::CustodianKey, id, label).await.unwrap();
    let request = LegalRequest {
        order: Some(word.clone()),
        item: Some(ItemId(item.0)),
        ..subpoena(&word, vec![open.report])
    };
    by.log_legal_request(&request, label).await.unwrap();
    let identity = SealedIdentity {
        source: SourceId(open.source.0),
        handle: word.clone(),
        sealed: sealed_holding(&word, 1),
        recipients: vec![key.recipient],
        note: None,
    };
    let identity = by.seal_identity(&identity).await.unwrap();
    by.ask(&Asked::Identity { identity }).await.unwrap();
    by.commit().await.unwrap();
}
