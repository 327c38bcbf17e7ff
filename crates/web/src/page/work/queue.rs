//! The queue: tasks of one stage, due first, with a button to take what is nobody's; beside it what waits for a
//! second person and who asks for the reader's attention.

use super::{Names, at, person};
use crate::component::paging::{self, Paging};
use crate::component::table::{self, Column, Plain};
use crate::component::{address, empty, keys, naming};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::page::incident::since_mark;
use crate::{limits, routes};
use axum::extract::Query;
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Task;
use domain::vocabulary::{Role, Stage};
use maud::{Markup, html};
use register::look::Since;
use register::permission::Operation;
use register::record::Record;
use register::team::comment::Said;
use register::team::queue::{Queued, Whose};
use std::collections::BTreeMap;

/// Whose tasks, as an address says it.
const WHOSE: [(&str, &str); 3] =
    [("all", "work-whose-all"), ("mine", "work-whose-mine"), ("nobody", "work-whose-nobody")];

const KEYS: &[(&str, &str)] =
    &[("j", "keys-next"), ("k", "keys-previous"), ("t", "keys-take"), ("Enter", "keys-enter")];

/// GET [`routes::WORK`].
pub(super) async fn show(
    visit: Visit,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Error> {
    let asked = |name: &str| super::sent(&parameters, name);
    let whose_slug =
        asked("whose").filter(|slug| WHOSE.iter().any(|(each, _)| each == slug)).unwrap_or("all");
    let whose = match whose_slug {
        "mine" => Whose::Of(visit.actor()),
        "nobody" => Whose::Nobody,
        _ => Whose::Anybody,
    };
    let counts = visit.register.stages(visit.scope, whose).await?;
    let stage = asked("stage").and_then(Stage::parse).unwrap_or_else(|| first_stage(&visit, &counts));
    let after = asked("after").map(super::id).transpose()?;
    let limit = i64::try_from(limits::PAGE_ROWS_MAX).unwrap_or(i64::MAX);
    let mut queue = visit.register.queue(visit.scope, stage, whose, after, limit + 1).await?;
    let has_more = queue.len() > limits::PAGE_ROWS_MAX;
    queue.truncate(limits::PAGE_ROWS_MAX);
    let incidents: Vec<RecordId> = queue.iter().map(|queued| queued.incident.id).collect();
    let changed = visit.register.changed_since_looks(&visit.permit, &incidents).await?;
    let mentions = visit.register.mentions_of(visit.scope, visit.actor(), limits::MENTIONS_SHOWN).await?;
    let about = mentions.iter().map(|said| (said.comment.about_kind, said.comment.about));
    let about = visit.register.named(visit.scope, about).await?;
    visit.note(about.keys().copied()).await?;
    let waiting = visit.register.open_approvals(visit.scope, limits::MENTIONS_SHOWN).await?.len();
    let (saved, alerts) = visit.register.search_alerts(&visit.permit).await?;
    let names = visit.register.actors().await?;
    let say = visit.preference.say;
    let title = say.text("work-title");
    let list = List {
        whose: whose_slug,
        stage,
        counts: &counts,
        queue: &queue,
        changed: &changed,
        has_more,
        names: &names,
    };
    let content = html! {
        div.head {
            h1 { (title) }
            p.lede { (say.text("work-lede")) }
            p.small {
                a href=(routes::CODING) { (say.text("coding-title")) }
                " · " a href=(routes::FEEDBACK) { (say.text("feedback-title")) }
                @if visit.permit.may(Operation::Label) {
                    " · " a href=(routes::LEGAL) { (say.text("legal-title")) }
                    " · " a href=(routes::ERASURES) { (say.text("erasures-title")) }
                    " · " a href=(routes::CUSTODIAN_KEYS) { (say.text("custodian-keys-title")) }
                }
            }
        }
        div.with-margin {
            div { (tabs(say, &list)) (tasks(&visit, &list)) (keys::legend(visit.preference, KEYS)) }
            (margin(say, (&mentions, &about), waiting, (saved, alerts), &names))
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    frame.has_keys = true;
    Ok(layout::page(&frame, &content))
}

/// Reviewers begin at what was handed in, everybody else at what is new; either gives way to what there is.
fn first_stage(visit: &Visit, counts: &[(Stage, i64)]) -> Stage {
    let own = if visit.permit.roles().contains(&Role::Researcher) || !visit.permit.may(Operation::Review) {
        Stage::New
    } else {
        Stage::InReview
    };
    let has = |stage: Stage| counts.iter().any(|(each, _)| *each == stage);
    if has(own) { own } else { counts.first().map_or(own, |(stage, _)| *stage) }
}

struct List<'page> {
    whose: &'page str,
    stage: Stage,
    counts: &'page [(Stage, i64)],
    queue: &'page [Queued],
    changed: &'page BTreeMap<RecordId, Since>,
    has_more: bool,
    names: &'page Names,
}

fn address_of(stage: Stage, whose: &str, after: Option<RecordId>) -> String {
    let mut pairs = vec![("stage", stage.slug().to_owned())];
    if whose != "all" {
        pairs.push(("whose", whose.to_owned()));
    }
    pairs.extend(after.map(|after| ("after", after.to_string())));
    address::with(routes::WORK, &pairs)
}

fn tabs(say: Say, list: &List<'_>) -> Markup {
    let count =
        |stage: Stage| list.counts.iter().find(|(each, _)| *each == stage).map_or(0, |(_, count)| *count);
    html! {
        nav.tabs aria-label=(say.text("work-stages")) {
            @for stage in Stage::ALL {
                a href=(address_of(*stage, list.whose, None)) aria-current=[(*stage == list.stage).then_some("page")] {
                    (stage.label(say.language)) " " bdi { (crate::number::integer(count(*stage))) }
                }
            }
        }
        p.small {
            @for (index, (slug, message)) in WHOSE.iter().enumerate() {
                @if index > 0 { " · " }
                @if *slug == list.whose { strong { (say.text(message)) } }
                @else { a href=(address_of(list.stage, slug, None)) { (say.text(message)) } }
            }
        }
    }
}

fn tasks(visit: &Visit, list: &List<'_>) -> Markup {
    let say = visit.preference.say;
    if list.queue.is_empty() {
        let title = say.with("work-nothing", &[("stage", list.stage.label(say.language).into())]);
        let all = html! { a href=(routes::INCIDENTS) { (say.text("work-to-incidents")) } };
        return empty::nothing_yet(&title, &say.text("work-nothing-words"), &all);
    }
    let rows = list.queue.iter().map(|queued| row(visit, list, queued)).collect();
    let columns = ["label-incident", "label-due", "label-assignee", "work-next"];
    let columns = columns.iter().map(|name| Column::words(say.text(name))).collect();
    let next = list.queue.last().filter(|_| list.has_more);
    let next = next.map(|last| address_of(list.stage, list.whose, Some(last.task.id)));
    html! {
        (table::plain(&Plain { caption: String::new(), columns, rows }))
        (paging::paging(say, &Paging { orders: Vec::new(), previous: None, next }))
    }
}

fn row(visit: &Visit, list: &List<'_>, queued: &Queued) -> Vec<Markup> {
    let say = visit.preference.say;
    let task: Option<Task> = queued.task.read().ok();
    let assignee = task.as_ref().and_then(|task| task.assignee);
    let due = task.as_ref().and_then(|task| task.due.clone());
    let incident = html! {
        a href=(at(routes::INCIDENT_WORK, queued.incident.id)) {
            (naming::called(say, &queued.incident))
        }
        (since_mark(say, queued.incident.id, list.changed.get(&queued.incident.id)))
    };
    let due = html! {
        @match &due {
            Some(due) => { (crate::date::element(say, due, crate::date::Width::Short)) @if is_over(visit, due) { " " strong { (say.text("work-overdue")) } } }
            None => span.none { (say.text("work-no-due")) }
        }
    };
    let whose = html! {
        @match assignee { Some(actor) => (person(list.names, actor)), None => span.none { (say.text("work-nobody")) } }
    };
    let next = html! {
        @if assignee.is_none() {
            form method="post" action=(at(routes::TASK, queued.task.id)) {
                button.btn.btn-quiet name="do" value="take" aria-keyshortcuts=[keys::shortcut(visit.preference, "t")] { (say.text("work-take")) }
            }
        } @else if assignee == Some(visit.actor()) {
            form method="post" action=(at(routes::TASK, queued.task.id)) {
                button.btn.btn-quiet name="do" value="give-back" aria-keyshortcuts=[keys::shortcut(visit.preference, "t")] { (say.text("work-give-back")) }
            }
        } @else {
            span.none { (say.text("work-next-none")) }
        }
    };
    vec![incident, due, whose, next]
}

fn is_over(visit: &Visit, due: &str) -> bool {
    visit.standing.as_of.get(..10).is_some_and(|today| due < today)
}

fn margin(
    say: Say,
    (mentions, about): (&[Said], &BTreeMap<RecordId, Record>),
    waiting: usize,
    (saved, alerts): (usize, usize),
    names: &Names,
) -> Markup {
    html! {
        aside.margin aria-label=(say.text("work-for-you")) {
            h3 { (say.text("work-mentions")) }
            @if mentions.is_empty() { p.small.quiet { (say.text("work-mentions-none")) } }
            @for said in mentions { (mention(say, said, about, names)) }
            h3 { (say.text("searches-title")) }
            p {
                @if saved == 0 { a href=(routes::SEARCHES) { (say.text("searches-none")) } }
                @else { a href=(routes::SEARCHES) { (say.with("searches-alerts", &[("count", alerts.into())])) } }
            }
            h3 { (say.text("work-second")) }
            p {
                a href=(routes::APPROVALS) { (say.with("work-second-count", &[("count", waiting.into())])) }
            }
        }
    }
}

fn mention(say: Say, said: &Said, about: &BTreeMap<RecordId, Record>, names: &Names) -> Markup {
    let comment = &said.comment;
    let to = match comment.about_kind {
        Kind::Incident => at(routes::INCIDENT_WORK, comment.about),
        Kind::Assessment => at(routes::REVIEW, comment.about),
        kind => address::record(kind, comment.about),
    };
    html! {
        p {
            a href=(to) {
                @match about.get(&comment.about) {
                    Some(record) => (naming::called(say, record)),
                    None => (comment.about_kind.label(say.language)),
                }
            }
            br; small.quiet { (person(names, said.by)) }
        }
        p { (naming::words(say, &comment.words)) }
    }
}
