//! What acts changed, step by step: each act with what its fields were before it and what it made them.
//!
//! Pure: acts in, steps out. Drawn by [`super::history`]. Start at [`steps`].

use super::history::{Change, Entry};
use super::naming::Names;
use super::shape::{Shape, field};
use super::value::{Context, draw, label};
use super::{address, aside};
use crate::date;
use crate::i18n::{Arg, Say};
use crate::{number, routes};
use domain::id::ActId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::{AccessLabel, ChangeReason};
use maud::{Markup, html};
use register::fold::{BECAUSE, Folded, LABEL, PROJECT, StoredAct, WHY};
use register::history::Logged;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// A field that differs between two states of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its name.
    pub field: String,
    /// What it was.
    pub was: Option<Json>,
    /// What it is.
    pub is: Option<Json>,
}

/// One act with what it changed.
#[derive(Clone, Debug)]
pub struct Step<'acts> {
    /// The act.
    pub logged: &'acts Logged,
    /// Number of the version it made, from 1.
    pub version: usize,
    /// What it changed, by its own values; the first act of a record makes everything and lists nothing.
    pub changes: Vec<Difference>,
    /// Fields for which it left more than one value standing.
    pub disputed: BTreeSet<String>,
}

/// Fields of an act that are values of the record.
pub fn values(act: &StoredAct) -> impl Iterator<Item = (&String, &Json)> {
    act.fields.iter().filter(|(name, _)| ![WHY, BECAUSE, PROJECT, LABEL].contains(&name.as_str()))
}

/// The acts `from..to` of a record's acts (first to last) as steps, newest first.
pub fn steps(acts: &[Logged], range: std::ops::Range<usize>) -> Vec<Step<'_>> {
    let plain: Vec<StoredAct> = acts.iter().map(|logged| logged.act.clone()).collect();
    range
        .rev()
        .filter_map(|place| {
            let logged = acts.get(place)?;
            let before = plain.get(..place).and_then(Folded::of);
            let after = plain.get(..=place).and_then(Folded::of)?;
            let changes = before.as_ref().map_or_else(Vec::new, |before| {
                values(&logged.act)
                    .map(|(name, value)| Difference {
                        field: name.clone(),
                        was: before.body.get(name).cloned(),
                        is: Some(value.clone()).filter(|value| !value.is_null()),
                    })
                    .collect()
            });
            let disputed = after.conflicts().map(|(name, _)| name.to_owned());
            let disputed = disputed.filter(|name| logged.act.fields.contains_key(name)).collect();
            Some(Step { logged, version: place + 1, changes, disputed })
        })
        .collect()
}

/// The fields in which two states differ, in the order of the kind.
pub fn differences(kind: Kind, was: &Body, is: &Body) -> Vec<Difference> {
    let fields = super::shape::fields(kind);
    let differing = fields.iter().filter(|field| was.get(field.name) != is.get(field.name));
    differing
        .map(|field| Difference {
            field: field.name.to_owned(),
            was: was.get(field.name).cloned(),
            is: is.get(field.name).cloned(),
        })
        .collect()
}

/// Draws a difference.
pub fn change(say: Say, kind: Kind, names: &Names, evidence: &str, difference: &Difference) -> Change {
    let shape = field(kind, &difference.field).map_or(Shape::Line, |field| field.shape);
    let context = Context { say, names, evidence };
    let drawn = |value: &Json| {
        aside::draw(context, &difference.field, value).unwrap_or_else(|| draw(context, shape, value))
    };
    Change {
        field: label(say, &difference.field),
        was: difference.was.as_ref().map(drawn),
        is: difference.is.as_ref().map(drawn),
    }
}

/// What an act did, in words: "made", "imported", "changed".
pub fn verb(say: Say, logged: &Logged) -> String {
    let verb = logged.act.kind.split_once('.').map_or("change", |(_, verb)| verb);
    let kind = logged.kind().map_or("", |kind| kind.label(say.language));
    let message = match verb {
        "create" => "history-created",
        "import" if is_first(logged) => "history-imported",
        "import" => "history-imported-again",
        "narrow" => "history-narrowed",
        "widen" => "history-widened",
        "label" => "history-labelled",
        "erase" => "history-erased",
        _ => "history-changed",
    };
    let label = logged.act.fields.get(LABEL).and_then(Json::as_str).and_then(AccessLabel::parse);
    let label = label.map_or("", |label| label.label(say.language));
    say.with(message, &[("kind", kind.into()), ("label", label.into())])
}

/// When the device says it was, by whom, and under which number the log holds it.
pub fn standing(say: Say, logged: &Logged) -> Markup {
    let act = &logged.act;
    html! {
        (date::instant_element(say, &act.at))
        @if let Some(actor) = &logged.actor { (say.text("comma")) " " bdi { (actor) } }
        br;
        @match logged.number {
            Some(number) => {
                @let place = html! { bdi { (number::integer(number)) } };
                @let proof = address::act(routes::ACT_PROOF, ActId(act.id));
                (say.html("history-number", &[("number", Arg::Html(place))])) " · "
                a href=(proof) { (say.text("history-proof")) }
            }
            None => (say.text("history-waiting")),
        }
    }
}

/// The reason code of an act, in words.
pub fn because(say: Say, act: &StoredAct) -> Option<&'static str> {
    let slug = act.fields.get(BECAUSE).and_then(Json::as_str)?;
    ChangeReason::parse(slug).map(|because| because.label(say.language))
}

/// Why an act was done: its reason code, where it has one, and its words.
pub fn reason(say: Say, logged: &Logged) -> String {
    let why = logged.why();
    match because(say, &logged.act) {
        Some(because) => format!("{because}{} {why}", say.text("colon")),
        None => why.to_owned(),
    }
}

/// A step as an entry of the history.
pub fn entry(say: Say, kind: Kind, names: &Names, step: &Step<'_>) -> Entry {
    let act = &step.logged.act;
    let evidence = address::act(routes::ACT, ActId(act.id));
    let changes = step.changes.iter().map(|difference| {
        let mut change = change(say, kind, names, &evidence, difference);
        // The earlier value still stands beside this one, so it is not struck out.
        if step.disputed.contains(&difference.field) {
            change.was = None;
            change.field = say.with("history-disputed", &[("field", change.field.as_str().into())]);
        }
        change
    });
    let changes = changes.collect();
    let reason = reason(say, step.logged);
    Entry {
        name: say.with("record-version-number", &[("number", step.version.into())]),
        address: evidence,
        when: html! { (verb(say, step.logged)) br; (standing(say, step.logged)) },
        changes,
        reason: Some(reason).filter(|reason| !reason.is_empty()),
    }
}

/// Whether an act made its record.
pub fn is_first(logged: &Logged) -> bool {
    // A later import changes fields under the same verb, and a later act may give another label, but each of them saw
    // something before it.
    logged.act.fields.contains_key(LABEL) && logged.act.parents.is_empty()
}
