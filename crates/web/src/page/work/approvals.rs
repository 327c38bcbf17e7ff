//! What waits for a second person: what was asked for, by whom and why, with a yes and a no for whoever may decide.

use super::asked::{self, Called, asked};
use super::{Names, Sent, at, person, reason, sent};
use crate::component::{address, empty, keys};
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::page::merge::told;
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::kind::Kind;
use domain::record::Approval;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use register::team::approval::{Decided, needed};

const KEYS: &[(&str, &str)] = &[
    ("j", "keys-next"),
    ("k", "keys-previous"),
    ("a", "keys-agree"),
    ("r", "keys-refuse"),
    ("Enter", "keys-enter"),
];

/// GET [`routes::APPROVALS`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    let open = visit.register.open_approvals(visit.scope, limits::APPROVALS_SHOWN).await?;
    let names = visit.register.actors().await?;
    let approvals = open.iter().filter_map(|record| record.read::<Approval>().ok());
    let about: Vec<_> = approvals.flat_map(|approval| asked::about(&approval.details)).collect();
    let called = visit.register.named(visit.scope, about).await?;
    visit.note(called.keys().copied()).await?;
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
            @if let Ok(approval) = record.read::<Approval>() { (one(&visit, (&names, &called), record, &approval)) }
        }
        (keys::legend(visit.preference, KEYS))
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    frame.has_keys = true;
    Ok(layout::page(&frame, &content))
}

fn one(visit: &Visit, (names, called): (&Names, &Called), record: &Record, approval: &Approval) -> Markup {
    let say = visit.preference.say;
    let may = needed(approval.action).is_some_and(|operation| visit.permit.may(operation));
    let is_own = approval.asked_by == visit.actor();
    let history = address::of(routes::RECORD_HISTORY, Kind::Approval, record.id);
    html! {
        section.part.asked {
            h2 { (approval.action.label(say.language)) }
            (asked(visit, names, called, &approval.details))
            @if let Some(first) = approval.seconded_by {
                p.small { (say.text("label-seconded-by")) " " (person(names, first)) }
            }
            p.small.quiet {
                (say.text("label-asked-by")) " " (person(names, approval.asked_by)) " · "
                a href=(history) { (say.text("approvals-why")) }
            }
            form.decide method="post" action=(at(routes::APPROVAL, record.id)) {
                @if is_own {
                    p.small { (say.text("approvals-own")) }
                    button.btn.btn-quiet name="do" value="withdraw" { (say.text("approvals-withdraw")) }
                } @else if !may {
                    p.small { (say.text("approvals-not-yours")) }
                } @else {
                    label.field { (say.text("form-reason")) input type="text" name="reason" required maxlength="400" dir="auto"; }
                    button.btn.btn-main name="do" value="approve" aria-keyshortcuts=[keys::shortcut(visit.preference, "a")] { (say.text("approvals-yes")) }
                    button.btn name="do" value="refuse" aria-keyshortcuts=[keys::shortcut(visit.preference, "r")] { (say.text("approvals-no")) }
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
) -> Result<Response, Error> {
    let id = super::id(&id)?;
    let otherwise = if sent(&form, "do") == Some("withdraw") { "Taken back" } else { "" };
    let mut work = visit.register.begin(reason(&visit, &form, otherwise), visit.scope.project).await?;
    let mut decided = Decided::default();
    match sent(&form, "do") {
        Some("approve") => decided = work.decide(id, true).await?,
        Some("refuse") => drop(work.decide(id, false).await?),
        Some("withdraw") => work.withdraw(id).await?,
        _ => return Err(Error::NotUnderstood),
    }
    work.commit().await?;
    match decided.record {
        Some(incident) if !decided.kept.is_empty() => told(&visit, incident, &decided.kept).await,
        _ => Ok(Redirect::to(routes::APPROVALS).into_response()),
    }
}
