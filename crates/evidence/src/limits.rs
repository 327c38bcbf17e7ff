//! Every limit of this crate, named once.

/// Bytes taken from a source, or given to the disk, at a time.
pub const STREAM_BUFFER_BYTES: usize = 256 * 1024;

/// Files of one batch; a full one should be kept before more is staged.
pub const BATCH_FILES_MAX: usize = 256;

/// Bytes of one batch after which it should be kept: what a power cut costs a person to send again.
pub const BATCH_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Up to so many files of a batch are made durable one by one; more, by one call for the whole disk.
pub const SYNC_EACH_FILES_MAX: usize = 8;

/// What comes before the bytes of an `age` file of ours, with room for another program's; beyond it a blob is damaged.
pub const BLOB_HEADER_BYTES_MAX: usize = 4 * 1024;

/// Copies set aside of one item, counted in their names.
pub const SET_ASIDE_MAX: u32 = 1_000;

/// Items of one step of the background check.
pub const SCRUB_ITEMS_PER_STEP: usize = 1_000;

/// Bytes of one step of the background check, as they lie on the disk; the item in hand is finished.
pub const SCRUB_BYTES_PER_STEP: u64 = 1024 * 1024 * 1024;

/// The longest rest between two pieces of a throttled check.
pub const PACE_REST_MS_MAX: u64 = 1_000;

/// Bytes of an upload that are made durable together: what an interrupted one sends again.
pub const UPLOAD_PART_BYTES: u64 = 8 * 1024 * 1024;

/// The longest upload unless its caller sets less.
pub const UPLOAD_BYTES_MAX: u64 = 64 * 1024 * 1024 * 1024;

/// The longest path of a file in a package: what every common file system takes.
pub const PACKAGE_NAME_BYTES_MAX: usize = 1_000;

/// The longest part of a path in a package.
pub const PACKAGE_PART_BYTES_MAX: usize = 240;

/// Files of a package that is checked.
pub const PACKAGE_FILES_MAX: usize = 2_000_000;

/// Folders within folders of a package that is checked.
pub const PACKAGE_DEPTH_MAX: usize = 64;

/// The longest manifest or tag file that is read.
pub const PACKAGE_TAG_BYTES_MAX: u64 = 512 * 1024 * 1024;
