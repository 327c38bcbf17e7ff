//! The ranges of an incident from its accounts: who gave which number, which of them set the ends, what is left out.
//!
//! Gathered here in one statement, reckoned by `domain::ranges`. An account is an assertion linked to the incident,
//! or a report linked to it of which no assertion is; what is only possibly about it is none, and neither is an
//! assessment, our own or taken over. A denial and what nobody can count stay in the list and set no end. What an
//! accepting finding concedes stands apart. Start at [`Register::incident_ranges`].

use super::CERTAIN;
use crate::containment::NOT_A_TOTAL;
use crate::db::{Row, Value};
use crate::error::{Error, Result};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use domain::count::Count;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::ranges::{Account, Conceded, Figure, Ranges, compute, read_category};
use domain::record::{Assertion, Body, CategoryCount, Finding, Report};
use domain::vocabulary::{CivilianStatus, HarmKind, PersonCategory, Polarity, VictimOutcome};
use domain::when::When;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What kind of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// It says so.
    Asserts,
    /// It denies what is counted; its numbers set no end.
    Denies,
}

/// One account with its numbers as it gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The assertion, report or finding.
    pub id: RecordId,
    /// Which of the three.
    pub kind: Kind,
    /// Its latest act: the version that an assessment cites.
    pub head_act: ActId,
    /// The report it stands in; of a report itself its own id.
    pub report: Option<RecordId>,
    /// Who speaks: the source of the report, else the speaker, else the body of a finding.
    pub source: Option<String>,
    /// The source's name in Arabic.
    pub source_ar: Option<String>,
    /// What it says, in its words.
    pub words: String,
    /// When it was said, published or decided.
    pub told: Option<When>,
    /// Whether it says so or denies it.
    pub voice: Voice,
    /// Its numbers as stated.
    pub counts: Vec<CategoryCount>,
    /// Why it is left out; absent where it is used.
    pub excluded: Option<String>,
    /// How many of the killed and of the injured that its report names have a contested status.
    pub contested: BTreeMap<HarmKind, i64>,
}

impl Told {
    /// Whether a number of it counts something that no range is made of, such as `as_worded`.
    pub fn has_unread(&self) -> bool {
        self.counts.iter().any(|each| read_category(&each.category).is_none())
    }

    /// Its figures as the ranges take them.
    fn figures(&self) -> Vec<Figure> {
        if self.voice == Voice::Denies {
            return Vec::new();
        }
        let read = self.counts.iter().filter_map(|each| {
            let (category, contested) = read_category(&each.category)?;
            Some(Figure { category, count: each.count.clone(), contested })
        });
        read.flat_map(|figure| self.settled(figure)).collect()
    }

    /// A number of civilians less those its own list names with a contested status, and those beside it: they count
    /// nothing in the minimum and fully in the maximum, which stays what the account says.
    fn settled(&self, figure: Figure) -> Vec<Figure> {
        let named = self.contested.get(&figure.category.harm).copied().unwrap_or(0);
        let is_whole = figure.category.persons == PersonCategory::Civilians && !figure.contested;
        if named == 0 || !is_whole || figure.count.is_unknown() {
            return vec![figure];
        }
        let named = figure.count.max.map_or(named, |max| named.min(max));
        let less = |end: Option<i64>| end.map(|end| (end - named).max(0));
        let settled = Count { min: less(figure.count.min), max: less(figure.count.max), ..figure.count };
        let contested = Count::range(Some(named), Some(named));
        vec![
            Figure { count: settled, ..figure },
            Figure { count: contested, category: figure.category, contested: true },
        ]
    }

    fn account(&self) -> Account {
        Account { id: self.id, figures: self.figures(), excluded: self.excluded.clone() }
    }
}

/// The accounts of an incident and the ranges they make.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentRanges {
    /// Every account, used or not; first told first, those without a date before them.
    pub accounts: Vec<Told>,
    /// Accepting findings that give a number, each body's latest.
    pub conceded: Vec<Told>,
    /// The ranges; ends name accounts by id.
    pub ranges: Ranges,
}

impl IncidentRanges {
    /// The account of an id, conceding ones included.
    pub fn told(&self, id: RecordId) -> Option<&Told> {
        self.accounts.iter().chain(&self.conceded).find(|told| told.id == id)
    }

    /// The reports of which every account is left out, each with the first reason: they support no grade either.
    pub fn silenced(&self) -> BTreeMap<RecordId, String> {
        let mut reports: BTreeMap<RecordId, Option<String>> = BTreeMap::new();
        for told in &self.accounts {
            let Some(report) = told.report else { continue };
            match (reports.get(&report), &told.excluded) {
                (None | Some(Some(_)), None) => drop(reports.insert(report, None)),
                (None, Some(reason)) => drop(reports.insert(report, Some(reason.clone()))),
                (Some(_), _) => {}
            }
        }
        reports.into_iter().filter_map(|(report, reason)| Some((report, reason?))).collect()
    }
}

impl Register {
    /// The ranges of an incident with these accounts left out, each for its reason; one statement.
    ///
    /// # Errors
    /// `not-found` where the incident is not in the scope; `record-refused` with `exclusion-needs-reason` or
    /// `accounts-too-many`.
    pub async fn incident_ranges(
        &self,
        scope: Scope,
        incident: RecordId,
        excluded: &BTreeMap<RecordId, String>,
    ) -> Result<IncidentRanges> {
        let values: Vec<Value> = vec![incident.0.into(), scope.project.0.into()];
        let mut gathered = Gathered::default();
        for row in &self.db.rows_of(statement(scope), values).await? {
            gathered.add(row)?;
        }
        if !gathered.is_there {
            return Err(Error::NotFound);
        }
        let (mut accounts, conceded) = gathered.finish();
        for told in &mut accounts {
            told.excluded = excluded.get(&told.id).cloned();
        }
        let conceding = Conceded {
            accounts: conceded.iter().map(Told::account).collect(),
            sets_minimum: self.codebook.conceded_sets_minimum,
        };
        let used: Vec<Account> = accounts.iter().map(Told::account).collect();
        let ranges = compute(&used, &conceding).map_err(Error::Refused)?;
        Ok(IncidentRanges { accounts, conceded, ranges })
    }
}

/// What it is, id, head act, report, body, the report's body, the source's name in both languages, a number.
fn statement(scope: Scope) -> String {
    let (incident, claim, report, source, finding, mention, link) = (
        scope.sees("i"),
        scope.sees("x"),
        scope.sees("r"),
        scope.sees("s"),
        scope.sees("f"),
        scope.sees("m"),
        scope.sees("l"),
    );
    let linked = |kind: &str| {
        format!(
            "l.to_record = $1 and l.role in ('about', 'reports') and l.from_kind = '{kind}' and l.project = $2{link} and {CERTAIN}
             and {NOT_A_TOTAL}"
        )
    };
    let said = |outcome: VictimOutcome| format!("m.body like '%\"outcome\":\"{}\"%'", outcome.slug());
    let (killed, injured) = (said(VictimOutcome::Killed), said(VictimOutcome::Injured));
    let later = said(VictimOutcome::DiedLater);
    let contested = CivilianStatus::Contested.slug();
    format!(
        "select 'assertion', x.id, x.head_act, r.id, x.body, coalesce(r.body, ''), coalesce(s.body, ''), 0
          from link l join assertion x on x.id = l.from_record{claim}
          left join report r on r.id = x.report and r.project = $2{report}
          left join source s on s.id = r.source and s.project = $2{source}
          where {} and x.project = $2
         union all
         select 'report', r.id, r.head_act, r.id, '', r.body, coalesce(s.body, ''), 0
          from link l join report r on r.id = l.from_record{report}
          left join source s on s.id = r.source and s.project = $2{source}
          where {} and r.project = $2
         union all
         select 'finding', f.id, f.head_act, f.id, f.body, coalesce(f.decided, ''), '', 0
          from link l join finding f on f.id = l.from_record{finding}
          where l.to_record = $1 and l.role = 'decides' and l.project = $2{link} and f.project = $2 and {CERTAIN}
         union all
         select named.harm, named.report, named.report, named.report, '', '', '', count(*) from (
          select case when {injured} then 'injured' else 'killed' end as harm, m.report as report
           from victim_mention m where m.incident = $1 and m.project = $2{mention} and m.report is not null
            and m.body like '%\"status\":\"{contested}\"%'
            and ({injured} or {killed} or {later})) named
          group by named.harm, named.report
         union all
         select 'incident', i.id, i.id, i.id, '', '', '', 0 from incident i where i.id = $1 and i.project = $2{incident}",
        linked("assertion"),
        linked("report"),
    )
}

/// What the statement found.
#[derive(Default)]
struct Gathered {
    is_there: bool,
    /// By id: a statement may be linked twice.
    accounts: BTreeMap<RecordId, Told>,
    /// Each body's latest finding, with the time it was decided; `None` where it accepts nothing or gives no number.
    findings: BTreeMap<String, (String, Option<Told>)>,
    contested: BTreeMap<Uuid, BTreeMap<HarmKind, i64>>,
}

impl Gathered {
    fn add(&mut self, row: &Row) -> Result<()> {
        match row.text(0)?.as_str() {
            "assertion" => {
                let claim: Assertion = read(&row.text(4)?)?;
                let report = maybe::<Report>(&row.text(5)?)?;
                let mut told = Self::told(row, Kind::Assertion)?;
                told.source = told.source.or_else(|| claim.speaker.clone());
                told.report = Some(claim.report.into());
                told.told = claim.said.or_else(|| report.and_then(|report| report.published));
                told.words = claim.claim;
                told.counts = claim.counts;
                if claim.polarity == Some(Polarity::Denies) {
                    told.voice = Voice::Denies;
                }
                self.accounts.insert(told.id, told);
            }
            "report" => {
                let report: Report = read(&row.text(5)?)?;
                let mut told = Self::told(row, Kind::Report)?;
                told.words = report.words.unwrap_or(report.title);
                told.told = report.published;
                self.accounts.insert(told.id, told);
            }
            "finding" => self.add_finding(row)?,
            "incident" => self.is_there = true,
            harm => {
                if let Some(harm) = HarmKind::parse(harm) {
                    self.contested.entry(row.id(3)?).or_default().insert(harm, row.int(7)?);
                }
            }
        }
        Ok(())
    }

    fn told(row: &Row, kind: Kind) -> Result<Told> {
        let source = maybe::<domain::record::Source>(&row.text(6)?)?;
        let (source, source_ar) = source.map_or((None, None), |source| (Some(source.name), source.name_ar));
        Ok(Told {
            id: RecordId(row.id(1)?),
            kind,
            head_act: ActId(row.id(2)?),
            report: row.maybe_id(3)?.map(RecordId),
            source,
            source_ar,
            words: String::new(),
            told: None,
            voice: Voice::Asserts,
            counts: Vec::new(),
            excluded: None,
            contested: BTreeMap::new(),
        })
    }

    fn add_finding(&mut self, row: &Row) -> Result<()> {
        let finding: Finding = read(&row.text(4)?)?;
        let count = |category: &str, count: &Option<Count>| {
            count.clone().map(|count| CategoryCount { category: category.to_owned(), count })
        };
        let counts =
            [count("killed_civilians", &finding.killed), count("injured_civilians", &finding.injured)];
        let mut told = Self::told(row, Kind::Finding)?;
        told.report = finding.report.map(RecordId::from);
        told.counts = counts.into_iter().flatten().collect();
        told.words = finding.words.unwrap_or_default();
        told.told = finding.decided;
        told.source = Some(finding.body.clone());
        let concedes = finding.outcome.accepts() && !told.counts.is_empty();
        let decided = row.text(5)?;
        let latest = self.findings.entry(finding.body).or_default();
        if latest.0 <= decided {
            *latest = (decided, concedes.then_some(told));
        }
        Ok(())
    }

    fn finish(self) -> (Vec<Told>, Vec<Told>) {
        let Self { accounts, findings, contested, .. } = self;
        let spoken: Vec<RecordId> = accounts
            .values()
            .filter(|told| told.kind == Kind::Assertion)
            .filter_map(|told| told.report)
            .collect();
        let mut accounts: Vec<Told> = accounts
            .into_values()
            .filter(|told| told.kind != Kind::Report || !spoken.contains(&told.id))
            .collect();
        for told in &mut accounts {
            let named = told.report.and_then(|report| contested.get(&report.0));
            told.contested = named.cloned().unwrap_or_default();
        }
        accounts.sort_by_key(|told| (told.told.as_ref().map(|when| when.earliest.clone()), told.id));
        let mut conceded: Vec<Told> = findings.into_values().filter_map(|(_, told)| told).collect();
        conceded.sort_by_key(|told| (told.told.as_ref().map(|when| when.earliest.clone()), told.id));
        (accounts, conceded)
    }
}

fn read<R: DeserializeOwned>(text: &str) -> Result<R> {
    let body: Body = json_body(text)?;
    domain::record::read(&body).map_err(|problem| Error::Damaged(problem.to_string()))
}

fn maybe<R: DeserializeOwned>(text: &str) -> Result<Option<R>> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}
