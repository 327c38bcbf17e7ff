//! The statement of custody of an item: what it is, who had it in hand, and how to check that.
//!
//! It prints as it stands; the proof of each line is behind its link.

use crate::component::naming;
use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{date, number, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Item;
use maud::{Markup, html};
use register::item::Custody;
use std::collections::BTreeMap;
use uuid::Uuid;

/// GET [`routes::ITEM_CUSTODY`].
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    let id: RecordId = id.parse().map_err(|_none| Error::NotFound)?;
    let record = visit.register.record(visit.scope, Kind::Item, id).await?;
    visit.note([id]).await?;
    let item: Item = record.read()?;
    let events = visit.register.custody_of(visit.scope, &record).await?;
    let actors = visit.register.actors().await?;
    let members = visit.register.members(visit.scope.project).await?;
    let roles: BTreeMap<Uuid, Vec<_>> =
        members.into_iter().map(|(_, member)| (member.person.0, member.roles)).collect();
    let checkpoint = visit.register.checkpoint().await?;
    let say = visit.preference.say;
    let title = say.with("custody-title", &[("item", naming::title(say, &record).into())]);
    let rows = events.iter().map(|event| line(say, event, &actors, &roles));
    let content = html! {
        div.head {
            p.over {
                a href=(routes::ITEMS) { (say.text("items-title")) } " · "
                a href=(routes::ITEM.replace("{id}", &id.to_string())) { (naming::words(say, &naming::title(say, &record))) }
            }
            h1 { (title) }
            p.lede { (say.text("custody-lede")) }
        }
        dl.facts {
            div { dt { (say.text("label-sha256")) } dd { (digest::full(&item.sha256)) } }
            div { dt { (say.text("custody-size")) } dd { (number::bytes(say, item.size_bytes)) } }
            div { dt { (say.text("label-media-type")) } dd { bdi { (item.media_type) } } }
            @if let Some(name) = &item.file_name { div { dt { (say.text("label-file-name")) } dd { bdi { (name) } } } }
            div { dt { (say.text("label-acquisition")) } dd { (item.acquisition.label(say.language)) } }
            div { dt { (say.text("label-acquired")) } dd { (date::when(say, &item.acquired, date::Width::Full)) } }
        }
        section.part {
            h2 { (say.text("custody-chain")) }
            (table::scroll(&say.text("custody-chain"), &table::plain(&Plain {
                caption: String::new(),
                columns: ["custody-when", "custody-what", "custody-who", "custody-act"]
                    .map(|name| Column::words(say.text(name))).into(),
                rows: rows.collect(),
            })))
        }
        section.part {
            h2 { (say.text("custody-check")) }
            p { (say.text("custody-check-words")) }
            dl.facts {
                div { dt { (say.text("custody-log")) } dd { bdi { (checkpoint.origin) } } }
                div {
                    dt { (say.text("custody-checkpoint")) }
                    dd { (number::integer(i64::try_from(checkpoint.size).unwrap_or(i64::MAX))) " · " (digest::full(&checkpoint.root_text())) }
                }
            }
        }
    };
    let mut frame = visit.frame(&title, Section::Items);
    frame.sheet = Some(super::SHEET);
    Ok(layout::page(&frame, &content))
}

fn line(
    say: Say,
    event: &Custody,
    actors: &BTreeMap<Uuid, String>,
    roles: &BTreeMap<Uuid, Vec<domain::vocabulary::Role>>,
) -> Vec<Markup> {
    let what = event.action.label(say.language);
    let why = event.act.fields.get(register::fold::WHY).and_then(|why| why.as_str());
    let who = actors.get(&event.act.actor);
    let of = roles.get(&event.act.actor).into_iter().flatten().map(|role| role.label(say.language));
    let of: Vec<&str> = of.collect();
    vec![
        date::instant_element(say, &event.act.at),
        html! {
            (what)
            @if let Some(words) = &event.words { (say.text("colon")) " " bdi { (words) } }
            @if let Some(made) = event.made { " " a href=(address::record(Kind::Item, made)) { (digest::short(&made.to_string())) } }
            @if let Some(why) = why { br; small.quiet { bdi { (why) } } }
        },
        html! {
            @match who {
                Some(name) => bdi { (name) },
                None => (digest::short(&event.act.actor.to_string())),
            }
            @if !of.is_empty() { br; small.quiet { (of.join(&format!("{} ", say.text("comma")))) } }
        },
        html! { a href=(address::act(routes::ACT, ActId(event.act.id))) { (digest::short(&event.act.id.to_string())) } },
    ]
}
