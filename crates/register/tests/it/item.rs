//! Bytes come in, are given back, and nobody changes them.

use crate::kept::{coming, take, take_by};
use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::{by, person};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, CustodyAction, ItemKind, Role};
use register::db::Access;
use register::evidence::vault::{Digest, ScrubStep};
use register::item::{Bytes, Outcome};
use register::register::LOCAL_ACTOR;
use register::{Error, Reason};
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

fn one(name: &str, bytes: &[u8]) -> Vec<(Item, Vec<u8>)> {
    vec![(coming(name), bytes.to_vec())]
}

async fn bytes_of(stand: &Stand, id: RecordId) -> Vec<u8> {
    let open = stand.register.item_bytes(LOCAL_ACTOR, stand.scope, id).await.unwrap();
    let mut bytes = Vec::new();
    open.whole().unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn blob(stand: &Stand, sha256: &str) -> PathBuf {
    stand.register.vault_folder().join(&sha256[..2]).join(sha256)
}

fn code<T>(result: Result<T, Error>) -> String {
    match result.err().expect("refused") {
        Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

async fn sound(stand: &Stand) {
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
}

fn flip(path: &PathBuf) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    std::fs::set_permissions(path, permissions).unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

on_both! {
    async fn bytes_come_back_as_they_came_and_a_second_time_add_nothing(stand: Stand) {
        let pdf = b"%PDF-1.4 not much of one".to_vec();
        let files = vec![
            (coming("empty"), Vec::new()),
            (coming("letter.pdf"), pdf.clone()),
            (coming("big"), vec![7_u8; 3_000_000]),
            (coming("letter again.pdf"), pdf.clone()),
        ];
        let arrived = take(&stand.register, stand.scope, files.clone(), AccessLabel::Team).await.unwrap();
        let outcomes: Vec<Outcome> = arrived.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::New, Outcome::New, Outcome::New, Outcome::AlreadyHere]);
        assert_eq!(arrived[1].id, arrived[3].id);
        for (one, (_, bytes)) in arrived.iter().zip(&files) {
            assert_eq!((one.sha256.clone(), one.size_bytes), (Digest::of(bytes).to_string(), bytes.len() as u64));
            assert_eq!(bytes_of(&stand, one.id).await, *bytes);
            let stored = std::fs::read(blob(&stand, &one.sha256)).unwrap();
            assert!(bytes.is_empty() || !stored.windows(bytes.len().min(20)).any(|part| part == &bytes[..bytes.len().min(20)]));
        }
        let item: Item = stand.register.record(stand.scope, Kind::Item, arrived[1].id).await.unwrap().read().unwrap();
        assert_eq!((item.media_type.as_str(), item.kind), ("application/pdf", ItemKind::Document));
        let acts = stand.register.acts(stand.scope, None, 100).await.unwrap().len();
        let again = take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap();
        assert!(again.iter().all(|one| one.outcome == Outcome::AlreadyHere));
        assert_eq!(stand.register.acts(stand.scope, None, 100).await.unwrap().len(), acts, "no act");
        let open = stand.register.item_bytes(LOCAL_ACTOR, stand.scope, arrived[2].id).await.unwrap();
        let mut part = Vec::new();
        open.part(2_999_990, 100).unwrap().read_to_end(&mut part).unwrap();
        assert_eq!(part, [7_u8; 10]);
        sound(&stand).await;
        assert_eq!(stand.register.check_bytes(Bytes::Read).await.unwrap(), (3, Vec::new()));
    }

    async fn an_item_is_made_of_bytes_alone_and_what_it_is_never_changes(stand: Stand) {
        let mut work = stand.register.begin(reason("Invent it"), stand.scope.project).await.unwrap();
        let mut invented = domain::record::body(&coming("a"));
        invented.insert("sha256".to_owned(), json!("ab".repeat(32)));
        assert_eq!(code(work.create(Kind::Item, invented).await), "item-without-bytes");
        drop(work);
        let id = take(&stand.register, stand.scope, one("a.txt", b"words"), AccessLabel::Team).await.unwrap()[0].id;
        for field in domain::record::ITEM_FIXED {
            let mut work = stand.register.begin(reason("Change it"), stand.scope.project).await.unwrap();
            let changes = body(json!({ field: null }));
            assert_eq!(code(work.change(Kind::Item, id, changes, &[]).await), "original-never-changes", "{field}");
        }
        let mut work = stand.register.begin(reason("Describe it"), stand.scope.project).await.unwrap();
        work.change(Kind::Item, id, body(json!({"title": "A letter"})), &[]).await.unwrap();
        work.commit().await.unwrap();
        sound(&stand).await;
    }

    async fn whoever_may_not_see_an_item_learns_nothing_of_its_bytes(stand: Stand) {
        let researcher = person(&stand, 1, &[Role::Researcher]).await;
        let reviewer = person(&stand, 2, &[Role::Reviewer]).await;
        let closed = take(&stand.register, stand.scope, one("a.txt", b"hers"), AccessLabel::Sealed).await.unwrap()[0].clone();
        let scope = stand.register.permit(researcher, stand.scope.project).await.unwrap().scope();
        let missing = RecordId(uuid::Uuid::from_u128(4));
        for id in [closed.id, missing] {
            assert_eq!(code(stand.register.item_bytes(researcher, scope, id).await.map(|_| ())), "not-found");
        }
        // The same bytes, brought by somebody who does not see them: as new as any, and open as far as they are.
        let why = |actor| Reason { actor, why: "Bring it".to_owned() };
        let brought = take_by(&stand.register, why(researcher), stand.scope, one("b.txt", b"hers"), AccessLabel::Team);
        let brought = brought.await.unwrap()[0].clone();
        assert_eq!(brought.outcome, Outcome::New);
        assert_ne!(brought.id, closed.id);
        assert_eq!(bytes_of(&stand, closed.id).await, b"hers");
        assert_eq!(bytes_of(&stand, brought.id).await, b"hers");
        let refused = take_by(&stand.register, why(reviewer), stand.scope, one("c", b"c"), AccessLabel::Team).await;
        assert_eq!(code(refused), "not-permitted");
        // Looking at what is sealed is an act.
        let record = stand.register.record(stand.scope, Kind::Item, closed.id).await.unwrap();
        let custody = stand.register.custody_of(stand.scope, &record).await.unwrap();
        let actions: Vec<CustodyAction> = custody.iter().map(|event| event.action).collect();
        assert_eq!(actions, [CustodyAction::Acquired, CustodyAction::Changed, CustodyAction::ViewedSealed]);
        sound(&stand).await;
    }

    async fn a_redaction_begins_as_closed_as_its_original_and_may_be_opened_alone(stand: Stand) {
        let custodians = [person(&stand, 1, &[Role::Custodian]).await, person(&stand, 2, &[Role::Custodian]).await];
        let original = take(&stand.register, stand.scope, one("a.txt", b"her name"), AccessLabel::Sensitive).await.unwrap()[0].id;
        let redacted = Item { redacted_from: Some(domain::id::ItemId(original.0)), ..coming("a-redacted.txt") };
        let copy = Item { derived_from: Some(domain::id::ItemId(original.0)), ..coming("a-copy.txt") };
        let files = vec![(redacted, b"XXX name".to_vec()), (copy, b"her name copied".to_vec())];
        let made = take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap();
        let team = stand.scope.up_to(AccessLabel::Team);
        for id in [original, made[0].id, made[1].id] {
            assert_eq!(code(stand.register.record(team, Kind::Item, id).await), "not-found");
        }
        let mut opened = Vec::new();
        for item in &made {
            let asked = register::team::approval::Asked::Unseal { kind: Kind::Item, record: item.id, label: AccessLabel::Team };
            let mut work = by(&stand, custodians[0]).await;
            let Ok(asked) = work.ask(&asked).await else { opened.push(false); continue };
            work.commit().await.unwrap();
            let mut work = by(&stand, custodians[1]).await;
            work.decide(asked, true).await.unwrap();
            work.commit().await.unwrap();
            opened.push(stand.register.record(team, Kind::Item, item.id).await.is_ok());
        }
        assert_eq!(opened, [true, false], "a copy rests on the original; a redaction does not");
        let record = stand.register.record(stand.scope, Kind::Item, original).await.unwrap();
        let custody = stand.register.custody_of(stand.scope, &record).await.unwrap();
        let made_from: Vec<CustodyAction> = custody.iter().filter(|event| event.made.is_some()).map(|event| event.action).collect();
        assert_eq!(made_from, [CustodyAction::Redacted, CustodyAction::Derived]);
        sound(&stand).await;
    }

    async fn a_flipped_bit_is_named_never_served_and_mended_from_the_second_copy(stand: Stand) {
        let item = take(&stand.register, stand.scope, one("a", b"the first"), AccessLabel::Team).await.unwrap()[0].clone();
        flip(&blob(&stand, &item.sha256));
        let (_, faults) = stand.register.check_bytes(Bytes::Read).await.unwrap();
        assert_eq!((faults.len(), faults[0].code, faults[0].sha256.as_str()), (1, "item-bytes-damaged", item.sha256.as_str()));
        let open = stand.register.item_bytes(LOCAL_ACTOR, stand.scope, item.id).await.unwrap();
        let mut bytes = Vec::new();
        let read = open.whole().and_then(|mut whole| whole.read_to_end(&mut bytes).map_err(|error| Error::Damaged(error.to_string())));
        assert!(read.is_err() && bytes.is_empty());
        // A second copy on, the same bytes brought again, and a flip of the first.
        let second = stand.temporary.path().join("second");
        std::fs::create_dir(&second).unwrap();
        stand.register.set_up_second_copy(&second, None).unwrap();
        let stand = stand.reopen(Access::Write).await;
        let again = take(&stand.register, stand.scope, one("a", b"the first"), AccessLabel::Team).await.unwrap()[0].clone();
        assert_eq!(again.id, item.id);
        assert_eq!(bytes_of(&stand, item.id).await, b"the first");
        let more = take(&stand.register, stand.scope, one("b", b"the second"), AccessLabel::Team).await.unwrap()[0].clone();
        flip(&blob(&stand, &more.sha256));
        assert_eq!(bytes_of(&stand, more.id).await, b"the second", "from the other copy");
        let scrub = stand.register.scrub_step(ScrubStep::default()).await.unwrap();
        assert!(scrub.mended >= 1 && scrub.lost == 0, "{scrub:?}");
        assert_eq!(stand.register.check_bytes(Bytes::Read).await.unwrap().1, Vec::new());
        let record = stand.register.record(stand.scope, Kind::Item, more.id).await.unwrap();
        let custody = stand.register.custody_of(stand.scope, &record).await.unwrap();
        assert_eq!(custody.last().unwrap().action, CustodyAction::Repaired);
        sound(&stand).await;
    }

    async fn an_upload_arrives_in_pieces_over_a_restart(stand: Stand) {
        let project = stand.scope.project;
        let other = person(&stand, 1, &[Role::Researcher]).await;
        let whole: Vec<u8> = (0..200_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let upload = stand.register.begin_upload(LOCAL_ACTOR, project, "film.mp4", whole.len() as u64).await.unwrap();
        let vault = stand.register.vault().unwrap();
        vault.add_to_upload(&upload.id, 0, &mut &whole[..120_000]).unwrap();
        drop(vault);
        let stand = stand.reopen(Access::Write).await;
        let upload = stand.register.upload(LOCAL_ACTOR, project, &upload.id).await.unwrap();
        assert_eq!((upload.stands_at, upload.file_name.as_str()), (120_000, "film.mp4"));
        assert_eq!(code(stand.register.upload(other, project, &upload.id).await), "not-found");
        let vault = stand.register.vault().unwrap();
        vault.add_to_upload(&upload.id, 120_000, &mut &whole[120_000..]).unwrap();
        let key = stand.register.upload_key(LOCAL_ACTOR, &upload.id).await.unwrap();
        let order = register::item::TakeIn {
            reason: reason("Upload"), project, label: AccessLabel::Team, progress: &|_| {},
        };
        let id = upload.id.clone();
        let arrived = stand.register.take_in(order, move |filling| filling.add_upload(&id, &key, coming("film.mp4"))).await.unwrap();
        stand.register.discard_upload(&upload.id).await.unwrap();
        assert_eq!(bytes_of(&stand, arrived[0].id).await, whole);
        assert!(stand.register.uploads_of(LOCAL_ACTOR, project).await.unwrap().is_empty());
    }

    async fn an_upload_nobody_comes_back_for_is_discarded(stand: Stand) {
        let project = stand.scope.project;
        let begun = stand.register.resume_upload(LOCAL_ACTOR, project, "film.mp4", 10).await.unwrap();
        stand.register.add_to_upload(&begun.id, 0, b"four".to_vec()).await.unwrap();
        let again = stand.register.resume_upload(LOCAL_ACTOR, project, "film.mp4", 10).await.unwrap();
        assert_eq!((again.id, again.stands_at), (begun.id.clone(), 4));
        let other = stand.register.resume_upload(LOCAL_ACTOR, project, "film.mp4", 11).await.unwrap();
        assert_ne!(other.id, begun.id);
        let day = Duration::from_hours(24);
        let after = async |days: u32| {
            stand.register.discard_old_uploads(SystemTime::now() + day * days).await.unwrap()
        };
        assert_eq!(after(6).await, 0);
        assert_eq!(after(8).await, 2);
        assert!(stand.register.uploads_of(LOCAL_ACTOR, project).await.unwrap().is_empty());
        assert_eq!(code(stand.register.upload(LOCAL_ACTOR, project, &begun.id).await), "not-found");
        assert!(stand.register.upload_key(LOCAL_ACTOR, &begun.id).await.is_err());
        let vault = stand.register.vault_folder().join("upload");
        assert_eq!(std::fs::read_dir(vault).unwrap().count(), 0);
        sound(&stand).await;
    }
}
