//! Every limit of the web crate, in one place and named with its unit.
//!
//! Not the limits of records or of stored files: those belong to `domain` and `register`.

use std::time::Duration;

/// Largest body of an ordinary form post, in bytes. A pasted release is some ten thousand characters.
pub const FORM_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Largest uploaded file that the import workbench takes through the browser, in bytes.
pub const UPLOAD_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Longest address with its query, in bytes; longer ones are refused before they are parsed.
pub const ADDRESS_BYTES_MAX: usize = 8 * 1024;
/// Longest `Cookie` header that is read, in bytes.
pub const COOKIE_BYTES_MAX: usize = 4 * 1024;
/// How long open requests may take to end after the stop signal.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
/// How long a browser keeps the choice of language and theme, in seconds.
pub const PREFERENCE_SECONDS: u64 = 400 * 24 * 60 * 60;
/// Most rows on one page of a list.
pub const PAGE_ROWS_MAX: usize = 50;
/// Files, and troubles, listed of what items held.
pub const INSIDE_ROWS_MAX: usize = 500;
/// Most marks drawn on one chart; more are refused by the caller's query, not thinned by the chart.
pub const CHART_MARKS_MAX: usize = 4_000;
/// Longest search text that a form takes, in characters.
pub const SEARCH_CHARACTERS_MAX: usize = 200;
/// Longest reason that the edit form takes, in characters.
pub const REASON_CHARACTERS_MAX: usize = 2_000;
/// Most operations whose names a page of incidents looks up.
pub const OPERATIONS_MAX: i64 = 200;
/// Records of one kind that a search over all kinds names.
pub const FOUND_OF_A_KIND: i64 = 5;
/// Links of one record on one page.
pub const LINKS_OF_A_RECORD: i64 = 100;
/// Acts of one record's history on one page.
pub const HISTORY_ACTS: usize = 50;
/// Acts on one page of the log.
pub const LOG_ACTS: i64 = 50;
/// Tokens of a timestamp authority on one page of the log.
pub const LOG_TIMESTAMPS: usize = 10;
/// Parts of one list that the edit form takes, such as the effects of a release line.
pub const FORM_PARTS_MAX: usize = 200;
/// Records looked at to find the one that somebody named in the edit form.
pub const NAMED_CANDIDATES: i64 = 20;
/// Longest text that the paste form takes, in bytes; it is carried through the preview as two digits a byte.
pub const PASTE_BYTES_MAX: usize = 600 * 1024;
/// Longest value of a one-line field of the paste form, in characters.
pub const FIELD_CHARACTERS_MAX: usize = 2_000;
/// Most releases on one page of their list: each takes several lines on a phone.
pub const RELEASE_ROWS_MAX: i64 = 25;
/// Most bodies offered as filters of the tallies; the others are found by their figures.
pub const FACET_BODIES_MAX: usize = 40;
/// Most uploads that wait at a time; the oldest gives way.
pub const UPLOADS_MAX: usize = 20;
/// Most fields of a mapping that the form to choose columns lists; one with more is changed in its text.
pub const IMPORT_FIELDS_MAX: usize = 500;
/// Most options of all choices of columns together, fields times columns; beyond, the names are typed from one list.
pub const IMPORT_OPTIONS_MAX: usize = 20_000;
/// Most characters of a refused field or column that the error quotes.
pub const CHOICE_CHARACTERS_SHOWN: usize = 200;
/// Most problems of an import shown on its page; the command lists all.
pub const IMPORT_PROBLEMS_SHOWN: usize = 200;
/// Most comments that ask for the reader's attention on the page of the queue.
pub const MENTIONS_SHOWN: i64 = 20;
/// Most things waiting for a second person on their page.
pub const APPROVALS_SHOWN: i64 = 100;
/// Longest text that is taken as the claim of an account where none is typed, in characters.
pub const CLAIM_CHARACTERS_TAKEN: usize = 2_000;
/// How long a browser keeps an invitation that is being accepted, in seconds.
pub const INVITATION_COOKIE_SECONDS: i64 = 60 * 60;
/// Longest field of a sign-in form, in bytes; above every password that can be chosen.
pub const SIGN_IN_FORM_BYTES_MAX: usize = 8 * 1024;
/// Most words of a text that two versions are compared by; longer ones are marked as wholes.
pub const COMPARED_WORDS_MAX: usize = 1_500;
/// Characters of what an account says that the form to assess shows; the rest is in the record.
pub const ACCOUNT_CHARACTERS_SHOWN: usize = 280;
/// Longest reason for leaving an account out, and longest words for a range that differs, in characters.
pub const EXCLUSION_CHARACTERS_MAX: usize = 1_000;

/// Incidents drawn for coding on one page.
pub const CODING_SAMPLE_SHOWN: usize = 10;

/// Pairs of one cell of the table of agreement that are listed.
pub const CODING_PAIRS_SHOWN: usize = 100;
/// Largest body of a request of a program, in bytes.
pub const API_BODY_BYTES_MAX: usize = 1024 * 1024;
/// Most rows of one answer to a program.
pub const API_ROWS_MAX: i64 = 200;
/// Rows of one answer to a program that names no number.
pub const API_ROWS: i64 = 50;
/// Wrong tokens within one minute, of all callers together, before the next wrong one is told to wait.
pub const WRONG_TOKENS_PER_MINUTE_MAX: u32 = 120;

/// Bytes of a file handed to a browser at a time.
pub const FILE_PIECE_BYTES: usize = 256 * 1024;
/// Pieces of a file that wait for a slow browser.
pub const FILE_PIECES_AHEAD: usize = 2;
/// Children that read files for pages at a time.
pub const READERS_MAX: usize = 2;
/// Pictures made for looking that are held in memory, and their bytes together.
pub const PICTURES_HELD_MAX: usize = 64;
/// Bytes of them together.
pub const PICTURES_HELD_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Waveforms held in memory; each is [`WAVE_BARS`] bytes.
pub const WAVES_HELD_MAX: usize = 200;
/// Bars of a waveform.
pub const WAVE_BARS: usize = 600;
/// Longest words of a note in an item, in characters.
pub const NOTE_CHARACTERS_MAX: usize = 10_000;
/// Longest list of parts to be taken out, in characters.
pub const REDACTION_CHARACTERS_MAX: usize = 20_000;
/// Largest file that a page redacts, in bytes: the copy is made in memory.
pub const REDACTED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Longest name of a file that a download is given, in characters.
pub const FILE_NAME_CHARACTERS_MAX: usize = 150;
/// Interviews whose promised feedback is due that are listed.
pub const FEEDBACK_SHOWN: i64 = 200;
/// Days ahead that what was promised counts as near.
pub const FEEDBACK_NEAR_DAYS: i64 = 14;
/// Keys of custodians that are listed.
pub const KEYS_SHOWN: i64 = 200;
/// Legal requests that are listed.
pub const LEGAL_REQUESTS_SHOWN: i64 = 200;
