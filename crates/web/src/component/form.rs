//! Fields of forms: a label, a hint, and what is wrong in words beside the field; the value stays.

use crate::i18n::Say;
use crate::limits;
use maud::{Markup, html};

/// A field of one or more lines.
#[derive(Clone, Debug, Default)]
pub struct Field<'view> {
    /// The parameter sent; also its id.
    pub name: &'view str,
    /// Its label.
    pub label: &'view str,
    /// What stands in it.
    pub value: &'view str,
    /// A hint under the label.
    pub hint: Option<&'view str>,
    /// What is wrong with the value.
    pub wrong: Option<&'view str>,
    /// Whether it must be filled in.
    pub is_required: bool,
}

/// A field of one line.
pub fn line(field: &Field<'_>) -> Markup {
    framed(
        field,
        &html! {
            input type="text" id=(field.name) name=(field.name) value=(field.value) dir="auto" required[field.is_required]
                aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)];
        },
    )
}

/// A field of one line that offers what is known already; anything else may be typed.
pub fn line_offering(field: &Field<'_>, offers: &[String]) -> Markup {
    let list = format!("{}-offers", field.name);
    framed(
        field,
        &html! {
            input type="text" id=(field.name) name=(field.name) value=(field.value) dir="auto" list=(list) autocomplete="off"
                required[field.is_required] aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)];
            datalist id=(list) { @for offer in offers { option value=(offer) {} } }
        },
    )
}

/// An address elsewhere.
pub fn address(field: &Field<'_>) -> Markup {
    framed(
        field,
        &html! {
            input type="text" inputmode="url" id=(field.name) name=(field.name) value=(field.value) dir="ltr"
                required[field.is_required] aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)];
        },
    )
}

/// A choice of one, all of them in sight: value, label, and what it means where that is not plain.
pub fn choice_in_sight(field: &Field<'_>, options: &[(&str, String, Option<String>)]) -> Markup {
    html! {
        fieldset.field.group.sight id={ "group-" (field.name) } {
            legend { (field.label) }
            @if let Some(hint) = field.hint { small { (hint) } }
            @if let Some(wrong) = field.wrong { p.wrong id={ (field.name) "-wrong" } { (wrong) } }
            @for (value, label, meaning) in options {
                label.check {
                    input type="radio" name=(field.name) value=(value) checked[*value == field.value];
                    span { (label) @if let Some(meaning) = meaning { br; small { (meaning) } } }
                }
            }
        }
    }
}

/// A whole number, empty for "not known".
pub fn number(field: &Field<'_>) -> Markup {
    framed(
        field,
        &html! {
            input type="text" inputmode="numeric" pattern="[0-9]*" id=(field.name) name=(field.name) value=(field.value)
                dir="ltr" aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)];
        },
    )
}

/// A field of several lines.
pub fn lines(field: &Field<'_>, rows: u8, characters_max: usize) -> Markup {
    framed(
        field,
        &html! {
            textarea id=(field.name) name=(field.name) rows=(rows) maxlength=(characters_max) dir="auto"
                required[field.is_required] aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)] {
                (field.value)
            }
        },
    )
}

/// A choice of one: `(value, label)`; the field's value is the one chosen.
pub fn choice(field: &Field<'_>, options: &[(String, String)]) -> Markup {
    framed(
        field,
        &html! {
            select id=(field.name) name=(field.name) aria-invalid=[field.wrong.map(|_| "true")] aria-describedby=[described(field)] {
                @for (value, label) in options { option value=(value) selected[value == field.value] { (label) } }
            }
        },
    )
}

/// A file to upload.
pub fn file(field: &Field<'_>) -> Markup {
    framed(
        field,
        &html! {
            input type="file" id=(field.name) name=(field.name) required[field.is_required] aria-describedby=[described(field)];
        },
    )
}

/// The reason of a change: required by every edit, committed with the act.
pub fn reason(say: Say, value: &str, wrong: Option<&str>) -> Markup {
    let (label, hint) = (say.text("form-reason"), say.text("form-reason-hint"));
    let field = Field { name: "reason", label: &label, value, hint: Some(&hint), wrong, is_required: true };
    lines(&field, 3, limits::REASON_CHARACTERS_MAX)
}

/// The heads a form was opened at, so that a change made meanwhile is noticed field by field.
pub fn heads(heads: &[(String, String)]) -> Markup {
    html! { @for (field, act) in heads { input type="hidden" name={ "head." (field) } value=(act); } }
}

fn framed(field: &Field<'_>, input: &Markup) -> Markup {
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { small id={ (field.name) "-hint" } { (hint) } }
            @if let Some(wrong) = field.wrong { p.wrong id={ (field.name) "-wrong" } { (wrong) } }
            (input)
        }
    }
}

fn described(field: &Field<'_>) -> Option<String> {
    let ids: Vec<String> = [field.wrong.map(|_| "wrong"), field.hint.map(|_| "hint")]
        .into_iter()
        .flatten()
        .map(|end| format!("{}-{end}", field.name))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
