//! Coming in and going out: login and password, then a code; a passkey; invitations; the way out.
//!
//! Every rule is `register::people`'s; the cookies are [`crate::session`]'s. A secret is never in an address that
//! stays: a link's `?code=` is moved into a cookie at once. Start at [`enter`].

mod account;
mod confirm;
mod enter;
mod invitation;
mod leave;
mod passkey;
mod people;
pub(crate) mod practise;
mod tokens;

use crate::component::form::Field;
use crate::component::notice;
use crate::desk::Desk;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Frame};
use crate::preference::Preference;
use crate::session::Sessions;
use crate::{limits, routes};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use register::people::Secret;
use std::sync::Arc;

/// The sessions, as a handler takes them.
type Opened = axum::Extension<Arc<Sessions>>;

/// `Set-Cookie` values of an answer.
type Cookies<const N: usize> = AppendHeaders<[(HeaderName, HeaderValue); N]>;

/// The addresses of this folder.
pub fn router() -> Router<Desk> {
    Router::new()
        .route(routes::SIGN_IN, get(enter::show).post(enter::first))
        .route(routes::SIGN_IN_CODE, get(enter::show_code).post(enter::second))
        .route(routes::SIGN_IN_PASSKEY_BEGIN, post(passkey::begin_sign_in))
        .route(routes::SIGN_IN_PASSKEY, post(passkey::sign_in))
        .route(routes::ACCOUNT_PASSKEY, post(passkey::begin))
        .route(routes::CONFIRM, get(confirm::show).post(confirm::confirm))
        .route(routes::ACCOUNT, get(account::show).post(account::change))
        .route(routes::TOKENS, post(tokens::change))
        .route(routes::PEOPLE, get(people::show).post(people::change))
        .route(routes::PRACTISE, post(practise::change))
        .route(routes::SIGN_OUT, post(leave::leave))
        .route(routes::INVITATION, get(invitation::show).post(invitation::choose))
        .route(routes::INVITATION_CODE, post(invitation::accept))
        .layer(DefaultBodyLimit::max(limits::SIGN_IN_FORM_BYTES_MAX))
}

const fn cookies<const N: usize>(values: [(HeaderName, HeaderValue); N]) -> Cookies<N> {
    AppendHeaders(values)
}

const fn cookie(value: HeaderValue) -> (HeaderName, HeaderValue) {
    (header::SET_COOKIE, value)
}

/// A page for people without a session: a heading and what follows.
fn page(preference: Preference, path: &str, title: &str, content: &Markup) -> Html<String> {
    let body = html! { div.text { h1 { (title) } (content) } };
    let frame = Frame::bare(preference, title, path);
    // Where nobody is signed in, a passkey is of use on the first page alone.
    let module = (path == routes::SIGN_IN).then_some(passkey::MODULE);
    layout::page(&Frame { module, ..frame }, &body)
}

/// Recovery codes, shown this once.
fn recovery_list(say: Say, codes: &[Secret]) -> Markup {
    html! {
        p { (say.text("recovery-words")) }
        ol.recovery { @for code in codes { li { code dir="ltr" { (code.grouped()) } } } }
    }
}

/// What was refused, above a form.
fn refusal(say: Say, error: &Error) -> Markup {
    notice::error(&html! { (error.sentence(say)) }, &html! { p { (say.text("sign-in-refused-advice")) } })
}

/// The status of a page that asks again.
fn status(error: &Error) -> StatusCode {
    match error.code() {
        "sign-in-refused" => StatusCode::UNAUTHORIZED,
        "sign-in-throttled" => StatusCode::TOO_MANY_REQUESTS,
        _ => error.status(),
    }
}

/// A page that asks again, or the error where it is none that another try would mend.
fn again(error: Error, page: impl FnOnce(&Error) -> Html<String>) -> Response {
    match error {
        Error::Invalid { .. } => {
            // Whose login was tried is for nobody's log.
            tracing::warn!(
                code = error.code(),
                "somebody was not let in, or not let change how they come in"
            );
            (status(&error), page(&error)).into_response()
        }
        other => other.into_response(),
    }
}

/// A field of a secret: browsers hide it and offer what they keep.
fn secret(field: &Field<'_>, autocomplete: &str) -> Markup {
    let described = field.hint.map(|_| format!("{}-hint", field.name));
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small id={ (field.name) "-hint" } { (hint) } }
            input type="password" id=(field.name) name=(field.name) autocomplete=(autocomplete) dir="ltr" required
                aria-describedby=[described];
        }
    }
}

/// Whose password a form is about, for whoever keeps passwords; nobody sees or changes it.
fn whose(login: &str) -> Markup {
    html! { input type="text" name="username" autocomplete="username" value=(login) readonly hidden; }
}

/// A field of a login or a code: left to right in both languages.
fn typed(field: &Field<'_>, autocomplete: &str) -> Markup {
    let described = field.hint.map(|_| format!("{}-hint", field.name));
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small id={ (field.name) "-hint" } { (hint) } }
            input type="text" id=(field.name) name=(field.name) value=(field.value) autocomplete=(autocomplete)
                autocapitalize="none" spellcheck="false" dir="ltr" required aria-describedby=[described];
        }
    }
}
