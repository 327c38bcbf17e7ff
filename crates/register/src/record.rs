//! Reading records of any kind: one, many, a page of a kind, and the links between them.
//!
//! Every read takes a [`Scope`]; nothing here reads in a loop. Start at [`Register::record`].

use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record as its table holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Id.
    pub id: RecordId,
    /// Kind.
    pub kind: Kind,
    /// First act.
    pub first_act: ActId,
    /// Latest act: the version somebody cites.
    pub head_act: ActId,
    /// Fields in open conflict; their earlier value is shown.
    pub conflicts: i64,
    /// Fields.
    pub body: Body,
}

/// A link as seen from one of its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The link itself.
    pub link: RecordId,
    /// Its role.
    pub role: String,
    /// Whether the record asked about is the one that points.
    pub outgoing: bool,
    /// The record asked about.
    pub here: RecordId,
    /// The record at the other end.
    pub there: RecordId,
    /// Its kind.
    pub there_kind: Kind,
    /// Attributes of the link.
    pub attributes: BTreeMap<String, String>,
}

impl Record {
    /// The record as a struct of its kind.
    ///
    /// # Errors
    /// `stored-data-damaged` where the body is not of that kind.
    pub fn read<R: DeserializeOwned>(&self) -> Result<R> {
        domain::record::read(&self.body).map_err(|problem| Error::Damaged(format!("{}: {problem}", self.id)))
    }

    /// Text of a field, by a path of member names parted by `/`.
    pub fn text(&self, path: &str) -> Option<&str> {
        crate::shape::at(&self.body, path).and_then(serde_json::Value::as_str)
    }

    /// A short name of the record for a list: its code, title, name or the words that stand for it.
    pub fn name(&self) -> String {
        const PATHS: [&str; 12] = [
            "title",
            "name",
            "code",
            "office",
            "claim",
            "place_words",
            "measure_words",
            "body",
            "number",
            "role",
            "class",
            "location/words",
        ];
        let code = crate::shape::at(&self.body, "codes/0").and_then(serde_json::Value::as_str);
        PATHS.iter().find_map(|path| self.text(path)).or(code).unwrap_or_default().to_owned()
    }
}

/// Columns of a record, in the order [`record_of`] reads them.
pub(crate) const RECORD: &str = "r.id, r.first_act, r.head_act, r.conflicts, r.body";

pub(crate) fn record_of(kind: Kind, row: &Row) -> Result<Record> {
    let mut body = json_body(&row.text(4)?)?;
    crate::sealed::withhold(kind, &mut body);
    Ok(Record {
        id: RecordId(row.id(0)?),
        kind,
        first_act: ActId(row.id(1)?),
        head_act: ActId(row.id(2)?),
        conflicts: row.int(3)?,
        body,
    })
}

/// `$n, $n+1, …` for a list of values.
pub(crate) fn marks(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

impl Register {
    /// One record.
    ///
    /// # Errors
    /// `not-found` where it is not in the scope or not there at all; `erased` where all of it was.
    pub async fn record(&self, scope: Scope, kind: Kind, id: RecordId) -> Result<Record> {
        let sql = format!(
            "select {RECORD} from {} r where r.id = $1 and r.project = $2{}",
            kind.slug(),
            scope.sees("r")
        );
        let rows = self.db.rows_of(sql, vec![id.0.into(), scope.project.0.into()]).await?;
        match rows.first() {
            Some(row) => record_of(kind, row),
            None => Err(self.not_there(scope, id).await),
        }
    }

    /// Several records of one kind, in the order of the ids; those outside the scope are left out.
    ///
    /// # Errors
    /// From the database.
    pub async fn records(&self, scope: Scope, kind: Kind, ids: &[RecordId]) -> Result<Vec<Record>> {
        let mut found = BTreeMap::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let sql = format!(
                "select {RECORD} from {} r where {} = $1{} and r.id in ({})",
                kind.slug(),
                self.db.dialect().beside_ids("r.project"),
                scope.sees("r"),
                marks(2, chunk.len())
            );
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().map(|id| Value::from(id.0)));
            for row in self.db.rows_of(sql, values).await? {
                let record = record_of(kind, &row)?;
                found.insert(record.id, record);
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// Records whose column of ids holds `id`: the lines of a release, the reports of a source. `column` is one of
    /// the kind's extracted columns.
    ///
    /// # Errors
    /// From the database.
    pub async fn records_by(
        &self,
        scope: Scope,
        kind: Kind,
        column: &'static str,
        ids: &[RecordId],
        order: &'static str,
    ) -> Result<Vec<Record>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut records = Vec::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let sql = format!(
                "select {RECORD} from {} r where r.project = $1{} and r.{column} in ({}) order by {order}, r.id",
                kind.slug(),
                scope.sees("r"),
                marks(2, chunk.len())
            );
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().map(|id| Value::from(id.0)));
            for row in self.db.rows_of(sql, values).await? {
                records.push(record_of(kind, &row)?);
            }
        }
        Ok(records)
    }

    /// A page of a kind by id, after `after`; for exports and fsck.
    ///
    /// # Errors
    /// From the database.
    pub async fn batch(
        &self,
        scope: Scope,
        kind: Kind,
        after: Option<RecordId>,
        limit: i64,
    ) -> Result<Vec<Record>> {
        let sql = format!(
            "select {RECORD} from {} r where r.project = $1{} and r.id > $2 order by r.id limit $3",
            kind.slug(),
            scope.sees("r")
        );
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows = self.db.rows_of(sql, vec![scope.project.0.into(), after.into(), limit.into()]).await?;
        rows.iter().map(|row| record_of(kind, row)).collect()
    }

    /// Every link of the given records, both ways, in one statement.
    ///
    /// # Errors
    /// From the database.
    pub async fn links(&self, scope: Scope, ids: &[RecordId]) -> Result<Vec<Linked>> {
        let mut links = Vec::new();
        for chunk in ids.chunks((STATEMENT_PARAMETERS_MAX - 1) / 2) {
            let sees = scope.sees_link("link");
            let (from, to) = (marks(2, chunk.len()), marks(2 + chunk.len(), chunk.len()));
            let sql = format!(
                "select id, role, from_record, from_kind, to_record, to_kind, body, true as outgoing from link
                 where project = $1{sees} and from_record in ({from})
                 union all
                 select id, role, from_record, from_kind, to_record, to_kind, body, false as outgoing from link
                 where project = $1{sees} and to_record in ({to}) order by 2, 1"
            );
            let mut values: Vec<Value> = vec![scope.project.0.into()];
            values.extend(chunk.iter().chain(chunk).map(|id| Value::from(id.0)));
            for row in self.db.rows_of(sql, values).await? {
                links.push(linked(&row)?);
            }
        }
        Ok(links)
    }

    /// How many records of each kind the scope holds.
    ///
    /// # Errors
    /// From the database.
    pub async fn counts(&self, scope: Scope) -> Result<Vec<(Kind, i64)>> {
        let parts: Vec<String> = Kind::ALL
            .iter()
            .filter(|kind| **kind != Kind::Project)
            .map(|kind| {
                let stands = if *kind == Kind::Incident { " and merged_into is null" } else { "" };
                let sees = scope.sees(kind.slug());
                format!("select '{0}', count(*) from {0} where project = $1{sees}{stands}", kind.slug())
            })
            .collect();
        let rows = self.db.rows_of(parts.join(" union all "), vec![scope.project.0.into()]).await?;
        rows.iter().map(|row| Ok((kind_of(&row.text(0)?)?, row.int(1)?))).collect()
    }
}

pub(crate) fn linked(row: &Row) -> Result<Linked> {
    let outgoing = row.flag(7)?;
    let (from, to) = (RecordId(row.id(2)?), RecordId(row.id(4)?));
    let (from_kind, to_kind) = (kind_of(&row.text(3)?)?, kind_of(&row.text(5)?)?);
    let body = json_body(&row.text(6)?)?;
    let attributes = body.get("attributes").and_then(serde_json::Value::as_object);
    let attributes = attributes.into_iter().flatten();
    let attributes =
        attributes.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
    let (here, there, there_kind) = if outgoing { (from, to, to_kind) } else { (to, from, from_kind) };
    Ok(Linked {
        link: RecordId(row.id(0)?),
        role: row.text(1)?,
        outgoing,
        here,
        there,
        there_kind,
        attributes,
    })
}

pub(crate) fn kind_of(slug: &str) -> Result<Kind> {
    Kind::parse(slug).ok_or_else(|| Error::Damaged(format!("unknown kind {slug}")))
}
