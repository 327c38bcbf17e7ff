//! The inputs of a field by its shape: counts, times, places, vocabularies, lists. Names are those of [`super::flat`].

use super::flat::{Flat, rows};
use crate::component::shape::{Field, Need, Shape};
use crate::component::{form, value};
use crate::i18n::Say;
use domain::vocabulary::{Bound, Grade, PartOfDay, PrecisionClass, SuppliedBy, Term};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What the inputs hold and what is wrong with them.
#[derive(Clone, Copy)]
pub(in crate::page) struct Typed<'page> {
    /// The reader's language.
    pub say: Say,
    /// What stands in each input.
    pub flat: &'page Flat,
    /// What is wrong, by input or field.
    pub wrongs: &'page BTreeMap<String, String>,
}

impl<'page> Typed<'page> {
    fn text(self, path: &str) -> &'page str {
        self.flat.get(path).map_or("", String::as_str)
    }

    fn wrong(self, path: &str) -> Option<&'page str> {
        self.wrongs.get(path).map(String::as_str)
    }
}

/// Lines of a longer text.
const LINES: u8 = 4;
/// Characters of a longer text.
const CHARACTERS_MAX: usize = domain::limits::TEXT_CHARS_MAX;

/// The inputs of a field; `path` is its name, or that of its place in a list.
pub(in crate::page) fn field(typed: Typed<'_>, field: &Field, path: &str) -> Markup {
    let label = value::label(typed.say, field.name);
    let required = field.need == Need::Required;
    match field.shape {
        Shape::Count => group(typed, path, &label, &count(typed, path)),
        Shape::When => group(typed, path, &label, &when(typed, path)),
        Shape::Location => group(typed, path, &label, &location(typed, path)),
        Shape::Part(members) => group(typed, path, &label, &part(typed, members, path)),
        Shape::Parts(members) => group(typed, path, &label, &parts(typed, members, path)),
        Shape::Choices(terms) => group(typed, path, &label, &checks(typed, terms, path)),
        Shape::Span => html! {
            input type="hidden" name={ (path) ".start" } value=(typed.text(&format!("{path}.start")));
            input type="hidden" name={ (path) ".end" } value=(typed.text(&format!("{path}.end")));
        },
        _ => one(typed, field.shape, path, &label, required),
    }
}

fn one(typed: Typed<'_>, shape: Shape, path: &str, label: &str, required: bool) -> Markup {
    let say = typed.say;
    let hint = match shape {
        Shape::Texts => Some(say.text("edit-one-a-line")),
        Shape::Id(kind) => Some(say.with("edit-id-hint", &[("kind", kind.label(say.language).into())])),
        _ => None,
    };
    let input = form::Field {
        name: path,
        label,
        value: typed.text(path),
        hint: hint.as_deref(),
        wrong: typed.wrong(path),
        is_required: required,
    };
    match shape {
        Shape::Number => form::number(&input),
        Shape::Lines | Shape::Texts => form::lines(&input, LINES, CHARACTERS_MAX),
        Shape::Choice(terms) => form::choice(&input, &options(typed, terms, input.value)),
        Shape::Grade => form::choice(&input, &options(typed, Grade::TERMS, input.value)),
        Shape::Flag => form::choice(
            &input,
            &[
                (String::new(), say.text("none-not-known")),
                ("yes".to_owned(), say.text("value-yes")),
                ("no".to_owned(), say.text("value-no")),
            ],
        ),
        Shape::Mark => form::choice(
            &input,
            &[(String::new(), say.text("value-no")), ("yes".to_owned(), say.text("value-yes"))],
        ),
        Shape::Id(_) => html! {
            (form::line(&input))
            input type="hidden" name={ (path) ".id" } value=(typed.text(&format!("{path}.id")));
        },
        _ => form::line(&input),
    }
}

/// The terms of a vocabulary, "not stated" first, and a value that is in none of them last.
fn options(typed: Typed<'_>, terms: &[Term], chosen: &str) -> Vec<(String, String)> {
    let say = typed.say;
    let none = (String::new(), say.text("none-not-stated"));
    let known = terms.iter().map(|term| (term.slug.to_owned(), term.label(say.language).to_owned()));
    let is_strange = !chosen.is_empty() && !terms.iter().any(|term| term.slug == chosen);
    let strange = is_strange.then(|| (chosen.to_owned(), chosen.to_owned()));
    std::iter::once(none).chain(known).chain(strange).collect()
}

/// Inputs of one field that belong together.
fn group(typed: Typed<'_>, path: &str, label: &str, inner: &Markup) -> Markup {
    html! {
        fieldset.field.group id={ "group-" (path) } {
            legend { (label) }
            @if let Some(wrong) = typed.wrong(path) { p.wrong { (wrong) } }
            (inner)
        }
    }
}

/// A member of a group, whose label is the message `edit-<member>`.
fn member(typed: Typed<'_>, path: &str, message: &str, is_number: bool) -> Markup {
    let label = typed.say.text(message);
    let input = form::Field {
        name: path,
        label: &label,
        value: typed.text(path),
        wrong: typed.wrong(path),
        ..form::Field::default()
    };
    if is_number { form::number(&input) } else { form::line(&input) }
}

fn choice(typed: Typed<'_>, path: &str, message: &str, terms: &[Term]) -> Markup {
    let label = typed.say.text(message);
    let input = form::Field {
        name: path,
        label: &label,
        value: typed.text(path),
        wrong: typed.wrong(path),
        ..form::Field::default()
    };
    form::choice(&input, &options(typed, terms, input.value))
}

fn count(typed: Typed<'_>, path: &str) -> Markup {
    let at = |end: &str| format!("{path}.{end}");
    html! {
        div.row {
            (member(typed, &at("min"), "edit-min", true))
            (member(typed, &at("max"), "edit-max", true))
            (choice(typed, &at("bound"), "edit-bound", Bound::TERMS))
        }
        (member(typed, &at("wording"), "edit-wording", false))
    }
}

fn when(typed: Typed<'_>, path: &str) -> Markup {
    let at = |end: &str| format!("{path}.{end}");
    html! {
        div.row {
            (member(typed, &at("edtf"), "edit-edtf", false))
            (member(typed, &at("zone"), "edit-zone", false))
            (choice(typed, &at("part_of_day"), "edit-part-of-day", PartOfDay::TERMS))
        }
        (member(typed, &at("words"), "edit-when-words", false))
    }
}

fn location(typed: Typed<'_>, path: &str) -> Markup {
    let at = |end: &str| format!("{path}.{end}");
    html! {
        div.row {
            (member(typed, &at("lat"), "edit-lat", false))
            (member(typed, &at("lon"), "edit-lon", false))
            (choice(typed, &at("precision"), "edit-precision", PrecisionClass::TERMS))
            (choice(typed, &at("supplied_by"), "edit-supplied-by", SuppliedBy::TERMS))
            (member(typed, &at("sigma_m"), "edit-sigma", true))
            (member(typed, &at("mgrs"), "edit-mgrs", false))
        }
        (member(typed, &at("words"), "edit-place-words", false))
        (member(typed, &at("words_ar"), "edit-place-words-ar", false))
    }
}

fn checks(typed: Typed<'_>, terms: &[Term], path: &str) -> Markup {
    html! {
        div.checks {
            @for term in terms {
                @let name = format!("{path}.{}", term.slug);
                label.check {
                    input type="checkbox" name=(name) value="yes" checked[typed.text(&name) == "yes"];
                    span { (term.label(typed.say.language)) }
                }
            }
        }
    }
}

fn part(typed: Typed<'_>, members: &[Field], path: &str) -> Markup {
    html! {
        div.row {
            @for each in members {
                // A row may stay empty as a whole, so the browser must not insist on its members.
                @let free = Field { need: Need::Optional, ..*each };
                (field(typed, &free, &format!("{path}.{}", each.name)))
            }
        }
    }
}

/// The parts there are and one empty row; an emptied row is taken away.
fn parts(typed: Typed<'_>, members: &[Field], path: &str) -> Markup {
    let rows = rows(path, typed.flat);
    html! {
        @for place in 0..=rows {
            fieldset.field.group {
                legend {
                    @if place == rows { (typed.say.text("edit-part-new")) }
                    @else { (typed.say.with("edit-part", &[("number", (place + 1).into())])) }
                }
                (part(typed, members, &format!("{path}.{place}")))
            }
        }
        small { (typed.say.text("edit-parts-hint")) }
    }
}
