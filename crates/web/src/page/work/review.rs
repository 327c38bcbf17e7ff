//! The review of an assessment: what it says, what changed since the version before, what is entered that supports it,
//! and a place for words beside each field.

use super::{Names, Sent, at, person};
use crate::component::naming::{self, Names as Known};
use crate::component::past::{change, differences};
use crate::component::shape::{Field, Shape, fields};
use crate::component::value::{Context, draw, label};
use crate::component::{address, form, history, keys, notice};
use crate::date;
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::Path;
use axum::response::Html;
use domain::id::{ActorId, RecordId};
use domain::kind::Kind;
use domain::record::{Assessment, Body, Review};
use domain::vocabulary::{ReviewOutcome, Stage};
use maud::{Markup, html};
use register::permission::Operation;
use register::record::Record;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// What the page shows, read.
pub(super) struct View {
    pub record: Record,
    incident: Record,
    before: Option<Record>,
    reviews: Vec<Record>,
    stage: Option<Stage>,
    authors: BTreeSet<ActorId>,
    known: Known,
}

/// GET [`routes::REVIEW`].
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Error> {
    let view = read(&visit, super::id(&id)?).await?;
    Ok(page(&visit, &view, &Sent::new(), None))
}

/// Reads what the page shows, in a number of statements that does not depend on the versions.
pub(super) async fn read(visit: &Visit, id: RecordId) -> Result<View, Error> {
    let register = &visit.register;
    let record = register.record(visit.scope, Kind::Assessment, id).await?;
    visit.note([id]).await?;
    let assessment: Assessment = record.read()?;
    let incident_id: RecordId = assessment.incident.into();
    let incident = register.record(visit.scope, Kind::Incident, incident_id).await?;
    let task = register.task(visit.scope, incident_id).await?;
    let stage = task.and_then(|task| Stage::parse(task.body.get("stage")?.as_str()?));
    let versions =
        register.records_by(visit.scope, Kind::Assessment, "incident", &[incident_id], "r.version").await?;
    let is_before = |other: &Record| {
        other.body.get("basis") == record.body.get("basis")
            && other.body.get("version").and_then(Json::as_i64) < Some(assessment.version)
    };
    let before = versions.into_iter().rfind(is_before);
    let reviews = register.records_by(visit.scope, Kind::Review, "assessment", &[id], "r.id").await?;
    let acts = register.history(visit.scope, Kind::Assessment, id).await?;
    let authors =
        acts.iter().skip(1).map(|logged| ActorId(logged.act.actor)).chain(assessment.author).collect();
    let bodies =
        [Some(&record), before.as_ref()].into_iter().flatten().map(|each| (Kind::Assessment, &each.body));
    let (mut pointed, mut open) = (BTreeSet::new(), Vec::new());
    for (kind, id) in bodies.flat_map(|(kind, body)| naming::ids(kind, body)) {
        match kind {
            Some(kind) => drop(pointed.insert((kind, id))),
            None => open.push(id),
        }
    }
    let kinds = register.kinds(visit.scope, &open).await?;
    pointed.extend(kinds.into_iter().map(|(id, kind)| (kind, id)));
    let known =
        Known { records: register.named(visit.scope, pointed).await?, actors: register.actors().await? };
    Ok(View { record, incident, before, reviews, stage, authors, known })
}

const KEYS: &[(&str, &str)] = &[("a", "keys-accept"), ("r", "keys-return"), ("Enter", "keys-enter")];

/// The page, with what was typed and what was refused.
pub(super) fn page(visit: &Visit, view: &View, typed: &Sent, wrong: Option<&str>) -> Html<String> {
    let say = visit.preference.say;
    let name = naming::title(say, &view.incident);
    let title = say.with("review-title", &[("incident", name.clone().into())]);
    let may = may(visit, view);
    let content = html! {
        div.head {
            p.over {
                a href=(routes::WORK) { (say.text("work-title")) } " · "
                a href=(at(routes::INCIDENT_WORK, view.incident.id)) { (naming::words(say, &name)) }
            }
            h1 { (say.text("review-head")) }
            p.lede { (naming::title(say, &view.record)) }
        }
        @if let Some(wrong) = wrong { (notice::error(&html! { (wrong) }, &html! { p { (say.text("advice-invalid")) } })) }
        (changed(say, view))
        (earlier(say, view))
        @match may {
            Ok(()) => { (decision(visit, view, typed)) (keys::legend(visit.preference, KEYS)) }
            Err(why) => { p.notice.notice-plain { (say.text(why)) } (statement(say, view, None)) }
        }
    };
    let mut frame = visit.frame(&title, Section::Work);
    frame.is_work = true;
    frame.has_keys = true;
    layout::page(&frame, &content)
}

/// Whether the reader may decide, or the message that says why not. The register decides again when it is sent.
fn may(visit: &Visit, view: &View) -> Result<(), &'static str> {
    if view.stage != Some(Stage::InReview) {
        return Err("review-not-handed-in");
    }
    if view.authors.contains(&visit.actor()) {
        return Err("review-own");
    }
    if visit.permit.may(Operation::Review) { Ok(()) } else { Err("review-not-yours") }
}

/// What the version before said otherwise.
fn changed(say: Say, view: &View) -> Markup {
    let Some(before) = &view.before else { return html! {} };
    let evidence = address::of(routes::RECORD, Kind::Assessment, before.id);
    let unlike = ["version", "author", "reviewer"];
    let differing = differences(Kind::Assessment, &before.body, &view.record.body);
    let differing: Vec<_> = differing.iter().filter(|one| !unlike.contains(&one.field.as_str())).collect();
    let head = html! { (say.text("review-since")) " " a href=(evidence) { (naming::title(say, before)) } };
    notice::notice(
        notice::Kind::Correction,
        &head,
        &html! {
            @if differing.is_empty() { p { (say.text("past-same")) } }
            @for one in differing {
                p { (history::one(say, &change(say, Kind::Assessment, &view.known, &evidence, one))) }
            }
        },
    )
}

/// What reviewers said of it before.
fn earlier(say: Say, view: &View) -> Markup {
    html! {
        @for record in &view.reviews {
            @if let Ok(review) = record.read::<Review>() { (one_review(say, &view.known.actors, record, &review)) }
        }
    }
}

fn one_review(say: Say, names: &Names, record: &Record, review: &Review) -> Markup {
    let head = html! {
        strong { (review.outcome.label(say.language)) } " · " (person(names, review.reviewer)) " · "
        a href=(address::of(routes::RECORD, Kind::Review, record.id)) { (say.text("review-record")) }
    };
    let kind =
        if review.outcome == ReviewOutcome::Returned { notice::Kind::Conflict } else { notice::Kind::Done };
    notice::notice(
        kind,
        &head,
        &html! {
            @if let Some(words) = &review.words { p { (naming::words(say, words)) } }
            @for comment in &review.comments {
                p { (field_label(say, &comment.field)) (say.text("colon")) " " (naming::words(say, &comment.words)) }
            }
        },
    )
}

fn field_label(say: Say, name: &str) -> String {
    if fields(Kind::Assessment).iter().any(|field| field.name == name) {
        label(say, name)
    } else {
        name.to_owned()
    }
}

/// The fields of the assessment that say something of what happened.
pub(super) fn reviewed(body: &Body) -> impl Iterator<Item = &'static Field> {
    fields(Kind::Assessment).iter().filter(|field| {
        body.get(field.name).is_some_and(|value| !value.is_null())
            && !matches!(field.shape, Shape::Raw)
            && !["incident", "version", "basis", "author", "note"].contains(&field.name)
    })
}

/// The assessment as a list; with `typed` a place for words beside each field.
fn statement(say: Say, view: &View, typed: Option<&Sent>) -> Markup {
    let evidence = address::of(routes::RECORD, Kind::Assessment, view.record.id);
    let context = Context { say, names: &view.known, evidence: &evidence };
    html! {
        dl.facts.part {
            @for field in reviewed(&view.record.body) {
                div {
                    dt { (label(say, field.name)) }
                    dd {
                        @if let Some(value) = view.record.body.get(field.name) { (draw(context, field.shape, value)) }
                    }
                    @if let Some(typed) = typed {
                        @let name = format!("comment.{}", field.name);
                        dd {
                            label.hide for=(name) { (say.with("review-words-beside", &[("field", label(say, field.name).into())])) }
                            input type="text" id=(name) name=(name) maxlength="2000" dir="auto"
                                placeholder=(say.text("review-words-here")) value=(super::sent(typed, &name).unwrap_or_default());
                        }
                    }
                }
            }
        }
    }
}

fn decision(visit: &Visit, view: &View, typed: &Sent) -> Markup {
    let say = visit.preference.say;
    let supported = format!("{}#supported", address::record(Kind::Incident, view.incident.id));
    let value = |name: &str| super::sent(typed, name).unwrap_or_default().to_owned();
    html! {
        form.form method="post" action=(at(routes::REVIEW, view.record.id)) {
            input type="hidden" name="version" value=(view.record.head_act);
            p.small { a href=(supported) { (say.text("review-supported")) } }
            (statement(say, view, Some(typed)))
            (form::lines(&form::Field { name: "words", label: &say.text("review-words"), value: &value("words"), hint: Some(&say.text("review-words-hint")), ..form::Field::default() }, 3, limits::REASON_CHARACTERS_MAX))
            div.decide {
                button.btn.btn-main name="do" value="accepted" aria-keyshortcuts=[keys::shortcut(visit.preference, "a")] { (say.text("review-accept")) }
                button.btn name="do" value="returned" aria-keyshortcuts=[keys::shortcut(visit.preference, "r")] { (say.text("review-return")) }
            }
            @if let Some(at) = date::of_act(view.record.head_act) { p.small.quiet { (say.text("review-covers")) " " (date::instant_element(say, &at)) } }
        }
    }
}
