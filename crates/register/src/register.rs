//! A register: a data folder opened, with its database, keyring, log and keys.
//!
//! Start at [`Register::create`] and [`Register::open`]; change things through [`Register::begin`].

use crate::db::{Access, Db, Value};
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::origin::Origin;
use crate::people::People;
use crate::reading::Readings;
use crate::settings::Settings;
use crate::work::{Reason, Work};
use domain::codebook::Codebook;
use domain::id::{ActorId, ProjectId};
use domain::kind::Kind;
use domain::record::{Project, body};
use ledger::{Checkpoint, Log, Signer, Verifier};
use std::fs::File;
use std::path::Path;
use tokio::sync::Mutex;
use uuid::Uuid;

/// A register, open.
pub struct Register {
    /// Its database.
    pub db: Db,
    pub(crate) keyring: Db,
    pub(crate) readings: Readings,
    /// Who people are and how they sign in.
    pub people: People,
    /// Its settings.
    pub settings: Settings,
    /// Its folder.
    pub folder: Folder,
    /// The grades it goes by.
    pub codebook: Codebook,
    pub(crate) origin: Origin,
    pub(crate) verifier: Verifier,
    pub(crate) log: Option<Mutex<Log>>,
    pub(crate) signer: Option<Signer>,
    pub(crate) wake: tokio::sync::Notify,
    pub(crate) evidence: crate::item::Evidence,
    access: Access,
    _lock: Option<File>,
}

/// How a register is made.
pub struct Creation {
    /// Name of the log, such as `sijil.example.org/log`.
    pub origin_line: String,
    /// Whether one person works alone.
    pub one_person: bool,
    /// PostgreSQL address and schema; `None` for the embedded database.
    pub server: Option<(String, String)>,
    /// Where ids, secrets and times come from.
    pub origin: Origin,
}

/// Pseudonym of the program itself, for what it does unasked.
pub const PROGRAM_ACTOR: ActorId = ActorId(Uuid::from_u128(0x5161_6a69_6c00_4000_8000_0000_0000_0001));

/// Pseudonym of the single local user, until the register has a team.
pub const LOCAL_ACTOR: ActorId = ActorId(Uuid::from_u128(0x5161_6a69_6c00_4000_8000_0000_0000_0002));

pub(crate) const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_register.sql")),
    (2, include_str!("../migrations/0002_incident_list.sql")),
    (3, include_str!("../migrations/0003_release_list.sql")),
    (4, include_str!("../migrations/0004_team.sql")),
    (5, include_str!("../migrations/0005_labels.sql")),
    (6, include_str!("../migrations/0006_merge.sql")),
    (8, include_str!("../migrations/0008_coding.sql")),
    (9, include_str!("../migrations/0009_link_check.sql")),
    (10, include_str!("../migrations/0010_incident_shown.sql")),
    (11, include_str!("../migrations/0011_import_row_project.sql")),
    (12, include_str!("../migrations/0012_evidence.sql")),
    (13, include_str!("../migrations/0013_erasure.sql")),
    (14, include_str!("../migrations/0014_sighting.sql")),
];

impl Register {
    /// Makes a register in an empty or absent folder.
    ///
    /// # Errors
    /// `register-exists`, or from the file system or database.
    pub async fn create(path: &Path, creation: Creation) -> Result<Self> {
        let folder = Folder::at(path);
        folder.make()?;
        let lock = folder.lock()?;
        let codebook = folder.read_codebook()?;
        let (url, schema) = creation.server.unzip();
        let settings = Settings {
            version: 1,
            origin: creation.origin_line,
            device: creation.origin.id()?,
            one_person: creation.one_person,
            database_url: url,
            database_schema: schema,
            public_url: None,
            vault_second: None,
            vault_store: None,
            timestamp: None,
            commands: None,
        };
        let seed = creation.origin.secret()?;
        let signer = Signer::from_seed(&settings.origin, seed)?;
        let verifier = signer.verifier();
        folder.write_keys(&seed, &verifier.to_string())?;
        let log = Log::create(&folder.log(), &settings.origin, &signer)?;
        let db = Db::open(&settings.database(path), Access::Write).await?;
        let keyring = Db::open(&settings.keyring(path), Access::Write).await?;
        let people = People::open_at(&settings.people(path), Access::Write).await?;
        db.migrate(MIGRATIONS).await?;
        migrate_keyring(&keyring).await?;
        first_rows(&db, log.checkpoint()).await?;
        // Last, because a folder with settings is a register.
        Folder::write_private(&path.join(crate::settings::FILE), settings.text()?.as_bytes())?;
        Ok(Self {
            db,
            keyring,
            readings: Readings::default(),
            people,
            settings,
            codebook,
            folder,
            origin: creation.origin,
            verifier,
            log: Some(Mutex::new(log)),
            signer: Some(signer),
            wake: tokio::sync::Notify::new(),
            evidence: crate::item::Evidence::default(),
            access: Access::Write,
            _lock: Some(lock),
        })
    }

    /// Opens a register.
    ///
    /// # Errors
    /// `no-register`, `register-locked`, `register-rolled-back`, `log-disagrees`, or from the file system or database.
    pub async fn open(path: &Path, access: Access) -> Result<Self> {
        Self::open_with(path, access, Origin::Machine).await
    }

    /// Opens a register with another origin of ids, secrets and times than the machine.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(path: &Path, access: Access, origin: Origin) -> Result<Self> {
        let register = Self::open_as_it_is(path, access, origin).await?;
        if access == Access::Write {
            register.finish_erasures().await?;
        }
        Ok(register)
    }

    /// Opens a register and leaves erasures that were cut as they are: nothing is put into its log.
    pub(crate) async fn open_as_it_is(path: &Path, access: Access, origin: Origin) -> Result<Self> {
        let folder = Folder::at(path);
        let settings = Settings::read(path)?;
        let verifier = Verifier::parse(&folder.read_verifier()?)?;
        let codebook = folder.read_codebook()?;
        let lock = match access {
            Access::Write => Some(folder.lock()?),
            Access::Read => None,
        };
        let db = Db::open(&settings.database(path), access).await?;
        let keyring = Db::open(&settings.keyring(path), access).await?;
        let people = People::open_at(&settings.people(path), access).await?;
        let (log, signer) = match access {
            Access::Read => (None, None),
            Access::Write => {
                // Held no longer than this takes: a backup may begin at once.
                drop(crate::backup::sweep_snapshots(&folder)?);
                db.migrate(MIGRATIONS).await?;
                crate::incident::shown::fill_where_empty(&db).await?;
                migrate_keyring(&keyring).await?;
                let log = Log::open(&folder.log(), &verifier)?;
                (Some(Mutex::new(log)), Some(Signer::from_seed(&settings.origin, folder.read_seed()?)?))
            }
        };
        let register = Self {
            db,
            keyring,
            readings: Readings::default(),
            people,
            settings,
            codebook,
            folder,
            origin,
            verifier,
            log,
            signer,
            wake: tokio::sync::Notify::new(),
            evidence: crate::item::Evidence::default(),
            access,
            _lock: lock,
        };
        if access == Access::Write {
            register.recover().await?;
            register.sweep_secrets().await?;
        }
        Ok(register)
    }

    /// Begins a piece of work in a project.
    ///
    /// # Errors
    /// `reason-missing`, `reason-too-long`, `read-only`, or from the database.
    pub async fn begin(&self, reason: Reason, project: ProjectId) -> Result<Work<'_>> {
        Work::begin(self, reason, project).await
    }

    /// Makes a project.
    ///
    /// # Errors
    /// As [`Work::create`].
    pub async fn make_project(&self, reason: Reason, project: &Project) -> Result<ProjectId> {
        let mut work = self.begin(reason, ProjectId(Uuid::nil())).await?;
        let id = work.create(Kind::Project, body(project)).await?;
        work.commit().await?;
        Ok(ProjectId(id.0))
    }

    /// Every project, by code.
    ///
    /// # Errors
    /// From the database.
    pub async fn projects(&self) -> Result<Vec<(ProjectId, Project)>> {
        let rows = self.db.rows("select id, body from project order by code", Vec::new()).await?;
        rows.iter()
            .map(|row| {
                let project = domain::record::read(&crate::rows::json_body(&row.text(1)?)?);
                Ok((ProjectId(row.id(0)?), project.map_err(|problem| Error::Damaged(problem.to_string()))?))
            })
            .collect()
    }

    /// The last checkpoint the register knows.
    ///
    /// # Errors
    /// From the database, or where it is damaged.
    pub async fn checkpoint(&self) -> Result<Checkpoint> {
        let row = self.db.row("select checkpoint from log_state", Vec::new()).await?;
        let row = row.ok_or_else(|| Error::Damaged("log_state is empty".to_owned()))?;
        Ok(Checkpoint::parse(&row.text(0)?, &self.verifier)?)
    }

    /// Whether this process may write.
    pub(crate) const fn access(&self) -> Access {
        self.access
    }

    /// Acts without a secret in the keyring, so that nothing of them can be proved.
    ///
    /// # Errors
    /// From the database.
    pub async fn acts_without_secret(&self) -> Result<u64> {
        let count = |row: Option<crate::db::Row>| row.map_or(Ok(0), |row| row.int(0));
        let acts = count(self.db.row("select count(*) from act", Vec::new()).await?)?;
        // Secrets of no act are swept where the register is opened to write.
        let secrets = count(self.keyring.row(SECRETS_HELD, Vec::new()).await?)?;
        Ok(u64::try_from(acts - secrets).unwrap_or(0))
    }

    /// The key that verifies checkpoints and proofs.
    pub const fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The device's clock, as acts would carry it.
    pub fn now(&self) -> String {
        crate::origin::act_time(self.origin.now())
    }

    /// Resolves when acts were committed since it last did: the sequencer waits for it.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    pub(crate) fn wake_sequencer(&self) {
        self.wake.notify_one();
    }

    /// Closes the databases, so that nothing of them waits in a side file.
    pub async fn close(&self) {
        self.db.close().await;
        self.keyring.close().await;
        self.readings.close().await;
        self.people.db.close().await;
    }
}

/// How many acts have a secret, or the salts that were kept when something of them was erased.
pub(crate) const SECRETS_HELD: &str =
    "select (select count(*) from secret) + (select count(distinct s.act) from salt s)";

const KEYRING: &str = "
create table if not exists secret (act {id} primary key, secret {bytes} not null);
create table if not exists salt (
  act {id} not null, field {text} not null, salt {bytes} not null, primary key (act, field)
) {keyed};
create table if not exists item_key (
  sha256 {text} not null, secret {text} not null, primary key (sha256, secret)
) {keyed};
create table if not exists upload_key (
  upload {text} primary key, secret {text} not null, project {id} not null, actor {id} not null,
  file_name {text} not null, size_bytes {int} not null, began {text} not null
);";

pub(crate) async fn migrate_keyring(keyring: &Db) -> Result<()> {
    let mut tx = keyring.begin().await?;
    let sql = tx.dialect().migration(KEYRING);
    tx.script(sql).await?;
    tx.commit().await
}

async fn first_rows(db: &Db, checkpoint: &Checkpoint) -> Result<()> {
    let mut tx = db.begin().await?;
    let actors = [(PROGRAM_ACTOR, "sijil"), (LOCAL_ACTOR, "local user")];
    let rows = actors.iter().map(|(id, name)| vec![Value::from(id.0), Value::from(*name)]).collect();
    tx.insert("actor", &["id", "name"], rows).await?;
    crate::sequencer::write_state(&mut tx, checkpoint, 0).await?;
    tx.commit().await
}
