//! From a passage of an item to an assertion about an incident: the report is made where the item has none yet, and all
//! of it in one piece of work.
//!
//! Words that a machine wrote are never asserted: a person writes them as heard first. Start at
//! [`Register::assert_passage`].

use crate::error::{Error, Result};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::{AnnotationId, ItemId, RecordId, ReportId, SourceId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::{Assertion, Body, Report, body};
use domain::vocabulary::LinkRole;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A passage on its way to an assertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The note that marks it.
    pub annotation: RecordId,
    /// The incident it is about.
    pub incident: RecordId,
    /// What it says; in its words, or in ours where `note` says so.
    pub claim: String,
    /// Our own note.
    pub note: Option<String>,
}

/// What was made of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// The report of the item.
    pub report: RecordId,
    /// What it says.
    pub assertion: RecordId,
}

impl Register {
    /// Makes an assertion of a passage, and the report of its item where there is none.
    ///
    /// # Errors
    /// `record-refused` with `field-empty`, `machine-words-unchecked` or `account-already-held`; `not-found` where the
    /// passage or the incident is not in the scope; `not-permitted`, `reason-missing`. Nothing was kept then.
    pub async fn assert_passage(&self, scope: Scope, reason: Reason, passage: &Passage) -> Result<Asserted> {
        if passage.claim.trim().is_empty() {
            return refuse("field-empty");
        }
        let mut work = self.begin(reason, scope.project).await?;
        let incident = work.stored(Kind::Incident, passage.incident.0).await?;
        let marked = work.stored(Kind::Annotation, passage.annotation.0).await?.body;
        if marked.get("machine").and_then(Json::as_bool) == Some(true) {
            return refuse("machine-words-unchecked");
        }
        let text = |name: &str| marked.get(name).and_then(Json::as_str).map(str::to_owned);
        let item: RecordId = text("item").and_then(|id| id.parse().ok()).ok_or(Error::NotFound)?;
        let stored = work.stored(Kind::Item, item.0).await?.body;
        let report = match work.report_of(item).await? {
            Some(report) => report,
            None => work.create(Kind::Report, body(&report(item, &stored))).await?,
        };
        work.require_new(passage).await?;
        let assertion = Assertion {
            report: ReportId(report.0),
            claim: passage.claim.trim().to_owned(),
            form: None,
            speaker: text("speaker"),
            speaker_role: None,
            polarity: None,
            said: None,
            about: None,
            location: None,
            counts: Vec::new(),
            actors: None,
            verification: None,
            publication: None,
            official_position: None,
            url: None,
            annotation: Some(AnnotationId(passage.annotation.0)),
            note: passage.note.clone(),
            raw: None,
        };
        let assertion = work.create(Kind::Assertion, body(&assertion)).await?;
        let from = (Kind::Assertion, assertion.0);
        work.link(from, LinkRole::About, (Kind::Incident, incident.id), BTreeMap::new()).await?;
        work.commit().await?;
        Ok(Asserted { report, assertion })
    }
}

impl Work<'_> {
    /// The first report that stands in an item, of those this person may see.
    async fn report_of(&mut self, item: RecordId) -> Result<Option<RecordId>> {
        let sql = "select id from report where item = $1 and project = $2 order by id";
        let values = vec![item.0.into(), self.project().0.into()];
        for row in self.hands().await?.tx.rows(sql, values).await? {
            let id = row.id(0)?;
            if self.sees(id) {
                return Ok(Some(RecordId(id)));
            }
        }
        Ok(None)
    }

    /// Refuses what this passage is held to say of the incident already, in the same words: a form sent twice makes one.
    async fn require_new(&mut self, passage: &Passage) -> Result<()> {
        let sql = "select a.id, a.body from assertion a join link l on l.from_record = a.id
            where a.annotation = $1 and a.project = $2 and l.project = $2 and l.to_record = $3 and l.role = 'about'";
        let values = vec![passage.annotation.0.into(), self.project().0.into(), passage.incident.0.into()];
        for row in self.hands().await?.tx.rows(sql, values).await? {
            let held = json_body(&row.text(1)?)?;
            let is_same = held.get("claim").and_then(Json::as_str) == Some(passage.claim.trim());
            if is_same && self.sees(row.id(0)?) {
                return refuse("account-already-held");
            }
        }
        Ok(())
    }
}

/// The report that an item is, before anybody said more of it: its source, its name, its language.
fn report(item: RecordId, stored: &Body) -> Report {
    let text = |name: &str| stored.get(name).and_then(Json::as_str).map(str::to_owned);
    let source = text("source").and_then(|id| id.parse().ok()).map(|id: RecordId| SourceId(id.0));
    let language = stored.get("languages").and_then(|tags| tags.get(0)).and_then(Json::as_str);
    let digest = text("sha256").unwrap_or_default();
    let digest = digest.get(..12).unwrap_or_default();
    Report {
        source,
        title: text("title").or_else(|| text("file_name")).unwrap_or_else(|| format!("sha256 {digest}")),
        url: text("url"),
        item: Some(ItemId(item.0)),
        language: language.map(str::to_owned),
        graphic: stored.get("graphic").and_then(Json::as_bool),
        ..Report::default()
    }
}

fn refuse<T>(code: &str) -> Result<T> {
    Err(Error::Refused(vec![Problem::refuse(code, "claim")]))
}
