//! The report of one erasure, and what whoever is asked to agree to one reads: everything that would go.

use crate::component::table::{self, Column, Plain};
use crate::component::{address, digest, naming, value};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{number, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::id::ActorId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::db::Compacted;
use register::erasure::{Destroyed, Erasing, Erasure, Given, Reach};
use std::collections::BTreeMap;
use uuid::Uuid;

type Actors = BTreeMap<Uuid, String>;

/// What was asked for: a field of a record, or all of it.
pub(super) fn what(say: Say, erasing: &Erasing) -> Markup {
    html! {
        a href=(address::of(routes::RECORD, erasing.kind, erasing.record)) { (erasing.kind.label(say.language)) }
        (say.text("colon")) " "
        @match &erasing.field {
            Some(field) => (value::label(say, field)),
            None => (say.text(if erasing.kind == Kind::Item { "erasure-whole-item" } else { "erasure-whole" })),
        }
    }
}

/// How far it has come.
pub(super) const fn standing(erasure: &Erasure) -> &'static str {
    match (&erasure.done, &erasure.trouble) {
        (Some(_), _) => "erasure-done",
        (None, None) => "erasure-going-on",
        (None, Some(_)) => "erasure-hindered",
    }
}

/// What whoever decides on it reads.
pub(in crate::page) fn asked(say: Say, erasing: &Erasing) -> Markup {
    html! {
        p { strong { (what(say, erasing)) } }
        p { (erasing.ground.label(say.language)) (say.text("colon")) " " (naming::words(say, &erasing.words)) }
        p { (say.with("erasure-would-go", &[("count", erasing.reach.len().into())])) }
        (reach(say, &erasing.reach))
        p.small { strong { (say.text("erasure-for-good")) } }
    }
}

fn reach(say: Say, reach: &[Reach]) -> Markup {
    html! {
        ul {
            @for one in reach {
                li {
                    a href=(address::of(routes::RECORD, one.kind, one.record)) {
                        (one.kind.label(say.language)) " " (digest::short(&one.record.to_string()))
                    }
                    (say.text("colon")) " "
                    @if one.fields.is_empty() && one.reasons.is_empty() { (say.text("erasure-all-of-it")) }
                    @for (place, field) in one.fields.iter().enumerate() {
                        @if place > 0 { (say.text("list-separator")) }
                        (value::label(say, field))
                    }
                    @if !one.reasons.is_empty() {
                        @if !one.fields.is_empty() { (say.text("list-separator")) }
                        (say.with("erasure-reasons", &[("count", one.reasons.len().into())]))
                    }
                }
            }
        }
    }
}

/// GET [`routes::ERASURE`].
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    let id = id.parse().map_err(|_not_an_id| Error::NotFound)?;
    let (erasure, given) = visit.register.erasure_and_copies(&visit.permit, id).await?;
    let actors = visit.register.actors().await?;
    let say = visit.preference.say;
    let title = say.text("erasure-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::ERASURES) { (say.text("erasures-title")) } }
            h1 { (title) }
            p.lede { (what(say, &erasure.erasing)) }
        }
        (decision(say, &erasure, &actors))
        section.part {
            h2 { (say.text("erasure-destroyed")) }
            @if let Some(done) = &erasure.done {
                p { (say.text("erasure-done")) (say.text("colon")) " " (date::instant_element(say, done)) }
                (destroyed(say, &erasure.destroyed))
            } @else {
                p { strong { (say.text(standing(&erasure))) } }
                @if let Some(code) = &erasure.trouble { p { (say.error(code, &[])) " " code { (code) } } }
            }
            h3 { (say.text("erasure-reached")) }
            (reach(say, &erasure.erasing.reach))
            p.small.quiet { (say.text("erasure-log-stays")) }
        }
        (copies(say, &erasure, &given, &actors))
    };
    Ok(layout::page(&visit.frame(&title, Section::Work), &content))
}

fn decision(say: Say, erasure: &Erasure, actors: &Actors) -> Markup {
    html! {
        dl.facts.part {
            dt { (say.text("erasure-ground")) }
            dd { (erasure.ground().label(say.language)) (say.text("colon")) " " (naming::words(say, &erasure.erasing.words)) }
            dt { (say.text("label-asked-by")) } dd { (who(actors, erasure.asked_by)) }
            @if let Some(agreed_by) = erasure.agreed_by {
                dt { (say.text("erasure-agreed-by")) } dd { (who(actors, agreed_by)) }
            }
            dt { (say.text("erasure-agreed")) } dd { (date::instant_element(say, &erasure.agreed)) }
            dt { (say.text("erasure-act")) }
            dd { a href=(address::act(routes::ACT, erasure.act)) { (digest::short(&erasure.act.to_string())) } }
        }
    }
}

fn who(actors: &Actors, actor: ActorId) -> Markup {
    match actors.get(&actor.0) {
        Some(name) => html! { bdi { (name) } },
        None => digest::short(&actor.to_string()),
    }
}

fn destroyed(say: Say, destroyed: &Destroyed) -> Markup {
    let lines = [
        ("erasure-records", destroyed.records),
        ("erasure-values", destroyed.values),
        ("erasure-items", destroyed.items),
        ("erasure-files", destroyed.files),
        ("erasure-uploads", destroyed.uploads),
        ("erasure-searches", destroyed.saved_searches),
    ];
    let files = |compacted: Compacted| match compacted {
        Compacted::Anew => "erasure-anew",
        Compacted::Zeroed => "erasure-zeroed",
        Compacted::Left => "erasure-left",
    };
    html! {
        dl.facts {
            @for (name, count) in lines {
                @if count > 0 {
                    dt { (say.text(name)) } dd { bdi { (number::integer(i64::try_from(count).unwrap_or(i64::MAX))) } }
                }
            }
            dt { (say.text("erasure-database")) } dd { (say.text(files(destroyed.register))) }
            dt { (say.text("erasure-keyring")) } dd { (say.text(files(destroyed.keyring))) }
        }
        @if destroyed.shared_items > 0 { p { strong { (say.text("erasure-shared")) } } }
    }
}

/// What is beyond this register, and until when.
fn copies(say: Say, erasure: &Erasure, given: &[Given], actors: &Actors) -> Markup {
    let row = |given: &Given| {
        vec![
            date::instant_element(say, &given.at),
            html! {
                @match given.record {
                    Some(record) => (digest::short(&record.to_string())),
                    None => (say.text("erasure-export")),
                }
            },
            naming::words(say, &given.words),
            who(actors, given.by),
        ]
    };
    let heads = ["erasure-given-at", "erasure-given-what", "erasure-given-to", "erasure-given-by"];
    let columns = heads.iter().map(|head| Column::words(say.text(head))).collect();
    let plain = Plain { caption: String::new(), columns, rows: given.iter().map(row).collect() };
    html! {
        section.part {
            h2 { (say.text("erasure-copies")) }
            @if let Some(until) = erasure.backups_until() {
                p { (say.text("erasure-backups")) " " strong { (date::instant_element(say, &until)) } }
            }
            p.small.quiet { (say.text("erasure-backups-words")) }
            @if erasure.destroyed.second_is_away { p { strong { (say.text("erasure-second-away")) } } }
            h3 { (say.text("erasure-given")) }
            @if given.is_empty() { p { span.none { (say.text("erasure-given-none")) } } }
            @else {
                p.small.quiet { (say.text("erasure-given-words")) }
                (table::scroll(&say.text("erasure-given"), &table::plain(&plain)))
            }
        }
    }
}
