//! The invented team's work on an event: assessments, reviews, stages, comments and second codings, each by whoever
//! does it.

use super::facts::{Event, Facts, Judged, Reviewed, Second};
use super::{INVENTED, Known, event, unknown};
use crate::failure::{Failure, Result};
use domain::id::{ActorId, IncidentId, ProjectId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Cited, Comment, Excluded, FieldComment, body};
use domain::vocabulary::{Basis, Stage};
use register::coding::Coded;
use register::team::review::Verdict;
use register::team::task::Assignment;
use register::{Reason, Register, Work};

/// Whoever sorts what comes in: the second researcher, who reviews too.
const TRIAGES: usize = 3;

/// Loads the work on an event.
pub(super) async fn load(
    register: &Register,
    project: ProjectId,
    facts: &Facts,
    event: &Event,
    (incident, known): (IncidentId, &Known),
) -> Result<()> {
    let target = RecordId::from(incident);
    let triages = facts.person(TRIAGES)?.id;
    let mut work = begin(register, project, triages, "Taken up").await?;
    let task = work.take_up(target).await?;
    if event.task.stage != Stage::New {
        work.move_task(task, Stage::New, Stage::Triaged, None).await?;
    }
    if event.task.stage == Stage::Closed {
        work.move_task(task, Stage::Triaged, Stage::Closed, event.task.outcome).await?;
    }
    work.commit().await?;
    for judged in &event.assessments {
        assess(register, project, facts, judged, (incident, known)).await?;
    }
    let assignee = event.task.assignee.map(|number| facts.person(number)).transpose()?;
    let mut work = begin(register, project, triages, "Given out").await?;
    let assignee = assignee.map(|person| person.id);
    work.assign(task, &Assignment { assignee, due: event.task.due.clone() }).await?;
    work.commit().await?;
    for said in &event.comments {
        let mentions = said.mentions.iter().map(|number| Ok(facts.person(*number)?.id));
        let comment = Comment {
            about: target,
            about_kind: Kind::Incident,
            field: None,
            words: said.words.clone(),
            mentions: mentions.collect::<Result<_>>()?,
            settled: false,
        };
        let mut work = begin(register, project, facts.person(said.by)?.id, "A comment").await?;
        work.comment(&comment).await?;
        work.commit().await?;
    }
    for second in &event.codings {
        let mut work = begin(register, project, facts.person(second.by)?.id, "Coded a second time").await?;
        work.code(target, coded(second), None).await?;
        work.commit().await?;
    }
    Ok(())
}

fn coded(second: &Second) -> Coded {
    let (grade, rationale) = (second.grade.clone(), second.rationale.clone());
    Coded { grade, killed: Some(event::range(second.killed)), rationale, blind: true }
}

async fn begin<'r>(
    register: &'r Register,
    project: ProjectId,
    actor: ActorId,
    why: &str,
) -> Result<Work<'r>> {
    Ok(register.begin(Reason { actor, why: format!("Exercise: {why}") }, project).await?)
}

async fn assess(
    register: &Register,
    project: ProjectId,
    facts: &Facts,
    judged: &Judged,
    (incident, known): (IncidentId, &Known),
) -> Result<()> {
    let assessment = assessment(incident, judged, known)?;
    let mut work = begin(register, project, facts.person(judged.by)?.id, "An assessment is proposed").await?;
    let id = work.create(Kind::Assessment, body(&assessment)).await?;
    work.submit(incident.into()).await?;
    work.commit().await?;
    let Some(review) = &judged.review else { return Ok(()) };
    let version = register.record(register::Scope::of(project), Kind::Assessment, id).await?.head_act;
    let mut work = begin(register, project, facts.person(review.by)?.id, "Reviewed").await?;
    work.review(id, version, verdict(review)).await?;
    work.commit().await?;
    Ok(())
}

fn verdict(review: &Reviewed) -> Verdict {
    let comments = review.fields.iter();
    let comments = comments.map(|(field, words)| FieldComment { field: field.clone(), words: words.clone() });
    Verdict { outcome: review.outcome, words: review.words.clone(), comments: comments.collect() }
}

fn assessment(incident: IncidentId, judged: &Judged, known: &Known) -> Result<Assessment> {
    let cited = |key: &String| -> Result<Cited> {
        let (_, assertion) = known.accounts.get(key).ok_or_else(|| unknown(key))?;
        Ok(Cited { record: RecordId(*assertion), version: None })
    };
    let excluded = judged.excluded.iter();
    let excluded = excluded
        .map(|(key, reason)| Ok::<_, Failure>(Excluded { cited: cited(key)?, reason: reason.clone() }));
    Ok(Assessment {
        incident,
        version: 1,
        basis: Basis::Own,
        body: None,
        url: None,
        as_of: None,
        codebook: Some("airwars 1".to_owned()),
        grade: Some(judged.grade.clone()),
        killed: judged.killed.map(event::range),
        injured: judged.injured.map(event::range),
        killed_children: None,
        killed_women: None,
        killed_men: None,
        killed_belligerents: None,
        named: None,
        range_basis: None,
        included: judged.included.iter().map(cited).collect::<Result<_>>()?,
        excluded: excluded.collect::<Result<_>>()?,
        rationale: Some(judged.rationale.clone()),
        author: None,
        reviewer: None,
        overridden: None,
        note: Some(INVENTED.to_owned()),
        raw: None,
    })
}
