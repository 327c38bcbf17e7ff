//! What can go wrong in the register. Each variant has a stable code that is also its translation key
//! (`error-<code>`); no variant carries a name, testimony or a secret.

use crate::permission::Operation;
use domain::id::ActId;
use domain::problem::Problem;
use uuid::Uuid;

/// Shorthand of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record breaks hard rules.
    #[error("the record was refused: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Problem>),
    /// There is no such record in this scope; the same answer as for one that is closed.
    #[error("there is no such record")]
    NotFound,
    /// The record was erased, all of it, by this act.
    #[error("the record was erased by act {}", .0.0)]
    Erased(ActId),
    /// The person's roles in this project do not allow it.
    #[error("not permitted: {}", .0.slug())]
    NotPermitted(Operation),
    /// Login, password or code are not right, or may not sign in; never which.
    #[error("the login, password or code is not right")]
    SignInRefused,
    /// Too many attempts.
    #[error("too many attempts; wait some minutes")]
    SignInThrottled,
    /// A second factor must be shown again before this.
    #[error("confirm with a code first")]
    ConfirmFirst,
    /// An operation came without a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The reason is too long.
    #[error("the reason is longer than {max} characters")]
    ReasonTooLong {
        /// Limit.
        max: usize,
    },
    /// The register was opened for reading only.
    #[error("the register is open for reading only")]
    ReadOnly,
    /// Another process writes.
    #[error("another process writes to this register; use its import page, or stop it first")]
    Locked,
    /// The folder holds no register.
    #[error("{0} holds no register; make one with `sijil init`")]
    NoRegister(String),
    /// The folder already holds a register.
    #[error("{0} already holds a register")]
    RegisterExists(String),
    /// A setting is missing or not understood.
    #[error("the setting {0} is missing or not understood")]
    Setting(String),
    /// The log on disk and the register do not belong together.
    #[error("the log and the register disagree: {0}")]
    LogDisagrees(String),
    /// The register is older than a checkpoint of its log that somebody has seen.
    #[error("this register is older than its log: {0}")]
    RolledBack(String),
    /// A folder is not one a backup can be written to or read from.
    #[error("{0}")]
    BackupFolder(String),
    /// There is no such backup.
    #[error("{0} holds no such backup")]
    NoBackup(String),
    /// Something in a backup is missing or not what its manifest says.
    #[error("the backup is damaged: {0}")]
    BackupDamaged(String),
    /// Sealing or opening a part of a backup.
    #[error(transparent)]
    Sealing(#[from] evidence::sealing::Error),
    /// An act lacks its secret.
    #[error("act {0} has no secret in the keyring")]
    SecretMissing(Uuid),
    /// Stored data is not what this program writes.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
    /// The input was not understood.
    #[error("{0}")]
    Input(String),
    /// From the exchange engine.
    #[error(transparent)]
    Exchange(#[from] exchange::error::Error),
    /// From the vault, or from reading a file.
    #[error(transparent)]
    Evidence(evidence::Error),
    /// From the ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// From the database.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// From the file system.
    #[error("{path}: {source}")]
    File {
        /// What was touched, relative where possible.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    /// Stable code, kebab-case; `error-<code>` is its translation key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "record-refused",
            Self::NotFound => "not-found",
            Self::Erased(_) => "erased",
            Self::NotPermitted(_) => "not-permitted",
            Self::SignInRefused => "sign-in-refused",
            Self::SignInThrottled => "sign-in-throttled",
            Self::ConfirmFirst => "confirm-first",
            Self::ReasonMissing => "reason-missing",
            Self::ReasonTooLong { .. } => "reason-too-long",
            Self::ReadOnly => "read-only",
            Self::Locked => "register-locked",
            Self::NoRegister(_) => "no-register",
            Self::RegisterExists(_) => "register-exists",
            Self::Setting(_) => "setting-not-understood",
            Self::LogDisagrees(_) => "log-disagrees",
            Self::RolledBack(_) => "register-rolled-back",
            Self::BackupFolder(_) => "backup-folder",
            Self::NoBackup(_) => "no-backup",
            Self::BackupDamaged(_) => "backup-damaged",
            Self::Sealing(error) => error.code(),
            Self::SecretMissing(_) => "secret-missing",
            Self::Damaged(_) => "stored-data-damaged",
            Self::Input(_) => "input-not-understood",
            Self::Exchange(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Database(_) => "database",
            Self::File { .. } => "file",
        }
    }

    /// A file error with its path.
    pub fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::File { path, source }
    }
}
