//! The report of one erasure, and what whoever is asked to agree to one reads: everything that would go.

use crate::component::facts::{Fact, facts};
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
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use maud::{Markup, html};
use register::db::Compacted;
use register::erasure::{Destroyed, Erasing, Erasure, Given, Reach};
use register::record::Record;
use std::collections::BTreeMap;
use uuid::Uuid;

type Actors = BTreeMap<Uuid, String>;

/// Records by id, to be called by their names: those that are still there and that the reader may see.
pub(in crate::page) type Named = BTreeMap<RecordId, Record>;

/// The records of an erasure that are called by their names.
pub(in crate::page) fn records(erasing: &Erasing) -> impl Iterator<Item = (Kind, RecordId)> {
    let reached = erasing.reach.iter().map(|reach| (reach.kind, reach.record));
    std::iter::once((erasing.kind, erasing.record)).chain(reached)
}

/// A record by its kind and its name; by a part of its id where it has none any more.
pub(in crate::page) fn record(say: Say, named: &Named, (kind, id): (Kind, RecordId)) -> Markup {
    // A record without a name is called by its kind already.
    let is_told =
        named.get(&id).is_some_and(|record| naming::title(say, record).starts_with(kind.label(say.language)));
    html! {
        @if !is_told { (kind.label(say.language)) " " }
        a href=(address::of(routes::RECORD, kind, id)) {
            @match named.get(&id) {
                Some(record) => (naming::called(say, record)),
                None => (digest::short(&id.to_string())),
            }
        }
    }
}

/// What was asked for: a field of a record, or all of it.
pub(super) fn what(say: Say, named: &Named, erasing: &Erasing) -> Markup {
    html! {
        (record(say, named, (erasing.kind, erasing.record)))
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
pub(in crate::page) fn asked(say: Say, named: &Named, erasing: &Erasing) -> Markup {
    html! {
        p { strong { (what(say, named, erasing)) } }
        p { (erasing.ground.label(say.language)) (say.text("colon")) " " (naming::words(say, &erasing.words)) }
        p { (say.with("erasure-would-go", &[("count", erasing.reach.len().into())])) }
        (reach(say, named, &erasing.reach))
        p.small { strong { (say.text("erasure-for-good")) } }
    }
}

fn reach(say: Say, named: &Named, reach: &[Reach]) -> Markup {
    html! {
        ul {
            @for one in reach {
                li {
                    (record(say, named, (one.kind, one.record)))
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
    let named = visit.register.named(visit.scope, records(&erasure.erasing)).await?;
    visit.note(named.keys().copied()).await?;
    let say = visit.preference.say;
    let title = say.text("erasure-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::ERASURES) { (say.text("erasures-title")) } }
            h1 { (title) }
            p.lede { (what(say, &named, &erasure.erasing)) }
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
            (reach(say, &named, &erasure.erasing.reach))
            p.small.quiet { (say.text("erasure-log-stays")) }
        }
        (copies(say, &erasure, &given, &actors))
    };
    Ok(layout::page(&visit.frame(&title, Section::Work), &content))
}

fn decision(say: Say, erasure: &Erasure, actors: &Actors) -> Markup {
    let fact = |name: &str, value: Markup| Fact { term: say.text(name), value, standing: None };
    let ground = html! {
        (erasure.ground().label(say.language)) (say.text("colon")) " " (naming::words(say, &erasure.erasing.words))
    };
    let act = html! { a href=(address::act(routes::ACT, erasure.act)) { (digest::short(&erasure.act.to_string())) } };
    let mut rows =
        vec![fact("erasure-ground", ground), fact("label-asked-by", who(actors, erasure.asked_by))];
    rows.extend(erasure.agreed_by.map(|agreed_by| fact("erasure-agreed-by", who(actors, agreed_by))));
    rows.push(fact("erasure-agreed", date::instant_element(say, &erasure.agreed)));
    rows.push(fact("erasure-act", act));
    html! { section.part { (facts(&rows)) } }
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
    let fact = |name: &str, value: Markup| Fact { term: say.text(name), value, standing: None };
    let count = |count: u64| html! { bdi { (number::integer(i64::try_from(count).unwrap_or(i64::MAX))) } };
    let counted = lines.into_iter().filter(|(_, number)| *number > 0);
    let mut rows: Vec<Fact> = counted.map(|(name, number)| fact(name, count(number))).collect();
    for (name, compacted) in
        [("erasure-database", destroyed.register), ("erasure-keyring", destroyed.keyring)]
    {
        let words = say.text(files(compacted));
        rows.push(fact(name, html! { (words) }));
    }
    html! {
        (facts(&rows))
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
