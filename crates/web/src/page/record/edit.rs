//! The form that changes fields of a record, with the reason; what it does with them is [`super::save`].
//!
//! It carries, field by field, the acts whose values it showed, so that a change made meanwhile is noticed.
//! `?keep=FIELD:ACT` opens it to settle a conflict with the value of that act.

use super::asked::{self, Parameters, parameter};
use super::flat::{Flat, Wrong, flatten, is_open};
use super::inputs::{self, Typed};
use crate::component::naming::{self, Names};
use crate::component::shape::{Field, field, fields};
use crate::component::value::{self, Context};
use crate::component::{address, form, notice};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use crate::layout::{self, Section};
use crate::{limits, routes};
use axum::extract::{Path, Query};
use axum::response::Html;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::Body;
use domain::vocabulary::ChangeReason;
use maud::{Markup, html};
use register::fold::{Folded, StoredAct};
use register::history::Logged;
use register::record::Record;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Name of the input that holds the reason.
pub(super) const WHY: &str = "act.why";
/// Name of the input that holds the reason code.
pub(super) const BECAUSE: &str = "act.because";

/// A record opened for editing.
pub(super) struct Opened {
    /// The record.
    pub record: Record,
    /// Its acts, first to last.
    pub acts: Vec<Logged>,
    /// Its state now.
    pub now: Folded,
    /// Names of what its ids point at.
    pub names: Names,
}

/// What stands in the form.
#[derive(Default)]
pub(super) struct Draft {
    /// Inputs by name.
    pub flat: Flat,
    /// Acts whose values were shown, by field.
    pub heads: BTreeMap<String, Vec<Uuid>>,
    /// Fields whose conflict the change settles.
    pub settled: BTreeSet<String>,
    /// The reason.
    pub why: String,
    /// The reason code of a change to a statement or judgment.
    pub because: String,
    /// What is wrong with it.
    pub wrongs: Vec<Wrong>,
    /// Nothing differs from what is recorded.
    pub is_unchanged: bool,
}

/// GET [`routes::RECORD_EDIT`].
pub(super) async fn show(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Error> {
    let opened = open(&visit, asked::kind(&kind)?, asked::id(&id)?).await?;
    let mut draft = draft_of(visit.preference.say, &opened);
    if let Some((name, act)) = parameter(&parameters, "keep").and_then(|keep| keep.split_once(':')) {
        keep(visit.preference.say, &opened, &mut draft, name, act);
    }
    Ok(page(&visit, &opened, &draft))
}

/// Reads a record for editing.
pub(super) async fn open(visit: &Visit, kind: Kind, id: RecordId) -> Result<Opened, Error> {
    if matches!(kind, Kind::Link | Kind::Project) {
        return Err(Error::NotFound);
    }
    visit.permit.require_change(kind)?;
    let record = visit.register.record(visit.scope, kind, id).await?;
    visit.note([id]).await?;
    let acts = visit.register.history(visit.scope, kind, id).await?;
    let plain: Vec<StoredAct> = acts.iter().map(|logged| logged.act.clone()).collect();
    let now = Folded::of(&plain).ok_or(Error::NotFound)?;
    // Earlier values are named too: a form may have been opened before somebody changed one.
    let bodies: Vec<Body> =
        acts.iter().map(|logged| logged.act.fields.clone().into_iter().collect::<Body>()).collect();
    let names = asked::names(visit, bodies.iter().map(|body| (kind, body)), []).await?;
    Ok(Opened { record, acts, now, names })
}

impl Opened {
    /// The value that an act gave a field; `None` where it gave none.
    pub(super) fn value(&self, act: Uuid, name: &str) -> Option<&Json> {
        let logged = self.acts.iter().find(|logged| logged.act.id == act)?;
        logged.act.fields.get(name).filter(|value| !value.is_null())
    }

    /// The acts that hold a field now.
    pub(super) fn heads(&self, name: &str) -> Vec<Uuid> {
        let heads = self.now.heads.get(name);
        heads.map_or_else(|| vec![self.now.first_act], |heads| heads.iter().map(|head| head.act).collect())
    }

    /// The fields that may be changed.
    pub(super) fn open_fields(&self) -> impl Iterator<Item = &'static Field> {
        fields(self.record.kind).iter().filter(|field| is_open(field))
    }
}

fn draft_of(say: Say, opened: &Opened) -> Draft {
    let mut draft = Draft::default();
    for field in opened.open_fields() {
        let value = opened.now.body.get(field.name);
        flatten(say, &opened.names, field.shape, field.name, value, &mut draft.flat);
        draft.heads.insert(field.name.to_owned(), opened.heads(field.name));
    }
    draft
}

/// Puts the value of one act of a conflict into the form, to settle it.
fn keep(say: Say, opened: &Opened, draft: &mut Draft, name: &str, act: &str) {
    let known = opened.now.heads.get(name).filter(|heads| heads.len() > 1);
    let head = known.and_then(|heads| heads.iter().find(|head| head.act.to_string() == act));
    let (Some(head), Some(field)) = (head, field(opened.record.kind, name)) else { return };
    draft.flat.retain(|input, _| input != name && !input.starts_with(&format!("{name}.")));
    flatten(say, &opened.names, field.shape, name, Some(&head.value), &mut draft.flat);
    draft.settled.insert(name.to_owned());
    ChangeReason::SettlesConflict.slug().clone_into(&mut draft.because);
}

/// The fields that a correction is mostly about: shown first, the others folded.
const fn headline(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Tally => &["count"],
        Kind::Assessment => &["grade", "killed", "injured", "rationale"],
        Kind::Finding => &["outcome", "killed", "injured"],
        Kind::ReleaseLine => &["strikes", "engagements", "place_words", "when"],
        _ => &[],
    }
}

/// The page with the form, as opened or as sent back.
pub(super) fn page(visit: &Visit, opened: &Opened, draft: &Draft) -> Html<String> {
    let say = visit.preference.say;
    let record = &opened.record;
    let name = naming::title(say, record);
    let is_toll = matches!(record.kind, Kind::Tally | Kind::Assessment);
    let title =
        say.with(if is_toll { "edit-title-toll" } else { "edit-title" }, &[("record", name.as_str().into())]);
    let sentences = sentences(say, &draft.wrongs);
    let typed = Typed { say, flat: &draft.flat, wrongs: &sentences };
    let content = html! {
        div.head {
            p.over {
                a href=(routes::RECORDS) { (say.text("records-title")) } " · "
                @if let Some(parent) = naming::parent(record) { (opened.names.link(say, parent)) " · " }
                a href=(address::of(routes::RECORD, record.kind, record.id)) { (naming::words(say, &name)) }
            }
            h1 { (say.html(if is_toll { "edit-title-toll" } else { "edit-title" }, &[("record", name.as_str().into())])) }
            p.lede { (say.text(lede(record.kind))) }
        }
        (refusal(say, record.kind, draft, &sentences))
        (conflicts(say, opened, draft))
        form.form method="post" action=(address::of(routes::RECORD_EDIT, record.kind, record.id)) {
            (hidden(draft))
            (body(say, opened, draft, typed))
        }
    };
    let mut frame = visit.frame(&title, Section::Records);
    frame.is_work = true;
    layout::page(&frame, &content)
}

const fn lede(kind: Kind) -> &'static str {
    if matches!(kind, Kind::Assessment) {
        "edit-lede-assessment"
    } else if kind.is_statement() {
        "edit-lede-statement"
    } else {
        "edit-lede"
    }
}

/// What is wrong in words, with what to do, by input.
pub(in crate::page) fn sentences(say: Say, wrongs: &[Wrong]) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for wrong in wrongs {
        let details: Vec<(&str, Arg)> =
            wrong.details.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
        let mut sentence = say.error(&wrong.code, &details);
        let advice = format!("error-do-{}", wrong.code);
        if say.has(&advice) {
            sentence = format!("{sentence} {}", say.text(&advice));
        }
        sentences.entry(wrong.path.clone()).or_insert(sentence);
    }
    sentences
}

/// Above the form: that nothing was kept, and why.
fn refusal(say: Say, kind: Kind, draft: &Draft, sentences: &BTreeMap<String, String>) -> Markup {
    if draft.is_unchanged {
        return notice::notice(
            notice::Kind::Plain,
            &html! { (say.text("edit-unchanged")) },
            &html! {
                p { (say.text("edit-unchanged-words")) }
            },
        );
    }
    if draft.wrongs.is_empty() {
        return html! {};
    }
    notice::error(
        &html! { (say.text("edit-refused")) },
        &html! {
            p { (say.text("edit-refused-words")) }
            ul {
                @for (path, sentence) in sentences {
                    @let top = path.split('.').next().unwrap_or_default();
                    li {
                        @if field(kind, top).is_some() { (value::label(say, top)) (say.text("colon")) " " }
                        (sentence)
                    }
                }
            }
        },
    )
}

/// The open conflicts of the record, with the way to settle each.
fn conflicts(say: Say, opened: &Opened, draft: &Draft) -> Markup {
    html! {
        @for (name, heads) in opened.now.conflicts().filter(|(name, _)| !draft.settled.contains(*name)) {
            @let label = value::label(say, name);
            (notice::notice(notice::Kind::Conflict, &say.html("conflict-of", &[("field", label.into())]), &html! {
                table.tight { tbody {
                    @for head in heads {
                        @let address = address::of(routes::RECORD_EDIT, opened.record.kind, opened.record.id);
                        @let keep = address::with(&address, &[("keep", format!("{name}:{}", head.act))]);
                        @let context = Context { say, names: &opened.names, evidence: &keep };
                        tr {
                            td { @if let Some(field) = field(opened.record.kind, name) { (value::draw(context, field.shape, &head.value)) } }
                            td { a.btn.btn-quiet href=(keep) { (say.text("conflict-keep")) } }
                        }
                    }
                } }
            }))
        }
    }
}

fn hidden(draft: &Draft) -> Markup {
    html! {
        @for (field, heads) in &draft.heads {
            @let heads: Vec<String> = heads.iter().map(Uuid::to_string).collect();
            input type="hidden" name={ "head." (field) } value=(heads.join(","));
        }
        @for field in &draft.settled { input type="hidden" name={ "settle." (field) } value="yes"; }
    }
}

fn body(say: Say, opened: &Opened, draft: &Draft, typed: Typed<'_>) -> Markup {
    let first = headline(opened.record.kind);
    let is_first = |field: &&'static Field| {
        first.is_empty() || first.contains(&field.name) || draft.settled.contains(field.name)
    };
    let (shown, folded): (Vec<_>, Vec<_>) = opened.open_fields().partition(is_first);
    let is_wrong = folded.iter().any(|field: &&Field| {
        draft.wrongs.iter().any(|wrong| wrong.path.split('.').next() == Some(field.name))
    });
    html! {
        @for field in shown { (one(say, opened, draft, typed, field)) }
        @if !folded.is_empty() {
            details open[is_wrong] {
                summary { (say.text("edit-other-fields")) }
                @for field in folded { (one(say, opened, draft, typed, field)) }
            }
        }
        @if opened.record.kind.is_statement() || opened.record.kind == Kind::Assessment {
            (because(say, draft, typed))
        }
        (why(say, draft, typed))
        p.actions {
            button.btn.btn-main { (say.text("edit-save")) }
            a href=(address::of(routes::RECORD, opened.record.kind, opened.record.id)) { (say.text("edit-leave")) }
        }
    }
}

/// A field with its inputs and, under them, what is recorded now.
fn one(say: Say, opened: &Opened, draft: &Draft, typed: Typed<'_>, field: &Field) -> Markup {
    let evidence = address::of(routes::RECORD_HISTORY, opened.record.kind, opened.record.id);
    let context = Context { say, names: &opened.names, evidence: &evidence };
    let now = opened.now.body.get(field.name);
    let is_changed_meanwhile =
        draft.heads.get(field.name).is_some_and(|heads| *heads != opened.heads(field.name));
    html! {
        (inputs::field(typed, field, field.name))
        @if is_changed_meanwhile {
            p.small {
                (say.text("edit-changed-meanwhile")) " "
                @match now { Some(now) => (value::brief(context, field.shape, now)), None => (crate::component::figure::not_stated(say)) }
            }
        }
    }
}

/// The reason. Its input cannot be called `reason`: findings have a field of that name.
fn why(say: Say, draft: &Draft, typed: Typed<'_>) -> Markup {
    let (label, hint) = (say.text("form-reason"), say.text("form-reason-hint"));
    let input = form::Field {
        name: WHY,
        label: &label,
        value: &draft.why,
        hint: Some(&hint),
        wrong: typed.wrongs.get(WHY).map(String::as_str),
        is_required: true,
    };
    form::lines(&input, 3, limits::REASON_CHARACTERS_MAX)
}

fn because(say: Say, draft: &Draft, typed: Typed<'_>) -> Markup {
    let label = say.text("edit-because");
    let input = form::Field {
        name: BECAUSE,
        label: &label,
        value: &draft.because,
        wrong: typed.wrongs.get(BECAUSE).map(String::as_str),
        ..form::Field::default()
    };
    let reasons = ChangeReason::ALL
        .iter()
        .filter(|reason| **reason != ChangeReason::SettlesConflict || !draft.settled.is_empty())
        .map(|reason| (reason.slug().to_owned(), reason.label(say.language).to_owned()));
    let options: Vec<_> = std::iter::once((String::new(), say.text("edit-choose"))).chain(reasons).collect();
    form::choice(&input, &options)
}
