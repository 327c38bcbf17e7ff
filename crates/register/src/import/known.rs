//! What earlier imports made: which record each row and each shared draft became, looked up a batch at a time.

use crate::db::{Tx, Value};
use crate::error::{Error, Result};
use crate::fold::{Folded, StoredAct};
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::record::kind_of;
use crate::sequencer::{ACT, stored_act};
use domain::id::ProjectId;
use domain::kind::Kind;
use domain::record::Body;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// One record an earlier import made.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub subject: Uuid,
    pub kind: Kind,
    pub digest: String,
}

/// What an earlier import said of a record, and the acts by which it said so.
pub(crate) struct Said {
    pub body: Body,
    pub acts: Vec<Uuid>,
}

/// Records made by imports into one project, by dataset, identity and slot.
pub(crate) struct Known {
    project: Uuid,
    /// Datasets that had no row before this import: nothing of theirs needs to be looked up.
    fresh: HashMap<String, bool>,
    /// Shared drafts met in this import.
    pub shared: HashMap<String, Uuid>,
}

impl Known {
    pub fn of(project: ProjectId) -> Self {
        Self { project: project.0, fresh: HashMap::new(), shared: HashMap::new() }
    }

    /// Looks up the records of the given rows of one dataset.
    pub async fn rows(
        &mut self,
        tx: &mut Tx,
        dataset: &str,
        identities: &[String],
    ) -> Result<HashMap<(String, String), Before>> {
        if self.is_fresh(tx, dataset).await? {
            return Ok(HashMap::new());
        }
        let mut found = HashMap::new();
        for chunk in identities.chunks(STATEMENT_PARAMETERS_MAX - 2) {
            let marks = tx.dialect().marks(3, chunk.len());
            let sql = format!(
                "select identity, slot, subject, kind, digest from import_row
                 where project = {} and dataset = {} and identity in ({marks})",
                tx.dialect().mark(1),
                tx.dialect().mark(2)
            );
            let mut values = vec![Value::from(self.project), Value::from(dataset)];
            values.extend(chunk.iter().map(|identity| Value::from(identity.as_str())));
            for row in tx.rows(AssertSqlSafe(sql), values).await? {
                let before =
                    Before { subject: row.id(2)?, kind: kind_of(&row.text(3)?)?, digest: row.text(4)? };
                found.insert((row.text(0)?, row.text(1)?), before);
            }
        }
        Ok(found)
    }

    /// Whether the dataset is known to have had no row before this import.
    pub fn is_new(&self, dataset: &str) -> bool {
        self.fresh.get(dataset).is_some_and(|fresh| *fresh)
    }

    async fn is_fresh(&mut self, tx: &mut Tx, dataset: &str) -> Result<bool> {
        if let Some(fresh) = self.fresh.get(dataset) {
            return Ok(*fresh);
        }
        let sql = "select 1 from import_row where project = $1 and dataset = $2 limit 1";
        let rows = tx.rows(sql, vec![self.project.into(), dataset.into()]).await?;
        self.fresh.insert(dataset.to_owned(), rows.is_empty());
        Ok(rows.is_empty())
    }
}

/// Which of these records the register already has, with their projects and kinds.
pub(crate) async fn present(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, (Uuid, Kind)>> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX) {
        let marks = tx.dialect().marks(1, chunk.len());
        let sql = format!("select distinct subject, project, kind from act where subject in ({marks})");
        let values = chunk.iter().map(|id| Value::from(*id)).collect();
        for row in tx.rows(AssertSqlSafe(sql), values).await? {
            let kind = kind_of(row.text(2)?.split('.').next().unwrap_or_default())?;
            found.insert(row.id(0)?, (row.id(1)?, kind));
        }
    }
    Ok(found)
}

/// What a record said when it was exported, by its head act then; `None` where this register has no such act.
pub(crate) async fn said_at(tx: &mut Tx, subject: Uuid, version: Option<Uuid>) -> Result<Option<Said>> {
    let Some(version) = version else { return Ok(None) };
    let sql = format!(
        "select {ACT} from act a where a.subject = $1
         and a.position <= (select b.position from act b where b.id = $2 and b.subject = $1) order by a.position"
    );
    let rows = tx.rows(AssertSqlSafe(sql), vec![subject.into(), version.into()]).await?;
    let acts = rows.iter().map(stored_act).collect::<Result<Vec<StoredAct>>>()?;
    let ids = acts.iter().map(|act| act.id).collect();
    Ok(Folded::of(&acts).map(|folded| Said { body: folded.body, acts: ids }))
}

/// What the imports before said of a record: the fold of their acts alone.
pub(crate) async fn said(tx: &mut Tx, subject: Uuid) -> Result<Said> {
    let sql = format!(
        "select {ACT} from act a where a.subject = $1 and a.kind like '%.import' order by a.position"
    );
    let rows = tx.rows(AssertSqlSafe(sql), vec![subject.into()]).await?;
    let acts = rows.iter().map(stored_act).collect::<Result<Vec<StoredAct>>>()?;
    let ids = acts.iter().map(|act| act.id).collect();
    let body = Folded::of(&acts)
        .ok_or_else(|| Error::Damaged("an imported record has no import act".to_owned()))?
        .body;
    Ok(Said { body, acts: ids })
}

/// Records of a kind that bear the given public codes; a code of several records has several.
pub(crate) async fn by_codes(
    tx: &mut Tx,
    project: Uuid,
    kind: Kind,
    codes: &[String],
) -> Result<BTreeMap<String, Vec<Uuid>>> {
    let mut found: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for chunk in codes.chunks(STATEMENT_PARAMETERS_MAX - 1) {
        let (mark, marks) = (tx.dialect().mark(1), tx.dialect().marks(2, chunk.len()));
        let sql =
            format!("select code, id from {} where project = {mark} and code in ({marks})", kind.slug());
        let mut values = vec![Value::from(project)];
        values.extend(chunk.iter().map(|code| Value::from(code.as_str())));
        for row in tx.rows(AssertSqlSafe(sql), values).await? {
            found.entry(row.text(0)?).or_default().push(row.id(1)?);
        }
    }
    Ok(found)
}
