//! Work: one actor, one reason, one transaction. The only way to change anything.
//!
//! Every change is an act beside the rows it makes; both are kept or neither. The secret of an act goes into the
//! keyring first, so that no act can be without one. Start at [`crate::Register::begin`].

use crate::batch::{Batch, Hands, NewAct, NewImportRow, NewRecord, Writer};
use crate::error::{Error, Result};
use crate::fold::{BECAUSE, CUSTODY, LABEL, PROJECT, WHY};
use crate::incident::shown::{Touched, Views};
use crate::label::Labels;
use crate::limits::{ACTS_COUNTED_FOR_PLANNER, RECORDS_PER_FLUSH};
use crate::origin::act_time;
use crate::permission::{self, Permit};
use crate::register::Register;
use crate::team::{authorship, refuse};
use domain::id::{ActId, ActorId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Body, ITEM_FIXED, Link, check};
use domain::vocabulary::{Basis, ChangeReason, LinkRole};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who acts and why.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Pseudonym of the person or of the program.
    pub actor: ActorId,
    /// Why, in words; never empty.
    pub why: String,
}

/// The fields of a record that keeps the rules of its kind, and each field's canonical text.
pub(crate) struct Checked {
    pub body: Body,
    pub fields: BTreeMap<String, String>,
    pub warnings: Vec<Problem>,
}

/// Where an imported record came from, so that the same row is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Dataset of the mapping.
    pub dataset: String,
    /// Identity of the row in it.
    pub identity: String,
    /// Which record of the row.
    pub slot: String,
    /// Digest of the record's fields as imported.
    pub digest: String,
}

/// A transaction of one actor with one reason.
pub struct Work<'r> {
    pub(crate) register: &'r Register,
    writer: Writer,
    pub(crate) reason: Reason,
    because: Option<ChangeReason>,
    project: ProjectId,
    pub(crate) permit: Permit,
    /// People whose roles this changes: their sessions end with it.
    pub(crate) moved_people: Vec<ActorId>,
    /// Approvals by which something was erased: what the acts hold of it is destroyed once this is durable.
    pub(crate) erasures: Vec<RecordId>,
    batch: Batch,
    buffered: usize,
    warnings: Vec<(RecordId, Problem)>,
    acts_made: u64,
    pub(crate) labels: Labels,
    pub(crate) touched: Touched,
}

/// What a finished piece of work did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// Acts made.
    pub acts: u64,
    /// Rules that warn, by record.
    pub warnings: Vec<(RecordId, Problem)>,
}

impl<'r> Work<'r> {
    pub(crate) async fn begin(register: &'r Register, reason: Reason, project: ProjectId) -> Result<Self> {
        if reason.why.trim().is_empty() {
            return Err(Error::ReasonMissing);
        }
        let max = crate::limits::REASON_CHARS_MAX;
        if reason.why.chars().count() > max {
            return Err(Error::ReasonTooLong { max });
        }
        let mut tx = register.db.begin().await?;
        if let Some(lock) = tx.dialect().writer_lock() {
            tx.rows(lock, vec![project.0.into()]).await?;
        }
        let rows = if permission::is_owner(reason.actor) {
            Vec::new()
        } else {
            let (sql, values) = permission::memberships(reason.actor);
            tx.rows(sql, values).await?
        };
        let permit = permission::permit(reason.actor, project, &rows)?;
        let labels = Labels::read(&mut tx, project).await?;
        let keyring = register.keyring.begin().await?;
        Ok(Self {
            register,
            writer: Writer::new(Hands { tx, keyring }),
            reason,
            because: None,
            project,
            permit,
            moved_people: Vec::new(),
            erasures: Vec::new(),
            batch: Batch::default(),
            buffered: 0,
            warnings: Vec::new(),
            acts_made: 0,
            labels,
            touched: Touched::default(),
        })
    }

    /// Says why statements change: `source changed`, `entered wrongly` and so on. Goes into each later act.
    #[must_use]
    pub const fn because(mut self, because: ChangeReason) -> Self {
        self.because = Some(because);
        self
    }

    /// An id for a record still to be made, so that others can point at it.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn new_id(&self) -> Result<Uuid> {
        self.register.origin.id()
    }

    /// Makes a record in the project of this work.
    ///
    /// # Errors
    /// `record-refused` with every hard rule it breaks; nothing was kept of it.
    pub async fn create(&mut self, kind: Kind, body: Body) -> Result<RecordId> {
        let id = self.new_id()?;
        self.create_as(id, kind, body, None).await
    }

    /// Makes a record under an id taken before, possibly from an imported row.
    ///
    /// # Errors
    /// `record-refused` with every hard rule it breaks; nothing was kept of it.
    pub async fn create_as(
        &mut self,
        id: Uuid,
        kind: Kind,
        body: Body,
        row: Option<ImportRow>,
    ) -> Result<RecordId> {
        if kind == Kind::Incident && body.keys().any(|field| crate::incident::merge::is_own_field(field)) {
            return refuse("changed-by-its-own-operation", "merged");
        }
        match permission::to_create(kind, &body) {
            Some(operation) => self.permit.require(operation)?,
            None => return refuse("changed-by-its-own-operation", ""),
        }
        if kind == Kind::Item {
            return refuse("item-without-bytes", "");
        }
        let warnings = check(kind, &body).map_err(Error::Refused)?;
        self.create_checked(id, kind, Checked { body, fields: BTreeMap::new(), warnings }, row).await
    }

    /// Makes a record of the team's own work; whoever calls has asked for permission.
    pub(crate) async fn make(&mut self, kind: Kind, body: Body) -> Result<RecordId> {
        let id = self.new_id()?;
        self.make_as(id, kind, body).await
    }

    /// [`Self::make`] under an id it had before.
    pub(crate) async fn make_as(&mut self, id: Uuid, kind: Kind, body: Body) -> Result<RecordId> {
        let warnings = check(kind, &body).map_err(Error::Refused)?;
        self.create_checked(id, kind, Checked { body, fields: BTreeMap::new(), warnings }, None).await
    }

    /// Makes a record that was checked before. Without `fields` they are made of the body.
    pub(crate) async fn create_checked(
        &mut self,
        id: Uuid,
        kind: Kind,
        checked: Checked,
        row: Option<ImportRow>,
    ) -> Result<RecordId> {
        let Checked { mut body, mut fields, warnings } = checked;
        if kind == Kind::Assessment && authorship::is_own(&body) {
            let project = self.project.0;
            let asked_by = authorship::overriding(&mut self.hands().await?.tx, project, &body).await?;
            authorship::sign(&self.permit, &mut body, asked_by)?;
            if asked_by.is_none() {
                self.require_support(&body).await?;
            }
            fields.clear();
        }
        if kind == Kind::Verification {
            self.hold_verification(None, &body).await?;
        }
        if fields.is_empty() {
            fields = canonical_fields(&body)?;
        }
        self.warnings.extend(warnings.into_iter().map(|problem| (RecordId(id), problem)));
        let project = if kind == Kind::Project { id } else { self.project.0 };
        let text = object_text(&fields);
        let label = self.labels.give(id, kind, &body);
        self.touched.note(kind, id, &body);
        fields.insert(LABEL.to_owned(), format!("\"{}\"", label.slug()));
        let verb = if row.is_some() { "import" } else { "create" };
        let act = self.act(format!("{}.{verb}", kind.slug()), id, Vec::new(), fields)?;
        self.batch.import_rows.extend(row.map(|row| NewImportRow { row, project, kind, subject: id, act }));
        self.batch.records.entry(kind).or_default().push(NewRecord { id, project, act, label, body, text });
        self.buffered += 1;
        if self.buffered >= RECORDS_PER_FLUSH {
            self.flush().await?;
        }
        Ok(RecordId(id))
    }

    /// Links two records.
    ///
    /// # Errors
    /// From the database.
    pub async fn link(
        &mut self,
        from: (Kind, Uuid),
        role: LinkRole,
        to: (Kind, Uuid),
        attributes: BTreeMap<String, String>,
    ) -> Result<RecordId> {
        let link = Link {
            from: RecordId(from.1),
            from_kind: from.0,
            role,
            to: RecordId(to.1),
            to_kind: to.0,
            attributes,
        };
        self.create(Kind::Link, domain::record::body(&link)).await
    }

    /// Changes fields of a record; `Null` takes a field away. `seen` are the acts whose values the author saw: a
    /// value made by an act not among them stays beside the new one as a conflict.
    ///
    /// # Errors
    /// `not-found`, or `record-refused` where the record would break a hard rule.
    pub async fn change(
        &mut self,
        kind: Kind,
        id: RecordId,
        changes: Map<String, Json>,
        seen: &[ActId],
    ) -> Result<Uuid> {
        self.change_as(kind, id, changes, seen, "change", None).await
    }

    pub(crate) async fn change_as(
        &mut self,
        kind: Kind,
        id: RecordId,
        changes: Map<String, Json>,
        seen: &[ActId],
        verb: &str,
        row: Option<ImportRow>,
    ) -> Result<Uuid> {
        if kind == Kind::Incident && changes.keys().any(|field| crate::incident::merge::is_own_field(field)) {
            return refuse("changed-by-its-own-operation", "merged");
        }
        match permission::to_change(kind, changes.keys().map(String::as_str)) {
            Some(operation) => self.permit.require(operation)?,
            None => return refuse("changed-by-its-own-operation", ""),
        }
        if kind == Kind::Item && changes.keys().any(|field| ITEM_FIXED.contains(&field.as_str())) {
            return refuse("original-never-changes", "");
        }
        if kind == Kind::Annotation {
            self.hold_measured(id, &changes).await?;
        }
        let is_withdrawal =
            kind == Kind::Consent && changes.get("withdrawn").is_some_and(|when| !when.is_null());
        let act = self.put(kind, id, changes, seen, verb, row).await?;
        if is_withdrawal {
            self.call_for_takedown(id).await?;
        }
        Ok(act)
    }

    /// Changes a record of the team's own work; whoever calls has asked for permission.
    pub(crate) async fn alter(
        &mut self,
        kind: Kind,
        id: RecordId,
        changes: Map<String, Json>,
        seen: &[ActId],
    ) -> Result<Uuid> {
        self.put(kind, id, changes, seen, "change", None).await
    }

    /// Writes a change; whoever calls has asked for permission.
    pub(crate) async fn put(
        &mut self,
        kind: Kind,
        id: RecordId,
        changes: Map<String, Json>,
        seen: &[ActId],
        verb: &str,
        row: Option<ImportRow>,
    ) -> Result<Uuid> {
        let stored = self.stored(kind, id.0).await?;
        self.put_on(kind, stored, changes, seen, verb, row).await
    }

    /// Writes a change of a record read before; whoever calls has asked for permission, and whether its author may
    /// see the record.
    pub(crate) async fn put_on(
        &mut self,
        kind: Kind,
        mut stored: crate::heads::Stored,
        changes: Map<String, Json>,
        seen: &[ActId],
        verb: &str,
        row: Option<ImportRow>,
    ) -> Result<Uuid> {
        let id = RecordId(stored.id);
        let parents: Vec<Uuid> = seen.iter().map(|act| act.0).collect::<BTreeSet<_>>().into_iter().collect();
        let mut fields: BTreeMap<String, Json> = changes.into_iter().collect();
        let changed = crate::heads::after(&stored, &fields, &parents);
        let warnings = check(kind, &changed.body).map_err(Error::Refused)?;
        if kind == Kind::Assessment {
            authorship::hold(&self.permit, &stored.body, &fields.clone().into_iter().collect())?;
            let project = self.project.0;
            if authorship::overriding(&mut self.hands().await?.tx, project, &changed.body).await?.is_none() {
                self.require_support(&changed.body).await?;
            }
        }
        if kind == Kind::Verification {
            self.hold_verification(Some(&stored.body), &changed.body).await?;
        }
        self.warnings.extend(warnings.into_iter().map(|problem| (id, problem)));
        fields.retain(|name, _| ![PROJECT, LABEL, WHY, BECAUSE, CUSTODY].contains(&name.as_str()));
        let mut fields = canonical_fields(&fields.into_iter().collect())?;
        let narrowed = self.labels.narrowed(kind, &stored, &changed.body)?;
        self.touched.note(kind, id.0, &stored.body);
        self.touched.note(kind, id.0, &changed.body);
        if kind == Kind::Finding {
            self.touched.note_through(kind, id.0);
        }
        if let Some(label) = narrowed {
            fields.insert(LABEL.to_owned(), format!("\"{}\"", label.slug()));
            label.slug().clone_into(&mut stored.label);
        }
        let act = self.act(format!("{}.{verb}", kind.slug()), id.0, parents, fields)?;
        crate::rows::write_change(&mut self.hands().await?.tx, kind, &stored, changed, act).await?;
        if let Some(row) = row {
            let project = self.project.0;
            crate::rows::update_import_row(&mut self.hands().await?.tx, project, row, act).await?;
        }
        if let Some(label) = narrowed {
            self.labels.set(id.0, label);
            self.carry(vec![id.0], label).await?;
        }
        Ok(act)
    }

    /// Holds an assessment of our own to the rules of grading, against what is written so far.
    async fn require_support(&mut self, body: &Body) -> Result<()> {
        if body.get("basis").and_then(Json::as_str) != Some(Basis::Own.slug()) {
            return Ok(());
        }
        let project = self.project.0;
        crate::incident::support::require_support(&mut self.hands().await?.tx, project, body).await
    }

    pub(crate) async fn stored(&mut self, kind: Kind, id: Uuid) -> Result<crate::heads::Stored> {
        let stored =
            crate::rows::read_stored(&mut self.hands().await?.tx, kind, id).await?.ok_or(Error::NotFound)?;
        let is_here = stored.project == self.project.0 || kind == Kind::Project;
        if is_here && self.permit.scope().may_see(&stored.label) { Ok(stored) } else { Err(Error::NotFound) }
    }

    pub(crate) fn act(
        &mut self,
        kind: String,
        subject: Uuid,
        parents: Vec<Uuid>,
        mut fields: BTreeMap<String, String>,
    ) -> Result<Uuid> {
        let project = if kind == "project.create" { subject } else { self.project.0 };
        fields.insert(WHY.to_owned(), ledger::canonical(&Json::String(self.reason.why.clone()))?);
        fields.insert(PROJECT.to_owned(), format!("\"{project}\""));
        if let Some(because) = self.because {
            fields.insert(BECAUSE.to_owned(), format!("\"{}\"", because.slug()));
        }
        if fields.len() > ledger::limits::ACT_FIELDS_MAX {
            let max = ledger::limits::ACT_FIELDS_MAX;
            return Err(ledger::Error::TooManyFields { fields: fields.len(), max }.into());
        }
        let origin = &self.register.origin;
        let id = origin.id()?;
        self.batch.acts.push(NewAct {
            id,
            at: act_time(origin.now()),
            device: self.register.settings.device,
            actor: self.reason.actor.0,
            kind,
            subject,
            project,
            parents,
            fields: object_text(&fields),
            secret: origin.secret()?,
        });
        self.acts_made += 1;
        Ok(id)
    }

    /// The transactions, once everything made so far is written.
    pub(crate) async fn hands(&mut self) -> Result<&mut Hands> {
        self.flush().await?;
        self.writer.hands().await
    }

    /// Hands what is buffered to the database; it is written while the next batch is being made.
    ///
    /// # Errors
    /// Of the batches before.
    async fn flush(&mut self) -> Result<()> {
        self.buffered = 0;
        self.writer.take(std::mem::take(&mut self.batch)).await
    }

    /// Makes everything durable: the secrets first, then the rows and acts.
    ///
    /// # Errors
    /// From the database; nothing was kept then, but for secrets without an act, which are swept.
    pub async fn commit(mut self) -> Result<Done> {
        let (register, erasures) = (self.register, std::mem::take(&mut self.erasures));
        let done = self.commit_acts().await?;
        for approval in erasures {
            register.finish_erasure(approval).await?;
        }
        Ok(done)
    }

    /// [`Self::commit`] without the destruction that follows the act of an erasure, as when the machine stops there.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub async fn commit_acts(mut self) -> Result<Done> {
        self.carry_new().await?;
        let is_large = self.acts_made >= ACTS_COUNTED_FOR_PLANNER;
        let kinds = Kind::ALL.iter().map(|kind| kind.slug());
        if is_large {
            self.count_for_planner(kinds.chain(["act", "field_head", "import_row"])).await?;
        }
        let touched = std::mem::take(&mut self.touched);
        let views = if self.labels.is_all_open() { Views::Same } else { Views::ByClearance };
        touched.settle(&mut self.hands().await?.tx, views).await?;
        if is_large {
            self.count_for_planner(["incident_shown"]).await?;
        }
        self.writer.commit().await?;
        for person in &self.moved_people {
            self.register.people.end_sessions(*person).await?;
        }
        self.register.wake_sequencer();
        Ok(Done { acts: self.acts_made, warnings: self.warnings })
    }

    async fn count_for_planner(&mut self, tables: impl IntoIterator<Item = &str>) -> Result<()> {
        let tables: Vec<&str> = tables.into_iter().collect();
        let tx = &mut self.hands().await?.tx;
        match tx.dialect().count_for_planner(&tables) {
            Some(sql) => tx.script(sql).await,
            None => Ok(()),
        }
    }

    /// The project of this work.
    pub const fn project(&self) -> ProjectId {
        self.project
    }

    /// Whether its author may see a record of the project.
    #[cfg_attr(feature = "sabotage", track_caller)]
    pub(crate) fn sees(&self, id: Uuid) -> bool {
        self.labels.of(id) <= self.permit.scope().clearance || crate::sabotage::is_removed()
    }

    /// How many acts this work has made so far.
    pub const fn acts_made(&self) -> u64 {
        self.acts_made
    }
}

/// Each field's canonical text. Names of fields are ASCII, so their bytes sort as RFC 8785 sorts members.
pub(crate) fn canonical_fields(body: &Body) -> Result<BTreeMap<String, String>> {
    body.iter().map(|(name, value)| Ok((name.clone(), ledger::canonical(value)?))).collect()
}

/// The canonical object of fields whose names need no escape and whose values are canonical text.
pub(crate) fn object_text(fields: &BTreeMap<String, String>) -> String {
    let length = fields.iter().map(|(name, value)| name.len() + value.len() + 4).sum::<usize>();
    let mut text = String::with_capacity(length + 2);
    text.push('{');
    for (name, value) in fields {
        if text.len() > 1 {
            text.push(',');
        }
        text.push('"');
        text.push_str(name);
        text.push_str("\":");
        text.push_str(value);
    }
    text.push('}');
    text
}
