//! Items, what is noted in them and the people who were asked, planted closed: see [`crate::planted`].

use crate::planted::{Open, canary, custodian, day, make, work};
use crate::stand::reason;
use domain::id::{ItemId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{CustodianKey, Item, LegalRequest, SealedIdentity};
use domain::vocabulary::{AccessLabel, Acquisition, LegalRequestKind};
use domain::when::{When, Zone};
use register::item::{Arrived, TakeIn};
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
    let order = TakeIn { reason, project: scope.project, label, progress: &|_, _| {} };
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

/// Plants one closed record of each kind, and closed ones that hang on open ones.
pub async fn closed(register: &Register, scope: Scope, open: &Open, label: AccessLabel) {
    let word = canary(label);
    let file = Item { title: Some(word.clone()), ..coming(&format!("{word}.txt")) };
    let beside = coming(&format!("{word}-2.txt"));
    let files = vec![(file, format!("words of {word}").into_bytes()), (beside, word.clone().into_bytes())];
    let items = take(register, scope, files, label).await.unwrap();
    let lone = open.item;
    let mut work = work(register, scope).await;
    for item in [items[0].id, lone] {
        let heard = json!({
            "item": item, "kind": "event", "start_milliseconds": 1_000, "words": format!("a {word} calls"),
        });
        make(&mut work, Kind::Annotation, heard, label).await;
    }
    people(&mut work, open, (items[0].id, lone), label).await;
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
    let told = json!({"title": word, "source": open.source, "item": item, "published": day("2017-06-20")});
    make(work, Kind::Report, told, label).await;
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
        kind: LegalRequestKind::Subpoena,
        asked_by: word.clone(),
        order: Some(word.clone()),
        received: When::from_edtf("2026-10-05", Zone::Utc, None, None).unwrap(),
        asked_for: word.clone(),
        records: vec![open.report],
        holds: true,
        due: None,
        answer: None,
        answered: None,
        given: None,
        item: Some(ItemId(item.0)),
        note: None,
    };
    by.log_legal_request(&request, label).await.unwrap();
    let identity = SealedIdentity {
        source: SourceId(open.source.0),
        handle: word.clone(),
        sealed: sealed_holding(&word, 1),
        recipients: vec![key.recipient],
        note: None,
    };
    by.seal_identity(&identity).await.unwrap();
    by.commit().await.unwrap();
}
