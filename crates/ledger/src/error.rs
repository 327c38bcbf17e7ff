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
    /// A timestamp authority did not grant a token.
    #[error("the timestamp authority refused, status {status} {}: {words}", .failure.unwrap_or("without a reason"))]
    TimestampRefused {
        /// Status it gave; 0 and 1 are the two that come with a token.
        status: u64,
        /// Its reason, by the standard's name.
        failure: Option<&'static str>,
        /// Its words.
        words: String,
    },
    /// A timestamp is too long.
    #[error("the timestamp is longer than {max} bytes")]
    TimestampTooLong {
        /// Limit.
        max: usize,
    },
    /// A timestamp is not understood.
    #[error("the timestamp cannot be read: {0}")]
    TimestampNotUnderstood(&'static str),
    /// A timestamp is over another message.
    #[error("the timestamp is over something else than this checkpoint")]
    TimestampOfOther,
    /// A timestamp answers another request.
    #[error("the timestamp does not bear the number drawn for this request")]
    TimestampNonceWrong,
    /// A timestamp made just now states another time than this machine's.
    #[error("the timestamp states {stated}, this machine's clock {here}: one of the two is wrong")]
    TimestampTimeWrong {
        /// The authority's time.
        stated: String,
        /// This machine's.
        here: String,
    },
    /// A timestamp's signature is not right.
    #[error("the signature of the timestamp is not right: {0}")]
    TimestampSignatureInvalid(&'static str),
    /// A timestamp's certificate does not lead to a trusted one.
    #[error(
        "the timestamp's certificate does not lead to one of the trusted certificates at the time it states"
    )]
    TimestampNotTrusted,
    /// A file of certificates is not understood.
    #[error("the file of certificates holds none in PEM, too many, or one that cannot be read")]
    CertificatesNotUnderstood,
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
            Self::TimestampRefused { .. } => "timestamp-refused",
            Self::TimestampTooLong { .. } => "timestamp-too-long",
            Self::TimestampNotUnderstood(_) => "timestamp-not-understood",
            Self::TimestampOfOther => "timestamp-of-other",
            Self::TimestampNonceWrong => "timestamp-nonce-wrong",
            Self::TimestampTimeWrong { .. } => "timestamp-time-wrong",
            Self::TimestampSignatureInvalid(_) => "timestamp-signature-invalid",
            Self::TimestampNotTrusted => "timestamp-not-trusted",
            Self::CertificatesNotUnderstood => "certificates-not-understood",
            Self::FileAltered { .. } => "log-file-altered",
            Self::File { .. } => "log-file",
        }
    }

    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::File { path, source }
    }
}
