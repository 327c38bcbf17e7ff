//! One act, opened: its values with their salts, its leaf, and the files that prove it to somebody who has only the
//! key.

use super::asked::{self, Parameters, parameter};
use crate::component::shape::{Shape, field};
use crate::component::value::{self, Context};
use crate::component::{address, aside, digest, naming, notice, past};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{date, number, routes};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::ChangeReason;
use maud::{Markup, html};
use register::disclosure::{Disclosed, Disclosure, Standing};
use register::fold::{BECAUSE, CUSTODY, ERASED, LABEL, PROJECT, WHY};

/// GET [`routes::ACT`]; `?fields=json` gives values and salts as the verifier script reads them.
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Error> {
    let id: ActId = asked::id(&id)?;
    let disclosure = visit.register.opened(visit.scope, id).await?;
    visit.note([RecordId(disclosure.logged.act.subject)]).await?;
    if parameter(&parameters, "fields") == Some("json") {
        let document = disclosure.document().to_string();
        return Ok(file(&format!("{id}.fields.json"), "application/json", document.into_bytes()));
    }
    let kind = disclosure.logged.kind().ok_or(Error::NotFound)?;
    let body: Body =
        past::values(&disclosure.logged.act).map(|(name, value)| (name.clone(), value.clone())).collect();
    let subject = RecordId(disclosure.logged.act.subject);
    let names = asked::names(&visit, [(kind, &body)], [(kind, subject)]).await?;
    let say = visit.preference.say;
    let title = say.with("act-title", &[("id", id.to_string().into())]);
    let content = html! {
        (head(say, &disclosure, &names))
        (differs(say, &disclosure))
        (fields(say, kind, &disclosure, &names))
        (leaf(say, &disclosure))
        (files(say, &disclosure, &visit.register.verifier().to_string()))
    };
    Ok(layout::page(&visit.frame(&title, Section::Log), &content).into_response())
}

fn head(say: Say, disclosure: &Disclosure, names: &naming::Names) -> Markup {
    let logged = &disclosure.logged;
    let act = &logged.act;
    html! {
        div.head {
            p.over { a href=(routes::LOG) { (say.text("log-title")) } }
            h1 {
                @match logged.number {
                    Some(number) => (say.html("act-number", &[("number", Arg::Html(html! { bdi { (number::integer(number)) } }))])),
                    None => (say.text("act-waiting")),
                }
            }
            p.lede {
                (past::verb(say, logged)) (say.text("colon")) " "
                (super::log::about(say, logged, names))
            }
        }
        table.tight {
            tbody {
                tr { th scope="row" { (say.text("act-why")) } td {
                    @if let Some(because) = past::because(say, act) { (because) (say.text("colon")) " " }
                    (naming::words(say, logged.why()))
                } }
                tr { th scope="row" { (say.text("act-at")) } td { (date::instant_element(say, &act.at)) " " small.quiet { (say.text("act-at-claim")) } } }
                tr { th scope="row" { (say.text("act-actor")) } td {
                    @if let Some(actor) = &logged.actor { bdi { (actor) } " " }
                    (digest::full(&act.actor.to_string()))
                } }
                tr { th scope="row" { (say.text("act-device")) } td { (digest::full(&act.device.to_string())) } }
                tr { th scope="row" { (say.text("act-id")) } td { (digest::full(&act.id.to_string())) } }
                tr { th scope="row" { (say.text("act-parents")) } td {
                    @if act.parents.is_empty() { span.none { (say.text("act-no-parents")) } }
                    @for (place, parent) in act.parents.iter().enumerate() {
                        @if place > 0 { br; }
                        a href=(address::act(routes::ACT, ActId(*parent))) { (digest::full(&parent.to_string())) }
                    }
                } }
            }
        }
    }
}

/// The loudest thing in the product.
fn differs(say: Say, disclosure: &Disclosure) -> Markup {
    let differing = disclosure.fields.iter().filter(|field| field.standing == Standing::Differs);
    let differing: Vec<&str> = differing.map(|field| field.name.as_str()).collect();
    html! {
        @if !differing.is_empty() {
            (notice::error(&html! { (say.text("act-differs")) }, &html! {
                p { (say.html("act-differs-words", &[("fields", differing.join(", ").into())])) }
            }))
        }
    }
}

fn fields(say: Say, kind: Kind, disclosure: &Disclosure, names: &naming::Names) -> Markup {
    html! {
        section.part #values {
            h2 { (say.text("act-values")) }
            p.small.quiet { (say.text("act-values-words")) }
            table.tight.stack {
                thead {
                    tr {
                        th scope="col" { (say.text("act-field")) }
                        th scope="col" { (say.text("act-value")) }
                        th scope="col" { (say.text("act-salt")) }
                        th scope="col" { (say.text("act-held")) }
                    }
                }
                tbody { @for field in &disclosure.fields { (row(say, kind, field, names)) } }
            }
        }
    }
}

fn row(say: Say, kind: Kind, disclosed: &Disclosed, names: &naming::Names) -> Markup {
    let shape = match disclosed.name.as_str() {
        BECAUSE => Shape::Choice(ChangeReason::TERMS),
        name => field(kind, name).map_or(Shape::Line, |field| field.shape),
    };
    let is_known = [WHY, BECAUSE, PROJECT, LABEL, CUSTODY, ERASED].contains(&disclosed.name.as_str())
        || field(kind, &disclosed.name).is_some();
    let context = Context { say, names, evidence: "#leaf" };
    let standing = match disclosed.standing {
        Standing::Proven => "act-proven",
        Standing::Waiting => "act-not-yet",
        Standing::Erased => "act-erased",
        Standing::Differs => "act-differs-here",
    };
    html! {
        tr {
            th scope="row" {
                @if is_known { (value::label(say, &disclosed.name)) br; }
                code { (disclosed.name) }
            }
            td data-l=(say.text("act-value")) {
                span {
                    @if let Some(words) = aside::draw(context, &disclosed.name, &disclosed.value) { (words) br; }
                    (value::draw(context, shape, &disclosed.value))
                }
            }
            td data-l=(say.text("act-salt")) {
                span {
                    @match &disclosed.salt {
                        Some(salt) => (digest::short(salt)),
                        None => span.none { (say.text("act-no-salt")) },
                    }
                }
            }
            td data-l=(say.text("act-held")) { span { (say.text(standing)) } }
        }
    }
}

fn leaf(say: Say, disclosure: &Disclosure) -> Markup {
    html! {
        section.part #leaf {
            h2 { (say.text("act-leaf")) }
            p.small.quiet { (say.text("act-leaf-words")) }
            @match &disclosure.leaf {
                Some(leaf) => {
                    div.raw dir="ltr" tabindex="0" role="region" aria-label=(say.text("act-leaf")) { (String::from_utf8_lossy(leaf)) }
                }
                None => p { span.none { (say.text("act-leaf-waiting")) } },
            }
        }
    }
}

fn files(say: Say, disclosure: &Disclosure, key: &str) -> Markup {
    let id = ActId(disclosure.logged.act.id);
    html! {
        section.part #proof {
            h2 { (say.text("act-proof")) }
            @if disclosure.leaf.is_some() {
                ul {
                    li { a href=(address::act(routes::ACT_PROOF, id)) { (say.text("act-proof-file")) } }
                    li { a href=(address::act(routes::ACT_LEAF, id)) { (say.text("act-leaf-file")) } }
                    li { a href={ (address::act(routes::ACT, id)) "?fields=json" } { (say.text("act-fields-file")) } }
                }
                p.after { (say.text("log-how-key")) " " code dir="ltr" { (key) } }
                p { (say.text("act-proof-command")) }
                div.raw.after dir="ltr" { "python3 docs/spec/verify_proof.py '" (key) "' " (id) ".tlog-proof " (id) ".leaf " (id) ".fields.json" }
            } @else {
                p { (say.text("act-proof-waiting")) }
            }
        }
    }
}

/// GET [`routes::ACT_PROOF`].
pub(super) async fn proof(visit: Visit, Path(id): Path<String>) -> Result<Response, Error> {
    let id: ActId = asked::id(&id)?;
    let (proof, _) = visit.register.proof(visit.scope, id).await?;
    Ok(file(&format!("{id}.tlog-proof"), "text/plain; charset=utf-8", proof.into_bytes()))
}

/// GET [`routes::ACT_LEAF`].
pub(super) async fn leaf_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Error> {
    let id: ActId = asked::id(&id)?;
    let leaf = visit.register.leaf(visit.scope, id).await?;
    Ok(file(&format!("{id}.leaf"), "application/octet-stream", leaf))
}

fn file(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
