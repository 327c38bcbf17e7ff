//! One form that makes a record of a kind: an input for every field that can be typed, who may see it, and the reason.
//!
//! What the page is about (a source, an incident, a record) is set and not typed. Refused, it comes back as it was
//! sent. Start at [`blank`] and [`keep`].

use super::Sent;
use crate::component::form::{self, Field as Input};
use crate::component::notice;
use crate::component::shape::{Field, Shape, fields};
use crate::component::value;
use crate::desk::Visit;
use crate::error::Error;
use crate::layout::{self, Section};
use crate::limits;
use crate::page::record::flat::{Flat, Wrong, gather, is_open, plain};
use crate::page::record::inputs::{self, Typed};
use crate::page::record::{find, sentences};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::problem::Problem;
use domain::record::Body;
use domain::vocabulary::AccessLabel;
use maud::{Markup, html};
use register::Reason;
use register::permission::Operation;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Name of the input that holds the reason: some kinds have a field `reasons`, findings one `reason`.
const WHY: &str = "act.why";
/// Name of the input that says who may see the record.
const LABEL: &str = "act.label";

/// What a form is for.
pub(super) struct Sheet<'page> {
    /// The kind it makes.
    pub kind: Kind,
    /// What is set, not typed.
    pub set: Body,
    /// Fields that are not asked for here.
    pub without: &'static [&'static str],
    /// Fields that are asked for although the edit form does not offer them.
    pub also: &'static [&'static str],
    /// Of those, the ones without which there is no record.
    pub needs: &'static [&'static str],
    /// Where it is sent.
    pub action: String,
    /// Messages of the title and of what stands under it.
    pub title: &'static str,
    /// What stands under it.
    pub lede: &'static str,
    /// The way back.
    pub over: Markup,
    /// Inputs of its own, before the others.
    pub first: Markup,
    /// What stands above the form.
    pub above: Markup,
    /// Who may see the record, unless somebody chooses otherwise; `None` where it is not asked.
    pub label: Option<AccessLabel>,
    /// The section of the page.
    pub section: Section,
    /// The reader.
    pub visit: &'page Visit,
}

/// What was typed.
#[derive(Default)]
pub(super) struct Draft {
    /// Inputs by name.
    pub flat: Flat,
    /// What is wrong.
    pub wrongs: Vec<Wrong>,
}

/// A record that can be made.
pub(super) struct Made {
    /// Its fields.
    pub body: Body,
    /// Who may see it.
    pub label: AccessLabel,
    /// Who makes it, and why.
    pub reason: Reason,
}

impl Sheet<'_> {
    fn asked(&self) -> impl Iterator<Item = &'static Field> {
        let is_asked = |field: &&'static Field| {
            (is_open(field) || self.also.contains(&field.name))
                && !self.set.contains_key(field.name)
                && !self.without.contains(&field.name)
        };
        fields(self.kind).iter().filter(is_asked)
    }
}

/// The form before anything was typed.
pub(super) fn blank(sheet: &Sheet<'_>) -> Html<String> {
    page(sheet, &Draft::default())
}

/// The form with what is recorded.
pub(super) fn filled(sheet: &Sheet<'_>, draft: &Draft) -> Html<String> {
    page(sheet, draft)
}

/// The form as it was sent, with what is wrong.
pub(super) fn again(sheet: &Sheet<'_>, draft: &Draft) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(sheet, draft)).into_response()
}

/// What was sent, as a record; what is wrong stays in the draft.
pub(super) async fn keep(sheet: &Sheet<'_>, form: Sent) -> Result<(Draft, Option<Made>), Error> {
    let mut draft = Draft { flat: form.into_iter().collect(), wrongs: Vec::new() };
    let mut body = sheet.set.clone();
    for field in sheet.asked() {
        name_record(sheet.visit, field, &mut draft).await?;
        let value = gather(field, field.name, &draft.flat, &mut draft.wrongs);
        let is_told = draft.wrongs.iter().any(|wrong| wrong.path == field.name);
        if value.is_null() && !is_told && sheet.needs.contains(&field.name) {
            draft.wrongs.push(Wrong::new(field.name, "field-empty"));
        }
        let is_unmarked = matches!(field.shape, Shape::Mark) && value == Json::Bool(false);
        if !value.is_null() && !is_unmarked {
            body.insert(field.name.to_owned(), value);
        }
    }
    let why = draft.flat.get(WHY).map(|text| plain(text)).unwrap_or_default();
    if why.is_empty() {
        draft.wrongs.push(Wrong::new(WHY, "reason-missing"));
    } else if why.chars().count() > limits::REASON_CHARACTERS_MAX {
        draft.wrongs.push(Wrong::new(WHY, "reason-too-long"));
    }
    let label = draft.flat.get(LABEL).and_then(|text| AccessLabel::parse(text));
    let label = label.or(sheet.label).unwrap_or(AccessLabel::Team);
    let made = Made { body, label, reason: Reason { actor: sheet.visit.actor(), why } };
    let is_right = draft.wrongs.is_empty();
    Ok((draft, is_right.then_some(made)))
}

/// What the register refused, beside the inputs it is about.
pub(super) fn refused(draft: &mut Draft, problems: Vec<Problem>) {
    let problems = problems.into_iter().filter(Problem::refuses);
    draft.wrongs = problems
        .map(|problem| Wrong {
            path: problem.field,
            code: problem.code,
            details: problem.details.into_iter().collect(),
        })
        .collect();
}

/// Finds the record that an input names by its code or name.
async fn name_record(visit: &Visit, field: &Field, draft: &mut Draft) -> Result<(), Error> {
    let Shape::Id(kind) = field.shape else { return Ok(()) };
    let text = draft.flat.get(field.name).map(|text| plain(text)).unwrap_or_default();
    if text.is_empty() {
        return Ok(());
    }
    match find(visit, kind, &text).await? {
        Some(id) => drop(draft.flat.insert(format!("{}.id", field.name), id.to_string())),
        None => drop(draft.flat.remove(&format!("{}.id", field.name))),
    }
    Ok(())
}

fn page(sheet: &Sheet<'_>, draft: &Draft) -> Html<String> {
    let say = sheet.visit.preference.say;
    let title = say.text(sheet.title);
    let sentences = sentences(say, &draft.wrongs);
    let typed = Typed { say, flat: &draft.flat, wrongs: &sentences };
    let content = html! {
        div.head {
            p.over { (sheet.over) }
            h1 { (title) }
            p.lede { (say.text(sheet.lede)) }
        }
        (sheet.above)
        @if !sentences.is_empty() { (refusal(sheet, &sentences)) }
        // What only operations of their own write is behind a page that nobody else is shown.
        @if Operation::to_write(sheet.kind).is_none_or(|operation| sheet.visit.permit.may(operation)) {
            form.form method="post" action=(sheet.action) {
                (sheet.first)
                @for field in sheet.asked() { (inputs::field(typed, field, field.name)) }
                @if let Some(label) = sheet.label { (labels(sheet, draft, label)) }
                (why(sheet, draft, sentences.get(WHY).map(String::as_str)))
                p.actions { button.btn.btn-main { (say.text("testimony-keep")) } }
            }
        }
    };
    let mut frame = sheet.visit.frame(&title, sheet.section);
    frame.is_work = true;
    layout::page(&frame, &content)
}

fn refusal(sheet: &Sheet<'_>, sentences: &BTreeMap<String, String>) -> Markup {
    let say = sheet.visit.preference.say;
    let is_field = |top: &str| fields(sheet.kind).iter().any(|field| field.name == top);
    notice::error(
        &html! { (say.text("edit-refused")) },
        &html! {
            p { (say.text("edit-refused-words")) }
            ul {
                @for (path, sentence) in sentences {
                    @let top = path.split('.').next().unwrap_or_default();
                    li { @if is_field(top) { (value::label(say, top)) (say.text("colon")) " " } (sentence) }
                }
            }
        },
    )
}

/// Who may see it: as far as whoever makes it sees themselves.
fn labels(sheet: &Sheet<'_>, draft: &Draft, usual: AccessLabel) -> Markup {
    let say = sheet.visit.preference.say;
    let clearance = sheet.visit.scope.clearance;
    let usual = usual.min(clearance);
    let labels = AccessLabel::ALL.iter().filter(|label| **label <= clearance);
    let options: Vec<(String, String)> =
        labels.map(|label| (label.slug().to_owned(), label.label(say.language).to_owned())).collect();
    let (label, hint) = (say.text("label-label"), say.text("testimony-label-hint"));
    let chosen = draft.flat.get(LABEL).map_or(usual.slug(), String::as_str);
    let input = Input { name: LABEL, label: &label, value: chosen, hint: Some(&hint), ..Input::default() };
    form::choice(&input, &options)
}

fn why(sheet: &Sheet<'_>, draft: &Draft, wrong: Option<&str>) -> Markup {
    let say = sheet.visit.preference.say;
    let (label, hint) = (say.text("form-reason"), say.text("form-reason-hint"));
    let input = Input {
        name: WHY,
        label: &label,
        value: draft.flat.get(WHY).map_or("", String::as_str),
        hint: Some(&hint),
        wrong,
        is_required: true,
    };
    form::lines(&input, 3, limits::REASON_CHARACTERS_MAX)
}

/// The record that a page is about.
pub(super) async fn about(
    visit: &Visit,
    kind: Kind,
    id: RecordId,
) -> Result<register::record::Record, Error> {
    let record = visit.register.record(visit.scope, kind, id).await?;
    visit.note([id]).await?;
    Ok(record)
}
