//! Filters beside a list: each choice with the number of rows it would leave.

use crate::i18n::Say;
use crate::number;
use maud::{Markup, html};

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value sent.
    pub value: String,
    /// What it shows: a word, or a mark and its word.
    pub label: Markup,
    /// How many rows have it; absent where counting is not worth its cost.
    pub count: Option<i64>,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// Choices of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its head.
    pub legend: String,
    /// The parameter sent.
    pub name: String,
    /// Its choices.
    pub choices: Vec<Choice>,
}

/// The form of filters.
#[derive(Clone, Debug)]
pub struct Facets {
    /// Address of the list.
    pub action: String,
    /// What else the address holds: the search and the order.
    pub kept: Vec<(String, String)>,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Draws the filters; put them second in a `.browse`, after the list.
pub fn facets(say: Say, facets: &Facets) -> Markup {
    let is_filtered = facets.groups.iter().flat_map(|group| &group.choices).any(|choice| choice.is_chosen);
    html! {
        form.facets #filters action=(facets.action) aria-label=(say.text("facets-label")) {
            @for (name, value) in &facets.kept { input type="hidden" name=(name) value=(value); }
            @for group in &facets.groups {
                fieldset {
                    legend { (group.legend) }
                    @for choice in &group.choices {
                        label {
                            input type="checkbox" name=(group.name) value=(choice.value) checked[choice.is_chosen];
                            span { (choice.label) }
                            span.n { @if let Some(count) = choice.count { (number::integer(count)) } }
                        }
                    }
                }
            }
            p.actions {
                button.btn.btn-quiet { (say.text("facets-apply")) }
                @if is_filtered { a href=(facets.action) { (say.text("facets-clear")) } }
            }
        }
    }
}

/// A list with its filters: the list first in the document, the filters before it where there is room.
pub fn browse(say: Say, list: &Markup, filters: &Markup) -> Markup {
    html! {
        div.browse {
            div {
                p.small.to-filters { a href="#filters" { (say.text("facets-jump")) } }
                (list)
            }
            (filters)
        }
    }
}
