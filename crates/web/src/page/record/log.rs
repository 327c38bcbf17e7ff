//! The log: its last checkpoint, how to verify it offline, and the latest acts.

use super::asked::{self, Parameters, parameter};
use super::timestamp;
use crate::component::past::because;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest, empty, naming, past, seal};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{date, limits, number, routes};
use axum::extract::Query;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::LinkRole;
use maud::{Markup, html};
use register::history::Logged;
use register::ledger::Checkpoint;

/// GET [`routes::LOG`].
pub(super) async fn show(visit: Visit, Query(parameters): Query<Parameters>) -> Result<Html<String>, Error> {
    let before = parameter(&parameters, "before").and_then(|text| text.parse::<i64>().ok());
    let checkpoint = visit.register.checkpoint().await?;
    let waiting = visit.register.waiting().await?;
    let mut acts = visit.register.acts(visit.scope, before, limits::LOG_ACTS + 1).await?;
    let is_more = acts.len() > usize::try_from(limits::LOG_ACTS).unwrap_or(usize::MAX);
    acts.truncate(usize::try_from(limits::LOG_ACTS).unwrap_or(usize::MAX));
    let subjects = acts.iter().filter_map(|logged| Some((logged.kind()?, RecordId(logged.act.subject))));
    let links: Vec<Body> = acts
        .iter()
        .filter(|logged| logged.kind() == Some(Kind::Link))
        .map(|logged| logged.act.fields.clone().into_iter().collect())
        .collect();
    let names = asked::names(&visit, links.iter().map(|body| (Kind::Link, body)), subjects).await?;
    let say = visit.preference.say;
    let title = say.text("log-title");
    let content = html! {
        div.head {
            h1 { (title) }
            p.lede { (say.text("log-lede")) }
        }
        div.with-margin {
            div {
                (standing(say, &checkpoint, waiting))
                (timestamp::section(&visit, &parameters))
                (how(say, &visit.register.verifier().to_string()))
                section.part #acts {
                    h2 { (say.text("log-acts")) }
                    @if acts.is_empty() { (empty::nothing_yet(&say.text("log-empty"), "", &html! {})) }
                    @else { (list(say, &acts, &names)) }
                    @if let Some(last) = acts.last().filter(|_| is_more) {
                        p.small.after {
                            a href=(address::with(routes::LOG, &[("before", last.act.position.to_string())])) {
                                (say.text("history-earlier"))
                            }
                        }
                    }
                }
            }
            aside.margin aria-label=(say.text("log-files")) {
                h3 { (say.text("log-files")) }
                p { a href=(routes::CHECKPOINT) { (say.text("log-checkpoint-download")) } }
                p.small.quiet { (say.text("log-proof-where")) }
            }
        }
    };
    Ok(layout::page(&visit.frame(&title, Section::Log), &content))
}

/// Size, root and signature of the last checkpoint, and what waits for the next.
fn standing(say: Say, checkpoint: &Checkpoint, waiting: i64) -> Markup {
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let words = say.html(
        "log-size",
        &[("number", Arg::Html(html! { bdi { (number::integer(size)) } })), ("count", size.into())],
    );
    html! {
        section.part #checkpoint {
            h2 { (say.text("log-checkpoint")) }
            (seal::seal(&words))
            p.small.after { (say.text("log-root")) (say.text("colon")) " " (digest::full(&checkpoint.root_text())) }
            h3.after { (say.text("log-note")) }
            div.raw dir="ltr" { (checkpoint.text()) }
            @if waiting > 0 {
                p.after { (say.with("log-waiting", &[("count", waiting.into())])) }
            } @else {
                p.small.quiet.after { (say.text("log-no-waiting")) }
            }
        }
    }
}

/// How to verify without this program, without this server, without the network.
fn how(say: Say, key: &str) -> Markup {
    html! {
        section.part #verify {
            h2 { (say.text("log-how")) }
            p { (say.text("log-how-words")) }
            ul.after {
                li { (say.text("log-how-proof")) }
                li { (say.text("log-how-leaf")) }
                li { (say.text("log-how-key")) " " code dir="ltr" { (key) } }
            }
            div.raw.after dir="ltr" { "python3 docs/spec/verify_proof.py '" (key) "' act.tlog-proof act.leaf fields.json" }
            p.after { (say.text("log-how-folder")) }
            div.raw.after dir="ltr" { "sijil verify DIR\nsijil fsck DIR" }
        }
    }
}

fn list(say: Say, acts: &[Logged], names: &naming::Names) -> Markup {
    let rows = acts.iter().map(|logged| {
        let act = ActId(logged.act.id);
        let page = address::act(routes::ACT, act);
        let number = html! {
            @match logged.number {
                Some(number) => a.fig href=(page) { (number::integer(number)) },
                None => a href=(page) { (say.text("log-not-numbered")) },
            }
        };
        let changed: Vec<String> = if past::is_first(logged) {
            Vec::new()
        } else {
            past::values(&logged.act).map(|(name, _)| crate::component::value::label(say, name)).collect()
        };
        vec![
            number,
            date::instant_element(say, &logged.act.at),
            match &logged.actor {
                Some(actor) => html! { bdi { (actor) } },
                None => digest::short(&logged.act.actor.to_string()),
            },
            html! {
                (past::verb(say, logged)) (say.text("colon")) " "
                (about(say, logged, names))
                @if !changed.is_empty() { br; small.quiet { (changed.join(&say.text("list-separator"))) } }
            },
            html! {
                @if let Some(because) = because(say, &logged.act) { (because) (say.text("colon")) " " }
                (naming::words(say, logged.why()))
            },
        ]
    });
    let heads = ["log-number", "log-when", "log-who", "log-what", "log-why"];
    table::plain(&Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    })
}

/// What an act is about: the record by its name, a link by both its ends.
pub(super) fn about(say: Say, logged: &Logged, names: &naming::Names) -> Markup {
    let text = |name: &str| logged.act.fields.get(name).and_then(serde_json::Value::as_str);
    let ends = text("from").zip(text("to")).filter(|_| logged.kind() == Some(Kind::Link));
    let subject = logged.act.subject.to_string();
    match (ends, text("role").and_then(LinkRole::parse)) {
        (Some((from, to)), Some(role)) => html! {
            (names.link(say, from)) " "
            a href=(address::of(routes::RECORD, Kind::Link, RecordId(logged.act.subject))) { (role.label(say.language)) }
            " " (names.link(say, to))
        },
        _ => names.link(say, &subject),
    }
}

/// GET [`routes::CHECKPOINT`].
pub(super) async fn checkpoint(visit: Visit) -> Result<Response, Error> {
    let checkpoint = visit.register.checkpoint().await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], checkpoint.text().to_owned()).into_response())
}
