//! Packages from outside: checked by the Library of Congress's program and by the verifier that shares no code with
//! this one; nothing closed, and nothing a source did not allow, is in a byte of them.

use crate::kept::{coming, take};
use crate::life::body;
use crate::on_both;
use crate::planted::{Planted, plant};
use crate::stand::{Stand, reason};
use crate::team::code;
use domain::consent::Denial;
use domain::id::{RecordId, SourceId};
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, ConsentPurpose};
use domain::when::{When, Zone};
use register::evidence::package::verify;
use register::evidence::sealing::{Identities, Recipients};
use register::package::{Destination, Packing, verify_sealed};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

async fn make(stand: &Stand, kind: Kind, of: Value, label: AccessLabel) -> RecordId {
    let mut work = stand.register.begin(reason("Enter it"), stand.scope.project).await.unwrap();
    let id = work.create_labelled(kind, body(of), label).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn open(stand: &Stand, kind: Kind, of: Value) -> RecordId {
    make(stand, kind, of, AccessLabel::Team).await
}

fn day() -> Value {
    serde_json::to_value(When::from_edtf("2026-10-01", Zone::Utc, None, None).unwrap()).unwrap()
}

fn packing<'a>(stand: &Stand, to: Destination<'a>) -> Packing<'a> {
    Packing {
        reason: reason("For the court"),
        project: stand.scope.project,
        records: Vec::new(),
        incidents: Vec::new(),
        label: AccessLabel::Team,
        purpose: ConsentPurpose::Court,
        to,
        organization: "Exercise Monitor".to_owned(),
        recipient: "A court".to_owned(),
    }
}

/// Every file below a folder, with its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn holds(files: &BTreeMap<String, Vec<u8>>, word: &str) -> Vec<String> {
    let in_bytes = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let named = files.iter().filter(|(name, bytes)| name.contains(word) || in_bytes(bytes));
    named.map(|(name, _)| name.clone()).collect()
}

/// Every proof of the package, by the verifier it brings.
fn prove(package: &Path) -> usize {
    let data = package.join("data");
    let has = |program: &str, argument: &str| {
        Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
    };
    if !has("python3", "--version") || !has("openssl", "version") {
        println!("skipped: python3 or openssl is not here");
        return 0;
    }
    let key = std::fs::read_to_string(data.join("log/key.txt")).unwrap();
    let mut proven = 0;
    for entry in std::fs::read_dir(data.join("proofs")).unwrap() {
        let proof = entry.unwrap().path();
        if proof.extension().is_none_or(|end| end != "tlog-proof") {
            continue;
        }
        let mut command = Command::new("python3");
        command
            .arg(data.join("verify_proof.py"))
            .arg(key.trim())
            .arg(&proof)
            .arg(proof.with_extension("leaf"));
        let output = command.arg(proof.with_extension("fields.json")).output().unwrap();
        assert!(output.status.success(), "{}: {}", proof.display(), String::from_utf8_lossy(&output.stderr));
        proven += 1;
    }
    proven
}

/// The Library of Congress's program, where the tests of `evidence` put it.
fn validate(package: &Path) {
    let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bagit/environment/bin/bagit.py");
    if !program.is_file() {
        println!("skipped: bagit.py is not here; the tests of the crate evidence put it there");
        return;
    }
    let output = Command::new(program).arg("--validate").arg(package).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// An incident with three accounts: a paper's, a witness's who allows the use in court, and one's whom nobody asked.
struct Market {
    incident: RecordId,
    /// What must not be in a package for a court.
    outside: [RecordId; 4],
    willing: RecordId,
    item: RecordId,
}

async fn market(stand: &Stand) -> Market {
    let paper = open(stand, Kind::Source, json!({"name": "Orient", "kind": "local_media"})).await;
    let witness = open(stand, Kind::Source, json!({"name": "zanbaqwitness", "kind": "witness"})).await;
    let willing = open(stand, Kind::Source, json!({"name": "W2", "kind": "witness"})).await;
    open(stand, Kind::Consent, json!({
        "source": willing, "purposes": ["court"], "given": day(), "form": "written", "note": "zanbaqconsent",
    })).await;
    let incident = open(stand, Kind::Incident, json!({"title": "Market", "codes": ["CS7"]})).await;
    let elsewhere = open(stand, Kind::Incident, json!({"title": "zanbaqelsewhere"})).await;
    let of = |source: RecordId, name: &str| Item { source: Some(SourceId(source.0)), ..coming(name) };
    let bytes = vec![
        (of(willing, "voice.ogg"), b"an explosion, then a child calling".to_vec()),
        (of(witness, "zanbaqfile"), b"zanbaqbytes".to_vec()),
    ];
    let items = take(&stand.register, stand.scope, bytes, AccessLabel::Team).await.unwrap();
    let mut reports = Vec::new();
    for (source, title, item) in [
        (paper, "Strike on the market", None),
        (willing, "What W2 heard", Some(items[0].id)),
        (witness, "zanbaqtold", Some(items[1].id)),
    ] {
        let report = open(stand, Kind::Report, json!({"title": title, "source": source, "item": item})).await;
        open(
            stand,
            Kind::Link,
            json!({
                "from": report, "from_kind": "report", "role": "about", "to": incident, "to_kind": "incident",
            }),
        )
        .await;
        open(stand, Kind::Assertion, json!({"report": report, "claim": title})).await;
        reports.push(report);
    }
    open(stand, Kind::Link, json!({
        "from": reports[0], "from_kind": "report", "role": "about", "to": elsewhere, "to_kind": "incident",
    })).await;
    open(
        stand,
        Kind::Assessment,
        json!({
            "incident": incident, "version": 1, "basis": "own", "codebook": "airwars 1",
            "included": reports.iter().map(|report| json!({"record": report})).collect::<Vec<_>>(),
        }),
    )
    .await;
    open(stand, Kind::VictimMention, json!({"incident": incident, "report": reports[0], "role": "a child"}))
        .await;
    open(
        stand,
        Kind::Interview,
        json!({"incident": incident, "source": willing, "when": day(), "method": "in_person"}),
    )
    .await;
    Market { incident, outside: [witness, reports[2], items[1].id, elsewhere], willing, item: items[0].id }
}

on_both! {
    async fn an_incident_goes_with_what_it_rests_on_and_what_was_not_allowed_stays_out(stand: Stand) {
        let market = market(&stand).await;
        let folder = stand.temporary.path().join("package");
        let packed = stand.register
            .package(Packing { incidents: vec![market.incident], ..packing(&stand, Destination::Folder(&folder)) })
            .await
            .unwrap();
        // The witness, their item, report and assertion; their link goes with them uncounted.
        assert_eq!(packed.left_out, BTreeMap::from([(Denial::NeverAsked, 4)]));
        let kinds: BTreeMap<&str, usize> = packed.kinds.iter().map(|(kind, count)| (kind.slug(), *count)).collect();
        assert_eq!(kinds, BTreeMap::from([
            ("assertion", 2), ("assessment", 1), ("incident", 1), ("interview", 1), ("item", 1), ("link", 2),
            ("report", 2), ("source", 2), ("victim_mention", 1),
        ]));
        assert_eq!(packed.withheld, 1, "the assessment points to the report that stays out");
        let checked = verify(&folder).unwrap();
        assert!(checked.is_whole(), "{:?}", checked.problems);
        validate(&folder);
        let proven = prove(&folder);
        assert!(proven == 0 || proven > 12, "{proven}");
        let found = files(&folder);
        assert_eq!(holds(&found, "zanbaq"), Vec::<String>::new());
        for id in market.outside {
            assert_eq!(holds(&found, &id.to_string()), Vec::<String>::new());
        }
        assert_eq!(holds(&found, "then a child calling").len(), 1);
        let read = |name: &str| String::from_utf8(found[name].clone()).unwrap();
        assert!(read("README.en.txt").contains("nobody asked the source about this use: 4"));
        assert!(read("README.en.txt").contains("  Incident: 1\n"));
        assert!(read("README.ar.txt").contains("لم يُسأل المصدر عن هذا الاستعمال: 4"));
        assert!(read("README.ar.txt").contains("  حادثة: 1\n"));
        assert!(read(&format!("data/custody/{}.json", market.item)).contains("A court"));
    }

    async fn what_nobody_allowed_and_what_is_never_handed_out_is_refused(stand: Stand) {
        let market = market(&stand).await;
        let nothing = stand.temporary.path().join("nothing");
        // For a use that nobody allowed nothing of theirs is left; of them alone, nothing at all.
        let named = Packing {
            records: vec![market.willing, market.item],
            purpose: ConsentPurpose::PublishNamed,
            ..packing(&stand, Destination::Folder(&nothing))
        };
        assert_eq!(code(stand.register.package(named).await), "package-empty");
        assert!(!nothing.exists());
        // What is not handed out is not there.
        let consents = stand.register.batch(stand.scope, Kind::Consent, None, 1).await.unwrap();
        let of_consent = Packing {
            records: vec![consents[0].id],
            ..packing(&stand, Destination::Folder(&nothing))
        };
        assert_eq!(code(stand.register.package(of_consent).await), "not-found");
    }

    async fn nothing_closed_is_in_a_byte_of_it(stand: Stand) {
        let planted = plant(&stand.register, stand.scope, true).await;
        let incidents: Vec<RecordId> =
            planted.open.iter().filter(|(kind, _)| *kind == Kind::Incident).map(|(_, id)| *id).collect();
        for label in [AccessLabel::Team, AccessLabel::Sensitive] {
            let folder = stand.temporary.path().join(label.slug());
            let packed = stand.register
                .package(Packing {
                    incidents: incidents.clone(),
                    label,
                    // What is planted was asked about this use.
                    purpose: ConsentPurpose::Store,
                    ..packing(&stand, Destination::Folder(&folder))
                })
                .await
                .unwrap();
            assert!(packed.kinds.len() > 4, "{:?}, left out {:?}", packed.kinds, packed.left_out);
            let found = files(&folder);
            for word in Planted::words(label) {
                assert_eq!(holds(&found, &word), Vec::<String>::new(), "{word} up to {label:?}");
            }
            for (kind, id, _) in planted.closed.iter().filter(|closed| closed.2 > label) {
                assert_eq!(holds(&found, &id.to_string()), Vec::<String>::new(), "{kind:?} up to {label:?}");
            }
            assert!(verify(&folder).unwrap().is_whole());
            prove(&folder);
        }
    }

    async fn sealed_to_people_it_is_one_file_that_they_alone_open(stand: Stand) {
        let bytes = vec![(coming("voice.ogg"), b"an explosion, then a child calling".repeat(9_000))];
        let item = take(&stand.register, stand.scope, bytes, AccessLabel::Team).await.unwrap()[0].id;
        let (court, other) = (Identities::random(), Identities::random());
        let folder = stand.temporary.path().join("sealed");
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("package.tar.age");
        let to = || Recipients::read(&court.recipients().texts()).unwrap();
        let order = || Packing { records: vec![item], ..packing(&stand, Destination::Sealed(&path, to())) };
        let packed = stand.register.package(order()).await.unwrap();
        let found = files(&folder);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["package.tar.age"], "one file and nothing beside it");
        assert_eq!(holds(&found, "child calling"), Vec::<String>::new());
        assert_eq!(holds(&found, "BagIt"), Vec::<String>::new());
        let checked = verify_sealed(&path, &court).unwrap();
        assert!(checked.is_whole(), "{:?}", checked.problems);
        assert_eq!((checked.files, checked.bytes), (packed.written.files, packed.written.bytes));
        assert_eq!(verify_sealed(&path, &other).unwrap_err().code(), "sealing-wrong-identity");
        // Nothing overwrites, and one byte is noticed.
        assert_eq!(stand.register.package(order()).await.unwrap_err().code(), "file");
        assert_eq!(files(&folder), found);
        let mut altered = found["package.tar.age"].clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        std::fs::write(folder.join("altered"), altered).unwrap();
        let refused = verify_sealed(&folder.join("altered"), &court);
        assert!(refused.is_err(), "{refused:?}");
    }
}
