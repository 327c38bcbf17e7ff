//! What the buttons of the queue and of an incident's work do; each leads back to where it was pressed.

use super::{Sent, at, reason, sent};
use crate::desk::Visit;
use crate::error::Error;
use crate::routes;
use axum::extract::{Form, Path};
use axum::response::Redirect;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Comment, Task};
use domain::vocabulary::{ClosedOutcome, Stage};
use register::Work;
use register::team::task::Assignment;

/// POST [`routes::TASK`]: taken or given back in the queue.
pub(super) async fn task(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Redirect, Error> {
    let task = super::id(&id)?;
    let record = visit.register.record(visit.scope, Kind::Task, task).await?;
    let now: Task = record.read()?;
    let mut work = visit.register.begin(reason(&visit, &form, why(&form)), visit.scope.project).await?;
    own(&visit, &mut work, &form, task, &now).await?;
    work.commit().await?;
    Ok(Redirect::to(&crate::component::address::with(
        routes::WORK,
        &[("stage", now.stage.slug().to_owned())],
    )))
}

/// POST [`routes::INCIDENT_WORK`].
pub(super) async fn incident(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Redirect, Error> {
    let incident = super::id(&id)?;
    let task = visit.register.task(visit.scope, incident).await?;
    let mut work = visit.register.begin(reason(&visit, &form, why(&form)), visit.scope.project).await?;
    match (sent(&form, "do").unwrap_or_default(), task) {
        ("take-up", _) => drop(work.take_up(incident).await?),
        ("submit", _) => drop(work.submit(incident).await?),
        ("comment", _) => drop(work.comment(&comment(incident, &form)?).await?),
        ("settle", _) => {
            work.settle_comment(super::id(sent(&form, "comment").unwrap_or_default())?, true).await?;
        }
        (_, None) => return Err(Error::NotUnderstood),
        (action, Some(record)) => {
            let now: Task = record.read()?;
            match action {
                "move" => moved(&mut work, &form, record.id).await?,
                "assign" => work.assign(record.id, &assignment(&form)?).await?,
                _ => own(&visit, &mut work, &form, record.id, &now).await?,
            }
        }
    }
    work.commit().await?;
    Ok(Redirect::to(&at(routes::INCIDENT_WORK, incident)))
}

async fn own(
    visit: &Visit,
    work: &mut Work<'_>,
    form: &Sent,
    task: RecordId,
    now: &Task,
) -> Result<(), Error> {
    let assignee = match sent(form, "do") {
        Some("take") => Some(visit.actor()),
        Some("give-back") => None,
        _ => return Err(Error::NotUnderstood),
    };
    Ok(work.assign(task, &Assignment { assignee, due: now.due.clone() }).await?)
}

async fn moved(work: &mut Work<'_>, form: &Sent, task: RecordId) -> Result<(), Error> {
    let stage = |name: &str| sent(form, name).and_then(Stage::parse).ok_or(Error::NotUnderstood);
    let (from, to) = (stage("from")?, stage("to")?);
    let outcome = sent(form, "outcome").and_then(ClosedOutcome::parse).filter(|_| to == Stage::Closed);
    Ok(work.move_task(task, from, to, outcome).await?)
}

fn assignment(form: &Sent) -> Result<Assignment, Error> {
    let assignee = sent(form, "assignee").map(str::parse::<ActorId>).transpose();
    let assignee = assignee.map_err(|_not_an_id| Error::NotUnderstood)?;
    Ok(Assignment { assignee, due: sent(form, "due").map(str::to_owned) })
}

fn comment(incident: RecordId, form: &Sent) -> Result<Comment, Error> {
    let mentions = form.iter().filter(|(name, _)| name == "mention").map(|(_, actor)| actor.parse());
    Ok(Comment {
        about: incident,
        about_kind: Kind::Incident,
        field: None,
        words: sent(form, "words").unwrap_or_default().to_owned(),
        mentions: mentions.collect::<Result<_, _>>().map_err(|_not_an_id| Error::NotUnderstood)?,
        settled: false,
    })
}

/// What each button's act says of why, where the form asks for no reason of its own.
fn why(form: &Sent) -> &'static str {
    match sent(form, "do") {
        Some("take") => "Taken from the queue",
        Some("give-back") => "Given back to the queue",
        Some("take-up") => "Taken up into the queue",
        Some("submit") => "Handed in for review",
        Some("comment") => "A comment",
        Some("settle") => "Needs no more attention",
        Some("move") => "Moved on",
        _ => "Given out",
    }
}
