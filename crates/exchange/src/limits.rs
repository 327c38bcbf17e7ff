//! Every limit of this crate, named. Shown in the reference documentation.

/// Bytes of one release or monthly report; what lies beyond is kept as remainder and reported.
pub const REPORT_BYTES_MAX: usize = 1 << 20;

/// Strike lines of one release, and findings of one monthly report; further ones are kept unread and reported.
pub const REPORT_LINES_MAX: usize = 5_000;

/// Problems kept for one text.
pub const PROBLEMS_MAX: usize = 1_000;

/// Bytes of a table that are looked at to tell its encoding, delimiter and dates.
pub const SAMPLE_BYTES: usize = 1 << 20;

/// Rows of a table that are looked at to tell its dates.
pub const SAMPLE_ROWS: usize = 5_000;

/// Bytes of a workbook or a JSON document, which are read whole. CSV and JSON Lines have no limit.
pub const WHOLE_FILE_BYTES_MAX: u64 = 256 << 20;

/// Bytes a workbook may unpack to, all parts together.
pub const WORKBOOK_BYTES_MAX: u64 = 1 << 30;

/// Parts (files) of a workbook.
pub const WORKBOOK_PARTS_MAX: usize = 10_000;

/// Filled cells of a sheet.
pub const SHEET_CELLS_MAX: usize = 10_000_000;

/// Columns of a table.
pub const COLUMNS_MAX: usize = 2_000;

/// Bytes of one row of text or of one JSON object.
pub const ROW_BYTES_MAX: usize = 16 << 20;

/// Lines one row of text may run over before an opening quote counts as a stray one.
pub const ROW_LINES_MAX: usize = 250_000;

/// Bytes read in vain behind stray quotes or broken objects before the rest of a file is taken line by line.
pub const LOOKAHEAD_BYTES_MAX: usize = 256 << 20;

/// Bytes of one cell that becomes a field; a longer one is kept out, with a problem, and its start stays in the row.
pub const CELL_BYTES_MAX: usize = 800_000;

/// Characters of a cell that a problem quotes.
pub const EXCERPT_CHARS_MAX: usize = 80;

/// Characters kept in the raw row of a cell that is longer than a cell may be.
pub const LONG_CELL_CHARS_KEPT: usize = 1_000;

/// Problems kept for one row; further ones are counted in its last problem.
pub const ROW_PROBLEMS_MAX: usize = 100;

/// Items of one list cell, such as the sources of an event.
pub const LIST_ITEMS_MAX: usize = 1_000;

/// Bytes of a mapping file.
pub const MAPPING_BYTES_MAX: usize = 256 * 1024;

/// Days or intervals read from one printed list of days.
pub const INTERVALS_MAX: usize = 32;

/// Tokens of one sentence of a monthly report that are searched for figures.
pub const SENTENCE_TOKENS_MAX: usize = 400;

/// Letters (UTF-16 units) of one cell of a workbook; a longer text goes on in the columns `name#2`, `name#3`.
pub const SHEET_CELL_UNITS_MAX: usize = 32_000;

/// Rows of a workbook's sheet, header included.
pub const SHEET_ROWS_MAX: u32 = 1_048_576;

/// Columns of a workbook's sheet.
pub const SHEET_COLUMNS_MAX: u16 = 16_384;

/// Problems listed for one chat, mailbox, web capture or bundle; further ones are counted.
pub const INTAKE_PROBLEMS_MAX: usize = 1_000;

/// Bytes of one chat export's text, which is read whole.
pub const CHAT_BYTES_MAX: u64 = 256 << 20;

/// Messages of one chat; what follows is reported and not read.
pub const CHAT_MESSAGES_MAX: usize = 1_000_000;

/// Bytes of one message's object in a chat export; a longer one is named and passed over.
pub const CHAT_MESSAGE_BYTES_MAX: usize = 4 << 20;

/// Chats of one export.
pub const CHATS_MAX: usize = 10_000;

/// Letters of a chat's sender; a longer start of a line is text.
pub const SENDER_CHARS_MAX: usize = 150;

/// Names that one account of a chat is listed with; further ones stay in the file.
pub const BEARER_NAMES_MAX: usize = 100;

/// Bytes of one message or mailbox, which is read whole.
pub const MAIL_BYTES_MAX: u64 = 256 << 20;

/// Messages of one mailbox; what follows is kept as text of the last one, and reported.
pub const MAIL_MESSAGES_MAX: usize = 200_000;

/// Parts of one message; further ones are reported and not read.
pub const MAIL_PARTS_MAX: usize = 1_000;

/// Depth of parts and messages within messages; deeper ones are kept as one part, and reported.
pub const MAIL_DEPTH_MAX: usize = 16;

/// Entries of an archive.
pub const ARCHIVE_ENTRIES_MAX: usize = 10_000;

/// How many times its size an archive, or an entry of it, may unpack to.
pub const ARCHIVE_RATIO_MAX: u64 = 100;

/// Bytes an archive or an entry may unpack to whatever its ratio: a page of blanks is no bomb.
pub const ARCHIVE_FREE_BYTES: u64 = 1 << 20;

/// Archives within archives, the outermost counted.
pub const ARCHIVE_LEVELS_MAX: u32 = 3;

/// Bytes an archive may declare to unpack to, all entries together.
pub const ARCHIVE_BYTES_MAX: u64 = 64 << 30;

/// Bytes of one WARC file, which is read whole.
pub const WARC_BYTES_MAX: u64 = 512 << 20;

/// Bytes that one gzip member of a WARC file may unpack to.
pub const WARC_MEMBER_BYTES_MAX: usize = 256 << 20;

/// Bytes of one record's header fields.
pub const WARC_HEADER_BYTES_MAX: usize = 64 << 10;

/// Records of one WARC file; what follows is reported and not read.
pub const WARC_RECORDS_MAX: usize = 500_000;

/// Bytes of a package's own lists: its data package, its pages.
pub const WACZ_TEXT_BYTES_MAX: u64 = 16 << 20;

/// Pages of one package.
pub const WACZ_PAGES_MAX: usize = 100_000;

/// Bytes of another program's list of what it archived, which is read whole.
pub const BUNDLE_BYTES_MAX: u64 = 64 << 20;

/// Results of one list, and media of one result; further ones are reported and not read.
pub const BUNDLE_ITEMS_MAX: usize = 100_000;

/// Depth of media within the properties of media.
pub const BUNDLE_DEPTH_MAX: usize = 16;

/// Bytes of the facts or of the key within a bundle.
pub const BUNDLE_FACTS_BYTES_MAX: u64 = 4 << 20;

/// Bytes of one photo or video within a bundle.
pub const BUNDLE_MEDIA_BYTES_MAX: u64 = 1 << 30;
