//! Proof that nothing was altered behind anybody's back: the log against its own signature, the acts against the
//! log, the tables against the acts. Repairs nothing. Acts against leaves is [`leaf`].
//!
//! Start at [`Register::verify`] (log and acts) and [`Register::fsck`] (tables too). Both read in batches.

mod leaf;

use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::fold::{Folded, StoredAct};
use crate::limits::{FAULTS_NAMED_MAX, ROWS_PER_BATCH};
use crate::record::{kind_of, marks};
use crate::register::Register;
use crate::rows::{body_text, heads_by_field};
use crate::sequencer::{ACT, stored_act};
use crate::shape::{COMMON, Read, columns, searched, value};
use crate::timestamp::Summary;
use domain::kind::Kind;
use leaf::{Held, Leaves, check_act};
use ledger::Log;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is at fault: a file of the log, an act, a record.
    pub what: String,
    /// Stable code of the kind of fault.
    pub code: &'static str,
    /// What was found.
    pub detail: String,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Faults, at most [`FAULTS_NAMED_MAX`] of them named.
    pub faults: Vec<Fault>,
    /// Faults in all.
    pub faults_count: usize,
    /// Leaves in the log.
    pub leaves: u64,
    /// Acts compared with their leaves.
    pub acts: u64,
    /// Committed acts that have no number yet: not a fault, but not proven either.
    pub unsequenced: u64,
    /// Records compared with their acts; 0 for `verify`.
    pub records: u64,
    /// Items whose bytes were looked at; 0 for `verify`.
    pub items: u64,
    /// Root of the log, hexadecimal.
    pub root: String,
    /// Tokens of a timestamp authority.
    pub timestamps: Summary,
}

impl Findings {
    /// Whether nothing is at fault.
    pub const fn is_sound(&self) -> bool {
        self.faults_count == 0
    }

    /// Adds what was found of the items' bytes.
    pub fn add_bytes(&mut self, items: u64, faults: Vec<crate::item::ByteFault>) {
        self.items = items;
        for fault in faults {
            self.fault(format!("item {}", fault.sha256), fault.code, fault.detail);
        }
    }

    fn fault(&mut self, what: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.faults_count += 1;
        if self.faults.len() < FAULTS_NAMED_MAX {
            self.faults.push(Fault { what: what.into(), code, detail: detail.into() });
        }
    }
}

impl Register {
    /// Checks the log on disk and every act against its leaf.
    ///
    /// # Errors
    /// Where something cannot be read at all; what can be read and is wrong is a fault, not an error.
    pub async fn verify(&self) -> Result<Findings> {
        let mut findings = Findings::default();
        let folder = self.folder.log();
        for fault in ledger::verify_folder(&folder, &self.verifier).err().into_iter().flatten() {
            findings.fault(format!("log/{}", fault.path), "log-file-altered", fault.reason);
        }
        let log = match Log::open(&folder, &self.verifier) {
            Ok(log) => log,
            Err(error) => {
                findings.fault("log/checkpoint", "log-file-altered", error.to_string());
                return Ok(findings);
            }
        };
        findings.leaves = log.checkpoint().size;
        findings.root = log.checkpoint().root_text();
        let (summary, wrong) = self.timestamps().verify(&log);
        findings.timestamps = summary;
        for (what, code, detail) in wrong {
            findings.fault(what, code, detail);
        }
        self.check_state(&log, &mut findings).await?;
        self.check_acts(&log, &mut findings).await?;
        Ok(findings)
    }

    async fn check_state(&self, log: &Log, findings: &mut Findings) -> Result<()> {
        let row = self.db.row("select size, root, checkpoint, position from log_state", Vec::new()).await?;
        let Some(row) = row else {
            findings.fault("log_state", "log-state-missing", "the register does not remember its log");
            return Ok(());
        };
        let known = log.checkpoint();
        let same = u64::try_from(row.int(0)?) == Ok(known.size) && row.text(1)? == known.root_text();
        if !same || row.text(2)? != known.text() {
            findings.fault(
                "log_state",
                "log-disagrees",
                "the register remembers another checkpoint than the log holds",
            );
        }
        let counted = self
            .db
            .row(
                "select (select count(*) from act where position > $1),
                        (select count(*) from act a where a.position <= $1 and not exists (select 1 from sequence s where s.act = a.id)),
                        (select count(*) from sequence)",
                vec![row.int(3)?.into()],
            )
            .await?
            .ok_or_else(|| Error::Damaged("no count".to_owned()))?;
        findings.unsequenced = u64::try_from(counted.int(0)?).unwrap_or(0);
        if counted.int(1)? > 0 {
            let detail = format!("{} acts stand where every act has a leaf, and have none", counted.int(1)?);
            findings.fault("act", "act-without-leaf", detail);
        }
        if u64::try_from(counted.int(2)?) != Ok(known.size) {
            let detail =
                format!("{} acts are numbered, the log holds {} leaves", counted.int(2)?, known.size);
            findings.fault("sequence", "log-disagrees", detail);
        }
        Ok(())
    }

    async fn check_acts(&self, log: &Log, findings: &mut Findings) -> Result<()> {
        let mut next = 0_i64;
        let erasures = self.found_erasures().await?;
        let mut leaves = Leaves { log, bundle: None };
        loop {
            let sql = format!(
                "select {ACT}, s.number, s.act, s.position from sequence s left join act a on a.id = s.act
                 where s.number >= $1 order by s.number limit $2"
            );
            let rows = self.db.rows_of(sql, vec![next.into(), ROWS_PER_BATCH.into()]).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            next = last.int(10)? + 1;
            let ids = rows.iter().map(|row| row.id(11)).collect::<Result<Vec<_>>>()?;
            let held = Held::read(self, &ids, &erasures).await?;
            for row in &rows {
                findings.acts += 1;
                check_act(&mut leaves, row, &held, findings)?;
            }
        }
    }

    /// Checks everything [`Self::verify`] does, and that every table holds what its acts say.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub async fn fsck(&self) -> Result<Findings> {
        let mut findings = self.verify().await?;
        let mut subjects: BTreeMap<Kind, u64> = BTreeMap::new();
        let mut after = (Uuid::nil(), 0_i64);
        let mut open: Vec<StoredAct> = Vec::new();
        loop {
            let sql = format!(
                "select {ACT} from act a where a.subject > $1 or (a.subject = $1 and a.position > $2)
                 order by a.subject, a.position limit $3"
            );
            let rows =
                self.db.rows_of(sql, vec![after.0.into(), after.1.into(), ROWS_PER_BATCH.into()]).await?;
            let last_batch = rows.len() < usize::try_from(ROWS_PER_BATCH).unwrap_or(usize::MAX);
            open.extend(rows.iter().filter_map(|row| stored_act(row).ok()));
            if let Some(last) = rows.last() {
                after = (last.id(6)?, last.int(0)?);
            }
            let rest = if last_batch { Vec::new() } else { split_last_subject(&mut open) };
            self.check_subjects(&open, &mut subjects, &mut findings).await?;
            open = rest;
            if last_batch {
                break;
            }
        }
        self.check_counts(&subjects, &mut findings).await?;
        Ok(findings)
    }

    async fn check_subjects(
        &self,
        acts: &[StoredAct],
        subjects: &mut BTreeMap<Kind, u64>,
        findings: &mut Findings,
    ) -> Result<()> {
        let mut folded: BTreeMap<Kind, Vec<(Uuid, Folded)>> = BTreeMap::new();
        let mut gone = Vec::new();
        for group in acts.chunk_by(|one, other| one.subject == other.subject) {
            let Some(first) = group.first() else { continue };
            let kind = kind_of(first.kind.split('.').next().unwrap_or_default());
            match (kind, Folded::of(group)) {
                (Ok(kind), Some(record)) if record.gone.is_some() => gone.push((kind, first.subject)),
                (Ok(kind), Some(record)) => folded.entry(kind).or_default().push((first.subject, record)),
                _ => findings.fault(format!("act {}", first.id), "act-not-understood", first.kind.clone()),
            }
        }
        for (kind, id) in gone {
            self.check_gone(kind, id, findings).await?;
        }
        for (kind, records) in folded {
            *subjects.entry(kind).or_default() += records.len() as u64;
            findings.records += records.len() as u64;
            for chunk in records.chunks(250) {
                self.check_records(kind, chunk, findings).await?;
            }
        }
        Ok(())
    }

    /// Whether nothing holds a record that was erased.
    async fn check_gone(&self, kind: Kind, id: Uuid, findings: &mut Findings) -> Result<()> {
        let sql = format!(
            "select (select count(*) from {} where id = $1) + (select count(*) from search_record where id = $1)
                  + (select count(*) from field_head where subject = $1)",
            kind.slug()
        );
        let row = self.db.row(sqlx::AssertSqlSafe(sql), vec![id.into()]).await?;
        if row.map_or(Ok(0), |row| row.int(0))? > 0 {
            findings.fault(format!("{} {id}", kind.slug()), "record-differs", "it was erased, and is there");
        }
        Ok(())
    }

    async fn check_records(
        &self,
        kind: Kind,
        folded: &[(Uuid, Folded)],
        findings: &mut Findings,
    ) -> Result<()> {
        let ids: Vec<Value> = folded.iter().map(|(id, _)| (*id).into()).collect();
        let names: Vec<&str> =
            COMMON.into_iter().chain(columns(kind).iter().map(|column| column.name)).collect();
        let marks = marks(1, ids.len());
        let sql = format!("select {} from {} where id in ({marks})", names.join(", "), kind.slug());
        let mut rows = BTreeMap::new();
        for row in self.db.rows_of(sql, ids.clone()).await? {
            rows.insert(row.id(0)?, row);
        }
        let sql = format!(
            "select h.field, h.act, h.subject from field_head h left join act a on a.id = h.act
             where h.subject in ({marks}) order by h.subject, a.position"
        );
        let mut heads: BTreeMap<Uuid, Vec<Row>> = BTreeMap::new();
        for row in self.db.rows_of(sql, ids).await? {
            heads.entry(row.id(2)?).or_default().push(row);
        }
        for (id, record) in folded {
            let what = format!("{} {id}", kind.slug());
            let Some(row) = rows.get(id) else {
                findings.fault(what, "record-missing", "its acts are there, its row is not");
                continue;
            };
            for detail in differences(kind, row, heads.get(id).map_or(&[], Vec::as_slice), record)? {
                findings.fault(what.clone(), "record-differs", detail);
            }
        }
        Ok(())
    }

    async fn check_labels(&self, findings: &mut Findings) -> Result<()> {
        for wrong in self.wrong_labels().await? {
            findings.fault(wrong.what, "label-too-wide", wrong.detail);
        }
        Ok(())
    }

    async fn check_counts(&self, subjects: &BTreeMap<Kind, u64>, findings: &mut Findings) -> Result<()> {
        let tables: Vec<String> =
            Kind::ALL.iter().map(|kind| format!("select '{0}', count(*) from {0}", kind.slug())).collect();
        for row in self.db.rows_of(tables.join(" union all "), Vec::new()).await? {
            let kind = kind_of(&row.text(0)?)?;
            let (rows, expected) =
                (u64::try_from(row.int(1)?).unwrap_or(0), subjects.get(&kind).copied().unwrap_or(0));
            if rows != expected {
                let detail = format!("{rows} rows, but acts about {expected} records");
                findings.fault(kind.slug(), "record-without-acts", detail);
            }
        }
        let searched: u64 =
            subjects.iter().filter(|(kind, _)| !searched(**kind).is_empty()).map(|(_, count)| count).sum();
        let row = self.db.row("select count(*) from search_record", Vec::new()).await?;
        if row.map_or(Ok(0), |row| row.int(0))? != i64::try_from(searched).unwrap_or(i64::MAX) {
            findings.fault(
                "search_record",
                "search-index-differs",
                format!("{searched} records should be found"),
            );
        }
        self.check_labels(findings).await?;
        let wrong = self.wrongly_shown().await?;
        if wrong > 0 {
            let detail = format!("{wrong} rows are not what the records say");
            findings.fault("incident_shown", "record-differs", detail);
        }
        let wrong = self
            .db
            .row(
                "select count(*) from assessment a where a.current <> (a.version = (select max(b.version) from assessment b where b.incident = a.incident and b.basis = a.basis))",
                Vec::new(),
            )
            .await?;
        let wrong = wrong.map_or(Ok(0), |row| row.int(0))?;
        if wrong > 0 {
            findings.fault(
                "assessment",
                "record-differs",
                format!("{wrong} rows are wrongly current or not"),
            );
        }
        Ok(())
    }
}

/// Takes the acts of the last subject off, because more of them may follow in the next batch.
fn split_last_subject(acts: &mut Vec<StoredAct>) -> Vec<StoredAct> {
    let Some(subject) = acts.last().map(|act| act.subject) else { return Vec::new() };
    let start = acts.partition_point(|act| act.subject < subject);
    acts.split_off(start)
}

fn differences(kind: Kind, row: &Row, heads: &[Row], folded: &Folded) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let conflicts = i64::try_from(folded.conflicts().count()).unwrap_or(i64::MAX);
    let common = [
        ("project", Some(row.id(1)?) == folded.project),
        ("label", row.text(2)? == folded.label),
        ("first_act", row.id(3)? == folded.first_act),
        ("head_act", row.id(4)? == folded.head_act),
        ("conflicts", row.int(5)? == conflicts),
        ("body", row.text(6)? == body_text(&folded.body)?),
    ];
    found.extend(
        common.iter().filter(|(_, same)| !same).map(|(name, _)| format!("{name} is not what its acts say")),
    );
    for (place, column) in columns(kind).iter().enumerate() {
        let stored = match column.from {
            Read::Derived => continue,
            Read::Int(_) => Value::Int(row.maybe_int(COMMON.len() + place)?),
            Read::Id(_) => Value::Id(row.maybe_id(COMMON.len() + place)?),
            Read::Flag(_) => Value::Flag(row.flag(COMMON.len() + place)?),
            _ => Value::Text(row.maybe_text(COMMON.len() + place)?),
        };
        if stored != value(&folded.body, column.from) {
            found.push(format!("column {} is not what its acts say", column.name));
        }
    }
    let mut expected: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (field, act) in folded.stored_heads() {
        expected.entry(field.to_owned()).or_default().push(act);
    }
    if heads_by_field(heads)? != expected {
        found.push("the heads of its fields are not what its acts say".to_owned());
    }
    Ok(found)
}
