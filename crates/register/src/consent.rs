//! What the sources behind records allow, on a day: asked before anything is published, shown or handed out.
//!
//! Everything behind the records counts, closed or not: what a reader may not see still forbids, they are only not told
//! why. Whoever hands items or named sources out (exports, packages, publication) asks [`Register::consent_for`] with
//! all that is shown and gives nothing out unless the answer is a yes. The rules are [`domain::consent`]'s.

use crate::db::Value;
use crate::error::{Error, Result};
use crate::limits::STATEMENT_PARAMETERS_MAX;
use crate::record::marks;
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use crate::work::Work;
use domain::consent::{Answer, Denial, answer, intersection, is_asked};
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::limits::MENTIONS_MAX;
use domain::record::{Comment, Consent, body};
use domain::vocabulary::{ConsentPurpose, Role, SourceKind};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a record was taken from or made of, by the column that names it: the way from what is shown to who gave it.
const BEHIND: [(Kind, &str); 18] = [
    (Kind::Report, "source"),
    (Kind::Report, "item"),
    (Kind::Assertion, "report"),
    (Kind::Assertion, "annotation"),
    (Kind::Finding, "report"),
    (Kind::Tally, "report"),
    (Kind::VictimMention, "report"),
    (Kind::Annotation, "item"),
    (Kind::Item, "source"),
    (Kind::Item, "container"),
    (Kind::Item, "derived_from"),
    (Kind::Item, "redacted_from"),
    (Kind::Interview, "source"),
    (Kind::Interview, "report"),
    (Kind::Interview, "item"),
    (Kind::SiteVisit, "report"),
    (Kind::Verification, "about"),
    (Kind::SealedIdentity, "source"),
];

/// What one source allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceAnswer {
    /// Who; `None` where the asker may not see them.
    pub source: Option<RecordId>,
    /// The answer. What rests on a consent the asker may not see reads as if nobody had been asked.
    pub answer: Answer,
}

/// What all sources behind what is shown allow together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The least of their answers.
    pub answer: Answer,
    /// Each source that has to be asked.
    pub sources: Vec<SourceAnswer>,
    /// Records behind which no source stands: nobody was asked, and nobody can be.
    pub unsourced: Vec<RecordId>,
}

/// What is known of one source.
#[derive(Default)]
struct Asked {
    kind: Option<SourceKind>,
    is_closed: bool,
    was_interviewed: bool,
    /// With whether the asker may see it.
    consents: Vec<(Consent, bool)>,
}

impl Asked {
    fn must_be_asked(&self) -> bool {
        is_asked(self.kind) || self.was_interviewed || !self.consents.is_empty()
    }

    fn answer(&self, shown: &[RecordId], purpose: ConsentPurpose, day: &str) -> Answer {
        let of = |is_seen: bool| {
            let consents = self.consents.iter().filter(|(_, seen)| *seen || !is_seen);
            let consents: Vec<Consent> = consents.map(|(consent, _)| consent.clone()).collect();
            answer(&consents, shown, purpose, day)
        };
        let all = of(false);
        let told = if self.is_closed { Err(Denial::NeverAsked) } else { of(true) };
        if told == all { all } else { Err(Denial::NeverAsked) }
    }
}

impl Register {
    /// Whether everything behind these records may be used for a purpose on a day, `YYYY-MM-DD`. The number of
    /// statements grows with how far sources are from the records (a handful of steps), not with the records.
    ///
    /// # Errors
    /// From the database.
    pub async fn consent_for(
        &self,
        scope: Scope,
        records: &[RecordId],
        purpose: ConsentPurpose,
        day: &str,
    ) -> Result<Allowed> {
        let (behind, sources) = self.asked_behind(scope, records).await?;
        let mut answers: BTreeMap<Uuid, Vec<Answer>> = BTreeMap::new();
        let mut unsourced = Vec::new();
        for record in records {
            let shown = all_behind(record.0, &behind);
            let mut of = shown.iter().filter_map(|id| Some((*id, sources.get(id)?))).peekable();
            if of.peek().is_none() {
                unsourced.push(*record);
            }
            let ids: Vec<RecordId> = shown.iter().copied().map(RecordId).collect();
            for (source, asked) in of.filter(|(_, asked)| asked.must_be_asked()) {
                answers.entry(source).or_default().push(asked.answer(&ids, purpose, day));
            }
        }
        let told = |(source, answers): (Uuid, Vec<Answer>)| {
            let is_closed = sources.get(&source).is_none_or(|asked| asked.is_closed);
            SourceAnswer { source: (!is_closed).then_some(RecordId(source)), answer: intersection(answers) }
        };
        let sources: Vec<SourceAnswer> = answers.into_iter().map(told).collect();
        let answer = intersection(sources.iter().map(|source| source.answer));
        Ok(Allowed { answer, sources, unsourced })
    }

    /// The same for each record by itself: what is allowed of it, everything behind it considered.
    ///
    /// # Errors
    /// From the database.
    pub async fn consent_of_each(
        &self,
        scope: Scope,
        records: &[RecordId],
        purpose: ConsentPurpose,
        day: &str,
    ) -> Result<BTreeMap<RecordId, Answer>> {
        let (behind, sources) = self.asked_behind(scope, records).await?;
        let of = |record: &RecordId| {
            let shown = all_behind(record.0, &behind);
            let ids: Vec<RecordId> = shown.iter().copied().map(RecordId).collect();
            let asked = shown.iter().filter_map(|id| sources.get(id)).filter(|asked| asked.must_be_asked());
            (*record, intersection(asked.map(|asked| asked.answer(&ids, purpose, day))))
        };
        Ok(records.iter().map(of).collect())
    }

    /// What is behind the records, and what is known of the sources among it.
    async fn asked_behind(
        &self,
        scope: Scope,
        records: &[RecordId],
    ) -> Result<(BTreeMap<Uuid, Vec<Uuid>>, BTreeMap<Uuid, Asked>)> {
        let behind = self.behind(scope, records).await?;
        let reached: BTreeSet<Uuid> =
            behind.keys().copied().chain(behind.values().flatten().copied()).collect();
        let reached: Vec<Uuid> = reached.into_iter().chain(records.iter().map(|id| id.0)).collect();
        let sources = self.sources_asked(scope, &reached).await?;
        Ok((behind, sources))
    }

    /// What each record was taken from, step after step; a statement a step for each few hundred records.
    async fn behind(&self, scope: Scope, records: &[RecordId]) -> Result<BTreeMap<Uuid, Vec<Uuid>>> {
        let mut behind: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        let mut step: BTreeSet<Uuid> = records.iter().map(|id| id.0).collect();
        let mut seen = step.clone();
        while !step.is_empty() {
            let ids: Vec<Uuid> = std::mem::take(&mut step).into_iter().collect();
            for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
                let own = self.db.dialect().beside_ids("r.project");
                let marks = marks(2, chunk.len());
                let arms: Vec<String> = BEHIND
                    .iter()
                    .map(|(kind, column)| {
                        format!(
                            "select r.id, r.{column} from {} r
                             where {own} = $1 and r.{column} is not null and r.id in ({marks})",
                            kind.slug()
                        )
                    })
                    .collect();
                for row in self.db.rows_of(arms.join(" union all "), of_project(scope, chunk)).await? {
                    let (record, from) = (row.id(0)?, row.id(1)?);
                    behind.entry(record).or_default().push(from);
                    if seen.insert(from) {
                        step.insert(from);
                    }
                }
            }
        }
        Ok(behind)
    }

    /// Those of the ids that are sources, with what is known of each.
    async fn sources_asked(&self, scope: Scope, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Asked>> {
        let mut sources: BTreeMap<Uuid, Asked> = BTreeMap::new();
        for chunk in ids.chunks(STATEMENT_PARAMETERS_MAX - 1) {
            let (own, marks) = (self.db.dialect().beside_ids("r.project"), marks(2, chunk.len()));
            let sql = format!(
                "select 'source', r.id, r.label, r.source_kind, null from source r where {own} = $1 and r.id in ({marks})
                 union all select 'interview', r.source, r.label, null, null from interview r
                   where {own} = $1 and r.source in ({marks})
                 union all select 'consent', r.source, r.label, null, r.body from consent r
                   where {own} = $1 and r.source in ({marks})"
            );
            let mut rows = self.db.rows_of(sql, of_project(scope, chunk)).await?;
            // What is said of a source comes after the source itself.
            rows.sort_by_key(|row| row.text(0).is_ok_and(|table| table != "source"));
            for row in &rows {
                let (table, id, is_seen) = (row.text(0)?, row.id(1)?, scope.may_see(&row.text(2)?));
                let asked = sources.entry(id).or_default();
                match table.as_str() {
                    "source" => {
                        asked.kind = row.maybe_text(3)?.as_deref().and_then(SourceKind::parse);
                        asked.is_closed = !is_seen;
                    }
                    "interview" => asked.was_interviewed = true,
                    _ => {
                        let consent = domain::record::read(&json_body(&row.text(4)?)?);
                        let consent = consent.map_err(|problem| Error::Damaged(problem.to_string()))?;
                        asked.consents.push((consent, is_seen));
                    }
                }
            }
        }
        Ok(sources)
    }
}

fn of_project(scope: Scope, ids: &[Uuid]) -> Vec<Value> {
    std::iter::once(scope.project.0.into()).chain(ids.iter().map(|id| Value::from(*id))).collect()
}

/// A record and everything it was taken from.
fn all_behind(record: Uuid, behind: &BTreeMap<Uuid, Vec<Uuid>>) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::from([record]);
    let mut open = vec![record];
    while let Some(id) = open.pop() {
        let from = behind.get(&id).into_iter().flatten().copied();
        open.extend(from.filter(|from| found.insert(*from)));
    }
    found
}

/// What the team is told when a consent was withdrawn, in both languages: a comment is read by whoever reads it.
const TAKEDOWN: &str = "Consent withdrawn: take down what it covered. · سُحب الرضا: أزيلوا ما كان يشمله.";

impl Work<'_> {
    /// Puts the takedown into the queue of those who publish, or of the custodians where nobody does: a comment on the
    /// consent that asks for their attention until they settle it. It is as closed as the consent is.
    pub(crate) async fn call_for_takedown(&mut self, consent: RecordId) -> Result<()> {
        let stored = self.stored(Kind::Consent, consent.0).await?;
        let rows = {
            let sql = "select m.id, m.project, m.body from member m where m.project = $1 and not m.ended order by m.id";
            let project = self.project().0;
            self.hands().await?.tx.rows(sql, vec![project.into()]).await?
        };
        let mut members = Vec::new();
        for row in &rows {
            let member: domain::record::Member = domain::record::read(&json_body(&row.text(2)?)?)
                .map_err(|problem| Error::Damaged(problem.to_string()))?;
            let scope = Scope { project: self.project(), clearance: member.clearance };
            if scope.may_see(&stored.label) {
                members.push(member);
            }
        }
        let of = |role: Role| -> Vec<ActorId> {
            members.iter().filter(|member| member.roles.contains(&role)).map(|member| member.person).collect()
        };
        let publishers = of(Role::Publisher);
        let mut mentions = if publishers.is_empty() { of(Role::Custodian) } else { publishers };
        mentions.truncate(MENTIONS_MAX);
        let comment = Comment {
            about: consent,
            about_kind: Kind::Consent,
            field: Some("withdrawn".to_owned()),
            words: TAKEDOWN.to_owned(),
            mentions,
            settled: false,
        };
        self.make(Kind::Comment, body(&comment)).await.map(drop)
    }
}
