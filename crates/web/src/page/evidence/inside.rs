//! What items hold, taken in: the form that asks for it, and what came of it.
//!
//! The work goes on where a reader leaves; a second time adds nothing. Start at [`show`] and [`take`].

use crate::component::form::{self, Field};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::page::release::zones;
use crate::{limits, number, routes};
use axum::extract::{Form, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::vocabulary::AccessLabel;
use domain::when::Zone;
use maud::{Markup, html};
use register::gathering::{Gathered, Gathering, TakenIn, Trouble};
use register::permission::Operation;
use register::{Reason, Scope};
use std::sync::Arc;

/// Parameters of an address or a form, in order: an item may be named more than once.
type Parameters = Vec<(String, String)>;

/// What was asked for.
struct Asked {
    items: Vec<RecordId>,
    why: String,
    zone: Zone,
}

impl Asked {
    fn of(parameters: Parameters) -> Result<Self, Error> {
        let mut asked = Self { items: Vec::new(), why: String::new(), zone: Zone::Unknown };
        for (name, value) in parameters {
            match name.as_str() {
                "item" => {
                    let id = value.parse().map_err(|_none| Error::NotFound)?;
                    if !asked.items.contains(&id) {
                        asked.items.push(id);
                    }
                }
                "reason" => asked.why = value,
                "zone" => asked.zone = Zone::parse(value.trim()).map_err(|_none| Error::NotUnderstood)?,
                _ => {}
            }
        }
        if asked.items.is_empty() { Err(Error::NotFound) } else { Ok(asked) }
    }
}

/// GET [`routes::ITEM_INSIDE`]: the form, for the items that are named.
pub(super) async fn show(visit: Visit, Query(parameters): Query<Parameters>) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Collect)?;
    let asked = Asked::of(parameters)?;
    let mut named = Vec::new();
    for id in asked.items.iter().take(limits::PAGE_ROWS_MAX) {
        named.push(visit.register.record(visit.scope, Kind::Item, *id).await?);
    }
    visit.note(named.iter().map(|record| record.id)).await?;
    let say = visit.preference.say;
    let title = say.text("inside-title");
    let content = html! {
        div.head { h1 { (title) } p.lede { (say.text("inside-lede")) } }
        section.part {
            h2 { (say.text("inside-items")) }
            ul {
                @for record in &named {
                    li { a href=(address::record(Kind::Item, record.id)) { bdi { (record.text("file_name").unwrap_or_default()) } } }
                }
            }
        }
        (asking(say, &asked.items))
    };
    let mut frame = visit.frame(&title, Section::Items);
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content))
}

/// The form that asks for it. Without items it waits for a script to name them.
pub(super) fn asking(say: Say, items: &[RecordId]) -> Markup {
    let (zone, hint) = (say.text("inside-zone"), say.text("inside-zone-hint"));
    let zone = Field { name: "zone", label: &zone, value: "unknown", hint: Some(&hint), ..Field::default() };
    html! {
        form.form #inside method="post" action=(routes::ITEM_INSIDE) hidden[items.is_empty()] {
            @if items.is_empty() { h2 { (say.text("inside-title")) } p.small { (say.text("inside-lede")) } }
            @for item in items { input type="hidden" name="item" value=(item); }
            (form::choice(&zone, &zones(say)))
            (form::line(&Field { name: "reason", label: &say.text("upload-why"), is_required: true, ..Field::default() }))
            p.actions {
                button.btn.btn-main type="submit" {
                    (say.text(if items.len() == 1 { "inside-open" } else { "inside-open-all" }))
                }
            }
        }
    }
}

/// POST [`routes::ITEM_INSIDE`].
pub(super) async fn take(visit: Visit, Form(parameters): Form<Parameters>) -> Result<Html<String>, Error> {
    visit.permit.require(Operation::Collect)?;
    let asked = Asked::of(parameters)?;
    let (register, scope, actor) = (Arc::clone(&visit.register), visit.scope, visit.actor());
    // Reading takes long and waits for disks: it has a thread of its own, and ends whether or not anybody waits.
    let runtime = tokio::runtime::Handle::current();
    let reading = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            let order = Gathering {
                paths: Vec::new(),
                addresses: Vec::new(),
                reason: Reason { actor, why: asked.why },
                project: scope.project,
                label: label(scope),
                source: None,
                zone: asked.zone,
                progress: &|_| {},
            };
            register.look_inside(&order, scope, &asked.items).await
        })
    });
    let gathered = reading.await.map_err(|panicked| register::Error::Damaged(panicked.to_string()))??;
    Ok(told(&visit, &gathered))
}

/// What somebody may not see once it is sensitive stays as open as they are cleared for: nobody closes to themselves
/// by mistake what they sent.
fn label(scope: Scope) -> Option<AccessLabel> {
    (scope.clearance < AccessLabel::Sensitive).then_some(scope.clearance)
}

fn told(visit: &Visit, gathered: &Gathered) -> Html<String> {
    let say = visit.preference.say;
    let title = say.text("inside-done");
    let beyond = gathered.items.len().saturating_sub(limits::INSIDE_ROWS_MAX);
    let content = html! {
        div.head {
            h1 { (title) }
            p.lede {
                a.fig href=(address::kind(routes::RECORDS_OF, Kind::Report)) {
                    (say.with("inside-messages", &[("count", counted(gathered.reports))]))
                } " "
                (say.with("inside-senders", &[("count", counted(gathered.sources))]))
            }
        }
        @if !gathered.items.is_empty() { (items(say, &gathered.items)) }
        @if beyond > 0 {
            p { a href=(routes::ITEMS) { (say.with("inside-more", &[("count", beyond.into())])) } }
        }
        @if !gathered.troubles.is_empty() { (troubles(say, &gathered.troubles)) }
        p.actions {
            a.btn.btn-main href=(routes::ITEMS) { (say.text("items-title")) }
            a.btn href=(routes::ITEM_NEW) { (say.text("upload-title")) }
        }
    };
    let mut frame = visit.frame(&title, Section::Items);
    frame.sheet = Some(super::SHEET);
    layout::page(&frame, &content)
}

fn counted(count: u64) -> Arg {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn items(say: Say, items: &[TakenIn]) -> Markup {
    let row = |one: &TakenIn| {
        let at = routes::ITEM.replace("{id}", &one.item);
        vec![
            html! { a href=(at) { bdi { (one.name) } } },
            html! { (digest::short(&one.sha256)) },
            html! { (number::bytes(say, one.size_bytes)) },
            html! { (say.text(if one.is_new { "upload-new" } else { "upload-already" })) },
        ]
    };
    html! {
        section.part {
            h2 { (say.text("upload-taken")) }
            (table::plain(&Plain {
                caption: String::new(),
                columns: vec![
                    Column::words(say.text("label-file-name")),
                    Column::words(say.text("label-sha256")),
                    Column::figures(say.text("custody-size")),
                    Column::words(say.text("upload-outcome")),
                ],
                rows: items.iter().take(limits::INSIDE_ROWS_MAX).map(row).collect(),
            }))
        }
    }
}

fn troubles(say: Say, troubles: &[Trouble]) -> Markup {
    let row = |one: &Trouble| {
        vec![
            html! { bdi { (one.file) } },
            html! { (say.error(&one.code, &[])) br; small.quiet { bdi lang="en" { (one.detail) } } },
            html! { (say.text(if one.is_error { "inside-left-out" } else { "inside-doubt" })) },
        ]
    };
    html! {
        section.part {
            h2 { (say.text("inside-troubles")) }
            (table::plain(&Plain {
                caption: String::new(),
                columns: ["inside-where", "inside-why", "inside-weight"].map(|name| Column::words(say.text(name))).into(),
                rows: troubles.iter().take(limits::INSIDE_ROWS_MAX).map(row).collect(),
            }))
        }
    }
}
