//! The work on one incident: how far it is, whose it is, what may be done next, and what the team says of it.

use super::{Names, at, graded, person, stages};
use crate::component::{address, form, naming};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::page::incident::since_line;
use crate::{limits, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Incident, Member, Task};
use domain::vocabulary::{Basis, ClosedOutcome, Stage};
use maud::{Markup, html};
use register::look::Since;
use register::permission::Operation;
use register::record::Record;
use register::team::comment::Said;

/// What the page shows, read.
struct View {
    incident: Record,
    task: Option<(RecordId, Task)>,
    /// The current assessment of our own.
    assessment: Option<Record>,
    comments: Vec<Said>,
    members: Vec<Member>,
    names: Names,
    since: Option<Since>,
}

/// GET [`routes::INCIDENT_WORK`].
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    let id = super::id(&id)?;
    let register = &visit.register;
    let incident = register.record(visit.scope, Kind::Incident, id).await?;
    let task = register.task(visit.scope, id).await?;
    let task = task.map(|record| Ok::<_, register::Error>((record.id, record.read()?))).transpose()?;
    let judged = register.records_by(visit.scope, Kind::Assessment, "incident", &[id], "r.version").await?;
    let is_own = |record: &Record| {
        record.body.get("basis").and_then(serde_json::Value::as_str) == Some(Basis::Own.slug())
    };
    let assessment = judged.into_iter().rfind(is_own);
    let about: Vec<RecordId> =
        [Some(id), assessment.as_ref().map(|record| record.id)].into_iter().flatten().collect();
    let comments = register.comments(visit.scope, &about).await?;
    let members = register.members(visit.scope.project).await?;
    let members = members.into_iter().map(|(_, member)| member).filter(|member| !member.ended).collect();
    let names = register.actors().await?;
    let since = register.look_at(&visit.permit, id).await?;
    let view = View { incident, task, assessment, comments, members, names, since };
    let say = visit.preference.say;
    let name = naming::title(say, &view.incident);
    let title = say.with("work-on-title", &[("incident", name.clone().into())]);
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content(&visit, &view, &name)))
}

fn content(visit: &Visit, view: &View, name: &str) -> Markup {
    let say = visit.preference.say;
    let incident: Option<Incident> = view.incident.read().ok();
    let codes = incident.map(|incident| incident.codes).unwrap_or_default();
    html! {
        div.head {
            p.over {
                a href=(routes::WORK) { (say.text("work-title")) } " · "
                a href=(address::record(Kind::Incident, view.incident.id)) {
                    @match codes.first() {
                        Some(code) => (say.html("work-to-record-code", &[("code", code.as_str().into())])),
                        None => (say.text("work-to-record")),
                    }
                }
            }
            h1 { (naming::words(say, name)) }
            (stages(say, view.task.as_ref().map(|(_, task)| task.stage)))
            (since_line(say, view.incident.id, view.since))
        }
        div.with-margin {
            div {
                (judgment(visit, view))
                (comments(visit, view))
            }
            (margin(visit, view))
        }
    }
}

/// The assessment being worked on, and the way on.
fn judgment(visit: &Visit, view: &View) -> Markup {
    let say = visit.preference.say;
    let stage = view.task.as_ref().map(|(_, task)| task.stage);
    let here = at(routes::INCIDENT_WORK, view.incident.id);
    html! {
        section.part {
            h2 { (say.text("work-assessment")) }
            @match view.assessment.as_ref().and_then(|record| Some((record, record.read::<Assessment>().ok()?))) {
                None => p.quiet { (say.text("work-assessment-none")) }
                Some((record, assessment)) => {
                    p {
                        a href=(address::record(Kind::Assessment, record.id)) { (naming::title(say, record)) } " "
                        (graded(visit, assessment.grade.as_deref()))
                        @if let Some(author) = assessment.author { " · " (say.text("label-author")) " " (person(&view.names, author)) }
                    }
                    p {
                        a href=(at(routes::REVIEW, record.id)) {
                            (say.text(if stage == Some(Stage::InReview) && visit.permit.may(Operation::Review) { "work-to-review" } else { "work-to-review-read" }))
                        }
                    }
                    @if stage != Some(Stage::InReview) && visit.permit.may(Operation::Assess) {
                        form method="post" action=(here) {
                            button.btn.btn-main name="do" value="submit" { (say.text("work-submit")) }
                        }
                    }
                }
            }
        }
    }
}

fn comments(visit: &Visit, view: &View) -> Markup {
    let say = visit.preference.say;
    let here = at(routes::INCIDENT_WORK, view.incident.id);
    html! {
        section.part #comments {
            h2 { (say.text("work-comments")) }
            @if view.comments.is_empty() { p.quiet { (say.text("work-comments-none")) } }
            @for said in &view.comments { (one(say, &here, view, said)) }
            form.form method="post" action=(here) {
                (form::lines(&form::Field { name: "words", label: &say.text("work-comment-words"), is_required: true, ..form::Field::default() }, 3, limits::REASON_CHARACTERS_MAX))
                @if !view.members.is_empty() {
                    fieldset.checks {
                        legend { (say.text("label-mentions")) }
                        @for member in &view.members {
                            label.check { input type="checkbox" name="mention" value=(member.person); span { (person(&view.names, member.person)) } }
                        }
                    }
                }
                p.actions { button.btn name="do" value="comment" { (say.text("work-comment")) } }
            }
        }
    }
}

fn one(say: Say, here: &str, view: &View, said: &Said) -> Markup {
    let comment = &said.comment;
    html! {
        div.said {
            p { (naming::words(say, &comment.words)) }
            p.small.quiet {
                (person(&view.names, said.by)) " · " (date::instant_element(say, &said.at))
                @if let Some(field) = &comment.field {
                    " · " (say.text("label-field")) " " (say.text(&format!("label-{}", field.replace('_', "-"))))
                }
                @for mention in &comment.mentions { " · @" (person(&view.names, *mention)) }
                @if comment.settled { " · " (say.text("label-settled")) }
            }
            @if !comment.settled {
                form method="post" action=(here) {
                    input type="hidden" name="comment" value=(said.id);
                    button.btn.btn-quiet name="do" value="settle" { (say.text("work-settle")) }
                }
            }
        }
    }
}

fn margin(visit: &Visit, view: &View) -> Markup {
    let say = visit.preference.say;
    let here = at(routes::INCIDENT_WORK, view.incident.id);
    html! {
        aside.margin aria-label=(say.text("work-next")) {
            h3 { (say.text("work-next")) }
            @match &view.task {
                None => {
                    p.quiet { (say.text("work-not-taken-up")) }
                    form method="post" action=(here) { button.btn name="do" value="take-up" { (say.text("work-take-up")) } }
                }
                Some((_, task)) => { (moves(visit, &here, task)) (assignment(visit, &here, view, task)) }
            }
        }
    }
}

/// A button for each stage the work may pass to, as far as the reader may.
fn moves(visit: &Visit, here: &str, task: &Task) -> Markup {
    let say = visit.preference.say;
    let may = |stage: Stage| match stage {
        Stage::Assessed => visit.permit.may(Operation::Assess),
        Stage::Triaged | Stage::Closed => visit.permit.may(Operation::Triage),
        _ => false,
    };
    let next: Vec<Stage> =
        Stage::ALL.iter().copied().filter(|next| task.stage.may_become(*next) && may(*next)).collect();
    html! {
        @if let Some(outcome) = task.outcome { p { strong { (outcome.label(say.language)) } } }
        @if next.is_empty() { p.small.quiet { (say.text("work-no-move")) } }
        @for stage in next {
            form method="post" action=(here) {
                input type="hidden" name="from" value=(task.stage.slug());
                input type="hidden" name="to" value=(stage.slug());
                @if stage == Stage::Closed {
                    label.field {
                        (say.text("label-outcome"))
                        select name="outcome" {
                            @for outcome in ClosedOutcome::ALL { option value=(outcome.slug()) { (outcome.label(say.language)) } }
                        }
                    }
                }
                p.actions { button.btn name="do" value="move" { (say.with("work-move", &[("stage", stage.label(say.language).into())])) } }
            }
        }
    }
}

fn assignment(visit: &Visit, here: &str, view: &View, task: &Task) -> Markup {
    let say = visit.preference.say;
    let may = visit.permit.may(Operation::Triage);
    html! {
        h3 { (say.text("label-assignee")) }
        p {
            @match task.assignee { Some(actor) => (person(&view.names, actor)), None => span.none { (say.text("work-nobody")) } }
            @if let Some(due) = &task.due { " · " (say.text("label-due")) " " (date::element(say, due, date::Width::Short)) }
        }
        @if may {
            form method="post" action=(here) {
                label.field {
                    (say.text("work-give-to"))
                    select name="assignee" {
                        option value="" { (say.text("work-nobody")) }
                        @for actor in people(visit, view) {
                            option value=(actor) selected[task.assignee == Some(actor)] { (person(&view.names, actor)) }
                        }
                    }
                }
                label.field {
                    (say.text("label-due"))
                    input.date type="text" name="due" placeholder="2026-12-01" maxlength="10" dir="ltr" value=[task.due.as_deref()];
                }
                p.actions { button.btn.btn-quiet name="do" value="assign" { (say.text("work-assign")) } }
            }
        } @else if task.assignee.is_none() || task.assignee == Some(visit.actor()) {
            form method="post" action=(here) {
                @let (slug, message) = if task.assignee.is_none() { ("take", "work-take") } else { ("give-back", "work-give-back") };
                button.btn.btn-quiet name="do" value=(slug) { (say.text(message)) }
            }
        }
    }
}

/// Whom work can be given to: the members, and the reader.
fn people(visit: &Visit, view: &View) -> Vec<ActorId> {
    let mut people: Vec<ActorId> = view.members.iter().map(|member| member.person).collect();
    if !people.contains(&visit.actor()) {
        people.push(visit.actor());
    }
    people
}
