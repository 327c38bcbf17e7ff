//! A package: chosen items with their bytes, records, chains of custody and proofs, in a folder that a court can check
//! without this program.
//!
//! The folder itself is `evidence::package`, a BagIt bag. Start at [`Register::package`].

use crate::error::{Error, Result};
use crate::fold::StoredAct;
use crate::item::OpenItem;
use crate::limits::PACKAGE_ITEMS_MAX;
use crate::permission::Operation;
use crate::register::Register;
use crate::work::Reason;
use domain::id::{ActId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::CustodyAction;
use evidence::package::{About, PackageName, PackageWriter, Written};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The script that checks a proof with nothing but Python and openssl.
const VERIFIER: &str = include_str!("../../../docs/spec/verify_proof.py");
/// What it checks, in words.
const FORMAT: &str = include_str!("../../../docs/spec/ledger.md");

/// What is packed, by whom and for whom.
pub struct Packing<'a> {
    /// Who and why.
    pub reason: Reason,
    /// Where the items are.
    pub project: ProjectId,
    /// The items.
    pub items: Vec<RecordId>,
    /// A folder that does not exist yet.
    pub folder: &'a Path,
    /// Who hands it over.
    pub organization: String,
    /// To whom, in words: it becomes part of each item's custody.
    pub recipient: String,
}

/// A file of the package that is made here.
struct Document {
    name: String,
    bytes: Vec<u8>,
}

impl Register {
    /// Makes a package. Every item's custody says that it was handed out, and to whom, before its bytes are.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`; `evidence-missing`, `evidence-no-key`, `evidence-damaged`; from the disk. The
    /// folder is then not there under its name.
    pub async fn package(&self, packing: Packing<'_>) -> Result<Written> {
        let permit = self.permit(packing.reason.actor, packing.project).await?;
        permit.require(Operation::Export)?;
        if packing.items.is_empty() || packing.items.len() > PACKAGE_ITEMS_MAX {
            return crate::team::refuse("too-many-given", "items");
        }
        let scope = permit.scope();
        let mut work = self.begin(packing.reason.clone(), packing.project).await?;
        for item in &packing.items {
            work.custody(*item, CustodyAction::Exported, Some(&packing.recipient)).await?;
        }
        work.commit().await?;
        self.sequence().await?;
        let (mut open, mut documents) = (Vec::new(), Vec::new());
        for id in &packing.items {
            let record = self.record(scope, Kind::Item, *id).await?;
            let said = json!({ "kind": "item", "id": id.to_string(), "body": record.body });
            documents.push(document(format!("records/item-{id}.json"), &said)?);
            let custody = self.custody_of(scope, &record).await?;
            let events: Vec<_> = custody
                .iter()
                .map(|event| {
                    json!({
                        "action": event.action.slug(), "words": event.words, "act": event.act.id.to_string(),
                        "at": event.act.at, "actor": event.act.actor.to_string(),
                        "device": event.act.device.to_string(), "made": event.made.map(|made| made.to_string()),
                    })
                })
                .collect();
            documents.push(document(format!("custody/{id}.json"), &json!(events))?);
            for act in custody.iter().map(|event| &event.act) {
                documents.extend(self.proof_documents(scope, act).await?);
            }
            open.push(self.item_bytes(packing.reason.actor, scope, *id).await?);
        }
        documents.push(text("log/key.txt", &format!("{}\n", self.verifier)));
        documents.push(text("verify_proof.py", VERIFIER));
        documents.push(text("ledger.md", FORMAT));
        let about = About {
            organization: packing.organization,
            description: format!("{} items of evidence with their records, custody and proofs", open.len()),
            identifier: format!("{}/{}", self.settings.origin, self.checkpoint().await?.size),
            made_on: self.now().chars().take(10).collect(),
        };
        let folder: PathBuf = packing.folder.to_owned();
        let writing = move || write(&folder, open, documents, &about);
        tokio::task::spawn_blocking(writing).await.map_err(|error| Error::Damaged(error.to_string()))?
    }

    async fn proof_documents(&self, scope: crate::Scope, act: &StoredAct) -> Result<Vec<Document>> {
        let id = ActId(act.id);
        let (proof, leaf) = self.proof(scope, id).await?;
        let fields = self.opened(scope, id).await?.document();
        Ok(vec![
            text(&format!("proofs/{id}.tlog-proof"), &proof),
            Document { name: format!("proofs/{id}.leaf"), bytes: leaf },
            document(format!("proofs/{id}.fields.json"), &fields)?,
        ])
    }
}

fn text(name: &str, text: &str) -> Document {
    Document { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn document(name: String, value: &serde_json::Value) -> Result<Document> {
    let bytes = serde_json::to_vec_pretty(value).map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(Document { name, bytes })
}

fn write(folder: &Path, items: Vec<OpenItem>, documents: Vec<Document>, about: &About) -> Result<Written> {
    let mut writer = PackageWriter::begin(folder).map_err(Error::Evidence)?;
    let mut names = std::collections::BTreeSet::new();
    for item in items {
        let name = format!("items/{}", item.digest);
        // Two records may have the same bytes.
        if names.insert(name.clone()) {
            writer.add(&named(&name)?, &mut item.whole()?).map_err(Error::Evidence)?;
        }
    }
    for document in documents {
        if names.insert(document.name.clone()) {
            writer.add(&named(&document.name)?, &mut document.bytes.as_slice()).map_err(Error::Evidence)?;
        }
    }
    writer.finish(about).map_err(Error::Evidence)
}

fn named(name: &str) -> Result<PackageName> {
    name.parse().map_err(Error::Evidence)
}
