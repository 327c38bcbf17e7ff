//! Folders, archives, chats and mail come in; a second time adds nothing.

use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::person;
use domain::kind::Kind;
use domain::record::{Item, Report};
use domain::vocabulary::{AccessLabel, Acquisition, ClockBasis, ItemKind, Role};
use domain::when::Zone;
use register::gathering::{Gathered, Gathering};
use register::record::Record;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const CHAT: &str = "[10/06/2017, 09:30:12] Um Salma: صوت انفجار قرب المدرسة\n\
    [10/06/2017, 09:31:05] +963 944 000 111: <attached: 00000002-AUDIO-2017-06-10-09-31-05.opus>\n\
    [10/06/2017, 09:32:00] Um Salma: Everyone is\nunder the stairs\n";
const VOICE: &str = "00000002-AUDIO-2017-06-10-09-31-05.opus";

pub async fn gather(stand: &Stand, paths: Vec<PathBuf>, label: Option<AccessLabel>) -> Gathered {
    gather_all(stand, paths, Vec::new(), label).await
}

pub async fn gather_all(
    stand: &Stand,
    paths: Vec<PathBuf>,
    addresses: Vec<String>,
    label: Option<AccessLabel>,
) -> Gathered {
    let order = Gathering {
        paths,
        addresses,
        reason: reason("Take it in"),
        project: stand.scope.project,
        label,
        source: None,
        zone: Zone::parse("Asia/Damascus").unwrap(),
        progress: &|_| {},
    };
    stand.register.gather(&order).await.unwrap()
}

pub async fn all(stand: &Stand, kind: Kind) -> Vec<Record> {
    stand.register.batch(stand.scope, kind, None, 1_000).await.unwrap()
}

pub async fn sound(stand: &Stand) {
    stand.register.sequence().await.unwrap();
    let findings = stand.register.fsck().await.unwrap();
    assert!(findings.is_sound(), "{:?}", findings.faults);
}

pub fn folder(stand: &Stand, name: &str) -> PathBuf {
    let folder = stand.temporary.path().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn zip(path: &Path, files: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

fn whole_chat(stand: &Stand) -> PathBuf {
    let path = folder(stand, "in").join("WhatsApp Chat - family.zip");
    zip(&path, &[("_chat.txt", CHAT.as_bytes()), (VOICE, b"OggS voice"), ("notes/other.bin", b"\x01\x02")]);
    path
}

async fn holds_the_chat(stand: &Stand, gathered: &Gathered) {
    assert_eq!((gathered.reports, gathered.sources), (3, 2), "{:?}", gathered.troubles);
    let items: Vec<Item> = all(stand, Kind::Item).await.iter().map(|one| one.read().unwrap()).collect();
    let voice = items.iter().find(|item| item.file_name.as_deref() == Some(VOICE)).unwrap();
    assert_eq!(voice.made_basis, Some(ClockBasis::Sender));
    // Damascus was three hours ahead of UTC in June 2017.
    assert_eq!(voice.made.as_ref().unwrap().earliest, "2017-06-10T06:31:05Z");
    assert!(voice.container.is_some());
    let reports: Vec<Report> = all(stand, Kind::Report).await.iter().map(|one| one.read().unwrap()).collect();
    assert!(reports.iter().any(|report| report.words.as_deref() == Some("Everyone is\nunder the stairs")));
    assert!(reports.iter().all(|report| report.item.is_some() && report.source.is_some()));
    // Nobody's name or number outside the preserved file.
    for kind in [Kind::Source, Kind::Report] {
        for record in all(stand, kind).await {
            let text = serde_json::to_string(&record.body).unwrap();
            assert!(!text.contains("Salma") && !text.contains("963 944"), "{text}");
        }
    }
    let links = all(stand, Kind::Link).await;
    assert_eq!(links.iter().filter(|link| link.text("role") == Some("cites")).count(), 1);
}

on_both! {
    async fn a_folder_comes_in_with_what_cannot_be_read_told(stand: Stand) {
        let at = folder(&stand, "drop");
        fs::create_dir(at.join("night")).unwrap();
        fs::write(at.join("a.txt"), "one").unwrap();
        fs::write(at.join("night/b.txt"), "two").unwrap();
        fs::write(at.join("night/again.txt"), "two").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", at.join("link.txt")).unwrap();
        fs::write(at.join("broken.zip"), b"PK\x03\x04 and no more").unwrap();
        let gathered = gather(&stand, vec![at.clone(), at.join("away")], None).await;
        let names: Vec<(&str, bool)> = gathered.items.iter().map(|item| (item.name.as_str(), item.is_new)).collect();
        assert_eq!(names, [
            ("drop/a.txt", true), ("drop/broken.zip", true), ("drop/night/again.txt", true), ("drop/night/b.txt", false),
        ]);
        let mut codes: Vec<&str> = gathered.troubles.iter().map(|trouble| trouble.code.as_str()).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["archive-refused", "file", "gathered-not-a-file"]);
        let again = gather(&stand, vec![at], None).await;
        assert_eq!((again.new_items(), again.items.len()), (0, 4));
        sound(&stand).await;
    }

    async fn a_chat_in_a_zip_is_items_and_reports_of_handles(stand: Stand) {
        let path = whole_chat(&stand);
        let gathered = gather(&stand, vec![path.clone()], None).await;
        assert_eq!(gathered.items.len(), 4);
        holds_the_chat(&stand, &gathered).await;
        let acts = stand.register.acts(stand.scope, None, 1_000).await.unwrap().len();
        let again = gather(&stand, vec![path], None).await;
        assert_eq!((again.new_items(), again.reports, again.sources), (0, 0, 0));
        assert_eq!(stand.register.acts(stand.scope, None, 1_000).await.unwrap().len(), acts, "not one act more");
        // Closed to the team unless somebody says otherwise: texts of a chat name people.
        let researcher = person(&stand, 1, &[Role::Researcher]).await;
        let scope = stand.register.permit(researcher, stand.scope.project).await.unwrap().scope();
        let open = scope.up_to(AccessLabel::Team);
        for kind in [Kind::Source, Kind::Report, Kind::Link] {
            assert!(stand.register.batch(open, kind, None, 10).await.unwrap().is_empty(), "{kind:?}");
        }
        sound(&stand).await;
    }

    async fn a_chat_in_a_folder_takes_its_files_with_it(stand: Stand) {
        let at = folder(&stand, "family");
        fs::write(at.join("_chat.txt"), CHAT).unwrap();
        fs::write(at.join(VOICE), b"OggS voice").unwrap();
        let gathered = gather(&stand, vec![at], Some(AccessLabel::Team)).await;
        assert_eq!(gathered.items.len(), 2);
        holds_the_chat(&stand, &gathered).await;
        let items: Vec<Item> = all(&stand, Kind::Item).await.iter().map(|one| one.read().unwrap()).collect();
        assert!(items.iter().any(|item| item.acquisition == Acquisition::InChat && item.kind == ItemKind::Audio));
        sound(&stand).await;
    }

    async fn a_mail_brings_its_attachments(stand: Stand) {
        let at = folder(&stand, "mail");
        let mail = "From: Layla <layla@example.org>\r\nTo: desk@example.org\r\nDate: Sat, 10 Jun 2017 12:00:00 +0300\r\n\
            Subject: What we saw\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThree houses.\r\n\
            --b\r\nContent-Type: application/pdf; name=\"list.pdf\"\r\nContent-Disposition: attachment; filename=\"list.pdf\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b--\r\n";
        fs::write(at.join("one.eml"), mail).unwrap();
        let gathered = gather(&stand, vec![at], None).await;
        assert_eq!((gathered.items.len(), gathered.reports), (2, 1), "{:?}", gathered.troubles);
        let report: Report = all(&stand, Kind::Report).await[0].read().unwrap();
        assert_eq!((report.title.as_str(), report.words.as_deref().map(str::trim)), ("What we saw", Some("Three houses.")));
        assert_eq!(report.published.unwrap().earliest, "2017-06-10T09:00:00Z");
        let items: Vec<Item> = all(&stand, Kind::Item).await.iter().map(|one| one.read().unwrap()).collect();
        assert!(items.iter().any(|item| item.media_type == "application/pdf" && item.acquisition == Acquisition::InMail));
        sound(&stand).await;
    }

    async fn a_broken_entry_costs_itself_alone(stand: Stand) {
        let at = folder(&stand, "zips").join("three.zip");
        zip(&at, &[("one.txt", b"first words"), ("two.txt", b"second words, changed"), ("three.txt", b"third words")]);
        let mut bytes = fs::read(&at).unwrap();
        let hit = bytes.windows(12).position(|part| part.starts_with(b"two.txt")).unwrap() + 9;
        bytes[hit] ^= 0xff;
        fs::write(&at, bytes).unwrap();
        let gathered = gather(&stand, vec![at], None).await;
        let names: Vec<&str> = gathered.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["three.zip", "three.zip/one.txt", "three.zip/three.txt"]);
        assert!(!gathered.troubles.is_empty());
        sound(&stand).await;
    }
}
