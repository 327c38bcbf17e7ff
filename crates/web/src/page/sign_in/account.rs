//! One's own account: sessions, password, recovery codes. What weakens it needs a fresh code first.

use super::{again, recovery_list, refusal, secret, typed};
use crate::component::form::Field;
use crate::component::notice;
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use crate::session::SignedIn;
use axum::extract::Form;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use register::people::{Factor, Session, time};
use serde::Deserialize;
use uuid::Uuid;

/// What the forms of the page send.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Asked {
    /// Show a code, so that the rest is allowed for five minutes.
    Confirm { code: String },
    /// Choose a new password.
    Password { old: String, new: String, again: String },
    /// Ten new recovery codes.
    Recovery {},
    /// End one session.
    End { session: Uuid },
    /// End every session but this one.
    EndOthers {},
}

type Signed = axum::Extension<SignedIn>;

/// GET [`routes::ACCOUNT`].
pub(super) async fn show(visit: Visit, Signed { 0: signed }: Signed) -> Result<Html<String>, Error> {
    page(&visit, &signed.session, None, &html! {}).await
}

/// POST [`routes::ACCOUNT`].
pub(super) async fn change(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Form(asked): Form<Asked>,
) -> Result<Response, Error> {
    let session = &signed.session;
    let people = &visit.register.people;
    let done = match asked {
        Asked::Confirm { code } => people.confirm(session, &code).await.map_err(Error::from),
        Asked::Password { old, new, again } if new == again => {
            people.change_password(session, &old, &new).await.map_err(Error::from)
        }
        Asked::Password { .. } => {
            Err(Error::Invalid { code: "passwords-differ".to_owned(), details: Vec::new() })
        }
        Asked::Recovery {} => match people.renew_recovery_codes(session).await {
            Ok(codes) => {
                let shown = recovery_list(visit.preference.say, &codes);
                return Ok(page(&visit, session, None, &shown).await?.into_response());
            }
            Err(error) => Err(error.into()),
        },
        Asked::End { session: id } => people.end_session(signed.actor, id).await.map_err(Error::from),
        Asked::EndOthers {} => people.end_other_sessions(session).await.map_err(Error::from),
    };
    match done {
        Ok(()) => Ok(Redirect::to(routes::ACCOUNT).into_response()),
        Err(error) => {
            let shown = page(&visit, session, Some(&error), &html! {}).await?;
            Ok(again(error, |_| shown))
        }
    }
}

async fn page(
    visit: &Visit,
    session: &Session,
    error: Option<&Error>,
    done: &Markup,
) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let people = &visit.register.people;
    let sessions = people.sessions(session.actor).await?;
    let account = match people.account(session.actor).await {
        Ok(account) => Some(account),
        Err(register::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let codes = people.recovery_codes_left(session.actor).await?;
    let tokens = super::tokens::section(visit, session).await?;
    let is_admin = visit.register.require_admin(session.actor).await.is_ok();
    let title = say.text("account");
    let body = html! {
        div.text {
            h1 { (title) }
            @if let Some(account) = &account {
                p { bdi { (account.name) } " · " bdi dir="ltr" { (account.login) } }
            }
            @if is_admin { p { a href=(routes::PEOPLE) { (say.text("people")) } } }
            @if let Some(error) = error { (refusal(say, error)) }
            (done)
            (keys_form(visit))
            h2 { (say.text("account-sessions")) }
            (session_list(visit, session, &sessions))
            (tokens)
            @if account.is_some() {
                h2 { (say.text("account-change")) }
                @if people.is_fresh(session) {
                    (password_form(visit))
                    form.form method="post" action=(routes::ACCOUNT) {
                        input type="hidden" name="do" value="recovery";
                        p { (say.html("account-recovery-left", &[("count", codes.into())])) }
                        div.actions { button.btn { (say.text("account-recovery-new")) } }
                    }
                } @else {
                    (confirm_form(visit))
                }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Log);
    frame.section = None;
    Ok(layout::page(&frame, &body))
}

/// Whether the working pages have keys, in this browser.
fn keys_form(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    let (value, label) = if visit.preference.has_keys { ("off", "keys-off") } else { ("on", "keys-on") };
    html! {
        h2 { (say.text("keys-head")) }
        form method="post" action=(routes::DISPLAY) {
            p { (say.text("keys-lede")) }
            input type="hidden" name="back" value=(routes::ACCOUNT);
            button.btn name="keys" value=(value) { (say.text(label)) }
        }
    }
}

fn session_list(visit: &Visit, current: &Session, sessions: &[Session]) -> Markup {
    let say = visit.preference.say;
    html! {
        ul.plain-list {
            @for one in sessions {
                li {
                    (say.html("account-session", &[
                        ("since", date::instant_element(say, &time(one.opened_at)).into()),
                        ("seen", date::instant_element(say, &time(one.seen_at)).into()),
                        ("factor", say.text(factor(one.factor)).as_str().into()),
                    ]))
                    @if one.id == current.id { " " b { (say.text("account-this-session")) } }
                    @else {
                        form method="post" action=(routes::ACCOUNT) {
                            input type="hidden" name="do" value="end";
                            button.plain name="session" value=(one.id) { (say.text("account-end")) }
                        }
                    }
                }
            }
        }
        @if sessions.len() > 1 {
            form method="post" action=(routes::ACCOUNT) {
                button.btn name="do" value="end-others" { (say.text("account-end-others")) }
            }
        }
    }
}

fn confirm_form(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    let (label, hint) = (say.text("sign-in-code"), say.text("account-confirm-hint"));
    let code = Field { name: "code", label: &label, hint: Some(&hint), ..Field::default() };
    html! {
        form.form method="post" action=(routes::ACCOUNT) {
            input type="hidden" name="do" value="confirm";
            (typed(&code, "one-time-code"))
            div.actions { button.btn { (say.text("account-confirm")) } }
        }
    }
}

fn password_form(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    let labels =
        ["account-password-old", "invitation-password", "invitation-password-hint", "invitation-again"];
    let [old, new, hint, again] = labels.map(|id| say.text(id));
    let old = Field { name: "old", label: &old, ..Field::default() };
    let new = Field { name: "new", label: &new, hint: Some(&hint), ..Field::default() };
    let again = Field { name: "again", label: &again, ..Field::default() };
    html! {
        (notice::notice(notice::Kind::Plain, &html! { (say.text("account-fresh")) }, &html! {}))
        form.form method="post" action=(routes::ACCOUNT) {
            input type="hidden" name="do" value="password";
            (secret(&old, "current-password"))
            (secret(&new, "new-password"))
            (secret(&again, "new-password"))
            div.actions { button.btn { (say.text("account-password-change")) } }
        }
    }
}

const fn factor(factor: Factor) -> &'static str {
    match factor {
        Factor::Code => "factor-code",
        Factor::RecoveryCode => "factor-recovery-code",
        Factor::PrintedKey => "factor-printed-key",
    }
}
