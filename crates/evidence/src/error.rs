//! Why bytes are not kept, not given back or not understood.

/// What this crate answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// What stops an operation on bytes, with a code that is also the translation key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk refuses.
    #[error("the disk refuses: {0}")]
    Disk(#[from] std::io::Error),
}

impl Error {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Disk(_) => "evidence-disk-refuses",
        }
    }
}
