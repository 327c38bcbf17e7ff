//! Confirming once more that a session's owner is there: a code of the app, or a passkey. Asked for before what is hard
//! to undo or opens what is closed; which addresses those are is [`crate::access`]'s.
//!
//! What was about to be sent is not sent again by the program: its sender comes back to the page and presses again.

use super::{Opened, again, cookie, cookies, passkey, refusal, typed};
use crate::component::form::Field;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::preference::own_path;
use crate::routes;
use crate::session::{Held, SignedIn};
use axum::extract::{Form, Query};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

/// Where to go then.
#[derive(Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    back: String,
}

/// What the forms send: a code, or the answer of a passkey.
#[derive(Deserialize)]
pub(super) struct Shown {
    code: Option<String>,
    answer: Option<String>,
    #[serde(default)]
    back: String,
}

type Signed = axum::Extension<SignedIn>;

/// GET [`routes::CONFIRM`].
pub(super) async fn show(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
    Query(asked): Query<Back>,
) -> Result<Response, Error> {
    let back = own_path(&asked.back);
    if visit.register.people.is_fresh(&signed.session) {
        return Ok(Redirect::to(back).into_response());
    }
    let has_passkey = has_passkey(&visit, &signed, sessions.site(&headers).is_some()).await?;
    Ok(page(&visit, back, has_passkey, None).into_response())
}

/// POST [`routes::CONFIRM`].
pub(super) async fn confirm(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
    Form(shown): Form<Shown>,
) -> Result<Response, Error> {
    let back = own_path(&shown.back);
    let (people, session) = (&visit.register.people, &signed.session);
    let site = sessions.site(&headers);
    let done = match (shown.code, shown.answer, site) {
        (Some(code), None, _) => people.confirm(session, &code).await,
        (None, Some(answer), Some(site)) => {
            let ceremony = sessions.held(Held::Ceremony, &headers).unwrap_or_default();
            people.confirm_with_passkey(site, session, &ceremony, &answer).await
        }
        _ => return Err(Error::NotUnderstood),
    };
    match done {
        Ok(secret) => {
            let set = cookies([
                cookie(sessions.hold(Held::Session, &secret)?),
                cookie(sessions.forget(Held::Ceremony)?),
            ]);
            Ok((set, Redirect::to(back)).into_response())
        }
        Err(error) => {
            let has_passkey = has_passkey(&visit, &signed, site.is_some()).await?;
            Ok(again(error.into(), |error| page(&visit, back, has_passkey, Some(error))))
        }
    }
}

/// Whether a passkey could be shown here.
async fn has_passkey(visit: &Visit, signed: &SignedIn, has_site: bool) -> Result<bool, Error> {
    Ok(has_site && !visit.register.people.passkeys(signed.actor).await?.is_empty())
}

fn page(visit: &Visit, back: &str, has_passkey: bool, error: Option<&Error>) -> Html<String> {
    let say = visit.preference.say;
    let title = say.text("confirm-title");
    let (label, hint) = (say.text("sign-in-code"), say.text("account-confirm-hint"));
    let code = Field { name: "code", label: &label, hint: Some(&hint), ..Field::default() };
    let ask = passkey::Ask {
        action: routes::CONFIRM,
        begin: routes::ACCOUNT_PASSKEY,
        purpose: "show",
        back,
        button: "passkey-confirm",
    };
    let body = html! {
        div.text {
            h1 { (title) }
            @if let Some(error) = error { (refusal(say, error)) }
            p { (say.text("confirm-words")) }
            @if has_passkey { (passkey::form(say, ask, &html! {})) }
            form.form method="post" action=(routes::CONFIRM) {
                input type="hidden" name="back" value=(back);
                (typed(&code, "one-time-code"))
                div.actions { button.btn.btn-main { (say.text("account-confirm")) } }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Log);
    frame.section = None;
    frame.module = has_passkey.then_some(passkey::MODULE);
    layout::page(&frame, &body)
}
