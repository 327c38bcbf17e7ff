//! Sealed identities: nothing but sealed text is kept, nothing that is read holds it, and it is given out only to
//! whoever asked, after two others agreed.

use crate::kept::sealed_holding;
use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, code, person};
use domain::id::{ActorId, RecordId, SourceId};
use domain::kind::Kind;
use domain::record::{CustodianKey, SealedIdentity};
use domain::vocabulary::{ApprovalOutcome, Role};
use register::Scope;
use register::team::approval::Asked;
use serde_json::json;
use std::path::Path;

const CIPHER: &str = "Qanbaratsealed";

fn key(person: ActorId, letter: &str) -> CustodianKey {
    CustodianKey { person, recipient: format!("age1{}", letter.repeat(58)), retired: false, note: None }
}

fn identity(source: RecordId, sealed: String, recipients: &[&CustodianKey]) -> SealedIdentity {
    SealedIdentity {
        source: SourceId(source.0),
        handle: "Witness \"1\" <b>".to_owned(),
        sealed,
        recipients: recipients.iter().map(|key| key.recipient.clone()).collect(),
        note: None,
    }
}

async fn source(stand: &Stand) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let source = json!({"name": "W1", "kind": "witness"});
    let source = work.create(Kind::Source, body(source)).await.unwrap();
    work.commit().await.unwrap();
    source
}

async fn add(stand: &Stand, key: &CustodianKey) -> RecordId {
    let mut work = by(stand, key.person).await;
    let id = work.add_custodian_key(key).await.unwrap();
    work.commit().await.unwrap();
    id
}

on_both! {
    async fn only_what_is_sealed_to_keys_in_use_is_kept(stand: Stand) {
        let one = person(&stand, 1, &[Role::Custodian]).await;
        let two = person(&stand, 2, &[Role::Custodian]).await;
        let collector = person(&stand, 3, &[Role::Collector]).await;
        let source = source(&stand).await;
        let (first, second) = (key(one, "q"), key(two, "z"));
        let old = add(&stand, &first).await;
        add(&stand, &second).await;
        let mut work = by(&stand, collector).await;
        assert_eq!(code(work.add_custodian_key(&key(collector, "p")).await), "not-permitted label");
        let other = key(one, "r");
        let attempts = [
            ("Salma, third house", vec![&first], "not-sealed"),
            (&format!("Salma\n{}", sealed_holding(CIPHER, 1)), vec![&first], "not-sealed"),
            (&sealed_holding(CIPHER, 2), vec![&first], "sealed-to-others"),
            (&sealed_holding(CIPHER, 1), vec![&other], "key-unknown"),
        ];
        for (text, keys, wanted) in attempts {
            let kept = work.seal_identity(&identity(source, text.to_owned(), &keys)).await;
            assert_eq!(code(kept), wanted, "{text}");
        }
        assert!(!files_hold(&stand.folder, "Salma"), "what was refused is nowhere");
        work.seal_identity(&identity(source, sealed_holding(CIPHER, 2), &[&first, &second])).await.unwrap();
        work.commit().await.unwrap();
        // Nobody makes a key for somebody else. Whoever left cannot retire theirs, so another custodian may.
        let seen = stand.register.record(stand.scope, Kind::CustodianKey, old).await.unwrap().head_act;
        let mut work = by(&stand, two).await;
        assert_eq!(code(work.add_custodian_key(&other).await), "key-not-own");
        work.retire_custodian_key(old, &[seen]).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, collector).await;
        let late = work.seal_identity(&identity(source, sealed_holding(CIPHER, 1), &[&first])).await;
        assert_eq!(code(late), "key-unknown");
    }

    async fn it_is_given_out_after_two_others_agreed_and_only_then(stand: Stand) {
        let mut custodians = Vec::new();
        for number in 1..=4 {
            custodians.push(person(&stand, number, &[Role::Custodian]).await);
        }
        let (asker, one, two, other) = (custodians[0], custodians[1], custodians[2], custodians[3]);
        let source = source(&stand).await;
        let own = key(asker, "q");
        add(&stand, &own).await;
        let sealed = sealed_holding(CIPHER, 1);
        let mut work = by(&stand, asker).await;
        let identity = work.seal_identity(&identity(source, sealed.clone(), &[&own])).await.unwrap();
        work.commit().await.unwrap();
        nothing_read_holds_it(&stand, identity).await;

        let researcher = person(&stand, 9, &[Role::Researcher]).await;
        let asked = Asked::Identity { identity };
        assert_eq!(code(by(&stand, researcher).await.ask(&asked).await), "not-permitted label");
        let mut work = by(&stand, asker).await;
        let asking = work.ask(&asked).await.unwrap();
        assert_eq!(code(work.decide(asking, true).await), "needs-second-person");
        work.commit().await.unwrap();
        assert_eq!(code(by(&stand, asker).await.give_out_identity(asking).await), "identity-not-granted");
        let mut work = by(&stand, one).await;
        work.decide(asking, true).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, one).await;
        assert_eq!(code(work.decide(asking, true).await), "needs-third-person");
        drop(work);
        assert_eq!(code(by(&stand, asker).await.give_out_identity(asking).await), "identity-not-granted");
        let mut work = by(&stand, two).await;
        work.decide(asking, true).await.unwrap();
        work.commit().await.unwrap();
        for actor in [one, two, other] {
            assert_eq!(code(by(&stand, actor).await.give_out_identity(asking).await), "identity-not-granted");
        }
        assert_eq!(code(by(&stand, researcher).await.give_out_identity(asking).await), "not-permitted label");

        let before = stand.register.history(stand.scope, Kind::SealedIdentity, identity).await.unwrap().len();
        let mut work = by(&stand, asker).await;
        assert_eq!(work.give_out_identity(asking).await.unwrap(), sealed);
        work.commit().await.unwrap();
        let acts = stand.register.history(stand.scope, Kind::SealedIdentity, identity).await.unwrap();
        assert_eq!((acts.len(), acts.last().map(|act| act.act.actor)), (before + 1, Some(asker.0)));
        assert_eq!(acts.last().map(|act| act.act.kind.as_str()), Some("sealed_identity.custody"));
        nothing_read_holds_it(&stand, identity).await;
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    async fn one_no_ends_it_and_its_asker_may_take_it_back(stand: Stand) {
        let mut custodians = Vec::new();
        for number in 1..=3 {
            custodians.push(person(&stand, number, &[Role::Custodian]).await);
        }
        let (asker, one, two) = (custodians[0], custodians[1], custodians[2]);
        let source = source(&stand).await;
        let own = key(asker, "q");
        add(&stand, &own).await;
        let mut work = by(&stand, asker).await;
        let sealed = identity(source, sealed_holding(CIPHER, 1), &[&own]);
        let identity = work.seal_identity(&sealed).await.unwrap();
        let asking = work.ask(&Asked::Identity { identity }).await.unwrap();
        let again = work.ask(&Asked::Identity { identity }).await.unwrap();
        work.withdraw(again).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, one).await;
        work.decide(asking, true).await.unwrap();
        work.commit().await.unwrap();
        let mut work = by(&stand, two).await;
        work.decide(asking, false).await.unwrap();
        work.commit().await.unwrap();
        let permit = stand.register.permit(asker, stand.scope.project).await.unwrap();
        let askings = stand.register.askings(&permit, &[identity]).await.unwrap();
        let outcomes: Vec<_> = askings.iter().map(|asking| (asking.approval.outcome, asking.is_open)).collect();
        assert_eq!(outcomes, [(ApprovalOutcome::Withdrawn, false), (ApprovalOutcome::Refused, false)]);
        assert_eq!(code(by(&stand, asker).await.give_out_identity(asking).await), "identity-not-granted");
        assert_eq!(code(by(&stand, one).await.decide(asking, true).await), "approval-decided");
    }
}

/// Whether any file below a folder holds a word.
fn files_hold(folder: &Path, word: &str) -> bool {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return files_hold(&path, word);
        }
        std::fs::read(&path).unwrap().windows(word.len()).any(|part| part == word.as_bytes())
    })
}

/// What anybody reads, with the widest clearance there is.
async fn nothing_read_holds_it(stand: &Stand, identity: RecordId) {
    let (register, scope) = (&stand.register, Scope::of(stand.scope.project));
    let kind = Kind::SealedIdentity;
    let mut read = vec![format!("{:?}", register.record(scope, kind, identity).await.unwrap())];
    read.push(format!("{:?}", register.records(scope, kind, &[identity]).await.unwrap()));
    read.push(format!("{:?}", register.batch(scope, kind, None, 9).await.unwrap()));
    read.push(format!("{:?}", register.stored(scope, kind, identity).await.unwrap()));
    let acts = register.history(scope, kind, identity).await.unwrap();
    read.push(format!("{acts:?}"));
    for act in &acts {
        read.push(format!("{:?}", register.act(scope, domain::id::ActId(act.act.id)).await.unwrap()));
    }
    read.push(format!("{:?}", register.acts(scope, None, 50).await.unwrap()));
    read.push(format!("{:?}", register.state_at(scope, kind, identity, "9999").await.unwrap()));
    read.push(format!("{:?}", register.found(scope, CIPHER, 5).await.unwrap()));
    let read = read.concat();
    assert!(read.contains("Witness") && !read.contains(CIPHER) && !read.contains("BEGIN AGE"), "{read}");
}
