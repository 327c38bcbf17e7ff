//! What an act says beside the values of its record, in words: what was done with it, and what of it was erased.
//!
//! Start at [`draw`].

use super::value::{self, Context};
use super::{digest, naming, shape::Shape};
use domain::vocabulary::CustodyAction;
use maud::{Markup, html};
use register::erasure::Erased;
use register::fold::{CUSTODY, ERASED};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// Draws what a field of an act says; `None` for a field that is a value of the record, and for what cannot be read.
pub fn draw(context: Context<'_>, name: &str, value: &Json) -> Option<Markup> {
    match name {
        CUSTODY => custody(context, value),
        ERASED => Some(erased(context, &Erased::deserialize(value).ok()?)),
        _ => None,
    }
}

fn custody(context: Context<'_>, value: &Json) -> Option<Markup> {
    let say = context.say;
    let action = CustodyAction::parse(value.get("action")?.as_str()?)?;
    let words = value.get("words").and_then(Json::as_str);
    Some(html! {
        (action.label(say.language))
        @if let Some(words) = words {
            (say.text("colon")) " "
            @if Uuid::parse_str(words).is_ok() { (digest::short(words)) } @else { (naming::words(say, words)) }
        }
    })
}

fn erased(context: Context<'_>, erased: &Erased) -> Markup {
    let say = context.say;
    let person = |id: domain::id::ActorId| value::draw(context, Shape::Actor, &json!(id));
    html! {
        @if erased.whole { (say.text("erasure-all-of-it")) }
        @for (place, field) in erased.fields.iter().enumerate() {
            @if place > 0 { (say.text("list-separator")) }
            (value::label(say, field))
        }
        @if !erased.reasons.is_empty() {
            @if !erased.fields.is_empty() { (say.text("list-separator")) }
            (say.with("erasure-reasons", &[("count", erased.reasons.len().into())]))
        }
        br;
        span.small {
            (say.text("erasure-ground")) (say.text("colon")) " " (erased.ground.label(say.language)) " · "
            (say.text("label-asked-by")) " " (person(erased.asked_by)) " · "
            (say.text("erasure-agreed-by")) " " (person(erased.agreed_by))
        }
    }
}
