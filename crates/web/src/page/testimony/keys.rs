//! The public keys of custodians: to these, identities are sealed. The private halves never come here.

use super::{Sent, id, reason, sent};
use crate::component::table::{self, Column, Plain};
use crate::component::{form, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{assets, limits, routes};
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::CustodianKey;
use maud::{Markup, html};
use register::permission::Operation;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The script that makes a key in the browser.
const MODULE: &str = "custodian.js";

/// A key with its record and the act to send back.
pub(super) struct Held {
    /// The record.
    pub id: RecordId,
    /// The key.
    pub key: CustodianKey,
}

/// The keys that the reader may see, those in use first.
pub(super) async fn held(visit: &Visit) -> Result<Vec<Held>, Error> {
    let records = visit.register.batch(visit.scope, Kind::CustodianKey, None, limits::KEYS_SHOWN).await?;
    visit.note(records.iter().map(|record| record.id)).await?;
    let read = |record: register::record::Record| record.read().map(|key| Held { id: record.id, key });
    let mut held: Vec<Held> = records.into_iter().map(read).collect::<register::Result<_>>()?;
    held.sort_by_key(|held| held.key.retired);
    Ok(held)
}

/// GET [`routes::CUSTODIAN_KEYS`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    page(&visit, "", &[]).await
}

/// POST [`routes::CUSTODIAN_KEYS`].
pub(super) async fn save(visit: Visit, Form(form): Form<Sent>) -> Result<Response, Error> {
    let done = match sent(&form, "do") {
        Some("retire") => retire(&visit, &form).await,
        _ => add(&visit, &form).await,
    };
    match done {
        Ok(()) => Ok(Redirect::to(routes::CUSTODIAN_KEYS).into_response()),
        Err(register::Error::Refused(problems)) => {
            let typed = sent(&form, "recipient").unwrap_or_default();
            // A private half pasted by mistake is not shown again, to whoever stands behind.
            let typed = if typed.starts_with("age1") { typed } else { "" };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, typed, &problems).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn add(visit: &Visit, form: &Sent) -> register::Result<()> {
    let recipient = sent(form, "recipient").unwrap_or_default().to_owned();
    let note = sent(form, "note").map(str::to_owned);
    let key = CustodianKey { person: visit.actor(), recipient, retired: false, note };
    let mut work = visit.register.begin(reason(visit, form), visit.scope.project).await?;
    work.add_custodian_key(&key).await?;
    work.commit().await.map(drop)
}

async fn retire(visit: &Visit, form: &Sent) -> register::Result<()> {
    let id = sent(form, "key").and_then(|text| id(text).ok()).ok_or(register::Error::NotFound)?;
    let stored = visit.register.stored(visit.scope, Kind::CustodianKey, id).await?;
    let seen: Vec<ActId> = stored.seen(["retired"].into_iter()).into_iter().map(ActId).collect();
    let mut work = visit.register.begin(reason(visit, form), visit.scope.project).await?;
    work.retire_custodian_key(id, &seen).await?;
    work.commit().await.map(drop)
}

async fn page(visit: &Visit, typed: &str, problems: &[Problem]) -> Result<Html<String>, Error> {
    let held = held(visit).await?;
    let names = visit.register.actors().await?;
    let say = visit.preference.say;
    let title = say.text("custodian-keys-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::RECORDS) { (say.text("records-title")) } }
            h1 { (title) }
            p.lede { (say.text("custodian-keys-lede")) }
        }
        (refused(say, problems))
        section.part {
            @if held.is_empty() { p { span.none { (say.text("custodian-keys-none")) } } } @else { (list(visit, &held, &names)) }
        }
        @if visit.permit.may(Operation::Label) { (adding(say, typed)) }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    frame.module = Some(MODULE);
    Ok(layout::page(&frame, &content))
}

/// What the register refused, in sentences.
pub(super) fn refused(say: Say, problems: &[Problem]) -> Markup {
    let problems: Vec<&Problem> = problems.iter().filter(|problem| problem.refuses()).collect();
    if problems.is_empty() {
        return html! {};
    }
    notice::error(
        &html! { (say.text("edit-refused")) },
        &html! { ul { @for problem in problems { li { (say.text(&format!("error-{}", problem.code))) } } } },
    )
}

/// Somebody's name, or the pseudonym where it is not held any more.
pub(super) fn person(names: &BTreeMap<Uuid, String>, actor: ActorId) -> Markup {
    let name = names.get(&actor.0).cloned().unwrap_or_else(|| actor.to_string());
    html! { bdi { (name) } }
}

fn list(visit: &Visit, held: &[Held], names: &BTreeMap<Uuid, String>) -> Markup {
    let say = visit.preference.say;
    let may = visit.permit.may(Operation::Label);
    let rows = held.iter().map(|held| {
        vec![
            person(names, held.key.person),
            html! { code.wrap dir="ltr" { (held.key.recipient) } },
            html! {
                @if held.key.retired { (say.text("label-retired")) } @else { (say.text("custodian-keys-in-use")) }
            },
            html! { @if may && !held.key.retired { (retiring(say, held.id)) } },
        ]
    });
    let heads = ["custodian-keys-whose", "custodian-keys-key", "custodian-keys-state", "custodian-keys-do"];
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows: rows.collect() };
    table::scroll(&say.text("custodian-keys-title"), &table::plain(&plain))
}

fn retiring(say: Say, key: RecordId) -> Markup {
    html! {
        form method="post" action=(routes::CUSTODIAN_KEYS) {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="reason" value=(say.text("custodian-keys-retire"));
            button.btn.btn-quiet name="do" value="retire" { (say.text("custodian-keys-retire")) }
        }
    }
}

fn adding(say: Say, typed: &str) -> Markup {
    let (label, hint) = (say.text("label-recipient"), say.text("custodian-keys-recipient-hint"));
    let note = say.text("label-note");
    let key = form::Field {
        name: "recipient",
        label: &label,
        value: typed,
        hint: Some(&hint),
        is_required: true,
        wrong: None,
    };
    html! {
        section.part #add {
            h2 { (say.text("custodian-keys-add")) }
            p { (say.text("custodian-keys-add-words")) }
            (in_browser(say))
            p { (say.text("custodian-keys-by-command")) }
            pre.command dir="ltr" { code { "sijil key new --out my-key.txt" } }
            form.form method="post" action=(routes::CUSTODIAN_KEYS) {
                (form::line(&key))
                (form::line(&form::Field { name: "note", label: &note, ..form::Field::default() }))
                (form::reason(say, "", None))
                p.actions { button.btn.btn-main name="do" value="add" { (say.text("custodian-keys-add")) } }
            }
        }
    }
}

/// Making a key in the browser; hidden where no script runs. The private half is saved as a file and never sent.
fn in_browser(say: Say) -> Markup {
    html! {
        div.made-here data-key-library=(assets::address(super::LIBRARY)) hidden {
            p.actions { button.btn type="button" { (say.text("custodian-keys-make")) } }
            p.small role="status" data-key-done hidden {
                (say.text("custodian-keys-made")) " " a href="" { (say.text("custodian-keys-save-again")) " " bdi {} }
            }
            p.wrong role="alert" data-key-failed hidden { (say.text("custodian-keys-make-failed")) }
        }
    }
}
