//! Which incidents two have judged, and how far they agree, as far as one reader may know it.
//!
//! One pair an incident, so that no incident counts twice: the assessment that stood when it was coded first beside
//! that coding, or, where none stood, the first two codings. Only blind codings by the codebook in force are paired.
//! The reader's own table: a pair whose coding is closed to them is in none of its figures. Start at
//! [`Register::coding_pairs`]; kappa is [`domain::agreement`].

use super::{named, written_by};
use crate::db::Row;
use crate::error::Result;
use crate::limits::CODINGS_MAX;
use crate::register::Register;
use crate::scope::Scope;
use domain::agreement::Table;
use domain::codebook::Codebook;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use uuid::Uuid;

/// One judgment of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgment {
    /// An assessment or a coding.
    pub kind: Kind,
    /// Its record.
    pub record: RecordId,
    /// Its grade, then.
    pub grade: String,
}

/// An incident that two judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The incident.
    pub incident: RecordId,
    /// The assessment then, or the first coding.
    pub first: Judgment,
    /// The coding beside it.
    pub second: Judgment,
}

/// What a reader may know of the codings of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// One an incident.
    pub pairs: Vec<Pair>,
    /// Codings that were not blind, among those the reader may see; in no pair.
    pub not_blind: usize,
    /// Codings still closed to the reader; of which grade stands nowhere.
    pub closed: usize,
    /// Incidents that one person coded blind and nobody else judged.
    pub alone: usize,
    /// Whether there are more codings than were read.
    pub is_cut: bool,
}

impl Pairs {
    /// The table of first against second grades, in the order of the codebook.
    pub fn table(&self, codebook: &Codebook) -> Table {
        let place = |grade: &str| codebook.grades.iter().position(|each| each.slug == grade);
        let pairs = self
            .pairs
            .iter()
            .filter_map(|pair| Some((place(&pair.first.grade)?, place(&pair.second.grade)?)));
        Table::of(codebook.grades.len(), pairs)
    }

    /// The pairs whose grades differ.
    pub fn disagreements(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| pair.first.grade != pair.second.grade)
    }
}

/// One coding as read.
struct Read {
    id: RecordId,
    incident: Uuid,
    grade: String,
    is_blind: bool,
    is_seen: bool,
    against: Option<(RecordId, String)>,
}

impl Register {
    /// The pairs of a project that a reader may know; one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn coding_pairs(&self, scope: Scope, reader: ActorId) -> Result<Pairs> {
        let sql = format!(
            "select c.id, c.incident, c.coder, c.grade, c.blind, c.opened, c.label, w.id, c.against_grade, w.label,
               (select count(*) from assessment a where a.incident = c.incident and a.project = $1
                  and a.basis = 'own' and {})
             from coding c join incident i on i.id = c.incident left join assessment w on w.id = c.against
             where c.project = $1 and c.codebook = $4 and i.merged_into is null{}
             order by c.incident, c.id limit $5",
            written_by("a", 2, 3),
            scope.sees("i")
        );
        let values = vec![
            scope.project.0.into(),
            reader.0.into(),
            named(reader).into(),
            self.codebook.reference().into(),
            (CODINGS_MAX + 1).into(),
        ];
        let rows = self.db.rows_of(sql, values).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            found.extend(read(scope, reader, row)?);
        }
        Ok(paired(&found))
    }
}

/// A coding as the reader may know it: that one waits for a second is told to everybody who sees the incident; of one
/// that was opened, and that rests on what is closed to them, not even that.
fn read(scope: Scope, reader: ActorId, row: &Row) -> Result<Option<Read>> {
    let is_own = row.id(2)? == reader.0;
    let is_opened = row.flag(5)?;
    let is_judge = row.int(10)? > 0;
    if is_opened && !is_own && !scope.may_see(&row.text(6)?) {
        return Ok(None);
    }
    let against = match (row.maybe_id(7)?, row.maybe_text(8)?, row.maybe_text(9)?) {
        (Some(id), Some(grade), Some(label)) if scope.may_see(&label) => Some((RecordId(id), grade)),
        _ => None,
    };
    Ok(Some(Read {
        id: RecordId(row.id(0)?),
        incident: row.id(1)?,
        grade: row.text(3)?,
        is_blind: row.flag(4)?,
        is_seen: is_own || is_opened || is_judge,
        against,
    }))
}

/// Pairs of codings in the order of their incidents, and of time within one.
fn paired(read: &[Read]) -> Pairs {
    let max = usize::try_from(CODINGS_MAX).unwrap_or(usize::MAX);
    let mut found = Pairs { is_cut: read.len() > max, ..Pairs::default() };
    let read = &read[..read.len().min(max)];
    for codings in read.chunk_by(|one, next| one.incident == next.incident) {
        found.closed += codings.iter().filter(|coding| !coding.is_seen).count();
        found.not_blind += codings.iter().filter(|coding| coding.is_seen && !coding.is_blind).count();
        let mut blind = codings.iter().filter(|coding| coding.is_blind);
        let Some(one) = blind.next() else { continue };
        let judged =
            |coding: &Read| Judgment { kind: Kind::Coding, record: coding.id, grade: coding.grade.clone() };
        let pair = match (&one.against, blind.next()) {
            (Some((assessment, grade)), _) => {
                let first = Judgment { kind: Kind::Assessment, record: *assessment, grade: grade.clone() };
                one.is_seen.then(|| (first, judged(one)))
            }
            (None, Some(two)) => (one.is_seen && two.is_seen).then(|| (judged(one), judged(two))),
            (None, None) => {
                found.alone += usize::from(one.is_seen);
                None
            }
        };
        let incident = RecordId(one.incident);
        found.pairs.extend(pair.map(|(first, second)| Pair { incident, first, second }));
    }
    found
}
