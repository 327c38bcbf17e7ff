//! A source's account on its way in: who says it, where it stands, what it says, of which incident.
//!
//! One piece of work makes the source where it is new, the report, the statement and its link to the incident: all of
//! them or none. It keeps words as given and judges nothing; what the accounts come to together is reckoned in
//! [`crate::incident`]. Start at [`Register::enter_account`]; for an account of what is no incident yet at
//! [`Register::enter_allegation`].

use crate::error::{Error, Result};
use crate::incident::origins::{NewTie, tie_in};
use crate::limits::{NAMES_OFFERED_MAX, TITLE_CHARS_MAX};
use crate::record::{Record, record_of};
use crate::register::Register;
use crate::rows::json_body;
use crate::scope::Scope;
use crate::work::{Reason, Work};
use domain::id::{ActId, RecordId, ReportId, SourceId};
use domain::kind::Kind;
use domain::location::Location;
use domain::problem::Problem;
use domain::record::{Assertion, CategoryCount, Incident, Rating, Report, Source, body};
use domain::vocabulary::{LinkRole, OriginReason, Polarity, SourceKind};
use domain::when::When;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An account as a person enters it.
#[derive(Clone, Debug)]
pub struct AccountDraft {
    /// Where it stands.
    pub text: Text,
    /// What it says.
    pub claim: Claim,
}

/// The report that an account stands in.
#[derive(Clone, Debug)]
pub enum Text {
    /// One that is held already.
    Held(RecordId),
    /// One to be made.
    New(Box<NewText>),
}

/// A report to be made, with its source.
#[derive(Clone, Debug, Default)]
pub struct NewText {
    /// Name of the source; one of exactly this name is used again.
    pub source: String,
    /// What kind of source, where it is new.
    pub kind: Option<SourceKind>,
    /// How reliable it is on a topic.
    pub rating: Option<Rating>,
    /// The report; its source is filled in, and its title from the words where it is empty.
    pub report: Report,
    /// The report it has its account from, and how.
    pub taken_from: Option<(RecordId, OriginReason)>,
}

/// What an account says.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// In its words.
    pub claim: String,
    /// Who speaks; private persons only by label.
    pub speaker: Option<String>,
    /// Asserted, denied or unsure.
    pub polarity: Option<Polarity>,
    /// When what it tells of happened.
    pub about: Option<When>,
    /// Where.
    pub location: Option<Location>,
    /// Numbers, as worded and as read.
    pub counts: Vec<CategoryCount>,
    /// Who is held responsible, as worded.
    pub actors: Option<String>,
}

/// What was made of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    /// The incident it is about.
    pub incident: RecordId,
    /// Its report.
    pub report: RecordId,
    /// What it says.
    pub assertion: RecordId,
    /// The source, where this work made it.
    pub new_source: Option<RecordId>,
    /// Rules that warn, by record.
    pub warnings: Vec<(RecordId, Problem)>,
}

impl Register {
    /// Enters an account of an incident.
    ///
    /// # Errors
    /// `record-refused` with every rule it breaks, each with the field it concerns; `not-found` where the incident or a
    /// report named is not in the scope; `reason-missing`. Nothing was kept then.
    pub async fn enter_account(
        &self,
        scope: Scope,
        reason: Reason,
        incident: RecordId,
        draft: &AccountDraft,
    ) -> Result<Entered> {
        require_whole(draft)?;
        let mut work = self.begin(reason, scope.project).await?;
        require(&mut work, Kind::Incident, incident).await?;
        enter(work, incident, draft).await
    }

    /// Enters an account of something that is no incident yet: a candidate is made of it, for the queue.
    ///
    /// # Errors
    /// As [`Self::enter_account`], and what the rules of incidents refuse.
    pub async fn enter_allegation(
        &self,
        scope: Scope,
        reason: Reason,
        incident: &Incident,
        draft: &AccountDraft,
    ) -> Result<Entered> {
        require_whole(draft)?;
        let mut work = self.begin(reason, scope.project).await?;
        let incident = Incident { candidate: Some(true), ..incident.clone() };
        let id = work.create(Kind::Incident, body(&incident)).await?;
        work.take_up(id).await?;
        enter(work, id, draft).await
    }

    /// Names to offer for a kind that has a column `name`: sources, belligerents. At most [`NAMES_OFFERED_MAX`].
    ///
    /// # Errors
    /// From the database.
    pub async fn names_of(&self, scope: Scope, kind: Kind) -> Result<Vec<String>> {
        if !matches!(kind, Kind::Source | Kind::Belligerent) {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select r.name from {} r where r.project = $1{} and r.name is not null group by r.name order by r.name limit {NAMES_OFFERED_MAX}",
            kind.slug(),
            scope.sees("r")
        );
        self.db.rows_of(sql, vec![scope.project.0.into()]).await?.iter().map(|row| row.text(0)).collect()
    }

    /// The reports in which what is said of an incident stands, in order of their dates.
    ///
    /// # Errors
    /// From the database.
    pub async fn reports_about(&self, scope: Scope, incident: RecordId) -> Result<Vec<Record>> {
        let sql = format!(
            "select {} from report r where r.project = $2{} and r.id in ({}{})
             order by coalesce(r.earliest, ''), r.id limit {NAMES_OFFERED_MAX}",
            crate::record::RECORD,
            scope.sees("r"),
            crate::incident::ACCOUNTS,
            scope.sees("l")
        );
        let values = vec![incident.0.into(), scope.project.0.into()];
        self.db.rows_of(sql, values).await?.iter().map(|row| record_of(Kind::Report, row)).collect()
    }
}

/// What every account needs, so that all of it is said at once.
fn require_whole(draft: &AccountDraft) -> Result<()> {
    let mut problems = Vec::new();
    if let Text::New(text) = &draft.text
        && text.source.trim().is_empty()
    {
        problems.push(Problem::refuse("field-empty", "source"));
    }
    if draft.claim.claim.trim().is_empty() {
        problems.push(Problem::refuse("field-empty", "claim"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Refused(problems)) }
}

async fn enter(mut work: Work<'_>, incident: RecordId, draft: &AccountDraft) -> Result<Entered> {
    let (report, new_source) = match &draft.text {
        Text::Held(report) => {
            require(&mut work, Kind::Report, *report).await?;
            (*report, None)
        }
        Text::New(text) => make_report(&mut work, text, &draft.claim.claim).await?,
    };
    let said = &draft.claim;
    require_unheard(&mut work, incident, report, draft).await?;
    let assertion = Assertion {
        annotation: None,
        report: ReportId(report.0),
        claim: said.claim.clone(),
        form: None,
        speaker: said.speaker.clone(),
        speaker_role: None,
        polarity: said.polarity,
        said: None,
        about: said.about.clone(),
        location: said.location.clone(),
        counts: said.counts.clone(),
        actors: said.actors.clone(),
        verification: None,
        publication: None,
        official_position: None,
        url: None,
        note: None,
        raw: None,
    };
    let assertion = work.create(Kind::Assertion, body(&assertion)).await?;
    link(&mut work, assertion, LinkRole::About, (Kind::Incident, incident)).await?;
    if let Some(actors) = &said.actors
        && let Some((belligerent, _)) = named(&mut work, Kind::Belligerent, actors).await?
    {
        link(&mut work, assertion, LinkRole::AttributedTo, (Kind::Belligerent, RecordId(belligerent)))
            .await?;
    }
    let done = work.commit().await?;
    Ok(Entered { incident, report, assertion, new_source, warnings: done.warnings })
}

/// Refuses what the same source is held to say of the incident already, in the same words at the same address: a form
/// sent twice makes one account.
async fn require_unheard(
    work: &mut Work<'_>,
    incident: RecordId,
    report: RecordId,
    draft: &AccountDraft,
) -> Result<()> {
    let project = work.project().0;
    let sql =
        "select r.id, r.body, a.body, a.id from report n join report r on (r.id = n.id or r.source = n.source)
         join assertion a on a.report = r.id join link l on l.from_record = a.id
         where n.id = $1 and r.project = $3 and l.to_record = $2 and l.project = $3 and l.role = 'about'";
    let values = vec![report.0.into(), incident.0.into(), project.into()];
    let url = match &draft.text {
        Text::Held(_) => None,
        Text::New(text) => text.report.url.as_deref(),
    };
    let held = work.hands().await?.tx.rows(sql, values).await?;
    for row in held {
        // What is closed to whoever enters it is as if it were not held.
        if !work.sees(row.id(3)?) {
            continue;
        }
        let says = json_body(&row.text(2)?)?;
        if says.get("claim").and_then(Json::as_str) != Some(draft.claim.claim.as_str()) {
            continue;
        }
        let is_same_address = json_body(&row.text(1)?)?.get("url").and_then(Json::as_str) == url;
        if row.id(0)? == report.0 || (is_same_address && matches!(draft.text, Text::New(_))) {
            return Err(Error::Refused(vec![Problem::refuse("account-already-held", "claim")]));
        }
    }
    Ok(())
}

/// The report, and its source where that is new.
async fn make_report(
    work: &mut Work<'_>,
    text: &NewText,
    claim: &str,
) -> Result<(RecordId, Option<RecordId>)> {
    let (source, new_source) = source(work, text).await?;
    let mut report = text.report.clone();
    report.source = Some(SourceId(source.0));
    if report.title.trim().is_empty() {
        report.title = title(claim);
    }
    let id = work.create(Kind::Report, body(&report)).await?;
    if let Some((from, reason)) = text.taken_from {
        tie_in(work, NewTie { from: id, to: from, reason }, "").await?;
    }
    Ok((id, new_source))
}

/// The source of this name, with its new rating, or a new one.
async fn source(work: &mut Work<'_>, text: &NewText) -> Result<(RecordId, Option<RecordId>)> {
    let name = text.source.trim();
    let Some((known, held)) = named(work, Kind::Source, name).await? else {
        let source = Source {
            name: name.to_owned(),
            kind: text.kind,
            reliability: text.rating.clone().into_iter().collect(),
            ..Source::default()
        };
        let id = work.create(Kind::Source, body(&source)).await?;
        return Ok((id, Some(id)));
    };
    if let Some(rating) = &text.rating {
        rate(work, known, &held, rating).await?;
    }
    Ok((RecordId(known), None))
}

/// Puts a rating in the place of an earlier one on the same topic.
async fn rate(work: &mut Work<'_>, source: Uuid, held: &Source, rating: &Rating) -> Result<()> {
    if held.reliability.contains(rating) {
        return Ok(());
    }
    let topic = domain::fold::fold(&rating.topic);
    let mut ratings = held.reliability.clone();
    ratings.retain(|each| domain::fold::fold(&each.topic) != topic);
    ratings.push(rating.clone());
    let stored = crate::rows::read_stored(&mut work.hands().await?.tx, Kind::Source, source).await?;
    let stored = stored.ok_or(Error::NotFound)?;
    // An open conflict stays open: only the value that was shown is replaced.
    let seen: Vec<ActId> = stored.heads_of("reliability").into_iter().take(1).map(ActId).collect();
    let ratings = serde_json::to_value(&ratings).map_err(|error| Error::Damaged(error.to_string()))?;
    work.change(Kind::Source, RecordId(source), Map::from_iter([("reliability".to_owned(), ratings)]), &seen)
        .await?;
    Ok(())
}

/// The first line of an account, cut where it is long.
fn title(claim: &str) -> String {
    let line = claim.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().count() <= TITLE_CHARS_MAX {
        return line.to_owned();
    }
    let cut: String = line.chars().take(TITLE_CHARS_MAX).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

async fn link(
    work: &mut Work<'_>,
    from: RecordId,
    role: LinkRole,
    (kind, to): (Kind, RecordId),
) -> Result<RecordId> {
    work.link((Kind::Assertion, from.0), role, (kind, to.0), BTreeMap::new()).await
}

/// Refuses a record that is not in the project of the work.
async fn require(work: &mut Work<'_>, kind: Kind, id: RecordId) -> Result<()> {
    let project = work.project().0;
    let sql = format!("select id from {} where id = $1 and project = $2", kind.slug());
    let tx = &mut work.hands().await?.tx;
    let rows = tx.rows(sqlx::AssertSqlSafe(sql), vec![id.0.into(), project.into()]).await?;
    if rows.is_empty() || !work.sees(id.0) { Err(Error::NotFound) } else { Ok(()) }
}

/// The first record of a kind that bears exactly this name, in either script.
async fn named(work: &mut Work<'_>, kind: Kind, name: &str) -> Result<Option<(Uuid, Source)>> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let project = work.project().0;
    // What stands for one letter or more in the pattern only finds too much; the names are compared below.
    let pattern = format!("%\"name_ar\":\"{}\"%", name.replace(['"', '\\'], "_%"));
    let sql = format!(
        "select id, body from {} where project = $1 and (name = $2 or body like $3) order by id",
        kind.slug()
    );
    let values = vec![project.into(), name.into(), pattern.into()];
    let rows = work.hands().await?.tx.rows(sqlx::AssertSqlSafe(sql), values).await?;
    for row in rows {
        // To somebody to whom a source is closed its name is free.
        if !work.sees(row.id(0)?) {
            continue;
        }
        let held = json_body(&row.text(1)?)?;
        let bears =
            |field: &str| held.get(field).and_then(Json::as_str).is_some_and(|each| each.trim() == name);
        if bears("name") || bears("name_ar") {
            let source = if kind == Kind::Source {
                domain::record::read(&held).map_err(|problem| Error::Damaged(problem.to_string()))?
            } else {
                Source::default()
            };
            return Ok(Some((row.id(0)?, source)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_line_cut_between_words() {
        assert_eq!(title("\n  Two strikes hit the market \nmore"), "Two strikes hit the market");
        let long = "كلمة ".repeat(100);
        let cut = title(&long);
        assert!(cut.ends_with("كلمة…") && cut.chars().count() <= TITLE_CHARS_MAX + 1, "{cut}");
        let unbroken = title(&"x".repeat(500));
        assert_eq!(unbroken.chars().count(), TITLE_CHARS_MAX + 1);
    }
}
