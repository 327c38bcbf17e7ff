//! Who a source is, as it was sealed: to whose keys, who asked for it, and the form that keeps a text sealed before it
//! came here. The server never sees the name: the input that holds it has no name and is never sent.
//!
//! What was sealed is on one page only, the answer to whoever asked for it after two others agreed.

use super::keys::{self, Held, person, refused};
use super::{Sent, all_sent, id, interview, reason, sent, sheet};
use crate::assets;
use crate::component::{form, naming, notice};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::{RecordId, SourceId};
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::SealedIdentity;
use domain::vocabulary::ApprovalOutcome;
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use register::sealed::Asking;
use register::team::approval::Asked;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The script that seals in the browser.
const MODULE: &str = "seal.js";

/// What the page shows.
struct View<'page> {
    visit: &'page Visit,
    source: &'page Record,
    identities: Vec<Record>,
    askings: Vec<Asking>,
    keys: Vec<Held>,
    names: BTreeMap<Uuid, String>,
}

/// GET [`routes::IDENTITY`].
pub(super) async fn show(
    visit: Visit,
    Path(source): Path<String>,
    Query(parameters): Query<Sent>,
) -> Result<Html<String>, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    let is_done = sent(&parameters, "done").is_some();
    page(&visit, &source, &Vec::new(), &[], is_done).await
}

/// POST [`routes::IDENTITY`].
pub(super) async fn save(
    visit: Visit,
    Path(source): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let source = sheet::about(&visit, Kind::Source, id(&source)?).await?;
    match seal(&visit, source.id, &form).await {
        Ok(()) => {
            let page = routes::IDENTITY.replace("{id}", &source.id.to_string());
            Ok(Redirect::to(&format!("{page}?done=yes")).into_response())
        }
        // What was sent in place of a sealed text may be a name: it is neither shown again nor kept.
        Err(register::Error::Refused(problems)) => {
            let page = page(&visit, &source, &form, &problems, false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn seal(visit: &Visit, source: RecordId, form: &Sent) -> register::Result<()> {
    let identity = SealedIdentity {
        source: SourceId(source.0),
        handle: sent(form, "handle").unwrap_or_default().to_owned(),
        sealed: sent(form, "sealed").unwrap_or_default().replace("\r\n", "\n"),
        recipients: all_sent(form, "to").into_iter().map(str::to_owned).collect(),
        note: None,
    };
    let mut work = visit.register.begin(reason(visit, form), visit.scope.project).await?;
    work.seal_identity(&identity).await?;
    work.commit().await.map(drop)
}

/// POST [`routes::IDENTITY_ASK`].
pub(super) async fn ask(
    visit: Visit,
    Path(identity): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, Error> {
    let record = visit.register.record(visit.scope, Kind::SealedIdentity, id(&identity)?).await?;
    visit.note([record.id]).await?;
    let mut work = visit.register.begin(reason(&visit, &form), visit.scope.project).await?;
    if sent(&form, "do") == Some("give") {
        let asking = id(sent(&form, "asking").unwrap_or_default())?;
        let sealed = work.give_out_identity(asking).await?;
        work.commit().await?;
        return Ok(given(&visit, &record, &sealed).into_response());
    }
    work.ask(&Asked::Identity { identity: record.id }).await?;
    work.commit().await?;
    let source = naming::member(&record, "source").unwrap_or_default();
    Ok(Redirect::to(&routes::IDENTITY.replace("{id}", source)).into_response())
}

/// The one page that holds what was sealed.
fn given(visit: &Visit, identity: &Record, sealed: &str) -> Html<String> {
    let say = visit.preference.say;
    let title = say.text("identity-given");
    let content = html! {
        div.head {
            p.over { bdi { (naming::member(identity, "handle").unwrap_or_default()) } }
            h1 { (title) }
            p.lede { (say.text("identity-given-words")) }
        }
        pre.wrap.command dir="ltr" tabindex="0" { (sealed) }
        p { (say.text("identity-open-with")) }
        pre.command dir="ltr" { code { "sijil key open --identity my-key.txt sealed.age" } }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    layout::page(&frame, &content)
}

async fn page(
    visit: &Visit,
    source: &Record,
    form: &Sent,
    problems: &[Problem],
    is_done: bool,
) -> Result<Html<String>, Error> {
    let identities =
        visit.register.records_by(visit.scope, Kind::SealedIdentity, "source", &[source.id], "r.id").await?;
    visit.note(identities.iter().map(|identity| identity.id)).await?;
    let ids: Vec<RecordId> = identities.iter().map(|identity| identity.id).collect();
    let askings = if visit.permit.may(Operation::Label) {
        visit.register.askings(&visit.permit, &ids).await?
    } else {
        Vec::new()
    };
    let (keys, names) = (keys::held(visit).await?, visit.register.actors().await?);
    let view = View { visit, source, identities, askings, keys, names };
    let say = visit.preference.say;
    let title = say.text("identity-title");
    let content = html! {
        div.head {
            p.over { (interview::over(visit, source)) }
            h1 { (title) }
            p.lede { (say.text("identity-lede")) }
        }
        (refused(say, problems))
        @if is_done { (notice::notice(notice::Kind::Done, &html! { (say.text("identity-kept")) }, &html! {})) }
        (held(&view))
        @if visit.permit.may(Operation::Collect) || visit.permit.may(Operation::Label) { (sealing(&view, form)) }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    frame.sheet = Some(super::SHEET);
    frame.module = Some(MODULE);
    Ok(layout::page(&frame, &content))
}

fn held(view: &View<'_>) -> Markup {
    let say = view.visit.preference.say;
    html! {
        section.part #held {
            h2 { (say.text("identity-held")) }
            @if view.identities.is_empty() { p { span.none { (say.text("identity-none")) } } }
            @for identity in &view.identities {
                div.part {
                    h3 { bdi { (naming::member(identity, "handle").unwrap_or_default()) } }
                    p {
                        (say.text("label-recipients")) (say.text("colon"))
                        @for (index, recipient) in recipients(identity).iter().enumerate() {
                            @if index > 0 { (say.text("list-separator")) } @else { " " }
                            (whose(view, recipient))
                        }
                    }
                    @if view.visit.permit.may(Operation::Label) { (asking(view, identity)) }
                }
            }
        }
    }
}

fn recipients(identity: &Record) -> Vec<String> {
    let list = identity.body.get("recipients").and_then(|list| list.as_array());
    list.into_iter().flatten().filter_map(|each| each.as_str()).map(str::to_owned).collect()
}

/// Whose a key is; the key itself where no custodian is known to hold it.
fn whose(view: &View<'_>, recipient: &str) -> Markup {
    if let Some(held) = view.keys.iter().find(|held| held.key.recipient == recipient) {
        person(&view.names, held.key.person)
    } else {
        html! { code.wrap dir="ltr" { (recipient) } }
    }
}

/// What was asked of it, and what can be done now.
fn asking(view: &View<'_>, identity: &Record) -> Markup {
    let say = view.visit.preference.say;
    let of: Vec<&Asking> = view.askings.iter().filter(|asking| asking.identity == identity.id).collect();
    let waits = |asking: &&&Asking| {
        asking.approval.asked_by == view.visit.actor()
            && (asking.is_open || asking.approval.outcome == ApprovalOutcome::Asked)
    };
    let action = routes::IDENTITY_ASK.replace("{id}", &identity.id.to_string());
    html! {
        @for asking in &of {
            p.small {
                (say.text("label-asked-by")) " " (person(&view.names, asking.approval.asked_by)) (say.text("colon")) " "
                (state(say, asking))
                @if let Some(until) = &asking.until { (say.text("comma")) " " (say.text("identity-until")) " " (date::instant_element(say, until)) }
            }
            @if asking.is_open { (form_of(say, &action, "give", Some(asking.id))) }
        }
        @if of.iter().find(waits).is_none() { (form_of(say, &action, "ask", None)) }
        @else { p.small { a href=(routes::APPROVALS) { (say.text("approvals-title")) } } }
    }
}

fn state(say: Say, asking: &Asking) -> String {
    let approval = &asking.approval;
    match (approval.outcome, approval.seconded_by) {
        (ApprovalOutcome::Asked, Some(_)) => say.text("identity-one-yes"),
        (ApprovalOutcome::Asked, None) => say.text("identity-no-yes"),
        (outcome, _) => outcome.label(say.language).to_owned(),
    }
}

fn form_of(say: Say, action: &str, does: &'static str, asking: Option<RecordId>) -> Markup {
    let (head, words) = if does == "give" {
        ("identity-give", "identity-give-words")
    } else {
        ("identity-ask", "identity-ask-words")
    };
    html! {
        details open[does == "give"] {
            summary { (say.text(head)) }
            form.form method="post" action=(action) {
                p.small { (say.text(words)) }
                @if let Some(asking) = asking { input type="hidden" name="asking" value=(asking); }
                label.field { (say.text("form-reason")) input type="text" name="reason" required maxlength="400" dir="auto"; }
                p.actions { button.btn.btn-main name="do" value=(does) { (say.text(head)) } }
            }
        }
    }
}

fn sealing(view: &View<'_>, sent_form: &Sent) -> Markup {
    let say = view.visit.preference.say;
    let in_use: Vec<&Held> = view.keys.iter().filter(|held| !held.key.retired).collect();
    let chosen = all_sent(sent_form, "to");
    let is_first = sent_form.is_empty();
    let (handle, handle_hint) = (say.text("label-handle"), say.text("identity-handle-hint"));
    let (sealed, sealed_hint) = (say.text("label-sealed"), say.text("identity-sealed-hint"));
    let value = sent(sent_form, "handle").unwrap_or_default();
    let handle = form::Field {
        name: "handle",
        label: &handle,
        value,
        hint: Some(&handle_hint),
        is_required: true,
        wrong: None,
    };
    let sealed = form::Field {
        name: "sealed",
        label: &sealed,
        hint: Some(&sealed_hint),
        is_required: true,
        ..form::Field::default()
    };
    html! {
        section.part #seal {
            h2 { (say.text("identity-seal")) }
            @if in_use.is_empty() {
                p { (say.text("identity-no-keys")) " " a href=(routes::CUSTODIAN_KEYS) { (say.text("custodian-keys-title")) } }
            } @else {
                form.form method="post" action=(routes::IDENTITY.replace("{id}", &view.source.id.to_string())) autocomplete="off" data-seal=(assets::address(super::LIBRARY)) {
                    (form::line(&handle))
                    fieldset.field.group {
                        legend { (say.text("label-recipients")) }
                        small { (say.text("identity-to-hint")) }
                        @for held in &in_use {
                            label.check {
                                input type="checkbox" name="to" value=(held.key.recipient) checked[is_first || chosen.contains(&held.key.recipient.as_str())];
                                span { (person(&view.names, held.key.person)) " " small { code dir="ltr" { (short(&held.key.recipient)) } } }
                            }
                        }
                    }
                    (in_browser(say))
                    (form::lines(&sealed, 6, domain::limits::SEALED_BYTES_MAX))
                    (by_command(say, &in_use))
                    (form::reason(say, "", None))
                    p.actions { button.btn.btn-main { (say.text("identity-seal-keep")) } }
                }
            }
        }
    }
}

/// Sealing in the browser: these inputs have no name, so that no browser sends them, with a script or without.
fn in_browser(say: Say) -> Markup {
    html! {
        div.part.made-here data-seal-part hidden {
            div.field {
                label for="seal-text" { (say.text("identity-text")) }
                small { (say.text("identity-text-hint")) }
                textarea id="seal-text" rows="4" dir="auto" autocomplete="off" spellcheck="false" {}
            }
            p.actions { button.btn type="button" data-seal-do { (say.text("identity-seal-here")) } }
            p.small role="status" data-seal-done hidden { (say.text("identity-sealed-here")) }
            p.wrong role="alert" data-seal-failed hidden { (say.text("identity-seal-failed")) }
            div.field {
                label for="seal-file" { (say.text("identity-file")) }
                input type="file" id="seal-file" accept=".age,text/plain";
            }
        }
    }
}

/// The same on one's own machine, with the program.
fn by_command(say: Say, in_use: &[&Held]) -> Markup {
    html! {
        details {
            summary { (say.text("identity-by-command")) }
            p.small { (say.text("identity-by-command-words")) }
            pre.wrap.command dir="ltr" tabindex="0" {
                code { "sijil key seal" @for held in in_use { " --to " (held.key.recipient) } " < name.txt" }
            }
        }
    }
}

/// Enough of a key to tell it from others.
fn short(recipient: &str) -> String {
    format!(
        "{}…{}",
        recipient.get(..8).unwrap_or_default(),
        recipient.get(recipient.len().saturating_sub(6)..).unwrap_or_default()
    )
}
