//! What a record is tied to: links in both directions by page, the records that name it in a field, and the names
//! of whatever is pointed at, in one statement whatever the kinds.
//!
//! Start at [`Register::named`] and [`Register::links_of`].

use crate::db::Value;
use crate::error::Result;
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::record::{Linked, RECORD, Record, kind_of, linked, marks, record_of};
use crate::register::Register;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A column of ids: the records of `kind` name a record of `to` in it. Each is indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The kind that names.
    pub kind: Kind,
    /// The column and field.
    pub name: &'static str,
    /// The kind named.
    pub to: Kind,
}

const fn column(kind: Kind, name: &'static str, to: Kind) -> Column {
    Column { kind, name, to }
}

/// Every column of ids that is followed backwards.
pub const COLUMNS: [Column; 32] = [
    column(Kind::Report, "source", Kind::Source),
    column(Kind::Assertion, "report", Kind::Report),
    column(Kind::Release, "rendition_of", Kind::Release),
    column(Kind::ReleaseLine, "release", Kind::Release),
    column(Kind::Finding, "report", Kind::Report),
    column(Kind::Tally, "report", Kind::Report),
    column(Kind::Assessment, "incident", Kind::Incident),
    column(Kind::ObjectDamage, "incident", Kind::Incident),
    column(Kind::VictimMention, "incident", Kind::Incident),
    column(Kind::VictimMention, "report", Kind::Report),
    column(Kind::Task, "incident", Kind::Incident),
    column(Kind::Review, "assessment", Kind::Assessment),
    column(Kind::Coding, "incident", Kind::Incident),
    column(Kind::Report, "item", Kind::Item),
    column(Kind::Assertion, "annotation", Kind::Annotation),
    column(Kind::Item, "source", Kind::Source),
    column(Kind::Item, "container", Kind::Item),
    column(Kind::Item, "derived_from", Kind::Item),
    column(Kind::Item, "redacted_from", Kind::Item),
    column(Kind::Annotation, "item", Kind::Item),
    column(Kind::Annotation, "incident", Kind::Incident),
    column(Kind::Interview, "source", Kind::Source),
    column(Kind::Interview, "incident", Kind::Incident),
    column(Kind::Interview, "report", Kind::Report),
    column(Kind::Interview, "item", Kind::Item),
    column(Kind::SiteVisit, "incident", Kind::Incident),
    column(Kind::SiteVisit, "report", Kind::Report),
    column(Kind::Consent, "source", Kind::Source),
    column(Kind::Consent, "item", Kind::Item),
    column(Kind::SealedIdentity, "source", Kind::Source),
    column(Kind::LegalRequest, "item", Kind::Item),
    // Small kind: read without an index of its own.
    column(Kind::Source, "parent", Kind::Source),
];

/// Links of one record, as one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// How many there are, both ways.
    pub total: i64,
    /// Those of this page, by role.
    pub page: Vec<Linked>,
    /// The last of this page, where more follow.
    pub next: Option<(String, RecordId)>,
}

impl Register {
    /// Records of any kinds, by id, in one statement; those outside the scope are left out.
    ///
    /// # Errors
    /// From the database.
    pub async fn named(
        &self,
        scope: Scope,
        asked: impl IntoIterator<Item = (Kind, RecordId)>,
    ) -> Result<BTreeMap<RecordId, Record>> {
        let asked: Vec<(Kind, RecordId)> = asked.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = BTreeMap::new();
        for chunk in asked.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let mut kinds: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
            for (kind, id) in chunk {
                kinds.entry(*kind).or_default().push(id.0);
            }
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            let mut selects = Vec::new();
            for (kind, ids) in kinds {
                let own = if kind == Kind::Project { "r.id" } else { "r.project" };
                let own = self.db.dialect().beside_ids(own);
                selects.push(format!(
                    "select {RECORD}, '{0}' from {0} r where {own} = $1{2} and r.id in ({1})",
                    kind.slug(),
                    marks(values.len() + 1, ids.len()),
                    scope.sees("r")
                ));
                values.extend(ids.into_iter().map(Value::from));
            }
            for row in self.db.rows_of(selects.join(" union all "), values).await? {
                let record = record_of(kind_of(&row.text(5)?)?, &row)?;
                found.insert(record.id, record);
            }
        }
        Ok(found)
    }

    /// The kinds of records, from their first acts, in one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn kinds(&self, scope: Scope, ids: &[RecordId]) -> Result<BTreeMap<RecordId, Kind>> {
        let mut kinds = BTreeMap::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let sql = format!(
                "select distinct a.subject, a.kind from act a where a.project = $1{} and a.subject in ({})",
                scope.sees_named("a.subject"),
                marks(2, chunk.len())
            );
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().map(|id| Value::from(id.0)));
            for row in self.db.rows_of(sql, values).await? {
                let kind = row.text(1)?;
                kinds.insert(RecordId(row.id(0)?), kind_of(kind.split('.').next().unwrap_or_default())?);
            }
        }
        Ok(kinds)
    }

    /// A page of a record's links, both ways, by role; in two statements.
    ///
    /// # Errors
    /// From the database.
    pub async fn links_of(
        &self,
        scope: Scope,
        id: RecordId,
        after: Option<&(String, RecordId)>,
        limit: i64,
    ) -> Result<Links> {
        let values = || -> Vec<Value> { vec![scope.project.0.into(), id.0.into()] };
        let sees = scope.sees_link("link");
        let count = format!(
            "select count(*) from link where project = $1{sees} and (from_record = $2 or to_record = $2)"
        );
        let total = self.db.rows_of(count, values()).await?.first().map_or(Ok(0), |row| row.int(0))?;
        if total == 0 {
            return Ok(Links::default());
        }
        let mut values = values();
        let later = if let Some((role, link)) = after {
            values.extend([Value::from(role.as_str()), Value::from(link.0)]);
            " and (role, id) > ($3, $4)"
        } else {
            ""
        };
        values.push((limit + 1).into());
        // A record that is linked to itself stands once, as pointing.
        let sql = format!(
            "select id, role, from_record, from_kind, to_record, to_kind, body, true as outgoing from link
             where project = $1{sees} and from_record = $2{later}
             union all
             select id, role, from_record, from_kind, to_record, to_kind, body, false as outgoing from link
             where project = $1{sees} and to_record = $2 and from_record <> $2{later}
             order by 2, 1 limit ${}",
            values.len()
        );
        let rows = self.db.rows_of(sql, values).await?;
        let mut page = rows.iter().map(linked).collect::<Result<Vec<_>>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_more = page.len() > limit;
        page.truncate(limit);
        let next = page.last().filter(|_| is_more).map(|last| (last.role.clone(), last.link));
        Ok(Links { total, page, next })
    }

    /// How many records name this one, by column; columns without any are left out.
    ///
    /// # Errors
    /// From the database.
    pub async fn referring(&self, scope: Scope, kind: Kind, id: RecordId) -> Result<Vec<(Column, i64)>> {
        let columns: Vec<Column> = COLUMNS.into_iter().filter(|column| column.to == kind).collect();
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let selects: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(place, column)| {
                let (table, name) = (column.kind.slug(), column.name);
                let sees = scope.sees(table);
                format!("select {place}, count(*) from {table} where project = $1{sees} and {name} = $2")
            })
            .collect();
        let sql = format!("{} order by 1", selects.join(" union all "));
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), id.0.into()]).await?;
        let counts = rows.iter().map(|row| row.int(1)).collect::<Result<Vec<_>>>()?;
        Ok(columns.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect())
    }
}
