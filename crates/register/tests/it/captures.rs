//! What other programs captured comes in with its own digests checked: web captures, ProofMode, Auto Archiver; and an
//! address by itself is a reference that says that nothing was captured.

use crate::gathering::{all, folder, gather, gather_all, sound, zip};
use crate::on_both;
use crate::stand::Stand;
use domain::kind::Kind;
use domain::record::{Item, Report};
use domain::vocabulary::{Acquisition, ItemKind, StatedCheck};
use register::evidence::vault::Digest;
use std::fs;

fn sha256(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}

fn record(target: &str, status: u16, body: &[u8]) -> Vec<u8> {
    let block =
        [format!("HTTP/1.1 {status} Said\r\nContent-Type: text/html\r\n\r\n").as_bytes(), body].concat();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2020-12-30T11:05:06Z\r\n\
         WARC-Target-URI: {target}\r\nContent-Type: application/http; msgtype=response\r\n\
         WARC-Block-Digest: sha256:{}\r\nWARC-Payload-Digest: sha256:{}\r\nContent-Length: {}\r\n\r\n",
        sha256(&block),
        sha256(body),
        block.len()
    );
    [head.as_bytes(), &block, b"\r\n\r\n"].concat()
}

const PAGE: &str = "https://example.org/list/names.html?page=1";

fn warc() -> Vec<u8> {
    [record(PAGE, 200, b"<p>names</p>"), record("https://example.org/gone", 404, b"<p>not here</p>")].concat()
}

fn wacz(warc: &[u8]) -> Vec<(String, Vec<u8>)> {
    let pages = format!("{{\"format\":\"json-pages-1.0\"}}\n{{\"url\":\"{PAGE}\",\"title\":\"Names\"}}\n");
    let named = [("archive/data.warc", warc.to_vec()), ("pages/pages.jsonl", pages.into_bytes())];
    let resources: Vec<serde_json::Value> = named
        .iter()
        .map(|(path, bytes)| {
            let hash = format!("sha256:{}", sha256(bytes));
            serde_json::json!({ "path": path, "hash": hash, "bytes": bytes.len() })
        })
        .collect();
    let package = serde_json::json!({
        "wacz_version": "1.1.1", "title": "Fiction", "software": "a browser", "created": "2020-12-30T11:06:00Z",
        "resources": resources,
    });
    let package = package.to_string().into_bytes();
    let digest =
        serde_json::json!({ "path": "datapackage.json", "hash": format!("sha256:{}", sha256(&package)) });
    let mut files: Vec<(String, Vec<u8>)> =
        named.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    files.push(("datapackage.json".to_owned(), package));
    files.push(("datapackage-digest.json".to_owned(), digest.to_string().into_bytes()));
    files
}

fn write_wacz(stand: &Stand, name: &str, files: &[(String, Vec<u8>)]) -> std::path::PathBuf {
    let path = folder(stand, "captures").join(name);
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&path, &files);
    path
}

async fn items(stand: &Stand) -> Vec<Item> {
    all(stand, Kind::Item).await.iter().map(|one| one.read().unwrap()).collect()
}

on_both! {
    async fn a_web_capture_brings_what_it_captured_with_the_servers_answer(stand: Stand) {
        let path = write_wacz(&stand, "names.wacz", &wacz(&warc()));
        let gathered = gather(&stand, vec![path.clone()], None).await;
        assert_eq!(gathered.items.len(), 3, "{:?}", gathered.troubles);
        assert!(gathered.troubles.is_empty(), "{:?}", gathered.troubles);
        let items = items(&stand).await;
        let container = items.iter().find(|item| item.kind == ItemKind::WebCapture).unwrap();
        assert_eq!(container.stated_check, Some(StatedCheck::Agrees));
        assert_eq!((container.url.as_deref(), container.stated["software"].as_str()), (Some(PAGE), "a browser"));
        let page = items.iter().find(|item| item.file_name.as_deref() == Some("names.html")).unwrap();
        assert_eq!((page.sha256.as_str(), page.stated_check), (sha256(b"<p>names</p>").as_str(), Some(StatedCheck::Agrees)));
        assert_eq!((page.acquisition, page.url.as_deref()), (Acquisition::InWebCapture, Some(PAGE)));
        assert!(page.container.is_some() && page.made.is_none(), "when it was captured is not when it was made");
        assert_eq!(page.stated["captured"], "2020-12-30T11:05:06Z");
        let gone = items.iter().find(|item| item.stated.get("http-status").is_some_and(|status| status == "404")).unwrap();
        assert_eq!(gone.path.as_deref(), Some("archive/data.warc #2"));
        let acts = stand.register.acts(stand.scope, None, 1_000).await.unwrap().len();
        let again = gather(&stand, vec![path], None).await;
        assert_eq!((again.new_items(), again.items.len()), (0, 3));
        assert_eq!(stand.register.acts(stand.scope, None, 1_000).await.unwrap().len(), acts);
        sound(&stand).await;
    }

    async fn a_changed_capture_comes_in_with_that_verdict(stand: Stand) {
        let mut files = wacz(&warc());
        let at = files[0].1.windows(12).position(|part| part == b"<p>names</p>").unwrap() + 3;
        files[0].1[at] = b'N';
        let path = write_wacz(&stand, "changed.wacz", &files);
        let alone = folder(&stand, "captures").join("changed.warc");
        fs::write(&alone, &files[0].1).unwrap();
        let broken = folder(&stand, "captures").join("broken.warc.gz");
        fs::write(&broken, b"neither gzip nor a record").unwrap();
        let gathered = gather(&stand, vec![path, alone, broken], None).await;
        let codes: Vec<&str> = gathered.troubles.iter().map(|trouble| trouble.code.as_str()).collect();
        assert!(codes.contains(&"digest-broken") && codes.contains(&"intake-not-read"), "{codes:?}");
        let items = items(&stand).await;
        let page = items.iter().find(|item| item.file_name.as_deref() == Some("names.html")).unwrap();
        assert_eq!(page.stated_check, Some(StatedCheck::Disagrees));
        let verdicts = |name: &str| items.iter().find(|item| item.file_name.as_deref() == Some(name)).unwrap().stated_check;
        assert_eq!(
            (verdicts("changed.wacz"), verdicts("changed.warc"), verdicts("broken.warc.gz")),
            (Some(StatedCheck::Disagrees), Some(StatedCheck::Disagrees), None)
        );
        sound(&stand).await;
    }

    async fn a_proof_says_whether_its_photo_was_changed(stand: Stand) {
        let facts = |of: &[u8]| format!("{{\"File Hash SHA256\":\"{}\",\"File Path\":\"/DCIM/IMG.jpg\"}}", sha256(of));
        let hash = sha256(b"photo");
        let (json, signature) = (format!("{hash}.proof.json"), format!("{hash}.asc"));
        for (name, photo) in [("whole.zip", &b"photo"[..]), ("changed.zip", b"phot0")] {
            let path = folder(&stand, "proofs").join(name);
            zip(&path, &[("IMG.jpg", photo), (&json, facts(b"photo").as_bytes()), (&signature, b"signed")]);
        }
        let gathered = gather(&stand, vec![folder(&stand, "proofs")], None).await;
        assert!(gathered.troubles.iter().any(|trouble| trouble.code == "digest-broken"), "{:?}", gathered.troubles);
        let items = items(&stand).await;
        let of = |bytes: &[u8]| items.iter().find(|item| item.sha256 == sha256(bytes)).unwrap();
        let (whole, changed) = (of(b"photo"), of(b"phot0"));
        assert_eq!(whole.stated_check, Some(StatedCheck::Agrees));
        assert_eq!(changed.stated_check, Some(StatedCheck::Disagrees));
        assert_eq!((whole.acquisition, whole.stated["signature"].as_str()), (Acquisition::CaptureTool, "not checked"));
        assert_eq!(of(b"signed").stated_check, None);
        sound(&stand).await;
    }

    async fn what_an_archiver_kept_comes_with_its_address(stand: Stand) {
        let at = folder(&stand, "archived");
        fs::create_dir(at.join("post")).unwrap();
        fs::write(at.join("post/video.mp4"), b"video").unwrap();
        fs::write(at.join("post/page.html"), b"changed").unwrap();
        fs::write(at.join("unrelated.txt"), b"a note").unwrap();
        let list = serde_json::json!([
            { "status": "success", "metadata": { "url": "https://example.org/post/1", "_processed_at": "2020-12-31 10:00:00+00:00" },
              "media": [
                { "key": "post/video.mp4", "properties": { "hash": format!("SHA-256:{}", sha256(b"video")) } },
                { "key": "post/page.html", "properties": { "hash": format!("SHA-256:{}", sha256(b"page")) } },
              ] },
            { "status": "nothing archived", "metadata": { "url": "https://example.org/post/2" }, "media": [] },
        ]);
        fs::write(at.join("results.json"), list.to_string()).unwrap();
        let gathered = gather(&stand, vec![at.clone()], None).await;
        assert_eq!((gathered.items.len(), gathered.references.len()), (4, 1), "{gathered:?}");
        let items = items(&stand).await;
        let of = |bytes: &[u8]| items.iter().find(|item| item.sha256 == sha256(bytes)).unwrap();
        let (video, page, other) = (of(b"video"), of(b"changed"), of(b"a note"));
        assert_eq!((video.stated_check, page.stated_check), (Some(StatedCheck::Agrees), Some(StatedCheck::Disagrees)));
        assert_eq!(video.url.as_deref(), Some("https://example.org/post/1"));
        assert!(video.container.is_some() && other.container.is_none());
        let report: Report = all(&stand, Kind::Report).await[0].read().unwrap();
        assert_eq!(report.url.as_deref(), Some("https://example.org/post/2"));
        assert_eq!(report.raw.unwrap()["archive_status"], "nothing archived");
        let again = gather(&stand, vec![at], None).await;
        assert_eq!((again.new_items(), again.references[0].is_new), (0, false));
        sound(&stand).await;
    }

    async fn an_address_is_a_reference_and_says_what_is_kept(stand: Stand) {
        gather(&stand, vec![write_wacz(&stand, "names.wacz", &wacz(&warc()))], None).await;
        let addresses = || vec![PAGE.to_owned(), "https://example.org/elsewhere".to_owned(), "https://a b".to_owned()];
        let gathered = gather_all(&stand, Vec::new(), addresses(), None).await;
        assert_eq!(gathered.references.len(), 2, "{gathered:?}");
        let (page, elsewhere) = (&gathered.references[0], &gathered.references[1]);
        assert!(page.item.is_some() && elsewhere.item.is_none() && page.is_new && elsewhere.is_new);
        assert_eq!(gathered.troubles[0].code, "address-not-understood");
        let reports: Vec<Report> = all(&stand, Kind::Report).await.iter().map(|one| one.read().unwrap()).collect();
        let of = |url: &str| reports.iter().find(|report| report.url.as_deref() == Some(url)).unwrap();
        assert!(of(PAGE).item.is_some());
        assert_eq!(of("https://example.org/elsewhere").raw.as_ref().unwrap()["capture"], "none: only the address is kept");
        let again = gather_all(&stand, Vec::new(), addresses(), None).await;
        assert!(again.references.iter().all(|one| !one.is_new));
        sound(&stand).await;
    }
}
