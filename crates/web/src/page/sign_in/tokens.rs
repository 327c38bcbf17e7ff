//! Tokens of programs: one's own on the page of one's account, everybody's on the page of people.
//!
//! A token's secret is shown once, in the answer to the form that made it.

use super::refusal;
use crate::component::form::{self, Field};
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
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::people::token::NARROWEST;
use register::people::{NewToken, Reach, Secret, Session, Token, time};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Days for which the form offers a token.
const DAYS: [i64; 4] = [7, 30, 90, 365];

/// What the forms send.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Asked {
    /// Make a token.
    Make { name: String, reach: String, clearance: AccessLabel, days: String },
    /// Take one's own back.
    Revoke { token: Uuid },
    /// Take somebody else's back.
    RevokeOf { owner: ActorId, token: Uuid },
}

type Signed = axum::Extension<SignedIn>;

/// POST [`routes::TOKENS`].
pub(super) async fn change(
    visit: Visit,
    Signed { 0: signed }: Signed,
    Form(asked): Form<Asked>,
) -> Result<Response, Error> {
    let register = &visit.register;
    match asked {
        Asked::Make { name, reach, clearance, days } => {
            let reach = Reach::parse(&reach).ok_or(Error::NotUnderstood)?;
            // What is no number of days is refused as none.
            let new = NewToken { name, reach, clearance, days: days.trim().parse().unwrap_or(0) };
            match register.make_token(&signed.session, visit.scope.project, &new).await {
                Ok(secret) => Ok(made(&visit, &secret).into_response()),
                Err(error) => Ok(super::again(error.into(), |error| refused(&visit, error))),
            }
        }
        Asked::Revoke { token } => {
            register.revoke_token(signed.actor, signed.actor, token).await?;
            Ok(Redirect::to(routes::ACCOUNT).into_response())
        }
        Asked::RevokeOf { owner, token } => {
            register.revoke_token(signed.actor, owner, token).await?;
            Ok(Redirect::to(routes::PEOPLE).into_response())
        }
    }
}

fn page(visit: &Visit, title: &str, content: &Markup) -> Html<String> {
    let mut frame = visit.frame(title, Section::Log);
    frame.section = None;
    let back = visit.preference.say.text("tokens-back");
    let body = html! { div.text { h1 { (title) } (content) p { a href=(routes::ACCOUNT) { (back) } } } };
    layout::page(&frame, &body)
}

/// A token, shown this once.
fn made(visit: &Visit, secret: &Secret) -> Html<String> {
    let say = visit.preference.say;
    let shown = notice::notice(
        notice::Kind::Done,
        &html! { (say.text("tokens-made")) },
        &html! {
            p { code dir="ltr" { (secret.expose()) } }
            p { (say.text("tokens-keep")) }
        },
    );
    let example = html! {
        p { (say.text("tokens-use")) }
        div.raw.after dir="ltr" { "Authorization: Bearer " (secret.expose()) }
    };
    page(visit, &say.text("tokens"), &html! { (shown) (example) })
}

fn refused(visit: &Visit, error: &Error) -> Html<String> {
    let say = visit.preference.say;
    page(visit, &say.text("tokens"), &refusal(say, error))
}

/// The part of the page of one's account.
pub(super) async fn section(visit: &Visit, session: &Session) -> Result<Markup, Error> {
    let say = visit.preference.say;
    let people = &visit.register.people;
    let tokens = people.tokens(session.actor).await?;
    let permitted = visit.register.permitted(session.actor).await?;
    let projects: BTreeMap<Uuid, String> =
        permitted.into_iter().map(|(permit, project)| (permit.project.0, project.code)).collect();
    Ok(html! {
        h2 #tokens { (say.text("tokens")) }
        p { (say.text("tokens-words")) }
        @if !tokens.is_empty() {
            ul.plain-list {
                @for token in &tokens {
                    li {
                        (one(say, token, projects.get(&token.project.0).map(String::as_str)))
                        (button(say, &[("do", "revoke"), ("token", &token.id.to_string())]))
                    }
                }
            }
        }
        @if people.is_fresh(session) { (form_to_make(visit)) }
        @else { p { (say.text("tokens-confirm-first")) } }
    })
}

/// The part of the page of people: what tokens there are, whose, and the way to take them back.
pub(super) async fn everybodys(visit: &Visit) -> Result<Markup, Error> {
    let say = visit.preference.say;
    let tokens = visit.register.people.all_tokens().await?;
    if tokens.is_empty() {
        return Ok(html! {});
    }
    let names = visit.register.people.names().await?;
    Ok(html! {
        h2 { (say.text("tokens")) }
        ul.plain-list {
            @for token in &tokens {
                li {
                    @match names.get(&token.actor) {
                        Some(name) => { b { bdi { (name) } } " · " },
                        None => { b { (say.text("tokens-of-the-owner")) } " · " },
                    }
                    (one(say, token, None))
                    (button(say, &[
                        ("do", "revoke-of"), ("owner", &token.actor.to_string()), ("token", &token.id.to_string()),
                    ]))
                }
            }
        }
    })
}

fn one(say: Say, token: &Token, project: Option<&str>) -> Markup {
    html! {
        bdi { (token.name) } " · "
        @if let Some(project) = project { bdi { (project) } " · " }
        (reach(say, token.reach)) " · "
        (token.clearance.term().label(say.language)) " · "
        (say.html("tokens-ends", &[("at", date::instant_element(say, &time(token.ends_at)).into())])) " "
        @match token.used_at {
            Some(at) => (say.html("tokens-used", &[("at", date::instant_element(say, &time(at)).into())])),
            None => (say.text("tokens-never-used")),
        }
    }
}

fn reach(say: Say, reach: Reach) -> String {
    match reach {
        Reach::Read => say.text("tokens-read"),
        Reach::Write => say.text("tokens-write"),
    }
}

fn button(say: Say, sent: &[(&str, &str)]) -> Markup {
    html! {
        form method="post" action=(routes::TOKENS) {
            @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
            button.plain { (say.text("tokens-revoke")) }
        }
    }
}

fn form_to_make(visit: &Visit) -> Markup {
    let say = visit.preference.say;
    let ids = ["tokens-name", "tokens-name-hint", "tokens-reach", "tokens-label", "tokens-days"];
    let [name, name_hint, reach_label, label, days] = ids.map(|id| say.text(id));
    let name =
        Field { name: "name", label: &name, hint: Some(&name_hint), is_required: true, ..Field::default() };
    let reach_field = Field { name: "reach", label: &reach_label, value: "read", ..Field::default() };
    let label =
        Field { name: "clearance", label: &label, value: AccessLabel::Team.slug(), ..Field::default() };
    let days = Field { name: "days", label: &days, value: "30", ..Field::default() };
    let reaches = Reach::ALL.map(|each| (each.slug().to_owned(), reach(say, each)));
    let labels = AccessLabel::ALL.iter().filter(|label| **label <= visit.scope.clearance.min(NARROWEST));
    let labels: Vec<(String, String)> =
        labels.map(|label| (label.slug().to_owned(), label.term().label(say.language).to_owned())).collect();
    let spans = DAYS.map(|days| (days.to_string(), say.with("tokens-days-of", &[("days", days.into())])));
    html! {
        h3 { (say.html("tokens-make-in", &[("project", visit.project.code.as_str().into())])) }
        form.form method="post" action=(routes::TOKENS) {
            input type="hidden" name="do" value="make";
            (form::line(&name))
            (form::choice(&reach_field, &reaches))
            (form::choice(&label, &labels))
            (form::choice(&days, &spans))
            div.actions { button.btn { (say.text("tokens-make")) } }
        }
    }
}
