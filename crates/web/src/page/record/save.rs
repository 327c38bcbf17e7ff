//! What the edit form does: only fields that differ from what the form showed go into an act.
//!
//! A field that somebody else changed meanwhile keeps both values as a conflict. A refusal gives the form back with
//! everything that was typed. An assessment is a judgment: changing one makes the next version and leaves the old
//! one readable; see [`super::judgment`].

use super::asked;
use super::edit::{self, BECAUSE, Draft, Opened, WHY};
use super::flat::{Flat, Wrong, differs, flatten, gather};
use super::judgment;
use crate::component::address;
use crate::component::naming;
use crate::component::shape::{Field, Shape};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::Say;
use crate::{limits, routes};
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::fold::fold;
use domain::id::{ActId, ActorId, RecordId};
use domain::kind::Kind;
use domain::vocabulary::ChangeReason;
use register::listing::{Choice, Turn};
use register::{Reason, Work};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a form asks to change.
pub(super) struct Change {
    /// New values of fields; `Null` takes a field away.
    pub fields: Map<String, Json>,
    /// The acts whose values the author saw.
    pub seen: Vec<ActId>,
    /// Fields whose open conflict this settles.
    pub settled: BTreeSet<String>,
    /// The reason.
    pub reason: Reason,
    /// The reason code.
    pub because: Option<ChangeReason>,
}

/// Where a change went: the record to show, and the act that tells of it.
pub(super) struct Kept {
    /// The record.
    pub record: RecordId,
    /// The act.
    pub act: Uuid,
}

/// POST [`routes::RECORD_EDIT`].
pub(super) async fn save(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (kind, id) = (asked::kind(&kind)?, asked::id::<RecordId>(&id)?);
    let opened = edit::open(&visit, kind, id).await?;
    let mut draft = read(sent)?;
    resolve(&visit, &opened, &mut draft).await?;
    let change = change(visit.preference.say, visit.actor(), &opened, &mut draft);
    if draft.is_unchanged || !draft.wrongs.is_empty() {
        return Ok(again(&visit, &opened, &draft));
    }
    let kept = if kind == Kind::Assessment {
        judgment::keep(&visit, &opened, &change).await
    } else {
        keep(&visit, kind, id, &change).await
    };
    match kept {
        Ok(kept) => {
            let address = address::of(routes::RECORD, kind, kept.record);
            let address = address::with(&address, &[("done", kept.act.to_string())]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(register::Error::Refused(problems)) => {
            draft.wrongs =
                problems.into_iter().filter(domain::problem::Problem::refuses).map(wrong).collect();
            Ok(again(&visit, &opened, &draft))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form with everything typed, nothing kept.
fn again(visit: &Visit, opened: &Opened, draft: &Draft) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, edit::page(visit, opened, draft)).into_response()
}

fn wrong(problem: domain::problem::Problem) -> Wrong {
    Wrong { path: problem.field, code: problem.code, details: problem.details.into_iter().collect() }
}

/// The form as it was sent.
fn read(sent: Vec<(String, String)>) -> Result<Draft, Error> {
    let mut draft = Draft::default();
    for (name, text) in sent {
        match name.as_str() {
            WHY => draft.why = super::flat::plain(&text),
            BECAUSE => draft.because = text,
            _ => {
                if let Some(field) = name.strip_prefix("head.") {
                    let acts = text.split(',').map(str::parse).collect::<Result<Vec<Uuid>, _>>();
                    draft.heads.insert(field.to_owned(), acts.map_err(|_not_an_id| Error::NotUnderstood)?);
                } else if let Some(field) = name.strip_prefix("settle.") {
                    draft.settled.insert(field.to_owned());
                } else {
                    draft.flat.insert(name, text);
                }
            }
        }
    }
    Ok(draft)
}

/// Finds the records that ids were changed to, by code or name.
async fn resolve(visit: &Visit, opened: &Opened, draft: &mut Draft) -> Result<(), Error> {
    let say = visit.preference.say;
    let mut asked: Vec<(String, Kind)> = Vec::new();
    for field in opened.open_fields() {
        let base = base(say, opened, draft, field);
        let sent = named(field, field.name, &draft.flat);
        asked.extend(sent.into_iter().filter(|(path, _)| differs(path, &draft.flat, &base)));
    }
    // Bounded by the fields of a form that were changed by hand; mostly none.
    for (path, kind) in asked.into_iter().take(limits::FORM_PARTS_MAX) {
        let text = draft.flat.get(&path).map(|text| super::flat::plain(text)).unwrap_or_default();
        draft.flat.remove(&format!("{path}.id"));
        if text.is_empty() {
            continue;
        }
        match find(visit, kind, &text).await? {
            Some(id) => drop(draft.flat.insert(format!("{path}.id"), id.to_string())),
            None => draft.wrongs.push(Wrong::new(&path, "record-not-found")),
        }
    }
    Ok(())
}

/// The inputs of ids in a field, with the kinds they name.
fn named(field: &Field, path: &str, flat: &Flat) -> Vec<(String, Kind)> {
    let members = |members: &[Field], path: &str| -> Vec<(String, Kind)> {
        members.iter().flat_map(|member| named(member, &format!("{path}.{}", member.name), flat)).collect()
    };
    match field.shape {
        Shape::Id(kind) => vec![(path.to_owned(), kind)],
        Shape::Part(fields) => members(fields, path),
        Shape::Parts(fields) => (0..super::flat::rows(path, flat))
            .flat_map(|place| members(fields, &format!("{path}.{place}")))
            .collect(),
        _ => Vec::new(),
    }
}

/// The one record of a kind with this id, code or name; `None` where there is none or more than one.
pub(in crate::page) async fn find(visit: &Visit, kind: Kind, text: &str) -> Result<Option<RecordId>, Error> {
    if let Ok(id) = text.parse::<RecordId>() {
        return Ok(visit.register.record(visit.scope, kind, id).await.ok().map(|record| record.id));
    }
    let choice = Choice { words: Some(text.to_owned()), ..Choice::default() };
    let limit = limits::NAMED_CANDIDATES;
    let found = visit.register.page_of(visit.scope, kind, &choice, &Turn::First, limit).await?;
    let wanted = fold(text);
    let exact: Vec<RecordId> = found
        .records
        .iter()
        .filter(|record| {
            let titles = [domain::language::Language::English, domain::language::Language::Arabic];
            let titles = titles.map(|language| naming::title(Say::new(language), record));
            titles.iter().map(String::as_str).chain(naming::code(record)).any(|name| fold(name) == wanted)
        })
        .map(|record| record.id)
        .collect();
    Ok(match (exact.as_slice(), found.records.as_slice()) {
        ([one], _) => Some(*one),
        ([], [only]) => Some(only.id),
        _ => None,
    })
}

/// The inputs of a field as the form was opened with: those of the value of the act it showed.
fn base(say: Say, opened: &Opened, draft: &Draft, field: &Field) -> Flat {
    let shown = draft.heads.get(field.name).and_then(|heads| heads.first());
    let value = shown.and_then(|act| opened.value(*act, field.name));
    let mut flat = Flat::new();
    flatten(say, &opened.names, field.shape, field.name, value, &mut flat);
    flat
}

/// What differs, gathered; what is wrong is left in the draft.
fn change(say: Say, actor: ActorId, opened: &Opened, draft: &mut Draft) -> Change {
    let mut fields = Map::new();
    let mut seen = BTreeSet::new();
    let mut wrongs = std::mem::take(&mut draft.wrongs);
    let mut settled = BTreeSet::new();
    for field in opened.open_fields() {
        let Some(heads) = draft.heads.get(field.name) else { continue };
        let in_conflict = opened.now.heads.get(field.name).is_some_and(|heads| heads.len() > 1);
        let settles = in_conflict && draft.settled.contains(field.name);
        if !settles && !differs(field.name, &base(say, opened, draft, field), &draft.flat) {
            continue;
        }
        // An input of this field that names no record is told already.
        if wrongs.iter().any(|wrong| wrong.path.split('.').next() == Some(field.name)) {
            continue;
        }
        let value = gather(field, field.name, &draft.flat, &mut wrongs);
        // Somebody made the very same change meanwhile: nothing is left to do.
        let is_so = opened.now.body.get(field.name).unwrap_or(&Json::Null) == &value;
        if is_so && !in_conflict {
            continue;
        }
        fields.insert(field.name.to_owned(), value);
        seen.extend(heads.iter().copied().map(ActId));
        if settles {
            settled.insert(field.name.to_owned());
        }
    }
    draft.is_unchanged = wrongs.is_empty() && fields.is_empty();
    if draft.why.is_empty() && !draft.is_unchanged {
        wrongs.push(Wrong::new(WHY, "reason-missing"));
    } else if draft.why.chars().count() > limits::REASON_CHARACTERS_MAX {
        wrongs.push(Wrong::new(WHY, "reason-too-long"));
    }
    let kind = opened.record.kind;
    let because = ChangeReason::parse(&draft.because);
    if because.is_none() && !draft.is_unchanged && (kind.is_statement() || kind == Kind::Assessment) {
        wrongs.push(Wrong::new(BECAUSE, "because-missing"));
    }
    draft.wrongs = wrongs;
    let reason = Reason { actor, why: draft.why.clone() };
    Change { fields, seen: seen.into_iter().collect(), settled, reason, because }
}

/// A piece of work with the change's reason.
pub(super) async fn begin<'visit>(visit: &'visit Visit, change: &Change) -> register::Result<Work<'visit>> {
    let work = visit.register.begin(change.reason.clone(), visit.scope.project).await?;
    Ok(match change.because {
        Some(because) => work.because(because),
        None => work,
    })
}

async fn keep(visit: &Visit, kind: Kind, id: RecordId, change: &Change) -> register::Result<Kept> {
    let mut work = begin(visit, change).await?;
    let act = work.change(kind, id, change.fields.clone(), &change.seen).await?;
    work.commit().await?;
    Ok(Kept { record: id, act })
}
