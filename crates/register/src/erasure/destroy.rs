//! The destruction that follows the acts of an erasure, in an order that no crash breaks: bytes and keys of items,
//! saved searches, secrets of acts (the salts of what stays are kept), last the values the acts hold; then the files of
//! the databases are written anew.
//!
//! Each step can be done twice, and everything it needs is there until the step after it is durable. Start at
//! [`Register::finish_erasure`].

use super::found::said;
use super::needle::Needles;
use super::{Erased, VERB};
use crate::db::{Compacted, Value};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::fold::StoredAct;
use crate::register::Register;
use crate::sequencer::{ACT, stored_act};
use crate::work::object_text;
use domain::id::{ActId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::erased;
use evidence::vault::Digest;
use ledger::commitment::salt;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What was destroyed; counts only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Destroyed {
    /// Records of which something went.
    pub records: u64,
    /// Values of acts.
    pub values: u64,
    /// Items whose key and bytes went.
    pub items: u64,
    /// Files of the vault and of its second copy.
    pub files: u64,
    /// Items whose bytes stay, because another record holds the same file.
    pub shared_items: u64,
    /// Unfinished uploads of the same file.
    pub uploads: u64,
    /// Saved searches that repeated what went.
    pub saved_searches: u64,
    /// Whether the second copy of the vault was away: what lies there has no key any more.
    pub second_is_away: bool,
    /// What became of the files of the register's database.
    pub register: Compacted,
    /// And of the keyring's.
    pub keyring: Compacted,
}

/// Tables that hold words of records beside the table of their kind.
const BESIDE_RECORDS: [&str; 7] =
    ["act", "search_record", "field_head", "incident_shown", "import_row", "link_check", "link_change"];

/// One act that erases, and the acts it erases from.
struct Target {
    act: StoredAct,
    said: Erased,
    earlier: Vec<StoredAct>,
}

impl Target {
    /// Whether a field of an earlier act goes.
    fn takes(&self, act: &StoredAct, field: &str) -> bool {
        self.said.covers(act.id, field)
    }

    /// The values that go and are still there.
    fn values(&self) -> impl Iterator<Item = &Json> {
        let fields = self.earlier.iter().flat_map(|act| act.fields.iter().map(move |field| (act, field)));
        let going = fields.filter(|(act, (name, _))| self.takes(act, name)).map(|(_, (_, value))| value);
        going.filter(|value| erased::by(value).is_none())
    }

    fn kind(&self) -> Option<Kind> {
        self.act.kind.split('.').next().and_then(Kind::parse)
    }

    /// Digest, name and size of the bytes that go, as long as an act still tells them.
    fn bytes(&self) -> Option<(Digest, String, i64)> {
        let first = self.earlier.first().filter(|_| self.said.whole && self.kind() == Some(Kind::Item))?;
        let text = |field: &str| first.fields.get(field).and_then(Json::as_str);
        let size = first.fields.get("size_bytes").and_then(Json::as_i64).unwrap_or_default();
        Some((text("sha256")?.parse().ok()?, text("file_name").unwrap_or_default().to_owned(), size))
    }
}

impl Register {
    /// Finishes every erasure that was agreed to and not carried out to its end, as after a crash.
    ///
    /// # Errors
    /// From the database; what stands in the way of one erasure is noted in it.
    pub async fn finish_erasures(&self) -> Result<()> {
        self.finish_all(true).await
    }

    pub(crate) async fn finish_all(&self, signs: bool) -> Result<()> {
        let sql = "select e.approval from erasure e where e.done is null order by e.agreed, e.approval";
        for row in self.db.rows(sql, Vec::new()).await? {
            self.carry_to_its_end(RecordId(row.id(0)?), signs).await?;
        }
        Ok(())
    }

    /// Destroys what an erasure says, and notes what was destroyed. Done before, it does nothing.
    ///
    /// # Errors
    /// From the database; anything else that stands in the way is noted, and tried again at the next start.
    pub async fn finish_erasure(&self, approval: RecordId) -> Result<()> {
        self.carry_to_its_end(approval, true).await
    }

    /// [`Self::finish_erasure`]; `signs` is whether acts may be put into the log before.
    pub(super) async fn carry_to_its_end(&self, approval: RecordId, signs: bool) -> Result<()> {
        let sql = "select e.done from erasure e where e.approval = $1";
        let row = self.db.row(sql, vec![approval.0.into()]).await?.ok_or(Error::NotFound)?;
        if row.maybe_text(0)?.is_some() {
            return Ok(());
        }
        let carried_out = self.carry_out(approval, signs).await;
        let mut tx = self.db.begin().await?;
        match carried_out {
            Ok(destroyed) => {
                let report = crate::rows::json_text(&destroyed)?;
                let values = vec![approval.0.into(), self.now().into(), report.into()];
                let sql = "update erasure set done = $2, trouble = null, report = $3 where approval = $1";
                tx.run(sql, values).await?;
            }
            Err(error) => {
                let sql = "update erasure set trouble = $2 where approval = $1";
                tx.run(sql, vec![approval.0.into(), error.code().into()]).await?;
            }
        }
        tx.commit().await
    }

    async fn carry_out(&self, approval: RecordId, signs: bool) -> Result<Destroyed> {
        // A leaf is made from the values: none may go before its act is in the log, where there will be more of it.
        if signs {
            self.sequence().await?;
        }
        let targets = self.targets(approval).await?;
        let records: BTreeSet<Uuid> = targets.iter().map(|target| target.act.subject).collect();
        let values = targets.iter().map(|target| target.values().count() as u64).sum();
        let mut destroyed = Destroyed { records: records.len() as u64, values, ..Destroyed::default() };
        for target in &targets {
            if let Some((digest, name, size)) = target.bytes() {
                self.destroy_bytes(target, digest, &name, size, &mut destroyed).await?;
            }
        }
        destroyed.saved_searches = self.forget_searches(&targets).await?;
        self.destroy_secrets(&targets).await?;
        self.destroy_values(&targets).await?;
        let kinds: BTreeSet<&str> = targets.iter().filter_map(Target::kind).map(Kind::slug).collect();
        let tables: Vec<&str> = BESIDE_RECORDS.into_iter().chain(kinds).collect();
        destroyed.register = self.db.compact(&tables).await?;
        destroyed.keyring = self.keyring.compact(&["secret", "salt", "item_key", "upload_key"]).await?;
        if destroyed.saved_searches > 0 {
            self.people.db.compact(&["saved_search"]).await?;
        }
        Ok(destroyed)
    }

    async fn targets(&self, approval: RecordId) -> Result<Vec<Target>> {
        let sql = format!(
            "select {ACT} from act a where a.id in (select e.act from erased e where e.approval = $1)
             order by a.position"
        );
        let mut targets = Vec::new();
        for row in self.db.rows_of(sql, vec![approval.0.into()]).await? {
            let act = stored_act(&row)?;
            let sql = format!(
                "select {ACT} from act a where a.subject = $1 and a.position < $2 and a.kind not like '%.{VERB}'
                 order by a.position"
            );
            let rows = self.db.rows_of(sql, vec![act.subject.into(), act.position.into()]).await?;
            let earlier = rows.iter().map(stored_act).collect::<Result<_>>()?;
            targets.push(Target { said: said(&act)?, act, earlier });
        }
        Ok(targets)
    }

    /// The key first: without it no copy can be read, wherever it lies.
    async fn destroy_bytes(
        &self,
        target: &Target,
        digest: Digest,
        name: &str,
        size_bytes: i64,
        destroyed: &mut Destroyed,
    ) -> Result<()> {
        let sha256 = digest.to_string();
        let sql = "select i.id from item i where i.sha256 = $1 limit 1";
        if self.db.row(sql, vec![sha256.as_str().into()]).await?.is_some() {
            destroyed.shared_items += 1;
            return Ok(());
        }
        let project = ProjectId(target.act.project);
        let sql = "select u.upload from upload_key u
                   where u.project = $1 and u.file_name = $2 and u.size_bytes = $3 and u.file_name <> ''";
        let values = vec![project.0.into(), name.into(), size_bytes.into()];
        for row in self.keyring.rows(sql, values).await? {
            let upload = row.text(0)?.parse();
            let upload = upload.map_err(|_why| Error::Damaged("an upload has no name".to_owned()))?;
            self.discard_upload(&upload).await?;
            destroyed.uploads += 1;
        }
        let mut tx = self.keyring.begin().await?;
        tx.run("delete from item_key where sha256 = $1", vec![sha256.as_str().into()]).await?;
        tx.commit().await?;
        let vault = self.vault()?;
        let removed = tokio::task::spawn_blocking(move || vault.destroy(&digest)).await;
        let removed = removed.map_err(|error| Error::Damaged(error.to_string()))?.map_err(Error::Evidence)?;
        destroyed.items += 1;
        destroyed.files += removed.files;
        destroyed.second_is_away |= removed.second_is_away;
        // Where the background check stands is the digest of an item.
        let mut tx = self.db.begin().await?;
        let sql = "update scrub_state set after_sha256 = null where after_sha256 = $1";
        tx.run(sql, vec![sha256.into()]).await?;
        tx.commit().await
    }

    /// Saved searches of the project that repeat what goes.
    async fn forget_searches(&self, targets: &[Target]) -> Result<u64> {
        let mut needles = Needles::default();
        targets.iter().flat_map(Target::values).for_each(|value| needles.take(value));
        let Some(project) = targets.first().map(|target| target.act.project).filter(|_| !needles.is_empty())
        else {
            return Ok(0);
        };
        let sql = "select s.id, s.name, s.query from saved_search s where s.project = $1";
        let mut repeating = Vec::new();
        for row in self.people.db.rows(sql, vec![project.into()]).await? {
            let query: Json = serde_json::from_str(&row.text(2)?).unwrap_or_default();
            if needles.are_in(&row.text(1)?) || needles.are_within(&query) {
                repeating.push(row.id(0)?);
            }
        }
        if repeating.is_empty() {
            return Ok(0);
        }
        let mut tx = self.people.db.begin().await?;
        for id in &repeating {
            tx.run("delete from saved_search where id = $1", vec![(*id).into()]).await?;
        }
        tx.commit().await?;
        Ok(repeating.len() as u64)
    }

    /// Keeps the salts of what stays, and destroys the secrets that would make the others again.
    async fn destroy_secrets(&self, targets: &[Target]) -> Result<()> {
        for target in targets {
            let acts: Vec<&StoredAct> = target
                .earlier
                .iter()
                .filter(|act| act.fields.keys().any(|name| target.takes(act, name)))
                .collect();
            let ids: Vec<Uuid> = acts.iter().map(|act| act.id).collect();
            let secrets = self.secrets(&ids).await?;
            let mut tx = self.keyring.begin().await?;
            for act in acts {
                if let Some(secret) = secrets.get(&act.id) {
                    let staying = act.fields.keys().filter(|name| !target.takes(act, name));
                    let salts = staying.map(|name| {
                        let salt = salt(secret, name);
                        vec![act.id.into(), name.as_str().into(), Value::Bytes(salt.to_vec())]
                    });
                    tx.insert("salt", &["act", "field", "salt"], salts.collect()).await?;
                    tx.run("delete from secret where act = $1", vec![act.id.into()]).await?;
                }
                for name in act.fields.keys().filter(|name| target.takes(act, name)) {
                    let sql = "delete from salt where act = $1 and field = $2";
                    tx.run(sql, vec![act.id.into(), name.as_str().into()]).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Puts the mark of the act that erases where acts held a value, and leaves nothing of it in the search index.
    async fn destroy_values(&self, targets: &[Target]) -> Result<()> {
        let mut tx = self.db.begin().await?;
        for target in targets {
            let mark = erased::mark(ActId(target.act.id));
            for act in &target.earlier {
                let mut fields = act.fields.clone();
                for (name, value) in &mut fields {
                    if target.takes(act, name) && erased::by(value).is_none() {
                        value.clone_from(&mark);
                    }
                }
                if fields == act.fields {
                    continue;
                }
                let canonical =
                    |(name, value): (&String, &Json)| Ok((name.clone(), ledger::canonical(value)?));
                let fields = fields.iter().map(canonical).collect::<Result<BTreeMap<String, String>>>()?;
                let values = vec![act.id.into(), object_text(&fields).into()];
                tx.run("update act set fields = $2 where id = $1", values).await?;
            }
        }
        if tx.dialect() == Dialect::Lite {
            // Deleted words stand in the index until its parts are made one.
            tx.run("insert into search_text (search_text) values ('optimize')", Vec::new()).await?;
        }
        tx.commit().await
    }
}
