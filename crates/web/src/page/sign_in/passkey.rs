//! Passkeys on pages: the options a browser asks for, signing in with its answer, and the list on one's account.
//!
//! Browsers make and show passkeys for scripts alone: `passkey.js` asks for the options, puts the browser's answer
//! into the form and sends it as any form is sent. Without scripts the forms stay hidden. Start at [`form`].

use super::enter::{first_page, let_in};
use super::{Opened, again, cookie, cookies};
use crate::component::form::{self, Field};
use crate::date;
use crate::desk::Desk;
use crate::error::Error;
use crate::i18n::Say;
use crate::preference::{Preference, own_path};
use crate::routes;
use crate::session::{Held, Sessions, SignedIn};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use register::passkey::RelyingParty;
use register::people::passkeys::{Ceremony, Kept};
use register::people::time;
use serde::Deserialize;

/// The script that the pages with these forms are loaded with.
pub(super) const MODULE: &str = "passkey.js";

/// What somebody who is signed in begins.
#[derive(Deserialize)]
#[serde(tag = "purpose", rename_all = "kebab-case")]
pub(super) enum Begun {
    /// To make a passkey.
    Make {},
    /// To show one, as proof that they are there.
    Show {},
}

/// The answer of a browser.
#[derive(Deserialize)]
pub(super) struct Answered {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    back: String,
}

/// Where passkeys can be used, as this request sees it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The site, where the request was sent to its address.
    pub site: Option<&'a RelyingParty>,
    /// Its address, for people.
    address: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The place of a request.
    pub(super) fn of(sessions: &'a Sessions, headers: &HeaderMap) -> Self {
        Self { site: sessions.site(headers), address: sessions.site_address() }
    }
}

/// The options in a body, the ceremony's secret in a cookie.
fn begun(sessions: &Sessions, ceremony: &Ceremony) -> Result<Response, Error> {
    let held = cookies([cookie(sessions.hold(Held::Ceremony, &ceremony.secret)?)]);
    let body = ceremony.options.to_string();
    Ok((held, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// POST [`routes::SIGN_IN_PASSKEY_BEGIN`].
pub(super) async fn begin_sign_in(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let site = sessions.site(&headers).ok_or(Error::NotFound)?;
    begun(&sessions, &desk.register.people.begin_passkey_sign_in(site).await?)
}

/// POST [`routes::SIGN_IN_PASSKEY`].
pub(super) async fn sign_in(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    preference: Preference,
    headers: HeaderMap,
    Form(form): Form<Answered>,
) -> Result<Response, Error> {
    let site = sessions.site(&headers).ok_or(Error::NotFound)?;
    let (people, back) = (&desk.register.people, own_path(&form.back));
    let ceremony = sessions.held(Held::Ceremony, &headers).unwrap_or_default();
    match people.finish_passkey_sign_in(site, &ceremony, &form.answer).await {
        Ok(session) => let_in(people, &sessions, &headers, &session, (Held::Ceremony, back)).await,
        Err(register::Error::SignInRefused) => {
            tracing::warn!("a passkey was not taken");
            let error = Error::Invalid { code: "passkey-refused".to_owned(), details: Vec::new() };
            let page = first_page(preference, "", back, true, Some(&error));
            Ok((StatusCode::UNAUTHORIZED, page).into_response())
        }
        Err(error) => Ok(again(error.into(), |error| first_page(preference, "", back, true, Some(error)))),
    }
}

/// POST [`routes::ACCOUNT_PASSKEY`].
pub(super) async fn begin(
    State(desk): State<Desk>,
    axum::Extension(signed): axum::Extension<SignedIn>,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
    Form(asked): Form<Begun>,
) -> Result<Response, Error> {
    let site = sessions.site(&headers).ok_or(Error::NotFound)?;
    let people = &desk.register.people;
    let ceremony = match asked {
        Begun::Make {} => people.begin_passkey(site, &signed.session).await,
        Begun::Show {} => people.begin_passkey_confirmation(site, &signed.session).await,
    };
    begun(&sessions, &ceremony?)
}

/// What a form asks a browser for.
#[derive(Clone, Copy)]
pub(super) struct Ask<'page> {
    /// Where the answer is sent.
    pub action: &'static str,
    /// Where the options come from.
    pub begin: &'static str,
    /// `make` or `show`.
    pub purpose: &'static str,
    /// Where to go then.
    pub back: &'page str,
    /// The message on the button.
    pub button: &'static str,
}

/// A form that a browser answers with a passkey; `passkey.js` brings it to sight.
pub(super) fn form(say: Say, ask: Ask<'_>, inputs: &Markup) -> Markup {
    html! {
        div hidden data-passkey=(ask.begin) data-purpose=(ask.purpose) {
            form.form method="post" action=(ask.action) {
                input type="hidden" name="back" value=(ask.back);
                input type="hidden" name="answer";
                (inputs)
                div.actions { button.btn { (say.text(ask.button)) } }
                p.wrong role="alert" hidden { (say.text("passkey-failed")) }
            }
        }
    }
}

/// One's own passkeys, each with a way to remove it, and a form to make another.
pub(super) fn list(say: Say, kept: &[Kept], place: Place<'_>, is_fresh: bool) -> Markup {
    let (label, hint) = (say.text("passkey-name"), say.text("passkey-name-hint"));
    let name = Field {
        name: "passkey_name",
        label: &label,
        hint: Some(&hint),
        is_required: true,
        ..Field::default()
    };
    let making = Ask {
        action: routes::ACCOUNT,
        begin: routes::ACCOUNT_PASSKEY,
        purpose: "make",
        back: routes::ACCOUNT,
        button: "passkey-make",
    };
    html! {
        p { (say.text("passkeys-words")) }
        @if kept.is_empty() { p { (say.text("passkeys-none")) } }
        @else { ul.plain-list { @for one in kept { li { (each(say, one, is_fresh)) } } } }
        @match (place.site, place.address) {
            (Some(_), _) if is_fresh => {
                (form(say, making, &html! {
                    input type="hidden" name="do" value="passkey";
                    (form::line(&name))
                }))
                noscript { p { (say.text("passkeys-script")) } }
            }
            (Some(_), _) => {},
            (None, Some(address)) => {
                p { (say.html("passkeys-elsewhere", &[("address", html! { bdi dir="ltr" { (address) } }.into())])) }
            }
            (None, None) => { p { (say.text("passkeys-nowhere")) } }
        }
    }
}

fn each(say: Say, one: &Kept, is_fresh: bool) -> Markup {
    html! {
        b { bdi { (one.name) } } " · "
        (say.html("passkey-made", &[("at", date::instant_element(say, &time(one.made_at)).into())]))
        " · "
        @match one.used_at {
            Some(at) => (say.html("passkey-used", &[("at", date::instant_element(say, &time(at)).into())])),
            None => (say.text("passkey-unused")),
        }
        @if is_fresh {
            form method="post" action=(routes::ACCOUNT) {
                input type="hidden" name="do" value="remove-passkey";
                button.plain name="passkey" value=(one.id) { (say.text("passkey-remove")) }
            }
        }
    }
}
