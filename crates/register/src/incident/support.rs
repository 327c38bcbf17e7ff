//! What the register holds for a grade of our own: findings, independent accounts, action nearby, rival attributions.
//!
//! Gathered here in one statement, reckoned and judged by `domain::{independence, grading}`. A grade that is not
//! supported is refused when it is written, whoever writes it; grades taken over are shown as their body gave them
//! and are not held to this. Start at [`Register::incident_support`] and [`require_support`].

use super::origins::{Origins, Tie};
use super::{ACCOUNTS, CERTAIN, NOT_DENIED, STANDING};
use crate::db::{Row, Tx, Value};
use crate::error::{Error, Result};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::grading::{Attributed, Support, problems, sides};
use domain::id::{BelligerentId, ProjectId, RecordId, ReportId};
use domain::independence::{Edge, Independence, Report, reckon};
use domain::problem::Problem;
use domain::record::{Assessment, Body, Incident};
use domain::vocabulary::{Basis, OriginReason, Outcome, ReportOrigin, SourceKind, StrikeStatus};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl Register {
    /// What the register holds about an incident for a grade of our own; one statement. `None` where some of it is
    /// closed to the reader: nothing is reckoned anew for them.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope.
    pub async fn incident_support(&self, scope: Scope, incident: RecordId) -> Result<Option<Support>> {
        self.incident_support_without(scope, incident, &BTreeSet::new()).await
    }

    /// The same with these reports left out, as an assessment that leaves them out is held to; one statement.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope.
    pub async fn incident_support_without(
        &self,
        scope: Scope,
        incident: RecordId,
        excluded: &BTreeSet<RecordId>,
    ) -> Result<Option<Support>> {
        let rows = self.gathered(scope, incident).await?;
        let excluded = excluded.iter().map(|report| report.0).collect();
        rows.map(|rows| support(&rows, &excluded)).transpose()
    }

    /// What bears on the grade; `None` where some of it is closed to the reader.
    async fn gathered(&self, scope: Scope, incident: RecordId) -> Result<Option<Vec<Row>>> {
        let (sql, values) = statement(scope, incident.0);
        let rows = self.db.rows_of(sql, values).await?;
        let (mut is_seen, mut is_closed) = (false, false);
        for row in &rows {
            let what = row.text(0)?;
            is_seen |= what == INCIDENT;
            is_closed |= what == CLOSED;
        }
        match (is_seen, is_closed) {
            // Of an incident that is closed itself not even that is told.
            (false, _) => Err(Error::NotFound),
            (true, true) => Ok(None),
            (true, false) => Ok(Some(rows)),
        }
    }

    /// The independent origins of an incident's accounts, with every tie between them; one statement. `None` where some
    /// of them are closed to the reader.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope.
    pub async fn incident_origins(&self, scope: Scope, incident: RecordId) -> Result<Option<Origins>> {
        let Some(rows) = self.gathered(scope, incident).await? else { return Ok(None) };
        let mut gathered = Gathered::default();
        for row in &rows {
            gathered.add(row)?;
        }
        let independence = gathered.independence(&BTreeSet::new())?;
        let accounts = gathered.accounts.keys().map(|id| RecordId(*id)).collect();
        Ok(Some(Origins { independence, accounts, ties: gathered.all_ties() }))
    }
}

/// Refuses an assessment of our own whose grade the register does not support.
///
/// # Errors
/// `record-refused` with every hard rule of grading it breaks.
pub(crate) async fn require_support(tx: &mut Tx, project: Uuid, body: &Body) -> Result<()> {
    let is_graded = body.get("grade").is_some_and(|grade| !grade.is_null());
    if body.get("basis").and_then(Json::as_str) != Some(Basis::Own.slug()) || !is_graded {
        return Ok(());
    }
    let assessment: Assessment = read(body.clone())?;
    // The rules hold whoever asks: what is closed to the author supports the grade all the same.
    let scope = Scope::of(ProjectId(project));
    let (sql, values) = statement(scope, assessment.incident.0);
    let rows = tx.rows(sqlx::AssertSqlSafe(sql), values).await?;
    let excluded = assessment.excluded.iter().map(|excluded| excluded.cited.record.0).collect();
    let found: Vec<Problem> = problems(&assessment, &support(&rows, &excluded)?);
    if found.iter().any(Problem::refuses) { Err(Error::Refused(found)) } else { Ok(()) }
}

fn read<R: serde::de::DeserializeOwned>(body: Body) -> Result<R> {
    serde_json::from_value(Json::Object(body)).map_err(|error| Error::Damaged(error.to_string()))
}

/// What a row of the incident itself is called.
const INCIDENT: &str = "incident";
/// What a row is called that stands for something the reader may not see.
const CLOSED: &str = "closed";

/// Everything that bears on the grade: what it is, its words, and up to three ids.
fn statement(scope: Scope, incident: Uuid) -> (String, Vec<Value>) {
    let sql = format!(
        "select 'finding', f.outcome, f.id, f.id, f.id, coalesce(f.decided, ''), f.finding_body
          from link l join finding f on f.id = l.from_record
          where l.to_record = $1 and l.role = 'decides' and l.project = $2 and f.project = $2 and {CERTAIN}
         union all
         select 'account', r.body, r.id, r.source, s.parent, coalesce(s.source_kind, ''), ''
          from report r left join source s on s.id = r.source where r.id in ({ACCOUNTS} and {NOT_DENIED})
         union all
         select 'tied', e.body, e.from_record, e.to_record, e.id, e.role, '' from link e
          where e.from_record in ({ACCOUNTS} and {NOT_DENIED}) and e.from_kind = 'report' and e.to_kind = 'report' and e.project = $2
            and e.role in ('derives_from', 'quotes', 'origin', 'same_as', 'rendition_of') and {STANDING}
         union all
         select 'nearby', l.from_kind, l.from_record, null, null, '', '' from link l
          where l.to_record = $1 and l.role in ('consistent_with', 'strike_of') and l.project = $2 and {CERTAIN}
            and l.from_kind in ('release_line', 'strike')
         union all
         select 'allied', '', l.from_record, l.to_record, null, '', '' from link l
          where l.from_record in (select b.id from belligerent b where b.project = $2) and l.role = 'member_of'
         union all
         select '{INCIDENT}', i.body, i.id, null, null, '', '' from incident i where i.id = $1 and i.project = $2{}",
        scope.sees("i")
    );
    (sql + &closed(scope), vec![incident.into(), scope.project.0.into()])
}

/// One row where anything of it is closed to the reader. A link is as narrow as its ends, so links are all it asks.
fn closed(scope: Scope) -> String {
    let (Some(link), Some(tie)) = (scope.hidden("l"), scope.hidden("e")) else { return String::new() };
    format!(
        " union all
         select '{CLOSED}', '', $1, null, null, '', '' from incident c where c.id = $1 and (exists (
             select 1 from link l where l.to_record = $1 and l.project = $2 and {link}
               and l.role in ('about', 'reports', 'decides', 'consistent_with', 'strike_of'))
           or exists (select 1 from link e where e.from_record in ({ACCOUNTS}) and e.project = $2 and {tie}
               and e.role in ('derives_from', 'quotes', 'origin', 'same_as', 'rendition_of')))"
    )
}

/// What the statement found, row by row.
#[derive(Default)]
struct Gathered {
    /// Each body's latest finding, with the time it was decided.
    findings: BTreeMap<String, (String, Outcome)>,
    accounts: BTreeMap<Uuid, Account>,
    /// Ties as entered.
    ties: Vec<Tie>,
    coalitions: BTreeMap<Uuid, Vec<BelligerentId>>,
    nearby: Option<String>,
    incident: Option<Incident>,
}

struct Account {
    source: Option<Uuid>,
    parent: Option<Uuid>,
    origin: ReportOrigin,
}

fn support(rows: &[Row], excluded: &BTreeSet<Uuid>) -> Result<Support> {
    let mut gathered = Gathered::default();
    for row in rows {
        gathered.add(row)?;
    }
    let incident = gathered.incident.take().ok_or(Error::NotFound)?;
    let independence = gathered.independence(excluded)?;
    let status = incident.strike_status;
    let declared = status.filter(|status| matches!(status, StrikeStatus::Declared | StrikeStatus::Likely));
    Ok(Support {
        independent_origins: independence.count(),
        assumed_origins: independence.count_max() - independence.count(),
        rival_attributions: gathered.rivals(&incident),
        near_action: gathered.nearby.or_else(|| declared.map(|status| status.slug().to_owned())),
        findings: gathered.findings.into_values().map(|(_, outcome)| outcome).collect(),
        ..Support::default()
    })
}

impl Gathered {
    fn add(&mut self, row: &Row) -> Result<()> {
        let (what, words, id) = (row.text(0)?, row.text(1)?, row.id(2)?);
        match what.as_str() {
            "finding" => {
                if let Some(outcome) = Outcome::parse(&words) {
                    let (decided, body) = (row.text(5)?, row.text(6)?);
                    let latest = self.findings.entry(body).or_insert_with(|| (decided.clone(), outcome));
                    if latest.0 <= decided {
                        *latest = (decided, outcome);
                    }
                }
            }
            "account" => {
                let (source, parent) = (row.maybe_id(3)?, row.maybe_id(4)?);
                let body = json_body(&words)?;
                let said = body.get("origin").and_then(Json::as_str).and_then(ReportOrigin::parse);
                let first_hand = body.get("first_hand").and_then(Json::as_bool);
                let origin = origin(SourceKind::parse(&row.text(5)?), first_hand, said);
                self.accounts.insert(id, Account { source, parent, origin });
            }
            "tied" => {
                let (to, link, role) = (row.id(3)?, row.maybe_id(4)?, row.text(5)?);
                self.ties.push(Tie::read(id, to, link, &role, &json_body(&words)?));
            }
            "allied" => self.coalitions.entry(id).or_default().push(BelligerentId(row.id(3)?)),
            "nearby" => self.nearby = Some(words),
            _ => self.incident = Some(read(json_body(&words)?)?),
        }
        Ok(())
    }

    fn independence(&self, excluded: &BTreeSet<Uuid>) -> Result<Independence> {
        let edges: Vec<Edge> = self.all_ties().iter().map(Tie::edge).collect();
        reckon(&self.reports(excluded), &edges).map_err(|problem| Error::Refused(vec![problem]))
    }

    /// The accounts, and the reports they were taken from, which need not be about the incident themselves.
    fn reports(&self, excluded: &BTreeSet<Uuid>) -> Vec<Report> {
        let derives: BTreeSet<Uuid> = self.ties.iter().map(|tie| tie.from.0).collect();
        let known = |id: &Uuid, account: &Account| match account.origin {
            // What it rests on is entered.
            ReportOrigin::Unknown if derives.contains(id) => ReportOrigin::Known,
            origin => origin,
        };
        let accounts = self.accounts.iter().map(|(id, account)| (*id, known(id, account)));
        let elsewhere = self.ties.iter().map(|tie| tie.to.0).filter(|to| !self.accounts.contains_key(to));
        let all: BTreeMap<Uuid, ReportOrigin> =
            accounts.chain(elsewhere.map(|to| (to, ReportOrigin::Known))).collect();
        all.into_iter()
            .map(|(id, origin)| Report { id: ReportId(id), origin, excluded: excluded.contains(&id) })
            .collect()
    }

    /// Ties as entered, and those that follow from a common source or a common body behind two sources.
    fn all_ties(&self) -> Vec<Tie> {
        let mut ties = self.ties.clone();
        let mut first: BTreeMap<Uuid, Uuid> = BTreeMap::new();
        for (id, account) in &self.accounts {
            // A source stands for itself and for the body it belongs to.
            for body in [account.source, account.parent].into_iter().flatten() {
                let lead = *first.entry(body).or_insert(*id);
                if lead != *id {
                    let is_source = account.source == Some(body);
                    let reason =
                        if is_source { OriginReason::SameAuthor } else { OriginReason::SameParentBody };
                    ties.push(Tie::seen(*id, lead, reason));
                }
            }
        }
        ties
    }

    /// A belligerent named in words only is one of its own; every attribution entered counts as credible.
    fn rivals(&self, incident: &Incident) -> usize {
        let mut words: BTreeMap<String, u128> = BTreeMap::new();
        let mut attributions = Vec::new();
        for party in &incident.belligerents {
            let belligerent = party.belligerent.unwrap_or_else(|| {
                let next = words.len() as u128 + 1;
                let number = *words.entry(domain::fold::fold(&party.name)).or_insert(next);
                BelligerentId(Uuid::from_u128(number))
            });
            let coalitions = self.coalitions.get(&belligerent.0).cloned().unwrap_or_default();
            attributions.push(Attributed { belligerent, coalitions, credible: true });
        }
        sides(&attributions)
    }
}

/// Whether it is known where an account comes from: the source saw it, or is of a kind that speaks for itself. Of an
/// outlet or an account on social media that must be said, for most of what they carry is somebody else's. What a
/// person says of the report's origin goes before what its kind lets expect.
fn origin(kind: Option<SourceKind>, first_hand: Option<bool>, said: Option<ReportOrigin>) -> ReportOrigin {
    let speaks_for_itself = matches!(
        kind,
        Some(
            SourceKind::Witness
                | SourceKind::Family
                | SourceKind::HospitalOrRegistry
                | SourceKind::Imagery
                | SourceKind::Insider
        )
    );
    match first_hand {
        _ if kind == Some(SourceKind::ThisRegister) => ReportOrigin::ThisRegister,
        _ if said.is_some() => said.unwrap_or(ReportOrigin::Unknown),
        Some(true) => ReportOrigin::Known,
        None if speaks_for_itself => ReportOrigin::Known,
        _ => ReportOrigin::Unknown,
    }
}
