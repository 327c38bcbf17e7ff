//! Carrying a label on to everything that rests on a record, however far away.

use super::{BASES, cited, rests_on};
use crate::db::Value;
use crate::error::{Error, Result};
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::record::{kind_of, marks};
use crate::rows::json_body;
use crate::work::Work;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A record that rests on another.
pub(super) struct Resting {
    pub kind: Kind,
    pub id: Uuid,
    pub label: AccessLabel,
    pub head: Uuid,
    pub body: Body,
}

impl Work<'_> {
    /// Gives everything that rests on these records at least this label.
    pub(crate) async fn carry(&mut self, from: Vec<Uuid>, label: AccessLabel) -> Result<()> {
        for resting in self.resting_on(from, |resting| resting.label < label).await?.into_values() {
            self.relabel(resting.kind, resting.id, resting.head, label, "label").await?;
        }
        Ok(())
    }

    /// Lets what was made first follow what it names and was made later, closed.
    pub(crate) async fn carry_new(&mut self) -> Result<()> {
        let made = self.labels.take_made();
        for label in [AccessLabel::Sealed, AccessLabel::Sensitive] {
            let from: Vec<Uuid> = made.iter().filter(|(_, own)| *own == label).map(|(id, _)| *id).collect();
            if !from.is_empty() {
                self.carry(from, label).await?;
            }
        }
        Ok(())
    }

    /// Writes a label, by an act of its own.
    pub(crate) async fn relabel(
        &mut self,
        kind: Kind,
        id: Uuid,
        head: Uuid,
        label: AccessLabel,
        verb: &str,
    ) -> Result<()> {
        let fields = BTreeMap::from([(crate::fold::LABEL.to_owned(), format!("\"{}\"", label.slug()))]);
        let act = self.act(format!("{}.{verb}", kind.slug()), id, vec![head], fields)?;
        crate::rows::write_label(&mut self.hands().await?.tx, kind, id, label, act).await?;
        self.labels.set(id, label);
        self.touched.note_through(kind, id);
        Ok(())
    }

    /// Everything that rests on these records, one step after another, as far as `goes` lets it; a statement a step.
    pub(super) async fn resting_on(
        &mut self,
        from: Vec<Uuid>,
        goes: impl Fn(&Resting) -> bool,
    ) -> Result<BTreeMap<Uuid, Resting>> {
        let citing = self.citing().await?;
        let mut found: BTreeMap<Uuid, Resting> = BTreeMap::new();
        let mut step: BTreeSet<Uuid> = from.iter().copied().collect();
        let mut seen = step.clone();
        while !step.is_empty() {
            let ids: Vec<Uuid> = std::mem::take(&mut step).into_iter().collect();
            let mut next = Vec::new();
            for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
                next.extend(self.step(chunk).await?);
            }
            let cites = ids.iter().filter_map(|id| citing.get(id)).flatten().copied();
            next.extend(self.judged(&cites.collect::<BTreeSet<_>>()).await?);
            for resting in next.into_iter().filter(|resting| goes(resting)) {
                if seen.insert(resting.id) {
                    step.insert(resting.id);
                    found.insert(resting.id, resting);
                }
            }
        }
        Ok(found)
    }

    async fn step(&mut self, ids: &[Uuid]) -> Result<Vec<Resting>> {
        let own = self.hands().await?.tx.dialect().beside_ids("r.project");
        let marks = marks(2, ids.len());
        let arms: Vec<String> = BASES
            .iter()
            .map(|base| {
                let (table, column) = (base.kind.slug(), base.column);
                format!(
                    "select '{table}', r.id, r.label, r.head_act, r.body from {table} r
                     where {own} = $1 and r.{column} in ({marks})"
                )
            })
            .collect();
        self.rested(arms.join(" union all "), ids).await
    }

    /// Assessments, and approvals that would make one, by id.
    async fn judged(&mut self, ids: &BTreeSet<Uuid>) -> Result<Vec<Resting>> {
        let ids: Vec<Uuid> = ids.iter().copied().collect();
        let mut found = Vec::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let own = self.hands().await?.tx.dialect().beside_ids("r.project");
            let marks = marks(2, chunk.len());
            let arms = ["assessment", "approval"].map(|table| {
                format!(
                    "select '{table}', r.id, r.label, r.head_act, r.body from {table} r
                     where {own} = $1 and r.id in ({marks})"
                )
            });
            found.extend(self.rested(arms.join(" union all "), chunk).await?);
        }
        Ok(found)
    }

    async fn rested(&mut self, sql: String, ids: &[Uuid]) -> Result<Vec<Resting>> {
        let mut values: Vec<Value> = vec![self.project().0.into()];
        values.extend(ids.iter().map(|id| Value::from(*id)));
        let rows = self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await?;
        rows.iter()
            .map(|row| {
                let label = row.text(2)?;
                let label = AccessLabel::parse(&label)
                    .ok_or_else(|| Error::Damaged(format!("unknown label {label}")))?;
                Ok(Resting {
                    kind: kind_of(&row.text(0)?)?,
                    id: row.id(1)?,
                    label,
                    head: row.id(3)?,
                    body: json_body(&row.text(4)?)?,
                })
            })
            .collect()
    }

    /// Which assessments include which accounts: no column holds that, so all that include any are read, once.
    async fn citing(&mut self) -> Result<BTreeMap<Uuid, Vec<Uuid>>> {
        // Bodies are canonical JSON text, so these words cannot stand inside a value.
        let sql = r#"select 'assessment', r.id, r.body from assessment r
             where r.project = $1 and r.body like '%"included":[%'
            union all select 'approval', r.id, r.body from approval r
             where r.project = $1 and r.action in ('grade_override', 'split')"#;
        let project = self.project().0;
        let mut citing: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for row in self.hands().await?.tx.rows(sql, vec![project.into()]).await? {
            let kind = kind_of(&row.text(0)?)?;
            for account in cited(kind, &json_body(&row.text(2)?)?) {
                citing.entry(account).or_default().push(row.id(1)?);
            }
        }
        Ok(citing)
    }

    /// What remains of the labels of records when what they rest on is widened: no wider than a person made each by
    /// hand, and no wider than anything else it rests on.
    pub(super) async fn remaining(
        &mut self,
        root: (Uuid, AccessLabel),
        resting: &BTreeMap<Uuid, Resting>,
    ) -> Result<BTreeMap<Uuid, AccessLabel>> {
        let own = self.by_hand(&resting.keys().copied().collect::<Vec<_>>()).await?;
        let own = |id: &Uuid| own.get(id).copied().unwrap_or(AccessLabel::Team);
        let mut labels: BTreeMap<Uuid, AccessLabel> = resting.keys().map(|id| (*id, own(id))).collect();
        labels.insert(root.0, root.1);
        // Each round only narrows, and there are three labels: it ends.
        loop {
            let mut is_settled = true;
            for (id, record) in resting {
                let bases = rests_on(record.kind, &record.body).into_iter();
                let bases =
                    bases.map(|base| labels.get(&base).copied().unwrap_or_else(|| self.labels.of(base)));
                let label = bases.max().unwrap_or(AccessLabel::Team).max(own(id));
                is_settled &= labels.insert(*id, label) == Some(label);
            }
            if is_settled {
                return Ok(labels);
            }
        }
    }

    /// The labels that custodians, or whoever made the record, gave by hand.
    async fn by_hand(&mut self, ids: &[Uuid]) -> Result<BTreeMap<Uuid, AccessLabel>> {
        let mut given = BTreeMap::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX) {
            let sql = format!(
                "select a.subject, a.fields from act a where a.subject in ({})
                 and (a.kind like '%.narrow' or a.kind like '%.widen') order by a.position",
                marks(1, chunk.len())
            );
            let values = chunk.iter().map(|id| Value::from(*id)).collect();
            for row in self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await? {
                let fields = json_body(&row.text(1)?)?;
                let label = fields.get(crate::fold::LABEL).and_then(serde_json::Value::as_str);
                if let Some(label) = label.and_then(AccessLabel::parse) {
                    given.insert(row.id(0)?, label);
                }
            }
        }
        Ok(given)
    }
}
