//! Backups: made beside a writer, checked without keys, brought back on a machine that has nothing.

use crate::life::{body, incident, make};
use crate::on_both;
use crate::stand::{Stand, postgres, reason};
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use jiff::Timestamp;
use register::Register;
use register::backup::{self, Report, Request, Restoration, Restored};
use register::db::Access;
use register::evidence::sealing::Identities;
use register::evidence::vault::Vault;
use register::exchange::out::Format;
use register::register::LOCAL_ACTOR;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub const NAME: &str = "Canary Al-Planted";

/// Who keeps backups of a register, and where.
pub struct Keeper {
    values: Identities,
    pub secrets: Identities,
    pub to: PathBuf,
    pub keyring_to: PathBuf,
}

impl Keeper {
    pub fn of(stand: &Stand) -> Self {
        let below = |name: &str| stand.temporary.path().join(name);
        let (values, secrets) = (Identities::random(), Identities::random());
        Self { values, secrets, to: below("backup"), keyring_to: below("backup-keyring") }
    }

    pub fn request(&self, at: Timestamp) -> Request {
        Request {
            to: self.to.clone(),
            recipients: self.values.recipients(),
            keyring_to: self.keyring_to.clone(),
            keyring_recipients: self.secrets.recipients(),
            keyring_beside: false,
            at,
        }
    }

    pub async fn back_up(&self, register: &Register) -> Report {
        self.request(Timestamp::now()).run(register).await.unwrap()
    }

    /// On PostgreSQL into a schema of its own.
    pub fn restoration(&self, stand: &Stand, to: &str) -> Restoration {
        let schema = format!("r{}", uuid::Uuid::new_v4().simple());
        let is_server = stand.register.settings.database_url.is_some();
        Restoration {
            from: self.to.clone(),
            keyring_from: Some(self.keyring_to.clone()),
            run: None,
            identities: self.values.clone().and(self.secrets.clone()),
            key: Some(stand.register.verifier().clone()),
            to: stand.temporary.path().join(to),
            server: is_server.then(|| (postgres().unwrap(), schema)),
            seen: Vec::new(),
            erasures: Vec::new(),
            at: Timestamp::now(),
        }
    }

    pub async fn restore(&self, stand: &Stand, to: &str) -> Restored {
        self.restoration(stand, to).run().await.unwrap()
    }
}

pub fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    files
}

/// Every record, as exports write them.
async fn records(register: &Register, stand: &Stand) -> String {
    let mut lines = Vec::new();
    for kind in [Kind::Incident, Kind::Source, Kind::VictimMention] {
        register.export(stand.scope, kind, Format::JsonLines, &mut lines).await.unwrap();
    }
    let text = String::from_utf8(lines).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// Adds an original to the vault of a data folder, as an intake will.
pub fn keep(folder: &Path, bytes: &[u8]) -> PathBuf {
    let vault = Vault::open(&folder.join("vault"), None).unwrap();
    let mut batch = vault.batch().unwrap();
    let (digest, key) =
        batch.stage(&mut { bytes }).map(|staged| (staged.digest, staged.key.clone())).unwrap();
    batch.keep(&|_digest| vec![key.clone()]).unwrap();
    vault.path(&digest)
}

pub async fn mention(stand: &Stand) {
    let incident = make(stand, Kind::Incident, incident("An incident")).await;
    make(stand, Kind::VictimMention, body(json!({"incident": incident, "names": [{"text": NAME}]}))).await;
}

on_both! {
    /// The whole way: acts, originals and a codebook, to a machine that has nothing.
    async fn what_is_restored_is_what_was_backed_up(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        keep(&stand.folder, b"the original of a photograph");
        let codebook = include_str!("../../../domain/src/codebook/airwars.toml");
        std::fs::write(stand.folder.join("codebook.toml"), codebook).unwrap();
        std::fs::write(stand.folder.join("authority.pem"), "certificates").unwrap();
        stand.register.sequence().await.unwrap();
        make(&stand, Kind::Source, body(json!({"name": "Has no number yet"}))).await;
        let (then, checkpoint) = (records(&stand.register, &stand).await, stand.register.checkpoint().await.unwrap());
        let report = keeper.back_up(&stand.register).await;
        assert_eq!((report.leaves, report.root), (checkpoint.size, checkpoint.root_text()));
        make(&stand, Kind::Source, body(json!({"name": "Came later"}))).await;
        stand.register.sequence().await.unwrap();

        let restored = keeper.restore(&stand, "new").await;
        assert!(restored.findings.is_sound(), "{:?}", restored.findings);
        assert_eq!((restored.findings.unsequenced, restored.unproven_acts), (1, 0));
        assert_eq!((restored.refuses_to_sign, restored.faults.len()), (None, 0));
        let new = stand.temporary.path().join("new");
        let again = Register::open(&new, Access::Write).await.unwrap();
        assert_eq!(records(&again, &stand).await, then);
        assert!(then.contains(NAME));
        assert_eq!(again.search(stand.scope, "incident", 10).await.unwrap().len(), 1);
        // It goes on: writes, numbers, signs.
        let mut work = again.begin(reason("Go on"), stand.scope.project).await.unwrap();
        work.create(Kind::Source, body(json!({"name": "After"}))).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(again.sequence().await.unwrap().size, checkpoint.size + 2);
        assert!(again.fsck().await.unwrap().is_sound());
        let vault = |folder: &Path| files_below(&folder.join("vault")).into_values().collect::<Vec<_>>();
        let blob = |folder: &Path| vault(folder).into_iter().filter(|bytes| bytes.starts_with(b"age-")).collect::<Vec<_>>();
        assert_eq!(blob(&new), blob(&stand.folder));
        assert!(new.join("authority.pem").exists() && new.join("codebook.toml").exists() && new.join("vault/vault").exists());
        again.close().await;
    }

    /// Each original is read to its end before the register has its folder.
    async fn originals_come_back_and_one_that_does_not_is_named(stand: Stand) {
        let keeper = Keeper::of(&stand);
        let files = [("a.txt", b"the first account".as_slice()), ("b.txt", b"the second account")];
        let files = files.map(|(name, bytes)| (crate::kept::coming(name), bytes.to_vec())).to_vec();
        let taken = crate::kept::take(&stand.register, stand.scope, files, AccessLabel::Team).await.unwrap();
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        let whole = keeper.restore(&stand, "whole").await;
        assert!(whole.findings.is_sound(), "{:?}", whole.findings);
        assert_eq!(whole.findings.items, 2);
        let again = Register::open(&stand.temporary.path().join("whole"), Access::Write).await.unwrap();
        let open = again.item_bytes(LOCAL_ACTOR, stand.scope, taken[1].id).await.unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut open.whole().unwrap(), &mut text).unwrap();
        assert_eq!(text, "the second account");
        again.close().await;

        let lost = &taken[0].sha256;
        std::fs::remove_file(keeper.to.join("vault").join(&lost[..2]).join(lost)).unwrap();
        let restored = keeper.restore(&stand, "less").await;
        let faults = restored.faults.iter().chain(&restored.findings.faults);
        let told: Vec<(&str, bool)> = faults.map(|fault| (fault.code, fault.what.contains(lost))).collect();
        assert_eq!(told, [("backup-file-missing", true), ("item-bytes-missing", true)]);
        // The next run copies it again.
        assert_eq!(keeper.back_up(&stand.register).await.files_copied, 1);
        assert!(keeper.restore(&stand, "mended").await.findings.is_sound());
    }

    /// No value and no secret lies in the clear in any file of a backup, nor stays beside the register.
    async fn nothing_of_a_backup_is_in_the_clear(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        let seed = std::fs::read(stand.folder.join("keys/log.seed")).unwrap();
        let mut read = 0;
        for (path, bytes) in files_below(&keeper.to).into_iter().chain(files_below(&keeper.keyring_to)) {
            for plain in [NAME.as_bytes(), b"Planted", b"An incident", &seed, b"SQLite format", b"postgres://"] {
                assert!(!bytes.windows(plain.len()).any(|part| part == plain), "{}", path.display());
            }
            read += bytes.len();
        }
        assert!(read > 10_000, "there was something to read");
        let left: Vec<PathBuf> = files_below(&stand.folder.join("tmp")).into_keys().collect();
        assert_eq!(left, [stand.folder.join("tmp/backup.lock")]);
    }

    async fn a_second_run_copies_only_what_is_new(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        let first_blob = keep(&stand.folder, &vec![1; 100_000]);
        stand.register.sequence().await.unwrap();
        let size = |path: &Path| std::fs::metadata(path).unwrap().len();
        let log = |register: &Register| files_below(&register.folder.log());
        let mark = size(&stand.folder.join("vault/vault"));
        let tiles = |files: &BTreeMap<PathBuf, Vec<u8>>| files.iter()
            .filter(|(path, _)| !path.ends_with("checkpoint")).map(|(_, bytes)| bytes.len() as u64).sum::<u64>();
        let first = keeper.back_up(&stand.register).await;
        assert_eq!(first.bytes_copied, size(&first_blob) + mark + tiles(&log(&stand.register)));
        let again = keeper.back_up(&stand.register).await;
        assert_eq!((again.files_copied, again.bytes_copied), (0, 0));
        assert_eq!(again.bytes_kept, first.bytes_kept);
        let second_blob = keep(&stand.folder, &vec![2; 50_000]);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        let third = keeper.back_up(&stand.register).await;
        assert_eq!(third.bytes_copied, size(&second_blob) + tiles(&log(&stand.register)), "the partial tiles are longer");
        for run in [&first.run, &again.run, &third.run] {
            let checked = backup::check(&keeper.to, Some(&keeper.keyring_to), Some(run), None, Timestamp::now()).unwrap();
            assert!(checked.is_sound(), "{run}: {:?}", checked.faults);
        }
        assert!(keeper.restore(&stand, "new").await.findings.is_sound());
    }

    /// A byte flipped in any file is noticed, and the file named, without any key.
    async fn a_flipped_byte_anywhere_is_named(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        keep(&stand.folder, b"an original");
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        let files = files_below(&keeper.to).into_iter().chain(files_below(&keeper.keyring_to));
        let mut flipped = 0;
        for (path, bytes) in files.filter(|(path, _)| !path.ends_with("lock")) {
            let mut altered = bytes.clone();
            altered[bytes.len() / 2] ^= 1;
            std::fs::write(&path, &altered).unwrap();
            let key = stand.register.verifier();
            let told = match backup::check(&keeper.to, Some(&keeper.keyring_to), None, Some(key), Timestamp::now()) {
                Ok(checked) => checked.faults.into_iter().map(|fault| fault.what).collect::<Vec<_>>().join(" "),
                Err(error) => error.to_string(),
            };
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(told.contains(&name), "{name} is not named in: {told}");
            let is_blob = path.components().any(|part| part.as_os_str() == "vault");
            let restored = keeper.restoration(&stand, &format!("new-{flipped}")).run().await;
            if is_blob {
                assert_eq!(restored.unwrap().faults.len(), 1, "a damaged original is left out and named");
            } else {
                assert!(restored.unwrap_err().to_string().contains(&name), "{name}");
                assert!(!stand.temporary.path().join(format!("new-{flipped}")).exists());
            }
            std::fs::write(&path, &bytes).unwrap();
            flipped += 1;
        }
        assert!(flipped >= 8, "{flipped} files");
        assert!(keeper.restore(&stand, "whole").await.findings.is_sound());
    }

    async fn the_wrong_identity_opens_nothing_and_leaves_nothing(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        keeper.back_up(&stand.register).await;
        for identities in [Identities::random(), keeper.values.clone(), keeper.secrets.clone()] {
            let restoration = Restoration { identities, ..keeper.restoration(&stand, "new") };
            assert_eq!(restoration.run().await.unwrap_err().code(), "sealing-wrong-identity");
        }
        let left: Vec<_> = std::fs::read_dir(stand.temporary.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "the register and its two backup folders: {left:?}");
        keeper.restore(&stand, "new").await;
        assert_eq!(keeper.restoration(&stand, "new").run().await.unwrap_err().code(), "register-exists");
    }

    /// Values without their secrets can be read, and it is said that nothing proves them.
    async fn without_the_keyring_it_is_said_what_cannot_be_proved(stand: Stand) {
        let keeper = Keeper::of(&stand);
        mention(&stand).await;
        stand.register.sequence().await.unwrap();
        keeper.back_up(&stand.register).await;
        let restoration = Restoration { keyring_from: None, identities: keeper.values.clone(), ..keeper.restoration(&stand, "new") };
        let restored = restoration.run().await.unwrap();
        assert_eq!(restored.unproven_acts, 3, "the project, the incident, the person");
        let codes: Vec<&str> = restored.findings.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["secret-missing"; 3]);
        let new = stand.temporary.path().join("new");
        assert!(!new.join("keys/log.seed").exists());
        assert!(Register::open(&new, Access::Write).await.is_err(), "nothing can be signed");
        let again = Register::open(&new, Access::Read).await.unwrap();
        assert!(records(&again, &stand).await.contains(NAME));
        again.close().await;
    }

    /// Somebody writes all the while; each backup is of one moment.
    async fn a_backup_beside_a_writer_is_of_one_moment(stand: Stand) {
        let keeper = Keeper::of(&stand);
        let write = async {
            for number in 0..40 {
                let mut work = stand.register.begin(reason("Write on"), stand.scope.project).await.unwrap();
                for one in ["a", "b", "c"] {
                    work.create(Kind::Source, body(json!({"name": format!("{number}{one}")}))).await.unwrap();
                }
                work.commit().await.unwrap();
                if number % 3 == 0 {
                    stand.register.sequence().await.unwrap();
                }
            }
        };
        let beside = async {
            let reader = Register::open(&stand.folder, Access::Read).await.unwrap();
            let mut reports = Vec::new();
            for _ in 0..4 {
                reports.push(keeper.back_up(&reader).await);
            }
            reader.close().await;
            reports
        };
        let ((), reports) = tokio::join!(write, beside);
        stand.register.sequence().await.unwrap();
        let last = keeper.back_up(&stand.register).await;
        for (number, report) in reports.iter().chain([&last]).enumerate() {
            let run = Some(report.run.clone());
            let restoration = Restoration { run, ..keeper.restoration(&stand, &format!("new-{number}")) };
            let restored = restoration.run().await.unwrap();
            assert!(restored.findings.is_sound(), "{:?}", restored.findings);
            assert_eq!(restored.unproven_acts, 0);
            assert_eq!((restored.findings.acts + restored.findings.unsequenced) % 3, 1, "whole pieces of work only");
            assert_eq!(restored.refuses_to_sign.is_some(), report.leaves < last.leaves);
        }
    }
}

#[tokio::test]
async fn values_and_secrets_are_kept_apart() {
    let stand = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let keeper = Keeper::of(&stand);
    let same = Request { keyring_to: keeper.to.clone(), ..keeper.request(Timestamp::now()) };
    assert_eq!(same.run(&stand.register).await.unwrap_err().code(), "backup-folder");
    let inside = Request { keyring_to: keeper.to.join("keyring"), ..keeper.request(Timestamp::now()) };
    assert_eq!(inside.run(&stand.register).await.unwrap_err().code(), "backup-folder");
    std::fs::remove_dir_all(&keeper.to).unwrap();
    let beside = Request { keyring_beside: true, ..same };
    beside.run(&stand.register).await.unwrap();
    let restoration =
        Restoration { keyring_from: Some(keeper.to.clone()), ..keeper.restoration(&stand, "new") };
    assert!(restoration.run().await.unwrap().findings.is_sound());
    let other = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let refused = beside.run(&other.register).await.unwrap_err();
    assert!(refused.to_string().contains("another register"), "{refused}");
    let full = Request { to: stand.folder.join("keys"), ..keeper.request(Timestamp::now()) };
    assert!(full.run(&stand.register).await.unwrap_err().to_string().contains("other things"));
}

/// A manifest signed by another key is not believed.
#[tokio::test]
async fn a_backup_that_somebody_else_made_is_refused() {
    let stand = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let other = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let keeper = Keeper::of(&stand);
    keeper.back_up(&other.register).await;
    let refused = keeper.restoration(&stand, "new").run().await.unwrap_err();
    assert!(refused.to_string().contains("manifest"), "{refused}");
}
