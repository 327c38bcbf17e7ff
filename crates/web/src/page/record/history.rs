//! Who changed a record, when and why, act by act; and the difference between any two of its versions.
//!
//! `?from=&to=` are numbers of versions; `?before=` is the version above which the page ends.

use super::asked::{self, Parameters, parameter};
use crate::component::history::{history, one};
use crate::component::naming::{self, Names};
use crate::component::past::{self, differences, steps};
use crate::component::{address, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use maud::{Markup, html};
use register::fold::{Folded, StoredAct};
use register::history::Logged;
use register::record::Record;

/// GET [`routes::RECORD_HISTORY`].
pub(super) async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let record = visit.register.record(visit.scope, kind, id).await?;
    visit.note([id]).await?;
    let acts = visit.register.history(visit.scope, kind, id).await?;
    let number = |name: &str| parameter(&parameters, name).and_then(|text| text.parse::<usize>().ok());
    let end = number("before").map_or(acts.len(), |before| before.saturating_sub(1).min(acts.len()));
    let start = end.saturating_sub(limits::HISTORY_ACTS);
    let compared = number("from").zip(number("to")).map(|(from, to)| compared(&acts, from, to));
    let steps = steps(&acts, start..end);
    let values: Vec<Body> = steps
        .iter()
        .flat_map(|step| &step.changes)
        .flat_map(|change| [(&change.field, &change.was), (&change.field, &change.is)])
        .filter_map(|(field, value)| Some(Body::from_iter([(field.clone(), value.clone()?)])))
        .collect();
    let states = compared.iter().flatten().flat_map(|compared| [&compared.was, &compared.is]);
    let bodies = values.iter().chain(states).map(|body| (kind, body));
    let names = asked::names(&visit, bodies, []).await?;
    let say = visit.preference.say;
    let title = say.with("history-title", &[("record", naming::title(say, &record).into())]);
    let content = html! {
        (head(say, &record))
        (comparison(say, kind, &names, &record, compared.as_ref(), &parameters))
        section.part {
            h2 { (say.text("history-acts")) }
            (history(say, &steps.iter().map(|step| past::entry(say, kind, &names, step)).collect::<Vec<_>>()))
            @if start > 0 {
                p.small {
                    a href=(address::with(&address::of(routes::RECORD_HISTORY, kind, id), &[("before", (start + 1).to_string())])) {
                        (say.text("history-earlier"))
                    }
                }
            }
        }
        (compare_form(say, &record, acts.len(), &parameters))
    };
    Ok(layout::page(&visit.frame(&title, Section::Records), &content))
}

/// Two states of a record to compare.
struct Compared {
    was: Body,
    is: Body,
}

/// The states after two versions; `None` where one of them does not exist.
fn compared(acts: &[Logged], from: usize, to: usize) -> Option<Compared> {
    let plain: Vec<StoredAct> = acts.iter().map(|logged| logged.act.clone()).collect();
    let state = |number: usize| Folded::of(plain.get(..number)?).map(|folded| folded.body);
    Some(Compared { was: state(from)?, is: state(to)? })
}

fn head(say: Say, record: &Record) -> Markup {
    let title = naming::title(say, record);
    html! {
        div.head {
            p.over {
                a href=(routes::RECORDS) { (say.text("records-title")) } " · "
                a href=(address::kind(routes::RECORDS_OF, record.kind)) { (record.kind.label(say.language)) } " · "
                a href=(address::of(routes::RECORD, record.kind, record.id)) { (naming::words(say, &title)) }
            }
            h1 { (say.html("history-title", &[("record", title.into())])) }
            p.lede { (say.text("history-lede")) }
        }
    }
}

fn comparison(
    say: Say,
    kind: Kind,
    names: &Names,
    record: &Record,
    compared: Option<&Option<Compared>>,
    parameters: &Parameters,
) -> Markup {
    let Some(compared) = compared else { return html! {} };
    let version = |name: &str| parameter(parameters, name).unwrap_or_default().to_owned();
    let head = say.html("history-between", &[("from", version("from").into()), ("to", version("to").into())]);
    let Some(compared) = compared else {
        return notice::error(&html! { (say.text("history-no-version")) }, &html! {});
    };
    let evidence = address::of(routes::RECORD, record.kind, record.id);
    let differences = differences(kind, &compared.was, &compared.is);
    notice::notice(
        notice::Kind::Correction,
        &head,
        &html! {
            @if differences.is_empty() { p { (say.text("past-same")) } }
            @for difference in &differences {
                p { (one(say, &past::change(say, kind, names, &evidence, difference))) }
            }
        },
    )
}

fn compare_form(say: Say, record: &Record, versions: usize, parameters: &Parameters) -> Markup {
    if versions < 2 {
        return html! {};
    }
    let choice = |name: &'static str, label: &'static str, default: usize| {
        let chosen = parameter(parameters, name).and_then(|text| text.parse().ok()).unwrap_or(default);
        html! {
            label.field {
                (say.text(label))
                select name=(name) {
                    @for number in (1..=versions).rev() {
                        option value=(number) selected[number == chosen] { (number) }
                    }
                }
            }
        }
    };
    html! {
        section.part #compare {
            h2 { (say.text("history-compare")) }
            form.searchbar action=(address::of(routes::RECORD_HISTORY, record.kind, record.id)) {
                (choice("from", "history-compare-from", versions - 1))
                (choice("to", "history-compare-to", versions))
                button.btn { (say.text("history-compare-go")) }
            }
        }
    }
}
