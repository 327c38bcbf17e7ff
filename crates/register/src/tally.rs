//! Tallies: totals as somebody stated them, who that somebody is, and which of them may stand on one chart.
//!
//! Nothing here adds, subtracts or averages. Whether a body is official is read in one place, [`Speaker`]: the kind
//! of the Source that bears the body's name; a body that no Source names is nobody's official. Start at
//! [`Register::deaths`] for the overview, at [`list`] for the list, at [`common`] for what may be set side by side.

pub mod common;
mod filter;
pub mod ledger;
pub mod list;

pub use common::{Common, common};
pub use filter::{Filter, Side};
pub use list::{Cursor, Page, Rows, Sorts};

use crate::error::Result;
use crate::limits::TALLIES_READ_MAX;
use crate::record::{RECORD, Record, marks, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Source, Tally};
use domain::vocabulary::{SourceKind, TallyKind};
use std::collections::BTreeMap;

/// Kinds of tallies that count deaths, in the order of the vocabulary. They are shown apart and never added.
pub const DEATHS: [TallyKind; 4] = [
    TallyKind::CiviliansKilled,
    TallyKind::AllPersonsKilled,
    TallyKind::CombatantsKilled,
    TallyKind::PersonsKilledStatusUnknown,
];

/// Who states a tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name on the tally.
    pub name: String,
    /// The name in Arabic, where the Source gives one.
    pub name_ar: Option<String>,
    /// What kind of source; absent where no Source bears the name.
    pub kind: Option<SourceKind>,
    /// That Source.
    pub source: Option<RecordId>,
}

impl Speaker {
    /// Whether an official body speaks.
    pub fn is_official(&self) -> bool {
        self.kind == Some(SourceKind::Official)
    }

    /// Whether somebody speaks who records casualties over the whole time.
    pub fn is_recorder(&self) -> bool {
        self.kind == Some(SourceKind::Recorder)
    }
}

/// One tally with its speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Its record.
    pub id: RecordId,
    /// What it says.
    pub tally: Tally,
    /// Who says it.
    pub speaker: Speaker,
}

impl Stated {
    /// The day, month or year it is as of, as stated.
    pub fn as_of(&self) -> &str {
        self.tally.as_of.as_ref().map_or("", |when| when.edtf.as_str())
    }

    /// First moment it can be as of; sorts.
    pub fn moment(&self) -> &str {
        self.tally.as_of.as_ref().map_or("", |when| when.earliest.as_str())
    }
}

impl Register {
    /// Every tally that counts deaths, oldest first, with its speaker; two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn deaths(&self, scope: Scope) -> Result<Vec<Stated>> {
        self.tallies_of(scope, &DEATHS).await
    }

    /// Every tally of some kinds, oldest first, at most [`TALLIES_READ_MAX`], the latest kept; two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn tallies_of(&self, scope: Scope, kinds: &[TallyKind]) -> Result<Vec<Stated>> {
        let sql = format!(
            "select {RECORD} from tally r where r.project = $1{} and r.tally_kind in ({})
             order by coalesce(r.as_of, '') desc, r.id desc limit {TALLIES_READ_MAX}",
            scope.sees("r"),
            marks(2, kinds.len())
        );
        let mut values = vec![scope.project.0.into()];
        values.extend(kinds.iter().map(|kind| kind.slug().into()));
        let rows = self.db.rows_of(sql, values).await?;
        let mut records = rows.iter().map(|row| record_of(Kind::Tally, row)).collect::<Result<Vec<_>>>()?;
        records.reverse();
        self.with_speakers(scope, &records).await
    }

    /// The speakers of tallies; one statement.
    pub(crate) async fn with_speakers(&self, scope: Scope, records: &[Record]) -> Result<Vec<Stated>> {
        let sources = self.speakers(scope).await?;
        records
            .iter()
            .map(|record| {
                let tally: Tally = record.read()?;
                let speaker = sources.get(&tally.body).cloned().unwrap_or_else(|| unheld(&tally.body));
                Ok(Stated { id: record.id, tally, speaker })
            })
            .collect()
    }

    /// Everybody who states a tally and is held as a Source, by name; of two Sources of one name the first made.
    async fn speakers(&self, scope: Scope) -> Result<BTreeMap<String, Speaker>> {
        let sql = format!(
            "select {RECORD} from source r where r.project = $1{}
             and r.name in (select t.tally_body from tally t where t.project = $1{}) order by r.id desc",
            scope.sees("r"),
            scope.sees("t")
        );
        let rows = self.db.rows_of(sql, vec![scope.project.0.into()]).await?;
        let mut speakers = BTreeMap::new();
        for row in &rows {
            let record = record_of(Kind::Source, row)?;
            let source: Source = record.read()?;
            let (name, kind) = (source.name.clone(), source.kind);
            let speaker =
                Speaker { name: source.name, name_ar: source.name_ar, kind, source: Some(record.id) };
            speakers.insert(name, speaker);
        }
        Ok(speakers)
    }
}

fn unheld(name: &str) -> Speaker {
    Speaker { name: name.to_owned(), name_ar: None, kind: None, source: None }
}
