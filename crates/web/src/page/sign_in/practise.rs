//! Practising: whoever owns the machine goes on as one of the invented people of an exercise, and comes back.
//!
//! Nobody becomes somebody who works on anything real: a person with a role in any other project is not to be had. The
//! owner's own session waits in a cookie beside. Start at [`change`].

use super::{Opened, cookie, cookies};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::routes;
use crate::session::Held;
use axum::extract::Form;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ActorId;
use domain::record::Member;
use maud::{Markup, html};
use register::permission::Operation;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the buttons send.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Whom to go on as; nobody to come back.
    person: Option<ActorId>,
}

/// POST [`routes::PRACTISE`].
pub(super) async fn change(
    visit: Visit,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Response, Error> {
    let held = sessions.held(Held::Session, &headers).ok_or(Error::NotSignedIn)?;
    let Some(person) = asked.person else {
        let Some(own) = sessions.held(Held::Behind, &headers) else {
            return Ok(Redirect::to(routes::OVERVIEW).into_response());
        };
        visit.register.people.sign_out(&held).await?;
        let set = cookies([
            cookie(sessions.hold_text(Held::Session, &own)?),
            cookie(sessions.forget(Held::Behind)?),
        ]);
        return Ok((set, Redirect::to(routes::OVERVIEW)).into_response());
    };
    if !visit.permit.is_owner() {
        return Err(Error::NotPermitted { operation: Operation::Members.slug() });
    }
    let projects = visit.register.permitted(person).await?;
    if projects.is_empty() || projects.iter().any(|(_, project)| !project.exercise) {
        return Err(Error::NotFound);
    }
    let set =
        cookies([cookie(sessions.hold_text(Held::Behind, &held)?), cookie(sessions.open_for(person).await?)]);
    Ok((set, Redirect::to(routes::WORK)).into_response())
}

/// The invented people to go on as, for the page where the demonstration begins.
pub fn offer(say: Say, members: &[Member], names: &BTreeMap<Uuid, String>) -> Markup {
    html! {
        @if !members.is_empty() {
            section.part #practise {
                h2 { (say.text("practise-head")) }
                p.text { (say.text("practise-words")) }
                form.actions method="post" action=(routes::PRACTISE) {
                    @for member in members {
                        button.btn.btn-quiet name="person" value=(member.person) {
                            bdi { (names.get(&member.person.0).cloned().unwrap_or_else(|| member.person.to_string())) }
                        }
                    }
                }
            }
        }
    }
}
