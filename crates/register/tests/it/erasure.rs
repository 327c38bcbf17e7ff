//! What two people decide to erase is in no file afterwards, and everything else can still be proved.

use crate::backup::Keeper;
use crate::kept::{coming, take};
use crate::life::body;
use crate::on_both;
use crate::stand::Stand;
use crate::team::{by, code, person};
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, Item, LegalRequest, erased};
use domain::vocabulary::{AccessLabel, ErasureGround, Role};
use domain::when::{When, Zone};
use ledger::act::Leaf;
use register::backup::Restoration;
use register::db::{Access, Db};
use register::disclosure::Standing;
use register::erasure::{Erasing, Listing};
use register::item::Bytes;
use register::register::LOCAL_ACTOR;
use register::team::approval::Asked;
use register::{Error, Reason, Register};
use serde_json::{Value, json};
use std::path::Path;

/// A text that stands nowhere else.
const PLANTED: &str = "Qamishlovitch the planted";

fn erasing(kind: Kind, record: RecordId, field: Option<&str>) -> Erasing {
    Erasing {
        kind,
        record,
        field: field.map(str::to_owned),
        ground: ErasureGround::Request,
        words: "Letter of 3 November".to_owned(),
        reach: Vec::new(),
    }
}

async fn custodians(stand: &Stand) -> (ActorId, ActorId) {
    (person(stand, 1, &[Role::Custodian]).await, person(stand, 2, &[Role::Custodian]).await)
}

async fn ask(stand: &Stand, actor: ActorId, erasing: Erasing) -> register::Result<RecordId> {
    let mut work = by(stand, actor).await;
    let asked = work.ask(&Asked::Erase(erasing)).await?;
    work.commit().await.map(|_| asked)
}

async fn agree(stand: &Stand, actor: ActorId, asked: RecordId) -> register::Result<()> {
    let mut work = by(stand, actor).await;
    work.decide(asked, true).await?;
    work.commit().await.map(drop)
}

async fn make(stand: &Stand, kind: Kind, value: Value) -> RecordId {
    let mut work = by(stand, LOCAL_ACTOR).await;
    let id = work.create(kind, body(value)).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn comment(stand: &Stand, source: RecordId, words: &str) -> RecordId {
    let comment = json!({"about": source, "about_kind": "source", "words": words});
    let comment: Comment = serde_json::from_value(comment).unwrap();
    let mut work = by(stand, LOCAL_ACTOR).await;
    let id = work.comment(&comment).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn change(stand: &Stand, kind: Kind, id: RecordId, why: &str, changes: Value) {
    let reason = Reason { actor: LOCAL_ACTOR, why: why.to_owned() };
    let seen = stand.register.stored(stand.scope, kind, id).await.unwrap();
    let changes = body(changes);
    let seen: Vec<ActId> = seen.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
    let mut work = stand.register.begin(reason, stand.scope.project).await.unwrap();
    work.change(kind, id, changes, &seen).await.unwrap();
    work.commit().await.unwrap();
}

async fn sound(stand: &Stand) {
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
    assert_eq!(stand.register.acts_without_secret().await.unwrap(), 0);
}

/// How many files, or files of the server's tables, hold these bytes. Text is also looked for as hexadecimal.
async fn holding(stand: &Stand, needles: &[Vec<u8>]) -> Vec<usize> {
    let mut contents = below(stand.temporary.path());
    let _ = stand.register.db.dialect() == register::dialect::Dialect::Pg && {
        contents.extend(server_files(&stand.register.db, &stand.register.settings).await);
        true
    };
    let held = |needle: &Vec<u8>| {
        let hexadecimal = ledger::canonical::hex(needle).into_bytes();
        let forms = [needle, &hexadecimal];
        contents.iter().filter(|file| forms.iter().any(|form| has(file, form))).count()
    };
    needles.iter().map(held).collect()
}

fn has(file: &[u8], needle: &[u8]) -> bool {
    file.windows(needle.len()).any(|part| part == needle)
}

fn below(folder: &Path) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(below(&path)) } else { files.push(std::fs::read(path).unwrap()) }
    }
    files
}

/// Every file of the tables, their long values and their indexes, as they lie on the server's disk.
async fn server_files(db: &Db, settings: &register::settings::Settings) -> Vec<Vec<u8>> {
    let mut tx = db.begin().await.unwrap();
    tx.script("checkpoint".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let schema = settings.database_schema.clone().unwrap();
    let sql = "with own as (select c.oid, c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname like $1 and c.relkind in ('r', 'i')),
               every as (select oid from own union select reltoastrelid from own where reltoastrelid <> 0
                 union select i.indexrelid from pg_index i join own on own.reltoastrelid = i.indrelid)
               select encode(pg_read_binary_file(pg_relation_filepath(oid)), 'hex') from every where pg_relation_size(oid) > 0";
    let rows = db.rows(sql, vec![format!("{schema}%").into()]).await.unwrap();
    let bytes = |text: String| -> Vec<u8> {
        let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    };
    rows.iter().map(|row| bytes(row.text(0).unwrap())).collect()
}

async fn keyring(stand: &Stand) -> Db {
    Db::open(&stand.register.settings.keyring(&stand.folder), Access::Read).await.unwrap()
}

/// The secret of an act, as the keyring holds it.
async fn secret(stand: &Stand, act: ActId) -> Vec<u8> {
    let keyring = keyring(stand).await;
    let row = keyring.row("select secret from secret where act = $1", vec![act.0.into()]).await.unwrap();
    let secret = row.unwrap().bytes(0).unwrap();
    keyring.close().await;
    secret
}

async fn acts(stand: &Stand, kind: Kind, id: RecordId) -> Vec<ActId> {
    let history = stand.register.history(stand.scope, kind, id).await.unwrap();
    history.into_iter().map(|logged| ActId(logged.act.id)).collect()
}

fn salt_of(document: &Value, field: &str) -> [u8; 32] {
    let text = document[field]["salt"].as_str().unwrap();
    let digits = (0..32).map(|place| u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).unwrap());
    digits.collect::<Vec<u8>>().try_into().unwrap()
}

async fn found(stand: &Stand, words: &str) -> usize {
    stand.register.search(stand.scope, words, 100).await.unwrap().len()
}

on_both! {
    async fn an_erased_value_is_in_no_file_and_everything_else_is_still_proved(stand: Stand) {
        let (one, two) = custodians(&stand).await;
        let source = make(&stand, Kind::Source, json!({"name": "W1", "kind": "witness", "note": "kept words"})).await;
        change(&stand, Kind::Source, source, "First", json!({"interests": format!("{PLANTED}, of the mill")})).await;
        change(&stand, Kind::Source, source, &format!("It is {PLANTED}, of the mill"), json!({"interests": PLANTED})).await;
        let about = comment(&stand, source, &format!("Is {PLANTED} safe?")).await;
        stand.register.sequence().await.unwrap();
        let history = acts(&stand, Kind::Source, source).await;
        let (proof, leaf) = stand.register.proof(stand.scope, history[2]).await.unwrap();
        let before = stand.register.opened(stand.scope, history[2]).await.unwrap().document();
        let needles = vec![PLANTED.as_bytes().to_vec(), secret(&stand, history[2]).await, secret(&stand, history[1]).await];
        assert!(holding(&stand, &needles).await.iter().all(|files| *files > 0), "the scan finds what is there");

        let asked = ask(&stand, one, erasing(Kind::Source, source, Some("interests"))).await.unwrap();
        agree(&stand, two, asked).await.unwrap();

        let mut needles = needles;
        needles.push(salt_of(&before, "interests").to_vec());
        assert_eq!(holding(&stand, &needles).await, [0, 0, 0, 0]);
        sound(&stand).await;
        let record = stand.register.record(stand.scope, Kind::Source, source).await.unwrap();
        let act = erased::by(&record.body["interests"]).unwrap();
        assert_eq!((act, record.text("note")), (record.head_act, Some("kept words")));
        let read: domain::record::Source = record.read().unwrap();
        assert_eq!((read.interests, read.name.as_str()), (None, "W1"));
        let comment = stand.register.record(stand.scope, Kind::Comment, about).await.unwrap();
        assert!(erased::by(&comment.body["words"]).is_some());

        // The leaf stands as it stood, its proof is the old one, and the other salts still open it.
        assert_eq!(stand.register.leaf(stand.scope, history[2]).await.unwrap(), leaf);
        ledger::verify_proof(&proof, &leaf, stand.register.verifier()).unwrap();
        let (anew, _) = stand.register.proof(stand.scope, history[2]).await.unwrap();
        ledger::verify_proof(&anew, &leaf, stand.register.verifier()).unwrap();
        let opened = stand.register.opened(stand.scope, history[2]).await.unwrap();
        let standing: Vec<(&str, Standing)> =
            opened.fields.iter().map(|field| (field.name.as_str(), field.standing)).collect();
        assert_eq!(standing, [
            ("interests", Standing::Erased), ("project", Standing::Proven), ("why", Standing::Erased),
        ]);
        let parsed = Leaf::parse(&leaf).unwrap();
        assert!(parsed.discloses("interests", &json!(PLANTED), &salt_of(&before, "interests")).unwrap(),
            "whoever was given the value and its salt before can still prove it");
        let project = &before["project"];
        assert_eq!(opened.document()["project"], *project);
        // Older states tell what was erased and what was not.
        let state = stand.register.state_at(stand.scope, Kind::Source, source, "2100").await.unwrap().unwrap();
        assert_eq!(state.body, record.body);
        // A value entered anew is a value like any other.
        change(&stand, Kind::Source, source, "Anew", json!({"interests": "none"})).await;
        sound(&stand).await;
        let permit = stand.register.permit(one, stand.scope.project).await.unwrap();
        let report = stand.register.erasure(&permit, asked).await.unwrap();
        assert!(report.done.is_some() && report.trouble.is_none() && report.backups_until().is_some());
        assert_eq!((report.destroyed.records, report.destroyed.values), (2, 4));
        assert_eq!((report.asked_by, report.agreed_by, report.act), (one, Some(two), act));
        assert_eq!(stand.register.erasures(&permit, None).await.unwrap(), [report]);
    }

    async fn words_of_the_search_index_go_too(stand: Stand) {
        let (one, two) = custodians(&stand).await;
        let mut others = Vec::new();
        for number in 0..30 {
            others.push(make(&stand, Kind::Incident, json!({"title": format!("Mill {number}")})).await);
        }
        let incident = make(&stand, Kind::Incident, json!({"title": "Zarqawmillion", "description": "a market"})).await;
        assert_eq!(found(&stand, "zarqawmillion").await, 1);
        let needles = vec![b"zarqawmillion".to_vec(), b"Zarqawmillion".to_vec()];
        let before = holding(&stand, &needles).await;
        assert!(before[1] > 0);
        let asked = ask(&stand, one, erasing(Kind::Incident, incident, Some("title"))).await.unwrap();
        agree(&stand, two, asked).await.unwrap();
        assert_eq!(holding(&stand, &needles).await, [0, 0]);
        assert_eq!((found(&stand, "zarqawmillion").await, found(&stand, "market").await), (0, 1));
        assert_eq!(found(&stand, "mill").await, 30);
        sound(&stand).await;
    }

    async fn one_person_alone_erases_nothing_and_a_hold_keeps_it(stand: Stand) {
        let (one, two) = custodians(&stand).await;
        let researcher = person(&stand, 3, &[Role::Researcher, Role::Reviewer]).await;
        let source = make(&stand, Kind::Source, json!({"name": "W1", "note": PLANTED})).await;
        let wanted = || erasing(Kind::Source, source, Some("note"));
        assert_eq!(code(ask(&stand, researcher, wanted()).await), "not-permitted label");
        let asked = ask(&stand, one, wanted()).await.unwrap();
        assert_eq!(code(agree(&stand, one, asked).await), "needs-second-person");
        assert_eq!(code(agree(&stand, researcher, asked).await), "not-permitted label");
        let refused = [
            (erasing(Kind::Source, source, Some("access")), "erasure-nothing-there"),
            (Erasing { words: format!("of {PLANTED}"), ..wanted() }, "erasure-repeats-value"),
            (Erasing { words: " ".to_owned(), ..wanted() }, "field-empty"),
            (erasing(Kind::Approval, asked, Some("details")), "erasure-kind-stays"),
        ];
        for (wanted, expected) in refused {
            assert_eq!(code(ask(&stand, one, wanted).await), expected);
        }
        let received = When::from_edtf("2026-11-02", Zone::Utc, None, None).unwrap();
        let request = json!({"kind": "preservation", "asked_by": "Court", "received": received,
            "asked_for": "Keep it", "records": [source], "holds": true});
        let request: LegalRequest = serde_json::from_value(request).unwrap();
        let mut work = by(&stand, two).await;
        let held = work.log_legal_request(&request, AccessLabel::Sealed).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(code(ask(&stand, one, wanted()).await), "erasure-held");
        assert_eq!(code(agree(&stand, two, asked).await), "erasure-held");
        let record = stand.register.record(stand.scope, Kind::Source, source).await.unwrap();
        assert_eq!(record.text("note"), Some(PLANTED), "nothing of the decision was kept");
        let stored = stand.register.stored(stand.scope, Kind::LegalRequest, held).await.unwrap();
        let seen: Vec<ActId> = stored.seen(["holds"].into_iter()).into_iter().map(ActId).collect();
        let mut work = by(&stand, two).await;
        work.change_legal_request(held, body(json!({"holds": false})), &seen).await.unwrap();
        work.commit().await.unwrap();
        // Somebody repeats it meanwhile: whoever agrees did not see that it would go too.
        comment(&stand, source, PLANTED).await;
        assert_eq!(code(agree(&stand, two, asked).await), "erasure-reach-changed");
        let again = ask(&stand, one, wanted()).await.unwrap();
        agree(&stand, two, again).await.unwrap();
        assert_eq!(holding(&stand, &[PLANTED.as_bytes().to_vec()]).await, [0]);
        sound(&stand).await;
    }

    async fn an_erased_item_takes_its_bytes_its_key_and_what_was_made_of_it(stand: Stand) {
        let second = stand.temporary.path().join("second");
        std::fs::create_dir(&second).unwrap();
        stand.register.set_up_second_copy(&second, None).unwrap();
        let stand = stand.reopen(Access::Write).await;
        let (one, two) = custodians(&stand).await;
        let original = Item { title: Some(PLANTED.to_owned()), ..coming("planted.txt") };
        let files = vec![(original, b"the bytes themselves".to_vec()), (coming("other.txt"), b"other bytes".to_vec())];
        let arrived = take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap();
        let (item, other) = (arrived[0].id, arrived[1].id);
        let derived = Item { derived_from: Some(domain::id::ItemId(item.0)), ..coming("smaller.txt") };
        let derived = take(&stand.register, stand.scope, vec![(derived, b"the bytes".to_vec())], AccessLabel::Team).await.unwrap();
        let heard = make(&stand, Kind::Annotation, json!({"item": item, "kind": "note", "words": PLANTED})).await;
        stand.register.begin_upload(LOCAL_ACTOR, stand.scope.project, "planted.txt", 20).await.unwrap();
        let keyring = keyring(&stand).await;
        let rows = keyring.rows("select secret from item_key order by sha256", vec![]).await.unwrap();
        let key_of = |sha256: &str| keyring.row("select secret from item_key where sha256 = $1", vec![sha256.to_owned().into()]);
        let key = key_of(&arrived[0].sha256).await.unwrap().unwrap().text(0).unwrap();
        assert_eq!(rows.len(), 3);
        keyring.close().await;
        let history = acts(&stand, Kind::Item, item).await;
        let needles = vec![
            PLANTED.as_bytes().to_vec(), secret(&stand, history[0]).await, key.clone().into_bytes(),
            arrived[0].sha256.clone().into_bytes(),
        ];
        assert!(holding(&stand, &needles).await.iter().all(|files| *files > 0));
        let blobs = |sha256: &str| {
            [stand.register.vault_folder(), second.clone()].iter().filter(|root| root.join(&sha256[..2]).join(sha256).exists()).count()
        };
        assert_eq!(blobs(&arrived[0].sha256), 2);

        let asked = ask(&stand, one, erasing(Kind::Item, item, None)).await.unwrap();
        agree(&stand, two, asked).await.unwrap();

        assert_eq!(holding(&stand, &needles).await, [0, 0, 0, 0]);
        assert_eq!([&arrived[0].sha256, &derived[0].sha256, &arrived[1].sha256].map(|sha256| blobs(sha256)), [0, 0, 2]);
        let gone = stand.register.record(stand.scope, Kind::Item, item).await;
        let Err(Error::Erased(act)) = gone else { return assert_eq!(code(gone), "erased") };
        let bytes = stand.register.item_bytes(LOCAL_ACTOR, stand.scope, item).await;
        assert!(matches!(bytes.map(drop), Err(Error::Erased(by)) if by == act));
        for (kind, id) in [(Kind::Item, derived[0].id), (Kind::Annotation, heard)] {
            assert_eq!(code(stand.register.record(stand.scope, kind, id).await), "erased", "{}", kind.slug());
        }
        stand.register.record(stand.scope, Kind::Item, other).await.unwrap();
        sound(&stand).await;
        assert_eq!(stand.register.check_bytes(Bytes::Read).await.unwrap(), (1, Vec::new()));
        let last = stand.register.history(stand.scope, Kind::Item, item).await.unwrap().pop().unwrap();
        assert_eq!((ActId(last.act.id), last.act.kind.as_str()), (act, "item.erase"));
        let permit = stand.register.permit(one, stand.scope.project).await.unwrap();
        let destroyed = stand.register.erasure(&permit, asked).await.unwrap().destroyed;
        assert_eq!((destroyed.items, destroyed.files, destroyed.uploads, destroyed.records), (2, 4, 1, 3));
    }

    async fn what_was_cut_between_the_act_and_the_destruction_is_finished_at_the_next_start(stand: Stand) {
        let (one, two) = custodians(&stand).await;
        let arrived = take(&stand.register, stand.scope, vec![(coming("a.txt"), b"some bytes".to_vec())], AccessLabel::Team).await.unwrap();
        let item = arrived[0].id;
        change(&stand, Kind::Item, item, "Name it", json!({"title": PLANTED})).await;
        let asked = ask(&stand, one, erasing(Kind::Item, item, None)).await.unwrap();
        let mut work = by(&stand, two).await;
        work.decide(asked, true).await.unwrap();
        work.commit_acts().await.unwrap();
        let needle = [PLANTED.as_bytes().to_vec()];
        assert!(holding(&stand, &needle).await[0] > 0, "cut before anything was destroyed");
        assert_eq!(code(stand.register.record(stand.scope, Kind::Item, item).await), "erased");
        let permit = stand.register.permit(one, stand.scope.project).await.unwrap();
        assert_eq!(stand.register.erasure(&permit, asked).await.unwrap().done, None);
        sound(&stand).await;
        let stand = stand.reopen(Access::Write).await;
        assert_eq!(holding(&stand, &needle).await, [0]);
        assert!(stand.register.erasure(&permit, asked).await.unwrap().done.is_some());
        sound(&stand).await;
        stand.register.finish_erasure(asked).await.unwrap();
        sound(&stand).await;
    }

    async fn what_a_judgment_rests_on_goes_only_field_by_field(stand: Stand) {
        let (one, two) = custodians(&stand).await;
        let source = make(&stand, Kind::Source, json!({"name": PLANTED, "kind": "witness"})).await;
        let report = make(&stand, Kind::Report, json!({"source": source, "title": "Said"})).await;
        let claim = make(&stand, Kind::Assertion, json!({"report": report, "claim": PLANTED})).await;
        assert_eq!(code(ask(&stand, one, erasing(Kind::Source, source, None)).await), "erasure-rests-on");
        assert_eq!(code(ask(&stand, one, erasing(Kind::Report, report, Some("source"))).await), "erasure-field-needed");
        let asked = ask(&stand, one, erasing(Kind::Report, report, None)).await.unwrap();
        agree(&stand, two, asked).await.unwrap();
        assert_eq!(code(stand.register.record(stand.scope, Kind::Assertion, claim).await), "erased");
        let asked = ask(&stand, one, erasing(Kind::Source, source, None)).await.unwrap();
        agree(&stand, two, asked).await.unwrap();
        assert_eq!(holding(&stand, &[PLANTED.as_bytes().to_vec()]).await, [0]);
        sound(&stand).await;
    }

    async fn a_value_cannot_be_passed_off_as_erased(stand: Stand) {
        let source = make(&stand, Kind::Source, json!({"name": "W1", "note": PLANTED})).await;
        stand.register.sequence().await.unwrap();
        let act = acts(&stand, Kind::Source, source).await[0];
        let mut tx = stand.register.db.begin().await.unwrap();
        let marked = format!("{{\"$erased\":\"{}\"}}", act.0);
        let sql = "update act set fields = replace(fields, $1, $2) where id = $3";
        tx.run(sql, vec![format!("\"{PLANTED}\"").into(), marked.into(), act.0.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let faults = stand.register.verify().await.unwrap().faults;
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["act-altered"]);
    }

    async fn a_backup_made_before_forgets_what_was_erased_since(stand: Stand) {
        let keeper = Keeper::of(&stand);
        let (one, two) = custodians(&stand).await;
        let source = make(&stand, Kind::Source, json!({"name": "W1", "note": PLANTED})).await;
        let arrived = take(&stand.register, stand.scope, vec![(coming("a.txt"), b"some bytes".to_vec())], AccessLabel::Team).await.unwrap();
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        for erasing in [erasing(Kind::Source, source, Some("note")), erasing(Kind::Item, arrived[0].id, None)] {
            let asked = ask(&stand, one, erasing).await.unwrap();
            agree(&stand, two, asked).await.unwrap();
        }
        let listing = stand.register.listed_erasures().await.unwrap();
        let text = serde_json::to_string(&listing).unwrap();
        assert!(listing.erasures.len() == 2 && !text.contains(PLANTED));
        let listing = Listing::read(&text).unwrap();

        // Without the list everything is there again; with it, nothing of it, and what was restored is sound.
        let without = keeper.restore(&stand, "without").await;
        assert_eq!(without.erasures, 0);
        let restoration = Restoration { erasures: vec![listing.clone()], ..keeper.restoration(&stand, "with") };
        let restored = restoration.run().await.unwrap();
        assert_eq!((restored.erasures, restored.findings.is_sound()), (2, true), "{:?}", restored.findings.faults);
        assert!(restored.refuses_to_sign.is_none() && restored.faults.is_empty(), "{:?}", restored.faults);
        for (folder, expected) in [("without", true), ("with", false)] {
            let register = Register::open(&stand.temporary.path().join(folder), Access::Write).await.unwrap();
            let record = register.record(stand.scope, Kind::Source, source).await.unwrap();
            assert_eq!(record.text("note").is_some(), expected, "{folder}");
            assert_eq!(register.record(stand.scope, Kind::Item, arrived[0].id).await.is_ok(), expected, "{folder}");
            let findings = register.fsck().await.unwrap();
            assert!(findings.is_sound(), "{:?}", findings.faults);
            if !expected {
                assert_eq!(register.listed_erasures().await.unwrap().erasures.len(), 2);
            }
            register.close().await;
        }
        let holds = |folder: &str| below(&stand.temporary.path().join(folder)).iter().any(|file| has(file, PLANTED.as_bytes()));
        let is_file = stand.register.settings.database_url.is_none();
        assert_eq!((holds("without"), holds("with")), (is_file, false));

        // Where a later state of the log was seen, nothing is signed, and the values go all the same.
        let seen = register::backup::read_seen(&stand.folder).unwrap();
        let restoration = Restoration { erasures: vec![listing], seen: vec![seen], ..keeper.restoration(&stand, "seen") };
        let restored = restoration.run().await.unwrap();
        assert!(restored.refuses_to_sign.is_some());
        assert_eq!((restored.erasures, holds("seen")), (2, false));
        let register = Register::open(&stand.temporary.path().join("seen"), Access::Read).await.unwrap();
        assert_eq!(register.checkpoint().await.unwrap().size, restored.leaves, "no leaf was added");
        register.close().await;
    }
}
