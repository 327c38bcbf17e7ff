//! What somebody tries to write about evidence, and the people behind it, that is closed to them: see
//! [`crate::attempts`]. Start at [`attempts`].

use crate::crawl::Crawl;
use crate::kept::{HEARD, bytes, coming, sealed_holding, take, take_by};
use crate::life::body;
use crate::planted::{LESSER, MIDDLING, Planted, custodian, day};
use domain::id::{ActorId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{Comment, CustodianKey, SealedIdentity};
use domain::vocabulary::AccessLabel;
use domain::when::Zone;
use register::gathering::Gathering;
use register::item::Passage;
use register::{Reason, Register};
use serde_json::json;
use std::path::Path;

const CHAT: &str = "[10/06/2017, 09:30:12] Um Salma: Everyone is under the stairs\n\
    [10/06/2017, 09:31:05] Abu Omar: The wall fell\n";

fn by(actor: ActorId) -> Reason {
    Reason { actor, why: "Try it".to_owned() }
}

async fn gather(
    register: &Register,
    planted: &Planted,
    folder: &Path,
    actor: ActorId,
) -> register::Result<(u64, u64)> {
    let at = folder.join("chat");
    std::fs::create_dir_all(&at).unwrap();
    std::fs::write(at.join("_chat.txt"), CHAT).unwrap();
    let order = Gathering {
        paths: vec![at],
        reason: by(actor),
        project: planted.scope.project,
        label: Some(AccessLabel::Team),
        source: None,
        zone: Zone::Unknown,
        addresses: Vec::new(),
        progress: &|_| {},
    };
    register.gather(&order).await.map(|gathered| (gathered.reports, gathered.sources))
}

/// Takes a file of the disk in whose bytes may be known; gives whether it is new.
async fn gather_again(
    register: &Register,
    planted: &Planted,
    folder: &Path,
    label: AccessLabel,
) -> register::Result<Vec<bool>> {
    let at = folder.join(format!("known-{}.txt", label.slug()));
    std::fs::write(&at, bytes(label)).unwrap();
    let order = Gathering {
        paths: vec![at],
        reason: by(custodian(LESSER)),
        project: planted.scope.project,
        label: Some(AccessLabel::Team),
        source: None,
        zone: Zone::Unknown,
        addresses: Vec::new(),
        progress: &|_| {},
    };
    let gathered = register.gather(&order).await?;
    Ok(gathered.items.iter().map(|item| item.is_new).collect())
}

/// An address that is pasted.
const ADDRESS: &str = "https://video.example/night";

async fn refer(
    register: &Register,
    planted: &Planted,
    actor: ActorId,
    label: AccessLabel,
) -> register::Result<Vec<bool>> {
    let order = Gathering {
        paths: Vec::new(),
        addresses: vec![ADDRESS.to_owned()],
        reason: by(actor),
        project: planted.scope.project,
        label: Some(label),
        source: None,
        zone: Zone::Unknown,
        progress: &|_| {},
    };
    let gathered = register.gather(&order).await?;
    Ok(gathered.references.iter().map(|reference| reference.is_new).collect())
}

/// Takes a chat in, and closes what was said in it; without closed records the file of the chat alone.
pub async fn gather_and_close(register: &Register, planted: &Planted, folder: &Path) {
    let scope = planted.scope;
    if planted.closed.is_empty() {
        let file = vec![(coming("_chat.txt"), CHAT.as_bytes().to_vec())];
        take(register, scope, file, AccessLabel::Team).await.unwrap();
        return;
    }
    let cleared = custodian(1);
    assert_eq!(gather(register, planted, folder, cleared).await.unwrap(), (2, 2));
    assert_eq!(refer(register, planted, cleared, AccessLabel::Sealed).await.unwrap(), [true]);
    let mut work = register.begin(by(cleared), scope.project).await.unwrap();
    for kind in [Kind::Report, Kind::Source] {
        for record in register.batch(scope, kind, None, 500).await.unwrap() {
            let name = record.text("title").or(record.text("name")).unwrap_or_default();
            if name.contains("chat") {
                work.narrow(kind, record.id, AccessLabel::Sealed).await.unwrap();
            }
        }
    }
    work.commit().await.unwrap();
}

/// Tries to write about what is closed, or, where nothing is closed, about what is not there.
pub async fn attempts(all: &mut Crawl, register: &Register, planted: &Planted, folder: &Path) {
    let lesser = custodian(LESSER);
    let scope = planted.scope.up_to(AccessLabel::Team);
    all.ask("gather", Box::pin(gather(register, planted, folder, lesser))).await;
    all.ask("refer", Box::pin(refer(register, planted, lesser, AccessLabel::Team))).await;
    for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
        let file = vec![(coming("again.txt"), bytes(label))];
        // Before the next attempt makes these bytes an item of everybody's.
        all.ask("gather_known", Box::pin(gather_again(register, planted, folder, label))).await;
        let taken = Box::pin(take_by(register, by(lesser), scope, file, AccessLabel::Team));
        all.ask("take_in", async { taken.await.map(|arrived| arrived[0].outcome) }).await;
    }
    let key = CustodianKey {
        person: lesser,
        recipient: format!("age1{}", "q".repeat(58)),
        retired: false,
        note: None,
    };
    let identity = SealedIdentity {
        source: SourceId(of(planted, Kind::Source).0),
        handle: "Witness".to_owned(),
        sealed: sealed_holding("W", 1),
        recipients: vec![key.recipient.clone()],
        note: None,
    };
    all.ask("seal_identity", async {
        register.begin(by(lesser), scope.project).await?.seal_identity(&identity).await
    })
    .await;
    all.ask("add_custodian_key", async {
        register.begin(by(lesser), scope.project).await?.add_custodian_key(&key).await
    })
    .await;
    for claim in [HEARD, "A wall fell"] {
        let passage = Passage {
            annotation: of(planted, Kind::Annotation),
            incident: planted.later,
            claim: claim.to_owned(),
            note: None,
        };
        all.ask("assert_passage", async {
            let asserted = register.assert_passage(scope, by(lesser), &passage).await?;
            // It stands in a report that whoever asserts may see.
            register
                .record(scope, Kind::Assertion, asserted.assertion)
                .await
                .map(|it| it.body["claim"].clone())
        })
        .await;
    }
    all.ask(CALLED, Box::pin(called(register, planted))).await;
}

/// The open record of a kind of which there is one for everybody.
fn of(planted: &Planted, kind: Kind) -> RecordId {
    planted.open.iter().find(|open| open.0 == kind).unwrap().1
}

/// Who is called for what they may not see: nobody, whatever else is answered.
pub const CALLED: &str = "called for what is closed to them";

/// Withdraws a sealed consent; gives who was called and is not cleared for it.
async fn called(register: &Register, planted: &Planted) -> register::Result<Vec<u128>> {
    let project = planted.scope.project;
    let mut work = register.begin(by(custodian(1)), project).await?;
    let consent = json!({
        "source": of(planted, Kind::Source), "purposes": ["store"], "given": day("2026-10-01"), "form": "written",
    });
    let consent = work.create_labelled(Kind::Consent, body(consent), AccessLabel::Sealed).await?;
    work.commit().await?;
    let seen = register.record(planted.scope, Kind::Consent, consent).await?.head_act;
    let mut work = register.begin(by(custodian(1)), project).await?;
    let withdrawn = body(json!({"withdrawn": day("2026-11-01")}));
    work.change(Kind::Consent, consent, withdrawn, &[seen]).await?;
    work.commit().await?;
    let comments = register.comments(planted.scope, &[consent]).await?;
    let comments: Vec<&Comment> = comments.iter().map(|said| &said.comment).collect();
    assert!(comments.iter().any(|comment| comment.mentions.contains(&custodian(1))), "{comments:?}");
    let lesser = [LESSER, MIDDLING].into_iter();
    Ok(lesser.filter(|one| comments.iter().any(|it| it.mentions.contains(&custodian(*one)))).collect())
}
