//! Files come in by a form and in pieces; their custody says so in both languages.

use super::site::{Answer, Site, sites};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition, Role};
use register::evidence::vault::Digest;
use serde_json::Value;
use std::io::Read;

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    body
}

async fn send(site: &Site, path: &str, kind: &str, offset: Option<usize>, body: Vec<u8>) -> Answer {
    let mut request = Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, &site.cookie);
    if let Some(offset) = offset {
        request = request.header("upload-offset", offset.to_string());
    }
    site.send(request.body(Body::from(body)).expect("a request")).await
}

async fn items(site: &Site) -> Vec<(RecordId, Item)> {
    let records = site.register.batch(site.scope, Kind::Item, None, 100).await.expect("items");
    records.iter().map(|record| (record.id, record.read().expect("an item"))).collect()
}

async fn bytes_of(site: &Site, id: RecordId) -> Vec<u8> {
    let actor = register::register::LOCAL_ACTOR;
    let open = site.register.item_bytes(actor, site.scope, id).await.expect("open");
    let mut bytes = Vec::new();
    open.whole().expect("whole").read_to_end(&mut bytes).expect("read");
    bytes
}

const MULTIPART: &str = "multipart/form-data; boundary=cut";

#[tokio::test]
async fn the_form_takes_several_files_and_says_what_became_of_each() {
    for site in sites().await {
        let page = site.page("/items/new").await;
        assert!(page.contains("multipart/form-data"));
        let large = vec![9_u8; 20_000_000];
        let parts: [(&str, Option<&str>, &[u8]); 4] = [
            ("label", None, b"sensitive"),
            ("why", None, b"From the witness's telephone"),
            ("file", Some("\u{645}\u{644}\u{627}\u{62d}\u{638}\u{629}.txt"), b"words"),
            ("file", Some("<b>large.bin"), &large),
        ];
        let answer = send(&site, "/items/new", MULTIPART, None, form(&parts)).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{text}");
        assert!(text.contains("&lt;b&gt;large.bin") && !text.contains("<b>large.bin"));
        let items = items(&site).await;
        assert_eq!(items.len(), 2);
        for (id, item) in &items {
            let bytes = bytes_of(&site, *id).await;
            assert_eq!(
                (Digest::of(&bytes).to_string(), bytes.len() as u64),
                (item.sha256.clone(), item.size_bytes)
            );
            assert_eq!(item.acquisition, Acquisition::Upload);
            let open = site.scope.up_to(AccessLabel::Team);
            assert!(site.register.record(open, Kind::Item, *id).await.is_err(), "closed as asked");
        }
        let again = send(&site, "/items/new", MULTIPART, None, form(&parts)).await;
        assert!(again.text().contains("Was here before"));
    }
}

#[tokio::test]
async fn pieces_go_on_where_they_stood_and_only_the_sender_adds_to_them() {
    for mut site in sites().await {
        let collector = site.become_member(1, &[Role::Collector]).await;
        let whole: Vec<u8> = (0..50_000_u32).map(|at| u8::try_from(at % 253).expect("small")).collect();
        let begin = || b"name=film.mp4&size=50000".to_vec();
        let urlencoded = "application/x-www-form-urlencoded";
        let begun = send(&site, "/items/uploads", urlencoded, None, begin()).await;
        let told: Value = serde_json::from_str(&begun.text()).expect("JSON");
        let path = format!("/items/uploads/{}", told["upload"].as_str().expect("an id"));
        let octets = "application/octet-stream";
        let added = send(&site, &path, octets, Some(0), whole[..30_000].to_vec()).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.text());
        // Sent twice, or from elsewhere: refused, and nothing is lost.
        let wrong = send(&site, &path, octets, Some(0), whole[..30_000].to_vec()).await;
        assert!(wrong.status.is_client_error(), "{}", wrong.status);
        let early =
            send(&site, &format!("{path}/keep"), urlencoded, None, b"label=team&why=x".to_vec()).await;
        assert!(early.status.is_client_error());
        let again: Value =
            serde_json::from_str(&send(&site, "/items/uploads", urlencoded, None, begin()).await.text())
                .expect("JSON");
        assert_eq!((&again["upload"], &again["stands_at"]), (&told["upload"], &Value::from(30_000)));
        site.become_member(2, &[Role::Collector]).await;
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "somebody else's is not there");
        site.hand_to(collector).await;
        send(&site, &path, octets, Some(30_000), whole[30_000..].to_vec()).await;
        let kept =
            send(&site, &format!("{path}/keep"), urlencoded, None, b"label=team&why=From+her".to_vec()).await;
        let kept: Value = serde_json::from_str(&kept.text()).expect("JSON");
        assert_eq!(kept["sha256"], Value::from(Digest::of(&whole).to_string()));
        let id: RecordId = kept["item"].as_str().expect("an id").parse().expect("an id");
        assert_eq!(bytes_of(&site, id).await, whole);
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "nothing is left of it");
    }
}

#[tokio::test]
async fn custody_names_what_was_done_in_both_languages_and_nothing_to_a_stranger() {
    for site in sites().await {
        let acquired =
            domain::when::When::from_edtf("2026-11-01T10:00:00Z", domain::when::Zone::Utc, None, None);
        let item = Item::coming(Acquisition::Folder, acquired.expect("a time"), "<i>night.wav");
        let id = site.take(item, b"RIFF....WAVE").await;
        site.register
            .note_custody(
                register::register::LOCAL_ACTOR,
                site.scope.project,
                id,
                domain::vocabulary::CustodyAction::Exported,
                Some("The <court>"),
            )
            .await
            .expect("noted");
        let page = site.page(&format!("/items/{id}/custody")).await;
        assert!(page.contains("Came here and was hashed") && page.contains("Was handed out"), "{page}");
        assert!(
            page.contains("The &lt;court&gt;") && page.contains(&Digest::of(b"RIFF....WAVE").to_string())
        );
        let arabic = site.page(&format!("/items/{id}/custody?lang=ar")).await;
        assert!(arabic.contains("وردت وحُسبت بصمتها") && arabic.contains("سُلّمت"), "{arabic}");
        let act = site.register.record(site.scope, Kind::Item, id).await.expect("item").head_act;
        assert!(site.page(&format!("/log/acts/{act}")).await.contains("Custody"));
        let missing = RecordId(uuid::Uuid::from_u128(7));
        let answer = site.get(&format!("/items/{missing}/custody")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_files_hold_is_taken_in_by_the_page() {
    let chat = "[10/06/2017, 09:30:12] Um Salma: The <wall> fell\n[10/06/2017, 09:31:05] Abu Omar: <attached: v.opus>\n";
    for site in sites().await {
        let parts: [(&str, Option<&str>, &[u8]); 5] = [
            ("label", None, b"team"),
            ("why", None, b"From her telephone"),
            ("file", Some("_chat.txt"), chat.as_bytes()),
            ("file", Some("v.opus"), b"OggS"),
            ("file", Some("broken.zip"), b"PK\x03\x04"),
        ];
        let answer = send(&site, "/items/new", MULTIPART, None, form(&parts)).await.text();
        assert!(answer.contains("Take in what they hold") && answer.matches("name=\"item\"").count() == 3);
        let named: Vec<String> = items(&site).await.iter().map(|(id, _)| format!("item={id}")).collect();
        let ask = format!("{}&zone=Asia/Damascus&reason=Look+inside", named.join("&"));
        let urlencoded = "application/x-www-form-urlencoded";
        let told = send(&site, "/items/inside", urlencoded, None, ask.clone().into()).await;
        let text = told.text();
        assert_eq!(told.status, StatusCode::OK, "{text}");
        assert!(text.contains("2 messages became reports.") && text.contains("2 new senders"), "{text}");
        assert!(text.contains("broken.zip") && text.contains("Left out") && !text.contains("Um Salma"));
        let again = send(&site, "/items/inside", urlencoded, None, ask.into()).await.text();
        assert!(again.contains("No message became a report.") && again.contains("No new sender."), "{again}");
        let reports = site.register.batch(site.scope, Kind::Report, None, 10).await.expect("reports");
        assert_eq!(reports.len(), 2);
        let (chat, _) = items(&site)
            .await
            .into_iter()
            .find(|(_, item)| item.file_name.as_deref() == Some("_chat.txt"))
            .unwrap();
        let page = site.page(&format!("/items/{chat}")).await;
        assert!(page.contains(&format!("/items/inside?item={chat}")), "the item's page leads there");
        let page = site.page(&format!("/items/inside?item={chat}&lang=ar")).await;
        assert!(page.contains("_chat.txt") && page.contains("ساعة المحادثة"), "{page}");
        let nothing = send(&site, "/items/inside", urlencoded, None, b"reason=x".to_vec()).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    }
}
