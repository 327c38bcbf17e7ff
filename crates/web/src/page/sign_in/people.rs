//! The people of the register, for administrators: invite, deactivate, let in again, reset. Roles are given elsewhere.

use super::{again, refusal, typed};
use crate::component::form::Field;
use crate::component::notice;
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use crate::session::SignedIn;
use axum::extract::Form;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::ActorId;
use maud::{Markup, html};
use register::people::{Account, Newcomer, Secret, State, time};
use serde::Deserialize;

/// What the forms of the page send.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Asked {
    /// Make an account with an invitation.
    Invite { login: String, name: String },
    /// Destroy somebody's factors and invite them again.
    Reset { actor: ActorId },
    /// Let somebody in no more.
    Deactivate { actor: ActorId },
    /// Let them in again.
    Reactivate { actor: ActorId },
}

type Signed = axum::Extension<SignedIn>;

/// GET [`routes::PEOPLE`].
pub(super) async fn show(visit: Visit, Signed { 0: signed }: Signed) -> Result<Html<String>, Error> {
    visit.register.require_admin(signed.actor).await?;
    page(&visit, None, &html! {}).await
}

/// POST [`routes::PEOPLE`].
pub(super) async fn change(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Form(asked): Form<Asked>,
) -> Result<Response, Error> {
    visit.register.require_admin(signed.actor).await?;
    let people = &visit.register.people;
    let done = match people.require_fresh(&signed.session) {
        Err(error) => Err(error),
        Ok(()) => match asked {
            Asked::Invite { login, name } => people.invite(&Newcomer::new(&login, &name)).await.map(Some),
            Asked::Reset { actor } => people.reset(actor).await.map(Some),
            Asked::Deactivate { actor } => people.deactivate(actor).await.map(|()| None),
            Asked::Reactivate { actor } => people.reactivate(actor).await.map(|()| None),
        },
    };
    match done {
        Ok(None) => Ok(Redirect::to(routes::PEOPLE).into_response()),
        Ok(Some(secret)) => {
            let shown = invitation(visit.preference.say, &secret);
            Ok(page(&visit, None, &shown).await?.into_response())
        }
        Err(error) => {
            let error = Error::from(error);
            let shown = page(&visit, Some(&error), &html! {}).await?;
            Ok(again(error, |_| shown))
        }
    }
}

/// An invitation, shown this once.
fn invitation(say: Say, secret: &Secret) -> Markup {
    notice::notice(
        notice::Kind::Done,
        &html! { (say.text("people-invited")) },
        &html! {
            p { code dir="ltr" { (secret.grouped()) } }
            p { (say.html("people-hand-over", &[("address", html! { bdi dir="ltr" { (routes::INVITATION) } }.into())])) }
        },
    )
}

async fn page(visit: &Visit, error: Option<&Error>, done: &Markup) -> Result<Html<String>, Error> {
    let say = visit.preference.say;
    let accounts = visit.register.people.accounts().await?;
    let tokens = super::tokens::everybodys(visit).await?;
    let title = say.text("people");
    let labels = ["sign-in-login", "people-login-hint", "people-name"].map(|id| say.text(id));
    let login = Field { name: "login", label: &labels[0], hint: Some(&labels[1]), ..Field::default() };
    let name = Field { name: "name", label: &labels[2], is_required: true, ..Field::default() };
    let body = html! {
        div.text {
            h1 { (title) }
            @if let Some(error) = error {
                (refusal(say, error))
                @if error.code() == "confirm-first" { p { a href=(layout::with_parameter(routes::CONFIRM, "back", routes::PEOPLE)) { (say.text("account-confirm")) } } }
            }
            (done)
            ul.plain-list { @for account in &accounts { li { (one(say, account)) } } }
            (tokens)
            h2 { (say.text("people-invite")) }
            form.form method="post" action=(routes::PEOPLE) {
                input type="hidden" name="do" value="invite";
                (typed(&login, "off"))
                (crate::component::form::line(&name))
                div.actions { button.btn.btn-main { (say.text("people-invite")) } }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Log);
    frame.section = None;
    Ok(layout::page(&frame, &body))
}

fn one(say: Say, account: &Account) -> Markup {
    let button = |act: &str, message: &str| {
        html! {
            form method="post" action=(routes::PEOPLE) {
                input type="hidden" name="do" value=(act);
                button.plain name="actor" value=(account.actor.0) { (say.text(message)) }
            }
        }
    };
    html! {
        b { bdi { (account.name) } } " · " bdi dir="ltr" { (account.login) } " · "
        (say.text(state(account.state)))
        @if let Some(at) = account.signed_in_at {
            " · " (say.html("people-signed-in", &[("at", date::instant_element(say, &time(at)).into())]))
        }
        div.actions {
            (button("reset", "people-reset"))
            @match account.state {
                State::Deactivated => (button("reactivate", "people-reactivate")),
                State::Invited | State::Active => (button("deactivate", "people-deactivate")),
            }
        }
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Invited => "account-invited",
        State::Active => "account-active",
        State::Deactivated => "account-deactivated",
    }
}
