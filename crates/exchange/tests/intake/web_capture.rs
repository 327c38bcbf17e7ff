//! WARC files and WACZ packages.

use crate::mutation;
use crate::zips::{archive, gzip};
use data_encoding::{BASE32, HEXLOWER};
use exchange::digest::Verdict::{self, Broken, NotChecked, NotStated, Valid};
use exchange::problem::Place;
use exchange::web_capture::body::Bodies;
use exchange::web_capture::wacz::{self, Signature};
use exchange::web_capture::warc::{self, Record};
use proptest::prelude::*;
use serde_json::json;
use sha2::Digest as _;

fn sha1(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32.encode(&sha1::Sha1::digest(bytes)))
}

fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", HEXLOWER.encode(&sha2::Sha256::digest(bytes)))
}

/// A record with its digests; `kind` and `content_type` as the format has them.
fn record(kind: &str, target: &str, content_type: &str, block: &[u8], payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2020-12-30T11:05:06Z\r\n\
         WARC-Target-URI: {target}\r\nContent-Type: {content_type}\r\nWARC-Block-Digest: {}\r\n\
         WARC-Payload-Digest: {}\r\nContent-Length: {}\r\n\r\n",
        sha256(block),
        sha1(payload),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(target: &str, body: &[u8]) -> Vec<u8> {
    let block = [&b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"[..], body].concat();
    record("response", target, "application/http; msgtype=response", &block, body)
}

fn chunked() -> Vec<u8> {
    let block = b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    record("response", "https://example.org/c", "application/http; msgtype=response", block, b"hello")
}

fn records() -> Vec<Vec<u8>> {
    let info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\nsoftware: none\r\n\r\n";
    vec![
        info.to_vec(),
        response("https://example.org/a", b"<p>a</p>"),
        response("<https://example.org/b>", b"<p>b</p>"),
        chunked(),
        record(
            "revisit",
            "https://example.org/a",
            "application/http",
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"<p>a</p>",
        ),
        record("resource", "https://example.org/r", "image/png", b"png", b"png"),
    ]
}

fn plain() -> Vec<u8> {
    records().concat()
}

fn zipped() -> Vec<u8> {
    records().iter().flat_map(|record| gzip(record)).collect()
}

fn verdicts(records: &[Record]) -> Vec<(Verdict, Verdict)> {
    records.iter().map(|record| (record.block_digest.verdict, record.payload_digest.verdict)).collect()
}

#[test]
fn records_and_their_verdicts() {
    for bytes in [plain(), zipped()] {
        let found = warc::read(&bytes, "a.warc").unwrap();
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let kinds: Vec<_> = found.records.iter().map(|record| record.kind.as_str()).collect();
        assert_eq!(kinds, ["warcinfo", "response", "response", "response", "revisit", "resource"]);
        let targets: Vec<_> = found.records.iter().map(|record| record.target.as_deref()).collect();
        assert_eq!(targets[..3], [None, Some("https://example.org/a"), Some("https://example.org/b")]);
        assert_eq!(found.records[3].status, Some(404));
        assert_eq!(found.records[1].date.as_deref(), Some("2020-12-30T11:05:06Z"));
        assert_eq!((found.records[1].block_bytes, found.records[1].payload_bytes), (52, 8));
        let found = verdicts(&found.records);
        assert_eq!(found[0], (NotStated, NotStated));
        assert_eq!(found[1..4], [(Valid, Valid); 3]);
        assert!(matches!(found[4], (Valid, NotChecked(_))));
        assert_eq!(found[5], (Valid, Valid));
    }
}

#[test]
fn what_was_captured_comes_out_without_the_servers_words() {
    for bytes in [plain(), zipped()] {
        let found = warc::read(&bytes, "a.warc").unwrap();
        let mut bodies = Bodies::of(&bytes);
        let captured: Vec<_> = found.records.iter().filter(|record| record.is_capture()).collect();
        let given: Vec<_> = captured.iter().map(|record| bodies.body(record).unwrap()).collect();
        assert_eq!(given, [&b"<p>a</p>"[..], b"<p>b</p>", b"hello", b"png"]);
    }
}

#[test]
fn one_changed_byte_is_found() {
    let bytes = plain();
    let at = bytes.windows(8).position(|window| window == b"<p>b</p>").unwrap();
    let mut changed = bytes.clone();
    changed[at + 3] = b'x';
    let found = warc::read(&changed, "a.warc").unwrap();
    assert_eq!(verdicts(&found.records)[2], (Broken, Broken));
    let told: Vec<_> = found.problems.iter().map(|problem| (problem.code, problem.place)).collect();
    assert_eq!(told, [("digest-broken", Place::Entry(3)); 2]);
    assert_eq!(found.records.len(), 6);
}

#[test]
fn broken_records_cost_only_themselves() {
    let mut parts = records();
    let whole = String::from_utf8(parts[1].clone()).unwrap();
    parts[1] = whole.replace("Content-Length: 52", "Content-Length: 999999").into_bytes();
    let found = warc::read(&parts.concat(), "a.warc").unwrap();
    assert_eq!((found.records.len(), found.problems[0].code), (6, "field-not-understood"));
    assert_eq!(verdicts(&found.records)[1], (Valid, Valid));
    parts[1] = whole.replace("Content-Length: 52", "Content-Length: 5").into_bytes();
    let found = warc::read(&parts.concat(), "a.warc").unwrap();
    assert_eq!((found.records.len(), found.problems[0].code), (6, "entry-not-understood"));
    parts[1] = b"WARC/1.0 nothing\r\n".to_vec();
    let found = warc::read(&parts.concat(), "a.warc").unwrap();
    assert_eq!(found.records.last().unwrap().kind, "resource");
    assert!(!found.problems.is_empty());
    let mut members: Vec<Vec<u8>> = records().iter().map(|record| gzip(record)).collect();
    members[2][20] ^= 0xff;
    let found = warc::read(&members.concat(), "a.warc.gz").unwrap();
    assert_eq!((found.records.len(), found.problems[0].code), (5, "archive-entry-broken"));
    let cut = &plain()[..plain().len() - 5];
    let found = warc::read(cut, "a.warc").unwrap();
    assert_eq!((found.records.len(), found.problems[0].code), (6, "entry-cut-off"));
    assert_eq!(warc::read(b"hello", "a").unwrap_err().code(), "intake-not-read");
}

#[test]
fn a_member_that_is_a_bomb_is_refused() {
    let bomb = gzip(&[&b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n"[..], &vec![0; 32 << 20]].concat());
    let bytes = [gzip(&records()[1]), bomb, gzip(&records()[2])].concat();
    let found = warc::read(&bytes, "a.warc.gz").unwrap();
    assert_eq!((found.records.len(), found.problems[0].code), (2, "archive-ratio-too-high"));
}

fn package(warc: &[u8], listed: &[u8], is_signed: bool) -> Vec<u8> {
    let pages = b"{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n{\"url\": \"https://example.org/a\", \"ts\": \"2020-12-30T11:05:06Z\", \"title\": \"A\"}\n";
    let package = json!({
        "profile": "data-package", "wacz_version": "1.1.1", "title": "Fiction", "created": "2020-12-30T12:00:00Z",
        "software": "none", "resources": [
            { "name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": sha256(listed), "bytes": listed.len() },
            { "name": "pages.jsonl", "path": "pages/pages.jsonl", "hash": sha256(pages), "bytes": pages.len() },
            { "name": "index.cdx.gz", "path": "indexes/index.cdx.gz", "hash": sha256(b""), "bytes": 0 },
        ],
    })
    .to_string();
    let mut digest = json!({ "path": "datapackage.json", "hash": sha256(package.as_bytes()) });
    if is_signed {
        digest["signedData"] = json!({ "hash": "x", "signature": "y" });
    }
    archive(&[
        ("datapackage.json", package.as_bytes()),
        ("datapackage-digest.json", digest.to_string().as_bytes()),
        ("pages/pages.jsonl", pages),
        ("archive/data.warc.gz", warc),
        ("extra.txt", b"put in later"),
    ])
}

#[test]
fn a_package_and_its_verdicts() {
    let warc = zipped();
    let found = wacz::read(&package(&warc, &warc, true), "a.wacz").unwrap();
    assert_eq!((found.version.as_deref(), found.title.as_deref()), (Some("1.1.1"), Some("Fiction")));
    assert_eq!((found.package_digest.verdict, found.signature), (Valid, Signature::NotChecked));
    let names: Vec<_> =
        found.resources.iter().map(|resource| (resource.name.as_str(), resource.digest.verdict)).collect();
    assert_eq!(names[0], ("archive/data.warc.gz", Valid));
    assert_eq!(names[1], ("pages/pages.jsonl", Valid));
    assert!(matches!(names[2], ("indexes/index.cdx.gz", NotChecked(_))));
    assert_eq!(names[3], ("extra.txt", NotStated));
    assert_eq!(found.pages.len(), 1);
    assert_eq!(found.pages[0].title.as_deref(), Some("A"));
    assert_eq!((found.captures.len(), found.captures[0].1.records.len()), (1, 6));
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    let expected = ["signature-not-checked", "media-missing", "archive-entry-unlisted", "digest-not-stated"];
    assert_eq!(codes, expected);
    let changed = wacz::read(&package(&warc, b"another", false), "a.wacz").unwrap();
    assert_eq!(changed.resources[0].digest.verdict, Broken);
    assert_eq!(changed.signature, Signature::None);
    assert_eq!(wacz::read(&archive(&[("a", b"b")]), "a").unwrap_err().code(), "intake-not-read");
    assert_eq!(wacz::read(b"hello", "a").unwrap_err().code(), "archive-refused");
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 1..8), is_zipped in any::<bool>()
    ) {
        let parts: Vec<Vec<u8>> = bodies.iter().map(|body| response("https://example.org/x", body)).collect();
        let bytes = if is_zipped { parts.iter().flat_map(|part| gzip(part)).collect() } else { parts.concat() };
        let found = warc::read(&bytes, "a.warc").unwrap();
        prop_assert_eq!(found.records.len(), bodies.len());
        for (record, body) in found.records.iter().zip(&bodies) {
            prop_assert_eq!(record.payload_bytes, body.len() as u64);
            prop_assert_eq!(record.block_digest.verdict, Valid);
            prop_assert_eq!(record.payload_digest.verdict, Valid);
        }
    }

    #[test]
    fn anything_at_all_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = warc::read(&[b"WARC/1.0\r\n", bytes.as_slice()].concat(), "a");
        let _ = warc::read(&[&[0x1f, 0x8b, 0x08][..], bytes.as_slice()].concat(), "a");
        let _ = wacz::read(&bytes, "a");
    }
}

const PIECES: [&[u8]; 10] = [
    b"\r\n\r\n",
    b"\nWARC/1.0\r\nWARC-Type: response\r\n",
    b"Content-Length: 18446744073709551615\r\n",
    b"Content-Length: -1\r\n",
    b"\x1f\x8b\x08",
    b"Transfer-Encoding: chunked\r\n",
    b"ffffffffffffffff\r\n",
    b"\0",
    b"\xff",
    b"sha1:",
];

#[test]
fn mutated_records() {
    let wholes = [plain(), zipped()];
    let mut records = 0;
    mutation::each(&wholes, &PIECES, |seed, bytes| match warc::read(bytes, "a.warc") {
        Ok(found) => {
            for (at, record) in found.records.iter().enumerate() {
                assert_eq!(record.ordinal, at as u64 + 1, "seed {seed}");
                assert!(record.is_compressed || record.block.end <= bytes.len(), "seed {seed}");
                records += 1;
            }
        }
        Err(error) => assert_eq!(error.code(), "intake-not-read", "seed {seed}"),
    });
    assert!(records > mutation::count());
}

#[test]
fn mutated_packages() {
    let warc = gzip(&records()[1]);
    let wholes = [package(&warc, &warc, true)];
    let mut read = 0;
    mutation::each(&wholes, &PIECES, |_, bytes| read += u64::from(wacz::read(bytes, "a.wacz").is_ok()));
    assert!(read > 0);
}
