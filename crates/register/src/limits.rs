//! Limits of storage and of what one operation may carry. They are shown in `docs/reference/limits.md`.

/// Connections that read at the same time.
pub const READERS_MAX: u32 = 8;

/// Bound values of one statement; more make SQLite's named parameters quadratic.
pub const STATEMENT_PARAMETERS_MAX: usize = 300;

/// Records asked about in one statement when a reading is noted: a page shows fewer, so that it takes one.
pub const READ_RECORDS_PER_STATEMENT: usize = 8_000;

/// Bound values of one insert of many rows.
pub const INSERT_VALUES_MAX: usize = 3_000;

/// Insert statements of different tables and lengths that a transaction remembers.
pub const INSERT_SHAPES_KEPT: usize = 64;

/// Records written to the database at a time inside one transaction.
pub const RECORDS_PER_FLUSH: usize = 1_000;
/// Incidents whose shown assessments are reckoned by one statement.
pub const INCIDENTS_SETTLED_AT_ONCE: usize = 200;

/// Batches of records that wait for the database while the next is being made.
pub const BATCHES_AHEAD: usize = 2;

/// Acts given their numbers and put into the log at a time.
pub const ACTS_PER_SEQUENCE: usize = 16_384;

/// Rows of one page of a list.
pub const PAGE_ROWS_MAX: i64 = 100;

/// Rows read at a time by exports and by fsck.
pub const ROWS_PER_BATCH: i64 = 2_000;

/// Characters of the reason of an act.
pub const REASON_CHARS_MAX: usize = 2_000;

/// Faults that fsck names before it only counts.
pub const FAULTS_NAMED_MAX: usize = 200;

/// Words of one search.
pub const SEARCH_WORDS_MAX: usize = 12;

/// Records of one kind that one page of an incident shows; its record page lists all of its links.
pub const LINKED_ROWS_MAX: i64 = 200;

/// Acts that the page of an incident shows; its history lists them all.
pub const ACTS_SHOWN_MAX: i64 = 12;

/// Characters of one value of a filter.
pub const FILTER_CHARS_MAX: usize = 200;

/// Values chosen in one filter.
pub const FILTER_VALUES_MAX: usize = 60;

/// Records that mention a code, of which those that bear it are picked.
pub const CODE_MENTIONS_MAX: i64 = 1_000;

/// Rows of an imported table handled at a time.
pub const IMPORT_ROWS_PER_BATCH: usize = 500;

/// Problems of an import that are kept one by one; the others are counted.
pub const IMPORT_PROBLEMS_KEPT: usize = 5_000;

/// Lines of releases that one calendar is drawn from; a window with more is refused.
pub const CALENDAR_LINES_MAX: i64 = 20_000;

/// Releases of the same days that a pasted one is compared with, and that a release's page lists.
pub const RELEASES_COMPARED_MAX: i64 = 400;

/// Releases whose sums are tried to find those that disagree.
pub const RELEASES_TRIED_MAX: i64 = 20_000;

/// Tallies that one chart or one table beside it reads; the latest are kept, the list holds all.
pub const TALLIES_READ_MAX: i64 = 2_000;

/// Readings of one closed record that are listed; the latest.
pub const READINGS_SHOWN_MAX: i64 = 500;

/// Stories that the overview tells, in both languages together.
pub const STORIES_MAX: i64 = 60;

/// Characters of a report's title that is taken from the words of its account.
pub const TITLE_CHARS_MAX: usize = 120;

/// Names of sources, belligerents or reports that a form offers to choose from.
pub const NAMES_OFFERED_MAX: i64 = 500;

/// Ties between reports that one page proposes; more come once these are looked at.
pub const TIES_PROPOSED_MAX: usize = 50;

/// Records that one merge or one split moves.
pub const MERGE_MOVED_MAX: usize = 5_000;

/// Incidents of about the same day that are compared with one being entered.
pub const SIMILAR_READ_MAX: i64 = 500;

/// Incidents suggested as perhaps the same event.
pub const SIMILAR_SHOWN_MAX: usize = 6;

/// Fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Most characters of a password; more are refused before anything is computed from them.
pub const PASSWORD_CHARS_MAX: usize = 128;

/// Most characters of a login.
pub const LOGIN_CHARS_MAX: usize = 64;

/// Most characters of a person's name.
pub const NAME_CHARS_MAX: usize = 120;

/// Passwords that are computed at the same time; each takes 19 MiB.
pub const PASSWORD_HASHES_AT_ONCE: usize = 2;

/// Passwords that wait for their turn before the next is refused.
pub const PASSWORD_HASHES_WAITING_MAX: usize = 32;

/// Seconds after which an invitation is no longer taken.
pub const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Seconds between a right password and its code.
pub const HALF_SIGNED_IN_SECONDS: i64 = 5 * 60;

/// Recovery codes of one person.
pub const RECOVERY_CODES: usize = 10;

/// Seconds without a request after which a session ends.
pub const SESSION_IDLE_SECONDS: i64 = 30 * 60;

/// Seconds without a request after which a session of the printed key ends: it is no password, and one person reads
/// long pages.
pub const PRINTED_KEY_IDLE_SECONDS: i64 = 4 * 60 * 60;

/// Seconds after which a session ends whatever happens.
pub const SESSION_SECONDS: i64 = 12 * 60 * 60;

/// Seconds during which a second factor counts as just shown: what is hard to undo needs one.
pub const FRESH_SECONDS: i64 = 10 * 60;

/// Seconds that a browser has to answer with a passkey.
pub const CEREMONY_SECONDS: i64 = 5 * 60;

/// Passkeys being made or shown at the same time; the oldest give way.
pub const CEREMONIES_KEPT: i64 = 10_000;

/// Most passkeys of one person.
pub const PASSKEYS_OF_A_PERSON_MAX: usize = 20;

/// Seconds between two writes of when a session was last seen.
pub const SEEN_SECONDS: i64 = 60;

/// Most sessions of one person; the oldest gives way.
pub const SESSIONS_OF_A_PERSON_MAX: i64 = 64;

/// Failed attempts of one login before it has to wait.
pub const FAILURES_FREE: i64 = 5;

/// Seconds of the first wait after failed attempts; each next is twice as long.
pub const FAILURE_WAIT_SECONDS: i64 = 15;

/// Seconds of the longest wait after failed attempts, after which they are also forgotten.
pub const FAILURE_WAIT_SECONDS_MAX: i64 = 15 * 60;

/// Attempts to sign in of all people together within one minute.
pub const ATTEMPTS_PER_MINUTE_MAX: u32 = 120;

/// Logins whose failed attempts are remembered; those that wait least give way.
pub const FAILURES_KEPT: i64 = 10_000;

/// Acts of one piece of work from which on the tables are counted again for the planner of PostgreSQL.
pub const ACTS_COUNTED_FOR_PLANNER: u64 = 200;

/// Codings that one table of agreement is made of; beyond it the page says that it is cut.
pub const CODINGS_MAX: i64 = 20_000;

/// Incidents from which the next to code are drawn.
pub const CODING_CANDIDATES_MAX: i64 = 50_000;

/// Incidents proposed for coding at once.
pub const CODING_SAMPLE_MAX: usize = 50;

/// Incidents of one total that are listed and summed.
pub const CONTAINED_MAX: i64 = 500;

/// Searches that one person saves in one project.
pub const SAVED_SEARCHES_MAX: i64 = 20;

/// Characters of the name of a saved search.
pub const SAVED_SEARCH_NAME_CHARS_MAX: usize = 80;

/// Characters of what a saved search holds; each search of a person is a part of one statement.
pub const SAVED_SEARCH_QUERY_CHARS_MAX: usize = 1_000;

/// Latest acts that are looked at to tell what is new in saved searches; beyond, counts are said to be the least.
pub const CHANGES_READ_MAX: i64 = 5_000;

/// Latest acts that the page of what changed in an incident lists.
pub const CHANGES_SHOWN_MAX: i64 = 100;

/// Seconds after which looking again at what has not changed counts as another look; until then nothing is written.
pub const LOOK_SECONDS: i64 = 60 * 60;

/// Seconds of a day.
pub const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Most days for which a token is taken.
pub const TOKEN_DAYS_MAX: i64 = 366;

/// Most tokens of one person.
pub const TOKENS_OF_A_PERSON_MAX: i64 = 20;

/// People named in an export that one person makes alone.
pub const EXPORT_PEOPLE_ALONE_MAX: i64 = 100;

/// Seconds during which an export may be made after a second person agreed to it.
pub const EXPORT_GRANT_SECONDS: i64 = 24 * 60 * 60;

/// Seconds during which a sealed identity is given to whoever asked, after two others agreed.
pub const IDENTITY_GRANT_SECONDS: i64 = 24 * 60 * 60;

/// Characters of the purpose of an export, and of who receives it.
pub const EXPORT_WORDS_CHARS_MAX: usize = 400;

/// Exports of one person that are listed; the latest.
pub const EXPORTS_LISTED_MAX: i64 = 20;

/// Reports whose address does not answer that one page lists.
pub const DEAD_LINKS_SHOWN_MAX: i64 = 200;

/// Changes of the state of one address that are shown.
pub const LINK_CHANGES_SHOWN_MAX: i64 = 20;

/// Batches of arriving bytes that wait for the register while the next is being read.
pub const ARRIVALS_AHEAD: usize = 2;

/// Names of things a file states of itself that are kept beside those with fields of their own.
pub const ITEM_STATED_MAX: usize = 60;

/// Seconds after which an upload nobody came back for is discarded: 7 days.
pub const UPLOAD_SECONDS_MAX: u64 = 7 * 24 * 60 * 60;

/// Acts of custody shown of one item.
pub const CUSTODY_SHOWN_MAX: i64 = 500;

/// Uploads one person may leave unfinished in a project.
pub const UPLOADS_OF_A_PERSON_MAX: i64 = 200;

/// Characters of an uploaded file's name that are kept.
pub const UPLOAD_NAME_CHARS_MAX: usize = 300;

/// Bytes up to which files are read by a confined child together with others.
pub const FACTS_SMALL_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// Bytes of small files handed to one child at most.
pub const FACTS_BATCH_BYTES: usize = 24 * 1024 * 1024;

/// Files taken in by one call.
pub const GATHERED_FILES_MAX: usize = 500_000;

/// Items looked into by one call: their ids fit an address.
pub const LOOKED_INTO_MAX: usize = 500;

/// Bits of 64 in which the fingerprints of pictures that are proposed as alike may differ.
pub const ALIKE_BITS_MAX: u32 = 8;

/// Pictures that one is compared with.
pub const ALIKE_COMPARED_MAX: usize = 50_000;

/// Pictures that are proposed for one.
pub const ALIKE_SHOWN_MAX: usize = 12;

/// Bytes of words that a machine may say of one item.
pub const MACHINE_WORDS_BYTES_MAX: u64 = 4 << 20;

/// Frames that a machine may make of one film.
pub const FRAMES_MAX: usize = 32;

/// Bytes of all of them together.
pub const FRAMES_BYTES_MAX: u64 = 64 << 20;

/// Passages that a machine may write down of one recording.
pub const MACHINE_SEGMENTS_MAX: usize = 20_000;

/// The longest address that is kept as that of a captured file or as a reference.
pub const ADDRESS_BYTES_MAX: usize = 4_000;

/// Folders within folders that are gone into.
pub const GATHERED_DEPTH_MAX: usize = 32;

/// Records in one package, items among them: their proofs are gathered in memory.
pub const PACKAGE_RECORDS_MAX: usize = 5_000;

/// Steps from an incident to what it rests on that a package follows.
pub const PACKAGE_STEPS_MAX: usize = 16;

/// Bytes of the file of certificates of timestamp authorities.
pub const CERTIFICATES_BYTES_MAX: u64 = 1024 * 1024;
/// Bytes of the rows of a table that a backup takes at a time.
pub const SNAPSHOT_CHUNK_BYTES: usize = 4 << 20;

/// Bytes of such a piece that a restore reads into memory: one row may be longer than the piece it began in.
pub const SNAPSHOT_PIECE_BYTES_MAX: u64 = 256 << 20;

/// Days after which what a backup holds of values or secrets expires: an erasure is only done once no backup holds
/// what was erased.
pub const BACKUP_DAYS_MAX: i64 = 30;

/// Bytes of a small file of a data folder, or of a backup's manifest, that are read into memory.
pub const SMALL_FILE_BYTES_MAX: u64 = 1 << 20;

/// Bytes of the beginning of an encrypted file by which two of the same name and size are told apart: its head differs
/// each time it is encrypted.
pub const KEPT_HEAD_BYTES: usize = 512;

/// Files that a backup makes durable and names together.
pub const KEPT_FILES_TOGETHER: usize = 500;

/// Bytes of them, about.
pub const KEPT_BYTES_TOGETHER: u64 = 256 << 20;

/// Times that a file of the same name may come back with other bytes, each of which a backup keeps.
pub const KEPT_VERSIONS_MAX: u32 = 100;

/// Files of a data folder's keys that a backup keeps.
pub const KEY_FILES_MAX: usize = 100;
/// Most records of one kind that one night lists.
pub const NIGHT_ROWS_MAX: usize = 300;

/// Most items whose clock was moved that one night looks at.
pub const CLOCK_MOVED_MAX: i64 = 1_000;

/// Characters of the shortest erased text that is looked for in reasons, comments and saved searches.
pub const ERASURE_NEEDLE_CHARS_MIN: usize = 4;

/// Most records that one erasure reaches.
pub const ERASURE_REACH_MAX: usize = 200;

/// Characters of the words of a ground.
pub const ERASURE_WORDS_CHARS_MAX: usize = 2_000;

/// Erasures on a page of their list.
pub const ERASURES_PER_PAGE: i64 = 100;

/// Largest SQLite database that an erasure writes anew, which takes as much memory. A larger one is left as it is: what
/// was deleted in it was overwritten with zeros where it lay, and the report says that the file was not made anew.
pub const ERASURE_VACUUM_BYTES_MAX: i64 = 512 << 20;

/// Seconds that an erasure waits on PostgreSQL for whoever reads, and for whoever may still see what was deleted, before
/// it leaves a table as it is, and says so.
pub const ERASURE_LOCK_SECONDS: u32 = 20;

/// Milliseconds between two looks at whether they are gone.
pub const ERASURE_POLL_MILLISECONDS: u64 = 100;
