//! Limits of the log. They are shown in `docs/reference/limits.md`.

use jiff::SignedDuration;

/// Fields of one act, `why` included.
pub const ACT_FIELDS_MAX: usize = 40;

/// Bytes of one leaf. An entry bundle could hold 65,535.
pub const LEAF_BYTES_MAX: usize = 4096;

/// Hashes of a tile and leaves of an entry bundle (tlog-tiles).
pub const TILE_WIDTH: u64 = 256;

/// Bytes of a checkpoint, its signatures included; a longer one is refused.
pub const CHECKPOINT_BYTES_MAX: u64 = 64 * 1024;

/// Bytes of the name of a key.
pub const KEY_NAME_BYTES_MAX: usize = 200;

/// Lines of hashes in a proof: the height of a tree of 2^63 leaves.
pub const PROOF_HASHES_MAX: usize = 63;

/// Files a folder may lack and still have each of them named; beyond it only their number is told.
pub const MISSING_FILES_NAMED_MAX: u64 = 10_000;

/// Times a folder is read again because its log grew meanwhile.
pub const VERIFY_ROUNDS_MAX: u32 = 5;

/// Files of one append that are made durable at the same time.
pub const SYNCS_AT_ONCE_MAX: usize = 16;

/// Bytes of a timestamp authority's answer, its certificates included.
pub const TIMESTAMP_BYTES_MAX: usize = 256 * 1024;

/// Certificates in an answer, and in a file of trusted ones.
pub const TIMESTAMP_CERTIFICATES_MAX: usize = 64;

/// Signed attributes of a token.
pub const TIMESTAMP_ATTRIBUTES_MAX: usize = 32;

/// Bytes of the serial number of a token.
pub const TIMESTAMP_SERIAL_BYTES_MAX: usize = 64;

/// Letters shown of what an authority says when it refuses.
pub const TIMESTAMP_WORDS_MAX: usize = 200;

/// How far an authority's time may be from this machine's when a token is made.
pub const TIMESTAMP_CLOCKS_APART_MAX: SignedDuration = SignedDuration::from_hours(24);
