//! Output of Auto Archiver and bundles of ProofMode.

use crate::mutation;
use crate::zips::archive;
use data_encoding::HEXLOWER;
use exchange::digest::Verdict::{Broken, NotChecked, NotStated, Valid};
use exchange::provenance_bundle::proof_mode::{self, Signature};
use exchange::provenance_bundle::{MediaFile, auto_archiver};
use proptest::prelude::*;
use serde_json::json;
use sha2::Digest as _;
use std::io::Cursor;

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

fn given(files: &[(&str, &[u8])]) -> Vec<MediaFile> {
    files.iter().map(|(name, bytes)| MediaFile { name: (*name).to_owned(), sha256: hash(bytes) }).collect()
}

fn result() -> serde_json::Value {
    json!({
        "status": "telegram_archiver: success",
        "metadata": {
            "url": "https://example.org/post/1", "timestamp": "2020-12-30 11:05:06+00:00",
            "_processed_at": "2020-12-31 10:00:00+00:00", "title": "Fiction",
        },
        "media": [
            { "filename": "/tmp/x/video.mp4", "key": "post/video.mp4", "urls": ["./archived/post/video.mp4"],
              "properties": {
                "hash": format!("SHA-256:{}", hash(b"video")),
                "thumbnails": [{ "filename": "/tmp/x/t1.jpg", "key": "post/t1.jpg", "properties": {} }],
              } },
            { "filename": "/tmp/x/page.html", "key": "post/page.html",
              "properties": { "hash": format!("SHA-256:{}", hash(b"page")) } },
            { "filename": "/tmp/x/far.jpg", "key": "post/far.jpg",
              "properties": { "hash": "SHA3-512:00" } },
        ],
    })
}

#[test]
fn results_as_json() {
    let files = given(&[("archived/post/video.mp4", b"video"), ("page.html", b"changed")]);
    let found = auto_archiver::read_json(result().to_string().as_bytes(), "a.json", &files).unwrap();
    let item = &found.items[0];
    assert_eq!(item.url.as_deref(), Some("https://example.org/post/1"));
    assert_eq!(item.status.as_deref(), Some("telegram_archiver: success"));
    assert_eq!(item.published.as_deref(), Some("2020-12-30 11:05:06+00:00"));
    assert_eq!(item.other["title"], json!("Fiction"));
    let media: Vec<_> = item
        .media
        .iter()
        .map(|media| (media.name.as_deref().unwrap(), media.digest.verdict, media.given))
        .collect();
    assert_eq!(media[0], ("post/video.mp4", Valid, Some(0)));
    assert_eq!(media[1], ("post/t1.jpg", NotStated, None));
    assert_eq!(media[2], ("post/page.html", Broken, Some(1)));
    assert!(matches!(media[3], ("post/far.jpg", NotChecked(_), None)));
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["digest-not-stated", "digest-broken", "digest-not-checked"]);
}

fn rows() -> String {
    let media = format!(
        "[{{'filename': '/tmp/video.mp4', 'key': 'post/video.mp4', 'urls': [], 'properties': {{'hash': 'SHA-256:{}'}}, '_mimetype': 'video/mp4'}}]",
        hash(b"video")
    );
    let metadata = "{'_processed_at': datetime.datetime(2020, 12, 31, 10, 0, tzinfo=datetime.timezone.utc), 'url': 'https://example.org/post/1', 'title': \"\"It's fiction\"\"}";
    format!("status,metadata,media\r\nsuccess,\"{metadata}\",\"{media}\"\r\nfailed,{{broken,[]\r\n")
}

#[test]
fn results_as_csv() {
    let found =
        auto_archiver::read_csv(rows().as_bytes(), "a.csv", &given(&[("video.mp4", b"video")])).unwrap();
    assert_eq!(found.items.len(), 2);
    let item = &found.items[0];
    assert_eq!((item.entry, item.url.as_deref()), (2, Some("https://example.org/post/1")));
    assert!(item.processed.as_deref().unwrap().starts_with("datetime.datetime(2020, 12, 31"));
    assert_eq!(item.other["title"], json!("It's fiction"));
    assert_eq!(item.media[0].digest.verdict, Valid);
    let broken = &found.problems[0];
    assert_eq!((broken.code, broken.part.as_str()), ("field-not-understood", "metadata"));
    assert_eq!(found.items[1].status.as_deref(), Some("failed"));
    let sheet = format!(
        "Link,Archive status,Archive location,Upload timestamp,Hash,Duration\nhttps://example.org/2,success,https://example.org/kept/page.html,2020-12-30,SHA-256:{},5\n",
        hash(b"page")
    );
    let found =
        auto_archiver::read_csv(sheet.as_bytes(), "a.csv", &given(&[("page.html", b"page")])).unwrap();
    let item = &found.items[0];
    assert_eq!((item.url.as_deref(), item.media[0].digest.verdict), (Some("https://example.org/2"), Valid));
    assert_eq!(item.other["duration"], json!("5"));
    assert_eq!(auto_archiver::read_csv(b"a,b\n1,2\n", "a", &[]).unwrap_err().code(), "intake-not-read");
    assert_eq!(auto_archiver::read_json(b"5", "a", &[]).unwrap_err().code(), "intake-not-read");
}

fn bundle(photo: &[u8], stated: &str) -> Vec<u8> {
    let hash = hash(b"photo");
    let facts = json!({
        "File Hash SHA256": stated, "File Path": "/storage/emulated/0/DCIM/IMG_1.jpg",
        "File Modified": "2020-12-30T11:05:06Z", "Location.Latitude": "35.95", "Location.Longitude": "39.01",
    })
    .to_string();
    let csv = format!("File Hash SHA256,File Path\n{stated},/storage/emulated/0/DCIM/IMG_1.jpg\n");
    archive(&[
        ("IMG_1.jpg", photo),
        (&format!("{hash}.proof.json"), facts.as_bytes()),
        (&format!("{hash}.proof.csv"), csv.as_bytes()),
        (&format!("{hash}.asc"), b"signature"),
        (&format!("{hash}.proof.json.asc"), b"signature"),
        (&format!("{hash}.ots"), b"stamp"),
        ("pubkey.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----"),
        ("HowToVerifyProofData.txt", b"how"),
    ])
}

#[test]
fn a_proof_and_its_photo() {
    let found = proof_mode::read(Cursor::new(bundle(b"photo", &hash(b"photo"))), "a.zip", &[]).unwrap();
    let proof = &found.proofs[0];
    assert_eq!((proof.digest.verdict, proof.facts_digest.verdict), (Valid, Valid));
    assert_eq!((proof.media, found.media[0].name.as_str()), (Some(0), "IMG_1.jpg"));
    assert_eq!(
        (proof.media_signature, proof.facts_signature),
        (Signature::NotChecked, Signature::NotChecked)
    );
    assert_eq!(proof.facts["Location.Latitude"], json!("35.95"));
    assert_eq!(proof.stamps.len(), 1);
    assert!(found.public_key.as_deref().unwrap().contains("PUBLIC KEY"));
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["signature-not-checked"]);
}

#[test]
fn what_was_changed_is_found() {
    let changed = proof_mode::read(Cursor::new(bundle(b"another", &hash(b"photo"))), "a.zip", &[]).unwrap();
    assert_eq!(changed.proofs[0].digest.verdict, Broken);
    let beside = proof_mode::read(
        Cursor::new(bundle(b"another", &hash(b"photo"))),
        "a.zip",
        &given(&[("x", b"photo")]),
    )
    .unwrap();
    assert_eq!((beside.proofs[0].digest.verdict, beside.proofs[0].media), (Valid, Some(1)));
    assert!(beside.problems.iter().any(|problem| problem.code == "attachment-unmentioned"));
    let facts = proof_mode::read(Cursor::new(bundle(b"photo", &hash(b"lie"))), "a.zip", &[]).unwrap();
    assert_eq!(facts.proofs[0].facts_digest.verdict, Broken);
    let hash = hash(b"photo");
    let alone = archive(&[(&format!("{hash}.proof.csv"), b"File Hash SHA256\n"), ("other", b"x")]);
    let alone = proof_mode::read(Cursor::new(&alone), "a.zip", &[]).unwrap();
    assert!(matches!(alone.proofs[0].digest.verdict, NotChecked(_)));
    assert_eq!(alone.proofs[0].facts_digest.verdict, NotStated);
    assert!(alone.problems.iter().any(|problem| problem.code == "entry-not-understood"));
    assert_eq!(
        proof_mode::read(Cursor::new(archive(&[("a", b"b")])), "a", &[]).unwrap_err().code(),
        "intake-not-read"
    );
}

proptest! {
    #[test]
    fn every_file_gets_its_verdict(files in prop::collection::vec((any::<u8>(), any::<bool>()), 1..8)) {
        let media: Vec<_> = files.iter().enumerate().map(|(at, (byte, is_honest))| {
            let stated = if *is_honest { hash(&[*byte, 1]) } else { hash(&[*byte, 2]) };
            json!({ "filename": format!("f{at}"), "properties": { "hash": format!("SHA-256:{stated}") } })
        }).collect();
        let names: Vec<String> = (0..files.len()).map(|at| format!("f{at}")).collect();
        let given: Vec<_> = names.iter().zip(&files)
            .map(|(name, (byte, _))| MediaFile { name: name.clone(), sha256: hash(&[*byte, 1]) }).collect();
        let text = json!({ "metadata": {}, "media": media }).to_string();
        let found = auto_archiver::read_json(text.as_bytes(), "a.json", &given).unwrap();
        for (media, (_, is_honest)) in found.items[0].media.iter().zip(&files) {
            prop_assert_eq!(media.digest.verdict, if *is_honest { Valid } else { Broken });
        }
    }

    #[test]
    fn anything_at_all_is_survived(text in "\\PC{0,200}") {
        let _ = auto_archiver::read_json(text.as_bytes(), "a", &[]);
        let rows = format!("status,metadata,media\n\"{text}\",\"{text}\",{text}\n");
        let _ = auto_archiver::read_csv(rows.as_bytes(), "a", &[]);
    }
}

const PIECES: [&[u8]; 12] =
    [b"'", b"\"", b"{", b"}", b"[", b"]", b",", b"\\x", b"\\u12", b"\n", b"\xff", b"{'a': {'b': [("];

#[test]
fn mutated_output() {
    let files = given(&[("video.mp4", b"video")]);
    let json = [result().to_string().into_bytes()];
    let csv = [rows().into_bytes()];
    let mut items = 0;
    mutation::each(&json, &PIECES, |_, bytes| {
        items += auto_archiver::read_json(bytes, "a.json", &files).map_or(0, |found| found.items.len());
    });
    mutation::each(&csv, &PIECES, |_, bytes| {
        items += auto_archiver::read_csv(bytes, "a.csv", &files).map_or(0, |found| found.items.len());
    });
    assert!(items as u64 > mutation::count() / 2);
}

#[test]
fn mutated_bundles() {
    let wholes = [bundle(b"photo", &hash(b"photo"))];
    let mut proofs = 0;
    mutation::each(&wholes, &PIECES, |_, bytes| {
        proofs += proof_mode::read(Cursor::new(bytes), "a.zip", &[]).map_or(0, |found| found.proofs.len());
    });
    assert!(proofs > 0);
}
