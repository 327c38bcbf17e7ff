//! Accepting an invitation: the invitation itself, a password, the secret for an authenticator app, its first code;
//! then ten recovery codes, shown once.

use super::{Opened, again, cookie, cookies, page, recovery_list, refusal, secret, status, typed, whose};
use crate::component::form::Field;
use crate::component::notice;
use crate::desk::Desk;
use crate::error::Error;
use crate::guard::Hosts;
use crate::i18n::Say;
use crate::preference::Preference;
use crate::routes;
use crate::session::Held;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use register::people::one_time::Enrolment;
use register::people::{Account, Secret};
use serde::Deserialize;

/// A link may carry the invitation.
#[derive(Deserialize)]
pub(super) struct Link {
    code: Option<String>,
}

/// What the forms send: the invitation, or the password twice.
#[derive(Deserialize)]
pub(super) struct Chosen {
    invitation: Option<String>,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// The first code of the app.
#[derive(Deserialize)]
pub(super) struct First {
    #[serde(default)]
    code: String,
}

/// GET [`routes::INVITATION`]: asks for the invitation, then for a password.
pub(super) async fn show(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Query(link): Query<Link>,
) -> Result<Response, Error> {
    if let Some(code) = link.code {
        let held = cookies([cookie(sessions.hold(Held::Invitation, &Secret::from(code))?)]);
        return Ok((held, Redirect::to(routes::INVITATION)).into_response());
    }
    let Some(invitation) = sessions.held(Held::Invitation, &headers) else {
        return Ok(ask_page(preference, None).into_response());
    };
    match desk.register.people.invited(&invitation).await {
        Ok(account) => Ok(password_page(preference, &account, None).into_response()),
        Err(error) => {
            let forget = cookies([cookie(sessions.forget(Held::Invitation)?)]);
            let asked = again(error.into(), |error| ask_page(preference, Some(error)));
            Ok((forget, asked).into_response())
        }
    }
}

/// POST [`routes::INVITATION`].
pub(super) async fn choose(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    axum::Extension(hosts): axum::Extension<Hosts>,
    preference: Preference,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Error> {
    let people = &desk.register.people;
    if let Some(invitation) = chosen.invitation {
        return match people.invited(&invitation).await {
            Ok(_) => {
                let plain = invitation.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                let held = cookies([cookie(sessions.hold(Held::Invitation, &Secret::from(plain))?)]);
                Ok((held, Redirect::to(routes::INVITATION)).into_response())
            }
            Err(error) => Ok(again(error.into(), |error| ask_page(preference, Some(error)))),
        };
    }
    let invitation = sessions.held(Held::Invitation, &headers).unwrap_or_default();
    let account = match people.invited(&invitation).await {
        Ok(account) => account,
        Err(error) => return Ok(again(error.into(), |error| ask_page(preference, Some(error)))),
    };
    if chosen.password != chosen.again {
        let error = Error::Invalid { code: "passwords-differ".to_owned(), details: Vec::new() };
        return Ok((status(&error), password_page(preference, &account, Some(&error))).into_response());
    }
    match people.enrol(&invitation, &chosen.password, hosts.name()).await {
        Ok(enrolment) => Ok(code_page(preference, Some(&enrolment), None).into_response()),
        Err(error) => Ok(again(error.into(), |error| password_page(preference, &account, Some(error)))),
    }
}

/// POST [`routes::INVITATION_CODE`].
pub(super) async fn accept(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Form(first): Form<First>,
) -> Result<Response, Error> {
    let invitation = sessions.held(Held::Invitation, &headers).unwrap_or_default();
    match desk.register.people.accept(&invitation, &first.code).await {
        Ok(accepted) => {
            let session = sessions.hold(Held::Session, &accepted.session)?;
            let held = cookies([cookie(session), cookie(sessions.forget(Held::Invitation)?)]);
            Ok((held, recovery_page(preference, &accepted.recovery_codes)).into_response())
        }
        Err(error) => Ok(again(error.into(), |error| code_page(preference, None, Some(error)))),
    }
}

fn ask_page(preference: Preference, error: Option<&Error>) -> Html<String> {
    let say = preference.say;
    let (label, hint) = (say.text("invitation-code"), say.text("invitation-code-hint"));
    let invitation = Field { name: "invitation", label: &label, hint: Some(&hint), ..Field::default() };
    let content = html! {
        @if let Some(error) = error { (refusal(say, error)) }
        form.form method="post" action=(routes::INVITATION) {
            (typed(&invitation, "off"))
            div.actions { button.btn.btn-main { (say.text("sign-in-next")) } }
        }
    };
    page(preference, routes::INVITATION, &say.text("invitation-title"), &content)
}

fn password_page(preference: Preference, account: &Account, error: Option<&Error>) -> Html<String> {
    let say = preference.say;
    let [label, hint, again] =
        ["invitation-password", "invitation-password-hint", "invitation-again"].map(|id| say.text(id));
    let password = Field { name: "password", label: &label, hint: Some(&hint), ..Field::default() };
    let again = Field { name: "again", label: &again, ..Field::default() };
    let content = html! {
        p { (say.html("invitation-for", &[
            ("name", html! { bdi { (account.name) } }.into()), ("login", html! { bdi { b { (account.login) } } }.into()),
        ])) }
        @if let Some(error) = error { (refusal(say, error)) }
        form.form method="post" action=(routes::INVITATION) {
            (whose(&account.login))
            (secret(&password, "new-password"))
            (secret(&again, "new-password"))
            div.actions { button.btn.btn-main { (say.text("sign-in-next")) } }
        }
    };
    page(preference, routes::INVITATION, &say.text("invitation-title"), &content)
}

/// The secret is on the answer to the password only; a wrong code does not show it again.
fn code_page(preference: Preference, enrolment: Option<&Enrolment>, error: Option<&Error>) -> Html<String> {
    let say = preference.say;
    let (label, hint) = (say.text("sign-in-code"), say.text("invitation-first-code-hint"));
    let code = Field { name: "code", label: &label, hint: Some(&hint), ..Field::default() };
    let content = html! {
        @if let Some(error) = error { (refusal(say, error)) }
        @match enrolment {
            Some(enrolment) => (secret_words(say, enrolment)),
            None => p { a href=(routes::INVITATION) { (say.text("invitation-new-secret")) } },
        }
        form.form method="post" action=(routes::INVITATION_CODE) {
            (typed(&code, "one-time-code"))
            div.actions { button.btn.btn-main { (say.text("invitation-finish")) } }
        }
    };
    page(preference, routes::INVITATION, &say.text("invitation-app-title"), &content)
}

fn secret_words(say: Say, enrolment: &Enrolment) -> Markup {
    html! {
        p { (say.text("invitation-app")) }
        p { code #secret dir="ltr" { bdi { (enrolment.secret.grouped().replace('-', " ")) } } }
        p { a href=(enrolment.address.expose()) { (say.text("invitation-app-link")) } }
        p { small { (say.text("invitation-app-terms")) } }
    }
}

fn recovery_page(preference: Preference, codes: &[Secret]) -> Html<String> {
    let say = preference.say;
    let content = html! {
        (notice::notice(notice::Kind::Done, &html! { (say.text("recovery-done")) }, &html! {}))
        (recovery_list(say, codes))
        p { a.btn.btn-main href=(routes::OVERVIEW) { (say.text("recovery-kept")) } }
    };
    page(preference, routes::OVERVIEW, &say.text("recovery-title"), &content)
}
