//! Rows of acts, records, heads and the search index: how a change reaches the tables.
//!
//! Called by [`crate::work`] and [`crate::batch`] only, inside a transaction.

use crate::batch::{Hands, NewAct, NewImportRow, NewRecord};
use crate::db::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::heads::{Changed, Stored};
use crate::shape::{COMMON, columns, search_words};
use crate::work::ImportRow;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Values of rows of one table.
pub(crate) type RowValues = Vec<Vec<Value>>;

/// Rows of the keyring and rows of acts.
pub(crate) fn of_acts(acts: Vec<NewAct>) -> Result<(RowValues, RowValues)> {
    let secrets =
        acts.iter().map(|act| vec![Value::from(act.id), Value::Bytes(act.secret.to_vec())]).collect();
    let row = |act: NewAct| {
        Ok(vec![
            act.id.into(),
            act.at.into(),
            act.device.into(),
            act.actor.into(),
            act.kind.into(),
            act.subject.into(),
            act.project.into(),
            json_text(&act.parents)?.into(),
            act.fields.into(),
        ])
    };
    Ok((secrets, acts.into_iter().map(row).collect::<Result<_>>()?))
}

pub(crate) async fn insert_acts(hands: &mut Hands, secrets: RowValues, acts: RowValues) -> Result<()> {
    hands.keyring.insert("secret", &["act", "secret"], secrets).await?;
    let columns = ["id", "at", "device", "actor", "kind", "subject", "project", "parents", "fields"];
    hands.tx.insert("act", &columns, acts).await
}

pub(crate) fn json_text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))
}

/// A body as its column holds it: canonical.
pub(crate) fn body_text(body: &Body) -> Result<String> {
    Ok(ledger::canonical(&Json::Object(body.clone()))?)
}

pub(crate) fn json_body(text: &str) -> Result<Body> {
    serde_json::from_str(text).map_err(|error| Error::Damaged(error.to_string()))
}

/// A record as the search index holds it.
struct Found {
    id: Uuid,
    project: Uuid,
    label: String,
    words: String,
}

/// Records of one kind as rows of its table, and what else has to be written with them.
pub(crate) struct RecordRows {
    rows: RowValues,
    /// Incident and basis of which an earlier assessment is superseded.
    superseded: Vec<(Uuid, String)>,
    /// Each record a search finds.
    found: Vec<Found>,
}

pub(crate) fn of_records(kind: Kind, records: Vec<NewRecord>) -> RecordRows {
    let mut of = RecordRows { rows: Vec::with_capacity(records.len()), superseded: vec![], found: vec![] };
    for record in records {
        let mut row = vec![
            Value::from(record.id),
            Value::from(record.project),
            Value::from(record.label.slug()),
            Value::from(record.act),
            Value::from(record.act),
            Value::from(0),
            Value::from(record.text),
        ];
        row.extend(extracted(kind, &record.body));
        of.rows.push(row);
        if kind == Kind::Assessment {
            of.superseded.extend(superseding(&record.body));
        }
        of.found.extend(search_words(kind, &record.body).map(|words| Found {
            id: record.id,
            project: record.project,
            label: record.label.slug().to_owned(),
            words,
        }));
    }
    of
}

fn extracted(kind: Kind, body: &Body) -> impl Iterator<Item = Value> {
    columns(kind).iter().map(|column| crate::shape::value(body, column.from))
}

pub(crate) async fn insert_records(tx: &mut Tx, kind: Kind, of: RecordRows) -> Result<()> {
    let names: Vec<&str> = COMMON.into_iter().chain(columns(kind).iter().map(|column| column.name)).collect();
    tx.insert(kind.slug(), &names, of.rows).await?;
    for (incident, basis) in of.superseded {
        settle_current(tx, incident, &basis).await?;
    }
    insert_search(tx, kind, of.found).await
}

/// The incident and basis whose earlier assessments this one supersedes; `None` for a first version.
fn superseding(body: &Body) -> Option<(Uuid, String)> {
    if body.get("version").and_then(Json::as_i64) == Some(1) {
        return None;
    }
    assessed(body)
}

fn assessed(body: &Body) -> Option<(Uuid, String)> {
    let incident = body.get("incident").and_then(Json::as_str)?;
    Some((Uuid::parse_str(incident).ok()?, body.get("basis").and_then(Json::as_str)?.to_owned()))
}

async fn settle_current(tx: &mut Tx, incident: Uuid, basis: &str) -> Result<()> {
    tx.run(
        "update assessment set current = (version = (select max(b.version) from assessment b where b.incident = $1 and b.basis = $2))
         where incident = $1 and basis = $2",
        vec![incident.into(), basis.into()],
    )
    .await?;
    Ok(())
}

async fn insert_search(tx: &mut Tx, kind: Kind, found: Vec<Found>) -> Result<()> {
    match tx.dialect() {
        crate::dialect::Dialect::Lite => insert_search_lite(tx, kind, found).await,
        crate::dialect::Dialect::Pg => {
            for Found { id, project, label, words } in found {
                tx.run(
                    "insert into search_record (id, kind, project, label, folded) values ($1, $2, $3, $4, to_tsvector('simple', $5))",
                    vec![id.into(), kind.slug().into(), project.into(), label.into(), words.into()],
                )
                .await?;
            }
            Ok(())
        }
    }
}

async fn insert_search_lite(tx: &mut Tx, kind: Kind, found: Vec<Found>) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let last = tx.rows("select coalesce(max(position), 0) from search_record", Vec::new()).await?;
    let mut position = last.first().map_or(Ok(0), |row| row.int(0))?;
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    for Found { id, project, label, words } in found {
        position += 1;
        records.push(vec![position.into(), id.into(), kind.slug().into(), project.into(), label.into()]);
        texts.push(vec![position.into(), words.into()]);
    }
    tx.insert("search_record", &["position", "id", "kind", "project", "label"], records).await?;
    tx.insert("search_text", &["rowid", "folded"], texts).await
}

async fn update_search(tx: &mut Tx, kind: Kind, stored: &Stored, body: &Body) -> Result<()> {
    let Some(words) = search_words(kind, body) else { return Ok(()) };
    if search_words(kind, &stored.body).as_ref() == Some(&words) {
        // Only a change that also narrows reaches a closed label here; the team's records need no statement.
        let is_closed = stored.label != AccessLabel::Team.slug();
        return if is_closed { label_search(tx, stored.id, &stored.label).await } else { Ok(()) };
    }
    remove_search(tx, stored.id).await?;
    let found = Found { id: stored.id, project: stored.project, label: stored.label.clone(), words };
    insert_search(tx, kind, vec![found]).await
}

/// Takes a record out of the search index, where it is in it.
pub(crate) async fn remove_search(tx: &mut Tx, id: Uuid) -> Result<()> {
    if tx.dialect() == crate::dialect::Dialect::Lite {
        let sql = "delete from search_text where rowid = (select position from search_record where id = $1)";
        tx.run(sql, vec![id.into()]).await?;
    }
    tx.run("delete from search_record where id = $1", vec![id.into()]).await.map(drop)
}

pub(crate) fn of_import_rows(rows: Vec<NewImportRow>) -> RowValues {
    let row = |NewImportRow { row, project, kind, subject, act }: NewImportRow| {
        vec![
            project.into(),
            row.dataset.into(),
            row.identity.into(),
            row.slot.into(),
            subject.into(),
            kind.slug().into(),
            act.into(),
            row.digest.into(),
        ]
    };
    rows.into_iter().map(row).collect()
}

pub(crate) async fn insert_import_rows(tx: &mut Tx, rows: RowValues) -> Result<()> {
    const COLUMNS: [&str; 8] = ["project", "dataset", "identity", "slot", "subject", "kind", "act", "digest"];
    tx.insert("import_row", &COLUMNS, rows).await
}

pub(crate) async fn update_import_row(tx: &mut Tx, project: Uuid, row: ImportRow, act: Uuid) -> Result<()> {
    tx.run(
        "update import_row set act = $1, digest = $2
         where project = $3 and dataset = $4 and identity = $5 and slot = $6",
        vec![
            act.into(),
            row.digest.into(),
            project.into(),
            row.dataset.into(),
            row.identity.into(),
            row.slot.into(),
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn read_stored(tx: &mut Tx, kind: Kind, id: Uuid) -> Result<Option<Stored>> {
    let sql = format!(
        "select project, label, first_act, head_act, conflicts, body from {} where id = $1{}",
        kind.slug(),
        tx.dialect().for_update()
    );
    let rows = tx.rows(AssertSqlSafe(sql), vec![id.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let heads = tx.rows(HEADS, vec![id.into()]).await?;
    let acts = if row.int(4)? > 0 {
        tx.rows("select id, fields from act where subject = $1", vec![id.into()]).await?
    } else {
        Vec::new()
    };
    stored(id, row, &heads, &acts).map(Some)
}

pub(crate) const HEADS: &str = "select h.field, h.act from field_head h join act a on a.id = h.act where h.subject = $1 order by a.position";

fn stored(id: Uuid, row: &Row, heads: &[Row], acts: &[Row]) -> Result<Stored> {
    Ok(Stored {
        id,
        project: row.id(0)?,
        label: row.text(1)?,
        first_act: row.id(2)?,
        head_act: row.id(3)?,
        body: json_body(&row.text(5)?)?,
        heads: heads_by_field(heads)?,
        values: acts
            .iter()
            .map(|row| {
                Ok((
                    row.id(0)?,
                    serde_json::from_str(&row.text(1)?).map_err(|e| Error::Damaged(e.to_string()))?,
                ))
            })
            .collect::<Result<_>>()?,
    })
}

pub(crate) fn heads_by_field(rows: &[Row]) -> Result<BTreeMap<String, Vec<Uuid>>> {
    let mut heads: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for row in rows {
        heads.entry(row.text(0)?).or_default().push(row.id(1)?);
    }
    Ok(heads)
}

pub(crate) async fn write_change(
    tx: &mut Tx,
    kind: Kind,
    stored: &Stored,
    changed: Changed,
    act: Uuid,
) -> Result<()> {
    let names: Vec<&str> = columns(kind).iter().map(|column| column.name).collect();
    let sets: Vec<String> = ["label", "head_act", "conflicts", "body"]
        .into_iter()
        .chain(names)
        .enumerate()
        .map(|(place, name)| format!("{name} = ${}", place + 2))
        .collect();
    let sql = format!("update {} set {} where id = $1", kind.slug(), sets.join(", "));
    let mut values = vec![
        stored.id.into(),
        Value::from(stored.label.as_str()),
        act.into(),
        changed.conflicts.into(),
        Value::from(body_text(&changed.body)?),
    ];
    values.extend(extracted(kind, &changed.body));
    tx.run(AssertSqlSafe(sql), values).await?;
    let mut heads = Vec::new();
    for (field, kept) in &changed.kept {
        tx.run(
            "delete from field_head where subject = $1 and field = $2",
            vec![stored.id.into(), field.as_str().into()],
        )
        .await?;
        heads.extend(
            kept.iter()
                .chain([&act])
                .map(|head| vec![stored.id.into(), field.as_str().into(), (*head).into()]),
        );
    }
    tx.insert("field_head", &["subject", "field", "act"], heads).await?;
    if let (Kind::Assessment, Some((incident, basis))) = (kind, assessed(&changed.body)) {
        settle_current(tx, incident, &basis).await?;
    }
    update_search(tx, kind, stored, &changed.body).await
}

/// Gives a record another label, by an act that says nothing else of it.
pub(crate) async fn write_label(
    tx: &mut Tx,
    kind: Kind,
    id: Uuid,
    label: AccessLabel,
    act: Uuid,
) -> Result<()> {
    let sql = format!("update {} set label = $2, head_act = $3 where id = $1", kind.slug());
    tx.run(AssertSqlSafe(sql), vec![id.into(), label.slug().into(), act.into()]).await?;
    if crate::shape::searched(kind).is_empty() { Ok(()) } else { label_search(tx, id, label.slug()).await }
}

async fn label_search(tx: &mut Tx, id: Uuid, label: &str) -> Result<()> {
    let sql = "update search_record set label = $2 where id = $1 and label <> $2";
    tx.run(sql, vec![id.into(), label.into()]).await.map(drop)
}
