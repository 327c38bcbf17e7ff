//! What items hold comes in as from a folder, for whoever sent them through a page.

use crate::gathering::{all, gather, sound, zip};
use crate::on_both;
use crate::stand::{Stand, reason};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Item, Report};
use domain::vocabulary::{AccessLabel, Acquisition, ClockBasis, ItemKind};
use domain::when::Zone;
use register::gathering::{Gathered, Gathering, may_hold};
use register::item::TakeIn;
use std::path::PathBuf;

const CHAT: &str = "[10/06/2017, 09:30:12] Um Salma: صوت انفجار قرب المدرسة\n\
    [10/06/2017, 09:31:05] +963 944 000 111: <attached: 00000002-AUDIO-2017-06-10-09-31-05.opus>\n";
const VOICE: &str = "00000002-AUDIO-2017-06-10-09-31-05.opus";

/// Files as a page sends them: each an item of its own.
async fn sent(stand: &Stand, files: Vec<(&str, Vec<u8>)>) -> Vec<RecordId> {
    let acquired = stand.register.moment().unwrap();
    let coming: Vec<(Item, Vec<u8>)> = files
        .into_iter()
        .map(|(name, bytes)| (Item::coming(Acquisition::Upload, acquired.clone(), name), bytes))
        .collect();
    let order = TakeIn {
        reason: reason("Sent through a page"),
        project: stand.scope.project,
        label: AccessLabel::Team,
        progress: &|_| {},
    };
    let add = move |filling: &mut register::item::Filling<'_>| {
        coming.into_iter().try_for_each(|(item, bytes)| filling.add(&mut bytes.as_slice(), item))
    };
    stand.register.take_in(order, add).await.unwrap().into_iter().map(|arrived| arrived.id).collect()
}

async fn look(stand: &Stand, items: &[RecordId]) -> register::Result<Gathered> {
    let order = Gathering {
        paths: Vec::new(),
        addresses: Vec::new(),
        reason: reason("Take in what it holds"),
        project: stand.scope.project,
        label: None,
        source: None,
        zone: Zone::parse("Asia/Damascus").unwrap(),
        progress: &|_| {},
    };
    stand.register.look_inside(&order, stand.scope, items).await
}

async fn item(stand: &Stand, id: RecordId) -> Item {
    stand.register.record(stand.scope, Kind::Item, id).await.unwrap().read().unwrap()
}

fn code<T>(result: register::Result<T>) -> String {
    match result.err().expect("refused") {
        register::Error::Refused(problems) => problems[0].code.clone(),
        error => error.code().to_owned(),
    }
}

/// The one file of the vault that is named by a digest.
fn blob(stand: &Stand, sha256: &str) -> Option<PathBuf> {
    let mut folders = vec![stand.register.vault_folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().contains(sha256) {
                return Some(path);
            }
        }
    }
    None
}

fn zipped(stand: &Stand, files: &[(&str, &[u8])]) -> Vec<u8> {
    let path = stand.temporary.path().join("sent.zip");
    zip(&path, files);
    std::fs::read(path).unwrap()
}

on_both! {
    async fn a_zip_with_a_chat_is_unpacked_from_the_vault(stand: Stand) {
        // Larger than one piece of the vault's encryption, so that unpacking really goes to and fro.
        let large: Vec<u8> = (0..300_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let files: [(&str, &[u8]); 3] = [("_chat.txt", CHAT.as_bytes()), ("large.bin", &large), (VOICE, b"OggS voice")];
        let ids = sent(&stand, vec![("WhatsApp Chat.zip", zipped(&stand, &files))]).await;
        let gathered = look(&stand, &ids).await.unwrap();
        assert_eq!((gathered.items.len(), gathered.reports, gathered.sources), (3, 2, 2), "{:?}", gathered.troubles);
        assert!(gathered.items.iter().all(|one| one.is_new));
        for taken in &gathered.items {
            let inside = item(&stand, taken.item.parse().unwrap()).await;
            assert_eq!((inside.container.map(|id| id.0), inside.acquisition), (Some(ids[0].0), Acquisition::InArchive));
        }
        let digest = evidence::vault::Digest::of(&large).to_string();
        assert!(gathered.items.iter().any(|one| one.sha256 == digest));
        // The archive holds the very words: whoever may not read the messages may not download it either.
        let open = stand.scope.up_to(AccessLabel::Team);
        assert!(stand.register.record(open, Kind::Item, ids[0]).await.is_err());
        let again = look(&stand, &ids).await.unwrap();
        assert_eq!((again.new_items(), again.reports, again.sources), (0, 0, 0));
        sound(&stand).await;
    }

    async fn a_file_that_is_known_is_not_encrypted_again_unless_its_blob_is_gone(stand: Stand) {
        let at = stand.temporary.path().join("again.bin");
        std::fs::write(&at, b"the same bytes").unwrap();
        let first = gather(&stand, vec![at.clone()], None).await;
        let digest: evidence::vault::Digest = first.items[0].sha256.parse().unwrap();
        let blob = blob(&stand, &first.items[0].sha256).unwrap();
        let before = std::fs::metadata(&blob).unwrap().modified().unwrap();
        let again = gather(&stand, vec![at.clone()], None).await;
        assert_eq!((again.new_items(), &again.items[0].item), (0, &first.items[0].item));
        assert_eq!(std::fs::metadata(&blob).unwrap().modified().unwrap(), before);
        // What was lost is made good by whoever still has the file.
        std::fs::remove_file(&blob).unwrap();
        let healed = gather(&stand, vec![at], None).await;
        assert_eq!((healed.new_items(), &healed.items[0].item), (0, &first.items[0].item));
        let open = stand.register.item_bytes(reason("Read").actor, stand.scope, first.items[0].item.parse().unwrap()).await.unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut open.whole().unwrap(), &mut bytes).unwrap();
        assert_eq!((open.digest, bytes.as_slice()), (digest, b"the same bytes".as_slice()));
        sound(&stand).await;
    }

    async fn files_sent_with_a_chats_text_are_dated_by_its_messages(stand: Stand) {
        let files = vec![("_chat.txt", CHAT.as_bytes().to_vec()), (VOICE, b"OggS voice".to_vec()), ("other.bin", vec![7])];
        let ids = sent(&stand, files).await;
        let gathered = look(&stand, &ids).await.unwrap();
        assert_eq!((gathered.reports, gathered.sources), (2, 2), "{:?}", gathered.troubles);
        let voice = item(&stand, ids[1]).await;
        assert_eq!(voice.made_basis, Some(ClockBasis::Sender));
        assert_eq!(voice.made.unwrap().earliest, "2017-06-10T06:31:05Z");
        assert_eq!(item(&stand, ids[2]).await.made, None);
        let links = all(&stand, Kind::Link).await;
        assert_eq!(links.iter().filter(|link| link.text("role") == Some("cites")).count(), 1);
        let reports: Vec<Report> = all(&stand, Kind::Report).await.iter().map(|one| one.read().unwrap()).collect();
        assert!(reports.iter().all(|report| report.item.map(|id| id.0) == Some(ids[0].0)));
        sound(&stand).await;
    }

    async fn of_two_chats_sent_together_no_file_is_anybodys(stand: Stand) {
        let other = CHAT.replace("Um Salma", "Abu Omar");
        let files = vec![
            ("_chat.txt", CHAT.as_bytes().to_vec()), ("WhatsApp other.txt", other.into_bytes()), (VOICE, b"OggS".to_vec()),
        ];
        let ids = sent(&stand, files).await;
        let gathered = look(&stand, &ids).await.unwrap();
        assert_eq!(gathered.reports, 4);
        assert!(gathered.troubles.iter().any(|trouble| trouble.code == "attachment-missing"), "{:?}", gathered.troubles);
        assert!(all(&stand, Kind::Link).await.is_empty());
        assert_eq!(item(&stand, ids[2]).await.made, None);
    }

    async fn mail_and_captures_are_looked_into(stand: Stand) {
        let mail = "From: a@example\r\nDate: Sat, 10 Jun 2017 09:30:00 +0300\r\nSubject: The school\r\n\r\nIt was hit.\r\n";
        let body = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nA page";
        let warc = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:11111111-1111-4111-8111-111111111111>\r\n\
             WARC-Date: 2017-06-10T10:00:00Z\r\nWARC-Target-URI: https://news.example/night\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n", body.len(),
        );
        let ids = sent(&stand, vec![("one.eml", mail.into()), ("night.warc", warc.into_bytes())]).await;
        let gathered = look(&stand, &ids).await.unwrap();
        assert_eq!((gathered.reports, gathered.items.len()), (1, 1), "{:?}", gathered.troubles);
        let page = item(&stand, gathered.items[0].item.parse().unwrap()).await;
        assert_eq!(page.url.as_deref(), Some("https://news.example/night"));
        assert_eq!(page.container.map(|id| id.0), Some(ids[1].0));
        assert_eq!(item(&stand, ids[1]).await.kind, ItemKind::WebCapture);
        sound(&stand).await;
    }

    async fn what_holds_nothing_or_cannot_be_opened_is_said(stand: Stand) {
        let ids = sent(&stand, vec![("plain.txt", b"words".to_vec()), ("broken.zip", b"PK\x03\x04 and no more".to_vec())]).await;
        assert_eq!(code(look(&stand, &ids[..1]).await), "nothing-inside");
        let gathered = look(&stand, &ids).await.unwrap();
        assert_eq!(gathered.troubles.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["archive-refused"]);
        let strange = RecordId(uuid::Uuid::from_u128(9));
        assert_eq!(code(look(&stand, &[strange]).await), "not-found");
        let many = vec![ids[0]; register::limits::LOOKED_INTO_MAX + 1];
        assert_eq!(code(look(&stand, &many).await), "too-many-given");
    }
}

#[test]
fn what_may_hold_others_is_known_by_its_name() {
    for (media_type, name, may) in [
        ("application/zip", "whatever", true),
        ("", "Chat.ZIP", true),
        ("text/plain", "_chat.txt", true),
        ("", "result.json", true),
        ("", "letters.mbox", true),
        ("", "night.warc.gz", true),
        ("", "site.wacz", true),
        ("audio/ogg", "voice.opus", false),
        ("text/plain", "notes.txt", false),
    ] {
        assert_eq!(may_hold(media_type, name), may, "{name}");
    }
}
