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
use std::time::Duration;

/// First bytes of a file that tell its kind.
pub const KIND_BYTES: usize = 4_096;

/// Bytes of an image, a PDF or an office document, which are read whole. Audio and video have no limit.
pub const WHOLE_BYTES_MAX: u64 = 128 << 20;

/// Bytes of the box that describes a video (`moov`), which is read whole.
pub const DESCRIPTION_BYTES_MAX: u64 = 64 << 20;

/// Bytes of a small part of a recording that is read whole: a chunk of a wav, a comment header.
pub const PART_BYTES_MAX: u64 = 64 << 10;

/// Boxes, chunks, blocks or segments that are visited in one file; what lies beyond is not looked at.
pub const PARTS_MAX: usize = 100_000;

/// Frames of an mp3 that are counted: about 29 hours at 26 ms each.
pub const FRAMES_MAX: u64 = 4_000_000;

/// Characters kept of a text that a file states, such as the name of a camera.
pub const STATED_CHARS_MAX: usize = 200;

/// Times that are kept of one file.
pub const STATED_TIMES_MAX: usize = 32;

/// Tracks of one recording that are named.
pub const TRACKS_MAX: usize = 32;

/// Bytes of the EXIF part of an image.
pub const EXIF_BYTES_MAX: usize = 4 << 20;

/// Pixels of an image that are decoded.
pub const PICTURE_PIXELS_MAX: u64 = 100_000_000;

/// Bytes of memory that decoding one image may need, all its copies together; the rest of a child's memory is for itself.
pub const PICTURE_BYTES_MAX: u64 = 400 << 20;

/// Longer side of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE_PX: u32 = 320;

/// Longer side of an image for a page, in pixels.
pub const WEB_EDGE_PX: u32 = 1_600;

/// Longer side of any rendition, in pixels.
pub const RENDITION_EDGE_MAX_PX: u32 = 4_096;

/// Quality of a JPEG rendition, of 100.
pub const RENDITION_QUALITY: u8 = 82;

/// Quality of a redacted JPEG, of 100: nearly what was there, because it stands in for the original.
pub const REDACTION_QUALITY: u8 = 95;

/// Regions of an image, or ranges of a recording or a text, that one redaction takes.
pub const REDACTIONS_MAX: usize = 1_000;

/// Peaks of a second of a waveform.
pub const WAVEFORM_PEAKS_MAX: u32 = 100;

/// Peaks of a whole waveform: 30 hours at 20 a second.
pub const WAVEFORM_LENGTH_MAX: usize = 2_160_000;

/// Channels of a recording.
pub const CHANNELS_MAX: u16 = 64;

/// Samples of a second of a recording, for each channel.
pub const SAMPLE_RATE_MAX_HZ: u32 = 768_000;

/// Entries of an archive.
pub const ARCHIVE_ENTRIES_MAX: usize = 10_000;

/// Bytes an archive may hold for each byte it is long.
pub const ARCHIVE_RATIO_MAX: u64 = 100;

/// Bytes of one part of an office document that is read.
pub const DOCUMENT_PART_BYTES_MAX: u64 = 1 << 20;

/// Memory of a decoding child, in bytes of address space.
pub const CHILD_BYTES_MAX: u64 = 512 << 20;

/// Processor time of a decoding child, in seconds. A batch has it for all its inputs together.
pub const CHILD_CPU_SECONDS_MAX: u64 = 20;

/// Longest time one input may take.
pub const CHILD_TIME_MAX: Duration = Duration::from_mins(1);

/// Longest time a whole recording may take to pass through a child.
pub const CHILD_STREAM_TIME_MAX: Duration = Duration::from_mins(30);

/// Longest time between the last byte of a child and its end.
pub const CHILD_END_TIME_MAX: Duration = Duration::from_secs(1);

/// Bytes of a child's answer beside the image or sound it makes.
pub const REPLY_BYTES_MAX: u32 = 256 << 10;

/// Bytes of one piece of an image or of sound that a child hands over.
pub const PIECE_BYTES_MAX: u32 = 64 << 10;

/// Bytes of an image that a child makes, which the parent holds whole to look it over.
pub const MADE_IMAGE_BYTES_MAX: u64 = 128 << 20;

/// Bytes of a recording that a child makes: what a wav can hold.
pub const MADE_AUDIO_BYTES_MAX: u64 = (4 << 30) - 1;

/// Inputs that one child takes.
pub const BATCH_INPUTS_MAX: usize = 1_000;

/// Reasons that are kept of a verdict on content credentials.
pub const CREDENTIAL_REASONS_MAX: usize = 50;

/// Address space of an external command, in bytes.
pub const EXTERNAL_BYTES_MAX: u64 = 4 << 30;

/// Processor time of an external command, in seconds: a night of voice notes takes its minutes.
pub const EXTERNAL_CPU_SECONDS_MAX: u64 = 900;

/// Bytes that an external command may write on its standard output.
pub const EXTERNAL_REPLY_BYTES_MAX: u64 = 16 << 20;

/// Recipients of something sealed to people; their parts of its head must fit what is read of it.
pub const RECIPIENTS_MAX: usize = 20;

/// Bytes of one request that brings an object into a store; above it an object goes in parts.
pub const STORE_PART_BYTES: u64 = 8 << 20;

/// Parts of an object; the protocol knows 10,000.
pub const STORE_PARTS_MAX: u64 = 9_000;

/// Objects that are sent at a time.
pub const STORE_SENDERS_MAX: usize = 4;

/// Bytes of one request that reads from a store.
pub const STORE_READ_BYTES: u64 = 4 << 20;

/// The longest answer of a store that is taken.
pub const STORE_ANSWER_BYTES_MAX: u64 = 16 << 20;

/// How often a request is sent again to a store that does not answer.
pub const STORE_RETRIES_MAX: usize = 3;

/// How long a request may be tried again.
pub const STORE_RETRY_TIME_MAX: Duration = Duration::from_secs(30);

/// The longest time one request to a store may take: a part over a slow line.
pub const STORE_TIME_MAX: Duration = Duration::from_mins(5);

/// The longest time to reach a store.
pub const STORE_CONNECT_TIME_MAX: Duration = Duration::from_secs(10);

/// How long a store that did not answer is taken to be away without asking it again.
pub const STORE_AWAY_FOR: Duration = Duration::from_secs(10);
