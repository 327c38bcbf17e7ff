//! What waits for a second person: what was asked for, by whom and why, with a yes and a no for whoever may decide.

use super::{Names, Sent, at, graded, person, reason, sent};
use crate::component::{address, empty, naming, value};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::response::{Html, Redirect};
use domain::kind::Kind;
use domain::record::{Approval, Assessment, Member};
use maud::{Markup, html};
use register::incident::merge::Merging;
use register::permission::Operation;
use register::record::Record;
use register::team::approval::Asked;

/// GET [`routes::APPROVALS`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let open = visit.register.open_approvals(visit.scope, limits::APPROVALS_SHOWN).await?;
    let names = visit.register.actors().await?;
    let say = visit.preference.say;
    let title = say.text("approvals-title");
    let content = html! {
        div.head {
            p.over {
                a href=(routes::WORK) { (say.text("work-title")) }
                @if visit.permit.may(Operation::Members) { " · " a href=(routes::MEMBERS) { (say.text("members-title")) } }
            }
            h1 { (title) }
            p.lede { (say.text("approvals-lede")) }
        }
        @if open.is_empty() {
            (empty::nothing_yet(&say.text("approvals-none"), &say.text("approvals-none-words"), &html! {}))
        }
        @for record in &open {
            @if let Ok(approval) = record.read::<Approval>() { (one(&visit, &names, record, &approval)) }
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn one(visit: &Visit, names: &Names, record: &Record, approval: &Approval) -> Markup {
    let say = visit.preference.say;
    let is_own = approval.asked_by == visit.actor();
    let history = address::of(routes::RECORD_HISTORY, Kind::Approval, record.id);
    html! {
        section.part {
            h2 { (approval.action.label(say.language)) }
            (asked(visit, names, &approval.details))
            p.small.quiet {
                (say.text("label-asked-by")) " " (person(names, approval.asked_by)) " · "
                a href=(history) { (say.text("approvals-why")) }
            }
            form.decide method="post" action=(at(routes::APPROVAL, record.id)) {
                @if is_own {
                    p.small { (say.text("approvals-own")) }
                    button.btn.btn-quiet name="do" value="withdraw" { (say.text("approvals-withdraw")) }
                } @else {
                    label.field { (say.text("form-reason")) input type="text" name="reason" required maxlength="400" dir="auto"; }
                    button.btn.btn-main name="do" value="approve" { (say.text("approvals-yes")) }
                    button.btn name="do" value="refuse" { (say.text("approvals-no")) }
                }
            }
        }
    }
}

fn asked(visit: &Visit, names: &Names, details: &str) -> Markup {
    match serde_json::from_str::<Asked>(details) {
        Ok(Asked::Member(member)) => of_member(visit.preference.say, names, &member),
        Ok(Asked::Assessment(assessment)) => of_grade(visit, &assessment),
        Ok(Asked::Unseal { kind, record, label }) => {
            let say = visit.preference.say;
            html! {
                p {
                    a href=(address::of(routes::RECORD, kind, record)) { (kind.label(say.language)) }
                    (say.text("colon")) " " (say.text("approvals-opens")) " " (label.label(say.language))
                }
            }
        }
        Ok(Asked::Merge(merging)) => of_merge(visit.preference.say, &merging),
        Err(_) => html! { code { (details) } },
    }
}

fn of_member(say: Say, names: &Names, member: &Member) -> Markup {
    html! {
        p {
            (person(names, member.person)) (say.text("colon")) " "
            @if member.ended { (say.text("approvals-leaves")) }
            @for (index, role) in member.roles.iter().enumerate() {
                @if index > 0 { (say.text("list-separator")) }
                (role.label(say.language))
            }
            " · " (say.text("label-clearance")) " " (member.clearance.label(say.language))
        }
    }
}

fn of_grade(visit: &Visit, assessment: &Assessment) -> Markup {
    let say = visit.preference.say;
    html! {
        p {
            a href=(address::record(Kind::Incident, assessment.incident.into())) { (say.text("approvals-incident")) }
            (say.text("colon")) " " (graded(visit, assessment.grade.as_deref()))
        }
        @if let Some(rationale) = &assessment.rationale { p { (naming::words(say, rationale)) } }
    }
}

fn of_merge(say: Say, merging: &Merging) -> Markup {
    let page = routes::INCIDENT_MERGE.replace("{id}", &merging.survivor.to_string());
    let page = address::with(&page, &[("with", merging.merged.to_string())]);
    html! {
        p { a href=(page) { (say.text("merge-approval")) } }
        @if !merging.taken.is_empty() {
            p {
                (say.text("merge-approval-taken")) " "
                @for (index, field) in merging.taken.iter().enumerate() {
                    @if index > 0 { (say.text("list-separator")) }
                    (value::label(say, field))
                }
            }
        }
    }
}

/// POST [`routes::APPROVAL`].
pub(super) async fn decide(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Redirect, Error> {
    let id = super::id(&id)?;
    let otherwise = if sent(&form, "do") == Some("withdraw") { "Taken back" } else { "" };
    let mut work = visit.register.begin(reason(&visit, &form, otherwise), visit.scope.project).await?;
    match sent(&form, "do") {
        Some("approve") => drop(work.decide(id, true).await?),
        Some("refuse") => drop(work.decide(id, false).await?),
        Some("withdraw") => work.withdraw(id).await?,
        _ => return Err(Error::NotUnderstood),
    }
    work.commit().await?;
    Ok(Redirect::to(routes::APPROVALS))
}
