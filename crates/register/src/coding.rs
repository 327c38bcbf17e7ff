//! A second coder's blind grade: somebody who wrote no assessment of an incident grades it from its accounts alone.
//!
//! A coding is unseen until two have coded the incident: it is made closed, with the narrowest label, by an act of its
//! own, so that whatever keeps labels (pages, search, exports, counts, history, the log) keeps it too; its author
//! reads it here. The second coding opens both. What this cannot hide: custodians, who are cleared for what is sealed,
//! and the owner of the machine can read it among the records; that reading is noted, and whoever did it codes no
//! longer blind. Start at [`Work::code`]; the figures are in [`agreement`], what to code next in [`sample`].

pub mod agreement;
pub mod sample;

use crate::error::{Error, Result};
use crate::heads::Stored;
use crate::permission::Operation;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::rows::{json_body, read_stored};
use crate::scope::Scope;
use crate::team::refuse;
use crate::work::Work;
use domain::count::Count;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Coding, body};
use domain::vocabulary::AccessLabel;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Codes of this folder's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["coder-wrote-assessment", "grade-not-in-codebook"];

/// What a coder says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Grade of the codebook in force.
    pub grade: String,
    /// Civilians killed; `None` where the accounts say nothing of it.
    pub killed: Option<Count>,
    /// Why.
    pub rationale: String,
    /// Whether they declare that they saw neither the assessment nor another coding.
    pub blind: bool,
}

/// A coding as its author finds it again.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnCoding {
    /// Its record.
    pub id: RecordId,
    /// The act that made it what it is; a change sends it back.
    pub head_act: ActId,
    /// What it says.
    pub coding: Coding,
}

/// What the register holds of our own judgments of an incident.
#[derive(Default)]
struct Judged {
    /// Whether the coder wrote any of it.
    is_by_coder: bool,
    ids: Vec<RecordId>,
    /// The current assessment with its version, codebook and grade.
    current: Option<(RecordId, ActId, Option<String>, Option<String>)>,
}

/// A coding of the incident that is there already.
struct Before {
    id: Uuid,
    coder: Uuid,
    codebook: String,
    is_opened: bool,
}

const WRITING: &str = "('assessment.create', 'assessment.change')";

impl Work<'_> {
    /// Codes an incident, or changes one's own coding of it by the codebook in force; `seen` is the head act the
    /// coder saw of that.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`; `coder-wrote-assessment` for whoever wrote any assessment of our own of it;
    /// `grade-not-in-codebook`, `merged-already`; `changed-since-seen`.
    pub async fn code(&mut self, incident: RecordId, coded: Coded, seen: Option<ActId>) -> Result<RecordId> {
        self.permit.require(Operation::Code)?;
        let stored = self.stored(Kind::Incident, incident.0).await?;
        if stored.body.contains_key("merged") {
            return refuse("merged-already", "incident");
        }
        if self.register.codebook.grade(&coded.grade).is_none() {
            return refuse("grade-not-in-codebook", "grade");
        }
        let judged = self.judged_of(incident).await?;
        if judged.is_by_coder {
            return refuse("coder-wrote-assessment", "coder");
        }
        let codebook = self.register.codebook.reference();
        let mut before = self.codings_before(incident).await?;
        before.retain(|coding| coding.codebook == codebook);
        let coder = self.permit.actor;
        let known: Vec<RecordId> = before
            .iter()
            .filter(|coding| coding.coder != coder.0)
            .map(|coding| RecordId(coding.id))
            .chain(judged.ids.iter().copied())
            .collect();
        let has_read = self.register.has_read(coder, &known).await?;
        if let Some(own) = before.iter().find(|coding| coding.coder == coder.0) {
            // Once opened, the other's stands beside it: a change is a second thought, not a blind one.
            let blind = coded.blind && !has_read && !own.is_opened;
            return self.recode(own.id, &coded, blind, seen).await;
        }
        let mut coding = Coding {
            incident,
            coder,
            codebook: codebook.clone(),
            grade: coded.grade,
            killed: coded.killed,
            blind: coded.blind && !has_read,
            rationale: coded.rationale,
            against: None,
            against_version: None,
            against_grade: None,
            opened: !before.is_empty(),
        };
        if let Some((assessment, version, by, Some(grade))) = judged.current
            && by.as_deref() == Some(codebook.as_str())
        {
            coding.against = Some(assessment);
            coding.against_version = Some(version);
            coding.against_grade = Some(grade);
        }
        let id = self.make(Kind::Coding, body(&coding)).await?;
        if before.is_empty() {
            self.close_coding(id).await?;
        }
        for other in before.into_iter().filter(|other| !other.is_opened) {
            self.open_coding(other.id).await?;
        }
        Ok(id)
    }

    /// Changes one's own coding.
    async fn recode(
        &mut self,
        own: Uuid,
        coded: &Coded,
        blind: bool,
        seen: Option<ActId>,
    ) -> Result<RecordId> {
        let stored = self.stored_coding(own).await?;
        if seen.is_none_or(|seen| seen.0 != stored.head_act) {
            return refuse("changed-since-seen", "version");
        }
        let changes = Map::from_iter([
            ("grade".to_owned(), json!(coded.grade)),
            ("killed".to_owned(), json!(coded.killed)),
            ("rationale".to_owned(), json!(coded.rationale)),
            ("blind".to_owned(), json!(blind)),
        ]);
        self.change_coding(stored, changes).await?;
        Ok(RecordId(own))
    }

    /// Closes a coding to everybody but who keeps what is sealed. By the verb of a hand, so that no label carried
    /// on later opens it.
    async fn close_coding(&mut self, id: RecordId) -> Result<()> {
        let stored = self.stored_coding(id.0).await?;
        self.relabel(Kind::Coding, id.0, stored.head_act, AccessLabel::Sealed, "narrow").await
    }

    /// Opens a coding to everybody who may see what it rests on.
    async fn open_coding(&mut self, id: Uuid) -> Result<()> {
        let stored = self.stored_coding(id).await?;
        let label = self.labels.following(Kind::Coding, &stored.body);
        self.change_coding(stored, Map::from_iter([("opened".to_owned(), json!(true))])).await?;
        let head = self.stored_coding(id).await?.head_act;
        self.relabel(Kind::Coding, id, head, label, "widen").await
    }

    async fn change_coding(&mut self, stored: Stored, changes: Map<String, Json>) -> Result<()> {
        let seen: Vec<ActId> =
            stored.seen(changes.keys().map(String::as_str)).into_iter().map(ActId).collect();
        self.put_on(Kind::Coding, stored, changes, &seen, "change", None).await.map(drop)
    }

    /// A coding whoever may see it: its author changes it, and the second one opens it.
    async fn stored_coding(&mut self, id: Uuid) -> Result<Stored> {
        read_stored(&mut self.hands().await?.tx, Kind::Coding, id).await?.ok_or(Error::NotFound)
    }

    async fn codings_before(&mut self, incident: RecordId) -> Result<Vec<Before>> {
        let sql = "select c.id, c.coder, c.codebook, c.opened from coding c
            where c.incident = $1 and c.project = $2 order by c.id";
        let values = vec![incident.0.into(), self.project().0.into()];
        let rows = self.hands().await?.tx.rows(sql, values).await?;
        rows.iter()
            .map(|row| {
                let codebook = row.text(2)?;
                Ok(Before { id: row.id(0)?, coder: row.id(1)?, codebook, is_opened: row.flag(3)? })
            })
            .collect()
    }

    /// Our own judgments of an incident, closed ones too: nobody codes what they judged.
    async fn judged_of(&mut self, incident: RecordId) -> Result<Judged> {
        let sql = format!(
            "select a.id, a.head_act, a.current, a.body, x.actor from assessment a
             left join act x on x.subject = a.id and x.kind in {WRITING}
             where a.incident = $1 and a.project = $2 and a.basis = 'own' order by a.id"
        );
        let values = vec![incident.0.into(), self.project().0.into()];
        let coder = self.permit.actor;
        let mut judged = Judged::default();
        for row in self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await? {
            let (id, body) = (RecordId(row.id(0)?), json_body(&row.text(3)?)?);
            let says = |field: &str| body.get(field).and_then(Json::as_str).map(str::to_owned);
            let is_named = says("author").is_some_and(|author| author == coder.to_string());
            judged.is_by_coder |= is_named || row.maybe_id(4)? == Some(coder.0);
            if row.flag(2)? {
                judged.current = Some((id, ActId(row.id(1)?), says("codebook"), says("grade")));
            }
            judged.ids.push(id);
        }
        Ok(judged)
    }
}

impl Register {
    /// Somebody's own coding of an incident by the codebook in force, which they read although it is closed.
    ///
    /// # Errors
    /// From the database.
    pub async fn own_coding(
        &self,
        scope: Scope,
        coder: ActorId,
        incident: RecordId,
    ) -> Result<Option<OwnCoding>> {
        let sql = format!(
            "select {RECORD} from coding r join incident i on i.id = r.incident
             where r.incident = $1 and r.project = $2{} and r.coder = $3 and r.codebook = $4",
            scope.sees("i")
        );
        let codebook = self.codebook.reference();
        let values = vec![incident.0.into(), scope.project.0.into(), coder.0.into(), codebook.into()];
        let rows = self.db.rows_of(sql, values).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let record: Record = record_of(Kind::Coding, row)?;
        Ok(Some(OwnCoding { id: record.id, head_act: record.head_act, coding: record.read()? }))
    }

    /// Whether somebody wrote any assessment of our own of an incident: they do not code it.
    ///
    /// # Errors
    /// From the database.
    pub async fn wrote_assessment(&self, scope: Scope, person: ActorId, incident: RecordId) -> Result<bool> {
        let sql = format!(
            "select 1 from assessment a where a.incident = $1 and a.project = $2 and a.basis = 'own' and {} limit 1",
            written_by("a", 3, 4)
        );
        let values = vec![incident.0.into(), scope.project.0.into(), person.0.into(), named(person).into()];
        Ok(!self.db.rows_of(sql, values).await?.is_empty())
    }
}

/// The condition under which a person wrote the assessment called `name`: made or changed it, or is named as author.
fn written_by(name: &str, person: usize, named: usize) -> String {
    format!(
        "(exists (select 1 from act x where x.subject = {name}.id and x.kind in {WRITING} and x.actor = ${person})
          or {name}.body like ${named})"
    )
}

/// What the body of an assessment holds where it names somebody as author. Bodies are canonical JSON text, so these
/// words cannot stand inside a value.
fn named(person: ActorId) -> String {
    format!("%\"author\":\"{person}\"%")
}
