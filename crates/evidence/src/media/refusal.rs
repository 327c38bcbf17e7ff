//! Why a file was not read: an answer, not a failure. The file stays kept as it is.

use serde::{Deserialize, Serialize};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// Nothing here reads this kind.
    KindNotRead,
    /// The bytes do not hold what their kind promises.
    Broken,
    /// The file ends too early.
    Truncated,
    /// More pixels than are decoded, see [`crate::limits::PICTURE_PIXELS_MAX`].
    PixelsTooMany,
    /// More bytes than are read into memory.
    BytesTooMany,
    /// More entries, or more bytes behind few, than an archive may have.
    ArchiveTooLarge,
    /// A layout of pixels or samples that is not read, such as floating-point TIFF.
    LayoutNotRead,
    /// Regions, ranges or sizes that do not fit the file.
    OutOfRange,
    /// The kernel here lacks what confines a decoder, and nobody said to do without.
    Unconfined,
}

impl Refusal {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::KindNotRead => "media-kind-not-read",
            Self::Broken => "media-broken",
            Self::Truncated => "media-truncated",
            Self::PixelsTooMany => "media-pixels-too-many",
            Self::BytesTooMany => "media-bytes-too-many",
            Self::ArchiveTooLarge => "media-archive-too-large",
            Self::LayoutNotRead => "media-layout-not-read",
            Self::OutOfRange => "media-out-of-range",
            Self::Unconfined => "media-unconfined",
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An end of the bytes met while reading is a cut file; anything else is a broken one.
impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::UnexpectedEof { Self::Truncated } else { Self::Broken }
    }
}
