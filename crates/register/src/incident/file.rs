//! Everything the page of one incident shows, in a number of statements that does not grow with it.

use super::list::record_at;
use crate::db::Row;
use crate::error::{Error, Result};
use crate::history::Logged;
use crate::limits::{ACTS_SHOWN_MAX, LINKED_ROWS_MAX};
use crate::record::{RECORD, Record, kind_of, marks, record_of};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds whose links to an incident its page shows.
const LINKED: [Kind; 13] = [
    Kind::Source,
    Kind::Report,
    Kind::Assertion,
    Kind::Belligerent,
    Kind::Operation,
    Kind::Place,
    Kind::Release,
    Kind::ReleaseLine,
    Kind::Finding,
    Kind::Tally,
    Kind::Strike,
    Kind::Incident,
    Kind::ObjectDamage,
];

/// A record linked with the incident, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The link itself.
    pub link: RecordId,
    /// Its role.
    pub role: String,
    /// Whether the incident is the one that points.
    pub outgoing: bool,
    /// More about the link.
    pub attributes: BTreeMap<String, String>,
    /// The record at the other end.
    pub record: Record,
}

impl Linked {
    /// Whether the link is only a possibility that a person has still to decide.
    pub fn is_candidate(&self) -> bool {
        self.role == "candidate_for"
            || self.attributes.get("certainty").is_some_and(|said| said == "possible" || said == "?")
    }
}

/// The incident before or after in the order of dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The incident.
    pub id: RecordId,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// Its title.
    pub title: String,
    /// Its title in Arabic, where it has one.
    pub title_ar: Option<String>,
}

/// An incident with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// The incident.
    pub incident: Record,
    /// Every version of every assessment, own ones first, latest first.
    pub assessments: Vec<Record>,
    /// Ids of the assessments that are current.
    pub current: BTreeSet<RecordId>,
    /// What is linked with it, at most [`LINKED_ROWS_MAX`] of a kind and direction.
    pub linked: Vec<Linked>,
    /// Whether more is linked than is here.
    pub has_more_linked: bool,
    /// Damage to objects.
    pub damages: Vec<Record>,
    /// The reports that linked assertions and findings stand in, and their sources, by id.
    pub origins: BTreeMap<RecordId, Record>,
    /// Place and operation, where resolved.
    pub setting: Vec<Record>,
    /// Incidents that its `related` codes name.
    pub related: Vec<Record>,
    /// The incident before it.
    pub earlier: Option<Step>,
    /// The incident after it.
    pub later: Option<Step>,
    /// Its latest acts and those of its assessments, latest first.
    pub acts: Vec<Logged>,
}

impl Register {
    /// One incident with all that belongs to it.
    ///
    /// # Errors
    /// `not-found` where it is not in the scope.
    pub async fn incident_file(&self, scope: Scope, id: RecordId) -> Result<File> {
        let incident = self.record(scope, Kind::Incident, id).await?;
        let (assessments, current) = self.assessments_of(scope, id).await?;
        let (linked, has_more_linked) = self.linked_with(scope, id).await?;
        let damages = self.records_by(scope, Kind::ObjectDamage, "incident", &[id], "r.class").await?;
        let origins = self.origins_of(scope, &linked).await?;
        let setting = self.setting_of(scope, &incident).await?;
        let related = self.related_to(scope, &incident).await?;
        let (earlier, later) = self.beside(scope, &incident).await?;
        let acts = self.acts_of(scope, id).await?;
        Ok(File {
            incident,
            assessments,
            current,
            linked,
            has_more_linked,
            damages,
            origins,
            setting,
            related,
            earlier,
            later,
            acts,
        })
    }

    async fn assessments_of(&self, scope: Scope, id: RecordId) -> Result<(Vec<Record>, BTreeSet<RecordId>)> {
        let sql = format!(
            "select {RECORD}, r.current, r.basis, r.version from assessment r where r.incident = $1 and r.project = $2{}
             order by r.basis desc, r.version desc, r.id desc limit $3",
            scope.sees("r")
        );
        let values = vec![id.0.into(), scope.project.0.into(), LINKED_ROWS_MAX.into()];
        let (mut records, mut current) = (Vec::new(), BTreeSet::new());
        let mut seen: BTreeMap<String, i64> = BTreeMap::new();
        for row in self.db.rows_of(sql, values).await? {
            let record = record_of(Kind::Assessment, &row)?;
            let newest = (row.text(6)?, row.int(7)?);
            // Latest first: to a reader to whom later ones are closed, the newest they may see is the current one.
            let is_newest = seen.insert(newest.0.clone(), newest.1).is_none_or(|version| version == newest.1);
            if row.flag(5)? || (!scope.is_full() && is_newest) {
                current.insert(record.id);
            }
            records.push(record);
        }
        Ok((records, current))
    }

    async fn linked_with(&self, scope: Scope, id: RecordId) -> Result<(Vec<Linked>, bool)> {
        let arm = |kind: Kind, outgoing: bool| {
            let (here, there) =
                if outgoing { ("from_record", "to_record") } else { ("to_record", "from_record") };
            let end = if outgoing { "to_kind" } else { "from_kind" };
            format!(
                "select * from (select '{0}' as slug, l.id as link, l.role, l.body as said, {outgoing} as outgoing, {RECORD}
                 from link l join {0} r on r.id = l.{there}
                 where l.{here} = $1 and l.project = $2{1} and r.project = $2{2} and l.{end} = '{0}'
                 order by l.role, l.id limit $3) x",
                kind.slug(),
                scope.sees("l"),
                scope.sees("r")
            )
        };
        let arms: Vec<String> =
            LINKED.iter().flat_map(|kind| [arm(*kind, false), arm(*kind, true)]).collect();
        let values = vec![id.0.into(), scope.project.0.into(), (LINKED_ROWS_MAX + 1).into()];
        let rows = self.db.rows_of(arms.join(" union all "), values).await?;
        let mut seen: BTreeMap<(Kind, bool), i64> = BTreeMap::new();
        let (mut linked, mut has_more) = (Vec::new(), false);
        for row in &rows {
            let (kind, outgoing) = (kind_of(&row.text(0)?)?, row.flag(4)?);
            let count = seen.entry((kind, outgoing)).or_default();
            *count += 1;
            if *count > LINKED_ROWS_MAX {
                has_more = true;
                continue;
            }
            linked.push(linked_of(row, kind, outgoing)?);
        }
        Ok((linked, has_more))
    }

    /// Reports by the ids in linked assertions and findings, and the sources of those and of linked reports.
    async fn origins_of(&self, scope: Scope, linked: &[Linked]) -> Result<BTreeMap<RecordId, Record>> {
        let id = |record: &Record, field: &str| record.text(field).and_then(|text| text.parse().ok());
        let reports: BTreeSet<RecordId> =
            linked.iter().filter_map(|each| id(&each.record, "report")).collect();
        let mut origins = BTreeMap::new();
        for record in self.many(scope, Kind::Report, &reports).await? {
            origins.insert(record.id, record);
        }
        let known = linked.iter().map(|each| &each.record).filter(|record| record.kind == Kind::Report);
        let sources: BTreeSet<RecordId> =
            known.chain(origins.values()).filter_map(|record| id(record, "source")).collect();
        for record in self.many(scope, Kind::Source, &sources).await? {
            origins.insert(record.id, record);
        }
        Ok(origins)
    }

    /// Records by ids in one statement, however many; the ids come from records already read.
    async fn many(&self, scope: Scope, kind: Kind, ids: &BTreeSet<RecordId>) -> Result<Vec<Record>> {
        let sql = format!(
            "select {RECORD} from {} r where {} = $1{} and r.id in ({})",
            kind.slug(),
            self.db.dialect().beside_ids("r.project"),
            scope.sees("r"),
            marks(2, ids.len().max(1))
        );
        let mut values = vec![scope.project.0.into()];
        values.extend(ids.iter().map(|id| id.0.into()));
        if ids.is_empty() {
            values.push(uuid::Uuid::nil().into());
        }
        self.db.rows_of(sql, values).await?.iter().map(|row| record_of(kind, row)).collect()
    }

    async fn setting_of(&self, scope: Scope, incident: &Record) -> Result<Vec<Record>> {
        let id = |field: &str| incident.text(field).and_then(|text| uuid::Uuid::parse_str(text).ok());
        let sees = scope.sees("r");
        let sql = format!(
            "select 'place', {RECORD} from place r where r.project = $1{sees} and r.id = $2
             union all select 'operation', {RECORD} from operation r where r.project = $1{sees} and (r.id = $3 or r.code = $4)"
        );
        let nil = uuid::Uuid::nil();
        let values = vec![
            scope.project.0.into(),
            id("place").unwrap_or(nil).into(),
            id("operation").unwrap_or(nil).into(),
            incident.text("campaign").unwrap_or_default().into(),
        ];
        let rows = self.db.rows_of(sql, values).await?;
        let mut records = Vec::new();
        for row in &rows {
            records.extend(record_at(kind_of(&row.text(0)?)?, row, 1)?);
        }
        Ok(records)
    }

    async fn related_to(&self, scope: Scope, incident: &Record) -> Result<Vec<Record>> {
        let texts = |field: &str| -> Vec<String> {
            let list = incident.body.get(field).and_then(serde_json::Value::as_array);
            let list = list.into_iter().flatten().filter_map(serde_json::Value::as_str);
            list.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).take(100).collect()
        };
        let codes: BTreeSet<String> = texts("related").into_iter().chain(texts("codes")).collect();
        // In an order that no index has, so that SQLite finds them by their code and not by their day.
        let sql = format!(
            "select {RECORD} from incident r where r.project = $1{} and r.id <> $2 and r.merged_into is null and r.code in ({})
             order by coalesce(r.earliest, '-'), r.id limit $3",
            scope.sees("r"),
            marks(4, codes.len().max(1))
        );
        let mut values = vec![scope.project.0.into(), incident.id.0.into(), LINKED_ROWS_MAX.into()];
        values.extend(codes.iter().map(|code| code.as_str().into()));
        if codes.is_empty() {
            values.push("".into());
        }
        self.db.rows_of(sql, values).await?.iter().map(|row| record_of(Kind::Incident, row)).collect()
    }

    async fn beside(&self, scope: Scope, incident: &Record) -> Result<(Option<Step>, Option<Step>)> {
        let arm = |is_later: bool| {
            let (sign, direction) = if is_later { (">", "asc") } else { ("<", "desc") };
            // The bound by one column is what SQLite finds its place in the index by.
            format!(
                "select * from (select {is_later} as is_later, i.id, i.code, i.title, i.body from incident i
                 where i.project = $1{} and i.merged_into is null and coalesce(i.earliest, '') {sign}= $2
                   and (coalesce(i.earliest, ''), i.id) {sign} ($2, $3)
                 order by coalesce(i.earliest, '') {direction}, i.id {direction} limit 1) x",
                scope.sees("i")
            )
        };
        let sql = format!("{} union all {}", arm(false), arm(true));
        let earliest = incident.text("when/earliest").unwrap_or_default();
        let values = vec![scope.project.0.into(), earliest.into(), incident.id.0.into()];
        let (mut earlier, mut later) = (None, None);
        for row in self.db.rows_of(sql, values).await? {
            let title = row.maybe_text(3)?.unwrap_or_default();
            let body = json_body(&row.text(4)?)?;
            let title_ar = body.get("title_ar").and_then(serde_json::Value::as_str).map(str::to_owned);
            let step = Step { id: RecordId(row.id(1)?), code: row.maybe_text(2)?, title, title_ar };
            if row.flag(0)? { later = Some(step) } else { earlier = Some(step) }
        }
        Ok((earlier, later))
    }

    async fn acts_of(&self, scope: Scope, id: RecordId) -> Result<Vec<Logged>> {
        let sql = format!(
            "select {}, s.number, p.name from act a {} where {} = $2{}
             and a.subject in (select $1 union all select b.id from assessment b where b.incident = $1 and b.project = $2)
             order by a.position desc limit $3",
            crate::sequencer::ACT,
            crate::history::LOGGED,
            self.db.dialect().beside_ids("a.project"),
            scope.sees_named("a.subject")
        );
        let values = vec![id.0.into(), scope.project.0.into(), ACTS_SHOWN_MAX.into()];
        self.db.rows_of(sql, values).await?.iter().map(crate::history::logged).collect()
    }
}

fn linked_of(row: &Row, kind: Kind, outgoing: bool) -> Result<Linked> {
    let record = record_at(kind, row, 5)?.ok_or(Error::NotFound)?;
    let said: Body = json_body(&row.text(3)?)?;
    let attributes = said.get("attributes").and_then(serde_json::Value::as_object);
    let attributes = attributes.into_iter().flatten();
    let attributes =
        attributes.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
    Ok(Linked { link: RecordId(row.id(1)?), role: row.text(2)?, outgoing, attributes, record })
}
