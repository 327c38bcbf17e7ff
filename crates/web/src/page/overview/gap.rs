//! The overview: what the militaries acknowledge, what others documented, and this register's own selection apart.

use super::chart::{chart, comparable, latest};
use super::{address, selection, stories, tallies};
use crate::chart::step::step_chart;
use crate::component::figure;
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::routes;
use axum::response::{Html, IntoResponse, Response};
use domain::kind::Kind;
use maud::{Markup, html};
use register::tally::Stated;

/// The kind of tally the overview is about.
const KILLED: &str = "civilians_killed";

/// GET `/`.
pub(super) async fn show(visit: Visit) -> Result<Response, Error> {
    let (register, scope) = (&visit.register, visit.scope);
    let said = register.tallies(scope, KILLED).await?;
    let months = register.disclosed_months(scope).await?;
    let parts = register.selection(scope).await?;
    let operations = register.batch(scope, Kind::Operation, None, register::limits::PAGE_ROWS_MAX).await?;
    let told = register.stories(scope, visit.preference.say.code()).await?;
    let say = visit.preference.say;
    let comparable = comparable(&said);
    let content = html! {
        (head(say, &visit, &comparable))
        @if let Some(chart) = chart(say, "gap", &comparable, &months) { (step_chart(say, &chart)) }
        (tallies::stated(say, &comparable))
        p { a href=(format!("{}?kind={KILLED}", routes::TALLIES)) { (say.html("gap-all-tallies", &[("count", said.len().into())])) } }
        (selection::part(say, &parts, &operations))
        (stories::part(say, &told))
        (projects(say, &visit))
    };
    let page: Html<String> =
        layout::page(&visit.frame(&say.text("nav-overview"), Section::Overview), &content);
    Ok(page.into_response())
}

fn head(say: Say, visit: &Visit, comparable: &[&Stated]) -> Markup {
    let (official, documented) = (latest(comparable, true), latest(comparable, false));
    html! {
        div.head {
            p.over { bdi { (visit.standing.name) } }
            @match (official, documented) {
                (Some(official), Some(documented)) => {
                    h1 { (say.html("gap-headline", &[
                        ("official", Arg::Html(stated_figure(say, official))),
                        ("who", official.tally.body.as_str().into()),
                        ("documented", Arg::Html(stated_figure(say, documented))),
                        ("recorder", documented.tally.body.as_str().into()),
                    ])) }
                    p.lede {
                        (say.text("gap-lede")) " "
                        (say.html("gap-as-of", &[
                            ("official", Arg::Html(as_of(say, official))),
                            ("documented", Arg::Html(as_of(say, documented))),
                        ]))
                    }
                }
                _ => {
                    h1 { (say.text("gap-headline-none")) }
                    p.lede { (say.text("gap-lede-none")) }
                }
            }
        }
    }
}

fn stated_figure(say: Say, stated: &Stated) -> Markup {
    figure::count(say, &address(Kind::Tally, stated.record.id), &stated.tally.count)
}

fn as_of(say: Say, stated: &Stated) -> Markup {
    match &stated.tally.as_of {
        Some(when) => html! { (date::interval(say, &when.edtf, Width::Full)) },
        None => figure::not_known(say),
    }
}

fn projects(say: Say, visit: &Visit) -> Markup {
    html! {
        @if visit.projects.len() > 1 {
            section.part {
                h2 { (say.text("gap-projects")) }
                p { (say.text("gap-projects-words")) }
                form.inline method="post" action=(routes::PROJECT) {
                    @for (code, name) in &visit.projects {
                        button name="code" value=(code) aria-pressed=(if *code == visit.project.code { "true" } else { "false" }) {
                            bdi { (name) }
                        }
                        " "
                    }
                }
            }
        }
    }
}
