//! One's own account: sessions, password, passkeys, recovery codes. What changes it needs a fresh factor first.

use super::{Opened, again, passkey, recovery_list, refusal, secret, whose};
use crate::component::form::Field;
use crate::component::notice;
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::routes;
use crate::session::{Held, SignedIn};
use axum::extract::Form;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use register::people::{Factor, Session, time};
use serde::Deserialize;
use uuid::Uuid;

/// What the forms of the page send.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Asked {
    /// Choose a new password.
    Password { old: String, new: String, again: String },
    /// Ten new recovery codes.
    Recovery {},
    /// Keep the passkey that the browser made.
    Passkey { passkey_name: String, answer: String },
    /// Remove one passkey.
    RemovePasskey { passkey: Uuid },
    /// End one session.
    End { session: Uuid },
    /// End every session but this one.
    EndOthers {},
}

type Signed = axum::Extension<SignedIn>;

/// GET [`routes::ACCOUNT`].
pub(super) async fn show(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
) -> Result<Html<String>, Error> {
    let passkeys = passkey::Place::of(&sessions, &headers);
    page(&visit, &signed.session, passkeys, None, &html! {}).await
}

/// POST [`routes::ACCOUNT`].
pub(super) async fn change(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Response, Error> {
    let session = &signed.session;
    let people = &visit.register.people;
    let passkeys = passkey::Place::of(&sessions, &headers);
    let done = match asked {
        Asked::Password { old, new, again } if new == again => {
            people.change_password(session, &old, &new).await.map_err(Error::from)
        }
        Asked::Password { .. } => {
            Err(Error::Invalid { code: "passwords-differ".to_owned(), details: Vec::new() })
        }
        Asked::Recovery {} => match people.renew_recovery_codes(session).await {
            Ok(codes) => {
                let shown = recovery_list(visit.preference.say, &codes);
                return Ok(page(&visit, session, passkeys, None, &shown).await?.into_response());
            }
            Err(error) => Err(error.into()),
        },
        Asked::Passkey { passkey_name, answer } => {
            let ceremony = sessions.held(Held::Ceremony, &headers).unwrap_or_default();
            match passkeys.site {
                Some(site) => {
                    let kept = people.finish_passkey(site, session, &ceremony, &answer, &passkey_name).await;
                    kept.map_err(Error::from)
                }
                None => Err(Error::NotFound),
            }
        }
        Asked::RemovePasskey { passkey } => {
            people.remove_passkey(session, passkey).await.map_err(Error::from)
        }
        // Whoever took a session does not end its owner's others.
        Asked::End { session: id } => {
            visit.require_proof()?;
            people.end_session(signed.actor, id).await.map_err(Error::from)
        }
        Asked::EndOthers {} => {
            visit.require_proof()?;
            people.end_other_sessions(session).await.map_err(Error::from)
        }
    };
    match done {
        Ok(()) => Ok(Redirect::to(routes::ACCOUNT).into_response()),
        Err(error) => {
            let shown = page(&visit, session, passkeys, Some(&error), &html! {}).await?;
            Ok(again(error, |_| shown))
        }
    }
}

async fn page(
    visit: &Visit,
    session: &Session,
    passkeys: passkey::Place<'_>,
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
    let kept = people.passkeys(session.actor).await?;
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
            @if let Some(account) = &account {
                h2 #passkeys { (say.text("passkeys")) }
                (passkey::list(say, &kept, passkeys, people.is_fresh(session)))
                h2 { (say.text("account-change")) }
                @if people.is_fresh(session) {
                    (password_form(visit, &account.login))
                    form.form method="post" action=(routes::ACCOUNT) {
                        input type="hidden" name="do" value="recovery";
                        p { (say.html("account-recovery-left", &[("count", codes.into())])) }
                        div.actions { button.btn { (say.text("account-recovery-new")) } }
                    }
                } @else {
                    p { (say.text("account-confirm-first")) }
                    p { a.btn href=(layout::with_parameter(routes::CONFIRM, "back", routes::ACCOUNT)) { (say.text("account-confirm")) } }
                }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Log);
    frame.section = None;
    frame.module = Some(passkey::MODULE);
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
            p.actions { button.btn name="keys" value=(value) { (say.text(label)) } }
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

fn password_form(visit: &Visit, login: &str) -> Markup {
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
            (whose(login))
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
        Factor::Passkey => "factor-passkey",
        Factor::PrintedKey => "factor-printed-key",
    }
}
