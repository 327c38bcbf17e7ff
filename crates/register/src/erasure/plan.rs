//! What an erasure reaches: the record or its field, what was made of it, and what repeats it.
//!
//! Reckoned twice, when it is asked for and when it is agreed to; the two have to be the same. A record that a judgment
//! or another statement rests on does not go as a whole, so that the judgment still shows that it rested on something:
//! its fields can. Start at [`Work::reach`].

use super::needle::Needles;
use super::{Erasing, Reach};
use crate::error::{Error, Result};
use crate::fold::{BECAUSE, CUSTODY, ERASED, LABEL, PROJECT, StoredAct, WHY};
use crate::label::BASES;
use crate::limits::{ERASURE_REACH_MAX, ERASURE_WORDS_CHARS_MAX};
use crate::sequencer::{ACT, stored_act};
use crate::shape::{Read, columns};
use crate::team::refuse;
use crate::work::Work;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Body, check, erased};
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Kinds of which nothing is erased: who is in the team and what it decided, and what a hold rests on.
const fn stays(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Project
            | Kind::Member
            | Kind::Approval
            | Kind::Review
            | Kind::Coding
            | Kind::CustodianKey
            | Kind::LegalRequest
            | Kind::Link
    )
}

/// Whether fields of records of a kind can be erased.
pub const fn is_erasable(kind: Kind) -> bool {
    !stays(kind)
}

/// Whether a record of a kind can go as a whole.
pub const fn is_erasable_whole(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Source
            | Kind::Report
            | Kind::Assertion
            | Kind::VictimMention
            | Kind::Item
            | Kind::Annotation
            | Kind::Interview
            | Kind::SiteVisit
            | Kind::Consent
            | Kind::Verification
            | Kind::SealedIdentity
            | Kind::Comment
    )
}

/// What goes with a record as a whole, by the column that names it: what was made from it, and what is only about it.
const GOING_WITH: [(Kind, &str); 10] = [
    (Kind::Item, "derived_from"),
    (Kind::Item, "redacted_from"),
    (Kind::Annotation, "item"),
    (Kind::Assertion, "report"),
    (Kind::VictimMention, "report"),
    (Kind::SealedIdentity, "source"),
    (Kind::Comment, "about"),
    (Kind::Verification, "about"),
    (Kind::Link, "from_record"),
    (Kind::Link, "to_record"),
];

/// What names a record and says enough without it.
const NAMING: [(Kind, &str); 8] = [
    (Kind::Report, "item"),
    (Kind::Interview, "item"),
    (Kind::Assertion, "annotation"),
    (Kind::Item, "container"),
    (Kind::Consent, "covers"),
    (Kind::Consent, "item"),
    (Kind::LegalRequest, "item"),
    (Kind::Approval, "subject"),
];

/// What the team writes about a record, which may repeat what it says.
const NOTES: [(Kind, &str); 5] = [
    (Kind::Comment, "about"),
    (Kind::Task, "incident"),
    (Kind::Review, "assessment"),
    (Kind::Verification, "about"),
    (Kind::Approval, "subject"),
];

/// Fields of an item without which its bytes cannot be told from others.
const BYTES: [&str; 3] = ["sha256", "size_bytes", "media_type"];

impl Work<'_> {
    /// Everything an erasure reaches, sorted. `but` is the approval it was asked in.
    ///
    /// # Errors
    /// `not-found`; `erasure-kind-stays`, `erasure-field-needed`, `erasure-nothing-there`, `erasure-rests-on`,
    /// `erasure-too-wide`, `erasure-repeats-value`; `erasure-held` where a legal request holds any of it.
    pub(super) async fn reach(&mut self, erasing: &Erasing, but: Option<RecordId>) -> Result<Vec<Reach>> {
        let words = erasing.words.trim();
        if words.is_empty() {
            return refuse("field-empty", "words");
        }
        if words.chars().count() > ERASURE_WORDS_CHARS_MAX {
            let long = Problem::refuse("field-too-long", "words").with("max", ERASURE_WORDS_CHARS_MAX);
            return Err(Error::Refused(vec![long]));
        }
        let stored = self.stored(erasing.kind, erasing.record.0).await?;
        let mut needles = Needles::default();
        let mut reach = match &erasing.field {
            Some(field) => self.reach_of_field(erasing, &stored.body, field, but, &mut needles).await?,
            None => self.reach_of_whole(erasing, &mut needles).await?,
        };
        if needles.are_in(words) || needles.are_in(&self.reason.why) {
            return refuse("erasure-repeats-value", "words");
        }
        reach.sort();
        if reach.len() > ERASURE_REACH_MAX {
            let wide = Problem::refuse("erasure-too-wide", "record").with("max", ERASURE_REACH_MAX);
            return Err(Error::Refused(vec![wide]));
        }
        let records: Vec<RecordId> = reach.iter().map(|reach| reach.record).collect();
        if !self.register.held(self.project(), &records).await?.is_empty() {
            return refuse("erasure-held", "record");
        }
        Ok(reach)
    }

    async fn reach_of_field(
        &mut self,
        erasing: &Erasing,
        body: &Body,
        field: &str,
        but: Option<RecordId>,
        needles: &mut Needles,
    ) -> Result<Vec<Reach>> {
        let (kind, record) = (erasing.kind, erasing.record);
        if stays(kind) {
            return refuse("erasure-kind-stays", "record");
        }
        if !may_be_without(kind, body, field) {
            return refuse("erasure-field-needed", field);
        }
        let acts = self.acts_about(record.0).await?;
        let values = acts.iter().filter_map(|act| act.fields.get(field));
        let values: Vec<&Json> =
            values.filter(|value| !value.is_null() && erased::by(value).is_none()).collect();
        if values.is_empty() {
            return refuse("erasure-nothing-there", field);
        }
        for value in values {
            needles.take(value);
        }
        let reasons = reasons(&acts, needles);
        let mut reach = vec![Reach { kind, record, fields: vec![field.to_owned()], reasons }];
        for (kind, column) in NOTES {
            for id in self.naming(kind, column, &[record.0]).await? {
                if Some(RecordId(id)) != but {
                    reach.extend(self.repeating(kind, id, needles).await?);
                }
            }
        }
        Ok(reach)
    }

    /// What of a note repeats an erased value, in its present words or in older ones.
    async fn repeating(&mut self, kind: Kind, id: Uuid, needles: &Needles) -> Result<Option<Reach>> {
        if needles.is_empty() {
            return Ok(None);
        }
        let acts = self.acts_about(id).await?;
        let mut fields = BTreeSet::new();
        for (name, value) in acts.iter().flat_map(|act| &act.fields) {
            let is_own = [WHY, BECAUSE, PROJECT, LABEL, CUSTODY, ERASED].contains(&name.as_str());
            if !is_own && needles.are_within(value) {
                fields.insert(name.clone());
            }
        }
        let reasons = reasons(&acts, needles);
        if fields.is_empty() && reasons.is_empty() {
            return Ok(None);
        }
        let stored = self.stored(kind, id).await?;
        fields.retain(|field| may_be_without(kind, &stored.body, field));
        if fields.is_empty() && reasons.is_empty() {
            return Ok(None);
        }
        Ok(Some(Reach { kind, record: RecordId(id), fields: fields.into_iter().collect(), reasons }))
    }

    async fn reach_of_whole(&mut self, erasing: &Erasing, needles: &mut Needles) -> Result<Vec<Reach>> {
        if !is_erasable_whole(erasing.kind) {
            return refuse("erasure-kind-stays", "record");
        }
        let mut reached = BTreeMap::from([(erasing.record.0, erasing.kind)]);
        let mut step = vec![erasing.record.0];
        while !step.is_empty() && reached.len() <= ERASURE_REACH_MAX {
            let mut next = Vec::new();
            for (kind, column) in GOING_WITH {
                for id in self.naming(kind, column, &step).await? {
                    if reached.insert(id, kind).is_none() {
                        next.push(id);
                    }
                }
            }
            step = next;
        }
        let ids: Vec<Uuid> = reached.keys().copied().collect();
        if ids.len() <= ERASURE_REACH_MAX {
            self.hold_nothing_rests_on(&ids).await?;
        }
        let mut reach = Vec::new();
        for (id, kind) in reached {
            // What the asker may not see cannot be asked for, nor agreed to.
            let stored = self.stored(kind, id).await?;
            if kind != Kind::Link {
                // Comments go with it, whatever they say.
                stored.body.values().for_each(|value| needles.take(value));
            }
            reach.push(Reach { kind, record: RecordId(id), fields: Vec::new(), reasons: Vec::new() });
        }
        Ok(reach)
    }

    /// # Errors
    /// `erasure-rests-on` where a statement or judgment that stays rests on one of these.
    async fn hold_nothing_rests_on(&mut self, ids: &[Uuid]) -> Result<()> {
        let going: BTreeSet<Uuid> = ids.iter().copied().collect();
        for base in &BASES {
            let pair = (base.kind, base.column);
            if GOING_WITH.contains(&pair) || NAMING.contains(&pair) {
                continue;
            }
            let resting = self.naming(base.kind, base.column, ids).await?;
            if resting.iter().any(|id| !going.contains(id)) {
                return refuse("erasure-rests-on", base.kind.slug());
            }
        }
        // What a judgment includes or leaves out is in its body alone.
        for id in ids {
            let project = self.project().0;
            let sql = "select a.id from assessment a where a.project = $1 and a.body like $2 limit 1";
            let values = vec![project.into(), format!("%{id}%").into()];
            if !self.hands().await?.tx.rows(sql, values).await?.is_empty() {
                return refuse("erasure-rests-on", Kind::Assessment.slug());
            }
        }
        Ok(())
    }

    /// Records of a kind whose column names one of these.
    async fn naming(&mut self, kind: Kind, column: &str, ids: &[Uuid]) -> Result<Vec<Uuid>> {
        let project = self.project().0;
        let tx = &mut self.hands().await?.tx;
        let (own, named) = (tx.dialect().mark(1), tx.dialect().marks(2, ids.len()));
        let sql = format!(
            "select r.id from {} r where r.project = {own} and r.{column} in ({named}) order by r.id",
            kind.slug()
        );
        let values = std::iter::once(project.into()).chain(ids.iter().map(|id| (*id).into())).collect();
        tx.rows(AssertSqlSafe(sql), values).await?.iter().map(|row| row.id(0)).collect()
    }

    async fn acts_about(&mut self, id: Uuid) -> Result<Vec<StoredAct>> {
        let sql = format!("select {ACT} from act a where a.subject = $1 order by a.position");
        let rows = self.hands().await?.tx.rows(AssertSqlSafe(sql), vec![id.into()]).await?;
        rows.iter().map(stored_act).collect()
    }
}

/// Whether a record of a kind can be read without a field.
fn may_be_without(kind: Kind, body: &Body, field: &str) -> bool {
    let is_bytes = kind == Kind::Item && BYTES.contains(&field);
    let points = columns(kind).iter().any(|column| matches!(column.from, Read::Id(path) if path == field));
    let mut body = body.clone();
    body.insert(field.to_owned(), erased::mark(ActId(Uuid::nil())));
    !is_bytes && !points && check(kind, &body).is_ok()
}

fn reasons(acts: &[StoredAct], needles: &Needles) -> Vec<Uuid> {
    let is_repeating = |act: &&StoredAct| act.fields.get(WHY).is_some_and(|why| needles.are_within(why));
    acts.iter().filter(is_repeating).map(|act| act.id).collect()
}
