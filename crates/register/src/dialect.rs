//! Every difference between SQLite and PostgreSQL.
//!
//! Traps measured before this was written (see the stack report): `$1` is a named parameter in SQLite, whose names
//! are searched one after another, so long statements are quadratic and use `?`; sorted text needs `collate "C"` on PostgreSQL to sort as SQLite does; times are
//! fixed-width RFC 3339 text on both; bodies are canonical JSON *text* on both, so that fsck compares bytes.

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Lite,
    /// PostgreSQL.
    Pg,
}

impl Dialect {
    /// Fills the type words of a migration: `{id}`, `{text}`, `{int}`, `{flag}`, `{bytes}`, `{position}`,
    /// `{keyed}` for a table that is little more than its key, and `{search}` for the tables of the search index.
    pub fn migration(self, text: &str) -> String {
        let words: [(&str, &str); 8] = match self {
            Self::Lite => [
                ("{id}", "blob"),
                ("{text}", "text"),
                ("{int}", "integer"),
                ("{flag}", "boolean"),
                ("{bytes}", "blob"),
                ("{position}", "integer primary key autoincrement"),
                ("{keyed}", "without rowid"),
                ("{search}", self.search_migration()),
            ],
            Self::Pg => [
                ("{id}", "uuid"),
                ("{text}", "text collate \"C\""),
                ("{int}", "bigint"),
                ("{flag}", "boolean"),
                ("{bytes}", "bytea"),
                ("{position}", "bigint generated always as identity primary key"),
                ("{keyed}", ""),
                ("{search}", self.search_migration()),
            ],
        };
        words.iter().fold(text.to_owned(), |text, (word, replacement)| text.replace(word, replacement))
    }

    /// Tables of the search index, which neither database can make from the other's words.
    const fn search_migration(self) -> &'static str {
        match self {
            Self::Lite => {
                "create table search_record (position integer primary key, id blob not null unique, kind text not null, project blob not null, label text not null);
                 create virtual table search_text using fts5 (folded, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\");"
            }
            Self::Pg => {
                "create table search_record (position bigint generated always as identity primary key, id uuid not null unique, kind text not null, project uuid not null, label text not null, folded tsvector not null);
                 create index search_record_folded on search_record using gin (folded);"
            }
        }
    }

    /// Ids of records whose folded text matches the query of [`Self::search_query`] in `$1`, within project `$2`.
    pub const fn search_match(self) -> &'static str {
        match self {
            Self::Lite => {
                "select r.id, r.kind from search_text t join search_record r on r.position = t.rowid where t.folded match $1 and r.project = $2"
            }
            Self::Pg => {
                "select r.id, r.kind from search_record r where r.folded @@ to_tsquery('simple', $1) and r.project = $2"
            }
        }
    }

    /// A query from words, each with its alternatives: every word must be met by one of them. Words hold only
    /// letters and digits, as `domain::fold` makes them. The last word also matches as a beginning.
    pub fn search_query(self, words: &[Vec<String>]) -> String {
        let last = words.len().saturating_sub(1);
        let (or, and) = match self {
            Self::Lite => (" OR ", " AND "),
            Self::Pg => (" | ", " & "),
        };
        let groups = words.iter().enumerate().map(|(place, alternatives)| {
            let terms = alternatives.iter().enumerate().map(|(rank, word)| {
                match (self, place == last && rank == 0) {
                    (Self::Lite, true) => format!("\"{word}\" *"),
                    (Self::Lite, false) => format!("\"{word}\""),
                    (Self::Pg, true) => format!("{word}:*"),
                    (Self::Pg, false) => word.clone(),
                }
            });
            format!("({})", terms.collect::<Vec<_>>().join(or))
        });
        groups.collect::<Vec<_>>().join(and)
    }

    /// The mark of the `place`-th value, from 1, of a long statement.
    pub fn mark(self, place: usize) -> String {
        match self {
            Self::Lite => "?".to_owned(),
            Self::Pg => format!("${place}"),
        }
    }

    /// Marks of `count` values from the `first` on, parted by commas. All marks of a statement must come from here.
    pub fn marks(self, first: usize, count: usize) -> String {
        (first..first + count).map(|place| self.mark(place)).collect::<Vec<_>>().join(", ")
    }

    /// Taken at the start of a piece of work, with its project: the work is in the sequencer's sight, and the only one
    /// of its project until it ends, as it is on SQLite by the one connection that writes. Whoever relabels what rests
    /// on a record can so be sure that nobody is making more of it; a lock made stronger halfway would let two who
    /// relabel wait for each other. Registers that share a server have different schemas and never meet.
    pub const fn writer_lock(self) -> Option<&'static str> {
        match self {
            Self::Lite => None,
            Self::Pg => Some(
                "select pg_advisory_xact_lock_shared(7310551, hashtext(current_schema())), \
                 pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || $1::text, 7310551))",
            ),
        }
    }

    /// Waits for every transaction that makes acts and holds back new ones, so that all positions below the
    /// highest one seen are committed.
    pub const fn sequencer_lock(self) -> Option<&'static str> {
        match self {
            Self::Lite => None,
            Self::Pg => Some("select pg_advisory_xact_lock(7310551, hashtext(current_schema()))"),
        }
    }

    /// Counts these tables for the planner, which otherwise takes a table that just grew for an empty one, and joins
    /// it to itself row by row until the server's own count some minutes later.
    pub fn count_for_planner(self, tables: &[&str]) -> Option<String> {
        match self {
            Self::Lite => None,
            Self::Pg => Some(format!("analyze {}", tables.join(", "))),
        }
    }

    /// Beginning of an insert of many rows. A row refused ends the transaction's use on both: SQLite need not keep
    /// a copy of every page the statement touches in order to undo the statement alone.
    pub const fn insert(self) -> &'static str {
        match self {
            Self::Lite => "insert or fail into",
            Self::Pg => "insert into",
        }
    }

    /// A column of a condition that no index may be chosen for: beside a list of ids SQLite would rather walk every
    /// record of the project, as it guesses that there are ten.
    pub fn beside_ids(self, column: &str) -> String {
        match self {
            Self::Lite => format!("+{column}"),
            Self::Pg => column.to_owned(),
        }
    }

    /// Ending of a select that must keep the row from other writers until the transaction ends.
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Lite => "",
            Self::Pg => " for update",
        }
    }
}
