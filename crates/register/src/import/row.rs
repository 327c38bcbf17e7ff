//! One batch of rows: known again, changed, or new.

use super::known::{Before, Known, by_codes, present, said, said_at};
use super::{Imported, Keep, Problems};
use crate::error::{Error, Result};
use crate::work::{Checked, ImportRow, Work, canonical_fields, object_text};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Body, check};
use exchange::table::{Draft, DraftLink, Fault, REFERENCE_MARK, RowOutcome, Summary};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Dataset of drafts that several rows, files and mappings share.
const SHARED: &str = "shared";

/// The rows of one import, as they come.
pub(crate) struct Rows<'r> {
    work: Work<'r>,
    file: String,
    known: Known,
    problems: Problems,
    refused_by_rules: u64,
    created: u64,
    changed: u64,
    unchanged: u64,
    linked: u64,
    /// Rows, by dataset, that are known already by records closed to the importer.
    closed: HashSet<(String, (String, String))>,
    /// Ids in exported rows that are borne by records closed to the importer.
    borne: HashSet<Uuid>,
}

/// A draft on its way to being a record.
struct Settled {
    kind: Kind,
    id: Uuid,
    body: Body,
    /// Each field's canonical text.
    fields: BTreeMap<String, String>,
    row: ImportRow,
    before: Option<Before>,
    /// Head act of the record when it was exported, where the row comes from an export.
    version: Option<Uuid>,
    is_shared: bool,
}

type Earlier = HashMap<(String, String), Before>;
type Codes = BTreeMap<Kind, BTreeMap<String, Vec<Uuid>>>;

impl<'r> Rows<'r> {
    pub(crate) fn new(work: Work<'r>, file: String) -> Self {
        let known = Known::of(work.project());
        let problems = Problems::default();
        Self {
            work,
            file,
            known,
            problems,
            refused_by_rules: 0,
            created: 0,
            changed: 0,
            unchanged: 0,
            linked: 0,
            closed: HashSet::new(),
            borne: HashSet::new(),
        }
    }

    /// Takes a batch of rows.
    pub(crate) async fn take(&mut self, batch: Vec<RowOutcome>) -> Result<()> {
        let earlier = self.earlier(&batch).await?;
        let codes = self.codes(&batch).await?;
        for mut outcome in batch {
            self.problems.add(std::mem::take(&mut outcome.problems));
            if !outcome.refused {
                self.take_row(outcome, &earlier, &codes).await?;
            }
        }
        Ok(())
    }

    /// Everything earlier imports made of these rows and of the drafts they share.
    async fn earlier(&mut self, batch: &[RowOutcome]) -> Result<Earlier> {
        let mut by_dataset: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for outcome in batch {
            by_dataset.entry(&outcome.identity.dataset).or_default().push(outcome.identity.to_string());
        }
        let shared: BTreeSet<String> = batch
            .iter()
            .flat_map(|outcome| &outcome.drafts)
            .filter_map(shared_identity)
            .filter(|identity| !self.known.shared.contains_key(identity))
            .collect();
        let mut found = self.exported(batch).await?;
        if !shared.is_empty() {
            by_dataset.insert(SHARED, shared.into_iter().collect());
        }
        for (dataset, identities) in by_dataset {
            // Asking the database waits for the batch being written, so a dataset that is new is not asked about.
            if !self.known.is_new(dataset) {
                let hands = self.work.hands().await?;
                let rows = self.known.rows(&mut hands.tx, dataset, &identities).await?;
                found.extend(self.open(dataset, &identities, rows).await?);
            }
        }
        Ok(found)
    }

    /// Those of earlier rows whose records the importer may see. In place of the others stand what importers of the
    /// same clearance made of the same rows: a row whose record is closed is as new to them as one never imported.
    async fn open(&mut self, dataset: &str, identities: &[String], rows: Earlier) -> Result<Earlier> {
        let (open, closed): (Earlier, Earlier) =
            rows.into_iter().partition(|(_, before)| self.work.sees(before.subject));
        if closed.is_empty() {
            return Ok(open);
        }
        let beside = self.beside(dataset);
        let again = self.known.rows(&mut self.work.hands().await?.tx, &beside, identities).await?;
        self.closed.extend(closed.into_keys().map(|place| (dataset.to_owned(), place)));
        Ok(open.into_iter().chain(again).collect())
    }

    /// The name under which rows of a dataset are known to importers of this clearance.
    fn beside(&self, dataset: &str) -> String {
        format!("{dataset} ({})", self.work.permit.scope().clearance.slug())
    }

    fn put_beside(&self, row: &mut ImportRow) {
        let place = (row.dataset.clone(), (row.identity.clone(), row.slot.clone()));
        if !self.closed.is_empty() && self.closed.contains(&place) {
            row.dataset = self.beside(&row.dataset);
        }
    }

    /// The records of exported rows that this project has: an export comes back as the records it was.
    async fn exported(&mut self, batch: &[RowOutcome]) -> Result<Earlier> {
        let exported: Vec<(Uuid, (String, String))> = batch
            .iter()
            .flat_map(|outcome| outcome.drafts.iter().map(move |draft| (outcome, draft)))
            .filter_map(|(outcome, draft)| {
                Some((exported_id(draft)?, (outcome.identity.to_string(), draft.slot.clone())))
            })
            .collect();
        if exported.is_empty() {
            return Ok(Earlier::new());
        }
        let ids: Vec<Uuid> = exported.iter().map(|(id, _)| *id).collect();
        let project = self.work.project().0;
        let present = present(&mut self.work.hands().await?.tx, &ids).await?;
        let mut known = Earlier::new();
        for (subject, place) in exported {
            let Some((of, kind)) = present.get(&subject).copied() else { continue };
            if of == project && self.work.sees(subject) {
                known.insert(place, Before { subject, kind, digest: String::new() });
            } else {
                self.borne.insert(subject);
            }
        }
        Ok(known)
    }

    /// The records that the codes of this batch's lookups mean.
    async fn codes(&mut self, batch: &[RowOutcome]) -> Result<Codes> {
        let mut asked: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
        for lookup in batch.iter().flat_map(|outcome| &outcome.drafts).flat_map(|draft| &draft.lookups) {
            asked.entry(lookup.kind).or_default().insert(lookup.code.clone());
        }
        let mut codes = Codes::new();
        for (kind, wanted) in asked {
            let wanted: Vec<String> = wanted.into_iter().collect();
            let project = self.work.project().0;
            let mut found = by_codes(&mut self.work.hands().await?.tx, project, kind, &wanted).await?;
            for ids in found.values_mut() {
                ids.retain(|id| self.work.sees(*id));
            }
            found.retain(|_, ids| !ids.is_empty());
            codes.insert(kind, found);
        }
        Ok(codes)
    }

    async fn take_row(&mut self, outcome: RowOutcome, earlier: &Earlier, codes: &Codes) -> Result<()> {
        let identity = outcome.identity.to_string();
        let (number, links, dataset) =
            (outcome.row_number, outcome.links.clone(), outcome.identity.dataset.clone());
        let settled = self.settle(outcome, &identity, earlier, codes)?;
        let (mut refusals, mut warnings) = (Vec::new(), Vec::new());
        for draft in &settled {
            // A record known from before is checked as a whole when it changes.
            let checked =
                if draft.before.is_some() { Ok(Vec::new()) } else { check(draft.kind, &draft.body) };
            match checked {
                Ok(found) => warnings.push(found),
                Err(found) => refusals.extend(found.into_iter().filter(Problem::refuses)),
            }
        }
        if !refusals.is_empty() {
            self.refused_by_rules += 1;
            self.problems.add(refusals.iter().map(|problem| rule_broken(problem).at(&self.file, number)));
            return Ok(());
        }
        let ids: HashMap<String, (Kind, Uuid)> =
            settled.iter().map(|draft| (draft.row.slot.clone(), (draft.kind, draft.id))).collect();
        for (draft, warnings) in settled.into_iter().zip(warnings) {
            // The first row that shares a draft speaks for it; a row may also share one draft with itself.
            let first = !draft.is_shared || !self.known.shared.contains_key(&draft.row.identity);
            if draft.is_shared {
                self.known.shared.insert(draft.row.identity.clone(), draft.id);
            }
            if first {
                self.write(draft, warnings, number).await?;
            }
        }
        self.link(links, &ids, &dataset, &identity, earlier).await
    }

    /// Gives each draft its id and fills references; those already known keep theirs.
    fn settle(
        &mut self,
        outcome: RowOutcome,
        identity: &str,
        earlier: &Earlier,
        codes: &Codes,
    ) -> Result<Vec<Settled>> {
        let dataset = outcome.identity.dataset;
        let bearer = raw_bearer(&outcome.drafts);
        let (mut ids, mut in_this_row) = (HashMap::new(), HashMap::new());
        let mut befores = Vec::new();
        for draft in &outcome.drafts {
            let place = shared_identity(draft)
                .map_or((identity.to_owned(), draft.slot.clone()), |key| (key, String::new()));
            let before = earlier.get(&place).filter(|before| before.kind == draft.kind).cloned();
            let in_this_import = self.known.shared.get(&place.0).or(in_this_row.get(&place)).copied();
            let id = in_this_import.or(before.as_ref().map(|before| before.subject)).or_else(|| {
                // An id that is borne by something closed is answered as if it were free: by a record of another.
                exported_id(draft).filter(|id| !self.borne.contains(id))
            });
            let id = id.map_or_else(|| self.work.new_id(), Ok)?;
            in_this_row.insert(place.clone(), id);
            ids.insert(draft.slot.clone(), id);
            befores.push((place, before));
        }
        let mut settled = Vec::new();
        for (at, (draft, ((identity, _), before))) in outcome.drafts.into_iter().zip(befores).enumerate() {
            let is_shared = draft.shared_key.is_some();
            let version = draft.exported.as_ref().and_then(|exported| exported.version.as_deref());
            let version = version.and_then(|version| Uuid::parse_str(version).ok());
            let mut body = draft.body;
            body.values_mut().for_each(|value| refer(value, &ids));
            for lookup in draft.lookups {
                match codes.get(&lookup.kind).and_then(|codes| codes.get(&lookup.code)).map(Vec::as_slice) {
                    Some([one]) => drop(body.insert(lookup.field, Json::String(one.to_string()))),
                    found => {
                        let fault = not_found(&lookup.column, &lookup.code, found.map_or(0, <[Uuid]>::len));
                        self.problems.add([fault.at(&self.file, outcome.row_number)]);
                    }
                }
            }
            if bearer == Some(at) && !outcome.raw.is_empty() {
                body.insert("raw".to_owned(), Json::Object(outcome.raw.clone()));
            }
            let id = ids.get(&draft.slot).copied().unwrap_or_default();
            let fields = canonical_fields(&body)?;
            let dataset = if is_shared { SHARED.to_owned() } else { dataset.clone() };
            let row = ImportRow { dataset, identity, slot: draft.slot, digest: digest(&fields) };
            settled.push(Settled { kind: draft.kind, id, body, fields, row, before, version, is_shared });
        }
        Ok(settled)
    }

    async fn write(&mut self, mut draft: Settled, warnings: Vec<Problem>, number: u64) -> Result<()> {
        if draft.is_shared {
            draft.row.slot = String::new();
        }
        self.put_beside(&mut draft.row);
        let Some(before) = draft.before else {
            if draft.kind == Kind::Item {
                let refused = crate::team::refuse("item-without-bytes", "");
                return refused.or_else(|error| self.refused(error, number));
            }
            if draft.kind.is_of_the_team() {
                let refused = crate::team::refuse("changed-by-its-own-operation", "");
                return refused.or_else(|error| self.refused(error, number));
            }
            let checked = Checked { body: draft.body, fields: draft.fields, warnings };
            return match self.work.create_checked(draft.id, draft.kind, checked, Some(draft.row)).await {
                Ok(_) => {
                    self.created += 1;
                    Ok(())
                }
                Err(error) => self.refused(error, number),
            };
        };
        if before.digest == draft.row.digest {
            self.unchanged += 1;
            return Ok(());
        }
        let tx = &mut self.work.hands().await?.tx;
        let said = match said_at(tx, before.subject, draft.version).await? {
            Some(said) => said,
            None => said(tx, before.subject).await?,
        };
        let changes = changes(&said.body, &draft.body, draft.is_shared);
        if changes.is_empty() {
            self.unchanged += 1;
            return Ok(());
        }
        let seen: Vec<ActId> = said.acts.into_iter().map(ActId).collect();
        let (kind, id) = (draft.kind, RecordId(before.subject));
        match self.work.change_as(kind, id, changes, &seen, "import", Some(draft.row)).await {
            Ok(_) => {
                self.changed += 1;
                Ok(())
            }
            Err(error) => self.refused(error, number),
        }
    }

    /// Counts and lists what the rules refuse; any other failure ends the import.
    fn refused(&mut self, error: Error, number: u64) -> Result<()> {
        let Error::Refused(problems) = error else { return Err(error) };
        self.refused_by_rules += 1;
        let refusals = problems.iter().filter(|problem| problem.refuses());
        self.problems.add(refusals.map(|problem| rule_broken(problem).at(&self.file, number)));
        Ok(())
    }

    async fn link(
        &mut self,
        links: Vec<DraftLink>,
        ids: &HashMap<String, (Kind, Uuid)>,
        dataset: &str,
        identity: &str,
        earlier: &Earlier,
    ) -> Result<()> {
        for link in links {
            let slot = format!("link {} {} {}", link.from, link.role.slug(), link.to);
            let (Some(from), Some(to)) = (ids.get(&link.from), ids.get(&link.to)) else { continue };
            if earlier.contains_key(&(identity.to_owned(), slot.clone())) {
                continue;
            }
            let record = domain::record::Link {
                from: RecordId(from.1),
                from_kind: from.0,
                role: link.role,
                to: RecordId(to.1),
                to_kind: to.0,
                attributes: BTreeMap::new(),
            };
            let body = domain::record::body(&record);
            let digest = digest(&canonical_fields(&body)?);
            let (dataset, identity) = (dataset.to_owned(), identity.to_owned());
            let id = self.work.new_id()?;
            let mut row = ImportRow { dataset, identity, slot, digest };
            self.put_beside(&mut row);
            self.work.create_as(id, Kind::Link, body, Some(row)).await?;
            self.linked += 1;
        }
        Ok(())
    }

    /// Keeps everything or nothing, and says what it was.
    pub(crate) async fn finish(mut self, summary: Summary, keep: Keep) -> Result<Imported> {
        let acts = self.work.acts_made();
        // The dry run, too, lets the database have its say before everything is undone.
        self.work.hands().await?;
        if keep == Keep::Commit {
            self.work.commit().await?;
        }
        self.problems.add(summary.problems.iter().cloned());
        Ok(Imported {
            summary,
            refused_by_rules: self.refused_by_rules,
            created: self.created,
            changed: self.changed,
            unchanged: self.unchanged,
            linked: self.linked,
            acts,
            problems: self.problems.kept,
            problems_count: self.problems.count,
        })
    }
}

fn shared_identity(draft: &Draft) -> Option<String> {
    draft.shared_key.as_ref().map(|key| format!("{}:{key}", draft.kind.slug()))
}

fn exported_id(draft: &Draft) -> Option<Uuid> {
    draft.exported.as_ref().and_then(|exported| Uuid::parse_str(&exported.id).ok())
}

/// Which draft bears the raw row: the incident or strike it is about, else the first that is the row's own.
fn raw_bearer(drafts: &[Draft]) -> Option<usize> {
    let own = |draft: &Draft| draft.shared_key.is_none();
    drafts
        .iter()
        .position(|draft| own(draft) && matches!(draft.kind, Kind::Incident | Kind::Strike))
        .or_else(|| drafts.iter().position(own))
}

/// Turns a marked slot into the id of the draft of that slot, wherever it stands.
fn refer(value: &mut Json, ids: &HashMap<String, Uuid>) {
    match value {
        Json::String(text) => {
            if let Some(id) = text.strip_prefix(REFERENCE_MARK).and_then(|slot| ids.get(slot)) {
                *text = id.to_string();
            }
        }
        Json::Array(list) => list.iter_mut().for_each(|value| refer(value, ids)),
        Json::Object(members) => members.values_mut().for_each(|value| refer(value, ids)),
        _ => {}
    }
}

/// SHA-256 of the canonical fields, hexadecimal.
fn digest(fields: &BTreeMap<String, String>) -> String {
    ledger::canonical::hex(&Sha256::digest(object_text(fields).as_bytes()))
}

/// The fields that differ from what the imports before said. A field that is gone is taken away, except from a
/// shared record, of which each row says only a part.
fn changes(before: &Body, now: &Body, is_shared: bool) -> Map<String, Json> {
    let mut changes: Map<String, Json> = now
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        // What was erased does not come back with the file it once came from.
        .filter(|(name, _)| before.get(*name).is_none_or(|value| domain::record::erased::by(value).is_none()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !is_shared {
        changes.extend(
            before.keys().filter(|name| !now.contains_key(*name)).map(|name| (name.clone(), Json::Null)),
        );
    }
    changes
}

fn rule_broken(problem: &Problem) -> Fault {
    let code = domain::problem::CODES.iter().find(|code| **code == problem.code).copied();
    let hint = "What the rule refuses was left out; correct it and import the file again.";
    let fault =
        Fault::error(code.unwrap_or("body-not-understood"), &problem.field, "", problem.to_string(), hint);
    let details = problem.details.iter().map(|(name, value)| (name.clone(), value.clone()));
    let known = code.is_none().then(|| ("because".to_owned(), problem.to_string()));
    Fault { values: details.chain(known).collect(), ..fault }
}

fn not_found(column: &str, code: &str, found: usize) -> Fault {
    let detail = format!("{found} records bear the code {code}");
    Fault::warning(
        "code-not-found",
        column,
        code,
        detail,
        "Import the records it names first, or correct the code.",
    )
}
