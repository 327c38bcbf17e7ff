//! What can go wrong in the log, with stable codes.

/// Shorthand of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A value holds a number that is not whole.
    #[error("a value holds a number that is not whole; the log takes whole numbers and text only")]
    NotWhole,
    /// An act has no reason.
    #[error("an act needs the field why")]
    WhyMissing,
    /// An act has too many fields.
    #[error("an act has {fields} fields; at most {max} fit")]
    TooManyFields {
        /// How many.
        fields: usize,
        /// Limit.
        max: usize,
    },
    /// A leaf is too long.
    #[error("a leaf of {bytes} bytes; at most {max} fit")]
    LeafTooLong {
        /// How long.
        bytes: usize,
        /// Limit.
        max: usize,
    },
    /// A leaf is not what this version writes.
    #[error("a leaf cannot be read: {0}")]
    LeafNotUnderstood(String),
    /// A key is not understood.
    #[error("the key cannot be read: {0}")]
    KeyNotUnderstood(&'static str),
    /// A checkpoint is not understood.
    #[error("the checkpoint cannot be read: {0}")]
    CheckpointNotUnderstood(&'static str),
    /// A checkpoint bears no valid signature by the key.
    #[error("the checkpoint bears no valid signature by the key {0}")]
    SignatureInvalid(String),
    /// A proof is not understood.
    #[error("the proof cannot be read: {0}")]
    ProofNotUnderstood(&'static str),
    /// A proof does not lead from the leaf to the root.
    #[error("the proof does not lead from this leaf to the signed root")]
    ProofInvalid,
    /// The log is not the one the caller remembers.
    #[error("the log on disk is not the one remembered: {0}")]
    LogRolledBack(String),
    /// There is a log already.
    #[error("there is a log already")]
    LogExists,
    /// No such leaf.
    #[error("the log has no leaf {0}")]
    NoSuchLeaf(u64),
    /// A file of the log is not what it should be.
    #[error("{path}: {reason}")]
    FileAltered {
        /// Path in the log folder.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// From the file system.
    #[error("{path}: {source}")]
    File {
        /// Path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    /// Stable code, kebab-case.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotWhole => "number-not-whole",
            Self::WhyMissing => "why-missing",
            Self::TooManyFields { .. } => "act-too-many-fields",
            Self::LeafTooLong { .. } => "leaf-too-long",
            Self::LeafNotUnderstood(_) => "leaf-not-understood",
            Self::KeyNotUnderstood(_) => "key-not-understood",
            Self::CheckpointNotUnderstood(_) => "checkpoint-not-understood",
            Self::SignatureInvalid(_) => "signature-invalid",
            Self::ProofNotUnderstood(_) => "proof-not-understood",
            Self::ProofInvalid => "proof-invalid",
            Self::LogRolledBack(_) => "log-rolled-back",
            Self::LogExists => "log-exists",
            Self::NoSuchLeaf(_) => "no-such-leaf",
            Self::FileAltered { .. } => "log-file-altered",
            Self::File { .. } => "log-file",
        }
    }

    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::File { path, source }
    }
}
