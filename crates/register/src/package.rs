//! A package: chosen records of any kind with their acts, proofs and bytes, in a folder or a sealed file that a court
//! can check without this program.
//!
//! What a source does not allow for the use it is made for stays out, and the package says how much and why, never
//! whose. What is closed stays out and is not even counted. The bag itself is `evidence::package`. Start at
//! [`Register::package`]; what an incident rests on is in [`gather`].

mod contents;
mod gather;
mod sealed;

pub use sealed::verify_sealed;

use crate::error::{Error, Result};
use crate::fold::StoredAct;
use crate::item::OpenItem;
use crate::limits::PACKAGE_RECORDS_MAX;
use crate::permission::Operation;
use crate::record::Record;
use crate::register::Register;
use crate::scope::Scope;
use crate::work::Reason;
use contents::Contents;
use domain::consent::Denial;
use domain::id::{ActId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::{AccessLabel, ConsentPurpose, CustodyAction};
use evidence::package::{About, PackageName, PackageWriter, Written};
use evidence::sealing::Recipients;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["package-empty"];

/// The script that checks a proof with nothing but Python and openssl.
const VERIFIER: &str = include_str!("../../../docs/spec/verify_proof.py");
/// What it checks, in words.
const FORMAT: &str = include_str!("../../../docs/spec/ledger.md");

/// What is packed, by whom, for whom and what for.
pub struct Packing<'a> {
    /// Who and why.
    pub reason: Reason,
    /// Where the records are.
    pub project: ProjectId,
    /// Records of any kind that is handed out, chosen one by one: whoever asks must be able to see them.
    pub records: Vec<RecordId>,
    /// Incidents, each with everything it rests on.
    pub incidents: Vec<RecordId>,
    /// Up to which label things come along with an incident, and are pointed to.
    pub label: AccessLabel,
    /// What it is for: what a source does not allow for this stays out.
    pub purpose: ConsentPurpose,
    /// Where it goes.
    pub to: Destination<'a>,
    /// Who hands it over.
    pub organization: String,
    /// To whom, in words: it becomes part of each item's custody.
    pub recipient: String,
}

/// Where a package goes; nothing may be there yet.
pub enum Destination<'a> {
    /// A folder anybody can read.
    Folder(&'a Path),
    /// A file that these people alone open.
    Sealed(&'a Path, Recipients),
}

/// A package that was made.
#[derive(Debug)]
pub struct Packed {
    /// What was written, and where.
    pub written: Written,
    /// Records in it, by kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// Records left out for want of consent, by reason.
    pub left_out: BTreeMap<Denial, usize>,
    /// Fields withheld because they point to what is not to be in it.
    pub withheld: usize,
}

/// A file of the package that is made here.
struct Document {
    name: String,
    bytes: Vec<u8>,
}

/// Everything that goes into a bag.
struct Bag {
    items: Vec<OpenItem>,
    documents: Vec<Document>,
    about: About,
}

/// What of a package's records may be written out.
struct Inside {
    /// For reading the records, their acts and proofs.
    scope: Scope,
    records: BTreeMap<RecordId, Record>,
    left_out: BTreeMap<Denial, usize>,
    /// Records that exist and are to be named nowhere in it.
    hidden: BTreeSet<Uuid>,
    withheld: usize,
}

impl Register {
    /// Makes a package. Every item's custody says that it was handed out, and to whom, before its bytes are.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`, `too-many-given`; `package-empty` where no consent allows any of it;
    /// `evidence-missing`, `evidence-no-key`, `evidence-damaged`; from the disk. Nothing is then there under its name.
    pub async fn package(&self, packing: Packing<'_>) -> Result<Packed> {
        let permit = self.permit(packing.reason.actor, packing.project).await?;
        permit.require(Operation::Export)?;
        let day: String = self.now().chars().take(10).collect();
        let mut inside = self.what_goes_in(permit.scope(), &packing, &day).await?;
        let of_kind = |kind: Kind| inside.records.values().filter(move |record| record.kind == kind);
        let items: Vec<RecordId> = of_kind(Kind::Item).map(|record| record.id).collect();
        if !items.is_empty() {
            let mut work = self.begin(packing.reason.clone(), packing.project).await?;
            for item in &items {
                work.custody(*item, CustodyAction::Exported, Some(&packing.recipient)).await?;
            }
            work.commit().await?;
        }
        self.sequence().await?;
        let mut bag = self.package_documents(&mut inside).await?;
        for id in items {
            bag.items.push(self.item_bytes(packing.reason.actor, inside.scope, id).await?);
        }
        let mut kinds = BTreeMap::new();
        for record in inside.records.values() {
            *kinds.entry(record.kind).or_default() += 1;
        }
        let Inside { left_out, withheld, records, .. } = inside;
        let contents = Contents { kinds, purpose: packing.purpose, day: day.clone(), left_out, withheld };
        bag.about = About {
            organization: packing.organization,
            description: format!(
                "{} records with their acts and proofs, {} of them files",
                records.len(),
                bag.items.len()
            ),
            identifier: format!("{}/{}", self.settings.origin, self.checkpoint().await?.size),
            made_on: day,
            contents_en: contents.english(),
            contents_ar: contents.arabic(),
        };
        let to = match packing.to {
            Destination::Folder(folder) => (folder.to_owned(), None),
            Destination::Sealed(file, recipients) => (file.to_owned(), Some(recipients)),
        };
        let writing = tokio::task::spawn_blocking(move || write(to, bag));
        let written = writing.await.map_err(|error| Error::Damaged(error.to_string()))??;
        let Contents { kinds, left_out, withheld, .. } = contents;
        Ok(Packed { written, kinds, left_out, withheld })
    }

    /// Which records go in, and what is not to be named.
    async fn what_goes_in(&self, scope: Scope, packing: &Packing<'_>, day: &str) -> Result<Inside> {
        let narrow = scope.up_to(packing.label.min(scope.clearance));
        let given = packing.records.len() + packing.incidents.len();
        if given == 0 || given > PACKAGE_RECORDS_MAX {
            return crate::team::refuse("too-many-given", "records");
        }
        let mut kinds = self.chosen_kinds(scope, &packing.records).await?;
        for incident in &packing.incidents {
            kinds.extend(self.rests_on(narrow, *incident).await?);
        }
        if kinds.len() > PACKAGE_RECORDS_MAX {
            return crate::team::refuse("too-many-given", "records");
        }
        let ids: Vec<RecordId> = kinds.keys().copied().collect();
        let answers = self.consent_of_each(scope, &ids, packing.purpose, day).await?;
        let mut left_out = BTreeMap::new();
        let mut hidden = BTreeSet::new();
        for (id, denial) in answers.into_iter().filter_map(|(id, answer)| Some((id, answer.err()?))) {
            kinds.remove(&id);
            hidden.insert(id.0);
            *left_out.entry(denial).or_default() += 1;
        }
        let mut records = self.named(scope, kinds.iter().map(|(id, kind)| (*kind, *id))).await?;
        // A link says that both its ends are there.
        let is_denied = |end: Option<&str>| {
            end.and_then(|id| Uuid::parse_str(id).ok()).is_some_and(|id| hidden.contains(&id))
        };
        records.retain(|_, record| {
            let ends = ["from", "to"].map(|end| is_denied(record.text(end)));
            record.kind != Kind::Link || !ends.contains(&true)
        });
        if records.is_empty() {
            return crate::team::refuse("package-empty", "records");
        }
        let mut inside = Inside { scope, records, left_out, hidden, withheld: 0 };
        self.hide_closed(narrow, &mut inside).await?;
        Ok(inside)
    }

    /// Adds whatever the records and their acts point to that is not to be named: closed records.
    async fn hide_closed(&self, narrow: Scope, inside: &mut Inside) -> Result<()> {
        let mut named = BTreeSet::new();
        for record in inside.records.values() {
            references(&record.body, &mut named);
            for logged in self.history(inside.scope, record.kind, record.id).await? {
                for value in logged.act.fields.values() {
                    references_of(value, &mut named);
                }
            }
        }
        let named: Vec<RecordId> = named.into_iter().map(RecordId).collect();
        let all = self.kinds(Scope::of(narrow.project), &named).await?;
        let seen = self.kinds(narrow, &named).await?;
        let is_closed = |id: &&RecordId| !seen.contains_key(*id) && !inside.records.contains_key(*id);
        let closed: Vec<Uuid> = all.keys().filter(is_closed).map(|id| id.0).collect();
        inside.hidden.extend(closed);
        Ok(())
    }

    /// Everything that is written of the records but the bytes.
    async fn package_documents(&self, inside: &mut Inside) -> Result<Bag> {
        let mut documents = Vec::new();
        let records: Vec<Record> = inside.records.values().cloned().collect();
        for record in records {
            let (kind, id) = (record.kind.slug(), record.id);
            let (body, withheld) = inside.open(&record.body);
            let said = json!({ "kind": kind, "id": id.to_string(), "body": body, "withheld": withheld });
            documents.push(document(format!("records/{kind}-{id}.json"), &said)?);
            let acts: Vec<StoredAct> = self
                .history(inside.scope, record.kind, id)
                .await?
                .into_iter()
                .map(|logged| logged.act)
                .collect();
            let told: Vec<Json> = acts.iter().map(act_told).collect();
            documents.push(document(format!("acts/{kind}-{id}.json"), &json!(told))?);
            let mut proven: Vec<StoredAct> = acts;
            if record.kind == Kind::Item {
                let custody = self.custody_of(inside.scope, &record).await?;
                // What was made from it tells its own story, and only where it goes along.
                let custody = custody
                    .into_iter()
                    .filter(|event| event.made.is_none_or(|made| inside.records.contains_key(&made)));
                let mut events = Vec::new();
                for event in custody {
                    let mut told = act_told(&event.act);
                    told["action"] = json!(event.action.slug());
                    told["words"] = json!(event.words);
                    told["made"] = json!(event.made.map(|made| made.to_string()));
                    events.push(told);
                    proven.push(event.act);
                }
                documents.push(document(format!("custody/{id}.json"), &json!(events))?);
            }
            for act in &proven {
                documents.extend(self.package_proof(inside, act).await?);
            }
        }
        documents.push(text("log/key.txt", &format!("{}\n", self.verifier)));
        documents.push(text("verify_proof.py", VERIFIER));
        documents.push(text("ledger.md", FORMAT));
        Ok(Bag { items: Vec::new(), documents, about: About::default() })
    }

    async fn package_proof(&self, inside: &Inside, act: &StoredAct) -> Result<Vec<Document>> {
        let id = ActId(act.id);
        let (proof, leaf) = self.proof(inside.scope, id).await?;
        let mut fields = self.opened(inside.scope, id).await?.document();
        if let Some(fields) = fields.as_object_mut() {
            // What is left of the act can be checked all the same: each value has a commitment of its own.
            fields.retain(|_, value| !inside.names_hidden(value));
        }
        Ok(vec![
            text(&format!("proofs/{id}.tlog-proof"), &proof),
            Document { name: format!("proofs/{id}.leaf"), bytes: leaf },
            document(format!("proofs/{id}.fields.json"), &fields)?,
        ])
    }
}

impl Inside {
    fn names_hidden(&self, value: &Json) -> bool {
        let mut named = BTreeSet::new();
        references_of(value, &mut named);
        named.iter().any(|id| self.hidden.contains(id))
    }

    /// A body without the fields that point to what is hidden, and their names.
    fn open(&mut self, body: &Body) -> (Body, Vec<String>) {
        let (shut, open): (Vec<_>, Vec<_>) = body.iter().partition(|(_, value)| self.names_hidden(value));
        let withheld: Vec<String> = shut.into_iter().map(|(field, _)| field.clone()).collect();
        self.withheld += withheld.len();
        (open.into_iter().map(|(field, value)| (field.clone(), value.clone())).collect(), withheld)
    }
}

/// The ids in a body.
fn references(body: &Body, found: &mut BTreeSet<Uuid>) {
    body.values().for_each(|value| references_of(value, found));
}

/// Whatever in a value looks like an id, in a text among other words too.
fn references_of(value: &Json, found: &mut BTreeSet<Uuid>) {
    match value {
        Json::String(text) => {
            let words = text.split(|letter: char| !letter.is_ascii_hexdigit() && letter != '-');
            found.extend(words.filter(|word| word.len() == 36).filter_map(|word| Uuid::parse_str(word).ok()));
        }
        Json::Array(values) => values.iter().for_each(|value| references_of(value, found)),
        Json::Object(fields) => fields.values().for_each(|value| references_of(value, found)),
        _ => {}
    }
}

fn act_told(act: &StoredAct) -> Json {
    json!({
        "act": act.id.to_string(), "kind": act.kind, "at": act.at, "actor": act.actor.to_string(),
        "device": act.device.to_string(),
    })
}

fn text(name: &str, text: &str) -> Document {
    Document { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn document(name: String, value: &Json) -> Result<Document> {
    let bytes = serde_json::to_vec_pretty(value).map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(Document { name, bytes })
}

fn write((path, recipients): (PathBuf, Option<Recipients>), bag: Bag) -> Result<Written> {
    match recipients {
        None => bag.fill(PackageWriter::begin(&path).map_err(Error::Evidence)?),
        Some(recipients) => sealed::write(&path, &recipients, bag),
    }
}

impl Bag {
    fn fill(self, mut writer: PackageWriter<'_>) -> Result<Written> {
        let mut names = BTreeSet::new();
        for item in self.items {
            let name = format!("items/{}", item.digest);
            // Two records may have the same bytes.
            if names.insert(name.clone()) {
                writer.add(&named(&name)?, item.size_bytes, &mut item.whole()?).map_err(Error::Evidence)?;
            }
        }
        for document in self.documents {
            if names.insert(document.name.clone()) {
                let size_bytes = document.bytes.len() as u64;
                writer
                    .add(&named(&document.name)?, size_bytes, &mut document.bytes.as_slice())
                    .map_err(Error::Evidence)?;
            }
        }
        writer.finish(&self.about).map_err(Error::Evidence)
    }
}

fn named(name: &str) -> Result<PackageName> {
    name.parse().map_err(Error::Evidence)
}
