//! Totals that contain incidents: a morgue's month, a hospital's day. What a total counts is counted in the incidents
//! already, so it is tied to them and never added to them.
//!
//! A total is a tally or an assertion. The tie is a link `contains`; taken back it stays, with the reason, and counts
//! no more. An incident's own ranges leave out a total that contains it ([`NOT_A_TOTAL`]); no other sum of the register
//! holds tallies or assertions at all. Beside a total stand the sums of what it contains, ours and those taken over
//! apart, and the remainder as an interval. Start at [`Register::contained`] and [`Work::contain`].

use crate::error::{Error, Result};
use crate::incident::STANDING;
use crate::incident::origins::WITHDRAWN;
use crate::limits::CONTAINED_MAX;
use crate::record::{RECORD, Record, record_of};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use crate::team::refuse;
use crate::work::Work;
use domain::count::{Count, Remainder, Sum};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::ranges::{Category, read_category};
use domain::record::{Assertion, Assessment, Tally};
use domain::vocabulary::{Basis, LinkRole, PersonCategory, TallyKind};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Codes of this module's refusals, for the test that each has its sentence.
pub const CODES: &[&str] = &["contained-already", "not-a-total", "contains-merged"];

/// Beside an account `l` of incident `$1` in project `$2`: not a total that contains the incident.
pub(crate) const NOT_A_TOTAL: &str = r#"not exists (select 1 from link e where e.from_record = l.from_record
    and e.to_record = $1 and e.project = $2 and e.role = 'contains' and e.body not like '%"withdrawn":"%')"#;

/// One incident that a total contains.
#[derive(Clone, Debug, PartialEq)]
pub struct Contained {
    /// The tie.
    pub link: RecordId,
    /// The incident.
    pub incident: Record,
    /// Civilians killed by each basis, with the assessment that says so; none where there is no such assessment.
    pub judged: BTreeMap<Basis, (RecordId, Option<Count>)>,
}

/// The sum of what a total contains, on one basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summed {
    /// Our own assessments, or those taken over.
    pub basis: Basis,
    /// The sum; an incident without an assessment of this basis is an unknown part.
    pub sum: Sum,
    /// What the total leaves; absent where the total counts something else than civilians killed, or an
    /// official body states it.
    pub remainder: Option<Remainder>,
}

/// A total and what it contains.
#[derive(Clone, Debug, PartialEq)]
pub struct Containment {
    /// The total.
    pub total: Record,
    /// Its number of civilians killed; absent where it counts something else, or only some of them.
    pub civilians: Option<Count>,
    /// Whether an official body states it: official and documented stand side by side, and nothing is subtracted.
    pub is_official: bool,
    /// Incidents by date, at most [`CONTAINED_MAX`].
    pub parts: Vec<Contained>,
    /// Whether it contains more: then nothing is summed.
    pub is_cut: bool,
    /// Ours first; a basis on which no part is known is left out.
    pub sums: Vec<Summed>,
}

/// Whether records of a kind can be totals that contain incidents.
pub const fn may_contain(kind: Kind) -> bool {
    matches!(kind, Kind::Tally | Kind::Assertion)
}

impl Register {
    /// A total with what it contains; three statements at most.
    ///
    /// # Errors
    /// `not-found` where it is not in the scope, or of another kind.
    pub async fn contained(&self, scope: Scope, kind: Kind, id: RecordId) -> Result<Containment> {
        if !may_contain(kind) {
            return Err(Error::NotFound);
        }
        let total = self.record(scope, kind, id).await?;
        let sql = format!(
            "select {RECORD}, e.id, o.id, o.body, a.id, a.body from link e
             join incident r on r.id = e.to_record and r.project = $1{}
             left join incident_shown s on s.incident = r.id{}
             left join assessment o on o.id = s.own left join assessment a on a.id = s.adopted
             where e.project = $1{} and e.from_record = $2 and e.role = 'contains' and e.to_kind = 'incident'
               and {STANDING} order by r.earliest, r.id, e.id limit $3",
            scope.sees("r"),
            scope.is_shown("s"),
            scope.sees("e"),
        );
        let values = vec![scope.project.0.into(), id.0.into(), (CONTAINED_MAX + 1).into()];
        let mut parts: Vec<Contained> = Vec::new();
        for row in self.db.rows_of(sql, values).await? {
            let incident = record_of(Kind::Incident, &row)?;
            let mut judged = BTreeMap::new();
            for (basis, place) in [(Basis::Own, 6), (Basis::Adopted, 8)] {
                let (Some(id), Some(body)) = (row.maybe_id(place)?, row.maybe_text(place + 1)?) else {
                    continue;
                };
                let assessment: Assessment = domain::record::read(&json_body(&body)?)
                    .map_err(|problem| Error::Damaged(problem.to_string()))?;
                judged.insert(basis, (RecordId(id), assessment.killed));
            }
            let part = Contained { link: RecordId(row.id(5)?), incident, judged };
            // Tied twice, or judged twice by the same basis: an incident counts once.
            if parts.iter().all(|other| other.incident.id != part.incident.id) {
                parts.push(part);
            }
        }
        let max = usize::try_from(CONTAINED_MAX).unwrap_or(usize::MAX);
        let is_cut = parts.len() > max;
        parts.truncate(max);
        let civilians = civilians(&total)?;
        let is_official = kind == Kind::Tally
            && self
                .with_speakers(scope, std::slice::from_ref(&total))
                .await?
                .iter()
                .any(|one| one.speaker.is_official());
        let compared = civilians.as_ref().filter(|_| !is_official);
        let sums = if is_cut { Vec::new() } else { summed(&parts, compared) };
        Ok(Containment { total, civilians, is_official, parts, is_cut, sums })
    }
}

/// The sums of the bases on which anything is known; the two are never mixed.
fn summed(parts: &[Contained], total: Option<&Count>) -> Vec<Summed> {
    let known = |basis: &Basis| {
        parts.iter().any(|part| part.judged.get(basis).is_some_and(|(_, killed)| killed.is_some()))
    };
    [Basis::Own, Basis::Adopted]
        .into_iter()
        .filter(known)
        .map(|basis| {
            let unknown = Count::default();
            let killed = |part: &Contained| part.judged.get(&basis).and_then(|(_, killed)| killed.clone());
            let sum = parts
                .iter()
                .fold(Sum::default(), |sum, part| sum.and(killed(part).as_ref().unwrap_or(&unknown)));
            Summed { basis, sum, remainder: total.map(|total| sum.remainder(total)) }
        })
        .collect()
}

/// The number of all civilians killed that a total states. Anything else (all persons, children, names) is unlike what
/// incidents are summed by, and nothing is taken out of it.
fn civilians(total: &Record) -> Result<Option<Count>> {
    match total.kind {
        Kind::Tally => {
            let tally: Tally = total.read()?;
            let is_like = tally.kind == TallyKind::CiviliansKilled && tally.subgroup.is_none();
            Ok(is_like.then_some(tally.count))
        }
        Kind::Assertion => {
            let claim: Assertion = total.read()?;
            let civilians = Category::killed(PersonCategory::Civilians);
            let like = |category: &str| read_category(category) == Some((civilians, false));
            Ok(claim.counts.into_iter().find(|each| like(&each.category)).map(|each| each.count))
        }
        _ => Ok(None),
    }
}

impl Work<'_> {
    /// Says that a total contains an incident.
    ///
    /// # Errors
    /// `not-permitted`, `not-found`; `not-a-total`, `contained-already`; `contains-merged` where the incident was
    /// merged into another, which is to be named instead.
    pub async fn contain(&mut self, total: (Kind, RecordId), incident: RecordId) -> Result<RecordId> {
        let (kind, id) = total;
        if !may_contain(kind) {
            return refuse("not-a-total", "total");
        }
        self.permit.require(crate::permission::Operation::Collect)?;
        self.stored(kind, id.0).await?;
        let stored = self.stored(Kind::Incident, incident.0).await?;
        if stored.body.contains_key("merged") {
            return refuse("contains-merged", "incident");
        }
        let sql = format!(
            "select e.id from link e where e.project = $1 and e.from_record = $2 and e.to_record = $3
             and e.role = 'contains' and {STANDING} limit 1"
        );
        let values = vec![self.project().0.into(), id.0.into(), incident.0.into()];
        if !self.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await?.is_empty() {
            return refuse("contained-already", "incident");
        }
        self.link((kind, id.0), LinkRole::Contains, (Kind::Incident, incident.0), BTreeMap::new()).await
    }

    /// Takes such a tie back: it stays, with the reason, and counts no more.
    ///
    /// # Errors
    /// `not-permitted`; `not-found` where it is none, or was taken back before.
    pub async fn take_out(&mut self, link: RecordId) -> Result<()> {
        self.permit.require(crate::permission::Operation::Collect)?;
        let stored = self.stored(Kind::Link, link.0).await?;
        let role = stored.body.get("role").and_then(Json::as_str);
        let mut attributes =
            stored.body.get("attributes").and_then(Json::as_object).cloned().unwrap_or_default();
        if role != Some(LinkRole::Contains.slug()) || attributes.contains_key(WITHDRAWN) {
            return Err(Error::NotFound);
        }
        attributes.insert(WITHDRAWN.to_owned(), Json::String(self.reason.why.trim().to_owned()));
        let seen: Vec<ActId> = stored.heads_of("attributes").into_iter().map(ActId).collect();
        let changes = Map::from_iter([("attributes".to_owned(), Json::Object(attributes))]);
        self.put_on(Kind::Link, stored, changes, &seen, "change", None).await.map(drop)
    }
}
