//! The members of a project, and the form by which an administrator asks for a change of roles; another must agree.

use super::{Names, Sent, person, reason, sent};
use crate::component::notice;
use crate::component::table::{self, Column, Plain};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::id::ActorId;
use domain::record::Member;
use domain::vocabulary::{AccessLabel, Role};
use maud::{Markup, html};
use register::register::{LOCAL_ACTOR, PROGRAM_ACTOR};
use register::team::approval::Asked;

/// GET [`routes::MEMBERS`].
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Error> {
    page(&visit, &Sent::new(), None).await
}

async fn page(visit: &Visit, typed: &Sent, wrong: Option<&str>) -> Result<Html<String>, Error> {
    let members = visit.register.members(visit.scope.project).await?;
    let members: Vec<Member> = members.into_iter().map(|(_, member)| member).collect();
    let names = visit.register.actors().await?;
    let say = visit.preference.say;
    let title = say.text("members-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::WORK) { (say.text("work-title")) } " · " a href=(routes::APPROVALS) { (say.text("approvals-title")) } }
            h1 { (title) }
            p.lede { (say.text("members-lede")) }
        }
        @if let Some(wrong) = wrong { (notice::error(&html! { (wrong) }, &html! { p { (say.text("advice-invalid")) } })) }
        (list(say, &members, &names))
        (form(say, &names, typed))
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn list(say: Say, members: &[Member], names: &Names) -> Markup {
    let columns = ["label-person", "label-roles", "label-clearance"];
    let columns = columns.iter().map(|name| Column::words(say.text(name))).collect();
    let row = |member: &Member| {
        let roles: Vec<&str> = member.roles.iter().map(|role| role.label(say.language)).collect();
        vec![
            person(names, member.person),
            html! {
                @if member.ended { span.none { (say.text("label-ended")) } }
                @else { (roles.join(&say.text("list-separator"))) }
            },
            html! { (member.clearance.label(say.language)) },
        ]
    };
    let rows = members.iter().map(row).collect();
    table::plain(&Plain { caption: String::new(), columns, rows })
}

fn form(say: Say, names: &Names, typed: &Sent) -> Markup {
    let has = |name: &str, value: &str| typed.iter().any(|(each, text)| each == name && text == value);
    let people = names.iter().filter(|(id, _)| ![LOCAL_ACTOR.0, PROGRAM_ACTOR.0].contains(id));
    html! {
        section.part {
            h2 { (say.text("members-ask")) }
            form.form method="post" action=(routes::MEMBERS) {
                label.field {
                    (say.text("label-person"))
                    select name="person" required {
                        @for (id, name) in people {
                            option value=(id) selected[has("person", &id.to_string())] { (name) }
                        }
                    }
                }
                fieldset.checks {
                    legend { (say.text("label-roles")) }
                    @for role in Role::ALL {
                        label.check {
                            input type="checkbox" name="role" value=(role.slug()) checked[has("role", role.slug())];
                            span {
                                (role.label(say.language))
                                @if let Some(gloss) = role.gloss(say.language) { br; small.quiet { (gloss) } }
                            }
                        }
                    }
                }
                label.field {
                    (say.text("label-clearance"))
                    select name="clearance" {
                        @for label in AccessLabel::ALL {
                            option value=(label.slug()) selected[has("clearance", label.slug())] { (label.label(say.language)) }
                        }
                    }
                }
                label.check { input type="checkbox" name="ended" value="yes" checked[has("ended", "yes")]; span { (say.text("members-leaves")) } }
                label.field {
                    (say.text("form-reason"))
                    input type="text" name="reason" required maxlength="400" dir="auto" value=(sent(typed, "reason").unwrap_or_default());
                }
                p.actions { button.btn.btn-main { (say.text("members-ask-button")) } }
            }
        }
    }
}

/// POST [`routes::MEMBERS`]: asks; nothing changes before another administrator agrees.
pub(super) async fn ask(visit: Visit, Form(form): Form<Sent>) -> Result<Response, Error> {
    let member = member(&form)?;
    match keep(&visit, &form, member).await.map_err(Error::from) {
        Ok(()) => Ok(Redirect::to(routes::APPROVALS).into_response()),
        Err(refused @ Error::Invalid { .. }) => {
            let said = refused.sentence(visit.preference.say);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &form, Some(&said)).await?).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn keep(visit: &Visit, form: &Sent, member: Member) -> register::Result<()> {
    let mut work = visit.register.begin(reason(visit, form, ""), visit.scope.project).await?;
    work.ask(&Asked::Member(member)).await?;
    work.commit().await.map(drop)
}

fn member(form: &Sent) -> Result<Member, Error> {
    let person = sent(form, "person").and_then(|person| person.parse::<ActorId>().ok());
    let roles = form.iter().filter(|(name, _)| name == "role");
    let roles =
        roles.map(|(_, slug)| Role::parse(slug).ok_or(Error::NotUnderstood)).collect::<Result<_, _>>()?;
    let clearance = sent(form, "clearance").and_then(AccessLabel::parse).ok_or(Error::NotUnderstood)?;
    let ended = sent(form, "ended") == Some("yes");
    Ok(Member { person: person.ok_or(Error::NotUnderstood)?, roles, clearance, ended, note: None })
}
