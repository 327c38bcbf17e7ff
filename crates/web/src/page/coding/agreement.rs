//! The page of agreement: what two judged, how far they agree, what to talk about, and what to code next.

use super::figures::{self, Shown};
use super::{at, figures::cell};
use crate::component::{address, empty, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use maud::{Markup, html};
use register::coding::agreement::{Pair, Pairs};
use register::permission::Operation;
use register::record::Record;
use std::collections::{BTreeMap, BTreeSet};

type Named = BTreeMap<RecordId, Record>;

/// GET [`routes::CODING`].
pub(super) async fn show(
    visit: Visit,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let asked = parameters.iter().find(|(name, _)| name == "seed").and_then(|(_, seed)| seed.parse().ok());
    let seed: u64 = asked.unwrap_or(1);
    let pairs = visit.register.coding_pairs(visit.scope, visit.actor()).await?;
    let may = visit.permit.may(Operation::Code);
    let number = limits::CODING_SAMPLE_SHOWN;
    let next = if may {
        visit.register.coding_sample(visit.scope, visit.actor(), seed, number).await?
    } else {
        Vec::new()
    };
    let shown = shown(&pairs);
    let incidents: BTreeSet<RecordId> =
        shown.values().flatten().map(|pair| pair.incident).chain(next.iter().copied()).collect();
    let named = visit.register.named(visit.scope, incidents.iter().map(|id| (Kind::Incident, *id))).await?;
    let judged = shown.values().flatten().flat_map(|pair| [pair.first.record, pair.second.record]);
    visit.note(incidents.iter().copied().chain(judged)).await?;
    let say = visit.preference.say;
    let title = say.text("coding-title");
    let content = html! {
        div.head {
            p.over { a href=(routes::WORK) { (say.text("work-title")) } }
            h1 { (title) }
            p.lede { (say.text("coding-agreement-lede")) }
        }
        @if pairs.pairs.is_empty() {
            (empty::nothing_yet(&say.text("coding-none"), &say.text("coding-none-words"), &html! {}))
        } @else {
            (figures::section(&visit, &pairs))
        }
        (remarks(say, &pairs))
        @if !pairs.pairs.is_empty() { (listed(&visit, &shown, &named)) }
        @if may { (next_to_code(say, seed, &next, &named)) }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    Ok(layout::page(&frame, &content))
}

/// The pairs of each cell.
fn shown(pairs: &Pairs) -> Shown<'_> {
    let mut cells = Shown::new();
    for pair in &pairs.pairs {
        let cell = (pair.first.grade.as_str(), pair.second.grade.as_str());
        cells.entry(cell).or_default().push(pair);
    }
    for pairs in cells.values_mut() {
        pairs.truncate(limits::CODING_PAIRS_SHOWN);
    }
    cells
}

/// What is in none of the figures.
fn remarks(say: Say, pairs: &Pairs) -> Markup {
    let counted = [
        ("coding-closed", pairs.closed),
        ("coding-alone", pairs.alone),
        ("coding-not-blind", pairs.not_blind),
    ];
    html! {
        @for (message, count) in counted.into_iter().filter(|(_, count)| *count > 0) {
            p.small { (say.with(message, &[("count", count.into())])) }
        }
        @if pairs.is_cut { p.small { (say.text("coding-cut")) } }
    }
}

/// The pairs cell by cell, those that differ first: what to talk about.
fn listed(visit: &Visit, shown: &Shown<'_>, named: &Named) -> Markup {
    let say = visit.preference.say;
    let (differing, agreeing): (Vec<_>, Vec<_>) =
        shown.iter().partition(|((first, second), _)| first != second);
    html! {
        section.part #disagreements {
            h2 { (say.text("coding-disagreements")) }
            @if differing.is_empty() { p { span.none { (say.text("coding-no-disagreement")) } } }
            @for (grades, pairs) in &differing { (one_cell(visit, grades, pairs, named)) }
        }
        @if !agreeing.is_empty() {
            section.part #agreements {
                h2 { (say.text("coding-agreements")) }
                @for (grades, pairs) in &agreeing { (one_cell(visit, grades, pairs, named)) }
            }
        }
    }
}

fn one_cell(visit: &Visit, grades: &(&str, &str), pairs: &[&Pair], named: &Named) -> Markup {
    let say = visit.preference.say;
    let grade = |slug: &str| figures::graded(visit, slug);
    let judgment = |judged: &register::coding::agreement::Judgment| {
        html! { a href=(address::record(judged.kind, judged.record)) { (judged.kind.label(say.language)) } }
    };
    html! {
        div id=(cell(grades.0, grades.1)) {
            h3 { (grade(grades.0)) @if grades.0 != grades.1 { " / " (grade(grades.1)) } }
            ul {
                @for pair in pairs {
                    li {
                        @match named.get(&pair.incident) {
                            Some(record) => (naming::link(say, record)),
                            None => bdi { (pair.incident) },
                        }
                        br; span.quiet { (judgment(&pair.first)) " / " (judgment(&pair.second)) }
                    }
                }
            }
        }
    }
}

/// What to code next, drawn by a seed.
fn next_to_code(say: Say, seed: u64, next: &[RecordId], named: &Named) -> Markup {
    html! {
        section.part #next {
            h2 { (say.text("coding-next")) }
            p.small.quiet { (say.text("coding-next-words")) }
            @if next.is_empty() { p { span.none { (say.text("coding-next-none")) } } }
            ul {
                @for id in next {
                    li { a href=(at(routes::INCIDENT_CODING, *id)) {
                        @match named.get(id) { Some(record) => (naming::called(say, record)), None => bdi { (id) } }
                    } }
                }
            }
            form.form method="get" action=(routes::CODING) {
                label.field {
                    (say.text("coding-seed"))
                    input type="text" inputmode="numeric" pattern="[0-9]*" name="seed" dir="ltr" value=(seed);
                }
                p.actions { button.btn { (say.text("coding-draw")) } }
            }
        }
    }
}
