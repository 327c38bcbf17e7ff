//! Exports of one's own: what was asked for and what became of it; and the form for another, which makes the file or,
//! where it takes two, asks a second person.

use super::export::kind;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest, empty};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::routes;
use axum::extract::{Form, Query};
use axum::response::{Html, Redirect};
use domain::kind::Kind;
use maud::{Markup, html};
use register::Reason;
use register::limits::{EXPORT_PEOPLE_ALONE_MAX, EXPORT_WORDS_CHARS_MAX};
use register::team::approval::Asked;
use register::team::export::{Export, Exporting};
use serde::Deserialize;

/// What is to be exported.
#[derive(Deserialize)]
pub(super) struct Choice {
    kind: Option<String>,
    format: Option<String>,
}

/// What is asked of a second person.
#[derive(Deserialize)]
pub(super) struct Order {
    kind: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    recipient: String,
}

const FORMATS: [(&str, &str); 4] =
    [("csv", "CSV"), ("jsonl", "JSON Lines"), ("geojson", "GeoJSON"), ("xlsx", "XLSX")];

fn has_points(kind: Kind) -> bool {
    matches!(kind, Kind::Incident | Kind::Strike | Kind::Place | Kind::Finding | Kind::Assertion)
}

fn formats(kind: Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.into_iter().filter(move |(format, _)| has_points(kind) || *format != "geojson")
}

/// GET [`routes::EXPORTS`]; `?kind=&format=` opens the form.
pub(super) async fn show(visit: Visit, Query(choice): Query<Choice>) -> Result<Html<String>, Error> {
    let chosen = choice.kind.as_deref().map(kind).transpose()?;
    let takes_two = match chosen {
        Some(kind) => visit.register.export_takes_two(&visit.permit, kind).await?,
        None => false,
    };
    let exports = visit.register.exports_of(&visit.permit).await?;
    let say = visit.preference.say;
    let title = say.text("exports-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::RECORDS) { (say.text("records-title")) } }
            h1 { (title) }
            p.lede { (say.text("exports-lede")) }
        }
        @if let Some(kind) = chosen { (form(say, kind, takes_two, choice.format.as_deref())) }
        section.part {
            h2 { (say.text("exports-yours")) }
            @if exports.is_empty() {
                (empty::nothing_yet(&say.text("exports-none"), &say.text("exports-none-words"), &html! {}))
            } @else {
                (list(say, &exports))
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

fn form(say: Say, kind: Kind, takes_two: bool, format: Option<&str>) -> Markup {
    let to = if takes_two { routes::EXPORTS.to_owned() } else { address::kind(routes::EXPORT, kind) };
    let words = |name: &'static str, label: &'static str| {
        html! {
            label.field {
                (say.text(label))
                input type="text" name=(name) required maxlength=(EXPORT_WORDS_CHARS_MAX) dir="auto";
            }
        }
    };
    html! {
        section.part {
            h2 { (say.with("exports-of", &[("kind", kind.label(say.language).into())])) }
            @if takes_two { p { (say.with("exports-takes-two", &[("count", EXPORT_PEOPLE_ALONE_MAX.into())])) } }
            form.form method="post" action=(to) {
                input type="hidden" name="kind" value=(kind.plural());
                (words("purpose", "exports-purpose"))
                (words("recipient", "exports-recipient"))
                @if !takes_two { (choice(say, kind, format)) }
                p.actions {
                    button.btn.btn-main { (say.text(if takes_two { "exports-ask" } else { "exports-make" })) }
                }
            }
        }
    }
}

fn choice(say: Say, kind: Kind, chosen: Option<&str>) -> Markup {
    html! {
        label.field {
            (say.text("exports-format"))
            select name="format" {
                @for (format, label) in formats(kind) {
                    option value=(format) selected[chosen == Some(format)] { (label) }
                }
            }
        }
    }
}

fn list(say: Say, exports: &[Export]) -> Markup {
    let row = |export: &Export| {
        let record = address::of(routes::RECORD, Kind::Approval, export.id);
        vec![
            html! { a href=(record) { (export.exporting.kind.label(say.language)) } },
            html! { bdi { (export.exporting.purpose) } },
            html! { bdi { (export.exporting.recipient) } },
            html! {
                (export.approval.outcome.label(say.language))
                @if let Some(until) = export.until.as_ref().filter(|_| export.is_open) {
                    br; small.quiet {
                        (say.html("exports-until", &[("when", Arg::Html(date::instant_element(say, until)))]))
                    }
                }
            },
            html! {
                @if export.is_open { (again(say, export)) }
                @else if let Some(sha256) = &export.approval.file_sha256 { (digest::short(sha256)) }
                @else { span.none { (say.text("none-not-stated")) } }
            },
        ]
    };
    let heads = [
        "exports-column-kind",
        "exports-purpose",
        "exports-recipient",
        "exports-column-outcome",
        "exports-column-file",
    ];
    table::plain(&Plain {
        caption: String::new(),
        columns: heads.into_iter().map(|head| Column::words(say.text(head))).collect(),
        rows: exports.iter().map(row).collect(),
    })
}

/// The button that makes the file that was agreed to.
fn again(say: Say, export: &Export) -> Markup {
    let kind = export.exporting.kind;
    html! {
        form method="post" action=(address::kind(routes::EXPORT, kind)) {
            input type="hidden" name="approval" value=(export.id);
            (choice(say, kind, None))
            button.btn { (say.text("exports-make")) }
        }
        @if let Some(sha256) = &export.approval.file_sha256 { (digest::short(sha256)) }
    }
}

/// POST [`routes::EXPORTS`]: asks a second person.
pub(super) async fn ask(visit: Visit, Form(order): Form<Order>) -> Result<Redirect, Error> {
    let kind = kind(&order.kind)?;
    let reason = Reason { actor: visit.actor(), why: order.purpose.clone() };
    let exporting = Exporting { kind, purpose: order.purpose, recipient: order.recipient };
    let mut work = visit.register.begin(reason, visit.scope.project).await?;
    work.ask(&Asked::Export(exporting)).await?;
    work.commit().await?;
    Ok(Redirect::to(routes::EXPORTS))
}
