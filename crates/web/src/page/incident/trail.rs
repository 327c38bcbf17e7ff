//! How the page came to say what it says: versions of assessments, acts, proof, and the ways on from here.

use super::file::View;
use super::{address, row, sort};
use crate::component::history::{Change, Entry, history as entries};
use crate::component::table::{self, Column, Plain};
use crate::component::{figure, past, seal};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::{number, routes};
use domain::id::ActId;
use domain::kind::Kind;
use domain::record::{Assessment, Incident};
use maud::{Markup, html};
use register::history::Logged;
use register::incident::{Linked, Step};
use register::record::Record;

/// The title of the document: code and title.
pub(super) fn heading(incident: &Incident) -> String {
    match incident.codes.first() {
        Some(code) => format!("{code}: {}", incident.title),
        None => incident.title.clone(),
    }
}

/// Every version of every assessment.
pub(super) fn versions(say: Say, view: &View<'_>) -> Markup {
    let all: Vec<(&Record, Assessment)> =
        view.file.assessments.iter().filter_map(|record| Some((record, record.read().ok()?))).collect();
    if all.is_empty() {
        return html! {};
    }
    let rows = all.iter().map(|(record, judged)| {
        let slug = judged.grade.as_deref();
        vec![
            html! {
                a href=(address::record(record)) { (say.with("account-version", &[("number", Arg::from(judged.version))])) }
                @if view.file.current.contains(&record.id) { " " small.quiet { (say.text("version-current")) } }
            },
            html! { (judged.basis.label(say.language)) @if let Some(body) = &judged.body { br; small.quiet { bdi { (body) } } } },
            html! { (crate::component::grade::grade(slug, &sort::grade_label(say, slug))) },
            match &judged.killed {
                Some(killed) => figure::count(say, &address::record(record), killed),
                None => figure::not_known(say),
            },
            match &judged.rationale {
                Some(why) => html! { bdi { (why) } },
                None => figure::not_stated(say),
            },
        ]
    });
    let heads = ["version-number", "version-basis", "list-grade", "list-killed", "version-why"];
    let plain = Plain {
        caption: String::new(),
        columns: heads.iter().map(|head| Column::words(say.text(head))).collect(),
        rows: rows.collect(),
    };
    html! {
        section.part #versions {
            h2 { (say.text("versions-head")) }
            (table::scroll(&say.text("versions-head"), &table::plain(&plain)))
            p.small { a href=(routes::ASSESSMENTS.replace("{id}", &view.file.incident.id.to_string())) { (say.text("assess-versions")) } }
        }
    }
}

/// The latest acts about the incident and its assessments.
pub(super) fn history(say: Say, view: &View<'_>) -> Markup {
    let path = address::plain(routes::RECORD_HISTORY, Kind::Incident, view.file.incident.id);
    let shown: Vec<Entry> = view.file.acts.iter().map(|logged| entry(say, logged)).collect();
    html! {
        section.part #history {
            h2 { (say.text("history-head")) }
            (entries(say, &shown))
            p.small { a href=(path) { (say.text("history-all")) } }
        }
    }
}

pub(super) fn entry(say: Say, logged: &Logged) -> Entry {
    let act = &logged.act;
    let verb = act.kind.split_once('.').map_or("change", |(_, verb)| verb);
    let kind = logged.kind().map_or("", |kind| kind.label(say.language));
    let name = match verb {
        "create" => say.with("act-create", &[("kind", kind.into())]),
        "import" => say.with("act-import", &[("kind", kind.into())]),
        "narrow" | "widen" | "label" => past::verb(say, logged),
        _ => say.with("act-change", &[("kind", kind.into())]),
    };
    let fields =
        act.fields.keys().filter(|field| !["why", "project", "label", "because"].contains(&field.as_str()));
    let changes = if verb == "create" || verb == "import" {
        Vec::new()
    } else {
        fields.map(|field| change(field, act.fields.get(field))).collect()
    };
    Entry {
        name,
        address: address::act(routes::ACT, ActId(act.id)),
        when: html! {
            (date::instant_element(say, &act.at))
            @if let Some(actor) = &logged.actor { (say.text("comma")) " " bdi { (actor) } }
        },
        changes,
        reason: Some(logged.why().to_owned()).filter(|why| !why.is_empty()),
    }
}

/// A changed field with its new value where that is words or a number; the act's own page has the whole of it.
fn change(field: &str, value: Option<&serde_json::Value>) -> Change {
    let is = match value {
        Some(serde_json::Value::String(text)) => Some(html! { bdi { (text) } }),
        Some(serde_json::Value::Number(number)) => Some(html! { bdi { (number.to_string()) } }),
        Some(serde_json::Value::Null) | None => None,
        Some(_) => Some(html! { "…" }),
    };
    Change { field: field.replace('_', " "), was: None, is }
}

/// Beside the text: proof, what can be done here, and the incidents before and after.
pub(super) fn margin(say: Say, view: &View<'_>) -> Markup {
    let incident = &view.file.incident;
    html! {
        aside.margin aria-label=(say.text("margin-label")) {
            h3 { (say.text("proof-head")) }
            (proof(say, view))
            h3 { (say.text("beside-head")) }
            @if let Some(day) = view.incident.when.as_ref().and_then(domain::when::When::first_day) {
                p {
                    a href=(address::with(routes::RELEASES, &[("from", day.clone()), ("to", day.clone())])) {
                        (say.html("beside-releases", &[("day", date::interval(say, &day, Width::Full).into())]))
                    }
                    br; small.quiet { (say.text("beside-releases-words")) }
                }
            }
            (stories(say, view))
            div.controls {
                h3 { (say.text("edit-head")) }
                p { a href=(address::incident_work(incident.id)) { (say.text("work-on-this")) } }
                p { a href=(address::plain(routes::RECORD_EDIT, Kind::Incident, incident.id)) { (say.text("edit-incident")) } }
                p { a href=(routes::ASSESS.replace("{id}", &incident.id.to_string())) { (say.text("assess-propose-next")) } }
                @for (record, judged) in &view.judged {
                    p {
                        a href=(address::plain(routes::RECORD_EDIT, Kind::Assessment, record.id)) { (say.text("edit-assessment")) }
                        @if let Some(body) = &judged.body { " " small.quiet { bdi { (body) } } }
                    }
                }
                p { a href=(address::plain(routes::RECORD, Kind::Incident, incident.id)) { (say.text("edit-record")) } }
                h3 { (say.text("order-head")) }
                (step(say, "order-earlier", view.file.earlier.as_ref()))
                (step(say, "order-later", view.file.later.as_ref()))
            }
        }
    }
}

/// Whether a report only tells of the incident in a story of this register: no account, and nothing it rests on.
pub(super) fn is_story(linked: &Linked) -> bool {
    linked.role == "cites" && !linked.outgoing
}

/// The stories that cite it, in the reader's language where there are any.
fn stories(say: Say, view: &View<'_>) -> Markup {
    let all: Vec<(&Record, String)> = view
        .file
        .linked
        .iter()
        .filter(|linked| is_story(linked))
        .map(|linked| (&linked.record, linked.record.name()))
        .collect();
    let is_own = |name: &str| row::language_of(name) == say.code();
    let has_own = all.iter().any(|(_, name)| is_own(name));
    html! {
        @for (record, name) in all.iter().filter(|(_, name)| !has_own || is_own(name)) {
            p { a href=(address::record(record)) { bdi lang=(row::language_of(name)) { (name) } } }
        }
    }
}

fn step(say: Say, label: &str, step: Option<&Step>) -> Markup {
    html! {
        p {
            (say.text(label)) (say.text("colon")) " "
            @match step {
                Some(step) => {
                    a href=(address::incident(step.id)) {
                        @if let Some(code) = &step.code { bdi { (code) } (say.text("comma")) " " }
                        (row::title(say, &step.title, step.title_ar.as_deref()))
                    }
                }
                None => { span.none { (say.text("order-none")) } }
            }
        }
    }
}

fn proof(say: Say, view: &View<'_>) -> Markup {
    let head = view.file.incident.head_act;
    let logged = view.file.acts.iter().find(|logged| logged.act.id == head.0);
    let is_numbered = logged.is_none_or(|logged| logged.number.is_some());
    let words = html! {
        @match logged.and_then(|logged| logged.number) {
            Some(number) => {
                (say.html("proof-number", &[("number", Arg::Html(html! { a.fig href=(address::act(routes::ACT, head)) { bdi { (number::integer(number)) } } }))]))
            }
            None => { a href=(address::act(routes::ACT, head)) { (say.text("proof-latest")) } }
        }
    };
    html! {
        (seal::seal(&words))
        @if is_numbered {
            p { a href=(address::act(routes::ACT_PROOF, head)) { (say.text("proof-check")) } }
        } @else {
            p.small.quiet { (say.text("proof-waiting")) }
        }
    }
}
