//! Why bytes are not kept, not given back or not understood.

use crate::vault::Digest;
use std::io;

/// What this crate answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// What stops an operation on bytes, with a code that is also the translation key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk refuses.
    #[error("the disk refuses: {0}")]
    Disk(#[from] io::Error),
    /// The bytes to be kept could not be read to their end. Nothing was kept.
    #[error("the source cannot be read: {0}")]
    Source(#[source] io::Error),
    /// No copy of the item is there.
    #[error("{0} is in no copy of the vault")]
    Missing(Digest),
    /// The caller has no key for the item.
    #[error("there is no key for {0}")]
    NoKey(Digest),
    /// No copy of the item is whole; what was given out before, if anything, is not to be relied on.
    #[error("{digest} is damaged: {why}")]
    Damaged {
        /// The item.
        digest: Digest,
        /// What the first damaged copy shows.
        why: String,
    },
    /// A folder that should hold the vault, or its second copy, does not.
    #[error("not the vault expected: {0}")]
    NotTheVault(String),
    /// The object store does not answer, or not as it should.
    #[error("the object store does not answer: {0}")]
    StoreAway(String),
    /// The object store knows the credentials, or the bucket's owner, otherwise.
    #[error("the object store refuses these credentials: {0}")]
    StoreRefuses(String),
    /// The text is no address of a part of a bucket.
    #[error("{0:?} is no address of an object store: s3://BUCKET/PREFIX is expected")]
    StoreAddress(String),
    /// This program was built without object stores.
    #[error("this program was built without object stores: use one built with `--features s3`")]
    NoObjectStore,
    /// Nothing is being uploaded under this id.
    #[error("there is no such upload")]
    NoUpload,
    /// The bytes sent do not begin where the upload stands.
    #[error("the upload stands at {stands_at}")]
    UploadOffset {
        /// Where it stands, in bytes.
        stands_at: u64,
    },
    /// More bytes than this upload may have.
    #[error("the upload is longer than {bytes_max} bytes")]
    UploadTooLong {
        /// What it may have.
        bytes_max: u64,
    },
    /// Another request is adding to this upload.
    #[error("somebody else adds to this upload")]
    UploadBusy,
    /// A name that not every system could give a file of a package.
    #[error("a package cannot hold a file called {0:?}")]
    PackageName(String),
    /// A child process could not be started, or the files for it not be read.
    #[error("a decoding process could not be run: {0}")]
    Child(io::Error),
}

impl Error {
    /// Whether a copy could not be asked, which says nothing about what lies there.
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::StoreAway(_) | Self::StoreRefuses(_))
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Disk(error) if error.kind() == io::ErrorKind::StorageFull => "evidence-disk-full",
            Self::Disk(_) => "evidence-disk-refuses",
            Self::Source(_) => "evidence-source-unreadable",
            Self::Missing(_) => "evidence-missing",
            Self::NoKey(_) => "evidence-no-key",
            Self::Damaged { .. } => "evidence-damaged",
            Self::NotTheVault(_) => "evidence-not-the-vault",
            Self::StoreAway(_) => "evidence-store-away",
            Self::StoreRefuses(_) => "evidence-store-refuses",
            Self::StoreAddress(_) => "evidence-store-address",
            Self::NoObjectStore => "evidence-no-object-store",
            Self::NoUpload => "evidence-no-upload",
            Self::UploadOffset { .. } => "evidence-upload-offset",
            Self::UploadTooLong { .. } => "evidence-upload-too-long",
            Self::UploadBusy => "evidence-upload-busy",
            Self::PackageName(_) => "evidence-package-name",
            Self::Child(_) => "evidence-child-not-run",
        }
    }
}
