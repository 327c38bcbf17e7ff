//! Signing in: a login and a password, then a code of the authenticator app or a recovery code. With a passkey:
//! [`super::passkey`].

use super::{Opened, again, cookie, cookies, page, passkey, refusal, secret, typed};
use crate::component::address::encoded;
use crate::component::form::Field;
use crate::desk::Desk;
use crate::error::Error;
use crate::layout;
use crate::preference::{Preference, own_path};
use crate::routes;
use crate::session::{Held, Sessions};
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;
use register::people::{People, Secret};
use serde::Deserialize;

/// Where to go once signed in.
#[derive(Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    back: String,
}

/// What the first form sends.
#[derive(Deserialize)]
pub(super) struct First {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    back: String,
}

/// What the second form sends.
#[derive(Deserialize)]
pub(super) struct Second {
    #[serde(default)]
    code: String,
    #[serde(default)]
    back: String,
}

/// GET [`routes::SIGN_IN`].
pub(super) async fn show(
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Query(asked): Query<Back>,
) -> Html<String> {
    let has_site = sessions.site(&headers).is_some();
    first_page(preference, "", own_path(&asked.back), has_site, None)
}

/// POST [`routes::SIGN_IN`].
pub(super) async fn first(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Form(form): Form<First>,
) -> Result<Response, Error> {
    let back = own_path(&form.back);
    match desk.register.people.sign_in(&form.login, &form.password).await {
        Ok(half) => {
            let next = layout::with_parameter(routes::SIGN_IN_CODE, "back", &encoded(back));
            let held = cookies([cookie(sessions.hold(Held::Half, &half)?)]);
            Ok((held, Redirect::to(&next)).into_response())
        }
        Err(error) => Ok(again(error.into(), |error| {
            first_page(preference, &form.login, back, sessions.site(&headers).is_some(), Some(error))
        })),
    }
}

/// GET [`routes::SIGN_IN_CODE`].
pub(super) async fn show_code(
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Query(asked): Query<Back>,
) -> Response {
    match sessions.held(Held::Half, &headers) {
        Some(_) => second_page(preference, own_path(&asked.back), None).into_response(),
        None => Redirect::to(routes::SIGN_IN).into_response(),
    }
}

/// POST [`routes::SIGN_IN_CODE`].
pub(super) async fn second(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Form(form): Form<Second>,
) -> Result<Response, Error> {
    let back = own_path(&form.back);
    let people = &desk.register.people;
    let half = sessions.held(Held::Half, &headers).unwrap_or_default();
    match people.finish_sign_in(&half, &form.code).await {
        Ok(session) => let_in(people, &sessions, &headers, &session, (Held::Half, back)).await,
        Err(error) => Ok(again(error.into(), |error| second_page(preference, back, Some(error)))),
    }
}

/// Has the browser hold a new session in place of what it held before, and leads to where its owner was going. A
/// session from before is not carried on: nobody can have planted this one.
pub(super) async fn let_in(
    people: &People,
    sessions: &Sessions,
    headers: &HeaderMap,
    session: &Secret,
    (used, back): (Held, &str),
) -> Result<Response, Error> {
    if let Some(before) = sessions.held(Held::Session, headers) {
        people.sign_out(&before).await?;
    }
    tracing::info!("somebody signed in");
    let held = [cookie(sessions.hold(Held::Session, session)?), cookie(sessions.forget(used)?)];
    Ok((cookies(held), Redirect::to(back)).into_response())
}

/// The page that asks for a login and a password, and offers a passkey where `site` can hold any.
pub(super) fn first_page(
    preference: Preference,
    login: &str,
    back: &str,
    has_site: bool,
    error: Option<&Error>,
) -> Html<String> {
    let say = preference.say;
    let (login_label, password_label) = (say.text("sign-in-login"), say.text("sign-in-password"));
    let login = Field { name: "login", label: &login_label, value: login, ..Field::default() };
    let password = Field { name: "password", label: &password_label, ..Field::default() };
    let content = html! {
        @if let Some(error) = error { (refusal(say, error)) }
        @if has_site {
            (passkey::form(say, passkey::Ask {
                action: routes::SIGN_IN_PASSKEY,
                begin: routes::SIGN_IN_PASSKEY_BEGIN,
                purpose: "show",
                back,
                button: "passkey-use",
            }, &html! {}))
        }
        form.form method="post" action=(routes::SIGN_IN) {
            input type="hidden" name="back" value=(back);
            (typed(&login, "username"))
            (secret(&password, "current-password"))
            div.actions {
                button.btn.btn-main { (say.text("sign-in-next")) }
                a href=(routes::INVITATION) { (say.text("sign-in-invited")) }
            }
        }
        p { small { (say.text("sign-in-lost")) } }
    };
    page(preference, routes::SIGN_IN, &say.text("sign-in"), &content)
}

fn second_page(preference: Preference, back: &str, error: Option<&Error>) -> Html<String> {
    let say = preference.say;
    let (label, hint) = (say.text("sign-in-code"), say.text("sign-in-code-hint"));
    let code = Field { name: "code", label: &label, hint: Some(&hint), ..Field::default() };
    let content = html! {
        @if let Some(error) = error { (refusal(say, error)) }
        form.form method="post" action=(routes::SIGN_IN_CODE) {
            input type="hidden" name="back" value=(back);
            (typed(&code, "one-time-code"))
            div.actions {
                button.btn.btn-main { (say.text("sign-in")) }
                a href=(routes::SIGN_IN) { (say.text("sign-in-again")) }
            }
        }
    };
    page(preference, routes::SIGN_IN_CODE, &say.text("sign-in-code-title"), &content)
}
